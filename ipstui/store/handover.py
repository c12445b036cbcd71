"""Handing one person over to another caseload: an encrypted file of its own, and the way in again.

The file is an encrypted case file like any other (its form is told in `whole`), with one person in it and one
slot, its passphrase: AES-256-GCM and Argon2id are all it takes to read it. Its tables are `store` (the schema),
`clients` (one row), `events`, and of `employers` and `vacancies` those that the events name. What is known already
when it is brought in, by id or, for employers, by name, is left as it is: bringing it in again adds nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from ipstui.casework.clean import cleaned
from ipstui.casework.events import Event, Unread, is_apart
from ipstui.casework.history import effective, read_event, write_event
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.casework.spelling import fold, same_name
from ipstui.store import whole
from ipstui.store.caseload import Caseload, Change
from ipstui.store.copies import save_elsewhere
from ipstui.store.errors import AnotherName, Damaged, NotACaseFile, StoreError
from ipstui.store.leaving import HAND_OVER, write_outside
from ipstui.store.migrations import SCHEMA, migrate
from ipstui.store.reading import read_checked
from ipstui.store.vault import PASSPHRASE, Kdf, Slot, Vault

Record = Callable[..., object]  # as Caseload.record


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """One person as handed over."""

    client: Client
    events: tuple[Event, ...]
    employers: tuple[Employer, ...]
    vacancies: tuple[Vacancy, ...]


class BroughtIn(msgspec.Struct, frozen=True, kw_only=True):
    """What an import added; all zero when everything was there already.

    `kept_out` counts the events that would have voided or corrected one that is here already.
    """

    client: Client
    is_new: bool
    events: int
    employers: int
    vacancies: int
    kept_out: int = 0


def kept_apart(caseload: Caseload, client: Client) -> int:
    """How many convictions and cautions of a person stand, which a hand-over leaves out unless they are asked for."""
    return sum(is_apart(event) for event in effective(caseload.events_of(client.id)))


def _to_hand_over(events: Sequence[Event], *, apart: bool) -> list[Event]:
    """The events that go along. What is set apart stays, with what corrected it or took it back."""
    if apart:
        return list(events)
    staying = {event.id for event in events if is_apart(event)}
    while more := {event.id for event in events if event.voids in staying} - staying:
        staying |= more
    return [event for event in events if event.id not in staying]


def export_client(
    caseload: Caseload, client: Client, target: Path, passphrase: str, *, cost: Kdf | None = None, apart: bool = False
) -> tuple[Path, str]:
    """Note where it goes, and write one person to a new file there that opens with `passphrase`.

    Convictions and cautions go along only if `apart`. Where it is, and why that was not confirmed, "" when it was.
    Raises UnfitPassphrase, NotSaved before anything was written, NotCopied when the file could not be written.
    """
    target = Path(os.path.abspath(target))
    events = _to_hand_over(caseload.events_of(client.id), apart=apart)
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
    """The person in the file, every text cleaned. Raises a Refused for anything that is not a hand-over."""
    tables, _ = read_checked(path)[1].open(vault)
    try:
        tables = migrate(tables, path)
        rows = {name: list(tables.get(name, {}).values()) for name in ("clients", "employers", "vacancies", "events")}
        clients = [cleaned(client) for client in msgspec.convert(rows["clients"], list[Client])]
        events = tuple(_cleaned(read_event(row)) for row in rows["events"])
        employers = tuple(cleaned(each) for each in msgspec.convert(rows["employers"], list[Employer]))
        vacancies = tuple(cleaned(each) for each in msgspec.convert(rows["vacancies"], list[Vacancy]))
    except (AttributeError, TypeError, ValueError):
        raise Damaged(path, "holds a record that cannot be read") from None
    if len(clients) != 1:
        raise NotACaseFile(path, f"holds {len(clients)} people, and a hand-over holds one")
    _refuse_odd_ids(path, clients[0], events, employers, vacancies)
    return Handover(client=clients[0], events=events, employers=employers, vacancies=vacancies)


def _refuse_odd_ids(path: Path, client: Client, events: Sequence[Event], *others: Sequence[Employer | Vacancy]) -> None:
    ids = [client.id, *(event.id for event in events), *(each.id for kind in others for each in kind)]
    if not all(ids) or not client.name:
        raise Damaged(path, "holds a record without an id or a name")
    if len(set(ids)) < len(ids):
        raise Damaged(path, "holds two records with the same id, so it is not clear which is right")
    if any(event.client != client.id for event in events):
        raise Damaged(path, "holds records of somebody else")


def bring_in(
    caseload: Caseload, handed: Handover, *, same_person: bool = False, record: Record | None = None
) -> BroughtIn:
    """Save what is not known yet, as one batch; facts already here are kept, and none of them is voided.

    `record` saves, `Caseload.record` unless told; a desk's checks what it is given as if it were typed.
    Raises AnotherName when the id is here under another name, unless it is said to be the `same_person`; Damaged when
    an id is that of another kind of record here; NotSaved, and what `record` raises.
    """
    client = caseload.clients.get(handed.client.id)
    if client is not None and not same_person and not same_name(client.name, handed.client.name):
        raise AnotherName(client.name, handed.client.name)
    by_name = {fold(each.name): each.id for each in caseload.employers.values()}
    same = {
        each.id: by_name[fold(each.name)]
        for each in handed.employers
        if each.id not in caseload.employers and fold(each.name) in by_name
    }
    employers = [each for each in handed.employers if each.id not in caseload.employers and each.id not in same]
    vacancies = [_renamed(each, same) for each in handed.vacancies if each.id not in caseload.vacancies]
    new = [_renamed(event, same) for event in handed.events if caseload.event(event.id) is None]
    events = [event for event in new if not event.voids or caseload.event(event.voids) is None]
    if any(known.client != handed.client.id for event in handed.events if (known := caseload.event(event.id))):
        raise StoreError("The hand-over holds an id that is somebody else's record here. Nothing was brought in.")
    changes: list[Change] = [*([] if client else [handed.client]), *employers, *vacancies, *events]
    if changes:
        (record or caseload.record)(*changes, label=f"{handed.client.name} brought in")
    return BroughtIn(
        client=client or handed.client,
        is_new=client is None,
        events=len(events),
        employers=len(employers),
        vacancies=len(vacancies),
        kept_out=len(new) - len(events),
    )


def _cleaned(event: Event) -> Event:
    return event if isinstance(event, Unread) else cleaned(event)


def _renamed(thing: Any, same: dict[str, str]) -> Any:
    """The event or vacancy with our id for an employer that is already here under another."""
    known = same.get(getattr(thing, "employer", ""))
    return msgspec.structs.replace(thing, employer=known) if known and not isinstance(thing, Unread) else thing


def _table(rows: list[Any]) -> dict[str, Any]:
    return {str(number): msgspec.to_builtins(row) for number, row in enumerate(rows, start=1)}
