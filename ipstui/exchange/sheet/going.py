"""One sheet while its rows are gone through: the order of days and months settled, each cell read or asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any, TypeVar

import msgspec

from ipstui.casework import say
from ipstui.casework.choices import Precision
from ipstui.exchange.sheet.book import Book, Fault, Value, text_of
from ipstui.exchange.sheet.days import Order, Reading, read_day
from ipstui.exchange.sheet.layout import Column, Layout, in_rows
from ipstui.exchange.sheet.plan import Answer, Draft
from ipstui.exchange.sheet.words import unknown, without_numbers

DAY_FIELDS = (
    "referral.date", "referral.accepted", "release.expected", "release.actual", "profile.date", "met.date",
    "employer_contact.date", "job.start", "job.end", "closed.date", "contact.date", "contact.next", "contact.day",
)  # fmt: skip
_YEARS_APART = timedelta(days=1100)
_EARLIEST = date(1971, 1, 1)
_YEARS_AHEAD = 40
T = TypeVar("T")


_PAST = ("referral.date", "referral.accepted", "release.actual", "profile.date", "met.date", "contact.date")
"""Days of what has happened: none of them lies ahead."""


def turned_round(day: date) -> date:
    """A date with day and month changed over; the day is at most 12."""
    return date(day.year, day.day, day.month)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A day that may be recorded: how surely it is known, where it stands, and the question it hangs on."""

    on: date
    precision: Precision = "day"
    source: str
    because: str = ""


class Line:
    """One row of a table, its cells by field."""

    def __init__(self, going: Going, row: int, values: tuple[Value, ...]) -> None:
        self.going, self.row = going, row
        self.values = tuple(
            without_numbers(value) if isinstance(value, str) and not isinstance(value, Fault) else value
            for value in values
        )
        """The cells, without the numbers that are not held, wherever they stand."""

    def cell(self, column: Column) -> Value:
        """What stands in a column."""
        return self.values[column.at - 1] if len(self.values) >= column.at else None

    def value(self, field: str) -> Value:
        """What stands in the column of a field; None where there is no such column, or nothing in it."""
        column = self.going.layout.column(field)
        return self.cell(column) if column is not None else None

    def text(self, field: str) -> str:
        """The same in words; "" too for what says that it is not known, which is then noted as such."""
        value = self.value(field)
        if unknown(value):
            self.going.draft.not_known(self.source(field), text_of(value))
            return ""
        return text_of(value)

    def source(self, field: str) -> str:
        """How the cell of a field is called."""
        column = self.going.layout.column(field)
        return self.going.layout.place(self.row, column) if column is not None else self.place

    def title(self, field: str) -> str:
        """The heading of a field's column."""
        column = self.going.layout.column(field)
        return column.title if column is not None else field

    @property
    def place(self) -> str:
        """How the row is called."""
        return self.going.layout.row_place(self.row)


