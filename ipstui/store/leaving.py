"""Files that leave the program's care: a hand-over, a backup elsewhere, a workbook. Noted first, then written.

A kill between the two leaves a note of a file that may be there, never a file that nobody knows of: `where` names it,
and an erasure too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from ipstui.store import intent as intents
from ipstui.store import places
from ipstui.store.audit import audit_row
from ipstui.store.copies import must_be_new, save_elsewhere, to_go_out
from ipstui.store.disk import discard
from ipstui.store.doubt import insist, stands
from ipstui.store.errors import NotCopied, NotSaved, shown
from ipstui.store.intent import Intent
from ipstui.store.outcomes import said
from ipstui.store.storage import FileStorage
from ipstui.store.whole import Tables

HAND_OVER: Final = "hand-over"
SUBJECT_ACCESS: Final = "subject access"
BACKUP: Final = "backup"
FILE: Final = "file"
Leaving = Literal["hand-over", "subject access", "backup", "file"]
OUTSIDE = "outside"


def write_outside(
    storage: FileStorage,
    act: Leaving,
    files: Sequence[Path],
    write: Callable[[Path], object],
    now: datetime,
    *,
    client: str = "",
    what: str = "",
) -> str:
    """Note the files, `write` each, and confirm; the text says why that was not confirmed, "" when it was.

    Nothing that is there is replaced. An empty `client` means everyone, as in a backup. `what` says what they are,
    where the act does not.
    Raises NotSaved before anything was written, and NotCopied when `write` does, a file is there already or would be
    carried about in clear; files that were written by then stay, and stay noted.
    """
    for file in files:
        must_be_new(file)
        if act in (SUBJECT_ACCESS, FILE) and places.is_carried(file):
            raise NotCopied(
                f"{shown(file)} would lie in clear in the folder carried with the program: whoever finds a lost stick "
                "could read it. Name a folder of this computer. Nothing was written."
            )
    intent = intents.begun(act, now, client=client, files=files, what=what)
    stands(lambda: storage.write(intents.noted(storage.read(), intent)), act)
    doubt = ""
    ours: list[Path] = []
    try:
        for file in files:
            must_be_new(file)  # what came there since is somebody's: it is neither deleted nor noted as written
            ours.append(file)
            doubt = _write(write, file) or doubt
    except BaseException as problem:
        with contextlib.suppress(NotSaved):
            finish(storage, msgspec.structs.replace(intent, files=tuple(map(str, ours))), now)
        if not isinstance(problem, NotCopied):
            raise
        there = ", ".join(shown(file) for file in ours if os.path.lexists(file))
        text = said(act, "half-way" if there else "before", why=problem.why, where=there)
        raise NotCopied(text, why=problem.why) from problem
    try:
        insist(lambda: storage.write(_confirmed(storage.read(), intent, files, now)), storage.save)
    except NotSaved as problem:
        return said(act, "unknown" if problem.uncertain else "note", why=problem.why)
    return said(act, "unknown", why=doubt) if doubt else ""


def _write(write: Callable[[Path], object], file: Path) -> str:
    """Write one file; the text says why the disk would not confirm it."""
    try:
        write(file)
    except NotCopied as problem:
        if not problem.unconfirmed:
            raise
        return problem.why
    return ""


def copy_out(storage: FileStorage, target: Path, now: datetime) -> tuple[Path, str]:
    """A copy of the case file in a folder or as a new file, noted unless it was opened to read only.

    Where it is, and why that was not confirmed. Raises NotCopied, Refused, NotSaved as `write_outside`.
    """
    target, raw = to_go_out(storage, target, now)  # first, so that the copy does not say that it is being made
    write = partial(save_elsewhere, data=raw, disk=storage.disk)
    if storage.read_only:
        return write(target), ""
    return target, write_outside(storage, BACKUP, [target], write, now)


def finish(storage: FileStorage, intent: Intent, now: datetime) -> str:
    """After a crash: note what of it is there, delete what is half there, and say which. Raises NotSaved."""
    files = [Path(file) for file in intent.files]
    for file in files:
        with contextlib.suppress(OSError):
            discard(storage.disk, places.new_of(file))
    there = [file for file in files if os.path.lexists(file)]
    insist(lambda: storage.write(_confirmed(storage.read(), intent, there, now)), storage.save)
    if not there:
        return "Nothing was written."
    return f"What was written lies outside the program's protection: {', '.join(map(shown, there))}."


def note(tables: Tables, what: str, where: Path, now: datetime, client: str = "") -> Tables:
    """The tables with a row for one file outside, and one in the audit."""
    row = {"at": now.isoformat(timespec="seconds"), "what": what, "where": str(where), "client": client}
    tables = intents.with_row(tables, OUTSIDE, row)
    return intents.with_row(tables, "audit", audit_row(what, now, [client] if client else []))


def outside(tables: Tables, client: str = "") -> list[dict[str, str]]:
    """What was written outside, oldest first, what was begun and not confirmed too: everything, or for one person."""
    rows = [dict(row) for row in tables.get(OUTSIDE, {}).values()]
    rows += [
        {"at": each.at, "what": f"{each.what or each.act}, begun", "where": file, "client": each.client}
        for each in intents.pending(tables)
        if each.act in get_args(Leaving)
        for file in each.files
    ]
    return [row for row in rows if not client or row.get("client", "") in ("", client)]


def _confirmed(tables: Tables, intent: Intent, files: Sequence[Path], now: datetime) -> Tables:
    tables = intents.settled(tables, intent)
    for file in files:
        tables = note(tables, intent.what or intent.act, file, now, intent.client)
    return tables
