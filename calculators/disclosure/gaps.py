"""What was not said about a sentence and would matter, and what was said and changes no date."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from calculators.disclosure.ends import is_longer_on_govuk
from calculators.disclosure.law import RuleName, law
from calculators.disclosure.sentence import Sentence, is_excluded, yes_no

# Facts that a person may well have and that change no date, and the flag that says so.
DO_NOT_COUNT = {
    "varied_last_day": "variation_does_not_count",
    "ended_early_on": "early_end_does_not_count",
    "released_on": "early_release_does_not_count",
    "activated_on": "activation_does_not_count",
    "activated_term": "activation_does_not_count",
    "operational_period": "operational_period_does_not_count",
    "unpaid": "unpaid_does_not_count",
    "costs": "not_a_sentence",
    "victim_surcharge": "not_a_sentence",
    "summary_only": "summary_only_counts",
}


def _absent(sentence: Sentence, *names: str) -> list[str]:
    return [name for name in names if getattr(sentence.outcome, name) is None]


def _custody_needs(sentence: Sentence) -> Iterable[str]:
    outcome, length = sentence.outcome, sentence.length
    if outcome.excluded:
        return []
    found = _absent(sentence, "start_date") + ([] if length else ["length"])
    start = outcome.start_date or outcome.conviction_date
    short = length and start and not is_longer_on_govuk(length, law().never_over_months, law().govuk)
    if not short and is_excluded(outcome) is None:
        found.append("schedule18" if yes_no(outcome.schedule18) is None else "single_sentence_over_4y")
    return found


def _order_needs(sentence: Sentence) -> Iterable[str]:
    if sentence.endless:
        return []
    if sentence.outcome.length is msgspec.UNSET and sentence.outcome.last_day is None:
        return [*_absent(sentence, "start_date"), "length"]
    return _absent(sentence, "start_date") if sentence.outcome.last_day is None or sentence.length else []


def _length_needs(sentence: Sentence) -> Iterable[str]:
    return [*_absent(sentence, "start_date"), *([] if sentence.length else ["length"])]


NEEDS: dict[RuleName, Callable[[Sentence], Iterable[str]]] = {
    "custody": _custody_needs,
    "order": _order_needs,
    "from_conviction": lambda sentence: _absent(sentence, "start_date"),
    "from_start": lambda sentence: _absent(sentence, "start_date"),
    "after_length": _length_needs,
    "at_once": lambda sentence: [],
    "paid": lambda sentence: _absent(sentence, "paid_in_full_date"),
    "simple_caution": lambda sentence: [],
    "conditional_caution": lambda sentence: _absent(sentence, "start_date", "conditions_end_date"),
}


def missing_of(sentence: Sentence) -> list[str]:
    """The fields of the outcome that its rule needs and that were not given."""
    found = [*NEEDS[sentence.kind.rule](sentence)]
    if sentence.kind.endorsed and yes_no(sentence.outcome.endorsement) is None:
        found.append("endorsement")
    return found


def flags_of(sentence: Sentence) -> list[str]:
    """A flag for each fact that was said and changes no date, and for a date that is approximate."""
    outcome, kind = sentence.outcome, sentence.kind
    flags = [flag for name, flag in DO_NOT_COUNT.items() if getattr(outcome, name) not in (None, False, "")]
    counted = {"paid": "unpaid_does_not_count"}.get(kind.rule) or (sentence.endless and "early_end_does_not_count")
    flags = [flag for flag in flags if flag != counted]
    if kind.rule == "order" and sentence.lengthless and outcome.last_day is None:
        flags.append("no_end_given")
    if outcome.approximate:
        flags.append("approximate")
    if "schedule18" in NEEDS[kind.rule](sentence):
        flags.append("schedule18_not_said")
    return flags
