"""Why someone needs attention now: one function for each flag of the weekly review, most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from enum import IntEnum

import msgspec

from calculators.job_search import JobSearchResult
from ipstui.casework import say
from ipstui.casework.deadlines import Deadline, active_snoozes
from ipstui.casework.hours import over_limit
from ipstui.casework.release import expected_release
from ipstui.casework.story import Story

LOSING_TOUCH = 14
NO_LONGER_ACTIVE = 28


class Group(IntEnum):
    """The groups of the review, in the order they are shown."""

    TODAY = 1
    RELEASES = 2
    CLOCK = 3
    STARTS = 4
    LOSING_TOUCH = 5
    NOTHING_BOOKED = 6
    STEADY = 7


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to look at someone. `why` is for the row, `rule` answers "why is this here"."""

    flag: str
    why: str
    due: date | None
    group: Group
    rule: str
    events: tuple[str, ...] = ()
    snoozed_until: date | None = None
    snoozed_because: str = ""


class _Case(msgspec.Struct, frozen=True):
    """What a flag may look at."""

    story: Story
    deadlines: Sequence[Deadline]
    clock: JobSearchResult

    @property
    def today(self) -> date:
        return self.story.today

    def pressing(self, kind: str) -> Iterator[Deadline]:
        """Yield the deadlines of a kind that are due or overdue, snoozed ones too: `flags_of` marks those."""
        return (d for d in self.deadlines if d.kind == kind and d.state in ("due", "overdue", "waived"))


def _late(case: _Case, due: date) -> str:
    """Say how a due day stands to today: "due today", "2 days late", "by Tue 8 Dec"."""
    late = (case.today - due).days
    if late == 0:
        return "due today"
    return f"{say.days(late)} late" if late > 0 else f"by {say.day(due, case.today)}"


def release_soon(case: _Case) -> Iterator[Flag]:
    """A release today or within six weeks with something unknown."""
    expected = expected_release(case.story)
    if expected is None or not 0 <= (left := (expected.out - case.today).days) <= 42:
        return
    gaps = []
    if not case.story.place.known:
        gaps.append("address ?")
    if case.story.probation.confirmed is None:
        gaps.append("conditions ?")
    if expected.stated is not None and (case.today - expected.stated).days >= 14:
        gaps.append(f"date last confirmed {say.days((case.today - expected.stated).days)} ago")
    if gaps or left == 0:
        version = f" ({say.ordinal(expected.version)} date)" if expected.version > 1 else ""
        out = "today" if left == 0 else say.day(expected.out, case.today)
        yield Flag(
            flag="release_soon",
            why=f"out {out}{version}" + (", " + ", ".join(gaps) if gaps else ""),
            due=expected.out,
            group=Group.TODAY if left == 0 else Group.RELEASES,
            rule="Release is expected within 42 days, and the address, the conditions or the date itself "
            "(given more than 14 days ago) are not sure.",
            events=(expected.event,),
        )


def release_passed(case: _Case) -> Iterator[Flag]:
    """The expected day has passed and nobody has recorded a release."""
    expected = expected_release(case.story)
    if expected is not None and expected.out < case.today:
        days = (case.today - expected.out).days
        yield Flag(
            flag="release_passed",
            why=f"expected out {say.days(days)} ago, not confirmed",
            due=expected.out,
            group=Group.TODAY,
            rule="The expected release day has passed and no release is recorded.",
            events=(expected.event,),
        )


def not_seen(case: _Case) -> Iterator[Flag]:
    """Out for three days or more, and not met."""
    for deadline in case.pressing("first_contact"):
        if case.today >= deadline.due:
            release = case.story.custody.release
            days = (case.today - release.on).days if release else 0
            yield Flag(
                flag="not_seen",
                why=f"out {say.days(days)}, no meeting yet",
                due=deadline.due,
                group=Group.TODAY,
                rule="Three days or more since release, or since we learned of it, without a meeting in person.",
                events=deadline.events,
            )


