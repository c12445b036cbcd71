"""Handing one person over to another caseload: an encrypted file of its own, and the way in again.

The file is an encrypted case file like any other (its form is told in `whole`), with one person in it and one
slot, its passphrase: AES-256-GCM and Argon2id are all it takes to read it. Its tables are `store` (the schema),
`clients` (one row), `events`, and of `employers` and `vacancies` those that the events name. What is known already
when it is brought in, by id or, for employers, by name, is left as it is: bringing it in again adds nothing.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ipstui.casework.events import Event, Unread
from ipstui.casework.history import read_event, write_event
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.store import whole
from ipstui.store.caseload import Caseload, Change
from ipstui.store.copies import save_elsewhere
from ipstui.store.errors import Damaged, NotACaseFile
from ipstui.store.leaving import HAND_OVER, write_outside
from ipstui.store.migrations import SCHEMA, migrate
from ipstui.store.reading import read_checked
from ipstui.store.vault import PASSPHRASE, Kdf, Slot, Vault


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """One person as handed over."""

    client: Client
    events: tuple[Event, ...]
    employers: tuple[Employer, ...]
    vacancies: tuple[Vacancy, ...]


class BroughtIn(msgspec.Struct, frozen=True, kw_only=True):
    """What an import added; all zero when everything was there already."""

    client: Client
    is_new: bool
    events: int
    employers: int
    vacancies: int


def export_client(
    caseload: Caseload, client: Client, target: Path, passphrase: str, *, cost: Kdf | None = None
) -> tuple[Path, str]:
    """Note where it goes, and write one person to a new file there that opens with `passphrase`.

    Where it is, and why that was not confirmed, "" when it was.
    Raises UnfitPassphrase, NotSaved before anything was written, NotCopied when the file could not be written.
    """
    target = Path(os.path.abspath(target))
    events = caseload.events_of(client.id)
    documents = [write_event(event) for event in events]
    named = {value for document in documents for value in document.values() if isinstance(value, str)}
    vacancies = [each for each in caseload.vacancies.values() if each.id in named]
    named |= {each.employer for each in vacancies}
    tables = {
        "store": {"1": {"schema": SCHEMA}},
        "clients": _table([client]),
        "events": _table(documents),
        "employers": _table([each for each in caseload.employers.values() if each.id in named]),
        "vacancies": _table(vacancies),
    }
    vault, _ = Vault.create(passphrase, cost=cost)
    vault.slots = tuple(slot for slot in vault.slots if slot.name == PASSPHRASE)
    data = whole.compose(whole.encode(tables), 1, caseload.now(), vault)
    write = partial(save_elsewhere, data=data, disk=caseload.storage.disk)
    return target, write_outside(caseload.storage, HAND_OVER, [target], write, caseload.now(), client=client.id)


def slots_of(path: Path) -> tuple[Slot, ...]:
    """What `Vault.unlock` wants for a hand-over file. Raises a Refused; a file in clear is no hand-over."""
    found = read_checked(path)[1]
    if not found.encrypted:
        raise NotACaseFile(path, "is not a hand-over from ipstui")
    return found.head.slots


def read_handover(path: Path, vault: Vault) -> Handover:
    """The person in the file. Raises a Refused for anything that is not a hand-over."""
    tables, _ = read_checked(path)[1].open(vault)
    try:
        tables = migrate(tables, path)
        rows = {name: list(tables.get(name, {}).values()) for name in ("clients", "employers", "vacancies", "events")}
        clients = msgspec.convert(rows["clients"], list[Client])
        events = tuple(read_event(row) for row in rows["events"])
        employers = msgspec.convert(rows["employers"], tuple[Employer, ...])
        vacancies = msgspec.convert(rows["vacancies"], tuple[Vacancy, ...])
    except (AttributeError, TypeError, ValueError):
        raise Damaged(path, "holds a record that cannot be read") from None
    if len(clients) != 1:
        raise NotACaseFile(path, f"holds {len(clients)} people, and a hand-over holds one")
    own = tuple(event for event in events if event.client == clients[0].id and event.id)
    return Handover(client=clients[0], events=own, employers=employers, vacancies=vacancies)


def bring_in(caseload: Caseload, handed: Handover) -> BroughtIn:
    """Save what is not known yet, as one batch; facts already here are kept. Raises NotSaved."""
    client = caseload.clients.get(handed.client.id)
    by_name = {each.name.casefold(): each.id for each in caseload.employers.values()}
    same = {
        each.id: by_name[each.name.casefold()]
        for each in handed.employers
        if each.id not in caseload.employers and each.name.casefold() in by_name
    }
    employers = [each for each in handed.employers if each.id not in caseload.employers and each.id not in same]
    vacancies = [_renamed(each, same) for each in handed.vacancies if each.id not in caseload.vacancies]
    events = [_renamed(event, same) for event in handed.events if caseload.event(event.id) is None]
    changes: list[Change] = [*([] if client else [handed.client]), *employers, *vacancies, *events]
    if changes:
        caseload.record(*changes, label=f"{handed.client.name} brought in")
    return BroughtIn(
        client=client or handed.client,
        is_new=client is None,
        events=len(events),
        employers=len(employers),
        vacancies=len(vacancies),
    )


def _renamed(thing: Any, same: dict[str, str]) -> Any:
    """The event or vacancy with our id for an employer that is already here under another."""
    known = same.get(getattr(thing, "employer", ""))
    return msgspec.structs.replace(thing, employer=known) if known and not isinstance(thing, Unread) else thing


def _table(rows: list[Any]) -> dict[str, Any]:
    return {str(number): msgspec.to_builtins(row) for number, row in enumerate(rows, start=1)}
