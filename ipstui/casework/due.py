"""What is due for one client, and why: one function for each reason to act. Nothing here is ever stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.events import GrantGiven, VoucherGiven
from ipstui.casework.history import known_day
from ipstui.casework.licence.reading import to_confirm, unanswered
from ipstui.casework.people import Settings
from ipstui.casework.search.clock import clock_of
from ipstui.casework.story import Story
from ipstui.casework.work.due import benefits_session, in_work_support, milestones, work_approval


def release_window(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Begin work six to four weeks before release (feasibility study, chapter 3)."""
    expected = expected_release(story)
    if expected is not None:
        met, stay = story.engagement.last_contact, story.custody.spells[-1]
        in_stay = met is not None and met.on >= (stay.start or date.min)
        yield deadline(
            story, "release_window", "Begin pre-release work", expected.out - days(28),
            f"release expected {say.day(expected.out, story.today)}: begin 6 to 4 weeks before",
            opens=expected.out - days(42),
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
            ("appointments", any(b.stands and b.on >= expected.out for b in story.diary.bookings)),
        )
        if not known
    ]
    yield deadline(
        story, "release_details", "Find out " + ", ".join(gaps) if gaps else "Release details known",
        expected.out, f"release expected {say.day(expected.out, story.today)}; the last four weeks",
        opens=expected.out - days(28), met_on=None if gaps else story.today, events=[expected.event],
    )  # fmt: skip


