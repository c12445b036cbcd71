"""What an act of several steps means to do, noted in the case file before its first step, until its last is done.

An act that was broken off is thus found at the next opening, where `acts` finishes or undoes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from ipstui.store.whole import Tables

TABLE = "intents"


class Intent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act under way: a row of `acts.ACTS`, whom it is about, which files it writes or deletes.

    `what` says what the files are, where the act does not. `carry` says that the copies follow a new key. `at` is the
    moment it began, in ISO form.
    """

    id: str
    act: str
    at: str
    client: str = ""
    files: tuple[str, ...] = ()
    carry: bool = False
    what: str = ""


def begun(
    act: str, now: datetime, *, client: str = "", files: Iterable[object] = (), carry: bool = False, what: str = ""
) -> Intent:
    """A fresh intent, not yet noted."""
    return Intent(
        id=secrets.token_hex(8),
        act=act,
        at=now.isoformat(timespec="seconds"),
        client=client,
        files=tuple(map(str, files)),
        carry=carry,
        what=what,
    )


def pending(tables: Mapping[str, Mapping[str, Any]]) -> list[Intent]:
    """The acts under way, oldest first."""
    return msgspec.convert(list(tables.get(TABLE, {}).values()), list[Intent])


def left(tables: Mapping[str, Mapping[str, Any]]) -> list[Intent]:
    """The acts under way, those too that an ipstui from before there were intents noted in the audit."""
    rows = (row for row in tables.get("audit", {}).values() if row.get("action") == "erasing")
    return pending(tables) + [
        Intent(id=row["erasure"], act="erase", at=row.get("at", ""), client=row["records"][0])
        for row in rows
        if row.get("records") and row.get("erasure")
    ]


def noted(tables: Tables, intent: Intent) -> Tables:
    """The tables with the intent in them."""
    return with_row(tables, TABLE, msgspec.to_builtins(intent))


def settled(tables: Tables, intent: Intent, *audit: Mapping[str, Any]) -> Tables:
    """The tables without the intent, and with rows of the audit that say what came of it."""
    tables = without_rows(tables, TABLE, lambda row: row.get("id") == intent.id)
    for row in audit:
        tables = with_row(tables, "audit", row)
    return tables


def with_row(tables: Tables, table: str, row: Mapping[str, Any]) -> Tables:
    """The tables with one row more; those given are not changed."""
    rows = tables.get(table, {})
    return {**tables, table: {**rows, str(max(map(int, rows), default=0) + 1): dict(row)}}


def without_rows(tables: Tables, table: str, gone: Any) -> Tables:
    """The tables without the rows of which `gone(row)` is true; a table that is not there is not made."""
    if table not in tables:
        return tables
    return {**tables, table: {number: row for number, row in tables[table].items() if not gone(row)}}
