"""Copies: made, thinned out, checked, put back, cleaned."""

from __future__ import annotations

import errno
import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipstui.store import copies, leaving, places, restoring
from ipstui.store.disk import Disk
from ipstui.store.errors import (
    Busy,
    ChangedOutside,
    Damaged,
    NeedsPassphrase,
    NoCaseFile,
    NotCopied,
    NotRestored,
    NotSaved,
    Refused,
)
from ipstui.store.rewriting import rewrite_copies
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
TABLES = {"clients": {"1": {"name": "Jo Marmalade"}, "2": {"name": "Al"}}, "events": {"5": {"client": "1"}}}


@pytest.fixture
def store(case_path: Path, any_vault: Vault | None) -> FileStorage:
    made = FileStorage.create(case_path, vault=any_vault, clock=lambda: NOW)
    made.write(TABLES)
    return made


def files_with(folder: Path, word: str) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]


# Making


def test_a_copy_is_the_file_byte_for_byte_and_private(store: FileStorage) -> None:
    made = copies.make_copy(store, NOW)
    assert made == store.path.parent / "backups" / "cases-20261122T093000-g2.json"
    assert made.read_bytes() == store.path.read_bytes()
    if os.name != "nt":
        assert made.stat().st_mode & 0o777 == 0o600
        assert made.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_save_is_copied_once(store: FileStorage) -> None:
    first = copies.make_copy(store, NOW)
    assert copies.make_copy(store, NOW + timedelta(hours=5)) == first
    store.write({})
    assert copies.make_copy(store, NOW) != first
    assert len(places.copy_names(store.path)) == 2


def test_a_spoilt_copy_does_not_pass_for_this_save(store: FileStorage) -> None:
    first = copies.make_copy(store, NOW)
    first.write_bytes(first.read_bytes()[:-9])
    second = copies.make_copy(store, NOW)
    assert second != first
    assert second.read_bytes() == store.path.read_bytes()


def test_copies_are_due_every_hour_and_when_the_clock_was_set_back(store: FileStorage) -> None:
    assert copies.copy_if_due(store, NOW)
    store.save()
    assert copies.copy_if_due(store, NOW + timedelta(minutes=59)) is None
    assert copies.copy_if_due(store, NOW + timedelta(minutes=60))
    store.save()
    assert copies.copy_if_due(store, NOW - timedelta(days=730))
    assert len(places.copy_names(store.path)) == 3


def test_a_bad_live_file_is_not_copied(store: FileStorage) -> None:
    store.path.write_bytes(store.path.read_bytes()[:-20])
    with pytest.raises(Damaged):
        copies.make_copy(store, NOW)
    assert places.copy_names(store.path) == []


@pytest.mark.parametrize("operation", ["create", "write", "fsync", "replace", "sync_folder"])
def test_a_disk_that_fails_makes_no_copy_and_leaves_nothing_half(
    store: FileStorage, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "planted")

    monkeypatch.setattr(store.disk, operation, fail)
    with pytest.raises(NotCopied, match="the disk is full"):
        copies.make_copy(store, NOW)
    monkeypatch.undo()
    for left in (store.path.parent / "backups").iterdir():
        assert left.read_bytes() == store.path.read_bytes()
    copies.make_copy(store, NOW)


def test_the_second_folder_takes_encrypted_files_only_and_is_not_made_up(tmp_path: Path, vault: Vault) -> None:
    share = tmp_path / "share"
    plain = FileStorage.create(tmp_path / "a" / "cases.json")
    sealed = FileStorage.create(tmp_path / "b" / "cases.json", vault=vault)
    with pytest.raises(NotCopied, match="is not there"):
        copies.make_copy(sealed, NOW, folder=share)
    assert not share.exists()
    share.mkdir()
    with pytest.raises(NotCopied, match="Only an encrypted"):
        copies.make_copy(plain, NOW, folder=share)
    made = copies.make_copy(sealed, NOW, folder=share)
    assert made.name == f"cases-{vault.name}-20261122T093000-g1.json"
    assert [copy.path for copy in copies.list_copies(sealed.path, vault, also=share)][-1] == made
    assert [copy.path for copy in copies.list_copies(sealed.path, also=share)][-1] == made


