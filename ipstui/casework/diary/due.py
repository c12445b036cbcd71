"""What is due in the diary: tasks, appointments and how they went, and that something lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.diary.state import Booked
from ipstui.casework.flag import Flag, Group, Look, flag_of, late
from ipstui.casework.known import Roughly, earliest, latest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def tasks(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Tasks noted by hand, where they have a day."""
    for task in story.diary.tasks:
        if task.due is not None:
            yield deadline(
                story, "task", task.text, task.due, f"noted {say.day(task.on, story.today)}",
                opens=task.due, met_on=task.done, events=[task.id],
            )  # fmt: skip


def task_due(look: Look) -> Iterator[Flag]:
    """A task on or past its day."""
    for due in look.pressing("task"):
        yield flag_of(
            due,
            why=f"{due.text}: {late(look, due.due)}",
            group=Group.TODAY,
            rule="A task noted by hand has come due.",
        )


def appointments(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Appointments ahead; one with probation is reminded of three days before."""
    for booking in story.diary.bookings:
        if not booking.stands or latest(booking.on) < story.today:
            continue
        what = say.sentence(say.label(booking.what))
        yield deadline(
            story, "probation_appointment" if booking.probation else "appointment",
            f"{what} {say.when(booking.on, booking.at, story.today)}", latest(booking.on),
            "reminded" if booking.reminded else "booked",
            opens=earliest(booking.on) - days(3), events=[booking.id],
        )  # fmt: skip


def probation_today(look: Look) -> Iterator[Flag]:
    """An appointment with probation today, reminded of or not."""
    yield from (_with_probation(each, look.today) for each in _probation(look) if _is_today(each, look.today))


def probation_soon(look: Look) -> Iterator[Flag]:
    """An appointment with probation within three days that nobody was reminded of, or on a day nobody said."""
    for booking in _probation(look):
        near = earliest(booking.on) - days(3) <= look.today
        if isinstance(booking.on, Roughly):
            if near and look.today <= latest(booking.on):
                yield _with_probation(booking, look.today)
        elif near and look.today < booking.on and not booking.reminded:
            yield _with_probation(booking, look.today)


def _is_today(booking: Booked, today: date) -> bool:
    """Whether it is today for sure: one of which only the month is known may be, and is told by itself."""
    return booking.on == today and not isinstance(booking.on, Roughly)


def _probation(look: Look) -> Iterator[Booked]:
    return (booking for booking in look.story.diary.bookings if booking.stands and booking.probation)


def _with_probation(booking: Booked, today: date) -> Flag:
    rough = isinstance(booking.on, Roughly)
    when = "today" if _is_today(booking, today) else say.day(booking.on, today) + (", which day?" if rough else "")
    at = f" {say.clock(booking.at)}" if booking.at and not rough else ""
    return Flag(
        flag="probation_appointment",
        why=f"probation {when}{at}, {'reminded' if booking.reminded else 'not reminded'}",
        due=booking.on,
        group=Group.TODAY,
        rule="An appointment with probation within three days. A reminder, or going with them, can help avoid recall.",
        events=(booking.id,),
    )


def appointment_today(look: Look) -> Iterator[Flag]:
    """Any other appointment today."""
    for booking in look.story.diary.bookings:
        if booking.stands and not booking.probation and _is_today(booking, look.today):
            at = f" {say.clock(booking.at)}" if booking.at else ""
            yield Flag(
                flag="appointment",
                why=f"{say.label(booking.what)} today{at}",
                due=booking.on,
                group=Group.TODAY,
                rule="Booked for today.",
                events=(booking.id,),
            )


def outcomes(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Say how an appointment with probation went: a missed one that nobody talks about can end in recall."""
    for booking in story.diary.bookings:
        if booking.probation and booking.stands and story.today - days(14) <= latest(booking.on) < story.today:
            yield deadline(
                story, "probation_outcome", "Say how the probation appointment went", latest(booking.on) + days(1),
                f"{_booked(booking, story.today)}, nothing recorded since", opens=booking.on, events=[booking.id],
            )  # fmt: skip


def _booked(booking: Booked, today: date) -> str:
    return f"booked for {say.when(booking.on, booking.at, today)}"


def probation_outcome(look: Look) -> Iterator[Flag]:
    """An appointment with probation is over and nothing says how it went."""
    for due in look.pressing("probation_outcome"):
        booking = next(b for b in look.story.diary.bookings if b.id in due.events)
        yield flag_of(
            due,
            why=f"how did probation go? {_booked(booking, look.today)}",
            group=Group.TODAY,
            rule="A probation appointment in the last 14 days has no outcome: a missed one can end in recall.",
        )


def nothing_booked(look: Look) -> Iterator[Flag]:
    """No appointment or dated task ahead."""
    if look.story.case.state == "paused" or look.story.diary.next_booking(look.today) is not None:
        return
    if not any(t.due is not None and t.due >= look.today for t in look.story.diary.open_tasks):
        yield Flag(
            flag="nothing_booked",
            why="nothing next booked",
            due=None,
            group=Group.NOTHING_BOOKED,
            rule="No appointment and no dated task lies ahead.",
        )
