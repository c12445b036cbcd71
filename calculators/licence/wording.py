"""Answers to a question, and things named in words, as evidence: only a plain difference of words rules out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculators.licence.case import Case
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated
from calculators.licence.vocabulary import bearing, relation


def answered(
    case: Case, fact: str, *, met: str, not_met: str, open_: str, doubtful: bool = False, lifted: bool = False
) -> Iterator[Evidence]:
    """The plain case: yes meets the condition, no does not, anything else is not known.

    `doubtful`: what is not known is asked; `lifted`: a permission covers it, whatever the answer turns out to be.

    A place or role whose name reads like yes is asked about, whatever the answer.
    """
    said = case.said(fact)
    if said is not None and said.value is True:
        yield Clash(met)
        return
    if text := reads_like(case, fact):
        answer = "nobody has answered that" if said is None else "the answer is no"
        yield Doubt(f"{text} reads like it, and {answer}", (fact,) if said is None else ())
    if said is None:
        yield Doubt(open_, (fact,)) if doubtful else Gap(open_, (fact,), lifted=lifted)
    elif said.value is False:
        yield Shown(said, not_met)
    else:
        yield Doubt(f"{said.value}: a person must judge")


def reads_like(case: Case, fact: str) -> str | None:
    """The role or place that names something which bears on this fact; None where none does."""
    return next((text for text in case.named if bearing(fact, text)), None)


def compared(fact: str, wanted: Iterable[str], found: Iterable[str], what: str) -> Iterator[Evidence]:
    """Everything found held against every word of a term: a match, another thing plainly, or a comparison to make."""
    for text in found:
        for word in wanted:
            if not text:
                continue
            match relation(word, text):
                case "same":
                    yield Clash(f"{text} matches {word} on the licence")
                case "other":
                    yield Shown(Stated(fact, text), f"{text} is plainly not {word}")
                case "perhaps":
                    yield Doubt(f"{text} may count as {word}")
                case "unclear":
                    yield Doubt(f"compare {what}, {text}, with {word} on the licence")
