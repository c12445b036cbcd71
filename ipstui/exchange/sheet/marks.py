"""What an xlsx says beside its values: hidden rows and columns, comments, colours, formulas, errors, 1904.

Read as a stream of XML, no further than the rows that hold anything, so that a million empty ones cost nothing. A
document type or an entity is never followed: no spreadsheet program writes one.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Any
from xml.parsers import expat

import msgspec

from ipstui.exchange.sheet.book import column_number
from ipstui.exchange.sheet.refused import SheetRefused

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_MARKS = 200_000


class TabMarks(msgspec.Struct, kw_only=True):
    """What is said about the cells of one sheet; places are (row, column), from 1."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: dict[tuple[int, int], str] = {}
    faults: dict[tuple[int, int], str] = {}
    comments: dict[tuple[int, int], str] = {}
    fills: dict[tuple[int, int], str] = {}


class Marks(msgspec.Struct, kw_only=True):
    """What is said about all sheets, by name."""

    tabs: dict[str, TabMarks]
    counts_from_1904: bool = False
    remarks: tuple[str, ...] = ()


def marks_of(archive: zipfile.ZipFile, last: Mapping[str, int]) -> Marks:
    """Read them, of each sheet up to its `last` row that holds anything.

    Raises SheetRefused for XML that is broken, or that carries a document type.
    """
    try:
        return _marks(archive, last)
    except expat.ExpatError:
        raise SheetRefused("cut_off", "The spreadsheet is damaged: its inside cannot be read. Copy it again.") from None


def _marks(archive: zipfile.ZipFile, last: Mapping[str, int]) -> Marks:
    held = {name.lower(): name for name in archive.namelist()}
    book = _Elements(archive, held, "xl/workbook.xml")
    links = _Elements(archive, held, "xl/_rels/workbook.xml.rels")
    targets = {each["Id"]: each.get("Target", "") for each in links.of("Relationship") if "Id" in each}
    fills = _fills(archive, held)
    tabs = {}
    for sheet in book.of("sheet"):
        target = targets.get(sheet.get("r:id", ""), "")
        part = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
        if target and part.lower() in held:
            name = sheet.get("name", "")
            tabs[name] = _tab_marks(archive, held, part, fills, last.get(name, 0))
    remarks = []
    if any(name.endswith("vbaproject.bin") for name in held):
        remarks.append("macros: not run, not brought in")
    if any(name.startswith("xl/externallinks/") for name in held):
        remarks.append("links to other workbooks: not followed; what the cells last showed is read")
    return Marks(
        tabs=tabs,
        counts_from_1904=any(each.get("date1904") in ("1", "true") for each in book.of("workbookPr")),
        remarks=tuple(remarks),
    )


class _Elements:
    """The elements of a small part, by name, with their attributes."""

    def __init__(self, archive: zipfile.ZipFile, held: dict[str, str], part: str) -> None:
        self._found: list[tuple[str, dict[str, str]]] = []
        if part.lower() in held:
            parser = _parser()
            parser.StartElementHandler = lambda name, given: self._found.append((name.rpartition(":")[2], given))
            with archive.open(held[part.lower()]) as stream:
                parser.ParseFile(stream)

    def of(self, name: str) -> list[dict[str, str]]:
        return [given for each, given in self._found if each == name]

    @property
    def all(self) -> list[tuple[str, dict[str, str]]]:
        return self._found


class _Enough(Exception):  # noqa: N818 - never leaves this module
    """The rows that hold anything are read."""


def _parser() -> Any:
    def refuse(*_: object) -> None:
        raise SheetRefused("unsafe", "The spreadsheet holds a document type or entities, which none should. Not read.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    return parser


def _fills(archive: zipfile.ZipFile, held: dict[str, str]) -> list[str]:
    """The colour of each cell format, "" for none."""
    colours: list[str] = []
    formats: list[str] = []
    within = ""
    for name, given in _Elements(archive, held, "xl/styles.xml").all:
        if name in ("fills", "cellXfs", "cellStyleXfs", "borders", "fonts", "dxfs", "cellStyles"):
            within = name
        elif within == "fills" and name == "fill":
            colours.append("")
        elif within == "fills" and name == "fgColor" and colours:
            colours[-1] = given.get("rgb") or given.get("theme") or given.get("indexed") or ""
        elif within == "cellXfs" and name == "xf":
            fill = int(given.get("fillId", "0"))
            formats.append(colours[fill] if 2 <= fill < len(colours) else "")
    return formats


def _tab_marks(archive: zipfile.ZipFile, held: dict[str, str], part: str, fills: list[str], last: int) -> TabMarks:
    marks = TabMarks()
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    here: list[Any] = [None, "", ""]  # the place, the type and the formula of the cell that is being read
    words: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == "row":
            if int(given.get("r", "0")) > last:
                raise _Enough
            if given.get("hidden") in ("1", "true") and "r" in given:
                hidden_rows.add(int(given["r"]))
        elif name == "c":
            here[0], here[1], here[2] = given.get("r"), given.get("t", ""), ""
            style = int(given.get("s", "0"))
            if style < len(fills) and fills[style] and len(marks.fills) < _MOST_MARKS and here[0]:
                marks.fills[_place(here[0])] = fills[style]
        elif name == "f" or (name == "v" and here[1] == "e"):
            words.clear()
            parser.EndElementHandler, parser.CharacterDataHandler = end, words.append
        elif name == "col" and given.get("hidden") in ("1", "true"):
            hidden_columns.update(range(int(given["min"]), min(int(given["max"]), int(given["min"]) + 200) + 1))

    def end(name: str) -> None:
        if name not in ("f", "v"):
            return
        parser.EndElementHandler = parser.CharacterDataHandler = None
        if here[0] and len(marks.formulas) < _MOST_MARKS:
            (marks.formulas if name == "f" else marks.faults)[_place(here[0])] = "".join(words)

    parser = _parser()
    parser.StartElementHandler = start  # the others only while there is something to take
    with archive.open(held[part.lower()]) as stream, contextlib.suppress(_Enough):
        parser.ParseFile(stream)
    marks.hidden_rows, marks.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    marks.comments = _comments(archive, held, part)
    return marks


def _place(name: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(name)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def _comments(archive: zipfile.ZipFile, held: dict[str, str], part: str) -> dict[tuple[int, int], str]:
    rels = f"{dirname(part)}/_rels/{part.rpartition('/')[2]}.rels"
    found: dict[tuple[int, int], str] = {}
    for link in _Elements(archive, held, rels).of("Relationship"):
        if not link.get("Type", "").endswith("/comments"):
            continue
        target = link.get("Target", "")
        where = normpath(target.lstrip("/") if target.startswith("/") else join(dirname(part), target))
        if where.lower() in held:
            found |= _comment_texts(archive, held[where.lower()])
    return found


def _comment_texts(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    where, taking = (0, 0), False

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal where, taking
        if name == "comment":
            where = _place(given.get("ref", ""))
            found[where] = ""
        taking = name == "t"

    def end(name: str) -> None:
        nonlocal taking
        taking = taking and name != "t"

    def text(data: str) -> None:
        if taking:
            found[where] = found.get(where, "") + data

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return {place: words.strip() for place, words in found.items() if words.strip()}
