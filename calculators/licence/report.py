"""The lines of an answer: each condition with its verdict, the evidence for it, its days, and who can lift it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from calculators.licence.ask import Bite, Matter, matter, say
from calculators.licence.case import Case
from calculators.licence.clock import Shift
from calculators.licence.evidence import Clash, Doubt, Evidence, Finding, Gap, Shown, Tell
from calculators.licence.facts import QUESTIONS
from calculators.licence.met import Met
from calculators.licence.records import SEVERITY, ConditionResult, Dates, Duty, Said
from calculators.licence.rules import BY_SHIFT, NOT_SHOWN
from calculators.licence.states import dates_of
from calculators.licence.terms import Term

Group = tuple[str, str, str, bool, bytes]


def groups_of(met: Iterable[Met]) -> dict[Group, list[Met]]:
    """What was met, by term: one that stands in several licence versions in the same words is told once."""
    groups: dict[Group, list[Met]] = {}
    for one in met:
        if one.term.on_match != "skip":
            groups.setdefault(one.term.group, []).append(one)
    return groups


def told(case: Case, group: list[Met]) -> tuple[ConditionResult, Matter | None]:
    """One line for a condition: its worst verdict, on how many shifts, and who can lift it."""
    worst = max(SEVERITY[one.finding.verdict] for one in group)
    bites = [one for one in group if SEVERITY[one.finding.verdict] == worst]
    first = _telling(bites)
    term, finding = first.term, first.finding
    if finding.verdict == "clear":
        return _clear(case, bites), None
    shifts = _shifts(bites)
    dates = dates_of(case, shifts)
    why = finding.why
    if term.rule in BY_SHIFT or dates.count < dates.of:
        why = f"{dates.count} of {dates.of} {_unit(case)}, first {say(dates.first, case.request.as_of)}, {why}"
    if finding.verdict == "unknown":
        return _line(term, finding, why, dates), None
    refused = any(one.finding.refused for one in bites)
    to_ask = matter(Bite(term, finding.verdict, tuple(shifts), tuple(sorted(finding.needs)), refused), case)
    return _line(term, finding, why, dates, to_ask.route), to_ask


def _telling(bites: Iterable[Met]) -> Met:
    """The one to tell of: the tightest, then the first."""
    distinct = {id(one.finding): one for one in reversed(list(bites))}.values()
    return min(distinct, key=lambda one: (one.finding.slack, one.shift.start, one.finding.why, one.term.content))


def _shifts(bites: Iterable[Met]) -> list[Shift]:
    return list({id(one.shift): one.shift for one in bites}.values())


def _clear(case: Case, bites: list[Met]) -> ConditionResult:
    """A clear line: each fact that shows it, the tightest shift of those it shows, and how many they were."""
    findings = {id(one.finding): one.finding for one in bites}
    facts = {key: finding.rests_on for key, finding in findings.items()}
    by_fact: dict[str, list[Met]] = {}
    for one in bites:
        by_fact.setdefault(facts[id(one.finding)], []).append(one)
    told_by = [_telling(some) for some in by_fact.values()]
    told_by.sort(key=lambda one: (one.finding.rests_on != "permission", one.finding.rests_on))
    of = sum(shift.near for shift in case.shifts)
    parts = []
    for one in told_by:
        shown = _shifts(by_fact[one.finding.rests_on])
        near = sum(shift.near for shift in shown)
        if len(told_by) == 1 and (one.term.rule not in BY_SHIFT):
            parts.append(one.finding.why)
        else:
            many = f"all {of}" if near == of else f"{near} of {of}" if near else f"{len(shown)} later"
            parts.append(f"{one.finding.why}, {many} {_unit(case)}")
    line = _line(told_by[0].term, told_by[0].finding, "; ".join(parts))
    return msgspec.structs.replace(
        line, evidence=tuple(_said(piece) for one in told_by for piece in one.finding.pieces)
    )


def _unit(case: Case) -> str:
    return "shifts" if case.shifts[0].timed else "days"


def out_of_date(case: Case, groups: Iterable[Group]) -> Iterator[ConditionResult]:
    """Conditions of a licence in force, or orders, whose own dates miss every day of the proposal."""
    holding = {case.winner(shift.day) for shift in case.shifts if case.state(shift.day) != "custody"}
    said = set(groups)
    for term in sorted((term for term in case.terms if term.group not in said), key=lambda term: term.content):
        shown = term.rule not in NOT_SHOWN and term.on_match != "skip"
        if shown and term.group not in said and (term.licence is None or term.licence in holding):
            said.add(term.group)
            days = " ".join(f"{word} {day}" for word, day in (("from", term.start), ("to", term.end)) if day)
            yield ConditionResult(
                id=term.id,
                label=term.name,
                key=term.key,
                verdict="clear",
                why=f"not in force on any of these days: it runs {days}"
                if days
                else "not in force on any of these days",
                source=term.source,
                evidence=(Said("not_met", f"runs {days}".strip(), "dates"),),
            )


def _line(
    term: Term, finding: Finding, why: str, dates: Dates | None = None, way: str | None = None
) -> ConditionResult:
    fact = finding.open
    return ConditionResult(
        id=term.id,
        label=term.name,
        verdict=finding.verdict,
        why=why,
        dates=dates,
        route=way,
        source=term.source,
        evidence=tuple(_said(piece) for piece in finding.pieces),
        key=term.key,
        fact=fact,
        question=QUESTIONS[fact].text if fact in QUESTIONS else None,
    )


def _said(piece: Evidence) -> Said:
    match piece:
        case Shown():
            return Said("not_met", piece.words, piece.by.fact)
        case Tell():
            return Said("to_tell", piece.text)
        case Gap():
            return Said("missing", piece.words, piece.facts[0])
        case Doubt():
            return Said("doubt", piece.words, piece.facts[0] if piece.facts else "")
        case Clash():
            return Said("met", piece.words)


def duties_of(case: Case, met: Iterable[Met]) -> tuple[Duty, ...]:
    """What is to be told to the officer or the police, once each, by the first day."""
    found: dict[tuple[str, str], Duty] = {}
    for one in met:
        for duty in one.finding.told:
            found.setdefault(
                (one.term.id, duty.text),
                Duty(id=one.term.id, text=duty.text, to=duty.to, by=case.proposal.start, source=one.term.source),
            )
    return tuple(found[key] for key in sorted(found))
