"""Where the person stands on the days of a proposal: in prison, on a draft, on no licence that is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from calculators.licence.ask import say
from calculators.licence.case import Case, State
from calculators.licence.clock import Shift
from calculators.licence.facts import QUESTIONS
from calculators.licence.records import ConditionResult, Dates, Said, Verdict

# What a state does to the verdict of a shift. A licence in force, and one that is over, leave it to the conditions.
_VERDICTS: dict[State, Verdict] = {
    "custody": "conflict",
    "after_custody": "unknown",
    "recalled": "unknown",
    "draft": "unknown",
    "unrecorded": "unknown",
}
_WHY: dict[State, str] = {
    "after_custody": "in prison now, and the licence for this release is not entered",
    "recalled": "the licence was recalled: is the person in prison, and is there a new licence?",
    "draft": "draft: the licence is not issued, and what it says may change",
    "unrecorded": "no licence is recorded for these days, nor that there is none: which licence holds?",
}
_SOURCE = "what is recorded of the person"


class States(msgspec.Struct, frozen=True):
    """What prison, a draft or the want of a licence adds: a line each, and a verdict for each shift."""

    results: tuple[ConditionResult, ...]
    verdicts: dict[int, Verdict]
    missing: tuple[str, ...]
    blocked: bool


def states_of(case: Case) -> States:
    """Tell where the person stands, and whether the hours of the proposal are known at all."""
    found: dict[State, list[Shift]] = {}
    verdicts: dict[int, Verdict] = {}
    for number, shift in enumerate(case.shifts):
        state = case.state(shift.day)
        found.setdefault(state, []).append(shift)
        if state in _VERDICTS:
            verdicts[number] = _VERDICTS[state]
        if case.hours == "unknown":
            verdicts.setdefault(number, "unknown")
    custody = case.request.custody
    missing = ["licence"] * any(state in found for state in _WHY)
    if custody is not None and custody.expected_release is None:
        missing.append("expected_release")
    if case.hours == "unknown":
        missing.append("hours")
    return States(tuple(_lines(case, found)), verdicts, tuple(missing), "custody" in found)


def _lines(case: Case, found: dict[State, list[Shift]]) -> Iterator[ConditionResult]:
    today = case.request.as_of
    if "custody" in found:
        out = case.request.custody.expected_release if case.request.custody else None
        until = f"release is expected on {say(out, today)}" if out else "no release date is recorded"
        yield _line(case, "conflict", found["custody"], f"in prison: {until}")
    for state, why in _WHY.items():
        if state in found and ("custody" not in found or state in ("recalled", "unrecorded")):
            yield _line(case, "unknown", found[state], why, "licence")
    if set(found) == {"over"}:
        yield _line(case, "clear", found["over"], _over(case, today))
    if case.hours == "unknown" and set(found) != {"custody"}:
        line = _line(case, "unknown", list(case.shifts), "the hours of the work are not known", "hours")
        yield msgspec.structs.replace(line, id="hours", source="the proposal")


def _over(case: Case, today: date) -> str:
    last = case.last_before(case.shifts[-1].day)
    ended = f"the last ended on {say(last.end, today)}" if last and last.end else "as recorded of the person"
    return f"no licence is in force on any of these days, {ended}: only orders and the register bear on it"


def _line(case: Case, verdict: Verdict, shifts: list[Shift], why: str, fact: str | None = None) -> ConditionResult:
    return ConditionResult(
        id="state",
        verdict=verdict,
        why=why,
        dates=dates_of(case, shifts) if verdict != "clear" else None,
        source=_SOURCE,
        evidence=(Said("missing" if fact else "met" if verdict == "conflict" else "not_met", why, fact or "licence"),),
        fact=fact,
        question=QUESTIONS[fact].text if fact else None,
    )


def dates_of(case: Case, shifts: list[Shift]) -> Dates:
    """Counted over the first 42 days; over all that was looked at where it bites only after them."""
    near = [shift for shift in shifts if shift.near]
    counted = near or shifts
    of = sum(shift.near for shift in case.shifts) if near else len(case.shifts)
    return Dates(len(counted), of, counted[0].day, counted[-1].day)