def release_day_plan(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Plan the day itself: who is at the gate, which appointments come first."""
    expected = expected_release(story)
    if expected is None:
        return
    first = next((b for b in story.diary.bookings if expected.out <= b.on <= expected.out + days(1) and b.stands), None)
    yield deadline(
        story, "release_day_plan", "Plan release day: gate and first appointments", expected.out - days(3),
        f"release expected {say.day(expected.out, story.today)}; nothing booked for that day or the next",
        opens=expected.out - days(14), met_on=story.today if first else None, events=[expected.event],
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
    yield deadline(
        story, "first_contact", "Meet for the first time since release", known + days(3),
        f"released {say.day(release.on, story.today)}{late}: meet within 3 days",
        opens=known, met_on=met[0] if met else None, events=[release.id],
    )  # fmt: skip


def second_contact(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet again within a week of the first meeting: the second makes a person engaged."""
    meetings = story.engagement.since_release
    if not meetings or meetings[0] not in story.engagement.exact or story.custody.inside:
        return
    yield deadline(
        story, "second_contact", "Meet for the second time", meetings[0] + days(7),
        f"first met {say.day(meetings[0], story.today)}: meet again within 7 days",
        opens=meetings[0] + days(1), met_on=meetings[1] if len(meetings) > 1 else None,
    )  # fmt: skip


def job_search_clock(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet an employer within 30 days (IPS-25 item 15; feasibility study, chapter 7)."""
    clock = clock_of(story, settings)
    if clock.due_on is None or clock.start_on is None or clock.state == "suspended":
        return
    yield deadline(
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
    yield deadline(
        story, "disclosure_talk", "Talk about disclosure", first.on,
        f"search began {say.day(first.on, story.today)}; nobody should name the person before this talk",
        opens=first.on, met_on=talks[0] if talks else None, events=[first.id],
    )  # fmt: skip
    if talks:
        again = first.on + days(60)
        yield deadline(
            story, "disclosure_again", "Talk about disclosure again", again + days(14),
            f"60 days of search on {say.day(again, story.today)}: what to say may have changed",
            opens=again, met_on=next((day for day in talks if day >= again), None), events=[first.id],
        )  # fmt: skip


def condition_review(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Go through the conditions a week after release and every ten weeks; chase what was asked.

    Conditions can get stricter after release day (release.md §2); risk is looked at every ten weeks.
    """
    ends = story.probation.licence_end
    if not story.custody.inside and (ends is None or story.today <= ends.ends):
        fresh = None
        for reading in to_confirm(story):
            fresh = reading.met_on
            yield deadline(
                story, "conditions_to_confirm", "Re-read the licence", reading.due, reading.because,
                opens=reading.opens, met_on=reading.met_on, events=reading.events,
            )  # fmt: skip
        if fresh is not None:
            yield deadline(
                story, "condition_review", "Go through the conditions again", fresh + days(70),
                f"last gone through {say.day(fresh, story.today)}; every 10 weeks",
                opens=fresh + days(63),
            )  # fmt: skip
    for question in unanswered(story):
        yield deadline(
            story, "officer_asked", "Chase the officer's answer", question.chase_on,
            f"asked {say.day(question.asked, story.today)} about a proposal",
            opens=question.asked, events=[question.event],
        )  # fmt: skip
    for query in story.probation.unanswered:
        yield deadline(
            story, "condition_query", "Chase the officer's answer", query.on + days(7),
            f"asked {say.day(query.on, story.today)}: {query.question}", opens=query.on, events=[query.id],
        )  # fmt: skip


def licence_end(story: Story, settings: Settings) -> Iterator[Deadline]:
    """The last day of the licence."""
    ends = story.probation.licence_end
    if ends is not None:
        yield deadline(
            story, "licence_end", "Licence ends", ends.ends, "the last day of the licence, as told",
            opens=ends.ends - days(14), met_on=ends.ends if ends.ends < story.today else None,
            events=[ends.id],
        )  # fmt: skip


def certificate_expiry(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A certificate runs out."""
    for certificate in story.vocational.certificates:
        if certificate.expires is not None:
            yield deadline(
                story, "certificate_expiry", f"{certificate.name} runs out", certificate.expires,
                f"got {say.day(certificate.on, story.today)}", opens=certificate.expires - days(30),
                events=[certificate.id],
            )  # fmt: skip


def tasks(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Tasks noted by hand, where they have a day."""
    for task in story.diary.tasks:
        if task.due is not None:
            yield deadline(
                story, "task", task.text, task.due, f"noted {say.day(task.on, story.today)}",
                opens=task.due, met_on=task.done, events=[task.id],
            )  # fmt: skip


def appointments(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Appointments ahead; one with probation is reminded of three days before."""
    for booking in story.diary.bookings:
        if not booking.stands or booking.on < story.today:
            continue
        what = say.sentence(say.label(booking.what))
        yield deadline(
            story, "probation_appointment" if booking.probation else "appointment",
            f"{what} {say.when(booking.on, booking.at, story.today)}", booking.on,
            "reminded" if booking.reminded else "booked",
            opens=booking.on - days(3), events=[booking.id],
        )  # fmt: skip


def outcomes(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Say how an appointment with probation went: a missed one that nobody talks about can end in recall."""
    for booking in story.diary.bookings:
        if booking.probation and booking.stands and story.today - days(14) <= booking.on < story.today:
            yield deadline(
                story, "probation_outcome", "Say how the probation appointment went", booking.on + days(1),
                f"booked for {say.when(booking.on, booking.at, story.today)}, nothing recorded since",
                opens=booking.on, events=[booking.id],
            )  # fmt: skip


def needs(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A need should not stay open for more than 14 days unlooked at."""
    for need in story.needs.open:
        again = ", check again after custody" if need.check_again else ""
        yield deadline(
            story, "need", say.sentence(say.label(need.category)), need.on + days(14),
            f"open since {say.day(need.on, story.today)}{again}", opens=need.on, events=[need.id],
        )  # fmt: skip


def grant_follow_up(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Ask how it went with what was given."""
    last = story.engagement.last_contact
    given: list[GrantGiven | VoucherGiven] = [*story.needs.grants, *story.needs.vouchers]
    for gift in given:
        if gift.follow_up is not None:
            what = gift.item if isinstance(gift, GrantGiven) else f"{gift.type} voucher"
            yield deadline(
                story, "grant_follow_up", f"Ask about {what}", gift.follow_up,
                f"given {say.day(gift.on, story.today)}",
                met_on=last.on if last and last.on >= gift.follow_up else None, events=[gift.id],
            )  # fmt: skip


Rule = Callable[[Story, Settings], Iterator[Deadline]]
RULES: tuple[Rule, ...] = (
    release_window, release_details, release_day_plan, first_contact, second_contact, job_search_clock,
    disclosure_talk, benefits_session, work_approval, in_work_support, milestones, condition_review,
    licence_end, certificate_expiry, tasks, appointments, outcomes, needs, grant_follow_up,
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
    last = {snooze.flag: snooze for snooze in story.diary.snoozes}
    return {s.flag: (s.until, s.reason) for s in last.values() if story.today < s.until}
