"""When is each conviction and caution of a person spent, what holds it open, and what would change that?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from calculators.disclosure import words
from calculators.disclosure.ends import (
    NEVER,
    ONE_DAY,
    UNTIL_PAID,
    Span,
    between,
    is_date,
    known,
    shown,
    shown_span,
    state_of,
)
from calculators.disclosure.extension import Conviction, Held, Lasting, hold_open
from calculators.disclosure.periods import Ends, Pair, ends_of
from calculators.disclosure.records import (
    DisclosureRequest,
    DisclosureResult,
    Group,
    NextSpent,
    Outcome,
    State,
    Unlock,
)
from calculators.disclosure.refusals import ages_of, check, kind_of
from calculators.disclosure.rules import RULES
from calculators.disclosure.sentence import Sentence, with_terms
from calculators.explain import Step

__all__ = ["RULES", "DisclosureRequest", "DisclosureResult", "Standing", "disclosure", "standings"]

Reading = Literal["govuk", "act"]
READINGS: tuple[Reading, Reading] = ("govuk", "act")
# The worse of two states, the last the worst.
_WORSE: tuple[State, ...] = ("spent", "unspent", "unknown", "until_paid", "until_order_ends", "never")


class Entered(msgspec.Struct, frozen=True):
    """One conviction or caution as entered: its sentences, what each comes to, and its day."""

    name: str
    sentences: tuple[Sentence, ...]
    ends: tuple[Ends, ...]

    @property
    def on(self) -> date | None:
        first = self.sentences[0].outcome
        return first.start_date if self.is_caution else first.conviction_date

    @property
    def is_caution(self) -> bool:
        return self.sentences[0].kind.is_caution

    @property
    def alone(self) -> bool:
        """Whether it is no conviction, so that it holds nothing open and nothing holds it."""
        return all(sentence.kind.alone for sentence in self.sentences)

    @property
    def is_mixed(self) -> bool:
        """Whether a sentence that is, or may be, never spent stands in it beside others."""
        return len(self.ends) > 1 and any(ends.pair.act.latest == NEVER for ends in self.ends)


class Standing(msgspec.Struct, frozen=True):
    """When one conviction ends by both readings, with all others counted, and what holds it open.

    `careful` are the two, never earlier, where what has a never-spent sentence beside others holds later ones open.
    """

    entered: Entered
    govuk: Span
    act: Span
    careful: Pair
    held_by: tuple[str, ...]

    def state(self, on: date) -> State:
        """How it stands on a day: the worse of the two readings. A fact nobody asked for leaves it unknown."""
        found = max(
            state_of(self.careful.govuk, on, day_itself=False),
            state_of(self.careful.act, on, day_itself=True),
            key=_WORSE.index,
        )
        return "unknown" if found == "spent" and self._doubt_until > on else found

    def is_unspent(self, on: date) -> bool | None:
        """Whether it is unspent on a day; None where that cannot be told."""
        state = self.state(on)
        if state != "unknown":
            return state != "spent"
        earliest = (
            state_of(known(self.careful.govuk.earliest), on, day_itself=False),
            state_of(known(self.careful.act.earliest), on, day_itself=True),
        )
        return None if set(earliest) == {"spent"} else True

    @property
    def spent_from(self) -> date | None:
        """The first day on which it is spent by both readings; None where there is none, or none that is known."""
        govuk, act = self.careful.govuk, self.careful.act
        if not all(span.is_known and is_date(span.latest) for span in (govuk, act)):
            return None
        day = max(govuk.latest + ONE_DAY, act.latest)
        return day if self._doubt_until <= day else None

    @property
    def act_is_later(self) -> bool:
        """Whether the Act has it unspent on a day on which the Ministry's service no longer does."""
        govuk, act = self.govuk.latest, self.act.latest
        return act > govuk + ONE_DAY if is_date(govuk) else act > govuk

    @property
    def _doubt_until(self) -> date:
        return max((ends.doubt_until or date.min for ends in self.entered.ends), default=date.min)


