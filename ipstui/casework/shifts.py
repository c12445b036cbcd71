"""Hours of the week as people type them: "Mon-Fri 9-17; Sat 18:00-01:00", read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ipstui.casework.checks import Unfit

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SETS = {"daily": range(7), "every day": range(7), "weekdays": range(5), "weekends": (5, 6)}
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?\s*(?:am|pm)?"
_HOURS = re.compile(rf"({_CLOCK})\s*(?:-|\u2013|to)\s*({_CLOCK})$")
_BARE_HOUR = re.compile(r"[1-9](?:[:.][0-9]{2})?|1[0-2]")
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?$")


def read_shifts(text: str, field: str = "weekly") -> tuple[dict[str, Any], ...]:
    """Return the rows the licence check reads: days (Monday 0), from, to. An end up to the start is next day.

    Hours without days are for the days named before them, or for every day. Raises Unfit for what cannot be
    read, or is no time of day.
    """
    parts = [part.strip() for part in re.split(r"[;\n]", text.casefold()) if part.strip()]
    rows: list[dict[str, Any]] = []
    for part in parts:
        rows.append(_row(part, field, rows[-1]["days"] if rows else list(range(7))))
    return tuple(rows)


def _row(part: str, field: str, days: list[int]) -> dict[str, Any]:
    found = _HOURS.search(part)
    if not found:
        raise Unfit(field, f"“{part}” is not hours. Type days and times: Mon-Fri 9-17; Sat 18:00-01:00.")
    start, end = _time(found[1], field), _time(found[2], field, end=True)
    if start == end:
        raise Unfit(field, f"“{part}” ends when it starts.")
    if end < start < "13" and _BARE_HOUR.fullmatch(found[2]):
        # Nobody types 9-5 for twenty hours, and a night that ends at five is too grave to guess.
        raise Unfit(field, f"“{part}”: does it end in the morning or the afternoon? Type {found[2]}am or {found[2]}pm.")
    named = part[: found.start()].strip(" ,:")
    return {"days": _days(named, field) if named else days, "from": start, "to": end}


def _time(text: str, field: str, *, end: bool = False) -> str:
    found = _TIME.match(text.strip())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else 99
        if (hour < 24 and minute < 60) or (end and (hour, minute) == (24, 0)):
            return f"{hour:02d}:{minute:02d}"
    raise Unfit(field, f"“{text.strip()}” is not a time of day.")


def _days(text: str, field: str) -> list[int]:
    if text in _SETS:
        return list(_SETS[text])
    days: set[int] = set()
    for part in re.split(r"[,\s]+|\band\b", re.sub(r"\s*(?:-|\u2013|\bto\b)\s*", "-", text)):
        if not part:
            continue
        first, _, last = part.partition("-")
        low, high = _day(first, field), _day(last or first, field)
        days |= set(range(low, high + 1)) if low <= high else {*range(low, 7), *range(high + 1)}
    return sorted(days)


def _day(text: str, field: str) -> int:
    stem = text.removesuffix("s")
    found = [number for number, name in enumerate(_NAMES) if len(stem) >= 2 and name.startswith(stem)]
    if len(found) != 1:
        raise Unfit(field, f"“{text}” is not a day of the week.")
    return found[0]


def write_shifts(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as they would be typed; one that another program left otherwise, as it stands."""
    return "; ".join(map(_write_row, rows))


def _write_row(row: Mapping[str, Any]) -> str:
    try:
        return f"{_write_days(row['days'])} {row['from']}-{row['to']}"
    except (KeyError, TypeError, IndexError):
        return str(row)


def _write_days(days: Iterable[int]) -> str:
    listed = sorted(days)
    runs: list[list[int]] = []
    for day in listed:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [name[:3].capitalize() for name in _NAMES]
    return " ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs)
