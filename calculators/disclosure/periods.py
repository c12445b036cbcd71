"""When one sentence or caution ends, as the Ministry's service shows it and by the Act's own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from calculators.disclosure.ends import (
    IMMEDIATELY,
    NEVER,
    NOT_KNOWN,
    ONE_DAY,
    SOME_DAY,
    UNTIL_ORDER_ENDS,
    UNTIL_PAID,
    Span,
    add,
    add_months,
    after_period,
    between,
    is_longer,
    is_longer_on_govuk,
    known,
)
from calculators.disclosure.gaps import flags_of, missing_of
from calculators.disclosure.law import Age, Band, RuleName, law
from calculators.disclosure.sentence import Sentence, is_excluded, yes_no


class Pair(msgspec.Struct, frozen=True):
    """The two answers there are to when a sentence ends."""

    govuk: Span
    act: Span

    def either(self, other: Pair) -> Pair:
        return Pair(self.govuk.either(other.govuk), self.act.either(other.act))


class Ends(msgspec.Struct, frozen=True):
    """What one sentence comes to. `offered`: the Ministry's service takes it. `missing` are fields of the outcome.

    `doubt_until`: a fact nobody was asked for could make it last that long.
    """

    pair: Pair
    offered: bool = True
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    doubt_until: date | None = None


def ends_of(sentence: Sentence) -> Ends:
    """Both ends of one sentence. Where the age is not known they span what both ages give."""
    pairs = [_endorsed(sentence, age, RULES[sentence.kind.rule](sentence, age)) for age in sentence.ages]
    pair = pairs[0] if len(pairs) == 1 else pairs[0].either(pairs[1])
    missing, flags = missing_of(sentence), flags_of(sentence)
    if any(other != pairs[0] for other in pairs):
        missing.append("age_at_conviction")
    if _too_long(sentence):
        flags.append("longer_than_the_law_has")
        pair = Pair(pair.govuk, pair.act.either(known(SOME_DAY)))
    offered, doubt = _is_offered(sentence), _doubt_until(sentence)
    if not offered:
        flags.append("not_offered_on_govuk")
    if doubt:
        flags.append("endorsement_not_said")
    return Ends(pair, offered, tuple(missing), tuple(flags), doubt)


# The rules, one a kind: what the service shows and what the Act says


def _custody(sentence: Sentence, age: Age) -> Pair:
    if sentence.outcome.excluded:
        return Pair(known(NEVER), known(NEVER))
    return Pair(_custody_on_govuk(sentence, age), _custody_by_act(sentence, age))


def _custody_on_govuk(sentence: Sentence, age: Age) -> Span:
    start, length, govuk = sentence.outcome.start_date, sentence.length, law().govuk
    if start is None or length is None:
        return _or_never(NOT_KNOWN, sentence, None)
    band = next(b for b in law().bands if not b.up_to_months or not is_longer_on_govuk(length, b.up_to_months, govuk))
    span = known(add_months(add(start, length), band.at(age)))
    return _or_never(span, sentence, is_longer_on_govuk(length, law().never_over_months, govuk))


def _custody_by_act(sentence: Sentence, age: Age) -> Span:
    outcome, length, term = sentence.outcome, sentence.length, sentence.term
    first = outcome.start_date or outcome.conviction_date or outcome.sentence_end_date
    if term:
        span = known(after_period(term.last, _band(term.start, term.imposed_to).at(age)))
    elif outcome.sentence_end_date and first:
        # The end is on the licence, and where the length is missing the term may be in any band.
        bands = (_band(first, add(first, length)),) if length else law().bands
        ends = [after_period(outcome.sentence_end_date, band.at(age)) for band in bands]
        span = between(min(ends), max(ends))
    else:
        span = NOT_KNOWN
    # Terms added up do not exclude (s.5(7A)): the length of this sentence alone decides.
    return _or_never(span, sentence, is_longer(length, law().never_over_months, first) if length and first else None)


def _band(start: date, to: date) -> Band:
    """The band of a term from a day up to another, which itself is outside."""
    return next(band for band in law().bands if not band.up_to_months or to <= add_months(start, band.up_to_months))


def _or_never(span: Span, sentence: Sentence, over_limit: bool | None) -> Span:
    """What Schedule 18 makes of a sentence that is over four years, or is not (None: not known)."""
    excluded = is_excluded(sentence.outcome)
    if over_limit is False or excluded is False:
        return span
    return known(NEVER) if over_limit and excluded else span.either(known(NEVER))


def _order(sentence: Sentence, age: Age) -> Pair:
    outcome, length = sentence.outcome, sentence.length
    start, convicted = outcome.start_date, outcome.conviction_date
    if sentence.endless:
        ceased = outcome.ceased_on or outcome.ended_early_on
        return Pair(known(ceased or UNTIL_ORDER_ENDS), known(ceased or UNTIL_ORDER_ENDS))
    after_last = known(outcome.last_day + ONE_DAY) if outcome.last_day else None
    if length:
        by_length = known(add(start, length)) if start else NOT_KNOWN
        return Pair(by_length, after_last or by_length)
    if after_last:
        return Pair(after_last, after_last)
    if sentence.lengthless:
        months = law().no_last_day_months
        return Pair(
            known(add_months(start, months)) if start else NOT_KNOWN,
            known(after_period(convicted, months)) if convicted else NOT_KNOWN,
        )
    return Pair(NOT_KNOWN, NOT_KNOWN)


def _from_conviction(sentence: Sentence, age: Age) -> Pair:
    months = sentence.kind.months(age)
    start, convicted = sentence.outcome.start_date, sentence.outcome.conviction_date
    return Pair(
        known(add_months(start, months)) if start else NOT_KNOWN,
        known(after_period(convicted, months)) if convicted else NOT_KNOWN,
    )


def _from_start(sentence: Sentence, age: Age) -> Pair:
    start, months = sentence.outcome.start_date, sentence.kind.months(age)
    if start is None:
        return Pair(NOT_KNOWN, NOT_KNOWN)
    return Pair(known(add_months(start, months)), known(after_period(start, months)))


def _after_length(sentence: Sentence, age: Age) -> Pair:
    outcome, length, months = sentence.outcome, sentence.length, sentence.kind.months(age)
    start, last = outcome.start_date, outcome.sentence_end_date or outcome.last_day
    govuk = NOT_KNOWN
    if start and (length or sentence.lengthless):
        govuk = known(add_months(add(start, length), months) if length else add_months(start, law().no_last_day_months))
    if last is None and start and length:
        last = add(start, length) - ONE_DAY
    return Pair(govuk, known(after_period(last, months)) if last else NOT_KNOWN)


def _at_once(sentence: Sentence, age: Age) -> Pair:
    start, convicted = sentence.outcome.start_date, sentence.outcome.conviction_date
    first = convicted or start
    if first is None:
        return Pair(NOT_KNOWN, NOT_KNOWN)
    return Pair(known(start or first), known(first))


def _paid(sentence: Sentence, age: Age) -> Pair:
    outcome = sentence.outcome
    if outcome.paid_in_full_date:
        span = known(outcome.paid_in_full_date)
    else:
        span = NOT_KNOWN if outcome.unpaid is False else known(UNTIL_PAID)
    return Pair(span, span)


def _simple_caution(sentence: Sentence, age: Age) -> Pair:
    return Pair(known(IMMEDIATELY), known(IMMEDIATELY))


def _conditional_caution(sentence: Sentence, age: Age) -> Pair:
    given, over = sentence.outcome.start_date, sentence.outcome.conditions_end_date
    if given is None:
        return Pair(NOT_KNOWN, NOT_KNOWN)
    limit = add_months(given, law().conditional_caution_months)
    span = known(min(over, limit) if over else limit)
    return Pair(span, span)


RULES: dict[RuleName, Callable[[Sentence, Age], Pair]] = {
    "custody": _custody,
    "order": _order,
    "from_conviction": _from_conviction,
    "from_start": _from_start,
    "after_length": _after_length,
    "at_once": _at_once,
    "paid": _paid,
    "simple_caution": _simple_caution,
    "conditional_caution": _conditional_caution,
}


# What goes beside the rules


def _endorsed(sentence: Sentence, age: Age, pair: Pair) -> Pair:
    """An endorsed licence adds a period of its own, which the service counts for a fine and not for a ban."""
    endorsed = sentence.kind.endorsed
    if endorsed is None:
        return pair
    outcome = sentence.outcome
    answer = yes_no(outcome.endorsement)
    if answer is False or (outcome.endorsement is msgspec.UNSET and not endorsed.on_govuk):
        return pair
    months, start, convicted = endorsed.at(age), outcome.start_date, outcome.conviction_date
    longer = Pair(
        pair.govuk.later(known(add_months(start, months))) if start and endorsed.on_govuk else pair.govuk,
        pair.act.later(known(after_period(convicted, months)) if convicted else NOT_KNOWN),
    )
    return longer if answer else pair.either(longer)


def _doubt_until(sentence: Sentence) -> date | None:
    endorsed, outcome = sentence.kind.endorsed, sentence.outcome
    if endorsed is None or endorsed.on_govuk or outcome.endorsement is not msgspec.UNSET:
        return None
    if outcome.conviction_date is None:
        return None
    return max(after_period(outcome.conviction_date, endorsed.at(age)) for age in sentence.ages)


def _is_offered(sentence: Sentence) -> bool:
    kind, outcome, length = sentence.kind, sentence.outcome, sentence.length
    if outcome.excluded or (kind.rule == "paid" and outcome.paid_in_full_date is None):
        return False
    most = kind.govuk_most_months
    return not (most and length and is_longer_on_govuk(length, most, law().govuk))


def _too_long(sentence: Sentence) -> bool:
    convicted, length = sentence.outcome.conviction_date, sentence.length
    most = law().longest(sentence.kind, convicted) if convicted else None
    return bool(most and length and convicted and is_longer(length, most, sentence.outcome.start_date or convicted))
