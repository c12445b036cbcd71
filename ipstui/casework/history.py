"""Reading stored events, their order, and which of them still stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

import msgspec

from ipstui.casework.events import KINDS, NEVER, Event, Unread, Void

E = TypeVar("E", bound=Event)

_NO_TIME = time.min


def read_event(document: Mapping[str, Any]) -> Event:
    """Return the event a stored document holds; what cannot be read comes back as `Unread`, never lost."""
    kind = KINDS.get(str(document.get("kind")))
    if kind is None:
        return _unread(document, "a kind this version does not know")
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        return _unread(document, str(error))


def _unread(document: Mapping[str, Any], problem: str) -> Unread:
    return Unread(
        id=str(document.get("id", "")),
        client=str(document.get("client", "")),
        on=_or(document.get("on"), date, date.min),
        recorded=_or(document.get("recorded"), datetime, NEVER),
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


def write_event(event: Event) -> dict[str, Any]:
    """Return the document to store for an event; dates and money become text."""
    if isinstance(event, Unread):
        return dict(event.raw)
    document: dict[str, Any] = msgspec.to_builtins(event)
    return document


def order(event: Event) -> tuple[date, time, datetime, str]:
    """The order in which events are told: by day, time, when recorded, id."""
    return (event.on, event.at or _NO_TIME, event.recorded, event.id)


def effective(events: Iterable[Event]) -> list[Event]:
    """Return the events that still stand, in order. Pure voids are not among them.

    An event is void when one that still stands names it in `voids`; voiding a void restores. Only a later
    record can void an earlier one, so that hand-made circles cannot exist. The order given does not matter.
    """
    listed = list(events)
    if any(event.voids for event in listed):
        void = _voided(listed)
        listed = [event for event in listed if event.id not in void]
    return sorted((event for event in listed if not isinstance(event, Void)), key=order)


def _voided(events: list[Event]) -> set[str]:
    recorded = {event.id: (event.recorded, event.id) for event in events}
    void: set[str] = set()
    voiders = [event for event in events if event.voids]
    for event in sorted(voiders, key=lambda event: (event.recorded, event.id), reverse=True):
        target = recorded.get(event.voids)
        if event.id not in void and target is not None and target < (event.recorded, event.id):
            void.add(event.voids)
    return void


def voided(events: Iterable[Event]) -> list[Event]:
    """Return the events that no longer stand, in order, pure voids left out."""
    listed = list(events)
    void = _voided(listed)
    return sorted((e for e in listed if e.id in void and not isinstance(e, Void)), key=order)


class Ledger:
    """The events of one client that stand, split at `today` and sorted by kind: what every part of a story reads.

    A correction takes over the identity of what it corrects: `root` gives the id under which later events
    may go on naming it.
    """

    def __init__(self, events: Iterable[Event], today: date) -> None:
        listed = list(events)
        self.today = today
        self.standing = effective(listed)
        self._replaces = {event.id: event.voids for event in listed if event.voids}
        self._past: dict[type[Event], list[Event]] = {}
        self._ahead: dict[type[Event], list[Event]] = {}
        for event in self.standing:
            shelf = self._past if event.on <= today else self._ahead
            shelf.setdefault(type(event), []).append(event)

    def root(self, event_id: str) -> str:
        """Return the id of the first event in the chain of corrections that `event_id` belongs to."""
        seen = set()
        while event_id in self._replaces and event_id not in seen:
            seen.add(event_id)
            event_id = self._replaces[event_id]
        return event_id

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
    return event.on if event.on_precision == "day" else None