def disclosure(request: DisclosureRequest) -> DisclosureResult:
    """The two dates, the state on `as_of` and the reasons, for every group.

    Raises RequestError, naming the field, for what cannot be. Source: see `RULES` and `data/disclosure/`.
    """
    check(request)
    standing = standings(request)
    rough = {name for name, one in standing.items() if any("approximate" in ends.flags for ends in one.entered.ends)}
    groups = {name: _group(one, request.as_of, rough) for name, one in standing.items()}
    return DisclosureResult(
        in_short=words.in_short(groups, request.as_of),
        groups=groups,
        unlock=tuple(_unlocks(request, standing)),
        next_spent=_next_spent(standing, request.as_of),
        steps=tuple(_steps(standing, groups)),
        warnings=words.warnings(groups),
        missing=tuple(_missing(standing)),
    )


def standings(request: DisclosureRequest) -> dict[str, Standing]:
    """When each group ends, in the order entered, the request having been checked."""
    entered = _entered(request)
    doubtful = any(
        one.on is None or any(not (e.pair.govuk.is_known and e.pair.act.is_known) for e in one.ends) for one in entered
    )
    found = [_both_bounds(entered, reading, doubtful, careful=False) for reading in READINGS]
    if any(one.is_mixed for one in entered):
        found += [_both_bounds(entered, reading, doubtful, careful=True) for reading in READINGS]
    result = {}
    for one in entered:
        bounds = [each[one.name] for each in found]
        spans = [between(least.end, most.end) for least, most in bounds]
        by = {held.by for both in bounds for held in both if held.by}
        in_order = [
            other.name for other in sorted(entered, key=lambda e: (e.on or date.max, e.name)) if other.name in by
        ]
        result[one.name] = Standing(one, spans[0], spans[1], Pair(*spans[-2:]), tuple(in_order))
    return result


def _entered(request: DisclosureRequest) -> list[Entered]:
    grouped: dict[str, list[Sentence]] = {}
    for place, outcome in enumerate(request.outcomes):
        where = f"outcomes[{place}]"
        sentence = Sentence(place, outcome, kind_of(outcome, where), ages_of(outcome, request, where))
        grouped.setdefault(outcome.group, []).append(sentence)
    found = []
    for name, listed in grouped.items():
        sentences = with_terms(listed)
        found.append(Entered(name, tuple(sentences), tuple(ends_of(sentence) for sentence in sentences)))
    return found


def _both_bounds(
    entered: list[Entered], reading: Reading, doubtful: bool, *, careful: bool
) -> dict[str, tuple[Held, Held]]:
    least = _held(entered, reading, "earliest", careful)
    most = _held(entered, reading, "latest", careful) if doubtful else least
    return {name: (least[name], most[name]) for name in least}


def _held(
    entered: list[Entered], reading: Reading, bound: Literal["earliest", "latest"], careful: bool
) -> dict[str, Held]:
    """Every end, taking each sentence at one of its bounds."""
    spans = {one.name: [getattr(ends.pair, reading) for ends in one.ends] for one in entered}
    alone = {
        one.name: Held(max(getattr(span, bound) for span in spans[one.name]), None) for one in entered if one.alone
    }
    convictions = []
    for one in entered:
        if not one.alone:
            lasting: list[Lasting] = []
            # s.6(1), (2) give no period to a conviction with a never-spent sentence, so it holds no later one open;
            # where it may be one, both are counted with.
            sure = "latest" if bound == "earliest" else "earliest"
            silent = not careful and any(getattr(span, sure) == NEVER for span in spans[one.name])
            for sentence, span in zip(one.sentences, spans[one.name], strict=True):
                extends = sentence.kind.extends and not sentence.kind.alone and not silent
                if bound == "earliest":
                    lasting.append(Lasting(span.earliest, extends and not span.may_be_never))
                else:
                    lasting.append(Lasting(span.latest, extends))
                    lasting.append(Lasting(span.within, extends))
            convictions.append(Conviction(one.name, one.on, tuple(lasting)))
    return alone | hold_open(convictions, by_act=reading == "act", undated_meet=bound == "latest")


