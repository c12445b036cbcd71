"""A table to be written out: for Excel as csv or xlsx, for programs as csv. Nothing in it runs."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias

import msgspec

Cell: TypeAlias = str | int | Decimal | date | time | None
_MOST_LETTERS = 32_767
_CUT = " … (cut)"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_RUNS = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


class Column(msgspec.Struct, frozen=True):
    """A column: its name for programs, and its heading for people."""

    key: str
    heading: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of typed cells; None is what is not known, and stays empty."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def only(self, wanted: Sequence[str]) -> Table:
        """The table with these columns only, in this order. Raises KeyError for one that is not there."""
        at = {column.key: number for number, column in enumerate(self.columns)}
        kept = [at[key] for key in wanted]
        rows = tuple(tuple(row[number] for number in kept) for row in self.rows)
        return Table(name=self.name, columns=tuple(self.columns[number] for number in kept), rows=rows)


def kept(text: str) -> str:
    """A text without control characters but tabs and line ends, at most as long as a cell may be."""
    plain = _CONTROL.sub("", text)
    return plain if len(plain) <= _MOST_LETTERS else plain[: _MOST_LETTERS - len(_CUT)] + _CUT


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe in front."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that guards it."""
    return text[1:] if text.startswith("'") and _RUNS.match(text[1:]) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def csv_for_excel(table: Table) -> bytes:
    """UTF-8 with its mark, CRLF, headings for people; what would run as a formula is guarded."""
    rows = [[kept(column.heading) for column in table.columns]]
    for row in table.rows:
        rows.append([guarded(kept(cell)) if isinstance(cell, str) else _written(cell) for cell in row])
    return b"\xef\xbb\xbf" + _csv(rows)


def csv_for_programs(table: Table) -> bytes:
    """UTF-8 without a mark, snake_case headings, texts as they are: for DuckDB and PostgreSQL."""
    rows = [[column.key for column in table.columns]]
    rows += [[kept(cell) if isinstance(cell, str) else _written(cell) for cell in row] for row in table.rows]
    return _csv(rows)


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([cell.replace("\r\n", "\n") for cell in row] for row in rows)
    return out.getvalue().encode()


def xlsx(tables: Sequence[Table], made: date) -> bytes:
    """A workbook of these tables: texts are texts, days are days, nothing is a formula; made by ipstui and nobody."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(_NOT_IN_A_NAME.sub(" ", table.name)[:31])
        sheet.freeze_panes = "A2"
        heads = []
        for column in table.columns:
            head = WriteOnlyCell(sheet, kept(column.heading))
            head.font = Font(bold=True)
            heads.append(head)
        sheet.append(heads)
        for row in table.rows:
            cells = []
            for value in row:
                text = kept(value).replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else None
                cell = WriteOnlyCell(sheet, text if text is not None else value)
                if text is not None:
                    cell.data_type, cell.number_format = "s", "@"
                elif isinstance(value, Decimal):
                    cell.number_format = "0.00"
                elif isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
                cells.append(cell)
            sheet.append(cells)
    at = datetime(made.year, made.month, made.day)  # noqa: DTZ001 a workbook's own dates have no zone
    book.properties.creator, book.properties.lastModifiedBy = "ipstui", None
    book.properties.created = book.properties.modified = at
    out = io.BytesIO()
    book.save(out)
    return _steady(out.getvalue(), at)


def _steady(data: bytes, at: datetime) -> bytes:
    """The same workbook with one moment for all its parts, so that the same caseload gives the same bytes."""
    out = io.BytesIO()
    moment = (max(at.year, 1980), at.month, at.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info.filename)
            if info.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            new.writestr(zipfile.ZipInfo(info.filename, moment), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
