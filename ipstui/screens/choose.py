"""Choosing one of a few things; typing narrows the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from ipstui.casework.spelling import fold, rank
from ipstui.screens.asking import Asking
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target

_BY_WORD = 9
"""After every way in which the text itself fits."""


def _line(key: str, text: str) -> Line:
    return Line(Target("choice", key), (text,))


_ROOM = 53
"""Cells of a choice that fit into the usual box (choose.tcss)."""


class ChooseScreen(Asking[str]):
    """Dismissed with the key chosen, or "" when left."""

    BINDINGS = [Binding("escape", "dismiss('')", "Leave", show=False)]
    CSS_PATH = str(Path(__file__).with_name("choose.tcss"))  # whoever derives from it lives in another folder
    AUTO_FOCUS = "Input, Lines"
    EXPLAINED = (
        "Letters narrow the list, where it has a box for them. Arrows move, Enter takes what is under the cursor."
    )

    def __init__(self, title: str, choices: Sequence[tuple[str, str] | str], *, search: bool = False,
                 called: Mapping[str, str] | None = None) -> None:  # fmt: skip
        """`choices` are (key, text) pairs; a bare text is a heading. `called`: other words that find one, by key."""
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._search = search
        self._called = dict(called or {})

    def compose(self) -> ComposeResult:
        """The title, a line to narrow by where there are many, and the choices."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            if self._search:
                yield Input(placeholder="type to narrow", compact=True)
            yield Lines([Column(20, share=1)], empty="Nothing has that word.", one_click=True)

    def on_mount(self) -> None:
        """Draw everything, in a wider box where a choice would be cut off."""
        texts = (each if isinstance(each, str) else each[1] for each in self._choices)
        self.set_class(any(cell_len(text) > _ROOM for text in texts), "-wide-choices")
        self._draw("")

    def _draw(self, sought: str) -> None:
        """Show what fits, the best first, then what is found by another word for it; Enter takes the first."""
        if not sought:
            rows = [Heading(each) if isinstance(each, str) else _line(*each) for each in self._choices]
            self.query_one(Lines).show(rows)
            return
        found: list[tuple[int, Line]] = []
        for choice in self._choices:
            if isinstance(choice, str):
                continue
            if (place := rank(sought, choice[1])) is not None:
                found.append((place, _line(*choice)))
            elif (words := self._called.get(choice[0])) and f" {fold(sought)}" in f" {fold(words)}":
                found.append((_BY_WORD, _line(*choice)))
        fitting = [line for _, line in sorted(found, key=lambda each: each[0])]
        self.query_one(Lines).show(fitting, select=fitting[0].target if fitting else None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow."""
        event.stop()
        self._draw(event.value.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line under the cursor."""
        event.stop()
        if (target := self.query_one(Lines).target) is not None:
            self.dismiss(target.id)

    def on_key(self, event: events.Key) -> None:
        """Let the arrows move through the list while typing."""
        if event.key in ("down", "up") and self._search:
            lines = self.query_one(Lines)
            (lines.action_cursor_down if event.key == "down" else lines.action_cursor_up)()
            event.stop()

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Take what was chosen."""
        event.stop()
        self.dismiss(event.target.id)