def test_colleagues_may_share_a_second_folder(tmp_path: Path, vault: Vault) -> None:
    share = tmp_path / "share"
    share.mkdir()
    other_vault, _ = Vault.create("quite another passphrase", cost=CHEAP)
    mine = FileStorage.create(tmp_path / "a" / "cases.json", vault=vault)
    theirs = FileStorage.create(tmp_path / "b" / "cases.json", vault=other_vault)
    old = copies.make_copy(mine, NOW - timedelta(days=200), folder=share)
    for hour in range(15):
        theirs.save()
        copies.make_copy(theirs, NOW + timedelta(hours=hour), folder=share)
    assert old.exists()
    result = rewrite_copies(theirs, also=share, none_may_stay=True)
    assert old.exists()
    assert old not in result.cleaned + result.deleted + result.left


def test_a_copy_to_a_path_replaces_nothing(store: FileStorage, tmp_path: Path, any_vault: Vault | None) -> None:
    target = tmp_path / "my copy.json"
    assert leaving.copy_out(store, target, NOW) == (target, "")
    assert copies.look_at(target, any_vault).rows == {"clients": 2, "events": 1}
    with pytest.raises(NotCopied, match="already exists"):
        leaving.copy_out(store, target, NOW)
    with pytest.raises(NotCopied, match="no folder"):
        leaving.copy_out(store, tmp_path / "none" / "x.json", NOW)
    folder = tmp_path / "stick"
    folder.mkdir()
    assert leaving.copy_out(store, folder, NOW)[0].parent == folder
    assert leaving.outside(store.read())[0]["where"] == str(target)


def test_what_was_not_saved_goes_elsewhere(store: FileStorage, tmp_path: Path, any_vault: Vault | None) -> None:
    store.path.write_bytes(b"changed under us")
    with pytest.raises(NotSaved) as caught:
        store.write({"clients": {}})
    target = copies.save_elsewhere(tmp_path / "elsewhere.json", caught.value.whole or b"")
    assert copies.look_at(target, any_vault).rows == {"clients": 0}
    with pytest.raises(NotCopied):
        copies.save_elsewhere(target, b"")


# Thinning out


def test_ten_recent_fourteen_daily_eight_weekly_none_older_than_ninety_days() -> None:
    hourly = [NOW - timedelta(hours=hour) for hour in range(24 * 200)]
    keep = sorted(copies.kept(hourly, NOW), reverse=True)
    assert keep[:10] == hourly[:10]
    daily = {moment.date() for moment in keep}
    assert {NOW.date() - timedelta(days=day) for day in range(14)} <= daily
    assert {(NOW - timedelta(weeks=week)).isocalendar()[:2] for week in range(8)} <= {k.isocalendar()[:2] for k in keep}
    assert len(keep) <= 32
    assert min(keep) >= NOW - timedelta(days=90)
    rare = [NOW - timedelta(days=30 * month) for month in range(10)]
    assert copies.kept(rare, NOW) == {moment for moment in rare if NOW - moment <= timedelta(days=90)}


moments = st.lists(st.integers(-3000, 3000).map(lambda hours: NOW + timedelta(hours=hours)), max_size=80)


@settings(max_examples=60)
@given(moments)
def test_thinning_keeps_the_newest_and_is_settled_after_one_pass(made: list[datetime]) -> None:
    keep = copies.kept(made, NOW)
    assert keep <= set(made)
    assert copies.kept(keep, NOW) == keep
    past = [moment for moment in made if NOW - copies.OLDEST <= moment <= NOW]
    assert not past or max(past) in keep
    assert not made or max(made) < NOW - copies.OLDEST or keep


@settings(max_examples=60)
@given(moments, moments)
def test_copies_from_the_future_push_out_none_of_today(made: list[datetime], future: list[datetime]) -> None:
    past = [moment for moment in made if moment <= NOW]
    ahead = [moment for moment in future if moment > NOW]
    assert copies.kept(past + ahead, NOW) == copies.kept(past, NOW) | copies.kept(ahead, NOW)
    assert len(copies.kept(ahead, NOW)) == min(10, len(set(ahead)))


