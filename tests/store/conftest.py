"""A folder for a case file, and vaults whose key derivation is as cheap as the format lets it be."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipstui.store.vault import Kdf, Vault

CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
PASSPHRASE = "four plain unrelated words"


@pytest.fixture
def case_path(tmp_path: Path) -> Path:
    return tmp_path / "cases.json"


@pytest.fixture(scope="session")
def _sealed() -> tuple[Vault, str]:
    return Vault.create(PASSPHRASE, cost=CHEAP)


@pytest.fixture
def vault(_sealed: tuple[Vault, str]) -> Vault:
    return Vault.unlock(_sealed[0].slots, PASSPHRASE)


@pytest.fixture(params=["plain", "encrypted"])
def any_vault(request: pytest.FixtureRequest) -> Vault | None:
    return request.getfixturevalue("vault") if request.param == "encrypted" else None
