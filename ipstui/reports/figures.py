"""One figure of a report, with its rule, base and evidence: the struct that screen, page, command and JSON share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Literal, TypeAlias

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.events import Event

FEWEST = 10
"""Under this base nothing is given as a percentage: a share of seven people says nothing and may point at somebody."""

Unit: TypeAlias = Literal["people", "jobs", "times", "releases"]
Counted: TypeAlias = Mapping[str, Sequence[Event]]
"""The things counted, by id (a client's, a job's, a release's), each with the events that make it count."""


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a report, both inside; `first` is None where it begins with the first record."""

    first: date | None
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether a day lies inside."""
        return (self.first is None or self.first <= day) and day <= self.last


def period_of(first: date | None, last: date | None, today: date) -> Period:
    """Return the period, ending today at the latest: what has not happened is not counted.

    Raises Unfit where it ends before it begins, or lies ahead.
    """
    if first is not None and last is not None and last < first:
        raise Unfit("to", f"the period ends on {last:%Y-%m-%d}, before it begins on {first:%Y-%m-%d}.")
    if first is not None and first > today:
        raise Unfit("from", f"{first:%Y-%m-%d} lies ahead: nothing has happened yet.")
    return Period(first=first, last=min(last or today, today))


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the three calendar months, from January on, that hold a day."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return first, first + relativedelta(months=3, days=-1)


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """How the values behind a figure lie. `values` are all of them, the least first, of no one in particular."""

    median: float
    values: tuple[int, ...]

    @property
    def low(self) -> int:
        """The least."""
        return self.values[0]

    @property
    def high(self) -> int:
        """The most."""
        return self.values[-1]

    @property
    def of(self) -> int:
        """How many there are."""
        return len(self.values)


def spread_of(values: Iterable[int]) -> Spread | None:
    """Return the spread of some values; None without any."""
    listed = tuple(sorted(values))
    return Spread(median=float(median(listed)), values=listed) if listed else None


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure is a part of: in words, and by id."""

    words: str
    ids: tuple[str, ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One count. `ids` are the things counted (clients, jobs, releases, events), `events` what shows them.

    `count` is how many things there are, except where one record stands for several (applications made alike).
    `amounts` are sums over the events, by unit: hours, miles, pounds. `benchmark` is the percentage a funder looks for.
    """

    id: str
    label: str
    unit: Unit
    count: int
    rule: str
    ids: tuple[str, ...]
    clients: tuple[str, ...]
    events: tuple[str, ...]
    base: Base | None = None
    spread: Spread | None = None
    amounts: dict[str, Decimal] = {}
    source: str = ""
    status: str = ""
    benchmark: int | None = None

    @property
    def of(self) -> int | None:
        """How many the base has; None where the figure is a part of nothing."""
        return len(self.base.ids) if self.base is not None else None

    @property
    def percent(self) -> float | None:
        """The share of the base to one decimal, halves up; None without a base of at least ten."""
        return _share(self.count, self.of, Decimal("0.1"))

    @property
    def whole_percent(self) -> int | None:
        """The share as it is written in a sentence, to a whole per cent, halves up; None as for `percent`."""
        share = _share(self.count, self.of, Decimal(1))
        return None if share is None else int(share)


def _share(count: int, of: int | None, to: Decimal) -> float | None:
    if of is None or of < FEWEST:
        return None
    return float((Decimal(100 * count) / of).quantize(to, ROUND_HALF_UP))


def figure(
    id: str,
    label: str,
    rule: str,
    counted: Counted,
    *,
    unit: Unit = "people",
    base: Base | None = None,
    count: int | None = None,
    spread: Spread | None = None,
    amounts: dict[str, Decimal] | None = None,
    source: str = "",
    status: str = "",
    benchmark: int | None = None,
) -> Figure:
    """Return the figure for what was counted. The base always holds what is counted, so no share passes 100."""
    events = [event for each in counted.values() for event in each]
    ids = tuple(sorted(counted))
    if base is not None:
        base = Base(words=base.words, ids=tuple(sorted({*base.ids, *ids})))
    return Figure(
        id=id,
        label=label,
        unit=unit,
        count=len(ids) if count is None else count,
        rule=rule,
        ids=ids,
        clients=tuple(sorted({event.client for event in events})),
        events=tuple(dict.fromkeys(event.id for event in events)),
        base=base,
        spread=spread,
        amounts=amounts or {},
        source=source,
        status=status,
        benchmark=benchmark,
    )


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Figures that belong together, under one heading."""

    id: str
    title: str
    figures: tuple[Figure, ...]


class NotCounted(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Somebody who nearly counts for a measure, and why not. `events` show it."""

    client: str
    measure: str
    why: str
    events: tuple[str, ...] = ()


def roughly_told(count: int) -> str:
    """Say how many were counted on a day that nobody knows; "" for none."""
    return f"{say.plural(count, 'event')} counted: the day is only roughly known." if count else ""
