"""A screen of several lists, one shown at a time: each is made when its tab is first opened, and stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from ipstui.screens.view import View
from ipstui.widgets.lines import Column, Lines
from ipstui.widgets.tab_line import TabLine


class Tabbed(View):
    """Subclasses name their `PARTS` and draw the shown list in `draw_tab`."""

    PARTS: ClassVar[Sequence[tuple[str, str, Sequence[Column]]]] = ()
    """Each tab by its name, what it is called, and its columns."""

    def tabs(self) -> ComposeResult:
        """The line of tabs and the first list."""
        (first, _, columns), *_ = self.PARTS
        yield TabLine([(name, title) for name, title, _ in self.PARTS], id="tabs")
        yield Lines(columns, id=first)

    def on_mount(self) -> None:
        """Follow the cursor of the first list."""
        self._follow(self.lines)

    def _follow(self, lines: Lines) -> None:
        self.watch(lines, "cursor", self.cursor_moved, init=False)

    @property
    def tab(self) -> str:
        """The name of the tab that is shown."""
        return self.query_one("#tabs", TabLine).active

    @property
    def lines(self) -> Lines:
        """The list of the tab that is shown."""
        return self.query_one(f"#{self.tab}", Lines)

    def draw_tab(self) -> None:
        """Draw the list that is shown, and only that: what a tab works out is asked for when it is opened."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """The cursor of a list was moved."""
        raise NotImplementedError

    def on_tab_line_clicked(self, event: TabLine.Clicked) -> None:
        """Show the tab that was clicked on."""
        event.stop()
        self.action_tab(event.name)

    def action_tab(self, name: str) -> None:
        """Show one tab, and let the keys go to its list."""
        if not self.query(f"#{name}"):
            columns = next(columns for each, _, columns in self.PARTS if each == name)
            self.mount(Lines(columns, id=name), after=self.query(Lines).last())
            self._follow(self.query_one(f"#{name}", Lines))
        self.query_one("#tabs", TabLine).mark(name)
        for lines in self.query(Lines):
            lines.display = lines.id == name
        self.draw_tab()
        self.lines.focus()

    def action_next_tab(self) -> None:
        """The tab to the right, after the last the first."""
        self._turn(1)

    def action_previous_tab(self) -> None:
        """The tab to the left."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = [name for name, _, _ in self.PARTS]
        self.action_tab(names[(names.index(self.tab) + by) % len(names)])
