"""Which days a job pays on: every so many weeks, a day of the month, or its last working day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from calculators.working_days import ONE_DAY, working_day_before

Cycle = Literal["weekly", "two_weekly", "four_weekly", "monthly", "last_working_day"]

WEEKS_APART: dict[Cycle, int] = {"weekly": 1, "two_weekly": 2, "four_weekly": 4}
"""The cycles counted in weeks; the other two are counted in months."""
WEEKS_A_MONTH = Decimal(52) / 12


def weeks_of_pay(cycle: Cycle) -> Decimal:
    """How many weeks of work one pay day pays for, on average."""
    return Decimal(WEEKS_APART[cycle]) if cycle in WEEKS_APART else WEEKS_A_MONTH


def last_working_day(year: int, month: int) -> date:
    """The last working day of a month in England and Wales."""
    return working_day_before(date(year, month, monthrange(year, month)[1]) + ONE_DAY)


def pay_days(first: date, cycle: Cycle, until: date) -> Iterator[date]:
    """Every pay day from `first` to `until`, both included.

    Monthly pay falls on the first one's day of the month, on the last day of a month that is too short. With
    `last_working_day` the first is taken as given, since a December wage is often early.
    """
    if cycle in WEEKS_APART:
        for number in range((until - first).days // (7 * WEEKS_APART[cycle]) + 1):
            yield first + timedelta(weeks=WEEKS_APART[cycle] * number)
        return
    day, number = first, 0
    while day <= until:
        yield day
        number += 1
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        month += 1
        if cycle == "monthly":
            day = date(year, month, min(first.day, monthrange(year, month)[1]))
        else:
            day = last_working_day(year, month)
