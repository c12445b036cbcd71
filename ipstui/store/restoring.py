"""Putting a copy back: in place of the case file that is open, or of one that does not open any more.

Either way the row of the audit is part of what is put back, so that one rename does both.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from ipstui.store import copies, erasing, places, seen, whole
from ipstui.store import intent as intents
from ipstui.store.audit import audit_row, check_rows
from ipstui.store.copies import Check, Copy
from ipstui.store.disk import Disk, discard, put, reason, same, system_disk
from ipstui.store.doubt import insist, stands
from ipstui.store.errors import Downgraded, NotRestored, StoreError, shown
from ipstui.store.intent import Intent
from ipstui.store.leaving import OUTSIDE
from ipstui.store.lock import Lock
from ipstui.store.migrations import migrate
from ipstui.store.outcomes import Moment, said
from ipstui.store.reading import read_checked
from ipstui.store.storage import FileStorage
from ipstui.store.vault import KEYS, Vault
from ipstui.store.whole import Tables

ACT: Final = "restore"
CLOSED: Final = "restore closed"
RESTORED = "restored"
_FOLDER = "second_folder"
_GIVEN = ("calendar", "outcomes")


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was put back; `kept_as` is where the file that stood there is now, None if there was none.

    `vault` is what the case file opens with now: that of today, where it was open. `unfinished` is a sentence when the
    disk did not confirm it.
    """

    path: Path
    source: Copy
    kept_as: Path | None
    vault: Vault | None = None
    unfinished: str = ""


# In place of the file that is open


def put_back(storage: FileStorage, source: Path, now: datetime, *, check: Check | None = None) -> Restored:
    """Make a copy's records those of the open case file, in one save. Load the caseload anew afterwards.

    The key stays that of today. What stood there is the save before, and has a name of its own where it can.
    Raises a Refused that names the copy, or NotSaved; then nothing has changed.
    """
    tables, good = copies.read_good(source, storage.vault, check)
    tables = _restored(migrate(tables, source), storage.read(), storage.vault, now)
    intent = intents.begun(ACT, now, files=[source])
    stands(lambda: storage.write(intents.noted(storage.read(), intent)), ACT)
    kept = _kept_beside(storage, now)
    try:
        doubt = stands(lambda: storage.write(tables), ACT)
    except BaseException:
        with contextlib.suppress(OSError, StoreError):
            if kept is not None:
                discard(storage.disk, kept)
            undo(storage, intent, now)
        raise
    unsure = said(ACT, "unknown", why=doubt) if doubt else ""
    return Restored(path=storage.path, source=good, kept_as=kept, vault=storage.vault, unfinished=unsure)


def undo(storage: FileStorage, intent: Intent, now: datetime) -> str:
    """A restoring that was broken off changed nothing yet: forget that it was meant. Raises NotSaved."""
    insist(lambda: storage.write(intents.settled(storage.read(), intent)), storage.save)
    return "It was undone: the case file is as it was. Put the copy back again if it is still wanted."


def _kept_beside(storage: FileStorage, now: datetime) -> Path | None:
    aside = free_aside(storage.path, now)
    try:
        storage.disk.link(storage.path, aside)
    except OSError:
        return None  # no hard links here
    return aside


def _restored(tables: Tables, standing: Tables | None, vault: Vault | None, now: datetime) -> Tables:
    """The tables of a copy as they are put back: with a row in the audit, and the keys that are known today.

    What was under way when the copy was made is so no more, and what lies outside did not come back with it: files
    written elsewhere, copies in the second folder, what others were given (a calendar's entries, the names in outcomes
    files). Of these it is true what the case file said that was `standing`, None where that cannot be read; only a
    restoring is settled by this one. Whoever is being erased does not come back.
    """
    if standing is not None:
        for each in intents.pending(standing):
            if each.act == erasing.ACT and each.client:
                tables = erasing.without(tables, each.client)
        tables = {**tables, **{name: standing.get(name, {}) for name in (intents.TABLE, OUTSIDE)}}
        tables |= {name: standing[name] for name in _GIVEN if standing.get(name)}
        folder = next((row.get(_FOLDER) for row in standing.get("settings", {}).values()), "")
        if folder and isinstance(folder, str):
            chosen = {**next(iter(tables.get("settings", {}).values()), {}), _FOLDER: folder}
            tables = {**tables, "settings": {"1": chosen}}
    tables = intents.without_rows(tables, intents.TABLE, lambda row: row.get("act") == ACT)
    if vault is not None and (vault.former or KEYS in tables):
        former = dict(enumerate(vault.kept()[1:], start=1))
        tables = {**tables, KEYS: {str(number): row for number, row in former.items()} or tables.get(KEYS, {})}
    return intents.with_row(tables, "audit", audit_row(RESTORED, now))


