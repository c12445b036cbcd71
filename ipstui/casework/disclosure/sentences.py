"""From the sentences kept to what the disclosure calculator asks, and its refusals back to the fields of the form.

Imported only where convictions are entered or shown: the calculator is not needed for the first frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from calculators.disclosure.law import Kind, RuleName, kinds
from calculators.disclosure.records import DisclosureRequest, Length, Outcome
from calculators.disclosure.refusals import check
from calculators.explain import RequestError
from ipstui.casework import say
from ipstui.casework.disclosure.state import Sentence
from ipstui.casework.events import Conviction
from ipstui.casework.known import plain
from ipstui.casework.typed.length import HOW, NONE_GIVEN, read_length

ELSEWHERE = (
    "Sentences of courts in Scotland, Northern Ireland or abroad are not worked out here, and not kept: ask Unlock or "
    "Nacro."
)
_CALLED: Mapping[str, tuple[str, str]] = {
    "fine": ("fine", "fine"),
    "suspended_sentence": ("custody", "suspended_prison"),
    "life_sentence": ("custody", "prison"),
    "ipp": ("custody", "prison"),
    "extended_sentence": ("custody", "prison"),
    "absolute_discharge": ("discharge", "absolute"),
    "conditional_discharge": ("discharge", "conditional"),
    "prohibiting_order": ("order", "other_order"),
    "attendance_or_supervision_order": ("order", "attendance_centre_order"),
    "motoring_fine": ("motoring", "fine"),
    "driving_ban": ("motoring", "disqualification"),
    "endorsed_fixed_penalty": ("motoring", "fixed_penalty_notice_endorsed"),
    "service_dismissal": ("military", "dismissal"),
    "service_reprimand": ("military", "reprimand"),
    "simple_caution": ("caution", "simple"),
    "conditional_caution": ("caution", "conditional"),
}
"""Where the calculator calls a sentence otherwise than the record does."""
NEVER_SPENT = {"life_sentence": "life", "ipp": "ipp", "extended_sentence": "extended_sentence"}
LABELS = {
    "detention_and_training_order": "Detention and training order",
    "ipp": "Imprisonment for public protection (IPP)",
    "prison": "Prison, for a fixed time", "life_sentence": "Life, or custody for life",
    "youth_detention": "Detention of a young person",
    "prohibiting_order": "Order that prohibits or requires something",
    "attendance_or_supervision_order": "Attendance centre or supervision order",
    "endorsed_fixed_penalty": "Fixed penalty with points",
    "elsewhere": "A court in Scotland, Northern Ireland or abroad",
}  # fmt: skip
SHORT = {
    "suspended_sentence": "Suspended", "youth_detention": "Detention", "detention_and_training_order": "DTO",
    "life_sentence": "Life", "ipp": "IPP", "extended_sentence": "Extended", "compensation_order": "Compensation",
    "confiscation_order": "Confiscation", "absolute_discharge": "Abs. discharge",
    "conditional_discharge": "Cond. discharge", "youth_rehabilitation_order": "Youth order",
    "prohibiting_order": "Order", "attendance_or_supervision_order": "Attendance",
    "endorsed_fixed_penalty": "Fixed penalty", "service_dismissal": "Dismissal", "service_reprimand": "Reprimand",
    "service_community_order": "Service order", "overseas_community_order": "Overseas order",
    "conditional_caution": "Cond. caution", "simple_caution": "Caution",
}  # fmt: skip
_CUSTODY = ("began", "length", "ends", "schedule_18", "single_over_four")
TAKES: Mapping[RuleName, tuple[str, ...]] = {
    "custody": _CUSTODY,
    "order": ("began", "length", "ends", "ceased", "specified"),
    "from_conviction": ("began", "specified"),
    "from_start": ("began",),
    "after_length": ("began", "length", "ends", "specified"),
    "at_once": ("began", "specified"),
    "paid": ("paid", "specified"),
    "simple_caution": ("specified",),
    "conditional_caution": ("ends", "specified"),
}
"""Which facts the rule of a sentence asks for, by their names in the event."""
_OPTIONAL = ("began", "length", "ends", "ceased", "paid", "endorsed", "schedule_18", "single_over_four", "specified")
_FIELDS = {
    "conviction_date": "on", "start_date": "began", "last_day": "ends", "sentence_end_date": "ends",
    "conditions_end_date": "ends", "ceased_on": "ceased", "ended_early_on": "ceased", "paid_in_full_date": "paid",
    "single_sentence_over_4y": "single_over_four", "schedule18": "schedule_18", "endorsement": "endorsed",
    "age_at_conviction": "age", "group": "conviction", "subtype": "sentence", "length": "length",
    "specified": "specified",
}  # fmt: skip
"""What the calculator's fields are in the event."""


def kind_of(sentence: str) -> Kind:
    """The kind the calculator has for a sentence of the record. Raises KeyError for one from elsewhere."""
    named = _CALLED.get(sentence)
    return kinds()[named] if named else {kind.subtype: kind for kind in kinds().values()}[sentence]


def label_of(sentence: str) -> str:
    """What a sentence is called in full."""
    return LABELS.get(sentence, say.sentence(say.label(sentence)))


