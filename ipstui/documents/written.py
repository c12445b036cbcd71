"""Writing a page, the same as plain text and for Word, where only this user reads them; and opening it to print."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Written(msgspec.Struct, frozen=True):
    """Where the files lie; `word` is None for what is only printed."""

    html: Path
    text: Path
    word: Path | None = None


def write_both(html: str, text: str, folder: Path, *, word: bytes = b"") -> Written:
    """Write the page and the text, and with `word` a Word file, under a name that says nothing. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = folder / f"page-{secrets.token_hex(4)}"
    written = Written(stem.with_suffix(".html"), stem.with_suffix(".txt"), stem.with_suffix(".docx") if word else None)
    for path, content in ((written.html, html.encode()), (written.text, text.encode()), (written.word, word)):
        if path is not None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with open(os.open(path, flags, 0o600), "wb") as file:
                file.write(content)
    return written


def show(path: Path) -> bool:
    """Open a page in the browser; False when there is none."""
    import webbrowser

    try:
        return webbrowser.open(path.as_uri())
    except webbrowser.Error:
        return False


def templates(*, escaped: bool) -> Environment:
    """Return the templates beside this module."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
