"""Every condition in force held against every shift it touches: evidence, then decisions, then one verdict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from calculators.licence.case import Case
from calculators.licence.clock import ONE_DAY, Shift
from calculators.licence.evidence import Evidence, Finding, weigh
from calculators.licence.permission import Permissions, decide, sort_permissions
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
    permissions = sort_permissions(case)
    by_facts: dict[int, tuple[Evidence, ...]] = {}
    settled: dict[int, Finding] = {}
    for term in case.terms:
        if term.rule in BY_FACTS:
            by_facts[id(term)] = (*BY_FACTS[term.rule](term, case), *_nights(term, case))
            if not _decided(term, case, permissions):
                settled[id(term)] = weigh(term.on_match, by_facts[id(term)])
    met: list[Met] = []
    for number, shift in enumerate(case.shifts):
        if case.state(shift.day) == "custody":
            continue
        held = case.on(shift.day)
        if shift.overnight:
            held = held | case.on(shift.day + ONE_DAY)
        for key, term in held.items():
            if term.rule in NOT_SHOWN:
                continue
            finding = settled.get(key)
            if finding is None:
                found = by_facts[key] if key in by_facts else _at(term, case, shift)
                finding = weigh(term.on_match, decide(found, term, case, shift, permissions))
            met.append(Met(term, shift, number, finding, case.is_draft(term)))
    return met


def _at(term: Term, case: Case, shift: Shift) -> tuple[Evidence, ...]:
    return (*BY_SHIFT[term.rule](term, case, shift), *_nights(term, case))


def _nights(term: Term, case: Case) -> Iterable[Evidence]:
    return away(case, AWAY[term.rule]) if term.rule in AWAY else ()


def _decided(term: Term, case: Case, permissions: Permissions) -> bool:
    """Whether anything was decided under the term, which has to be looked at day by day."""
    refused = any(row.decision == "refused" and term.is_called(row.condition) for row in case.request.permissions)
    return refused or id(term) in permissions or bool(case.directions(term))
