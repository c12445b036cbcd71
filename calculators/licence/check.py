"""Does anything on record stand in the way of a proposal, on which days, and what must be asked?

It informs; people decide. A missing fact is unknown, never "no", and the worst condition is the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from calculators.explain import Step
from calculators.licence import catalogue
from calculators.licence.areas import check_starts
from calculators.licence.ask import Matter, request_text, say
from calculators.licence.case import Case
from calculators.licence.clock import ONE_DAY
from calculators.licence.facts import QUESTIONS, question
from calculators.licence.met import Met, meet
from calculators.licence.permission import check_directions
from calculators.licence.records import SEVERITY, ConditionResult, LicenceRequest, LicenceResult, Verdict
from calculators.licence.report import duties_of, groups_of, out_of_date, told
from calculators.licence.rules import DEFAULTS, RULES
from calculators.licence.shifts import HORIZON
from calculators.licence.states import States, states_of

__all__ = ["RULES", "LicenceRequest", "LicenceResult", "boundaries", "check_licence", "stale"]

HEADLINE: dict[Verdict, str] = {
    "clear": "CLEAR: nothing recorded conflicts.",
    "ask": "ASK: get the officer's agreement first.",
    "conflict": "CONFLICT: as recorded this would breach the licence or an order.",
    "unknown": "UNKNOWN: a fact is missing.",
}

IN_PRISON = "CONFLICT: the person is in prison on days of the proposal."


def check_licence(request: LicenceRequest) -> LicenceResult:
    """Hold a proposal against licences, directions, orders and permissions.

    Raises RequestError, naming the field, for what cannot be: see contracts for the shapes.
    """
    case = Case(request, DEFAULTS)
    check_directions(case)
    for term in case.terms:
        check_starts(term)
    met = meet(case)
    states = states_of(case)
    overall = _worst(met, states)
    groups = groups_of(met)

    results: list[ConditionResult] = [*states.results, *out_of_date(case, groups)]
    matters: list[Matter] = []
    for group in groups.values():
        result, to_ask = told(case, group)
        results.append(result)
        if to_ask is not None:
            matters.append(to_ask)
    results.sort(
        key=lambda row: (-SEVERITY[row.verdict], row.id != "state", row.id, row.label, msgspec.json.encode(row))
    )
    matters.sort(key=lambda one: (-SEVERITY[one.verdict], one.term.id, one.term.label, one.asked))

    distinct = list({id(one.finding): one for one in met}.values())
    clear_from = _clear_from(case, met, states)
    blocked = states.blocked or any(one.verdict == "conflict" and one.route is None for one in matters)
    ours = [one for one in matters if one.route is not None]
    asking = overall in ("ask", "conflict") and not blocked and any(not one.term.is_order for one in ours)
    return LicenceResult(
        verdict=overall,
        conditions=tuple(results),
        duties=duties_of(case, distinct),
        clear_from=clear_from,
        ask_text=request_text(ours, case) if asking else None,
        catalogue_version=catalogue.meta().catalogue_version,
        steps=tuple(_steps(case, overall, results, clear_from, asking)),
        warnings=tuple(_warnings(case, distinct)),
        missing=(*_missing(distinct, states), *case.unlisted),
    )


def _worst(met: list[Met], states: States) -> Verdict:
    weight = max((one.counts for one in met if one.term.on_match != "skip"), default=0)
    weight = max([weight, *(SEVERITY[verdict] for verdict in states.verdicts.values())])
    return next(verdict for verdict, number in SEVERITY.items() if number == weight)


def boundaries(request: LicenceRequest) -> tuple[date, ...]:
    """Every day from which a check of this request could come out differently."""
    return Case(request, DEFAULTS).boundaries


def stale(checked: LicenceRequest, version: str, now: LicenceRequest) -> tuple[str, ...]:
    """Why a stored check no longer holds, in words; empty where it does.

    `checked` is the request as it was answered with catalogue `version`; `now` is the same question today.
    """
    why = []
    for name in (
        "licences",
        "directions",
        "orders",
        "permissions",
        "appointments",
        "custody",
        "on_licence",
        "proposal",
    ):
        if getattr(checked, name) != getattr(now, name):
            why.append(f"{name} changed since the check")
    if version != catalogue.meta().catalogue_version:
        why.append("the catalogue of conditions is newer than the check")
    passed = [day for day in boundaries(checked) if checked.as_of < day <= now.as_of]
    if passed:
        why.append(f"something began or ended on {say(passed[-1], now.as_of)}")
    return tuple(why)


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


def _warnings(case: Case, met: list[Met]) -> list[str]:
    """What bears on this answer and is our judgement, or was left out."""
    found = dict(case.warnings)
    request, held = case.request, catalogue.meta()
    if request.pss_end is not None:
        ended = held.ended_by_law
        found[f"pss_end is ignored: {ended.what.lower()} was repealed ({ended.source})."] = None
    for place, row in ((place, request.licences[place]) for place in case.live):
        since = held.which_version[-1].start
        newest = row.policy_version == held.which_version[-1].version
        if newest != (row.start >= since):
            word = "before" if newest else "on or after"
            found[
                f"licences[{place}] is entered as policy version {row.policy_version} and starts {word} "
                f"{say(since, request.as_of)}: check the version printed on it."
            ] = None
    for one in met:
        for judgement in one.finding.judgements:
            found[f"Judgement: {judgement}"] = None
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
    yield Step(f"{near} {unit} from {say(first, today)} to {say(last, today)} were checked against what is recorded.")
    for row in results:
        way = f" Way out: {row.route}." if row.route else ""
        yield Step(f"{row.verdict.upper()}, {row.label or row.id}: {row.why}.{way}", source=row.source)
    if clear_from is not None:
        left = "nothing recorded conflicts"
        soon = ": a later start is a way out" if clear_from <= case.proposal.start + HORIZON else ""
        yield Step(f"From {say(clear_from, today)} {left}{soon}.")
    if asking:
        yield Step("Where no officer is allocated, the request goes to the number printed on the licence.")
