"""The plan of the day of release as it stands, and what was ticked on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any, Literal

import msgspec

from ipstui.casework import say
from ipstui.casework.diary.state import Booked, Diary
from ipstui.casework.events import DayPlanned, DaySettled, DayTicked
from ipstui.casework.history import Ledger
from ipstui.casework.known import plain

ItemKind = Literal[
    "other", "probation", "home", "curfew", "medicine", "recovery", "jobcentre", "bank", "identity", "food", "phone",
    "money", "gp", "meeting",
]  # fmt: skip
GATE = "out"
"""What a way may be from, beside the id of an item: where the day begins."""
PRIVATE: frozenset[str] = frozenset({"curfew", "medicine", "recovery", "gp"})
"""Kinds that a page names only where the person said so: the lines of a tag, a script and a drug service tell much."""


class DayItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing to do on the day. Times are HH:MM, "" where there is none; minutes None where nobody knows them.

    `travel` is the way from whatever comes before, `ways` the minutes from one item, by its id, or from the gate; they
    win. `along` is who goes with the person.
    """

    id: str
    what: str
    kind: ItemKind = "other"
    must: bool = True
    at: str = ""
    opens: str = ""
    closes: str = ""
    by: str = ""
    minutes: int | None = None
    travel: int | None = None
    ways: dict[str, int] = {}
    place: str = ""
    with_whom: str = ""
    phone: str = ""
    along: str = ""
    bring: str = ""
    fallback: str = ""
    home: bool = False
    booking: str = ""
    """The id of the booking in the diary that the item is."""


class DayPlan(msgspec.Struct, frozen=True, kw_only=True):
    """A day as planned last. `id` is that of its first version, `ticks` the last word on each item."""

    id: str
    event: DayPlanned
    version: int
    items: tuple[DayItem, ...]
    ticks: dict[str, DayTicked]
    settled_on: date | None

    @property
    def day(self) -> date:
        """The day it is for."""
        return self.event.day


class ReleaseDay(msgspec.Struct, frozen=True, kw_only=True):
    """Every day of release that was planned, the earliest first."""

    plans: tuple[DayPlan, ...]

    @property
    def last(self) -> DayPlan | None:
        """The latest day."""
        return self.plans[-1] if self.plans else None


def read_items(held: Iterable[Mapping[str, Any]]) -> tuple[DayItem, ...]:
    """Return the items of a plan as stored; what a newer version wrote otherwise is left out."""
    found = []
    for each in held:
        try:
            found.append(msgspec.convert(each, DayItem))
        except msgspec.ValidationError:
            continue
    return tuple(found)


def write_items(items: Iterable[DayItem]) -> tuple[dict[str, Any], ...]:
    """Return items as an event holds them."""
    return tuple(msgspec.to_builtins(item, enc_hook=plain) for item in items)


def release_day_of(ledger: Ledger) -> ReleaseDay:
    """Fold plans of days, their versions, ticks and settling."""
    versions: dict[str, list[DayPlanned]] = {}
    for event in ledger.of(DayPlanned):
        versions.setdefault(ledger.root(event.plan or event.id), []).append(event)
    ticks: dict[str, dict[str, DayTicked]] = {}
    for tick in sorted(ledger.of(DayTicked), key=lambda e: e.recorded):
        ticks.setdefault(ledger.root(tick.plan), {})[tick.item] = tick
    settled = {ledger.root(event.plan): event.on for event in ledger.of(DaySettled)}
    found = []
    for key, events in versions.items():
        last = max(events, key=lambda event: (event.on, event.recorded))
        found.append(
            DayPlan(
                id=key,
                event=last,
                version=len(events),
                items=read_items(last.items),
                ticks=ticks.get(key, {}),
                settled_on=settled.get(key),
            )
        )
    return ReleaseDay(plans=tuple(sorted(found, key=lambda plan: (plan.day, plan.id))))


def hh_mm(at: time | None) -> str:
    """Return a time as an item holds it."""
    return f"{at:%H:%M}" if at is not None else ""


# What the diary says by now


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One item that the diary tells otherwise: as planned, as it is `now` (None: not on that day), and in words."""

    item: DayItem
    now: DayItem | None
    words: str


def changes(plan: DayPlan, diary: Diary, today: date) -> Iterator[Changed]:
    """Yield what the diary tells otherwise than the plan: a booking moved or called off.

    Whichever was recorded later holds: a plan kept after a move was told of it, and may have another time on purpose.
    """
    bookings = {booking.id: booking for booking in diary.bookings}
    for item in plan.items:
        booking = bookings.get(item.booking)
        if booking is None or item.id in plan.ticks or booking.told is None or booking.told <= plan.event.recorded:
            continue
        if booking.state == "cancelled":
            yield Changed(item=item, now=None, words=f"{item.what} was called off in the diary since.")
        elif booking.on != plan.day:
            to = say.when(booking.on, booking.at, today)
            yield Changed(item=item, now=None, words=f"{item.what} was moved to {to} in the diary since.")
        elif (now := _as_booked(item, booking)) != item:
            yield Changed(item=item, now=now, words=_told(item, now))


def current(plan: DayPlan, diary: Diary, today: date) -> tuple[DayItem, ...]:
    """Return the items of a plan as they stand: with the times of the diary, without what is on another day by now."""
    now = {each.item.id: each.now for each in changes(plan, diary, today)}
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
