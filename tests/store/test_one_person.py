"""One person erased, handed over and brought in; the audit; locking; what is left when the disk is in doubt."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ipstui.casework.events import Contact, EmployerContact, Note, Referral, VacancyConsidered
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.store import copies, erase, intent, whole
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
from ipstui.store.errors import (
    AnotherName,
    Damaged,
    Locked,
    NotACaseFile,
    NotCopied,
    NotSaved,
    OnHold,
    StoreError,
    WrongPassphrase,
)
from ipstui.store.handover import Handover, bring_in, export_client, read_handover, slots_of
from ipstui.store.migrations import SCHEMA
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault
from tests.machine import OwnDisk

DAY = date(2026, 11, 20)
PASSPHRASE = "four plain unrelated words"
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
WORDS = (b"Zebedee", b"wonderwall", b"quixotic")


class Ticking:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def fill(caseload: Caseload) -> None:
    caseload.record(
        Client(id="c1", name="Zebedee Quill", phone="0113 wonderwall"),
        Client(id="c2", name="Mo Farrow"),
        Employer(id="emp", name="Bakery"),
        Vacancy(id="vac", role="Baker", employer="emp"),
        Referral(client="c1", on=DAY),
        Note(id="n1", client="c1", on=DAY, note="quixotic plans"),
        VacancyConsidered(id="v1", client="c1", on=DAY, role="Baker", vacancy="vac"),
        Note(id="n2", client="c2", on=DAY, note="kept words"),
        label="begun",
    )


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_nothing_of_an_erased_person_is_in_any_plain_file(case_path: Path) -> None:
    clock = Ticking()
    with Caseload.create(case_path, clock=clock) as caseload:
        fill(caseload)
        copies.make_copy(caseload.storage, clock())
        caseload.record(Client(id="c1", name="Zebedee Quill", phone="wonderwall 2"), label="phone")
        copies.make_copy(caseload.storage, clock())
        caseload.note_outside("hand-over", Path("/elsewhere/zebedee.json"), "c1")
        caseload.note_outside("backup", Path("/elsewhere/all.json"))
        assert all(word in everything_in(case_path.parent) for word in WORDS)
        case_path.with_name("cases.json.new").write_bytes(b"wonderwall left by a crash")

        erased = erase_client(caseload, caseload.clients["c1"])

        assert [line.split(" (")[0] for line in erased.outside] == [
            str(Path("/elsewhere/zebedee.json")),
            str(Path("/elsewhere/all.json")),
        ]
        found = everything_in(case_path.parent)
        assert not [word for word in (*WORDS, b'"c1"', b'"n1"', b"zebedee") if word in found]
        assert b"kept words" in found
        assert caseload.audit()[-1]["action"] == "erased"
        assert caseload.audit()[-1]["records"] == [erased.id]
        assert [row["action"] for row in caseload.audit()].count("erased") == 1
        assert set(caseload.clients) == {"c2"}
        assert caseload.undo() is None
    for copy in copies.list_copies(case_path):
        assert not copy.problem
        assert copy.rows is not None
        assert copy.rows["clients"] == 1


def test_an_erased_person_is_in_no_encrypted_copy_either(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    clock, second = Ticking(), tmp_path / "stick"
    second.mkdir()
    with Caseload.create(case_path, clock=clock, vault=vault) as caseload:
        caseload.record(Settings(second_folder=str(second)), label="second folder")
        fill(caseload)
        copies.make_copy(caseload.storage, clock())
        copies.make_copy(caseload.storage, clock(), folder=second)
        erased = erase_client(caseload, caseload.clients["c1"])
        looked = copies.list_copies(case_path, vault, also=second)
        assert len(looked) == len(erased.copies.cleaned) == 3
        for copy in looked:
            with Caseload.open(copy.path, vault=vault, read_only=True) as opened:
                assert "c1" not in opened.clients
                assert opened.events_of("c1") == []
        caseload.record(Settings(second_folder=str(tmp_path / "gone")), label="unplugged")
        assert "not there now" in erase_client(caseload, caseload.clients["c2"]).outside[-1]


def test_a_held_person_is_not_erased(case_path: Path) -> None:
    with Caseload.create(case_path) as caseload:
        caseload.record(Client(id="c1", name="Zebedee", retention_hold=True), label="held")
        with pytest.raises(OnHold, match="hold"):
            erase_client(caseload, caseload.clients["c1"])
        assert "c1" in caseload.clients


def test_names_in_the_records_of_others_are_told(case_path: Path) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        caseload.record(
            EmployerContact(
                id="ec", client="", employer="emp", mode="face_to_face", on=DAY, note="about Zebedee Quill"
            ),
            label="contact",
        )
        assert erase_client(caseload, caseload.clients["c1"]).mentions == (("events", "ec"),)


def test_an_erasure_that_a_crash_broke_off_is_finished_at_the_next_opening(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        copies.make_copy(caseload.storage, datetime(2026, 11, 22, tzinfo=UTC))
        with monkeypatch.context() as patch:
            patch.setattr("ipstui.store.rewriting._rewritten", _killed)
            with pytest.raises(KeyboardInterrupt):
                erase_client(caseload, caseload.clients["c1"])
    assert b"wonderwall" in everything_in(case_path.parent)
    with Caseload.open(case_path) as again:
        assert [row["action"] for row in again.audit() if row["action"].startswith("eras")] == ["erased"]
        assert "Erasing a person was broken off" in again.notice
        assert "Finished now: 2 copies cleaned" in again.notice
    assert b"wonderwall" not in everything_in(case_path.parent)


def test_the_save_before_never_names_whom_no_erasure_under_way_names(case_path: Path) -> None:
    """A crash right after the erasure would leave the id there until somebody saved something."""

    class Watched(OwnDisk):
        def replace(self, path: Path, over: Path) -> None:
            super().replace(path, over)
            if over == case_path and armed and b'"intents":{"' not in case_path.read_bytes():
                files = [file for file in case_path.parent.rglob("*") if file.is_file()]
                assert not [file for file in files if b'"c1"' in file.read_bytes()]
                done.append(over)

    armed, done = False, []
    with Caseload.create(case_path, disk=Watched()) as caseload:
        fill(caseload)
        copies.make_copy(caseload.storage, datetime(2026, 11, 22, tzinfo=UTC))
        armed = True
        erase_client(caseload, caseload.clients["c1"])
    assert done


def test_a_calendar_forgets_the_bookings_of_an_erased_person(case_path: Path) -> None:
    """By id and day only; but the day is theirs as well."""
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        given = {"1": {"booking": "n1", "on": "2026-12-01"}, "2": {"booking": "n2", "on": "2026-12-02"}}
        caseload.storage.write({**caseload.storage.read(), "calendar": given})
        erase_client(caseload, caseload.clients["c1"])
        assert [row["booking"] for row in caseload.storage.read()["calendar"].values()] == ["n2"]


def test_an_erasure_of_nobody_takes_nothing(case_path: Path) -> None:
    """What is about nobody in particular has no client: an intent without one must not sweep it away."""
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        caseload.record(Note(client="", on=DAY, note="about the service"), label="note")
        caseload.storage.write(
            intent.noted(caseload.storage.read(), intent.begun("erase", datetime(2026, 11, 22, tzinfo=UTC)))
        )
    with Caseload.open(case_path) as again:
        assert len(again.events_of("")) == 1
        assert not intent.pending(again.storage.read())


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_after_an_erasure_the_sitting_goes_on(case_path: Path) -> None:
    """The second save after one ended the program: the rows were numbered behind the open table's back."""
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        erase_client(caseload, caseload.clients["c1"])
        for turn in range(4):
            caseload.record(Note(client="c2", on=DAY, note=f"after {turn}"), label="note")
        erase_client(caseload, caseload.clients["c2"])
        for turn in range(4):
            caseload.record(Client(id=f"d{turn}", name="New"), label="client")
            caseload.undo()
        numbers = list(caseload.storage.read()["audit"])
    assert len(numbers) == len(set(numbers))
    with Caseload.open(case_path) as again:
        assert [row["action"] for row in again.audit()].count("erased") == 2


