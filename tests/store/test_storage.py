"""Saving and opening: what came back from `write` is on disk, and what did not is nowhere."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from ipstui.store import places
from ipstui.store.disk import Stamp
from ipstui.store.errors import (
    AlreadyThere,
    Busy,
    CannotLock,
    CaseFileMissing,
    ChangedOutside,
    ChangedUnderneath,
    Closed,
    Locked,
    MissingUnderneath,
    NeedsPassphrase,
    NoCaseFile,
    NotACaseFile,
    NotEncrypted,
    NotSaved,
    StoreError,
    WrongPassphrase,
)
from ipstui.store.storage import FileStorage
from ipstui.store.tables import CaseTables
from ipstui.store.vault import Vault
from tests.machine import OwnDisk

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class FailingDisk(OwnDisk):
    """A disk on which one kind of operation fails from now on."""

    def __init__(self) -> None:
        super().__init__()
        self.failing: str | None = None
        self.error = errno.EIO

    def _check(self, name: str) -> None:
        if self.failing == name:
            raise OSError(self.error, "planted")

    def create(self, path: Path) -> int:
        self._check("create")
        return super().create(path)

    def write(self, descriptor: int, data: memoryview) -> int:
        self._check("write")
        return super().write(descriptor, data[: max(1, len(data) // 3)])

    def fsync(self, descriptor: int) -> None:
        self._check("fsync")
        super().fsync(descriptor)

    def link(self, path: Path, other: Path) -> None:
        self._check("link")
        super().link(path, other)

    def replace(self, path: Path, over: Path) -> None:
        self._check("replace")
        super().replace(path, over)

    def sync_folder(self, folder: Path) -> None:
        self._check("sync_folder")
        super().sync_folder(folder)


def rows(store: FileStorage) -> dict:
    return store.read().get("events", {})


def add(store: FileStorage, key: str, **row: object) -> None:
    with store.transaction():
        tables = store.read()
        store.write({**tables, "events": {**tables.get("events", {}), key: row}})


def test_what_is_saved_is_there_after_reopening(case_path: Path, any_vault: Vault | None) -> None:
    with_tables = CaseTables(FileStorage.create(case_path, vault=any_vault))
    with_tables.table("events").insert({"note": "Łukasz, café"})
    with_tables.close()
    store = FileStorage.open(case_path, vault=any_vault)
    assert rows(store) == {"1": {"note": "Łukasz, café"}}
    assert store.generation == 2
    assert store.encrypted == (any_vault is not None)
    store.close()


def test_stock_tinydb_opens_a_plain_file(case_path: Path) -> None:
    tables = CaseTables(FileStorage.create(case_path, clock=lambda: WHEN))
    tables.table("clients").insert({"name": "Jo"})
    tables.close()
    stock = TinyDB(case_path, encoding="utf-8")
    assert stock.table("clients").all() == [{"name": "Jo"}]
    head = stock.table("ipstui").get(doc_id=1)
    assert {key: head[key] for key in ("format", "gen", "saved")} == {
        "format": 1,
        "gen": 2,
        "saved": "2026-11-22T09:30:00Z",
    }


def test_an_edit_by_stock_tinydb_is_noticed_and_may_be_accepted(case_path: Path) -> None:
    FileStorage.create(case_path).close()
    with TinyDB(case_path, encoding="utf-8") as stock:
        stock.table("clients").insert({"name": "Jo"})
    before = case_path.read_bytes()
    with pytest.raises(ChangedOutside, match="was changed outside ipstui, or part of it is missing"):
        FileStorage.open(case_path)
    assert case_path.read_bytes() == before
    store = FileStorage.open(case_path, accept_edit=True)
    assert store.edited
    store.save()
    store.close()
    assert not FileStorage.open(case_path, read_only=True).edited


@pytest.mark.posix("rights of a file as a mode")
def test_files_and_folder_are_private(tmp_path: Path, any_vault: Vault | None) -> None:
    path = tmp_path / "ipstui" / "cases.json"
    old = os.umask(0)
    try:
        store = FileStorage.create(path, vault=any_vault)
        store.save()
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for name in ("cases.json", "cases.json.prev", "cases.json.lock"):
        assert stat.S_IMODE((path.parent / name).stat().st_mode) == 0o600


def test_creating_never_replaces(case_path: Path) -> None:
    case_path.write_text("precious", encoding="utf-8")
    with pytest.raises(AlreadyThere):
        FileStorage.create(case_path)
    assert case_path.read_text(encoding="utf-8") == "precious"
    assert os.listdir(case_path.parent) == ["cases.json"]


def test_a_mistyped_path_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoCaseFile, match="There is no case file at"):
        FileStorage.open(tmp_path / "nowhere" / "cases.json")
    assert os.listdir(tmp_path) == []


def test_a_missing_file_with_copies_names_them(case_path: Path) -> None:
    store = FileStorage.create(case_path)
    store.save()
    store.close()
    case_path.unlink()
    with pytest.raises(CaseFileMissing) as caught:
        FileStorage.open(case_path)
    assert caught.value.headline == "cases.json is missing, but copies exist."
    assert str(places.prev_of(case_path)) in str(caught.value)


def test_the_previous_save_is_kept(case_path: Path, any_vault: Vault | None) -> None:
    store = FileStorage.create(case_path, vault=any_vault)
    add(store, "1", n=1)
    add(store, "2", n=2)
    store.close()
    prev = FileStorage.open(places.prev_of(case_path), vault=any_vault, read_only=True)
    assert rows(prev) == {"1": {"n": 1}}
    assert prev.generation == store.generation - 1


def test_what_a_crash_left_is_removed_at_opening(case_path: Path) -> None:
    FileStorage.create(case_path).close()
    left = places.new_of(case_path)
    left.write_text("half a sa")
    FileStorage.open(case_path, read_only=True).close()
    assert left.exists()
    FileStorage.open(case_path).close()
    assert not left.exists()


@pytest.mark.parametrize("operation", ["create", "write", "fsync", "replace", "sync_folder"])
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_failing_disk_loses_nothing_and_memory_equals_disk(
    case_path: Path, any_vault: Vault | None, operation: str, error: int
) -> None:
    disk = FailingDisk()
    store = FileStorage.create(case_path, vault=any_vault, disk=disk)
    add(store, "1", n=1)
    before = case_path.read_bytes()
    disk.failing, disk.error = operation, error
    with pytest.raises(NotSaved) as caught:
        add(store, "2", n=2)
    assert not caught.value.uncertain
    assert str(caught.value).startswith("Not saved: ")
    assert rows(store) == {"1": {"n": 1}}
    assert case_path.read_bytes() == before
    assert not places.new_of(case_path).exists()
    disk.failing = None
    add(store, "2", n=2)  # "Try again"
    store.close()
    assert rows(FileStorage.open(case_path, vault=any_vault, read_only=True)) == {"1": {"n": 1}, "2": {"n": 2}}


def test_what_was_not_saved_can_be_saved_elsewhere(case_path: Path, any_vault: Vault | None) -> None:
    disk = FailingDisk()
    store = FileStorage.create(case_path, vault=any_vault, disk=disk)
    disk.failing = "write"
    with pytest.raises(NotSaved) as caught:
        add(store, "1", n=1)
    elsewhere = case_path.with_name("elsewhere.json")
    elsewhere.write_bytes(caught.value.whole or b"")
    assert rows(FileStorage.open(elsewhere, vault=any_vault, read_only=True)) == {"1": {"n": 1}}


def test_without_hard_links_saves_go_on(case_path: Path) -> None:
    disk = FailingDisk()
    disk.failing, disk.error = "link", errno.EPERM
    store = FileStorage.create(case_path, disk=disk)
    add(store, "1", n=1)
    assert not places.prev_of(case_path).exists()
    store.close()
    assert rows(FileStorage.open(case_path, read_only=True)) == {"1": {"n": 1}}


def test_an_unconfirmed_rename_without_a_way_back_is_said_and_memory_equals_disk(case_path: Path) -> None:
    class Disk2(FailingDisk):
        def link(self, path: Path, other: Path) -> None:
            raise OSError(errno.EPERM, "no links here")

    disk = Disk2()
    store = FileStorage.create(case_path, disk=disk)
    disk.failing = "sync_folder"
    with pytest.raises(NotSaved, match="did not confirm") as caught:
        add(store, "1", n=1)
    assert caught.value.uncertain
    assert rows(store) == rows(FileStorage.open(case_path, read_only=True)) == {"1": {"n": 1}}
    disk.failing = None
    add(store, "2", n=2)
    assert rows(FileStorage.open(case_path, read_only=True)) == {"1": {"n": 1}, "2": {"n": 2}}


def test_ctrl_c_in_a_save_takes_it_back(case_path: Path) -> None:
    class Interrupted(FailingDisk):
        def sync_folder(self, folder: Path) -> None:
            if self.failing:
                raise KeyboardInterrupt

    disk = Interrupted()
    store = FileStorage.create(case_path, disk=disk)
    add(store, "1", n=1)
    disk.failing = "yes"
    with pytest.raises(KeyboardInterrupt):
        add(store, "2", n=2)
    assert rows(store) == {"1": {"n": 1}}
    assert rows(FileStorage.open(case_path, read_only=True)) == {"1": {"n": 1}}


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), datetime.now(UTC), {1, 2}, object(), b"x", "\ud800", {"deep": [float("nan")]}],
    ids=["nan", "inf", "date", "set", "object", "bytes", "surrogate", "deep-nan"],
)
def test_a_value_that_json_cannot_hold_is_refused(case_path: Path, value: object) -> None:
    store = FileStorage.create(case_path)
    add(store, "1", n=None)
    before = case_path.read_bytes()
    with pytest.raises(NotSaved, match="cannot be stored"):
        add(store, "2", value=value)
    assert rows(store) == {"1": {"n": None}}
    assert case_path.read_bytes() == before


def test_a_structure_that_holds_itself_is_refused(case_path: Path) -> None:
    store = FileStorage.create(case_path)
    knot: dict = {}
    knot["knot"] = knot
    with pytest.raises(NotSaved, match="cannot be stored"):
        add(store, "1", value=knot)
    assert rows(store) == {}


def test_a_change_that_fails_half_way_is_undone(case_path: Path) -> None:
    tables = CaseTables(FileStorage.create(case_path))
    events = tables.table("events")
    events.insert_multiple([{"n": 1}, {"n": 2}])

    def spoil(row: dict) -> None:
        row["n"] += 10
        if row["n"] == 12:
            raise RuntimeError

    assert events.count(where("n") == 11) == 0
    with pytest.raises(RuntimeError):
        events.update(spoil)
    assert [row["n"] for row in events] == [1, 2]
    assert events.count(where("n") == 11) == 0


def test_a_transaction_is_one_save_or_none(case_path: Path, any_vault: Vault | None) -> None:
    store = FileStorage.create(case_path, vault=any_vault)
    tables = CaseTables(store)
    with store.transaction():
        tables.table("events").insert({"n": 1})
        tables.table("audit").insert({"what": "n"})
    assert store.generation == 2

    def fail() -> None:
        with store.transaction():
            tables.table("events").insert({"n": 2})
            assert tables.table("events").count(where("n") == 2) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert tables.table("events").count(where("n") == 2) == 0
    assert store.generation == 2
    assert tables.table("events").all() == [{"n": 1}]

    def swallow() -> None:
        with store.transaction():
            tables.table("events").insert({"n": 3})
            with contextlib.suppress(KeyError):
                tables.table("events").update(lambda row: row["missing"])

    with pytest.raises(NotSaved, match="one of several changes failed"):
        swallow()
    assert tables.table("events").all() == [{"n": 1}]


def test_a_disk_that_renumbers_a_file_as_it_is_renamed_is_no_change_outside(case_path: Path) -> None:
    class Fat(OwnDisk):
        def stamp(self, path: Path) -> Stamp:
            modified, size, number = super().stamp(path)
            return modified, size, number if path.suffix == ".new" else number + 1000

    store = FileStorage.create(case_path, disk=Fat())
    add(store, "1", n=1)
    add(store, "2", n=2)
    case_path.write_bytes(b"somebody else's")
    with pytest.raises(ChangedUnderneath):
        add(store, "3", n=3)


def test_rows_written_without_the_table_are_not_written_over_by_it(case_path: Path) -> None:
    with CaseTables(FileStorage.create(case_path)) as tables:
        table, storage = tables.table("events"), tables.storage
        assert isinstance(storage, FileStorage)
        table.insert({"n": 1})
        storage.write({"events": {"1": {"n": 1}, "7": {"n": 7}}})
        assert table.insert({"n": 8}) == 8
        assert table.insert_multiple([{"n": 9}, {"n": 10}]) == [9, 10]
        with contextlib.suppress(ZeroDivisionError), storage.transaction():
            table.insert({"n": 11})
            raise ZeroDivisionError
        assert table.insert({"n": 11}) == 11
        assert sorted(row["n"] for row in table.all()) == [1, 7, 8, 9, 10, 11]


def test_changes_from_two_threads_are_all_saved(case_path: Path) -> None:
    store = FileStorage.create(case_path)
    tables = CaseTables(store)

    def work(name: str) -> None:
        for number in range(15):
            tables.table(name).insert({"n": number})

    threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tables.close()
    read = FileStorage.open(case_path, read_only=True).read()
    assert {name: len(read[name]) for name in "ab"} == {"a": 15, "b": 15}


@pytest.mark.parametrize(
    ("foreign", "said"), [(b"somebody else's", "changed by another program"), (None, "is missing: another program")]
)
def test_a_file_changed_by_another_program_is_not_overwritten(
    case_path: Path, foreign: bytes | None, said: str
) -> None:
    store = FileStorage.create(case_path)
    add(store, "1", n=1)
    case_path.unlink() if foreign is None else case_path.write_bytes(foreign)
    with pytest.raises(NotSaved, match=said) as told:
        add(store, "2", n=2)
    assert isinstance(told.value, ChangedUnderneath if foreign else MissingUnderneath)
    assert rows(store) == {"1": {"n": 1}}
    assert (case_path.read_bytes() if foreign else None) == foreign


def test_a_second_opener_is_refused_but_may_read(case_path: Path) -> None:
    store = FileStorage.create(case_path)
    with pytest.raises(Busy, match=f"process {os.getpid()} on .* since"):
        FileStorage.open(case_path)
    reader = FileStorage.open(case_path, read_only=True)
    with pytest.raises(NotSaved, match="read only"):
        add(reader, "1", n=1)
    assert rows(reader) == {}
    store.close()
    FileStorage.open(case_path).close()


def test_a_read_only_medium_says_so(case_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FileStorage.create(case_path).close()
    opened = os.open

    def read_only(path: object, flags: int, mode: int = 0o777, **more: object) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(CannotLock, match="the disk is read-only"):
        FileStorage.open(case_path)
    assert rows(FileStorage.open(case_path, read_only=True)) == {}


def test_an_encrypted_file_asks_for_its_passphrase(case_path: Path, vault: Vault) -> None:
    FileStorage.create(case_path, vault=vault).close()
    with pytest.raises(NeedsPassphrase) as caught:
        FileStorage.open(case_path)
    assert caught.value.slots == vault.slots
    with pytest.raises(WrongPassphrase, match="That passphrase does not open this file"):
        Vault.unlock(caught.value.slots, "not that")
    FileStorage.open(case_path, vault=vault).close()  # and the lock was let go


def test_a_plain_file_in_place_of_an_encrypted_one_is_noticed(case_path: Path, vault: Vault) -> None:
    FileStorage.create(case_path).close()
    with pytest.raises(NotEncrypted):
        FileStorage.open(case_path, vault=vault)


def test_no_clear_text_on_disk(case_path: Path, vault: Vault) -> None:
    store = FileStorage.create(case_path, vault=vault)
    for number in range(3):
        add(store, str(number), note="Zanzibar marmalade")
    for file in case_path.parent.iterdir():
        assert b"Zanzibar" not in file.read_bytes()
        assert b"events" not in file.read_bytes()


def test_locking_drops_the_tables_until_the_passphrase_comes_back(case_path: Path, vault: Vault) -> None:
    store = FileStorage.create(case_path, vault=vault)
    add(store, "1", n=1)
    store.lock()
    with pytest.raises(Locked):
        store.read()
    with pytest.raises(Locked):
        add(store, "2", n=2)
    with pytest.raises(WrongPassphrase):
        store.unlock("wrong")
    with pytest.raises(Busy):  # still ours
        FileStorage.open(case_path, vault=vault)
    store.unlock("four plain unrelated words")
    assert rows(store) == {"1": {"n": 1}}
    add(store, "2", n=2)
    store.close()
    with pytest.raises(Closed):
        store.read()


def test_a_plain_file_cannot_be_locked(case_path: Path) -> None:
    with pytest.raises(StoreError, match="without a passphrase"):
        FileStorage.create(case_path).lock()


def test_a_plain_file_becomes_encrypted_and_an_error_leaves_it_plain(case_path: Path, vault: Vault) -> None:
    disk = FailingDisk()
    store = FileStorage.create(case_path, disk=disk)
    add(store, "1", n=1)
    disk.failing = "fsync"
    with pytest.raises(NotSaved):
        store.use_vault(vault)
    assert not store.encrypted
    disk.failing = None
    store.use_vault(vault)
    store.close()
    assert rows(FileStorage.open(case_path, vault=vault, read_only=True)) == {"1": {"n": 1}}


def test_a_clock_set_back_two_years_does_no_harm(case_path: Path, any_vault: Vault | None) -> None:
    now = [WHEN]
    store = FileStorage.create(case_path, vault=any_vault, clock=lambda: now[0])
    add(store, "1", n=1)
    now[0] = WHEN.replace(year=2024)
    add(store, "2", n=2)
    assert (store.generation, store.saved_at.year) == (3, 2024)
    store.close()
    assert FileStorage.open(case_path, vault=any_vault).generation == 3


def test_a_path_with_spaces_and_accents(tmp_path: Path) -> None:
    path = tmp_path / "Mes dossiers é ŵ" / "cas de juin.json"
    store = FileStorage.create(path)
    add(store, "1", n=1)
    store.close()
    assert rows(FileStorage.open(path)) == {"1": {"n": 1}}


@pytest.mark.posix("making a link is a right of its own on Windows")
def test_a_link_is_refused_and_names_its_target(case_path: Path) -> None:
    real = case_path.with_name("real.json")
    FileStorage.create(real).close()
    case_path.symlink_to(real)
    with pytest.raises(NotACaseFile, match=r"is a link to .*real\.json; name the file itself"):
        FileStorage.open(case_path)
    assert json.loads(real.read_text("utf-8"))
