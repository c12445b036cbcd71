"""Small spreadsheets made for a test: rows in, a file out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl


def xlsx(path: Path, **tabs: list[list[object]]) -> Path:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tabs.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def text(path: Path, rows: list[list[str]], *, encoding: str = "utf-8", mark: str = ",") -> Path:
    """A text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path
