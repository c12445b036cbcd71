"""What every question over a screen answers: F1 says what is wanted."""

from __future__ import annotations

from typing import TypeVar

from textual.binding import Binding
from textual.content import Content

from ipstui.screens.field_help import help_at
from ipstui.screens.modal import Modal

T = TypeVar("T")


class Asking(Modal[T]):
    """A question. F1 of the app does not reach it, so it is answered here."""

    BINDINGS = [Binding("f1", "explain", "Help", show=False)]

    EXPLAINED = ""
    """What F1 says where the box is no field of a form."""

    @property
    def keeps(self) -> bool:
        """Whether what was typed is there again after Esc."""
        return False

    def keep_draft(self) -> None:
        """Keep what was typed for when it is opened again, where there is something to keep."""

    def action_explain(self) -> None:
        """Say what the box under the cursor wants, and the keys."""
        from ipstui.screens.reading import ReadingScreen

        title, text = (
            ("What is wanted here", self.EXPLAINED) if self.EXPLAINED else help_at(self.focused, keeps=self.keeps)
        )
        self.app.push_screen(ReadingScreen(title, Content(text)))
