"""What a better-off sum is asked: the work, the claim, and what is refused before any sum is done."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from calculators.benefits.assessment_periods import start_holding
from calculators.benefits.household import BEFORE_RELEASE, Household, ages_of, check_household
from calculators.benefits.pay_periods_request import Extra
from calculators.explain import RequestError, pence, say
from calculators.given import check_hours, check_money
from calculators.pay.pay_days import Cycle, weeks_of_pay
from calculators.pay.take_home import MOST_TAXABLE

NOTHING = Decimal(0)
MONTHS = Decimal(12)
WEEKS = Decimal(52)
_MOST_HOURS = Decimal(84)
_LEAST_HOURLY = Decimal(1)
LONGEST_PERIOD = timedelta(days=31)


class BetterOffRequest(Household, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What someone's work would be, and the household. Pounds, hours a week.

    `assessment_period_from` is the day the Universal Credit month began, `on` unless given; or `assessment_day` the day
    of the month (1 to 31) on which they begin. `released_on` brings the
    first weeks outside into the result, `pay_cycle` with `first_pay_day` the six periods with their pay days. Of these
    alone speak `net_payslip` (one pay day's net pay, where a payslip is there: it takes the place of the one worked
    out), `last_pay_day` with `last_net`, and `extra`.
    """

    on: date
    hours: Decimal
    hourly_rate: Decimal | None = None
    gross_monthly: Decimal | None = None
    pension_weekly: Decimal = NOTHING
    weekly_travel: Decimal = NOTHING
    assessment_period_from: date | None = None
    assessment_day: int | None = None
    pay_cycle: Cycle | None = None
    first_pay_day: date | None = None
    net_payslip: Decimal | None = None
    last_pay_day: date | None = None
    last_net: Decimal | None = None
    extra: tuple[Extra, ...] = ()


def hourly_of(request: BetterOffRequest) -> Decimal | None:
    """Pounds an hour, worked back from monthly pay where that was given. None at no hours without a rate."""
    if request.hourly_rate is not None:
        return request.hourly_rate
    if request.gross_monthly is None or not request.hours:
        return None
    return request.gross_monthly * MONTHS / WEEKS / request.hours


def check(request: BetterOffRequest) -> tuple[int, ...]:
    """Refuse what cannot be true or is not covered, by its field; return the possible ages. Raises RequestError."""
    ages = ages_of(request, request.on)
    check_household(request, ages)
    check_hours("hours", request.hours)
    if request.hours > _MOST_HOURS:
        raise RequestError("hours", f"More than {_MOST_HOURS} hours a week: check the figure.")
    for field in ("hourly_rate", "gross_monthly", "pension_weekly", "weekly_travel"):
        check_money(field, getattr(request, field))
    _check_pay(request)
    if request.assessment_day is not None and not 1 <= request.assessment_day <= 31:
        raise RequestError("assessment_day", "A day of the month is from 1 to 31.")
    begun = request.assessment_period_from
    if begun is not None and request.assessment_day not in (None, begun.day):
        raise RequestError("assessment_day", "A Universal Credit month that began then is of another day: give one.")
    if begun is not None and not timedelta(0) <= request.on - begun < LONGEST_PERIOD:
        raise RequestError("assessment_period_from", "A Universal Credit month that holds the day in 'on' began then.")
    out, begun = request.released_on, month_begun(request)
    if begun is not None and out is not None and begun < out <= request.on:
        field = "assessment_period_from" if request.assessment_day is None else "assessment_day"
        raise RequestError(field, BEFORE_RELEASE.format(say(out)))
    if request.pay_cycle is not None and request.first_pay_day is None:
        raise RequestError("first_pay_day", "A pay cycle needs its first pay day.")
    if request.first_pay_day is not None and request.pay_cycle is None:
        raise RequestError("pay_cycle", "A first pay day needs the pay cycle.")
    _check_pay_days(request)
    return ages


def _check_pay_days(request: BetterOffRequest) -> None:
    """What only the six periods are asked; the rest of it is checked where they are worked out."""
    given = {"net_payslip": request.net_payslip, "last_pay_day": request.last_pay_day, "extra": request.extra or None}
    told = next((name for name, value in given.items() if value is not None), None)
    if told and request.pay_cycle is None:
        raise RequestError("pay_cycle", "What comes on one pay day needs the pay cycle.")
    check_money("net_payslip", request.net_payslip)
    gross, cycle = gross_monthly_of(request), request.pay_cycle
    if request.net_payslip is None or gross is None or cycle is None:
        return
    if request.net_payslip > pence(gross * MONTHS / WEEKS * weeks_of_pay(cycle)):
        raise RequestError("net_payslip", "That is more than the pay before tax: check how often it is paid.")


def month_begun(request: BetterOffRequest) -> date | None:
    """The day the Universal Credit month that holds `on` began; None where that was not told."""
    if request.assessment_day is None:
        return request.assessment_period_from
    return start_holding(request.assessment_day, request.on)


def gross_monthly_of(request: BetterOffRequest) -> Decimal | None:
    """Pounds a month before tax, from the hours where an hourly rate was given; None without pay."""
    if request.hourly_rate is None:
        return request.gross_monthly
    return request.hourly_rate * request.hours * WEEKS / MONTHS


def _check_pay(request: BetterOffRequest) -> None:
    hourly, monthly = request.hourly_rate, request.gross_monthly
    if hourly is not None and hourly < _LEAST_HOURLY:
        raise RequestError("hourly_rate", f"£{hourly} an hour is not a wage: check the figure.")
    if request.hours and hourly is None and monthly is None:
        raise RequestError("hourly_rate", "Give hourly_rate or gross_monthly: without pay there is no answer.")
    if monthly and not request.hours:
        raise RequestError("hours", "There is pay but no hours.")
    from_hours = gross_monthly_of(request) or NOTHING
    if hourly is not None and monthly is not None and abs(from_hours - monthly) >= Decimal("0.01"):
        raise RequestError(
            "gross_monthly",
            f"£{monthly} is not what {request.hours} hours at £{hourly} come to: give one of the two.",
        )
    gross = (monthly or NOTHING) if hourly is None else from_hours
    if gross * MONTHS > MOST_TAXABLE:
        raise RequestError(
            "gross_monthly" if hourly is None else "hourly_rate",
            "Pay above £100,000 a year is not worked out here.",
        )
    if request.hours and request.pension_weekly * WEEKS > gross * MONTHS:
        raise RequestError("pension_weekly", "The pension contribution is more than the pay.")
