"""Does this work stay inside what ESA permits? Two tests, hours and money, and what follows if either fails.

Employment and Support Allowance only: Universal Credit has no permitted work and no hours limit.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import Literal

import msgspec

from calculators.benefits import permitted_work_words as words
from calculators.benefits.permitted_work_request import (
    PAY_FIELDS,
    Engagement,
    Job,
    PermittedWorkRequest,
    Shift,
    Week,
    approved_before_start,
    below_living_wage,
    check,
    gross_of,
    has_net_only,
    hours_of,
    is_unpaid,
    pension_weekly_of,
)
from calculators.explain import PENNY, Hours, Pounds, RequestError, Result, Rule, Step, pence
from calculators.pay.take_home import MOST_TAXABLE, class_four, income_tax, national_insurance
from calculators.rates import Rates, rates_on

__all__ = [
    "RULES", "Engagement", "Job", "PermittedWorkRequest", "PermittedWorkResult", "Route", "Shift", "Verdict", "Week",
    "counted_of", "judge_steady", "permitted_work",
]  # fmt: skip

Verdict = Literal["within", "breach", "ask_dwp", "unknown"]
Route = Literal["lower_limit", "supported", "higher_limit", "voluntary", "placement"]

RULES: tuple[Rule, ...] = words.RULES

_WEEKS = Decimal(52)


class Headroom(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of each test in the fullest week, each on its own. None where that test does not apply.

    Hours must stay *below* the limit, so `hours` itself is one step too many.
    `hourly_rate` is the most an hour at these hours.
    """

    hours: Hours | None = None
    earnings: Pounds | None = None
    hourly_rate: Pounds | None = None


class PermittedWorkResult(Result, frozen=True, kw_only=True):
    """`counted_weekly` and `hours` are averages over the `weeks_counted`. `if_over_limit` says what a breach costs."""

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
    weeks_counted: int = 1


class Limits(msgspec.Struct, frozen=True):
    """The limits of the day: pounds a week, and the hours that work must stay under."""

    lower: Decimal
    higher: Decimal
    hours_under: Decimal


class _Row(msgspec.Struct, frozen=True):
    """One week to judge; a single figure is one row. Pounds counted after what comes off.

    A week away is judged on money alone, and is no part of an average.
    """

    hours: Decimal | None
    counted: Decimal | None
    away: bool = False


def permitted_work(request: PermittedWorkRequest) -> PermittedWorkResult:
    """Judge work by the permitted-work rules of ESA. Raises RequestError for what cannot be true."""
    check(request)
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
        weeks_counted=sum(not row.away for row in rows),
        steps=(*steps, *_tests(request, average, limits, rates)),
        warnings=_warnings(request, rows, average, verdict, route, limits, rates) + rates.warnings(),
        missing=_missing(request, average, verdict),
    )


def _rows(request: PermittedWorkRequest, rates: Rates) -> tuple[tuple[_Row, ...], list[Step]]:
    """Every week with what counts of its pay, and the working for pay given as one figure."""
    weeks = request.weeks or (Week(hours=hours_of(request)),)
    net = [request.net_weekly if week.net is None and not week.absence else week.net for week in weeks]
    gross = [gross_of(request, week.hours) if week.gross is None and not week.absence else week.gross for week in weeks]
    known = [g for week, g in zip(weeks, gross, strict=True) if g is not None and not week.absence]
    mean = sum(known, Decimal(0)) / len(known) if known else Decimal(0)
    others = _Others(rates, request.other_jobs)
    if (mean + others.gross) * _WEEKS > MOST_TAXABLE:
        field = next((f for f in PAY_FIELDS if getattr(request, f) is not None), "weeks")
        raise RequestError(field, "Pay above £100,000 a year is not worked out here.")
    pension = pension_weekly_of(request)
    if known and pension > mean:
        field = "pension_yearly" if request.pension_yearly else "pension_weekly"
        raise RequestError(field, "The pension contribution is more than the pay.")
    off = _Deductions(rates, mean + others.gross, pension, request.engagement == "self_employed")
    rows = (
        (_Row(others.hours, pence(others.counted - off.tax)),)
        if _stands_aside(request)
        else tuple(
            _row(week, others, n if n is not None else None if g is None else off.counted(g))
            for week, n, g in zip(weeks, net, gross, strict=True)
        )
    )
    steps = list(off.steps(mean)) if known else []
    if request.weeks is None and rows[0].counted is not None:
        steps.insert(0, words.pay_step(rows[0].hours, request.hourly_rate, request.gross_monthly, mean, net[0]))
    if request.other_jobs:
        steps.append(
            Step("Counted from the other jobs", pence(others.counted), "hours and pay of all jobs count together")
        )
    return rows, steps


