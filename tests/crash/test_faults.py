"""Each file operation of a save fails, or is the last thing the process ever does: old or new, always whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ipstui.store import places
from ipstui.store.errors import CannotCreate, NotSaved
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault
from tests.crash.planted import Died, Planted
from tests.machine import SUPERUSER

ROOT = Path(__file__).parents[2]
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
OLD = {"events": {"1": {"n": 1}}}
NEW = {"events": {"1": {"n": 1}, "2": {"n": 2}}}
ENOUGH = 40  # more operations than a save has


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def vault(request: pytest.FixtureRequest) -> Vault | None:
    return Vault.create("four plain unrelated words", cost=CHEAP)[0] if request.param == "encrypted" else None


def prepared(path: Path, vault: Vault | None) -> tuple[FileStorage, Planted]:
    disk = Planted()
    store = FileStorage.create(path, vault=vault, disk=disk)
    store.write(OLD)
    return store, disk


def on_disk(path: Path, vault: Vault | None) -> Any:
    store = FileStorage.open(path, vault=vault)
    tables = store.read()
    store.close()
    return tables


def points(tmp_path: Path, vault: Vault | None) -> list[str]:
    """The operations of one good save, in their order."""
    store, disk = prepared(tmp_path / "count.json", vault)
    disk.arm(lambda number: "")
    store.write(NEW)
    store.close()
    return disk.trace


def test_a_save_consists_of_what_we_think(tmp_path: Path, vault: Vault | None) -> None:
    assert points(tmp_path, vault) == [
        *("stamp", "unlink", "create", "write", "fsync", "close", "stamp"),
        *("unlink", "link", "replace", "unlink", "replace", "stamp", "sync_folder"),
    ]


@pytest.mark.parametrize("what", ["die before", "die after"])
def test_the_process_dies_at_each_operation(tmp_path: Path, vault: Vault | None, what: str) -> None:
    for at in range(len(points(tmp_path, vault))):
        path = tmp_path / f"{at}.json"
        store, disk = prepared(path, vault)
        disk.arm(lambda number, at=at: what if number >= at else "")
        with pytest.raises(Died):
            store.write(NEW)
        disk.bury()
        store.close()
        assert on_disk(path, vault) in (OLD, NEW)
        assert not places.new_of(path).exists()


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("what", ["fail", "half"])
def test_each_operation_fails(tmp_path: Path, vault: Vault | None, what: str, lasting: bool) -> None:
    told = 0
    for at in range(len(points(tmp_path, vault))):
        path = tmp_path / f"{at}.json"
        store, disk = prepared(path, vault)
        disk.arm(lambda number, at=at: what if number == at or (lasting and number > at) else "")
        try:
            store.write(NEW)
            expected = NEW
        except NotSaved as problem:
            told += 1
            expected = NEW if problem.uncertain else OLD
        disk.count = None
        assert store.read() == expected, disk.trace
        store.write(NEW)  # and the disk is well again
        store.close()
        assert on_disk(path, vault) == NEW
    assert told >= (7 if what == "fail" else 1)


def test_creating_fails_at_each_operation(tmp_path: Path, vault: Vault | None) -> None:
    failed = 0
    for at in range(ENOUGH):
        path = tmp_path / f"{at}.json"
        disk = Planted()
        disk.arm(lambda number, at=at: "fail" if number == at else "")
        try:
            FileStorage.create(path, vault=vault, disk=disk).close()
        except CannotCreate:
            failed += 1
            disk.count = None
            if path.exists():
                assert on_disk(path, vault) == {}
            else:
                FileStorage.create(path, vault=vault).close()
    assert failed >= 6


@pytest.mark.posix("a limit on the size of a file")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """The operating system itself stops the writing, half-way through the new file."""
    program = """
import resource, signal, sys
from ipstui.store.errors import NotSaved
from ipstui.store.storage import FileStorage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = FileStorage.create(sys.argv[1])
old = {"events": {"1": {"n": 1}}}
store.write(old)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    store.write({"events": {"1": {"note": "x" * 50_000}}})
except NotSaved as problem:
    assert store.read() == old
    print(problem)
store.write({"events": {"1": {"n": 2}}})
"""
    path = tmp_path / "cases.json"
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Not saved: ")
    assert on_disk(path, None) == {"events": {"1": {"n": 2}}}


@pytest.mark.posix("rights of a folder as a mode")
@pytest.mark.skipif(SUPERUSER, reason="the superuser may write anywhere")
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    store, _ = prepared(tmp_path / "cases.json", None)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(NotSaved, match="access to it was denied"):
            store.write(NEW)
        assert store.read() == OLD
    finally:
        tmp_path.chmod(0o700)
    store.write(NEW)
