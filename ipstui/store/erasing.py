"""The steps of an erasure on an open case file: the live file, the save before, every copy, the pages.

It knows the tables only, so that opening a caseload can finish what a crash broke off; see `erase` for the whole act.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from ipstui.store import intent as intents
from ipstui.store import places
from ipstui.store.audit import audit_row
from ipstui.store.disk import discard, reason
from ipstui.store.doubt import insist, stands
from ipstui.store.errors import NotSaved
from ipstui.store.intent import Intent
from ipstui.store.outcomes import said
from ipstui.store.rewriting import Rewritten, rewrite_copies
from ipstui.store.storage import FileStorage, second_folder
from ipstui.store.whole import Tables

ACT: Final = "erase"
ERASED = "erased"
MERGED = "merge"
"""What the audit says of a merging; its last record is the one that is gone (see `merging`)."""


def begin(storage: FileStorage, now: datetime, client: str, pages: tuple[Path, ...]) -> Intent:
    """Take the person out of the live file, and note there what else is to be cleaned. Raises NotSaved."""
    intent = intents.begun(ACT, now, client=client, files=pages)
    stands(lambda: storage.write(intents.noted(without(storage.read(), client), intent)), ACT)
    return intent


def finish(storage: FileStorage, intent: Intent, now: datetime) -> tuple[Rewritten, tuple[Path, ...], str]:
    """Clean all but the live file: what was done, which pages went, and a sentence if it is to go on another time.

    Bears being begun again after a crash, at whichever step that came.
    """
    done = audit_row(ERASED, now, [intent.id])
    found, gone, unfinished = _clean(storage, intent, done) if intent.client else (Rewritten(), (), "")
    if unfinished:
        return found, gone, unfinished
    try:
        if intent.client:
            # First without the person's id, so that the save before does not name it once nothing is under way.
            nobody = msgspec.structs.replace(intent, client="", files=())
            tables = intents.settled(without(storage.read(), intent.client), intent)
            stands(lambda: storage.write(intents.noted(tables, nobody)), ACT)
        # Once more, so that the save before names nobody on the disk before the note is gone: a power cut may keep
        # the last rename of a save and lose the one before it.
        stands(storage.save, ACT)
        insist(lambda: storage.write(intents.settled(storage.read(), intent, done)), storage.save)
    except NotSaved as problem:
        unfinished = said(ACT, "unknown" if problem.uncertain else "note", why=problem.why)
    return found, gone, unfinished


def _clean(storage: FileStorage, intent: Intent, done: dict[str, Any]) -> tuple[Rewritten, tuple[Path, ...], str]:
    """Clean the copies and delete the pages and drafts; the sentence is for what could not be."""
    found = rewrite_copies(
        storage,
        lambda tables: intents.with_row(without(tables, intent.client), "audit", done),
        also=second_folder(storage),
        none_may_stay=True,
    )
    # Drafts go with the person: what was typed and not saved may be about them, and cannot be looked through.
    drafts = places.drafts_of(storage.path)
    pages = [places.pages_folder(storage.path) / Path(page).name for page in intent.files]  # it may have been moved
    gone, stuck, why = _delete_pages(storage, (*pages, drafts))
    gone = tuple(page for page in gone if page != drafts)
    why = found.why or why
    if left := (*found.left, *stuck):
        found = msgspec.structs.replace(found, left=left)
        return found, gone, said(ACT, "half-way", why=why, count=len(left))
    return found, gone, ""


def without(tables: Tables, client: str) -> Tables:
    """The tables without one person, and without what the audit said about them. Bears repeating."""
    events = tables.get("events", {})
    gone = (
        {client}
        | _made_part_of(tables, client)
        | {str(each.get("id")) for each in events.values() if each.get("client") == client}
    )
    audit: dict[str, Any] = {}
    for number, each in tables.get("audit", {}).items():
        kept = [record for record in each.get("records", ()) if record not in gone]
        if kept or not each.get("records"):
            audit[number] = {**each, "records": kept}
    tables = {**tables, "audit": audit}
    tables = intents.without_rows(tables, "clients", lambda row: row.get("id") == client)
    tables = intents.without_rows(tables, "calendar", lambda row: str(row.get("booking")) in gone)
    for table in ("events", "outside", intents.TABLE):
        tables = intents.without_rows(tables, table, lambda row: row.get("client") == client)
    return tables


def _made_part_of(tables: Tables, client: str) -> set[str]:
    """The ids of records that were merged into a person's, and are nobody's now; those merged into them too."""
    rows = [row.get("records", ()) for row in tables.get("audit", {}).values() if row.get("action") == MERGED]
    there = {str(each.get("id")) for each in tables.get("clients", {}).values()} | {client}
    found, grown = {client}, True
    while grown:
        more = {str(records[-1]) for records in rows if found & set(records)} - there - found
        found, grown = found | more, bool(more)
    return found


def _delete_pages(storage: FileStorage, pages: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Path, ...], str]:
    gone, stuck, why = [], [], ""
    for page in pages:
        try:
            if os.path.lexists(page):
                discard(storage.disk, page)
                gone.append(page)
        except OSError as problem:
            stuck.append(page)
            why = why or reason(problem)
    if gone:
        with contextlib.suppress(OSError):
            storage.disk.sync_folder(places.pages_folder(storage.path))
    return tuple(gone), tuple(stuck), why
