"""A list of lines in columns under headings: what the review, the timeline and every other list is drawn with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column is at least `width` cells wide and takes `share` parts of what is left over.

    A column with `wide` set is only drawn when the list is at least that many cells across.
    """

    width: int
    share: int = 0
    right: bool = False
    wide: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a line means: equal as long as it means the same, so that the cursor finds its line again."""

    what: str
    id: str = ""
    part: str = ""
    """What of it: a condition that bears on a proposal, a visit of a job."""
    line: str = ""
    """Which of several lines about the same."""
    event: str = ""
    """The id of the event that the line is, and that can be corrected; "" where it is of no single event."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that can be chosen. No two lines of a list have the same target."""

    target: Target
    cells: tuple[str, ...]
    style: str = ""
    styles: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or with `quiet` a line of text, that the cursor passes over."""

    text: str
    quiet: bool = False


class Lines(OptionList):
    """Draws lines in columns, keeps the cursor on the same target after every redraw, and opens on one click."""

    BINDINGS = [
        Binding("enter", "select", "Open", key_display="Enter"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    def __init__(self, columns: Sequence[Column], *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._columns = tuple(columns)
        self._empty = empty
        self._rows: tuple[Line | Heading, ...] = ()
        self._drawn_width = 0

    @property
    def rows(self) -> tuple[Line | Heading, ...]:
        """Everything shown, from the top."""
        return self._rows

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        row = self._rows[self.highlighted] if self.highlighted is not None and self._rows else None
        return row if isinstance(row, Line) else None

    @property
    def target(self) -> Target | None:
        """What the line under the cursor means."""
        return self.line.target if self.line is not None else None

    @property
    def full_text(self) -> str:
        """The line under the cursor without anything cut off; "" when there is none."""
        return "  ".join(cell for cell in self.line.cells if cell) if self.line is not None else ""

    @property
    def targets(self) -> list[Target]:
        """What the lines mean, from the top."""
        return [row.target for row in self._rows if isinstance(row, Line)]

    def go_to(self, target: Target) -> None:
        """Put the cursor on the line that means this. Raises ValueError when there is none."""
        self.highlighted = next(
            (i for i, row in enumerate(self._rows) if isinstance(row, Line) and row.target == target), None
        )
        if self.highlighted is None:
            raise ValueError(f"no line means {target}")

    def show(self, rows: Sequence[Line | Heading], *, select: Target | None = None) -> None:
        """Draw these rows. The cursor stays on its target, or moves to `select`, or to the nearest line left."""
        wanted, place = select or self.target, self.highlighted or 0
        if (drawn := tuple(rows)) == self._rows and self._drawn_width == self._width and wanted == self.target:
            return
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = None
        self._rows = drawn
        self._draw(wanted, place)

    @property
    def _width(self) -> int:
        return max(self.size.width or self.app.size.width, 20)

    def _draw(self, wanted: Target | None, place: int) -> None:
        width = self._drawn_width = self._width
        columns = [(i, c) for i, c in enumerate(self._columns) if not c.wide or width >= c.wide]
        widths = _widths([column for _, column in columns], width - 3)
        options = [self._option(row, columns, widths, width) for row in self._rows]
        if not options:
            options = [Option(Content.styled(f" {self._empty}", "$text-muted"), disabled=True)]
        scroll = self.scroll_y
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(options)
        targets = {i: row.target for i, row in enumerate(self._rows) if isinstance(row, Line)}
        index = next((i for i, target in targets.items() if target == wanted), None)
        if index is None:
            index = min(targets, key=lambda i: (abs(i - place), i)) if targets else None
        self.highlighted = index
        self.scroll_to(y=scroll, animate=False)
        self.scroll_to_highlight()

    def _option(
        self, row: Line | Heading, columns: Sequence[tuple[int, Column]], widths: Sequence[int], width: int
    ) -> Option:
        if isinstance(row, Heading):
            if row.quiet:
                return Option(Content.styled(f" {row.text}", "$text-muted"), disabled=True)
            rule = "─" * max(width - cell_len(row.text) - 4, 0)
            return Option(
                Content.assemble((f" {row.text.upper()} ", "bold $accent"), (rule, "$secondary 60%")), disabled=True
            )
        parts: list[tuple[str, str]] = [(" ", "")]
        for (place, column), size in zip(columns, widths, strict=True):
            text = row.cells[place] if place < len(row.cells) else ""
            parts.append((fit(text, size, right=column.right), row.styles.get(place, row.style or column.style)))
            parts.append((" " * GAP, ""))
        return Option(Content.assemble(*parts[:-1]))

    def render_line(self, y: int) -> Strip:
        """Draw one row; under the cursor in the cursor's own colour, the only one sure to be seen there."""
        strip, row = super().render_line(y), self.scroll_offset.y + y
        if self.highlighted is None or not 0 <= row < len(self._lines) or self._lines[row][0] != self.highlighted:
            return strip
        cursor = self.get_visual_style("option-list--option", "option-list--option-highlighted").rich_style
        return Strip(Segment.apply_style(strip, post_style=Style(color=cursor.color)), strip.cell_length)

    def on_resize(self, event: Resize) -> None:
        """Fit the columns to the new width."""
        if self._rows and event.size.width != self._drawn_width:
            self._draw(self.target, self.highlighted or 0)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return the text in exactly `width` cells, on one line, cut with an ellipsis when it is longer."""
    text = " ".join(text.split())
    if cell_len(text) > width:
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    free = width - sum(column.width for column in columns) - GAP * (len(columns) - 1)
    shares = sum(column.share for column in columns)
    if free < 0 or not shares:
        squeeze = -free if free < 0 else 0
        widths = []
        for column in columns:
            give = min(squeeze, column.width // 2) if column.share else 0
            squeeze -= give
            widths.append(column.width - give)
        return widths
    return [column.width + free * column.share // shares for column in columns]