def second_contact(case: _Case) -> Iterator[Flag]:
    """Met once, a week or more ago."""
    for deadline in case.pressing("second_contact"):
        if case.today >= deadline.due:
            met = case.story.engagement.since_release[0]
            yield Flag(
                flag="second_contact",
                why=f"met once, {say.days((case.today - met).days)} ago",
                due=deadline.due,
                group=Group.TODAY,
                rule="Exactly one meeting in the community, seven days ago or more.",
                events=deadline.events,
            )


def job_search_clock(case: _Case) -> Iterator[Flag]:
    """The 30-day clock from day 21 on."""
    if case.clock.state in ("due_soon", "overdue") and not case.story.work.open_jobs:
        reasons = case.story.search.delays
        told = f" ({say.label(reasons[-1].reason)})" if reasons else ""
        yield Flag(
            flag="job_search_clock",
            why=f"day {case.clock.day} of 30, no employer met{told}",
            due=case.clock.due_on,
            group=Group.TODAY if case.clock.due_on and case.today >= case.clock.due_on else Group.CLOCK,
            rule="No employer met in person for this client. Amber from day 21, due on day 30, overdue after. "
            f"Counted from {case.clock.start_reason}.",
        )


def follow_along(case: _Case) -> Iterator[Flag]:
    """An in-work contact that is due; of several missed ones, the latest."""
    pressing = [d for d in case.pressing("follow_along") if d.opens <= case.today]
    if not pressing:
        return
    overdue = [d for d in pressing if case.today > d.due]
    deadline = overdue[-1] if overdue else pressing[0]
    yield Flag(
        flag="follow_along",
        why=f"{deadline.text[:1].lower()}{deadline.text[1:]}: {_late(case, deadline.due)}",
        due=deadline.due,
        group=Group.TODAY if case.today >= deadline.due else Group.STARTS,
        rule="In-work support: in person before the start, within 3 days after it, weekly for four weeks, then "
        "every 30 days while wanted.",
        events=deadline.events,
    )


def work_not_approved(case: _Case) -> Iterator[Flag]:
    """A start within 14 days, or behind us, without the officer's approval on record."""
    for deadline in case.pressing("work_approval"):
        started = case.today > deadline.due
        starts, *told, _rule = deadline.because.split("; ")
        yield Flag(
            flag="work_approval",
            why=f"{starts}, {told[0] if told else 'no approval of work recorded'}",
            due=deadline.due,
            group=Group.TODAY if started or told else Group.STARTS,
            rule="Every licence asks for the officer's approval of work before it starts; none is recorded, or the "
            "last answer was a refusal.",
            events=deadline.events,
        )


def benefits_missing(case: _Case) -> Iterator[Flag]:
    """An offer, a start or a change of hours or pay without a saved calculation."""
    for kind in ("benefits_session", "benefits_change"):
        for deadline in case.pressing(kind):
            yield Flag(
                flag=kind,
                why=f"no benefits calculation saved, {_late(case, deadline.due)}",
                due=deadline.due,
                group=Group.TODAY if case.today >= deadline.due else Group.STARTS,
                rule="A benefits session is saved before each start, and within 14 days of a change of hours "
                "or pay.",
                events=deadline.events,
            )


def hours_over_limit(case: _Case) -> Iterator[Flag]:
    """On ESA and working hours or for pay outside permitted work."""
    problem = over_limit(case.story)
    if problem is not None:
        yield Flag(
            flag="hours_over_limit",
            why=problem.why,
            due=case.today,
            group=Group.TODAY,
            rule="ESA in payment and a job outside the permitted-work limits: ESA for such weeks is lost.",
            events=problem.events,
        )


def probation_appointment(case: _Case) -> Iterator[Flag]:
    """An appointment with probation today, or within three days and not yet reminded."""
    for booking in case.story.plan.bookings:
        left = (booking.on - case.today).days
        if booking.stands and booking.probation and (left == 0 or (0 < left <= 3 and not booking.reminded)):
            when = "today" if left == 0 else say.day(booking.on, case.today)
            at = f" {say.clock(booking.at)}" if booking.at else ""
            yield Flag(
                flag="probation_appointment",
                why=f"probation {when}{at}, {'reminded' if booking.reminded else 'not reminded'}",
                due=booking.on,
                group=Group.TODAY,
                rule="An appointment with probation within three days. Reminding, or going along, keeps people "
                "from recall.",
                events=(booking.id,),
            )


