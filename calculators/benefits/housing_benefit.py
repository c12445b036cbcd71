"""Housing Benefit for supported or temporary accommodation: the part of the rent it meets as pay goes up.

Worked out only where the rule is confirmed; everywhere else the answer is None and is said in words.
"""

from __future__ import annotations

from decimal import Decimal

from calculators.benefits.universal_credit import Claim
from calculators.rates import Rates

NOTHING = Decimal(0)
_WEEKS_A_MONTH = Decimal(52) / 12
_HOURS_FOR_THE_ADDITIONAL_DISREGARD = 30


def housing_benefit_monthly(
    rates: Rates, claim: Claim, *, uc_award: Decimal, hours: Decimal, net_weekly: Decimal, esa_monthly: Decimal
) -> Decimal | None:
    """Pounds a month of the rent that Housing Benefit meets; None where this is not worked out.

    While any Universal Credit is payable all earnings are ignored (HB Regs Sch 4 para 12). Below that the
    rule is read for a person of 25 or over without a health element, ESA or counted savings, from the day of
    the accommodation disregard. `net_weekly` is pay less tax, National Insurance and half of the pension.
    """
    rent = claim.housing_costs_monthly
    if uc_award > 0:
        return rent
    disregard = rates.get("hb.accommodation_disregard_25plus")
    simple = claim.health == "none" and claim.savings <= rates["uc.capital_lower"] and not esa_monthly
    if disregard is None or claim.age < 25 or not simple:
        return None
    ignored = disregard + rates["hb.earnings_disregard"]
    if hours >= _HOURS_FOR_THE_ADDITIONAL_DISREGARD:
        ignored += rates["hb.additional_earnings_disregard"]
    over = max(NOTHING, net_weekly - ignored - rates["hb.single_25plus"])
    return max(NOTHING, rent - over * rates["hb.taper"] * _WEEKS_A_MONTH)
