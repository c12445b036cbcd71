"""Typed days and times: what each form means on a known Sunday, and that what is written reads back."""

import json
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.typed.when import When, read_month, read_only_day, read_start, read_time, read_when

CASES = json.loads((Path(__file__).parents[1] / "facts" / "dates.json").read_text("utf-8"))
TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
TIMES = st.times().map(lambda value: value.replace(second=0, microsecond=0))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}-{case['lean']}")
def test_the_cases_handed_over(case):
    today = date.fromisoformat(case["today"])
    if "refuse" in case:
        with pytest.raises(Unfit) as refused:
            read_when(case["text"], today, lean=case["lean"])
        assert case["refuse"] in refused.value.problem
        return
    at = time.fromisoformat(case["at"]) if case["at"] else None
    assert read_when(case["text"], today, lean=case["lean"]) == When(date.fromisoformat(case["on"]), at)


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
        ("in 2 weeks at 11", "2026-12-06", "11:00"),
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
    expected = When(date.fromisoformat(on), time.fromisoformat(at) if at else None)
    assert read_when(text, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("fri", "2026-11-20", "2026-11-27"),
        ("sun", "2026-11-22", "2026-11-22"),
        ("3 jun", "2026-06-03", "2027-06-03"),
        ("3 dec", "2025-12-03", "2026-12-03"),
        ("1 nov", "2026-11-01", "2027-11-01"),
        ("23/11", "2025-11-23", "2026-11-23"),
        ("this mon", "2026-11-16", "2026-11-23"),
        ("friday just gone", "2026-11-20", "2026-11-20"),
        ("a week ago today", "2026-11-15", "2026-11-15"),
        ("the 30th", "2026-10-30", "2026-11-30"),
        ("the 31st", "2026-10-31", "2026-12-31"),
        ("mon 30", None, "2026-11-30"),
        ("2w", "2026-11-08", "2026-12-06"),
        ("fortnight", "2026-11-08", "2026-12-06"),
        ("in 2 weeks", "2026-12-06", "2026-12-06"),
        ("3 dec 10", None, "2026-12-03"),
        ("22/11", "2026-11-22", "2026-11-22"),
        ("Thu 3 Dec", "2026-12-03", "2026-12-03"),  # the weekday settles the year
    ],
)
def test_what_is_left_open_leans_as_asked(text, past, future):
    if past is None:
        with pytest.raises(Unfit):
            read_when(text, TODAY, lean="past")
    else:
        assert read_when(text, TODAY, lean="past").on == date.fromisoformat(past)
    assert read_when(text, TODAY, lean="future").on == date.fromisoformat(future)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 feb", "February has 28 or 29 days"),
        ("31/04", "April has 30 days"),
        ("0 dec", "December has 31 days"),
        ("29 feb 2027", "February has 28 days in 2027"),
        ("29 feb", "February has 28 days in 2027: give the year"),
        ("the 32nd", "no month has a day 32"),
        ("mon 32", "no month has a day 32"),
        ("fri 30", "the 30th is a Monday, not a Friday"),
        ("3 dec 1899", "year 1899"),
        ("1/1/0001", "year 1 "),
        ("-200y", "year 1826"),
        ("december", "which day of December"),
        ("\u0663 dec", "0 to 9"),
        ("3/\uff11\uff12", "0 to 9"),
        ("fri 9\u00bd", "0 to 9"),
        ("tomorrow afternoon", "a time is wanted, or only the day"),
        ("tonight", "a time is wanted, or only the day"),
        ("fri pm", "a time is wanted, or only the day"),
        ("fri midnight", "midnight begins one day"),
        ("fri 9 in the afternoon", None),
        ("fri 14:00 in the morning", "14:00 is not in the morning"),
        ("10pm-2am", "ends before it begins"),
        ("fri 2pm for 0 min", "whole minutes"),
        ("fri 2pm for 1,5h", "is not a date"),
        ("fri 9,30", "is not a date"),
        ("20261203", "is not a date"),
        ("2027", "may be a year or a time"),
        ("10", "may be a day or an hour"),
        ("fri 2", "27 Nov at 02:00 or 14:00 (am or pm?)"),
        ("fri at 6", "27 Nov at 06:00 or 18:00 (am or pm?)"),
        ("fri 6.59", "27 Nov at 06:59 or 18:59 (am or pm?)"),
        ("fri half past three", "27 Nov at 03:30 or 15:30 (am or pm?)"),
        ("fri 2-3", "27 Nov at 02:00 or 14:00 (am or pm?)"),
        ("tomorrow 230", "23 Nov at 02:30 or 14:30 (am or pm?)"),
        ("wed 2", "2 Dec"),
        ("thu 10", "Thu 10 Dec, or Thu 26 Nov 10:00"),
        ("sat 9.10", "Sat 9 Oct 2027, or Sat 28 Nov 09:10"),
        ("fri 10 to 11", "write 10:50, or 10-11"),
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
        ("fish", "“fish” is not a date"),
        ("next fish", "is not a date"),
        ("3", "may be a day or an hour"),
        ("14:05:33", "is not a date"),
        ("2pm 3pm", None),
        ("x" * 10_000, "…"),
        ("fri\x1b[2J", "is not a date"),
    ],
)
def test_an_impossible_day_is_refused_in_a_sentence(text, says):
    with pytest.raises(Unfit) as refused:
        read_when(text, TODAY, lean="future", field="due")
    assert refused.value.field == "due"
    assert (says or "") in refused.value.problem
    assert refused.value.problem.endswith(".")
    assert len(refused.value.problem) < 160
    assert "\x1b" not in refused.value.problem


