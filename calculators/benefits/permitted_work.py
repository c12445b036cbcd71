"""Does this work stay inside what ESA permits? Two tests, hours and money, and what follows if either fails.

Employment and Support Allowance only: Universal Credit has no permitted work and no hours limit.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

import msgspec

from calculators.benefits import permitted_work_words as words
from calculators.explain import PENNY, Hours, Pounds, RequestError, Result, Rule, Step, pence
from calculators.given import check_hours, check_money
from calculators.pay.take_home import MOST_TAXABLE, class_four, income_tax, national_insurance
from calculators.rates import Rates, rates_on

Verdict = Literal["within", "breach", "ask_dwp", "unknown"]
Route = Literal["lower_limit", "supported", "higher_limit", "voluntary", "placement"]
Engagement = Literal["employed", "self_employed", "voluntary", "placement"]

RULES: tuple[Rule, ...] = words.RULES

_PAY_FIELDS = ("net_weekly", "gross_weekly", "hourly_rate", "gross_monthly", "profit_yearly")
_WEEKS = Decimal(52)
_MOST_WEEKS_LISTED = 53


class Week(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One week of fluctuating work. Pay may be left out when it is given once for all weeks."""

    hours: Decimal
    net: Decimal | None = None
    gross: Decimal | None = None


class PermittedWorkRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours a week, or a list of weeks, and pay in one form only. `net_weekly` is what is left after tax,
    National Insurance and half of the pension. `new_style_esa_weekly` only sharpens the warning about tax."""

    on: date
    hours: Decimal | None = None
    weeks: tuple[Week, ...] | None = None
    net_weekly: Decimal | None = None
    gross_weekly: Decimal | None = None
    hourly_rate: Decimal | None = None
    gross_monthly: Decimal | None = None
    profit_yearly: Decimal | None = None
    pension_weekly: Decimal = Decimal(0)
    pension_yearly: Decimal = Decimal(0)
    engagement: Engagement = "employed"
    supported: bool = False
    placement_approved_before_start: bool | None = None
    also_on_uc: bool | None = None
    new_style_esa_weekly: Decimal | None = None


class Headroom(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of each test in the fullest week, each on its own. None where that test does not apply.

    Hours must stay *below* the limit, so `hours` itself is one step too many.
    `hourly_rate` is the most an hour at these hours.
    """

    hours: Hours | None = None
    earnings: Pounds | None = None
    hourly_rate: Pounds | None = None


class PermittedWorkResult(Result, frozen=True, kw_only=True):
    """`counted_weekly` and `hours` are averages over the weeks given. `if_over_limit` says what a breach costs."""

    verdict: Verdict
    route: Route | None
    counted_weekly: Pounds | None
    hours: Hours | None
    hours_under: Hours
    earnings_limit: Pounds
    lower_limit: Pounds
    headroom: Headroom
    if_over_limit: tuple[str, ...]
    tell: tuple[str, ...]


class Limits(msgspec.Struct, frozen=True):
    """The limits of the day: pounds a week, and the hours that work must stay under."""

    lower: Decimal
    higher: Decimal
    hours_under: Decimal


class _Row(msgspec.Struct, frozen=True):
    """One week to judge; a single figure is one row. Pounds counted after what comes off."""

    hours: Decimal | None
    counted: Decimal | None


def permitted_work(request: PermittedWorkRequest) -> PermittedWorkResult:
    """Judge work by the permitted-work rules of ESA. Raises RequestError for what cannot be true."""
    _check(request)
    rates = rates_on(request.on)
    limits = _limits(rates)
    rows, steps = _rows(request, rates)
    average = _average(rows)
    verdict, route = _verdict(request, rows, average, limits)
    return PermittedWorkResult(
        verdict=verdict,
        route=route,
        counted_weekly=average.counted,
        hours=average.hours,
        hours_under=limits.hours_under,
        earnings_limit=limits.higher,
        lower_limit=limits.lower,
        headroom=_headroom(request, rows, route, limits),
        if_over_limit=words.if_over_limit(request.also_on_uc),
        tell=words.tell(route, request.engagement, request.also_on_uc),
        steps=(*steps, *_tests(request, average, limits, rates)),
        warnings=_warnings(request, rows, average, verdict, route, limits, rates) + rates.warnings(),
        missing=_missing(request, average, verdict),
    )


