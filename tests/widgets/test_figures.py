"""Large figures and bars: every digit of one height and width, and a bar that is full only at its limit."""

import pytest

from ipstui.widgets.figures import Figure, bar, figures, large


@pytest.mark.parametrize(("block", "rows"), [(False, 3), (True, 5)])
def test_digits_are_of_one_height_and_no_two_look_alike(block, rows):
    drawn = {digit: large(digit, block=block) for digit in "0123456789"}
    assert {len(lines) for lines in drawn.values()} == {rows}
    assert {len(line) for lines in drawn.values() for line in lines} == {3}
    assert len({tuple(lines) for lines in drawn.values()}) == 10
    for sign in "£,.+- ":
        assert len({len(line) for line in large(sign, block=block)}) == 1


def test_a_bar_is_full_at_the_limit_and_never_just_before():
    assert bar(0, 10) == "░" * 10
    assert bar(0.999, 10) == "█" * 9 + "░"
    assert bar(1, 10) == bar(1.7, 10) == "█" * 10


@pytest.mark.parametrize("block", [False, True])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_figures_stand_in_columns_that_fit(block, width):
    row = [Figure("NOW", "£1,234", "£1,234.00 a month"), Figure("THEN", "£12", "x" * 90), Figure("D", "-", "")]
    lines = str(figures(row, width, block=block)).split("\n")
    assert len(lines) == (7 if block else 5)
    assert all(len(line) <= width for line in lines)
    assert lines[0].index("THEN") == width // 3 + 1
