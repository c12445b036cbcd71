"""Why someone needs attention now: one function for each flag of the weekly review, most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from calculators.job_search import JobSearchResult
from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.deadline import Deadline
from ipstui.casework.due import active_snoozes
from ipstui.casework.flag import Case, Flag, Group, late
from ipstui.casework.story import Story
from ipstui.casework.work_flags import (
    benefits_missing,
    certificate,
    disclosure,
    follow_along,
    hours_over_limit,
    job_at_return,
    start_passed,
    work_not_approved,
)

LOSING_TOUCH = 14
NO_LONGER_ACTIVE = 28


def release_soon(case: Case) -> Iterator[Flag]:
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


def release_passed(case: Case) -> Iterator[Flag]:
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


def not_seen(case: Case) -> Iterator[Flag]:
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


def second_contact(case: Case) -> Iterator[Flag]:
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


def job_search_clock(case: Case) -> Iterator[Flag]:
    """The 30-day clock from day 21 on."""
    resting = case.story.work.open_jobs or case.story.case.state == "paused"
    if case.clock.state in ("due_soon", "overdue") and not resting:
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


def probation_appointment(case: Case) -> Iterator[Flag]:
    """An appointment with probation today, or within three days and not yet reminded."""
    for booking in case.story.diary.bookings:
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


def appointment_today(case: Case) -> Iterator[Flag]:
    """Any other appointment today."""
    for booking in case.story.diary.bookings:
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


def probation_outcome(case: Case) -> Iterator[Flag]:
    """An appointment with probation is over and nothing says how it went."""
    for deadline in case.pressing("probation_outcome"):
        yield Flag(
            flag="probation_outcome",
            why=f"how did probation go? {deadline.because.split(',')[0]}",
            due=deadline.due,
            group=Group.TODAY,
            rule="A probation appointment in the last 14 days has no outcome: a missed one can end in recall.",
            events=deadline.events,
        )


def task_due(case: Case) -> Iterator[Flag]:
    """A task on or past its day."""
    for deadline in case.pressing("task"):
        yield Flag(
            flag="task",
            why=f"{deadline.text}: {late(case, deadline.due)}",
            due=deadline.due,
            group=Group.TODAY,
            rule="A task noted by hand has come due.",
            events=deadline.events,
        )


def condition_unanswered(case: Case) -> Iterator[Flag]:
    """A question to the officer that has waited a week."""
    for deadline in case.pressing("officer_asked"):
        if case.today >= deadline.due:
            yield Flag(
                flag="officer_asked",
                why=f"officer has not answered, {deadline.because}",
                due=deadline.due,
                group=Group.TODAY,
                rule="The officer was asked about a proposal and has not answered in five working days.",
                events=deadline.events,
            )
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


def conditions_to_confirm(case: Case) -> Iterator[Flag]:
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


def out_of_area(case: Case) -> Iterator[Flag]:
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


def need_open(case: Case) -> Iterator[Flag]:
    """A need open for more than 14 days."""
    for need in case.story.needs.open:
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


def grant_follow_up(case: Case) -> Iterator[Flag]:
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


def losing_touch(case: Case) -> Iterator[Flag]:
    """No contact of any kind for 14 days; after 28 a person no longer counts as active."""
    jobs = case.story.work.open_jobs
    if case.story.case.state == "paused" or (jobs and all(job.declined_on for job in jobs)):
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


def nothing_booked(case: Case) -> Iterator[Flag]:
    """No appointment or dated task ahead."""
    if case.story.case.state == "paused" or case.story.diary.next_booking(case.today) is not None:
        return
    if not any(t.due is not None and t.due >= case.today for t in case.story.diary.open_tasks):
        yield Flag(
            flag="nothing_booked",
            why="nothing next booked",
            due=None,
            group=Group.NOTHING_BOOKED,
            rule="No appointment and no dated task lies ahead.",
        )


Rule = Callable[[Case], Iterator[Flag]]
RULES: tuple[Rule, ...] = (
    probation_appointment, release_passed, release_soon, not_seen, hours_over_limit, job_at_return,
    work_not_approved, appointment_today, second_contact, job_search_clock, follow_along, benefits_missing,
    start_passed, probation_outcome, condition_unanswered, out_of_area, task_due, need_open, disclosure,
    losing_touch, nothing_booked,    conditions_to_confirm, certificate, grant_follow_up,
)  # fmt: skip
"""Every flag, the most urgent first: within a group this order decides, then the due day."""


def flags_of(story: Story, deadlines: Sequence[Deadline], clock: JobSearchResult) -> tuple[Flag, ...]:
    """Return the flags of one client, most urgent first, snoozed ones last and marked. None once closed."""
    if story.case.state == "closed":
        return ()
    case = Case(story, deadlines, clock)
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
