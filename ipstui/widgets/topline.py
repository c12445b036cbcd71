"""The top line: where you are, and whether the people are made up. Never a client's name."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

PLACES = (("review", "Review", "F3"), ("clients", "Clients", "F4"), ("employers", "Employers", "F5"))


class TopLine(Horizontal):
    """One line with the places of the program, the present one marked."""

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel; color: $foreground; }
    TopLine #places { width: 1fr; }
    TopLine #mark { width: auto; padding: 0 1; text-style: bold; color: $accent; }
    """

    def __init__(self, place: str, mark: str = "") -> None:
        super().__init__()
        self._place = place
        self._mark = mark

    def compose(self) -> ComposeResult:
        """One static for the places, one for the mark on the right."""
        parts: list[tuple[str, str]] = [(" ipstui ", "bold")]
        for name, title, key in PLACES:
            here = name == self._place
            parts.append((f" {key} {title} ", "bold reverse" if here else "$text-muted"))
        yield Static(Content.assemble(*parts), id="places")
        yield Static(Content(self._mark), id="mark")
