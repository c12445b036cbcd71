"""The day told and the day to expect: both stand wherever a release date does, with the reason and what to ask."""

from datetime import date

import pytest

from ipstui.casework import events, say
from ipstui.casework.checks import Unfit, check
from ipstui.casework.custody.release import expected_release
from ipstui.casework.ending.checklist import before_release
from ipstui.casework.events import Appointment, Referral, ReleaseExpected
from ipstui.casework.words import summary
from tests.casework.made_up import JO, casefile, deadline, expected, flag, from_prison, met_inside, story, told

MOVED = (from_prison(-60), met_inside(-40), expected(date(2026, 12, 18), on=-30))
SAME = (from_prison(-60), met_inside(-40), expected(date(2026, 12, 15), on=-30))


def test_a_friday_is_told_with_the_day_before_and_why():
    found = expected_release(story(*MOVED))
    assert (found.due, found.out) == (date(2026, 12, 18), date(2026, 12, 17))
    said = found.said(date(2026, 11, 22))
    assert said.startswith("told Fri 18 Dec; out Thu 17 Dec, because Fri 18 Dec 2026 is the day before a weekend")
    assert any("a presumption, not a promise" in text for text in found.ask)


def test_a_day_that_is_not_moved_is_only_expected():
    found = expected_release(story(*SAME))
    assert found.said(date(2026, 11, 22)) == "expected Tue 15 Dec"
    assert found.aside(date(2026, 11, 22)) == ""


def test_wherever_the_day_stands_the_day_told_stands_beside_it():
    moved = casefile(*MOVED)
    assert moved.phase.detail.endswith("told Fri 18 Dec")
    because = [d.because for d in moved.deadlines if d.kind.startswith("release_")]
    assert because
    assert all("told Fri 18 Dec; out Thu 17 Dec, because" in text for text in because)
    flags = [flag.why for flag in moved.flags if flag.flag == "release_soon"]
    assert flags[0].startswith("out Thu 17 Dec, told Fri 18 Dec")
    same = casefile(*SAME)
    assert "told" not in same.phase.detail
    assert not any("told" in d.because for d in same.deadlines)


def test_a_fixed_recall_asks_what_would_stop_it():
    inside = (
        told(events.Referral, -200), told(events.Released, -100),
        told(events.ReturnedToCustody, -10, type="recall_fixed"),
    )  # fmt: skip
    found = expected_release(story(*inside))
    assert found.due == date(2027, 1, 6)
    asked = " ".join(found.ask)
    assert "Ask whether any of these holds" in asked
    assert "charged" in asked
    details = next(d for d in casefile(*inside).deadlines if d.kind == "release_details")
    assert "To ask: " in details.because
    assert "Ask whether any of these holds" in details.because


def test_a_curfew_date_stays_as_it_was_saved():
    found = expected_release(story(from_prison(-60), expected(date(2026, 12, 18), release_kind="hdc")))
    assert found.out == date(2026, 12, 18)
    assert any("Home detention curfew stopped for adults" in text for text in found.ask)


def known_to_the_month(told_on, month, today):
    given = told(ReleaseExpected, told_on, expected=month, expected_precision="month")
    return casefile(told(Referral, told_on, in_custody="yes"), given, today=today)


def test_a_release_known_to_the_month_is_never_a_day():
    told_on, month = date(2026, 11, 2), date(2026, 12, 15)
    for today, flags in [
        (date(2026, 11, 3), {"release_soon": "out in Dec 2026, day ?, address ?, conditions ?"}),
        (date(2026, 12, 31), {"release_soon": "out in Dec 2026, day ?, address ?, conditions ?, "
                              "date last confirmed 59 days ago"}),
        (date(2027, 1, 1), {"release_passed": "expected out in Dec 2026, not confirmed"}),
    ]:  # fmt: skip
        file = known_to_the_month(told_on, month, today)
        assert {f.flag: f.why for f in file.flags if f.flag.startswith("release_")} == flags
        expected = expected_release(file.story)
        assert (expected.day, expected.out, expected.last) == (None, date(2026, 12, 1), date(2026, 12, 31))
        assert not [each for each in file.deadlines if each.kind == "release_day_plan"]
        assert "days to go" not in file.phase.detail
    assert summary(file.story.custody.versions[0], {}).startswith("Release due in Dec 2026")


def test_a_month_that_is_over_is_refused_and_this_one_is_not():
    event = told(ReleaseExpected, date(2026, 11, 25), expected=date(2026, 11, 1), expected_precision="month")
    check(event, story(today=date(2026, 11, 25)))
    with pytest.raises(Unfit):
        check(told(ReleaseExpected, date(2026, 11, 25), expected=date(2026, 10, 31), expected_precision="month"),
              story(today=date(2026, 11, 25)))  # fmt: skip


def test_a_release_some_time_this_month_is_not_late_on_the_day_it_is_told():
    told_on = date(2026, 11, 12)
    file = known_to_the_month(told_on, date(2026, 11, 30), told_on)
    for kind in ("release_window", "release_details", "pre_release_meeting"):
        due = deadline(file, kind)
        assert (due.due, due.state) == (told_on, "due"), kind
    later = known_to_the_month(told_on, date(2026, 11, 30), date(2026, 11, 20))
    assert flag(later, "pre_release_meeting").why == "no meeting before release yet, 8 days late"


def test_what_has_to_be_ready_for_some_day_of_a_month_is_due_on_its_first():
    told_on = date(2026, 11, 28)
    file = known_to_the_month(told_on, date(2026, 12, 20), told_on)
    assert [deadline(file, kind).due for kind in ("release_window", "release_details")] == [date(2026, 12, 1)] * 2


@pytest.mark.parametrize("day_of_month", [1, 31])
def test_a_day_told_later_in_a_month_known_before_gives_no_more_time(day_of_month):
    month = told(ReleaseExpected, date(2026, 11, 1), expected=date(2026, 12, day_of_month), expected_precision="month")
    then = told(ReleaseExpected, date(2026, 11, 22), expected=date(2026, 12, 9))
    file = casefile(told(Referral, date(2026, 11, 1), in_custody="yes"), month, then)
    assert expected_release(file.story).known == date(2026, 11, 1)
    assert deadline(file, "release_window").due == date(2026, 11, 11)


def test_an_appointment_before_a_day_that_can_still_come_is_none_for_the_release():
    today = date(2026, 11, 22)
    given = expected(date(2026, 11, 1), on=-30, expected_precision="month", confidence="confirmed")
    early, late = (told(Appointment, date(2026, 11, day), what="Bank") for day in (5, 25))
    inside = from_prison(-60)
    assert "appointments" in deadline(casefile(inside, given, early), "release_details").text
    assert "appointments" not in deadline(casefile(inside, given, late), "release_details").text
    items = {item.what: item for item in before_release(JO, story(inside, given, early))}
    assert (items["First appointments"].state, items["Release day"].state) == ("to_do", "to_do")
    assert items["Release day"].how == f"expected in {say.month(today)}, the day not known"
