"""Caseloads of any size for the measurements: ordinary cases, ordinary entries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from ipstui.casework.events import Application, Contact, EmployerContact, Event, Referral, Released, Task, TaskDone
from ipstui.casework.people import Client
from ipstui.store.caseload import Caseload, Change

TODAY = date(2026, 11, 23)
NOTE = "Talked about the week, what went well at the warehouse, and the next steps with the training provider."


def clock() -> datetime:
    """The moment at which everything was typed."""
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def make(path: Path, clients: int, events: int, **how: Any) -> None:
    """Write a caseload of `clients` people who share `events` events, spread over the last fourteen months."""
    changes: list[Change] = []
    for number in range(clients):
        client = f"c{number}"
        changes.append(Client(id=client, name=f"Person {number}"))
        changes += _events(client, events // clients)
    with Caseload.create(path, clock=clock, **how) as caseload:
        caseload.record(*changes, label="made up")


def _events(client: str, count: int) -> list[Event]:
    start = TODAY - timedelta(days=420)
    told: list[Event] = [
        Referral(client=client, on=start, in_custody="yes"),
        Released(client=client, on=start + timedelta(days=30)),
    ]
    for number in range(count - 2):
        on, before = start + timedelta(days=31 + number * 388 // count), f"{client}-{number - 1}"
        told.append(
            (
                Contact(outcome="seen", id=f"{client}-{number}", client=client, mode="face_to_face", on=on, note=NOTE),
                Task(id=f"{client}-{number}", client=client, on=on, text="Ring back", due=on + timedelta(days=3)),
                TaskDone(id=f"{client}-{number}", client=client, on=on, task=before),
                EmployerContact(
                    id=f"{client}-{number}", client=client, on=on, employer="e", mode="face_to_face", note=NOTE
                ),
                Application(id=f"{client}-{number}", client=client, on=on, role="Warehouse operative"),
            )[number % 5]
        )
    return told
