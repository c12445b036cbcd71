"""Kinds of work, to tell whether a vacancy is what somebody said they want. A list of ours, and only of words.

It never says that two things differ unless it knows both: what is in no row is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ipstui.casework.spelling import fold

KINDS_OF_WORK: Mapping[str, str] = {
    "kitchens and cafés": "kitchen cafe catering cook chef porter servery barista canteen food waiter waitress waiting",
    "warehouses": "warehouse packer packing picker picking loader parcel sorter stock forklift freight dispatch",
    "cleaning": "clean cleaner cleaning housekeeping laundry linen janitor caretaker attendant",
    "building": "building construction labourer labouring bricklayer plasterer scaffolder roofer site cscs",
    "trades": "welder welding fabricator joiner joinery carpenter carpentry electrician plumber fitter workshop",
    "decorating": "decorator decorating painter painting",
    "gardens and land": "garden gardening grounds groundsman landscaping yard nursery farm forestry tree",
    "shops": "shop retail cashier counter checkout sales till shelf supermarket",
    "offices": "office clerk clerical admin administrator receptionist reception data spreadsheets secretary",
    "driving": "driver driving courier delivery van hgv lorry chauffeur",
    "care": "care carer support nursing childcare",
    "vehicles": "mechanic vehicle garage tyre motor valeting valeter",
    "factories": "factory production assembly operative bakery machine",
    "media and music": "media music dj djing video film print printing design",
    "security": "security guard doorman sia steward",
    "hair and beauty": "hair hairdresser barber beauty nails",
    "bars": "bar pub barman barmaid bartender",
}  # fmt: skip
"""Each kind of work with the words that tell it, as they are folded. A word may tell several kinds."""


@cache
def kinds_in(text: str) -> frozenset[str]:
    """Return the kinds of work that a text speaks of; none where no word of it is known."""
    words = {form for word in fold(text).split() for form in (word, word.removesuffix("s"))}
    return frozenset(kind for kind, told in _told().items() if words & told)


@cache
def _told() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words.split()) for kind, words in KINDS_OF_WORK.items()}
