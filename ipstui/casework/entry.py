"""Names typed into an entry, matched with who is already known."""

from __future__ import annotations

from collections.abc import Mapping

from ipstui.casework.people import Employer
from ipstui.casework.spelling import same_name, the_only


def employer_named(name: str, known: Mapping[str, Employer], fresh_id: str) -> tuple[Employer, bool]:
    """Return the employer of that name, and whether it is a new one with `fresh_id`.

    How it is spelt does not matter; words that begin the name's words fit when only one employer has them.
    """
    found = the_only(name, known.values(), lambda each: each.name, within=2)
    if found and (len(found) == 1 or same_name(name, found[0].name)):
        return found[0], False
    return Employer(id=fresh_id, name=" ".join(name.split()), stage="met"), True
