"""Entering conditions and proposals: the fields a catalogue row or a question asks for, and the way back from text.

Imported only by the forms that enter them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.catalogue import Entry, Param
from calculators.licence.check import check_licence
from calculators.licence.facts import QUESTIONS, Facts, Question
from calculators.licence.records import Condition, Licence, LicenceRequest, PolicyVersion, Proposal
from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.shifts import read_shifts, write_shifts
from ipstui.casework.story import Story
from ipstui.casework.typed.numbers import count, number
from ipstui.casework.typed.when import read_only_day, read_time

_HOW = {
    "blocks": "19-07; Fri Sat 21-06",
    "time": "15:00",
    "clock_times": "09:00, 17:00",
    "times": "20:00-06:00",
    "days": "mon, wed",
    "date_or_unknown": "a day, or unknown",
    "dates": "3 dec, 10 dec",
    "postcodes": "WV1, WV10 9",
    "texts": "one, another",
}
LIKE = (
    ("R-NO-CHILD", "no contact with anyone under an age"),
    ("R-CHILD-CONTACT", "no unsupervised contact with anyone under an age"),
    ("R-CHILD-WORK", "no work with anyone under an age"),
    ("R-DEVICE", "the internet and devices"),
    ("R-ZONE-OUT", "a place not to enter"),
    ("R-NAMED", "somebody not to meet"),
    ("R-VEHICLE-USE", "driving"),
    ("R-MANUAL", "something else: the person who reads it decides"),
)
"""What an order in its own words may be tested like, in words a person chooses by."""
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def policy_version_of(story: Story) -> PolicyVersion:
    """Return the policy version that conditions are entered under: the licence's, or the likely one."""
    if story.licence.versions:
        return story.licence.versions[-1].event.policy_version
    if story.licence.drafts:
        return story.licence.drafts[-1].policy_version
    release = story.custody.release
    return catalogue.policy_version_for(release.on if release else story.today)


# Conditions


def condition_fields(entry: Entry) -> tuple[Field, ...]:
    """Return the fields of a condition's parameters, under "param.NAME"."""
    return tuple(_param_field(param) for param in entry.params)


def _param_field(param: Param) -> Field:
    name = f"param.{param.name}"
    if param.type == "rule":
        return Field(name=name, label=param.label, kind="choice", choices=LIKE)
    if param.type == "choices":
        return Field(name=name, label=param.label, kind="text", hint=", ".join(map(say.label, param.options)))
    if param.options and param.type == "choice":
        options = tuple((option, say.label(option)) for option in param.options)
        return Field(name=name, label=param.label, kind="choice", choices=options)
    return Field(name=name, label=param.label, kind="text", hint=_HOW.get(param.type, ""))


