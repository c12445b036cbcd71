"""Copies of the case file: made and read back, thinned out, checked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from ipstui.store import places, seen
from ipstui.store.disk import Disk, UnconfirmedError, discard, place, reason, same, system_disk
from ipstui.store.errors import AnotherKey, NeedsPassphrase, NotCopied, StoreError, shown
from ipstui.store.outcomes import said
from ipstui.store.reading import read_checked
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Vault
from ipstui.store.whole import Tables, Whole

ALWAYS, RECENT, DAYS, WEEKS = 5, 10, 14, 8
OLDEST = timedelta(days=90)
HOUR = timedelta(hours=1)


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """One file that was looked at. `problem` is a sentence, empty if it is good.

    `rows` counts the rows of each table; None when the file is bad, or encrypted and no key was given:
    then only its check value was compared, which finds damage but no forgery.
    """

    path: Path
    size: int = 0
    generation: int | None = None
    saved_at: datetime | None = None
    encrypted: bool = False
    rows: dict[str, int] | None = None
    problem: str = ""


# Making


def make_copy(store: FileStorage, now: datetime, *, folder: Path | None = None) -> Path:
    """Copy what is on disk to `backups`, or to a second folder; read it back, and thin out the older copies.

    The second folder has to be there (an unplugged stick is not imitated), takes encrypted files only, and may
    be shared: there a copy's name says whose it is.
    A copy of the same save is not made twice. Raises NotCopied, or a Refused if the live file itself is bad.
    """
    second = folder is not None
    folder = folder or places.copies_folder(store.path)
    if second and not store.encrypted:
        raise NotCopied("Only an encrypted case file is copied to a second folder. Nothing was copied.")
    if second and not os.path.isdir(folder):
        raise NotCopied(f"The second folder {shown(folder)} is not there. Nothing was copied to it.")
    raw, _, found = _read_good(store.path, store.vault)
    name = None
    owner = store.vault.name if second and store.vault else ""
    for one in places.copy_names(store.path, folder, owner):
        if one.stem.endswith(f"-g{found.generation}") and same(one, raw):
            name = one
            break
    if name is None:
        stem = f"{store.path.stem}-{owner}" if second else store.path.stem
        name = _free_name(folder, stem, now, found.generation or 0)
        with _as_not_copied(name):
            folder.mkdir(parents=not second, exist_ok=True, mode=0o700)
            place(store.disk, name, raw)
    store.copied_at = now
    prune(store.path, folder=folder, owners=store.vault.names if second and store.vault else ("",), disk=store.disk)
    return name


def copy_if_due(store: FileStorage, now: datetime, *, every: timedelta = HOUR) -> Path | None:
    """The copy at opening, of what was saved since the last, and one for each hour after it. Raises as make_copy.

    The first asked for in a sitting is the one at opening. A clock that was set back makes one as well.
    """
    last = store.copied_at
    if last is not None and last <= now < last + every:
        return None
    return make_copy(store, now)


def to_go_out(store: FileStorage, target: Path, now: datetime) -> tuple[Path, bytes]:
    """Where a copy goes that is to be in a folder, or a new file, and its bytes. Raises NotCopied, Refused."""
    raw, _, found = _read_good(store.path, store.vault)
    if os.path.isdir(target):
        target = _free_name(target, store.path.stem, now, found.generation or 0)
    must_be_new(target, "copied")
    if not os.path.isdir(target.parent):
        raise NotCopied(f"There is no folder {shown(target.parent)}. Nothing was copied.")
    return target, raw


def must_be_new(target: Path, done: str = "written") -> None:
    """Refuse to write over anything, and a name that is no file's. Raises NotCopied: nothing was `done`."""
    if why := places.unfit_name(target.absolute()):
        raise NotCopied(f"{shown(target)} cannot be written: {why}. Nothing was {done}.")
    for file in (target, places.new_of(target)):  # the second is what it is called while it is being written
        if os.path.lexists(file):
            raise NotCopied(f"{shown(file)} already exists. Nothing was {done}.")


def save_elsewhere(target: Path, data: bytes, *, disk: Disk | None = None) -> Path:
    """What could not be saved (`NotSaved.whole`), as a new file somewhere else. Raises NotCopied."""
    must_be_new(target)
    with _as_not_copied(target):
        place(disk or system_disk(), target, data)
    return target


# Thinning out

Made = tuple[int, datetime]  # the generation that a copy holds, and when it was made, both by its name


def kept(among: Iterable[Made]) -> set[Made]:
    """Which copies to keep: the 10 newest, the newest of 14 days and of 8 weeks, none 90 days older than the newest.

    The newest five stay however old they are, and newest is what holds the latest save. Age counts from them, from the
    earliest of their dates: one opening by a wrong clock, or after a long absence, makes no copy too old. Days and
    weeks are those of UTC. The 10 with the latest dates stay as well, for case files whose count of saves was set back.
    """
    by_save = sorted(set(among), reverse=True)
    by_date = sorted(set(among), key=lambda one: (one[1], one[0]), reverse=True)
    days: dict[object, Made] = {}
    weeks: dict[object, Made] = {}
    since = min((moment for _, moment in by_save[:ALWAYS]), default=datetime.max.replace(tzinfo=UTC))
    young = [one for one in by_save if since - one[1] <= OLDEST]
    for one in young:
        days.setdefault(one[1].date(), one)
        weeks.setdefault(one[1].isocalendar()[:2], one)
    recent = {*by_save[:ALWAYS], *young[:RECENT], *by_date[:ALWAYS], *[one for one in by_date if one in young][:RECENT]}
    return {*recent, *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}


