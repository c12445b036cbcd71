"""The six months of a session: one row a Universal Credit month, and what is uneven about them, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from calculators.benefits.pay_periods import PayPeriod, PayPeriodsResult
from ipstui.casework import say

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


class MonthRow(msgspec.Struct, frozen=True, kw_only=True):
    """One Universal Credit month. Pounds; None is not known. `uneven` marks one with more wages than usual, or none, or
    with money besides the wages."""

    start: date
    end: date
    pay_days: tuple[date, ...]
    pay: Decimal | None
    award: Decimal | None
    paid_on: date
    total: Decimal | None
    uneven: bool


def rows_of(result: PayPeriodsResult) -> tuple[MonthRow, ...]:
    """Return the months in their order."""
    usual = _usual(result.periods)
    begun = next((period.start for period in result.periods if _wages(period)), date.max)
    return tuple(
        MonthRow(
            start=period.start,
            end=period.end,
            pay_days=period.pay_days,
            pay=period.earnings,
            award=period.uc_award,
            paid_on=period.paid_on,
            total=period.total,
            uneven=_wages(period) > usual or bool(period.besides) or (not _wages(period) and period.start > begun),
        )
        for period in result.periods
    )


def uneven_said(result: PayPeriodsResult) -> tuple[str, ...]:
    """Return a sentence for each month that holds more wages than usual, other money from the job, or no wage although
    the job has begun; the months after the last wage share one.

    "In June two wages fall into one period: £312.40 less Universal Credit, £85.20 on Tue 14 Jul." A month is called
    by the month in which its period begins.
    """
    usual, periods = _usual(result.periods), result.periods
    plain = next((p for p in periods if _wages(p) == usual and not p.besides and p.uc_award is not None), None)
    last = max((place for place, period in enumerate(periods) if period.pay_days), default=0)
    return tuple(
        _uneven(period, plain, no_more=place == last + 1)
        for place, (row, period) in enumerate(zip(rows_of(result), periods, strict=True))
        if row.uneven and place <= last + 1
    )


def unknown_said(result: PayPeriodsResult) -> tuple[str, ...]:
    """Return from which month on nothing is worked out, and why; () where all of them are."""
    unknown = next((period for period in result.periods if period.why), None)
    if unknown is None:
        return ()
    return (f"From {say.day(unknown.start, unknown.start)}: {unknown.why.partition(':')[0].rstrip('.')}.",)


def _uneven(period: PayPeriod, plain: PayPeriod | None, *, no_more: bool) -> str:
    month, what = _MONTHS[period.start.month - 1], _what(period)
    when = f"From {month} on" if no_more else f"In {month}"
    if plain is None or plain.uc_award is None or period.uc_award is None:
        return f"{when} {what}: Universal Credit of it is not known."
    less, paid = plain.uc_award - period.uc_award, say.day(period.paid_on, period.start)
    change = f"{say.money(abs(less))} {'less' if less > 0 else 'more'} Universal Credit, {say.money(period.uc_award)}"
    told = change if less else f"Universal Credit stays {say.money(period.uc_award)}"
    rent = (period.rent_to_pay or Decimal(0)) - (plain.rent_to_pay or Decimal(0))
    if None in (period.rent_to_pay, plain.rent_to_pay):
        return f"{when} {what}: {told} on {paid}; the rent to pay then is not known."
    more = f"; {say.money(abs(rent))} {'more' if rent > 0 else 'less'} rent to pay" if rent else ""
    return f"{when} {what}: {told} on {paid}{more}."


def _what(period: PayPeriod) -> str:
    """What is uneven about one period, in words."""
    wages = _wages(period)
    if period.besides:
        return (
            f"{say.money(period.besides)} comes besides the wage"
            if wages
            else f"only {say.money(period.besides)} comes"
        )
    return f"{_COUNTS.get(wages, str(wages))} wages fall into one period" if wages else "no wage falls into the period"


def _usual(periods: Sequence[PayPeriod]) -> int:
    """How many wages a period usually holds: the commonest number, the fewer of two; 0 without any."""
    counts = Counter(_wages(period) for period in periods if _wages(period))
    return min(counts, key=lambda number: (-counts[number], number), default=0)


def _wages(period: PayPeriod) -> int:
    """How many wages the period holds; what an older version kept had no other money."""
    return len(period.pay_days) if period.wages is None else period.wages
