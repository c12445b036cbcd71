"""Is the pay of one pay period at least the minimum wage, living accommodation counted?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence
from calculators.given import check_hours, check_money
from calculators.rates import Rates, rates_on

Verdict = Literal["met", "below", "unknown"]

YOUNGEST, OLDEST, LONGEST_PERIOD = 15, 100, 31
_CHECKED = date(2026, 11, 22)
_CODE = "alphagov/smart-answers minimum wage calculator"

RULES: tuple[Rule, ...] = (
    Rule(
        text="Pay that counts, with the accommodation adjustment, must reach the rate times the hours of one "
        "pay reference period.",
        source=_CODE,
        checked=_CHECKED,
    ),
    Rule(
        text="The rate is the one for the person's age on the first day of the pay period; the apprentice "
        "rate is for apprentices under 19 or in their first year.",
        source=_CODE,
        checked=_CHECKED,
    ),
    Rule(
        text="Free accommodation adds the daily offset for each night; a charge below the offset changes "
        "nothing; a charge above it takes off the difference. Nights a week are scaled by the days of the "
        "period over 7.",
        source=_CODE,
        checked=_CHECKED,
    ),
    Rule(
        text="Deductions for uniform or tools and unpaid time are warned of, not worked out.",
        source="domain notes on benefits, section 6",
        checked=_CHECKED,
        status="judgement",
    ),
)

_NOT_COUNTED = (
    "Not counted: money taken off for uniform or tools, and time that is not paid (travel between jobs, "
    "searches, opening up). Either can bring the pay below the minimum: ask about them."
)


class MinimumWageRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`on` is the first day of the pay period, `hours` and `pay` are for the whole of it, `pay` before tax.

    An `accommodation_charge_nightly` of zero is free accommodation; leave it out when there is none.
    """

    on: date
    age: int
    apprentice: bool = False
    first_year: bool | None = None
    hours: Decimal | None = None
    pay: Decimal | None = None
    period_days: int = 7
    accommodation_charge_nightly: Decimal | None = None
    accommodation_nights_weekly: Decimal | None = None


class MinimumWageResult(Result, frozen=True, kw_only=True):
    """Pounds an hour for `rate`, pounds for the period for the rest. None where a fact is missing."""

    verdict: Verdict
    rate: Pounds | None = None
    entitlement: Pounds | None = None
    pay_counted: Pounds | None = None
    shortfall: Pounds | None = None


def age_rate(rates: Rates, age: int) -> Decimal:
    """The minimum pounds an hour for someone of that age who is not an apprentice."""
    if age >= rates["minimum_wage.nlw_min_age"]:
        return rates["minimum_wage.nlw"]
    if age >= 21:
        return rates["minimum_wage.age_21_22"]
    return rates["minimum_wage.age_18_20" if age >= 18 else "minimum_wage.under_18"]


def minimum_wage(request: MinimumWageRequest) -> MinimumWageResult:
    """Compare one period's pay with the minimum wage. Raises RequestError for what cannot be true."""
    _check(request)
    rates = rates_on(request.on)
    candidates = _rates_that_may_apply(request, rates)
    missing = [field for field in ("hours", "pay") if getattr(request, field) is None]
    if _nights_missing(request):
        missing.append("accommodation_nights_weekly")
    steps, counted = _pay_counted(request, rates)
    owed = tuple(_entitlement(rate, request.hours) for rate in candidates)
    verdicts: set[Verdict] = {_compare(counted, each) for each in owed}
    if len(candidates) > 1:
        missing.append("first_year")
    sure = len(candidates) == 1
    rate = candidates[0] if sure else None
    entitlement = owed[0] if sure else None
    steps = [*(Step("The minimum an hour", each, _source(rates, each)) for each in candidates), *steps]
    steps += [Step("The least this many hours must be paid", each) for each in owed if each is not None]
    verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "unknown"
    return MinimumWageResult(
        verdict=verdict,
        rate=rate,
        entitlement=entitlement,
        pay_counted=counted,
        shortfall=None if entitlement is None or counted is None else max(Decimal(0), entitlement - counted),
        steps=tuple(steps),
        warnings=_warnings(request, verdict) + rates.warnings(),
        missing=tuple(missing),
    )


def _check(request: MinimumWageRequest) -> None:
    if request.age < YOUNGEST:
        raise RequestError("age", "The minimum wage begins after compulsory school age.")
    if request.age > OLDEST:
        raise RequestError("age", f"No age above {OLDEST}: check the figure.")
    if not 1 <= request.period_days <= LONGEST_PERIOD:
        raise RequestError("period_days", f"A pay reference period has 1 to {LONGEST_PERIOD} days.")
    check_hours("hours", request.hours, most=Decimal(24 * request.period_days))
    check_money("pay", request.pay)
    check_money("accommodation_charge_nightly", request.accommodation_charge_nightly)
    nights = request.accommodation_nights_weekly
    if nights is not None and not (nights.is_finite() and 0 <= nights <= 7):
        raise RequestError("accommodation_nights_weekly", "A week has from 0 to 7 nights.")


def _rates_that_may_apply(request: MinimumWageRequest, rates: Rates) -> tuple[Decimal, ...]:
    """One rate, or two when it is not known whether an apprentice of 19 or over is in the first year."""
    by_age, apprentice = age_rate(rates, request.age), rates["minimum_wage.apprentice"]
    if not request.apprentice:
        return (by_age,)
    if request.age < 19 or request.first_year:
        return (apprentice,)
    return (by_age,) if request.first_year is False else (apprentice, by_age)


def _nights_missing(request: MinimumWageRequest) -> bool:
    return request.accommodation_charge_nightly is not None and request.accommodation_nights_weekly is None


def _pay_counted(request: MinimumWageRequest, rates: Rates) -> tuple[list[Step], Decimal | None]:
    if request.pay is None or _nights_missing(request):
        return [], None
    steps = [Step(f"Pay before tax for {request.period_days} days", request.pay)]
    adjustment = _accommodation(request, rates)
    if request.accommodation_charge_nightly is not None:
        source = rates.source("minimum_wage.accommodation_offset")
        steps.append(Step("Accommodation, against the daily offset", adjustment, source))
    counted = request.pay + adjustment
    return [*steps, Step("Pay that counts", counted)], counted


def _accommodation(request: MinimumWageRequest, rates: Rates) -> Decimal:
    """Pounds to add to (or, below zero, take off) the pay of the period."""
    charge, nights = request.accommodation_charge_nightly, request.accommodation_nights_weekly
    if charge is None or nights is None:
        return Decimal(0)
    offset = rates["minimum_wage.accommodation_offset"]
    per_night = offset if charge == 0 else min(Decimal(0), offset - charge)
    weeks = (Decimal(request.period_days) / 7).quantize(Decimal("0.001"))
    return pence(per_night * nights * weeks)


def _entitlement(rate: Decimal, hours: Decimal | None) -> Decimal | None:
    return None if hours is None else pence(rate * hours)


def _compare(counted: Decimal | None, owed: Decimal | None) -> Verdict:
    if counted is None or owed is None:
        return "unknown"
    return "met" if counted >= owed else "below"


def _source(rates: Rates, value: Decimal) -> str:
    return next((r.source for r in rates.used if r.value == value and r.unit == "GBP/hour"), "")


def _warnings(request: MinimumWageRequest, verdict: Verdict) -> tuple[str, ...]:
    warnings: tuple[str, ...] = () if verdict == "below" else (_NOT_COUNTED,)
    if request.age < 17:
        warnings += ("The minimum wage begins once compulsory school age is over (the end of June after 16).",)
    return warnings
