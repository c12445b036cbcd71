"""A question with one line for the answer."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from ipstui.screens.asking import Asking
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem


class AskScreen(Asking[str]):
    """Dismissed with what was typed, or "" when left. Subclasses may refuse an answer in `taken`."""

    CSS_PATH = str(Path(__file__).with_name("ask.tcss"))  # whoever derives from it lives in another folder
    BINDINGS = [Binding("escape", "dismiss('')", "Leave", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, told: str, *, placeholder: str = "") -> None:
        super().__init__()
        self._title, self._told, self._placeholder = title, told, placeholder

    def compose(self) -> ComposeResult:
        """The question, and the line."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content(self._told), classes="told")
            yield Input(placeholder=self._placeholder, compact=True, classes="answer")
            yield Problem()
            yield KeyHints("Enter: go on · F1: help · Esc: close")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        event.stop()
        if problem := await self.taken(event.value):
            self.query_one(Problem).say(problem)
        else:
            self.dismiss(event.value)

    async def taken(self, text: str) -> str:
        """Return what is wrong with the answer, "" when nothing is."""
        return ""
