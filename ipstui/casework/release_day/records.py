"""From the plan to the record: what is booked before the day, and what happened once it was ticked.

Nothing is typed twice, and nothing is recorded that nobody said: an item without a tick becomes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time

import msgspec

from ipstui.casework.choices import BookingState
from ipstui.casework.diary.answer import moved
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import (
    Appointment,
    Contact,
    DayPlanned,
    DaySettled,
    DayTicked,
    Event,
    Interview,
    ProbationAppointment,
    Task,
)
from ipstui.casework.phrases import listed, prefixed
from ipstui.casework.release_day.state import DayItem, DayPlan, changes, read_items, write_items
from ipstui.casework.story import Story
from ipstui.casework.typed.when import When

WITH_ME = ("me", "i")
"""What a specialist may type for themselves in "along"; their own name is known from the settings."""


def linked(plan: DayPlanned, story: Story) -> DayPlanned:
    """Return a plan that is to be kept with each item naming the booking at its time: a move is told from then on."""
    items = [
        msgspec.structs.replace(item, booking=booking.id)
        if not item.booking and not item.home and (booking := _at_that_time(item, plan, story)) is not None
        else item
        for item in read_items(plan.items)
    ]
    return msgspec.structs.replace(plan, items=write_items(items))


def bookings_for(plan: DayPlan, story: Story, new_id: Callable[[], str]) -> list[Event]:
    """Return what the diary is to be told of a plan, and last the plan with each item naming its booking.

    An appointment for each item with a time that the diary does not hold yet; another time for one that the plan has
    at another. Nothing where the diary knows it all, or the day is over.
    """
    if plan.day < story.today:
        return []
    older = {each.item.id for each in changes(plan, story.diary, story.today)}
    bookings = {booking.id: booking for booking in story.diary.bookings}
    found: list[Event] = []
    items = []
    for item in plan.items:
        booking = bookings.get(item.booking)
        if item.at and not item.home and item.id not in older:
            events, booked = _told_of(item, plan, booking or _at_that_time(item, plan, story), story, new_id)
            found += events
            item = msgspec.structs.replace(item, booking=booked)
        items.append(item)
    if found:
        found.append(msgspec.structs.replace(plan.event, id="", voids=plan.event.id, batch="",
                                             items=write_items(items)))  # fmt: skip
    return found


def _told_of(item: DayItem, plan: DayPlan, booking: Booked | None, story: Story,
             new_id: Callable[[], str]) -> tuple[list[Event], str]:  # fmt: skip
    """What the diary is told of one item with a time, and the id of the booking it is."""
    at = time.fromisoformat(item.at)
    if booking is None:
        made = msgspec.structs.replace(_booked(item, story.client, plan.day, at, item.kind == "probation"), id=new_id())
        return [made], made.id
    if not booking.stands or (booking.on, booking.at) == (plan.day, at):
        return [], booking.id
    *before, last = moved(booking, story, When(plan.day, at, item.minutes))
    if isinstance(last, Interview):
        last = msgspec.structs.replace(last, id=new_id())
    return [*before, last], last.id or booking.id


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

    What the specialist went along to is a contact in person, once for each; an appointment, booked or not, was kept
    or missed; what was not done becomes a task, unless it was an appointment.
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
    state: BookingState = "missed" if tick.state == "not_done" else "accompanied" if along else "kept"
    if booking is not None or item.at:
        # Of one that went otherwise nobody said whether it was kept: the diary goes on asking.
        if tick.state == "otherwise":
            return
        if booking is None:
            yield _booked(item, client, day, time.fromisoformat(item.at), item.kind == "probation", state)
        elif booking.stands:
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
    named = next((booking for booking in story.diary.bookings if booking.id == item.booking), None)
    return named or _at_that_time(item, plan, story)


def _at_that_time(item: DayItem, plan: DayPlan | DayPlanned, story: Story) -> Booked | None:
    at = time.fromisoformat(item.at) if item.at else None
    return next(
        (
            booking
            for booking in story.diary.bookings
            if at is not None and (booking.on, booking.at) == (plan.day, at) and booking.state != "cancelled"
            and booking.probation == (item.kind == "probation")
        ),
        None,
    )  # fmt: skip
