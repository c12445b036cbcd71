"""What may be recorded: each event is held against the story before it is saved, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from ipstui.casework import say
from ipstui.casework.choices import Between, Long, Reference
from ipstui.casework.clean import clean as clean
from ipstui.casework.clean import is_control
from ipstui.casework.events import (
    NEVER,
    Appointment,
    BenefitStatus,
    Booking,
    Closed,
    Conviction,
    EndingPlanned,
    Event,
    FourHoursDone,
    GapWorded,
    GrantGiven,
    Interview,
    JobChanged,
    JobEnded,
    JobStarted,
    Leave,
    MentoringEnded,
    MentorMatched,
    MentorMet,
    NeedDropped,
    NeedMet,
    Offer,
    PaperArrived,
    PaperChased,
    ProbationAppointment,
    Released,
    ReleaseExpected,
    ReturnedToCustody,
    Snooze,
    TaskDone,
    Void,
    WorkTrial,
    kind_of,
    meanings,
)
from ipstui.casework.known import earliest, month_round
from ipstui.casework.plans import rules as plans
from ipstui.casework.private import told_away
from ipstui.casework.release_day import rules as release_day
from ipstui.casework.story import Story, story_of
from ipstui.casework.unfit import Rule
from ipstui.casework.unfit import Unfit as Unfit

NOTE_LIMIT = 20_000
LINE_LIMIT = 200
_MAY_LIE_AHEAD = (ProbationAppointment, Appointment, Interview, WorkTrial, Leave)
_EARLIEST = date(1950, 1, 1)
_HORIZON = timedelta(days=366 * 30)


def check_age(event: Event, birth_year: int | None) -> None:
    """Raise Unfit where the day of a conviction, or the age said at it, and the year of birth cannot both be."""
    if isinstance(event, Conviction) and birth_year is not None and event.on_precision != "unknown":
        from calculators.disclosure.refusals import YOUNGEST
        from ipstui.casework.disclosure.sentences import age_by_year

        turned = event.on.year - birth_year
        if turned < YOUNGEST:
            raise Unfit("on", f"the year of birth, {birth_year}, makes an age of {max(turned, 0)}: check both.")
        counted = age_by_year(event.on, birth_year)
        if event.age != "unknown" and counted and counted != event.age.replace("_", ""):
            told = "an adult" if counted == "adult" else "under 18"
            raise Unfit(
                "age", f"the year of birth, {birth_year}, makes it {told} on that day: one of the two is wrong."
            )


def check_all(events: Iterable[Event], client: str, before: Iterable[Event], today: date) -> None:
    """Hold a batch against the story, each event also against the ones before it in the batch.

    Raises Unfit, naming the field of the first event that does not fit.
    """
    known = list(before)
    for event in events:
        check(event, story_of(client, known, today))
        known.append(event)


def check(event: Event, story: Story) -> None:
    """Raise Unfit when the event cannot be: an impossible date, an end before a start, an unknown reference."""
    if event.client and event.of_the_service:
        raise Unfit("client", "this is about no one person: `ipstui log -` records it.")
    if event.apart:
        _check_apart(event)
    _check_text(event)
    _check_day(event, story.today)
    _check_numbers(event)
    _check_references(event, story)
    for kind, rule in _RULES:
        if isinstance(event, kind):
            rule(event, story)


def _check_apart(event: Event) -> None:
    """What is set apart is about somebody, and has no room for a story."""
    if not event.client:
        raise Unfit("client", "say whom it is about.")
    if event.note.strip():
        raise Unfit("note", "there is no note here: what was done is not needed, and is not kept.")


def _check_text(event: Event) -> None:
    for name, (_, meaning) in meanings(type(event)).items():
        value = getattr(event, name)
        if isinstance(value, str):
            limit = NOTE_LIMIT if any(isinstance(each, Long) for each in meaning) else LINE_LIMIT
            if len(value) > limit:
                raise Unfit(name, f"{len(value):,} characters are too many: the limit is {limit:,}.")
            if not value.isprintable() and any(is_control(letter) for letter in value if letter != "\n"):
                raise Unfit(name, "it holds control characters, which cannot be kept.")


def _check_day(event: Event, today: date) -> None:
    if isinstance(event, Void):
        return
    if event.on < _EARLIEST:
        raise Unfit("on", f"{say.day(event.on, today)} is too long ago.")
    if event.on > today + _HORIZON:
        raise Unfit("on", f"{say.day(event.on, today)} is too far ahead.")
    if event.on > today and not isinstance(event, _MAY_LIE_AHEAD):
        name = say.label(kind_of(event))
        raise Unfit("on", f"{say.day(event.on, today)} lies ahead: a {name} is recorded once it has happened.")
    if isinstance(event, ProbationAppointment | Appointment) and event.on > today and event.state in (
        "kept", "missed", "accompanied"
    ):  # fmt: skip
        raise Unfit("on", f"{say.day(event.on, today)} lies ahead: it cannot have been {event.state} yet.")


def _check_numbers(event: Event) -> None:
    for name, (_, meaning) in meanings(type(event)).items():
        value = getattr(event, name)
        if isinstance(value, Decimal) and (not value.is_finite() or value < 0):
            raise Unfit(name, "it must be a number of nought or more.")
        if isinstance(value, Decimal | int):
            for bounds in (each for each in meaning if isinstance(each, Between)):
                if not bounds.least <= value <= bounds.most:
                    raise Unfit(name, bounds.sentence)
        if isinstance(value, Decimal):
            exponent = value.as_tuple().exponent
            if isinstance(exponent, int) and exponent < -2:
                raise Unfit(name, "two decimals are enough.")


def _check_references(event: Event, story: Story) -> None:
    """What a later event names was recorded before it; a correction keeps the name of what it corrects."""
    named = [
        (name, reference.to)
        for name, (_, meaning) in meanings(type(event)).items()
        for reference in meaning
        if isinstance(reference, Reference) and reference.event and not reference.catalogue and name != "voids"
    ]
    if any(getattr(event, name) for name, _ in named):
        known = {each.id for each in story.events} | {each.voids for each in story.events}
        known |= {sentence.id for sentence in story.disclosure.sentences}
        for name, to in named:
            if (said := getattr(event, name)) and said not in known:
                raise Unfit(name, f"there is no such {'opening' if to == 'about' else to}.")


def _released(event: Released, story: Story) -> None:
    before, after = _moves_around(event, story)
    if isinstance(before, Released):
        told = f"the release {say.on(before.on, story.today)} is already recorded"
        if isinstance(after, ReturnedToCustody):
            raise Unfit("on", f"{told}, and custody began again only {say.on(after.on, story.today)}.")
        raise Unfit("on", f"{told}, with no return to custody since.")
    if isinstance(after, Released):
        raise Unfit("on", f"the release {say.on(after.on, story.today)} is already recorded.")
    if event.learned_on is not None and not event.on <= event.learned_on <= story.today:
        raise Unfit("learned_on", "the day it was learned lies between the release and today.")


def _returned(event: ReturnedToCustody, story: Story) -> None:
    for neighbour in _moves_around(event, story):
        if isinstance(neighbour, ReturnedToCustody):
            when = say.day(neighbour.on, story.today)
            raise Unfit("on", f"already recorded as back in custody on {when}, with no release between.")
    if story.custody.state == "not_released" and not any(isinstance(e, Released) for e in story.events):
        raise Unfit("on", "no release is recorded: record that first.")


def _moves_around(event: Event, story: Story) -> tuple[Event | None, Event | None]:
    """Return the release or return just before `event` and the one just after, what it corrects left out."""
    moves = [e for e in story.events if isinstance(e, Released | ReturnedToCustody) and e.id != event.voids]
    before = [e for e in moves if e.on <= event.on]
    after = [e for e in moves if e.on > event.on]
    return (before[-1] if before else None, after[0] if after else None)


def _expected(event: ReleaseExpected, story: Story) -> None:
    last = month_round(event.expected)[1] if event.expected_precision == "month" else event.expected
    if last < event.on:
        raise Unfit("expected", "the expected day lies before the day it was told.")
    if event.expected > story.today + _HORIZON:
        raise Unfit("expected", f"{say.day(event.expected, story.today)} is too far ahead.")


def _job(name: str, story: Story) -> tuple[date, date | None] | None:
    return next(((job.start, job.end) for job in story.work.jobs if name in (job.id, job.event)), None)


def _job_started(event: JobStarted, story: Story) -> None:
    if event.job and event.job not in {offer.id for offer in story.work.offers} | {job.id for job in story.work.jobs}:
        raise Unfit("job", "there is no such offer.")


def _begun(name: str, story: Story) -> None:
    """Refuse what can only be of a job that began: of one that was offered, its start is to be recorded first."""
    if name in {offer.id for offer in story.work.offers}:
        raise Unfit("job", "it was offered, and no start is recorded: record first that it started.")


def _job_event(event: JobChanged | JobEnded, story: Story) -> None:
    _begun(event.job, story)
    span = _job(event.job, story)
    if span is None:
        raise Unfit("job", "there is no such job.")
    start, end = span
    if event.on < start:
        verb = "ended" if isinstance(event, JobEnded) else "changed"
        raise Unfit("on", f"{verb} before it started {say.on(start, story.today)}.")
    if isinstance(event, JobEnded):
        if end is not None and not event.voids:
            raise Unfit("job", f"it already ended {say.on(end, story.today)}.")
        if event.learned_on is not None and not event.on <= event.learned_on <= story.today:
            raise Unfit("learned_on", "the day it was learned lies between the end and today.")


def _snooze(event: Snooze, story: Story) -> None:
    if event.until <= event.on:
        raise Unfit("until", "a snooze ends after today.")
    if not event.reason.strip():
        raise Unfit("reason", "say why, in a few words: it is shown where the flag was.")


def _offer(event: Offer, story: Story) -> None:
    if event.starts is not None and event.starts < event.on:
        raise Unfit("starts", "the start lies before the offer.")


def _grant(event: GrantGiven, story: Story) -> None:
    if event.amount > 10_000:
        raise Unfit("amount", "that is more than £10,000.")


def _benefit(event: BenefitStatus, story: Story) -> None:
    if event.weekly is not None and event.weekly > 5_000:
        raise Unfit("weekly", "that is more than £5,000 a week.")


def _leave(event: Leave, story: Story) -> None:
    if event.ends < event.on:
        raise Unfit("ends", f"{say.day(event.ends, story.today)} is before the leave begins.")


def _conviction(event: Conviction, story: Story) -> None:
    from ipstui.casework.disclosure.sentences import refusal

    others = [each for each in story.disclosure.sentences if each.event.id != event.voids]
    if found := refusal(event, others, story.today):
        raise Unfit(*found)


def _matched(event: MentorMatched, story: Story) -> None:
    """One mentor at a time; a match that is corrected is no second one."""
    going_on = next((m for m in story.mentoring.matches if m.is_open and m.matched.id != event.voids), None)
    if going_on is not None and event.voids != going_on.id:
        told, since = going_on.matched.mentor, say.day(going_on.matched.on, story.today)
        raise Unfit("mentor", f"matched with {told} since {since}: record first how that ended, or that it was not "
                    "possible.")  # fmt: skip
    if event.introduced_on is not None and event.introduced_on < event.on - timedelta(days=366):
        raise Unfit("introduced_on", "that is more than a year before the match.")


def _of_match(event: MentorMet | MentoringEnded, story: Story) -> None:
    match = next((m for m in story.mentoring.matches if event.match in (m.id, m.matched.id)), None)
    if match is not None and event.on < match.matched.on:
        raise Unfit("on", f"they were matched {say.on(match.matched.on, story.today)}, after that.")


def _of_paper(event: PaperArrived | PaperChased, story: Story) -> None:
    paper = next((p for p in story.papers.all if p.asked and event.asked_for in (p.id, p.asked.id)), None)
    if paper is None or paper.asked is None:
        return
    if event.on < paper.asked.on:
        told = say.day(paper.asked.on, story.today)
        raise Unfit("on", f"it was asked for on {told}, after that. Had they one already? Leave “Which paper” empty.")
    if isinstance(event, PaperArrived) and paper.arrived is not None and not event.voids:
        raise Unfit("asked_for", f"it arrived {say.on(paper.arrived.on, story.today)} already: correct that entry.")


_ONE_OF_A_KIND = ("birth_certificate", "passport", "driving_licence", "ni_letter")


def _runs_out(event: PaperArrived, story: Story) -> None:
    _of_paper(event, story)
    waits = next((p for p in story.papers.waiting if p.asked and p.paper == event.paper in _ONE_OF_A_KIND), None)
    if not event.asked_for and waits is not None and waits.asked is not None and event.on >= waits.asked.on:
        told = say.day(waits.asked.on, story.today)
        raise Unfit("asked_for", f"one was asked for on {told}: is it this? Name it under “Which paper”.")
    if not event.asked_for and event.paper == "other" and not event.what.strip():
        raise Unfit("what", "which paper is it? Choose one above, or say it here.")
    if event.runs_out is not None and event.runs_out < event.on - timedelta(days=366 * 30):
        raise Unfit("runs_out", "that is more than thirty years ago.")


def _gap(event: GapWorded, story: Story) -> None:
    if event.chose_to_say != "yes" and (told := told_away(event.words)):
        raise Unfit("words", f"it says “{told[0]}”. Choose yes under “Chose to say” if they did; else use other words.")


def _ending(event: EndingPlanned, story: Story) -> None:
    if event.last_meeting < event.on:
        raise Unfit("last_meeting", "it lies before the day it was planned.")


def _closed(event: Closed, story: Story) -> None:
    transfer = story.ending.transfer
    if event.reason == "transferred" and transfer is not None and transfer.stage != "met":
        to = transfer.to or "the other service"
        raise Unfit("reason", f"record first that the first meeting with {to} was held: only then is a case handed on.")


def _twice(event: Event) -> bool:
    """Whether what was said before is to be looked at: not for a correction, nor for what was recorded elsewhere."""
    return not event.voids and event.recorded == NEVER


def _booking(event: Booking, story: Story) -> None:
    """A booking is answered once; one that was missed or cancelled may still be moved."""
    if event.state == "moved" and event.moved_to is not None and event.moved_to < event.on:
        raise Unfit("moved_to", f"{say.day(event.moved_to, story.today)} lies before the day on which it was moved.")
    booking = next((b for b in story.diary.bookings if event.booking and b.id == event.booking), None)
    if booking is None or not _twice(event):
        return
    if booking.stands:
        if earliest(booking.on) > story.today and event.state in ("kept", "missed", "accompanied"):
            when = say.day(booking.on, story.today)
            raise Unfit("state", f"it is booked for {when}, which lies ahead: it cannot have been {event.state} yet.")
        return
    if event.state != "moved" or booking.state not in ("missed", "cancelled"):
        told = say.label(booking.state)
        raise Unfit("state", f"it is recorded as {told} already. Correct that, or take it back.")


def _interview(event: Interview, story: Story) -> None:
    if event.interview and _twice(event):
        held = next((b for b in story.diary.bookings if b.id == event.interview), None)
        if held is not None and held.state == event.state:
            raise Unfit("state", f"it is recorded as {say.label(event.state)} already.")
        if held is not None and held.stands and held.on > story.today and event.state == "attended":
            when = say.day(held.on, story.today)
            raise Unfit("state", f"it is booked for {when}, which lies ahead: it cannot have been attended yet.")


def _task_done(event: TaskDone, story: Story) -> None:
    task = next((t for t in story.diary.tasks if t.id == event.task), None)
    if task is not None and task.done is not None and _twice(event):
        raise Unfit("task", f"it is done already, since {say.day(task.done, story.today)}.")


def _need_closed(event: NeedMet | NeedDropped, story: Story) -> None:
    known = any(isinstance(e, NeedMet | NeedDropped) and e.need == event.need for e in story.events)
    if known and _twice(event) and event.need not in {need.id for need in story.needs.open}:
        raise Unfit("need", "it is met or dropped already.")


def _four_hours(event: FourHoursDone, story: Story) -> None:
    if _twice(event):
        _begun(event.job, story)
    job = next((job for job in story.work.jobs if event.job in (job.id, job.event)), None)
    if job is not None and job.four_hours_on is not None and _twice(event):
        raise Unfit("job", f"it is recorded already, {say.on(job.four_hours_on, story.today)}.")


_RULES: tuple[Rule, ...] = (
    (Released, _released),
    (ReturnedToCustody, _returned),
    (ReleaseExpected, _expected),
    (JobStarted, _job_started),
    ((JobChanged, JobEnded), _job_event),
    (Snooze, _snooze),
    (Leave, _leave),
    (Offer, _offer),
    (GrantGiven, _grant),
    (BenefitStatus, _benefit),
    (Conviction, _conviction),
    (MentorMatched, _matched),
    ((MentorMet, MentoringEnded), _of_match),
    (PaperChased, _of_paper),
    (PaperArrived, _runs_out),
    (GapWorded, _gap),
    (EndingPlanned, _ending),
    (Closed, _closed),
    *plans.RULES,
    *release_day.RULES,
    (Booking, _booking),
    (Interview, _interview),
    (TaskDone, _task_done),
    ((NeedMet, NeedDropped), _need_closed),
    (FourHoursDone, _four_hours),
)
