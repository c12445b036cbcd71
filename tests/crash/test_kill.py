"""Real processes, really killed. IPSTUI_CRASH_RUNS says how often (20 unless told; 400 before a release)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault

pytestmark = pytest.mark.crash

RUNS = int(os.environ.get("IPSTUI_CRASH_RUNS", "20"))
WRITER = Path(__file__).with_name("writer.py")
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


def start(path: Path, how: str, count: int, *more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(WRITER), str(path), how, str(count), *more]
    # Without a buffer: what is read ahead into one, `communicate` does not see.
    return subprocess.Popen(command, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def created(path: Path, how: str, events: int = 200) -> Vault | None:
    vault = Vault.create("four plain unrelated words", cost=CHEAP)[0] if how == "encrypted" else None
    store = FileStorage.create(path, vault=vault)
    store.write({"events": {str(n + 1): {"n": n, "note": "x" * 300} for n in range(events)}})
    store.close()
    return vault


def kill_repeatedly(path: Path, how: str, runs: int) -> tuple[int, int, int]:
    """How many events were acknowledged, how many of them are lost, how many kills hit a save half-way."""
    vault = created(path, how)
    rng = random.Random(os.environ.get("IPSTUI_CRASH_SEED", "1"))
    acknowledged = lost = half_way = 0
    for _ in range(runs):
        writer = start(path, how, 100_000)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        # It is killed at a random moment of the saves after its first, however long that one took.
        first = writer.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.04))
        writer.kill()
        told = [first, *writer.communicate()[0].splitlines(keepends=True)]
        half_way += path.with_name(path.name + ".new").exists()
        store = FileStorage.open(path, vault=vault)  # raises if the file is unreadable
        found = sorted(row["n"] for row in store.read()["events"].values())
        store.close()
        assert found == list(range(len(found)))
        numbers = [int(line) for line in told if line.endswith(b"\n")]
        acknowledged += len(numbers)
        lost += sum(number >= len(found) for number in numbers)
        assert not numbers or len(found) <= numbers[-1] + 2
    return acknowledged, lost, half_way


@pytest.mark.parametrize("how", ["plain", "encrypted"])
def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path, how: str) -> None:
    acknowledged, lost, half_way = kill_repeatedly(tmp_path / "cases.json", how, RUNS)
    print(f"{how}: {RUNS} kills, {acknowledged} events acknowledged, {lost} lost, {half_way} killed half-way")
    assert lost == 0
    assert acknowledged >= RUNS
    assert half_way > 0


def test_saying_saved_too_early_is_caught(tmp_path: Path) -> None:
    assert kill_repeatedly(tmp_path / "cases.json", "early", max(20, RUNS // 4))[1] > 0


def test_processes_beside_each_other_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    created(path, "plain", events=0)
    count = 25
    writers = [start(path, "plain", count, "--reopen") for _ in range(3)]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said.decode()
    store = FileStorage.open(path)
    rows = list(store.read()["events"].values())
    store.close()
    assert len(rows) == 3 * count
    assert sorted(sum(row["by"] == writer.pid for row in rows) for writer in writers) == [count] * 3
