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
from pathlib import Path

import msgspec

from ipstui.casework.events import FactChanged
from ipstui.casework.people import Client
from ipstui.store import places
from ipstui.store.caseload import Caseload
from ipstui.store.copies import Rewritten
from ipstui.store.disk import discard
from ipstui.store.erasing import erase_everywhere
from ipstui.store.errors import OnHold

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
    try:
        copies = erase_everywhere(caseload.storage, caseload.now(), client.id, client.name, token)
    finally:
        caseload.forget_done()
        caseload.load()
    deleted, left = _delete_pages(caseload, {client.name, *former})
    outside += tuple(f"{page} (a page to take home, which could not be read or deleted)" for page in left)
    return Erased(id=token, copies=copies, pages=deleted, outside=outside, mentions=found)


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
