"""Pages for a meeting before release, a transfer and an end: only what was chosen, in plain words, as blocks.

Each is of a day and says that it may have changed since. Offence, risk and health are read by none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.ending.checklist import before_release
from ipstui.casework.events import ProfileUpdated
from ipstui.casework.plans.state import Goal, Step
from ipstui.casework.work.follow_along import follow_along
from ipstui.documents.word import Block, Heading, Items, Paragraph, Rows

Names = Mapping[str, str]


def foot(casefile: Casefile) -> str:
    """What stands at the end of every page of this kind."""
    today = casefile.story.today
    told = f"As of {say.day(today, today)} {today.year}. It may have changed since: ask before you rely on it."
    return f"{told} Made-up caseload: nobody in it exists." if casefile.client.made_up else told


# Transfer


def _profile(casefile: Casefile, names: Names) -> list[Block]:
    profile = casefile.story.vocational.profile
    if profile is None:
        return []
    told = (
        ("Wants", profile.wants), ("Does not want", profile.does_not_want), ("Strengths", profile.strengths),
        ("Skills", profile.skills), ("Certificates", profile.certificates),
        ("Hours a week", _hours(profile)), ("Times", profile.times), ("Travel", profile.travel_limit),
        ("Support wanted", profile.support_wanted),
    )  # fmt: skip
    rows = tuple((name, text) for name, text in told if text)
    return [Rows(rows)] if rows else []


def _hours(profile: ProfileUpdated) -> str:
    least, most = profile.hours_min, profile.hours_max
    if least is not None and most is not None:
        return f"{say.number(least)} to {say.number(most)}"
    if most is not None:
        return f"{say.number(most)} at most"
    return f"{say.number(least)} at least" if least is not None else ""


def _jobs(casefile: Casefile, names: Names) -> list[Block]:
    today = casefile.story.today
    rows = []
    for job in casefile.story.work.jobs:
        span = f"{say.short_day(job.start, today)} to {say.short_day(job.end, today) if job.end else 'now'}"
        employer = names.get(job.employer, "")
        hours = f", {say.number(job.now.hours_weekly)} hours a week" if job.now.hours_weekly is not None else ""
        rows.append((span, f"{job.role}{f' at {employer}' if employer else ''}{hours}"))
    for offer in casefile.story.work.offers:
        starts = f"starts {say.day(offer.starts, today)}" if offer.starts else "no first day yet"
        rows.append(("Offered", f"{offer.role}, {starts}"))
    return [Rows(tuple(rows))] if rows else []


def _schedule(casefile: Casefile, names: Names) -> list[Block]:
    today = casefile.story.today
    rows = [
        (f"{say.short_day(visit.first, today)} to {say.short_day(visit.last, today)}", visit.text)
        for job in casefile.story.work.open_jobs
        for visit in follow_along(job, casefile.story.events, today)
        if visit.state in ("due", "overdue", "upcoming")
    ]
    return [Rows(tuple(rows))] if rows else []


def _conditions(casefile: Casefile, names: Names) -> list[Block]:
    held = [condition.words for condition in casefile.story.probation.in_force if condition.words]
    return [Items(tuple(held))] if held else []


def _plan(casefile: Casefile, names: Names) -> list[Block]:
    blocks: list[Block] = []
    for goal in casefile.story.plans.open_goals:
        steps = tuple(f"{step.event.what}{_by(step, casefile.client.name)}" for step in goal.steps if step.is_open)
        blocks += [Paragraph(goal.event.words, strong=True), Items(steps or ("no next step yet",))]
    return blocks


def _by(step: Step, name: str) -> str:
    who = step.event.named or (name.split()[0] if step.event.who == "me" else say.label(step.event.who))
    return f" ({who})" if who else ""


def _papers(casefile: Casefile, names: Names) -> list[Block]:
    rows = [
        (say.sentence(held.called), "there" if held.arrived else "asked for")
        for held in casefile.story.papers.all
        if held.dropped is None
    ]
    return [Rows(tuple(rows))] if rows else []


def _disclosure(casefile: Casefile, names: Names) -> list[Block]:
    talks = casefile.story.disclosure.talks
    if not talks:
        return []
    last = talks[-1]
    choice = {"tell": "Employers may be told.", "tell_some": "Some employers may be told.",
              "do_not_tell": "Employers are not to be told.", "undecided": "Not decided yet."}[last.choice]  # fmt: skip
    words = f" In these words: “{last.words}”" if last.words and last.choice in ("tell", "tell_some") else ""
    return [Paragraph(choice + words)]


Part = Callable[[Casefile, Names], list[Block]]
PARTS: dict[str, tuple[str, str, Part]] = {
    "profile": ("What work they want", "Work", _profile),
    "plan": ("The plan", "The plan", _plan),
    "jobs": ("Jobs", "Jobs", _jobs),
    "schedule": ("Contacts in work that are due", "In-work due", _schedule),
    "conditions": ("Conditions, in plain words", "Conditions", _conditions),
    "papers": ("Papers", "Papers", _papers),
    "disclosure": ("What may be told", "Disclosure", _disclosure),
}
"""What a page for those who go on may hold: its heading, and what it is called where it is chosen. No part is there
unless it is."""


def hand_over_sheet(casefile: Casefile, names: Names, parts: Sequence[str], do_not_ask: str) -> tuple[str, list[Block]]:
    """Return the page for the service that takes over; only the `parts` chosen, and what is not to be asked again."""
    blocks: list[Block] = []
    for name, (heading, _, part) in PARTS.items():
        if name in parts:
            blocks += [Heading(heading), *(part(casefile, names) or [Paragraph("Nothing is recorded.")])]
    if do_not_ask.strip():
        blocks += [Heading("Please do not ask again"), Paragraph(do_not_ask.strip())]
    return f"For those who go on with {casefile.client.name}", blocks


# Before release


def pre_release_page(casefile: Casefile) -> tuple[str, list[Block]]:
    """Return the record of the meeting, for those who were there: who, where to, what each will do."""
    meeting, today = casefile.story.ending.meeting, casefile.story.today
    title = f"What we agreed: {casefile.client.name}"
    if meeting is None:
        return title, [Paragraph("The meeting was not held yet.")]
    rows = (
        ("Held on", say.day(meeting.on, today)), ("There", meeting.attended), ("Not there, and why", meeting.absent),
        ("Goes to", meeting.place),
    )  # fmt: skip
    blocks: list[Block] = [Rows(tuple((left, right) for left, right in rows if right))]
    if meeting.will_do:
        blocks += [Heading("What each will do"), Items(tuple(_lines(meeting.will_do)))]
    open_ = [item for item in before_release(casefile.client, casefile.story) if item.state != "done"]
    if open_:
        blocks += [Heading("Still to be found out or done"), Rows(tuple((item.what, item.how) for item in open_))]
    return title, blocks


def _lines(text: str) -> Iterator[str]:
    return (say.sentence(part.strip()) for part in text.replace(";", "\n").split("\n") if part.strip())


# The end


def _goals(casefile: Casefile) -> Iterator[Block]:
    """The goals of the plan, in their words: how each ended, and what is open still."""
    goals = casefile.story.plans.goals
    if goals:
        yield Heading("What you set out to do")
        yield Items(tuple(f"{goal.event.words}: {_how(goal)}" for goal in goals))


def _how(goal: Goal) -> str:
    return f"{say.label(goal.ended.how)}. {goal.ended.words}".strip() if goal.ended else "still open"


def end_page(casefile: Casefile) -> tuple[str, list[Block]]:
    """Return the page that the person takes home at the end, in words to them."""
    planned, report, today = casefile.story.ending.planned, casefile.story.ending.report, casefile.story.today
    blocks: list[Block] = [*_goals(casefile)]
    if report is not None:
        told = (
            ("What you reached", report.reached), ("What you reached in part", report.partly),
            ("What did not come about", report.not_reached), ("What remains", report.remains),
        )  # fmt: skip
        for heading, text in told:
            if text:
                blocks += [Heading(heading), Items(tuple(_lines(text)))]
    if planned is not None and report is None:
        blocks.append(Paragraph(f"Our last meeting is on {say.day(planned.last_meeting, today)}."))
    goes_on = (report.goes_on if report else "") or (planned.takes_over if planned else "")
    if goes_on:
        blocks += [Heading("Who goes on with you"), Paragraph(goes_on)]
    if planned is not None and planned.in_a_crisis:
        blocks += [Heading("If things get hard"), Paragraph(planned.in_a_crisis)]
    if report is not None and report.may_come_back == "yes":
        blocks += [
            Heading("Come back any time"),
            Paragraph("Ring again whenever you want, whatever happened."),
        ]
    return f"{casefile.client.name}: what we did together", blocks
