"""The rows of the audit: when, what was done, to which records and which of their fields; never what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from ipstui.casework.events import Event, FactChanged
from ipstui.casework.history import write_event
from ipstui.casework.people import Client, Settings
from ipstui.store import intent

_ENVELOPE = frozenset({"id", "client", "recorded", "batch", "v", "kind"})


class _Row(msgspec.Struct, frozen=True):
    """A row as it must be for those who read it; unknown fields are left alone."""

    at: str = ""
    action: str = ""
    records: tuple[str, ...] = ()
    erasure: str = ""


class _Outside(msgspec.Struct, frozen=True):
    at: str = ""
    what: str = ""
    where: str = ""
    client: str = ""


def check_rows(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise ValueError for rows that another program spoilt: of the audit, of what lies outside, or numbered twice.

    TinyDB numbers rows, and would write "01" over "1".
    """
    for table in tables.values():
        if len(set(map(int, table))) < len(table):
            raise ValueError("two rows have the same number")
    msgspec.convert(list(tables.get("audit", {}).values()), list[_Row])
    msgspec.convert(list(tables.get("outside", {}).values()), list[_Outside])
    intent.pending(tables)


def check_ids(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise ValueError for an id with a control character in it: it could be neither shown nor typed."""
    for name in ("clients", "employers", "vacancies", "events"):
        if any(not str(row.get("id", "")).isprintable() for row in tables.get(name, {}).values()):
            raise ValueError("an id holds a control character")


def audit_row(
    action: str, now: datetime, records: Iterable[str] = (), kinds: Iterable[str] = (), fields: Iterable[str] = ()
) -> dict[str, Any]:
    """Who did what when, by id and name of field only: never what was typed."""
    return {
        "at": now.isoformat(timespec="seconds"),
        "action": action,
        "records": list(records),
        "kinds": sorted(kinds),
        "fields": sorted(fields),
    }


def fields_changed(
    events: Iterable[Event],
    entities: Iterable[Any],
    before: Iterable[tuple[str, str, Any]],
    settings: Settings | None,
    settings_before: Settings,
) -> set[str]:
    """The names of what was filled in or changed."""
    fields = {name for event in events for name in write_event(event)} - _ENVELOPE
    changed: list[tuple[Any, Any]] = [(new, old) for new, (_, _, old) in zip(entities, before, strict=True)]
    if settings is not None:
        changed.append((settings, settings_before))
    for new, old in changed:
        fields |= {name for name in new.__struct_fields__ if getattr(new, name) != getattr(old, name, None)}
    return fields


def facts_changed(old: Client, new: Client, now: datetime, batch: str, new_id: Callable[[], str]) -> list[Event]:
    """Return one event for each slow fact that changed, so that the old value is not lost."""
    changed: list[Event] = []
    for name in Client.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            changed.append(
                FactChanged(
                    id=new_id(),
                    client=new.id,
                    on=now.date(),
                    recorded=now,
                    batch=batch,
                    field=name,
                    old=_text(before),
                    new=_text(after),
                )
            )
    return changed


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
