"""Hours as typed: read once, written back, and nothing guessed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.licence.records import Row
from ipstui.casework.checks import Unfit
from ipstui.casework.shifts import read_shifts, write_shifts

WEEK = list(range(7))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Mon-Fri 9-17", [([0, 1, 2, 3, 4], "09:00", "17:00")]),
        ("Mon-Fri 9-17; Sat 18:00-01:00", [([0, 1, 2, 3, 4], "09:00", "17:00"), ([5], "18:00", "01:00")]),
        ("mon to fri 9am-5pm", [([0, 1, 2, 3, 4], "09:00", "17:00")]),
        ("Monday, Wednesday and Friday 9.30 to 13.30", [([0, 2, 4], "09:30", "13:30")]),
        ("Tues Thurs Weds 10-14", [([1, 2, 3], "10:00", "14:00")]),
        ("Fri-Mon 22:00-06:00", [([0, 4, 5, 6], "22:00", "06:00")]),
        ("Sat\N{EN DASH}Sun 6\N{EN DASH}14", [([5, 6], "06:00", "14:00")]),
        ("daily 10-12", [(WEEK, "10:00", "12:00")]),
        ("weekdays 9-12\nweekends 12-16", [([0, 1, 2, 3, 4], "09:00", "12:00"), ([5, 6], "12:00", "16:00")]),
        ("Mon 12am-8am", [([0], "00:00", "08:00")]),
        ("Mon 12pm-8pm", [([0], "12:00", "20:00")]),
        ("Sat 18:00-24:00", [([5], "18:00", "24:00")]),
        ("Thu-Sat 18-1am", [([3, 4, 5], "18:00", "01:00")]),
        ("Mon 22-6", [([0], "22:00", "06:00")]),  # 22 can only be the evening
        ("", []),
        (" ; ;\n", []),
    ],
)
def test_hours_as_people_type_them(text: str, rows: list[tuple[list[int], str, str]]) -> None:
    assert [(row["days"], row["from"], row["to"]) for row in read_shifts(text)] == rows


@pytest.mark.parametrize(
    "text",
    [
        "lunch", "Mon-Fri", "Mon 9", "9", "Mon 24:00-06:00", "Mon 24:30-25:00", "Mon 9:60-12", "Mon 9:5-12",
        "Mon 13pm-14pm", "Mon 0am-1pm", "Mon 9-9", "Mon 9-17 Tue", "monkey 9-17", "sundry 9-17", "m 9-17",
        "t 9-17", "s 9-17", "ss 9-17", "Mon-Wed-Fri 9-17", "-Fri 9-17", "1-5 9-17", "Mon 9-17, Tue 10-18",
        "Mon 009-17", "Mon \u0669-17", "\N{PILE OF POO} 9-17", "Mon [b]9-17[/b]", "ms 9-17",
    ],
)  # fmt: skip
def test_nonsense_is_refused_by_field(text: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_shifts(text, "hours")
    assert refused.value.field == "hours"


@pytest.mark.parametrize("text", ["Mon-Fri 9-5", "9 to 5", "Mon 10:00-4:30", "Sat 12-10", "Mon 9am-5"])
def test_nine_to_five_is_asked_about_and_never_read_as_a_night(text: str) -> None:
    with pytest.raises(Unfit, match="morning or the afternoon"):
        read_shifts(text)


def times(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")


@st.composite
def rows(draw: st.DrawFn) -> dict[str, object]:
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    start, end = draw(times(0, 1439)), draw(st.one_of(times(0, 1439), st.just("24:00")))
    return {"days": sorted(days), "from": start, "to": end}


@given(st.lists(rows().filter(lambda row: row["from"] != row["to"]), max_size=4))
def test_what_is_written_is_read_the_same(listed: list[dict[str, object]]) -> None:
    assert list(read_shifts(write_shifts(listed))) == listed
    assert all(msgspec.convert(row, Row) for row in listed)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_shifts(text)
    except Unfit:
        return
    assert read_shifts(write_shifts(read)) == read


def test_hours_without_days_belong_to_the_days_before_them():
    rows = read_shifts("Mon-Fri 9:00-12:00; 13:00-17:00")
    assert [row["days"] for row in rows] == [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]
    assert read_shifts("9:00-12:00")[0]["days"] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("row", [{}, {"days": None}, {"days": ["a"], "from": 1}, {"days": [9], "from": "", "to": ""}])
def test_hours_that_another_program_left_odd_are_told_as_they_stand(row):
    assert write_shifts([row]) == str(row)