def test_a_clock_set_back_two_years_costs_no_copy(store: FileStorage) -> None:
    for hour in range(5):
        store.save()
        copies.make_copy(store, NOW + timedelta(hours=hour))
    real = set(places.copy_names(store.path))
    for hour in range(20):
        store.save()
        copies.make_copy(store, NOW - timedelta(days=730) + timedelta(hours=hour))
    assert real <= set(places.copy_names(store.path))
    store.save()
    copies.make_copy(store, NOW + timedelta(hours=6))
    left = places.copy_names(store.path)
    assert len(left) == 6
    assert real <= set(left)


def test_odd_names_in_the_folder_are_left_alone(store: FileStorage) -> None:
    copies.make_copy(store, NOW)
    folder = store.path.parent / "backups"
    (folder / "notes.txt").write_text("mine")
    (folder / "cases-99999999T999999-g1.json").write_text("no such day")
    store.save()
    copies.make_copy(store, NOW)
    assert (folder / "notes.txt").exists()


# Looking


def test_looking_counts_rows_with_the_key_only(store: FileStorage, any_vault: Vault | None) -> None:
    copies.make_copy(store, NOW)
    listed = copies.list_copies(store.path, any_vault)
    assert [copy.path.name for copy in listed] == ["cases.json.prev", "cases-20261122T093000-g2.json"]
    assert [copy.rows for copy in listed] == [{}, {"clients": 2, "events": 1}]
    assert [copy.generation for copy in listed] == [1, 2]
    assert {copy.saved_at for copy in listed} == {NOW}
    without = copies.list_copies(store.path)[1]
    assert (without.rows is None) == store.encrypted
    assert without.problem == ""


def test_verify_names_each_bad_file(store: FileStorage, any_vault: Vault | None) -> None:
    good = copies.make_copy(store, NOW)
    store.save()
    bad = copies.make_copy(store, NOW)
    bad.write_bytes(bad.read_bytes()[:100])
    looked = {copy.path: copy for copy in copies.verify(store.path, any_vault)}
    assert set(looked) == {store.path, places.prev_of(store.path), good, bad}
    assert [path for path, copy in looked.items() if copy.problem] == [bad]
    assert "is cut short. It was not touched." in looked[bad].problem
    assert copies.look_at(store.path.with_name("none.json")).problem


def test_where_names_every_file(store: FileStorage) -> None:
    copies.make_copy(store, NOW)
    written = set(copies.written_files(store.path))
    assert written == {file for file in store.path.parent.rglob("*") if file.is_file()}


# Putting back


def test_restoring_loses_at_most_one_save_and_keeps_the_bad_file(store: FileStorage, any_vault: Vault | None) -> None:
    store.write({**TABLES, "events": {}})
    store.close()
    raw = store.path.read_bytes()
    rng = random.Random(1)
    for turn in range(20):
        bad = raw[: rng.randrange(len(raw) - 1)]
        store.path.write_bytes(bad)
        with pytest.raises(Refused) as caught:
            FileStorage.open(store.path, vault=any_vault)
        assert caught.value.copies[0] == places.prev_of(store.path)
        done = restoring.restore(store.path, caught.value.copies[0], NOW + timedelta(minutes=turn), vault=any_vault)
        assert done.kept_as is not None
        assert done.kept_as.name == f"cases.damaged-20261122T09{30 + turn if turn < 30 else turn - 30}00.json"
        assert done.kept_as.read_bytes() == bad
        assert done.source.rows == {"clients": 2, "events": 1}
        again = FileStorage.open(store.path, vault=any_vault)
        assert {**again.read(), "audit": {}} == {**TABLES, "audit": {}}
        assert [row["action"] for row in again.read()["audit"].values()] == ["restored"]
        again.close()
    assert len(places.damaged_files(store.path)) == 20


def test_a_bad_copy_is_not_restored(store: FileStorage, any_vault: Vault | None) -> None:
    made = copies.make_copy(store, NOW)
    store.close()
    made.write_bytes(made.read_bytes().replace(b'"gen":2', b'"gen":3'))
    before = store.path.read_bytes()
    with pytest.raises(Damaged, match=made.name) as caught:
        restoring.restore(store.path, made, NOW, vault=any_vault)
    assert isinstance(caught.value, ChangedOutside) == (any_vault is None)
    assert store.path.read_bytes() == before
    assert places.damaged_files(store.path) == []


