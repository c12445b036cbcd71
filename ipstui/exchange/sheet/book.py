"""A spreadsheet as it was read: tabs of rows of typed cells, and what was said about them. No file, no rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec


class Fault(str):
    """What a cell shows that could not be worked out: `#NAME?`, `#REF!`. Never taken for a text."""

    __slots__ = ()


Value: TypeAlias = str | int | Decimal | bool | date | time | None
"""A day is a `date`, without its time of midnight; a cell with a true time of day as well is its text."""
FileKind: TypeAlias = Literal["xlsx", "xls", "ods", "csv", "html"]


class Tab(msgspec.Struct, kw_only=True):
    """One sheet. `rows` are those that hold anything, as (number from 1, cells from column A)."""

    name: str
    rows: list[tuple[int, tuple[Value, ...]]]
    records: bool = False
    """Of a text file: places are told as records and headings, for there are no letters to see."""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Joined cells, as (first row, first column, last row, last column), all from 1."""
    formulas: dict[tuple[int, int], str] = {}
    comments: dict[tuple[int, int], str] = {}
    fills: dict[tuple[int, int], str] = {}

    def cell(self, row: int, column: int) -> str:
        """How a cell is called: `Sept 26!E4`."""
        return f"{self.name}!{letters(column)}{row}"


class Book(msgspec.Struct, kw_only=True):
    """A whole file. `encoding` and `delimiter` are those of a text file; `garbled` words show what was guessed."""

    name: str
    kind: FileKind
    digest: str
    tabs: list[Tab]
    counts_from_1904: bool = False
    encoding: str = ""
    delimiter: str = ""
    line_end: str = ""
    showing: tuple[str, ...] = ()
    """Texts with letters beyond ASCII, where the encoding was a guess: for the user to look at."""
    remarks: tuple[str, ...] = ()


def letters(column: int) -> str:
    """The letters of a column, from 1: 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """The number of a column, from its letters. Raises ValueError."""
    number = 0
    for letter in name.strip().upper():
        if not "A" <= letter <= "Z":
            raise ValueError(name)
        number = number * 26 + ord(letter) - 64
    return number


def filled(values: tuple[Value, ...]) -> Iterator[tuple[int, Value]]:
    """The cells that hold anything, with their column from 1."""
    return ((at, value) for at, value in enumerate(values, 1) if value is not None)


def text_of(value: Value) -> str:
    """A cell as words, without the spaces around it; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value).replace("\xa0", " ").strip()
