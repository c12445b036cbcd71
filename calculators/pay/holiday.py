"""Paid holiday: 12.07% of the hours worked where hours are irregular, 5.6 weeks a year otherwise."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

import msgspec

from calculators.explain import Hours, RequestError, Result, Rule, Step
from calculators.given import check_hours

SHARE = Decimal("0.1207")
WEEKS_A_YEAR = Decimal("5.6")
MOST_DAYS = Decimal(28)
_MOST_HOURS = Decimal(24 * 31)
_SOURCE = "WTR 1998 regs 15B-15F (SI 2023/1426)"
_CHECKED = date(2026, 11, 25)
Days = Annotated[Decimal, msgspec.Meta(extra={"unit": "hours"})]

RULES: tuple[Rule, ...] = (
    Rule(
        text="Irregular hours or part of the year: 12.07% of the hours worked in each pay period, on its last day. "
        "Less than half an hour is dropped, half an hour or more is an hour. At most 28 days a year. Hours are "
        "irregular where the paid hours are wholly or mostly variable under the contract.",
        source=_SOURCE,
        checked=_CHECKED,
    ),
    Rule(
        text="Everybody else: 5.6 weeks a year, at most 28 days. Leave not taken is paid when the job ends, and is "
        "earnings for Universal Credit then.",
        source=_SOURCE,
        checked=_CHECKED,
    ),
)


class HolidayRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With `irregular_hours` give `hours_in_pay_period`, otherwise the hours and the days of a week."""

    irregular_hours: bool
    hours_in_pay_period: Decimal | None = None
    hours_a_week: Decimal | None = None
    days_a_week: Decimal | None = None


class HolidayResult(Result, frozen=True, kw_only=True):
    """Hours built up in a pay period, exact and as they count; or the hours and days of a whole year."""

    accrued_hours_exact: Hours | None = None
    accrued_hours: Hours | None = None
    yearly_hours: Hours | None = None
    yearly_days: Days | None = None


def holiday(request: HolidayRequest) -> HolidayResult:
    """Paid leave built up. Raises RequestError for what cannot be true."""
    check_hours("hours_in_pay_period", request.hours_in_pay_period, _MOST_HOURS)
    check_hours("hours_a_week", request.hours_a_week)
    if request.days_a_week is not None and not 0 < request.days_a_week <= 7:
        raise RequestError("days_a_week", "A week has up to 7 days.")
    return _irregular(request) if request.irregular_hours else _regular(request)


def _irregular(request: HolidayRequest) -> HolidayResult:
    worked = request.hours_in_pay_period
    if worked is None:
        return HolidayResult(missing=("hours_in_pay_period",))
    exact = worked * SHARE
    return HolidayResult(
        accrued_hours_exact=exact,
        accrued_hours=exact.quantize(Decimal(1), rounding=ROUND_HALF_UP),
        steps=(Step(f"12.07% of {worked} hours is {exact.normalize():f} hours", source=_SOURCE),),
        warnings=("At most 28 days a year build up; in sick leave it is 12.07% of the average of 52 weeks.",),
    )


def _regular(request: HolidayRequest) -> HolidayResult:
    hours, days = request.hours_a_week, request.days_a_week
    missing = tuple(name for name in ("hours_a_week", "days_a_week") if getattr(request, name) is None)
    yearly_days = None if days is None else min(MOST_DAYS, WEEKS_A_YEAR * days)
    yearly_hours = None if hours is None or days is None or yearly_days is None else yearly_days * hours / days
    return HolidayResult(
        yearly_days=yearly_days,
        yearly_hours=yearly_hours,
        steps=(Step("5.6 weeks a year, at most 28 days", source=_SOURCE),),
        missing=missing,
    )
