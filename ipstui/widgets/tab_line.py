"""The tabs of a screen on one line, the present one marked; each answers to the mouse.

Textual's own tabs are a dozen widgets, and a pane for each: half of the time it took to open a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
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
        self._draw()

    def on_resize(self) -> None:
        """In a narrow window a tab that nobody sees is one that nobody opens."""
        self._draw()

    def _draw(self) -> None:
        parts = [(f" {text} ", "bold reverse" if name == self.active else "$text-muted") for name, text in self._told()]
        self.update(Content.assemble(*parts), layout=False)

    def _told(self) -> list[tuple[str, str]]:
        """Each tab as it is drawn: where not all fit, the others are shortened, to their number at the least."""
        across = self.size.width
        for cells in range(max(len(text) for _, text in self._tabs), -1, -1):
            told = [(name, text if name == self.active else _short(text, cells)) for name, text in self._tabs]
            if not across or sum(cell_len(text) + 2 for _, text in told) <= across:
                break
        return told

    def on_click(self, event: Click) -> None:
        """Say which tab was clicked on."""
        event.stop()
        column = 0
        for name, text in self._told():
            if column <= event.x < column + cell_len(text) + 2:
                self.post_message(self.Clicked(name))
            column += cell_len(text) + 2


def _short(text: str, cells: int) -> str:
    """The number of a tab and so much of its name: "6 Disc"."""
    number, _, name = text.partition(" ")
    return f"{number} {name[:cells]}".strip() if name else text
