"""The work tab: the profile, the search, and each job with its in-work schedule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Event, Offer, ProfileUpdated, VacancyConsidered
from ipstui.casework.forms import fields_of
from ipstui.casework.words import summary
from ipstui.casework.work.follow_along import follow_along
from ipstui.casework.work.state import Job
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line, Target

_VISIT = {
    "met": "√ met",
    "due": "due",
    "overdue": "overdue",
    "missed": "missed",
    "not_possible": "not possible",
}


def work(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the work tab: jobs first, then the search, then the profile."""
    story, today, names = casefile.story, casefile.story.today, beside.names
    rows: list[Line | Heading] = [Heading("Jobs")]
    for job in sorted(story.work.jobs, key=lambda job: (not job.is_open, -job.start.toordinal())):
        rows += _job(job, casefile, names)
    for offer in story.work.offers:
        starts = f"starts {say.day(offer.starts, today)}" if offer.starts else "no start date"
        accepted = {"yes": "accepted", "unknown": "not answered yet"}.get(offer.accepted, "")
        rows.append(
            Line(of("offer", offer.id), ("Offer", _at(offer.role, offer.employer, names), f"{accepted}, {starts}"))
        )
        rows += _licence(casefile, offer.id, "offer")
        rows += _disclosure(casefile, offer.id, offer.role, offer.dbs_check, offer.starts)
    if not story.work.jobs and not story.work.offers:
        rows.append(Heading("None yet. Press + to record an offer or a start.", quiet=True))
    search = story.search
    rows.append(Heading("Search"))
    clock = casefile.clock
    if clock.day is not None:
        readings = ", ".join(
            f"{say.label(name)} {value}"
            for name in ("first_meeting", "referral", "engaged")
            if (value := getattr(clock.readings, name)) is not None
        )
        told = f"day {clock.day}, {say.label(clock.state)}; from {clock.start_reason}"
        rows.append(Line(Target("clock"), ("30-day clock", told, readings)))
    events: list[Event] = [
        *search.employer_contacts, *search.vacancies, *search.applications, *search.trials, *search.placements,
        *(e for e in search.interviews if e.on <= today),
    ]  # fmt: skip
    if search.applications_made:
        rows.append(Heading(f"{say.plural(search.applications_made, 'application')} made", quiet=True))
    for event in sorted(events, key=lambda e: (e.on, e.recorded), reverse=True):
        rows += _events([event], names, today)
        rows += _licence(casefile, event.id)
        if isinstance(event, VacancyConsidered) and event.result == "pursued":
            rows += _disclosure(casefile, event.id, event.role, event.dbs_check, None)
    if not events:
        rows.append(Heading("Nothing yet. A meeting with an employer stops the clock: log it with l.", quiet=True))
    rows.append(Line(Target("do", "vacancies"), ("►", "Open vacancies, and which may fit …", "")))
    vocational = story.vocational
    rows.append(Heading("About work"))
    if vocational.wants_work is not None:
        rows += _events([vocational.wants_work], names, today)
    rows += _events(story.disclosure.talks[-1:], names, today)
    rows += _events([vocational.cv] if vocational.cv else [], names, today)
    rows += _events([*vocational.certificates, *vocational.training, *vocational.benefits], names, today)
    if vocational.profile is not None:
        for field in fields_of(ProfileUpdated):
            value = getattr(vocational.profile, field.name)
            if value and field.name not in ("on", "note", "on_precision"):
                text = say.number(value) if not isinstance(value, str) else value
                rows.append(Line(Target("profile", field.name), (field.label, text, "")))
    else:
        rows.append(Heading("No profile yet. Press + and choose profile.", quiet=True))
    return rows


