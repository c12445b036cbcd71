"""Passphrases and recovery codes, as people type them."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from ipstui.store import vault as vaults
from ipstui.store.errors import Locked, NoMemoryForKey, UnfitPassphrase, WrongPassphrase
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault

ROOT = Path(__file__).parents[2]
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
PASSPHRASE = "four plain unrelated words"


@pytest.fixture(scope="module")
def made() -> tuple[Vault, str]:
    return Vault.create(PASSPHRASE, cost=CHEAP)


def works(vault: Vault, other: Vault) -> bool:
    nonce = bytes(12)
    return other.unseal(nonce, vault.seal(nonce, b"x", b"head"), b"head") == b"x"


def test_the_passphrase_opens(made: tuple[Vault, str]) -> None:
    assert works(made[0], Vault.unlock(made[0].slots, PASSPHRASE))


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.lower(),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')}\n",
        lambda code: code.replace("-", "\u2013"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in code),  # full-width letters
    ],
)
def test_the_recovery_code_opens_however_it_is_typed(made: tuple[Vault, str], typed: object) -> None:
    vault, code = made
    assert works(vault, Vault.unlock(vault.slots, typed(code)))
    assert vaults.same_code(typed(code), code)


def test_a_wrong_code_and_a_wrong_passphrase_do_not(made: tuple[Vault, str]) -> None:
    vault, code = made
    for typed in ("wrong", PASSPHRASE + " ", PASSPHRASE.title(), code[:-1], vaults.new_code()):
        with pytest.raises(WrongPassphrase, match="Nothing was changed"):
            Vault.unlock(vault.slots, typed)
        assert not vaults.same_code(typed, code)
    assert not vaults.same_code("", code)


def test_a_code_is_25_unmistakable_characters_in_fives(made: tuple[Vault, str]) -> None:
    assert [len(group) for group in made[1].split("-")] == [5] * 5
    assert not set("01258BILOSUVZ") & set(vaults.ALPHABET)
    assert len(set(vaults.ALPHABET)) == len(vaults.ALPHABET) == 23
    assert vaults.new_code() != vaults.new_code()


def test_welsh_opens_however_the_keyboard_composes_it() -> None:
    phrase = "tŷ gwyn â drws glas ŵyn"
    vault, _ = Vault.create(unicodedata.normalize("NFD", phrase), cost=CHEAP)
    assert works(vault, Vault.unlock(vault.slots, unicodedata.normalize("NFC", phrase)))


def test_passphrases_that_cannot_be_used() -> None:
    with pytest.raises(UnfitPassphrase, match=r"at most 1,024 characters; this has 10,000"):
        Vault.create("x" * 10_000, cost=CHEAP)
    with pytest.raises(UnfitPassphrase, match="empty"):
        Vault.create("", cost=CHEAP)
    with pytest.raises(UnfitPassphrase, match="cannot be used"):
        Vault.create("lone \ud800 surrogate", cost=CHEAP)
    vault, _ = Vault.create("x" * vaults.LONGEST, cost=CHEAP)
    assert works(vault, Vault.unlock(vault.slots, "x" * vaults.LONGEST))


def test_a_person_who_forgot_gets_back_in_with_the_code(case_path: Path) -> None:
    vault, code = Vault.create(PASSPHRASE, cost=CHEAP)
    store = FileStorage.create(case_path, vault=vault)
    store.write({"clients": {"1": {"name": "Jo"}}})
    store.close()
    vault = Vault.unlock(vault.slots, code.lower())
    store = FileStorage.open(case_path, vault=vault)
    store.use_vault(Vault.create("a new one that I shall write down", cost=CHEAP)[0])
    store.close()
    assert store.vault is not None
    again = Vault.unlock(store.vault.slots, "a new one that I shall write down")
    assert FileStorage.open(case_path, vault=again).read() == {"clients": {"1": {"name": "Jo"}}}


def test_a_locked_vault_does_nothing_until_it_is_reopened() -> None:
    vault, _ = Vault.create(PASSPHRASE, cost=CHEAP)
    vault.lock()
    assert not vault.is_open
    assert "locked" in repr(vault)
    for use in (lambda: vault.seal(bytes(12), b"", b""), lambda: vault.name):
        with pytest.raises(Locked):
            use()
    with pytest.raises(WrongPassphrase):
        vault.reopen("wrong")
    vault.reopen(PASSPHRASE)
    assert vault.is_open


def test_a_slot_moved_to_another_name_or_cost_does_not_open(made: tuple[Vault, str]) -> None:
    import msgspec

    slot = made[0].slots[0]
    renamed = msgspec.structs.replace(slot, name="recovery")
    cheaper = msgspec.structs.replace(slot, kdf=msgspec.structs.replace(slot.kdf, passes=2))
    assert renamed.unwrap(PASSPHRASE) is None
    assert cheaper.unwrap(PASSPHRASE) is None


def test_the_usual_cost_is_felt_but_bearable() -> None:
    kdf = Kdf(salt=bytes(16))
    began = time.process_time()  # of all its lanes, and of nothing else that runs here
    kdf.derive(PASSPHRASE)
    assert (kdf.memory_kib, kdf.passes, kdf.lanes) == (65536, 3, 4)
    assert 0.02 < time.process_time() - began < 4


@pytest.mark.parametrize("weak", ["", "password", "aaaaaaaaaaaaaaaa", "123", "Password12345", "correcthors"])
def test_advice_on_weak_ones(weak: str) -> None:
    assert vaults.strength(weak).endswith(".")


@pytest.mark.parametrize("strong", [PASSPHRASE, "tŷ gwyn â drws glas", "kQ9#vT2!mZ7@xW4$"])
def test_no_advice_on_strong_ones(strong: str) -> None:
    assert vaults.strength(strong) == ""


def test_a_plain_file_never_imports_the_cryptography() -> None:
    program = (
        "import sys; from ipstui.store.storage import FileStorage; import tempfile, pathlib; "
        "FileStorage.create(pathlib.Path(tempfile.mkdtemp()) / 'cases.json').close(); "
        "sys.exit('cryptography' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_too_little_memory_for_the_key_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.kdf import argon2

    class Starved:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", Starved)
    with pytest.raises(NoMemoryForKey, match="needs 64 MB"):
        Kdf(salt=bytes(16)).derive("x")
