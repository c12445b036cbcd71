"""How long a save and an opening take at 5,000 events, beside TinyDB's own storage in the same run.

`pytest tests/bench/test_saving_speed.py -s` prints the figures. The bounds in milliseconds are those of the machine
the design was measured on when it is idle; on a slower or busier one they grow with what TinyDB, or the key, takes.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from tinydb import TinyDB

from ipstui.store.reading import load
from ipstui.store.storage import FileStorage
from ipstui.store.tables import CaseTables
from ipstui.store.vault import Vault

EVENTS, SAVES, ROUNDS = 5000, 25, 3
IDLE_STOCK, IDLE_KEY = 25, 150  # ms: a stock save, and one derivation of a key, where nothing else runs
PASSPHRASE = "four plain unrelated words"
rng = random.Random(5)


def event() -> dict[str, Any]:
    """A contact as it is stored, some 450 bytes of JSON."""
    return {
        "id": secrets.token_hex(8),
        "client": f"c{rng.randrange(25)}",
        "kind": "contact",
        "on": "2026-11-22",
        "at": "09:30",
        "recorded": "2026-11-22T09:30:00Z",
        "batch": secrets.token_hex(8),
        "v": 1,
        "how": "phone",
        "note": "word " * rng.randint(10, 90),
        "next": None,
    }


def filled(tables: TinyDB) -> TinyDB:
    tables.table("events").insert_multiple(event() for _ in range(EVENTS))
    return tables


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Milliseconds."""
    began = clock()
    work()
    return (clock() - began) * 1000


def saves(tables: TinyDB) -> list[float]:
    table = tables.table("events")
    return [timed(lambda: table.insert(event())) for _ in range(SAVES)]


def worked(tables: TinyDB) -> float:
    """The processor time of a save in milliseconds: what others do meanwhile, and the disk, do not count."""
    table = tables.table("events")
    return median(timed(lambda: table.insert(event()), time.process_time) for _ in range(SAVES))


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


@pytest.fixture(scope="module")
def vault() -> Vault:
    return Vault.create(PASSPHRASE)[0]


def test_saving_is_quick_and_quicker_than_tinydb(tmp_path: Path, vault: Vault) -> None:
    stores = {
        "TinyDB JSONStorage": filled(TinyDB(tmp_path / "stock.json", encoding="utf-8")),
        "plain": filled(CaseTables(FileStorage.create(tmp_path / "plain.json"))),
        "encrypted": filled(CaseTables(FileStorage.create(tmp_path / "sealed.json", vault=vault))),
    }
    rounds = [{name: saves(tables) for name, tables in stores.items()} for _ in range(ROUNDS)]
    for times in rounds:
        print("\n" + "\n".join(f"{n:20} median {median(t):5.1f} ms  p95 {p95(t):5.1f} ms" for n, t in times.items()))
    stock = [median(times["TinyDB JSONStorage"]) for times in rounds]
    busy = max(1.0, median(stock) / IDLE_STOCK)
    assert min(p95(times["encrypted"]) for times in rounds) < 50 * busy
    assert min(median(times["plain"]) for times in rounds) < 50 * busy
    work = {name: min(worked(tables) for _ in range(ROUNDS)) for name, tables in stores.items()}
    print("\nprocessor time: " + ", ".join(f"{name} {ms:.1f} ms" for name, ms in work.items()))
    assert work["TinyDB JSONStorage"] / work["encrypted"] >= 2.5
    for tables in stores.values():
        tables.close()


def test_opening_is_mostly_the_deriving_of_the_key(tmp_path: Path, vault: Vault) -> None:
    path = tmp_path / "cases.json"
    filled(CaseTables(FileStorage.create(path, vault=vault))).close()
    found, whole_ms, key_ms = [], 0.0, 0.0
    for _ in range(ROUNDS):
        opened: list[Any] = []
        key_ms = timed(lambda o=opened: o.append(Vault.unlock(load(path)[0].head.slots, PASSPHRASE)))
        read_ms = timed(lambda o=opened: o.append(FileStorage.open(path, vault=o[0])))
        head_ms = timed(lambda: load(path))
        opened[1].close()
        whole_ms = key_ms + read_ms
        busy = max(1.0, (key_ms - head_ms) / IDLE_KEY)
        found.append((whole_ms / busy, (key_ms - head_ms) / whole_ms))
        print(f"\nopened in {whole_ms:.0f} ms, of which the key {key_ms - head_ms:.0f} ms")
    assert min(found)[0] < 400
    assert max(share for _, share in found) >= 0.5
