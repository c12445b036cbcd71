"""The steps of an erasure on an open case file: the live file, the save before, every copy, and how far it came.

It knows the tables only, so that opening a caseload can finish what a crash broke off; see `erase` for the whole act.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from ipstui.store.audit import audit_row
from ipstui.store.copies import Rewritten, rewrite_everywhere
from ipstui.store.storage import FileStorage, insist
from ipstui.store.whole import Tables

PENDING = "erasing"
ERASED = "erased"


def finish_pending(storage: FileStorage, now: datetime) -> list[Rewritten]:
    """Finish what a crash broke off. Raises NotSaved."""
    rows = storage.read().get("audit", {}).values()
    pending = [(row.get("records"), row.get("erasure")) for row in rows if row.get("action") == PENDING]
    return [erase_everywhere(storage, now, records[0], "", token) for records, token in pending if records and token]


def second_folder(storage: FileStorage) -> Path | None:
    """Where copies go besides `backups`, as the settings in the tables say; None where nothing is encrypted."""
    chosen = [row.get("second_folder") for row in storage.read().get("settings", {}).values()]
    return Path(chosen[0]) if chosen and chosen[0] and storage.encrypted else None


def erase_everywhere(storage: FileStorage, now: datetime, client: str, name: str, token: str) -> Rewritten:
    """Take one person out of every file of the case file. Bears being begun again after a crash. Raises NotSaved."""
    pending = audit_row(PENDING, now, [client]) | {"erasure": token}
    done = audit_row(ERASED, now, [token])
    rewritten: list[Rewritten] = []

    def everywhere() -> None:
        # The live file comes first, and says that the erasure is under way until the copies are through.
        rows: Iterator[dict[str, Any]] = chain([pending], repeat(done))
        rewritten.append(
            rewrite_everywhere(
                storage,
                lambda tables: _without(tables, client, name, next(rows), token),
                also=second_folder(storage),
            )
        )

    def finished() -> None:
        with storage.transaction():
            storage.write(_without(storage.read(), client, name, done, token))

    insist(everywhere)
    insist(finished)
    insist(storage.save)  # so that the save before does not name the person's id either
    return rewritten[-1]


def _without(tables: Tables, client: str, name: str, row: dict[str, Any], token: str) -> Tables:
    """The tables without one person; `row` takes the place of all the audit said about them. Bears repeating."""
    events = tables.get("events", {})
    gone = {client} | {str(each.get("id")) for each in events.values() if each.get("client") == client}
    audit = {}
    for key, each in tables.get("audit", {}).items():
        if each.get("erasure") == token or token in each.get("records", ()):
            continue
        kept = [record for record in each.get("records", ()) if record not in gone]
        if kept or not each.get("records"):
            audit[key] = {**each, "records": kept}
    audit[str(max(map(int, tables.get("audit", {})), default=0) + 1)] = row
    parts = [part for part in name.casefold().split() if len(part) > 2]
    outside = {
        key: each
        for key, each in tables.get("outside", {}).items()
        if each.get("client") != client and not any(part in each.get("where", "").casefold() for part in parts)
    }
    return {
        **tables,
        "clients": {key: each for key, each in tables.get("clients", {}).items() if each.get("id") != client},
        "events": {key: each for key, each in events.items() if each.get("client") != client},
        "audit": audit,
        "outside": outside,
    }
