"""From a plan to one save: people and employers found or made, what is there already left as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from ipstui.casework.checks import LINE_LIMIT, NOTE_LIMIT, Unfit, check, clean
from ipstui.casework.events import KINDS, Event, Note, Void, kind_of
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Employer
from ipstui.casework.story import Story, story_of
from ipstui.desk import Desk
from ipstui.exchange.sheet.opened import read_file
from ipstui.exchange.sheet.people import client_id
from ipstui.exchange.sheet.plan import LeftOut, Plan, PlannedEvent, PlannedPerson
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.words import plain
from ipstui.store.caseload import Batch, Change, new_id

_SAME_BY = {
    "job_started": ("employer", "role"), "job_ended": ("job",), "job_changed": ("job",),
    "offer": ("employer", "starts"),
    "contact": ("at", "mode", "outcome", "note"), "employer_contact": ("employer", "note"), "note": ("note",),
    "release_expected": ("expected",), "benefit_status": ("benefit",), "profile_updated": ("wants",), "cv": ("state",),
    "appointment": ("at",), "disclosure_discussed": ("choice",),
}  # fmt: skip
"""Beside the person, the kind and the day: what makes two events the same fact."""


class Prepared(msgspec.Struct, kw_only=True):
    """What is ready to be saved as one batch. `plan` says what was there already and what does not fit."""

    plan: Plan
    changes: list[Change]
    new_people: int = 0
    new_events: int = 0


def prepare(plan: Plan, desk: Desk) -> Prepared:
    """Hold a plan against the case file: nothing is saved yet. `plan.already` and `plan.unfit` are filled in."""
    plan.already, plan.unfit = 0, []
    prepared = Prepared(plan=plan, changes=[])
    clients = _clients(plan, desk)
    employers = _Employers(desk)
    for person in plan.people:
        client = clients[person.key]
        if client.id not in desk.caseload.clients:
            prepared.changes.append(client)
            prepared.new_people += 1
        else:
            plan.unfit += _said_otherwise(person, client)
        _prepare_person(prepared, desk, client, _events_of(plan, person.key, client, employers, desk.today))
    _prepare_person(prepared, desk, None, _events_of(plan, "", None, employers, desk.today))
    named = {getattr(change, "employer", "") for change in prepared.changes}
    prepared.changes[:0] = [each for each in employers.used if each.id in named]
    return prepared


def bring_in(prepared: Prepared, desk: Desk, path: Path) -> Batch | None:
    """Save it as one batch, once the file is found unchanged; None where there is nothing to add.

    Raises SheetRefused where the file was changed since it was read, NotSaved and Unfit as `Desk.record` does.
    """
    if hashlib.sha256(read_file(path)).hexdigest() != prepared.plan.digest:
        raise SheetRefused(
            "changed", f"{path.name} was changed since it was read. Nothing was saved: look at it again."
        )
    if not prepared.changes:
        return None
    return desk.record(*prepared.changes, label=f"{prepared.plan.file} brought in")


def _clients(plan: Plan, desk: Desk) -> dict[str, Client]:
    """The client each person is: the one the user said, else a new one."""
    found: dict[str, Client] = {}
    taken: set[str] = set()
    for person in plan.people:
        own = client_id(person.name)
        if person.known in desk.caseload.clients and person.known not in taken:
            client = desk.caseload.clients[person.known]
        else:
            # Of two of one name, or of one name and somebody else, the place on the sheet tells them apart.
            if own in taken or own in desk.caseload.clients:
                own = client_id(f"{person.name} {person.source}")
            client = desk.caseload.clients.get(own) or _new_client(person, own)
        taken.add(client.id)
        found[person.key] = client
    return found


def _said_otherwise(person: PlannedPerson, client: Client) -> list[LeftOut]:
    """What the sheet says of somebody who is here already, where it is not what is held: that stands, and is said."""
    found = []
    for name, value in person.fields.items():
        held = getattr(client, name, None)
        said, here = _in_words(value), _in_words(held)
        alike = plain(said).replace(" ", "") == plain(here).replace(" ", "")
        if not alike and not (name == "people" and set(said.split(", ")) <= set(here.split(", "))):
            what = {"people": "the officer"}.get(name, name.replace("_", " "))
            why = f"{client.name}: {what} is {said} on the sheet and {here or 'not known'} here, which stands"
            found.append(LeftOut(source=person.source, why=why))
    return found


def _in_words(value: Any) -> str:
    """A field of a client as words: of people, their names."""
    if isinstance(value, list | tuple):
        return ", ".join(str(msgspec.to_builtins(each)["name"]) for each in value)
    return "" if value in (None, "unknown") else str(value)


def _new_client(person: PlannedPerson, own: str) -> Client:
    return msgspec.convert({**person.fields, "id": own, "name": clean(person.name)[:LINE_LIMIT]}, Client)


class _Employers:
    """Employers by name: those held, and those that a sheet names for the first time."""

    def __init__(self, desk: Desk) -> None:
        self._held = {plain(each.name): each.id for each in desk.caseload.employers.values()}
        self.used: list[Employer] = []

    def id_of(self, name: str) -> str:
        """The employer's id; "" for no name."""
        same = plain(name)
        if not same:
            return ""
        if same not in self._held:
            employer = Employer(id=new_id(), name=clean(name)[:LINE_LIMIT])
            self._held[same] = employer.id
            self.used.append(employer)
        return self._held[same]


