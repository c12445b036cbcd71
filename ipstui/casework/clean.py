"""The two doors of text: what is typed or handed over is cleaned on its way in, what is shown on its way out.

A terminal obeys control characters: ESC and those of C1 begin commands to it, and bidirectional overrides show a text
in another order than it has. None of them belongs in a record, and none may reach a screen.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, TypeVar

import msgspec

# Marks and overrides of direction; U+2028 and U+2029 end a line for some programs and for others not.
_DIRECTION = frozenset(
    map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029))
)
_CONTROL = ("Cc", "Cs")
_IN_JSON = re.compile(rb"\\[bfrtu]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")


def is_control(letter: str) -> bool:
    """Whether a character is a command to a terminal rather than a letter; line ends and tabs count as such."""
    return letter in _DIRECTION or unicodedata.category(letter) in _CONTROL


def may_hold_control(json: bytes) -> bool:
    """Whether encoded JSON may hold a text with a control character: a quick look, wrong on the safe side only."""
    return _IN_JSON.search(json) is not None


def clean(text: str) -> str:
    """The door in: a text without control characters; line ends stay, tabs become spaces."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if lines.isascii() and lines.isprintable():
        return lines.strip()
    return "".join(letter for letter in lines if letter == "\n" or not is_control(letter)).strip()


T = TypeVar("T")


def cleaned(thing: T) -> T:
    """A struct with every text in it cleaned, however deep. Raises ValidationError where that leaves nothing fit."""
    kind: Any = type(thing)
    return msgspec.convert(_cleaned(msgspec.to_builtins(thing)), kind)  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(name)): _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list | tuple) else value


def shown(text: object, *, lines: bool = False, mark: str = "?") -> str:
    """The door out: a text made safe for a terminal, with a `mark` in place of each control character.

    With `lines`, line ends stay and tabs are spaces.
    """
    said = str(text)
    if said.isprintable():
        return said
    if lines:
        return "\n".join(shown(line.replace("\t", " "), mark=mark) for line in said.split("\n"))
    return "".join(mark if is_control(letter) else letter for letter in said)
