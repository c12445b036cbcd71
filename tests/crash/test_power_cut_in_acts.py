"""The power goes at every file operation of the acts that rewrite several folders: what is left opens, finished or not.

IPSTUI_CRASH_RUNS says how many of the states left behind are opened again (12 of each act for every 20); all of them
from 400 on. That no state lacks a whole case file, and that nothing comes back once an act is done, is looked at in
each of them.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from ipstui.store import places, restoring, seen, whole
from ipstui.store.caseload import Caseload
from ipstui.store.errors import AnotherKey
from tests.crash import test_broken_off as acts
from tests.crash.acted import NOW, WORDS, at_peace, fill, vaults
from tests.crash.planted import Planted
from tests.crash.platter import Platter, RecordingDisk

pytestmark = pytest.mark.crash

RUNS = int(os.environ.get("IPSTUI_CRASH_RUNS", "20"))
State = tuple[tuple[str, bytes], ...]


def put_back_closed(caseload: Caseload) -> None:
    caseload.close()
    restoring.restore(
        caseload.path, places.copy_names(caseload.path)[-1], NOW, vault=caseload.vault, disk=caseload.storage.disk
    )


# act, whether the file is encrypted before it
ACTS = [
    (acts.erase, False), (acts.erase, True), (acts.encrypt, False), (acts.passphrase, True), (acts.put_back, False),
    (acts.put_back, True), (put_back_closed, False), (put_back_closed, True),
]  # fmt: skip


class Watched(RecordingDisk):
    """Gathers every state that a power cut might leave."""

    def __init__(self, root: Path) -> None:
        super().__init__(Platter(), root)
        self.states: dict[State, None] = {}

    def look(self) -> None:
        for found in self.platter.after_power_cut():
            self.states[tuple(found.items())] = None


def lay_out(state: State, path: Path) -> Path:
    """A state of the disk, as files where they were. What this computer saw last is noted once a save is confirmed."""
    shutil.rmtree(path.parent)
    seen.record_of(path).unlink(missing_ok=True)
    for name, data in state:
        file = path.parent / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return path


def words_in(states: Iterable[State]) -> set[str]:
    """The names of what holds the person in clear in any of them."""
    return {name for state in states for name, data in state if any(word in data for word in WORDS)}


def is_whole(state: State) -> bool:
    """Whether the case file is there and opens with one of the keys."""
    found = whole.parse(Path("cases.json"), dict(state)["cases.json"])
    for vault in vaults() if found.encrypted else [None]:
        try:
            return bool(found.open(vault)[0]["clients"])
        except AnotherKey:
            continue
    return False


@pytest.mark.parametrize(("act", "sealed"), ACTS, ids=[f"{act.__name__}-{sealed}" for act, sealed in ACTS])
def test_a_power_cut_leaves_what_the_next_opening_puts_right(tmp_path, act, sealed):
    path = tmp_path / "played" / "cases.json"
    fill(path, vaults()[0] if sealed else None, Planted()).close()
    disk = Watched(path.parent)
    disk.take_up()
    caseload = Caseload.open(path, vault=vaults()[0] if sealed else None, disk=disk, clock=lambda: NOW)
    act(caseload)
    caseload.close()
    during, disk.states = list(disk.states), {}
    disk.look()
    after = list(disk.states)
    assert len(during) > 20
    assert all(map(is_whole, during))
    if act in (acts.erase, acts.encrypt):
        assert not words_in(after) - ({str(Path("pages/page-0000000a.html"))} if act is acts.encrypt else set())
    some = during if RUNS >= 400 else random.Random(5).sample(during, min(len(during), 12 * RUNS // 20))
    for state in [*some, *after]:
        at_peace(lay_out(state, path), act.__name__)


class NoFolderFlush(Watched):
    def sync_folder(self, folder):
        pass


def test_an_erasure_that_flushes_no_folder_is_caught(tmp_path):
    path = tmp_path / "played" / "cases.json"
    fill(path, None, Planted()).close()
    disk = NoFolderFlush(path.parent)
    disk.take_up()
    with Caseload.open(path, disk=disk, clock=lambda: NOW) as caseload:
        acts.erase(caseload)
    disk.states = {}
    disk.look()
    assert words_in(disk.states)
