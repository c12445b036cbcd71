"""Two records of one person made one, and taken apart again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipstui.casework.events import Contact, FactChanged, Note, Referral, Void
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Person
from ipstui.store import whole
from ipstui.store.caseload import Caseload
from ipstui.store.disk import Disk
from ipstui.store.erase import erase_client
from ipstui.store.errors import NotSaved, StoreError
from ipstui.store.merging import merge
from ipstui.store.vault import Vault

DAY = date(2026, 11, 20)
KEPT = Client(id="c1", name="Siân O'Dea", phone="0113", retention_years=3)
OTHER = Client(
    id="c2", name="Sian ODea", phone="0999", gp="Dr Lot", people=(Person(name="Bo"),), retention_hold=True,
    retention_years=9,
)  # fmt: skip


def begun(path: Path, vault: Vault | None) -> Caseload:
    caseload = Caseload.create(path, vault=vault)
    caseload.record(
        KEPT, OTHER, Client(id="c3", name="Mo"),
        Referral(id="r1", client="c1", on=DAY), Contact(id="k2", client="c2", on=DAY, note="first"),
        Contact(id="k3", client="c2", on=DAY, note="put right", voids="k2"), Note(id="n3", client="c3", on=DAY),
        label="begun",
    )  # fmt: skip
    caseload.note_outside("hand-over", Path("/else/sian.json"), "c2")
    return caseload


def whole_story(caseload: Caseload) -> dict[str, object]:
    tables = caseload.storage.read()
    return {name: sorted(map(repr, tables[name].values())) for name in ("clients", "outside")}


def test_everything_of_both_is_under_the_kept_one_and_undo_takes_it_apart(
    case_path: Path, any_vault: Vault | None
) -> None:
    with begun(case_path, any_vault) as caseload:
        before, gen = whole_story(caseload), caseload.generation
        done = merge(caseload, KEPT, OTHER)
        assert caseload.generation == gen + 1, "one save"
        assert (done.events, done.differed) == (2, ("phone: 0999",))
        one = caseload.clients["c1"]
        assert "c2" not in caseload.clients
        assert (one.name, one.phone, one.gp, one.people) == ("Siân O'Dea", "0113", "Dr Lot", OTHER.people)
        assert (one.retention_hold, one.retention_years) == (True, 9)
        standing = effective(caseload.events_of("c1"))
        assert {"r1", "k3"} < {event.id for event in standing}
        assert "k2" not in {event.id for event in standing}, "what was corrected stays corrected"
        assert any(isinstance(e, FactChanged) and (e.field, e.old) == ("name", "Sian ODea") for e in standing)
        assert any("phone: 0999" in event.note for event in standing)
        assert not caseload.events_of("c2")
        assert [row["where"] for row in caseload.outside("c1")] == [str(Path("/else/sian.json"))]
        assert caseload.audit()[-1]["action"] == "merge"
        caseload.undo()
        assert whole_story(caseload) == before
        assert caseload.clients["c2"] == OTHER
        assert [event.id for event in effective(caseload.events_of("c2"))] == ["k3"]
        assert [event.id for event in effective(caseload.events_of("c1"))] == ["r1"]
        assert all(isinstance(e, Void | FactChanged | Note | Referral) for e in caseload.events_of("c1"))
    with Caseload.open(case_path, vault=any_vault) as again:
        assert again.clients["c2"] == OTHER


def test_the_person_is_erased_as_one(case_path: Path) -> None:
    with begun(case_path, None) as caseload:
        done = merge(caseload, KEPT, OTHER)
        caseload.record(Client(id="c1", name="Siân O'Dea"), label="hold lifted")
        erased = erase_client(caseload, caseload.clients[done.client.id])
        assert any(str(Path("/else/sian.json")) in each for each in erased.outside)
    left = b"".join(file.read_bytes() for file in case_path.parent.rglob("*") if file.is_file())
    assert not [word for word in (b"put right", b"0999", b"ODea", b'"c2"') if word in left]


def test_one_record_is_not_merged_with_itself_and_a_full_disk_changes_nothing(
    case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(case_path, None) as caseload:
        with pytest.raises(StoreError, match="one record already"):
            merge(caseload, KEPT, KEPT)
        before = whole.encode(caseload.storage.read())

        def full(self: Disk, path: Path) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Disk, "create", full)
        with pytest.raises(NotSaved):
            merge(caseload, KEPT, OTHER)
        assert whole.encode(caseload.storage.read()) == before
        assert caseload.clients["c2"] == OTHER
        assert len(caseload.events_of("c2")) == 2
