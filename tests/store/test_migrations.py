"""Older schemas brought up to this one, newer refused, and the frozen files of each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ipstui.casework.events import KINDS, ConditionAdded, Contact, Event, kind_of
from ipstui.casework.history import write_event
from ipstui.store import whole
from ipstui.store.caseload import Caseload
from ipstui.store.errors import Damaged, NeedsPassphrase, NewerFormat
from ipstui.store.handover import bring_in, read_handover, slots_of
from ipstui.store.migrations import MEANT_BEFORE_3, MEANT_BEFORE_4, MEANT_BEFORE_5, SCHEMA, migrate
from ipstui.store.restoring import put_back
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Vault

PASSPHRASE = "four plain unrelated words"
FROZEN = Path(__file__).parent / "frozen"


def clock() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def put(path: Path, tables: dict) -> None:  # type: ignore[type-arg]
    path.write_bytes(whole.compose(whole.encode(tables), 1, clock(), None))


def opened(path: Path, **how: object) -> Caseload:
    try:
        return Caseload.open(path, clock=clock, **how)
    except NeedsPassphrase as locked:
        return Caseload.open(path, clock=clock, vault=Vault.unlock(locked.slots, PASSPHRASE), **how)


@pytest.mark.parametrize("mode", ["plain", "encrypted"])
@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_the_frozen_file_of_every_schema_opens(case_path: Path, schema: int, mode: str) -> None:
    frozen = FROZEN / f"schema{schema}-{mode}.json"
    shutil.copy(frozen, case_path)
    with opened(case_path) as caseload:
        assert [client.name for client in caseload.clients.values()] == ["Siân Made-Up"]
        condition = caseload.event("e2")
        assert isinstance(condition, ConditionAdded)
        assert condition.params == {"from": "19:00", "to": "07:00"}
        assert condition.on == date(2026, 9, 2)
        assert caseload.settings.specialist == "Made-up"
        assert all("fields" in row for row in caseload.audit())
        assert bool(caseload.notice) == (schema < SCHEMA)


@pytest.mark.parametrize("mode", ["plain", "encrypted"])
def test_an_older_file_is_copied_then_saved_once(case_path: Path, mode: str) -> None:
    shutil.copy(FROZEN / f"schema1-{mode}.json", case_path)
    before = case_path.read_bytes()
    with opened(case_path) as caseload:
        (copy,) = (case_path.parent / "backups").iterdir()
        assert copy.read_bytes() == before
        assert caseload.notice == f"Updated to version {SCHEMA}. The file as it was is in {copy}."
        assert caseload.generation == 6
        assert caseload.audit()[-1]["action"] == f"updated to schema {SCHEMA}"
    with opened(case_path) as again:
        assert again.notice == ""
        assert again.storage.generation == 6


MEANT = {"schema2": MEANT_BEFORE_3, "schema3": MEANT_BEFORE_4, "schema4": MEANT_BEFORE_5}


def asserts_what_it_meant(events: Iterable[Event], meant: dict[str, dict[str, Any]]) -> None:
    """One event of each kind, with nothing said when it was written: the old value is in it now, and written out."""
    held = {kind_of(event): event for event in events}
    assert held.keys() >= meant.keys()
    for kind, values in meant.items():
        assert {name: getattr(held[kind], name) for name in values} == values
        assert values.items() <= write_event(held[kind]).items(), "written out, not left out"


@pytest.mark.parametrize("mode", ["plain", "encrypted"])
@pytest.mark.parametrize("schema", MEANT)
def test_what_nobody_said_before_still_means_what_it_meant(case_path: Path, schema: str, mode: str) -> None:
    """One event of each kind whose default changed, written by the schema before with nothing said."""
    shutil.copy(FROZEN / f"{schema}-unsaid-{mode}.json", case_path)
    with opened(case_path) as caseload:
        asserts_what_it_meant(caseload.events_of("c1"), MEANT[schema])
        newest = [write_event(event) for event in caseload.events_of("c1")]
    with opened(case_path) as again:
        assert [write_event(event) for event in again.events_of("c1")] == newest


@pytest.mark.parametrize(("schema", "meant"), [("schema3", MEANT_BEFORE_4), ("schema4", MEANT_BEFORE_5)])
def test_a_hand_over_and_a_copy_of_the_schema_before_mean_what_they_meant(
    case_path: Path, schema: str, meant: dict[str, dict[str, Any]]
) -> None:
    """A person handed over, and a copy put back into a file of today, both as that schema wrote them."""
    handed_over = FROZEN / f"{schema}-unsaid-handover.json"
    handed = read_handover(handed_over, Vault.unlock(slots_of(handed_over), PASSPHRASE))
    asserts_what_it_meant(handed.events, meant)
    with Caseload.create(case_path, clock=clock) as caseload:
        bring_in(caseload, handed)
        asserts_what_it_meant(caseload.events_of("c1"), meant)
        caseload.record(Contact(id="new", client="c1", on=date(2026, 11, 1)), label="nobody said")
        put_back(caseload.storage, FROZEN / f"{schema}-unsaid-plain.json", clock())
        caseload.load()
        caseload.record(Contact(id="newer", client="c1", on=date(2026, 11, 1)), label="nobody said")
    with opened(case_path) as again:
        assert again.notice == ""
        asserts_what_it_meant([e for e in again.events_of("c1") if e.id != "newer"], meant)
        assert again.event("newer").outcome == "unknown"  # type: ignore[union-attr]


def test_a_default_that_changed_is_in_the_table_and_asserts_nothing_now() -> None:
    for name, meant in (pair for table in MEANT.values() for pair in table.items()):
        fields = {field.name: field.default for field in msgspec.structs.fields(KINDS[name])}
        assert all(fields[field] in ("unknown", None) for field in meant)


ASSERTS = {
    "on_precision": "a day that was typed is that day",
    "v": "the version of the event, not a fact",
    "contact.who": "logged on the person's own screen, with them unless somebody else is named",
    "application.status": "an application is one made: its news say what else",
    "application.count": "one entry is one application",
    "interview.state": "the least that can be said of an interview",
    "probation_appointment.state": "the least that can be said of an appointment",
    "appointment.state": "the least that can be said of an appointment",
    "appointment.what": "what nobody named is a meeting, and never one that took place",
    "release_expected.confidence": "the least of the three",
    "release_expected.expected_precision": "a date that was typed is that day",
    "day_planned.own_order": "the order is the one proposed until somebody holds one of their own",
    "direction_given.under": "the condition on every licence under which directions are given",
    "proposal_made.proposal_kind": "a job is held against every rule; another kind is held against fewer",
    "paper_arrived.paper": "the paper is that which was asked for",
}
"""Every default that is more than "nothing was said", and why it may be."""


def test_no_default_of_any_event_says_what_nobody_said() -> None:
    nothing = ("unknown", "", None, 0, (), {}, msgspec.NODEFAULT)
    says = {
        name if name in ASSERTS else f"{tag}.{name}"
        for tag, kind in KINDS.items()
        for name, default in ((field.name, field.default) for field in msgspec.structs.fields(kind))
        if name != "recorded" and (default is False or not any(default is each or default == each for each in nothing))
    }
    assert says == ASSERTS.keys()


def test_an_older_file_opened_to_read_is_not_touched(case_path: Path) -> None:
    shutil.copy(FROZEN / "schema1-plain.json", case_path)
    before = case_path.read_bytes()
    with opened(case_path, read_only=True) as caseload:
        assert caseload.event("e2").params == {"from": "19:00", "to": "07:00"}  # type: ignore[union-attr]
    assert case_path.read_bytes() == before
    assert [file.name for file in case_path.parent.iterdir()] == ["cases.json"]


def test_a_newer_schema_is_refused_untouched(case_path: Path) -> None:
    put(case_path, {"store": {"1": {"schema": SCHEMA + 1}}, "clients": {}})
    before = case_path.read_bytes()
    with pytest.raises(NewerFormat, match="newer ipstui"):
        Caseload.open(case_path)
    assert case_path.read_bytes() == before
    FileStorage.open(case_path).close()  # the lock was let go


@pytest.mark.parametrize("store", [{"1": {"schema": "2"}}, {"1": {}}, {"1": {"schema": 0}}, {"1": {"schema": True}}])
def test_a_nonsense_schema_is_a_sentence(case_path: Path, store: object) -> None:
    put(case_path, {"store": store})
    with pytest.raises(Damaged, match="does not say which version"):
        Caseload.open(case_path)


@pytest.mark.parametrize(
    "tables",
    [
        {"clients": {"1": {"name": "no id"}}},
        {"clients": {"1": {"id": 7, "name": "x"}}},
        {"settings": {"1": {"employer_contacts_target": "many"}}},
        {"events": {"1": {"kind": "note"}}, "employers": {"1": {"id": "e"}}},
    ],
)
def test_records_that_cannot_be_read_are_a_sentence(case_path: Path, tables: dict) -> None:  # type: ignore[type-arg]
    put(case_path, {"store": {"1": {"schema": SCHEMA}}, **tables})
    with pytest.raises(Damaged, match="cannot be read"):
        Caseload.open(case_path)


@pytest.mark.parametrize("events", [{"1": {"kind": "condition_added", "parameters": 5}}, {"1": []}])
def test_a_step_that_meets_nonsense_is_a_sentence(case_path: Path, events: object) -> None:
    put(case_path, {"store": {"1": {"schema": 1}}, "events": events})
    before = case_path.read_bytes()
    with pytest.raises(Damaged):
        Caseload.open(case_path)
    assert case_path.read_bytes() == before


def test_migrating_changes_nothing_given(case_path: Path) -> None:
    tables = json.loads((FROZEN / "schema1-plain.json").read_text("utf-8"))
    tables.pop("ipstui")
    before = msgspec.json.encode(tables)
    newer = migrate(tables, case_path)
    assert msgspec.json.encode(tables) == before
    assert migrate(newer, case_path) is newer
