"""What the user settles of a file step by step: sheets, headings, columns, answers. Each change gives a new plan.

Pure: nothing is saved, and going back is taking a change back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.exchange.sheet.book import Book, Tab, column_number, letters, text_of
from ipstui.exchange.sheet.mapping import Mapping, check_mapping, with_remembered
from ipstui.exchange.sheet.plan import Ask, Plan, PlannedEvent, SheetSeen
from ipstui.exchange.sheet.propose import propose
from ipstui.exchange.sheet.words import table, without_numbers

NOT_SHOWN = ("ni", "nhs", "offence", "birth")
"""Fields whose cells are neither taken nor shown."""
NOTE, LEAVE_OUT = "note", ""
_SHOWN = 2


class ColumnSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One column to decide on. `cells` are its first filled ones as they stand, `becomes` the first of them read."""

    sheet: str
    letter: str
    heading: str
    field: str
    cells: tuple[str, ...]
    becomes: str = ""


class Settling:
    """One file while it is settled. `known` are the names of clients by id, `held` the mappings kept by headings."""

    def __init__(
        self, book: Book, today: date, known: AnyMapping[str, str], held: dict[str, dict[str, str]],
        settled: Mapping | None = None,
    ) -> None:  # fmt: skip
        """Begin with what is proposed and remembered, or with what was `settled` before. Raises SheetRefused."""
        self.book, self._today, self._known = book, today, known
        self.mapping = settled or with_remembered(Mapping(), propose(book, today, known=known), held)
        self.plan = self._planned(self.mapping)

    def _planned(self, mapping: Mapping) -> Plan:
        check_mapping(mapping)
        chosen = mapping.chosen
        return propose(self.book, self._today, answers=mapping.answers, chosen=chosen, known=self._known)

    def _take(self, mapping: Mapping) -> None:
        """Settle it so. Raises SheetRefused, and then all stays as it was."""
        self.plan = self._planned(mapping)
        self.mapping = mapping

    def turn_sheet(self, name: str) -> None:
        """Leave a sheet out, or take it in again. Raises SheetRefused where nothing would be left."""
        out = self.mapping.without
        kept = tuple(each for each in out if each != name) if name in out else (*out, name)
        self._take(msgspec.structs.replace(self.mapping, without=kept))

    def set_header(self, name: str, row: int) -> None:
        """Say in which row of a sheet the headings stand. Raises SheetRefused."""
        self._take(msgspec.structs.replace(self.mapping, headings={**self.mapping.headings, name: row}))

    def set_column(self, column: ColumnSeen, field: str) -> None:
        """Say what a column is: a field, `NOTE` or `LEAVE_OUT`. Raises SheetRefused for two columns in one place."""
        alike = [each for each in self.columns() if (each.sheet, each.heading) == (column.sheet, column.heading)]
        called = column.heading if column.heading and len(alike) == 1 else column.letter
        own = {**self.mapping.columns.get(column.sheet, {}), called: field}
        self._take(msgspec.structs.replace(self.mapping, columns={**self.mapping.columns, column.sheet: own}))

    def answer(self, ask: Ask, text: str) -> None:
        """Answer a question; "" takes the answer back. Raises SheetRefused."""
        answers = {key: held for key, held in self.mapping.answers.items() if key != ask.key}
        if text:
            answers[ask.key] = text
        self._take(msgspec.structs.replace(self.mapping, answers=answers))

    def left_out(self, name: str) -> bool:
        """Whether the user left a sheet out."""
        return name in self.mapping.without

    def columns(self) -> list[ColumnSeen]:
        """Every column of every sheet that is taken in, in order."""
        tabs = {tab.name: tab for tab in self.book.tabs}
        came = _by_source(self.plan.events)
        return [
            _column(tabs[seen.name], seen, letter, heading, field, came, self._today)
            for seen in self.plan.sheets
            if seen.data_rows and seen.name in tabs
            for letter, heading, field in seen.columns
        ]


