"""Sick pay by the rule of April 2026, and paid holiday."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.pay.holiday import HolidayRequest, holiday
from calculators.pay.sick_pay import SickPayRequest, sick_pay

D = Decimal


def sick(**facts):
    facts = {"on": date(2026, 11, 25), "qualifying_days_a_week": 5, "sick_qualifying_days": 5, **facts}
    return sick_pay(msgspec.convert(facts, SickPayRequest, strict=False))


def leave(**facts):
    return holiday(msgspec.convert(facts, HolidayRequest, strict=False))


@pytest.mark.parametrize(
    ("earnings", "days", "missed", "paid"),
    [("100", 3, 1, "26.67"), ("154.06", 5, 5, "123.25"), ("154.07", 5, 5, "123.25"), ("500", 5, 1, "24.65"),
     ("60", 2, 2, "48.00"), ("0", 5, 5, "0.00"), ("300", 5, 0, "0.00")],
)  # fmt: skip
def test_the_lower_of_the_flat_rate_and_four_fifths(earnings, days, missed, paid):
    found = sick(average_weekly_earnings=earnings, qualifying_days_a_week=days, sick_qualifying_days=missed)
    assert found.ssp == D(paid)


@given(st.decimals(0, 900, places=2), st.integers(1, 7), st.integers(0, 20))
def test_sick_pay_is_never_more_than_the_flat_rate_or_four_fifths(earnings, days, missed):
    missed = min(missed, days)
    found = sick(average_weekly_earnings=earnings, qualifying_days_a_week=days, sick_qualifying_days=missed)
    assert found.weekly_rate <= D("123.25")
    assert found.weekly_rate <= earnings * D("0.8")
    assert found.ssp <= found.weekly_rate + D("0.01")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": date(2026, 4, 5)}, "on"),
        ({"on": date(2027, 4, 6)}, "on"),
        ({"average_weekly_earnings": -1}, "average_weekly_earnings"),
        ({"qualifying_days_a_week": 0}, "qualifying_days_a_week"),
        ({"sick_qualifying_days": 141}, "sick_qualifying_days"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        sick(**{"average_weekly_earnings": 100, **facts})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("hours", "accrued"), [("62.5", "8"), ("20", "2"), ("30", "4"), ("0", "0"), ("4.14", "0"), ("4.15", "1")]
)
def test_irregular_hours_build_up_by_the_hour(hours, accrued):
    assert leave(irregular_hours=True, hours_in_pay_period=hours).accrued_hours == D(accrued)


def test_regular_hours_have_28_days_at_most():
    five = leave(irregular_hours=False, hours_a_week="37.5", days_a_week=5)
    assert (five.yearly_days, five.yearly_hours) == (28, 210)
    assert leave(irregular_hours=False, hours_a_week=42, days_a_week=6).yearly_hours == 196
    assert leave(irregular_hours=False, hours_a_week=12, days_a_week=2).yearly_days == D("11.2")
    assert leave(irregular_hours=False).missing == ("hours_a_week", "days_a_week")
    assert leave(irregular_hours=True).missing == ("hours_in_pay_period",)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"hours_in_pay_period": -1}, "hours_in_pay_period"), ({"days_a_week": 8}, "days_a_week"),
     ({"hours_a_week": 169}, "hours_a_week")],
)  # fmt: skip
def test_holiday_refuses_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        leave(irregular_hours=True, **facts)
    assert refused.value.field == field
