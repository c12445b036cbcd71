"""The minimum wage beside pay on record, with the same rounding as everywhere."""

from datetime import date
from decimal import Decimal

import pytest

from ipstui.casework.benefits.wage import wage_said

D = Decimal
ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("hourly", "birth_year", "says"),
    [
        ("12.71", 1980, ""),
        ("12.70", 1980, "BELOW the minimum wage of £12.71 (apprentices apart): £0.16 a week short."),
        ("12.71", None, ""),
        ("12.00", None, "under the National Living Wage of £12.71: it goes by the age"),
        ("12.00", 2005, "one of the two possible ages only"),
        ("12.00", 2007, ""),
    ],
)
def test_pay_an_hour_is_held_against_the_rate_of_the_age(hourly, birth_year, says):
    told = wage_said(ON, hours=D(16), hourly=D(hourly), birth_year=birth_year)
    assert says in told if says else told == ""


def test_a_shortfall_of_an_earlier_year_is_told_at_todays_rate():
    told = wage_said(date(2025, 6, 2), hours=D(10), hourly=D(12), birth_year=1980, as_of=ON)
    assert "BELOW the minimum wage of £12.21" in told
    assert "at today's rate" in told


def test_without_hours_pay_or_rates_nothing_is_said():
    assert wage_said(ON, hours=None, hourly=D(5), birth_year=1980) == ""
    assert wage_said(ON, hours=D(5), hourly=None, birth_year=1980) == ""
    assert wage_said(date(2040, 1, 1), hours=D(5), hourly=D(5), birth_year=1980) == ""
