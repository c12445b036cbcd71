"""The same desk, program and still cursor as the screens have, and an encrypted case file."""

import shutil

import pytest

from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase
from ipstui.store.vault import Slot, Vault
from tests.screens.conftest import Noon, app, bare, bare_pilot, demo_file, desk, empty, pilot, still_cursor
from tests.screens.driving import (
    TODAY,
    opened,
)
from tests.shell.sealing import COST, SECRET

__all__ = ["app", "bare", "bare_pilot", "demo_file", "desk", "empty", "pilot", "still_cursor"]


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    wrap = Slot.wrap.__func__
    monkeypatch.setattr(Slot, "wrap", classmethod(lambda cls, n, s, k, c=None: wrap(cls, n, s, k, c or COST)))


@pytest.fixture(autouse=True)
def no_wrong_tries(monkeypatch, tmp_path):
    """Wrong passphrases of one test must not make the next one wait."""
    for name in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "state"))


@pytest.fixture(scope="session")
def sealed_file(tmp_path_factory):
    """The made-up caseload, encrypted."""
    path = tmp_path_factory.mktemp("sealed") / "demo.json"
    made = demo_caseload(TODAY)
    vault, code = Vault.create(SECRET, cost=COST)
    with Caseload.create(path, clock=Noon(), vault=vault) as caseload:
        everything = (*made.clients, *made.employers, *made.vacancies, made.settings, *made.events)
        caseload.record(*everything, label="made-up caseload")
    return path, code


@pytest.fixture
def sealed(sealed_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(sealed_file[0], path)
    return path


@pytest.fixture
async def sealed_pilot(sealed):
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(sealed)
    vault = Vault.unlock(locked.value.slots, SECRET)
    with Caseload.open(sealed, clock=Noon(), vault=vault) as caseload:
        async with opened(IpsApp(Desk(caseload, lambda: TODAY, made_up=True))) as pilot:
            yield pilot
