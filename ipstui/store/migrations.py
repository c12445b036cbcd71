"""From the tables of an older schema to those of this one, one step each, in memory.

Schema 1 was the first. Schema 2 renamed the facts of a licence condition from `parameters` to `params`, named the
fields in each audit row, and added the list of what was written outside the case file. Schemas 3, 4 and 5 made
"unknown" the default of what nobody said: 4 whether a contact came about and what was decided or became of a vacancy, a
licence and a certificate; 5 how a course, a placement and a trial stand, what may be passed on, and every yes or no.
Before, a field left out stood for a value, which is written into each event here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from ipstui.store.audit import audit_row
from ipstui.store.doubt import stands
from ipstui.store.errors import Damaged, NewerFormat, NotCopied, NotSaved
from ipstui.store.outcomes import said
from ipstui.store.storage import FileStorage
from ipstui.store.whole import Tables

SCHEMA = 5


def schema_of(tables: Tables, path: Path) -> int:
    """The schema that the tables say they have, this one if they say none. Raises Damaged for nonsense."""
    said = [row.get("schema") if isinstance(row, dict) else None for row in tables.get("store", {}).values()]
    numbers = [each for each in said if type(each) is int]
    if len(numbers) < len(said) or min(numbers, default=1) < 1:
        raise Damaged(path, "does not say which version of ipstui its records belong to")
    return max(numbers, default=SCHEMA)


def migrate(tables: Tables, path: Path) -> Tables:
    """Tables of this schema; the same object if they are already. `tables` is not changed.

    Raises NewerFormat for a later schema, and Damaged when a step meets what it cannot read.
    """
    schema = schema_of(tables, path)
    if schema > SCHEMA:
        raise NewerFormat(path)
    while schema < SCHEMA:
        try:
            tables = _STEPS[schema](tables)
        except (AttributeError, TypeError, ValueError, KeyError):
            raise Damaged(path, f"holds records that cannot be brought from version {schema} to the next") from None
        schema += 1
        tables = {**tables, "store": {"1": {**_first(tables["store"]), "schema": schema}}}
    return tables


def update(storage: FileStorage, now: datetime) -> str:
    """Bring an older schema up to this one, the file as it was copied first; return what to say about it.

    Raises NotSaved; then the file is as it was.
    """
    tables = storage.read()
    if schema_of(tables, storage.path) >= SCHEMA:
        return ""
    from ipstui.store.copies import make_copy

    newer = migrate(tables, storage.path)
    try:
        kept = make_copy(storage, now)
    except NotCopied as problem:
        raise NotSaved(problem.why, act="update") from problem
    audit = newer.get("audit", {})
    number = str(max(map(int, audit), default=0) + 1)
    newer = {**newer, "audit": {**audit, number: audit_row(f"updated to schema {SCHEMA}", now)}}
    if doubt := stands(lambda: storage.write(newer), "update"):
        return said("update", "unknown", why=doubt)
    return f"Updated to version {SCHEMA}. The file as it was is in {kept}."


def _from_1(tables: Tables) -> Tables:
    return {
        **tables,
        "events": {key: _params(row) for key, row in tables.get("events", {}).items()},
        "audit": {key: {"fields": []} | row for key, row in tables.get("audit", {}).items()},
        "outside": tables.get("outside", {}),
    }


def _params(event: dict[str, Any]) -> dict[str, Any]:
    if event.get("kind") != "condition_added" or "parameters" not in event:
        return event
    rest = {name: value for name, value in event.items() if name != "parameters"}
    return {**rest, "params": event["parameters"] | event.get("params", {})}


MEANT_BEFORE_3: dict[str, dict[str, Any]] = {
    "referral": {"source_type": "other"},
    "consent": {"given": True},
    "release_expected": {"release_kind": "determinate"},
    "contact": {"mode": "face_to_face", "purpose": "employment"},
    "benefit_status": {"in_payment": True},
    "employer_contact": {"who": "specialist", "mode": "face_to_face"},
    "application": {"done_by": "both"},
    "job_started": {"competitive": "yes", "found_by": "both"},
    "job_ended": {"reason": "other"},
}
"""By kind of event: what a field that was left out stood for in schemas 1 and 2."""


MEANT_BEFORE_4: dict[str, dict[str, Any]] = {
    "contact": {"outcome": "seen"},
    "vacancy_considered": {"result": "pursued"},
    "licence_recorded": {"licence_kind": "conditional_release", "status": "active"},
    "permission_given": {"decision": "granted"},
    "certificate": {"state": "got"},
}
"""The same, for schemas up to 3."""


MEANT_BEFORE_5: dict[str, dict[str, Any]] = {
    "training": {"state": "started"},
    "work_trial": {"state": "offered"},
    "placement": {"state": "started"},
    "sharing": {"covers": "both"},
    "need_opened": {"urgent": False},
    "interview": {"informal": False},
    "job_started": {"self_employed": False},
    "condition_added": {"order": False},
    "benefits_session": {"copy_printed": False},
}
"""The same, for schemas up to 4."""


def _from_2(tables: Tables) -> Tables:
    return _written_out(tables, MEANT_BEFORE_3)


def _from_3(tables: Tables) -> Tables:
    return _written_out(tables, MEANT_BEFORE_4)


def _from_4(tables: Tables) -> Tables:
    return _written_out(tables, MEANT_BEFORE_5)


def _written_out(tables: Tables, meant: dict[str, dict[str, Any]]) -> Tables:
    rows = tables.get("events", {})
    return {**tables, "events": {key: meant.get(str(row.get("kind")), {}) | row for key, row in rows.items()}}


def _first(table: dict[str, Any]) -> dict[str, Any]:
    return next(iter(table.values()))


_STEPS: dict[int, Callable[[Tables], Tables]] = {1: _from_1, 2: _from_2, 3: _from_3, 4: _from_4}