def prune(
    path: Path, *, folder: Path | None = None, owners: Sequence[str] = ("",), disk: Disk | None = None
) -> list[Path]:
    """Delete the copies that `kept` does not name, and return them. One that cannot be deleted is left."""
    dated = {name: made(name) for owner in owners for name in places.copy_names(path, folder, owner)}
    keep, gone = kept(dated.values()), []
    for name, moment in dated.items():
        if moment not in keep:
            with contextlib.suppress(OSError):
                discard(disk or system_disk(), name)
                gone.append(name)
    return gone


# Looking


Check = Callable[[Tables, Path], object]
"""What refuses tables that no opening would take, `records.check`: a file may be whole and hold them all the same."""


def look_at(path: Path, vault: Vault | None = None, *, check: Check | None = None) -> Copy:
    """Read one file back and check it, with the key if there is one. Never raises for a bad file."""
    size = 0
    with contextlib.suppress(OSError):
        size = path.lstat().st_size
    try:
        raw, found, _ = read_checked(path)
        about = _about(path, len(raw), found)
        if found.encrypted and vault is None:
            return about
        try:
            tables, _ = found.open_as_copy(vault)
        except AnotherKey:
            return about  # of another passphrase's day: whole, as far as can be seen without it
        if check is not None:
            check(tables, path)
        return msgspec.structs.replace(about, rows=_rows(tables))
    except StoreError as refusal:
        return Copy(path=path, size=size, problem=refusal.headline)


def list_copies(
    path: Path, vault: Vault | None = None, *, also: Path | None = None, check: Check | None = None
) -> list[Copy]:
    """What may be restored: the save before, the copies newest first, those of syncs and in the second folder."""
    owners = vault.names if vault else ()
    names = places.restorable(path) + places.conflicts(path) + places.second_copies(also, path, owners)
    return [look_at(name, vault, check=check) for name in names]


def verify(
    path: Path, vault: Vault | None = None, *, also: Path | None = None, check: Check | None = None
) -> list[Copy]:
    """Read back the live file, the save before and every copy; the live file comes first."""
    return [look_at(path, vault, check=check), *list_copies(path, vault, also=also, check=check)]


def written_files(path: Path, vault: Vault | None = None, *, also: Path | None = None) -> list[Path]:
    """Every file that the store has written for this case file and that is there now, for `ipstui where`."""
    owners = vault.names if vault else ()
    beside = [path, places.prev_of(path), places.lock_of(path), places.drafts_of(path), *places.damaged_files(path)]
    found = [file for file in beside if os.path.lexists(file)]
    found += places.copy_names(path) + places.conflicts(path) + places.second_copies(also, path, owners)
    record = seen.record_of(path)
    found += places.leftovers(path, also, owners)
    return found + [file for file in (record, places.new_of(record)) if os.path.lexists(file)]


# Shared steps


def read_good(path: Path, vault: Vault | None, check: Check | None = None) -> tuple[Tables, Copy]:
    """What a file says that is good through and through, with the key of today or one before; see `Check`.

    Raises a Refused: NeedsPassphrase too, for a file whose passphrase is another one.
    """
    _, tables, about = _read_good(path, vault)
    if check is not None:
        check(tables, path)
    return tables, about


def _read_good(path: Path, vault: Vault | None) -> tuple[bytes, Tables, Copy]:
    raw, found, _ = read_checked(path)
    try:
        tables, _ = found.open_as_copy(vault)
    except AnotherKey:
        raise NeedsPassphrase(path, found.head.slots) from None
    return raw, tables, msgspec.structs.replace(_about(path, len(raw), found), rows=_rows(tables))


def _about(path: Path, size: int, found: Whole) -> Copy:
    return Copy(path=path, size=size, generation=found.head.gen, saved_at=found.head.saved, encrypted=found.encrypted)


def _rows(tables: Tables) -> dict[str, int]:
    return {name: len(table) for name, table in tables.items()}


@contextlib.contextmanager
def _as_not_copied(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        there = isinstance(problem, UnconfirmedError)
        text = said("copy", "unknown" if there else "before", why=reason(problem), where=shown(path))
        raise NotCopied(text, why=reason(problem), unconfirmed=there) from problem


def stamp(moment: datetime) -> str:
    """A moment as it stands in the name of a copy, in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}"


def _free_name(folder: Path, stem: str, now: datetime, generation: int) -> Path:
    moment = now
    while os.path.lexists(name := folder / f"{stem}-{stamp(moment)}-g{generation}.json"):
        moment += timedelta(seconds=1)
    return name


def made(name: Path) -> Made:
    """What a copy holds and when it was made, by its name; the far past for digits that are no date."""
    _, date, generation = name.stem.rsplit("-", 2)
    try:
        moment = datetime.strptime(date, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        moment = datetime.min.replace(tzinfo=UTC)
    return int(generation[1:]), moment
