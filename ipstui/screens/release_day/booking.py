"""What `b` on the day of release tells the diary, and how many appointments that are."""

from __future__ import annotations

from collections.abc import Sequence

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.events import Booking, Event, Interview


def to_book(casefile: Casefile | None) -> list[Event]:
    """Return what the diary does not know of the last plan yet. Raises Unfit for a time that cannot be."""
    from ipstui.casework.release_day.records import bookings_for
    from ipstui.store.caseload import new_id

    plan = casefile.story.release_day.last if casefile is not None else None
    if casefile is None or plan is None or plan.settled_on is not None:
        return []
    return bookings_for(plan, casefile.story, new_id)


def appointments(events: Sequence[Event]) -> int:
    """How many appointments are booked by these events, or have another time."""
    booked = [event for event in events if isinstance(event, Booking)]
    return len(booked) + sum(isinstance(event, Interview) and event.state == "booked" for event in events)


def told_waiting(casefile: Casefile | None) -> str:
    """Say how many appointments can be booked with a key; of a plan that cannot be booked the key says why."""
    try:
        waiting = appointments(to_book(casefile))
    except Unfit:
        waiting = 1
    return f" b books {say.plural(waiting, 'appointment')} in the diary." if waiting else ""
