"""Wall-clock hours in England turned into instants, so that shifts, curfews and journeys can be held together.

Instants are whole minutes since the first of January of year 1, UTC. A time the clocks skip is the moment
they jump; a time that comes twice is the first as a start and the second as an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from calculators.explain import RequestError

LONDON = ZoneInfo("Europe/London")
DAY = 1440  # minutes
ONE_DAY = timedelta(days=1)
MARGIN = 15  # minutes to spare below which a journey home is tight; our judgement
FAR = 120  # minutes between shift and curfew that are enough without knowing the journey; our judgement
REPORTING = 15  # minutes allowed for reporting; our judgement
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)", re.ASCII)


class Span(msgspec.Struct, frozen=True):
    """From and to as minutes after midnight of a day; `end` is past 1440 where it falls on the next day."""

    start: int
    end: int
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


class Shift(msgspec.Struct, frozen=True):
    """One stretch of the proposal: a shift, or with `timed` False a day on which it goes on.

    `start` and `end` are instants. `near` is False for days past the horizon, looked at only because
    something begins or ends there.
    """

    day: date
    start: int
    end: int
    near: bool = True
    timed: bool = True
    overnight: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose terms it is held against: its own, and the next where it passes midnight."""
        return (self.day, self.day + ONE_DAY) if self.overnight else (self.day,)


def minutes(field: str, text: str, *, end: bool = False) -> int:
    """HH:MM as minutes after midnight; 24:00 only as an end. Raises RequestError."""
    found = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    value = int(found[1]) * 60 + int(found[2]) if found else DAY + 1
    if value > DAY or (value == DAY and not end):
        extra = " (24:00 only as an end)" if value == DAY else ""
        raise RequestError(field, f"There is no time {text!r}: write one like 09:30{extra}.")
    return value


def span(field: str, start: str, end: str, what: str, days: tuple[int, ...] | None = None) -> Span:
    """A stretch of hours, the end on the next day where it is not after the start. Raises RequestError."""
    first = minutes(f"{field}.from", start)
    last = minutes(f"{field}.to", end, end=True)
    if first == last or (first == 0 and last == DAY and what == "curfew"):
        problem = "A curfew cannot last the whole day." if what == "curfew" else f"The {what} ends when it starts."
        raise RequestError(f"{field}.to", problem)
    if days is not None:
        if not days or any(not 0 <= day <= 6 for day in days):
            raise RequestError(f"{field}.days", "Days are numbers from 0, Monday, to 6, Sunday.")
        return Span(first, last if last > first else last + DAY, tuple(sorted(set(days))))
    return Span(first, last if last > first else last + DAY)


def instant(day: date, minute: int, *, end: bool = False) -> int:
    """The instant of a wall-clock minute of a day; past 1440 it is on the day after."""
    ordinal = day.toordinal() + minute // DAY
    minute %= DAY
    offset = _steady_offset(ordinal)
    if offset is None:
        return _careful(ordinal, minute, end)
    return ordinal * DAY + minute - offset


@lru_cache(maxsize=4096)
def _steady_offset(ordinal: int) -> int | None:
    """Minutes ahead of UTC on a day, None where the clocks change on it."""
    day = datetime.fromordinal(ordinal)
    offsets = {
        at.replace(tzinfo=LONDON).utcoffset() for at in (day, day.replace(hour=12), day.replace(hour=23, minute=59))
    }
    found = offsets.pop()
    return None if offsets or found is None else int(found.total_seconds()) // 60


@lru_cache(maxsize=1024)
def _careful(ordinal: int, minute: int, end: bool) -> int:
    naive = datetime.fromordinal(ordinal) + timedelta(minutes=minute)
    if _skipped(naive):
        while _skipped(naive):
            naive -= timedelta(minutes=1)
        return _careful(ordinal, naive.hour * 60 + naive.minute, end) + 1
    utc = naive.replace(tzinfo=LONDON, fold=1 if end else 0).astimezone(UTC)
    return utc.toordinal() * DAY + utc.hour * 60 + utc.minute


def _skipped(naive: datetime) -> bool:
    """Whether the clocks skip this time. Python takes it without a word: only the way back shows it."""
    local = naive.replace(tzinfo=LONDON)
    return local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive


def wall(moment: int) -> str:
    """An instant as HH:MM on the clocks of England."""
    minute = wall_minute(moment, date.fromordinal(moment // DAY)) % DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"


def wall_minute(moment: int, day: date) -> int:
    """An instant as the wall-clock minutes after midnight of a day; past 1440 it is on the day after."""
    offset = _steady_offset(moment // DAY)
    if offset is None:
        utc = datetime.fromordinal(moment // DAY).replace(tzinfo=UTC) + timedelta(minutes=moment % DAY)
        local = utc.astimezone(LONDON)
        return (local.toordinal() - day.toordinal()) * DAY + local.hour * 60 + local.minute
    return moment + offset - day.toordinal() * DAY


def clock_changes(first: date, last: date) -> Iterator[date]:
    """The days between two days, both inside, on which the clocks change."""
    day = first
    while day <= last:
        if day.month in (3, 10) and day.weekday() == 6 and _steady_offset(day.toordinal()) is None:
            yield day
        day += ONE_DAY


def on_day(day: date, hours: Span, *, near: bool = True) -> Shift:
    """The hours as a shift that starts on a day."""
    return Shift(
        day,
        instant(day, hours.start),
        instant(day, hours.end, end=True),
        near=near,
        overnight=hours.end > DAY,
    )


class Gap(msgspec.Struct, frozen=True):
    """How near a shift comes to hours it must leave free. `minutes` is below zero where they meet.

    `before` is True where the hours come before the shift; `edge` is their near end, as an instant.
    """

    minutes: int
    before: bool
    edge: int


def nearest(shift: Shift, blocks: Iterable[tuple[int, int]]) -> Gap | None:
    """The nearest of the blocks (pairs of instants), a meeting first; None where there are none."""
    found: Gap | None = None
    for start, end in blocks:
        if start < shift.end and shift.start < end:
            gap = Gap(-1, shift.start >= start, end if shift.start >= start else start)
        elif start >= shift.end:
            gap = Gap(start - shift.end, False, start)
        else:
            gap = Gap(shift.start - end, True, end)
        if found is None or (gap.minutes, gap.edge) < (found.minutes, found.edge):
            found = gap
    return found
