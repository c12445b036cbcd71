"""From the tables of a case file to its records: what cannot be read is refused, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ipstui.casework.clean import cleaned, may_hold_control
from ipstui.casework.events import Event
from ipstui.casework.history import read_event
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.store.audit import check_ids, check_rows
from ipstui.store.errors import Damaged
from ipstui.store.migrations import migrate
from ipstui.store.whole import Tables, encode


class Records(NamedTuple):
    """Everything in a case file, by id; the events in the order of the file."""

    clients: dict[str, Client]
    employers: dict[str, Employer]
    vacancies: dict[str, Vacancy]
    settings: Settings
    events: list[Event]


def read(tables: Tables, path: Path, *, foreign: bool) -> Records:
    """The records in the tables, of an older schema too.

    `foreign` says that a text may hold a character that a terminal would obey: nothing of ours does, another program
    wrote it. Raises Damaged, and NewerFormat for a later schema.
    """
    tables = migrate(tables, path)
    try:
        if foreign:
            check_ids(tables)
            tables = cleaned(tables)
        check_rows(tables)
        settings = (msgspec.convert(row, Settings) for row in tables.get("settings", {}).values())
        return Records(
            clients=_entities(tables, "clients", Client),
            employers=_entities(tables, "employers", Employer),
            vacancies=_entities(tables, "vacancies", Vacancy),
            settings=next(settings, Settings()),
            events=[read_event(row) for row in tables.get("events", {}).values()],
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        # A check value that fits does not keep another program from having put anything in.
        raise Damaged(path, "holds a record that cannot be read") from None


def check(tables: Tables, path: Path) -> None:
    """Raise Damaged or NewerFormat for tables that no opening would take."""
    read(tables, path, foreign=may_hold_control(encode(tables)))


def _entities(tables: Mapping[str, Mapping[str, Any]], table: str, kind: Any) -> dict[str, Any]:
    return {row["id"]: msgspec.convert(row, kind) for row in tables.get(table, {}).values()}
