"""Pay below the minimum wage, said beside the field: the rates of April 2026."""

from datetime import date
from decimal import Decimal

import pytest

from ipstui.casework.work.pay import below_minimum

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("pay", "born", "said"),
    [
        ("12.71", None, ""),
        ("12.70", None, "below £12.71, the minimum from 21 on: how old are they?"),
        ("12.70", 1990, "below the minimum wage, £12.71, unless an apprentice"),
        ("11.00", 2005, "below £12.71 if the birthday has been: check the age"),
        ("10.84", 2005, "below the minimum wage, £10.85, unless an apprentice"),
        ("10.85", 2006, ""),
        ("0", 1980, "below the minimum wage, £12.71, unless an apprentice"),
    ],
)
def test_pay_is_held_against_the_rate_of_every_age_possible(pay, born, said):
    assert below_minimum(Decimal(pay), ON, born) == said


def test_a_day_without_rates_says_so():
    assert below_minimum(Decimal(1), date(1960, 1, 1), None) == "the minimum wage on 1 Jan 1960 is not known here"


def test_the_rates_are_those_of_the_day_the_work_is_done():
    assert below_minimum(Decimal("12.50"), date(2026, 3, 31), 1990) == ""
    assert "£12.71" in below_minimum(Decimal("12.50"), date(2026, 4, 1), 1990)
