"""The minimum wage check against GOV.UK's own examples, and what must always be so."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.pay.minimum_wage import MinimumWageRequest, minimum_wage

CASES = json.loads((Path(__file__).parents[1] / "facts" / "benefits.json").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)


def check(**facts):
    return minimum_wage(msgspec.convert({"on": ON, "age": 30, "hours": 40, **facts}, MinimumWageRequest, strict=False))


@pytest.mark.parametrize("case", [c for c in CASES if c["calculator"] == "minimum-wage"], ids=lambda c: c["id"])
def test_worked_samples(case):
    result = minimum_wage(msgspec.convert(case["request"], MinimumWageRequest, strict=False))
    for field, value in case["expect"].items():
        got = getattr(result, field)
        assert got == value if isinstance(value, str) else float(got) == pytest.approx(value, abs=case["tolerance"])


@pytest.mark.parametrize(
    ("age", "on", "rate"),
    [
        (17, ON, "8.00"),
        (18, ON, "10.85"),
        (20, ON, "10.85"),
        (21, ON, "12.71"),
        (22, date(2023, 11, 1), "10.18"),
        (23, date(2023, 11, 1), "10.42"),
        (30, date(2026, 3, 31), "12.21"),
    ],
)
def test_the_rate_is_for_the_age_and_the_day(age, on, rate):
    assert check(age=age, on=on, pay=1).rate == Decimal(rate)


def test_exactly_the_minimum_is_met_and_a_penny_less_is_not():
    assert check(pay="508.40").verdict == "met"
    below = check(pay="508.39")
    assert (below.verdict, below.shortfall) == ("below", Decimal("0.01"))


@pytest.mark.parametrize(
    ("charge", "nights", "days", "counted"),
    [
        ("0", 7, 7, "177.70"),  # free: 7 x 11.10 added
        ("11.10", 7, 7, "100.00"),
        ("5.00", 7, 7, "100.00"),
        ("12.10", 5, 7, "95.00"),
        ("12.10", 5, 14, "90.00"),
        ("0", 5, 10, "179.31"),  # 10/7 is rounded to 1.429 first
    ],
)
def test_living_accommodation(charge, nights, days, counted):
    result = check(pay=100, period_days=days, accommodation_charge_nightly=charge, accommodation_nights_weekly=nights)
    assert result.pay_counted == Decimal(counted)


def test_an_apprentice_whose_year_is_not_known_is_unknown_only_where_it_matters():
    unsure = check(apprentice=True, pay=400)
    assert (unsure.verdict, unsure.missing, unsure.rate) == ("unknown", ("first_year",), None)
    assert check(apprentice=True, pay=600).verdict == "met"
    assert check(apprentice=True, pay=300).verdict == "below"
    assert check(apprentice=True, first_year=True, pay=400).verdict == "met"
    assert check(apprentice=True, age=18, pay=400).verdict == "met"
    assert check(apprentice=True, first_year=False, pay=400).verdict == "below"


def test_what_is_not_given_is_missing_never_guessed():
    assert check().verdict == "unknown"
    assert check().missing == ("pay",)
    assert check(pay=1, hours=None).missing == ("hours",)
    half = check(pay=600, accommodation_charge_nightly=20)
    assert (half.verdict, half.missing) == ("unknown", ("accommodation_nights_weekly",))


def test_an_hourly_rate_is_judged_to_the_penny_of_the_period():
    assert check(hours="7.33", pay=None, hourly_rate="12.71").verdict == "met"
    assert check(hours="7.33", pay="93.16").verdict == "met"
    assert check(hours="7.33", pay="93.15").shortfall == Decimal("0.01")
    assert check(hours=40, hourly_rate="12.70").verdict == "below"


def test_net_pay_alone_cannot_be_judged():
    result = check(net_pay=400)
    assert (result.verdict, result.missing) == ("unknown", ("pay",))
    assert any("net pay" in warning for warning in result.warnings)


def test_arrears_are_told_at_todays_rate():
    facts = {"on": date(2025, 11, 22), "hours": 10, "pay": "112.10"}
    result = check(**facts, as_of=ON)
    # 10 short at 12.21, and 12.71 today
    assert (result.shortfall, result.arrears_at_todays_rate) == (Decimal("10.00"), Decimal("10.41"))
    assert any("today's rate" in warning for warning in result.warnings)
    assert check(**facts).arrears_at_todays_rate is None
    assert check(**{**facts, "pay": "122.10"}, as_of=ON).arrears_at_todays_rate is None


def test_only_the_year_of_birth_is_judged_at_both_ages():
    either = check(age=None, birth_year=2005, hours=10, pay="120")  # 20 or 21 on 22 November
    assert (either.verdict, either.rate, either.missing) == ("unknown", None, ("age",))
    assert check(age=None, birth_year=2005, hours=10, pay="127.10").verdict == "met"
    assert check(age=None, birth_year=2005, hours=10, pay="100").verdict == "below"
    assert check(age=None, birth_year=1990, hours=10, pay="127.10").missing == ()


def test_met_warns_of_what_was_not_counted():
    assert any("uniform" in warning for warning in check(pay=600).warnings)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"pay": "12.345"}, "pay"),
        ({"pay": "NaN"}, "pay"),
        ({"pay": -1}, "pay"),
        ({"hours": -1}, "hours"),
        ({"hours": 169}, "hours"),
        ({"age": 12}, "age"),
        ({"age": 140}, "age"),
        ({"period_days": 0}, "period_days"),
        ({"period_days": 32}, "period_days"),
        ({"accommodation_charge_nightly": "1.234"}, "accommodation_charge_nightly"),
        ({"accommodation_nights_weekly": 8}, "accommodation_nights_weekly"),
        ({"on": date(2027, 4, 1)}, "on"),
        ({"age": None}, "age"),
        ({"birth_year": 1980}, "birth_year"),
        ({"pay": 5, "hourly_rate": 5}, "hourly_rate"),
        ({"net_pay": -5}, "net_pay"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as caught:
        check(**{"pay": 500, **facts})
    assert caught.value.field == field


@given(
    st.integers(15, 100),
    st.decimals(0, 168, places=2),
    st.decimals(0, 3000, places=2),
    st.decimals(0, 500, places=2),
)
def test_more_pay_never_turns_met_into_below_and_more_hours_never_below_into_met(age, hours, pay, more):
    first = check(age=age, hours=hours, pay=pay).verdict
    if first == "met":
        assert check(age=age, hours=hours, pay=pay + more).verdict == "met"
    else:
        assert check(age=age, hours=min(Decimal(168), hours + more), pay=pay).verdict == "below"
