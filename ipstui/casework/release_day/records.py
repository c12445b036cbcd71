"""From the plan to the record: what is booked before the day, and what happened once it was ticked.

Nothing is typed twice, and nothing is recorded that nobody said: an item without a tick becomes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time

from ipstui.casework.choices import BookingState
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import (
    Appointment,
    Contact,
    DayPlanned,
    DaySettled,
    DayTicked,
    Event,
    ProbationAppointment,
    Task,
)
from ipstui.casework.phrases import listed, prefixed
from ipstui.casework.release_day.state import DayItem, DayPlan
from ipstui.casework.story import Story

WITH_ME = ("me", "i")
"""What a specialist may type for themselves in "along"; their own name is known from the settings."""


def bookings_for(plan: DayPlanned, items: Sequence[DayItem], story: Story) -> list[Event]:
    """Return an appointment for each item with a time that the diary does not hold yet."""
    held = {(booking.on, booking.at, booking.probation) for booking in story.diary.bookings if booking.stands}
    known = {booking.id for booking in story.diary.bookings}
    found: list[Event] = []
    for item in items:
        if not item.at or item.home or item.booking in known:
            continue
        at, probation = time.fromisoformat(item.at), item.kind == "probation"
        if (plan.day, at, probation) in held or plan.day < story.today:
            continue
        found.append(_booked(item, plan.client, plan.day, at, probation))
    return found


def _booked(item: DayItem, client: str, day: date, at: time | None, probation: bool, state: BookingState = "booked",
            booking: str = "") -> Event:  # fmt: skip
    if probation:
        return ProbationAppointment(
            client=client, on=day, at=at, state=state, booking=booking, where="" if booking else item.place,
            with_whom="" if booking else item.with_whom, minutes=0 if booking else item.minutes or 0,
        )  # fmt: skip
    return Appointment(
        client=client, on=day, at=at, state=state, booking=booking, what=item.what,
        where="" if booking else item.place, with_whom="" if booking else item.with_whom,
        minutes=0 if booking else item.minutes or 0,
    )  # fmt: skip


def records_of(plan: DayPlan, story: Story, specialist: str) -> list[Event]:
    """Return what the ticks of a day say happened, and that the day was gone through.

    What the specialist went along to is a contact in person, once for each; an appointment kept or missed is told of
    its booking; what was not done becomes a task, unless it was an appointment.
    """
    found: list[Event] = []
    for item in plan.items:
        tick = plan.ticks.get(item.id)
        if tick is not None:
            found += _record(item, tick, plan, story, specialist)
    return [*found, DaySettled(client=plan.event.client, on=story.today, plan=plan.id)]


def _record(item: DayItem, tick: DayTicked, plan: DayPlan, story: Story, specialist: str) -> Iterator[Event]:
    client, day = plan.event.client, plan.day
    along = goes_along(item, specialist)
    words = listed(item.what, prefixed("at", item.place), tick.words)
    booking = _booking_of(item, plan, story)
    if tick.state != "not_done" and along:
        yield Contact(
            client=client, on=day, at=tick.at, mode="face_to_face", outcome="seen", purpose="stabilising",
            minutes=item.minutes or 0, note=words,
            setting="probation_office" if item.kind == "probation" else "community",
        )  # fmt: skip
    if booking is not None and booking.stands:
        state: BookingState = "missed" if tick.state == "not_done" else "accompanied" if along else "kept"
        yield _booked(item, client, max(booking.on, day), None, booking.probation, state, booking.id)
    elif tick.state == "not_done":
        yield Task(client=client, on=story.today, text=listed(f"From the day of release: {item.what}", tick.words))


def goes_along(item: DayItem, specialist: str) -> bool:
    """Whether the specialist goes along to an item, as it was planned."""
    names = {specialist.casefold(), *specialist.casefold().split()[:1]} - {""}
    said = {part.strip().casefold() for part in item.along.replace(" and ", ",").split(",")}
    return bool(said & {*WITH_ME, *names})


def _booking_of(item: DayItem, plan: DayPlan, story: Story) -> Booked | None:
    """The booking an item is: the one it names, or the one at its time on its day."""
    for booking in story.diary.bookings:
        if booking.id == item.booking:
            return booking
    at = time.fromisoformat(item.at) if item.at else None
    return next(
        (
            booking
            for booking in story.diary.bookings
            if at is not None and (booking.on, booking.at) == (plan.day, at)
            and booking.probation == (item.kind == "probation")
        ),
        None,
    )  # fmt: skip
