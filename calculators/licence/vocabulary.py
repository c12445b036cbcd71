"""What is a kind of what, for things named in words: the same, perhaps, plainly another, or it cannot be told.

The words are data (`data/licence/vocabulary.json`). A wording that is not there rules nothing out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from calculators.reference import data_folder

Relation = Literal["same", "perhaps", "other", "unclear"]


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"certain": "is"}):
    """One name, its other names, and what it is or may be a kind of."""

    name: str
    also: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    may_be: tuple[str, ...] = ()


class Vocabulary(msgspec.Struct, frozen=True):
    """The file: `bears_on` by the name of a fact, `refusals` by what a refusal names."""

    things: tuple[Thing, ...]
    bears_on: dict[str, tuple[str, ...]]
    refusals: dict[str, tuple[str, ...]]


class Reading(msgspec.Struct, frozen=True):
    """What a text names. `whole`: it is a name of the vocabulary and nothing besides.

    `certain` is everything it surely is a kind of, its own names among them; `likely` what it may be besides.
    """

    words: frozenset[str]
    names: frozenset[str]
    whole: bool
    certain: frozenset[str]
    likely: frozenset[str]


@cache
def _held() -> Vocabulary:
    return msgspec.json.decode((data_folder() / "licence" / "vocabulary.json").read_bytes(), type=Vocabulary)


@cache
def _things() -> dict[str, Thing]:
    return {thing.name: thing for thing in _held().things}


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Every name there is, as its words, with the thing it names."""
    return {_words(name): thing.name for thing in _held().things for name in (thing.name, *thing.also)}


def _words(text: str) -> tuple[str, ...]:
    """The words of a text without case, signs and plurals."""
    return tuple(
        _singular(word) for word in re.findall(r"\w+", text.casefold().replace("'s", "").replace("\u2019s", ""))
    )


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def read(text: str) -> Reading:
    """Find every name of the vocabulary in a text, the longest first and none inside another."""
    words, phrases = _words(text), _phrases()
    longest = max(map(len, phrases))
    names: set[str] = set()
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            if name := phrases.get(words[place : place + length]):
                names.add(name)
                place += length
                break
        else:
            place += 1
    certain = _all_above(names, certain=True)
    return Reading(frozenset(words), frozenset(names), words in phrases, certain, _all_above(names, certain=False))


def _all_above(names: set[str], *, certain: bool) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            thing = _things()[name]
            waiting += thing.certain if certain else (*thing.certain, *thing.may_be)
    return frozenset(found)


def relation(wanted: str, found: str) -> Relation:
    """How a thing somebody names stands to what a term names: the same or a kind of it, perhaps, or another thing.

    Only two names of the vocabulary with no kind in common are surely another thing.
    """
    term, thing = read(wanted), read(found)
    if not term.words or not thing.words:
        return "unclear"
    if term.words <= thing.words or thing.words <= term.words or term.names & thing.certain:
        return "same"
    if term.names & thing.likely or thing.names & term.certain:
        return "perhaps"
    if term.whole and thing.whole and not term.likely & thing.likely:
        return "other"
    return "unclear"


def bearing(fact: str, text: str) -> bool:
    """Whether a place, role or duty named in words bears on a fact, though the fact itself may be answered no."""
    return any(name in read(text).certain for name in _held().bears_on.get(fact, ()))


@cache
def covered(refusal: str) -> frozenset[str]:
    """Every way of working that a refusal of this one covers, itself included."""
    found: set[str] = set()
    waiting = [refusal]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _held().refusals.get(name, ())
    return frozenset(found)
