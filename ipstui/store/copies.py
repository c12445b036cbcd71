"""Copies of the case file: made and read back, thinned out, checked, put back, cleaned when a person is erased."""

from __future__ import annotations

import contextlib
import copy
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from ipstui.store import places, whole
from ipstui.store.disk import Disk, discard, place, put, reason, same, system_disk
from ipstui.store.errors import NotCopied, NotRestored, StoreError, shown
from ipstui.store.lock import Lock
from ipstui.store.storage import FileStorage, read_checked
from ipstui.store.vault import Vault
from ipstui.store.whole import Tables, Whole

RECENT, DAYS, WEEKS = 10, 14, 8
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


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What `restore` did; `kept_as` is where the file that stood there is now, None if there was none."""

    path: Path
    source: Copy
    kept_as: Path | None


class Rewritten(msgspec.Struct, frozen=True, kw_only=True):
    """What `rewrite_everywhere` did with all but the live file; `left` could be neither cleaned nor deleted."""

    cleaned: tuple[Path, ...]
    deleted: tuple[Path, ...]
    left: tuple[Path, ...]


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
    raw, found = _read_good(store.path, store.vault)
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
    prune(store.path, now, folder=folder, owner=owner, disk=store.disk)
    return name


def copy_if_due(store: FileStorage, now: datetime, *, every: timedelta = HOUR) -> Path | None:
    """A copy if the newest is an hour old, or from the future. Raises as make_copy."""
    names = places.copy_names(store.path)
    if names:
        newest = _made_at(names[0])
        if newest <= now < newest + every:
            return None
    return make_copy(store, now)


def copy_to(store: FileStorage, target: Path, now: datetime) -> Path:
    """A copy for `ipstui backup PATH`, in a folder or as a new file. Raises NotCopied, Refused."""
    raw, found = _read_good(store.path, store.vault)
    if os.path.isdir(target):
        target = _free_name(target, store.path.stem, now, found.generation or 0)
    if os.path.lexists(target):
        raise NotCopied(f"{shown(target)} already exists. Nothing was copied.")
    if not os.path.isdir(target.parent):
        raise NotCopied(f"There is no folder {shown(target.parent)}. Nothing was copied.")
    with _as_not_copied(target):
        place(store.disk, target, raw)
    return target


def save_elsewhere(target: Path, data: bytes, *, disk: Disk | None = None) -> Path:
    """What could not be saved (`NotSaved.whole`), as a new file somewhere else. Raises NotCopied."""
    if os.path.lexists(target):
        raise NotCopied(f"{shown(target)} already exists. Nothing was written.")
    with _as_not_copied(target):
        place(disk or system_disk(), target, data)
    return target


# Thinning out


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which copies to keep: the 10 newest, the newest of 14 days and of 8 weeks, none older than 90 days.

    Copies from the future (a clock was set back, or ran ahead) are counted apart, the 10 newest kept, so that
    they neither push out today's nor are lost while the clock is wrong. Days and weeks are those of UTC.
    """
    newest_first = sorted(set(made), reverse=True)
    future = [moment for moment in newest_first if moment > now]
    past = [moment for moment in newest_first if now - OLDEST <= moment <= now]
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for moment in past:
        days.setdefault(moment.date(), moment)
        weeks.setdefault(moment.isocalendar()[:2], moment)
    return {*future[:RECENT], *past[:RECENT], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}


def prune(
    path: Path, now: datetime, *, folder: Path | None = None, owner: str = "", disk: Disk | None = None
) -> list[Path]:
    """Delete the copies that `kept` does not name, and return them. One that cannot be deleted is left."""
    made = {name: _made_at(name) for name in places.copy_names(path, folder, owner)}
    keep, gone = kept(made.values(), now), []
    for name, moment in made.items():
        if moment not in keep:
            with contextlib.suppress(OSError):
                discard(disk or system_disk(), name)
                gone.append(name)
    return gone


# Looking


def look_at(path: Path, vault: Vault | None = None) -> Copy:
    """Read one file back and check it, with the key if there is one. Never raises for a bad file."""
    size = 0
    with contextlib.suppress(OSError):
        size = path.lstat().st_size
    try:
        raw, found, _ = read_checked(path)
        about = _about(path, len(raw), found)
        if found.encrypted and vault is None:
            return about
        tables, _ = found.open(vault if found.encrypted else None)
        return msgspec.structs.replace(about, rows=_rows(tables))
    except StoreError as refusal:
        return Copy(path=path, size=size, problem=refusal.headline)


def list_copies(path: Path, vault: Vault | None = None, *, also: Path | None = None) -> list[Copy]:
    """What may be restored: the save before, the copies newest first, then those in the second folder."""
    names = places.restorable(path) + _second(path, vault, also)
    return [look_at(name, vault) for name in names]


def verify(path: Path, vault: Vault | None = None, *, also: Path | None = None) -> list[Copy]:
    """Read back the live file, the save before and every copy; the live file comes first."""
    return [look_at(path, vault), *list_copies(path, vault, also=also)]


def written_files(path: Path, vault: Vault | None = None, *, also: Path | None = None) -> list[Path]:
    """Every file that the store has written for this case file and that is there now, for `ipstui where`."""
    beside = [path, places.prev_of(path), places.new_of(path), places.lock_of(path), *damaged_files(path)]
    found = [file for file in beside if os.path.lexists(file)]
    return found + places.copy_names(path) + _second(path, vault, also)


def damaged_files(path: Path) -> list[Path]:
    """What earlier restores put aside, newest first."""
    try:
        names = os.listdir(path.parent)
    except OSError:
        return []
    return [path.with_name(name) for name in sorted(names, reverse=True) if name.startswith(f"{path.stem}.damaged-")]


