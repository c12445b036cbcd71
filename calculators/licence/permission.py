"""Whether something the officer decided covers a shift, or refuses it."""

from __future__ import annotations

from datetime import date
from typing import get_args

from calculators.explain import RequestError
from calculators.licence.case import Case
from calculators.licence.clock import DAY, ONE_DAY, Shift, instant
from calculators.licence.facts import yes
from calculators.licence.finding import Finding, unknown
from calculators.licence.records import Direction, Engagement, Kind, Permission, Verdict
from calculators.licence.terms import Term

NIGHT = (23 * 60, 30 * 60)  # 23:00 to 06:00; our judgement, as the Working Time Regulations have it
_ALSO = {"self_employed": "self_employment", "self_employment": "self_employed"}
_KINDS = ("job", "work_trial", "volunteering", "training", "activity", "appointment", "address", "journey")
REFUSABLE = frozenset((*get_args(Kind), *get_args(Engagement), "nights", "bar_work", "driving"))


def check_directions(case: Case) -> None:
    """Refuse a direction that names nothing the check knows."""
    for number, row in enumerate(case.request.directions):
        for place, name in enumerate(row.refuses):
            if name not in REFUSABLE:
                raise RequestError(
                    f"directions[{number}].refuses[{place}]",
                    f"There is no {name} to refuse; there are {', '.join(sorted(REFUSABLE))}.",
                )


def directed(term: Term, case: Case, shift: Shift) -> Finding | None:
    """A conflict where a direction under this condition refuses the work, unknown where a fact decides it."""
    held: Finding | None = None
    for row in case.directions(term):
        if not _in_date(row, shift.day):
            continue
        for name in row.refuses:
            refused = _refused(name, case, shift)
            if refused:
                return Finding("conflict", f"the officer has refused {_words(name)}")
            if refused is None:
                fact = {"nights": "hours", "bar_work": "drinking_place", "driving": "driving"}.get(name, "engagement")
                held = unknown(f"the officer has refused {_words(name)}: is this that?", fact)
    return held


def _words(name: str) -> str:
    return "self-employment" if name in _ALSO else name.replace("_", " ")


def _refused(name: str, case: Case, shift: Shift) -> bool | None:
    proposal, facts = case.proposal, case.facts
    own = {proposal.kind, proposal.engagement}
    if name in own or (name in _ALSO and _ALSO[name] in own):
        return True
    if name == "nights":
        if not shift.timed:
            return None if case.hours == "unknown" else False
        return (
            any(
                instant(day, NIGHT[0]) < shift.end and shift.start < instant(day, NIGHT[1], end=True)
                for day in (shift.day - ONE_DAY, shift.day)
            )
            or shift.end - shift.start >= DAY
        )
    if name == "bar_work":
        return yes(facts.drinking_place) if case.is_work else False
    if name == "driving":
        return None if facts.driving in (None, "unknown") else facts.driving not in ("none", "no", False, "passenger")
    # Kinds are always known. An engagement that is not given may be the refused one.
    open_ = case.kind in ("job", "work_trial") and name not in _KINDS and proposal.engagement is None
    return None if open_ else False


def permitted(term: Term, case: Case, shift: Shift, finding: Finding) -> Finding | None:
    """The finding once permissions are looked at; None where none of them bears on it."""
    days = [day for day in shift.days if case.in_force(term, day)] or [shift.day]
    named = case.permissions(term, is_about)
    if not named:
        return None
    found: list[Finding | None] = [_on_day(named, term, case, day, finding) for day in days]
    if any(one is None for one in found):
        return None
    return max((one for one in found if one is not None), key=lambda one: one.verdict == "conflict")


def _on_day(named: list[Permission], term: Term, case: Case, day: date, finding: Finding) -> Finding | None:
    held = [row for row in named if _in_date(row, day)]
    if not held:
        return None
    if finding.needs:
        covered: set[str] = set()
        for row in sorted(held, key=_when):
            purposes = set(finding.needs) if row.scope.purpose is None else set(row.scope.purpose)
            covered = covered | purposes if row.decision == "granted" else covered - purposes
        left = sorted(finding.needs - covered)
        if left:
            if len(left) == len(finding.needs):
                return None
            return Finding(
                finding.verdict, f"needs {', '.join(left)}, which no permission covers", needs=frozenset(left)
            )
        return _cited(max(held, key=_when), case)
    last = max(held, key=_when)
    if last.decision == "granted":
        return _cited(last, case)
    if last.decision == "refused":
        verdict: Verdict = "conflict"
        return Finding(verdict, f"permission was refused{_since(last)}")
    return None


def _when(row: Permission) -> tuple[object, ...]:
    """The later decides; what is left of the order is only so that the same one is cited every time."""
    scope, end = row.scope, row.end or date.max
    about = (scope.proposal or "", scope.purpose or (), scope.place or "")
    return row.start or date.min, row.decision != "granted", end, about, row.by or ""


def _cited(row: Permission, case: Case) -> Finding:
    by = row.by or "the officer"
    for_this = " for this proposal" if row.scope.proposal else ""
    limit = f", for {', '.join(row.scope.purpose)}" if row.scope.purpose else ""
    until = f" until {row.end}" if row.end else ""
    return Finding("clear", f"permission from {by} recorded{_since(row)}{until}{for_this}{limit}")


def _since(row: Permission) -> str:
    return f" from {row.start}" if row.start else ""


def _in_date(row: Permission | Direction, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def is_about(row: Permission, term: Term, case: Case) -> bool:
    """Whether a permission is about this condition and this proposal, and given by somebody who may give it."""
    scope, proposal = row.scope, case.proposal
    if not term.is_called(row.condition):
        return False
    if row.condition == "bespoke" and row.condition != term.label and _several_bespoke(case):
        return False
    if term.licence is None and row.by not in (term.approver, "court"):
        return False
    if scope.proposal is not None and scope.proposal != proposal.id:
        return False
    if term.rule == "R-WORK":
        if scope.proposal is None and row.decision == "granted":
            return False
        if proposal.changed_on is not None and (row.start is None or row.start < proposal.changed_on):
            return False
    if scope.place is not None and not _at(scope.place, case):
        return False
    if scope.purpose is None or term.rule == "R-DEVICE":
        return True
    return bool({"work", proposal.kind, proposal.engagement} & set(scope.purpose))


def _several_bespoke(case: Case) -> bool:
    return len({term.label for term in case.terms if term.id == "bespoke"}) > 1


def _at(place: str, case: Case) -> bool:
    facts = case.facts
    wanted = place.casefold().replace(" ", "")
    known = (facts.site_name, facts.site_address, facts.internet_place, *case.postcodes)
    return any(text and text.casefold().replace(" ", "") == wanted for text in known)