@pytest.mark.parametrize(
    ("text", "on", "at"),
    [
        ("weds", "2026-11-25", None), ("thur 9.10", "2026-11-26", "09:10"), ("tues", "2026-11-24", None),
        ("we", "2026-11-25", None), ("on friday", "2026-11-27", None), ("sunday", "2026-11-22", None),
        ("next fri", "2026-11-27", None), ("coming sun", "2026-11-29", None), ("fri next week", "2026-11-27", None),
        ("next week fri 2pm", "2026-11-27", "14:00"), ("friday week", "2026-12-04", None),
        ("a week on friday", "2026-12-04", None), ("a week tomorrow", "2026-11-30", None),
        ("tomorrow week 10am", "2026-11-30", "10:00"), ("two weeks on fri", "2026-12-11", None),
        ("fri fortnight", "2026-12-11", None), ("a week from friday", "2026-12-04", None),
        ("the day after tomorrow", "2026-11-24", None), ("3 days before the 30th", "2026-11-27", None),
        ("in two weeks' time", "2026-12-06", None), ("in a week\u2019s time", "2026-11-29", None),
        ("one week", "2026-11-29", None), ("2 weeks from now", "2026-12-06", None),
        ("December the 3rd", "2026-12-03", None), ("the twenty-first", "2026-12-21", None),
        ("thursday the third of december 2pm", "2026-12-03", "14:00"), ("fri, 2pm.", "2026-11-27", "14:00"),
        ("the 3rd of December", "2026-12-03", None), ("Thursday the 3rd of December", "2026-12-03", None),
        ("thu 3rd 2pm", "2026-12-03", "14:00"), ("30th of next month", "2026-12-30", None),
        ("Dec 3rd, 2026", "2026-12-03", None), ("3 Dec \u201926", "2026-12-03", None), ("3 sept", "2027-09-03", None),
        ("25/Nov/2026", "2026-11-25", None), ("3.12.", "2026-12-03", None), ("3. 12. 2026", "2026-12-03", None),
        ("3\u201312\u20132026", "2026-12-03", None), ("3 12 2026", "2026-12-03", None),
        ("thu 3/12 10am", "2026-12-03", "10:00"), ("Wed, 2 Dec 2026, 3 p.m.", "2026-12-02", "15:00"),
        ("3 dec 1400", "2026-12-03", "14:00"), ("3 dec 2027", "2027-12-03", None), ("3 dec 27", "2027-12-03", None),
        ("3 dec 1930", "2026-12-03", "19:30"), ("fri 2030", "2026-11-27", "20:30"),
        ("3.12 02.30", "2026-12-03", "02:30"),
        ("fri 12", "2026-11-27", "12:00"), ("fri 7", "2026-11-27", "07:00"), ("fri 12.30am", "2026-11-27", "00:30"),
        ("at 10", "2026-11-22", "10:00"), ("thursday at 2pm next week", "2026-11-26", "14:00"),
        ("fri half past nine", "2026-11-27", "09:30"), ("half two pm fri", "2026-11-27", "14:30"),
        ("fri quarter to 1pm", "2026-11-27", "12:45"), ("fri twenty to 4pm", "2026-11-27", "15:40"),
        ("fri ten o\u2019clock", "2026-11-27", "10:00"), ("fri 2 in the afternoon", "2026-11-27", "14:00"),
        ("tomorrow morning at 6", "2026-11-23", "06:00"), ("tonight at 8", "2026-11-22", "20:00"),
        ("fri midday", "2026-11-27", "12:00"), ("9.31", "2026-11-22", "09:31"), ("9.10", "2027-10-09", None),
        ("fri\u00a02pm\u200b", "2026-11-27", "14:00"),
    ],
)  # fmt: skip
def test_what_is_booked_is_read(text, on, at):
    expected = When(date.fromisoformat(on), time.fromisoformat(at) if at else None)
    assert read_when(text, TODAY, lean="future") == expected


