"""The last line of a question: its keys, each of which can be clicked on instead."""

from __future__ import annotations

import re

from textual.content import Content
from textual.style import Style
from textual.widgets import Label

BETWEEN = " · "
KEYS = {
    "Esc": "escape",
    "F10": "f10",
    "F1": "f1",
    "F9": "f9",
    "F8": "f8",
    "Backspace": "backspace",
    "Tab": "tab",
    "Enter": "enter",
}
"""What a part may name, the key that is pressed for it first: "Enter or F10: save" is F10, which saves everywhere."""
_NAMED = {key: re.compile(rf"\b{name}\b") for name, key in KEYS.items()}
_LETTER = re.compile(r"([a-z]): ")


def clickable(text: str) -> Content:
    """Return the text with each part that names a key made to press it. The words stay as they are."""
    return Content(BETWEEN).join(_part(part) for part in text.split(BETWEEN))


def _part(text: str) -> Content:
    letter = _LETTER.match(text)
    key = letter[1] if letter else next((key for key, named in _NAMED.items() if named.search(text)), "")
    return Content.styled(text, Style.from_meta({"@click": f"app.simulate_key('{key}')"})) if key else Content(text)


class KeyHints(Label):
    """Drawn like any other line: what can be clicked on is told by its key."""

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(clickable(text), id=id, classes="hint")
        self.auto_links = False