def _check(request: PermittedWorkRequest) -> None:
    for field in (*_PAY_FIELDS, "pension_weekly", "pension_yearly", "new_style_esa_weekly"):
        check_money(field, getattr(request, field))
    check_hours("hours", request.hours)
    given = [field for field in _PAY_FIELDS if getattr(request, field) is not None]
    if len(given) > 1:
        raise RequestError(given[1], f"Give pay once: {given[0]} is given too.")
    if request.pension_weekly and request.pension_yearly:
        raise RequestError("pension_yearly", "Give the pension once: pension_weekly is given too.")
    if request.profit_yearly is not None and request.engagement != "self_employed":
        raise RequestError("profit_yearly", "Profit goes with self_employed work.")
    if request.weeks is not None:
        _check_weeks(request, request.weeks, given)


def _check_weeks(request: PermittedWorkRequest, weeks: tuple[Week, ...], given: list[str]) -> None:
    if request.hours is not None:
        raise RequestError("weeks", "Give hours or weeks, not both.")
    if not 1 <= len(weeks) <= _MOST_WEEKS_LISTED:
        raise RequestError("weeks", f"Give from 1 to {_MOST_WEEKS_LISTED} weeks.")
    for place, week in enumerate(weeks):
        check_hours(f"weeks[{place}].hours", week.hours)
        for form in ("net", "gross"):
            check_money(f"weeks[{place}].{form}", getattr(week, form))
        if week.net is not None and week.gross is not None:
            raise RequestError(f"weeks[{place}].gross", "Give net or gross, not both.")
        if given and (week.net is not None or week.gross is not None):
            raise RequestError(given[0], "Pay is given for the weeks too: give it once.")


def _rows(request: PermittedWorkRequest, rates: Rates) -> tuple[tuple[_Row, ...], list[Step]]:
    """Every week with what counts of its pay, and the working for pay given as one figure."""
    weeks = request.weeks or (None,)
    hours = [request.hours if week is None else week.hours for week in weeks]
    net = [request.net_weekly if week is None or week.net is None else week.net for week in weeks]
    gross = [
        _gross(request, h) if week is None or week.gross is None else week.gross
        for week, h in zip(weeks, hours, strict=True)
    ]
    known = [g for g in gross if g is not None]
    mean = sum(known, Decimal(0)) / len(known) if known else Decimal(0)
    if mean * _WEEKS > MOST_TAXABLE:
        field = next((f for f in _PAY_FIELDS if getattr(request, f) is not None), "weeks")
        raise RequestError(field, "Pay above £100,000 a year is not worked out here.")
    pension = _pension_weekly(request)
    if known and pension > mean:
        field = "pension_yearly" if request.pension_yearly else "pension_weekly"
        raise RequestError(field, "The pension contribution is more than the pay.")
    off = _Deductions(rates, mean, pension, request.engagement == "self_employed")
    rows = tuple(
        _Row(h, pence(n) if n is not None else None if g is None else pence(off.counted(g)))
        for h, n, g in zip(hours, net, gross, strict=True)
    )
    steps = list(off.steps(mean)) if known else []
    if request.weeks is None and rows[0].counted is not None:
        steps.insert(0, words.pay_step(request.hours, request.hourly_rate, request.gross_monthly, mean, net[0]))
    return rows, steps


def _gross(request: PermittedWorkRequest, hours: Decimal | None) -> Decimal | None:
    """Pounds a week before anything comes off, or None when pay is not given, or not in gross."""
    if request.gross_weekly is not None:
        return request.gross_weekly
    if request.gross_monthly is not None:
        return request.gross_monthly * 12 / _WEEKS
    if request.profit_yearly is not None:
        return request.profit_yearly / _WEEKS
    if request.hourly_rate is not None and hours is not None:
        return request.hourly_rate * hours
    return None


