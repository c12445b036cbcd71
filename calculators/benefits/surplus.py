"""Surplus earnings: what a large last wage still takes off, when Universal Credit is claimed again in six months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from calculators.benefits.universal_credit import Claim, check_claim, known_award
from calculators.explain import Pounds, Result, Rule, Step, pence
from calculators.given import check_money
from calculators.rates import Rates, rates_on

NOTHING = Decimal(0)
CLAIMS = 5
LOWER_DE_MINIMIS = Decimal(300)
DE_MINIMIS = "uc.surplus_de_minimis"
_SOURCE = "UC Regs 2013 reg 54A (SI 2018/65 reg 7)"
_CHECKED = date(2026, 11, 25)

RULES: tuple[Rule, ...] = (
    Rule(
        text="Pay that ends an award is nil at (maximum less other income) over the taper plus the work allowance. "
        "What is above that and the relevant amount is surplus: it counts as pay of the next claim within six "
        "months, and what is left of it of the one after, up to five claims. Recent victims of domestic abuse are "
        "left out.",
        source=_SOURCE,
        checked=_CHECKED,
    ),
    Rule(
        text="The relevant amount is £2,500 in place of £300 in the temporary period. The last determination seen "
        "ends on 31 March 2026; whether it goes on was not found.",
        source="GOV.UK, 13 March 2025",
        checked=_CHECKED,
        status="unconfirmed",
    ),
)


def nil_at(rates: Rates, claim: Claim, unearned_monthly: Decimal) -> Decimal:
    """The net pay in a month at which the award is just nil, unrounded.

    Raises RequestError where the award goes by a rent that is not known.
    """
    uncapped = msgspec.structs.replace(claim, exempt_from_cap=True)  # the cap does not move that point
    found = known_award(rates, uncapped, NOTHING, unearned_monthly)
    left = max(NOTHING, found.maximum - unearned_monthly - found.tariff)
    return left / rates["uc.taper"] + found.work_allowance


def de_minimis(rates: Rates) -> Decimal:
    """Pounds a month above that; the lower amount where no temporary period is held for the day."""
    held = rates.get(DE_MINIMIS)
    return LOWER_DE_MINIMIS if held is None else held


class SurplusRequest(Claim, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`last_net` is all net pay of the month that ended the award, `next_net` that of the month of the new claim.

    `de_minimis` is the amount above nil, where it is known for the day.
    """

    on: date
    last_net: Decimal
    next_net: Decimal = NOTHING
    unearned_monthly: Decimal = NOTHING
    de_minimis: Decimal | None = None


class SurplusResult(Result, frozen=True, kw_only=True):
    """Pounds a month. `surplus_left` is what the claim after would still carry."""

    nil_uc_threshold: Pounds
    relevant_threshold: Pounds
    surplus: Pounds
    uc_award: Pounds
    surplus_left: Pounds


def surplus_earnings(request: SurplusRequest) -> SurplusResult:
    """The award of a new claim after pay that ended one. Raises RequestError for what cannot be true."""
    check_claim(request)
    for field in ("last_net", "next_net", "unearned_monthly", "de_minimis"):
        check_money(field, getattr(request, field))
    rates = rates_on(request.on)
    nil = nil_at(rates, request, request.unearned_monthly)
    above = de_minimis(rates) if request.de_minimis is None else request.de_minimis
    surplus = max(NOTHING, request.last_net - nil - above)
    found = known_award(rates, request, request.next_net + surplus, request.unearned_monthly)
    return SurplusResult(
        nil_uc_threshold=pence(nil),
        relevant_threshold=pence(nil + above),
        surplus=pence(surplus),
        uc_award=pence(found.amount),
        surplus_left=pence(max(NOTHING, surplus + request.next_net - nil - above) if not found.entitled else NOTHING),
        steps=(
            Step("Net pay at which the award is nil", pence(nil), _SOURCE),
            Step("With the relevant amount", pence(nil + above), _SOURCE),
            Step("Surplus of the last month", pence(surplus), _SOURCE),
            Step("Award of the new claim", pence(found.amount)),
        ),
        warnings=(WARNING, *rates.warnings()),
    )


WARNING = (
    "Surplus earnings count only when a new claim is made within six months of the last award. That £2,500 still "
    "stands after 31 March 2026 was not found; with £300 more of the pay would be surplus. Ask DWP which holds."
)
