"""The licence as recorded: its versions and conditions, and what was asked of the officer and answered.

Two states of the same events: `LicenceState` is the paper and what was held against it, `Probation` what binds the
person today and what the officer has said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    ConditionAdded,
    ConditionAnswer,
    ConditionEnded,
    ConditionQuery,
    ConditionsConfirmed,
    ConditionVaried,
    DirectionGiven,
    Iom,
    LicenceCheckSaved,
    LicenceEndSet,
    LicenceRecorded,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
    WorkApproval,
)
from ipstui.casework.history import Ledger, changed
from ipstui.casework.known import earliest, latest

LIVE = ("approved", "active", "unknown")
"""What binds. A licence is held to be in force until somebody says that it is not."""
COUNTS = (*LIVE, "superseded")
_NOT_YET = ("draft", "submitted")
_OVER = ("ended", "recalled")
_NOT_BINDING = ("draft", "submitted", "rejected")


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One licence version with the days it held: the next version ends it the day before."""

    event: LicenceRecorded
    starts: date
    ends: date | None
    superseded: bool
    stopped: bool
    """Whether a record that it is over ended it."""


class LicenceState(msgspec.Struct, frozen=True, kw_only=True):
    """What bears on a licence check since the last return to custody; ids are those of the chains' roots.

    Orders outlive a return to custody; they are among the conditions of `probation`.
    """

    versions: tuple[Version, ...]
    drafts: tuple[LicenceRecorded, ...]
    recalled: tuple[LicenceRecorded, ...]
    directions: tuple[DirectionGiven, ...]
    permissions: tuple[PermissionGiven, ...]
    proposals: tuple[ProposalMade, ...]
    saved: dict[str, ProposalMade]
    """Each proposal as it was last saved, by the id of its chain's root: what a correction replaces."""
    changed: dict[str, date]
    """The day on which the place, role, hours or employer of a proposal last changed, by the same id."""
    asked: tuple[OfficerAsked, ...]
    checks: tuple[LicenceCheckSaved, ...]
    varied: date | None

    def in_force(self, day: date) -> Version | None:
        """Return the version in force on a day; its last day is inside."""
        held = (v for v in self.versions if v.starts <= day and (v.ends is None or day <= v.ends))
        return next(held, None)

    def proposal(self, name: str) -> ProposalMade | None:
        """Return the proposal with this id, or None."""
        return next((p for p in self.proposals if p.id == name), None)

    @property
    def ends(self) -> date | None:
        """The last day of the latest version, where it has one."""
        return self.versions[-1].ends if self.versions else None


def licence_of(ledger: Ledger, custody: Custody) -> LicenceState:
    """Fold the licence events. A return to custody ends them all: a re-release has a licence of its own.

    Where a month leaves open which came first, what binds still does, and what was allowed no longer is.
    """
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)

    def since(events: list[Any]) -> list[Any]:
        return [event for event in events if last_return is None or latest(event.on) >= earliest(last_return)]

    proposals: list[ProposalMade] = since(ledger.of(ProposalMade))
    recorded: list[LicenceRecorded] = since(ledger.of(LicenceRecorded))
    released = custody.release.on if custody.release else None
    changes = [
        event.on
        for event in since([*ledger.of(ConditionVaried), *ledger.of(ConditionAdded), *recorded])
        if released is not None and latest(event.on) > earliest(released)
    ]
    return LicenceState(
        versions=_versions(
            [event for event in recorded if event.status in COUNTS],
            [event for event in recorded if event.status in _OVER],
        ),
        drafts=tuple(event for event in recorded if event.status in _NOT_YET),
        recalled=tuple(event for event in recorded if event.status == "recalled"),
        directions=tuple(since(ledger.of(DirectionGiven))),
        permissions=tuple(
            changed(event, condition=ledger.root(event.condition), proposal=ledger.root(event.proposal))
            for event in ledger.of(PermissionGiven)
            if last_return is None or earliest(event.on) >= latest(last_return)
        ),
        proposals=tuple(
            changed(event, id=ledger.root(event.id), about=ledger.root(event.about)) for event in proposals
        ),
        saved={ledger.root(event.id): event for event in proposals},
        changed={ledger.root(event.id): day for event in proposals if (day := _changed(ledger, event)) is not None},
        asked=tuple(changed(event, proposal=ledger.root(event.proposal)) for event in since(ledger.of(OfficerAsked))),
        checks=tuple(
            changed(event, proposal=ledger.root(event.proposal)) for event in since(ledger.of(LicenceCheckSaved))
        ),
        varied=max(changes, default=None),
    )


