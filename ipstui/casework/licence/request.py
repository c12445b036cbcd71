"""What the licence calculator is asked about a proposal: every term, decision and booking on record, as it holds then.

Conditions count whatever else is not known; each keeps its own id, so that what is decided for one lifts no other.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from calculators.licence import catalogue
from calculators.licence.facts import Facts
from calculators.licence.records import (
    Appointment,
    Condition,
    Custody,
    Dated,
    Direction,
    Licence,
    LicenceKind,
    LicenceRequest,
    Permission,
    PolicyVersion,
    Proposal,
    Row,
    Scope,
)
from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import LicenceRecorded, PermissionGiven, ProposalMade, WorkApproval
from ipstui.casework.known import Roughly, earliest, latest, plain
from ipstui.casework.licence.reading import approval
from ipstui.casework.licence.state import Condition as Recorded
from ipstui.casework.licence.state import Version, Wording
from ipstui.casework.story import Story

_ATTENDING = "a term of the licence about attending or testing"


def request_for(story: Story, proposal: ProposalMade) -> LicenceRequest:
    """Return what the licence calculator is asked about a proposal. Raises ValidationError for unreadable rows."""
    custody, expected = story.custody, expected_release(story)
    licences = tuple(_licences(story, proposal))
    orders = tuple(
        term
        for held in story.probation.conditions
        if held.added.order and not held.lapsed
        for term in _terms(held, "", proposal.starts, _shared(story))
    )
    terms = _Terms((*(term for row in licences for term in row.conditions), *orders))
    return LicenceRequest(
        as_of=story.today,
        licences=licences,
        on_licence="no" if _over(story) and not story.licence.versions else None,
        directions=tuple(
            Direction(under=name, refuses=d.refuses, start=d.starts or plain(earliest(d.on)), end=d.ends)
            for d in story.licence.directions
            for name in terms.names(d.under)
        ),
        orders=orders,
        permissions=tuple(_permissions(story, proposal, terms)),
        appointments=tuple(_appointments(story)),
        custody=Custody(expected_release=plain(expected.day) if expected and expected.day else None)
        if custody.inside
        else None,
        proposal=Proposal(
            id=proposal.id,
            kind=proposal.proposal_kind,
            start=plain(earliest(proposal.starts)),
            end=plain(proposal.ends) if proposal.ends else None,
            weekly=tuple(msgspec.convert(row, Row) for row in proposal.weekly),
            dated=tuple(msgspec.convert(row, Dated) for row in proposal.dated),
            journey_minutes=proposal.journey_minutes,
            engagement=proposal.engagement or None,
            facts=msgspec.convert(proposal.facts, Facts, strict=False),
            what=proposal.what,
            changed_on=plain(changed) if (changed := story.licence.changed.get(proposal.id)) else None,
        ),
    )


class _Terms(msgspec.Struct, frozen=True):
    """The terms of one request, by the ids that decisions name them by."""

    terms: tuple[Condition, ...]

    def names(self, given: str) -> list[str]:
        """What the terms recorded as one condition go by: an id of the catalogue, or their own.

        Empty for a condition that is on none of the licences, and so has nothing to decide.
        """
        found = dict.fromkeys(term.id for term in self.terms if term.key == given)
        return [*found] or ([given] if catalogue.versions_of(given) else [])


def _licences(story: Story, proposal: ProposalMade) -> list[Licence]:
    rows = [_licence(story, version, proposal) for version in story.licence.versions]
    rows += [
        Licence(
            policy_version=draft.policy_version,
            status="submitted" if draft.status == "submitted" else "draft",
            start=draft.starts,
            end=draft.ends,
            conditions=_conditions(story, draft.policy_version, proposal),
            kind=_kind(draft),
        )
        for draft in story.licence.drafts
    ]
    rows += [
        Licence(policy_version=event.policy_version, status="recalled", start=max(event.starts, _begun(story)))
        for event in story.licence.recalled
    ]
    if not rows and assumed(story) and not story.custody.inside and (out := story.custody.release) is not None:
        rows.append(_presumed(story, proposal, plain(earliest(out.on))))
    elif unheld(story):
        starts = max((row.end + timedelta(days=1) for row in rows if row.end), default=None)
        out_on = expected.out if story.custody.inside and (expected := expected_release(story)) else None
        known = min((c.added.starts or plain(earliest(c.on)) for c in unheld(story)), default=story.today)
        rows.append(_presumed(story, proposal, plain(starts or out_on or min(known, story.today, proposal.starts))))
    return rows


def _begun(story: Story) -> date:
    return max((version.starts for version in story.licence.versions), default=date.min)


def _presumed(story: Story, proposal: ProposalMade, starts: date) -> Licence:
    """The licence that nobody entered, with what is on record under it: nothing held against it is clear."""
    ends = story.probation.licence_end
    version = _likely_version(story, starts)
    return Licence(
        policy_version=version,
        status="draft" if story.custody.inside else "active",
        start=starts,
        end=ends.ends if ends and ends.ends >= max(starts, story.today) else None,
        conditions=_conditions(story, version, proposal),
    )


def _likely_version(story: Story, starts: date) -> PolicyVersion:
    """The version of a licence that nobody entered: the one of its day, or else one that holds what was entered of it.

    Else a curfew chosen from the list of today would not be tested by its hours for somebody released before.
    """
    likely = catalogue.policy_version_for(starts)
    own = {c.added.catalogue for c in story.probation.in_force if not c.added.order}
    held = [versions for name in own if (versions := catalogue.versions_of(name))]
    for version in (likely, *reversed(held[0] if held else ())):
        if all(version in versions for versions in held):
            return version
    return likely


def _licence(story: Story, held: Version, proposal: ProposalMade) -> Licence:
    told = story.probation.licence_end
    ends = held.ends
    if ends is not None and told is not None and not held.superseded and not held.stopped:
        ends = max(ends, told.ends)  # of two last days, the later binds until somebody says which is right
    return Licence(
        policy_version=held.event.policy_version,
        status="superseded" if held.superseded else "active" if held.event.status == "unknown" else held.event.status,
        start=held.starts,
        end=plain(ends) if ends else None,
        conditions=_conditions(story, held.event.policy_version, proposal),
        kind=_kind(held.event),
        seen_on=held.event.seen_on,
    )


def _kind(event: LicenceRecorded) -> LicenceKind | None:
    """The kind as the calculator knows it; None where nobody said."""
    return None if event.licence_kind == "unknown" else event.licence_kind


def _conditions(story: Story, version: str, proposal: ProposalMade) -> tuple[Condition, ...]:
    """Return the standard conditions of a version, and what was entered besides.

    A condition of the catalogue that this version does not hold is kept as free text: it still binds.
    """
    own = [c for c in story.probation.conditions if not c.added.order and not c.lapsed]
    return (
        *(Condition(id=entry.id) for entry in catalogue.standard(version)),
        *(term for c in own for term in _terms(c, version, proposal.starts, _shared(story))),
    )


def _shared(story: Story) -> frozenset[str]:
    """Conditions of the catalogue that this person has more than once: only their own words tell them apart."""
    held = [c.added.catalogue for c in story.probation.in_force]
    return frozenset(name for name in held if held.count(name) > 1)


def _terms(condition: Recorded, version: str, starts: date, shared: frozenset[str]) -> list[Condition]:
    """Return a condition as it reads on the days of a proposal: once for each wording that holds on one of them.

    The day of a change counts under both. A wording that was replaced has no key: what is decided is for the last.
    """
    rows = []
    for number, wording in enumerate(condition.wordings):
        following = condition.wordings[number + 1 :]
        if following and latest(following[0].since or date.max) < starts:
            continue
        rows.append(_term(condition, wording, following[0].since if following else None, version, shared))
    return rows


def _term(condition: Recorded, wording: Wording, until: date | None, version: str, shared: frozenset[str]) -> Condition:
    added = condition.added
    in_catalogue = added.catalogue and (not version or catalogue.find(version, added.catalogue))
    ended = plain(latest(condition.ended)) - timedelta(days=1) if condition.ended else added.ends
    begins = max((plain(earliest(day)) for day in (added.starts, wording.since) if day is not None), default=None)
    ends = min((plain(latest(day)) for day in (ended, until) if day is not None), default=None)
    if begins is not None and ends is not None:
        ends = max(ends, begins)
    meant = catalogue.newest(added.catalogue) if added.catalogue else None
    own = not in_catalogue or added.catalogue == "bespoke"
    label = wording.words if own or added.catalogue in shared else None
    return Condition(
        id=condition.id if own else added.catalogue,
        key=None if until else condition.id,
        rule=(added.rule or "R-MANUAL") if own else added.rule or None,
        # The label goes into requests to the officer, and nothing about health does.
        label=_ATTENDING if label and meant and meant.health else label,
        params=wording.params,
        start=begins,
        end=ends,
    )


def _permissions(story: Story, proposal: ProposalMade, terms: _Terms) -> list[Permission]:
    recorded = {condition.id for condition in story.probation.conditions}
    rows = [
        Permission(
            condition=name,
            key=given.condition if given.condition in recorded else None,
            start=given.starts or _day(given.on),
            end=given.ends,
            scope=Scope(
                proposal=(proposal.id if given.proposal in _names(proposal) else given.proposal) or None,
                purpose=tuple(each.casefold() for each in given.purposes) or None,
                place=given.place or None,
            ),
            decision=given.decision,
            by=given.approver or None,
        )
        for given in story.licence.permissions
        if given.decision != "unknown"
        if given.starts is not None or _counts(story, given, given.decision != "granted", proposal)
        for name in terms.names(given.condition)
    ]
    answer = approval(story, proposal)
    if answer is not None and _counts(story, answer, answer.state == "refused", proposal):
        rows.append(
            Permission(
                condition="work_approval",
                start=_day(answer.on),
                scope=Scope(proposal=proposal.id),
                decision="refused" if answer.state == "refused" else "granted",
                by=answer.approver or None,
            )
        )
    return rows


def _counts(story: Story, given: PermissionGiven | WorkApproval, refuses: bool, proposal: ProposalMade) -> bool:
    """Whether a decision bears on a proposal for sure. What was granted in a month may have come too late for it.

    A refusal always bears: without a day, the calculator takes it for the last word.
    """
    if refuses or not isinstance(given.on, Roughly):
        return True
    if proposal.starts <= min(latest(given.on), story.today):
        return False
    under = given.condition if isinstance(given, PermissionGiven) else ""
    worded = [c.wordings[-1].since for c in story.probation.conditions if c.id == under]
    return not any(since is not None and latest(since) >= earliest(given.on) for since in worded)


def _day(on: date) -> date | None:
    return None if isinstance(on, Roughly) else on


def _appointments(story: Story) -> list[Appointment]:
    """Everything booked from today on, whoever it is with: a shift on top of it is to be talked about.

    What it is for is not told: that could be about health. An hour is allowed; without a time, none is given.
    """
    rows = []
    for booking in story.diary.bookings:
        if booking.what == "interview" or not booking.stands or booking.on < story.today:
            continue
        if isinstance(booking.on, Roughly):
            continue  # on which shift it lies nobody can say: the diary asks which day it is
        what = "probation" if booking.probation else "appointment"
        if booking.at is None:
            rows.append(Appointment(date=plain(booking.on), what=what))
        else:
            start, hour = say.clock(booking.at), booking.at.hour + 1
            end = f"{hour:02d}:{booking.at.minute:02d}" if hour < 24 else "24:00"
            rows.append(Appointment(date=plain(booking.on), start=start, end=end, what=what))
    return rows


def assumed(story: Story) -> bool:
    """Whether the person came out of prison, a licence may still run, and none is entered."""
    return story.custody.ever_inside and not story.licence.versions and not story.licence.drafts and not _over(story)


def unheld(story: Story) -> tuple[Recorded, ...]:
    """Conditions on record that no licence entered can hold: none is, or they were told after the last had ended.

    They bind all the same. Under which licence is not known.
    """
    licence, ends = story.licence, story.probation.licence_end
    own = [c for c in story.probation.conditions if not c.added.order and not c.lapsed and c.ended is None]
    if licence.drafts or any(version.ends is None for version in licence.versions):
        return ()
    if licence.versions:
        last = max(version.ends or date.max for version in licence.versions)
    else:
        last = ends.ends if ends and _over(story) else date.min
    return tuple(c for c in own if max(c.changed, c.added.starts or date.min) > last)


def _over(story: Story) -> bool:
    """Whether the licence is known to have ended, as told."""
    ends = story.probation.licence_end
    return ends is not None and ends.ends < story.today


def _names(proposal: ProposalMade) -> set[str]:
    return {name for name in (proposal.id, proposal.about) if name}
