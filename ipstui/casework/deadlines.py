"""What is due for one client, and why: one function for each reason to act. Nothing here is ever stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.clock import clock_of
from ipstui.casework.events import GrantGiven, VoucherGiven
from ipstui.casework.follow_along import before_start, follow_along
from ipstui.casework.history import known_day
from ipstui.casework.people import Settings
from ipstui.casework.release import expected_release
from ipstui.casework.story import Story
from ipstui.casework.work import SUSTAINED_13, SUSTAINED_26

State = Literal["upcoming", "due", "overdue", "met", "missed", "not_possible", "waived"]


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do by a day. `due` is the last day still in time; `opens` the first day it makes sense.

    Overdue can still be done late; missed is past, and stays on the record without asking for anything.

    `because` is the rule in words with its dates; `events` are the ids it follows from.
    """

    kind: str
    text: str
    due: date
    opens: date
    because: str
    events: tuple[str, ...] = ()
    state: State = "upcoming"
    met_on: date | None = None


def _timed(today: date, opens: date, due: date, met_on: date | None) -> State:
    if met_on is not None:
        return "met"
    if today > due:
        return "overdue"
    return "due" if today >= opens else "upcoming"


def _deadline(
    story: Story,
    kind: str,
    text: str,
    due: date,
    because: str,
    *,
    opens: date | None = None,
    met_on: date | None = None,
    events: Iterable[str] = (),
) -> Deadline:
    start = due if opens is None else opens
    return Deadline(
        kind=kind,
        text=text,
        due=due,
        opens=start,
        because=because,
        events=tuple(event for event in events if event),
        state=_timed(story.today, start, due, met_on),
        met_on=met_on,
    )


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def release_window(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Begin work six to four weeks before release (feasibility study, chapter 3)."""
    expected = expected_release(story)
    if expected is not None:
        met, stay = story.engagement.last_contact, story.custody.spells[-1]
        in_stay = met is not None and met.on >= (stay.start or date.min)
        yield _deadline(
            story, "release_window", "Begin pre-release work", expected.out - _days(28),
            f"release expected {say.day(expected.out, story.today)}: begin 6 to 4 weeks before",
            opens=expected.out - _days(42),
            met_on=met.on if met and in_stay and story.engagement.met_in_custody else None,
            events=[expected.event],
        )  # fmt: skip


def release_details(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Know address, conditions and first appointments in the last four weeks inside."""
    expected = expected_release(story)
    if expected is None:
        return
    gaps = [
        name
        for name, known in (
            ("address", story.place.known),
            ("conditions", story.probation.confirmed is not None),
            ("appointments", any(b.stands and b.on >= expected.out for b in story.plan.bookings)),
        )
        if not known
    ]
    yield _deadline(
        story, "release_details", "Find out " + ", ".join(gaps) if gaps else "Release details known",
        expected.out, f"release expected {say.day(expected.out, story.today)}; the last four weeks",
        opens=expected.out - _days(28), met_on=None if gaps else story.today, events=[expected.event],
    )  # fmt: skip


def release_day_plan(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Plan the day itself: who is at the gate, which appointments come first."""
    expected = expected_release(story)
    if expected is None:
        return
    first = next(
        (b for b in story.plan.bookings if expected.out <= b.on <= expected.out + _days(1) and b.stands), None
    )
    yield _deadline(
        story, "release_day_plan", "Plan release day: gate and first appointments", expected.out - _days(3),
        f"release expected {say.day(expected.out, story.today)}; nothing booked for that day or the next",
        opens=expected.out - _days(14), met_on=story.today if first else None, events=[expected.event],
    )  # fmt: skip


def first_contact(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet within three days of release, or of learning of it (outcomes: not seen since release)."""
    release, again = story.custody.release, story.case.referred_again
    if release is None or story.custody.inside or (again is not None and again > release.on):
        return
    learned = release.learned_on or known_day(release)
    if learned is None:
        return
    known = max(release.on, learned)
    late = "" if known == release.on else f", learned {say.day(known, story.today)}"
    met = story.engagement.since_release
    yield _deadline(
        story, "first_contact", "Meet for the first time since release", known + _days(3),
        f"released {say.day(release.on, story.today)}{late}: meet within 3 days",
        opens=known, met_on=met[0] if met else None, events=[release.id],
    )  # fmt: skip


def second_contact(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet again within a week of the first meeting: the second makes a person engaged."""
    meetings = story.engagement.since_release
    if not meetings or meetings[0] not in story.engagement.exact or story.custody.inside:
        return
    yield _deadline(
        story, "second_contact", "Meet for the second time", meetings[0] + _days(7),
        f"first met {say.day(meetings[0], story.today)}: meet again within 7 days",
        opens=meetings[0] + _days(1), met_on=meetings[1] if len(meetings) > 1 else None,
    )  # fmt: skip


def job_search_clock(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet an employer within 30 days (IPS-25 item 15; feasibility study, chapter 7)."""
    clock = clock_of(story, settings)
    if clock.due_on is None or clock.start_on is None or clock.state == "suspended":
        return
    yield _deadline(
        story, "job_search_clock", "Meet an employer, in person", clock.due_on,
        f"day {clock.day} of 30, from {clock.start_reason}",
        opens=clock.start_on, met_on=clock.met_on,
    )  # fmt: skip


def disclosure_talk(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Talk about disclosure before an employer hears the name, and again after 60 days of search."""
    if story.custody.inside or not story.search.acts or story.work.open_jobs:
        return
    talks = [talk.on for talk in story.vocational.disclosures]
    first = story.search.acts[0]
    yield _deadline(
        story, "disclosure_talk", "Talk about disclosure", first.on,
        f"search began {say.day(first.on, story.today)}; nobody should name the person before this talk",
        opens=first.on, met_on=talks[0] if talks else None, events=[first.id],
    )  # fmt: skip
    if talks:
        again = first.on + _days(60)
        yield _deadline(
            story, "disclosure_again", "Talk about disclosure again", again + _days(14),
            f"60 days of search on {say.day(again, story.today)}: what to say may have changed",
            opens=again, met_on=next((day for day in talks if day >= again), None), events=[first.id],
        )  # fmt: skip


def benefits_session(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Work out the money before a start, and within 14 days of a change of hours or pay (IPS-25 item 12)."""
    sessions = [session.on for session in story.vocational.sessions]
    for offer in story.work.offers:
        if offer.accepted == "yes" and offer.starts is not None:
            yield _deadline(
                story, "benefits_session", f"Benefits session before starting as {offer.role}",
                offer.starts - _days(1), f"starts {say.day(offer.starts, story.today)}",
                opens=offer.on, met_on=next((s for s in sessions if s >= offer.on - _days(28)), None),
                events=[offer.id],
            )  # fmt: skip
    for job in story.work.open_jobs:
        # A sum made before the last change of work was about other hours and other pay.
        changed = [t.since for each in story.work.jobs for t in each.terms if t.since < job.start]
        fresh = [s for s in sessions if s > max(changed, default=date.min)]
        before = [s for s in fresh if s <= job.start]
        yield _deadline(
            story, "benefits_session", f"Benefits session for {job.role}", job.start - _days(1),
            f"started {say.day(job.start, story.today)} without a saved calculation",
            opens=job.start - _days(14), met_on=before[-1] if before else next(iter(fresh), None),
            events=[job.event],
        )  # fmt: skip
        for terms in job.terms[1:]:
            yield _deadline(
                story, "benefits_change", f"Benefits session after the change at {job.role}",
                terms.since + _days(14),
                f"hours or pay changed {say.day(terms.since, story.today)}: work it out within 14 days",
                opens=terms.since, met_on=next((s for s in sessions if s >= terms.since), None),
                events=[terms.event],
            )  # fmt: skip


def work_approval(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Have the officer's approval before a start: a standard condition of every licence.

    Asked of everyone who is out, those referred in the community too, unless the licence is known to have ended.
    """
    ends = story.probation.licence_end
    if story.custody.inside:
        return
    starts = [(o.id, o.role, o.starts) for o in story.work.offers if o.accepted == "yes"]
    starts += [(job.id, job.role, job.start) for job in story.work.open_jobs]
    for key, role, start in starts:
        if start is None or (ends is not None and ends.ends < start):
            continue
        last = story.probation.answer(key, role, start)
        refused = last is not None and last.state == "refused"
        told = f"the officer refused it {say.day(last.on, story.today)}; " if last and refused else ""
        yield _deadline(
            story, "work_approval", f"Officer's approval of {role}", start - _days(1),
            f"{'starts' if start > story.today else 'started'} {say.day(start, story.today)}; {told}"
            "every licence asks for approval of work first",
            opens=start - _days(14), met_on=last.on if last and not refused else None, events=[key],
        )  # fmt: skip


def in_work_support(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Follow each job along (IPS-25 item 23); the schedule is in `follow_along`."""
    found = [
        (offer.id, before_start(offer.role, offer.starts, story.events, story.today))
        for offer in story.work.offers
        if offer.accepted == "yes" and offer.starts is not None and not story.custody.inside
    ]
    found += [
        (job.event, visit) for job in story.work.jobs for visit in follow_along(job, story.events, story.today)
    ]
    for event, visit in found:
        yield Deadline(
            kind="follow_along",
            text=visit.text,
            due=visit.last,
            opens=visit.first,
            because=visit.because,
            events=(event,),
            state=visit.state,
            met_on=visit.met_on,
        )


def milestones(story: Story, settings: Settings) -> Iterator[Deadline]:
    """13 and 26 weeks in a job; employed at six weeks and six months after a release (MI016R, MI017Ra)."""
    for job in (each for each in story.work.open_jobs if each.exact):
        for kind, length, words in (
            ("weeks_13", SUSTAINED_13, "13 weeks"),
            ("weeks_26", SUSTAINED_26, "26 weeks"),
        ):
            mark = job.start + length
            yield _deadline(
                story, kind, f"{words} at {job.role}", mark, f"started {say.day(job.start, story.today)}",
                met_on=mark if job.sustained(length, story.today) else None, events=[job.event],
            )  # fmt: skip
    release = story.custody.release
    if release is not None and known_day(release) is not None and not story.custody.inside:
        for kind, mark, words in (
            ("moj_6_weeks", release.on + _days(42), "6 weeks"),
            ("moj_6_months", release.on + relativedelta(months=6), "6 months"),
        ):
            yield _deadline(
                story, kind, f"{words} after release: in work or not", mark,
                f"released {say.day(release.on, story.today)}; counted once for each release",
                met_on=mark if mark < story.today else None, events=[release.id],
            )  # fmt: skip


def condition_review(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Go through the conditions a week after release and every ten weeks; chase what was asked.

    Conditions can get stricter after release day (release.md §2); risk is looked at every ten weeks.
    """
    release = story.custody.release
    if release is not None and not story.custody.inside:
        confirmed = story.probation.confirmed
        fresh = confirmed if confirmed is not None and confirmed > release.on else None
        yield _deadline(
            story, "conditions_to_confirm", "Re-read the licence", release.on + _days(7),
            f"released {say.day(release.on, story.today)}; officers often add conditions after release day",
            opens=release.on + _days(1), met_on=fresh, events=[release.id],
        )  # fmt: skip
        if fresh is not None:
            yield _deadline(
                story, "condition_review", "Go through the conditions again", fresh + _days(70),
                f"last gone through {say.day(fresh, story.today)}; every 10 weeks",
                opens=fresh + _days(63),
            )  # fmt: skip
    for query in story.probation.unanswered:
        yield _deadline(
            story, "condition_query", "Chase the officer's answer", query.on + _days(7),
            f"asked {say.day(query.on, story.today)}: {query.question}", opens=query.on, events=[query.id],
        )  # fmt: skip


def licence_end(story: Story, settings: Settings) -> Iterator[Deadline]:
    """The last day of the licence."""
    ends = story.probation.licence_end
    if ends is not None:
        yield _deadline(
            story, "licence_end", "Licence ends", ends.ends, "the last day of the licence, as told",
            opens=ends.ends - _days(14), met_on=ends.ends if ends.ends < story.today else None,
            events=[ends.id],
        )  # fmt: skip


def certificate_expiry(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A certificate runs out."""
    for certificate in story.vocational.certificates:
        if certificate.expires is not None:
            yield _deadline(
                story, "certificate_expiry", f"{certificate.name} runs out", certificate.expires,
                f"got {say.day(certificate.on, story.today)}", opens=certificate.expires - _days(30),
                events=[certificate.id],
            )  # fmt: skip


def tasks(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Tasks noted by hand, where they have a day."""
    for task in story.plan.tasks:
        if task.due is not None:
            yield _deadline(
                story, "task", task.text, task.due, f"noted {say.day(task.on, story.today)}",
                opens=task.due, met_on=task.done, events=[task.id],
            )  # fmt: skip


def appointments(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Appointments ahead; one with probation is reminded of three days before."""
    for booking in story.plan.bookings:
        if not booking.stands or booking.on < story.today:
            continue
        what = say.sentence(say.label(booking.what))
        yield _deadline(
            story, "probation_appointment" if booking.probation else "appointment",
            f"{what} {say.when(booking.on, booking.at, story.today)}", booking.on,
            "reminded" if booking.reminded else "booked",
            opens=booking.on - _days(3), events=[booking.id],
        )  # fmt: skip


def needs(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A need should not stay open for more than 14 days unlooked at."""
    for need in story.plan.open_needs:
        again = ", check again after custody" if need.check_again else ""
        yield _deadline(
            story, "need", say.sentence(say.label(need.category)), need.on + _days(14),
            f"open since {say.day(need.on, story.today)}{again}", opens=need.on, events=[need.id],
        )  # fmt: skip


def grant_follow_up(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Ask how it went with what was given."""
    last = story.engagement.last_contact
    given: list[GrantGiven | VoucherGiven] = [*story.plan.grants, *story.plan.vouchers]
    for gift in given:
        if gift.follow_up is not None:
            what = gift.item if isinstance(gift, GrantGiven) else f"{gift.type} voucher"
            yield _deadline(
                story, "grant_follow_up", f"Ask about {what}", gift.follow_up,
                f"given {say.day(gift.on, story.today)}",
                met_on=last.on if last and last.on >= gift.follow_up else None, events=[gift.id],
            )  # fmt: skip


Rule = Callable[[Story, Settings], Iterator[Deadline]]
RULES: tuple[Rule, ...] = (
    release_window, release_details, release_day_plan, first_contact, second_contact, job_search_clock,
    disclosure_talk, benefits_session, work_approval, in_work_support, milestones, condition_review,
    licence_end, certificate_expiry, tasks, appointments, needs, grant_follow_up,
)  # fmt: skip


def deadlines_of(story: Story, settings: Settings) -> tuple[Deadline, ...]:
    """Return every deadline of a client, the earliest first; snoozed ones are waived. None once closed."""
    if story.case.state == "closed":
        return ()
    snoozed = active_snoozes(story)
    found = (deadline for rule in RULES for deadline in rule(story, settings))
    kept = (
        msgspec.structs.replace(deadline, state="waived")
        if deadline.kind in snoozed and deadline.state in ("due", "overdue")
        else deadline
        for deadline in found
    )
    return tuple(sorted(kept, key=lambda deadline: (deadline.due, deadline.kind)))


def active_snoozes(story: Story) -> dict[str, tuple[date, str]]:
    """Return the flags put aside today: until when, and the reason. On the day itself they are back.

    The last snooze of a flag decides.
    """
    last = {snooze.flag: snooze for snooze in story.plan.snoozes}
    return {s.flag: (s.until, s.reason) for s in last.values() if story.today < s.until}
