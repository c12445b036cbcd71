"""Six months as bars: equal columns, safe glyphs, read without colour."""

from decimal import Decimal

import pytest

from ipstui.widgets.figures import Figure, figures
from ipstui.widgets.months import MonthBar, month_columns, month_lines

D = Decimal
MONTHS = (
    MonthBar("9 Nov", 0, D("424.90")), MonthBar("9 Dec", 2, D("1240.32"), uneven=True), MonthBar("9 Jan", 1, D("-3")),
    MonthBar("9 Feb", 1, None), MonthBar("9 Mar", 5, D("703.97")), MonthBar("9 Apr", 1, D("703.97")),
)  # fmt: skip
SAFE = set("─│┌┐└┘├┤┬┴┼═█▌▐░▒▓■□▪▫▲►▼◄●○•√→←…£")


@pytest.mark.parametrize("width", [48, 66, 78, 118])
def test_columns_keep_their_width_and_the_highest_is_full(width):
    lines = [text for text, _ in month_columns(MONTHS, width)]
    assert max(map(len, lines)) <= width
    size = width // 6
    assert lines[2][size : 2 * size].strip() == "█" * (size - 2)
    assert "not known"[: size - 2] in lines[1]


def test_a_line_a_month_says_wages_and_money_and_marks_the_uneven_one():
    lines = month_lines(MONTHS, 68)
    assert len({len(line) for line in lines}) == 1
    assert lines[0].split()[:4] == ["9", "Nov", "no", "wage"]
    assert lines[1].startswith("► 9 Dec     2 wages")
    assert "█" not in lines[2]
    assert lines[2].endswith("-£3.00")
    assert lines[3].endswith("not known")


def test_every_glyph_is_of_the_safe_set():
    text = "".join(month_lines(MONTHS, 68)) + "".join(line for line, _ in month_columns(MONTHS, 78))
    assert {letter for letter in text if not letter.isascii()} <= SAFE


@pytest.mark.parametrize("block", [True, False])
def test_a_figure_that_is_not_known_can_be_drawn(block):
    drawn = figures([Figure("WITHOUT WORK", "?", "not known: rent")], 30, block=block)
    assert "not known: rent" in drawn.plain
