"""Release day and recall: the table of bank holidays, the rule that moves a day back, what is never promised."""

from datetime import date, timedelta
from typing import get_args

import holidays
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.recall import Ground, RecallRequest, recall
from calculators.release import ReleaseDayRequest, release_day
from calculators.release_facts import release_facts
from calculators.working_days import bank_holiday_name, bank_holidays, is_working_day, working_day_before

DUE = st.dates(date(2013, 1, 5), date(2031, 12, 30))


def out(due: date, kind: str = "determinate") -> date:
    return release_day(ReleaseDayRequest(due_on=due, kind=kind)).expected_out_on


def test_the_table_of_holidays_is_the_one_the_library_computes():
    table = bank_holidays()
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(table.start.year, table.end.year + 1))
    assert set(table.days) == set(theirs)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 26), date(2026, 11, 26)),
        (date(2026, 11, 27), date(2026, 11, 26)),
        (date(2026, 12, 24), date(2026, 12, 23)),
        (date(2026, 12, 25), date(2026, 12, 23)),
        (date(2026, 12, 26), date(2026, 12, 23)),
        (date(2026, 12, 27), date(2026, 12, 23)),
        (date(2026, 12, 28), date(2026, 12, 23)),
        (date(2026, 12, 29), date(2026, 12, 29)),
        (date(2026, 12, 31), date(2026, 12, 30)),
        (date(2027, 1, 1), date(2026, 12, 30)),
        (date(2027, 3, 25), date(2027, 3, 24)),
        (date(2027, 3, 26), date(2027, 3, 24)),
        (date(2027, 3, 29), date(2027, 3, 24)),
        (date(2027, 3, 30), date(2027, 3, 30)),
        # Facts from the tests of the Ministry of Justice's own service.
        (date(2023, 4, 6), date(2023, 4, 5)),
        (date(2023, 4, 10), date(2023, 4, 5)),
        (date(2023, 5, 1), date(2023, 4, 27)),
        (date(2023, 10, 5), date(2023, 10, 5)),
        (date(2023, 10, 8), date(2023, 10, 5)),
    ],
)
def test_fridays_weekends_and_holidays_move_back(due, expected):
    result = release_day(ReleaseDayRequest(due_on=due))
    assert result.expected_out_on == expected
    assert (result.moved_because is None) == (due == expected)


def test_a_working_day_moved_by_christmas_says_so():
    result = release_day(ReleaseDayRequest(due_on=date(2026, 12, 24)))
    assert "Christmas Day" in result.moved_because
    assert any("itself a working day" in warning for warning in result.warnings)


def test_a_moved_day_is_called_a_presumption_and_an_unmoved_one_needs_no_such_words():
    moved = release_day(ReleaseDayRequest(due_on=date(2026, 11, 27)))
    assert any("presumption" in warning for warning in moved.warnings)
    unmoved = release_day(ReleaseDayRequest(due_on=date(2026, 11, 26)))
    assert not any("presumption" in warning for warning in unmoved.warnings)


@pytest.mark.parametrize("kind", ["hdc", "parole", "life"])
def test_other_releases_stay_where_they_are(kind):
    assert out(date(2026, 12, 25), kind) == date(2026, 12, 25)


def test_a_curfew_date_for_an_adult_after_its_end_is_questioned():
    late = release_day(ReleaseDayRequest(due_on=date(2026, 9, 2), kind="hdc"))
    assert any("curfew stopped" in warning for warning in late.warnings)
    assert release_day(ReleaseDayRequest(due_on=date(2026, 9, 1), kind="hdc")).warnings == ()


def test_a_date_outside_the_table_of_holidays_is_never_silent():
    beyond = release_day(ReleaseDayRequest(due_on=date(2032, 12, 25)))
    assert any("Bank holidays are held" in warning for warning in beyond.warnings)
    edge = release_day(ReleaseDayRequest(due_on=date(2031, 12, 31)))  # the day after is not in the table
    assert any("Bank holidays are held" in warning for warning in edge.warnings)
    inside = release_day(ReleaseDayRequest(due_on=date(2031, 12, 30)))
    assert not any("Bank holidays are held" in warning for warning in inside.warnings)


