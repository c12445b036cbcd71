"""What is asked and what is answered: sentences and cautions in; when each conviction is spent out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from calculators.explain import Result

GivenAge = Literal["adult", "under18", "under_18"]
YesNo = bool | Literal["dont_know"] | None
Scalar = bool | int | float | str | None  # said of something that never changes a date: only whether it is there
Word = Literal["never", "indefinite", "immediately", "unknown"]
Shown = date | Word
State = Literal["unspent", "spent", "never", "until_order_ends", "until_paid", "unknown"]


class Length(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A length as the court gave it, whole numbers."""

    days: int = 0
    weeks: int = 0
    months: int = 0
    years: int = 0


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence or caution. Those with the same `group` are one conviction.

    `length`: null where the court gave none, `until_further_order` where the order has no end; left out, it is
    not known. `excluded` is for life, IPP and extended sentences. Yes-or-no facts may be `dont_know`.
    No offence is told: `schedule18` and `specified` are yes or no.
    """

    group: str
    type: str
    subtype: str
    age_at_conviction: GivenAge | None = None
    date_of_birth: date | None = None
    conviction_date: date | None = None
    start_date: date | None = None
    length: Length | Literal["until_further_order"] | msgspec.UnsetType | None = msgspec.UNSET
    last_day: date | None = None
    varied_last_day: date | None = None
    sentence_end_date: date | None = None
    licence_end: date | None = None
    released_on: date | None = None
    ceased_on: date | None = None
    paid_in_full_date: date | None = None
    conditions_end_date: date | None = None
    ended_early_on: date | None = None
    ended_early_why: str | None = None
    activated_on: date | None = None
    activated_term: Length | None = None
    operational_period: Length | None = None
    excluded: Literal["life", "ipp", "extended_sentence"] | None = None
    schedule18: YesNo = None
    multiple_sentences: YesNo | msgspec.UnsetType = msgspec.UNSET
    single_sentence_over_4y: YesNo = None
    endorsement: YesNo | msgspec.UnsetType = msgspec.UNSET
    specified: YesNo = None
    summary_only: YesNo = None
    approximate: bool = False
    offence_date: date | None = None
    unpaid: Scalar = None
    costs: Scalar = None
    victim_surcharge: Scalar = None
    court: str | None = None


class DisclosureRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every sentence and caution of one person. `age_at_conviction` is for those that do not say their own."""

    as_of: date
    age_at_conviction: Literal["adult", "under18", "under_18", "mixed"] | None = None
    outcomes: tuple[Outcome, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One conviction or caution.

    `govuk_date` is what the Ministry's service shows, `first_day_spent` the day by the Act's own words; the state
    goes by the later of the two, and `spent_from` is the first day on which both have it spent. Where a date is
    unknown, `earliest` and `latest` are what it could be by the Act. `decided_by` is the sentence that lasts
    longest, `held_open_by` the other convictions that keep it open.
    """

    govuk_date: Shown
    first_day_spent: Shown
    state: State
    spent_from: date | None = None
    held_open_by: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    decided_by: str = ""
    earliest: Shown | None = None
    latest: Shown | None = None


class Unlock(msgspec.Struct, frozen=True, kw_only=True):
    """Something that would bring a date nearer, and the first days spent there would be if it happened today."""

    group: str
    what: str
    then: Mapping[str, Shown]


class NextSpent(msgspec.Struct, frozen=True, kw_only=True):
    """The first day, and the convictions that are spent from it."""

    on: date
    groups: tuple[str, ...]


class DisclosureResult(Result, frozen=True, kw_only=True):
    """When each is spent. `next_spent` is None where none is going to be on a known day."""

    in_short: str
    groups: Mapping[str, Group]
    unlock: tuple[Unlock, ...] = ()
    next_spent: NextSpent | None = None
