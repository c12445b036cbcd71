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

from ipstui.casework.people import Client
from ipstui.store import copies, leaving, places, records, restoring, seen
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
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
from tests.machine import OwnDisk

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


def test_one_copy_at_each_opening_after_a_save_and_one_each_hour(store: FileStorage, any_vault: Vault | None) -> None:
    made = copies.copy_if_due(store, NOW)
    store.save()
    assert copies.copy_if_due(store, NOW + timedelta(minutes=59)) is None
    assert copies.copy_if_due(store, NOW + timedelta(minutes=60)) != made
    store.save()
    assert copies.copy_if_due(store, NOW - timedelta(days=730)), "the clock was set back"
    store.save()
    count = 3
    for minutes in (1, 2, 3):
        store.close()
        store = FileStorage.open(store.path, vault=any_vault, clock=lambda: NOW)
        assert copies.copy_if_due(store, NOW + timedelta(minutes=minutes)), "of what the sitting before saved"
        count += 1
        assert len(places.copy_names(store.path)) == count
        assert copies.copy_if_due(store, NOW + timedelta(minutes=minutes + 1)) is None
        store.save()
    store.close()
    for minutes in (4, 5):
        store = FileStorage.open(store.path, vault=any_vault, clock=lambda: NOW)
        copies.copy_if_due(store, NOW + timedelta(minutes=minutes))
        store.close()
        assert len(places.copy_names(store.path)) == count + 1, "nothing was saved since"


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


def numbered(moments: list[datetime]) -> list[copies.Made]:
    """Copies made one after the other, a save before each."""
    return list(enumerate(moments, start=1))


def test_ten_recent_fourteen_daily_eight_weekly_none_older_than_ninety_days() -> None:
    hourly = [NOW - timedelta(hours=hour) for hour in range(24 * 200)]
    keep = sorted((moment for _, moment in copies.kept(numbered(hourly[::-1]))), reverse=True)
    assert keep[:10] == hourly[:10]
    daily = {moment.date() for moment in keep}
    assert {NOW.date() - timedelta(days=day) for day in range(14)} <= daily
    assert {(NOW - timedelta(weeks=week)).isocalendar()[:2] for week in range(8)} <= {k.isocalendar()[:2] for k in keep}
    assert len(keep) <= 32
    assert min(keep) >= NOW - timedelta(days=90)
    rare = numbered([NOW - timedelta(days=30 * month) for month in reversed(range(10))])
    assert copies.kept(rare) == set(rare[-8:]), "the newest five, though one is 120 days old, and 90 days before it"


moments = st.lists(st.integers(-90_000, 90_000).map(lambda hours: NOW + timedelta(hours=hours)), max_size=80)


@settings(max_examples=80)
@given(moments)
def test_whatever_the_clock_did_the_newest_five_stay_and_one_pass_settles_it(made: list[datetime]) -> None:
    among = numbered(made)
    keep = copies.kept(among)
    assert keep <= set(among)
    assert copies.kept(keep) == keep
    assert set(among[-5:]) <= keep, "the last five saves"
    assert set(sorted(among, key=lambda one: (one[1], one[0]))[-5:]) <= keep, "the last five dates"


@settings(max_examples=60)
@given(moments, st.integers(-90_000, 90_000))
def test_the_clock_itself_deletes_nothing(made: list[datetime], hours: int) -> None:
    """One opening on another day, by a wrong clock or --today: the copies of before stay, then and afterwards."""
    settled = sorted(copies.kept(numbered(sorted(made))))[-5:]
    odd = ((settled[-1][0] if settled else 0) + 1, NOW + timedelta(hours=hours))
    then = copies.kept([*settled[-4:], odd])
    assert then == {*settled[-4:], odd}
    assert copies.kept([*then, (odd[0] + 1, NOW)]) >= {*settled[-3:], odd, (odd[0] + 1, NOW)}


@settings(max_examples=60)
@given(st.lists(st.integers(-90_000, 90_000), min_size=1, max_size=4))
def test_a_few_openings_by_a_wrong_clock_make_no_copy_too_old(hours: list[int]) -> None:
    among = numbered([NOW + timedelta(hours=hour) for hour in range(10)])
    odd = list(enumerate((NOW + timedelta(hours=hour) for hour in hours), start=11))
    assert {*among[len(odd) :], *odd} <= copies.kept([*among, *odd])


