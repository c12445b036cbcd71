"""From what is recorded of a client to a licence check and back: the request, the answer, whether one still holds.

Imported only where a check is shown: the licence calculator is not needed for the first frame.
"""

from __future__ import annotations

from datetime import date

import msgspec

from calculators.explain import RequestError, Step
from calculators.licence.check import HEADLINE, check_licence, stale
from calculators.licence.facts import QUESTIONS
from calculators.licence.records import SEVERITY, ConditionResult, LicenceRequest, LicenceResult, Said, Verdict
from ipstui.casework.events import LicenceCheckSaved, ProposalMade
from ipstui.casework.known import plain
from ipstui.casework.licence.reading import unanswered
from ipstui.casework.licence.request import assumed, request_for, unheld
from ipstui.casework.story import Story

_STATE = "no licence is entered that holds what is on record: which licence is it?"
ASSUMED = "No licence is entered: the standard conditions were assumed. Enter the licence before relying on this."


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal held against what is recorded. `problem` is set instead of a result when it cannot be.

    `asked` is when the officer was last asked about it and has not answered; `stale` says why the check that
    was kept no longer holds.
    """

    proposal: ProposalMade
    request: LicenceRequest | None
    result: LicenceResult | None
    problem: str
    asked: date | None
    chase_on: date | None
    kept: LicenceCheckSaved | None
    stale: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """What cannot be checked is not known."""
        return self.result.verdict if self.result else "unknown"

    @property
    def severity(self) -> int:
        """How bad it is: 3 conflict, 2 ask, 1 unknown or not to be checked, 0 clear."""
        return SEVERITY[self.verdict]

    @property
    def why(self) -> str:
        """The worst condition and what it says, in one line."""
        if self.result is None:
            return "cannot be checked: see the licence tab"
        worst = self.result.worst
        return f"{worst.label or worst.id}: {worst.why}" if worst else "nothing recorded conflicts"


def checks_of(story: Story) -> list[Checked]:
    """Return every proposal with its verdict today, worst first."""
    found = [check(story, proposal) for proposal in story.licence.proposals]
    return sorted(found, key=lambda each: (-each.severity, each.proposal.starts, each.proposal.what))


def check(story: Story, proposal: ProposalMade) -> Checked:
    """Hold one proposal against what is recorded today."""
    request: LicenceRequest | None = None
    result: LicenceResult | None = None
    problem = ""
    try:
        request = request_for(story, proposal)
        result = check_licence(request)
        if not story.custody.inside and (assumed(story) or unheld(story)):
            result = _not_sure(result)
    except (RequestError, msgspec.ValidationError) as error:
        problem = str(error)
    kept = next((c for c in reversed(story.licence.checks) if c.proposal == proposal.id), None)
    question = next((q for q in unanswered(story) if q.proposal == proposal.id), None)
    return Checked(
        proposal=proposal,
        request=request,
        result=result,
        problem=problem,
        asked=question.asked if question else None,
        chase_on=question.chase_on if question else None,
        kept=kept,
        stale=_stale(kept, request),
    )


def _not_sure(result: LicenceResult) -> LicenceResult:
    """Without the licence itself nothing is clear: unknown is the best that may be said, and it is said first."""
    clear = result.verdict == "clear"
    line = ConditionResult(
        id="state",
        verdict="unknown",
        why=_STATE,
        source="what is recorded of the person",
        evidence=(Said("missing", _STATE, "licence"),),
        fact="licence",
        question=QUESTIONS["licence"].text,
    )
    said = any(row.id == "state" and row.verdict == "unknown" for row in result.conditions)
    rows = result.conditions if said else (line, *result.conditions)
    question = str(QUESTIONS["licence"])
    return msgspec.structs.replace(
        result,
        verdict="unknown" if clear else result.verdict,
        conditions=tuple(sorted(rows, key=lambda row: -SEVERITY[row.verdict])),
        steps=(Step(HEADLINE["unknown"]), *result.steps[1:]) if clear else result.steps,
        missing=result.missing if question in result.missing else (question, *result.missing),
        warnings=(ASSUMED, *result.warnings),
        clear_from=None,
    )


# Kept checks


def to_keep(checked: Checked) -> LicenceCheckSaved | None:
    """Return the event that keeps a check as it is today; the caller gives the client and the day."""
    if checked.request is None or checked.result is None:
        return None
    return LicenceCheckSaved(
        client="",
        on=checked.request.as_of,
        proposal=checked.proposal.id,
        verdict=checked.result.verdict,
        inputs=msgspec.to_builtins(checked.request, enc_hook=plain),
        results=msgspec.to_builtins(checked.result, enc_hook=plain),
        catalogue_version=checked.result.catalogue_version,
    )


def _stale(kept: LicenceCheckSaved | None, now: LicenceRequest | None) -> tuple[str, ...]:
    if kept is None or now is None:
        return ()
    try:
        then = msgspec.convert(kept.inputs, LicenceRequest, strict=False)
    except msgspec.ValidationError:
        return ("the kept check cannot be read by this version",)
    # An appointment that has passed since is left out of `now`: that alone changes nothing.
    ahead = tuple(row for row in then.appointments if row.date >= now.as_of)
    then = msgspec.structs.replace(then, appointments=ahead)
    return stale(then, kept.catalogue_version, now)


# What the flags ask


def work_approved(story: Story, job: str, role: str, start: date) -> ConditionResult | None:
    """Return what the licence says of work approval for a start, or None when no condition asks for it.

    The same check as on the licence tab, of that one condition: a start without hours or other facts.
    """
    about = next((p.id for p in reversed(story.licence.proposals) if p.about == job), job)
    proposal = ProposalMade(id=about, about=job, client=story.client, on=story.today, what=role, starts=start)
    try:
        result = check_licence(request_for(story, proposal))
    except (RequestError, msgspec.ValidationError):
        return None
    return next((row for row in result.conditions if row.id == "work_approval"), None)
