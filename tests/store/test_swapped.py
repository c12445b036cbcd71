"""Another file in place of the case file: in clear for an encrypted one, or older than what was saved here."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ipstui.casework.people import Client
from ipstui.store import copies, places, rekeying, restoring, seen
from ipstui.store.caseload import Caseload
from ipstui.store.errors import Downgraded, NotEncrypted
from ipstui.store.migrations import SCHEMA
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


def begun(path: Path, vault: Vault | None) -> None:
    with Caseload.create(path, vault=vault, clock=lambda: NOW) as caseload:
        for number in range(3):
            caseload.record(Client(id=f"c{number}", name="Jo"), label="added")
            copies.make_copy(caseload.storage, NOW)


def plain_copy(folder: Path) -> Path:
    folder.mkdir()
    FileStorage.create(folder / "cases.json", tables={"store": {"1": {"schema": SCHEMA}}}).close()
    return folder / "cases.json"


@pytest.mark.parametrize("beside", ["prev", "copies", "both"])
def test_a_file_in_clear_among_encrypted_ones_is_refused_until_it_is_meant(
    case_path: Path, tmp_path: Path, vault: Vault, beside: str
) -> None:
    begun(case_path, vault)
    if beside == "copies":
        places.prev_of(case_path).unlink()
    if beside == "prev":
        shutil.rmtree(places.copies_folder(case_path))
    shutil.copy(plain_copy(tmp_path / "x"), case_path)
    before = case_path.read_bytes()
    for how in ({}, {"read_only": True}):
        with pytest.raises(Downgraded, match="what was saved here is") as refused:
            Caseload.open(case_path, **how)
        assert refused.value.copies
    with pytest.raises((Downgraded, NotEncrypted)):
        Caseload.open(case_path, vault=vault)
    assert case_path.read_bytes() == before
    Caseload.open(case_path, accept_plain=True).close()


def test_a_file_in_clear_is_refused_though_every_copy_is_gone(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    """Whoever replaces the file deletes what lies beside it as well: this computer knows how it saved the last."""
    begun(case_path, vault)
    places.prev_of(case_path).unlink()
    shutil.rmtree(places.copies_folder(case_path))
    plain = plain_copy(tmp_path / "x")
    shutil.copy(plain, case_path)
    for _ in range(2):
        with pytest.raises(Downgraded):
            Caseload.open(case_path)
    with pytest.raises(Downgraded):
        restoring.restore(case_path, plain, NOW)
    with Caseload.open(case_path, accept_plain=True) as caseload:
        caseload.record(Client(id="c9", name="Jo"), label="meant")
    Caseload.open(case_path).close()


def test_a_copy_in_clear_is_put_back_behind_the_key_or_knowingly(case_path: Path, tmp_path: Path, vault: Vault) -> None:
    begun(case_path, vault)
    plain = plain_copy(tmp_path / "x")
    with pytest.raises(Downgraded):
        restoring.restore(case_path, plain, NOW)
    restoring.restore(case_path, plain, NOW, vault=vault)
    with Caseload.open(case_path, vault=vault) as caseload:
        assert not caseload.clients
    restoring.restore(case_path, plain, NOW, accept_plain=True)
    Caseload.open(case_path, accept_plain=True).close()


def test_an_older_file_is_told_and_one_put_back_on_purpose_is_not(case_path: Path, any_vault: Vault | None) -> None:
    begun(case_path, any_vault)
    with Caseload.open(case_path, vault=any_vault) as caseload:
        assert caseload.notice == ""
    old = places.copy_names(case_path)[-1]
    shutil.copy(old, case_path)
    for _ in range(2):
        with Caseload.open(case_path, vault=any_vault, read_only=True) as caseload:
            assert (
                "is older than what was saved here on Sun 22 Nov 2026 09:30 (save 4, this is save 2)" in caseload.notice
            )
    restoring.restore(case_path, old, NOW, vault=any_vault)
    with Caseload.open(case_path, vault=any_vault) as caseload:
        assert caseload.notice == ""
        restoring.put_back(caseload.storage, old, NOW)
    with Caseload.open(case_path, vault=any_vault) as caseload:
        assert caseload.notice == ""


def test_a_file_from_before_a_new_passphrase_is_told(case_path: Path, vault: Vault) -> None:
    begun(case_path, vault)
    old = case_path.read_bytes()
    with Caseload.open(case_path, vault=vault) as caseload:
        fresh = Vault.create("other words entirely", cost=CHEAP)[0]
        rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=False)
    case_path.write_bytes(old)
    with Caseload.open(case_path, vault=vault) as caseload:
        assert "not behind the key with which it was last saved" in caseload.notice


def test_a_new_key_of_which_a_crash_kept_the_note_is_no_alarm(
    case_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(case_path, vault)
    with Caseload.open(case_path, vault=vault) as caseload:
        fresh = Vault.create("other words entirely", cost=CHEAP)[0]
        with monkeypatch.context() as patch:
            patch.setattr(seen, "remember", lambda *_, **__: None)
            rekeying.change_key(caseload.storage, fresh, "passphrase", NOW, carry=False)
    with Caseload.open(case_path, vault=fresh) as caseload:
        assert caseload.notice == ""


def test_a_note_half_written_is_listed_and_swept(case_path: Path) -> None:
    begun(case_path, None)
    half = places.new_of(seen.record_of(case_path))
    half.write_bytes(b"{")
    assert half in copies.written_files(case_path)
    Caseload.open(case_path).close()
    assert not half.exists()


@pytest.mark.parametrize("spoilt", [b"", b"{", b"\xff" * 9000, b'{"gen":5}', b'{"nonce":"","data":""}'])
def test_a_spoilt_record_or_none_at_all_keeps_nobody_from_working(
    case_path: Path, any_vault: Vault | None, spoilt: bytes
) -> None:
    begun(case_path, any_vault)
    record = seen.record_of(case_path)
    assert b"clients" not in record.read_bytes()
    assert (b"gen" in record.read_bytes()) == (any_vault is None)
    record.write_bytes(spoilt)
    with Caseload.open(case_path, vault=any_vault) as caseload:
        caseload.record(Client(id="c9", name="Jo"), label="added")
    record.unlink()
    record.mkdir()
    with Caseload.open(case_path, vault=any_vault) as caseload:
        caseload.record(Client(id="c8", name="Jo"), label="added")
    record.rmdir()
