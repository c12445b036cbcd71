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


class FixedRecall(DatedFact, frozen=True):
    """The length of a fixed-term recall in days, the day of return being the first."""

    days: int


class Tranche(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From `start` the progression model reaches sentences of up to so many days (None: any longer one)."""

    up_to_days: int | None
    start: date


class Progression(DatedFact, frozen=True):
    tranches: tuple[Tranche, ...]


class ReleaseFacts(msgspec.Struct, frozen=True):
    """What `data/release.json` holds."""

    about: str
    checked: date
    earlier_release: DatedFact
    fixed_recall: tuple[FixedRecall, ...]
    hdc_end: DatedFact
    progression: Progression


@cache
def release_facts() -> ReleaseFacts:
    """The dated facts about release and recall, read once."""
    return msgspec.json.decode((data_folder() / "release.json").read_bytes(), type=ReleaseFacts)
