"""Income tax and National Insurance on a projected year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.pay.take_home import (
    TakeHomeRequest,
    class_four,
    income_tax,
    national_insurance,
    take_home,
)
from calculators.rates import rates_on

ON = date(2026, 11, 22)


def year(gross, on=ON, **facts):
    return take_home(TakeHomeRequest(on=on, gross_yearly=Decimal(gross), **facts))


def test_thirty_hours_at_the_living_wage_agrees_with_the_independent_model():
    result = year("19827.60")
    assert result.income_tax_yearly == Decimal("1451.52")
    assert result.national_insurance_yearly == Decimal("580.61")
    assert result.net_earnings_yearly == Decimal("17795.47")


def test_nothing_is_due_at_the_threshold_and_a_penny_in_the_pound_counts_above_it():
    assert year("12570").net_earnings_yearly == 12570
    above = year("12670")
    assert (above.income_tax_yearly, above.national_insurance_yearly) == (20, 8)


def test_the_pension_saves_tax_but_not_national_insurance():
    result = year("15000", pension_yearly=Decimal(1000))
    assert result.income_tax_yearly == Decimal("286.00")
    assert result.national_insurance_yearly == Decimal("194.40")
    assert result.net_earnings_yearly == Decimal("13519.60")


def test_esa_beside_pay_below_the_allowance_brings_tax_and_says_so():
    result = year("9913.80", other_taxable_yearly=Decimal("7586.80"))
    assert result.income_tax_yearly == Decimal("986.12")
    assert result.income_tax_on_earnings_yearly == 0
    assert result.net_earnings_yearly == Decimal("9913.80")
    assert any("986.12" in warning for warning in result.warnings)


def test_the_higher_rate_and_the_upper_limit_begin_at_the_same_pay():
    result = year("60270")
    assert result.income_tax_yearly == Decimal("7540") + Decimal("4000")
    assert result.national_insurance_yearly == Decimal("3016") + Decimal("200")


def test_the_rate_of_the_day_is_used():
    assert year("13570", date(2024, 1, 5)).national_insurance_yearly == 120
    assert year("13570", date(2024, 1, 6)).national_insurance_yearly == 100


def test_class_four_on_profit():
    assert class_four(rates_on(ON), Decimal(13570)) == 60


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"gross_yearly": Decimal("NaN")}, "gross_yearly"),
        ({"gross_yearly": Decimal("-1")}, "gross_yearly"),
        ({"gross_yearly": Decimal("1.234")}, "gross_yearly"),
        ({"gross_yearly": Decimal("100000.01")}, "gross_yearly"),
        ({"gross_yearly": Decimal(10), "pension_yearly": Decimal(11)}, "pension_yearly"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as caught:
        take_home(TakeHomeRequest(on=ON, **facts))
    assert caught.value.field == field


@given(st.decimals(0, 99_000, places=2), st.decimals(0, 1000, places=2))
def test_a_pound_more_pay_never_leaves_less(gross, more):
    rates = rates_on(ON)

    def net(pay):
        return pay - income_tax(rates, pay) - national_insurance(rates, pay)

    assert net(gross + more) >= net(gross)
