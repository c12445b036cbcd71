"""Erasing one person: from the live file, the save before, every copy and the second folder.

A note of the erasure is saved with the person's id before the copies are gone through, so that a crash half-way is
seen at the next opening and finished; what remains in the end is one row of the audit with a random id.
"""

from __future__ import annotations

import contextlib
import html
import os
import re
import secrets
from collections.abc import Iterable
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import msgspec

from ipstui.casework.events import FactChanged
from ipstui.casework.people import Client
from ipstui.store import places
from ipstui.store.audit import audit_row
from ipstui.store.caseload import Caseload
from ipstui.store.copies import Rewritten, rewrite_everywhere
from ipstui.store.disk import discard
from ipstui.store.errors import OnHold
from ipstui.store.storage import insist
from ipstui.store.whole import Tables

PENDING = "erasing"
ERASED = "erased"
_OTHERS = ("clients", "employers", "vacancies", "events")


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure did. `id` names it in the audit.

    `pages` are the pages to take home that were deleted with the person. `outside` are files that the program wrote
    elsewhere and that hold the person; `mentions` are the records of others in which the name also stands, as
    (table, id): both are for people to act on.
    """

    id: str
    copies: Rewritten
    pages: tuple[Path, ...]
    outside: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]


def erase_client(caseload: Caseload, client: Client) -> Erased:
    """Erase one person everywhere, and from undo's memory.

    Raises OnHold; NotSaved before anything was done or, if only the last note could not be saved, to be finished at
    the next opening.
    """
    if client.retention_hold:
        raise OnHold(client.name)
    outside = tuple(
        f"{row.get('where', '')} ({row.get('what', '')}, {row.get('at', '')[:10]})"
        for row in caseload.outside(client.id)
    )
    second = caseload.second_folder
    if second is not None and not os.path.isdir(second):
        outside += (f"{second} (the second folder: it is not there now, and its copies still hold the person)",)
    found = tuple(_mentions(caseload, client))
    former = {e.old for e in caseload.events_of(client.id) if isinstance(e, FactChanged) and e.field == "name"}
    token = secrets.token_hex(8)
    copies = _everywhere(caseload, client.id, client.name, token)
    deleted, left = _delete_pages(caseload, {client.name, *former})
    outside += tuple(f"{page} (a page to take home, which could not be read or deleted)" for page in left)
    return Erased(id=token, copies=copies, pages=deleted, outside=outside, mentions=found)


def finish_pending(caseload: Caseload) -> list[Rewritten]:
    """Finish what a crash broke off. Raises NotSaved."""
    rows = caseload.storage.read().get("audit", {}).values()
    pending = [(row.get("records"), row.get("erasure")) for row in rows if row.get("action") == PENDING]
    return [_everywhere(caseload, records[0], "", token) for records, token in pending if records and token]


def _everywhere(caseload: Caseload, client: str, name: str, token: str) -> Rewritten:
    pending = audit_row(PENDING, caseload.now(), [client]) | {"erasure": token}
    done = audit_row(ERASED, caseload.now(), [token])
    rewritten: list[Rewritten] = []

    def everywhere() -> None:
        # The live file comes first, and says that the erasure is under way until the copies are through.
        rows = chain([pending], repeat(done))
        rewritten.append(
            rewrite_everywhere(
                caseload.storage,
                lambda tables: _without(tables, client, name, next(rows), token),
                also=caseload.second_folder,
            )
        )

    def finished() -> None:
        with caseload.storage.transaction():
            caseload.storage.write(_without(caseload.storage.read(), client, name, done, token))

    try:
        insist(everywhere)
        insist(finished)
        insist(caseload.storage.save)  # so that the save before does not name the person's id either
    finally:
        caseload.forget_done()
        caseload.load()
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


def _delete_pages(caseload: Caseload, names: Iterable[str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Delete the pages with one of the names on them; return those, and those that may hold it still."""
    sought = re.compile("|".join(rf"(?<!\w){re.escape(_spaced(name))}(?!\w)" for name in sorted(names)))
    deleted, left = [], []
    for page in places.pages(caseload.path):
        try:
            if sought.search(_spaced(html.unescape(page.read_text("utf-8")))):
                discard(caseload.storage.disk, page)
                deleted.append(page)
        except (OSError, UnicodeError):
            left.append(page)
    if deleted:
        with contextlib.suppress(OSError):
            caseload.storage.disk.sync_folder(places.pages_folder(caseload.path))
    return tuple(deleted), tuple(left)


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


def _mentions(caseload: Caseload, client: Client) -> list[tuple[str, str]]:
    """Records of others with the whole name in them: the program cannot know what to strike there."""
    sought = client.name.casefold()
    found = []
    for table in _OTHERS:
        for row in caseload.storage.read().get(table, {}).values():
            if client.id in (row.get("id"), row.get("client")):
                continue
            if sought in msgspec.json.encode(row).decode().casefold():
                found.append((table, str(row.get("id", ""))))
    return found
