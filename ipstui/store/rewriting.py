"""Rewriting what lies beside the case file: without an erased person, or behind the key of today."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from ipstui.store import places, whole
from ipstui.store.disk import discard, place, reason
from ipstui.store.reading import read_checked
from ipstui.store.storage import FileStorage
from ipstui.store.whole import Tables

Transform = Callable[[Tables], Tables]


class Rewritten(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files beside the live one.

    `left` are as they were because the disk would not, and `why` is the first reason it gave; `unread` are as they
    were because nobody can read them.
    """

    cleaned: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()
    why: str = ""


def same(tables: Tables) -> Tables:
    """The tables as they are: the file changes its key only."""
    return tables


def rewrite_copies(
    store: FileStorage, transform: Transform = same, *, also: Path | None = None, none_may_stay: bool
) -> Rewritten:
    """Apply `transform` to the save before, every copy, what restores put aside and what crashes left.

    All of them end behind the key of `store`. `none_may_stay` says that a file must not stay as it is, since it may
    hold what was erased, or in clear what was encrypted: one that cannot be read is then deleted. A good file which
    the disk would not rewrite is never deleted for it; it is `left`, and the act that asked goes on another time.
    """
    sweep(store, also)
    cleaned, deleted, left, unread, why = [], [], [], [], ""
    foreign = places.conflicts(store.path)  # one that does not open may be somebody's own: it is told, not deleted
    for file in beside(store, also):
        owned = _owned(store, file, also)
        try:
            data = _rewritten(store, file, transform)
        except Exception:  # whatever is wrong with it, nothing in it can be kept by rewriting
            if not none_may_stay or file in foreign:
                unread.append(file)
                continue
            try:
                discard(store.disk, file)
                store.disk.sync_folder(file.parent)
                deleted.append(file)
            except OSError as problem:
                left.append(file)
                why = why or reason(problem)
            continue
        try:
            place(store.disk, owned, data)
            if owned != file:
                discard(store.disk, file)
                store.disk.sync_folder(file.parent)  # under its old name nothing would find it again
            cleaned.append(owned)
        except OSError as problem:
            left.append(file)
            why = why or reason(problem)
    return Rewritten(
        cleaned=tuple(cleaned), deleted=tuple(deleted), left=tuple(left), unread=tuple(unread), why=why
    )  # fmt: skip


def beside(store: FileStorage, also: Path | None = None) -> list[Path]:
    """Every file that holds what the case file holds or held, but itself."""
    return [
        *places.restorable(store.path),
        *places.damaged_files(store.path),
        *places.conflicts(store.path),
        *places.second_copies(also, store.path, store.vault.names if store.vault else ()),
    ]


def sweep(store: FileStorage, also: Path | None = None) -> list[Path]:
    """Delete what crashes left of files that were being written, and return it. What cannot be deleted stays."""
    gone = []
    for file in places.leftovers(store.path, also, store.vault.names if store.vault else ()):
        with contextlib.suppress(OSError):
            discard(store.disk, file)
            gone.append(file)
    return gone


def _owned(store: FileStorage, file: Path, also: Path | None) -> Path:
    """The name a rewritten file has: in a second folder it says whose key opens it, and that is today's now."""
    if store.vault is None or file.parent != also:
        return file
    return file.with_name(places.with_owner(store.path, file.name, store.vault.name))


def _rewritten(store: FileStorage, file: Path, transform: Transform) -> bytes:
    _, found, _ = read_checked(file)
    tables = transform(found.open_as_copy(store.vault)[0])
    return whole.compose(whole.encode(tables), found.head.gen, found.head.saved, store.vault)