class Going:
    """A sheet being gone through."""

    def __init__(self, draft: Draft, layout: Layout, book: Book) -> None:
        self.draft, self.layout, self.book, self.today = draft, layout, book, draft.today
        self.apart: set[tuple[int, int]] = set()
        """Cells, as (row, column), whose day is asked about by itself and not with the others of the sheet."""
        self.order: Order = ""
        self.order_key = ""
        self.hidden = {row for row, _ in layout.data} & layout.tab.hidden_rows
        """The rows of data that the sheet hides."""
        self.hidden_are_doubles = False
        self.swapped: dict[int, str] = {}
        """Columns whose true dates have day and month changed over, with the question that says so."""
        self._once: dict[str, Any] = {}
        self._found_slips: dict[int, dict[int, date]] = {}

    def lines(self) -> Iterator[Line]:
        """The rows that are somebody, the hidden ones only where the user wants them."""
        wanted = self._hidden_wanted() if self.hidden else True
        return (Line(self, row, values) for row, values in self.layout.data if wanted or row not in self.hidden)

    def _hidden_wanted(self) -> bool:
        rows = sorted(self.hidden)
        listed = ", ".join(map(str, rows[:12]))
        answer = self.draft.ask(
            "hidden",
            "sheet",
            f"{self.layout.tab.name} row{'s' if len(rows) > 1 else ''} {listed}",
            "One row is hidden. Bring it in?" if len(rows) == 1 else f"{len(rows)} rows are hidden. Bring them in?",
            ("yes", "no"),
            proposed="" if self.hidden_are_doubles else "yes",
            otherwise="left out, and said so",
        )
        if answer.option != "yes":
            for row in rows:
                self.draft.leave(f"{self.layout.tab.name} row {row}", "a hidden row")
        return answer.option == "yes"

    # Days

    def settle_order(self) -> None:
        """Ask once how figures such as 3/12/26 are meant; day first is proposed only where the sheet proves it."""
        for field in DAY_FIELDS:
            for column in self.layout.every(field):
                self._ask_swapped(field, column)
        unclear: list[tuple[int, Column, Reading]] = []
        proofs: dict[str, str] = {}
        for field in DAY_FIELDS:
            for column in self.layout.every(field):
                for row, value in in_rows(self.layout, column):
                    if isinstance(value, str) and row not in self.hidden:
                        reading = read_day(value, self.today)
                        if reading.form == "either_order" and (row, column.at) not in self.apart:
                            unclear.append((row, column, reading))
                        if reading.proof:
                            proofs.setdefault(reading.proof, reading.text)
        if not unclear:
            return
        unclear.sort(key=lambda each: (each[0], each[1].at))
        places = [self.layout.place(row, column) for row, column, _ in unclear]
        short = ",".join([places[0], *(p.rpartition("!")[2] for p in places[1:])])
        if self.layout.tab.records:
            rows = list(dict.fromkeys(row for row, _, _ in unclear))
            short = f"record{'s' * (len(rows) > 1)} {', '.join(map(str, rows))}"
        shown = ", ".join(dict.fromkeys(reading.text for _, _, reading in unclear[:8]))
        proven = f" ({', '.join(proofs.values())} in this sheet can only be read one way.)" if len(proofs) == 1 else ""
        answer = self.draft.ask(
            "date_order",
            "column" if len({column.at for _, column, _ in unclear}) == 1 else "sheet",
            short if len(short) < 200 else f"{places[0]} and {len(places) - 1} more",
            f"In {shown}, is the day or the month first?{proven}",
            ("day first", "month first"),
            proposed=f"{next(iter(proofs))} first" if len(proofs) == 1 else "",
            otherwise="nothing is recorded of these cells; the words stay as notes",
        )
        if answer.option:
            self.order = "day" if answer.option == "day first" else "month"
        self.order_key = answer.key

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What holds for the whole sheet, worked out the first time it is wanted."""
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

    def typed_day(self, answer: Answer) -> date | None:
        """The day that was typed as an answer, up to today; None for anything else."""
        reading = read_day(answer.typed or None, self.today, order="day")
        return reading.day if reading.form == "day" and reading.day and reading.day <= self.today else None

    def _ask_swapped(self, field: str, column: Column) -> None:
        """True dates are taken as they stand, unless the whole column shows that days and months were changed over.

        That is so where a computer set to the other order read a column: what it could read as a date it turned round,
        and what it could not (25/10) stayed text.
        """
        values = [value for _, value in in_rows(self.layout, column)]
        days = [value for value in values if isinstance(value, date)]
        if len(days) < 2 or any(day.day > 12 for day in days):
            return
        turned = [turned_round(day) for day in days]
        readings = [read_day(value, self.today) for value in values if isinstance(value, str)]
        left_as_text = [each for each in readings if each.proof == "day" and "/" in each.text]
        open_ones = [each for each in readings if each.form == "either_order"]
        ahead = [day for day in days if day > self.today]
        told_by_text = bool(left_as_text) and not open_ones
        told_by_future = field in _PAST and len(ahead) > 1 and all(day <= self.today for day in turned)
        if not (told_by_text or told_by_future):
            return
        why = f"“{left_as_text[0].text}” stayed text" if told_by_text else f"{ahead[0].isoformat()} lies ahead"
        answer = self.draft.ask(
            "dates_swapped",
            "column",
            self.layout.column_cell(column),
            f"The dates in “{column.title}” seem to have day and month changed over ({why}): "
            f"{days[0].isoformat()} would be {turned[0].isoformat()}. Change them back?",
            ("change them back", "as they stand"),
            proposed="change them back",
        )
        if answer.option == "change them back":
            self.swapped[column.at] = answer.key

    def read(self, value: Value) -> Reading:
        """Read a cell as a day, by the order that holds for this sheet."""
        return read_day(value, self.today, order=self.order, from_1904=self.book.counts_from_1904)

    def far_off(self, column: Column) -> dict[int, date]:
        """Rows whose day lies years from all others of its column: most likely a slip."""
        read = {row: self.read(value) for row, value in in_rows(self.layout, column)}
        days = {row: each.day for row, each in read.items() if each.form == "day" and each.day}
        if len(days) < 4:
            return {}
        middle = date.fromordinal(int(median(day.toordinal() for day in days.values())))
        off = {row: day for row, day in days.items() if abs(day - middle) > _YEARS_APART}
        return off if len(off) * 4 <= len(days) else {}

    def take(self, line: Line, field: str, person: str, *, months: bool = True, words: str = "") -> Taken | None:
        """Take a day from a cell, or ask. `months` where a month may be recorded as one.

        `words` is what stays as a note while the question is open; else what the cell says.
        """
        column = self.layout.column(field)
        if column is None:
            return None
        value, source = line.cell(column), self.layout.place(line.row, column)
        reading = self.read(value)
        words = words or f"{column.title}: {reading.text}"
        match reading.form:
            case "empty":
                return None
            case "unknown":
                self.draft.not_known(source, reading.text)
                return None
            case "day" if reading.true_date and reading.day is not None and column.at in self.swapped:
                return Taken(on=turned_round(reading.day), source=source, because=self.swapped[column.at])
            case "day" if reading.day is not None:
                ahead = field == "contact.date" and reading.day > self.today  # asked about in its own way
                if self._is_no_likely_day(reading.day):
                    return self._ask_day("no_likely_day", source, column, reading, person, months, words)
                if not ahead and line.row in self._slips(column):
                    return self._ask_day("date_far_off", source, column, reading, person, months, words)
                because = self.order_key if reading.other is not None else ""
                return Taken(on=reading.day, source=source, because=because)
            case "month" if reading.day is not None and months and reading.day <= self.today:
                return Taken(on=reading.day, precision="month", source=source)
            case "either_order" if (line.row, column.at) not in self.apart:
                if person:
                    self.draft.note(person, source, words, why="day or month first is open")
                return None
            case _:
                return self._ask_day(_KINDS[reading.form], source, column, reading, person, months, words)

    def _is_no_likely_day(self, day: date) -> bool:
        """Whether a day is one that stands for none: 1 Jan 1900 or 1970 for an empty cell, 31 Dec 9999 for no end."""
        return day < _EARLIEST or day.year > self.today.year + _YEARS_AHEAD

    def _slips(self, column: Column) -> dict[int, date]:
        if column.at not in self._found_slips:
            self._found_slips[column.at] = self.far_off(column)
        return self._found_slips[column.at]

    def _ask_day(
        self, kind: str, source: str, column: Column, reading: Reading, person: str, months: bool, words: str
    ) -> Taken | None:
        question, options, proposed = _question(kind, reading, column, self.book.counts_from_1904)
        if months and reading.form == "month_or_day":
            options = (*options, "not known")
        answer = self.draft.ask(
            kind, "cell", source, question, options, proposed=proposed, person=person, words=words
        )  # fmt: skip
        chosen = read_day(answer.typed or answer.option, self.today, order="day")
        if chosen.form == "day" and chosen.day:
            return Taken(on=chosen.day, source=source, because=answer.key)
        if chosen.form == "month" and chosen.day and months and chosen.day <= self.today:
            return Taken(on=chosen.day, precision="month", source=source, because=answer.key)
        return None


ONLY_THE_MONTH = "only the month is known"
_KINDS = {
    "month": "month_only", "week": "vague_date", "no_year": "no_year", "either_order": "date_order",
    "month_or_day": "ambiguous_date", "impossible": "impossible_date", "number": "number_as_date", "words": "not_a_day",
}  # fmt: skip


def _question(kind: str, reading: Reading, column: Column, from_1904: bool) -> tuple[str, tuple[str, ...], str]:
    """The question about one cell, its options, and which is proposed."""
    text, day, other = reading.text, reading.day, reading.other
    first, second = (day.isoformat() if day else "", other.isoformat() if other else "")
    typed: tuple[str, ...] = ("type a day", "not known yet")
    match kind:
        case "month_only":
            if column.field == "release.expected":
                typed = (*typed, ONLY_THE_MONTH)
            return f"“{text}” names a month and no day. Is the day known?", typed, ""
        case "vague_date":
            return f"“{text}” is no single day. Which day? Or is only that known?", ("type a day", "keep as note"), ""
        case "no_year":
            options = tuple(each for each in (first, second) if each)
            return f"“{text}” has no year. Which year?", options, first
        case "date_order":
            return f"“{text}”: which of the two is meant? Neither is proven.", (first, second), first
        case "ambiguous_date" if day and other:
            question = f"“{text}” is {say.month(day)} or {other.day} {other:%B}: which, and in which year?"
            return question, (say.month(day), "type a day"), ""
        case "no_likely_day":
            question = f"{first} in “{column.title}” is hardly a day that was meant. Which day is it?"
            return question, ("type a day", "not known", first), ""
        case "impossible_date":
            return f"There is no day “{text}”. Which day is it?", ("type a day", "not known"), ""
        case "number_as_date" if day:
            since = 1904 if from_1904 else 1900
            question = f"{text} is a bare number in a column of days: {first}, counting from {since}?"
            return question, (first, "not a date"), first
        case "date_far_off" if day and not reading.true_date:
            return (
                f"{first} lies years from every other day in “{column.title}”. Is it right?",
                (first, "type a day"),
                "",
            )
        case "date_far_off" if day:
            moved = day + timedelta(days=1462 if from_1904 else -1462)
            question = (
                f"{first} lies years from every other day in “{column.title}”. Was the row pasted from a workbook "
                f"that counts days from another year? Then it is {moved.isoformat()}."
            )
            return question, (moved.isoformat(), first, "type a day"), moved.isoformat()
        case _:
            return f"“{text}” in “{column.title}” is no day. Which day, if any?", typed, ""
