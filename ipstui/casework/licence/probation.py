"""Licence conditions in plain words, questions to the officer, approvals of work, licence end, IOM."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    ConditionAdded,
    ConditionAnswer,
    ConditionEnded,
    ConditionQuery,
    ConditionsConfirmed,
    ConditionVaried,
    Iom,
    LicenceEndSet,
    LicenceRecorded,
    WorkApproval,
)
from ipstui.casework.history import Ledger

_NOT_BINDING = ("draft", "submitted", "rejected")


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """One condition as it reads today. `lapsed` when the person has been back in prison since it was recorded."""

    id: str
    category: str
    words: str
    on: date
    changed: date
    ended: date | None
    lapsed: bool
    document_seen: str
    added: ConditionAdded


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
        answers = (a for a in reversed(self.approvals) if a.state != "asked" and _is_about(a, job, role, start))
        return next(answers, None)


def _is_about(approval: WorkApproval, job: str, role: str, start: date) -> bool:
    if approval.job:
        return approval.job == job
    if named := _words(approval.what):
        return named <= _words(role)
    return approval.on >= start - timedelta(days=28)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def probation_of(ledger: Ledger, custody: Custody) -> Probation:
    """Fold conditions and approvals; a return to custody makes both lapse."""
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)
    conditions = _conditions(ledger, last_return)
    stamps = [e.on for e in ledger.of(ConditionsConfirmed)] + [
        c.on for c in ledger.of(ConditionAdded) if c.document_seen == "yes"
    ]
    fresh = [day for day in stamps if last_return is None or day >= last_return]
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
            msgspec.structs.replace(approval, job=ledger.root(approval.job))
            for approval in ledger.of(WorkApproval)
            if last_return is None or approval.on > last_return
        ),
        confirmed=max(fresh, default=None),
        licence_end=ends[-1] if ends else None,
        iom=iom[-1].on_programme if iom else None,
    )


def _conditions(ledger: Ledger, last_return: date | None) -> tuple[Condition, ...]:
    varied: dict[str, ConditionVaried] = {}
    for change in ledger.of(ConditionVaried):
        varied[ledger.root(change.condition)] = change
    ended = {ledger.root(end.condition): end.on for end in ledger.of(ConditionEnded)}
    conditions = []
    for added in ledger.of(ConditionAdded):
        key = ledger.root(added.id)
        last = varied.get(key)
        changed = last.on if last else added.on
        conditions.append(
            Condition(
                id=key,
                category=added.category,
                words=last.words if last else added.words,
                on=added.on,
                changed=changed,
                ended=ended.get(key),
                lapsed=last_return is not None and changed < last_return and not added.order,
                document_seen=added.document_seen,
                added=added,
            )
        )
    return tuple(conditions)


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
