"""The small pictures of the reports as plain numbers, so that the screen and the printed page draw the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.reports.figures import Figure
from ipstui.reports.weeks import Week


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar; `part` is its length as a share of the longest, from 0 to 1."""

    label: str
    count: int
    text: str
    part: float


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One week of employer contacts. A week of leave has no target."""

    monday: date
    count: int
    leave: bool
    reached: bool

    @property
    def label(self) -> str:
        """The day it begins on."""
        return say.short_day(self.monday, self.monday)


class Dots(msgspec.Struct, frozen=True, kw_only=True):
    """One dot a person along a line of days from nought to `end`, and where the middle is."""

    days: tuple[int, ...]
    median: float
    end: int


def bars(figures: Sequence[Figure]) -> tuple[Bar, ...]:
    """Return a bar a figure, with its count, base and share in words."""
    longest = max((figure.count for figure in figures), default=0)
    return tuple(
        Bar(
            label=figure.label,
            count=figure.count,
            text=told(figure),
            part=figure.count / longest if longest else 0.0,
        )
        for figure in figures
    )


def told(figure: Figure) -> str:
    """Return a count with its base and its share: "54 of 128, 42%"."""
    of = f" of {figure.of}" if figure.of is not None else ""
    return f"{figure.count}{of}" + (f", {figure.whole_percent}%" if figure.whole_percent is not None else "")


def columns(weeks: Sequence[Week], target: int) -> tuple[Column, ...]:
    """Return a column a week, oldest first, held against the contacts a week that are aimed at."""
    return tuple(
        Column(monday=week.monday, count=week.count, leave=week.leave, reached=not week.leave and week.count >= target)
        for week in weeks
    )


def dots(figure: Figure) -> Dots | None:
    """Return the dots of a figure that has a spread of days; None without anybody."""
    spread = figure.spread
    if spread is None:
        return None
    return Dots(days=spread.values, median=spread.median, end=-(-max(spread.high, 1) // 30) * 30)