@pytest.mark.parametrize(
    ("text", "at", "minutes"),
    [
        ("2-3pm", "14:00", 60), ("fri 2pm-3.30pm", "14:00", 90), ("fri 2pm to 3pm", "14:00", 60),
        ("fri 11-1pm", "11:00", 120), ("fri 11am-1", "11:00", 120), ("fri 12-1", "12:00", 60),
        ("fri 9-5", "09:00", 480),
        ("tomorrow from 10 to 11", "10:00", 60), ("14:00\u201314:45", "14:00", 45), ("2pm for 1h", "14:00", 60),
        ("fri 2pm for 90 min", "14:00", 90), ("10.30 for half an hour", "10:30", 30), ("fri 10 for 1h30", "10:00", 90),
        ("fri 2pm (1.5 hours)", "14:00", 90), ("fri 2pm for an hour and a half", "14:00", 90),
    ],
)  # fmt: skip
def test_a_length_is_read_with_its_time(text, at, minutes):
    found = read_when(text, TODAY, lean="future")
    assert (found.at, found.minutes) == (time.fromisoformat(at), minutes)
    with pytest.raises(Unfit, match="no length is kept"):
        read_start(text, TODAY, lean="future")


@pytest.mark.parametrize(
    ("text", "exact"), [("fri 2-14", "02:00-14:00"), ("fri 7-7", "07:00-19:00"), ("2.30-14.30 fri", "02:30-14:30")]
)
def test_twelve_hours_are_never_guessed_from_bare_hours(text, exact):
    with pytest.raises(Unfit, match=f"12 hours: write {exact} if it is meant"):
        read_when(text, TODAY, lean="future")
    assert read_when(f"fri {exact}", TODAY, lean="future").minutes == 720


def test_a_place_for_a_day_or_a_time_alone_refuses_the_rest():
    assert read_only_day("+2w", TODAY, field="until") == date(2026, 12, 6)
    with pytest.raises(Unfit, match="only the day"):
        read_only_day("+2w 2pm", TODAY, field="until")
    assert read_time("half past nine") == time(9, 30)
    for text in ("", "3", "fri 2pm", "2-3pm", "2.30"):
        with pytest.raises(Unfit) as refused:
            read_time(text, field="moved_to_at")
        assert refused.value.field == "moved_to_at"


