"""Is the pay of one pay period at least the minimum wage, living accommodation counted?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence
from calculators.given import ages_on, check_day, check_hours, check_money
from calculators.rates import Rates, rates_on

Verdict = Literal["met", "below", "unknown"]

YOUNGEST, OLDEST, LONGEST_PERIOD = 15, 100, 31
_CHECKED = date(2026, 11, 25)
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
        text="Pay is compared with the entitlement rounded to the penny, however the pay was told. Net pay cannot be "
        "judged.",
        source="project rule, after the rounding of GOV.UK's calculator",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Arrears are paid at today's rate where that is higher: the shortfall times today's rate over the rate "
        "then.",
        source="National Minimum Wage Act 1998 s.17, not read again for this",
        checked=_CHECKED,
        status="unconfirmed",
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

NET_ONLY = (
    "Only net pay is given, which cannot be compared with the minimum wage: it is judged on pay before tax. Ask for "
    "the payslip, which must show gross pay and, where pay goes by time, the hours."
)
_ARREARS = (
    "Arrears are owed at today's rate for the same age where that has gone up since (NMW Act 1998 s.17, not read again "
    "for this). They are earnings of the month in which they are paid."
)


class MinimumWageRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`on` is the first day of the pay period, `hours` and `pay` are for the whole of it, `pay` before tax.

    `hourly_rate` may be given in place of `pay`. `net_pay` alone cannot be judged, and says so. `birth_year` alone is
    judged at both ages. With `as_of` a shortfall of an earlier day is told at that day's rate too. An
    `accommodation_charge_nightly` of zero is free accommodation; leave it out when there is none.
    """

    on: date
    age: int | None = None
    birth_year: int | None = None
    as_of: date | None = None
    apprentice: bool = False
    first_year: bool | None = None
    hours: Decimal | None = None
    pay: Decimal | None = None
    hourly_rate: Decimal | None = None
    net_pay: Decimal | None = None
    period_days: int = 7
    accommodation_charge_nightly: Decimal | None = None
    accommodation_nights_weekly: Decimal | None = None


class MinimumWageResult(Result, frozen=True, kw_only=True):
    """Pounds an hour for `rate`, pounds for the period for the rest. None where a fact is missing.

    `arrears_at_todays_rate` is the shortfall as it would be paid on `as_of`, where the rate has gone up since.
    """

    verdict: Verdict
    rate: Pounds | None = None
    entitlement: Pounds | None = None
    pay_counted: Pounds | None = None
    shortfall: Pounds | None = None
    arrears_at_todays_rate: Pounds | None = None


def falls_short(rate: Decimal, hours: Decimal, pay: Decimal) -> bool:
    """Whether pay before tax is less than so many hours at the rate: both to the penny, in every place it is judged."""
    return pence(pay) < pence(rate * hours)


def below_said(least: Decimal) -> str:
    """What is told wherever pay falls short of so many pounds an hour."""
    return f"This is less than the minimum wage of £{pence(least):,} an hour at this age (apprentices apart)."


def wage_warnings(on: date, age: int, hours: Decimal | None, gross: Decimal | None) -> tuple[str, ...]:
    """The minimum wage beside other figures: pay before tax for so many hours, None where only net pay is told.

    Nothing is said of a day without rates, or without hours.
    """
    if gross is None:
        return (NET_ONLY,)
    try:
        least = age_rate(rates_on(on), age)
    except RequestError:
        return ()
    return (below_said(least),) if hours and falls_short(least, hours, gross) else ()


def age_rate(rates: Rates, age: int) -> Decimal:
    """The minimum pounds an hour for someone of that age who is not an apprentice."""
    if age >= rates["minimum_wage.nlw_min_age"]:
        return rates["minimum_wage.nlw"]
    if age >= 21:
        return rates["minimum_wage.age_21_22"]
    return rates["minimum_wage.age_18_20" if age >= 18 else "minimum_wage.under_18"]


