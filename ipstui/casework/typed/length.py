"""A length as a court gives it: "18 months", "2 years 6 months", "52 weeks", "until further order", "none"."""

from __future__ import annotations

import re
from typing import Literal

_UNITS = {"d": "days", "day": "days", "w": "weeks", "wk": "weeks", "week": "weeks", "m": "months", "mth": "months",
          "month": "months", "y": "years", "yr": "years", "year": "years"}  # fmt: skip
_PART = re.compile(r"(\d{1,6})\s*([a-z]+)")
_NO_END = {"until further order", "further order", "ufo", "indefinite", "no end"}
_NONE = {"none", "none given", "no length", "not given", "no last day"}

UNTIL_FURTHER_ORDER: Literal["until_further_order"] = "until_further_order"
NONE_GIVEN: Literal["none"] = "none"
HOW = "18 months, 2 years 6 months, until further order, none"
"""How it is typed."""


def read_length(text: str) -> dict[str, int] | Literal["until_further_order", "none"] | None:
    """Return the parts by unit, or which of the two words it is; None for what cannot be read."""
    said = " ".join(text.casefold().replace(",", " ").replace(" and ", " ").split())
    if said in _NO_END:
        return UNTIL_FURTHER_ORDER
    if said in _NONE:
        return NONE_GIVEN
    found: dict[str, int] = {}
    for number, unit in _PART.findall(said):
        name = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
        if name is None or name in found:
            return None
        found[name] = int(number)
    return found if found and not _PART.sub("", said).strip() else None