def test_the_audit_names_fields_and_no_content(case_path: Path) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        caseload.record(Client(id="c1", name="Zebedee Quill", phone="wonderwall 2"), label="quixotic label")
        caseload.record(Contact(client="c1", mode="face_to_face", on=DAY, note="wonderwall"), label="contact")
        caseload.undo()
        rows = caseload.audit()
    assert rows[0]["action"] == "begun without encryption"
    assert "phone" in rows[2]["fields"]
    assert "gp" not in rows[2]["fields"]
    assert rows[3]["fields"] == ["mode", "note", "on"]
    assert not [word for word in WORDS if word in repr(rows).encode()]


def test_a_person_is_handed_over_and_brought_in_once(case_path: Path, tmp_path: Path) -> None:
    target, there = tmp_path / "one person.json", tmp_path / "there" / "cases.json"
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        export_client(caseload, caseload.clients["c1"], target, "words of its own", cost=CHEAP)
        assert caseload.outside("c1")[0]["where"] == str(target)
        with pytest.raises(NotCopied, match="already exists"):
            export_client(caseload, caseload.clients["c1"], target, "words of its own", cost=CHEAP)
    assert not [word for word in (*WORDS, b"Bakery") if word in target.read_bytes()]
    with pytest.raises(WrongPassphrase):
        Vault.unlock(slots_of(target), PASSPHRASE)
    handed = read_handover(target, Vault.unlock(slots_of(target), "words of its own"))
    with Caseload.create(there) as other:
        other.record(Employer(id="ours", name="bakery"), label="known")
        first = bring_in(other, handed)
        assert (first.is_new, first.events, first.employers, first.vacancies) == (True, 3, 0, 1)
        assert other.vacancies["vac"].employer == "ours"
        before = other.storage.generation
        again = bring_in(other, handed)
        assert (again.is_new, again.events, again.employers, again.vacancies) == (False, 0, 0, 0)
        assert other.storage.generation == before
        assert [event.id for event in other.events_of("c1")][1:] == ["n1", "v1"]
        assert set(other.clients) == {"c1"}


