"""The cells of xlsx, xls and ods files, read by calamine: values only, nothing is worked out or run."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

from ipstui.exchange.sheet.book import Book, Fault, FileKind, Tab, Value
from ipstui.exchange.sheet.marks import Marks, TabMarks, marks_of
from ipstui.exchange.sheet.refused import SheetRefused

_MOST_ROWS = 50_000
_FAULTS = ("#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!")


def read_cells(data: bytes, name: str, kind: FileKind, archive: ZipFile | None = None) -> Book:
    """Read every sheet. `archive` is the xlsx unpacked, for what it says beside its values. Raises SheetRefused."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tabs = [_tab(workbook, each) for each in workbook.sheets_metadata if "WorkSheet" in str(each.typ)]
    except CalamineError as problem:
        raise _refusal(name, kind, str(problem)) from None
    except (ValueError, OSError, OverflowError) as problem:
        raise _refusal(name, kind, str(problem)) from None
    marks = Marks(tabs={})
    if archive is not None:
        marks = marks_of(archive, {tab.name: tab.rows[-1][0] if tab.rows else 0 for tab in tabs})
        for tab in tabs:
            _put_marks(tab, marks.tabs.get(tab.name, TabMarks()))
    return Book(
        name=name,
        kind=kind,
        digest="",
        tabs=tabs,
        counts_from_1904=marks.counts_from_1904,
        remarks=marks.remarks,
    )


def _refusal(name: str, kind: FileKind, problem: str) -> SheetRefused:
    if "assword" in problem or "ncrypt" in problem:
        return SheetRefused("encrypted", f"{name} is protected by a password. Save a copy without one.")
    if kind == "xls":
        return SheetRefused(
            "old_binary", f"{name} is an old Excel file that cannot be read. Open it in Excel and save it as .xlsx."
        )
    return SheetRefused("cut_off", f"{name} is damaged: a part of it cannot be read. Copy it again.")


def _tab(workbook: Any, told: Any) -> Tab:
    sheet = workbook.get_sheet_by_name(told.name)
    rows: list[tuple[int, tuple[Value, ...]]] = []
    lead: tuple[Value, ...] = (None,) * (sheet.start or (0, 0))[1]
    # Its rows begin at the top of the sheet, its cells at the first column that holds anything.
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in cells):
            rows.append((number, lead + tuple(map(_value, cells))))
            if len(rows) > _MOST_ROWS:
                raise SheetRefused("too_large", f"The sheet {told.name} has more than {_MOST_ROWS:,} rows.")
    merged = tuple((r0 + 1, c0 + 1, r1 + 1, c1 + 1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ())
    hidden = not str(told.visible).endswith(".Visible")
    return Tab(name=told.name, rows=rows, hidden=hidden, merged=merged)


def _put_marks(tab: Tab, own: TabMarks) -> None:
    """Put what is said about the cells beside them.

    calamine leaves a cell in error empty: what it shows is put back, so that it is not taken for a blank.
    """
    tab.hidden_rows, tab.hidden_columns = own.hidden_rows, own.hidden_columns
    tab.formulas, tab.comments, tab.fills = own.formulas, own.comments, own.fills
    if not own.faults:
        return
    held = dict(tab.rows)
    for (row, column), shown in own.faults.items():
        values = list(held.get(row, ()))
        values += [None] * (column - len(values))
        values[column - 1] = Fault(shown)
        held[row] = tuple(values)
    tab.rows = sorted(held.items())


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        text = cell.strip(" \t\r\n\xa0")
        return None if not text else Fault(text) if text in _FAULTS else cell
    if isinstance(cell, bool | time):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return cell
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds() // 60)
        return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else minutes
    return None if cell is None else str(cell)
