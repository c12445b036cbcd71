"""What is asked and what is answered: licences, permissions and a proposal in; verdicts and duties out."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from calculators.explain import Result
from calculators.licence.facts import Facts, YesNo

Verdict = Literal["clear", "unknown", "ask", "conflict"]
SEVERITY: dict[Verdict, int] = {"clear": 0, "unknown": 1, "ask": 2, "conflict": 3}

PolicyVersion = Literal["1.0", "2.0", "2.1", "3.0", "4.0"]
Status = Literal["draft", "submitted", "approved", "active", "superseded", "recalled", "ended", "rejected"]
LicenceKind = Literal["conditional_release", "hdc", "post_recall", "hard_stop", "time_served", "parole", "rotl"]
Kind = Literal[
    "job",
    "work_trial",
    "volunteering",
    "training",
    "self_employment",
    "activity",
    "appointment",
    "address",
    "journey",
]
Engagement = Literal[
    "employee",
    "employed",
    "agency",
    "zero_hours",
    "gig",
    "self_employed",
    "labour_only_subcontractor",
    "labour_only",
    "subcontractor",
    "umbrella",
    "umbrella_company",
    "freelance",
    "apprentice",
    "cash_in_hand",
    "cash",
    "volunteer",
    "voluntary",
    "placement",
]
BY_DAY: frozenset[str] = frozenset({"activity", "appointment"})  # at home or near it, and over in a day
WORK_KINDS: frozenset[str] = frozenset({"job", "work_trial", "volunteering", "training", "self_employment"})

_FROM_TO = {"start": "from", "end": "to"}


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_FROM_TO):
    """Hours on days of the week (Monday 0). `to` at or before `from` means the next day."""

    days: tuple[int, ...]
    start: str
    end: str


class Dated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_FROM_TO):
    """Hours on one date."""

    date: date
    start: str
    end: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the person would do. `what` is a short name for the request to the officer.

    `changed_on` is the day the place, role, hours or employer last changed: an approval from before it
    no longer covers the work.
    """

    id: str
    kind: Kind
    start: date
    end: date | None = None
    weekly: tuple[Row, ...] = ()
    dated: tuple[Dated, ...] = ()
    journey_minutes: int | None = None
    engagement: Engagement | None = None
    facts: Facts = Facts()
    what: str = ""
    changed_on: date | None = None


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_FROM_TO):
    """A condition as entered: a catalogue id, or any other id with a rule. Own dates are both inside.

    `key` is the sender's own name for this one term, by which a permission may name it and its line is known again.
    """

    id: str
    key: str | None = None
    rule: str | None = None
    label: str | None = None
    params: dict[str, Any] = {}
    start: date | None = None
    end: date | None = None


class Licence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_FROM_TO):
    """One version of a licence. The end day is inside; None where it runs for life.

    `final_third` is the day from which no appointments need be kept, a number being printed on the licence instead.
    """

    policy_version: PolicyVersion
    status: Status
    start: date
    end: date | None = None
    conditions: tuple[Condition, ...] = ()
    kind: LicenceKind | None = None
    seen_on: date | None = None
    final_third: date | None = None


class Direction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_FROM_TO):
    """What the officer refuses under a condition: kinds of proposal, engagements, `nights`, `bar_work`."""

    under: str
    refuses: tuple[str, ...]
    start: date | None = None
    end: date | None = None


class Scope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a permission goes. Nothing given means no limit."""

    proposal: str | None = None
    purpose: tuple[str, ...] | None = None
    place: str | None = None


class Permission(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={**_FROM_TO, "condition": "for"},
):
    """What somebody granted or refused under one term, from and to days inside.

    `condition` is a catalogue id or code, or the label of a bespoke term. Where the licence holds several terms of
    that id, `key`, `label` or `params` tell which of them is meant.
    """

    condition: str
    key: str | None = None
    label: str | None = None
    params: dict[str, Any] = {}
    start: date | None = None
    end: date | None = None
    scope: Scope = Scope()
    decision: Literal["granted", "refused", "withdrawn"] = "granted"
    by: str | None = None


class Appointment(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={**_FROM_TO, "condition": "for"}
):
    """A booked appointment. `for` names the condition it is held under, where that is known; the time may not be."""

    date: date
    start: str | None = None
    end: str | None = None
    what: str = ""
    condition: str | None = None


class Custody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In prison now. `expected_release` is the day of walking out, None where nobody has given one."""

    expected_release: date | None = None


class LicenceRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything on record that a proposal is held against. `pss_end` is accepted and ignored.

    `on_licence` "no" says that no licence is in force; an empty list of licences says only that none is recorded.
    """

    as_of: date
    licences: tuple[Licence, ...] = ()
    directions: tuple[Direction, ...] = ()
    orders: tuple[Condition, ...] = ()
    permissions: tuple[Permission, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    custody: Custody | None = None
    pss_end: date | None = None
    on_licence: YesNo = None
    proposal: Proposal


class Dates(msgspec.Struct, frozen=True):
    """How many shifts (or days) of how many are met by a condition, and the first and last of them."""

    count: int
    of: int
    first: date
    last: date


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One piece of evidence in words; `fact` names the stated fact it rests on, or the fact that is missing."""

    shows: Literal["not_met", "to_tell", "missing", "doubt", "met"]
    text: str
    fact: str = ""


class ConditionResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One condition held against the proposal. `route` says who can lift it and what to ask for.

    `evidence` is everything that was found, the fact behind each piece first; `fact` is the name of the fact which,
    if stated, would settle the line, and `question` asks for it. `key` is the sender's own name for the term.
    """

    id: str
    verdict: Verdict
    why: str
    source: str
    label: str = ""
    dates: Dates | None = None
    route: str | None = None
    evidence: tuple[Said, ...] = ()
    fact: str | None = None
    question: str | None = None
    key: str | None = None


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """Something to tell somebody, beside the verdict and never instead of it."""

    id: str
    text: str
    to: Literal["officer", "police"]
    by: date | None
    source: str


class LicenceResult(Result, frozen=True, kw_only=True):
    """The verdict, the conditions behind it worst first, and what to do next."""

    verdict: Verdict
    conditions: tuple[ConditionResult, ...]
    duties: tuple[Duty, ...]
    clear_from: date | None
    ask_text: str | None
    catalogue_version: str

    @property
    def worst(self) -> ConditionResult | None:
        """The first of the conditions behind the verdict; None where it is clear."""
        return next((row for row in self.conditions if row.verdict == self.verdict != "clear"), None)