def test_an_absence_of_a_year_costs_no_recent_copy(store: FileStorage) -> None:
    for hour in range(5):
        store.save()
        copies.make_copy(store, NOW + timedelta(hours=hour))
    real = places.copy_names(store.path)
    store.save()
    copies.make_copy(store, NOW + timedelta(days=366))
    assert set(real[:4]) <= set(places.copy_names(store.path))


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
    assert real <= set(places.copy_names(store.path))


# Of sync programs

CLASHED = (
    "cases-LAPTOP7.json",
    "cases (1).json",
    "cases 2.json",
    "cases (LAPTOP7's conflicted copy 2026-11-22).json",
    "cases.sync-conflict-20261122-093000-ABCDEFG.json",
    "cases-LAPTOP7.json.prev",
    "cases_conflict-20261122-093000.json",
    "cases_LAPTOP7_Nov-22-093000-2026_Conflict.json",
    "cases [Conflict].json",
    "cases.conflict.json",
    "cases~LAPTOP7.json",
    "cases - Copy (2).json",
    "cases copy 2.json",
    "Copy of cases.json",
    "cases.json~",
    "cases.json.bak",
    "cases.json (1)",
    "backups/cases-20261122T093000-g2 (1).json",
    "backups/cases-20261122T093000-g2-LAPTOP7.json",
)
NOT_OURS = ("cases-work.json", "cases-notes.json", "backups/cases-work-20261122T093000-g2.json", "casesbook.json")


def test_copies_of_sync_programs_are_told_listed_verified_and_cleaned(
    case_path: Path, any_vault: Vault | None, tmp_path: Path
) -> None:
    with Caseload.create(case_path, vault=any_vault, clock=lambda: NOW) as caseload:
        caseload.record(Client(id="c1", name="Jo Marmalade"), label="added")
        caseload.record(Client(id="c2", name="Al"), label="added")
        leaving.copy_out(caseload.storage, case_path.with_name("cases-mine.json"), NOW)
        copies.make_copy(caseload.storage, NOW)
        assert caseload.notice == ""
    clashed = [case_path.parent / name for name in CLASHED]
    for file in clashed:
        file.write_bytes(case_path.read_bytes())
    others = [case_path.parent / name for name in NOT_OURS]
    for file in others:
        file.write_bytes(case_path.read_bytes())
    (case_path.parent / "cases-notes.json").write_text('{"mine": 1}')
    places.lock_of(others[0]).touch()
    before = [file.read_bytes() for file in others]
    foreign = case_path.with_name("cases-OTHER.json")
    foreign.write_bytes(b'{"ipstui":' + b"Jo Marmalade, but not readable")
    with Caseload.open(case_path, vault=any_vault, clock=lambda: NOW) as caseload:
        assert "cases-LAPTOP7.json" in caseload.notice
        assert "cases-mine.json" not in caseload.notice, "it is known how that came there"
        assert set(clashed) <= set(copies.written_files(case_path, any_vault))
        assert set(clashed) <= {copy.path for copy in copies.verify(case_path, any_vault) if copy.rows}
        erased = erase_client(caseload, caseload.clients["c1"])
        assert set(clashed) <= set(erased.copies.cleaned)
        assert erased.copies.unread == (foreign,)
        for file in clashed:
            tables, _ = copies.read_good(file, any_vault)
            assert [row["id"] for row in tables["clients"].values()] == ["c2"]
    assert [file.read_bytes() for file in others] == before


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
    assert written == {seen.record_of(store.path), *(file for file in store.path.parent.rglob("*") if file.is_file())}


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

    disk = OwnDisk()
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


def test_a_copy_that_no_opening_would_take_is_bad_and_is_not_put_back(case_path: Path) -> None:
    """Another program may write what has a fitting check value and records that cannot be read."""
    odd = case_path.with_name("odd.json")
    rows = {"1": {"id": "c1", "name": "Sam", "people": 7}}
    FileStorage.create(odd, tables={"store": {"1": {"schema": 3}}, "clients": rows}).close()
    with Caseload.create(case_path) as caseload:
        copy = copies.make_copy(caseload.storage, NOW)
        copy.write_bytes(odd.read_bytes())
        assert [each.path for each in copies.verify(case_path, check=records.check) if each.problem] == [copy]
        before = case_path.read_bytes()
        with pytest.raises(Damaged, match="holds a record that cannot be read"):
            restoring.put_back(caseload.storage, copy, NOW, check=records.check)
        assert case_path.read_bytes() == before
    with pytest.raises(Damaged):
        restoring.restore(case_path, copy, NOW, check=records.check)
    assert case_path.read_bytes() == before
