"""How commands print: JSON for programs, and plain lines for people that fit 80 columns and hold no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ipstui.casework.clean import is_control, shown
from ipstui.casework.known import plain

WIDTH = 80
WIDEST = 120
LONGEST = 20_000  # characters of one text; four times what a note may have
MADE_UP = "Made-up caseload: nobody in it exists."


def as_json(value: Any) -> None:
    """Print a value as indented JSON in UTF-8, whatever the console; control characters in it are escaped."""
    json_text(msgspec.json.format(msgspec.json.encode(value, enc_hook=plain), indent=2).decode())


def json_text(text: str) -> None:
    """Print JSON as it is, control characters within it escaped: of DEL, C1 and direction an encoder writes none so."""
    if not text.isascii():
        text = "".join(f"\\u{ord(each):04x}" if each != "\n" and is_control(each) else each for each in text)
    click.echo(text.replace("\x7f", "\\u007f").encode())


def line(text: str) -> str:
    """Return a text on one line without control characters, whoever wrote it.

    What is far longer than can be typed is cut, and says so: another program put it there, and it wraps for minutes.
    """
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} … ({len(text) - LONGEST:,} characters more; --json has them)"
    return " ".join(shown(text, mark=" ").split())


class Page:
    """What a command prints: headings, sentences and columns. Colour only in a terminal."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
        self._console.width = min(self._console.width, WIDEST) if self._console.is_terminal else WIDTH

    def heading(self, text: str) -> None:
        """Print a heading with an empty line before it."""
        self._print(Text(f"\n{line(text).upper()}", style="bold"))

    def say(self, text: str, *, strong: bool = False) -> None:
        """Print one sentence, wrapped."""
        self._print(Text(line(text), style="bold" if strong else ""))

    def columns(self, rows: Iterable[Sequence[str]], *, fixed: dict[int, int], indent: int = 2) -> None:
        """Print rows in columns. `fixed` gives the width of a column by its number; the others share the rest."""
        listed = [[line(cell) for cell in row] for row in rows]
        if not listed:
            return
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=indent - 2 if indent > 2 else 0)
        for number in range(len(listed[0])):
            width = fixed.get(number)
            table.add_column(width=width, ratio=None if width else 1, overflow="fold")
        for row in listed:
            table.add_row("", *(Text(cell) for cell in row))
        self._print(table)

    def _print(self, what: Text | Table) -> None:
        if self._console.is_terminal:
            self._console.print(what)
            return
        with self._console.capture() as printed:
            self._console.print(what)
        # Table cells are padded with spaces, which nobody wants in a file.
        for text in printed.get().removesuffix("\n").split("\n"):
            click.echo(text.rstrip())


def widest(texts: Iterable[str], most: int) -> int:
    """The width a column needs, in the cells of a terminal, and at most `most`."""
    return min(most, max((Text(line(text)).cell_len for text in texts), default=1) or 1)
