"""Whether pay as it was told reaches the minimum wage: one sentence where it does not, or where that is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ipstui.casework import say


def wage_said(
    on: date, *, hours: Decimal | None, hourly: Decimal | None, birth_year: int | None, as_of: date | None = None
) -> str:
    """Return what is wrong with this pay on a day, for somebody who is no apprentice; "" where nothing is.

    It is compared as in every other place: pay to the penny with the entitlement to the penny. With `as_of` a
    shortfall of an earlier day is told at that day's rate too. Without a year of birth only the rate from 21 on is
    held against it.
    """
    if not hours or hourly is None:
        return ""
    from calculators.explain import RequestError
    from calculators.pay.minimum_wage import MinimumWageRequest, age_rate, falls_short, minimum_wage
    from calculators.rates import rates_on

    told = f"{say.money(hourly)} an hour"
    try:
        if birth_year is None:
            full = age_rate(rates_on(on), 25)
            if not falls_short(full, hours, hourly * hours):
                return ""
            return f"{told} is under the National Living Wage of {say.money(full)}: it goes by the age, not known here."
        request = MinimumWageRequest(on=on, birth_year=birth_year, hours=hours, hourly_rate=hourly, as_of=as_of)
        found = minimum_wage(request)
    except RequestError:
        return ""
    if found.verdict == "met":
        return ""
    if found.verdict == "unknown":
        return f"{told} reaches the minimum wage at one of the two possible ages only: ask for the birthday."
    short = f"{told} is BELOW the minimum wage of {say.money(found.rate)} (apprentices apart)"
    short += f": {say.money(found.shortfall)} a week short"
    today = found.arrears_at_todays_rate
    return f"{short}, {say.money(today)} at today's rate." if today and today != found.shortfall else f"{short}."
