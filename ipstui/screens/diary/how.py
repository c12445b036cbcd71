"""How a booking that was kept was a contact: one letter, or Enter on its line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.casework.diary.answer import How
from ipstui.screens.asking import Asking
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.lines import Column, Line, Lines, Target

LETTERS: dict[How, str] = {
    "face_to_face": "m", "phone": "p", "video": "v", "went_along": "w", "not_there": "n",
}  # fmt: skip


class HowScreen(Asking[str]):
    """Dismissed with the way, or "" when left."""

    BINDINGS = [
        Binding("escape", "dismiss('')", "Leave", show=False),
        *(Binding(letter, f"take('{way}')", way, show=False) for way, letter in LETTERS.items()),
    ]
    AUTO_FOCUS = "Lines"
    CSS_PATH = "how.tcss"

    def __init__(self, title: str, ways: Sequence[tuple[How, str]]) -> None:
        super().__init__()
        self._title = title
        self._ways = tuple(ways)

    def compose(self) -> ComposeResult:
        """The question, and a line for each answer with its letter."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Lines([Column(1, style="bold $accent"), Column(20, share=1)], one_click=True)
            yield KeyHints("A letter, or Enter · F1: help · Esc: close, not answered")

    def on_mount(self) -> None:
        """Draw the answers."""
        self.query_one(Lines).show([Line(Target("way", way), (LETTERS[way], say)) for way, say in self._ways])

    def action_take(self, way: str) -> None:
        """Take an answer that is among those offered."""
        if any(way == offered for offered, _ in self._ways):
            self.dismiss(way)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Take the line."""
        event.stop()
        self.dismiss(event.target.id)
