"""The dated facts about release and recall, read from `data/release.json`: each with its source and how sure it is."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

import msgspec

from calculators.reference import data_folder


class DatedFact(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From which day something holds, its source, and how sure (A text seen, B secondary, C inferred)."""

    start: date
    source: str
    confidence: Literal["A", "B", "C"]


class FixedRecall(DatedFact, frozen=True, kw_only=True):
    """The length of a fixed-term recall in days, the day of return being the first.

    For whom it is, and for sentences under how many months; None is for all the longer ones.
    """

    who: Literal["adult", "young_offender"]
    under_months: int | None
    days: int


class Tranche(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From `start` a change reaches sentences of up to so many days (None: any longer one)."""

    up_to_days: int | None
    start: date


class Tranched(DatedFact, frozen=True, kw_only=True):
    """A change that reaches people on days that go by the length of the sentence."""

    tranches: tuple[Tranche, ...]

    def reaching(self, sentence_days: int) -> tuple[int, Tranche]:
        """The number of the tranche, from 1, and the tranche of a sentence of so many days."""
        return next(
            (number, tranche)
            for number, tranche in enumerate(self.tranches, 1)
            if tranche.up_to_days is None or sentence_days <= tranche.up_to_days
        )


class Excluded(DatedFact, frozen=True, kw_only=True):
    """Who has no automatic release from a recall: the grounds and their words."""

    grounds: dict[str, str]


class ReleaseFacts(msgspec.Struct, frozen=True):
    """What `data/release.json` holds."""

    about: str
    checked: date
    earlier_release: DatedFact
    fixed_recall: tuple[FixedRecall, ...]
    hdc_end: DatedFact
    progression: Tranched
    recall_already_inside: Tranched
    recall_excluded: Excluded


@cache
def release_facts() -> ReleaseFacts:
    """The dated facts about release and recall, read once."""
    return msgspec.json.decode((data_folder() / "release.json").read_bytes(), type=ReleaseFacts)
