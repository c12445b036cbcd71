"""A request made ready: which licence holds on which day, which shifts to look at, and what begins or ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Literal

from calculators.explain import RequestError
from calculators.licence.clock import (
    DAY,
    ONE_DAY,
    Shift,
    Span,
    clock_changes,
    instant,
    minutes,
    on_day,
    span,
)
from calculators.licence.facts import yes
from calculators.licence.records import WORK_KINDS, Direction, Licence, LicenceRequest, Permission
from calculators.licence.refusals import check_dates, check_proposal, postcodes
from calculators.licence.terms import Default, Term, ready

HORIZON = timedelta(days=42)
CLOCKS_AHEAD = timedelta(days=400)  # how far past the start a change of the clocks is looked for

State = Literal["custody", "after_custody", "licence", "draft", "recalled", "none"]

_COUNTS = {"superseded": 1, "approved": 2, "active": 2}  # which statuses bind, the later over the earlier
_DRAFTS = ("draft", "submitted")


class Case:
    """One request, read once and asked about day by day. Raises RequestError for what cannot be."""

    def __init__(self, request: LicenceRequest, rules: dict[str, Default]) -> None:
        self.request = request
        self.proposal = request.proposal
        self.facts = request.proposal.facts
        self.kind = request.proposal.kind
        self.is_work = self.kind in WORK_KINDS
        self.journey = request.proposal.journey_minutes
        self.warnings: dict[str, None] = {}
        self._winners: dict[int, int | None] = {}
        self._states: dict[int, State] = {}
        self._terms_on: dict[int, dict[int, Term]] = {}
        self._named: dict[int, list[Permission]] = {}
        self._blocks: dict[tuple[int, date], tuple[tuple[int, int], ...]] = {}
        check_proposal(request.proposal)
        check_dates(request)
        self.postcodes = postcodes(self.facts.postcode)
        self.live = self._live()
        self.terms = tuple(self._terms(rules))
        self.hours = self._hours()
        self.boundaries = self._boundaries()
        self.shifts = tuple(self._shifts())

    # Which licence holds

    def state(self, day: date) -> State:
        """Where the person stands on a day, before any condition is looked at."""
        segment = bisect_right(self.boundaries, day)
        if segment not in self._states:
            self._states[segment] = self._state(day)
        return self._states[segment]

    def _state(self, day: date) -> State:
        custody = self.request.custody
        if custody is not None:
            out = custody.expected_release
            if out is not None and day < out:
                return "custody"
            if out is None and day <= self.request.as_of:
                return "custody"
        winner = self.winner(day)
        if winner is not None:
            return "draft" if self.request.licences[winner].status in _DRAFTS else "licence"
        entered = any(self.request.licences[place].start <= day for place in self.live)
        if custody is not None and not entered:
            return "after_custody"
        recalled = any(row.status == "recalled" and _covers(row, day) for row in self.request.licences)
        return "recalled" if recalled else "none"

    def winner(self, day: date) -> int | None:
        """The place in the request of the licence version in force that day; a draft where nothing is issued."""
        segment = bisect_right(self.boundaries, day)
        if segment not in self._winners:
            self._winners[segment] = self._winner(day)
        return self._winners[segment]

    def _winner(self, day: date) -> int | None:
        covering = [
            (_COUNTS.get(row.status, 0), row.start, row.end or date.max, place)
            for place in self.live
            if _covers(row := self.request.licences[place], day)
        ]
        # The latest to start wins: an approved variation takes over on its day.
        return max(covering)[3] if covering else None

    def _live(self) -> tuple[int, ...]:
        """The licence versions that can bind. Drafts never count beside one that has been issued."""
        rows = [(place, row.status) for place, row in enumerate(self.request.licences) if not self._before_custody(row)]
        issued = tuple(place for place, status in rows if status in _COUNTS)
        return issued or tuple(place for place, status in rows if status in _DRAFTS)

    def _before_custody(self, row: Licence) -> bool:
        """A licence from before this time in prison ends with the recall; day release is held inside one."""
        custody = self.request.custody
        if custody is None or row.kind == "rotl":
            return False
        return row.start < min(self.request.as_of, custody.expected_release or self.request.as_of)

    def is_out_on(self, day: date) -> bool:
        """Whether that is the day of release: the first of an unbroken run of licence versions."""
        return self.winner(day) is not None and self.winner(day - ONE_DAY) is None

    def on(self, day: date) -> dict[int, Term]:
        """The conditions that bind on a day. An order does not depend on any licence, nor on prison."""
        segment = bisect_right(self.boundaries, day)
        if segment not in self._terms_on:
            winner = None if self.state(day) == "custody" else self.winner(day)
            self._terms_on[segment] = {
                id(term): term
                for term in self.terms
                if (term.licence is None or term.licence == winner) and term.holds(day)
            }
        return self._terms_on[segment]

    def in_force(self, term: Term, day: date) -> bool:
        """Whether a condition binds on a day."""
        return id(term) in self.on(day)

    def is_draft(self, term: Term) -> bool:
        """Whether a condition stands in a licence that has not been issued."""
        return term.licence is not None and self.request.licences[term.licence].status in _DRAFTS

    # What the officer decided

    def directions(self, term: Term) -> list[Direction]:
        """The directions under a condition."""
        return [row for row in self.request.directions if term.is_called(row.under)]

    def permissions(self, term: Term, names: Callable[[Permission, Term, Case], bool]) -> list[Permission]:
        """The permissions that are about a condition, whatever their dates; `names` tells which, asked once."""
        if id(term) not in self._named:
            self._named[id(term)] = [row for row in self.request.permissions if names(row, term, self)]
        return self._named[id(term)]

    # Hours to be in

    def blocks(self, term: Term, shift: Shift) -> list[tuple[int, int]]:
        """The hours to be in around a shift, as pairs of instants."""
        found: list[tuple[int, int]] = []
        for day in (shift.day - ONE_DAY, shift.day, shift.day + ONE_DAY, shift.day + 2 * ONE_DAY)[
            : 4 if shift.overnight else 3
        ]:
            found += self._blocks_on(term, day)
        return found

    def _blocks_on(self, term: Term, day: date) -> tuple[tuple[int, int], ...]:
        key = (id(term), day)
        if key not in self._blocks:
            self._blocks[key] = tuple(self._build_blocks(term, day))
        return self._blocks[key]

    def _build_blocks(self, term: Term, day: date) -> Iterator[tuple[int, int]]:
        """Blocks that start on a day, cut to the days the condition binds: its last night ends at midnight."""
        spans = [hours for hours in term.blocks if day.weekday() in hours.days]
        if not spans:
            return
        today, tomorrow = self.in_force(term, day), self.in_force(term, day + ONE_DAY)
        for hours in spans:
            start, end = hours.start, hours.end
            if today and self._first_night(term, day) and hours is max(spans, key=_lateness):
                start = self._first_start(term, hours)
            if not tomorrow or (not today and self._first_night(term, day + ONE_DAY)):
                end = min(end, DAY)
            if not today:
                start = max(start, DAY)
            if start < end:
                yield instant(day, start), instant(day, end, end=True)

    def _first_night(self, term: Term, day: date) -> bool:
        """Whether the person comes out that day: nothing binds the night before, and the tag comes on it."""
        if term.licence is None:
            return False
        return self.is_out_on(day) or ("hdc" in term.id and term.start == day)

    def _first_start(self, term: Term, hours: Span) -> int:
        if term.rule != "R-CURFEW":
            return hours.start
        if term.params.first_night is None:
            self.warn(
                f"{term.name}: the first night is taken to start at 15:00, the form's default. "
                "Check the paper licence and enter its own time."
            )
            return min(hours.start, 15 * 60)
        given = minutes(f"{term.path}.params.first_night", term.params.first_night)
        return given if given < hours.end else hours.start

    # Reading the request

    def _terms(self, rules: dict[str, Default]) -> Iterator[Term]:
        for place, row in enumerate(self.request.licences):
            seen = f", seen on paper {row.seen_on}" if row.seen_on else ""
            source = f"licence from {row.start}, policy version {row.policy_version}{seen}"
            for number, condition in enumerate(row.conditions):
                path = f"licences[{place}].conditions[{number}]"
                term, unread = ready(condition, path, row.policy_version, place, source, rules)
                if place in self.live:
                    self._say_unread(path, unread)
                    yield term
        for number, order in enumerate(self.request.orders):
            term, unread = ready(order, f"orders[{number}]", None, None, "order", rules)
            self._say_unread(f"orders[{number}]", unread)
            yield term

    def _say_unread(self, path: str, unread: tuple[str, ...]) -> None:
        for name in unread:
            self.warn(f"{path}.params.{name} is not read by any rule and changed nothing.")

    def warn(self, text: str) -> None:
        """Add a warning, once."""
        self.warnings[text] = None

    # Shifts

    def _hours(self) -> Literal["known", "unknown", "none"]:
        """Whether the hours are known; "none" for what has no hours of its own, such as an address."""
        if yes(self.facts.hours_vary) is True:
            known = self.facts.earliest_start is not None and self.facts.latest_finish is not None
            return "known" if known else "unknown"
        if self.proposal.weekly or self.proposal.dated:
            return "known"
        if self.facts.earliest_start is not None and self.facts.latest_finish is not None:
            return "known"
        return "none" if self.kind in ("activity", "address") else "unknown"

    def _spans(self) -> list[Span]:
        """The weekly hours; the earliest start to the latest finish where they vary."""
        rows = self.proposal.weekly
        first, last = self.facts.earliest_start, self.facts.latest_finish
        if first is not None and last is not None and (yes(self.facts.hours_vary) or not rows):
            if self.proposal.dated and not yes(self.facts.hours_vary):
                return []
            days = tuple(sorted({day for row in rows for day in row.days})) or None
            return [span("proposal.facts", first, last, "day", days)]
        return [
            span(f"proposal.weekly[{number}]", row.start, row.end, "shift", row.days) for number, row in enumerate(rows)
        ]

    def _shifts(self) -> Iterator[Shift]:
        proposal = self.proposal
        end = proposal.end or date.max
        horizon = min(end, proposal.start + HORIZON)
        spans = self._spans()
        found: list[Shift] = []
        for number, row in enumerate(proposal.dated):
            hours = span(f"proposal.dated[{number}]", row.start, row.end, "shift")
            found.append(on_day(row.date, hours))
        if spans or not found:
            if not spans and self.kind in ("appointment", "journey") and proposal.end is None:
                horizon = end = proposal.start
            near = _every(proposal.start, horizon)
            for day in near:
                found += self._shifts_on(day, spans, near=True)
            for day in self._far_days(horizon, end):
                found += self._shifts_on(day, spans, near=False)
        if not any(shift.near for shift in found):
            raise RequestError("proposal.weekly", "None of these days falls between the start and the end.")
        yield from sorted(found, key=lambda shift: (shift.day, shift.start, shift.end))

    def _shifts_on(self, day: date, spans: list[Span], *, near: bool) -> Iterator[Shift]:
        if not spans or self.hours == "unknown":
            yield Shift(day, instant(day, 0), instant(day, DAY), near=near, timed=False)
            return
        for hours in spans:
            if day.weekday() in hours.days:
                yield on_day(day, hours, near=near)

    def _far_days(self, horizon: date, end: date) -> list[date]:
        """Days past the horizon worth looking at: a week from each change, and each change of the clocks."""
        far: set[date] = set()
        later = [day for day in self.boundaries if horizon < day <= end]
        for boundary in later:
            far.update(_every(boundary - ONE_DAY, boundary + timedelta(days=7)))
        if later and self.hours == "known":
            last = min(end, max(later), self.proposal.start + CLOCKS_AHEAD)
            for day in clock_changes(horizon, last):
                far.update((day - ONE_DAY, day, day + ONE_DAY))
        return sorted(day for day in far if horizon < day <= end)

    def _boundaries(self) -> tuple[date, ...]:
        """Every day from which something is different: between two of them the same things hold."""
        request = self.request
        found: set[date] = set()
        ranges: list[tuple[date | None, date | None]] = []
        ranges += [(request.licences[place].start, request.licences[place].end) for place in self.live]
        ranges += [(row.start, row.end) for row in request.licences if row.status == "recalled"]
        ranges += [(term.start, term.end) for term in self.terms]
        ranges += [(row.start, row.end) for row in request.permissions]
        ranges += [(row.start, row.end) for row in request.directions]
        ranges += [(row.date, row.date) for row in request.appointments]
        ranges += [(day, day) for day in self.facts.event_dates or ()]
        for term in self.terms:
            ranges += [(day, day) for day in term.params.dates or ()]
            if isinstance(term.tag_fitted, date):
                ranges.append((term.tag_fitted, term.tag_fitted))
        for start, end in ranges:
            if start is not None:
                found.add(start)
            if end is not None and end < date.max:
                found.add(end + ONE_DAY)
        if request.custody is not None:
            found.add(request.custody.expected_release or request.as_of + ONE_DAY)
        return tuple(sorted(found))


def _lateness(hours: Span) -> tuple[int, int]:
    return hours.start, hours.end


def _covers(row: Licence, day: date) -> bool:
    return row.start <= day and (row.end is None or day <= row.end)


def _every(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
