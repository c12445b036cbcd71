"""Wall clock to instants: midnight, the lost hour, the doubled hour."""

from datetime import date

import pytest

from calculators.explain import RequestError
from calculators.licence.clock import DAY, Shift, Span, clock_changes, instant, minutes, nearest, on_day, span, wall

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    ("clock", "elapsed"), [(0, 0), (59, 59), (60, 60), (61, 60), (90, 60), (119, 60), (120, 60), (180, 120)]
)
def test_a_time_that_does_not_exist_is_the_jump(clock, elapsed):
    midnight = instant(SPRING, 0)
    assert instant(SPRING, clock) - midnight == elapsed
    assert instant(SPRING, clock, end=True) - midnight == elapsed


@pytest.mark.parametrize(("clock", "first", "second"), [(59, 59, 59), (60, 60, 120), (90, 90, 150), (120, 180, 180)])
def test_a_time_that_comes_twice_starts_at_the_first_and_ends_at_the_second(clock, first, second):
    midnight = instant(AUTUMN, 0)
    assert instant(AUTUMN, clock) - midnight == first
    assert instant(AUTUMN, clock, end=True) - midnight == second


def test_a_night_across_the_change_lasts_what_it_lasts():
    assert (
        on_day(date(2027, 3, 27), Span(22 * 60, 30 * 60)).end - on_day(date(2027, 3, 27), Span(22 * 60, 30 * 60)).start
        == 7 * 60
    )
    autumn = on_day(date(2027, 10, 30), Span(22 * 60, 30 * 60))
    assert autumn.end - autumn.start == 9 * 60
    assert autumn.overnight


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 12, 1), SPRING, AUTUMN])
@pytest.mark.parametrize("minute", [0, 30, 59, 125, 720, 1439])
def test_there_and_back(day, minute):
    assert wall(instant(day, minute)) == f"{minute // 60:02d}:{minute % 60:02d}"


def test_past_midnight_is_the_next_day():
    assert instant(date(2026, 12, 31), DAY + 30) == instant(date(2027, 1, 1), 30)


def test_changes_of_the_clocks():
    assert list(clock_changes(date(2027, 1, 1), date(2027, 12, 31))) == [SPRING, AUTUMN]


@pytest.mark.parametrize("text", ["24:30", "25:00", "9:00", "09:60", "", "noon", "09:00:00", "-1:00", "1٩:00"])
def test_times_that_are_none(text):
    with pytest.raises(RequestError) as caught:
        minutes("proposal.weekly[0].from", text, end=True)
    assert caught.value.field == "proposal.weekly[0].from"


def test_midnight_as_an_end_only():
    assert minutes("to", "24:00", end=True) == DAY
    with pytest.raises(RequestError):
        minutes("from", "24:00")
    assert span("x", "17:00", "24:00", "shift") == Span(1020, DAY)
    assert not on_day(date(2026, 12, 1), Span(1020, DAY)).overnight


def test_nearest_block_takes_a_meeting_first():
    shift = Shift(date(2026, 12, 1), 100, 200)
    assert nearest(shift, []) is None
    assert nearest(shift, [(0, 40), (230, 300)]).minutes == 30
    assert nearest(shift, [(0, 90), (230, 300)]).before is True
    assert nearest(shift, [(0, 90), (199, 300)]).minutes < 0
    assert nearest(shift, [(0, 100), (200, 300)]).minutes == 0
