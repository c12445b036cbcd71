"""What the diary says by now of what was planned: a booking moved or called off after the plan was kept.

Whichever was recorded later holds: a plan kept after a move has been told of it, and may have another time on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ipstui.casework import say
from ipstui.casework.diary.state import Booked
from ipstui.casework.release_day.state import DayItem, DayPlan, hh_mm
from ipstui.casework.story import Story


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One item that the diary tells otherwise: as planned, as it is `now` (None: not on that day), and in words."""

    item: DayItem
    now: DayItem | None
    words: str


def changes(plan: DayPlan, story: Story) -> Iterator[Changed]:
    """Yield what the diary tells otherwise than the plan, and later than it."""
    bookings = {booking.id: booking for booking in story.diary.bookings}
    for item in plan.items:
        booking = bookings.get(item.booking)
        if booking is None or item.id in plan.ticks or booking.told is None or booking.told <= plan.event.recorded:
            continue
        if booking.state == "cancelled":
            yield Changed(item=item, now=None, words=f"{item.what} was called off in the diary since.")
        elif booking.on != plan.day:
            to = say.when(booking.on, booking.at, story.today)
            yield Changed(item=item, now=None, words=f"{item.what} was moved to {to} in the diary since.")
        elif (now := _as_booked(item, booking)) != item:
            yield Changed(item=item, now=now, words=_told(item, now))


def current(plan: DayPlan, story: Story) -> tuple[DayItem, ...]:
    """Return the items of a plan as they stand: with the times of the diary, without what is on another day by now."""
    now = {each.item.id: each.now for each in changes(plan, story)}
    return tuple(each for item in plan.items if (each := now.get(item.id, item)) is not None)


def _as_booked(item: DayItem, booking: Booked) -> DayItem:
    return msgspec.structs.replace(
        item, at=hh_mm(booking.at), place=booking.where or item.place, minutes=booking.minutes or item.minutes
    )


def _told(item: DayItem, now: DayItem) -> str:
    if item.at == now.at:
        return f"{item.what} is told otherwise in the diary since: {now.place}, {now.minutes or '?'} minutes."
    planned = f", planned for {item.at}" if item.at else ""
    return f"{item.what} is {f'at {now.at}' if now.at else 'without a time'} in the diary by now{planned}."
