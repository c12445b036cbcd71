"""What every question over a screen answers: F1 says what is wanted, Ctrl+Q and Ctrl+P say how to get there."""

from __future__ import annotations

from typing import TypeVar

from textual.binding import Binding
from textual.content import Content

from ipstui.screens.field_help import help_at
from ipstui.screens.modal import Modal
from ipstui.shell.contract import Asker

T = TypeVar("T")


class Asking(Modal[T]):
    """A question. The keys of the app do not reach it, so those that people try are answered here."""

    BINDINGS = [
        Binding("f1", "explain", "Help", show=False),
        Binding("ctrl+q", "say_how('leave')", show=False),
        Binding("ctrl+p", "say_how('find a command')", show=False),
    ]

    EXPLAINED = ""
    """What F1 says where the box is no field of a form."""

    def keep_draft(self) -> None:
        """Keep what was typed for when it is opened again, where there is something to keep."""

    def action_explain(self) -> None:
        """Say what the box under the cursor wants, and the keys."""
        from ipstui.screens.reading import ReadingScreen

        title, text = ("What is wanted here", self.EXPLAINED) if self.EXPLAINED else help_at(self.focused)
        self.app.push_screen(ReadingScreen(title, Content(text)))

    def action_say_how(self, what: str) -> None:
        """A key that would leave what is typed here is answered, and does nothing."""
        asker: Asker = self.app  # type: ignore[assignment]
        asker.tell(f"Esc closes this first; what you typed in a form is kept. Then press it again to {what}.")