def _stands_aside(request: PermittedWorkRequest) -> bool:
    """Whether the work asked about is exempt for want of pay, so that only the other jobs are held to the limits."""
    return request.engagement in ("voluntary", "placement") and is_unpaid(request) and bool(request.other_jobs)


def _row(week: Week, others: _Others, counted: Decimal | None) -> _Row:
    """Sick pay is no earnings (ESA Regs 2008 reg 95(2)(b)); pay for leave is, in the week it is for (our reading)."""
    if week.absence:
        counted = None if week.absence == "sick" else counted
        return _Row(None, None if counted is None else pence(counted + others.counted), away=True)
    hours = None if week.hours is None else week.hours + others.hours
    return _Row(hours, None if counted is None else pence(counted + others.counted))


class _Others:
    """The other jobs together: hours, gross for the tax on all of it, and what counts before that tax."""

    def __init__(self, rates: Rates, jobs: tuple[Job, ...]) -> None:
        gross = [job.gross or Decimal(0) for job in jobs]
        self.hours = sum((job.hours for job in jobs), Decimal(0))
        self.gross = sum(gross, Decimal(0))
        insurance = sum((national_insurance(rates, each * _WEEKS) / _WEEKS for each in gross), Decimal(0))
        self.counted = self.gross - insurance + sum((job.net_weekly or Decimal(0) for job in jobs), Decimal(0))


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


def _average(rows: tuple[_Row, ...]) -> _Row:
    worked = [row for row in rows if not row.away]
    hours = [row.hours for row in worked if row.hours is not None]
    counted = [row.counted for row in worked if row.counted is not None]
    whole = len(counted) == len(worked)
    return _Row(
        (sum(hours, Decimal(0)) / len(hours)) if hours else None,
        pence(sum(counted, Decimal(0)) / len(counted)) if whole else None,
    )


def counted_of(rates: Rates, *, gross_weekly: Decimal, pension_weekly: Decimal) -> Decimal:
    """What counts of steady employed pay in a week, to the penny. Figures already checked."""
    return pence(_Deductions(rates, gross_weekly, pension_weekly, self_employed=False).counted(gross_weekly))


def judge_steady(
    rates: Rates, *, hours: Decimal | None, counted_weekly: Decimal, supported: bool
) -> tuple[Verdict, Decimal | None]:
    """The verdict on steady work, and the weekly limit of the route it uses; None where it uses none."""
    limits = _limits(rates)
    verdict, route = _judge(_Row(hours, counted_weekly), limits, supported)
    return verdict, None if route is None else limits.lower if route == "lower_limit" else limits.higher


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
    if row.away:
        return "within", "higher_limit"
    if row.hours is None:
        return "unknown", None
    return ("within", "higher_limit") if row.hours < limits.hours_under else ("breach", None)


def _verdict(
    request: PermittedWorkRequest, rows: tuple[_Row, ...], average: _Row, limits: Limits
) -> tuple[Verdict, Route | None]:
    if request.engagement == "voluntary" and (not is_unpaid(request) or not request.other_jobs):
        return ("within", "voluntary") if is_unpaid(request) else ("unknown", None)
    if request.engagement == "placement" and is_unpaid(request):
        approved = approved_before_start(request)
        if not approved:
            return ("unknown" if approved is None else "breach"), None
        if not request.other_jobs:
            return "within", "placement"
    verdict, route = _judge(average, limits, request.supported)
    if len(rows) == 1 or verdict == "unknown":
        return verdict, route
    judged = [row for row in rows if not (row.away and row.counted is None)]
    every_week = all(_judge(row, limits, request.supported)[0] == "within" for row in judged)
    if every_week == (verdict == "within"):
        return verdict, route
    return "ask_dwp", route


