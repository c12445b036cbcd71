"""How soon people meet an employer: days from the start of a clock to the first one met in person (IPS-25 item 15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ipstui.casework.events import EmployerContact, Event
from ipstui.casework.history import known_day
from ipstui.reports.figures import Period
from ipstui.reports.person import Recorded

CLOCKS = ("later_of_meeting_and_release", "first_meeting", "referral", "engaged")
SEARCH = timedelta(days=30)


class Rapid(NamedTuple):
    """Whose clock started in the period: those who met an employer, those past the 30 days, those still within.

    `mean` is the days of those who met one; None where nobody has.
    """

    met: dict[str, list[Event]]
    late: list[str]
    waiting: list[str]
    mean: Decimal | None


def _entry(person: Recorded, clock: str) -> date | None:
    """The day a clock starts for a person; None where it has not."""
    referral = person.referral if person.referral is not None else None
    first = person.engagement.first_meeting
    match clock:
        case "referral":
            return known_day(referral) if referral is not None else None
        case "first_meeting":
            return first
        case "engaged":
            return person.engagement.engaged_on
        case _:
            release = person.custody.release
            if first is None or (release is None and person.custody.inside):
                return None
            out = person.custody.first_release
            rough = release is not None and known_day(release) is None
            return None if rough else max(first, out) if out is not None else first


def rapid(people: Sequence[Recorded], period: Period, clock: str) -> Rapid:
    """Return how the search of everybody went whose clock started in the period."""
    good: dict[str, list[Event]] = {}
    late: list[str] = []
    waiting: list[str] = []
    days = []
    for person in people:
        entry = _entry(person, clock)
        if entry is None or entry not in period:
            continue
        met = next((c for c in person.of(EmployerContact) if c.mode == "face_to_face" and known_day(c)), None)
        if met is not None:
            good[person.client.id] = [met]
            days.append(max((met.on - entry).days, 0))
        else:
            (late if period.last > entry + SEARCH else waiting).append(person.client.id)
    mean = (Decimal(sum(days)) / len(days)).quantize(Decimal("0.1")) if days else None
    return Rapid(good, late, waiting, mean)