def _job(job: Job, casefile: Casefile, names: Mapping[str, str]) -> Iterable[Line | Heading]:
    today = casefile.story.today
    hours = f"{say.number(job.now.hours_weekly)} h a week" if job.now.hours_weekly is not None else "hours ?"
    pay = f"{say.money(job.now.hourly_pay)} an hour" if job.now.hourly_pay is not None else "pay ?"
    until = say.day(job.end, today) if job.end else "now"
    kind = "Self-employed" if job.self_employed else "Job" if job.is_open else "Job, ended"
    yield Line(
        of("job", job.id),
        (kind, f"{_at(job.role, job.employer, names)}: {hours}, {pay}", f"{say.day(job.start, today)} – {until}"),
    )
    if job.is_open:
        yield from _licence(casefile, job.id, "job")
        check = next((e.dbs_check for e in casefile.story.events if isinstance(e, Offer) and e.id == job.id), "unknown")
        yield from _disclosure(casefile, job.id, job.role, check, job.start)
    if job.declined_on:
        yield Heading(f"in-work support declined {say.day(job.declined_on, today)}", quiet=True)
    visits = [v for v in follow_along(job, casefile.story.events, today) if v.state != "upcoming" or v.first > today]
    for visit in visits[-4:]:
        state = _VISIT.get(visit.state, "ahead")
        if visit.contacted and visit.state not in ("met", "upcoming"):
            state += ", contacted not in person"
        span = f"{say.short_day(visit.first, today)} – {say.short_day(visit.last, today)}"
        yield Line(Target("visit", job.id, visit.text), ("", f"{span}  {visit.text}", state), styles={1: "$text-muted"})


def _licence(casefile: Casefile, about: str, what: str = "") -> list[Line]:
    """What the licence says of a job, offer or vacancy; that nobody held it against the licence is said too.

    `what` is "job" or "offer" for those two: they are never left without a word while a licence may run.
    """
    if not any(proposal.about == about for proposal in casefile.story.licence.proposals):
        told = ("licence ○ UNKNOWN", "not checked against the licence yet: Enter does it", "")
        return (
            [Line(Target("hold", about, what), told, styles={0: "bold $warning"})]
            if what and _may_bind(casefile)
            else []
        )
    from ipstui.screens.client.proposals import MARKS, verdict_about

    found = verdict_about(casefile.story, about)
    if found is None:
        return []
    target, verdict, why = found
    style = "" if verdict == "clear" else "bold $warning"
    return [Line(target, (f"licence {MARKS[verdict]}", why, ""), styles={0: style})]


_TELL = {"nothing": "√ NOTHING", "if_asked": "► IF ASKED", "depends": "○ DEPENDS", "unknown": "○ UNKNOWN"}


def _disclosure(casefile: Casefile, about: str, role: str, check: str, starts: date | None) -> list[Line]:
    """What has to be told by its start, in one mark with the reason; nothing where no conviction is kept.

    The reason counts, and names no sentence: that is behind a key on a tab of its own.
    """
    if not casefile.story.disclosure.sentences:
        return []
    from ipstui.casework.disclosure.job import answer_for

    found = answer_for(casefile.story, casefile.client.birth_year, role=role, check=check, starts=starts)
    if found is None:
        return []
    style = "" if found.mark == "nothing" else "bold $warning"
    told = (f"disclose {_TELL[found.mark]}", found.why)
    return [Line(Target("disclose", about), told, styles={0: style})]


def _may_bind(casefile: Casefile) -> bool:
    """Whether a licence may run: the person was in prison, and none that is known has ended."""
    story = casefile.story
    said = story.probation.licence_end
    ends = [said.ends] if said else [version.event.ends for version in story.licence.versions]
    return story.custody.ever_inside and (not ends or any(end is None or end >= story.today for end in ends))


def _events(events: Iterable[Event], names: Mapping[str, str], today: date) -> list[Line]:
    from ipstui.casework.words import title

    return [
        Line(
            of("vacancy" if isinstance(event, VacancyConsidered) else "event", event.id),
            (title(event), summary(event, names), say.day(event.on, today)),
        )
        for event in events
    ]


def _at(role: str, employer: str, names: Mapping[str, str]) -> str:
    return f"{role} at {names.get(employer, employer)}" if employer else role


TAB = Tab(
    "work",
    "Work",
    (Column(19, style="bold"), Column(30, share=3), Column(14, share=1, style="$text-muted")),
    work,
)
