"""Every kind of file, and every reason to refuse one."""

from __future__ import annotations

import contextlib
import struct
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import text, xlsx

from ipstui.exchange.sheet.book import column_number, letters
from ipstui.exchange.sheet.delimited import read_text
from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.propose import propose
from ipstui.exchange.sheet.refused import SheetRefused

TODAY = date(2026, 11, 25)
ROWS = [["Name", "Referral date", "Source"], ["Siân Tŷderyn", "14/09/2026", "PO"]]
SHEETS = Path(__file__).parents[1] / "sheets"


def refused(path: Path) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        propose(open_book(path), TODAY)
    assert caught.value.message.endswith((".", "?"))
    assert path.name in caught.value.message or caught.value.kind in ("unsafe", "missing")
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encodings_and_marks(tmp_path: Path, encoding: str, mark: str) -> None:
    plan = propose(open_book(text(tmp_path / "a.csv", ROWS, encoding=encoding, mark=mark)), TODAY)
    assert [p.name for p in plan.people] == ["Siân Tŷderyn"]
    assert [(e.kind, e.on) for e in plan.events] == [("referral", date(2026, 9, 14))]


def test_a_line_that_names_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\nName;Referral date\r\nAnn Marl;14/09/2026\r\n", encoding="utf-8")
    assert propose(open_book(path), TODAY).people[0].name == "Ann Marl"


def test_html_saved_as_xls(tmp_path: Path) -> None:
    path = tmp_path / "report.xls"
    path.write_text(
        "<html><table><tr><th colspan=3>Caseload<tr><th>Client<th>Referral date<th>Notes"
        "<tr><td>Ann&nbsp;Marl<td>14/09/2026<td>one<br>two<tr><td>TOTAL<td>1</table>",
        encoding="utf-8",
    )
    book = open_book(path)
    plan = propose(book, TODAY)
    assert book.kind == "html"
    assert [p.name for p in plan.people] == ["Ann Marl"]
    assert [n.text for n in plan.notes] == ["one\ntwo"]


def test_ods(tmp_path: Path) -> None:
    content = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="People"><table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>Referral date</text:p></table:table-cell>
</table:table-row><table:table-row><table:table-cell office:value-type="string"><text:p>Ann Marl</text:p>
</table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-09-14"><text:p>14/09/26</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content.replace("\n ", " ").replace("\n", ""))
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    plan = propose(open_book(path), TODAY)
    assert [(e.kind, e.on) for e in plan.events] == [("referral", date(2026, 9, 14))]


def test_refusals_have_each_their_own_reason(tmp_path: Path) -> None:
    files = {
        "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(2000),
        "old_binary": b"\x09\x02\x06\x00" + bytes(400),
        "not_a_spreadsheet": b"%PDF-1.4 something",
        "empty": b"\xef\xbb\xbf\r\n\r\n",
        "only_headings": b"Name,Referral date\r\n",
        "cut_off": (SHEETS / "02 Contacts log Sept-Nov.xlsx").read_bytes()[:5000],
        "not_understood": b"a,b,c\r\n1,2,3\r\n4,5,6\r\n",
    }
    said = {}
    for kind, data in files.items():
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(data)
        problem = refused(path)
        assert problem.kind == kind
        said[kind] = problem.message
    assert len(set(said.values())) == len(said)
    assert refused(tmp_path / "nothing.xlsx").kind == "missing"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00", b"Dear all,\nthis is a letter\nwith lines\n", bytes(range(256))]
)
def test_what_is_no_spreadsheet(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refused(path).kind == "not_a_spreadsheet"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_a_calendar_is_not_taken_for_a_table_divided_by_its_semicolons(tmp_path: Path, start: bytes) -> None:
    lines = b"".join(b"DTSTART;TZID=London:2026100%dT100000\r\n" % day for day in range(1, 9))
    path = tmp_path / "outlook.ics"
    path.write_bytes(start + b"BEGIN:VCALENDAR\r\n" + lines + b"END:VCALENDAR\r\n")
    problem = refused(path)
    assert (problem.kind, "is a calendar" in problem.message) == ("not_a_spreadsheet", True)


def test_a_workbook_without_anything(tmp_path: Path) -> None:
    assert refused(xlsx(tmp_path / "a.xlsx", One=[], Two=[])).kind == "empty"
    assert refused(xlsx(tmp_path / "b.xlsx", One=[["Name", "Referral date"]])).kind == "only_headings"


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for part in range(3):
            archive.writestr(f"xl/{part}.xml", bytes(80 * 1024 * 1024))
    assert refused(path).kind == "too_large"


def test_entities_are_not_followed(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "whole.xlsx", People=ROWS)
    path = tmp_path / "a.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = bomb + data.partition(b"?>")[2] if data.startswith(b"<?xml") else bomb + data
            new.writestr(name, data)
    assert refused(path).kind in ("unsafe", "cut_off")


def test_a_part_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(xlsx(tmp_path / "a.xlsx", People=ROWS).read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 3)
    path = tmp_path / "b.xlsx"
    path.write_bytes(bytes(data))
    assert refused(path).kind == "cut_off"


def test_a_million_empty_rows_cost_no_memory(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "whole.xlsx", People=ROWS)
    path = tmp_path / "a.xlsx"
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 200_000))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</sheetData>", empty + b"</sheetData>") if "sheet1" in name else data)
    (tab,) = open_book(path).tabs
    assert [row for row, _ in tab.rows] == [1, 2]
    assert tab.fills == {}


def test_what_stands_beside_the_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "People"
    for row in [*ROWS, ["Hid Denrow", "15/09/2026", "PO"]]:
        sheet.append(row)
    sheet["E2"], sheet["F2"], sheet["G2"] = "=1+1", Decimal("12.71"), 13.9
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["A2"].comment = openpyxl.comments.Comment("said so", "me")
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(tmp_path / "a.xlsx")
    read = open_book(tmp_path / "a.xlsx")
    (tab,) = read.tabs
    assert read.counts_from_1904
    assert (tab.hidden_rows, tab.hidden_columns, tab.formulas) == ({3}, {2}, {(2, 5): "1+1"})
    assert tab.comments == {(2, 1): "said so"}
    assert tab.rows[1][1][5:] == (Decimal("12.71"), Decimal("13.9"))
    asked = [a for a in propose(read, TODAY).asks if a.kind == "hidden"]
    assert [(a.scope, a.proposed) for a in asked] == [("sheet", "yes")]


@given(st.integers(1, 20_000))
def test_letters_of_columns(number: int) -> None:
    assert column_number(letters(number)) == number


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(SheetRefused):
        assert read_text(data, "a.csv").tabs


@pytest.mark.parametrize("size", [1000, 4096])
def test_an_old_file_cut_before_its_directory(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + struct.pack("<I", 90)).ljust(size, b"\0"))
    assert refused(path).kind == "cut_off"
