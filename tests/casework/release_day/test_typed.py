"""One thing to do on the day in one line: what is read, what is refused, and that it can be typed again."""

import pytest

from ipstui.casework.checks import Unfit
from ipstui.casework.release_day.state import DayItem
from ipstui.casework.release_day.typed import read_line, write_line

NEW = DayItem(id="a", what="")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Probation 11:00 30m +25 @ Hanley office with Karen Poole bring ID",
         {"kind": "probation", "at": "11:00", "minutes": 30, "travel": 25, "place": "Hanley office",
          "with_whom": "Karen Poole", "bring": "ID"}),
        ("Hostel by 4pm +20 tel 01902 555 010",
         {"kind": "home", "home": True, "by": "16:00", "phone": "01902 555 010"}),
        ("bank 9-5 1h30 should", {"opens": "09:00", "closes": "17:00", "minutes": 90, "must": False}),
        ("chemist 9.30-17:30 15 min +?", {"kind": "medicine", "opens": "09:30", "minutes": 15, "travel": None}),
        ("Probation at 2", {"at": "14:00"}),
        ("Food 1.5h 5m way along Alex else ring the hub with Sam",
         {"minutes": 90, "travel": 5, "along": "Alex", "fallback": "ring the hub with Sam"}),
        ("Pick up 2 bags 10m +5", {"what": "Pick up 2 bags", "minutes": 10}),
        ("Tag fitted by 18:30", {"kind": "curfew", "by": "18:30", "minutes": None, "travel": None}),
    ],
)  # fmt: skip
def test_a_line_says(typed, said):
    item = read_line(typed, NEW)
    assert {name: getattr(item, name) for name in said} == said
    assert read_line(write_line(item), NEW) == item, "what a change starts from says the same"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("GP 17-9", "close at 09:00 before it opens at 17:00"),
        ("11:00", "say what it is"),
        ("Bank 9:00 10:00", "which of the two holds"),
        ("Bank 25:00", "no time 25:00"),
        ("Bank 9000m", "a day has 1,440"),
        ("must should bank", "which of the two"),
        ("x" * 300, "too many"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(typed, words):
    with pytest.raises(Unfit, match=words):
        read_line(typed, NEW)


def test_a_should_becomes_a_must_where_the_word_is_taken_out():
    should = read_line("Bank should", NEW)
    assert not should.must
    assert read_line("Bank", should).must
