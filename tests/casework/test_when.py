"""Typed days and times: what each form means on a known Sunday, and that what is written reads back."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.when import When, read_when

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
TIMES = st.times().map(lambda value: value.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("", "2026-11-22", None),
        ("  Today ", "2026-11-22", None),
        ("tomorrow 9am", "2026-11-23", "09:00"),
        ("yesterday", "2026-11-21", None),
        ("fri 2pm", "2026-11-20", "14:00"),
        ("tue", "2026-11-24", None),
        ("sun", "2026-11-22", None),
        ("Friday, 14:00", "2026-11-20", "14:00"),
        ("fri 2.30pm", "2026-11-20", "14:30"),
        ("thurs 12am", "2026-11-19", "00:00"),
        ("tues 12.15 p.m.", "2026-11-24", "12:15"),
        ("10.30 tomorrow", "2026-11-23", "10:30"),
        ("next fri", "2026-11-27", None),
        ("next sun", "2026-11-29", None),
        ("this wed", "2026-11-18", None),
        ("last tue", "2026-11-17", None),
        ("last sun", "2026-11-15", None),
        ("+2w", "2026-12-06", None),
        ("-3d", "2026-11-19", None),
        ("+1m", "2026-12-22", None),
        ("+3", "2026-11-25", None),
        ("+2w 10am", "2026-12-06", "10:00"),
        ("in 2 weeks at 11", None, None),
        ("in 2 weeks at 11:00", "2026-12-06", "11:00"),
        ("2 weeks ago", "2026-11-08", None),
        ("a month ago", "2026-10-22", None),
        ("next month", "2026-12-22", None),
        ("3 dec", "2026-12-03", None),
        ("3rd December 2026", "2026-12-03", None),
        ("dec 3", "2026-12-03", None),
        ("3dec 4pm", "2026-12-03", "16:00"),
        ("Thu 3 Dec", "2026-12-03", None),
        ("3/12", "2026-12-03", None),
        ("3.12", "2026-12-03", None),
        ("03/12/2026", "2026-12-03", None),
        ("3-12-26 9.05", "2026-12-03", "09:05"),
        ("12/9/84", "1984-09-12", None),
        ("2026-12-03", "2026-12-03", None),
        ("2026-12-03T14:00", "2026-12-03", "14:00"),
        ("2 jan", "2027-01-02", None),
        ("2pm", "2026-11-22", "14:00"),
        ("noon", "2026-11-22", "12:00"),
    ],
)
def test_a_typed_day_is_read(text, on, at):
    if on is None:
        with pytest.raises(Unfit):
            read_when(text, TODAY)
        return
    expected = When(date.fromisoformat(on), time.fromisoformat(at) if at else None)
    assert read_when(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("fri", "2026-11-20", "2026-11-27"),
        ("sun", "2026-11-22", "2026-11-22"),
        ("3 jun", "2026-06-03", "2027-06-03"),
        ("3 dec", "2026-12-03", "2026-12-03"),  # eleven months back is no likely reading
        ("1 nov", "2026-11-01", "2026-11-01"),
        ("22/11", "2026-11-22", "2026-11-22"),
        ("Thu 3 Dec", "2026-12-03", "2026-12-03"),  # the weekday settles the year
    ],
)
def test_what_is_left_open_leans_as_asked(text, past, future):
    assert read_when(text, TODAY, lean="past").on == date.fromisoformat(past)
    assert read_when(text, TODAY, lean="future").on == date.fromisoformat(future)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 feb", "February has no day 31"),
        ("31/04", "April has no day 31"),
        ("0 dec", "December has no day 0"),
        ("29 feb 2027", "no 29 February in 2027"),
        ("29 feb", "give the year"),
        ("fri 24:30", "no time 24:30"),
        ("24:00", "no time 24:00"),
        ("fri 9:75", "no time 9:75"),
        ("13pm", "no 13pm"),
        ("13/13", "no month 13"),
        ("12/25", "the day comes first"),
        ("Fri 3 Dec", "3 Dec is a Thursday"),
        ("Fri 3 Dec 2026", "is a Thursday, not a Friday"),
        ("2026-13-01", "no month 13"),
        ("+99999y", "too many years"),
        ("fish", "“fish” is no day"),
        ("next fish", "is no day"),
        ("3", "is no day"),
        ("fri 2", "is no day"),
        ("14:05:33", "is no day"),
        ("2pm 3pm", None),
        ("x" * 10_000, "…"),
        ("fri\x1b[2J", "is no day"),
    ],
)
def test_an_impossible_day_is_refused_in_a_sentence(text, says):
    with pytest.raises(Unfit) as refused:
        read_when(text, TODAY, field="due")
    assert refused.value.field == "due"
    assert (says or "") in refused.value.problem
    assert refused.value.problem.endswith(".")
    assert len(refused.value.problem) < 160
    assert "\x1b" not in refused.value.problem


def test_month_ends_are_clamped():
    assert read_when("+1m", date(2027, 1, 31)).on == date(2027, 2, 28)


def test_now_takes_its_time_from_the_caller():
    assert read_when("now", TODAY) == When(TODAY)
    assert read_when("now", TODAY, now=time(14, 5, 33, 7)) == When(TODAY, time(14, 5))


@given(value=DAYS, today=DAYS, at=st.none() | TIMES, lean=st.sampled_from(["past", "future", "near"]))
def test_what_is_written_reads_back(value, today, at, lean):
    assert read_when(say.when(value, at, today), today, lean=lean) == When(value, at)


@given(today=DAYS, weekday=st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_weekday_is_never_a_week_away_and_leans(today, weekday):
    past, future, near = (read_when(weekday, today, lean=lean).on for lean in ("past", "future", "near"))
    assert timedelta(0) <= today - past < timedelta(7)
    assert timedelta(0) <= future - today < timedelta(7)
    assert abs(near - today) <= timedelta(3)
    assert read_when(f"last {weekday}", today).on < today < read_when(f"next {weekday}", today).on
    assert future <= read_when(f"next {weekday}", today).on


_WORDS = "today fri next last this in ago a 2 31 weeks month + - +2w dec feb 3rd 2026 3/12 : 24:30 2pm . at now"


@given(text=st.lists(st.sampled_from(_WORDS.split()), max_size=5).map(" ".join) | st.text(max_size=30), today=DAYS)
def test_anything_typed_is_read_or_refused_and_never_has_seconds(text, today):
    try:
        found = read_when(text, today, now=time(9, 30, 59, 5))
    except Unfit:
        return
    assert found.at is None or (found.at.second, found.at.microsecond) == (0, 0)
