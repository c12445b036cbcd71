"""Days of which less than the day is known: they sort and count as the day entered for them, and never are told as it.

An event as it is read (`history.to_read`) carries such a day, so that whatever is made of it, near or far, tells no
more than was said. What is stored is a plain day beside how well it is known.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal


class Roughly(date):
    """A day entered where nobody knows the day. What is counted from it is as rough as it is."""

    __slots__ = ()


class InMonth(Roughly):
    """Some day of this month."""

    __slots__ = ()


class NotKnown(Roughly):
    """A day of which nobody said even the month."""

    __slots__ = ()


_KINDS: dict[str, type[Roughly]] = {"month": InMonth, "unknown": NotKnown}


def as_known(day: date, precision: str) -> Roughly:
    """Return a day that knows it is only known to the month, or not at all."""
    return _KINDS[precision].fromordinal(day.toordinal())


def precision_of(day: date) -> Literal["day", "month", "unknown"]:
    """Return how well a day is known."""
    return "month" if isinstance(day, InMonth) else "unknown" if isinstance(day, NotKnown) else "day"


def plain(day: object) -> date:
    """Return a rough day as the day entered for it: for what is stored, and for sums that know of no other.

    A writer of JSON calls it for what it does not know.
    """
    if isinstance(day, date):
        return date.fromordinal(day.toordinal())
    raise TypeError(f"{type(day).__name__} is nothing to write")


def bounds(day: date) -> tuple[date | None, date | None]:
    """Return the first and the last day it can have been; None where nobody said the month either."""
    if isinstance(day, NotKnown):
        return None, None
    return month_round(day) if isinstance(day, InMonth) else (day, day)


def earliest(day: date) -> date:
    """Return the first day it can have been, as rough as it is; the day entered where nobody said the month either."""
    return day.replace(day=1) if isinstance(day, InMonth) else day


def latest(day: date) -> date:
    """Return the last day it can have been, likewise."""
    return day.replace(day=monthrange(day.year, day.month)[1]) if isinstance(day, InMonth) else day


def month_round(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month that a day lies in."""
    return date(day.year, day.month, 1), date(day.year, day.month, monthrange(day.year, day.month)[1])
