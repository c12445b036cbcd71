"""What one save takes, and what it was: the events and entities of one user action, kept for undo."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from ipstui.casework.events import Event
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.store.tables import Row

Entity: TypeAlias = Client | Employer | Vacancy
Change: TypeAlias = Event | Entity | Settings


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """One user action as it was saved: what was done in words, its events, and what entities were before.

    `moved` are the rows that came from one client to another, with `merged`.
    """

    id: str
    label: str
    events: tuple[Event, ...]
    before: tuple[tuple[str, str, Entity | None], ...]
    settings_before: Settings | None
    moved: tuple[Row, ...] = ()