def test_month_ends_are_clamped():
    assert read_when("+1m", date(2027, 1, 31)).on == date(2027, 2, 28)


def test_now_takes_its_time_from_the_caller():
    assert read_when("now", TODAY) == When(TODAY)
    assert read_when("now", TODAY, now=time(14, 5, 33, 7)) == When(TODAY, time(14, 5))


@given(value=DAYS, today=DAYS, at=st.none() | TIMES, lean=st.sampled_from(["past", "future", "near"]))
@example(value=date(2005, 3, 31), today=date(2078, 12, 4), at=None, lean="future")
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


@given(month=st.integers(1, 12), day=st.integers(1, 28), today=DAYS)
def test_a_day_without_its_year_is_the_latest_or_the_first(month, day, today):
    for text in (f"{day}/{month}", f"{day}.{month}", f"{day:02d}-{month:02d}"):
        past, future = (read_when(text, today, lean=lean).on for lean in ("past", "future"))
        assert (past.month, past.day) == (future.month, future.day) == (month, day)
        assert past <= today <= future
        assert (future - past).days in ((0,) if past == today else (365, 366))


@given(day=st.integers(1, 31), today=DAYS)
def test_a_day_without_its_month_is_the_latest_or_the_first(day, today):
    past, future = (read_when(f"the {say.ordinal(day)}", today, lean=lean).on for lean in ("past", "future"))
    assert past.day == future.day == day
    assert timedelta(0) <= today - past <= timedelta(62)
    assert timedelta(0) <= future - today <= timedelta(62)


@given(hour=st.integers(1, 6), minute=st.integers(0, 59), day=st.sampled_from(["fri", "tomorrow", "3.12", "3 dec"]))
def test_a_bare_time_from_one_to_six_is_never_guessed(hour, minute, day):
    dotted = f"{hour}.{minute:02d}" if minute > 12 else f"at {hour}.{minute:02d}"  # "fri 1.01" may be a day
    for text in (f"{day} {hour}:{minute:02d}", f"{day} {dotted}", f"{hour}:{minute:02d} {day}"):
        with pytest.raises(Unfit) as refused:
            read_when(text, TODAY, lean="future")
        assert f"{hour:02d}:{minute:02d} or {hour + 12}:{minute:02d}" in refused.value.problem
    assert read_when(f"{day} {hour}.{minute:02d}pm", TODAY, lean="future").at == time(hour + 12, minute)


_WORDS = (
    "today fri next last this in ago a 2 31 weeks month + - +2w dec feb 3rd 2026 3/12 : 24:30 2pm . at now "
    "for 1h to half past the 3.12 10 9.10 wed week 2-3 midnight"
)


@given(text=st.lists(st.sampled_from(_WORDS.split()), max_size=6).map(" ".join) | st.text(max_size=30), today=DAYS)
def test_anything_typed_is_read_or_refused_and_never_has_seconds(text, today):
    try:
        found = read_when(text, today, now=time(9, 30, 59, 5))
    except Unfit:
        return
    assert found.at is None or (found.at.second, found.at.microsecond) == (0, 0)


NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "lean", "first"),
    [
        ("nov", "past", NOVEMBER), ("nov", "future", NOVEMBER), ("november 2026", "past", NOVEMBER),
        ("in Dec.", "past", date(2025, 12, 1)), ("dec", "future", DECEMBER), ("oct", "near", date(2026, 10, 1)),
        ("oct", "future", date(2027, 10, 1)), ("may 2019", "future", date(2019, 5, 1)), ("3 nov", "past", None),
        ("fri", "past", None), ("", "past", None), ("soon", "past", None), ("nov 3026", "past", None),
    ],
)  # fmt: skip
def test_a_month_alone(text, lean, first):
    assert read_month(text, TODAY, lean=lean) == first
