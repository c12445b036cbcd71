"""What is wrong with what was typed, on a line of its own below it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Label


class Problem(Label):
    """Hidden until there is something to say."""

    DEFAULT_CSS = """
    Problem { width: 100%; height: auto; color: $error; text-style: bold; display: none; }
    Problem.-shown { display: block; }
    Problem.-calm { color: $foreground; text-style: none; }
    """

    def say(self, text: str, *, calm: bool = False) -> None:
        """Say this, as plain text; "" hides the line. `calm` is for what is going on rather than wrong."""
        self.update(Content(text))
        self.set_class(bool(text), "-shown")
        self.set_class(calm, "-calm")