def test_what_is_no_hand_over_is_refused(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
    with pytest.raises(NotACaseFile, match="hand-over"):
        slots_of(case_path)
    two = tmp_path / "two.json"
    with Caseload.create(two, vault=vault) as caseload:
        fill(caseload)
    with pytest.raises(NotACaseFile, match="holds 2 people"):
        read_handover(two, vault)


def test_a_locked_caseload_holds_nobody_and_unlocks_to_what_it_was(case_path: Path, vault: Vault) -> None:
    with Caseload.create(case_path, vault=vault) as caseload:
        fill(caseload)
        caseload.lock()
        assert not any((caseload.clients, caseload.events_of("c1"), caseload.event_count, caseload.last_done))
        with pytest.raises(Locked):
            caseload.record(Client(id="c3", name="x"), label="x")
        with pytest.raises(WrongPassphrase):
            caseload.unlock("wrong")
        assert not caseload.clients
        caseload.unlock(PASSPHRASE)
        assert set(caseload.clients) == {"c1", "c2"}
        caseload.record(Client(id="c3", name="x"), label="x")


class Doubtful(OwnDisk):
    doubt = False

    def sync_folder(self, folder: Path) -> None:
        if self.doubt:
            raise OSError(5, "Input/output error")
        super().sync_folder(folder)

    def replace(self, old: Path, new: Path) -> None:
        if self.doubt and old.name.endswith(".prev.new") and not new.name.endswith(".prev"):
            raise OSError(5, "Input/output error")
        super().replace(old, new)


def test_memory_says_what_the_disk_says_when_the_disk_does_not_confirm(case_path: Path) -> None:
    disk = Doubtful()
    with Caseload.create(case_path, disk=disk) as caseload:
        fill(caseload)
        disk.doubt = True
        with pytest.raises(NotSaved) as doubt:
            caseload.record(Client(id="c3", name="Third"), label="third")
        assert doubt.value.uncertain
        assert "c3" in caseload.clients
        disk.doubt = False
        caseload.record(Note(client="c3", on=DAY, note="after"), label="note")
    with Caseload.open(case_path) as again:
        assert "c3" in again.clients
        assert len(again.events_of("c3")) == 1


def test_an_edit_outside_is_accepted_knowingly_and_noted(case_path: Path) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
    case_path.write_text(case_path.read_text("utf-8").replace("Mo Farrow", "Mo Farrer"), "utf-8")
    with pytest.raises(Damaged, match="changed outside"):
        Caseload.open(case_path)
    with Caseload.open(case_path, accept_edit=True) as caseload:
        assert caseload.audit()[-1]["action"] == "edit outside accepted"
        assert "audit" in caseload.notice
    with Caseload.open(case_path) as again:
        assert again.clients["c2"].name == "Mo Farrer"
        assert again.notice == ""


def test_read_only_says_so_and_changes_nothing(case_path: Path) -> None:
    with Caseload.create(case_path) as caseload:
        fill(caseload)
    before = case_path.read_bytes()
    with Caseload.open(case_path, read_only=True) as caseload:
        assert caseload.read_only
        for change in (
            lambda: caseload.record(Client(id="c3", name="x"), label="x"),
            lambda: caseload.note("x"),
            lambda: erase.erase_client(caseload, caseload.clients["c1"]),
        ):
            with pytest.raises(NotSaved, match="read only"):
                change()
        assert set(caseload.clients) == {"c1", "c2"}
    assert case_path.read_bytes() == before


@pytest.mark.parametrize(
    "spoilt",
    [
        {"clients": {"x": {"id": "c1", "name": "Ann"}}},
        {"clients": {"1": {"id": "c1", "name": "Ann"}, "01": {"id": "c2", "name": "Bob"}}},
        {"audit": {"1e5": {"action": "record"}}},
        {"audit": {"1": {"action": "record", "records": None}}},
        {"audit": {"1": {"action": "record", "records": [[]]}}},
        {"outside": {"1": {"at": 5}}},
    ],
)
def test_rows_that_another_program_spoilt_are_damage_and_not_a_crash_later(case_path: Path, spoilt: dict) -> None:
    FileStorage.create(case_path, tables={"store": {"1": {"schema": SCHEMA}}, **spoilt}).close()
    before = case_path.read_bytes()
    with pytest.raises(Damaged):
        Caseload.open(case_path)
    assert case_path.read_bytes() == before


# What a hand-over may not do


def handed_over(path: Path, tables: dict) -> Handover:
    vault, _ = Vault.create("words of its own", cost=CHEAP)
    path.write_bytes(whole.compose(whole.encode({"store": {"1": {"schema": SCHEMA}}, **tables}), 1, Ticking()(), vault))
    return read_handover(path, vault)


def numbered(*rows: dict) -> dict:
    return {str(number): row for number, row in enumerate(rows, start=1)}


ZEB = {"id": "c1", "name": "Zebedee Quill"}
NOTE = {"kind": "note", "client": "c1", "on": "2026-11-20", "recorded": "2026-11-20T09:00:00Z"}


def test_every_text_of_a_hand_over_is_cleaned(tmp_path: Path) -> None:
    handed = handed_over(
        tmp_path / "one.json",
        {
            "clients": numbered(
                {"id": "c1", "name": "Zeb\x1b]0;x\x07edee \u202eQuill", "people": [{"name": "A\x9bnn"}]}
            ),
            "events": numbered({**NOTE, "id": "n1", "note": "one\x1b[31m\r\ntwo"}),
            "employers": numbered({"id": "emp", "name": "\x1b]52;c;eA==\x07Bakery"}),
        },
    )
    assert handed.client.name == "Zeb]0;xedee Quill"
    assert handed.client.people[0].name == "Ann"
    assert handed.events[0].note == "one[31m\ntwo"
    assert handed.employers[0].name == "]52;c;eA==Bakery"


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"events": numbered({**NOTE, "id": "n1"}, {**NOTE, "id": "n1"})}, "same id"),
        ({"events": numbered({**NOTE, "id": "c1"})}, "same id"),
        ({"events": numbered({**NOTE, "id": ""})}, "without an id"),
        ({"events": numbered({**NOTE, "id": "n1", "client": "c2"})}, "somebody else"),
        ({"employers": numbered({"id": "e", "name": "A"}, {"id": "e", "name": "B"})}, "same id"),
        ({"clients": numbered({"id": "c1", "name": "\x1b"})}, "without an id or a name"),
        ({"clients": numbered({"id": "\x00", "name": "Zeb"})}, "without an id or a name"),
    ],
)
def test_a_hand_over_with_odd_ids_is_refused(tmp_path: Path, tables: dict, said: str) -> None:
    with pytest.raises(Damaged, match=said):
        handed_over(tmp_path / "one.json", {"clients": numbered(ZEB), **tables})


