"""Whole-file save and load behind TinyDB's Storage: what `write` returned from is on disk, all of it.

A save makes a new file, flushes it, keeps the old one as `.prev`, and renames; nothing is written in place.
After any error the tables in memory are again those of the last save.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from ipstui.casework.clean import may_hold_control
from ipstui.store import places, seen, whole
from ipstui.store.disk import Disk, Stamp, discard, put, reason, system_disk
from ipstui.store.doubt import insist
from ipstui.store.errors import (
    AlreadyThere,
    CannotCreate,
    ChangedUnderneath,
    Closed,
    Damaged,
    Downgraded,
    Locked,
    MissingUnderneath,
    NotEncrypted,
    NotSaved,
    StoreError,
)
from ipstui.store.lock import Lock, utc_now
from ipstui.store.reading import load, look
from ipstui.store.vault import KEYS, Vault
from ipstui.store.whole import Tables

Clock = Callable[[], datetime]


class FileStorage(Storage):
    """One open case file. Use `create` or `open`; give the result to `tables.CaseTables`, or to `TinyDB` itself."""

    path: Path
    generation: int
    saved_at: datetime
    read_only: bool
    edited: bool  # a plain file opened by accept_edit although its check value did not fit

    def __init__(
        self,
        path: Path,
        *,
        vault: Vault | None,
        lock: Lock | None,
        disk: Disk,
        clock: Clock,
        edited: bool = False,
    ) -> None:
        """Not for callers: see `create` and `open`."""
        self.path, self.read_only, self.edited = path, lock is None, edited
        self.vault = vault
        self._lock, self.disk, self._clock = lock, disk, clock
        self._body = b"{}"  # the tables of the last save, encoded: what an error takes memory back to
        self._tables: Tables | None = {}
        self._vouched: Tables = {}  # the rows of the last save, by number: they need no looking through at the next
        self._stamp: Stamp | None = None
        self._turn = threading.RLock()
        self._depth = 0
        self._dirty = self._spoilt = self._closed = False
        self.generation = 0
        self.saved_at = clock()
        self.older = ""
        self.copied_at: datetime | None = None  # by `copies`, in this sitting

    # Opening

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        vault: Vault | None = None,
        tables: Tables | None = None,
        disk: Disk | None = None,
        clock: Clock = utc_now,
    ) -> FileStorage:
        """A new case file, empty or with its first tables, saved and locked.

        Raises AlreadyThere, CannotCreate, Busy, CannotLock.
        """
        path = Path(os.path.abspath(path))
        if why := places.unfit_name(path):
            raise CannotCreate(path, why)
        if vault is None and places.is_carried(path):
            raise CannotCreate(path, places.NOT_IN_CLEAR)
        if os.path.lexists(path):
            raise AlreadyThere(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as problem:
            raise CannotCreate(path, reason(problem)) from problem
        lock = Lock(places.lock_of(path), path, clock())
        try:
            if os.path.lexists(path):
                raise AlreadyThere(path)
            store = cls(path, vault=vault, lock=lock, disk=disk or system_disk(), clock=clock)
            try:
                insist(lambda: store.write(tables or {}), store.save)
            except NotSaved as problem:
                raise CannotCreate(path, problem.why, uncertain=problem.uncertain) from problem
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        vault: Vault | None = None,
        read_only: bool = False,
        accept_edit: bool = False,
        accept_plain: bool = False,
        expect_encrypted: bool = False,
        disk: Disk | None = None,
        clock: Clock = utc_now,
    ) -> FileStorage:
        """The case file at `path`, locked unless `read_only`. Raises a `Refused` that says why.

        An encrypted file without a vault raises NeedsPassphrase, whose `slots` go to `Vault.unlock`.
        `accept_edit` opens a plain file that was changed outside; `edited` then tells, to be logged.
        `accept_plain` opens a file in clear where an encrypted one was expected: by what was saved here, or by
        `expect_encrypted`. `older` is a sentence when this computer has seen a later save.
        """
        path = Path(os.path.abspath(path))
        disk = disk or system_disk()
        look(path)
        lock = None if read_only else Lock(places.lock_of(path), path, clock())
        try:
            found, stamp = load(path, accept_edit=accept_edit)
            if not found.encrypted and not accept_plain:
                if expect_encrypted or places.is_carried(path):
                    raise NotEncrypted(path, carried=not expect_encrypted)
                if seen.was_sealed(path):
                    raise Downgraded(path, places.restorable(path))
            tables, body = found.open(vault)
            if vault is not None:
                vault.slots = found.head.slots
                _remember(vault, tables, path)
            store = cls(path, vault=vault, lock=lock, disk=disk, clock=clock, edited=found.edited)
            store._stamp = stamp
            store._take(body, tables)
            store.generation, store.saved_at = found.head.gen, found.head.saved
            store.older = seen.older(path, store.generation, vault)
            if not read_only:
                for left in (*places.leftovers(path), places.new_of(seen.record_of(path))):
                    with contextlib.suppress(OSError):
                        discard(disk, left)
        except BaseException:
            if lock:
                lock.release()
            raise
        return store

    @property
    def encrypted(self) -> bool:
        """Whether what is saved can be read with the key only."""
        return self.vault is not None

    @property
    def may_hold_control(self) -> bool:
        """Whether a text in the tables may hold a character that a terminal would obey."""
        return may_hold_control(self._body)

    # What TinyDB calls

    def read(self) -> Tables:
        """The live tables: turn documents into structs at once, and change them through TinyDB only."""
        if self._closed:
            raise Closed
        if self._tables is None:
            raise Locked
        return self._tables

    def write(self, data: Mapping[str, Any]) -> None:
        """Save these tables, or leave that to the transaction around. Raises NotSaved."""
        with self.transaction():
            self._tables = dict(data)
            self._dirty = True

    def close(self) -> None:
        """Let go of the file, its lock and the key's tables. What was not saved by now never will be."""
        with self._turn:
            if self._lock and not self._closed:
                self._lock.release()
            self._closed, self._tables, self._body, self._vouched = True, None, b"{}", {}

    # Saving

    def _take(self, body: bytes, tables: Tables) -> None:
        """These tables are what is saved, as `body`. The rows are kept by themselves: a table may change in place."""
        self._body, self._tables = body, tables
        self._vouched = {name: dict(rows) for name, rows in tables.items()}

    def may_change(self, table: str) -> None:
        """The rows of a table are about to be changed in place: the next save looks through all of them."""
        self._vouched.pop(table, None)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[FileStorage]:
        """Several changes, one save, all or nothing: any exception inside takes the tables back and goes on.

        A transaction within a transaction joins it; if it fails, so does the whole, even if somebody
        swallowed the exception.
        """
        with self._turn:
            self.read()
            outermost = self._depth == 0
            self._depth += 1
            try:
                yield self
                if outermost and self._spoilt:
                    raise NotSaved("one of several changes failed")
                if outermost and self._dirty:
                    self._save()
            except BaseException:
                self._spoilt = True
                if outermost:
                    self._take(self._body, msgspec.json.decode(self._body))
                raise
            finally:
                self._depth -= 1
                if outermost:
                    self._dirty = self._spoilt = False

    def save(self) -> None:
        """Save the tables as they are, even if nothing changed. Raises NotSaved."""
        with self.transaction():
            self._dirty = True

    def _save(self) -> None:
        if self.read_only:
            raise NotSaved("the case file was opened to read only")
        if self.vault is None and places.is_carried(self.path):
            raise NotSaved(places.NOT_IN_CLEAR)
        try:
            body = whole.encode(self.read(), self._vouched)
        except (ValueError, TypeError, OverflowError, RecursionError) as problem:
            # Other exceptions may quote the value, which is nobody's business but the file's.
            kind = str(problem) if type(problem) is TypeError and len(str(problem)) < 40 else type(problem).__name__
            raise NotSaved(f"the change holds something that cannot be stored ({kind})") from None
        saved_at = self._clock()
        data = whole.compose(body, self.generation + 1, saved_at, self.vault)
        self._refuse_foreign_change(data)
        new, prev = places.new_of(self.path), places.prev_of(self.path)
        renamed = linked = False
        try:
            put(self.disk, new, data)
            stamp = self.disk.stamp(new)
            linked = self._keep_as(prev)
            self.disk.replace(new, self.path)
            renamed = True
            stamp = self._as_renamed(stamp)
            self.disk.sync_folder(self.path.parent)
        except BaseException as problem:
            stands = renamed and not (linked and self._back_to(prev))
            if stands:
                self._became(body, stamp, saved_at)
            with contextlib.suppress(OSError):
                discard(self.disk, new)
            if isinstance(problem, OSError):
                raise NotSaved(reason(problem), uncertain=stands, whole=data) from problem
            raise
        self._became(body, stamp, saved_at)

    def _as_renamed(self, stamp: Stamp) -> Stamp:
        """FAT may give a file another number as it is renamed: then that is it, and not a change from outside."""
        with contextlib.suppress(OSError):
            now = self.disk.stamp(self.path)
            return now if now[:2] == stamp[:2] else stamp
        return stamp

    def _became(self, body: bytes, stamp: Stamp, saved_at: datetime) -> None:
        self._take(body, self.read())
        self._stamp, self.saved_at = stamp, saved_at
        self.generation += 1
        seen.remember(self.path, self.generation, saved_at, self.vault)

    def _refuse_foreign_change(self, data: bytes) -> None:
        try:
            now = self.disk.stamp(self.path)
        except FileNotFoundError:
            now = None
        except OSError as problem:
            raise NotSaved(reason(problem), whole=data) from problem
        if now is None and self._stamp is not None:
            raise MissingUnderneath(self.path, whole=data)
        if now != self._stamp:
            raise ChangedUnderneath(self.path, whole=data)

    def _keep_as(self, prev: Path) -> bool:
        """Give the current file the name `.prev` as well; False where there is none, or no hard links.

        By way of a side name and a rename, so that there is no moment without a `.prev`.
        """
        if self._stamp is None:
            return False
        side = places.new_of(prev)
        try:
            discard(self.disk, side)
            self.disk.link(self.path, side)
            self.disk.replace(side, prev)
            discard(self.disk, side)  # a rename between two names of one file does nothing
        except OSError:
            return False  # the save is no less safe without it; only the step back is missing
        return True

    def _back_to(self, prev: Path) -> bool:
        """After a rename that the disk would not confirm: put the old file back, so "not saved" is true."""
        side = places.new_of(prev)
        try:
            discard(self.disk, side)
            self.disk.link(prev, side)
            self.disk.replace(side, self.path)
        except OSError:
            return False
        return True

    # The key

    def lock(self) -> None:
        """Drop the key and the tables; the file stays ours. Raises StoreError for a plain file."""
        with self._turn:
            if self.vault is None:
                raise StoreError("A case file without a passphrase cannot be locked.")
            self.vault.lock()
            self._tables, self._body, self._vouched = None, b"{}", {}

    def unlock(self, typed: str) -> None:
        """Undo `lock` by passphrase or recovery code. Raises WrongPassphrase, or a Refused for the file."""
        with self._turn:
            if self.vault is None or self._closed:
                raise Closed
            self.vault.reopen(typed)
            try:
                found, stamp = load(self.path)
                tables, body = found.open(self.vault)
                _remember(self.vault, tables, self.path)
            except BaseException:
                self.vault.lock()
                raise
            self._stamp = stamp
            self._take(body, tables)
            self.generation, self.saved_at = found.head.gen, found.head.saved

    def use_vault(self, vault: Vault, tables: Tables | None = None) -> None:
        """Save behind another key, with other tables if they are given; see `rekeying`, which sees to the copies.

        Raises NotSaved, and then the old vault holds.
        """
        with self._turn:
            before, self.vault = self.vault, vault
            try:
                self.write(self.read() if tables is None else tables)
            except NotSaved as problem:
                if not problem.uncertain:
                    self.vault = before
                raise
            except BaseException:
                self.vault = before
                raise


def second_folder(storage: FileStorage) -> Path | None:
    """Where copies go besides `backups`, as the settings in the tables say; None where nothing is encrypted."""
    chosen = [row.get("second_folder") for row in storage.read().get("settings", {}).values()]
    return Path(chosen[0]) if chosen and chosen[0] and storage.encrypted else None


def _remember(vault: Vault, tables: Tables, path: Path) -> None:
    try:
        vault.remember(tables.get(KEYS, {}).values())
    except (ValueError, KeyError, TypeError):
        raise Damaged(path, "holds a record that cannot be read") from None