def test_restoring_needs_the_file_closed_and_the_passphrase(store: FileStorage) -> None:
    made = copies.make_copy(store, NOW)
    with pytest.raises(Busy):
        restoring.restore(store.path, made, NOW, vault=store.vault)
    store.close()
    if store.encrypted:
        with pytest.raises(NeedsPassphrase):
            restoring.restore(store.path, made, NOW)


def test_restoring_where_the_file_is_gone_or_a_folder(store: FileStorage, any_vault: Vault | None) -> None:
    made = copies.make_copy(store, NOW)
    store.close()
    store.path.unlink()
    assert restoring.restore(store.path, made, NOW, vault=any_vault).kept_as is None
    store.path.unlink()
    store.path.mkdir()
    done = restoring.restore(store.path, made, NOW, vault=any_vault)
    assert done.kept_as is not None
    assert done.kept_as.is_dir()
    assert FileStorage.open(store.path, vault=any_vault).read().items() >= TABLES.items()


@pytest.mark.parametrize("operation", ["create", "write", "fsync", "link", "replace", "sync_folder"])
@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_fails_leaves_the_bad_file_where_it_was(
    store: FileStorage, any_vault: Vault | None, operation: str, there: bool
) -> None:
    made = copies.make_copy(store, NOW)
    store.close()
    store.path.write_bytes(b"bad") if there else store.path.unlink()

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "planted")

    disk = Disk()
    setattr(disk, operation, fail)
    if operation == "link":
        restoring.restore(store.path, made, NOW, vault=any_vault, disk=disk)
        return
    with pytest.raises(NotRestored, match="the disk reported an error"):
        restoring.restore(store.path, made, NOW, vault=any_vault, disk=disk)
    assert (store.path.read_bytes() == b"bad") if there else not store.path.exists()
    assert places.damaged_files(store.path) == []
    assert not places.new_of(store.path).exists()


def test_a_copy_that_is_not_there(store: FileStorage) -> None:
    store.close()
    with pytest.raises(Refused):
        restoring.restore(store.path, store.path.with_name("none.json"), NOW)
    with pytest.raises(NoCaseFile):
        FileStorage.open(store.path.with_name("none.json"))


# Cleaning


def without_jo(tables: dict) -> dict:
    return {
        **tables,
        "clients": {key: row for key, row in tables.get("clients", {}).items() if key != "1"},
        "events": {key: row for key, row in tables.get("events", {}).items() if row["client"] != "1"},
    }


def test_an_erased_person_is_in_no_file(store: FileStorage, any_vault: Vault | None) -> None:
    folder = store.path.parent
    for hour in range(3):
        copies.make_copy(store, NOW + timedelta(hours=hour))
        store.save()
    unreadable = places.copy_names(store.path)[0]
    unreadable.write_bytes(store.path.read_bytes().replace(b'"gen"', b'"Gen"') + b"Jo Marmalade")
    (folder / "cases.damaged-20260101T000000.json").write_text("half of Jo Marmalade")
    (folder / "cases.json.new").write_text("Jo Marmalade")
    (folder / "backups" / "cases-20261122T093000-g1.json.new").write_text("Jo Marmalade")
    for other in ("cases2.json.new", "cases-x.json.new"):
        (folder / other).write_text("another program's")
    store.write(without_jo(store.read()))
    result = rewrite_copies(store, without_jo, none_may_stay=True)
    assert files_with(folder, "Marmalade") == []
    assert unreadable in result.deleted
    assert len(result.deleted) == 2
    assert len(result.cleaned) == 3
    assert result.left == ()
    assert (folder / "cases2.json.new").exists()
    assert (folder / "cases-x.json.new").exists()
    assert store.read()["clients"] == {"2": {"name": "Al"}}
    looked = copies.verify(store.path, any_vault)
    assert [copy.problem for copy in looked] == [""] * len(looked)
    for copy in looked:
        assert copy.rows is not None
        assert copy.rows["clients"] == 1
    store.save()
