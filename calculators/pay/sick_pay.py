"""Statutory Sick Pay from 6 April 2026: the flat rate, or 80% of normal pay where that is less."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal

import msgspec

from calculators.explain import PENNY, Pounds, RequestError, Result, Rule, Step
from calculators.given import check_money
from calculators.rates import rates_on

FROM = date(2026, 4, 6)
SHARE = Decimal("0.80")
MOST_WEEKS = 28
_CHECKED = date(2026, 11, 25)
_SOURCE = "SSCBA 1992 ss.152, 157 (Employment Rights Act 2025 ss.10-11)"

RULES: tuple[Rule, ...] = (
    Rule(
        text="A week's sick pay is the lower of the flat rate and 80% of normal weekly earnings, from the first day, "
        "with no lower limit of earnings, for up to 28 weeks.",
        source=_SOURCE,
        checked=_CHECKED,
    ),
    Rule(
        text="A day is that over the qualifying days of the week; the total is rounded up to a penny.",
        source="GOV.UK's calculator",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(text="Sick pay is pay for Universal Credit.", source="UC Regs 2013 reg 55", checked=_CHECKED),
)


class SickPayRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Normal weekly earnings before tax, the days worked in a week, and the working days missed."""

    on: date
    average_weekly_earnings: Decimal
    qualifying_days_a_week: int
    sick_qualifying_days: int


class SickPayResult(Result, frozen=True, kw_only=True):
    """Pounds: the weekly rate, not rounded, and the sick pay of these days before tax."""

    weekly_rate: Pounds
    ssp: Pounds


def sick_pay(request: SickPayRequest) -> SickPayResult:
    """Sick pay for some days. Raises RequestError for what cannot be true, and before the rule began."""
    check_money("average_weekly_earnings", request.average_weekly_earnings)
    if request.on < FROM:
        raise RequestError(
            "on", "Before 6 April 2026 sick pay had waiting days and a lower limit: not worked out here."
        )
    if not 1 <= request.qualifying_days_a_week <= 7:
        raise RequestError("qualifying_days_a_week", "A week has from 1 to 7 working days.")
    if not 0 <= request.sick_qualifying_days <= MOST_WEEKS * request.qualifying_days_a_week:
        raise RequestError("sick_qualifying_days", f"From 0 to {MOST_WEEKS} weeks of working days.")
    rates = rates_on(request.on)
    weekly = min(rates["ssp.week"], SHARE * request.average_weekly_earnings)
    paid = weekly * request.sick_qualifying_days / request.qualifying_days_a_week
    ssp = paid.quantize(PENNY, rounding=ROUND_CEILING)
    return SickPayResult(
        weekly_rate=weekly,
        ssp=ssp,
        steps=(
            Step("The flat rate a week", rates["ssp.week"], rates.source("ssp.week")),
            Step("80% of normal weekly earnings", SHARE * request.average_weekly_earnings, _SOURCE),
            Step(f"{request.sick_qualifying_days} of {request.qualifying_days_a_week} days a week", ssp),
        ),
        warnings=(
            "Rounding the total up to a penny is as GOV.UK's calculator does it. Sick pay is pay for Universal Credit.",
            *rates.warnings(),
        ),
    )
