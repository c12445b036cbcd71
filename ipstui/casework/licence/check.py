"""From what is recorded of a client to a licence check and back: the request, the answer, whether one still holds.

Imported only where a check is shown: the licence calculator is not needed for the first frame.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from calculators.explain import RequestError, Step
from calculators.licence import catalogue
from calculators.licence.check import HEADLINE, check_licence, stale
from calculators.licence.facts import Facts
from calculators.licence.records import (
    SEVERITY,
    Appointment,
    Condition,
    ConditionResult,
    Custody,
    Dated,
    Direction,
    Licence,
    LicenceRequest,
    LicenceResult,
    Permission,
    Proposal,
    Row,
    Scope,
)
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import LicenceCheckSaved, ProposalMade
from ipstui.casework.licence.reading import approval, unanswered
from ipstui.casework.licence.state import Condition as Recorded
from ipstui.casework.licence.state import Version
from ipstui.casework.story import Story

_ATTENDING = "a term of the licence about attending or testing"
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
    def severity(self) -> int:
        """How bad it is: 3 conflict, 2 ask, 1 unknown or not to be checked, 0 clear."""
        return SEVERITY[self.result.verdict] if self.result else 1


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
        if assumed(story) and not story.custody.inside:
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
    """Without the licence itself nothing is clear: unknown is the best that may be said."""
    clear = result.verdict == "clear"
    return msgspec.structs.replace(
        result,
        verdict="unknown" if clear else result.verdict,
        steps=(Step(HEADLINE["unknown"]), *result.steps[1:]) if clear else result.steps,
        missing=(*result.missing, "licence: What does the licence for this release say? (see the paper licence)"),
        warnings=(ASSUMED, *result.warnings),
    )


def assumed(story: Story) -> bool:
    """Whether the person came out of prison, a licence may still run, and none is entered."""
    return story.custody.ever_inside and not story.licence.versions and not story.licence.drafts and not _over(story)


def _over(story: Story) -> bool:
    """Whether the licence is known to have ended, as told."""
    ends = story.probation.licence_end
    return ends is not None and ends.ends < story.today


def _names(proposal: ProposalMade) -> set[str]:
    return {name for name in (proposal.id, proposal.about) if name}


# The request


def request_for(story: Story, proposal: ProposalMade) -> LicenceRequest:
    """Return what the licence calculator is asked about a proposal. Raises ValidationError for unreadable rows."""
    custody, expected = story.custody, expected_release(story)
    return LicenceRequest(
        as_of=story.today,
        licences=tuple(_licences(story)),
        on_licence="no" if _over(story) and not story.licence.versions else None,
        directions=tuple(
            Direction(under=d.under, refuses=d.refuses, start=d.starts or d.on, end=d.ends)
            for d in story.licence.directions
        ),
        orders=tuple(_condition(c) for c in story.probation.in_force if c.added.order),
        permissions=tuple(_permissions(story, proposal)),
        appointments=tuple(_appointments(story)),
        custody=Custody(expected_release=expected.out if expected else None) if custody.inside else None,
        proposal=Proposal(
            id=proposal.id,
            kind=proposal.proposal_kind,
            start=proposal.starts,
            end=proposal.ends,
            weekly=tuple(msgspec.convert(row, Row) for row in proposal.weekly),
            dated=tuple(msgspec.convert(row, Dated) for row in proposal.dated),
            journey_minutes=proposal.journey_minutes,
            engagement=proposal.engagement or None,
            facts=msgspec.convert(proposal.facts, Facts, strict=False),
            what=proposal.what,
        ),
    )


def _licences(story: Story) -> list[Licence]:
    rows = [_licence(story, version) for version in story.licence.versions]
    rows += [
        Licence(
            policy_version=draft.policy_version,
            status=draft.status,
            start=draft.starts,
            end=draft.ends,
            conditions=_conditions(story, draft.policy_version),
            kind=draft.licence_kind,
        )
        for draft in story.licence.drafts
    ]
    if not rows and assumed(story) and not story.custody.inside and (out := story.custody.release) is not None:
        ends = story.probation.licence_end
        version = catalogue.policy_version_for(out.on)
        rows.append(
            Licence(
                policy_version=version,
                status="active",
                start=out.on,
                end=ends.ends if ends else None,
                conditions=_conditions(story, version),
            )
        )
    return rows


def _licence(story: Story, held: Version) -> Licence:
    return Licence(
        policy_version=held.event.policy_version,
        status="superseded" if held.superseded else held.event.status,
        start=held.starts,
        end=held.ends,
        conditions=_conditions(story, held.event.policy_version),
        kind=held.event.licence_kind,
        seen_on=held.event.seen_on,
    )


def _conditions(story: Story, version: str) -> tuple[Condition, ...]:
    """Return the standard conditions of a version, and what was entered besides.

    A condition of the catalogue that this version does not hold is kept as free text: it still binds.
    """
    own = [c for c in story.probation.conditions if not c.added.order and not c.lapsed]
    return (
        *(Condition(id=entry.id) for entry in catalogue.standard(version)),
        *(_condition(c, version) for c in own),
    )


def _condition(condition: Recorded, version: str = "") -> Condition:
    added = condition.added
    in_catalogue = added.catalogue and (not version or catalogue.find(version, added.catalogue))
    ends = condition.ended - timedelta(days=1) if condition.ended else added.ends
    if added.starts is not None and ends is not None:
        ends = max(ends, added.starts)
    if in_catalogue and added.catalogue != "bespoke":
        return Condition(
            id=added.catalogue,
            key=condition.id,
            params=added.params,
            rule=added.rule or None,
            start=added.starts,
            end=ends,
        )
    meant = catalogue.newest(added.catalogue) if added.catalogue else None
    return Condition(
        id=condition.id,
        key=condition.id,
        rule=added.rule or "R-MANUAL",
        # The label goes into requests to the officer, and nothing about health does.
        label=_ATTENDING if meant and meant.health else condition.words,
        params=added.params,
        start=added.starts,
        end=ends,
    )


def _permissions(story: Story, proposal: ProposalMade) -> list[Permission]:
    held = {recorded.policy_version for recorded in (*(v.event for v in story.licence.versions), *story.licence.drafts)}
    # A condition goes by its own id under a version whose catalogue does not hold it.
    known = {
        condition.id: sorted({_condition(condition, version).id for version in ("", *held)})
        for condition in story.probation.conditions
    }
    rows = [
        Permission(
            condition=name,
            key=given.condition if given.condition in known else None,
            start=given.starts or given.on,
            end=given.ends,
            scope=Scope(
                proposal=(proposal.id if given.proposal in _names(proposal) else given.proposal) or None,
                purpose=tuple(each.casefold() for each in given.purposes) or None,  # kept as typed
                place=given.place or None,
            ),
            decision=given.decision,
            by=given.approver or None,
        )
        for given in story.licence.permissions
        for name in known.get(given.condition, [given.condition])
    ]
    answer = approval(story, proposal)
    if answer is not None:
        rows.append(
            Permission(
                condition="work_approval",
                start=answer.on,
                scope=Scope(proposal=proposal.id),
                decision="refused" if answer.state == "refused" else "granted",
                by=answer.approver or None,
            )
        )
    return rows


def _appointments(story: Story) -> list[Appointment]:
    rows = []
    for booking in story.diary.bookings:
        if booking.probation and booking.stands and booking.at is not None and booking.on >= story.today:
            end_hour, minute = booking.at.hour + 1, booking.at.minute
            end = f"{end_hour:02d}:{minute:02d}" if end_hour < 24 else "24:00"
            rows.append(
                Appointment(date=booking.on, start=f"{booking.at.hour:02d}:{minute:02d}", end=end, what="probation")
            )
    return rows


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
        inputs=msgspec.to_builtins(checked.request),
        results=msgspec.to_builtins(checked.result),
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
