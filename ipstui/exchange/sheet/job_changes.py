"""Hours and pay that change: on one cell (“16→20→24”) or from sheet to sheet; from which day is for the user to say."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec

from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.figures import hourly_pay, weekly_hours, written
from ipstui.exchange.sheet.going import Line
from ipstui.exchange.sheet.plan import Answer, Draft

CHANGE = re.compile(r"→|->|=>|\bthen\b|\bnow\b|\bup to\b", re.IGNORECASE)
_HOW = "type the days"
_FIELDS = {"job.hours": ("Hours", "hours_weekly"), "job.pay": ("Pay", "hourly_pay")}


class Step(msgspec.Struct, frozen=True):
    """A value of hours or pay; `since` is None for the one that held from the start."""

    value: Decimal
    since: date | None


def typed_steps(answer: Answer, field: str, today: date) -> list[Step]:
    """What was typed as `16; 20 from 5 Oct 2026; 24 from 26 Oct 2026`; empty where any of it cannot be read."""
    if answer.option != _HOW or not answer.typed:
        return []
    read = weekly_hours if field == "job.hours" else hourly_pay
    steps = []
    for number, part in enumerate(answer.typed.split(";")):
        said, _, since = part.strip().partition(" from ")
        value, reading = read(said), read_day(since.strip() or None, today, order="day")
        if value is None or (reading.form != "day" if since or number else False):
            return []
        if reading.day is not None and reading.day > today:
            return []
        steps.append(Step(value, reading.day))
    return steps


def ask_change(draft: Draft, line: Line, field: str, text: str, person: str) -> tuple[list[Step], str]:
    """Ask from which days the values of one cell hold; return them, none while it is open, and the question."""
    weeks = line.going.layout.every("week.mark")
    source = line.source(field)
    filled = [c for c in weeks if line.cell(c) is not None] if field == "job.hours" else []
    if filled:
        first, last = (line.going.layout.place(line.row, c).rpartition("!")[2] for c in (weeks[0], filled[-1]))
        source += f",{first}:{last}"
    answer = draft.ask(
        "changed_value",
        "cell",
        source,
        f"{_FIELDS[field][0]} “{text}”: from which days? Type them as “16; 20 from 5 Oct 2026”.",
        (_HOW, "leave unknown"),
        person=person,
    )
    return typed_steps(answer, field, draft.today), answer.key


def ask_changed(
    draft: Draft, person: str, job_key: str, field: str, found: list[tuple[str, date | None, Decimal]]
) -> None:
    """Ask from when the values hold that differ from sheet to sheet, as (place, month of the sheet, value)."""
    changes = [each for before, each in pairwise(found) if each[2] != before[2]]
    if not changes:
        return
    label, name = _FIELDS[field]
    first = found[found.index(changes[0]) - 1]
    said = ", ".join(written(value) for _, _, value in (first, *changes))
    answer = draft.ask(
        "changed_value",
        "cell",
        "; ".join(place for place, _, _ in (first, *changes)),
        f"The {label.lower()} of this job go from sheet to sheet: {said}. From which days?",
        ("month only", _HOW),
        proposed="month only",
        person=person,
        otherwise=f"{label.lower()} stay as first given, the rest is a note",
        words=f"{label}: {said}",
    )
    if answer.option == "month only":
        for place, month, value in changes:
            if month is not None:
                fields = {"job_key": job_key, name: written(value)}
                draft.event(person, "job_changed", month, place, fields, precision="month", because=answer.key)
    record_steps(draft, person, job_key, field, typed_steps(answer, field, draft.today), changes[-1][0], answer.key)


def record_steps(
    draft: Draft, person: str, job_key: str, field: str, steps: list[Step], source: str, because: str
) -> None:
    """Record the values that hold from a later day."""
    for step in steps:
        if step.since is not None:
            fields = {"job_key": job_key, _FIELDS[field][1]: written(step.value)}
            draft.event(person, "job_changed", step.since, source, fields, because=because)
