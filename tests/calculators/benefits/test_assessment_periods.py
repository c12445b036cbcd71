"""The months of Universal Credit: where each begins, and the day it is paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.assessment_periods import (
    AssessmentPeriodsRequest,
    assessment_periods,
    periods_from,
    start_holding,
    start_in,
)
from calculators.explain import RequestError
from calculators.working_days import is_working_day

CLAIMS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "starts"),
    [
        ("2027-01-30", ["2027-01-30", "2027-02-27", "2027-03-30", "2027-04-30"]),
        ("2027-01-29", ["2027-01-29", "2027-02-27", "2027-03-29"]),
        ("2028-01-30", ["2028-01-30", "2028-02-28", "2028-03-30"]),
        ("2028-01-31", ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        ("2027-01-28", ["2027-01-28", "2027-02-28", "2027-03-28"]),
        ("2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]),
    ],
)
def test_the_start_days_of_a_29th_30th_and_31st(first, starts):
    found = periods_from(date.fromisoformat(first), len(starts))
    assert [str(period.start) for period in found] == starts


@pytest.mark.parametrize(
    ("first", "due", "paid"),
    [
        ("2026-03-08", "2026-04-14", "2026-04-14"),
        ("2026-09-01", "2026-10-07", "2026-10-07"),
        ("2026-11-20", "2026-12-26", "2026-12-24"),  # Boxing Day on a Saturday, Christmas before it
        ("2026-11-21", "2026-12-27", "2026-12-24"),
        ("2026-11-22", "2026-12-28", "2026-12-24"),  # a bank holiday in lieu
    ],
)
def test_the_payment_is_made_on_the_working_day_before(first, due, paid):
    period = periods_from(date.fromisoformat(first), 1)[0]
    assert (str(period.due_on), str(period.paid_on)) == (due, paid)


@given(CLAIMS, st.integers(1, 24))
def test_periods_follow_each_other_and_are_about_a_month(first, count):
    found = periods_from(first, count)
    assert found[0].start == first
    for period, following in pairwise(found):
        assert following.start == period.end + timedelta(days=1)
    for period in found:
        assert 27 <= (period.end - period.start).days + 1 <= 32
        assert is_working_day(period.paid_on)
        assert timedelta(0) <= period.due_on - period.paid_on <= timedelta(days=4)


@settings(max_examples=200)
@given(st.integers(1, 31), CLAIMS)
def test_the_period_that_holds_a_day_holds_it(day, on):
    start = start_holding(day, on)
    assert start == start_in(day, start.year, start.month)
    period = periods_from(start, 1, day)[0]
    assert period.start <= on <= period.end


def test_a_cycle_begun_in_february_keeps_its_day():
    found = periods_from(date(2027, 2, 27), 2, 30)
    assert [str(period.start) for period in found] == ["2027-02-27", "2027-03-30"]


def test_a_stump_of_a_backdated_claim_whose_cycle_is_kept():
    ask = AssessmentPeriodsRequest(
        claim_on=date(2026, 11, 20),
        backdated_to=date(2026, 11, 2),
        cycle_kept=True,
        award_monthly=Decimal("424.90"),
        periods=3,
    )
    found = assessment_periods(ask)
    assert (found.stump_days, found.stump_award) == (18, Decimal("251.45"))
    assert [str(period.start) for period in found.periods] == ["2026-11-02", "2026-11-20", "2026-12-20"]
    assert any("advisers" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"claim_on": date(1200, 1, 1)}, "claim_on"),
        ({"periods": 0}, "periods"),
        ({"periods": 25}, "periods"),
        ({"backdated_to": date(2026, 10, 19)}, "backdated_to"),
        ({"backdated_to": date(2026, 11, 20)}, "backdated_to"),
        ({"award_monthly": Decimal(-1)}, "award_monthly"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        assessment_periods(AssessmentPeriodsRequest(**{"claim_on": date(2026, 11, 20), **facts}))
    assert refused.value.field == field
