"""Every condition in force held against every shift it touches: evidence, then decisions, then one verdict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from calculators.licence.case import Case
from calculators.licence.clock import ONE_DAY, Shift
from calculators.licence.evidence import Evidence, Finding, weigh
from calculators.licence.permission import decide, sort_permissions
from calculators.licence.records import SEVERITY
from calculators.licence.rules import AWAY, BY_FACTS, BY_SHIFT, NOT_SHOWN
from calculators.licence.rules_time import away
from calculators.licence.terms import Term


class Met(msgspec.Struct, frozen=True):
    """One condition held against one shift, by its place among them. `draft` says the licence is not issued yet."""

    term: Term
    shift: Shift
    number: int
    finding: Finding
    draft: bool

    @property
    def counts(self) -> int:
        """How far it weighs in the verdict: what only a draft says is no more than unknown."""
        weight = SEVERITY[self.finding.verdict]
        return 1 if self.draft and weight > 1 else weight


def meet(case: Case) -> list[Met]:
    """Hold every condition against every shift it touches, day by day, whether it bites or not."""
    judge = _Judge(case)
    met: list[Met] = []
    for number, shift in enumerate(case.shifts):
        if case.state(shift.day) == "custody":
            continue
        held = case.on(shift.day)
        if shift.overnight:
            held = held | case.on(shift.day + ONE_DAY)
        stretch = tuple(case.segment(day) for day in shift.days)
        for term in held.values():
            if term.rule not in NOT_SHOWN:
                met.append(Met(term, shift, number, judge.finding(term, shift, stretch), case.is_draft(term)))
    return met


class _Judge:
    """Evidence of a term on a shift, what was decided about it, and the verdict of both.

    What the facts alone show is weighed once for each stretch of days on which nothing begins or ends.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        self._permissions = sort_permissions(case)
        self._by_facts: dict[int, tuple[Evidence, ...]] = {}
        self._weighed: dict[tuple[int, tuple[int, ...]], Finding] = {}
        # A refusal of nights is the one decision that depends on the hours of a shift.
        self._by_hours = any("nights" in row.refuses for row in case.request.directions) or any(
            "nights" in (row.scope.purpose or ()) for row in case.request.permissions
        )

    def finding(self, term: Term, shift: Shift, stretch: tuple[int, ...]) -> Finding:
        """The verdict on a term for one shift, which falls in these stretches of days."""
        if term.rule in BY_SHIFT or self._by_hours:
            return self._weigh(term, shift)
        key = (id(term), stretch)
        found = self._weighed.get(key)
        if found is None:
            found = self._weighed[key] = self._weigh(term, shift)
        return found

    def _weigh(self, term: Term, shift: Shift) -> Finding:
        found = decide(self._evidence(term, shift), term, self._case, shift, self._permissions)
        return weigh(term.on_match, found)

    def _evidence(self, term: Term, shift: Shift) -> tuple[Evidence, ...]:
        case = self._case
        if term.rule in BY_SHIFT:
            return (*BY_SHIFT[term.rule](term, case, shift), *_nights(term, case))
        if id(term) not in self._by_facts:
            self._by_facts[id(term)] = (*BY_FACTS[term.rule](term, case), *_nights(term, case))
        return self._by_facts[id(term)]


def _nights(term: Term, case: Case) -> Iterable[Evidence]:
    return away(case, AWAY[term.rule]) if term.rule in AWAY else ()
