"""Cells as telephone numbers, hours, pay, minutes and times: taken only where the cell says just that."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal, InvalidOperation

from ipstui.exchange.sheet.book import Value, text_of

_SHORTENED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_TWO_PLACES = Decimal("0.01")


def lost_nought(value: Value) -> bool:
    """Whether a number is a UK telephone number whose first nought a spreadsheet dropped."""
    digits = re.sub(r"[ -]", "", text_of(value))
    return bool(re.fullmatch(r"[1237]\d{8,9}", digits)) and len(digits) >= 9 + (digits[0] in "27")


def shortened(value: Value) -> bool:
    """Whether a spreadsheet showed a long number as 7.7E+09, its last figures lost."""
    return bool(_SHORTENED.fullmatch(text_of(value)))


def telephone(value: Value) -> str:
    """The number as it stands, "" for what is none."""
    text = text_of(value)
    digits = re.sub(r"\D", "", text)
    return text if 9 <= len(digits) <= 15 and re.fullmatch(r"[\d +()./-]+(x\d+)?", text) else ""


def amount(text: str) -> Decimal | None:
    """A number with a full stop or a comma for its decimals; None for anything else, thousands included."""
    bare = text.strip().replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d+,\d{1,2}", bare):
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def hourly_pay(value: Value) -> Decimal | None:
    """Pounds an hour; None where the cell says something else, or a sum that no hour is paid with."""
    text = text_of(value).casefold()
    if re.search(r"(week|wk|month|mth|year|annum|pa\b|p\.a|pw\b|pcm|k\b|/w|/m|/y)", text):
        return None
    text = re.sub(
        r"^(?:£|gbp)\s*|\s*(?:p\.?\s?/?\s?h\.?r?|ph|per hour|an hour|/\s?h(?:ou)?r|/\s?h|p/hr|hr|gbp)\.?$", "", text
    )
    pay = amount(text)
    return pay.quantize(_TWO_PLACES) if pay is not None and Decimal(1) <= pay <= Decimal(100) else None


def is_large_sum(value: Value) -> bool:
    """Whether a pay cell holds a sum for a month or a year rather than for an hour."""
    text = text_of(value)
    digits = re.sub(r"[^\d]", "", text)
    named = re.search(r"(week|wk|month|mth|year|annum|p\.?a\b|p\.?w\b|pcm|\dk\b)", text.casefold())
    return bool(digits) and hourly_pay(value) is None and (bool(named) or bool(re.fullmatch(r"£?\s*[\d.,]{4,}", text)))


def with_comma(value: Value) -> bool:
    """Whether a number is written with a decimal comma."""
    return isinstance(value, str) and bool(re.search(r"\d,\d{1,2}(?!\d)", value))


def weekly_hours(value: Value) -> Decimal | None:
    """Hours a week; None for a span, for nought, and for words."""
    text = re.sub(
        r"\s*(?:hours?|hrs?|h)?\.?\s*(?:p/?w|pw|p\.w\.?|per week|a week|/ ?w(?:ee)?k|weekly)?\.?$",
        "",
        text_of(value).casefold(),
    )
    hours = amount(text)
    if hours is None or not Decimal(0) < hours <= Decimal(100):
        return None
    return hours.quantize(_TWO_PLACES).normalize() if hours != hours.to_integral_value() else Decimal(int(hours))


def minutes(value: Value) -> int:
    """How long, in minutes; 0 where it is not said. A time cell is hours and minutes."""
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    text = text_of(value).casefold()
    if found := re.fullmatch(r"(\d{1,4})\s*(?:m|mins?|minutes?)?\.?", text):
        return int(found[1])
    if found := re.fullmatch(
        r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)\.?(?:\s*(\d{1,2})\s*(?:m|mins?)?\.?)?", text
    ):
        return int(Decimal(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})", text):
        return int(found[1]) * 60 + int(found[2])
    return 0


def clock(value: Value) -> time | None:
    """A time of day that can be read one way; midnight is taken as no time given."""
    if isinstance(value, time):
        return None if value == time() else value
    text = text_of(value).casefold().replace(" ", "")
    if text in ("noon", "midday", "12noon"):
        return time(12)
    if found := re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)", text):
        hour, minute = int(found[1]), int(found[2] or 0)
        return time(hour % 12 + 12 * (found[3] == "pm"), minute) if 1 <= hour <= 12 and minute < 60 else None
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text):
        hour, minute = int(found[1]), int(found[2])
        return time(hour, minute) if hour < 24 and minute < 60 and (hour, minute) != (0, 0) else None
    if found := re.fullmatch(r"(\d{2})(\d{2})(?:h|hrs)?", text):
        return time(int(found[1]), int(found[2])) if int(found[1]) < 24 and int(found[2]) < 60 else None
    return None


def is_midnight(value: Value) -> bool:
    """Whether the cell holds 00:00, which a spreadsheet puts where no time was given."""
    return value == time() or text_of(value) in ("00:00", "00:00:00", "0:00")


def written(number: Decimal) -> str:
    """A number as stored: without an exponent."""
    return f"{number:f}"
