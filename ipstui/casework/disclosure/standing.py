"""How the convictions kept stand on a day: each in a line, the answer in one sentence, what to ask, what would change.

Imported only where somebody asked to see convictions: it brings the disclosure calculator with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from calculators.disclosure.check import Standing, disclosure, standings
from calculators.disclosure.ends import is_date
from calculators.disclosure.records import DisclosureResult, Group
from calculators.disclosure.words import DOUBTFUL, FLAGS, of_schedule18
from calculators.explain import RequestError
from ipstui.casework import say
from ipstui.casework.disclosure.sentences import NEVER_SPENT, SHORT, field_of, kind_of, label_of, request_of
from ipstui.casework.disclosure.state import Sentence
from ipstui.casework.story import Story

ASKS = {
    "on": "the day of the conviction or caution",
    "began": "the day the sentence began, often the day of the conviction",
    "length": "how long the court gave: a length, until further order, or none",
    "ends": "the last day, from the paper",
    "paid": "whether it is paid in full, and on which day",
    "age": "whether it was before the 18th birthday",
    "endorsed": "whether the licence was endorsed",
    "schedule_18": "whether Schedule 18 names the offence: yes, no or don't know is enough",
    "single_over_four": "whether one single sentence was over four years",
    "specified": "whether it is a specified offence, for a standard or enhanced check",
}
"""What is asked about a sentence, by the field that is missing."""
NOT_ADVICE = "Not legal advice. England and Wales; dates as given; nothing new since."


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One conviction or caution: what it is called, how it stands, and the days between which that may change.

    `unspent` is None where it cannot be told; `until` the first day on which it is spent for sure, None where there
    is none or, with `doubt`, none that is known: it can then be as early as `maybe_from` and as late as `maybe_until`,
    None where that is no day. `lines` explain it.
    """

    id: str
    name: str
    short: str
    on: date | None
    unspent: bool | None
    state: str
    until: date | None
    doubt: bool
    maybe_from: date | None
    maybe_until: date | None
    held_by: tuple[str, ...]
    lines: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is told of one person's convictions. `problem` says why nothing can be, where it cannot."""

    told: tuple[Told, ...] = ()
    said: str = ""
    asks: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    next_spent: str = ""
    check_first: bool = False
    problem: str = ""


def answer_of(story: Story, birth_year: int | None) -> Answer:
    """Return how everything kept stands on the day of the story."""
    sentences, today = story.disclosure.sentences, story.today
    try:
        request = request_of(sentences, today, birth_year)
        result, standing = disclosure(request), standings(request)
    except RequestError as error:
        return Answer(problem=f"What is entered does not fit together: {error.problem}")
    names = names_of(sentences)
    told = tuple(_told(each, standing, result, names, sentences, today) for each in names)
    return Answer(
        told=told,
        said=in_one_sentence(told),
        asks=tuple(_asks(result.missing, sentences, names)),
        changes=tuple(f"{each.what.rstrip('.')} ({_named(each.group, names)})" for each in result.unlock),
        next_spent=_next(result, names, today),
        check_first=any(_is_doubtful(result.groups[each]) for each in result.groups),
    )


def names_of(sentences: Sequence[Sentence]) -> dict[str, str]:
    """What each conviction is called, by its id, the earliest first: "Prison sentence and fine, 10 Jun 2019"."""
    grouped: dict[str, list[Sentence]] = {}
    for each in sorted(sentences, key=lambda s: (s.event.on, s.id != s.of, s.id)):
        grouped.setdefault(each.of, []).append(each)
    return {
        group: f"{say.sentence(' and '.join([_called(each.event.sentence) for each in own]))}, {_day(own[0])}"
        for group, own in grouped.items()
    }


def _called(sentence: str) -> str:
    return label_of(sentence) if sentence in NEVER_SPENT else kind_of(sentence).words


def _day(sentence: Sentence) -> str:
    event = sentence.event
    if event.on_precision == "unknown":
        return "day not known"
    return say.month(event.on) if event.on_precision == "month" else f"{event.on.day} {say.month(event.on)}"


def _told(
    group: str,
    standing: dict[str, Standing],
    result: DisclosureResult,
    names: dict[str, str],
    sentences: Sequence[Sentence],
    today: date,
) -> Told:
    own = sorted((each for each in sentences if each.of == group), key=lambda each: each.id != group)
    one, found = standing[group], result.groups[group]
    head = own[0].event
    more = f" +{len(own) - 1}" if len(own) > 1 else ""
    year = "" if head.on_precision == "unknown" else f" {head.on.year}"
    earliest = max(one.careful.govuk.earliest, one.careful.act.earliest)
    latest = max(one.careful.govuk.latest, one.careful.act.latest)
    known = one.spent_from
    return Told(
        id=group,
        name=names[group],
        short=f"{SHORT.get(head.sentence, label_of(head.sentence).split(',')[0])}{more}{year}",
        on=None if head.on_precision == "unknown" else head.on,
        unspent=one.is_unspent(today),
        state=_state(found, one, today),
        until=known,
        doubt=known is None and not (one.careful.govuk.is_known and one.careful.act.is_known),
        maybe_from=earliest if known is None and is_date(earliest) else None,
        maybe_until=latest if known is None and is_date(latest) else None,
        held_by=tuple(names[each] for each in found.held_open_by),
        lines=tuple(_lines(group, result, names, today)),
    )


