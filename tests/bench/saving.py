"""Logging a contact on a live caseload: from the decision to "saved", checked, written and flushed to the disk."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from ipstui.casework.events import Contact
from ipstui.desk import Desk
from ipstui.store.caseload import Caseload
from ipstui.store.vault import Vault
from tests.bench.made import NOTE, TODAY, clock, make


def saving(folder: Path, clients: int, events: int, rounds: int, vault: Vault | None) -> list[float]:
    """Seconds of each save. The review is drawn in between, as on the screen, and is not counted."""
    path = folder / ("sealed.json" if vault else "plain.json")
    how = {"vault": vault} if vault else {}
    make(path, clients, events, **how)
    times = []
    with Caseload.open(path, clock=clock, **how) as caseload:
        desk = Desk(caseload, lambda: TODAY)
        for number in range(rounds):
            desk.review()
            began = time.perf_counter()
            desk.record(Contact(outcome="seen", client=f"c{number % clients}", on=TODAY, note=NOTE), label="contact")
            times.append(time.perf_counter() - began)
    return times


def main() -> None:
    """Plain and encrypted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=25)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=25)
    asked = parser.parse_args()
    print(f"{asked.clients} clients, {asked.events} events, median of {asked.rounds} (target: under 50 ms)")
    with tempfile.TemporaryDirectory() as folder:
        for name, vault in (("plain", None), ("encrypted", Vault.create("four plain unrelated words")[0])):
            times = saving(Path(folder), asked.clients, asked.events, asked.rounds, vault)
            print(f"{name:<10} {median(times) * 1000:5.1f} ms, longest {max(times) * 1000:5.1f} ms")


if __name__ == "__main__":
    main()
