"""Writing a page, the same as plain text and for Word, where only this user reads them; and opening it to print."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Written(msgspec.Struct, frozen=True):
    """Where the files lie; there is not always one with plain text, nor one for Word."""

    html: Path
    text: Path | None
    word: Path | None = None


def write_both(html: str, text: str | None, folder: Path, kind: str, *, word: bytes = b"") -> Written:
    """Write the page, the text where there is one, and with `word` a Word file, under a name that tells the kind of
    page (see `places.PAGES`) and nobody's. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = folder / f"{kind}-{secrets.token_hex(4)}"
    written = Written(
        stem.with_suffix(".html"),
        stem.with_suffix(".txt") if text is not None else None,
        stem.with_suffix(".docx") if word else None,
    )
    for path, content in ((written.html, html.encode()), (written.text, (text or "").encode()), (written.word, word)):
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
