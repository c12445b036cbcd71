"""Where a long text is typed: as many lines as it takes, kept as typed. Enter saves, ctrl+j breaks the line."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from ipstui.casework.clean import is_control


class NoteArea(TextArea):
    """One line high until there is more to show. What is pasted keeps its line ends."""

    DEFAULT_CSS = """
    NoteArea { width: 1fr; height: auto; min-height: 1; max-height: 6; border: none; padding: 0 1; background: $panel; }
    NoteArea:focus { border: none; }
    """

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, text: str, *, placeholder: str = "") -> None:
        super().__init__(text, compact=True, highlight_cursor_line=False, placeholder=placeholder, tab_behavior="focus")
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Save on Enter, as every other field does."""
        if event.key not in ("enter", "ctrl+j"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self.post_message(self.Submitted())
        else:
            self.insert("\n")

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted text whole, without what would be a command to the terminal."""
        event.stop()
        event.prevent_default()
        lines = event.text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        self.insert("".join(letter for letter in lines if letter == "\n" or not is_control(letter)))