_SAME = ("what", "proposal_kind", "about", "engagement", "weekly", "dated")
_SAME_FACTS = ("postcode", "site_name", "site_address", "site_kind", "live_in", "at_home")


def _changed(ledger: Ledger, proposal: ProposalMade) -> date | None:
    """The day a proposal last became another one: an approval from before it was for something else.

    What was not known and is told now is no change.
    """
    before = ledger.replaced(proposal)
    while before is not None:
        pairs = [(getattr(before, name), getattr(proposal, name)) for name in _SAME]
        pairs += [(before.facts.get(name), proposal.facts.get(name)) for name in _SAME_FACTS]
        if any(old and old != new for old, new in pairs):
            return proposal.recorded.date()
        proposal, before = before, ledger.replaced(before)
    return None


def _versions(recorded: list[LicenceRecorded], over: list[LicenceRecorded]) -> tuple[Version, ...]:
    """Put versions one after the other: where two would hold at once, the one that starts later holds.

    A record that the licence is over ends what held then, on its last day or on the day it was recorded.
    """
    ordered = sorted(recorded, key=lambda event: (event.starts, event.on, event.recorded))
    versions = []
    for number, event in enumerate(ordered):
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        ends = event.ends
        if following is not None:
            eve = following.starts - timedelta(days=1)
            ends = eve if ends is None or eve < ends else ends
        stops = [stop.ends or latest(stop.on) for stop in over if stop.on >= event.on and stop.on >= event.starts]
        ends = min([day for day in (ends, *stops) if day is not None], default=None)
        if ends is None or ends >= event.starts:
            versions.append(
                Version(
                    event=event,
                    starts=event.starts,
                    ends=ends,
                    superseded=following is not None,
                    stopped=bool(stops) and ends == min(stops),
                )
            )
    return tuple(versions)


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """How a condition read from a day until the next one; `since` None for how it was entered."""

    since: date | None
    words: str
    params: dict[str, Any]


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One condition as it reads today. `lapsed` when the person has been back in prison since it was recorded.

    `wordings` are all it ever said, the last of them the one that holds now.
    """

    id: str
    category: str
    words: str
    on: date
    changed: date
    ended: date | None
    lapsed: bool
    document_seen: str
    added: ConditionAdded
    wordings: tuple[Wording, ...]

    @property
    def params(self) -> dict[str, Any]:
        """Its parameters as they stand today."""
        return self.wordings[-1].params


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the officer, and the answer if there is one."""

    id: str
    on: date
    question: str
    answer: str = ""
    answered: date | None = None


class LicenceEnd(msgspec.Struct, frozen=True, kw_only=True):
    """The last day of the licence, as told last: by itself or with a licence version."""

    ends: date
    id: str


class Probation(msgspec.Struct, frozen=True, kw_only=True):
    """What binds the person and what the officer has said. Approvals are those since the last return to custody."""

    conditions: tuple[Condition, ...]
    queries: tuple[Query, ...]
    approvals: tuple[WorkApproval, ...]
    confirmed: date | None
    licence_end: LicenceEnd | None
    iom: bool | None

    @property
    def in_force(self) -> tuple[Condition, ...]:
        """The conditions that have not ended and have not lapsed."""
        return tuple(c for c in self.conditions if c.ended is None and not c.lapsed)

    @property
    def unanswered(self) -> tuple[Query, ...]:
        """The questions that wait for an answer."""
        return tuple(query for query in self.queries if query.answered is None)

    def answer(self, job: str, role: str, start: date) -> WorkApproval | None:
        """Return the officer's last answer about a job, be it approval, limits or refusal; None without one.

        It is about the job if it names it, or a kind of work whose every word is in the role. One that names
        nothing is about the job then at hand: it counts from four weeks before the start.
        """
        answers = [a for a in self.approvals if a.state != "asked" and _is_about(a, job, role, start)]
        return max(reversed(answers), key=_last_word, default=None)