def appointment_today(case: _Case) -> Iterator[Flag]:
    """Any other appointment today."""
    for booking in case.story.plan.bookings:
        if booking.stands and not booking.probation and booking.on == case.today:
            at = f" {say.clock(booking.at)}" if booking.at else ""
            yield Flag(
                flag="appointment",
                why=f"{say.label(booking.what)} today{at}",
                due=booking.on,
                group=Group.TODAY,
                rule="Booked for today.",
                events=(booking.id,),
            )


def task_due(case: _Case) -> Iterator[Flag]:
    """A task on or past its day."""
    for deadline in case.pressing("task"):
        yield Flag(
            flag="task",
            why=f"{deadline.text}: {_late(case, deadline.due)}",
            due=deadline.due,
            group=Group.TODAY,
            rule="A task noted by hand has come due.",
            events=deadline.events,
        )


def condition_unanswered(case: _Case) -> Iterator[Flag]:
    """A question to the officer that has waited a week."""
    for deadline in case.pressing("condition_query"):
        if case.today >= deadline.due:
            yield Flag(
                flag="condition_query",
                why=f"officer has not answered: {deadline.because.split(': ', 1)[1]}",
                due=deadline.due,
                group=Group.TODAY,
                rule="A question about a condition has waited seven days or more.",
                events=deadline.events,
            )


def conditions_to_confirm(case: _Case) -> Iterator[Flag]:
    """The licence was not read again a week after release, or not for ten weeks."""
    for kind in ("conditions_to_confirm", "condition_review"):
        for deadline in case.pressing(kind):
            if case.today >= deadline.due:
                yield Flag(
                    flag=kind,
                    why="conditions not confirmed since release"
                    if kind == "conditions_to_confirm"
                    else "conditions due to be gone through again",
                    due=deadline.due,
                    group=Group.STEADY,
                    rule="Conditions are re-read a week after release, and gone through every ten weeks.",
                    events=deadline.events,
                )


def disclosure(case: _Case) -> Iterator[Flag]:
    """The search has begun and disclosure was not talked about, or not for long."""
    for kind in ("disclosure_talk", "disclosure_again"):
        for deadline in case.pressing(kind):
            yield Flag(
                flag=kind,
                why="search has begun, disclosure not talked about"
                if kind == "disclosure_talk"
                else "60 days of search: talk about disclosure again",
                due=deadline.due,
                group=Group.CLOCK,
                rule="Disclosure is talked about before an employer hears the name, and again after 60 days.",
                events=deadline.events,
            )


def job_at_return(case: _Case) -> Iterator[Flag]:
    """Back in custody with a job still open: what was agreed the employer may be told?"""
    if case.story.custody.state == "back_in_custody" and case.story.work.open_jobs:
        job = case.story.work.open_jobs[0]
        yield Flag(
            flag="job_at_return",
            why=f"job still open ({job.role}): held or lost?",
            due=case.story.custody.since,
            group=Group.TODAY,
            rule="Back in custody with a job open: ask whether it is held, and what the employer may be told.",
            events=(job.event,),
        )


def out_of_area(case: _Case) -> Iterator[Flag]:
    """An address outside the patch asks for a decision; nothing happens by itself."""
    address = case.story.place.address
    if address is not None and case.story.place.out_of_area:
        yield Flag(
            flag="out_of_area",
            why="address out of area: go on, transfer or close?",
            due=None,
            group=Group.TODAY,
            rule="The address lies outside the patch and nobody has decided: exception, transfer or close.",
            events=(address.id,),
        )