# Putting back


def restore(
    path: Path, source: Path, now: datetime, *, vault: Vault | None = None, disk: Disk | None = None
) -> Restored:
    """Put a copy in place of the case file, once checked; what stood there becomes `cases.damaged-<time>.json`.

    Raises Busy if the case file is open, a Refused that names the copy if that is bad (NeedsPassphrase if it
    is encrypted and there is no vault), NotRestored if the disk fails; then the case file is as it was.
    """
    disk = disk or system_disk()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise NotRestored(f"Not restored: {reason(problem)}. Nothing was changed.") from problem
    lock = Lock(places.lock_of(path), path, now)
    try:
        raw, good = _read_good(source, vault)
        new, aside, renamed = places.new_of(path), None, False
        try:
            put(disk, new, raw)
            if not same(new, raw):
                raise NotRestored("Not restored: the disk did not give back what was written. Nothing was changed.")
            if os.path.lexists(path):
                aside = _free_aside(path, now)
                _set_aside(disk, path, aside)
            disk.replace(new, path)
            renamed = True
            disk.sync_folder(path.parent)
        except OSError as problem:
            with contextlib.suppress(OSError):
                _undo(disk, path, aside, renamed)
            raise NotRestored(f"Not restored: {reason(problem)}.") from problem
        finally:
            with contextlib.suppress(OSError):
                discard(disk, new)
        return Restored(path=path, source=good, kept_as=aside)
    finally:
        lock.release()


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


def _free_aside(path: Path, now: datetime) -> Path:
    moment = now
    while os.path.lexists(name := path.with_name(f"{path.stem}.damaged-{_stamp(moment)}.json")):
        moment += timedelta(seconds=1)
    return name


# Cleaning


def rewrite_everywhere(
    store: FileStorage, transform: Callable[[Tables], Tables], *, also: Path | None = None
) -> Rewritten:
    """Apply `transform` to the live file, the save before, every copy and what restores put aside.

    A file that cannot be read, transformed or rewritten is deleted. All of them end behind the vault of `store`,
    so this also carries a new passphrase, or encryption, to the copies. `transform` gets tables of its own,
    and must bear being applied again. Raises NotSaved if the live file could not be saved: nothing was touched.
    """
    with store.transaction():
        store.write(transform(copy.deepcopy(store.read())))
    cleaned, deleted, left = [], [], []
    for file in _leftovers(store, also):
        with contextlib.suppress(OSError):
            discard(store.disk, file)
    for file in [
        *places.restorable(store.path),
        *damaged_files(store.path),
        *_second(store.path, store.vault, also),
    ]:
        try:
            _rewrite(store, file, transform)
            cleaned.append(file)
        except Exception:  # whatever is wrong with it, it must not keep what is to be erased
            try:
                discard(store.disk, file)
                store.disk.sync_folder(file.parent)
                deleted.append(file)
            except OSError:
                left.append(file)
    return Rewritten(cleaned=tuple(cleaned), deleted=tuple(deleted), left=tuple(left))


def _leftovers(store: FileStorage, also: Path | None) -> list[Path]:
    """What crashes left behind while this file or a copy of it was being written."""
    path = store.path
    found = [places.new_of(path), places.new_of(places.prev_of(path))]
    starts = {path.parent: f"{path.stem}.damaged-", places.copies_folder(path): f"{path.stem}-"}
    if also and store.vault:
        starts[also] = f"{path.stem}-{store.vault.name}-"
    for folder, start in starts.items():
        with contextlib.suppress(OSError):
            names = os.listdir(folder)
            found += [folder / name for name in names if name.startswith(start) and name.endswith(".json.new")]
    return found


def _rewrite(store: FileStorage, file: Path, transform: Callable[[Tables], Tables]) -> None:
    _, found, _ = read_checked(file)
    tables = transform(found.open(store.vault if found.encrypted else None)[0])
    data = whole.compose(whole.encode(tables), found.head.gen, found.head.saved, store.vault)
    place(store.disk, file, data)


# Shared steps


def _second(path: Path, vault: Vault | None, folder: Path | None) -> list[Path]:
    owner = vault.name if vault else places.ANY_OWNER
    return places.copy_names(path, folder, owner) if folder else []


def _read_good(path: Path, vault: Vault | None) -> tuple[bytes, Copy]:
    """The bytes of a file that is good through and through. Raises a Refused."""
    raw, found, _ = read_checked(path)
    tables, _ = found.open(vault if found.encrypted else None)
    return raw, msgspec.structs.replace(_about(path, len(raw), found), rows=_rows(tables))


def _about(path: Path, size: int, found: Whole) -> Copy:
    return Copy(path=path, size=size, generation=found.head.gen, saved_at=found.head.saved, encrypted=found.encrypted)


def _rows(tables: Tables) -> dict[str, int]:
    return {name: len(table) for name, table in tables.items()}


@contextlib.contextmanager
def _as_not_copied(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NotCopied(f"No copy could be made at {shown(path)}: {reason(problem)}.") from problem


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S}"


def _free_name(folder: Path, stem: str, now: datetime, generation: int) -> Path:
    moment = now
    while os.path.lexists(name := folder / f"{stem}-{_stamp(moment)}-g{generation}.json"):
        moment += timedelta(seconds=1)
    return name


def _made_at(name: Path) -> datetime:
    """When a copy was made, by its name; the far past for digits that are no date."""
    try:
        return datetime.strptime(name.stem.rsplit("-", 2)[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
