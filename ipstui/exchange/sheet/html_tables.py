"""The tables of a page saved as HTML, which many programs name .xls."""

from __future__ import annotations

from html.parser import HTMLParser

from ipstui.exchange.sheet.book import Tab, Value


def tabs_of(text: str) -> list[Tab]:
    """Return every table with more than one row, in order; a table within a table is one of its own."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    found = [table for table in reader.tables if len(table.rows) > 1]
    return [
        Tab(name=f"Table {at}" if len(found) > 1 else "Table", rows=table.filled(), merged=tuple(table.merged))
        for at, table in enumerate(found, 1)
    ]


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._taken: dict[tuple[int, int], bool] = {}

    def begin_row(self) -> None:
        self.rows.append([])

    def add(self, words: str, across: int, down: int) -> None:
        """Put a cell where the next free place of the row is; one that is joined leaves the others empty."""
        if not self.rows:
            self.begin_row()
        row, number = self.rows[-1], len(self.rows)
        while (number, len(row) + 1) in self._taken:
            row.append("")
        column = len(row) + 1
        row += [words] + [""] * (across - 1)
        if across > 1 or down > 1:
            self.merged.append((number, column, number + down - 1, column + across - 1))
        for below in range(number + 1, number + down):
            self._taken |= {(below, at): True for at in range(column, column + across)}

    def filled(self) -> list[tuple[int, tuple[Value, ...]]]:
        kept: list[tuple[int, tuple[Value, ...]]] = []
        for number, row in enumerate(self.rows, 1):
            values = tuple(cell if cell.strip("\xa0 \n") else None for cell in row)
            if any(value is not None for value in values):
                kept.append((number, values))
        return kept


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            given = dict(attrs)
            self._cell, self._span = [], (_count(given.get("colspan")), _count(given.get("rowspan")))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        lines = (" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        self._open[-1].add("\n".join(line for line in lines if line), *self._span)
        self._cell = None


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdecimal() and int(text) else 1
