"""A sentence or caution ready for its rule: its kind, the age it counts for, and the custody it is part of."""

from __future__ import annotations

from datetime import date

import msgspec

from calculators.disclosure.ends import ONE_DAY, add
from calculators.disclosure.law import Age, Kind
from calculators.disclosure.records import Length, Outcome


class Term(msgspec.Struct, frozen=True):
    """Custody as one term: its first day, the day after what was imposed, and its last day, licence included."""

    start: date
    imposed_to: date
    last: date

    def joined(self, other: Term) -> Term:
        """The two as one."""
        imposed_to, last = max(self.imposed_to, other.imposed_to), max(self.last, other.last)
        return Term(min(self.start, other.start), imposed_to, last)


class Sentence(msgspec.Struct, frozen=True):
    """One outcome with its kind, the ages it may have been at conviction, and the term it is part of."""

    place: int
    outcome: Outcome
    kind: Kind
    ages: tuple[Age, ...]
    term: Term | None = None

    @property
    def length(self) -> Length | None:
        """The length given; None where there is none, or no end."""
        return self.outcome.length if isinstance(self.outcome.length, Length) else None

    @property
    def endless(self) -> bool:
        return self.outcome.length == "until_further_order"

    @property
    def lengthless(self) -> bool:
        """The court gave no length, which is not the same as nobody knowing it."""
        return self.outcome.length is None


def with_terms(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences of one conviction, custody that overlaps or follows on made one term (s.5(7)(a) and (b))."""
    runs: list[tuple[Term, list[int]]] = []
    for place, term in sorted(_served(sentences).items(), key=lambda item: (item[1].start, item[0])):
        if runs and term.start <= runs[-1][0].imposed_to:
            whole, places = runs.pop()
            runs.append((whole.joined(term), [*places, place]))
        else:
            runs.append((term, [place]))
    joined = {place: term for term, places in runs for place in places}
    return [
        msgspec.structs.replace(sentence, term=joined.get(sentence.place, _term(sentence))) for sentence in sentences
    ]


def _served(sentences: list[Sentence]) -> dict[int, Term]:
    """The terms that are served, by place: a suspended one is not, and joins no other."""
    terms = {sentence.place: _term(sentence) for sentence in sentences if sentence.kind.subtype != "suspended_prison"}
    return {place: term for place, term in terms.items() if term}


def _term(sentence: Sentence) -> Term | None:
    """The term of one sentence alone; None where its start or length is missing. Suspended, it is what was imposed."""
    outcome, length = sentence.outcome, sentence.length
    if sentence.kind.rule != "custody" or outcome.start_date is None or length is None:
        return None
    imposed_to = add(outcome.start_date, length)
    last = imposed_to - ONE_DAY
    if sentence.kind.subtype != "suspended_prison":
        last = outcome.sentence_end_date or max(last, outcome.licence_end or last)
    return Term(outcome.start_date, imposed_to, last)


def is_excluded(outcome: Outcome) -> bool | None:
    """Whether one sentence of over four years was for an offence that Schedule 18 names; None: not known."""
    named, alone = yes_no(outcome.schedule18), yes_no(outcome.single_sentence_over_4y)
    if named is False or alone is False:
        return False
    if named is None:
        return None
    # Nothing said of several sentences: what was entered is one.
    several = outcome.multiple_sentences
    return True if alone or several is False or several is msgspec.UNSET else None


def yes_no(answer: bool | str | msgspec.UnsetType | None) -> bool | None:
    """A yes-or-no fact; None where it is not known or was not asked."""
    return answer if isinstance(answer, bool) else None
