"""Employers with what follows from the contacts: the stage, the last contact, how many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from ipstui.casework.events import EmployerContact
from ipstui.casework.people import Employer


class EmployerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One employer as the list shows them. The stage is the latest that was set."""

    employer: Employer
    stage: str
    last: date | None
    contacts: int


def employers_of(employers: Iterable[Employer], contacts: Iterable[EmployerContact], today: date) -> list[EmployerLine]:
    """Return the employers, the one contacted last first, then by name."""
    by_employer: dict[str, list[EmployerContact]] = {}
    for contact in contacts:
        if contact.on <= today:
            by_employer.setdefault(contact.employer, []).append(contact)
    lines = []
    for employer in employers:
        own = sorted(by_employer.get(employer.id, []), key=lambda c: (c.on, c.recorded))
        lines.append(
            EmployerLine(
                employer=employer,
                stage=employer.stage,
                last=own[-1].on if own else None,
                contacts=len(own),
            )
        )
    return sorted(lines, key=lambda line: (-(line.last or date.min).toordinal(), line.employer.name.casefold()))
