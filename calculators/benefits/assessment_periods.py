"""The monthly periods of Universal Credit: when each begins and ends, and the day it is paid."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence, say
from calculators.given import check_day, check_money
from calculators.working_days import ONE_DAY, holidays_known, working_day_before

PAID_AFTER = timedelta(days=7)
MOST_PERIODS = 24
_CHECKED = date(2026, 11, 25)

RULES: tuple[Rule, ...] = (
    Rule(
        text="A period is one month from the first day of entitlement, and each next one begins on that day of the "
        "month: on the last day of every month for a claim of a 31st; for a 29th or 30th on 27 February, or on 28 "
        "February in a leap year.",
        source="UC Regs 2013 reg 21(1)-(2)",
        checked=_CHECKED,
    ),
    Rule(
        text="A period ends the day before the next one begins. Payment is due seven days after its end.",
        source="Claims and Payments Regs 2013 reg 47(1)-(2) says within seven days; that it is the seventh, adviser "
        "pages",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="A payment due on a weekend or bank holiday is made on the working day before.",
        source="DWP statements 2017 to 2024",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="A claim within six months of the last award keeps its day of the month, but not after prison: a claim "
        "on release begins a cycle of its own.",
        source="UC Regs 2013 reg 21(3C)(b)(ii)",
        checked=_CHECKED,
    ),
    Rule(
        text="Where the claim is backdated and DWP keeps the cycle, the first period is a stump: its days times the "
        "monthly award times 12 over 365. Backdating reaches one month at most, for listed causes; prison and a "
        "missing telephone are not among them.",
        source="UC Regs 2013 reg 21A; Claims and Payments Regs 2013 reg 26(2)-(3)",
        checked=_CHECKED,
    ),
    Rule(
        text="How DWP pays in a month that has no such day was not found: seven days after the end is the latest.",
        source="not found",
        checked=_CHECKED,
        status="unconfirmed",
    ),
)


class Period(msgspec.Struct, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """One assessment period, both days included. `due_on` is the seventh day after it, `paid_on` a working day."""

    start: date
    end: date
    due_on: date
    paid_on: date


def start_in(day: int, year: int, month: int) -> date:
    """The day on which the period of that month begins, for a cycle of the `day`th (1 to 31)."""
    if day == 31:
        return date(year, month, monthrange(year, month)[1])
    if day >= 29 and month == 2:
        return date(year, month, 28 if isleap(year) else 27)
    return date(year, month, day)


def start_holding(day: int, on: date) -> date:
    """The first day of the period that holds `on`, for a cycle of the `day`th."""
    this = start_in(day, on.year, on.month)
    if this <= on:
        return this
    before = on.replace(day=1) - ONE_DAY
    return start_in(day, before.year, before.month)


def periods_from(first: date, count: int, day: int | None = None) -> tuple[Period, ...]:
    """So many periods, the earliest beginning on `first`. `day` is the day of the cycle where `first` is not on it."""
    day = day or first.day
    months = (first.year * 12 + first.month - 1 + number for number in range(1, count + 1))
    starts = [first, *(start_in(day, month // 12, month % 12 + 1) for month in months)]
    return tuple(_period(start, after - ONE_DAY) for start, after in pairwise(starts))


def _period(start: date, end: date) -> Period:
    due = end + PAID_AFTER
    return Period(start=start, end=end, due_on=due, paid_on=working_day_before(due + ONE_DAY))


def stump_award(monthly: Decimal, days: int) -> Decimal:
    """What is paid for a first period of so many days, unrounded (reg 21A)."""
    return monthly * 12 * days / 365


class AssessmentPeriodsRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claim_on` is the day of the claim. `backdated_to` is the first day paid for, where that is earlier;
    `cycle_kept` says whether DWP keeps the cycle of the claim then. `award_monthly` gives the stump its pounds."""

    claim_on: date
    periods: int = 6
    backdated_to: date | None = None
    cycle_kept: bool = False
    award_monthly: Decimal | None = None


class AssessmentPeriodsResult(Result, frozen=True, kw_only=True):
    """The periods in order, and the first payment. `stump_days` and its award only where the cycle is kept."""

    periods: tuple[Period, ...]
    first_payment_due_on: date
    first_payment_on: date
    days_to_first_payment: int
    stump_days: int | None = None
    stump_award: Pounds | None = None


def assessment_periods(request: AssessmentPeriodsRequest) -> AssessmentPeriodsResult:
    """The periods of one claim with their payment days. Raises RequestError for what cannot be true."""
    check_day("claim_on", request.claim_on)
    check_money("award_monthly", request.award_monthly)
    if not 1 <= request.periods <= MOST_PERIODS:
        raise RequestError("periods", f"From 1 to {MOST_PERIODS} periods are worked out.")
    back = request.backdated_to
    if back is not None and not request.claim_on - relativedelta(months=1) <= back < request.claim_on:
        raise RequestError("backdated_to", "Backdating reaches at most one month before the claim.")
    stump = (request.claim_on - back).days if back is not None and request.cycle_kept else None
    if stump is None:
        found = periods_from(back or request.claim_on, request.periods)
    else:
        found = periods_from(request.claim_on, request.periods - 1)
        found = (_period(back or request.claim_on, request.claim_on - ONE_DAY), *found)
    first = found[0]
    paid = None if stump is None or request.award_monthly is None else stump_award(request.award_monthly, stump)
    return AssessmentPeriodsResult(
        periods=found,
        first_payment_due_on=first.due_on,
        first_payment_on=first.paid_on,
        days_to_first_payment=(first.paid_on - request.claim_on).days,
        stump_days=stump,
        stump_award=None if paid is None else pence(paid),
        steps=(
            Step(f"The first period ends on {say(first.end)}, the day before the next begins.", source=RULES[0].source),
            Step(f"Seven days after: due on {say(first.due_on)}.", source="Claims and Payments Regs 2013 reg 47"),
            Step(f"A working day: paid on {say(first.paid_on)}.", source=RULES[2].source),
        ),
        warnings=payment_warnings(found),
    )


def payment_warnings(found: tuple[Period, ...]) -> tuple[str, ...]:
    """What to say of the payment days of these periods."""
    told = ["Payment days are as advisers report them, not read in the law: the journal shows the real ones."]
    if not all(holidays_known(period.due_on) for period in found):
        told.append("Bank holidays are not held that far: a payment day may be wrong.")
    return tuple(told)