def need_open(case: _Case) -> Iterator[Flag]:
    """A need open for more than 14 days."""
    for need in case.story.plan.open_needs:
        open_for = (case.today - need.on).days
        if open_for > 14:
            yield Flag(
                flag="need",
                why=f"{say.label(need.category)} open {say.days(open_for)}",
                due=need.on + timedelta(days=14),
                group=Group.TODAY if need.urgent else Group.STEADY,
                rule="A need has been open for more than 14 days.",
                events=(need.id,),
            )


def grant_follow_up(case: _Case) -> Iterator[Flag]:
    """Time to ask how it went with a grant or voucher."""
    for deadline in case.pressing("grant_follow_up"):
        yield Flag(
            flag="grant_follow_up",
            why=f"{deadline.text[:1].lower()}{deadline.text[1:]}",
            due=deadline.due,
            group=Group.STEADY,
            rule="A day was set to ask how it went with what was given.",
            events=deadline.events,
        )


def certificate(case: _Case) -> Iterator[Flag]:
    """A certificate runs out within 30 days, or has."""
    for deadline in case.pressing("certificate_expiry"):
        yield Flag(
            flag="certificate_expiry",
            why=f"{deadline.text}, {say.day(deadline.due, case.today)}",
            due=deadline.due,
            group=Group.STEADY,
            rule="A certificate for work runs out within 30 days.",
            events=deadline.events,
        )


def losing_touch(case: _Case) -> Iterator[Flag]:
    """No contact of any kind for 14 days; after 28 a person no longer counts as active."""
    if case.story.case.state == "paused":
        return
    last = case.story.engagement.last_contact
    referral = case.story.case.referral
    if last is not None and (again := case.story.case.referred_again) is not None and last.on < again:
        last = None
    since = last.on if last else referral.on if referral else None
    if since is None or (days := (case.today - since).days) < LOSING_TOUCH:
        return
    gone = ", no longer counts as active" if days >= NO_LONGER_ACTIVE else ""
    yield Flag(
        flag="losing_touch",
        why=f"no contact for {say.days(days)}{gone}" if last else f"no contact in {say.days(days)} since referral",
        due=since + timedelta(days=LOSING_TOUCH),
        group=Group.LOSING_TOUCH,
        rule="No contact for 14 days or more; a client counts as active with a contact in the last 28 days.",
        events=(last.id,) if last else (),
    )


def nothing_booked(case: _Case) -> Iterator[Flag]:
    """No appointment or dated task ahead."""
    if case.story.case.state == "paused" or case.story.plan.next_booking(case.today) is not None:
        return
    if not any(t.due is not None and t.due >= case.today for t in case.story.plan.open_tasks):
        yield Flag(
            flag="nothing_booked",
            why="nothing next booked",
            due=None,
            group=Group.NOTHING_BOOKED,
            rule="No appointment and no dated task lies ahead.",
        )


Rule = Callable[[_Case], Iterator[Flag]]
RULES: tuple[Rule, ...] = (
    probation_appointment, release_passed, release_soon, not_seen, hours_over_limit, job_at_return,
    work_not_approved, appointment_today, second_contact, job_search_clock, follow_along, benefits_missing,
    condition_unanswered, out_of_area, task_due, need_open, disclosure, losing_touch, nothing_booked,
    conditions_to_confirm, certificate, grant_follow_up,
)  # fmt: skip
"""Every flag, the most urgent first: within a group this order decides, then the due day."""


def flags_of(story: Story, deadlines: Sequence[Deadline], clock: JobSearchResult) -> tuple[Flag, ...]:
    """Return the flags of one client, most urgent first, snoozed ones last and marked. None once closed."""
    if story.case.state == "closed":
        return ()
    case = _Case(story, deadlines, clock)
    snoozed = active_snoozes(story)
    found = []
    for rank, rule in enumerate(RULES):
        for flag in rule(case):
            if flag.flag in snoozed:
                until, because = snoozed[flag.flag]
                flag = msgspec.structs.replace(flag, snoozed_until=until, snoozed_because=because)
            found.append((flag.snoozed_until is not None, flag.group, rank, flag.due or date.max, flag))
    found.sort(key=lambda entry: entry[:4])
    return tuple(entry[-1] for entry in found)
