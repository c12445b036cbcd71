"""The reports over 500 clients with 100,000 events, and over the study: folding, outcomes, fidelity, in seconds."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from statistics import median

from ipstui.casework.events import Event
from ipstui.casework.people import Client, Settings
from ipstui.reports.fidelity import fidelity
from ipstui.reports.figures import period_of
from ipstui.reports.outcomes import outcomes, people_of
from ipstui.store.caseload import Caseload
from ipstui.study import study_caseload
from tests.bench.made import TODAY, clock, make

TIMES = 5


def measured(name: str, clients: list[Client], events: dict[str, list[Event]], first: date | None) -> None:
    """Print the CPU time a report takes from the events to the figures."""
    period, taken = period_of(first, None, TODAY), []
    for _ in range(TIMES):
        began = time.process_time()
        people = people_of(clients, events, period)
        folded = time.process_time()
        found = outcomes(people, period)
        counted = time.process_time()
        fidelity(people, events.get("", []), period, Settings())
        taken.append((folded - began, counted - began, time.process_time() - counted))
    fold, whole, items = (median(each[n] for each in taken) for n in range(3))
    total = sum(map(len, events.values()))
    print(f"{name}: {len(clients)} clients, {total:,} events, {len(found.figures)} figures")
    print(f"  outcomes {whole * 1000:.0f} ms, of which folding {fold * 1000:.0f} ms; fidelity {items * 1000:.0f} ms")


def main() -> None:
    """Measure both caseloads."""
    study, events = study_caseload(), defaultdict(list)
    for event in study.events:
        events[event.client].append(event)
    measured("The study", list(study.clients), events, None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        make(path, 500, 100_000)
        with Caseload.open(path, clock=clock) as caseload:
            large = {client: caseload.events_of(client) for client in ("", *caseload.clients)}
            clients = list(caseload.clients.values())
            measured("Large, of everything", clients, large, None)
            measured("Large, a quarter", clients, large, date(2026, 10, 1))


if __name__ == "__main__":
    main()
