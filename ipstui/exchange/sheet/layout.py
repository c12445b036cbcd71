"""Where the table is on a sheet and what each column means: headings found, columns proposed, rows that are people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from ipstui.exchange.sheet.book import Tab, Value, filled, letters, text_of
from ipstui.exchange.sheet.words import among, field_of_heading, holds_numbers, plain, table

Role: TypeAlias = Literal["people", "contacts", "jobs", "people+contacts", "ignored"]
NAMES = ("name", "surname", "forename")
PEOPLE = (
    "referral.date", "referral.source", "release.expected", "release.done", "release.actual", "profile.date", "agrees",
    "met.date", "birth", "phone", "prison", "status",
)  # fmt: skip
CONTACT = ("contact.mode", "contact.minutes", "contact.note", "contact.setting", "contact.time", "contact.outcome")
LEFT_OUT = "left out"
"""The field of a column that the user leaves out: none of its own, and not one to ask about."""
_LOOKED_AT = 40


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its number from 1, its heading, the wider heading above it, and the field proposed ("" unknown)."""

    at: int
    heading: str
    above: str = ""
    field: str = ""
    day: date | None = None
    """The day that the heading itself gives, where the heading is a day."""
    spot: str = ""
    """Where the one cell of it stands, where a label stands beside its cell and not above it."""

    @property
    def title(self) -> str:
        """The heading as shown, or where it stands if there is none."""
        return self.heading or f"column {letters(self.at)}"


class Layout(msgspec.Struct, kw_only=True):
    """A sheet as understood. `data` are the rows of people, contacts or jobs; `aside` those that are none."""

    tab: Tab
    role: Role
    columns: tuple[Column, ...] = ()
    header: tuple[int, ...] = ()
    data: list[tuple[int, tuple[Value, ...]]] = []
    aside: list[tuple[int, str]] = []
    why: str = ""
    name: str = ""
    """Whose rows they are, where a whole sheet is one person's."""

    def column(self, field: str) -> Column | None:
        """The column of a field, the first where there are several."""
        return next((each for each in self.columns if each.field == field), None)

    def every(self, field: str) -> list[Column]:
        """All columns of a field."""
        return [each for each in self.columns if each.field == field]

    def place(self, row: int, column: Column) -> str:
        """How a cell is called: `Log!A4`, or `record 5 CRD` in a text file."""
        if column.spot:
            return f"{self.tab.name}!{column.spot}"
        return f"record {row} {column.title}" if self.tab.records else self.tab.cell(row, column.at)

    def row_place(self, row: int) -> str:
        """How a row is called, by its first cell."""
        return f"record {row}" if self.tab.records else self.tab.cell(row, 1)

    def column_place(self, column: Column) -> str:
        """How a column is called."""
        return f"column {column.title}" if self.tab.records else f"{self.tab.name} column {letters(column.at)}"

    def column_cell(self, column: Column) -> str:
        """How a column is called in a question: `Log!D`."""
        return f"column {column.title}" if self.tab.records else f"{self.tab.name}!{letters(column.at)}"


def layout_of(tab: Tab, chosen: Mapping[str, str] | None = None, header: int | None = None) -> Layout:
    """Find the table on a sheet. `chosen` gives fields by heading or letter, `header` the row of the headings."""
    if not tab.rows:
        return Layout(tab=tab, role="ignored", why="empty sheet")
    at = _header(tab, header)
    if at is None:
        why = "hidden sheet of choices, no person on it" if tab.hidden else "no headings of people, contacts or jobs"
        return Layout(tab=tab, role="ignored", why=why)
    group = _group_above(tab, at)
    columns = _columns(tab, at, group, chosen or {})
    role = _role(columns, tab, at)
    layout = Layout(tab=tab, role=role, columns=columns)
    head = tab.rows[at][0]
    layout.header = (tab.rows[at - 1][0], head) if group or _heads(tab, at) != tab.rows[at][1] else (head,)
    if role == "ignored":
        layout.why = "no column of names"
        return layout
    layout.data, layout.aside = _rows(tab, at, layout)
    return layout