def _state(found: Group, one: Standing, today: date) -> str:
    """How it stands, never two states in one word."""
    day = found.spent_from
    match found.state:
        case "spent":
            return f"spent since {say.short_day(day, today)}" if day else "spent"
        case "unspent":
            return f"unspent until {say.short_day(day, today)}" if day else "unspent, end not known"
        case "never":
            return "never spent"
        case "until_order_ends":
            return "unspent till order ends"
        case "until_paid":
            return "unspent until paid"
        case _:
            return "unspent, end not known" if one.is_unspent(today) else "cannot tell"


def _lines(group: str, result: DisclosureResult, names: dict[str, str], today: date) -> Iterator[str]:
    """The working of one conviction: both days, what holds it open, and what bears on it."""
    found = result.groups[group]
    yield f"Ministry's service: {_shown(found.govuk_date, today)}. First day spent by the Act: " \
          f"{_shown(found.first_day_spent, today)}."  # fmt: skip
    if found.spent_from:
        yield f"Spent by both from {say.day(found.spent_from, today)}: the later one is used, to be on the safe side."
    elif found.earliest is not None and found.latest is not None:
        yield f"At the earliest {_shown(found.earliest, today)}, at the latest {_shown(found.latest, today)}."
    if found.decided_by:
        yield f"What lasts longest in it: {found.decided_by}."
    for other in found.held_open_by:
        yield f"Held open by {names[other]}: a further conviction before it was spent."
    for flag in found.flags:
        if flag in FLAGS:
            yield f"{FLAGS[flag]}."
    if "schedule18_not_said" in found.flags:
        yield of_schedule18()


def _shown(value: date | str, today: date) -> str:
    if isinstance(value, date):
        return say.day(value, today)
    return {
        "never": "never", "indefinite": "until it ends or is paid", "immediately": "at once", "unknown": "not known",
    }[value]  # fmt: skip


def _is_doubtful(group: Group) -> bool:
    return group.state == "unknown" or bool(DOUBTFUL.intersection(group.flags))


def in_one_sentence(told: Sequence[Told]) -> str:
    """The answer for a day, about work that no standard or enhanced check covers."""
    if not told:
        return ""
    unspent = sum(each.unspent is True for each in told)
    unknown = sum(each.unspent is None for each in told)
    spent = len(told) - unspent - unknown
    if spent == len(told):
        every = "It is" if spent == 1 else f"All {spent} are"
        return f"{every} spent. Only a standard or enhanced check can show {'it' if spent == 1 else 'them'}."
    parts = []
    if unspent:
        parts.append(f"{unspent} of {len(told)} unspent, to be told if asked")
    if unknown:
        parts.append(f"{unknown} cannot be told" if unspent else f"{unknown} of {len(told)} cannot be told")
    if spent:
        parts.append(f"{spent} spent")
    return f"{'; '.join(parts)}."


def _asks(missing: Sequence[str], sentences: Sequence[Sentence], names: dict[str, str]) -> Iterator[str]:
    """What is not known, a line each, and of which conviction."""
    seen = set()
    for each in missing:
        place, field = field_of(each)
        if place < len(sentences) and field in ASKS:
            text = f"{ASKS[field]} ({_named(sentences[place].of, names)})"
            if text not in seen:
                seen.add(text)
                yield text


def _named(group: str, names: dict[str, str]) -> str:
    return names.get(group, "")


def _next(result: DisclosureResult, names: dict[str, str], today: date) -> str:
    if result.next_spent is None:
        return ""
    what = " and ".join(names[each] for each in result.next_spent.groups)
    return f"{say.day(result.next_spent.on, today)}, if nothing new is added: {what}"


def span_of(told: Sequence[Told], today: date, *others: date) -> tuple[date, date]:
    """The first and last day that a band of all of them shows, with some room after the last that is known."""
    days = [each.on for each in told if each.on] or [today]
    ends = [day for each in told for day in (each.until, each.maybe_from, each.maybe_until) if day]
    last = max([today, *others, *(min(day, today + timedelta(days=366 * 12)) for day in ends)])
    return min(days), last + timedelta(days=max((last - min(days)).days // 12, 30))