def _group(one: Standing, as_of: date, rough: set[str]) -> Group:
    """What is told of one. `rough` are the groups with an approximate date, which those they hold open inherit."""
    sentences, ends = one.entered.sentences, one.entered.ends
    flags = [flag for each in ends for flag in each.flags]
    if sum(sentence.kind.rule == "custody" for sentence in sentences) > 1:
        flags.append("several_terms")
    if rough.intersection(one.held_by):
        flags.append("approximate")
    if one.act_is_later:
        flags.append("act_is_later")
    elif one.govuk.latest > one.act.latest:
        flags.append("govuk_is_later")
    if one.careful.act.latest > one.act.latest:
        flags.append("beside_never_spent")
    told = all(each.offered for each in ends) and one.govuk.latest != UNTIL_PAID
    longest = max(range(len(ends)), key=lambda place: ends[place].pair.act.latest)
    return Group(
        govuk_date=shown_span(one.govuk) if told else "unknown",
        first_day_spent=shown_span(one.act),
        state=one.state(as_of),
        spent_from=one.spent_from,
        held_open_by=one.held_by,
        flags=tuple(dict.fromkeys(flags)),
        decided_by=sentences[longest].kind.words,
        earliest=None if one.act.is_known else shown(one.act.earliest),
        latest=None if one.act.is_known else shown(one.act.latest),
    )


def _unlocks(request: DisclosureRequest, standing: Mapping[str, Standing]) -> Iterator[Unlock]:
    """What would bring a day nearer: each order that is not paid or has no end, paid or ended on `as_of`."""
    for place, outcome in enumerate(request.outcomes):
        change = _change(outcome, request.as_of)
        if change is None:
            continue
        what, changed = change
        outcomes = (*request.outcomes[:place], changed, *request.outcomes[place + 1 :])
        after = standings(msgspec.structs.replace(request, outcomes=outcomes))
        then = {name: shown_span(after[name].act) for name, one in standing.items() if after[name].act != one.act}
        yield Unlock(group=outcome.group, what=what, then=then)


def _change(outcome: Outcome, on: date) -> tuple[str, Outcome] | None:
    kind = kind_of(outcome, "outcomes")
    if kind.rule == "paid" and outcome.paid_in_full_date is None and outcome.unpaid is not False:
        paid = msgspec.structs.replace(outcome, paid_in_full_date=on, unpaid=None)
        return f"The {kind.words} is paid in full, and a receipt kept.", paid
    if outcome.length == "until_further_order" and not (outcome.ceased_on or outcome.ended_early_on):
        ended = msgspec.structs.replace(outcome, ceased_on=on)
        return f"The {kind.words} ends: a court can be asked, with legal advice first.", ended
    return None


def _next_spent(standing: Mapping[str, Standing], as_of: date) -> NextSpent | None:
    days = {name: day for name, one in standing.items() if (day := one.spent_from) and day > as_of}
    if not days:
        return None
    first = min(days.values())
    return NextSpent(on=first, groups=tuple(name for name, day in days.items() if day == first))


def _steps(standing: Mapping[str, Standing], groups: Mapping[str, Group]) -> Iterator[Step]:
    for name, one in standing.items():
        for sentence, ends in zip(one.entered.sentences, one.entered.ends, strict=True):
            govuk = words.say(shown_span(ends.pair.govuk)) if ends.offered else "no day"
            act = words.say(shown_span(ends.pair.act))
            yield Step(
                f"{name}, {sentence.kind.words}, taken alone: the Ministry's service shows {govuk}; "
                f"first day spent by the Act: {act}.",
                source=sentence.kind.source,
            )
        if one.held_by:
            yield Step(f"{name} is held open by {', '.join(one.held_by)}.", source="s.6(4), (5), s.1(1)(b)")
        yield Step(f"{name} {words.stands(groups[name])}.")


def _missing(standing: Mapping[str, Standing]) -> Iterator[str]:
    for one in standing.values():
        for sentence, ends in zip(one.entered.sentences, one.entered.ends, strict=True):
            for name in ends.missing:
                yield f"outcomes[{sentence.place}].{name}"
        first = one.entered.sentences[0]
        if not one.entered.alone and one.entered.on is None:
            yield f"outcomes[{first.place}].conviction_date"
