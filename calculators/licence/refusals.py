"""What cannot be is refused here, by the name of its field: dates the wrong way round, postcodes that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.clock import DAY, minutes, span
from calculators.licence.records import Condition, Direction, Licence, LicenceRequest, Permission, Proposal

OLDEST = date(1960, 1, 1)  # no licence, order or proposal is older
MOST_SHIFTS = 200  # rows of hours that one proposal may have; more is a slip, or several proposals

_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})?", re.ASCII)
_START = re.compile(r"[A-Z]{1,2}(\d[A-Z\d]? ?(\d[A-Z]{0,2})?)?", re.ASCII)


def check_proposal(proposal: Proposal) -> None:
    """Refuse what cannot be, by the name of its field."""
    if proposal.end is not None and proposal.end < proposal.start:
        raise RequestError("proposal.end", "The proposal ends before it starts.")
    journey = proposal.journey_minutes
    if journey is not None and not 0 <= journey <= DAY:
        raise RequestError("proposal.journey_minutes", "A journey lasts from 0 minutes to a day.")
    for name, rows in (("weekly", proposal.weekly), ("dated", proposal.dated)):
        if len(rows) > MOST_SHIFTS:
            raise RequestError(
                f"proposal.{name}", f"{len(rows)} shifts are too many to check at once: give {MOST_SHIFTS}."
            )
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


def check_facts(proposal: Proposal) -> None:
    """Refuse facts that contradict each other, by the name of the one that cannot stand beside the other."""
    facts = proposal.facts
    for name, answers, others in _CONTRADICTED:
        if getattr(facts, name) in answers:
            for other, against in others.items():
                value = getattr(facts, other)
                if value not in (None, "unknown", (), "") and (against is None or value in against):
                    raise RequestError(
                        f"proposal.facts.{other}", f"This contradicts {name}, which says {answers[0]}: one is wrong."
                    )
    if proposal.kind == "self_employment" and proposal.engagement in ("employee", "employed", "apprentice"):
        raise RequestError("proposal.engagement", "This contradicts kind, which says self_employment: one is wrong.")


_YES = ("yes", True)
# A fact, the answers of it that rule something out, and what they rule out: any answer (None) or these.
_CONTRADICTED: tuple[tuple[str, tuple[object, ...], dict[str, tuple[object, ...] | None]], ...] = (
    ("children", ("none",), {"children_youngest": None, "children_sex": None}),
    (
        "internet",
        ("none", ()),
        {"uploads": _YES, "apps": None, "software": None, "web_content": _YES, "work_email": _YES},
    ),
    ("driving", ("none", "no", False), {"driving_times": None, "driving_area": None}),
    ("household_children", ("no", False), {"household_youngest": None}),
    ("nights_away", ("no", False), {"nights_count": tuple(range(1, 367)), "outside_region": _YES}),
    ("sells_alcohol", ("no", False), {"drinking_place": _YES}),
    ("public_event", ("no", False), {"event_kind": None}),
    ("at_home", _YES, {"moves_about": _YES, "driving": ("at_work", "at work", "both"), "crosses_zone": _YES}),
)


def _dates(request: LicenceRequest) -> Iterator[tuple[str, date | None]]:
    """Every date of a request, with the name of its field."""
    proposal = request.proposal
    yield from (("as_of", request.as_of), ("pss_end", request.pss_end))
    if request.custody is not None:
        yield "custody.expected_release", request.custody.expected_release
    ranged: list[tuple[str, Licence | Condition | Permission | Direction]] = []
    for place, row in enumerate(request.licences):
        ranged.append((f"licences[{place}]", row))
        ranged += [(f"licences[{place}].conditions[{number}]", own) for number, own in enumerate(row.conditions)]
        yield f"licences[{place}].seen_on", row.seen_on
        yield f"licences[{place}].final_third", row.final_third
    ranged += [(f"orders[{number}]", own) for number, own in enumerate(request.orders)]
    ranged += [(f"permissions[{number}]", given) for number, given in enumerate(request.permissions)]
    ranged += [(f"directions[{number}]", told) for number, told in enumerate(request.directions)]
    for field, each in ranged:
        yield from ((f"{field}.from", each.start), (f"{field}.to", each.end))
    yield from ((f"appointments[{number}].date", row.date) for number, row in enumerate(request.appointments))
    yield from (
        ("proposal.start", proposal.start),
        ("proposal.end", proposal.end),
        ("proposal.changed_on", proposal.changed_on),
    )
    yield from ((f"proposal.dated[{number}].date", row.date) for number, row in enumerate(proposal.dated))
    yield from ((f"proposal.facts.event_dates[{n}]", day) for n, day in enumerate(proposal.facts.event_dates or ()))


def check_dates(request: LicenceRequest) -> None:
    """Refuse dates that cannot be or are the wrong way round, two licences at once, and names that mean nothing."""
    for field, day in _dates(request):
        if day is not None and day < OLDEST:
            raise RequestError(field, f"The year {day.year} cannot be right.")
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
        if (booked.start is None) != (booked.end is None):
            raise RequestError(f"appointments[{number}].from", "Give both from and to, or neither where not known.")
        if booked.start is None or booked.end is None:
            continue
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
