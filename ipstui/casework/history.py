"""Reading stored events, their order, and which of them still stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from ipstui.casework.events import KINDS, NEVER, Booking, Event, Unread, Void, is_apart
from ipstui.casework.known import Roughly, as_known, bounds, plain

E = TypeVar("E", bound=Event)

_NO_TIME = time.min
_FIRST, _LAST = date(1800, 1, 1), date(9000, 1, 1)


def read_event(document: Mapping[str, Any]) -> Event:
    """Return the event a stored document holds; what cannot be read comes back as `Unread`, never lost."""
    kind = KINDS.get(str(document.get("kind")))
    if kind is None:
        return _unread(document, "a kind this version does not know")
    try:
        event: Event = msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        return _unread(document, str(error))
    if any(_beyond(getattr(event, name)) for name in _days_of(kind)):
        return _unread(document, "a day that cannot be used")
    if _has_zone(event.at) or (isinstance(event, Booking) and _has_zone(event.moved_to_at)):
        return _unread(document, "a time of day with a time zone")
    if event.recorded.tzinfo is None:
        event = msgspec.structs.replace(event, recorded=_in_utc(event.recorded))
    return event


def _unread(document: Mapping[str, Any], problem: str) -> Unread:
    return Unread(
        id=str(document.get("id", "")),
        client=str(document.get("client", "")),
        on=_or(document.get("on"), date, date.min),
        recorded=_in_utc(_or(document.get("recorded"), datetime, NEVER)),
        batch=str(document.get("batch", "")),
        voids=str(document.get("voids", "")),
        note=str(document.get("note", "")),
        kind_name=str(document.get("kind", "?")),
        raw=dict(document),
        problem=problem,
    )


def _or(value: object, kind: Any, otherwise: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return otherwise


@cache
def _days_of(kind: type[Event]) -> tuple[str, ...]:
    return tuple(name for name, hint in get_type_hints(kind).items() if hint is date or date in get_args(hint))


def _beyond(day: date | None) -> bool:
    """Weeks and years are counted from it, and must not end before the year 1 or after 9999."""
    return day is not None and not _FIRST <= day <= _LAST


def _has_zone(at: time | None) -> bool:
    """Times of day are local and are compared: one with a zone of its own cannot be."""
    return at is not None and at.tzinfo is not None


def local(moment: datetime) -> datetime:
    """The moment in the zone of this computer; as it stands where the computer cannot tell.

    That is before the year 1 and after 9999, on Windows before 1970 and after 3000.
    """
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment


def _in_utc(moment: datetime) -> datetime:
    """Moments are compared, so one written elsewhere without its zone is taken to be in UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def write_event(event: Event) -> dict[str, Any]:
    """Return the document to store for an event; dates and money become text."""
    if isinstance(event, Unread):
        return dict(event.raw)
    document: dict[str, Any] = msgspec.to_builtins(event, enc_hook=plain)
    return document


def order(event: Event) -> tuple[date, time, datetime, str]:
    """The order in which events are told: by day, time, when recorded, id."""
    return (event.on, event.at or _NO_TIME, event.recorded, event.id)


def to_read(event: E) -> E:
    """Return an event whose day knows how well it is known, wherever it is carried to."""
    if event.on_precision == "day" or isinstance(event.on, Roughly):
        return event
    event = copy(event)
    msgspec.structs.force_setattr(event, "on", as_known(event.on, event.on_precision))
    return event


def changed(event: E, **fields: object) -> E:
    """Return an event as it is read, with other values in some fields."""
    return to_read(msgspec.structs.replace(event, **fields))


def effective(events: Iterable[Event]) -> list[Event]:
    """Return the events that still stand, in order. Pure voids are not among them.

    An event is void when another names it in `voids`. A pure void of that other one restores it; a correction of
    a correction does not. Neither the order given nor the moment of recording matters, so a computer whose clock
    was wrong can still take things back.
    """
    listed = [to_read(event) for event in events]
    if any(event.voids for event in listed):
        void = _voided(listed)
        listed = [event for event in listed if event.id not in void]
    return sorted((event for event in listed if not isinstance(event, Void)), key=order)


