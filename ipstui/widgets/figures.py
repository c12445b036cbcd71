"""Large figures that two people can read from one screen, and bars; drawn with glyphs every console has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from ipstui.widgets.lines import fit

_THIN = {
    "0": ("┌─┐", "│ │", "└─┘"), "1": ("─┐ ", " │ ", "─┴─"), "2": ("──┐", "┌─┘", "└──"),
    "3": ("──┐", " ─┤", "──┘"), "4": ("│ │", "└─┤", "  │"), "5": ("┌──", "└─┐", "──┘"),
    "6": ("┌──", "├─┐", "└─┘"), "7": ("──┐", "  │", "  │"), "8": ("┌─┐", "├─┤", "└─┘"),
    "9": ("┌─┐", "└─┤", "──┘"), "£": (" ┌─", "─┼ ", "─┴─"), ",": (" ", " ", ","), ".": (" ", " ", "."),
    "+": ("   ", "─┼─", "   "), "-": ("   ", "───", "   "), " ": (" ", " ", " "),
    "?": ("──┐", " ┌┘", " • "),
}  # fmt: skip
_BLOCK = {
    "0": ("███", "█ █", "█ █", "█ █", "███"), "1": ("██ ", " █ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"), "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"), "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"), "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"), "9": ("███", "█ █", "███", "  █", "███"),
    "£": (" ██", " █ ", "███", " █ ", "███"), ",": (" ", " ", " ", "█", "▌"), ".": (" ", " ", " ", " ", "█"),
    "+": ("   ", " █ ", "███", " █ ", "   "), "-": ("   ", "   ", "███", "   ", "   "),
    " ": (" ", " ", " ", " ", " "), "?": ("███", "  █", " ██", "   ", " █ "),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure: the words above, digits with £ , . + - or ?, and the exact words below."""

    above: str
    digits: str
    below: str


def large(digits: str, *, block: bool = False) -> list[str]:
    """Return the digits as three rows of lines, or five rows of blocks. Raises KeyError for other letters."""
    font = _BLOCK if block else _THIN
    rows = len(font["0"])
    return [" ".join(font[letter][row] for letter in digits) for row in range(rows)]


def figures(row: Sequence[Figure], width: int, *, block: bool = False) -> Content:
    """Return figures side by side in equal columns: the words, the digits, the exact words."""
    size = max(width // max(len(row), 1) - 1, 1)
    drawn = [large(figure.digits, block=block) for figure in row]
    parts: list[tuple[str, str]] = [(_across([f.above for f in row], size), "bold $accent"), ("\n", "")]
    for lines in zip(*drawn, strict=True):
        parts += [(_across(lines, size), "bold"), ("\n", "")]
    parts.append((_across([f.below for f in row], size), ""))
    return Content.assemble(*parts)


def _across(texts: Sequence[str], size: int) -> str:
    return "".join(" " + _cut(text, size) for text in texts)


def _cut(text: str, size: int) -> str:
    """Digits keep their blanks; words are cut with an ellipsis."""
    return text.ljust(size) if len(text) <= size else fit(text, size)


def bar(part: float, width: int) -> str:
    """Return a bar filled to `part` of its width; it is full at 1 and beyond, and only then."""
    filled = width if part >= 1 else min(int(part * width), width - 1)
    return "█" * filled + "░" * (width - filled)