def fields_for(sentence: str) -> tuple[str, ...]:
    """The fields of the event that matter for a sentence, in their order: what a form has to ask."""
    kind = kind_of(sentence)
    takes = TAKES[kind.rule]
    if sentence in NEVER_SPENT:
        takes = ("began", "length", "ends")
    return (*takes, *(("endorsed",) if kind.endorsed else ()))


def _outcome(sentence: Sentence, head: Conviction, birth_year: int | None) -> Outcome:
    """One sentence as the calculator reads it, its conviction's day that of the `head`, the first of its sentences.

    What nobody said stays unknown there too.
    """
    event = msgspec.structs.replace(sentence.event, on=head.on, on_precision=head.on_precision)
    kind = kind_of(event.sentence)
    known = plain(event.on) if event.on_precision != "unknown" else None
    given: dict[str, Any] = {
        "group": sentence.of,
        "type": kind.type,
        "subtype": kind.subtype,
        "age_at_conviction": _age(event, birth_year),
        "approximate": event.on_precision == "month",
    }
    if kind.is_caution:
        return Outcome(**given, start_date=known, conditions_end_date=event.ends, specified=_yes(event.specified))
    length = read_length(event.length) if event.length else None
    endless = length == "until_further_order"
    given |= {
        "conviction_date": known,
        "start_date": event.began,
        "length": msgspec.UNSET if length is None else None if length == NONE_GIVEN
        else "until_further_order" if endless else Length(**length),  # type: ignore[arg-type]
        "sentence_end_date" if kind.rule in ("custody", "after_length") else "last_day": event.ends,
        "ceased_on" if endless else "ended_early_on": event.ceased,
        "paid_in_full_date": event.paid,
        "excluded": NEVER_SPENT.get(event.sentence),
        "schedule18": _asked(event.schedule_18),
        "single_sentence_over_4y": _asked(event.single_over_four),
        "multiple_sentences": True if event.single_over_four != "unknown" else "dont_know",
        "specified": _yes(event.specified),
    }  # fmt: skip
    if kind.endorsed:
        given["endorsement"] = _asked(event.endorsed)
    return Outcome(**given)


def request_of(sentences: Iterable[Sentence], as_of: date, birth_year: int | None = None) -> DisclosureRequest:
    """What the calculator is asked about all that is kept, each conviction by its id."""
    listed = list(sentences)
    heads = {each.of: each.event for each in listed if each.id == each.of}
    outcomes = tuple(_outcome(each, heads.get(each.of, each.event), birth_year) for each in listed)
    return DisclosureRequest(as_of=as_of, outcomes=outcomes)


def refusal(event: Conviction, sentences: Sequence[Sentence], today: date) -> tuple[str, str] | None:
    """Why a sentence cannot be, after the field of the event that it is about; None where it can be.

    `sentences` are the others that are kept.
    """
    if event.sentence == "elsewhere":
        return "sentence", ELSEWHERE
    kind = kind_of(event.sentence)
    usual = {field.name: field.default for field in msgspec.structs.fields(Conviction)}
    for name in _OPTIONAL:
        if name not in fields_for(event.sentence) and getattr(event, name) != usual[name]:
            return name, f"a {kind.words} has none: leave it out."
    if event.length and read_length(event.length) is None:
        return "length", f"“{event.length}” cannot be read; type {HOW}."
    own = Sentence(id="new", of=event.conviction or "new", event=event)
    siblings = [each for each in sentences if event.conviction and each.of == event.conviction]
    head = next((each.event for each in siblings if each.id == each.of), event)
    if event.on != head.on and event.on_precision != "unknown":
        return "on", f"the conviction was on {say.day(head.on, today)}; all its sentences have that day."
    try:
        check(request_of([*siblings, own], today))
    except RequestError as error:
        found = re.fullmatch(r"outcomes\[(\d+)\]\.(\w+)", error.field)
        if found is None or int(found[1]) == len(siblings):
            name = found[2] if found else error.field
            problem = error.problem.replace("sentence_end_date", "the last day on paper")
            return _FIELDS.get(name, "sentence" if name not in usual else name), problem
    return None


def field_of(missing: str) -> tuple[int, str]:
    """The place of a sentence and the field of its event, from what the calculator names as missing."""
    place, _, name = missing.removeprefix("outcomes[").partition("].")
    return int(place), _FIELDS.get(name, name)


def age_by_year(on: date, birth_year: int | None) -> str:
    """Adult or under 18 on a day, where the year of birth is enough to tell; else ""."""
    if birth_year is None:
        return ""
    turned = on.year - birth_year
    return "adult" if turned > 18 else "under18" if turned < 18 else ""


def _age(event: Conviction, birth_year: int | None) -> str | None:
    """The age that counts; None where nobody said, or where the year of birth, typed since, denies what was said."""
    counted = age_by_year(event.on, birth_year) if event.on_precision != "unknown" else ""
    said = "" if event.age == "unknown" else event.age.replace("_", "")
    return None if said and counted and said != counted else said or counted or None


def _yes(answer: str) -> bool | None:
    return {"yes": True, "no": False}.get(answer)


def _asked(answer: str) -> bool | str:
    return {"yes": True, "no": False}.get(answer, "dont_know")
