"""Two records of one person made one, in one save that `undo` takes back.

What was recorded under the other record comes under the one that is kept: each event keeps its id, so that what was
corrected stays corrected and what names an event goes on naming it. The other record is gone; a note in the kept one
says so, with every fact in which the two differed, and its name stays as a former name.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ipstui.casework.events import Event, FactChanged, Note
from ipstui.casework.people import Client
from ipstui.store import intent as intents
from ipstui.store.caseload import Batch, Caseload
from ipstui.store.errors import StoreError, shown

_APART = ("retention_hold", "retention_years", "made_up", "people", "id", "name")


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The person as kept, how many events came over, and the facts in which the records differed, as kept in a note."""

    client: Client
    events: int
    differed: tuple[str, ...]
    batch: Batch


def merge(caseload: Caseload, kept: Client, other: Client) -> Merged:
    """Make `other` part of `kept`. What `kept` does not say is taken from `other`; where both say something, it stands.

    A retention hold on either holds, and the longer time to keep. Raises StoreError when they are one record, or an act
    about one of them is under way; NotSaved when nothing was changed.
    """
    if kept.id == other.id:
        raise StoreError(f"{shown(kept.name)} is one record already. Nothing was changed.")
    if any(each.client in (kept.id, other.id) for each in intents.pending(caseload.storage.read())):
        raise StoreError("Something about one of the two was broken off. Open the case file again first.")
    both, differed = _together(kept, other)
    today, events = caseload.now().date(), len(caseload.events_of(other.id))
    told = f"The record of {other.name} ({other.id}) was made part of this one, with {events} events."
    if differed:
        told += f" It also said: {'; '.join(differed)}."
    changes: list[Event | Client] = [Note(client=kept.id, on=today, note=told)]
    if other.name != kept.name:
        changes.append(FactChanged(client=kept.id, on=today, field="name", old=other.name, new=kept.name))
    label = f"{other.name} made one with {kept.name}"
    batch = caseload.record(both, *changes, label=label, merged=other.id)
    return Merged(client=both, events=events, differed=differed, batch=batch)


def told(merged: Merged) -> str:
    """What was done, in a sentence or two."""
    count = f"{merged.events} event{'' if merged.events == 1 else 's'}"
    kept = f" Kept in a note, as the two differed: {'; '.join(merged.differed)}." if merged.differed else ""
    return f"{merged.batch.label}: {count} came over.{kept}"


def _together(kept: Client, other: Client) -> tuple[Client, tuple[str, ...]]:
    """The client with the facts of both, and what the other said differently, by field."""
    facts: dict[str, Any] = {}
    differed = []
    empty = Client(id="", name="")
    for name in Client.__struct_fields__:
        if name in _APART:
            continue
        here, there = getattr(kept, name), getattr(other, name)
        if there in (here, getattr(empty, name)):
            continue
        if here == getattr(empty, name):
            facts[name] = there
        else:
            differed.append(f"{name.replace('_', ' ')}: {there}")
    years = [each.retention_years for each in (kept, other) if each.retention_years is not None]
    people = (*kept.people, *(each for each in other.people if each not in kept.people))
    both = msgspec.structs.replace(
        kept,
        **facts,
        people=people,
        retention_hold=kept.retention_hold or other.retention_hold,
        retention_years=max(years) if years else None,
        made_up=kept.made_up and other.made_up,
    )
    return both, tuple(differed)
