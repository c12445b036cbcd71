"""One thing to do on the day in one line: what is read, what is refused, and that it can be typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.checks import Unfit
from ipstui.casework.release_day.state import DayItem
from ipstui.casework.release_day.typed import free_id, read_line, write_line

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
        ("Prison to Hull 1h30 +1h45 +2.5h from gate", {"travel": 105, "minutes": 90, "ways": {"out": 150}}),
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


OTHERS = (
    DayItem(id="p", what="Probation: first appointment"), DayItem(id="b", what="Bank account"),
    DayItem(id="c", what="Bank card"), DayItem(id="m", what="CAS3 hostel (2 nights)"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "ways", "what"),
    [
        ("GP 10:00 +25 +40 from gate", {"out": 40}, "GP"),
        ("GP +5 from probation 10m +40m from the gate @ Hanley", {"p": 5, "out": 40}, "GP"),
        ("GP +5 from bank ac 9:30", {"b": 5}, "GP"),
        ("+7 from CAS3 GP", {"m": 7}, "GP"),
        ("GP +0 from prob", {"p": 0}, "GP"),
    ],
)
def test_the_way_from_one_thing_is_said_by_its_first_word(typed, ways, what):
    item = read_line(typed, NEW, OTHERS)
    assert (item.ways, item.what) == (ways, what)
    assert read_line(write_line(item, OTHERS), item, OTHERS) == item


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("GP +5 from bank", "more than one begins with that"),
        ("GP +5 from pub", "nothing on the day begins with that"),
        ("GP +5 from", "from where"),
        ("GP +5 from prob +6 from probation", "which of the two holds"),
    ],
)
def test_a_way_from_nothing_on_the_day_is_a_sentence(typed, words):
    with pytest.raises(Unfit, match=words):
        read_line(typed, NEW, OTHERS)


TEXTS = st.text("abct 19:.+-@,;must with tel else by from 30m should “”", min_size=1, max_size=14).map(
    lambda text: " ".join(text.replace("“", "").replace("”", "").split())
)


@given(
    what=TEXTS.filter(lambda text: text.strip(" ,;")),
    texts=st.dictionaries(st.sampled_from(["place", "with_whom", "phone", "along", "bring", "fallback"]), TEXTS),
    at=st.sampled_from(["", "09:05", "14:00"]), minutes=st.none() | st.integers(0, 1440), must=st.booleans(),
    opens=st.sampled_from([("", ""), ("09:00", "17:30")]), by=st.sampled_from(["", "16:00"]),
    ways=st.dictionaries(st.sampled_from(["out", "p", "b", "c", "m"]), st.integers(0, 90)),
)  # fmt: skip
def test_whatever_an_item_says_the_line_it_is_changed_from_says_the_same(
    what, texts, at, minutes, must, opens, by, ways
):
    """A booking in the diary may be called “Meeting with Karen by 5”: opening its line must not tear that apart."""
    item = DayItem(id="a", what=what, kind="meeting", at=at, minutes=minutes, must=must, opens=opens[0],
                   closes=opens[1], by=by, ways=ways, **texts)  # fmt: skip
    assert read_line(write_line(item, OTHERS), item, OTHERS) == item


def test_ids_do_not_run_out():
    items = ()
    for _ in range(60):
        items = (*items, DayItem(id=free_id(items), what="x"))
    assert len({item.id for item in items}) == 60
