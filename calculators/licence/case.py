"""A request made ready: which licence holds on which day, which shifts to look at, and what begins or ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from calculators.licence.clock import DAY, ONE_DAY, Shift, Span, instant, minutes
from calculators.licence.evidence import Stated, stated
from calculators.licence.facts import Facts, yes
from calculators.licence.implied import MEETS, WORK, as_long_as_licence, implied, on_record, unlisted
from calculators.licence.records import (
    WORK_KINDS,
    Appointment,
    Condition,
    Direction,
    Licence,
    LicenceRequest,
)
from calculators.licence.refusals import check_dates, check_facts, check_proposal, postcodes
from calculators.licence.shifts import hours_of, shifts_of
from calculators.licence.terms import Default, Term, ready
from calculators.licence.vocabulary import relation

State = Literal["custody", "after_custody", "licence", "draft", "recalled", "over", "unrecorded"]

_COUNTS = {"superseded": 1, "approved": 2, "active": 2}  # which statuses bind, the later over the earlier
_DRAFTS = ("draft", "submitted")
_HELD = (*_COUNTS, "recalled", "ended")  # was in force at some time


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
        self._blocks: dict[tuple[int, date], tuple[tuple[int, int], ...]] = {}
        check_dates(request)
        check_proposal(request.proposal)
        check_facts(request.proposal)
        self.postcodes = postcodes(self.facts.postcode)
        self.away = tuple(_away(self.facts))
        self.live = self._live()
        self.unlisted: dict[str, None] = {}
        self.terms = tuple(self._terms(rules))
        self.hours = hours_of(request.proposal)
        self.boundaries = self._boundaries()
        self.unplaced = self._unplaced()
        if self.unplaced:
            booked = Condition(id="appointment", rule="R-ATTEND", label="booked appointment")
            self.terms += (on_record(booked, rules, "the appointments on record"),)
            self._terms_on.clear()  # a day was asked about before this term was there
        self.shifts = shifts_of(request.proposal, self.boundaries)

    # Which licence holds

    def segment(self, day: date) -> int:
        """Which stretch of days it falls in: between two changes the same things hold."""
        return bisect_right(self.boundaries, day)

    def state(self, day: date) -> State:
        """Where the person stands on a day, before any condition is looked at."""
        segment = self.segment(day)
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
        return self._between(day)

    def _between(self, day: date) -> State:
        """A day on which no licence that binds is recorded: over only where an end, or that there is none, was stated.

        Before the first, in a gap, and after a version that another should have taken over from, nobody has said
        what holds.
        """
        last = self.last_before(day)
        if last is None:
            none_said = not self.request.licences and yes(self.request.on_licence) is False
            return "over" if none_said else "unrecorded"
        if last.status == "recalled":
            return "recalled"
        followed = any(self.request.licences[place].start > day for place in self.live)
        ended = last.end is not None and last.end < day and last.status != "superseded"
        return "over" if ended and not followed else "unrecorded"

    def last_before(self, day: date) -> Licence | None:
        """The newest licence that had begun by a day, whatever became of it."""
        rows = enumerate(self.request.licences)
        begun = [row for place, row in rows if row.start <= day and (row.status in _HELD or place in self.live)]
        return max(begun, key=lambda row: (row.start, row.end or date.max), default=None)

    def winner(self, day: date) -> int | None:
        """The place in the request of the licence version in force that day; a draft where nothing is issued."""
        segment = self.segment(day)
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
        segment = self.segment(day)
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

    def stands_since(self, term: Term) -> date | None:
        """Since when the term has stood in these very words, through an unbroken run of licence versions."""
        if term.licence is None:
            return term.start
        since = max(self.request.licences[term.licence].start, term.start or date.min)
        for other in sorted(self.terms, key=lambda each: -self._start(each).toordinal()):
            if other.licence in (None, term.licence) or other.group != term.group:
                continue
            last = min(self.request.licences[other.licence].end or date.max, other.end or date.max)
            if self._start(other) < since <= last + ONE_DAY:
                since = self._start(other)
        return since

    def _start(self, term: Term) -> date:
        own = term.start or date.min
        return own if term.licence is None else max(self.request.licences[term.licence].start, own)

    # What is said of the proposal

    def said(self, name: str) -> Stated | None:
        """A fact of the proposal where it was stated; None where it is not known."""
        return stated(self.facts, name)

    @property
    def driving(self) -> str:
        """How the person drives: none, passenger, to_work, at_work, both, yes where that was all, or unknown."""
        said = self.said("driving")
        way = str(said.value).replace(" ", "_").lower() if said else "unknown"
        return {"false": "none", "true": "yes"}.get(way, way)

    @cached_property
    def devices(self) -> tuple[str, ...]:
        """Whatever could reach the internet among the things of the work: all that is not plainly something else."""
        facts = self.facts
        found = ["a work phone"] if yes(facts.work_phone) else []
        found += ["the employer's device"] if facts.device_owner == "employer" else []
        things = [*(facts.tools or ()), *([facts.vehicle] if facts.vehicle else [])]
        found += [thing for thing in things if relation("internet device", thing) != "other"]
        return tuple(found)

    @property
    def named(self) -> tuple[str, ...]:
        """The role and the place, as far as they are named in words."""
        facts = self.facts
        return tuple(text for text in (self.proposal.what, facts.site_kind, facts.event_kind) if text)

    # What is decided and booked

    def directions(self, term: Term) -> list[Direction]:
        """The directions under a condition."""
        return [row for row in self.request.directions if term.is_called(row.under)]

    def booked(self, term: Term) -> list[Appointment]:
        """The appointments held under a term; under what is on record, those that no other term holds."""
        if term.id == "appointment" and term.licence is None:
            return list(self.unplaced)
        return [row for row in self.request.appointments if self._holds(term, row)]

    def _holds(self, term: Term, row: Appointment) -> bool:
        if term.rule != "R-ATTEND" or not self.in_force(term, row.date):
            return False
        return term.id in MEETS if row.condition is None else term.is_called(row.condition)

    def _unplaced(self) -> tuple[Appointment, ...]:
        """Appointments that no term in force holds: held against the shifts all the same, and said where named."""
        found = []
        for number, row in enumerate(self.request.appointments):
            if not any(self._holds(term, row) for term in self.terms):
                found.append(row)
                if row.condition is not None:
                    self.warn(
                        f"appointments[{number}].for: {row.condition} is no term to attend that is in force that day. "
                        "The appointment is checked against the work all the same."
                    )
        return tuple(found)

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
            listed: list[Term] = []
            for number, condition in enumerate(row.conditions):
                path = f"licences[{place}].conditions[{number}]"
                term, unread = ready(condition, path, row.policy_version, place, source, rules)
                term = as_long_as_licence(term)
                if term.standard and any(_dated(term) == _dated(other) for other in listed):
                    continue  # a licence carries a standard condition once, however often it is listed
                listed.append(term)
                if place in self.live:
                    self._say_unread(path, unread)
            if place in self.live:
                yield from listed
                for condition in implied(row, listed):
                    path = f"licences[{place}].conditions"
                    yield ready(condition, path, row.policy_version, place, f"{source}; not listed", rules)[0]
                for entry in unlisted(row, listed):
                    self.unlisted[
                        f"{entry.id}: {entry.name} stands on every licence of version {row.policy_version} "
                        "and was not listed (see the paper licence)"
                    ] = None
        for number, order in enumerate(self.request.orders):
            term, unread = ready(order, f"orders[{number}]", None, None, "order", rules, is_order=True)
            self._say_unread(f"orders[{number}]", unread)
            yield term
        if not self.request.licences and yes(self.request.on_licence) is not False and self.request.custody is None:
            yield on_record(Condition(id=WORK), rules, "assumed: no licence is recorded")

    def _say_unread(self, path: str, unread: tuple[str, ...]) -> None:
        for name in unread:
            self.warn(f"{path}.params.{name} is not read by any rule and changed nothing.")

    def warn(self, text: str) -> None:
        """Add a warning, once."""
        self.warnings[text] = None

    def _boundaries(self) -> tuple[date, ...]:
        """Every day from which something is different: between two of them the same things hold."""
        request = self.request
        found: set[date] = set()
        ranges: list[tuple[date | None, date | None]] = []
        ranges += [(request.licences[place].start, request.licences[place].end) for place in self.live]
        ranges += [(row.start, row.end) for row in request.licences if row.status in ("recalled", "ended")]
        ranges += [(term.start, term.end) for term in self.terms]
        ranges += [(row.final_third, None) for row in request.licences]
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


def _away(facts: Facts) -> Iterator[tuple[str, str]]:
    """What takes the person away overnight or out of the country, each as the fact and in words."""
    for fact, words in (
        ("nights_away", "nights away from home"),
        ("live_in", "the post means living in"),
        ("sleep_in", "there are sleep-in shifts"),
        ("overseas", "the work goes abroad"),
    ):
        if yes(getattr(facts, fact)):
            yield fact, words


def _dated(term: Term) -> tuple[object, date | None, date | None]:
    return term.group, term.start, term.end


def _lateness(hours: Span) -> tuple[int, int]:
    return hours.start, hours.end


def _covers(row: Licence, day: date) -> bool:
    return row.start <= day and (row.end is None or day <= row.end)
