"""Evidence: what a rule finds when it holds a condition against a proposal, and the one place that makes it a verdict.

A rule never says clear, ask or conflict. It yields pieces of evidence, and `weigh` turns them into a verdict. Clear is
earned: every piece must be a `Shown`, which carries a fact that somebody stated, or a `Tell`, where the condition asks
no more than to be told. What nobody stated cannot be made into `Stated`, and a rule that finds nothing is ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, assert_never

import msgspec

from calculators.licence.facts import Facts, yes
from calculators.licence.records import SEVERITY, Verdict

Recipient = Literal["officer", "police"]


class Stated(msgspec.Struct, frozen=True):
    """A fact that somebody stated: its name, and what was said. Raises ValueError for one that nobody did."""

    fact: str
    value: object

    def __post_init__(self) -> None:
        if self.value is None or self.value == "unknown":
            raise ValueError(f"{self.fact} was not stated")


def stated(facts: Facts, name: str) -> Stated | None:
    """A fact of the proposal where it was stated, yes and no as True and False; None where it is not known."""
    value = getattr(facts, name)
    if value is None or value == "unknown":
        return None
    known = yes(value)
    return Stated(name, value if known is None else known)


class Shown(msgspec.Struct, frozen=True):
    """A stated fact, compared exactly, shows that the condition is not met. Nothing else clears.

    `slack` is how many minutes were to spare; `also` are facts worth asking that do not lower the verdict.
    """

    by: Stated
    words: str
    slack: int | None = None
    also: tuple[str, ...] = ()
    judgement: str = ""


class Tell(msgspec.Struct, frozen=True):
    """The condition asks only to be told, before the first day, whatever the answer to `also` turns out to be."""

    words: str
    text: str
    to: Recipient = "officer"
    also: tuple[str, ...] = ()


class Gap(msgspec.Struct, frozen=True):
    """Facts that were not stated, and would decide it. `lifted`: a permission covers it whatever the answer."""

    words: str
    facts: tuple[str, ...]
    lifted: bool = False


class Doubt(msgspec.Struct, frozen=True):
    """Uncertain, compared by words, or by its nature a request. `facts` are what to find out first.

    `needs` are the purposes a permission would have to cover.
    """

    words: str
    facts: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    judgement: str = ""


class Clash(msgspec.Struct, frozen=True):
    """The condition is met. The catalogue says whether that is a conflict or a request; `outright` it is a conflict."""

    words: str
    needs: frozenset[str] = frozenset()
    outright: bool = False
    refused: bool = False


Evidence = Shown | Tell | Gap | Doubt | Clash


class Finding(msgspec.Struct, frozen=True):
    """The verdict on one condition, and the evidence it was made from. Made by `weigh` alone."""

    verdict: Verdict
    pieces: tuple[Evidence, ...]
    lead: Evidence

    @property
    def why(self) -> str:
        """What decided it, in words."""
        deciding = [piece for piece in self.pieces if type(piece) is type(self.lead)]
        words = [
            f"{each.words}: {each.text.rstrip('.')}" if isinstance(each, Tell) else each.words for each in deciding
        ]
        return "; ".join(dict.fromkeys(words))

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that were not stated and would change or firm up the answer."""
        found: dict[str, None] = {}
        for piece in self.pieces:
            found |= dict.fromkeys(piece.facts if isinstance(piece, Gap | Doubt) else getattr(piece, "also", ()))
        return tuple(found)

    @property
    def open(self) -> str | None:
        """The first fact which, if stated, would settle what stands open; None where no fact would."""
        open_ = (piece for piece in self.pieces if isinstance(piece, Gap | Doubt) and type(piece) is type(self.lead))
        return next((piece.facts[0] for piece in open_ if piece.facts), None)

    @property
    def told(self) -> tuple[Tell, ...]:
        """What is to be told, beside the verdict and never instead of it."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Tell))

    @property
    def needs(self) -> frozenset[str]:
        """The purposes a permission would have to cover."""
        return frozenset().union(*(piece.needs for piece in self.pieces if isinstance(piece, Clash | Doubt)))

    @property
    def refused(self) -> bool:
        """Whether somebody has refused it already."""
        return any(isinstance(piece, Clash) and piece.refused for piece in self.pieces)

    @property
    def rests_on(self) -> str:
        """The stated fact that clears it; empty where it only asks to be told, or is not clear."""
        if any(isinstance(piece, Shown) and piece.by.fact == "permission" for piece in self.pieces):
            return "permission"
        return self.lead.by.fact if isinstance(self.lead, Shown) else ""

    @property
    def slack(self) -> int:
        """How many minutes were to spare, for telling the tightest of several; large where it is no matter of time."""
        known = [piece.slack for piece in self.pieces if isinstance(piece, Shown) and piece.slack is not None]
        return min(known, default=10**6)

    @property
    def judgements(self) -> tuple[str, ...]:
        """Where the line that was drawn is our own."""
        return tuple(piece.judgement for piece in self.pieces if isinstance(piece, Shown | Doubt) and piece.judgement)


_UNSEEN = Doubt("no rule looks at this condition: a person must judge it")


def weigh(on_match: str, evidence: Iterable[Evidence]) -> Finding:
    """Turn evidence into a verdict, the worst piece deciding. `on_match` is the catalogue's word for a clash."""
    pieces = tuple(evidence) or (_UNSEEN,)
    lead = max(pieces, key=lambda piece: SEVERITY[_verdict(piece, on_match)])
    return Finding(_verdict(lead, on_match), pieces, lead)


def _verdict(piece: Evidence, on_match: str) -> Verdict:
    match piece:
        case Shown() | Tell():
            return "clear"
        case Gap():
            return "unknown"
        case Doubt():
            return "ask"
        case Clash():
            return "conflict" if piece.outright or on_match == "conflict" else "ask"
        case _ as never:
            assert_never(never)
