"""Each act of several steps is broken off at each file operation: the next opening finishes or undoes it, and says so.

IPSTUI_CRASH_RUNS says how many of the moments are tried (half of 20 of each act unless told; all of them from 400 on).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ipstui.casework.events import Note
from ipstui.casework.people import Client
from ipstui.store import copies, intent, leaving, places, rekeying, restoring
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
from ipstui.store.errors import StoreError
from ipstui.store.handover import export_client
from ipstui.store.reading import read_checked
from tests.crash.acted import CHEAP, DAY, NOW, WORDS, clear_words, fill, opened, vaults
from tests.crash.planted import Died, Planted

pytestmark = pytest.mark.crash

RUNS = int(os.environ.get("IPSTUI_CRASH_RUNS", "20")) // 2


def erase(caseload: Caseload) -> None:
    erase_client(caseload, caseload.clients["c1"])


def passphrase(caseload: Caseload) -> None:
    rekeying.change_key(caseload.storage, vaults()[1], "passphrase", NOW, carry=True)


def passphrase_only(caseload: Caseload) -> None:
    rekeying.change_key(caseload.storage, vaults()[1], "passphrase", NOW, carry=False)


def encrypt(caseload: Caseload) -> None:
    rekeying.change_key(caseload.storage, vaults()[1], "encrypt", NOW, carry=True)


def put_back(caseload: Caseload) -> None:
    restoring.put_back(caseload.storage, places.copy_names(caseload.path)[-1], NOW)
    caseload.load()


def hand_over(caseload: Caseload) -> None:
    target = caseload.path.with_name("one person.json")
    export_client(caseload, caseload.clients["c1"], target, "its own words", cost=CHEAP)


def subject_access(caseload: Caseload) -> None:
    files = [caseload.path.with_name(f"access.{ending}") for ending in ("html", "json")]
    leaving.write_outside(
        caseload.storage,
        leaving.SUBJECT_ACCESS,
        files,
        lambda file: copies.save_elsewhere(file, b"Zebedee", disk=caseload.storage.disk),
        NOW,
        client="c1",
    )


def elsewhere(caseload: Caseload) -> None:
    leaving.copy_out(caseload.storage, caseload.path.with_name("elsewhere.json"), NOW)


def bring_home(caseload: Caseload) -> None:
    caseload.record(Client(id="c9", name="Nia"), Note(client="c9", on=DAY, note="came with them"), label="brought in")


# act, whether the file is encrypted before it
ACTS: list[tuple[Callable[[Caseload], None], bool]] = [
    (erase, False), (erase, True), (passphrase, True), (passphrase_only, True), (encrypt, False), (put_back, False),
    (put_back, True), (hand_over, False), (subject_access, False), (elsewhere, True), (bring_home, False),
]  # fmt: skip
NAMES = [f"{act.__name__}-{'encrypted' if sealed else 'plain'}" for act, sealed in ACTS]


def moments(count: int) -> list[int]:
    """All of them, or as many as were asked for, spread."""
    if count <= RUNS or RUNS >= 200:
        return list(range(count))
    return sorted({round(turn * (count - 1) / (RUNS - 1)) for turn in range(RUNS)})


@pytest.mark.parametrize(("act", "sealed"), ACTS, ids=NAMES)
@pytest.mark.parametrize("what", ["die before", "die after"])
def test_an_act_broken_off_is_finished_or_undone_and_told(
    tmp_path: Path, act: Callable[[Caseload], None], sealed: bool, what: str
) -> None:
    disk = Planted()
    with fill(tmp_path / "count" / "cases.json", vaults()[0] if sealed else None, disk) as caseload:
        disk.arm(lambda number: "")
        act(caseload)
    told = 0
    for at in moments(len(disk.trace)):
        path = tmp_path / f"{at}" / "cases.json"
        disk = Planted()
        caseload = fill(path, vaults()[0] if sealed else None, disk)
        disk.arm(lambda number, at=at: what if number >= at else "")
        with pytest.raises(Died):
            act(caseload)
        disk.bury()
        caseload.storage._lock.release()  # type: ignore[union-attr] # the system does both for the dead
        assert places.prev_of(path).exists()
        again, key = opened(path)
        with again:
            told += bool(again.notice)
            tables = again.storage.read()
            assert not intent.pending(tables)
            assert {"c2"} <= set(again.clients)
            again.record(Note(client="c2", on=DAY, note="life goes on"), label="note")
            for file in [path, *places.restorable(path)]:
                # every file beside opens, with the key of today or one that the case file knows
                read_checked(file)[1].open_as_copy(again.storage.vault)
            if act is erase and "c1" not in again.clients:
                for file in [path, *places.restorable(path)]:
                    found = read_checked(file)[1].open_as_copy(again.storage.vault)[1]
                    assert not [word for word in WORDS if word in found], file
                assert not clear_words(path.parent)
                assert not places.pages(path)
            if act is encrypt and key == "fresh":
                assert not clear_words(path.parent)
            if act in (hand_over, subject_access, elsewhere):
                noted = {row["where"] for row in again.outside()}
                written = {
                    str(file) for file in path.parent.glob("*") if file.stem in ("one person", "access", "elsewhere")
                }
                assert written == noted
                assert not list(path.parent.rglob("*.new"))
    assert told or act is bring_home


@pytest.mark.parametrize(("act", "sealed"), ACTS, ids=NAMES)
@pytest.mark.parametrize(("what", "lasting"), [("fail", False), ("fail", True), ("full", True)])
def test_an_act_on_a_failing_disk_leaves_a_caseload_that_goes_on(
    tmp_path: Path, act: Callable[[Caseload], None], sealed: bool, what: str, lasting: bool
) -> None:
    disk = Planted()
    with fill(tmp_path / "count" / "cases.json", vaults()[0] if sealed else None, disk) as caseload:
        disk.arm(lambda number: "")
        act(caseload)
    for at in moments(len(disk.trace)):
        path = tmp_path / f"{at}" / "cases.json"
        disk = Planted()
        with fill(path, vaults()[0] if sealed else None, disk) as caseload:
            copied = len(places.copy_names(path))
            disk.arm(lambda number, at=at: what if number == at or (lasting and number > at) else "")
            with contextlib.suppress(StoreError):  # what is said is held against the disk in test_outcomes
                act(caseload)
            disk.count = None
            # in the same sitting, and afterwards
            for turn in range(3):
                caseload.record(Note(client="c2", on=DAY, note=f"after {turn}"), label="note")
            assert len(places.copy_names(path)) == copied, "a copy that is good is not deleted for want of room"
        again, _ = opened(path)
        with again:
            assert not intent.pending(again.storage.read())
            assert (
                len([event for event in again.events_of("c2") if getattr(event, "note", "").startswith("after")]) == 3
            )
            if act is erase and "c1" not in again.clients:
                assert not clear_words(path.parent)
                assert not places.pages(path)
            if act is encrypt and again.storage.encrypted:
                assert not clear_words(path.parent)
