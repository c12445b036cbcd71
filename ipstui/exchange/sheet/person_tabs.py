"""A sheet a person: labels with what they say beside them, and a log of contacts that names nobody, told as tables."""

from __future__ import annotations

import re

from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import Tab, Value, filled, letters, text_of
from ipstui.exchange.sheet.layout import CONTACT, NAMES, PEOPLE, Column, Layout
from ipstui.exchange.sheet.words import among, field_of_heading, plain

_LOOKED_AT = 60
_NOT_A_NAME = re.compile(
    r"\d|sheet|table|summary|list|template|notes|caseload|contact|log|total|index|data|chart|key", re.I
)


def person_of(tab: Tab) -> list[Layout]:
    """The form and the log of one person's sheet, as tables of that person; empty where it is no such sheet."""
    head = _log_header(tab)
    if head is None and is_turned(tab):
        return []
    pairs = _pairs(tab, head)
    fields = {column.field for column, _ in pairs}
    by_tab = names.tidy(tab.name) if _may_be_name(tab.name) else ""
    named = bool(fields & set(NAMES))
    if not (named or by_tab) or not (
        len(fields & {*PEOPLE, *NAMES, "job.start", "job.employer"}) >= 2 or head is not None
    ):
        return []
    if not named and head is None and len(fields) < 3:
        return []
    form = _form(tab, pairs, by_tab)
    found = [form]
    if head is not None:
        found.append(_log(tab, head, form.name))
    return found


def is_form(tab: Tab) -> bool:
    """Whether labels stand one below the other at the left, which they never do in a table."""
    firsts = [next(filled(values), (0, None)) for _, values in tab.rows[:_LOOKED_AT]]
    found = {field_of_heading(text_of(v).rstrip(":")) for at, v in firsts if isinstance(v, str)} - {""}
    return len(found) >= 3


def is_turned(tab: Tab) -> bool:
    """Whether people stand side by side: labels at the left, and beside each the cells of several people."""
    rows = [[value for _, value in filled(values)] for _, values in tab.rows[:_LOOKED_AT]]
    several = [row for row in rows if len(row) > 2 and _is_label(row[0]) and not any(map(_is_label, row[1:]))]
    return len(several) >= 2 and any(field_of_heading(text_of(row[0]).rstrip(":")) in NAMES for row in several)


def _is_label(value: Value) -> bool:
    return isinstance(value, str) and bool(field_of_heading(text_of(value).rstrip(":")))


def _may_be_name(text: str) -> bool:
    words = plain(text).split()
    return 1 < len(words) <= 4 and not _NOT_A_NAME.search(text) and not among("bands", text)


def _log_header(tab: Tab) -> int | None:
    """Where a log of contacts begins: a row of headings with a date, a way of contact or words, and no name."""
    for at, (_, values) in enumerate(tab.rows[:_LOOKED_AT]):
        found = [field_of_heading(text_of(value)) for _, value in filled(values) if isinstance(value, str)]
        if "contact.date" in found and len(found) >= 2 and set(found) & {*CONTACT, "notes", "outcome"}:
            return at
    return None


def _pairs(tab: Tab, head: int | None) -> list[tuple[Column, Value]]:
    """Each label with the cell to its right, with where that cell stands."""
    found: list[tuple[Column, Value]] = []
    taken: set[str] = set()
    for number, values in tab.rows[: head if head is not None else _LOOKED_AT]:
        cells = list(filled(values))
        if len(cells) > 2 and all(_is_label(value) for _, value in cells[1:]):
            continue  # headings of a table, and no label with what it says
        for (at, label), (beside, value) in zip(cells, [*cells[1:], (0, None)], strict=True):
            if not isinstance(label, str) or value is None:
                continue
            heading = text_of(label).rstrip(":").strip()
            field = field_of_heading(heading)
            other = field_of_heading(text_of(value).rstrip(":")) if isinstance(value, str) else ""
            names_none = bool(other) and (field in NAMES or text_of(value).endswith(":"))
            label_like = bool(field) and field not in taken and not names_none
            if label_like and beside > at:
                taken.add(field)
                spot = f"{letters(beside)}{number}"
                found.append((Column(at=len(found) + 1, heading=heading, field=field, spot=spot), value))
    return found


def _form(tab: Tab, pairs: list[tuple[Column, Value]], by_tab: str) -> Layout:
    """The labels as the headings of a table of one row."""
    columns = [column for column, _ in pairs]
    values = [value for _, value in pairs]
    if not {column.field for column in columns} & set(NAMES):
        columns.append(Column(at=len(columns) + 1, heading="Name", field="name", spot="A1"))
        values.append(by_tab)
    row = tab.rows[0][0]
    layout = Layout(tab=tab, role="people", columns=tuple(columns), header=(), data=[(row, tuple(values))])
    by_field = {column.field: text_of(value) for column, value in zip(columns, values, strict=True)}
    surname, forename = by_field.get("surname", ""), by_field.get("forename", "")
    layout.name = names.joined(forename, surname) if surname else names.as_name(by_field.get("name", forename))
    return layout


def _log(tab: Tab, head: int, name: str) -> Layout:
    """The log below, every row of it this person's."""
    number, headings = tab.rows[head]
    columns, taken = [], set()
    for at, value in filled(headings):
        field = field_of_heading(text_of(value))
        field = "contact.note" if field in ("notes", "outcome") and "contact.note" not in taken else field
        columns.append(Column(at=at, heading=text_of(value), field="" if field in taken else field))
        taken.add(field)
    data = [(row, values) for row, values in tab.rows[head + 1 :] if not any(among("totals", v) for v in values[:2])]
    return Layout(tab=tab, role="contacts", columns=tuple(columns), header=(number,), data=data, name=name)