def as_corrected(event: Event, events: Iterable[Event]) -> Event:
    """Return what now stands in the place of an event, however often it was corrected; itself where nothing does."""
    listed = list(events)
    before = {each.id: each.voids for each in listed if each.voids}
    return next((each for each in effective(listed) if _first(each.id, before) == _first(event.id, before)), event)


def _first(event_id: str, before: Mapping[str, str]) -> str:
    """Return the id of the first event in the chain of corrections, by what each was recorded in place of."""
    seen = set()
    while event_id in before and event_id not in seen:
        seen.add(event_id)
        event_id = before[event_id]
    return event_id


def _voided(events: list[Event]) -> set[str]:
    """Settle each event after all that name it. A hand-made circle never settles, and takes nothing back."""
    names = {event.id: event.voids for event in events if event.voids}
    unsettled = Counter(names.values())
    settled = [event for event in names if not unsettled[event]]
    pure = {event.id for event in events if isinstance(event, Void)}
    void: set[str] = set()
    undone: set[str] = set()
    while settled:
        event = settled.pop()
        named = names[event]
        if event not in undone:
            void.add(named)
            if event in pure:
                undone.add(named)
        unsettled[named] -= 1
        if not unsettled[named] and named in names:
            settled.append(named)
    return void


def voided(events: Iterable[Event]) -> list[Event]:
    """Return the events that no longer stand, in order, pure voids left out."""
    listed = [to_read(event) for event in events]
    void = _voided(listed)
    return sorted((e for e in listed if e.id in void and not isinstance(e, Void)), key=order)


class Ledger:
    """The events of one client that stand, split at `today` and sorted by kind: what every part of a story reads.

    What is set apart is in `of` for the part that asks for it, and never in `standing`, which others go through.

    A correction takes over the identity of what it corrects: `root` gives the id under which later events
    may go on naming it.
    """

    def __init__(self, events: Iterable[Event], today: date) -> None:
        listed = list(events)
        self.today = today
        standing = effective(listed)
        self.standing = [event for event in standing if not is_apart(event)]
        self._replaces = {event.id: event.voids for event in listed if event.voids}
        self._told = {event.id: event for event in listed}
        self._past: dict[type[Event], list[Event]] = {}
        self._ahead: dict[type[Event], list[Event]] = {}
        for event in standing:
            shelf = self._past if event.on <= today else self._ahead
            shelf.setdefault(type(event), []).append(event)

    def root(self, event_id: str) -> str:
        """Return the id of the first event in the chain of corrections that `event_id` belongs to."""
        return _first(event_id, self._replaces)

    def replaced(self, event: E) -> E | None:
        """Return what this event was recorded in place of, where it corrects one of its kind."""
        before = self._told.get(event.voids)
        return to_read(before) if isinstance(before, type(event)) else None

    def of(self, kind: type[E]) -> list[E]:
        """Return the facts of one kind up to and including today, in order."""
        return self._past.get(kind, [])  # type: ignore[return-value]

    def ahead(self, kind: type[E]) -> list[E]:
        """Return the events of one kind dated after today, in order."""
        return self._ahead.get(kind, [])  # type: ignore[return-value]

    def both(self, kind: type[E]) -> list[E]:
        """Return the events of one kind, past and ahead, in order."""
        return self.of(kind) + self.ahead(kind)

    def any_of(self, *kinds: type[Event]) -> list[Event]:
        """Return the facts of several kinds up to and including today, in order."""
        return sorted((event for kind in kinds for event in self._past.get(kind, [])), key=order)


def known_day(event: Event) -> date | None:
    """Return the day of an event, or None when it is only roughly known and so must not start a clock."""
    return None if isinstance(event.on, Roughly) else event.on


def days_between(event: Event) -> tuple[date | None, date | None]:
    """Return the first and the last day on which an event can have been; None where nobody said the month either."""
    return bounds(event.on)
