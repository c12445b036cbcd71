"""The conditions that licences carry, in our own words, keyed on policy version and code: read, found, listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from calculators.licence.facts import QUESTIONS, Question
from calculators.licence.records import PolicyVersion
from calculators.reference import data_folder

ParamType = Literal[
    "blocks",
    "time",
    "clock_times",
    "times",
    "days",
    "date_or_unknown",
    "dates",
    "postcodes",
    "number",
    "money",
    "text",
    "texts",
    "choice",
    "choices",
    "rule",
]


class Param(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to enter with a condition: its name in `params`, its type, and the label of the field.

    `official` are the names the licence form prints, each with the option it means.
    """

    name: str
    type: ParamType
    label: str
    options: tuple[str, ...] = ()
    official: dict[str, str] = {}


class Employment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How near a condition is to work, in our judgement."""

    level: Literal["direct", "indirect", "none"]
    bears_on: tuple[str, ...]
    note: str


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One condition of the catalogue. `versions` are the policy versions in which `code` means this.

    `items` are what the condition itself names as barred, where nothing is entered with it; `words` the trade's
    own words for it, to search by. `health` marks a condition that tells something about health: it is never
    named in a request.
    """

    id: str
    name: str
    kind: Literal["standard", "additional", "outside"]
    versions: tuple[PolicyVersion, ...]
    code: str | None
    category: str
    in_own_words: str
    act: str
    approver: str | None
    params: tuple[Param, ...]
    rule: str
    on_match: Literal["conflict", "ask", "duty", "skip"]
    judge: Literal["auto", "assisted", "manual", "none"]
    facts_needed: tuple[str, ...]
    employment: Employment
    source: str
    words: str = ""
    items: tuple[str, ...] = ()
    health: bool = False

    @property
    def searched(self) -> str:
        """The text a search looks at."""
        return _plain(f"{self.name} {self.words} {self.id.replace('_', ' ')} {self.category}")


def _plain(text: str) -> str:
    """Text as it is searched: no case, and a hyphen is a space."""
    return text.casefold().replace("-", " ")


class VersionFrom(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From which start date of a licence a policy version holds."""

    start: date
    version: PolicyVersion


class EndedByLaw(msgspec.Struct, frozen=True):
    """Something that no longer binds anybody, since when, and the law that ended it."""

    what: str
    on: date
    source: str


class Meta(msgspec.Struct, frozen=True):
    """What holds for the catalogue as a whole."""

    catalogue_version: str
    checked: date
    policy_versions: tuple[PolicyVersion, ...]
    which_version: tuple[VersionFrom, ...]
    which_version_otherwise: PolicyVersion
    which_version_confidence: str
    which_version_source: tuple[str, ...]
    ended_by_law: EndedByLaw


@cache
def meta() -> Meta:
    """The version of the catalogue and what goes with it, read once."""
    return msgspec.json.decode((data_folder() / "licence" / "meta.json").read_bytes(), type=Meta)


@cache
def entries() -> tuple[Entry, ...]:
    """Every condition held, standard ones first, read once."""
    folder = data_folder() / "licence"
    return tuple(
        entry
        for name in ("standard", "additional", "outside")
        for entry in msgspec.json.decode((folder / f"{name}.json").read_bytes(), type=tuple[Entry, ...])
    )


@cache
def _table() -> dict[tuple[str, str], Entry]:
    """Entries by version and id, and by version and code in lower case (official codes come in both)."""
    table: dict[tuple[str, str], Entry] = {}
    for entry in entries():
        for version in entry.versions:
            table[version, entry.id] = entry
            if entry.code:
                table[version, entry.code.casefold()] = entry
    return table


def find(policy_version: str, id_or_code: str) -> Entry | None:
    """The condition an id or an official code means in that policy version."""
    return _table().get((policy_version, id_or_code)) or _table().get((policy_version, id_or_code.casefold()))


@cache
def versions_of(id_or_code: str) -> tuple[PolicyVersion, ...]:
    """The policy versions that hold this id or code; empty for one that is in none."""
    return tuple(version for version in meta().policy_versions if find(version, id_or_code))


def newest(id_or_code: str) -> Entry | None:
    """The condition as its newest policy version has it: for orders, which belong to no version."""
    held = versions_of(id_or_code)
    return find(held[-1], id_or_code) if held else None


def standard(policy_version: str) -> tuple[Entry, ...]:
    """The conditions every licence of that version carries: they add themselves."""
    return tuple(entry for entry in entries() if entry.kind == "standard" and policy_version in entry.versions)


def policy_version_for(start_date: date) -> PolicyVersion:
    """The version a licence starting that day most likely has: a first guess, to be checked on the paper."""
    held = meta()
    return next(
        (row.version for row in reversed(held.which_version) if start_date >= row.start),
        held.which_version_otherwise,
    )


def search(text: str, policy_version: str) -> tuple[Entry, ...]:
    """Conditions of that version whose short name, words, id or category hold every word typed.

    Those whose name begins with the text come first, then those whose name holds it.
    """
    words = _plain(text).split()
    wanted = " ".join(words)
    found = [
        entry
        for entry in entries()
        if policy_version in entry.versions and all(word in entry.searched for word in words)
    ]

    def nearness(entry: Entry) -> tuple[bool, bool, str]:
        name = _plain(entry.name)
        return not name.startswith(wanted), wanted not in name, name

    return tuple(sorted(found, key=nearness))


def facts_needed(conditions: Iterable[Entry]) -> tuple[Question, ...]:
    """What to find out for these conditions, each question once, and nothing else."""
    needed = {fact: None for entry in conditions if entry.on_match != "skip" for fact in entry.facts_needed}
    return tuple(QUESTIONS[fact] for fact in needed)
