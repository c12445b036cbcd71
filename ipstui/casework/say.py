"""The one way to write a date, a time, a span, money and a pick-list value for a person."""

from __future__ import annotations

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from ipstui.casework.known import NotKnown, Roughly

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPELT = {
    "unknown": "not known", "not_said": "prefers not to say",
    "cmht": "CMHT", "gp": "GP", "iom": "IOM", "nfa": "no fixed address", "cv": "CV", "cafe": "café",
    "universal_credit": "Universal Credit", "new_style_esa": "New Style ESA", "esa": "ESA", "jsa": "JSA",
    "income_related_esa": "income-related ESA", "pip": "PIP", "housing_benefit": "Housing Benefit",
    "id_document": "ID document", "in_reach": "in-reach", "jobcentre": "Jobcentre", "hdc": "HDC",
    "self_employed": "self-employed", "self_employment": "self-employment", "bespoke": "free text",
    "curfew_v3": "curfew", "curfew_v4": "curfew", "in_work_no_support_wanted": "in work, no support wanted",
    "adhd": "ADHD", "ocd": "OCD", "ptsd": "PTSD", "mixed_anxiety_depression": "anxiety with depression",
    "ni_letter": "NI letter", "gp_letter": "GP letter", "cscs_card": "CSCS card", "other_card": "card",
    "recall_fixed": "fixed-term recall", "recall_standard": "standard recall",
}  # fmt: skip


def day(value: date, today: date) -> str:
    """Write a day as "Tue 8 Dec", with the year when it is not this year's; as well as it is known, here and below."""
    if isinstance(value, Roughly):
        return _roughly(value)
    text = f"{_DAYS[value.weekday()]} {value.day} {_MONTHS[value.month - 1]}"
    return text if value.year == today.year else f"{text} {value.year}"


def short_day(value: date, today: date) -> str:
    """Write a day as "8 Dec", with the year when it is not this year's."""
    if isinstance(value, Roughly):
        return _roughly(value)
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    return text if value.year == today.year else f"{text} {value.year}"


def on(value: date, today: date) -> str:
    """Write a day with its "on" within a sentence: "on Tue 8 Dec", "in Nov 2026", "on a day not known"."""
    if isinstance(value, Roughly):
        return "on a day not known" if isinstance(value, NotKnown) else f"in {month(value)}"
    return f"on {day(value, today)}"


def long_day(value: date) -> str:
    """Write a day as "Tue 8 Dec 2026", for what is read in another year."""
    return _roughly(value) if isinstance(value, Roughly) else f"{day(value, value)} {value.year}"


def _roughly(value: Roughly) -> str:
    return "day not known" if isinstance(value, NotKnown) else month(value)


def within(title: str) -> str:
    """Write a title as it stands within a sentence: "condition added", but "CV" as it is."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def month(value: date) -> str:
    """Write a month as "Sep 2026"."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def clock(value: time) -> str:
    """Write a clock time as "14:05"."""
    return f"{value.hour:02d}:{value.minute:02d}"


def when(value: date, at: time | None, today: date) -> str:
    """Write a day, and the time where it is known."""
    return day(value, today) if at is None or isinstance(value, Roughly) else f"{day(value, today)} {clock(at)}"


def span(days: int) -> str:
    """Write a number of days as "12 d"."""
    return f"{days} d"


def ago(value: date, today: date) -> str:
    """Write how long ago a day was, "12 d"; of one that is not known the month."""
    return _roughly(value) if isinstance(value, Roughly) else span((today - value).days)


def before(value: date, today: date) -> str:
    """Write the same in a sentence: "12 days ago", "in Nov 2026"."""
    return on(value, today) if isinstance(value, Roughly) else f"{days((today - value).days)} ago"


def lasting(word: str, value: date, today: date) -> str:
    """Write what has lasted since a day, "open 12 days"; since one that is not known, "open since Nov 2026".

    "no answer in 12 days" is "no answer since Nov 2026".
    """
    if isinstance(value, Roughly):
        return f"{word.removesuffix(' in')} since {_roughly(value)}".lstrip()
    return f"{word} {days((today - value).days)}".lstrip()


def days(count: int) -> str:
    """Write a number of days in a sentence: "1 day", "12 days"."""
    return "1 day" if count == 1 else f"{count} days"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """Write 1 as "1st"."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def money(amount: Decimal | None) -> str:
    """Write pounds as "£203.50" or "-£20.00", and "not known" where they are not."""
    if amount is None:
        return "not known"
    pence = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{'-' if pence < 0 else ''}£{abs(pence):,}"


def signed(amount: Decimal | None) -> str:
    """Write a difference with its sign: "+£387.45"."""
    return money(amount) if amount is None or amount < 0 else f"+{money(amount)}"


def taken_off(amount: Decimal | None) -> str:
    """Write pounds that come off: "-£20.00"."""
    return money(None if amount is None else -amount)


def number(value: Decimal) -> str:
    """Write hours and the like without idle zeros: 16, 7.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def label(value: str) -> str:
    """Write a pick-list value for a person: "not_seen" is "not seen"."""
    return _SPELT.get(value, value.replace("_", " "))


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]
