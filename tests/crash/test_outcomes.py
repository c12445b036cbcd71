"""Every file operation of every act fails, in four ways: what is said then is held against what is there.

The table is `ipstui.store.outcomes`. Each of its cells must come about here, and nothing else may be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from ipstui.casework.people import Client
from ipstui.store import copies, intent, leaving, places, rekeying, restoring
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
from ipstui.store.errors import NotCopied, NotRestored, NotSaved
from ipstui.store.handover import export_client
from ipstui.store.outcomes import OUTCOMES, Act, Moment
from tests.crash.acted import CHEAP, NOW, OUT, fill, opened, vaults
from tests.crash.planted import Planted

pytestmark = pytest.mark.crash


def save(caseload: Caseload) -> str:
    caseload.record(Client(id="new", name="New"), label="added")
    return ""


def rekey(act: rekeying.Key) -> Callable[[Caseload], str]:
    return lambda caseload: rekeying.change_key(caseload.storage, vaults()[1], act, NOW, carry=True).unfinished


def erase(caseload: Caseload) -> str:
    return erase_client(caseload, caseload.clients["c1"]).unfinished


def put_back(caseload: Caseload) -> str:
    done = restoring.put_back(caseload.storage, places.copy_names(caseload.path)[-1], NOW)
    caseload.load()
    return done.unfinished


def put_back_closed(caseload: Caseload) -> str:
    caseload.close()
    copy = places.copy_names(caseload.path)[-1]
    return restoring.restore(caseload.path, copy, NOW, disk=caseload.storage.disk).unfinished


def hand_over(caseload: Caseload) -> str:
    target = caseload.path.with_name("one person.json")
    return export_client(caseload, caseload.clients["c1"], target, "its own words", cost=CHEAP)[1]


def access(caseload: Caseload, act: leaving.Leaving = "subject access", what: str = "") -> str:
    files = [caseload.path.with_name(f"access.{ending}") for ending in ("html", "json")]
    disk = caseload.storage.disk
    return leaving.write_outside(
        caseload.storage, act, files, lambda file: copies.save_elsewhere(file, b"x", disk=disk), NOW, what=what
    )


def elsewhere(caseload: Caseload) -> str:
    return leaving.copy_out(caseload.storage, caseload.path.with_name("elsewhere.json"), NOW)[1]


def copy(caseload: Caseload) -> str:
    copies.make_copy(caseload.storage, NOW)
    return ""


DRIVERS: dict[Act, tuple[Callable[[Caseload], str], bool]] = {
    "save": (save, False),
    "passphrase": (rekey("passphrase"), True),
    "code": (rekey("code"), True),
    "encrypt": (rekey("encrypt"), False),
    "erase": (erase, False),
    "restore": (put_back, False),
    "restore closed": (put_back_closed, False),
    "hand-over": (hand_over, False),
    "subject access": (access, False),
    "backup": (elsewhere, False),
    "file": (lambda caseload: access(caseload, "file", "workbook"), False),
    "copy": (copy, False),
}


class LinklessDisk(Planted):
    """As on a stick: no file has two names."""

    def link(self, path: Path, other: Path) -> None:
        raise OSError(1, "no links here")


def cell_of(act: Act, said: str) -> Moment:
    """The one cell of an act that says this."""
    found: list[Moment] = []
    for (of, moment), outcome in OUTCOMES.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(outcome.said))
        if of == act and re.fullmatch(pattern, said):
            found.append(moment)
    assert len(found) == 1, f"{act}: {said}"
    return found[0]


def state(path: Path) -> dict[str, Any]:
    """What is on disk for whoever comes after."""
    if not path.exists():
        return {"there": False}
    found = path.read_bytes()
    read = path.with_name("look") / "cases.json"
    read.parent.mkdir(exist_ok=True)
    read.write_bytes(found)
    tables: dict[str, Any] = {}
    again, key = opened(read, read_only=True)
    tables = again.storage.read()
    again.close()
    return {
        "there": True,
        "key": key,
        "people": {row["id"] for row in tables.get("clients", {}).values()},
        "intents": len(intent.pending(tables)),
        "actions": [row["action"] for row in tables["audit"].values()],
        "outside": sorted(row["where"] for row in leaving.outside(tables)),
    }


def done(act: Act, now: dict[str, Any]) -> bool:
    """Whether the case file says that the act is done, at least in itself."""
    match act:
        case "save":
            return "new" in now["people"]
        case "passphrase" | "code" | "encrypt":
            return bool(now["key"] == "fresh")
        case "erase":
            return "c1" not in now["people"]
        case "restore" | "restore closed":
            return "restored" in now["actions"]
    raise AssertionError(act)


def check(act: Act, moment: Moment, path: Path, copied: int, said: str) -> None:
    now = state(path)
    written = sorted(str(path.with_name(name)) for name in OUT if path.with_name(name).exists())
    if now["there"]:
        assert now["actions"].count("erased") <= 1
        assert len(set(now["outside"])) == len(now["outside"])
    match OUTCOMES[act, moment].disk:
        case "old" if act == "copy":
            assert len(places.copy_names(path)) == copied
        case "old" if act in get_args(leaving.Leaving):
            assert not written
        case "old":
            assert not done(act, now)
            assert not now["intents"] or act == "restore"
            assert {path.read_bytes()} >= {file.read_bytes() for file in places.damaged_files(path)}
        case "new":
            assert done(act, now)
            assert not now["intents"]
        case "new, files left":
            assert done(act, now)
            assert now["intents"] == 1
        case "new, intent left":
            assert done(act, now)
            assert now["intents"] == 1
            if act in ("erase", "encrypt"):
                beside = [*places.restorable(path), *places.damaged_files(path)]
                assert not [file for file in beside if b"wonderwall" in file.read_bytes()]
        case "written" if act == "copy":
            assert len(places.copy_names(path)) == copied + 1
        case "written":
            assert written == now["outside"]
            assert written
        case "part written":
            assert written
            assert len(written) < 2
            assert set(written) <= set(now["outside"])
            assert written[0] in said
        case "as another left it":
            assert path.exists() == (moment == "changed")
            assert not now["there"] or path.read_bytes().endswith(b" ")
        case "put aside":
            assert not now["there"]
            (aside,) = places.damaged_files(path)
            assert str(aside) in said


def test_every_act_of_the_table_is_driven() -> None:
    at_opening = {"create", "update", "accept edit", "open"}  # in tests/store/test_refusals.py
    assert set(DRIVERS) | at_opening == {act for act, _ in OUTCOMES}


@pytest.mark.parametrize("act", DRIVERS)
def test_what_is_said_is_what_is_there(tmp_path: Path, act: Act) -> None:
    drive, sealed = DRIVERS[act]
    came: set[Moment] = set()
    kinds = [Planted, LinklessDisk] if act in ("save", "restore closed") else [Planted]
    for kind in kinds:
        for what, lasting in (("fail", False), ("fail", True), ("full", True), ("unconfirmed", True)):
            for at in range(120):  # more calls than any act has; it ends after the last
                path = tmp_path / f"{kind.__name__}-{what}-{lasting}-{at}" / "cases.json"
                disk = kind()
                caseload = fill(path, vaults()[0] if sealed else None, disk)
                caseload.record(Client(id="c3", name="After the copies"), label="added")
                copied = len(places.copy_names(path))
                disk.arm(lambda number, at=at, what=what, lasting=lasting: (
                    what if number == at or (lasting and number > at) else ""
                ))  # fmt: skip
                try:
                    said = drive(caseload)
                except (NotSaved, NotCopied, NotRestored) as problem:
                    said = str(problem)
                    whole = len(disk.trace)
                else:
                    whole = len(disk.trace)
                disk.count = None
                caseload.close()
                if said:
                    moment = cell_of(act, said)
                    came.add(moment)
                    check(act, moment, path, copied, said)
                elif act not in ("copy", *get_args(leaving.Leaving)):
                    assert done(act, state(path)), "nothing was said, so all is done"
                    assert not state(path)["intents"]
                if at >= whole:
                    break
    for moment in {"changed", "missing"} if (act, "missing") in OUTCOMES else ():
        path = tmp_path / moment / "cases.json"
        with fill(path, vaults()[0] if sealed else None, Planted()) as caseload:
            if moment == "changed":
                path.write_bytes(path.read_bytes() + b" ")
            else:
                path.unlink()
            with pytest.raises(NotSaved) as refused:
                drive(caseload)
        came.add(cell_of(act, str(refused.value)))
        check(act, moment, path, 0, str(refused.value))
    assert came == {moment for of, moment in OUTCOMES if of == act}
