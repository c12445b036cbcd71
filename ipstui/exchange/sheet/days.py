"""A cell as a day, as far as it says one: never a day made of a week or a month, never a year made up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from ipstui.exchange.sheet.book import Value, text_of
from ipstui.exchange.sheet.words import unknown

Form: TypeAlias = Literal[
    "empty", "unknown", "day", "month", "week", "no_year", "either_order", "month_or_day", "impossible", "number",
    "words",
]  # fmt: skip
Order: TypeAlias = Literal["day", "month", ""]

_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_SERIALS = range(20_000, 60_000)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH = ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tach", "rha")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a cell says of a day. `day` is the one meant, or the first of the month; `other` the second reading.

    Of a day without a year, `day` is this year's or the latest that is not far ahead, and only proposed.
    """

    form: Form
    text: str = ""
    day: date | None = None
    other: date | None = None
    true_date: bool = False
    proof: Order = ""
    """Which order the figures themselves prove: 26/10 can only be day first."""


_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.0+)?$")


def clock_beside(value: Value) -> str:
    """The time of day written behind a day in the same cell; "" for none."""
    found = _CLOCK.search(value) if isinstance(value, str) else None
    return found[0].strip("T ") if found else ""


def read_day(value: Value, today: date, *, order: Order = "", from_1904: bool = False) -> Reading:
    """Read a cell. `order` settles figures that could be read both ways; dotted ones are day first."""
    if value is None:
        return Reading(form="empty")
    text = text_of(value)
    if isinstance(value, date):
        return Reading(form="day", text=text, day=value, true_date=True)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if value in _SERIALS:
            return Reading(form="number", text=text, day=_EPOCHS[from_1904] + timedelta(days=int(value)))
        return Reading(form="words", text=text)
    if unknown(value):
        return Reading(form="unknown", text=text)
    if not isinstance(value, str):
        return Reading(form="words", text=text)
    bare = re.sub(r"\s+", " ", _CLOCK.sub("", text)).strip().casefold()
    for pattern, reader in _FORMS:
        if (found := pattern.fullmatch(bare)) is not None:
            reading = reader(found, today, order)
            if reading is not None:
                return msgspec.structs.replace(reading, text=text)
    return Reading(form="words", text=text)


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _iso(found: re.Match[str], today: date, order: Order) -> Reading:
    day = _on(int(found[1]), int(found[2]), int(found[3]))
    return Reading(form="day" if day else "impossible", day=day)


def _figures(found: re.Match[str], today: date, order: Order) -> Reading | None:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), found[4]
    if year is None:
        return _without_year(first, second, today)
    full = _year(year)
    day_first, month_first = _on(full, second, first), _on(full, first, second)
    if mark == ".":
        return Reading(form="day" if day_first else "impossible", day=day_first, proof="day")
    if day_first and month_first and day_first != month_first:
        if order:
            chosen = day_first if order == "day" else month_first
            return Reading(form="day", day=chosen, other=month_first if order == "day" else day_first)
        return Reading(form="either_order", day=day_first, other=month_first)
    if day_first or month_first:
        proof: Order = "" if day_first == month_first else "day" if day_first else "month"
        return Reading(form="day", day=day_first or month_first, proof=proof)
    return Reading(form="impossible")


def _without_year(day: int, month: int, today: date) -> Reading:
    """No year is never made up: the likeliest is proposed, up to a quarter ahead, else the latest before."""
    found = [each for year in (today.year, today.year - 1) if (each := _on(year, month, day))]
    if not found:
        return Reading(form="impossible")
    near = [each for each in found if each <= today + timedelta(days=92)]
    return Reading(form="no_year", day=(near or found)[0], other=found[-1] if len(found) > 1 else None)


def _month(name: str) -> int | None:
    name = name[:4].rstrip(".")
    for names in (_MONTHS, _WELSH):
        for number, start in enumerate(names, 1):
            if name.startswith(start):
                return number
    return None


def _named(found: re.Match[str], today: date, order: Order) -> Reading | None:
    month = _month(found["month"])
    if month is None:
        return None
    day, year = int(found["day"]), found["year"]
    if year is None:
        return _without_year(day, month, today)
    on = _on(_year(year), month, day)
    return Reading(form="day" if on else "impossible", day=on)


def _of_month(found: re.Match[str], today: date, order: Order) -> Reading | None:
    month = _month(found["month"])
    if month is None:
        return None
    year = found["year"]
    if year is None:
        return Reading(form="words")
    if len(year) == 4 or found["mark"] or int(year) > 31:
        return Reading(form="month", day=_on(_year(year), month, 1))
    return Reading(form="month_or_day", day=_on(2000 + int(year), month, 1), other=_on(today.year, month, int(year)))


def _numbered_month(found: re.Match[str], today: date, order: Order) -> Reading | None:
    day = _on(int(found["year"]), int(found["month"]), 1)
    return Reading(form="month", day=day) if day else None


def _week(found: re.Match[str], today: date, order: Order) -> Reading:
    return Reading(form="week")


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NAME = r"(?P<month>[a-z]{3,10}\.?)"
_YEAR = r"(?:[ ,./-]+'?(?P<year>\d{4}|\d{2}))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_Reader: TypeAlias = Callable[[re.Match[str], date, Order], Reading | None]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", _iso),
        (rf"{_WEEKDAY}(\d{{1,2}}) ?([/.-]) ?(\d{{1,2}})(?: ?\2 ?(\d{{4}}|\d{{2}}))?", _figures),
        (r"(?P<year>\d{4})-(?P<month>\d{2})", _numbered_month),
        (r"(?P<month>\d{1,2})/(?P<year>\d{4})", _numbered_month),
        (rf"{_WEEKDAY}{_DAY}(?: of)?[ /.-]*{_NAME}{_YEAR}", _named),
        (rf"{_NAME}[ -]+{_DAY},?[ -]+(?P<year>\d{{4}})", _named),
        (rf"{_NAME}[ ./-]*(?P<mark>')?(?P<year>\d{{4}}|\d{{2}})?", _of_month),
        (r"(?:(?:w ?/ ?[cbe]|w[cb]|wk|week|since|early|mid|late|end|start|beg|about|approx|by)\b|[~<>]).*", _week),
    )
)  # fmt: skip