def headings_before(layout: Layout) -> int | None:
    """The place in the sheet's rows of the headings found, where a smaller table stands above them; else None."""
    rows = layout.tab.rows
    at = next((place for place, (number, _) in enumerate(rows) if number in layout.header[:1]), 0)
    earlier = layout_of(msgspec.structs.replace(layout.tab, rows=rows[:at])) if at > 1 else None
    if earlier is None or not earlier.data:
        return None
    heads = next((list(filled(values)) for number, values in rows if number in earlier.header[-1:]), [])
    known = sum(_known(value) for _, value in heads)
    return at if known >= 2 and known * 2 >= len(heads) else None


def next_headings(layout: Layout) -> int | None:
    """The place in the sheet's rows of further headings, other than the first: another table begins there."""
    rows, at = layout.tab.rows, {column.at for column in layout.columns if column.field in NAMES}
    own = next(({plain(text_of(v)) for _, v in filled(values)} for n, values in rows if n in layout.header[-1:]), set())
    for place, (number, values) in enumerate(rows):
        if not layout.data or number < layout.data[0][0]:
            continue
        cells = list(filled(values))
        if not any(column in at and field_of_heading(text_of(v)) in NAMES for column, v in cells):
            continue
        known = sum(map(_known, values))
        other = {plain(text_of(v)) for _, v in cells} != own
        if other and known >= 2 and known * 2 >= len(cells) and all(isinstance(v, str) for _, v in cells):
            return place
    return None


def _header(tab: Tab, given: int | None) -> int | None:
    """The place in `rows` of the headings: where most cells are known headings, and a name is among them."""
    best, most = None, 1
    for at, (number, values) in enumerate(tab.rows[:_LOOKED_AT]):
        if given is not None:
            if number == given:
                return at
            continue
        group = _group_above(tab, at)
        fields = [field for c, v in filled(_heads(tab, at)) if (field := _field(v, group.get(c, "")))]
        days = fields.count("contact.day")
        known = len(set(fields)) + max(0, days - 1)
        named = bool(set(fields) & set(NAMES)) or (days >= 3 and _names_unheaded(tab, at))
        if named and known > most and not _is_group_only(tab, at) and not _labels(values):
            best, most = at, known
    return best


def _heads(tab: Tab, at: int) -> tuple[Value, ...]:
    """A row of headings; an empty cell among them has the heading above it, as where cells are joined downwards."""
    number, values = tab.rows[at]
    own_known = sum(map(_known, values))
    if at == 0 or number - tab.rows[at - 1][0] != 1 or own_known < 2 or own_known * 2 < len(list(filled(values))):
        return values
    above = tab.rows[at - 1][1]
    width = max(len(values), len(above))
    own, over = ((*row, *[None] * (width - len(row))) for row in (values, above))
    return tuple(v if v is not None or not _known(o) else o for v, o in zip(own, over, strict=True))


def _known(value: Value) -> bool:
    return isinstance(value, str) and bool(field_of_heading(text_of(value)))


def _is_group_only(tab: Tab, at: int) -> bool:
    """Whether a row holds joined, wider headings, and the row below it more headings of its own: they are those."""
    if at + 1 == len(tab.rows) or not any(
        first == last == tab.rows[at][0] and right > left for first, left, last, right in tab.merged
    ):
        return False
    own, below = (sum(map(_known, values)) for _, values in tab.rows[at : at + 2])
    return below > max(own, 2)


def _labels(values: tuple[Value, ...]) -> bool:
    return any(text_of(value).endswith(":") for _, value in filled(values))


def _names_unheaded(tab: Tab, at: int) -> bool:
    """Whether the first column has words below and no heading above them, as grids often do."""
    values = tab.rows[at][1]
    below = [v[0] for _, v in tab.rows[at + 1 : at + 12] if v]
    return (not values or values[0] is None) and bool(below) and all(isinstance(v, str) for v in below if v is not None)