class _Deductions:
    """What comes off gross pay: tax by the average week of the year, National Insurance week by week."""

    def __init__(self, rates: Rates, mean: Decimal, pension: Decimal, self_employed: bool) -> None:
        self._rates = rates
        self._self_employed = self_employed
        self.half_pension = pension / 2
        taxed = mean if self_employed else mean - pension
        self.tax = income_tax(rates, taxed * _WEEKS) / _WEEKS

    def insurance(self, gross: Decimal) -> Decimal:
        contribution = class_four if self._self_employed else national_insurance
        return contribution(self._rates, gross * _WEEKS) / _WEEKS

    def counted(self, gross: Decimal) -> Decimal:
        return max(Decimal(0), gross - self.tax - self.insurance(gross) - self.half_pension)

    def steps(self, mean: Decimal) -> tuple[Step, ...]:
        kind = "Notional " if self._self_employed else ""
        number = "Class 4" if self._self_employed else "Class 1"
        return (
            Step(f"{kind}Income tax".capitalize(), -pence(self.tax)),
            Step(f"{kind}{number} National Insurance", -pence(self.insurance(mean))),
            Step("Half of the pension contribution", -pence(self.half_pension), words.PENSION_SOURCE),
        )


def _pension_weekly(request: PermittedWorkRequest) -> Decimal:
    return request.pension_weekly or request.pension_yearly / _WEEKS


def _average(rows: tuple[_Row, ...]) -> _Row:
    hours = [row.hours for row in rows if row.hours is not None]
    counted = [row.counted for row in rows if row.counted is not None]
    whole = len(counted) == len(rows)
    return _Row(
        (sum(hours, Decimal(0)) / len(hours)) if hours else None,
        pence(sum(counted, Decimal(0)) / len(counted)) if whole else None,
    )


def inside_limits(
    rates: Rates, *, hours: Decimal, gross_weekly: Decimal, pension_weekly: Decimal, supported: bool
) -> bool:
    """Whether steady employed work stays inside, for a sum that tries many hours. Figures already checked."""
    off = _Deductions(rates, gross_weekly, pension_weekly, self_employed=False)
    row = _Row(hours, pence(off.counted(gross_weekly)))
    return _judge(row, _limits(rates), supported)[0] == "within"


def _limits(rates: Rates) -> Limits:
    return Limits(
        rates["permitted_work.lower_limit"],
        rates["permitted_work.higher_limit"],
        rates["permitted_work.hours_must_be_under"],
    )


def _judge(row: _Row, limits: Limits, supported: bool) -> tuple[Verdict, Route | None]:
    """One week by the paid routes, the easiest first. ESA Regs 2013 reg 39(1)(a) to (c)."""
    if row.counted is None:
        return "unknown", None
    if row.counted <= limits.lower:
        return "within", "lower_limit"
    if row.counted > limits.higher:
        return "breach", None
    if supported:
        return "within", "supported"
    if row.hours is None:
        return "unknown", None
    return ("within", "higher_limit") if row.hours < limits.hours_under else ("breach", None)


def _verdict(
    request: PermittedWorkRequest, rows: tuple[_Row, ...], average: _Row, limits: Limits
) -> tuple[Verdict, Route | None]:
    unpaid = all(not row.counted for row in rows)
    if request.engagement == "voluntary" and unpaid:
        return "within", "voluntary"
    if request.engagement == "placement":
        if request.placement_approved_before_start:
            return "within", "placement"
        if request.placement_approved_before_start is None:
            return "unknown", None
        if unpaid:
            return "breach", None
    verdict, route = _judge(average, limits, request.supported)
    if len(rows) == 1 or verdict == "unknown":
        return verdict, route
    every_week = all(_judge(row, limits, request.supported)[0] == "within" for row in rows)
    if every_week == (verdict == "within"):
        return verdict, route
    return "ask_dwp", route


def _missing(request: PermittedWorkRequest, average: _Row, verdict: Verdict) -> tuple[str, ...]:
    if verdict != "unknown":
        return ()
    if request.engagement == "placement" and request.placement_approved_before_start is None:
        return ("placement_approved_before_start",)
    names = [] if average.hours is not None or request.supported else ["hours"]
    if average.counted is None:
        if request.hourly_rate is None:
            names.append("pay")
        elif "hours" not in names:
            names.append("hours")
    return tuple(names)


