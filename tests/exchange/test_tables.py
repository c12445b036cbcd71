"""Tables as they are written: what a spreadsheet makes of them, held against the handed checks."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.exchange.hours_code import hours_code
from ipstui.exchange.tables import Column, Table, csv_for_excel, csv_for_programs, guarded, kept, unguarded, xlsx

CHECKS = {
    each["id"]: each
    for each in json.loads((Path(__file__).parent / "sheets" / "csv-xlsx-checks.json").read_text("utf-8"))["checks"]
}
MADE = date(2026, 11, 25)


def table(*rows: tuple[object, ...], name: str = "People") -> Table:
    width = len(rows[0]) if rows else 2
    return Table(name=name, columns=tuple(Column(f"c_{n}", f"Column {n}") for n in range(width)), rows=rows)


def parsed(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("case", CHECKS["c4"]["cases"], ids=lambda c: repr(c.get("text", c.get("number"))))
def test_what_would_run_is_guarded(case: dict) -> None:
    cell = Decimal(case["number"]) if "number" in case else case["text"]
    assert parsed(csv_for_excel(table((cell, "x"))))[1][0] == case["cell"]


@pytest.mark.parametrize("text", CHECKS["c5"]["cases"])
def test_in_a_workbook_texts_are_texts(text: str) -> None:
    data = xlsx([table((text, "x"))], MADE)
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name) or b"<f " in archive.read(name)]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=30))
def test_the_guard_comes_off_again(text: str) -> None:
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text


def test_bytes_for_excel() -> None:
    words = "ŵ ŷ ô ’ £ – ✓"
    data = csv_for_excel(table((words, "line one\r\nline two"), ("a;b,c", 'say "so"')))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"\r\n")
    assert b"line one\nline two" in data
    assert parsed(data)[1:] == [[words, "line one\nline two"], ["a;b,c", 'say "so"']]
    assert len({len(row) for row in parsed(data)}) == 1


def test_bytes_for_programs(tmp_path: Path) -> None:
    data = csv_for_programs(table(("=1", None), ("ŵ", Decimal("12.71"))))
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.startswith(b"c_0,c_1\r\n")
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    rows = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true, all_varchar = true, nullstr = '')").fetchall()
    assert rows == [("=1", None), ("ŵ", "12.71")]


def test_cells_of_a_workbook() -> None:
    data = xlsx([table((date(2026, 12, 3), "2026-12", Decimal("12.71"), "01", "07700900101", None))], MADE)
    cells = openpyxl.load_workbook(io.BytesIO(data)).active[2]
    assert [c.value.date() if c.is_date else c.value for c in cells] == [
        date(2026, 12, 3), "2026-12", 12.71, "01", "07700900101", None
    ]  # fmt: skip
    assert [c.number_format for c in cells[:5]] == ["yyyy-mm-dd", "@", "0.00", "@", "@"]


def test_a_workbook_says_who_made_it_and_nothing_of_the_machine() -> None:
    data = xlsx([table(("x", "y"), name="a[b]:c*d?e/f\\" + "g" * 40)], MADE)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.properties.creator == "ipstui"
    assert len(book.sheetnames[0]) <= 31
    assert not re.search(r"[\[\]:*?/\\]", book.sheetnames[0])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        every = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert not [word for word in (b"absPath", b"/root", b"/home", b"definedName ") if word in every]
    assert not [name for name in names if "vba" in name or "externalLink" in name or "comments" in name]


def test_the_same_caseload_gives_the_same_bytes() -> None:
    assert xlsx([table(("x", 1))], MADE) == xlsx([table(("x", 1))], MADE)
    assert csv_for_excel(table(("x", 1))) == csv_for_excel(table(("x", 1)))


def test_control_characters_and_great_length() -> None:
    assert kept("a\x0bb\x00c\td") == "abc\td"
    long = kept("x" * 40_000)
    assert len(long) == 32_767
    assert long.endswith("(cut)")
    assert xlsx([table(("a\x0bb", long))], MADE)


def test_nobody_has_headings() -> None:
    assert parsed(csv_for_excel(table())) == [["Column 0", "Column 1"]]


@pytest.mark.parametrize("case", [*CHECKS["c10"]["cases"], *CHECKS["c10"]["to_decide"]], ids=str)
def test_hours_codes(case: dict) -> None:
    hours = Decimal(case["hours"]) if case.get("hours") else None
    code = hours_code(employed=case.get("employed", True), hours=hours, declined=case.get("declined", False))
    assert code == case.get("code", case.get("proposed"))
