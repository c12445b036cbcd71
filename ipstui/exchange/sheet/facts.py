"""The slow facts in a row a person: telephone, year of birth, bank account, documents, GP, officer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ipstui.casework import say
from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import text_of
from ipstui.exchange.sheet.figures import lost_nought, shortened, telephone
from ipstui.exchange.sheet.going import Going, Line
from ipstui.exchange.sheet.layout import Column, in_rows
from ipstui.exchange.sheet.plan import PlannedPerson
from ipstui.exchange.sheet.words import among


def take_facts(line: Line, person: PlannedPerson) -> None:
    """Telephone, year of birth, bank account, documents, GP, officer: what the sheet says and no more."""
    found: dict[str, Any] = {
        "phone": _phone(line, "phone", person.key),
        "birth_year": _birth_year(line),
        "bank_account": yes_or_no(line, "bank"),
        "right_to_work_seen": yes_or_no(line, "right_to_work") or _id_as_right_to_work(line, person.key),
        "gp": line.text("gp"),
    }
    for name, value in found.items():
        if value not in ("", None) and name not in person.fields:
            person.fields[name] = value
    _officer(line, person)


def _phone(line: Line, field: str, person: str) -> str:
    value = line.value(field)
    text = line.text(field)
    if not text:
        return ""
    if shortened(value):
        answer = line.going.draft.ask(
            "damaged_phone",
            "cell",
            line.source(field),
            f"“{text}” is a number that was shortened: its last figures are lost. Type it?",
            ("type it", "no number"),
            person=person,
            otherwise="no phone",
        )
        return telephone(answer.typed)
    if not lost_nought(value):
        return telephone(value)
    back = line.going.once("nought", lambda: _put_nought_back(line.going))
    return f"0{text}" if back else text


def _put_nought_back(going: Going) -> bool:
    columns = [c for f in ("phone", "officer.phone") if (c := going.layout.column(f)) is not None]
    count = sum(lost_nought(value) for column in columns for _, value in in_rows(going.layout, column))
    answer = going.draft.ask(
        "phone_nought", "column", _columns(going, columns),
        f"{say.plural(count, 'telephone number')} lost the first nought. Put it back?", ("yes", "no"), proposed="yes",
        otherwise="kept as they stand",
    )  # fmt: skip
    return answer.option == "yes"


def _columns(going: Going, columns: list[Column]) -> str:
    first, *rest = (going.layout.column_cell(column) for column in columns)
    return ", ".join([first, *(each.rpartition("!")[2] for each in rest)])


def _birth_year(line: Line) -> int | None:
    """The year only, never the day."""
    value = line.value("birth")
    if isinstance(value, date):
        return value.year
    if found := re.search(r"\b(19[2-9]\d|20[01]\d)\b", text_of(value)):
        return int(found[1])
    if found := re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2})", text_of(value)):
        short = int(found[1])
        return 1900 + short if 2000 + short > line.going.today.year - 15 else 2000 + short
    return None


def yes_or_no(line: Line, field: str) -> str:
    """What a Y, N, tick or cross says; "" for a blank and for what is not known: a blank is not no."""
    value = line.value(field)
    if among("yes", value) or among("tick", value):
        return "yes"
    if among("cross", value):
        return "no" if cross_means_no(line.going) else ""
    if value is not None and not among("no", value):
        line.text(field)
    return "no" if among("no", value) else ""


def _id_as_right_to_work(line: Line, person: str) -> str:
    going = line.going
    column = going.layout.column("id_seen")
    if column is None or line.cell(column) is None:
        return ""
    answer = going.draft.ask(
        "x_meaning", "column", going.layout.column_cell(column),
        f"Column “{column.heading}”: a document for the right to work, or any ID?",
        ("right_to_work_seen", "leave out", "note"), otherwise="left out",
    )  # fmt: skip
    if answer.option == "note":
        words = f"{column.heading}: {text_of(line.cell(column))}"
        going.draft.note(person, line.source("id_seen"), words, answer_to=going.draft.ask_id(answer.key))
    return yes_or_no(line, "id_seen") if answer.option == "right_to_work_seen" else ""


def cross_means_no(going: Going) -> bool:
    """An x beside ticks or Y and N: asked once for the sheet."""
    return going.once("cross", lambda: _ask_cross(going))


def _ask_cross(going: Going) -> bool:
    places = []
    for field in ("cv", "id_seen", "bank", "agrees", "release.done", "right_to_work"):
        column = going.layout.column(field)
        if column is not None:
            places += [
                going.layout.place(row, column) for row, value in in_rows(going.layout, column) if among("cross", value)
            ]
    if not places:
        return False
    answer = going.draft.ask(
        "tick_or_cross", "sheet", ",".join([places[0], *(p.rpartition("!")[2] for p in places[1:12])]),
        "An x stands in the same columns as Y, N or a tick. Does x mean no?", ("x = no", "x = yes", "leave unknown"),
        proposed="x = no",
    )  # fmt: skip
    return answer.option == "x = no"


def _officer(line: Line, person: PlannedPerson) -> None:
    name = line.text("officer")
    if not name:
        return
    officer = {"role": "probation officer", "name": names.settled(names.tidy(name))}
    if phone := _phone(line, "officer.phone", person.key):
        officer["phone"] = phone
    held = person.fields.setdefault("people", [])
    if all(each["name"] != officer["name"] for each in held):
        held.append(officer)
