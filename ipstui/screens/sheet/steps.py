"""The four steps of bringing in a spreadsheet, as rows to draw: sheets, columns, questions, what would come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ipstui.casework import say
from ipstui.exchange.sheet.bring_in import Prepared
from ipstui.exchange.sheet.plan import Ask
from ipstui.exchange.sheet.settling import NOT_SHOWN, ColumnSeen, Settling, event_said, field_said, in_words
from ipstui.widgets.lines import Column, Heading, Line, Target

STEPS = ("Sheets", "Columns", "Questions", "Look")
COLUMNS: tuple[tuple[Column, ...], ...] = (
    (Column(24, share=1), Column(18), Column(12, right=True), Column(14)),
    (Column(4), Column(22, share=1), Column(20), Column(26, share=2)),
    (Column(20), Column(28, share=2), Column(16, share=1)),
    (Column(20, share=1), Column(30, share=2), Column(14)),
)


class Step(NamedTuple):
    """What one step shows: the rows, and a sentence by the id of a target, for beside the line under the cursor."""

    rows: list[Line | Heading]
    told: dict[str, str]


def step(number: int, settling: Settling, prepared: Prepared, today: date) -> Step:
    """Return what a step shows, from 0."""
    if number == 0:
        return _sheets(settling)
    if number == 1:
        return _columns(settling.columns())
    if number == 2:
        return _questions(settling.plan.asks, today)
    return _look(prepared, today)


def open_questions(asks: Sequence[Ask]) -> int:
    """How many questions have no answer yet."""
    return sum(not ask.answer for ask in asks)


def _sheets(settling: Settling) -> Step:
    rows: list[Line | Heading] = []
    told = {}
    for seen in settling.plan.sheets:
        count = f"{seen.data_rows[1] - seen.data_rows[0] + 1} rows" if seen.data_rows else "no rows"
        head = f"headings row {seen.header_rows[-1]}" if seen.header_rows else ""
        role = "left out" if settling.left_out(seen.name) else seen.role.replace("people+contacts", "people, contacts")
        rows.append(Line(Target("sheet", seen.name), (seen.name, role, count, head)))
        why = f"{seen.why[:1].upper()}{seen.why[1:]}. " if seen.why else ""
        told[seen.name] = f"{why}Enter leaves the sheet out, or takes it in again; h says where the headings are."
    return Step(rows, told)


def _columns(columns: list[ColumnSeen]) -> Step:
    rows: list[Line | Heading] = []
    told = {}
    sheet = None
    for column in columns:
        if column.sheet != sheet:
            sheet = column.sheet
            rows.append(Heading(sheet))
        key = f"{column.sheet}!{column.letter}"
        holds = "not taken, not shown" if column.field.split(".")[0] in NOT_SHOWN else " · ".join(column.cells)
        means = field_said(column.field) if column.field else "asked about"
        rows.append(Line(Target("column", key), (column.letter, column.heading or "no heading", means, holds)))
        told[key] = f"On the sheet: {holds or 'nothing'}."
        if column.becomes:
            told[key] += f" Read as: {column.becomes}."
    return Step(rows, told)


def _questions(asks: Sequence[Ask], today: date) -> Step:
    rows: list[Line | Heading] = []
    told = {}
    for heading, wanted in (("OPEN", False), ("ANSWERED, AS PROPOSED OR BY YOU", True)):
        held = [ask for ask in asks if bool(ask.answer) is wanted]
        if held:
            rows.append(Heading(f"{heading}: {len(held)}"))
        for ask in held:
            asked = in_words(ask.question, today)
            rows.append(Line(Target("ask", ask.id), (ask.source, asked, in_words(ask.answer, today) or "open")))
            told[ask.id] = asked if ask.answer else f"{asked} While open: {in_words(ask.if_unanswered, today)}."
    if not asks:
        rows.append(Heading("Nothing is unclear on this file.", quiet=True))
    return Step(rows, told)


def _look(prepared: Prepared, today: date) -> Step:
    plan = prepared.plan
    rows: list[Line | Heading] = []
    told = {}
    people = f"{prepared.new_people} new of {len(plan.people)} people"
    there = f"; {plan.already} are there already" if plan.already else ""
    rows.append(Heading(f"{people}, {say.plural(prepared.new_events, 'new event')}{there}"))
    for place, person in enumerate(plan.people):
        key = f"person{place}"
        rows.append(Line(Target("person", key), (person.name, "", "there already" if person.known else "new")))
        told[key] = f"{person.name}, from {person.source}."
        own = [(each.source, event_said(each, today)) for each in plan.events if each.person == person.key]
        own += [(each.source, f"note: {each.text}") for each in plan.notes if each.person == person.key]
        for number, (source, text) in enumerate(own):
            one = f"{key}.{number}"
            rows.append(Line(Target("event", one), (f"  {source}", text, "")))
            told[one] = f"{say.sentence(text)}. From {source}."
    for heading, kept in (("DOES NOT FIT, NOT SAVED", plan.unfit), ("LEFT OUT", plan.left_out)):
        if kept:
            rows.append(Heading(f"{heading}: {len(kept)}"))
        for place, each in enumerate(kept):
            key = f"{heading}{place}"
            why = in_words(each.why, today)
            rows.append(Line(Target("out", key), (each.source, why, "")))
            told[key] = f"{each.source}: {why}"
    return Step(rows, told)
