"""Does anything on record stand in the way of a proposal, on which days, and what must be asked?

It informs; people decide. A missing fact is unknown, never "no", and the worst condition is the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from calculators.explain import Step
from calculators.licence import catalogue
from calculators.licence.ask import Bite, Matter, matter, request_text, say
from calculators.licence.case import HORIZON, Case
from calculators.licence.clock import ONE_DAY, Shift
from calculators.licence.facts import QUESTIONS, question
from calculators.licence.finding import Finding
from calculators.licence.permission import check_directions, directed, is_about, permitted
from calculators.licence.records import (
    SEVERITY,
    ConditionResult,
    Dates,
    Duty,
    LicenceRequest,
    LicenceResult,
    Verdict,
)
from calculators.licence.rules import BY_FACTS, BY_SHIFT, DEFAULTS, NOT_SHOWN, PERMISSION_FIRST, RULES
from calculators.licence.rules_place import check_starts
from calculators.licence.terms import Term

__all__ = ["RULES", "LicenceRequest", "LicenceResult", "boundaries", "check_licence", "stale"]

HEADLINE: dict[Verdict, str] = {
    "clear": "CLEAR: nothing recorded stands in the way.",
    "ask": "ASK: get the officer's agreement first.",
    "conflict": "CONFLICT: as recorded this would breach the licence or an order.",
    "unknown": "UNKNOWN: a fact is missing.",
}

IN_PRISON = "CONFLICT: the person is in prison on days of the proposal."


class Met(msgspec.Struct, frozen=True):
    """One condition held against one shift, by its place among them. `draft` says the licence is not issued yet."""

    term: Term
    shift: Shift
    number: int
    finding: Finding
    draft: bool
    refused: bool = False

    @property
    def counts(self) -> int:
        """How far it weighs in the verdict: what only a draft says is no more than unknown."""
        weight = SEVERITY[self.finding.verdict]
        return 1 if self.draft and weight > 1 else weight


def check_licence(request: LicenceRequest) -> LicenceResult:
    """Hold a proposal against licences, directions, orders and permissions.

    Raises RequestError, naming the field, for what cannot be: see contracts for the shapes.
    """
    case = Case(request, DEFAULTS)
    check_directions(case)
    for term in case.terms:
        check_starts(term)
    met = _meet(case)
    states = _states(case)
    overall = _worst(case, met, states)
    groups: dict[tuple[str, str, bool], list[Met]] = {}
    for one in met:
        if one.term.on_match != "skip":
            groups.setdefault(one.term.group, []).append(one)

    results: list[ConditionResult] = list(states.results)
    matters: list[Matter] = []
    for group in groups.values():
        result, to_ask = _report(case, group)
        results.append(result)
        if to_ask is not None:
            matters.append(to_ask)
    results += _out_of_date(case, groups)
    results.sort(key=lambda row: (-SEVERITY[row.verdict], row.id != "state", row.id, row.label, row.why))
    matters.sort(key=lambda one: (-SEVERITY[one.verdict], one.term.id, one.term.label))

    distinct = list({id(one.finding): one for one in met}.values())
    clear_from = _clear_from(case, met, states)
    blocked = states.blocked or any(one.verdict == "conflict" and one.route is None for one in matters)
    ours = [one for one in matters if one.route is not None]
    asking = overall in ("ask", "conflict") and not blocked and any(one.term.licence is not None for one in ours)
    return LicenceResult(
        verdict=overall,
        conditions=tuple(results),
        duties=_duties(case, distinct),
        clear_from=clear_from,
        ask_text=request_text(ours, case) if asking else None,
        catalogue_version=catalogue.meta().catalogue_version,
        steps=tuple(_steps(case, overall, results, clear_from, asking)),
        warnings=tuple(_warnings(case, distinct)),
        missing=_missing(distinct, states),
    )


def boundaries(request: LicenceRequest) -> tuple[date, ...]:
    """Every day from which a check of this request could come out differently."""
    return Case(request, DEFAULTS).boundaries


def stale(checked: LicenceRequest, version: str, now: LicenceRequest) -> tuple[str, ...]:
    """Why a stored check no longer holds, in words; empty where it does.

    `checked` is the request as it was answered with catalogue `version`; `now` is the same question today.
    """
    why = []
    for name in ("licences", "directions", "orders", "permissions", "appointments", "custody", "proposal"):
        if getattr(checked, name) != getattr(now, name):
            why.append(f"{name} changed since the check")
    if version != catalogue.meta().catalogue_version:
        why.append("the catalogue of conditions is newer than the check")
    passed = [day for day in boundaries(checked) if checked.as_of < day <= now.as_of]
    if passed:
        why.append(f"something began or ended on {say(passed[-1], now.as_of)}")
    return tuple(why)


# Holding conditions against shifts


def _meet(case: Case) -> list[Met]:
    """Every condition in force against every shift it touches, day by day."""
    facts_only = {id(term): BY_FACTS[term.rule](term, case) for term in case.terms if term.rule in BY_FACTS}
    decided = {id(term) for term in case.terms if case.directions(term) or case.permissions(term, is_about)}
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
            found = facts_only[key] if key in facts_only else BY_SHIFT[term.rule](term, case, shift)
            draft = case.is_draft(term)
            if key in decided:
                met.append(_judge(term, case, shift, number, found, draft=draft))
            else:
                met.append(Met(term, shift, number, found, draft))
    return met


def _judge(term: Term, case: Case, shift: Shift, number: int, found: Finding, *, draft: bool) -> Met:
    """Directions first, then permissions: a fact that is missing outlives both, except for hours."""
    order = directed(term, case, shift)
    if order is not None and order.verdict == "conflict":
        return Met(term, shift, number, order, draft, refused=True)
    open_to_permission = found.verdict in ("ask", "conflict") or (
        found.verdict == "unknown" and term.rule in PERMISSION_FIRST and "blocks" not in found.missing
    )
    if open_to_permission:
        given = permitted(term, case, shift, found)
        if given is not None:
            refused = given.verdict != "clear" and not given.needs
            return Met(term, shift, number, given, draft, refused=refused)
    if order is not None:
        worse = order if SEVERITY[found.verdict] < SEVERITY["unknown"] else found
        found = msgspec.structs.replace(worse, missing=(*found.missing, *order.missing))
    return Met(term, shift, number, found, draft)


# Where the person stands


class States(msgspec.Struct, frozen=True):
    """What prison, a draft or the want of a licence adds: a line each, and a verdict for each shift."""

    results: tuple[ConditionResult, ...]
    verdicts: dict[int, Verdict]
    missing: tuple[str, ...]
    blocked: bool


def _states(case: Case) -> States:
    found: dict[str, list[Shift]] = {}
    verdicts: dict[int, Verdict] = {}
    for number, shift in enumerate(case.shifts):
        state = case.state(shift.day)
        found.setdefault(state, []).append(shift)
        if state == "custody":
            verdicts[number] = "conflict"
        elif state in ("after_custody", "recalled", "draft"):
            verdicts[number] = "unknown"
    custody, today = case.request.custody, case.request.as_of
    out = custody.expected_release if custody else None
    lines: list[ConditionResult] = []
    missing: list[str] = []
    if "custody" in found:
        until = f"release is expected on {say(out, today)}" if out else "no release date is recorded"
        lines.append(_state_line(case, "conflict", found["custody"], f"in prison: {until}"))
    elif "after_custody" in found:
        why = "in prison now, and the licence for this release is not entered"
        lines.append(_state_line(case, "unknown", found["after_custody"], why))
    if "after_custody" in found:
        missing.append("licence")
    if custody is not None and out is None:
        missing.append("expected_release")
    if "recalled" in found:
        why = "the licence was recalled: is the person in prison, and is there a new licence?"
        lines.append(_state_line(case, "unknown", found["recalled"], why))
        missing.append("licence")
    if "draft" in found and "custody" not in found:
        why = "draft: the licence is not issued, and what it says may change"
        lines.append(_state_line(case, "unknown", found["draft"], why))
    if "draft" in found:
        missing.append("licence")
    if set(found) == {"none"}:
        why = "no licence is in force on any of these days: only orders and the register bear on it"
        lines.append(_state_line(case, "clear", found["none"], why))
    return States(tuple(lines), verdicts, tuple(missing), "custody" in found)


def _state_line(case: Case, verdict: Verdict, shifts: list[Shift], why: str) -> ConditionResult:
    dates = _dates(case, shifts) if verdict != "clear" else None
    return ConditionResult(id="state", verdict=verdict, why=why, dates=dates, source="what is recorded of the person")


# Putting it together


def _worst(case: Case, met: list[Met], states: States) -> Verdict:
    weight = max((one.counts for one in met if one.term.on_match != "skip"), default=0)
    weight = max([weight, *(SEVERITY[verdict] for verdict in states.verdicts.values())])
    return next(verdict for verdict, number in SEVERITY.items() if number == weight)


def _report(case: Case, group: list[Met]) -> tuple[ConditionResult, Matter | None]:
    """One line for a condition: its worst verdict, on how many shifts, and who can lift it."""
    worst = max(SEVERITY[one.finding.verdict] for one in group)
    bites = [one for one in group if SEVERITY[one.finding.verdict] == worst]
    bites.sort(key=lambda one: (one.shift.start, one.finding.why, one.term.content))
    # A permission that clears is worth saying before "nothing to see".
    first = bites[0] if worst else max(bites, key=lambda one: one.finding.why.startswith("permission"))
    term, verdict = first.term, first.finding.verdict
    if not worst:
        return _line(term, "clear", first.finding.why), None
    shifts = _once(one.shift for one in bites)
    dates = _dates(case, shifts)
    why = first.finding.why
    if term.rule in BY_SHIFT or dates.count < dates.of:
        unit = "shifts" if case.shifts[0].timed else "days"
        why = f"{dates.count} of {dates.of} {unit}, first {say(dates.first, case.request.as_of)}, {why}"
    if verdict == "unknown":
        return _line(term, verdict, why, dates), None
    needs = tuple(sorted(first.finding.needs))
    to_ask = matter(Bite(term, verdict, tuple(shifts), needs, any(one.refused for one in bites)), case)
    return _line(term, verdict, why, dates, to_ask.route), to_ask


def _out_of_date(case: Case, groups: dict[tuple[str, str, bool], list[Met]]) -> Iterable[ConditionResult]:
    """Conditions of a licence in force, or orders, whose own dates miss every day of the proposal."""
    holding = {case.winner(shift.day) for shift in case.shifts if case.state(shift.day) != "custody"}
    said = set(groups)
    for term in case.terms:
        shown = term.rule not in NOT_SHOWN and term.on_match != "skip"
        if shown and term.group not in said and (term.licence is None or term.licence in holding):
            said.add(term.group)
            yield _line(term, "clear", "not in force on any of these days")


def _line(
    term: Term, verdict: Verdict, why: str, dates: Dates | None = None, way: str | None = None
) -> ConditionResult:
    return ConditionResult(
        id=term.id, label=term.name, verdict=verdict, why=why, dates=dates, route=way, source=term.source
    )


def _once(shifts: Iterable[Shift]) -> list[Shift]:
    return list({id(shift): shift for shift in shifts}.values())


def _dates(case: Case, shifts: list[Shift]) -> Dates:
    """Counted over the first 42 days; over all that was looked at where it bites only after them."""
    near = [shift for shift in shifts if shift.near]
    counted = near or shifts
    of = sum(shift.near for shift in case.shifts) if near else len(case.shifts)
    return Dates(len(counted), of, counted[0].day, counted[-1].day)


def _clear_from(case: Case, met: list[Met], states: States) -> date | None:
    """The first day from which nothing as bad as the verdict is left, where that comes within the proposal.

    None where what is left is unknown: that would promise too much.
    """
    levels = [SEVERITY[states.verdicts.get(number, "clear")] for number in range(len(case.shifts))]
    unknowns = [level == SEVERITY["unknown"] for level in levels]
    for one in met:
        if one.term.on_match == "skip":
            continue
        weight = one.counts
        if weight:
            levels[one.number] = max(levels[one.number], weight)
            unknowns[one.number] |= weight == SEVERITY["unknown"]
    worst = max(levels)
    if worst == 0:
        return None
    bar = SEVERITY["conflict"] if worst == SEVERITY["conflict"] else SEVERITY["unknown"]
    last = max(number for number, level in enumerate(levels) if level >= bar)
    if last + 1 >= len(levels) or any(unknowns[last + 1 :]):
        return None
    day = case.shifts[last].day
    ended = next((boundary for boundary in case.boundaries if boundary > day), None)
    following = case.shifts[last + 1].day
    return ended if ended is not None and ended <= following else day + ONE_DAY


def _missing(met: list[Met], states: States) -> tuple[str, ...]:
    """The facts that were not given and would change the answer, as questions."""
    facts = set(states.missing)
    for one in met:
        if one.term.on_match != "skip":
            facts.update(one.finding.missing)
    return tuple(question(fact) for fact in QUESTIONS if fact in facts)


def _duties(case: Case, met: list[Met]) -> tuple[Duty, ...]:
    found: dict[tuple[str, str], Duty] = {}
    for one in met:
        for told in one.finding.told:
            key = (one.term.id, told.text)
            if key not in found:
                found[key] = Duty(
                    id=one.term.id, text=told.text, to=told.to, by=case.proposal.start, source=one.term.source
                )
    return tuple(found[key] for key in sorted(found))


def _warnings(case: Case, met: list[Met]) -> list[str]:
    """What bears on this answer and is our judgement, or was left out."""
    found = dict(case.warnings)
    request, held = case.request, catalogue.meta()
    if request.pss_end is not None:
        ended = held.ended_by_law
        found[f"pss_end is ignored: {ended.what.lower()} was repealed ({ended.source})."] = None
    for place in case.live:
        row = request.licences[place]
        if row.policy_version == held.policy_versions[-1] and row.start < held.which_version[-1].start:
            found[
                f"licences[{place}] is entered as policy version {row.policy_version} and starts before "
                f"{say(held.which_version[-1].start, request.as_of)}: check the version printed on it."
            ] = None
    for one in met:
        if one.finding.judgement:
            found[f"Judgement: {one.finding.judgement}"] = None
    manual = [one for one in met if one.term.rule == "R-MANUAL" and one.finding.verdict == "ask"]
    if manual:
        found["Judgement: free text is never cleared by the program; a person tags it once, at entry."] = None
    return list(found)


def _steps(
    case: Case, overall: Verdict, results: list[ConditionResult], clear_from: date | None, asking: bool
) -> Iterable[Step]:
    today = case.request.as_of
    near = sum(shift.near for shift in case.shifts)
    unit = "shifts" if case.shifts[0].timed else "days"
    last = next(shift.day for shift in reversed(case.shifts) if shift.near)
    inside = any(row.id == "state" and row.verdict == "conflict" for row in results)
    yield Step(IN_PRISON if inside else HEADLINE[overall])
    first = case.shifts[0].day
    yield Step(f"{near} {unit} from {say(first, today)} to {say(last, today)} were held against what is recorded.")
    for row in results:
        way = f" Way out: {row.route}." if row.route else ""
        yield Step(f"{row.verdict.upper()}, {row.label or row.id}: {row.why}.{way}", source=row.source)
    if clear_from is not None:
        left = "nothing recorded conflicts" if overall == "conflict" else "nothing recorded stands in the way"
        soon = ": a later start is a way out" if clear_from <= case.proposal.start + HORIZON else ""
        yield Step(f"From {say(clear_from, today)} {left}{soon}.")
    if asking:
        yield Step("Where no officer is allocated, the request goes to the number printed on the licence.")
