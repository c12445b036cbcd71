"""A day as people type it: "fri", "the 30th", "3 dec", "a week tomorrow", "+2w". UK order, no clock.

Texts come here already made plain: small letters, single spaces, plain dashes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeAlias

from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.typed.clock_time import HOURS, Unreadable

Lean: TypeAlias = Literal["past", "future", "near"]
YEARS = range(1900, 2201)

_PLAIN_DAYS = {
    "today": 0, "tod": 0, "tomorrow": 1, "tom": 1, "tmrw": 1, "tmr": 1, "tmw": 1, "yesterday": -1, "yest": -1,
    "yday": -1, "day after tomorrow": 2, "day before yesterday": -2, "next week": 7, "last week": -7,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_UNITS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TEENS = (
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
_SPELT = (*_UNITS, *_TEENS, *(f"twenty {unit}" for unit in _UNITS), "thirtieth", "thirty first")
_ORDINALS = {word: number for number, word in enumerate(_SPELT, 1)}
_SPELT_ORDINAL = re.compile(rf"\b(?:{'|'.join(sorted(_SPELT, key=len, reverse=True)).replace(' ', '[ -]')})\b")
_WEEKDAY = r"(?P<weekday>[a-z]{2,9}\.?)"
_MAYBE_WEEKDAY = rf"(?:{_WEEKDAY} (?:the )?)?"
_MONTH = r"(?!the\b)(?P<month>[a-z]{3,9})\.?"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?:[ /.-]'?(?P<year>[0-9]{2}|[0-9]{4}))?"
_COUNT = rf"(?P<count>[0-9]{{1,5}}|an?|{'|'.join(HOURS)})"
_UNIT = r"(?P<unit>d|w|m|y|days?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?)"
_WEEKS = r"(?P<unit>weeks?|wks?|fortnights?)"


def read_day(text: str, today: date, lean: Lean) -> date | None:
    """Return the day, or None for what is no day at all.

    `lean` settles what the text leaves open: "past" takes the latest such day up to today, "future" the first
    from today, "near" whichever is closer. Raises Unreadable for a day that cannot be.
    """
    text = _SPELT_ORDINAL.sub(lambda found: f"{_ORDINALS[found[0].replace('-', ' ')]}th", text.removeprefix("the "))
    if text in _PLAIN_DAYS:
        return today + timedelta(days=_PLAIN_DAYS[text])
    for pattern, reader in _FORMS:
        found = pattern.fullmatch(text)
        if found is not None and (day := reader(found, today, lean)) is not None:
            if day.year not in YEARS:
                raise Unreadable(f"the year {day.year} cannot be right: they run from 1900 to 2200.")
            return day
    return None


def _index(name: str, among: tuple[str, ...], least: int) -> int | None:
    """Where a name, or the beginning of one, stands in the list."""
    name = name.rstrip(".")
    if among is _WEEKDAYS:
        name = {"weds": "wed"}.get(name, name)
    return next((i for i, full in enumerate(among) if len(name) >= least and full.startswith(name)), None)


def _month_of(name: str) -> int | None:
    found = _index(name, _MONTHS, 3)
    return None if found is None else found + 1


def _weekday_of(name: str) -> int | None:
    return _index(name, _WEEKDAYS, 2)


def _weekday(found: re.Match[str], today: date, lean: Lean) -> date | None:
    wanted = _weekday_of(found["weekday"])
    if wanted is None:
        return None
    here, ahead = wanted - today.weekday(), (wanted - today.weekday()) % 7
    match found["which"]:
        case "next":
            days = here + 7
        case "last" | "past" | "gone" | "just gone":
            days = (ahead or 7) - 7 if ahead else -7
        case "coming" | "this coming":
            days = ahead or 7
        case "this" if lean == "near":
            days = here
        case _:
            days = {"future": ahead, "past": ahead - 7 if ahead else 0}.get(lean, ahead if ahead <= 3 else ahead - 7)
    return today + timedelta(days=days)


def _in_week(found: re.Match[str], today: date, lean: Lean) -> date | None:
    """Read a weekday of this week, the next or the last."""
    wanted = _weekday_of(found["weekday"])
    if wanted is None:
        return None
    return today + timedelta(days=wanted - today.weekday() + {"this": 0, "next": 7, "last": -7}[found["which"]])


_SPANS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}


def _moved(day: date, count: str, unit: str, *, back: bool = False) -> date:
    number = HOURS.index(count) + 1 if count in HOURS else 1 if count in ("a", "an") else int(count)
    span, number = ("weeks", number * 2) if unit.startswith("f") else (_SPANS[unit[0]], number)
    try:
        return day + relativedelta(**{span: -number if back else number})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        raise Unreadable("that is too many years from today.") from None


def _offset(found: re.Match[str], today: date, lean: Lean) -> date:
    """Read a span from today. One that says no way goes the way of what is asked for: back for what has happened."""
    parts = found.groupdict()
    way = parts.get("way") or ("-" if lean == "past" else "+")
    return _moved(
        today,
        parts.get("count") or "1",
        parts.get("unit") or parts.get("alone") or "d",
        back=way in ("-", "ago", "last"),
    )


def _beyond(found: re.Match[str], today: date, lean: Lean) -> date | None:
    """Read weeks beyond a day ahead: "friday week", "a week tomorrow", "two weeks on friday"."""
    base = found["base"]
    if base not in ("today", "tomorrow") and _weekday_of(base) is None:
        return None
    day = read_day(base, today, "future")
    return None if day is None else _moved(day, found.groupdict().get("count") or "1", found["unit"])


def _before_last(found: re.Match[str], today: date, lean: Lean) -> date | None:
    """Read weeks before the last such weekday: "a week last tuesday"."""
    day = read_day(f"last {found['weekday']}", today, lean)
    return None if day is None else _moved(day, found["count"] or "1", found["unit"], back=True)


def _from_day(found: re.Match[str], today: date, lean: Lean) -> date | None:
    """Read a span from another day: "3 days after 3 dec", "a week from friday"."""
    base = found["base"]
    day = today if base in ("now", "today") else read_day(base, today, lean)
    return None if day is None else _moved(day, found["count"], found["unit"], back=found["way"] == "before")


def _nth(found: re.Match[str], today: date, lean: Lean) -> date | None:
    """Read a day of a month that is not named: "the 30th", "mon 30", "30th of next month"."""
    parts = found.groupdict()
    day, weekday = int(found["day"]), None
    if parts.get("weekday") and (weekday := _weekday_of(found["weekday"])) is None:
        return None
    if not 1 <= day <= 31:
        raise Unreadable(f"no month has a day {day}.")
    if parts.get("which"):
        month = today + relativedelta(months={"this": 0, "next": 1, "last": -1}[found["which"]])
        return _dated(day, month.month, str(month.year), today, lean, weekday)
    months = [today + relativedelta(day=1, months=step) for step in range(-2, 3)]
    days = [made for each in months if (made := _on(each.year, each.month, day)) is not None]
    chosen = min(days, key=lambda each: _distance(each, today, lean))
    if weekday is not None and chosen.weekday() != weekday:
        right, typed = (say.sentence(_WEEKDAYS[each]) for each in (chosen.weekday(), weekday))
        raise Unreadable(f"the {say.ordinal(day)} is a {right}, not a {typed}: {say.day(chosen, today)}.")
    return chosen


def _named(found: re.Match[str], today: date, lean: Lean) -> date | None:
    month = _month_of(found["month"])
    weekday = _weekday_of(found["weekday"]) if found["weekday"] else None
    if month is None or (found["weekday"] and weekday is None):
        return None
    if weekday is not None and found["year"] is None:
        here = _on(today.year, month, int(found["day"]))
        if here is not None and here.weekday() == weekday:
            return here  # a day written out without its year is this year's, which the weekday bears out
    return _dated(int(found["day"]), month, found["year"], today, lean, weekday)


def month_alone(text: str, today: date, lean: Lean) -> date | None:
    """Read a month without a day: its first day, or None for anything else. One that holds today lies on both sides."""
    found = _MONTH_ALONE.fullmatch(text)
    if found is None or (month := _month_of(found["month"])) is None:
        return None
    if (year := found["year"]) is not None:
        return _on(int(year), month, 1) if int(year) in YEARS else None
    firsts = [date(year, month, 1) for year in range(today.year - 1, today.year + 2)]
    return min(
        firsts,
        key=lambda first: _distance(
            min(today, first + relativedelta(day=31)) if first <= today else first, today, lean
        ),
    )


def _only_month(found: re.Match[str], today: date, lean: Lean) -> date | None:
    if (month := _month_of(found["month"])) is None:
        return None
    raise Unreadable(f"which day of {say.sentence(_MONTHS[month - 1])}? Write it as in 3 {_MONTHS[month - 1][:3]}.")


def _figures(found: re.Match[str], today: date, lean: Lean) -> date | None:
    parts = found.groupdict()
    weekday = _weekday_of(parts["weekday"]) if parts.get("weekday") else None
    if parts.get("weekday") and weekday is None:
        return None
    day, month = int(found["day"]), int(found["month"])
    if 12 < month <= 31 and 0 < day <= 12:
        raise Unreadable(f"there is no month {month}: the day comes first, as in 31/12.")
    return _dated(day, month, parts["year"], today, lean, weekday)


def _dated(day: int, month: int, year: str | None, today: date, lean: Lean, weekday: int | None = None) -> date:
    if not 1 <= month <= 12:
        raise Unreadable(f"there is no month {month}.")
    name, most = say.sentence(_MONTHS[month - 1]), monthrange(2000, month)[1]
    if not 1 <= day <= most:
        raise Unreadable(f"{name} has {most if month != 2 else '28 or 29'} days.")
    if year is not None:
        full = _full(int(year), today) if len(year) == 2 else int(year)
        if full not in YEARS:
            raise Unreadable(f"the year {full} cannot be right: they run from 1900 to 2200.")
        chosen = _on(full, month, day)
        if chosen is None:
            raise Unreadable(f"{name} has 28 days in {full}.")
    else:
        chosen = _without_year(day, month, today, lean)
    if weekday is not None and chosen.weekday() != weekday:
        right, typed = (say.sentence(_WEEKDAYS[each]) for each in (chosen.weekday(), weekday))
        raise Unreadable(f"{say.short_day(chosen, today)} is a {right}, not a {typed}.")
    return chosen


def _without_year(day: int, month: int, today: date, lean: Lean) -> date:
    """Choose the year. A 29 February that the year meant has not is a slip, not a day years away."""
    within = [date(y, month, min(day, monthrange(y, month)[1])) for y in range(today.year - 1, today.year + 2)]
    chosen = min(within, key=lambda each: _distance(each, today, lean))
    if chosen.day != day:
        raise Unreadable(f"February has 28 days in {chosen.year}: give the year if another is meant.")
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


def _distance(day: date, today: date, lean: Lean) -> tuple[bool, int]:
    """Sort the days a text may mean: those on the side asked for first, and of them the closest."""
    away = (day - today).days
    leaning = lean == "near" or (away <= 0 if lean == "past" else away >= 0)
    return (not leaning, abs(away))


_MONTH_ALONE = re.compile(rf"(?:in )?{_MONTH}(?: (?P<year>[0-9]{{4}}))?")
_Reader: TypeAlias = Callable[[re.Match[str], date, Lean], date | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:(?P<which>this|this coming|coming|next|last|past) )?{_WEEKDAY}", _weekday),
        (rf"{_WEEKDAY} (?P<which>last|past|gone|just gone)", _weekday),
        (rf"{_WEEKDAY} (?:of )?(?P<which>this|next|last) week", _in_week),
        (rf"(?P<which>this|next|last) week(?: on)? {_WEEKDAY}", _in_week),
        (r"(?P<way>next|last) (?P<unit>month|year)", _offset),
        (rf"(?P<way>[+-]) ?(?P<count>[0-9]{{1,5}}) ?{_UNIT}?", _offset),
        (rf"(?P<way>in) {_COUNT} ?{_UNIT}(?:'?s?'? time)?", _offset),
        (rf"{_COUNT} ?{_UNIT}'?s?'? (?P<way>ago|time)(?: today)?", _offset),
        (rf"(?P<count>[0-9]{{1,5}}|{'|'.join(HOURS[1:])}) ?{_UNIT}", _offset),
        (r"(?P<count>an?|one) (?P<unit>week|month|year)|(?:an? |one )?(?P<alone>fortnight)", _offset),
        (rf"(?:{_COUNT} )?{_WEEKS} (?:on )?(?P<base>[a-z]+\.?)", _beyond),
        (rf"(?P<base>[a-z]+\.?)(?: {_COUNT})? {_WEEKS}", _beyond),
        (rf"(?:{_COUNT} )?{_WEEKS} last {_WEEKDAY}", _before_last),
        (rf"{_COUNT} {_UNIT} (?P<way>after|from|before) (?P<base>.+)", _from_day),
        (rf"{_MAYBE_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)", _nth),
        (rf"{_WEEKDAY} (?P<day>[0-9]{{1,2}})", _nth),
        (r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?:of )?(?P<which>this|next|last) month", _nth),
        (rf"{_MAYBE_WEEKDAY}{_ORDINAL}(?: of)?[ /.-]?{_MONTH}{_YEAR}", _named),
        (rf"{_MAYBE_WEEKDAY}{_MONTH}[ -](?:the )?{_ORDINAL}{_YEAR}", _named),
        (_MONTH_ALONE.pattern, _only_month),
        (rf"{_MAYBE_WEEKDAY}(?P<day>[0-9]{{1,2}})(?P<mark>[/-]|\. ?)(?P<month>[0-9]{{1,2}})"
         r"(?:(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})|\.)?", _figures),
        (r"(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>[0-9]{4})", _figures),
        (r"(?P<year>[0-9]{4})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})", _figures),
    )
)  # fmt: skip