def _group_above(tab: Tab, at: int) -> dict[int, str]:
    """The wider headings over a row of headings, by column: joined cells, but none that spans the whole table."""
    if at == 0:
        return {}
    number, values = tab.rows[at - 1]
    if tab.rows[at][0] - number != 1:
        return {}
    width = max((c for c, _ in filled(tab.rows[at][1])), default=0)
    found: dict[int, str] = {}
    for first, left, last, right in tab.merged:
        if first == last == number and 1 < right - left + 1 < width and left <= len(values):
            found |= {column: text_of(values[left - 1]) for column in range(left, right + 1)}
    return found or _group_unjoined(tab.rows[at][1], values, width)


def _group_unjoined(headings: tuple[Value, ...], values: tuple[Value, ...], width: int) -> dict[int, str]:
    """The wider headings where the joining was lost, as in a csv: each holds up to the next, if that explains more."""
    held = [(column, text_of(value)) for column, value in filled(values) if isinstance(value, str)]
    if len(held) < 2 or len(held) >= sum(1 for _ in filled(headings)):
        return {}
    ends = [column for column, _ in held[1:]] + [width + 1]
    found = {c: words for (left, words), end in zip(held, ends, strict=True) for c in range(left, end)}
    before = sum(bool(_field(value, "")) for _, value in filled(headings))
    after = sum(bool(_field(value, found.get(column, ""))) for column, value in filled(headings))
    better = any(
        _field(value, "") != _field(value, found.get(column, ""))
        for column, value in filled(headings)
        if _field(value, found.get(column, ""))
    )
    return found if after >= before and better else {}


def _columns(tab: Tab, at: int, group: Mapping[int, str], chosen: Mapping[str, str]) -> tuple[Column, ...]:
    values = _heads(tab, at)
    width = max(len(values), max((len(v) for _, v in tab.rows[at + 1 : at + 200]), default=0))
    taken: set[str] = set()
    many = set(table("many"))
    found = []
    by_name = {plain(name): field for name, field in chosen.items()}
    for number in range(1, width + 1):
        value = values[number - 1] if number <= len(values) else None
        heading, above = text_of(value), group.get(number, "")
        if not heading and not any(len(v) >= number and v[number - 1] is not None for _, v in tab.rows[at + 1 :]):
            continue
        field = _field(value, above)
        wanted = by_name.get(plain(heading), chosen.get(letters(number)))
        if wanted is not None:
            field = wanted or LEFT_OUT
        elif field in taken and field not in many:
            field = "" if field not in ("contact.date", "contact.mode") else "notes"
        taken.add(field)
        day = value if isinstance(value, date) else None
        found.append(Column(at=number, heading=heading, above=above, field=field, day=day))
    _name_numbered(found)
    if not {column.field for column in found} & set(NAMES) and _names_unheaded(tab, at) and found and found[0].at == 1:
        found[0] = msgspec.structs.replace(found[0], field="name")
    return tuple(found)


def _name_numbered(columns: list[Column]) -> None:
    """Headings 1, 2, 3 … in a row without a wider heading are weeks of a job, or contacts of a month."""
    bare = [at for at, column in enumerate(columns) if not column.field and column.heading.isdecimal()]
    run = [at for number, at in enumerate(bare, 1) if int(columns[at].heading) == number]
    if len(run) >= 4 and len(run) == len(bare):
        fields = {column.field for column in columns}
        jobs = {"job.start", "job.employer"} <= fields and "referral.date" not in fields
        for at in run:
            columns[at] = msgspec.structs.replace(columns[at], field="week.mark" if jobs else "contact.day")


def _field(value: Value, above: str) -> str:
    text = text_of(value)
    if not text:
        return ""
    section = next((field for field, words in table("sections").items() if _begins(plain(above), words)), "")
    if section and (text.isdecimal() or isinstance(value, date) or not field_of_heading(text)):
        return section
    if isinstance(value, date):
        return "contact.day"
    return field_of_heading(text, above) or (
        "contact.day" if _is_week(text) or _CONTACT_NO.fullmatch(plain(text)) else ""
    )


def _begins(text: str, words: list[str]) -> bool:
    return any(text == word or text.startswith(word + " ") for word in words)


