"""Every way in which an opening is refused: what is said is of the table, and everything on disk is as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ipstui.store import copies, outcomes, places, whole
from ipstui.store.caseload import Caseload
from ipstui.store.errors import CannotCreate, NotSaved, Refused
from ipstui.store.lock import Lock
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Vault
from tests.crash.acted import CHEAP, PASSPHRASES, vaults
from tests.crash.planted import Planted
from tests.machine import carried

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def plain(path: Path) -> dict[str, Any]:
    Caseload.create(path).close()
    return {}


def sealed(path: Path) -> dict[str, Any]:
    Caseload.create(path, vault=vaults()[0]).close()
    return {"vault": vaults()[0]}


def written(data: bytes | Callable[[bytes], bytes], begun: Callable[[Path], dict[str, Any]] = plain) -> Any:
    """A case file that some other program wrote over."""

    def make(path: Path) -> dict[str, Any]:
        how = begun(path)
        path.write_bytes(data(path.read_bytes()) if callable(data) else data)
        return how

    return make


def only_copies(path: Path) -> dict[str, Any]:
    with Caseload.create(path) as caseload:
        copies.make_copy(caseload.storage, NOW)
    path.unlink()
    return {}


def held(path: Path) -> dict[str, Any]:
    plain(path)
    HELD.append(Lock(places.lock_of(path), path, NOW))
    return {}


def no_lock(path: Path) -> dict[str, Any]:
    plain(path)
    places.lock_of(path).unlink()
    places.lock_of(path).mkdir()
    return {}


def downgraded(path: Path) -> dict[str, Any]:
    with Caseload.create(path, vault=vaults()[0]) as caseload:
        caseload.storage.save()
    path.write_bytes(whole.compose(b"{}", 9, NOW, None))
    return {}


HELD: list[Lock] = []
FLIPPED: Callable[[bytes], bytes] = lambda raw: raw[:-40] + bytes([raw[-40] ^ 1]) + raw[-39:]  # noqa: E731
CASES: list[tuple[str, Callable[[Path], dict[str, Any]], str]] = [
    ("missing", lambda path: {}, ""),
    ("only copies", only_copies, ""),
    ("busy", held, "process"),
    ("no lock", no_lock, "is a folder|is not an ordinary file|is a directory"),
    ("not fit", written(b""), "is empty"),
    ("not fit", written(bytes(500)), "is full of zeros"),
    ("not fit", written(lambda raw: raw[:-9]), "is cut short"),
    ("not fit", written(lambda raw: raw + b"more"), "has something after its end"),
    ("not fit", written(b"\x89PNG\r\n"), "is not an ipstui case file"),
    ("not fit", written(b"[1, 2]"), "is not an ipstui case file"),
    ("not fit", written(b'{"a": {}}'), "is JSON, but not an ipstui case file"),
    ("not fit", lambda path: path.mkdir() or {}, "is a folder"),
    ("changed", written(lambda raw: raw.replace(b"begun", b"Begun")), ""),
    ("integrity", written(FLIPPED, sealed), ""),
    ("newer", written(lambda raw: raw.replace(b'"format":1', b'"format":2')), ""),
    ("sealed", lambda path: {"vault": None, **dict.fromkeys(list(sealed(path))[1:])}, ""),
    ("in clear", lambda path: plain(path) or {"expect_encrypted": True}, ""),
    ("in clear, carried", lambda path: plain(path) or {}, "lost stick"),
    ("downgraded", downgraded, ""),
    ("another key", lambda path: sealed(path) and {"vault": vaults()[1]}, ""),
]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file, but the lock, which says who looked last."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.endswith(".lock")
    }


def says(act: outcomes.Act, moment: Any, text: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(outcomes.OUTCOMES[act, moment].said))
    return re.fullmatch(pattern, text.partition("\n")[0]) is not None


@pytest.mark.parametrize(("moment", "make", "why"), CASES, ids=[f"{case[0]}-{case[2]}" for case in CASES])
def test_a_refused_opening_says_what_is_so_and_touches_nothing(tmp_path, monkeypatch, moment, make, why):
    path = tmp_path / "cases.json"
    how = make(path)
    if "carried" in moment:
        carried(tmp_path, monkeypatch)
    before = everything(tmp_path)
    with pytest.raises(Refused) as refused:
        Caseload.open(path, **how)
    assert says("open", moment, str(refused.value))
    assert re.search(why, str(refused.value))
    assert everything(tmp_path) == before
    assert path.is_file() == (outcomes.OUTCOMES["open", moment].disk == "old" and not path.is_dir())
    while HELD:
        HELD.pop().release()


def test_what_the_disk_will_not_give_is_said_to_be_unreadable(tmp_path, monkeypatch):
    path = tmp_path / "cases.json"
    plain(path)

    def broken(path):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("ipstui.store.reading.read_whole", broken)
    with pytest.raises(Refused) as refused:
        Caseload.open(path)
    assert says("open", "unreadable", str(refused.value))
    assert "the disk reported an error" in str(refused.value)


def test_every_refusal_of_the_table_comes_about():
    assert {case[0] for case in CASES} | {"unreadable"} == {m for act, m in outcomes.OUTCOMES if act == "open"}


def older(path: Path) -> None:
    FileStorage.create(path, tables={"store": {"1": {"schema": 1}}, "clients": {}, "events": {}}).close()


def edited(path: Path) -> None:
    plain(path)
    path.write_bytes(path.read_bytes().replace(b"begun", b"Begun"))


def made_up_to(path: Path, disk: Planted) -> str:
    return Caseload.open(path, disk=disk).notice


def accepted(path: Path, disk: Planted) -> str:
    return Caseload.open(path, disk=disk, accept_edit=True).notice


def created(path: Path, disk: Planted) -> str:
    Caseload.create(path, disk=disk).close()
    return ""


STEPS = {"update": (older, made_up_to), "accept edit": (edited, accepted), "create": (lambda path: None, created)}


@pytest.mark.parametrize("act", STEPS)
def test_an_opening_that_has_to_save_says_what_is_there(tmp_path, act):
    """Every file operation fails, once and from then on, and every folder that is flushed."""
    begin, step = STEPS[act]
    came = set()
    for what, lasting in (("fail", False), ("fail", True), ("full", True), ("unconfirmed", True)):
        for at in range(60):
            path = tmp_path / f"{what}-{lasting}-{at}" / "cases.json"
            path.parent.mkdir()
            begin(path)
            before = path.read_bytes() if path.exists() else None
            disk = Planted()
            disk.arm(lambda n, at=at, what=what, lasting=lasting: what if n == at or (lasting and n > at) else "")
            try:
                said = step(path, disk)
            except (NotSaved, CannotCreate) as problem:
                said = str(problem)
            moment = next((m for a, m in outcomes.OUTCOMES if a == act and says(act, m, said)), "done")
            came.add(moment)
            after = path.read_bytes() if path.exists() else None
            assert (after == before) == (moment == "before"), said
            if moment != "before":
                Caseload.open(path, read_only=True).close()
            if at >= len(disk.trace):
                break
    assert came == {"before", "unknown", "done"}


def test_a_new_file_that_was_not_confirmed_opens_with_what_was_chosen_for_it(tmp_path):
    path = tmp_path / "cases.json"
    disk = Planted()
    disk.arm(lambda number: "unconfirmed")
    with pytest.raises(CannotCreate, match="did not confirm"):
        Caseload.create(path, vault=vaults()[0], disk=disk)
    slots = whole.parse(path, path.read_bytes()).head.slots
    Caseload.open(path, vault=Vault.unlock(slots, PASSPHRASES[0]), read_only=True).close()
    assert CHEAP.memory_kib == slots[0].kdf.memory_kib
