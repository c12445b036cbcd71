"""What people type for a day and a time, read: "fri 2pm", "+2w", "3 dec", "yesterday". UK order, no clock.

`say.when` writes what was understood, so that a screen can show it while it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Literal, TypeAlias

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean

Lean: TypeAlias = Literal["past", "future", "near"]


class When(msgspec.Struct, frozen=True):
    """A day, and a time to the minute where one was given."""

    on: date
    at: time | None = None


def read_when(text: str, today: date, *, lean: Lean = "near", field: str = "on", now: time | None = None) -> When:
    """Read a day, with a time before or after it; nothing at all, or a time alone, is today.

    `lean` settles what the text leaves open: "past" takes "fri" or "3 jun" as the latest up to today, "future"
    as the first from today, "near" as whichever is closer; a date without its year never goes more than nine
    months that way. "next fri" is the Friday of next week, "last fri" the latest before today. "now" carries a
    time only where the caller gives one. Raises Unfit(field, sentence).
    """
    try:
        return _read(_plain(text), today, lean, now)
    except _Problem as problem:
        raise Unfit(field, str(problem)) from None


class _Problem(Exception):  # noqa: N818 - never leaves this module
    """What is wrong with the text, in a sentence."""


_TIME = re.compile(
    r"(?<!\S)(?:(?:at|@) ?)?"
    r"(?P<time>(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm)|"
    r"(?P<hour24>\d{1,2})(?P<mark>[:.])(?P<minute24>\d{2})|noon|midday)(?!\S)"
)


_DASHES = {0x2212: "-", 0x2013: "-"}  # a minus sign and an en dash, as pasted from documents


def _plain(text: str) -> str:
    words = clean(text).casefold().replace(",", " ").translate(_DASHES)
    words = re.sub(r"\b([ap])\.m\.?(?!\w)", r"\1m", words)
    return " ".join(re.sub(r"(?<=\d)t(?=\d)", " ", words).split())


def _read(text: str, today: date, lean: Lean, now: time | None) -> When:
    if text == "now":
        return When(today, now.replace(second=0, microsecond=0, tzinfo=None) if now else None)
    rest, at = _take_time(text)
    rest = rest.removeprefix("on ")
    return When(_read_day(rest, today, lean) if rest else today, at)


def _take_time(text: str) -> tuple[str, time | None]:
    found = _TIME.search(text)
    if found is None:
        return text, None
    rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    if found["mark"] == "." and not rest:
        return text, None  # "3.12" alone is a day
    return rest, _time(found)


def _time(found: re.Match[str]) -> time:
    if found["time"] in ("noon", "midday"):
        return time(12)
    if found["half"]:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if not 1 <= hour <= 12:
            raise _Problem(f"there is no {found['time']}: write 2pm or 14:00.")
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    else:
        hour, minute = int(found["hour24"]), int(found["minute24"])
    if hour > 23 or minute > 59:
        raise _Problem(f"there is no time {found['time']}: they run from 00:00 to 23:59.")
    return time(hour, minute)


_PLAIN_DAYS = {
    "today": 0, "tod": 0, "tomorrow": 1, "tom": 1, "tmrw": 1, "yesterday": -1, "yest": -1,
    "next week": 7, "last week": -7,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_NAME = r"[a-z]+\.?"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<year>\d{2}|\d{4}))?"


def _read_day(text: str, today: date, lean: Lean) -> date:
    if text in _PLAIN_DAYS:
        return today + timedelta(days=_PLAIN_DAYS[text])
    for pattern, reader in _FORMS:
        if (found := pattern.fullmatch(text)) is not None and (day := reader(found, today, lean)) is not None:
            return day
    shown = text if len(text) <= 40 else text[:39] + "…"
    raise _Problem(f"“{shown}” is no day that can be read: try “fri 2pm”, “+2w”, “3 dec” or “03/12/2026”.")


def _index(name: str, among: tuple[str, ...]) -> int | None:
    """Where a name, or at least three letters of its beginning, stands in the list."""
    name = name.rstrip(".")
    return next((i for i, full in enumerate(among) if len(name) >= 3 and full.startswith(name)), None)


def _weekday(found: re.Match[str], today: date, lean: Lean) -> date | None:
    wanted = _index(found["weekday"], _WEEKDAYS)
    if wanted is None:
        return None
    ahead = (wanted - today.weekday()) % 7
    match found["which"]:
        case "this":
            days = wanted - today.weekday()
        case "next":
            days = wanted - today.weekday() + 7
        case "last":
            days = (ahead or 7) - 7 if ahead else -7
        case _:
            days = {"future": ahead, "past": ahead - 7 if ahead else 0}.get(lean, ahead if ahead <= 3 else ahead - 7)
    return today + timedelta(days=days)


_SPANS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def _offset(found: re.Match[str], today: date, lean: Lean) -> date:
    parts = found.groupdict()
    count = 1 if parts["count"] in ("a", "an", "one") else int(parts["count"])
    backwards = parts.get("sign") == "-" or parts.get("which") == "last" or parts.get("ago") is not None
    span = _SPANS[(parts["unit"] or "d")[0]]
    step = relativedelta(**{span: -count if backwards else count})  # type: ignore[arg-type]
    try:
        return today + step
    except (ValueError, OverflowError):
        raise _Problem("that is too many years from today.") from None


def _month(found: re.Match[str], today: date, lean: Lean) -> date:
    return today + relativedelta(months=-1 if found["which"] == "last" else 1)


def _named(found: re.Match[str], today: date, lean: Lean) -> date | None:
    month = _index(found["month"], _MONTHS)
    weekday = _index(found["weekday"], _WEEKDAYS) if found["weekday"] else None
    if month is None or (found["weekday"] and weekday is None):
        return None
    return _dated(int(found["day"]), month + 1, found["year"], today, lean, weekday)


def _figures(found: re.Match[str], today: date, lean: Lean) -> date:
    if int(found["month"]) > 12 >= int(found["day"]) > 0 and int(found["month"]) <= 31:
        raise _Problem(f"there is no month {int(found['month'])}: the day comes first, as in 31/12.")
    return _dated(int(found["day"]), int(found["month"]), found["year"], today, lean)


def _dated(day: int, month: int, year: str | None, today: date, lean: Lean, weekday: int | None = None) -> date:
    if not 1 <= month <= 12:
        raise _Problem(f"there is no month {month}.")
    name = say.sentence(_MONTHS[month - 1])
    if not 1 <= day <= (date(2001, month % 12 + 1, 1) - timedelta(days=1)).day + (month == 2):
        raise _Problem(f"{name} has no day {day}.")
    if year is not None:
        chosen = _on(_full(int(year), today) if len(year) == 2 else int(year), month, day)
        if chosen is None:
            raise _Problem(f"there is no {day} {name} in {year}.")
    else:
        years = range(today.year - 1, today.year + 2)
        found = [each for y in years if (each := _on(y, month, day)) is not None]
        if not found:
            raise _Problem(f"there is no {day} {name} near this year: give the year too.")
        chosen = min(found, key=lambda each: _distance(each, today, lean))
        if weekday is not None and chosen.weekday() != weekday:
            # A day written without its year is this year's, which the weekday bears out.
            chosen = next((e for e in found if e.year == today.year and e.weekday() == weekday), chosen)
    if weekday is not None and chosen.weekday() != weekday:
        right, typed = _WEEKDAYS[chosen.weekday()], _WEEKDAYS[weekday]
        raise _Problem(f"{say.short_day(chosen, today)} is a {say.sentence(right)}, not a {say.sentence(typed)}.")
    return chosen


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full(year: int, today: date) -> int:
    """Return a year of two figures in full: up to 30 years ahead, else in the past."""
    full = today.year - today.year % 100 + year
    return full if full <= today.year + 30 else full - 100


_NEARLY_A_YEAR = 275


def _distance(day: date, today: date, lean: Lean) -> tuple[bool, int]:
    away = (day - today).days
    leaning = lean == "near" or (away <= 0 if lean == "past" else away >= 0)
    # "3 dec" typed in November is hardly last year's, even of a thing past: better refused than misread.
    return (not leaning or (lean != "near" and abs(away) > _NEARLY_A_YEAR), abs(away))


_UNIT = r"(?P<unit>d|w|m|y|days?|weeks?|wks?|months?|years?)"
_Reader: TypeAlias = Callable[[re.Match[str], date, Lean], date | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:(?P<which>this|next|last) )?(?P<weekday>{_NAME})", _weekday),
        (r"(?P<which>next|last) month", _month),
        (rf"(?P<sign>[+-]) ?(?P<count>\d{{1,5}}) ?{_UNIT}?", _offset),
        (rf"in (?P<count>\d{{1,5}}|an?|one) ?{_UNIT}", _offset),
        (rf"(?P<count>\d{{1,5}}|an?|one) ?{_UNIT} (?P<ago>ago)", _offset),
        (rf"(?:(?P<weekday>{_NAME}) )?{_ORDINAL}(?: of)? ?(?P<month>{_NAME}){_YEAR}", _named),
        (rf"(?:(?P<weekday>{_NAME}) )?(?P<month>{_NAME}) {_ORDINAL}{_YEAR}", _named),
        (r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})(?:\2(?P<year>\d{4}|\d{2}))?", _figures),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _figures),
    )
)
