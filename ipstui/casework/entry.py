"""Names typed into an entry, matched with who is already known."""

from __future__ import annotations

from collections.abc import Mapping

from ipstui.casework.people import Employer


def employer_named(name: str, known: Mapping[str, Employer], fresh_id: str) -> tuple[Employer, bool]:
    """Return the employer of that name, and whether it is a new one with `fresh_id`.

    Case and spaces do not matter; part of a name fits when only one employer has it.
    """
    wanted = " ".join(name.casefold().split())
    exact = [each for each in known.values() if " ".join(each.name.casefold().split()) == wanted]
    if exact:
        return exact[0], False
    part = [each for each in known.values() if wanted in each.name.casefold()]
    if len(part) == 1:
        return part[0], False
    return Employer(id=fresh_id, name=" ".join(name.split()), stage="met"), True
