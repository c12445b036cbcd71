"""What one rule finds about one condition, before permissions are looked at."""

from __future__ import annotations

from typing import Literal

import msgspec

from calculators.licence.facts import yes
from calculators.licence.records import Verdict
from calculators.licence.terms import Term


class Told(msgspec.Struct, frozen=True):
    """Something to tell somebody, before the first day of the proposal."""

    text: str
    to: Literal["officer", "police"] = "officer"


class Finding(msgspec.Struct, frozen=True):
    """A verdict and the fact behind it. `missing` are fact names that would change it.

    `needs` are the internet purposes a permission must cover; `judgement` says where the line is ours.
    """

    verdict: Verdict
    why: str
    missing: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    needs: frozenset[str] = frozenset()
    judgement: str = ""


def clear(why: str, *missing: str) -> Finding:
    """Not relevant, or nothing in it is met."""
    return Finding("clear", why, missing)


def unknown(why: str, *missing: str) -> Finding:
    """A fact is missing: never read as "no"."""
    return Finding("unknown", why, missing)


def asks(why: str, *missing: str) -> Finding:
    """Uncertain, or by its nature a request for permission."""
    return Finding("ask", why, missing)


def definite(term: Term, why: str) -> Finding:
    """The condition is met: the catalogue says whether that is a conflict, a request or a duty."""
    if term.on_match == "conflict":
        return Finding("conflict", why)
    if term.on_match == "duty":
        return Finding("clear", why, told=(Told(why),))
    return Finding("ask", why)


def tell(why: str, text: str, to: Literal["officer", "police"] = "officer") -> Finding:
    """Clear, with something to tell."""
    return Finding("clear", why, told=(Told(text, to),))


def by_answer(term: Term, fact: str, answer: object, met: str, not_met: str, open_: str) -> Finding:
    """The plain case: yes meets the condition, no does not, anything else is not known."""
    known = yes(answer)
    if known is None:
        return unknown(open_, fact)
    return definite(term, met) if known else clear(not_met)
