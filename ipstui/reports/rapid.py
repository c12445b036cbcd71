"""How soon people meet an employer: days from the start of a clock to the first one met in person (IPS-25 item 15).

Somebody closed and referred again keeps the result of the first time: an employer met then says nothing of the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ipstui.casework.events import Closed, EmployerContact, Event, Referral, Released, Reopened
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


def _first_time(person: Recorded) -> date:
    """The day before which something belongs to the first time with the service: that of a referral after a closing."""
    closed = False
    for event in person.ledger.any_of(Referral, Closed, Reopened):
        if closed and isinstance(event, Referral):
            return event.on
        closed = isinstance(event, Closed)
    return date.max


def _entry(person: Recorded, clock: str) -> date | None:
    """The day a clock starts for a person; None where it has not."""
    first = next((c.on for c in person.meetings if known_day(c)), None)
    match clock:
        case "referral":
            return known_day(person.referral) if person.referral is not None else None
        case "first_meeting":
            return first
        case "engaged":
            return person.engagement.engaged_on
        case _:
            out = next(iter(person.of(Released)), None)
            if first is None or (out is None and person.custody.inside):
                return None
            if out is None:
                return first
            return max(first, out.on) if known_day(out) else None


def rapid(people: Sequence[Recorded], period: Period, clock: str) -> Rapid:
    """Return how the search of everybody went whose clock started in the period."""
    good: dict[str, list[Event]] = {}
    late: list[str] = []
    waiting: list[str] = []
    days = []
    for person in people:
        entry, until = _entry(person, clock), _first_time(person)
        if entry is None or entry not in period or entry >= until:
            continue
        met = next((c for c in person.of(EmployerContact) if c.mode == "face_to_face" and known_day(c)), None)
        met = met if met is not None and met.on < until else None
        if met is not None:
            good[person.client.id] = [met]
            days.append(max((met.on - entry).days, 0))
        else:
            (late if period.last > entry + SEARCH else waiting).append(person.client.id)
    mean = Decimal(sum(days)) / len(days) if days else None
    return Rapid(good, late, waiting, mean)
