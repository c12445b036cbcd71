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
    """A list and nothing else."""

    def compose(self):
        """The list."""
        yield Lines([Column(4), Column(10, share=1), Column(6, wide=60)], empty="Nothing.")


def rows(keys):
    """A heading and a line for each letter."""
    return [Heading("All"), *(Line(Target("letter", key), (key, f"text of {key}", "more")) for key in keys)]


@pytest.fixture
async def shown():
    """The list on a screen of 40 cells."""
    async with OneList().run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        yield pilot.app.query_one(Lines)


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
    assert "more" not in str(shown.options[1].prompt)
