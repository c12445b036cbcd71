"""Lists of lines: columns that fit, and a cursor that stays with what it was on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App

from ipstui.widgets.lines import GAP, Column, Heading, Line, Lines, Target, _widths, fit


@given(st.text(max_size=60), st.integers(1, 40), st.booleans())
def test_a_cell_is_exactly_as_wide_as_its_column(text, width, right):
    assert cell_len(fit(text, width, right=right)) == width


def test_a_cell_is_one_line_and_says_when_it_was_cut():
    assert fit("one\n two", 8) == "one two "
    assert fit("one two three", 8) == "one two…"
    assert fit("7", 3, right=True) == "  7"
    assert fit("    ██──●", 12) == "    ██──●   ", "what stands under a scale keeps its place"
    assert fit("[b]x[/b]", 8) == "[b]x[/b]"


@given(
    st.lists(st.builds(Column, st.integers(1, 30), share=st.integers(0, 4)), min_size=1, max_size=6),
    st.integers(10, 200),
)
def test_columns_never_take_more_than_there_is_unless_none_can_give(columns, width):
    widths = _widths(columns, width)
    least = [column.width - (column.width // 2 if column.share else 0) for column in columns]
    assert all(got >= low for got, low in zip(widths, least, strict=True))
    taken = sum(widths) + GAP * (len(widths) - 1)
    assert taken <= max(width, sum(least) + GAP * (len(widths) - 1))


class OneList(App[None]):
    """A list and nothing else; it remembers what was opened."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def on_lines_chosen(self, event):
        """Remember it."""
        self.opened.append(event.target)

    def compose(self):
        """The list."""
        yield Lines([Column(4), Column(10, share=1), Column(6, wide=60)], empty="Nothing.")


def rows(keys):
    """A heading and a line for each letter."""
    return [Heading("All"), *(Line(Target("letter", key), (key, f"text of {key}", "more")) for key in keys)]


@pytest.fixture
async def pilot():
    """The list on a screen of 40 cells."""
    async with OneList().run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        yield pilot


@pytest.fixture
def shown(pilot):
    """The list."""
    return pilot.app.query_one(Lines)


async def test_the_cursor_follows_its_key_through_any_order(shown):
    shown.show(rows("abcdef"))
    shown.show(rows("abcdef"), select=Target("letter", "d"))
    for order in ("fedcba", "xdy", "d", "abcd"):
        shown.show(rows(order))
        assert shown.target == Target("letter", "d")


async def test_when_its_line_goes_the_cursor_goes_to_the_nearest_left(shown):
    shown.show(rows("abcdef"), select=Target("letter", "c"))
    shown.show(rows("abdef"))
    assert shown.target == Target("letter", "d")
    shown.show(rows("ab"))
    assert shown.target == Target("letter", "b")
    shown.show([])
    assert shown.target is None
    assert shown.full_text == ""
    shown.show(rows("ab"))
    assert shown.target == Target("letter", "a")


async def test_the_first_line_not_the_heading_is_under_the_cursor_at_first(shown):
    shown.show(rows("ab"))
    assert shown.target == Target("letter", "a")
    assert [target.id for target in shown.targets] == ["a", "b"]
    assert shown.full_text == "a  text of a  more"


async def test_a_wide_column_is_drawn_only_where_there_is_room(shown):
    shown.show(rows("a"))
    assert "more" not in shown.render_line(1).text


async def test_keys_go_from_line_to_line_and_never_to_a_heading(pilot, shown):
    shown.show([Heading("One"), *rows("ab")[1:], Heading("Two"), *rows("cd")[1:], Heading("End", quiet=True)])
    await pilot.pause()
    letters = []
    for step in (
        shown.action_cursor_down, shown.action_cursor_down, shown.action_last, shown.action_cursor_down,
        shown.action_cursor_up, shown.action_first, shown.action_page_down, shown.action_page_up,
    ):  # fmt: skip
        step()
        letters.append(shown.target.id)
    assert letters == ["b", "c", "d", "a", "d", "a", "d", "a"]


async def test_only_the_lines_that_change_are_drawn_anew(pilot, monkeypatch):
    shown = pilot.app.query_one(Lines)
    shown.show(rows("abcdef"))
    await pilot.pause()
    drawn, draw = set(), shown.render_line
    monkeypatch.setattr(shown, "render_line", lambda y: drawn.add(y) or draw(y))
    shown.action_cursor_down()
    await pilot.pause()
    assert drawn == {1, 2}


async def test_a_long_heading_takes_the_lines_it_needs_and_a_double_click_opens_only_lines(pilot):
    shown = pilot.app.query_one(Lines)
    shown.show([Heading("a heading of many words " * 3, quiet=True), *rows("ab")[1:]])
    await pilot.pause()
    assert shown.virtual_size.height == 4
    assert shown.render_line(1).text.strip()
    assert "text of a" in shown.render_line(2).text
    await pilot.click(Lines, offset=(3, 1), times=2)
    await pilot.click(Lines, offset=(3, 3))
    assert pilot.app.opened == []
    await pilot.click(Lines, offset=(3, 3), times=2)
    assert pilot.app.opened == [Target("letter", "b")] == [shown.target]
