"""Whether an hour's pay, as it is typed, is below the minimum wage: said beside the field, and never a refusal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from calculators.explain import RequestError
from calculators.pay.minimum_wage import age_rate
from calculators.rates import rates_on
from ipstui.casework import say

_OLD_ENOUGH = 25
"""From this age on the rate has always been the same for everybody."""


def below_minimum(pay: Decimal, on: date, birth_year: int | None) -> str:
    """Return what to say of pay an hour in pounds from a day on; "" where it reaches the rate of every age possible.

    It is the day on which the work is done that counts, so for a start ahead the rates of that day; where none are held
    yet that is said.

    With only a year of birth somebody has one of two ages. An apprentice's rate is lower: that is said, not judged.
    """
    ages = [_OLD_ENOUGH] if birth_year is None else [on.year - birth_year - 1, on.year - birth_year]
    try:
        rates = rates_on(on)
        wanted = sorted({age_rate(rates, age) for age in ages})
    except RequestError:  # no rates are held for that day
        return f"the minimum wage on {say.short_day(on, date.min)} is not known here"
    if pay >= wanted[-1]:
        return ""
    if birth_year is None:
        oldest = rates["minimum_wage.nlw_min_age"]
        return f"below {say.money(wanted[-1])}, the minimum from {oldest} on: how old are they?"
    if pay >= wanted[0]:
        return f"below {say.money(wanted[-1])} if the birthday has been: check the age"
    return f"below the minimum wage, {say.money(wanted[0])}, unless an apprentice"