def _is_about(approval: WorkApproval, job: str, role: str, start: date) -> bool:
    if approval.job:
        return approval.job == job
    if named := _words(approval.what):
        return named <= _words(role)
    return _last_word(approval) >= start - timedelta(days=28)


def _last_word(approval: WorkApproval) -> date:
    """The day by which an answer stands among others: of a month, a refusal by the last and all else by the first."""
    return latest(approval.on) if approval.state == "refused" else earliest(approval.on)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def probation_of(ledger: Ledger, custody: Custody) -> Probation:
    """Fold conditions and approvals; a return to custody makes both lapse."""
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)
    conditions = _conditions(ledger, last_return)
    stamps = [e.on for e in ledger.of(ConditionsConfirmed)] + [
        c.on for c in ledger.of(ConditionAdded) if c.document_seen == "yes"
    ]
    fresh = [day for day in stamps if last_return is None or earliest(day) >= latest(last_return)]
    told = [e for e in ledger.any_of(LicenceEndSet, LicenceRecorded) if last_return is None or e.on >= last_return]
    ends = [
        LicenceEnd(ends=e.ends, id=e.id)
        for e in told
        if isinstance(e, LicenceEndSet) or (isinstance(e, LicenceRecorded) and e.status not in _NOT_BINDING)
        if e.ends is not None
    ]
    iom = ledger.of(Iom)
    return Probation(
        conditions=conditions,
        queries=_queries(ledger),
        approvals=tuple(
            changed(approval, job=ledger.root(approval.job))
            for approval in ledger.of(WorkApproval)
            if last_return is None or earliest(approval.on) > latest(last_return)
        ),
        confirmed=max(fresh, key=earliest, default=None),
        licence_end=ends[-1] if ends else None,
        iom=iom[-1].on_programme if iom else None,
    )


def _conditions(ledger: Ledger, last_return: date | None) -> tuple[Condition, ...]:
    varied: dict[str, list[ConditionVaried]] = {}
    for change in ledger.of(ConditionVaried):
        varied.setdefault(ledger.root(change.condition), []).append(change)
    ended = {ledger.root(end.condition): latest(end.on) for end in ledger.of(ConditionEnded)}
    conditions = []
    for added in ledger.of(ConditionAdded):
        key = ledger.root(added.id)
        changes = varied.get(key, [])
        changed = changes[-1].on if changes else added.on
        wordings = _wordings(added, changes)
        conditions.append(
            Condition(
                id=key,
                category=added.category,
                words=wordings[-1].words,
                on=added.on,
                changed=changed,
                ended=ended.get(key),
                lapsed=last_return is not None and latest(changed) < earliest(last_return) and not added.order,
                document_seen=added.document_seen,
                added=added,
                wordings=wordings,
            )
        )
    return tuple(conditions)


_FOUND_OUT = frozenset({"inside", "outside", "tag_fitted"})
"""Parameters that say what was compared or done under the same words: the term itself stays as it was."""


def _wordings(added: ConditionAdded, changes: list[ConditionVaried]) -> tuple[Wording, ...]:
    """What a condition said, in turn. What was only compared with the map holds as if it had been entered so."""
    found = [Wording(since=None, words=added.words, params=added.params)]
    for change in changes:
        last = found[-1]
        now = Wording(since=change.on, words=change.words, params=change.params or last.params)
        named = (last.params.keys() | now.params.keys()) - _FOUND_OUT
        if now.words == last.words and all(last.params.get(name) == now.params.get(name) for name in named):
            found[-1] = msgspec.structs.replace(last, params=now.params)
        else:
            found.append(now)
    return tuple(found)


def _queries(ledger: Ledger) -> tuple[Query, ...]:
    answers = {ledger.root(answer.query): answer for answer in ledger.of(ConditionAnswer)}
    queries = []
    for asked in ledger.of(ConditionQuery):
        answer = answers.get(ledger.root(asked.id))
        queries.append(
            Query(
                id=ledger.root(asked.id),
                on=asked.on,
                question=asked.question,
                answer=answer.answer if answer else "",
                answered=answer.on if answer else None,
            )
        )
    return tuple(queries)