def _missing(request: PermittedWorkRequest, average: _Row, verdict: Verdict) -> tuple[str, ...]:
    if verdict != "unknown":
        return ()
    if request.engagement == "voluntary":
        return ("engagement",)
    if request.engagement == "placement" and is_unpaid(request):
        return ("placement_approved_before_start",)
    names = [] if average.hours is not None or request.supported else ["hours"]
    if average.counted is None:
        if request.hourly_rate is None:
            names.append("pay")
        elif "hours" not in names:
            names.append("hours")
    return tuple(names)


def _headroom(request: PermittedWorkRequest, rows: tuple[_Row, ...], route: Route | None, limits: Limits) -> Headroom:
    if route in ("voluntary", "placement") or _paid_volunteer(request):
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


def _paid_volunteer(request: PermittedWorkRequest) -> bool:
    return request.engagement == "voluntary" and not is_unpaid(request)


def _pay_is_told(request: PermittedWorkRequest) -> bool:
    return any(getattr(request, field) is not None for field in PAY_FIELDS)


def _most_an_hour(request: PermittedWorkRequest, hours: Decimal, limits: Limits) -> Decimal:
    """Pay this low is below every tax threshold, so only half of the pension stands between gross and counted."""
    half_pension = Decimal(0) if request.net_weekly is not None else pension_weekly_of(request) / 2
    return ((limits.higher + half_pension) / hours).quantize(PENNY, rounding=ROUND_FLOOR)


def _tests(request: PermittedWorkRequest, average: _Row, limits: Limits, rates: Rates) -> tuple[Step, ...]:
    if request.engagement in ("voluntary", "placement") and is_unpaid(request) and not request.other_jobs:
        return words.unpaid_steps(request.engagement)
    if _paid_volunteer(request):
        return (Step("Voluntary work with pay: what the pay is decides how it is judged"),)
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
    unpaid = is_unpaid(request)
    unpaid_placement = request.engagement == "placement" and unpaid and not approved_before_start(request)
    told: tuple[tuple[bool, str], ...] = (
        (fails_on_hours_alone, words.hours_alone(limits.hours_under, limits.higher, rates["minimum_wage.nlw"])),
        (len(rows) > 1, words.AVERAGING),
        (verdict == "ask_dwp", words.ASK_DWP),
        (request.supported, words.SUPPORTED_HOURS),
        (request.engagement == "self_employed", words.TEST_TRADING),
        (request.engagement == "voluntary" and unpaid, words.VOLUNTARY),
        (_paid_volunteer(request), words.PAID_VOLUNTARY),
        (request.engagement == "placement" and not unpaid, words.PAID_PLACEMENT),
        (route == "placement" and not _pay_is_told(request), words.PLACEMENT_WITHOUT_PAY),
        (
            request.placement_approved_on is not None and request.placement_approved_on == request.placement_starts_on,
            words.SAME_DAY,
        ),
        (any(row.away for row in rows), words.AWAY),
        (bool(request.other_jobs), words.OTHER_JOBS),
        (unpaid_placement, words.UNAPPROVED_PLACEMENT),
        (request.net_weekly is not None and pension_weekly_of(request) > 0, words.NET_AND_PENSION),
        (below_living_wage(request, rates["minimum_wage.nlw"]), words.below_living_wage(rates["minimum_wage.nlw"])),
        (has_net_only(request), words.NET_PAY_IS_NOT_JUDGED),
        (
            verdict != "breach" and bool(average.counted) and taxed > rates["income_tax.personal_allowance"],
            words.tax_trap(esa, pence(income_tax(rates, min(taxed, MOST_TAXABLE)))),
        ),
    )
    return tuple(text for bears, text in told if bears)
