"""What was typed and not saved when the terminal went away."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipstui.casework.people import Client
from ipstui.store import copies, drafts, places, rekeying
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
from ipstui.store.vault import Kdf, Vault
from tests.machine import OwnDisk

TYPED = {"log:c1": {"note": "quixotic plans"}}
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


def test_drafts_come_back_once_and_are_sealed(case_path: Path, vault: Vault) -> None:
    assert drafts.put(OwnDisk(), case_path, drafts.seal(vault, TYPED))
    assert b"quixotic" not in places.drafts_of(case_path).read_bytes()
    assert drafts.take(OwnDisk(), case_path, None) == {}
    assert drafts.take(OwnDisk(), case_path, Vault.create("other words here", cost=CHEAP)[0]) == {}
    assert drafts.take(OwnDisk(), case_path, vault) == TYPED
    assert drafts.take(OwnDisk(), case_path, vault) == {}
    assert not places.drafts_of(case_path).exists()


def test_nothing_unsaved_is_written_in_clear_or_for_nothing(case_path: Path, vault: Vault) -> None:
    assert not drafts.put(OwnDisk(), case_path, drafts.seal(None, TYPED))
    assert not drafts.put(OwnDisk(), case_path, drafts.seal(vault, {}))
    vault.lock()
    assert not drafts.put(OwnDisk(), case_path, drafts.seal(vault, TYPED))
    assert list(case_path.parent.iterdir()) == []


@pytest.mark.parametrize("spoilt", [b"", b"short", bytes(100)])
def test_spoilt_drafts_are_none(case_path: Path, vault: Vault, spoilt: bytes) -> None:
    places.drafts_of(case_path).write_bytes(spoilt)
    assert drafts.take(OwnDisk(), case_path, vault) == {}


def test_a_full_disk_loses_the_drafts_and_nothing_else(case_path: Path, vault: Vault) -> None:
    class Full(OwnDisk):
        def create(self, path: Path) -> int:
            raise OSError(28, "No space left on device")

    assert not drafts.put(Full(), case_path, drafts.seal(vault, TYPED))
    assert list(case_path.parent.iterdir()) == []


def test_drafts_are_listed_erased_with_a_person_and_survive_a_new_key(case_path: Path, vault: Vault) -> None:
    with Caseload.create(case_path, vault=vault) as caseload:
        caseload.record(Client(id="c1", name="Zebedee"), label="added")
        storage = caseload.storage
        drafts.put(storage.disk, case_path, drafts.seal(storage.vault, TYPED))
        assert places.drafts_of(case_path) in copies.written_files(case_path, vault)
        fresh = Vault.create("other words here", cost=CHEAP)[0]
        rekeying.change_key(storage, fresh, "passphrase", caseload.now(), carry=False)
        assert drafts.take(storage.disk, case_path, storage.vault) == TYPED
        drafts.put(storage.disk, case_path, drafts.seal(storage.vault, TYPED))
        erase_client(caseload, caseload.clients["c1"])
        assert not places.drafts_of(case_path).exists()