_CONTACT_NO = re.compile(r"(contact|session|visit|meeting|appt|appointment)( no)? ?\d{1,2}")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WEEK_HEADING = re.compile(
    rf"(w ?c|w ?b|week (commencing|beginning)|wk (commencing|c)|wc|w e|week ending) ?\d{{1,2}}\b.*|(week|wk) ?\d{{1,2}}"
    rf"|((mon|tue|wed|thu|fri|sat|sun)[a-z]* )?\d{{1,2}}(st|nd|rd|th)?( \d{{1,2}}| ({_MONTHS})[a-z]*)( \d{{2,4}})?"
)


def _is_week(text: str) -> bool:
    return bool(_WEEK_HEADING.fullmatch(plain(text)))


def _role(columns: tuple[Column, ...], tab: Tab, at: int) -> Role:
    fields = {column.field for column in columns}
    if not fields & set(NAMES):
        return "ignored"
    if "contact.date" in fields and fields & set(CONTACT):
        return "contacts"
    if "contact.day" in fields:
        return "people+contacts"
    if {"job.start", "job.employer"} <= fields and not fields & {"referral.date", "release.expected", "profile.date"}:
        return "jobs"
    if "contact.date" in fields and not fields & set(PEOPLE) and fields & {"notes", "outcome"}:
        return "contacts"
    return "people"


def _rows(tab: Tab, at: int, layout: Layout) -> tuple[list[tuple[int, tuple[Value, ...]]], list[tuple[int, str]]]:
    """The rows below the headings: those that are somebody, and those that are nobody with why."""
    heading = [plain(text_of(v)) for v in tab.rows[at][1]]
    name_at = [c.at for c in layout.columns if c.field in NAMES]
    mapped = [c.at for c in layout.columns if c.field]
    data, aside = [], []
    for number, values in tab.rows[at + 1 :]:
        why = _nobody(values, name_at, mapped, heading, layout.role)
        if why:
            aside.append((number, why))
        else:
            data.append((number, values))
    return data, aside


def _nobody(values: tuple[Value, ...], name_at: list[int], mapped: list[int], heading: list[str], role: Role) -> str:
    held = dict(filled(values))
    if [plain(text_of(v)) for v in values if v is not None] == [h for h in heading if h]:
        return "the headings again"
    if any(isinstance(v, str) and (among("totals", v) or _total(v)) for at, v in list(held.items())[:3]):
        return "totals, not a person"
    names = [held[at] for at in name_at if at in held]
    if any(among("templates", name) or plain(text_of(name)).startswith(("example ", "e g ")) for name in names):
        return "a template, not a person"
    if len(held) == 1 and role != "contacts":
        text = text_of(next(iter(held.values())))
        if (
            among("bands", text)
            or among("footers", text)
            or _band(text)
            or (text.isupper() and text.isalpha() and len(text) > 4)
        ):
            return "a heading or line within the table, not a person"
    if any(among("everybody", name) for name in names) and role != "contacts":
        return "about nobody in particular"
    if names and all(isinstance(name, int | float) for name in names):
        return "a number where a name belongs, not a person"
    if not names and role != "contacts":
        return "no name in this row"
    if len(held) == 1 and len(text_of(next(iter(held.values())))) > 60:
        return "a line of words below the table"
    return ""


def _total(text: str) -> bool:
    return bool(re.match(r"(grand |sub ?)?totals?\b|average\b|sum\b|count\b|no\. of\b", text.strip(), re.IGNORECASE))


def _band(text: str) -> bool:
    bare = plain(text)
    starts = tuple(
        f"{word} " for word in (*table("footers"), "hmp", "closed", "active", "clients", "people", "caseload")
    )
    return bare.startswith(starts) or bool(re.search(r"\d", bare)) or text.rstrip().endswith(":")


def looks_private(layout: Layout, column: Column) -> bool:
    """Whether a column without a known heading holds numbers that are not held here."""
    cells = (v[column.at - 1] for _, v in layout.data[:50] if len(v) >= column.at)
    return any(holds_numbers(text_of(cell)) for cell in cells)


def in_rows(layout: Layout, column: Column) -> Iterator[tuple[int, Value]]:
    """The filled cells of one column, with their rows."""
    return (
        (number, values[column.at - 1])
        for number, values in layout.data
        if len(values) >= column.at and values[column.at - 1] is not None
    )