def minimum_wage(request: MinimumWageRequest) -> MinimumWageResult:
    """Compare one period's pay with the minimum wage. Raises RequestError for what cannot be true."""
    ages = ages_on(request.age, request.birth_year, request.on)
    _check(request, ages)
    rates = rates_on(request.on)
    candidates = tuple(sorted({rate for age in ages for rate in _rates_that_may_apply(request, age, rates)}))
    if request.pay is None and request.hourly_rate is not None and request.hours is not None:
        request = msgspec.structs.replace(request, pay=pence(request.hourly_rate * request.hours))
    missing = [field for field in ("hours", "pay") if getattr(request, field) is None]
    if _nights_missing(request):
        missing.append("accommodation_nights_weekly")
    steps, counted = _pay_counted(request, rates)
    owed = tuple(_entitlement(rate, request.hours) for rate in candidates)
    verdicts: set[Verdict] = {_compare(counted, each) for each in owed}
    if any(len(_rates_that_may_apply(request, age, rates)) > 1 for age in ages):
        missing.append("first_year")
    if len({_rates_that_may_apply(request, age, rates) for age in ages}) > 1:
        missing.append("age")
    sure = len(candidates) == 1
    rate = candidates[0] if sure else None
    entitlement = owed[0] if sure else None
    steps = [*(Step("The minimum an hour", each, _source(rates, each)) for each in candidates), *steps]
    steps += [Step("The least this many hours must be paid", each) for each in owed if each is not None]
    verdict: Verdict = verdicts.pop() if len(verdicts) == 1 else "unknown"
    shortfall = None if entitlement is None or counted is None else max(Decimal(0), entitlement - counted)
    return MinimumWageResult(
        verdict=verdict,
        rate=rate,
        entitlement=entitlement,
        pay_counted=counted,
        shortfall=shortfall,
        arrears_at_todays_rate=_arrears(request, rate, shortfall, ages[-1]),
        steps=tuple(steps),
        warnings=_warnings(request, ages[0], verdict, shortfall) + rates.warnings(),
        missing=tuple(missing),
    )


def _check(request: MinimumWageRequest, ages: tuple[int, ...]) -> None:
    if ages[0] < YOUNGEST:
        raise RequestError("age", "The minimum wage begins after compulsory school age.")
    if ages[-1] > OLDEST:
        raise RequestError("age", f"No age above {OLDEST}: check the figure.")
    if not 1 <= request.period_days <= LONGEST_PERIOD:
        raise RequestError("period_days", f"A pay reference period has 1 to {LONGEST_PERIOD} days.")
    check_hours("hours", request.hours, most=Decimal(24 * request.period_days))
    for field in ("pay", "hourly_rate", "net_pay"):
        check_money(field, getattr(request, field))
    if request.pay is not None and request.hourly_rate is not None:
        raise RequestError("hourly_rate", "Give pay once: pay is given too.")
    if request.as_of is not None:
        check_day("as_of", request.as_of)
    check_money("accommodation_charge_nightly", request.accommodation_charge_nightly)
    nights = request.accommodation_nights_weekly
    if nights is not None and not (nights.is_finite() and 0 <= nights <= 7):
        raise RequestError("accommodation_nights_weekly", "A week has from 0 to 7 nights.")


def _rates_that_may_apply(request: MinimumWageRequest, age: int, rates: Rates) -> tuple[Decimal, ...]:
    """One rate, or two when it is not known whether an apprentice of 19 or over is in the first year."""
    by_age, apprentice = age_rate(rates, age), rates["minimum_wage.apprentice"]
    if not request.apprentice:
        return (by_age,)
    if age < 19 or request.first_year:
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


def _arrears(request: MinimumWageRequest, rate: Decimal | None, shortfall: Decimal | None, age: int) -> Decimal | None:
    """The shortfall at the rate of `as_of` for the same age and kind of worker; None where nothing is owed."""
    if not shortfall or rate is None or request.as_of is None or request.as_of < request.on:
        return None
    today = max(_rates_that_may_apply(request, age, rates_on(request.as_of)))
    return pence(shortfall * max(today, rate) / rate)


def _source(rates: Rates, value: Decimal) -> str:
    return next((r.source for r in rates.used if r.value == value and r.unit == "GBP/hour"), "")


def _warnings(
    request: MinimumWageRequest, youngest: int, verdict: Verdict, shortfall: Decimal | None
) -> tuple[str, ...]:
    told: tuple[tuple[bool, str], ...] = (
        (verdict != "below", _NOT_COUNTED),
        (request.net_pay is not None and request.pay is None, NET_ONLY),
        (bool(shortfall), _ARREARS),
        (youngest < 17, "The minimum wage begins once compulsory school age is over (the end of June after 16)."),
    )
    return tuple(text for bears, text in told if bears)
