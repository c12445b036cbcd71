"""The tabs of a screen on one line, the present one marked; each answers to the mouse.

Textual's own tabs are a dozen widgets, and a pane for each: half of the time it took to open a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class TabLine(Static):
    """One line with the name of each tab. What a tab shows is the screen's."""

    DEFAULT_CSS = """
    TabLine { height: 1; color: $foreground; }
    """

    class Clicked(Message):
        """A tab was clicked on."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, tabs: Sequence[tuple[str, str]], *, id: str | None = None) -> None:
        """`tabs` are each its name and what it is called."""
        super().__init__(id=id)
        self._tabs = tuple(tabs)
        self.active = self._tabs[0][0]
        self.mark(self.active)

    def mark(self, name: str) -> None:
        """Mark the tab that is shown."""
        self.active = name
        parts = [(f" {title} ", "bold reverse" if each == name else "$text-muted") for each, title in self._tabs]
        self.update(Content.assemble(*parts), layout=False)

    def on_click(self, event: Click) -> None:
        """Say which tab was clicked on."""
        event.stop()
        column = 0
        for name, title in self._tabs:
            if column <= event.x < column + len(title) + 2:
                self.post_message(self.Clicked(name))
            column += len(title) + 2
