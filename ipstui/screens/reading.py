"""A text to read and close again."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from ipstui.screens.modal import Modal
from ipstui.widgets.key_hints import KeyHints


class ReadingScreen(Modal[None]):
    """A title and a text that scrolls; Esc, q or Enter closes it."""

    BINDINGS = [Binding("escape,q,enter,question_mark,f1", "dismiss", "Close", show=False)]
    CSS_PATH = str(Path(__file__).with_name("reading.tcss"))  # whoever derives from it lives in another folder
    AUTO_FOCUS = "#text"

    def __init__(self, title: str, text: Content) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The title, the text, and how to close it."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            with VerticalScroll(id="text"):
                yield Static(self._text)
            yield KeyHints("Esc: close")