# In place of a file that does not open


def restore(
    path: Path,
    source: Path,
    now: datetime,
    *,
    vault: Vault | None = None,
    accept_plain: bool = False,
    disk: Disk | None = None,
    check: Check | None = None,
) -> Restored:
    """Put a copy in place of the case file, once checked; what stood there becomes `cases.damaged-<time>.json`.

    It ends behind the vault, if there is one. Raises Busy if the case file is open, a Refused that names the copy if
    that is bad (NeedsPassphrase if it is encrypted and there is no vault; Downgraded if it is in clear, with encrypted
    ones beside it, unless `accept_plain`), NotRestored if the disk fails; then the case file is as it was.
    """
    disk = disk or system_disk()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise NotRestored(said(CLOSED, "before", why=reason(problem))) from problem
    lock = Lock(places.lock_of(path), path, now)
    try:
        tables, good = copies.read_good(source, vault, check)
        if vault is None and not accept_plain and seen.was_sealed(path):
            raise Downgraded(source)
        generation = max(good.generation or 0, _generation(path)) + 1
        tables = _restored(tables, _standing(path, vault), vault, now)
        raw = whole.compose(whole.encode(tables), generation, now, vault)
        aside, unsure = _swap(disk, path, raw, now)
        seen.remember(path, generation, now, vault)
        return Restored(path=path, source=good, kept_as=aside, vault=vault, unfinished=unsure)
    finally:
        lock.release()


def _swap(disk: Disk, path: Path, raw: bytes, now: datetime) -> tuple[Path | None, str]:
    """The new file in place of what stands there: the other name that this gets, and what the disk did not confirm."""
    new, aside, renamed = places.new_of(path), None, False
    try:
        put(disk, new, raw)
        if not same(new, raw):
            raise OSError(None, "what was read back does not match what was saved")
        if os.path.lexists(path):
            aside = free_aside(path, now)
            _set_aside(disk, path, aside)
        disk.replace(new, path)
        renamed = True
        disk.sync_folder(path.parent)
    except OSError as problem:
        with contextlib.suppress(OSError):
            _undo(disk, path, aside, renamed)
            renamed = False
        if renamed:
            return aside, said(CLOSED, "unknown", why=reason(problem))
        gone = aside is not None and not os.path.lexists(path)
        moment: Moment = "half-way" if gone else "before"
        raise NotRestored(said(CLOSED, moment, why=reason(problem), where=shown(aside))) from problem
    finally:
        with contextlib.suppress(OSError):
            discard(disk, new)
    return aside, ""


def _set_aside(disk: Disk, path: Path, aside: Path) -> None:
    """A second name for the bad file if it can have one, so that there is no moment without a file."""
    try:
        if not path.is_symlink():
            disk.link(path, aside)
            return
    except OSError:
        pass  # a folder, or a disk without hard links
    disk.replace(path, aside)


def _undo(disk: Disk, path: Path, aside: Path | None, renamed: bool) -> None:
    """The bad file back under its own name, however far the restoring came."""
    if aside is None:
        if renamed:
            discard(disk, path)
    elif renamed or not os.path.lexists(path):
        disk.replace(aside, path)
    else:
        discard(disk, aside)


def _standing(path: Path, vault: Vault | None) -> Tables | None:
    """What the case file says that is to be replaced; None where it cannot be read."""
    try:
        tables = read_checked(path)[1].open_as_copy(vault)[0]
        check_rows(tables)
    except (StoreError, AttributeError, TypeError, ValueError):
        return None
    return tables


def _generation(path: Path) -> int:
    """The last save that is known of, by the file that stands there or by the names of its copies."""
    copied = max((copies.made(name)[0] for name in places.copy_names(path)), default=0)
    try:
        return max(copied, read_checked(path)[1].head.gen)
    except StoreError:
        return copied


def free_aside(path: Path, now: datetime) -> Path:
    """A name beside the case file that is not taken, for what is put aside."""
    moment = now
    while os.path.lexists(name := path.with_name(f"{path.stem}.damaged-{copies.stamp(moment)}.json")):
        moment += timedelta(seconds=1)
    return name