def test_a_date_before_the_rule_began_is_told():
    before = release_day(ReleaseDayRequest(due_on=date(2023, 11, 24)))
    assert any("The rule began" in warning for warning in before.warnings)


@pytest.mark.parametrize("due", [date.min, date(202, 6, 11), date.max])
def test_a_slip_of_the_keyboard_is_refused(due):
    with pytest.raises(RequestError) as refused:
        release_day(ReleaseDayRequest(due_on=due))
    assert refused.value.field == "due_on"


@given(DUE)
def test_nobody_leaves_on_or_just_before_a_day_when_all_is_closed(due):
    day = out(due)
    assert day <= due
    assert is_working_day(day)
    assert is_working_day(day + timedelta(days=1))
    assert due - day <= timedelta(days=6)


@given(DUE)
def test_a_moved_day_stays_put_and_order_is_kept(due):
    assert out(out(due)) == out(due)
    assert out(due) <= out(due + timedelta(days=1))


@given(DUE)
def test_the_working_day_before_is_the_nearest(day):
    before = working_day_before(day)
    assert before < day
    assert is_working_day(before)
    between = (before + timedelta(days=n) for n in range(1, (day - before).days))
    assert not any(is_working_day(passed) for passed in between)


def test_holidays_by_name():
    assert bank_holiday_name(date(2027, 3, 26)) == "Good Friday"
    assert bank_holiday_name(date(2026, 11, 22)) is None
    assert working_day_before(date(2026, 12, 29)) == date(2026, 12, 24)


def test_a_fixed_recall_ends_on_day_56_counting_the_day_of_return():
    result = recall(RecallRequest(returned_on=date(2026, 11, 20), type="fixed_56"))
    assert result.expected_out_on == date(2027, 1, 14)
    assert result.certain is False
    assert any("never certain" in warning for warning in result.warnings)


def test_a_recall_that_ends_on_a_friday_is_moved():
    # Returned Sat 21 Nov: day 56 is Fri 15 Jan.
    result = recall(RecallRequest(returned_on=date(2026, 11, 21), type="fixed_56"))
    assert result.expected_out_on == date(2027, 1, 14)


@pytest.mark.parametrize(
    ("conditional", "expected"),
    [(date(2027, 2, 2), date(2027, 2, 2)), (date(2026, 12, 1), date(2027, 1, 14))],
)
def test_a_recall_from_curfew_waits_for_the_conditional_release_date(conditional, expected):
    request = RecallRequest(returned_on=date(2026, 11, 20), type="fixed_56", conditional_release_on=conditional)
    assert recall(request).expected_out_on == expected


def test_a_standard_recall_promises_no_date():
    result = recall(RecallRequest(returned_on=date(2026, 11, 20), type="standard"))
    assert result.expected_out_on is None
    assert result.certain is False
    assert any("Promise no date" in warning for warning in result.warnings)


def test_the_56_days_hold_from_31_march_2026_and_reach_those_inside_by_the_length_of_the_sentence():
    assert recall(RecallRequest(returned_on=date(2026, 3, 31), type="fixed_56")).expected_out_on
    before = RecallRequest(returned_on=date(2026, 3, 2), type="fixed_56")
    unknown = recall(before)
    assert (unknown.due_on, unknown.expected_out_on, unknown.missing) == (None, None, ("sentence_days",))
    assert any("Promise no date" in warning for warning in unknown.warnings)
    for days, due in ((1701, date(2026, 4, 26)), (3304, date(2026, 4, 28)), (4439, date(2026, 5, 12))):
        found = recall(msgspec.structs.replace(before, sentence_days=days))
        assert found.due_on == due
        assert any("before 31 Mar 2026" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"who": "adult"}, 56),
        ({"who": "young_offender", "sentence_months": 11}, 14),
        ({"who": "young_offender", "sentence_months": 12}, 28),
        ({"type": "fixed_14"}, 14),
        ({"type": "fixed_28"}, 28),
    ],
)
def test_the_term_of_each_kind_of_recall(facts, days):
    returned = date(2026, 11, 2)
    result = recall(RecallRequest(returned_on=returned, **facts))
    assert result.last_day == returned + timedelta(days=days - 1)
    assert result.certain is False
    assert result.missing == ("not_automatic",)


