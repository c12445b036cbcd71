"""A title and blocks as a page to print, as plain text, and for Word: letters, statements, sheets to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

from ipstui.documents.word import Block, Heading, Items, Paragraph, Rows, as_word
from ipstui.documents.written import Written, templates, write_both

WIDTH = 79


def write(title: str, blocks: Sequence[Block], folder: Path) -> Written:
    """Write all three files. Raises OSError."""
    return write_both(as_html(title, blocks), as_text(title, blocks), folder, "paper", word=as_word(title, blocks))


def as_html(title: str, blocks: Sequence[Block]) -> str:
    """Return the page: A4, 12 points, headings a screen reader follows."""
    tagged = [(type(block).__name__, block) for block in blocks]
    return templates(escaped=True).get_template("paper_page.html").render(title=title, blocks=tagged)


def as_text(title: str, blocks: Sequence[Block]) -> str:
    """Return the same as plain text of at most 79 letters a line."""
    lines = [title.upper(), ""] if title else []
    for block in blocks:
        lines += [*_lines(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from wrap(text.upper(), WIDTH)
        case Paragraph(text):
            for line in text.splitlines():
                yield from wrap(line, WIDTH) or [""]
        case Items(items):
            for item in items:
                yield from wrap(f"- {item}", WIDTH, subsequent_indent="  ")
        case Rows(rows):
            for head, text in rows:
                yield from wrap(f"{head}: {text}", WIDTH, subsequent_indent="    ")