def test_a_hand_over_voids_nothing_that_is_here_and_asks_about_another_name(case_path: Path, tmp_path: Path) -> None:
    events = numbered(
        {**NOTE, "id": "n9", "note": "new"},
        {**NOTE, "kind": "void", "id": "v9", "voids": "n1"},
        {**NOTE, "id": "w9", "voids": "n9", "note": "corrected there"},
    )
    handed = handed_over(tmp_path / "one.json", {"clients": numbered({**ZEB, "name": "Zeb Other"}), "events": events})
    with Caseload.create(case_path) as caseload:
        fill(caseload)
        before = caseload.generation
        with pytest.raises(AnotherName, match="is here as Zebedee Quill"):
            bring_in(caseload, handed)
        assert caseload.generation == before
        done = bring_in(caseload, handed, same_person=True)
        assert (done.events, done.kept_out) == (2, 1)
        assert caseload.clients["c1"].name == "Zebedee Quill"
        assert {each.id for each in effective(caseload.events_of("c1")) if isinstance(each, Note)} == {"n1", "w9"}
        theirs = handed_over(
            tmp_path / "two.json", {"clients": numbered(ZEB), "events": numbered({**NOTE, "id": "n2", "note": "x"})}
        )
        with pytest.raises(StoreError, match="somebody else's record here"):
            bring_in(caseload, theirs)
