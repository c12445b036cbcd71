"""Acts of several steps: what each leaves on disk, in its tables and for whoever has the old passphrase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from ipstui.casework.events import Note
from ipstui.casework.people import Client, Employer, Settings
from ipstui.exchange.outside import write_folder_outside
from ipstui.store import acts, copies, intent, leaving, places, rekeying, restoring
from ipstui.store.caseload import Caseload
from ipstui.store.disk import Disk
from ipstui.store.erase import erase_client
from ipstui.store.errors import NeedsPassphrase, NotCopied, NotSaved, Refused, WrongPassphrase
from ipstui.store.migrations import SCHEMA
from ipstui.store.reading import read_checked
from ipstui.store.storage import FileStorage
from ipstui.store.vault import KEYS, Kdf, Vault
from tests.machine import OwnDisk

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
PASSPHRASE, OTHER = "four plain unrelated words", "some other words entirely"
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


class Full(OwnDisk):
    """A disk with room for so many files more."""

    room: int | None = None

    def create(self, path: Path) -> int:
        if self.room is not None:
            if not self.room:
                raise OSError(28, "No space left on device")
            self.room -= 1
        return super().create(path)


def begun(path: Path, vault: Vault | None = None, disk: Disk | None = None) -> Caseload:
    caseload = Caseload.create(path, vault=vault, disk=disk, clock=lambda: NOW)
    for number in range(3):
        caseload.record(
            Client(id=f"c{number}", name=("Sam Ash", "Mo Samways", "Al Ives")[number]),
            Note(client=f"c{number}", on=DAY, note=f"marmalade {number}"),
            label="added",
        )
        copies.make_copy(caseload.storage, NOW)
    return caseload


def in_clear(folder: Path, word: bytes = b"marmalade") -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file() and word in file.read_bytes())


def opens(path: Path, passphrase: str) -> bool:
    found = read_checked(path)[1]
    try:
        found.open(Vault.unlock(found.head.slots, passphrase))
    except (WrongPassphrase, Refused):
        return False
    return True


# A new key


def test_a_new_passphrase_is_a_new_key_and_old_copies_stay_known(case_path: Path, vault: Vault) -> None:
    with begun(case_path, vault) as caseload:
        older = places.copy_names(case_path)
        fresh, code = Vault.create(OTHER, cost=CHEAP)
        assert fresh._open_key() != vault._open_key()
        done = rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=False)
        assert (done.copies.cleaned, done.unfinished) == ((), "")
        assert caseload.vault is fresh
        assert "passphrase changed" in [row["action"] for row in caseload.audit()]
        assert not intent.pending(caseload.storage.read())
        copies.make_copy(caseload.storage, NOW)
        assert [copy.rows is not None for copy in copies.verify(case_path, fresh)] == [True] * 6
    assert opens(case_path, OTHER)
    assert opens(case_path, code)
    assert opens(places.prev_of(case_path), OTHER), "the save before is behind the new key too"
    assert not opens(case_path, PASSPHRASE)
    assert all(opens(copy, PASSPHRASE) for copy in older), "as was said"
    with Caseload.open(case_path, vault=Vault.unlock(fresh.slots, OTHER)) as again:
        erase_client(again, again.clients["c0"])
        assert not [copy for copy in copies.verify(case_path, again.storage.vault) if copy.problem]
        assert all(opens(copy, OTHER) for copy in older), "cleaned, and behind the key of today"


def test_carried_copies_open_with_the_new_passphrase_only(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    with begun(case_path, vault) as caseload:
        fresh, _ = Vault.create(OTHER, cost=CHEAP)
        done = rekeying.change_key(caseload.storage, fresh, "code", NOW, carry=True)
        assert len(done.copies.cleaned) == 4
        assert fresh.former == ()
        assert not caseload.storage.read().get(KEYS)
        caseload.storage.save()
    for file in [case_path, *places.restorable(case_path)]:
        assert opens(file, OTHER)
        assert not opens(file, PASSPHRASE)


def test_a_copy_in_the_second_folder_is_known_after_it_was_carried_and_cleaned_with_the_person(
    case_path: Path, tmp_path: Path, vault: Vault
) -> None:
    """Its name said whose it is by the key that it no longer has: nothing found it, and the erased stayed in it."""

    class Telling(OwnDisk):
        def unlink(self, path: Path) -> None:
            super().unlink(path)
            told.append(path)

        def sync_folder(self, folder: Path) -> None:
            super().sync_folder(folder)
            told.append(folder)

    told: list[Path] = []
    second = tmp_path / "stick"
    second.mkdir()
    with begun(case_path, vault, Telling()) as caseload:
        caseload.record(Settings(second_folder=str(second)), label="second folder")
        former = copies.make_copy(caseload.storage, NOW, folder=second)
        told.clear()
        fresh, _ = Vault.create(OTHER, cost=CHEAP)
        rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=True)
        kept = list(second.iterdir())
        assert len(kept) == 1
        assert second in told[told.index(former) :], "a power cut would bring the old name back"
        assert kept[0] in copies.written_files(case_path, fresh, also=second)
        caseload.load()
        erase_client(caseload, caseload.clients["c0"])
        tables, _ = read_checked(kept[0])[1].open(fresh)
        assert "marmalade 0" not in str(tables)


def test_a_second_folder_that_is_given_up_is_noted_in_the_same_save(
    case_path: Path, tmp_path: Path, vault: Vault
) -> None:
    places_given = [tmp_path / "one", tmp_path / "two"]
    with begun(case_path, vault) as caseload:
        caseload.record(Settings(second_folder=str(places_given[0])), label="second folder")
        assert not caseload.outside()
        saves = caseload.generation
        caseload.record(Settings(second_folder=str(places_given[1])), label="another")
        assert caseload.generation == saves + 1
        caseload.record(Settings(second_folder=str(places_given[1]), specialist="Jo"), label="a name")
        caseload.undo()
        caseload.undo()
        assert [row["where"] for row in caseload.outside()] == [str(each) for each in places_given]


def test_a_new_code_asks_for_the_passphrase(vault: Vault) -> None:
    made, code = rekeying.with_new_code(vault, PASSPHRASE)
    for typed in (PASSPHRASE, code):
        assert Vault.unlock(made.slots, typed)
    with pytest.raises(WrongPassphrase):
        rekeying.with_new_code(vault, code)


def test_no_room_for_a_change_of_key_costs_no_copy_and_goes_on_later(case_path: Path, vault: Vault) -> None:
    disk = Full()
    with begun(case_path, vault, disk) as caseload:
        before = {copy: copy.read_bytes() for copy in places.copy_names(case_path)}
        disk.room = 2
        fresh, _ = Vault.create(OTHER, cost=CHEAP)
        done = rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=True)
        assert done.unfinished == (
            "The passphrase is changed. 3 of the copies may still open with the old one (the disk is full). "
            "The next opening goes on with it."
        )
        assert [copy.read_bytes() for copy in before] == list(before.values())
        disk.room = None
        caseload.record(Note(client="c1", on=DAY, note="after"), label="note")
    with Caseload.open(case_path, vault=Vault.unlock(fresh.slots, OTHER), clock=lambda: NOW) as again:
        assert again.notice == (
            "Changing the passphrase was broken off (2026-11-22). Finished now: 4 copies rewritten, 0 files deleted."
        )
    assert all(opens(copy, OTHER) for copy in before)


def test_a_key_that_was_not_saved_is_not_the_key(case_path: Path, vault: Vault) -> None:
    disk = Full()
    with begun(case_path, vault, disk) as caseload:
        disk.room = 0
        with pytest.raises(NotSaved, match="intact"):
            rekeying.change_key(caseload.storage, Vault.create(OTHER, cost=CHEAP)[0], "passphrase", NOW, carry=True)
        assert caseload.vault is vault
        disk.room = None
        caseload.record(Note(client="c1", on=DAY, note="after"), label="note")
    assert opens(case_path, PASSPHRASE)


def test_encrypting_leaves_nothing_in_clear_or_says_what(case_path: Path) -> None:
    disk = Full()
    with begun(case_path, None, disk) as caseload:
        spoilt = places.copy_names(case_path)[1]
        spoilt.write_bytes(spoilt.read_bytes()[:-9])
        case_path.with_name("cases.damaged-20260101T000000.json").write_bytes(case_path.read_bytes())
        disk.room = 3
        done = rekeying.change_key(caseload.storage, Vault.create(OTHER, cost=CHEAP)[0], "encrypt", NOW, carry=True)
        assert done.copies.deleted == (spoilt,)
        assert "2 of the files beside it may still be in clear" in done.unfinished
        assert len(in_clear(case_path.parent)) == 2
        disk.room = None
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(case_path)
    with Caseload.open(case_path, vault=Vault.unlock(locked.value.slots, OTHER)) as again:
        assert "Encrypting was broken off" in again.notice
    assert in_clear(case_path.parent) == []


# Erasing


def test_files_and_names_belong_to_people_by_id_and_whole(case_path: Path) -> None:
    with begun(case_path) as caseload:
        caseload.note_outside("hand-over", Path("/x/sam.json"), "c0")
        caseload.note_outside("hand-over", Path("/x/samways and sam.json"), "c1")
        caseload.note_outside("backup", Path("/home/sam/all.json"))
        caseload.record(Client(id="c0", name="Samuel Birch"), label="married")
        caseload.record(
            Note(id="former", client="c1", on=DAY, note="came with Sam\nAsh"),
            Note(id="part", client="c1", on=DAY, note="Samuel the other"),
            Employer(id="emp", name="Bakery", attitude="likes SAMUEL  BIRCH"),
            label="others",
        )
        erased = erase_client(caseload, caseload.clients["c0"])
        assert sorted(erased.mentions) == [("employers", "emp"), ("events", "former")]
        assert [row["where"] for row in caseload.outside()] == [
            str(Path("/x/samways and sam.json")),
            str(Path("/home/sam/all.json")),
        ]


def test_an_erasure_that_cannot_be_finished_says_so_and_goes_on(case_path: Path) -> None:
    disk = Full()
    with begun(case_path, None, disk) as caseload:
        disk.room = 2
        erased = erase_client(caseload, caseload.clients["c0"])
        assert erased.unfinished == (
            "Erased from the case file. 3 of the files beside it may still hold the person (the disk is full). "
            "The next opening goes on with it."
        )
        assert "c0" not in caseload.clients
        assert len(places.copy_names(case_path)) == 3
        disk.room = None
    with Caseload.open(case_path, read_only=True) as looking:
        assert "it goes on when the case file is opened to be changed" in looking.notice
    with Caseload.open(case_path) as again:
        assert "Erasing a person was broken off" in again.notice
        assert again.audit()[-1]["records"] == [erased.id]
    assert in_clear(case_path.parent, b"Sam Ash") == []
    assert in_clear(case_path.parent, b'"c0"') == []


class Loses(OwnDisk):
    """A disk that keeps every rename but one of those to the save before, as a power cut may."""

    kept, lost = 0, 0

    def replace(self, old: Path, new: Path) -> None:
        if new.suffix == ".prev":
            self.kept += 1
            if self.kept == self.lost:
                return
        super().replace(old, new)


@pytest.mark.posix("hard links")
def test_the_save_before_names_nobody_erased_though_its_last_rename_was_lost(tmp_path: Path) -> None:
    disk = Loses()
    for lost in (0, None):
        case_path = tmp_path / str(lost) / "cases.json"
        disk.lost = disk.kept if lost is None else 0
        disk.kept = 0
        with begun(case_path, None, disk) as caseload:
            erase_client(caseload, caseload.clients["c0"])
        assert in_clear(case_path.parent, b'"c0"') == []
        assert b'"c1"' in places.prev_of(case_path).read_bytes()


def test_an_erasure_begun_by_an_earlier_ipstui_is_finished(case_path: Path) -> None:
    with begun(case_path) as caseload:
        caseload.storage.write(
            intent.with_row(
                caseload.storage.read(),
                "audit",
                {"at": "2026-11-01", "action": "erasing", "records": ["c0"], "erasure": "ab12"},
            )
        )
    with Caseload.open(case_path, clock=lambda: NOW) as again:
        assert "c0" not in again.clients
        assert [row["records"] for row in again.audit() if row["action"].startswith("eras")] == [["ab12"]]
    assert in_clear(case_path.parent, b"Sam Ash") == []


# What leaves


def test_what_leaves_is_noted_before_it_is_written(case_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with begun(case_path) as caseload:

        def look(file: Path) -> None:
            with Caseload.open(case_path, read_only=True) as beside:
                assert [row["where"] for row in beside.outside("c0")] == [str(file)]
            file.write_bytes(b"x")

        assert leaving.write_outside(caseload.storage, "hand-over", [target], look, NOW, client="c0") == ""
        assert [(row["where"], row["what"]) for row in caseload.outside()] == [(str(target), "hand-over")]
        with pytest.raises(NotCopied, match="already exists"):
            leaving.write_outside(caseload.storage, "hand-over", [target], look, NOW, client="c0")


class Meanwhile(OwnDisk):
    """A disk on which somebody else makes something just after the next save."""

    make: Callable[[], object] | None = None

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        make, self.make = self.make, None
        if make is not None:
            make()


@pytest.mark.parametrize("name", ["out.json", "out.json.new"])
def test_what_somebody_else_makes_meanwhile_is_left_alone(case_path: Path, tmp_path: Path, name: str) -> None:
    disk, target, foreign = Meanwhile(), tmp_path / "out.json", tmp_path / name
    with begun(case_path, None, disk) as caseload:
        disk.make = lambda: foreign.write_bytes(b"somebody's")
        with pytest.raises(NotCopied, match="already exists"):
            leaving.copy_out(caseload.storage, target, NOW)
        assert foreign.read_bytes() == b"somebody's"
        assert caseload.outside() == []
        assert not intent.pending(caseload.storage.read())
        with pytest.raises(NotCopied, match="already exists"):
            leaving.copy_out(caseload.storage, target, NOW)
        assert foreign.read_bytes() == b"somebody's"


def test_a_folder_somebody_else_makes_meanwhile_is_left_alone(case_path: Path, tmp_path: Path) -> None:
    disk, target = Meanwhile(), tmp_path / "mine"

    def make() -> None:
        target.mkdir()
        (target / "theirs.txt").write_bytes(b"somebody's")

    with begun(case_path, None, disk) as caseload:
        disk.make = make
        with pytest.raises(NotCopied, match="already exists"):
            write_folder_outside(caseload, "takeout", target, {"a.csv": b"x"})
        assert [file.name for file in target.iterdir()] == ["theirs.txt"]
        assert caseload.outside() == []


def test_half_of_what_was_to_leave_is_noted_as_half(case_path: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "a.json"

    def write(file: Path) -> None:
        if file == second:
            raise NotCopied("no")
        file.write_bytes(b"x")

    with begun(case_path) as caseload:
        with pytest.raises(NotCopied):
            leaving.write_outside(caseload.storage, "subject access", [first, second], write, NOW, client="c0")
        assert [row["where"] for row in caseload.outside("c0")] == [str(first)]
        assert not intent.pending(caseload.storage.read())


def test_what_could_not_be_saved_goes_elsewhere_and_is_noted_with_the_next_save(
    case_path: Path, tmp_path: Path
) -> None:
    disk = Full()
    with begun(case_path, None, disk) as caseload:
        disk.room = 0
        with pytest.raises(NotSaved) as caught:
            caseload.record(Client(id="new", name="New"), label="added")
        disk.room = 1
        written = caseload.keep_elsewhere(tmp_path / "elsewhere.json", caught.value.whole or b"")
        with Caseload.open(written) as other:
            assert "new" in other.clients
        disk.room = 0
        with pytest.raises(NotSaved):
            caseload.record(Client(id="new", name="New"), label="added")
        assert caseload.outside() == []
        disk.room = None
        for name in ("new", "newer"):
            caseload.record(Client(id=name, name="New"), label="added")
        assert [row["where"] for row in caseload.outside()] == [str(written)]


# Putting back


def test_an_open_caseload_goes_back_to_a_copy_and_goes_on(case_path: Path, any_vault: Vault | None) -> None:
    disk = Full()
    with begun(case_path, any_vault, disk) as caseload:
        source = places.copy_names(case_path)[-1]
        disk.room = 1  # for the note that it is begun
        with pytest.raises(NotSaved):
            restoring.put_back(caseload.storage, source, NOW)
        disk.room = None
        caseload.record(Note(client="c1", on=DAY, note="goes on"), label="note")
        assert not places.damaged_files(case_path)
        done = restoring.put_back(caseload.storage, source, NOW)
        caseload.load()
        assert done.kept_as in places.damaged_files(case_path)
        assert len(caseload.clients) == 1
        assert caseload.audit()[-1]["action"] == "restored"
        caseload.record(Client(id="new", name="New"), label="added")
    with Caseload.open(case_path, vault=any_vault) as again:
        assert len(again.clients) == 2
        assert again.notice == ""


def test_a_copy_from_before_the_new_passphrase_is_put_back_behind_the_new_one(case_path: Path, vault: Vault) -> None:
    with begun(case_path, vault) as caseload:
        source = places.copy_names(case_path)[-1]
        fresh, _ = Vault.create(OTHER, cost=CHEAP)
        rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=False)
        restoring.put_back(caseload.storage, source, NOW)
        caseload.load()
        assert len(caseload.clients) == 1
    assert opens(case_path, OTHER)
    with Caseload.open(case_path, vault=fresh):
        assert not [copy for copy in copies.verify(case_path, fresh) if copy.problem or copy.rows is None]
    restoring.restore(case_path, source, NOW, vault=fresh)
    with Caseload.open(case_path, vault=Vault.unlock(fresh.slots, OTHER)) as again:
        assert [copy.rows is not None for copy in copies.verify(case_path, again.storage.vault)].count(False) == 0


@pytest.mark.parametrize("act", ["restore", "erase", "passphrase", "backup"])
@pytest.mark.parametrize("closed", [False, True])
def test_the_save_before_is_put_back_without_what_was_under_way_in_it(
    case_path: Path, tmp_path: Path, vault: Vault, act: str, closed: bool
) -> None:
    """It was written half-way through the act, which was finished since: that it was broken off is not true."""
    with begun(case_path, vault) as caseload:
        if act == "restore":
            restoring.put_back(caseload.storage, places.copy_names(case_path)[0], NOW)
        elif act == "erase":
            erase_client(caseload, caseload.clients["c0"])
        elif act == "passphrase":
            fresh, _ = Vault.create(OTHER, cost=CHEAP)
            rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=False)
        else:
            leaving.copy_out(caseload.storage, tmp_path / "elsewhere.json", NOW)
        key = caseload.storage.vault
        if not closed:
            restoring.put_back(caseload.storage, places.prev_of(case_path), NOW)
    if closed:
        restoring.restore(case_path, places.prev_of(case_path), NOW, vault=key)
    with Caseload.open(case_path, vault=key, clock=lambda: NOW) as again:
        assert again.notice == ""
        assert len(again.outside()) == (act == "backup")
        assert ("c0" in again.clients) == (act != "erase")


def test_a_copy_put_back_forgets_no_file_that_lies_outside(case_path: Path, tmp_path: Path) -> None:
    """Whoever is erased later is named there too, although the copy is from before it was written."""
    with begun(case_path) as caseload:
        older = places.copy_names(case_path)[0]
        target, _ = leaving.copy_out(caseload.storage, tmp_path / "elsewhere.json", NOW)
        restoring.put_back(caseload.storage, older, NOW)
        caseload.load()
        assert [row["where"] for row in caseload.outside()] == [str(target)]
    restoring.restore(case_path, older, NOW)
    with Caseload.open(case_path) as again:
        assert [row["where"] for row in again.outside()] == [str(target)]
    case_path.write_bytes(b"{")
    restoring.restore(case_path, older, NOW)
    with Caseload.open(case_path) as again:
        assert not again.outside()


def test_a_copy_put_back_forgets_nothing_that_others_were_given(case_path: Path) -> None:
    """A calendar would take no older entry for a newer, and files of outcomes would name people anew."""
    given = {"calendar": {"1": {"booking": "b", "sequence": 4}}, "outcomes": {"1": {"key": "00"}}}
    with begun(case_path) as caseload:
        caseload.storage.write({**caseload.storage.read(), **given})
        restoring.put_back(caseload.storage, places.copy_names(case_path)[0], NOW)
        tables = caseload.storage.read()
    assert {name: tables[name] for name in given} == given


def test_a_copy_put_back_forgets_no_second_folder(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    with begun(case_path, vault) as caseload:
        older = places.copy_names(case_path)[0]
        caseload.record(Settings(second_folder=str(tmp_path)), label="second folder")
        restoring.put_back(caseload.storage, older, NOW)
        caseload.load()
        assert caseload.second_folder == tmp_path
        caseload.record(Settings(second_folder=str(tmp_path), specialist="Jo"), label="a name")
        restoring.put_back(caseload.storage, older, NOW)
        caseload.load()
        assert caseload.settings == Settings(second_folder=str(tmp_path))


def test_somebody_who_is_being_erased_does_not_come_back_with_a_copy(case_path: Path) -> None:
    disk = Full()
    with begun(case_path, disk=disk) as caseload:
        disk.room = 1
        assert erase_client(caseload, caseload.clients["c0"]).unfinished
        disk.room = None
        restoring.put_back(caseload.storage, places.copy_names(case_path)[0], NOW)
        caseload.load()
        assert "c0" not in caseload.clients
    with Caseload.open(case_path, clock=lambda: NOW) as again:
        assert "Erasing a person was broken off" in again.notice
    assert (
        in_clear(case_path.parent, b"marmalade 0")
        == [file.name for file in places.damaged_files(case_path) if b"marmalade 0" in file.read_bytes()]
        == []
    )


def test_a_copy_of_another_passphrase_asks_for_it(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    with begun(case_path, vault):
        pass
    other, _ = Vault.create(OTHER, cost=CHEAP)
    with pytest.raises(NeedsPassphrase) as asked:
        restoring.restore(case_path, places.copy_names(case_path)[0], NOW, vault=other)
    assert Vault.unlock(asked.value.slots, PASSPHRASE)
    looked = copies.look_at(case_path, other)
    assert (looked.problem, looked.rows) == ("", None)


# What a crash leaves


def test_files_half_written_are_listed_and_swept_at_opening(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    begun(case_path, vault).close()
    copy = places.copy_names(case_path)[0]
    page = places.pages_folder(case_path) / "page-00ff.html"
    page.parent.mkdir()
    half = [places.new_of(file) for file in (case_path, places.prev_of(case_path), copy, page)]
    for file in half:
        file.write_bytes(b"half")
    (copy.parent / "mine.json.new").write_bytes(b"mine")
    assert set(half) <= set(copies.written_files(case_path, vault))
    Caseload.open(case_path, vault=vault, read_only=True).close()
    assert all(file.exists() for file in half)
    Caseload.open(case_path, vault=vault).close()
    assert not [file for file in half if file.exists()]
    assert (copy.parent / "mine.json.new").exists()


def test_an_act_of_a_later_ipstui_is_left_alone(case_path: Path) -> None:
    with begun(case_path) as caseload:
        storage = caseload.storage
        storage.write(intent.noted(storage.read(), intent.begun("fly", NOW)))
    with Caseload.open(case_path) as again:
        assert "“fly” was broken off" in again.notice
        assert [each.act for each in intent.pending(again.storage.read())] == ["fly"]


@pytest.mark.parametrize("spoilt", [{"intents": {"1": {"id": 5}}}, {"intents": {"1": {"act": "erase"}}}])
def test_intents_that_another_program_spoilt_are_damage(case_path: Path, spoilt: dict) -> None:
    FileStorage.create(case_path, tables={"store": {"1": {"schema": SCHEMA}}, **spoilt}).close()
    with pytest.raises(Refused, match="cannot be read"):
        Caseload.open(case_path)


def test_every_act_is_in_the_table() -> None:
    named = {*get_args(leaving.Leaving), "erase", "passphrase", "code", "encrypt"}
    assert set(acts.ACTS) == named | {"restore"}