def fields() -> list[tuple[str, str]]:
    """Everything a column can be, as (field, words)."""
    return sorted(((name, field_said(name)) for name in (*table("fields"), *table("sections"))), key=lambda f: f[1])


_CALLED = {
    "agrees": "knows and agrees", "bank": "bank account", "birth": "day of birth", "boc": "better-off session",
    "contact.day": "day of the contact", "contact.next": "next contact", "contact.todo": "to do next", "cv": "CV",
    "days_since": "days counted", "gp": "GP", "hours_code": "code for the hours", "id_seen": "ID seen",
    "known_to": "day, or month only", "met.date": "first meeting", "nhs": "NHS number", "ni": "NI number",
    "number": "row or case number", "profile.date": "profile begun", "release.actual": "day of release",
    "release.done": "released, yes or no", "week.mark": "mark in a week", "weeks_13": "13 weeks in work",
    "weeks_26": "26 weeks in work", "worker": "specialist",
}  # fmt: skip
"""At most 20 letters: the list of columns has no more room at 80 cells."""


def field_said(field: str) -> str:
    """What a field is called: "referral date"; in the trade's words where its own name is short for something."""
    return _CALLED.get(field) or field.replace(".", " ").replace("_", " ")


def event_said(event: PlannedEvent, today: date) -> str:
    """An event in a few words: its kind, its day as far as the sheet says it, and what else it holds."""
    kind = event.kind.replace("_", " ")
    if event.on is None:
        when = ", day not known"
    else:
        when = f" {say.month(event.on) if event.on_precision == 'month' else say.day(event.on, today)}"
    held = [
        say.month(date.fromisoformat(value))
        if event.fields.get(f"{name}_precision") == "month"
        else _value_said(value, today)
        for name, value in event.fields.items()
        if name not in _NOT_TOLD and not name.endswith("_precision")
    ]
    return ", ".join((f"{kind}{when}", *(text for text in held if text)))


def in_words(text: str, today: date) -> str:
    """A question, an answer or a reason with its days as people write them; words of the sheet, in “”, as they stand.

    The plan itself keeps days as YYYY-MM-DD, because that is what an answer is known by.
    """
    return _DAY_OR_QUOTED.sub(lambda found: _day_said(found[0], today), text)


_NOT_TOLD = ("job_key",)
_CLOCK = re.compile(r"\d{2}:\d{2}:00")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_OR_QUOTED = re.compile(rf"“[^”]*”|\b{_ISO.pattern}\b")


def _day_said(text: str, today: date) -> str:
    try:
        return say.day(date.fromisoformat(text), today)
    except ValueError:
        return text


def _value_said(value: object, today: date) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return value[:5]
    if isinstance(value, str) and _ISO.fullmatch(value):
        return _day_said(value, today)
    return "" if value == "unknown" else say.label(str(value))


def _by_source(events: list[PlannedEvent]) -> dict[str, PlannedEvent]:
    found: dict[str, PlannedEvent] = {}
    for event in events:
        found.setdefault(event.source, event)
    return found


def _column(
    tab: Tab, seen: SheetSeen, letter: str, heading: str, field: str, came: dict[str, PlannedEvent], today: date
) -> ColumnSeen:
    at, (first, last) = column_number(letter), seen.data_rows
    rows = [(number, values[at - 1]) for number, values in tab.rows
            if first <= number <= last and len(values) >= at and values[at - 1] is not None]  # fmt: skip
    hidden = field.split(".")[0] in NOT_SHOWN
    cells = () if hidden else tuple(without_numbers(text_of(value)) for _, value in rows[:_SHOWN])
    sources = (f"record {number} {heading}" if tab.records else tab.cell(number, at) for number, _ in rows[:_SHOWN])
    event = next((came[source] for source in sources if source in came), None)
    return ColumnSeen(
        sheet=tab.name,
        letter=letters(at),
        heading="" if heading == f"column {letter}" else heading,
        field=field,
        cells=cells,
        becomes="" if event is None else event_said(event, today),
    )
