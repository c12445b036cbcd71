"""What cannot be is refused here, by the name of its field: dates the wrong way round, postcodes that are none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.clock import DAY, minutes, span
from calculators.licence.records import LicenceRequest, Proposal

_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})?", re.ASCII)
_START = re.compile(r"[A-Z]{1,2}(\d[A-Z\d]? ?(\d[A-Z]{0,2})?)?", re.ASCII)


def check_proposal(proposal: Proposal) -> None:
    """Refuse what cannot be, by the name of its field."""
    if proposal.end is not None and proposal.end < proposal.start:
        raise RequestError("proposal.end", "The proposal ends before it starts.")
    journey = proposal.journey_minutes
    if journey is not None and not 0 <= journey <= DAY:
        raise RequestError("proposal.journey_minutes", "A journey lasts from 0 minutes to a day.")
    for number, row in enumerate(proposal.weekly):
        span(f"proposal.weekly[{number}]", row.start, row.end, "shift", row.days)
    for number, dated in enumerate(proposal.dated):
        span(f"proposal.dated[{number}]", dated.start, dated.end, "shift")
        if dated.date < proposal.start or (proposal.end and dated.date > proposal.end):
            raise RequestError(f"proposal.dated[{number}].date", "This is not between the start and the end.")
    facts = proposal.facts
    for name in ("earliest_start", "latest_finish"):
        if (text := getattr(facts, name)) is not None:
            minutes(f"proposal.facts.{name}", text, end=name == "latest_finish")
    for name in ("cash_held", "tools_value"):
        amount: Decimal | None = getattr(facts, name)
        if amount is not None and (not amount.is_finite() or amount < 0):
            raise RequestError(f"proposal.facts.{name}", "This must be a sum of money, not below zero.")
    for name, most in (("children_youngest", 120), ("household_youngest", 120), ("nights_count", 366)):
        number_given: int | None = getattr(facts, name)
        if number_given is not None and not 0 <= number_given <= most:
            raise RequestError(f"proposal.facts.{name}", f"This must be from 0 to {most}.")
    for number, pair in enumerate(facts.driving_times or ()):
        first = minutes(f"proposal.facts.driving_times[{number}]", pair[0])
        if first == minutes(f"proposal.facts.driving_times[{number}]", pair[1], end=True):
            raise RequestError(f"proposal.facts.driving_times[{number}]", "This ends when it starts.")


def check_dates(request: LicenceRequest) -> None:
    """Refuse dates the wrong way round, two licences at once, and names that mean nothing."""
    for place, row in enumerate(request.licences):
        if row.end is not None and row.end < row.start:
            raise RequestError(f"licences[{place}].to", "The licence ends before it starts.")
        for before, other in enumerate(request.licences[:place]):
            both = row.status == other.status and row.status in ("active", "approved")
            if both and row.start <= (other.end or date.max) and other.start <= (row.end or date.max):
                raise RequestError(
                    f"licences[{place}].from",
                    f"Two {row.status} licences hold at once, this one and licences[{before}]: "
                    "end one before the other begins.",
                )
    named = {condition.id for row in request.licences for condition in row.conditions}
    named |= {condition.label for row in request.licences for condition in row.conditions if condition.label}
    named |= {order.id for order in request.orders} | {order.label for order in request.orders if order.label}
    wanted = [(f"permissions[{n}].for", row.condition) for n, row in enumerate(request.permissions)]
    wanted += [(f"directions[{n}].under", row.under) for n, row in enumerate(request.directions)]
    for field, name in wanted:
        if name not in named and not catalogue.versions_of(name):
            raise RequestError(field, f"There is no condition {name} on record or in the catalogue.")
    ranges = [(f"permissions[{n}].to", row.start, row.end) for n, row in enumerate(request.permissions)]
    ranges += [(f"directions[{n}].to", row.start, row.end) for n, row in enumerate(request.directions)]
    for field, start, end in ranges:
        if start and end and end < start:
            raise RequestError(field, "This ends before it starts.")
    for number, booked in enumerate(request.appointments):
        opens = minutes(f"appointments[{number}].from", booked.start)
        if minutes(f"appointments[{number}].to", booked.end, end=True) <= opens:
            raise RequestError(f"appointments[{number}].to", "The appointment ends before it starts.")


def postcodes(given: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Postcodes as printed: capitals and one space. A district alone ends in its space."""
    if given is None:
        return ()
    found = []
    for number, text in enumerate((given,) if isinstance(given, str) else given):
        field = "proposal.facts.postcode" + ("" if isinstance(given, str) else f"[{number}]")
        parts = _POSTCODE.fullmatch(" ".join(text.upper().split()))
        if parts is None:
            raise RequestError(field, f"{text!r} is not a postcode: write one like B12 0XS.")
        found.append(f"{parts[1]} {parts[2] or ''}")
    return tuple(found)


def postcode_start(field: str, text: str) -> str:
    """A postcode start as printed; a space at its end, which means the whole district, is kept."""
    plain = " ".join(text.upper().split())
    full = _POSTCODE.fullmatch(plain)
    if full and full[2]:
        return f"{full[1]} {full[2]}"
    if not _START.fullmatch(plain):
        raise RequestError(field, f"{text!r} is not the start of a postcode: write one like B12.")
    return plain + " " if text.endswith(" ") and " " not in plain else plain
