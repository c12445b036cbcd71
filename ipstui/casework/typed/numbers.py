"""A number as people type it: money, hours, miles, minutes. What could be two numbers is refused, never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from ipstui.casework.checks import Unfit
from ipstui.casework.spelling import plain

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.(?P<part>[0-9]*))?", re.ASCII)
_COMMA = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]*),([0-9]*)")
_MOST_FIGURES = 15


def number(field: str, text: str) -> Decimal:
    """Return the number typed, with or without a pound sign and commas between thousands.

    A comma anywhere else is a decimal comma, or a slip: "7,5" is refused, and the way to write it is named. Only
    the figures 0 to 9 count: no exponent, no underscore, no figures of another script. Raises Unfit.
    """
    typed = re.sub(r"^([+-]?) ?£ ?", r"\1", plain(text))
    found = _NUMBER.fullmatch(typed)
    if found is None or not (found["whole"] or found["part"]):
        comma = _COMMA.fullmatch(typed)
        if comma and (comma[1] or comma[2]):
            better = f"{comma[1].replace('.', '') or '0'}.{comma[2]}".rstrip(".")
            raise Unfit(field, f"“{_shown(text)}”: a point goes before the decimals, as in {_shown(better)}.")
        raise Unfit(field, f"“{_shown(text)}” is not a number.")
    if len(typed) > _MOST_FIGURES:
        raise Unfit(field, f"“{_shown(text)}” has too many figures.")
    value = Decimal(f"{found['sign']}{(found['whole'] or '0').replace(',', '')}.{found['part'] or '0'}")
    return value if found["part"] else value.to_integral_value()


def count(field: str, text: str, *, what: str = "a whole number", least: int = 0, most: int | None = None) -> int:
    """Return the whole number typed, from `least` to `most`; `what` says what is wanted. Raises Unfit."""
    try:
        value = number(field, text)
    except Unfit:
        value = Decimal(-1)
    whole = value == value.to_integral_value() and "£" not in text
    if not whole or value < max(least, 0) or (most is not None and value > most):
        raise Unfit(field, f"“{_shown(text)}” is not {what}.")
    return int(value)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