def read_params(entry: Entry, texts: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return the parameters as the licence check reads them; what is left empty is not known, and left out.

    Raises Unfit, naming the field.
    """
    params = {}
    for param in entry.params:
        text = clean(texts.get(f"param.{param.name}", ""))
        if text:
            params[param.name] = _param(param, text, f"param.{param.name}", today)
    return params


def _param(param: Param, text: str, field: str, today: date) -> Any:
    match param.type:
        case "blocks":
            return [_block(row) for row in read_shifts(text, field)]
        case "time":
            return _clock(text, field)
        case "clock_times":
            return [_clock(part, field) for part in _parts(text)]
        case "times":
            return _windows(text, field)
        case "days":
            return [_day(part, field) for part in _parts(text)]
        case "date_or_unknown":
            return "unknown" if text.casefold() == "unknown" else read_only_day(text, today, field=field).isoformat()
        case "dates":
            return [read_only_day(part, today, lean="future", field=field).isoformat() for part in _parts(text)]
        case "postcodes":
            return [part.upper() for part in _parts(text)]
        case "number":
            return count(field, text)
        case "money":
            return str(number(field, text))
        case "texts":
            return _parts(text)
        case "choices":
            return [_one_of(part, param.options, field) for part in _parts(text)]
        case "rule":
            if text not in dict(LIKE):
                raise Unfit(field, f"“{text}” is not among the choices.")
            return text
        case _:
            return text


def _block(row: Mapping[str, Any]) -> dict[str, Any]:
    hours = {"from": row["from"], "to": row["to"]}
    return hours if len(row["days"]) == 7 else {**hours, "days": row["days"]}


def _windows(text: str, field: str) -> list[list[str]]:
    """Read hours of the day. Days of the week have no place in them: dropping them would widen the condition."""
    rows = read_shifts(text.replace(",", ";"), field)
    if any(len(row["days"]) < 7 for row in rows):
        raise Unfit(field, f"“{text}”: only times of day belong here, as 20:00-06:00, without days.")
    return [[row["from"], row["to"]] for row in rows]


def _one_of(text: str, known: Iterable[str], field: str) -> str:
    word = text.casefold().replace(" ", "_")
    if word not in known:
        raise Unfit(field, f"“{text}” is not one of {', '.join(map(say.label, known))}.")
    return word


def check_params(
    entry_id: str, version: PolicyVersion, params: Mapping[str, Any], today: date, *, rule: str = "", field: str = ""
) -> None:
    """Hold a condition against an empty proposal once, so that what cannot be is said where it is typed.

    Without this an age of 200 would be found only when a job is held against the licence. `field` is where they are
    typed, where that is not a line of each parameter's own. Raises Unfit.
    """
    condition = Condition(id=entry_id, rule=rule or None, params=dict(params))
    licence = Licence(policy_version=version, status="active", start=today, conditions=(condition,))
    proposal = Proposal(id="entry", kind="job", start=today)
    try:
        check_licence(LicenceRequest(as_of=today, licences=(licence,), proposal=proposal))
    except RequestError as error:
        name = error.field.partition(".params.")[2].partition("[")[0].partition(".")[0]
        where = f"param.{name}" if not rule and name in params else name if name in params else "on"
        raise Unfit(field or where, error.problem) from error


def read_term(rule: str, detail: str, field: str) -> dict[str, Any]:
    """Return the parameters of one term of an order: what it is tested like, and its age or its postcodes.

    Raises Unfit for a detail that this kind of term has no use for: dropped, it would change what is tested.
    """
    params: dict[str, Any] = {"like": rule}
    if not detail:
        return params
    if rule in _AGED:
        return params | {"age": count(field, detail, what="an age to be under", least=1, most=25)}
    if rule == "R-ZONE-OUT":
        return params | {"inside": [part.upper() for part in _parts(detail)]}
    if rule == "R-VEHICLE-USE":
        return params | {"kinds": _parts(detail)}
    raise Unfit(field, "a term of this kind has no age and no postcodes: write it into the words.")


_AGED = ("R-NO-CHILD", "R-CHILD-CONTACT", "R-CHILD-WORK")


def texts_of_params(params: Mapping[str, Any]) -> dict[str, str]:
    """Return what would be typed to give these parameters again."""
    texts = {}
    for name, value in params.items():
        if name == "blocks":
            text = write_shifts([{"days": list(range(7)), **row} for row in value])
        elif name == "days":
            text = ", ".join(_NAMES[day] for day in value)
        elif isinstance(value, list | tuple):
            text = ", ".join(f"{each[0]}-{each[1]}" if isinstance(each, list | tuple) else str(each) for each in value)
        else:
            text = {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
        texts[f"param.{name}"] = text
    return texts


def answers_to(fact: str) -> tuple[tuple[str, str], ...]:
    """Return the answers a question may have, as (value, label) pairs; none where it is answered in words."""
    hint = get_type_hints(Facts).get(fact)
    return () if hint is None or fact not in QUESTIONS else _fact_field(QUESTIONS[fact], hint).choices


def _clock(text: str, field: str) -> str:
    return say.clock(read_time(text, field=field))


def _day(text: str, field: str) -> int:
    found = [number for number, name in enumerate(_NAMES) if len(text) > 1 and name.startswith(text.casefold())]
    if len(found) != 1:
        raise Unfit(field, f"“{text}” is not a day of the week.")
    return found[0]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def told_params(params: Mapping[str, Any]) -> str:
    """Write a condition's parameters for a person: "19:00-07:00", "under 18". The tag on free text is not told."""
    told = []
    for name, value in params.items():
        if name == "blocks":
            told.append(write_shifts([{"days": range(7), **row} for row in value]).replace("Mon-Sun ", ""))
        elif name == "times" and value and not isinstance(value[0], str):
            told.append(", ".join(f"{start}-{end}" for start, end in value))
        elif name == "age":
            told.append(f"under {value}")
        elif name == "days":
            told.append(" ".join(_NAMES[day][:3].capitalize() for day in value))
        elif name == "value":
            told.append(f"up to £{value}")
        elif name not in ("like", "touches_work"):
            shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else say.label(str(value))
            told.append(f"{say.label(name)} {shown}")
    return "; ".join(told)


# Facts about a proposal


_CHILDREN = ("children", "children_youngest")
_FACTS_OF: Mapping[str, tuple[str, ...]] = {
    "R-NO-CHILD": _CHILDREN,
    "R-CHILD-WORK": _CHILDREN,
    "R-CHILD-CONTACT": _CHILDREN,
    "R-NAMED": ("named_person",),
    "R-ZONE-OUT": ("postcode", "crosses_zone", "moves_about"),
    "R-DEVICE": ("internet", "device_owner"),
    "R-VEHICLE-USE": ("driving", "vehicle", "driving_times"),
}
"""What a condition in its own words needs to know, by the rule it is tested like."""


def questions_for(story: Story) -> tuple[Question, ...]:
    """Return what must be found out for the conditions that bind this person, and nothing else."""
    version = policy_version_of(story)
    entries = list(catalogue.standard(version))
    for condition in story.probation.in_force:
        if (entry := catalogue.find(version, condition.added.catalogue)) is not None:
            entries.append(entry)
    rules = [c.params.get("like") or c.added.rule for c in story.probation.in_force]
    extra = [fact for rule in rules for fact in _FACTS_OF.get(rule, ())]
    asked = [q for q in catalogue.facts_needed(entries) if q.fact in Facts.__struct_fields__]
    missing = [name for name in dict.fromkeys(extra) if name not in {q.fact for q in asked}]
    return (*(QUESTIONS[name] for name in missing), *asked)


def fact_fields(questions: Iterable[Question]) -> tuple[Field, ...]:
    """Return the fields of these questions, under "fact.NAME"; left empty, a fact is not known."""
    hints = get_type_hints(Facts)
    return tuple(_fact_field(question, hints[question.fact]) for question in questions)


def _fact_field(question: Question, hint: Any) -> Field:
    name, options = f"fact.{question.fact}", _options(hint)
    words = [str(each) for each in options if isinstance(each, str) and each != "unknown"]
    # "no" and "to work" say again what "none" and "to_work" say.
    scale = [word for word in words if word not in ("yes", "no") and word.replace(" ", "_") == word]
    if "yes" in words and scale:
        words = scale
    elif "yes" in words and "no" in words:
        yes_no = (("yes", "yes"), ("no", "no"))
        return Field(name=name, label=question.text, kind="choice", choices=yes_no)
    if words and not _listed(hint):
        choices = tuple((word, say.label(word)) for word in words)
        return Field(name=name, label=question.text, kind="choice", choices=choices)
    how = "none, or: " + ", ".join(_listed(hint)) if _listed(hint) else ""
    return Field(name=name, label=question.text, kind="text", hint=how)


def _parts_of(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _options(hint: Any) -> list[Any]:
    """Return what a literal type may say, wherever in a union it stands."""
    found: list[Any] = []
    for part in _parts_of(hint):
        if get_origin(part) is Literal:
            found += get_args(part)
        elif get_origin(part) in (Union, UnionType):
            found += _options(part)
    return found


def _listed(hint: Any) -> list[str]:
    """Return the words a list of literals may hold."""
    for part in _parts_of(hint):
        if get_origin(part) is tuple and get_origin(get_args(part)[0]) is Literal:
            return [str(word) for word in get_args(get_args(part)[0])]
    return []


def read_facts(questions: Iterable[Question], texts: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return the facts as the licence check reads them; what is left empty is left out. Raises Unfit."""
    hints = get_type_hints(Facts)
    facts = {}
    for question in questions:
        field = f"fact.{question.fact}"
        if text := clean(texts.get(field, "")):
            facts[question.fact] = _fact(text, hints[question.fact], field, today)
    return facts


def _fact(text: str, hint: Any, field: str, today: date) -> Any:
    parts = _parts_of(hint)
    if text in _options(hint):
        return text
    tuples = [part for part in parts if get_origin(part) is tuple]
    if tuples:
        inner = get_args(tuples[0])[0]
        if inner is date:
            return [read_only_day(part, today, lean="future", field=field).isoformat() for part in _parts(text)]
        if get_origin(inner) is tuple:
            return _windows(text, field)
        known = _listed(hint)
        if known:
            return [_one_of(part, known, field) for part in _parts(text)]
        return _parts(text)
    if Decimal in parts:
        return str(number(field, text))
    if int in parts:
        return count(field, text)
    return text


def texts_of_facts(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what would be typed to give these facts again."""
    texts = {}
    for name, value in facts.items():
        if isinstance(value, list | tuple):
            pairs = [f"{v[0]}-{v[1]}" if isinstance(v, list | tuple) else str(v) for v in value]
            texts[f"fact.{name}"] = ", ".join(pairs)
        elif isinstance(value, bool):
            texts[f"fact.{name}"] = "yes" if value else "no"
        else:
            texts[f"fact.{name}"] = str(value)
    return texts
