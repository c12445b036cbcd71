"""A title and blocks as a page to print, as plain text, and with `word` as a Word file: letters, statements, CVs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from ipstui.documents.word import Block, Heading, Items, Paragraph, Rows, as_word
from ipstui.documents.written import Written, templates, write_both

WIDTH = 79


def as_html(title: str, blocks: Sequence[Block], foot: str = "") -> str:
    """Return the page: A4, 12 points, black on white, headings a screen reader follows. `foot` stands at its end."""
    shown = [(type(block).__name__.lower(), block) for block in blocks]
    return templates(escaped=True).get_template("blocks_page.html").render(title=title, blocks=shown, foot=foot)


def as_text(title: str, blocks: Sequence[Block], foot: str = "", *, width: int = WIDTH) -> str:
    """Return the same as plain text of at most `width` letters a line."""
    lines = [title] if title else []
    for block in blocks:
        match block:
            case Heading(text):
                lines += ["", text.upper()]
            case Paragraph(text, _):
                lines += ["", *_wrapped(text, width)] if lines and lines[-1] else _wrapped(text, width)
            case Items(items):
                lines += [line for item in items for line in wrap(f"- {item}", width, subsequent_indent="  ")]
            case Rows(rows):
                lines += [line for left, right in rows for line in _row(left, right, width)]
    if foot:
        lines += ["", *wrap(foot, width)]
    return "\n".join(lines).strip("\n") + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    return [line for each in text.split("\n") for line in (wrap(each, width) or [""])]


def _row(left: str, right: str, width: int) -> list[str]:
    told = f"{left}: {right}" if left and right else left or right
    return wrap(told.replace("\n", ": "), width, subsequent_indent="    ")


def write(title: str, blocks: Sequence[Block], folder: Path, foot: str = "") -> Written:
    """Write the page and the text. Raises OSError."""
    return write_both(as_html(title, blocks, foot), as_text(title, blocks, foot), folder, "letter")


def write_with_word(title: str, blocks: Sequence[Block], folder: Path) -> Written:
    """Write both, and the Word file beside them. Raises OSError."""
    return write_both(as_html(title, blocks), as_text(title, blocks), folder, "paper", word=as_word(title, blocks))