def test_a_young_offender_whose_sentence_is_not_known_gets_no_date():
    result = recall(RecallRequest(returned_on=date(2026, 11, 2), who="young_offender"))
    assert (result.expected_out_on, result.missing) == (None, ("sentence_months",))


@pytest.mark.parametrize("ground", get_args(Ground))
def test_whoever_is_not_released_automatically_gets_no_date_but_a_route(ground):
    result = recall(RecallRequest(returned_on=date(2026, 11, 2), who="adult", not_automatic=(ground,)))
    assert (result.due_on, result.expected_out_on, result.route) == (None, None, "Parole Board (s.255C)")
    asked = recall(RecallRequest(returned_on=date(2026, 11, 2), who="adult"))
    assert any(release_facts().recall_excluded.grounds[ground] in warning for warning in asked.warnings)


def test_the_grounds_are_those_of_the_data():
    assert set(get_args(Ground)) == set(release_facts().recall_excluded.grounds)


def test_from_curfew_the_end_of_the_custodial_part_is_needed():
    result = recall(RecallRequest(returned_on=date(2026, 11, 20), type="fixed_56", recalled_from="hdc"))
    assert (result.expected_out_on, result.missing) == (None, ("conditional_release_on",))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "type"),
        ({"type": "fixed_56", "sentence_days": 0}, "sentence_days"),
        ({"who": "young_offender", "sentence_months": -1}, "sentence_months"),
        ({"who": "adult", "type": "fixed_14"}, "type"),
        (
            {"who": "adult", "recalled_from": "licence", "conditional_release_on": date(2027, 1, 1)},
            "conditional_release_on",
        ),
    ],
)
def test_what_cannot_be_true_of_a_recall_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        recall(RecallRequest(returned_on=date(2026, 11, 20), **facts))
    assert refused.value.field == field


def test_a_moved_day_says_what_was_told_and_why():
    moved = release_day(ReleaseDayRequest(due_on=date(2026, 12, 18)))
    assert moved.told.startswith("told Fri 18 Dec 2026; out Thu 17 Dec 2026, because Fri 18 Dec 2026 is the day before")
    assert release_day(ReleaseDayRequest(due_on=date(2026, 12, 17))).told == "out Thu 17 Dec 2026"
    back = recall(RecallRequest(returned_on=date(2026, 11, 21), type="fixed_56"))
    assert back.moved_because is not None
    assert back.told.startswith("told Fri 15 Jan 2027; out Thu 14 Jan 2027")


@given(st.dates(date(2026, 3, 31), date(2031, 6, 1)), st.integers(0, 60))
def test_a_later_return_never_means_an_earlier_release(returned, later):
    def expected(on: date) -> date:
        return recall(RecallRequest(returned_on=on, type="fixed_56")).expected_out_on

    assert expected(returned) <= expected(returned + timedelta(days=later))
    assert expected(returned) <= returned + timedelta(days=55)


@pytest.mark.parametrize(
    ("days", "number", "since"),
    [
        (1, 1, "1 Oct 2026"),
        (574, 1, "1 Oct 2026"),
        (575, 2, "13 Oct 2026"),
        (1561, 4, "8 Dec 2026"),
        (4396, 9, "11 May 2027"),
        (4397, 10, "8 Jun 2027"),
    ],
)
def test_the_tranche_of_a_sentence(days, number, since):
    told = release_day(ReleaseDayRequest(due_on=date(2026, 12, 9), sentence_days=days)).warnings
    note = next(text for text in told if "Tranche" in text)
    assert f"Tranche {number} of 10" in note
    assert since in note


@pytest.mark.parametrize("facts", [{"sentence_days": 0}, {"sentence_days": 900, "kind": "life"}])
def test_a_sentence_that_no_tranche_can_be_of_is_refused_by_field(facts):
    with pytest.raises(RequestError) as refused:
        release_day(ReleaseDayRequest(due_on=date(2026, 12, 9), **facts))
    assert refused.value.field == "sentence_days"


def test_tranches_rise_in_length_and_in_date():
    tranches = release_facts().progression.tranches
    lengths = [tranche.up_to_days for tranche in tranches]
    assert lengths[:-1] == sorted(set(lengths[:-1]))
    assert lengths[-1] is None
    assert [t.start for t in tranches] == sorted({t.start for t in tranches})
