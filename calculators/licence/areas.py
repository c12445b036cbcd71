"""Postcodes held against the two lists that were compared with a map: barred, clear, partly, or on neither."""

from __future__ import annotations

from typing import Literal

from calculators.licence.refusals import postcode_start
from calculators.licence.terms import Term

Standing = Literal["barred", "clear", "partly", "neither"]


def check_starts(term: Term) -> None:
    """Refuse a zone entered with something that is no postcode start, whether or not it is reached."""
    for which in ("inside", "outside"):
        _starts(term, which)


def entered(term: Term) -> bool:
    """Whether anything was entered of where the area is: for one not to leave, what lies inside it."""
    return bool(term.params.inside or (term.params.outside and term.rule != "R-ZONE-IN"))


def standing(term: Term, postcode: str) -> Standing:
    """How a postcode stands to the area. A district that holds barred and checked places alike is partly.

    A start without its closing space is read widely on the list that bars, and as one whole district
    or more exactly on the list that clears.
    """
    staying_in = term.rule == "R-ZONE-IN"
    barring = _starts(term, "outside" if staying_in else "inside")
    clearing = [
        start if " " in start else f"{start} " for start in _starts(term, "inside" if staying_in else "outside")
    ]
    if any(postcode.startswith(start) and _whole(start, postcode) for start in barring):
        return "barred"
    holding = [start for start in clearing if postcode.startswith(start)]
    if any(start.startswith((postcode, *holding)) for start in barring):
        return "partly"
    if holding:
        return "clear"
    district = postcode.split(" ")[0]
    if staying_in and any(start.split(" ")[0] == district for start in clearing):
        return "partly"
    return "neither"


def _whole(start: str, postcode: str) -> bool:
    """A start of letters alone is an area of its own: B is not BS."""
    return not start.isalpha() or postcode[len(start)].isdigit()


def _starts(term: Term, which: Literal["inside", "outside"]) -> list[str]:
    given = getattr(term.params, which)
    return [postcode_start(f"{term.path}.params.{which}[{n}]", text) for n, text in enumerate(given)]
