"""Text files: the encoding found, the mark between cells found, and the records in them; or an HTML table."""

from __future__ import annotations

import codecs
import csv
import io

from ipstui.exchange.sheet.book import Book, Tab, Value
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.tables import unguarded

_MARKS = (";", ",", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MOST_ROWS = 50_000
_MOST_IN_A_CELL = 1_000_000


def read_text(data: bytes, name: str) -> Book:
    """Read a csv of any usual kind, or a table saved as HTML. Raises SheetRefused."""
    text, encoding = _decoded(data, name)
    start = text[:4000].lstrip().casefold()
    if start.startswith("<"):
        from ipstui.exchange.sheet.html_tables import tabs_of

        tabs = tabs_of(text) if "<table" in text.casefold() else []
        if not tabs:
            raise SheetRefused("not_a_spreadsheet", f"{name} is a page or document without a table in it.")
        return Book(name=name, kind="html", digest="", tabs=tabs, encoding=encoding, showing=_showing(text, encoding))
    mark, text = _mark_of(text, name)
    return Book(
        name=name,
        kind="csv",
        digest="",
        tabs=[Tab(name="(csv)", rows=_records(text, mark, name), records=True)],
        encoding=encoding,
        delimiter=mark,
        line_end="CRLF" if "\r\n" in text[:10_000] else "LF",
        showing=_showing(text, encoding),
    )


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError:
                raise SheetRefused("cut_off", f"{name} is damaged: its letters cannot be read.") from None
    if b"\x00" in data[:4000]:
        even = data[:4000:2].count(0)
        odd = data[1:4000:2].count(0)
        if max(even, odd) > 0.8 * min(len(data), 4000) / 2:
            try:
                return data.decode(encoding := "utf-16-le" if odd > even else "utf-16-be"), encoding
            except UnicodeDecodeError:
                pass
        raise SheetRefused("not_a_spreadsheet", f"{name} is not a spreadsheet: it holds bytes that no text has.")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    odd_ones = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 26) for byte in data[:4000])
    if odd_ones > 2:
        raise SheetRefused("not_a_spreadsheet", f"{name} is not a spreadsheet: it holds bytes that no text has.")
    # 0x81 and four more have no letter in cp1252: they are kept as marks that show.
    return data.decode("cp1252", errors="replace"), "cp1252"


def _showing(text: str, encoding: str) -> tuple[str, ...]:
    """A few words with letters beyond ASCII, where the encoding was guessed."""
    if encoding != "cp1252":
        return ()
    cells = (part.strip(' "') for line in text.splitlines() for part in line.replace("\t", ";").split(";"))
    return tuple(dict.fromkeys(cell for cell in cells if cell and not cell.isascii() and len(cell) < 60))[:5]


def _mark_of(text: str, name: str) -> tuple[str, str]:
    """The mark between the cells, and the text without a line that only names it."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    if text.lstrip("\ufeff \r\n").upper().startswith("BEGIN:VCALENDAR"):  # its lines have marks like a table's
        raise SheetRefused(
            "not_a_spreadsheet",
            f"{name} is a calendar: ipstui writes such files, and reads none. Most calendars also save as csv.",
        )
    best, most = "", 1.0
    for mark in _MARKS:
        counts = [len(row) for row in csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=mark) if any(row)]
        counts = counts[:200]
        if not counts:
            continue
        usual = max(set(counts), key=counts.count)
        score = usual * (counts.count(usual) / len(counts)) if usual > 1 else 0
        if score > most:
            best, most = mark, score
    if not best:
        raise SheetRefused(
            "not_a_spreadsheet",
            f"{name} is not a spreadsheet: no comma, semicolon or tab divides its lines into columns.",
        )
    return best, text


def _records(text: str, mark: str, name: str) -> list[tuple[int, tuple[Value, ...]]]:
    csv.field_size_limit(_MOST_IN_A_CELL)
    rows: list[tuple[int, tuple[Value, ...]]] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), start=1):
            if any(cells) and any(cell.strip() for cell in cells):
                rows.append(
                    (number, tuple(unguarded(cell.replace("\r\n", "\n")) if cell.strip() else None for cell in cells))
                )
                if len(rows) > _MOST_ROWS:
                    raise SheetRefused("too_large", f"{name} has more than {_MOST_ROWS:,} rows.")
    except csv.Error:
        raise SheetRefused("cut_off", f"{name} is damaged: a quoted cell does not end.") from None
    return rows
