"""The band from referral to work: always as wide as it should be, always with today on it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ipstui.casework.deadline import Deadline
from ipstui.casework.way import Stretch
from ipstui.widgets.band import band

TODAY = date(2026, 11, 23)
LABELS = ("Referred", "Pre-release", "Released, not yet seen", "Seen once", "Stabilising", "Job search", "In work")


def way(*lengths, inside=0):
    """Stretches of so many days, the first `inside` in prison, the last ending today."""
    end, stretches = TODAY, []
    for number, length in reversed(list(enumerate(lengths))):
        start = end - timedelta(days=length)
        label = LABELS[number % len(LABELS)]
        stretches.insert(0, Stretch(label=label, start=start, end=end, inside=number < inside))
        end = start
    return stretches


def drawn(*args, **how):
    """The two lines."""
    return str(band(*args, **how)).split("\n")


def test_nobody_has_no_band():
    assert str(band([], [], TODAY, 79)) == ""


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.integers(0, 3), st.integers(40, 160))
def test_it_fits_and_today_is_on_it(lengths, inside, width):
    line, dates = drawn(way(*lengths, inside=inside), [], TODAY, width)
    assert cell_len(line) <= width + 1
    assert cell_len(dates) <= width + 1
    assert line.count("●") == 1
    assert "today" in dates
    assert dates.index("today") == line.index("●")


def test_prison_is_drawn_double_and_the_way_out_is_named():
    line, dates = drawn(way(40, 30, 10, inside=2), [], TODAY, 79)
    assert "═Referred══" in line
    assert "─Not yet seen" in line or "─Unseen" in line
    assert "13 Nov out" in dates


def test_deadlines_of_six_weeks_are_marked_and_later_ones_are_not():
    def due(days):
        day = TODAY + timedelta(days=days)
        return Deadline(kind="task", text="x", due=day, opens=day, because="y")

    line, _ = drawn(way(60), [due(7), due(20), due(43), due(-1)], TODAY, 79)
    assert line.count("▲") == 2


def test_a_closed_case_ends_where_it_was_closed():
    line, dates = drawn(way(60), [], TODAY, 79, done=True)
    assert line.rstrip().endswith("■")
    assert "closed" in dates