def _headroom(request: PermittedWorkRequest, rows: tuple[_Row, ...], route: Route | None, limits: Limits) -> Headroom:
    if route in ("voluntary", "placement"):
        return Headroom()
    hours = max((row.hours for row in rows if row.hours is not None), default=None)
    counted = max((row.counted for row in rows if row.counted is not None), default=None)
    any_hours = request.supported or (route == "lower_limit" and hours is not None and hours >= limits.hours_under)
    ceiling = limits.lower if any_hours and not request.supported else limits.higher
    inside = hours is not None and (request.supported or hours < limits.hours_under)
    zero = Decimal(0)
    return Headroom(
        hours=None if hours is None or any_hours else max(zero, limits.hours_under - hours),
        earnings=None if counted is None else max(zero, ceiling - counted),
        hourly_rate=_most_an_hour(request, hours, limits) if hours and inside else None,
    )


def _most_an_hour(request: PermittedWorkRequest, hours: Decimal, limits: Limits) -> Decimal:
    """Pay this low is below every tax threshold, so only half of the pension stands between gross and counted."""
    half_pension = Decimal(0) if request.net_weekly is not None else _pension_weekly(request) / 2
    return ((limits.higher + half_pension) / hours).quantize(PENNY, rounding=ROUND_FLOOR)


def _tests(request: PermittedWorkRequest, average: _Row, limits: Limits, rates: Rates) -> tuple[Step, ...]:
    if request.engagement in ("voluntary", "placement") and not average.counted:
        return words.unpaid_steps(request.engagement)
    return words.test_steps(
        hours=average.hours,
        counted=average.counted,
        lower=limits.lower,
        limit=limits.higher,
        hours_under=limits.hours_under,
        living_wage=rates["minimum_wage.nlw"],
        supported=request.supported,
    )


def _warnings(
    request: PermittedWorkRequest,
    rows: tuple[_Row, ...],
    average: _Row,
    verdict: Verdict,
    route: Route | None,
    limits: Limits,
    rates: Rates,
) -> tuple[str, ...]:
    """Each only where it bears on this request."""
    fails_on_hours_alone = (
        route not in ("voluntary", "placement")
        and not request.supported
        and any(
            row.hours is not None
            and row.counted is not None
            and row.hours >= limits.hours_under
            and limits.lower < row.counted <= limits.higher
            for row in rows
        )
    )
    esa = request.new_style_esa_weekly
    if esa is None:
        esa = rates["esa.main"] + rates["esa.support_component"]
    taxed = ((average.counted or Decimal(0)) + esa) * _WEEKS
    hourly = request.hourly_rate
    if hourly is None and request.gross_weekly is not None and request.hours:
        hourly = request.gross_weekly / request.hours
    unpaid_placement = request.engagement == "placement" and route is None and not average.counted
    told: tuple[tuple[bool, str], ...] = (
        (fails_on_hours_alone, words.hours_alone(limits.hours_under, limits.higher, rates["minimum_wage.nlw"])),
        (len(rows) > 1, words.AVERAGING),
        (verdict == "ask_dwp", words.ASK_DWP),
        (request.supported, words.SUPPORTED_HOURS),
        (request.engagement == "self_employed", words.TEST_TRADING),
        (request.engagement == "voluntary" and not average.counted, words.VOLUNTARY),
        (request.engagement == "voluntary" and bool(average.counted), words.PAID_VOLUNTARY),
        (unpaid_placement, words.UNAPPROVED_PLACEMENT),
        (request.net_weekly is not None and _pension_weekly(request) > 0, words.NET_AND_PENSION),
        (
            hourly is not None and hourly < rates["minimum_wage.nlw"],
            words.below_living_wage(rates["minimum_wage.nlw"]),
        ),
        (
            verdict != "breach" and bool(average.counted) and taxed > rates["income_tax.personal_allowance"],
            words.tax_trap(esa, pence(income_tax(rates, min(taxed, MOST_TAXABLE)))),
        ),
    )
    return tuple(text for bears, text in told if bears)
