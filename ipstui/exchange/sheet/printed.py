"""A plan as the contract promises it to programs: people, events, asks, notes, what is left out, what is refused."""

from __future__ import annotations

from typing import Any

import msgspec

from ipstui.exchange.sheet.plan import Ask, Plan, PlannedEvent
from ipstui.exchange.sheet.refused import SheetRefused


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan as plain values. A name stands beside each person's key; `answer_to` names the question behind it."""
    named = {person.key: person.name for person in plan.people}
    return {
        "file": plan.file,
        "sheets": msgspec.to_builtins(plan.sheets),
        "people": [_without_empty(msgspec.to_builtins(person)) for person in plan.people],
        "events": [_event(event, named) for event in plan.events],
        "asks": [_ask(ask) for ask in plan.asks],
        "notes": [{"name": named.get(n.person, ""), **_without_empty(msgspec.to_builtins(n))} for n in plan.notes],
        "left_out": [{**msgspec.to_builtins(each), "said_in_preview": True} for each in plan.left_out],
        "not_known": msgspec.to_builtins(plan.not_known),
        "already": plan.already,
        "unfit": msgspec.to_builtins(plan.unfit),
        "refused": None,
    }


def refused_document(problem: SheetRefused) -> dict[str, Any]:
    """What is printed for a file that is refused."""
    empty: dict[str, Any] = {name: [] for name in ("people", "events", "asks", "notes", "left_out")}
    return {**empty, "refused": {"kind": problem.kind, "message": problem.message}}


def _event(event: PlannedEvent, named: dict[str, str]) -> dict[str, Any]:
    document = msgspec.to_builtins(event)
    if not event.answer_to:
        del document["answer_to"]
    return {"name": named.get(event.person, ""), **document}


def _ask(ask: Ask) -> dict[str, Any]:
    document = msgspec.to_builtins(ask)
    return {**document, "about": ask.question, "proposed": ask.proposed or None, "answer": ask.answer or None}


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value not in ("", {}, [])}
