"""What was written together as it stood when a version of it was made: nothing recorded later is in it."""

from __future__ import annotations

from collections.abc import Iterable

from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.events import Event
from ipstui.casework.people import Client, Settings


def as_it_was(client: Client, events: Iterable[Event], version: Event, settings: Settings) -> Casefile:
    """Return the casefile on the day of a version, from `events` as recorded, corrected ones too.

    What was kept in one go with the version was recorded before it, or at the same moment; a correction of later is
    not in it.
    """
    told = [each for each in events if each.recorded <= version.recorded]
    return casefile_of(client, told, version.on, settings)
