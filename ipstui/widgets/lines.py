"""A list of lines in columns under headings: what the review, the timeline and every other list is drawn with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import Visual

GAP = 2
RIGHT = 3
"""The right button of the mouse."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column is at least `width` cells wide and takes `share` parts of what is left over.

    A column with `wide` set is only drawn when the list is at least that many cells across. One with `most` is as wide
    as its longest cell, between `width` and that. Where not all fit, those with `spare` are left out, the greatest
    first; only then is anything narrower than it needs.
    """

    width: int
    share: int = 0
    right: bool = False
    wide: int = 0
    style: str = ""
    most: int = 0
    spare: int = 0


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


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws lines in columns, keeps the cursor on the same target after every redraw, and opens on a double click.

    Each row is drawn when it comes into sight, and kept: a key press draws the two lines that changed.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Lines {
        height: auto; max-height: 100%; overflow-x: hidden; color: $foreground;
        & > .lines--cursor { color: $foreground; background: $block-cursor-blurred-background; }
        & > .lines--cursor { text-style: $block-cursor-blurred-text-style; }
        & > .lines--hover { background: $block-hover-background; }
        &:focus > .lines--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
        &:focus > .lines--cursor { text-style: $block-cursor-text-style; }
    }
    """
    COMPONENT_CLASSES = {"lines--cursor", "lines--hover"}
    BINDINGS = [
        Binding("enter", "select", "Open", key_display="Enter", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("up", "cursor_up", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
    ]

    cursor: reactive[int | None] = reactive(None, repaint=False)
    """The place of the row under the cursor, which is always a line; None when there is none.

    A screen that tells more of the line watches this: what it draws is then in the same frame as the cursor.
    """
    _hovered: reactive[int | None] = reactive(None, repaint=False)

    class Chosen(Message):
        """The line was opened, by Enter or by a click."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Menu(Message):
        """What can be done about the line was asked for, by a right click."""

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", id: str | None = None, one_click: bool = False
    ) -> None:
        """`one_click` opens at the first click, as menus do."""
        super().__init__(id=id)
        self._one_click = one_click
        self._columns = tuple(columns)
        self._empty = empty
        self._rows: tuple[Line | Heading, ...] = ()
        self._places: list[int] = []
        """Of the lines among the rows: the cursor goes from one to the next."""
        self._tops: list[int] = []
        """The y at which each row begins: a long heading takes several lines, and everything else one."""
        self._laid_for: tuple[int, int] | None = None
        self._strips: dict[tuple[int, VisualStyle], list[Strip]] = {}
        self._columns_for: tuple[int, list[tuple[int, Column]]] | None = None

    # What is shown

    @property
    def rows(self) -> tuple[Line | Heading, ...]:
        """Everything shown, from the top."""
        return self._rows

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        row = self._rows[self.cursor] if self.cursor is not None else None
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
        self.cursor = self._places[self.targets.index(target)]

    def show(
        self,
        rows: Sequence[Line | Heading],
        *,
        select: Target | None = None,
        columns: Sequence[Column] | None = None,
    ) -> None:
        """Draw these rows. The cursor stays on its target, or moves to `select`, or to the nearest line left.

        `columns` are those of rows of another kind than before.
        """
        self._columns = self._columns if columns is None else tuple(columns)
        wanted, place = select or self.target, self.cursor or 0
        shown = tuple(rows) or (Heading(self._empty, quiet=True),)
        if shown == self._rows and wanted == self.target:
            return
        self.set_reactive(Lines.cursor, None)
        self._rows = shown
        self._places = [i for i, row in enumerate(shown) if isinstance(row, Line)]
        self._laid_for = self._columns_for = None
        self._lay_out()
        index = next((i for i, target in zip(self._places, self.targets, strict=True) if target == wanted), None)
        if index is None:
            index = min(self._places, key=lambda i: (abs(i - place), i), default=None)
        self.cursor = index
        self.refresh()

    # Where each row stands

    @property
    def _across(self) -> int:
        """The cells the columns are fitted to: whether there is a scrollbar or not, they stay where they are."""
        return max(self.size.width or self.app.size.width, 20)

    def _lay_out(self) -> None:
        """Find where each row begins; nothing is drawn yet."""
        width = self.scrollable_content_region.width or self._across
        if self._laid_for == (width, self._across):
            return
        self._laid_for = (width, self._across)
        self._strips.clear()
        self._tops, top = [], 0
        for place in range(len(self._rows)):
            self._tops.append(top)
            top += self._height(place, width)
        self.virtual_size = Size(width, top)

    def _height(self, place: int, width: int) -> int:
        row = self._rows[place]
        if isinstance(row, Line) or (len(row.text) * 2 + 4 <= width and row.text.isprintable()):
            return 1
        return len(Visual.to_strips(self, self._content(place), width, None, self.visual_style))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows take."""
        return sum(self._height(place, width) for place in range(len(self._rows)))

    def _place_at(self, y: int) -> int | None:
        """The place of the row that is drawn at this line of the screen."""
        y += self.scroll_offset.y
        return bisect_right(self._tops, y) - 1 if 0 <= y < self.virtual_size.height else None

    # Drawing

    def _content(self, place: int) -> Content:
        row, width = self._rows[place], self._across
        if isinstance(row, Heading):
            if row.quiet:
                told = row.text if cell_len(row.text) < width - 1 else "\n ".join(wrap(row.text, width - 3))
                return Content.styled(f" {told}", "$text-muted")
            rule = "─" * max(width - cell_len(row.text) - 4, 0)
            return Content.assemble((f" {row.text.upper()} ", "bold $accent"), (rule, "$secondary 60%"))
        columns = self._fitted(width)
        widths = _widths([column for _, column in columns], width - 3)
        parts: list[tuple[str, str]] = [(" ", "")]
        for number, ((cell, column), size) in enumerate(zip(columns, widths, strict=True)):
            if cell >= len(row.cells):
                break
            text = row.cells[cell]
            if cell == len(row.cells) - 1:  # the last cell of a short line has the rest of it
                size = sum(widths[number:]) + GAP * (len(widths) - 1 - number)
            parts.append((fit(text, size, right=column.right), row.styles.get(cell, row.style or column.style)))
            parts.append((" " * GAP, ""))
        return Content.assemble(*parts[:-1])

    def _fitted(self, width: int) -> list[tuple[int, Column]]:
        """The columns drawn at this width, each with its cell; the same for every line, so that they stand in line."""
        if self._columns_for is None or self._columns_for[0] != width:
            columns = []
            for cell, column in enumerate(self._columns):
                if column.most:
                    texts = (row.cells[cell] for row in self._rows if isinstance(row, Line) and cell < len(row.cells))
                    longest = max((cell_len(" ".join(text.split())) for text in texts), default=0)
                    column = replace(column, width=min(max(longest, column.width), column.most))
                if not column.wide or width >= column.wide:
                    columns.append((cell, column))
            while _needed(columns) > width - 3 and any(column.spare for _, column in columns):
                columns.remove(max(columns, key=lambda each: each[1].spare))
            self._columns_for = (width, columns)
        return self._columns_for[1]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight; a scrollbar that came or went changes where long headings break."""
        self._lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line; under the cursor in the cursor's own colour, the only one sure to be seen there."""
        width, place = self.scrollable_content_region.width, self._place_at(y)
        if place is None:
            return Strip.blank(width, self.visual_style.rich_style)
        here = place == self.cursor
        classes = ["lines--cursor"] if here else ["lines--hover"] if place == self._hovered else []
        style = self.get_visual_style(*classes) if classes else self.visual_style
        strips = self._strips.get((place, style))
        if strips is None:
            drawn = Visual.to_strips(self, self._content(place), width, None, style)
            strips = [strip.extend_cell_length(width, style.rich_style) for strip in drawn]
            if here:
                ink = Style(color=style.rich_style.color)
                strips = [Strip(Segment.apply_style(strip, post_style=ink), strip.cell_length) for strip in strips]
            self._strips[place, style] = strips
        part = y + self.scroll_offset.y - self._tops[place]
        return strips[part] if part < len(strips) else Strip.blank(width, style.rich_style)

    def notify_style_update(self) -> None:
        """Draw everything anew in another look."""
        self._strips.clear()
        super().notify_style_update()

    def _redraw(self, *places: int | None) -> None:
        for place in places:
            if place is not None and place < len(self._tops):
                self.refresh_line(self._tops[place])

    # Moving and choosing

    def watch_cursor(self, before: int | None, cursor: int | None) -> None:
        """Draw the line that was left and the one that is under the cursor now."""
        self._redraw(before, cursor)
        self._keep_in_sight()

    def watch__hovered(self, before: int | None, hovered: int | None) -> None:
        """Draw the line the mouse left and the one that it is over."""
        self._redraw(before, hovered)

    def _keep_in_sight(self) -> None:
        if self.cursor is not None and self.size:
            self._lay_out()
            region = Region(0, self._tops[self.cursor], self.scrollable_content_region.width, 1)
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    def on_show(self) -> None:
        """Have the cursor in sight."""
        self._keep_in_sight()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self._lay_out()
        self._keep_in_sight()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the line the mouse is over."""
        place = self._place_at(event.y)
        self._hovered = place if place in self._places else None

    def on_leave(self, event: events.Leave) -> None:
        """Mark nothing when the mouse is gone."""
        self._hovered = None

    def on_click(self, event: events.Click) -> None:
        """Select the line; a second click opens it, and the right button asks what can be done."""
        place = self._place_at(event.y)
        if place is None or not isinstance(self._rows[place], Line):
            return
        again = event.chain == 2 and place == self.cursor
        self.cursor = place
        if event.button == RIGHT:
            self.post_message(self.Menu())
        elif again or (self._one_click and event.chain == 1):
            self.action_select()

    def action_select(self) -> None:
        """Open the line under the cursor; where there is none the key is left to the screen."""
        if self.target is None:
            raise SkipAction
        self.post_message(self.Chosen(self.target))

    def action_cursor_down(self) -> None:
        """Go to the next line, from the last one to the first."""
        self._step(bisect_right(self._places, -1 if self.cursor is None else self.cursor))

    def action_cursor_up(self) -> None:
        """Go to the line before, from the first one to the last."""
        self._step(bisect_left(self._places, 0 if self.cursor is None else self.cursor) - 1)

    def _step(self, number: int) -> None:
        if self._places:
            self.cursor = self._places[number % len(self._places)]

    def action_first(self) -> None:
        """Go to the first line."""
        self._step(0)

    def action_last(self) -> None:
        """Go to the last line."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Go down as many lines as are in sight."""
        self._page(1)

    def action_page_up(self) -> None:
        """Go up as many lines as are in sight."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        if self.cursor is None:
            return
        y = self._tops[self.cursor] + direction * self.scrollable_content_region.height
        place = bisect_right(self._tops, max(y, 0)) - 1
        number = bisect_left(self._places, place) if direction > 0 else bisect_right(self._places, place) - 1
        self._step(min(max(number, 0), len(self._places) - 1))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return the text in exactly `width` cells, on one line, cut with an ellipsis when it is longer.

    Spaces stay as they are, for a band of time begins where its first day is; line ends and tabs become one.
    """
    text = text if text.isprintable() else " ".join(text.split())
    if cell_len(text) > width:
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def _needed(columns: Sequence[tuple[int, Column]]) -> int:
    return sum(column.width for _, column in columns) + GAP * (len(columns) - 1)


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
    widths = [column.width + free * column.share // shares for column in columns]
    last = max(place for place, column in enumerate(columns) if column.share)
    widths[last] += free - sum(widths) + sum(column.width for column in columns)  # what the division left over
    return widths