def _events_of(
    plan: Plan, key: str, client: Client | None, employers: _Employers, today: date
) -> list[tuple[str, Event]]:
    """The events and notes of one person as they would be stored, in the order in which they can be checked."""
    jobs: dict[str, str] = {}
    made: list[tuple[str, Event]] = []
    own = [event for event in plan.events if event.person == key]
    for event in sorted(own, key=lambda each: (each.on or today, _ORDER.get(each.kind, 1))):
        made.append((event.source, _event(event, client, employers, jobs, today)))
    for note in plan.notes:
        if note.person == key and client is not None:
            text = clean(note.text)
            for part in (text[at : at + NOTE_LIMIT] for at in range(0, len(text), NOTE_LIMIT)):
                made.append(
                    (note.source, Note(id=new_id(), client=client.id, on=today, on_precision="unknown", note=part))
                )
    return made


_ORDER = {"referral": 0, "job_changed": 2, "job_ended": 3, "closed": 4}


def _event(
    planned: PlannedEvent, client: Client | None, employers: _Employers, jobs: dict[str, str], today: date
) -> Event:
    fields: dict[str, Any] = dict(planned.fields)
    event_id = new_id()  # also what is not saved yet has one: checks tell events apart by it
    job = fields.pop("job_key", "")
    if planned.kind == "job_started":
        event_id = jobs.setdefault(job or planned.source, event_id)
    elif planned.kind in ("job_changed", "job_ended"):
        fields["job"] = jobs.get(job, "")
    if "employer" in fields:
        fields["employer"] = employers.id_of(fields["employer"])
    for name, value in fields.items():
        if isinstance(value, str):
            limit = NOTE_LIMIT if name in ("note", "words") else LINE_LIMIT
            fields[name] = clean(value)[:limit]
    return msgspec.convert(
        {
            **fields,
            "kind": planned.kind,
            "id": event_id,
            "client": client.id if client else "",
            "on": planned.on or today,
            "on_precision": planned.on_precision,
        },
        KINDS[planned.kind],
    )


def _prepare_person(prepared: Prepared, desk: Desk, client: Client | None, made: list[tuple[str, Event]]) -> None:
    """Keep what is new and fits. A job that is there already lends its id to what follows it."""
    stored = list(desk.caseload.events_of(client.id if client else ""))
    known = _known(stored)
    renamed: dict[str, str] = {}
    kept = list(stored)
    story: Story | None = None
    for source, event in made:
        if (job := getattr(event, "job", "")) in renamed:
            event = msgspec.structs.replace(event, job=renamed[job])
        same = _same(event)
        if known.get(same):
            there = known[same].pop()
            prepared.plan.already += 1
            renamed[event.id] = there
            continue
        if client is not None:
            if story is None or kind_of(event) in _READS_THE_STORY:
                story = story_of(client.id, kept, desk.today)
            try:
                check(event, story)
            except Unfit as problem:
                prepared.plan.unfit.append(LeftOut(source=source, why=f"{client.name}: {problem.problem}"))
                continue
        kept.append(event)
        prepared.changes.append(event)
        prepared.new_events += 1


_READS_THE_STORY = ("released", "returned_to_custody", "release_expected", "job_started", "job_changed", "job_ended")
"""The kinds that are held against what came before; for the others a story of any age will do."""


def _known(stored: list[Event]) -> dict[tuple[Any, ...], list[str]]:
    """What is in the case file already, by what makes it the same fact: also what the user took back since.

    What an undo took back counts as never brought in.
    """
    batches = {event.id: event.batch for event in stored}
    # An undo carries the batch of what it takes back; a later correction has one of its own.
    undone = {v.voids for v in stored if isinstance(v, Void) and v.batch and batches.get(v.voids) == v.batch}
    standing = {event.id for event in effective(stored)}
    found: dict[tuple[Any, ...], list[str]] = {}
    for event in stored:
        if not isinstance(event, Void) and event.id not in undone:
            ids = found.setdefault(_same(event), [])
            ids.insert(len(ids) if event.id in standing else 0, event.id)
    return found


def _same(event: Event) -> tuple[Any, ...]:
    kind = kind_of(event)
    extra: Mapping[str, Any] = {name: getattr(event, name, "") for name in _SAME_BY.get(kind, ())}
    on = event.on if event.on_precision != "unknown" else None
    return (kind, event.client, on, *(str(value) for value in extra.values()))
