"""The period that is looked at: a month, a quarter, a year, a funding year, everything, or days that were typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.reports.figures import Period, period_of, quarter_of

Kind: TypeAlias = Literal["all", "month", "quarter", "year", "funding_year", "typed"]
KINDS: dict[Kind, str] = {
    "all": "Everything",
    "month": "A month",
    "quarter": "A quarter",
    "year": "A calendar year",
    "funding_year": "A year from April",
}
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12, "funding_year": 12}
_DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True):
    """What kind of period, and its days, both inside; `first` is None for everything."""

    kind: Kind
    first: date | None
    last: date

    def period(self, today: date) -> Period:
        """The days counted, ending today at the latest. Raises Unfit for days that cannot be."""
        return period_of(self.first, self.last, today)


def span(kind: Kind, day: date) -> Span:
    """Return the span of a kind that holds a day; for "all", everything up to it."""
    match kind:
        case "month":
            first = day.replace(day=1)
        case "quarter":
            first = quarter_of(day)[0]
        case "year":
            first = day.replace(month=1, day=1)
        case "funding_year":
            first = date(day.year - (day.month < 4), 4, 1)
        case _:
            return Span("all", None, day)
    return Span(kind, first, first + relativedelta(months=_MONTHS[kind]) - _DAY)


def moved(from_: Span, by: int, today: date) -> Span | None:
    """Return the span before (-1) or after (1); None where nothing can have happened in it yet, or ever."""
    if from_.first is None:
        return span("quarter", today) if by < 0 else None
    if from_.kind == "typed":
        length = (from_.last - from_.first + _DAY) * by
        to = Span("typed", from_.first + length, from_.last + length)
    else:
        to = span(from_.kind, from_.first + relativedelta(months=_MONTHS[from_.kind] * by))
    return None if to.first is None or to.first > today or to.first.year < 1990 else to


def title(of: Span, today: date) -> str:
    """Return what a span is called: "Oct to Dec 2026, so far"."""
    if of.first is None:
        return f"Everything up to {say.day(today, today)} {today.year}"
    match of.kind:
        case "month":
            told = say.month(of.first)
        case "year":
            told = str(of.first.year)
        case "typed":
            told = f"{say.day(of.first, of.last)} to {say.day(of.last, of.last)} {of.last.year}"
        case _:
            told = f"{say.month(of.first)} to {say.month(of.last)}"
    return f"{told}, so far" if of.last > today else told
