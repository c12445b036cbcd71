"""One month of Universal Credit on its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.benefits.universal_credit import RULES, UniversalCreditRequest, universal_credit
from calculators.explain import RequestError

ON = date(2026, 11, 22)
D = Decimal


def month(**facts):
    return universal_credit(msgspec.convert({"on": ON, "age": 30, **facts}, UniversalCreditRequest))


def test_a_month_on_paper():
    result = month(
        health="lcwra_new",
        accommodation="rented",
        housing_costs_monthly=600,
        net_earnings_monthly="826.15",
        unearned_monthly="100.00",
    )
    assert result.uc_award == D("922.63")
    assert [step.amount for step in result.steps] == [
        D("424.90"),
        D("600.00"),
        D("217.26"),
        D("1242.16"),
        D("427.00"),
        D("-219.53"),
        D("-100.00"),
        D("922.63"),
    ]


def test_pay_at_the_work_allowance_takes_nothing_and_a_pound_more_takes_55p():
    facts = {"health": "lcw", "accommodation": "rented", "housing_costs_monthly": 100}
    assert month(**facts, net_earnings_monthly=427).uc_award == D("524.90")
    assert month(**facts, net_earnings_monthly=428).uc_award == D("524.35")


def test_the_award_never_goes_below_zero():
    assert month(net_earnings_monthly=5000).uc_award == 0
    assert month(unearned_monthly=5000).uc_award == 0


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"age": 66}, "age"),
        ({"housing_costs_monthly": 100}, "accommodation"),
        ({"net_earnings_monthly": "NaN"}, "net_earnings_monthly"),
        ({"lcw_since_before_april_2017": True}, "lcw_since_before_april_2017"),
        ({"on": date(2027, 4, 12)}, "on"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as caught:
        month(**facts)
    assert caught.value.field == field


@given(st.decimals(0, 3000, places=2), st.decimals(0, 500, places=2), st.decimals(0, 20_000, places=2))
def test_more_pay_is_never_more_award_and_never_less_money(pay, more, savings):
    less, higher = (month(net_earnings_monthly=p, savings=savings, health="lcw").uc_award for p in (pay, pay + more))
    assert 0 <= higher <= less
    assert pay + more + higher >= pay + less - D("0.01")


def test_a_room_under_35_is_said_and_a_capped_award_asks_for_the_facts():
    result = month(accommodation="rented", housing_costs_monthly=1000)
    assert any("shared" in warning for warning in result.warnings)
    assert result.missing == ("in_london", "exempt_from_cap")
    assert RULES
