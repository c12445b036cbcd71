"""The shifts of a proposal: which days and hours are held against what is recorded, and how far ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from calculators.explain import RequestError
from calculators.licence.clock import DAY, ONE_DAY, Shift, Span, clock_changes, instant, on_day, span
from calculators.licence.facts import yes
from calculators.licence.records import Proposal

HORIZON = timedelta(days=42)
CLOCKS_AHEAD = timedelta(days=400)  # how far past the start a change of the clocks is looked for

Hours = Literal["known", "unknown", "none"]


def hours_of(proposal: Proposal) -> Hours:
    """Whether the hours are known; "none" for what has no hours of its own, such as an address."""
    facts = proposal.facts
    bounds = facts.earliest_start is not None and facts.latest_finish is not None
    if yes(facts.hours_vary) is True:
        return "known" if bounds else "unknown"
    if proposal.weekly or proposal.dated or bounds:
        return "known"
    return "none" if proposal.kind in ("activity", "address") else "unknown"


def shifts_of(proposal: Proposal, boundaries: Iterable[date]) -> tuple[Shift, ...]:
    """Every shift of the first 42 days, and those round every later day on which something begins or ends.

    Without hours, whole days. Raises RequestError where no day of the week falls between the start and the end.
    """
    found = sorted(_shifts(proposal, tuple(boundaries)), key=lambda shift: (shift.day, shift.start, shift.end))
    if not any(shift.near for shift in found):
        raise RequestError("proposal.weekly", "None of these days falls between the start and the end.")
    return tuple(found)


def _shifts(proposal: Proposal, boundaries: tuple[date, ...]) -> Iterator[Shift]:
    hours = hours_of(proposal)
    end = proposal.end or date.max
    horizon = min(end, proposal.start + HORIZON)
    spans = _spans(proposal)
    for number, row in enumerate(proposal.dated):
        yield on_day(row.date, span(f"proposal.dated[{number}]", row.start, row.end, "shift"))
    if not spans and proposal.dated:
        return
    if not spans and proposal.kind in ("appointment", "journey") and proposal.end is None:
        horizon = end = proposal.start
    for day in _every(proposal.start, horizon):
        yield from _on(day, spans, hours, near=True)
    for day in _far_days(proposal, boundaries, horizon, end, hours):
        yield from _on(day, spans, hours, near=False)


def _spans(proposal: Proposal) -> list[Span]:
    """The weekly hours; the earliest start to the latest finish where they vary."""
    rows, facts = proposal.weekly, proposal.facts
    first, last = facts.earliest_start, facts.latest_finish
    if first is not None and last is not None and (yes(facts.hours_vary) or not rows):
        if proposal.dated and not yes(facts.hours_vary):
            return []
        days = tuple(sorted({day for row in rows for day in row.days})) or None
        return [span("proposal.facts", first, last, "day", days)]
    return [
        span(f"proposal.weekly[{number}]", row.start, row.end, "shift", row.days) for number, row in enumerate(rows)
    ]


def _on(day: date, spans: list[Span], hours: Hours, *, near: bool) -> Iterator[Shift]:
    if not spans or hours == "unknown":
        yield Shift(day, instant(day, 0), instant(day, DAY), near=near, timed=False)
        return
    for each in spans:
        if day.weekday() in each.days:
            yield on_day(day, each, near=near)


def _far_days(proposal: Proposal, boundaries: tuple[date, ...], horizon: date, end: date, hours: Hours) -> list[date]:
    """Days past the horizon worth looking at: a week from each change, and each change of the clocks."""
    far: set[date] = set()
    for boundary in boundaries:
        if horizon < boundary <= end:
            far.update(_every(boundary - ONE_DAY, boundary + timedelta(days=7)))
    if hours == "known":
        for day in clock_changes(horizon, min(end, proposal.start + CLOCKS_AHEAD)):
            far.update((day - ONE_DAY, day, day + ONE_DAY))
    return sorted(day for day in far if horizon < day <= end)


def _every(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
