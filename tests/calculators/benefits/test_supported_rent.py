"""The rent of a supported or temporary home: the passport, the means test and what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.supported_rent import RULES, SupportedRentRequest, supported_rent
from calculators.explain import RequestError

ON = date(2026, 11, 25)
D = Decimal


def ask(**facts):
    facts = {
        "on": ON,
        "age": 30,
        "health": "none",
        "accommodation": "supported",
        "housing_costs_monthly": 1000,
        **facts,
    }
    return supported_rent(msgspec.convert(facts, SupportedRentRequest, strict=False))


@pytest.mark.parametrize(
    ("facts", "status", "met"),
    [
        ({"net_monthly": 0}, "reported", "1000.00"),
        ({"net_monthly": "772.52"}, "reported", "1000.00"),  # the award is 1.4p: a penny
        # 178.28 a week: 95.55 + 5 + 77.73
        ({"net_monthly": "772.60", "hours": 20}, "reported", "999.97"),
        ({"hours": "37.5", "hourly_rate": "12.71", "new_style_esa_weekly": "95.55"}, "reported", "393.08"),
        ({"hours": "37.5", "hourly_rate": "12.71", "universal_credit": False}, "reported", "393.08"),
        ({"net_monthly": 900, "hours": 20, "health": "lcw"}, "reported", "1000.00"),
        ({"net_monthly": 1900, "hours": 20, "health": "lcw"}, "unconfirmed", "267.16"),
        ({"net_monthly": 900, "pip": True, "hours": 20}, "unknown", None),
        ({"net_monthly": 900, "on": date(2025, 11, 25), "hours": 20}, "unknown", None),
        ({"net_monthly": 100, "on": date(2025, 11, 25)}, "reported", "1000.00"),
        ({"net_monthly": 0, "savings": "16000.01"}, "confirmed", "0.00"),
        # 95.55 of ESA and 8.00 of tariff income against 95.55
        ({"savings": 8000, "new_style_esa_weekly": "95.55", "universal_credit": False}, "reported", "977.47"),
        ({"new_style_esa_weekly": "145.90", "universal_credit": False}, "reported", "1000.00"),
        ({"new_style_esa_weekly": "120.00", "universal_credit": False}, "unconfirmed", "931.13"),
        ({"age": 23, "new_style_esa_weekly": "75.65", "universal_credit": False}, "reported", "1000.00"),
        ({"age": 23, "new_style_esa_weekly": "95.55", "universal_credit": False}, "reported", "1000.00"),
    ],
)
def test_what_is_met_and_how_sure_it_is(facts, status, met):
    result = ask(**facts)
    assert (result.status, result.hb_monthly) == (status, met and D(met))
    if met is not None:
        assert result.hb_monthly + result.rent_to_pay_monthly == 1000
    if status in ("unknown", "unconfirmed"):
        assert any("ask the council" in warning for warning in result.warnings)


def test_the_working_is_told_as_on_paper():
    result = ask(age=23, hours="37.5", hourly_rate="12.71")
    amounts = [f"{step.amount:.2f}" for step in result.steps]
    assert amounts == ["1780.37", "0.00", "230.77", "66.41", "344.44", "75.65", "-174.72", "56.05", "242.90"]
    assert [step.amount for step in ask(net_monthly=100).steps][-1] == 1000


def test_less_than_fifty_pence_a_week_is_not_paid():
    assert ask(net_monthly=1694, hours=20, housing_costs_monthly=600).hb_monthly == 0  # 24p
    assert ask(net_monthly=1690, hours=20, housing_costs_monthly=600).hb_weekly == D("0.84")


@pytest.mark.parametrize("hours", [29, 30])
def test_thirty_hours_bring_the_additional_disregard_from_25_on(hours):
    assert ask(net_monthly=1500, hours=hours).earnings_disregarded_weekly == D("82.73") + (
        D("17.10") if hours >= 30 else 0
    )
    assert ask(net_monthly=1500, hours=hours, age=24).earnings_disregarded_weekly == D("66.41")
    assert "hours" in ask(net_monthly=1500).missing


def test_the_year_of_birth_alone_shows_the_age_that_leaves_more_to_pay():
    result = ask(age=None, birth_year=2001, net_monthly=1500, hours=20)
    assert result.rent_to_pay_monthly == ask(age=24, net_monthly=1500, hours=20).rent_to_pay_monthly
    assert "age" in result.missing
    assert any("year of birth" in warning for warning in result.warnings)


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(0, 3000, places=2),
    st.decimals(0, 200, places=2),
    st.sampled_from([18, 24, 25, 60]),
    st.sampled_from(["supported", "temporary"]),
    st.integers(0, 40),
)
def test_more_pay_never_meets_more_rent_and_never_leaves_less_without_a_health_element(pay, more, age, home, hours):
    facts = {"age": age, "accommodation": home, "hours": hours}
    less, higher = (ask(net_monthly=net, **facts) for net in (pay, pay + more))
    assert 0 <= higher.hb_monthly <= less.hb_monthly <= 1000
    assert pay + more + higher.uc_award + higher.hb_monthly >= pay + less.uc_award + less.hb_monthly - D("0.02")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"accommodation": "rented"}, "accommodation"),
        ({"accommodation": None}, "accommodation"),
        ({"rent_includes_meals": True}, "rent_includes_meals"),
        ({"net_monthly": 5, "gross_monthly": 5}, "net_monthly"),
        ({"hourly_rate": 12}, "hours"),
        ({"net_monthly": -1}, "net_monthly"),
        ({"household": "couple"}, "household"),
        ({"children": 2}, "children"),
        ({"nation": "scotland"}, "nation"),
        ({"in_custody": True}, "in_custody"),
    ],
)
def test_what_cannot_be_true_or_is_not_covered_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        ask(**facts)
    assert refused.value.field == field


def test_the_rules_say_what_is_not_known():
    assert {"confirmed", "reported", "unconfirmed"} <= {rule.status for rule in RULES}
