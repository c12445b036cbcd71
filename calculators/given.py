"""Checks on the figures somebody gave: what cannot be true is refused by its field, never guessed at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from calculators.explain import RequestError

HOURS_IN_A_WEEK = Decimal(168)
_MOST_MONEY = Decimal(1_000_000)


def check_money(field: str, amount: Decimal | None) -> None:
    """Pounds must be a number, not below zero, in whole pence and below a million. Raises RequestError."""
    if amount is None:
        return
    if not amount.is_finite():
        raise RequestError(field, "This is not a number.")
    if amount < 0:
        raise RequestError(field, "Money cannot be below zero.")
    if amount > _MOST_MONEY:
        raise RequestError(field, "This is more than a million pounds: check the figure.")
    if amount != amount.quantize(Decimal("0.01")):
        raise RequestError(field, "Money has at most two decimals.")


def check_hours(field: str, hours: Decimal | None, most: Decimal = HOURS_IN_A_WEEK) -> None:
    """Hours must be a number from zero to `most`, a week's 168 unless told. Raises RequestError."""
    if hours is None:
        return
    if not hours.is_finite():
        raise RequestError(field, "This is not a number.")
    if hours < 0:
        raise RequestError(field, "Hours cannot be below zero.")
    if hours > most:
        raise RequestError(field, f"There are not {hours} hours in the time worked: at most {most}.")


def check_day(field: str, day: date) -> None:
    """Dates far off are slips of the keyboard, and sums at the ends of the calendar overflow. Raises RequestError."""
    if not 1950 <= day.year <= 2150:
        raise RequestError(field, f"The year {day.year} cannot be right.")


def ages_on(age: int | None, birth_year: int | None, on: date) -> tuple[int, ...]:
    """The age, or the two ages that are possible on a day when only the year of birth is known, younger first.

    Raises RequestError where neither is given, or where they do not agree.
    """
    possible: tuple[int, ...] = () if birth_year is None else (on.year - birth_year - 1, on.year - birth_year)
    if (on.month, on.day) == (12, 31):  # whoever was born that year has had the birthday
        possible = possible[1:]
    if age is None:
        if not possible:
            raise RequestError("age", "This is needed and was not given; birth_year will do.")
        return possible
    if possible and age not in possible:
        raise RequestError("birth_year", f"Somebody born in {birth_year} is not {age} on that day.")
    return (age,)
