"""The fields of each kind of event as a person fills them, and the way back from typed text to an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.choices import KnownTo, Leaning, Long, Reference
from ipstui.casework.events import (
    KINDS,
    BenefitStatus,
    Booking,
    ConditionAdded,
    ConditionVaried,
    Conviction,
    Cv,
    DirectionGiven,
    DisclosureDiscussed,
    Event,
    GapWorded,
    GoalSet,
    Interview,
    Leave,
    PaperArrived,
    PastJob,
    Placement,
    PreReleaseMeeting,
    ProposalMade,
    Released,
    RightToWorkSeen,
    Setback,
    SupportEnded,
    Training,
    WorkTrial,
    meanings,
)
from ipstui.casework.people import Employer, Vacancy
from ipstui.casework.shifts import read_shifts, write_shifts
from ipstui.casework.spelling import fold
from ipstui.casework.story import Story
from ipstui.casework.typed.numbers import count, number
from ipstui.casework.typed.when import Lean, read_month, read_only_day, read_start, read_time, read_when

FieldKind = Literal["text", "choice", "date", "time", "number", "count", "reference", "list", "shifts"]
_KNOWN_TO = (("day", "to the day"), ("month", "to the month"))
_OURS = {"id", "client", "recorded", "batch", "voids", "by", "v", "on", "at", "note", "on_precision"}
LABELS: dict[str | tuple[type[Event], str], str] = {
    (ConditionAdded, "words"): "Wording", (ConditionVaried, "words"): "Now reads", (DirectionGiven, "words"): "Wording",
    (ProposalMade, "weekly"): "Hours", (BenefitStatus, "weekly"): "£ a week",
    (Released, "place"): "Where from", (DisclosureDiscussed, "pros"): "For telling",
    (DisclosureDiscussed, "cons"): "Against telling", (Conviction, "on"): "Convicted on",
    (Conviction, "conviction"): "Sentence of", (Conviction, "age"): "Age then", (Conviction, "began"): "It began",
    (Conviction, "ends"): "Last day", (Conviction, "paid"): "Paid in full",
    (Conviction, "ceased"): "Ended by court",
    "for_whom": "For whom", "as_agreed": "As agreed", "schedule_18": "In Schedule 18",
    "single_over_four": "One over 4 y", "specified": "Specified offence", "dbs_check": "Check (DBS)",
    (Training, "about"): "For which job", (Placement, "about"): "For which job",
    (PastJob, "where"): "Where it was", (PaperArrived, "kept"): "Where it is", (PastJob, "sort"): "Kind of work",
    (PreReleaseMeeting, "place"): "Goes to", (RightToWorkSeen, "until"): "Until", (GapWorded, "words"): "What it says",
    (SupportEnded, "remains"): "What remains", (SupportEnded, "goes_on"): "Goes on with", (Cv, "text"): "The CV itself",
    "on_cv_as": "On the CV as", "chose_to_say": "Chose to say", "asked_of": "Asked of", "needed_for": "Needed for",
    "paid_by": "Paid by", "asked_for": "Which paper", "runs_out": "Runs out", "told_what": "Told what",
    "checks_by": "Checks by", "introduced_on": "Introduced on", "next_on": "Next on",
    "still_reachable": "Reachable", "went_along": "Went along", "will_do": "Each will do",
    "last_meeting": "Last meeting", "told_on": "Told them on", "takes_over": "Goes on with",
    "in_a_crisis": "In a crisis", "not_reached": "Not reached", "may_come_back": "May come back",
    "in_custody": "In custody", "licence_kind": "Licence kind", "catalogue_version": "Catalogue version",
    "follow_up": "Follow up", "done_together": "Done together", "past_work": "Past work",
    "travel_limit": "Travel limit", "health_triggers": "Health triggers", "disclosure_wishes": "Disclosure wishes",
    "support_wanted": "Support wanted", "rates_version": "Rates version", "copy_printed": "Copy printed",
    "self_employed": "Self-employed",
    "on": "When", "note": "Note", "in_patch": "In the patch", "hours_weekly": "Hours a week",
    "hourly_pay": "Pay an hour £", "who": "Who", "expected": "Release date",
    "expected_precision": "Release known", "release_kind": "Kind of release",
    "learned_on": "Learned on", "source_person": "Told by", "knows_and_agrees": "Knows and agrees",
    "source_type": "Referred by", "document_seen": "Seen on paper", "amount": "Amount £",
    "in_payment": "In payment", "on_precision": "Day known",
    "matches_profile": "Fits profile",
    "named_with_consent": "Named, agreed", "moved_to": "Moved to", "moved_to_at": "At (time)", "to": "To",
    "with_whom": "With", "due": "Due", "due_at": "By (time)", "done_by": "Done by", "found_by": "Found by",
    "on_programme": "Selected", "does_not_want": "Does not want", "hours_min": "Hours, least",
    "hours_max": "Hours, most", "type": "Kind", "state": "State", "job": "Job", "words": "In their words",
    "refuses": "Refuses", "starts": "From",
    "ends": "Last day", "journey_minutes": "Journey, minutes", "policy_version": "Policy version",
    "purposes": "Only for", "proposal_kind": "Kind", "about": "About", "seen_on": "Seen on paper",
    "chase_on": "Chase on", "new_offence": "New offence",
    "matters": "What matters to me", "good_at": "What I am good at", "helps": "What helps",
    "harder": "What makes it harder", "situation": "When this happens", "feeling": "I think or feel",
    "response": "What I do then", "afterwards": "What comes of it", "people_around": "People around me",
    "worries": "Worries about release", "others_know": "Others should know", "kept_back": "Not to be passed on",
    "together": "Written together", (GoalSet, "why"): "Why it matters",
    "measure": "How we will know", "obstacle": "May get in the way", "fallback": "And what then",
    "decided_by": "Decided by", "named": "Their name", "held": "It is already", "learned": "What we learned",
    "review": "Look again on", "topics": "May name", "out_at": "Out at", "home_by": "In by", "met_by": "Met by",
    "ring": "Out of hours", "worry": "A worry goes to", "own_order": "In their own order",
    (Setback, "what"): "What happened", (Setback, "helped"): "What helped", "covers": "What",
}  # fmt: skip
"""What a field is called on a form, by its name, or by kind and name where one name means two things.

A field of one word that is not here is called by its name.
"""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to fill in. `choices` are (value, label) pairs; `default` is what an empty field stands for.

    `hint` shows how it is typed; `lean` which way a date is taken that could lie on either side of today; a `long`
    text has several lines; a list that `jumps` hands the cursor on once a letter has picked. A date whose `months` may
    be typed takes a month alone, and keeps that no more is known.
    """

    name: str
    label: str
    kind: FieldKind
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    default: str = ""
    hint: str = ""
    lean: Lean = "near"
    long: bool = False
    jumps: bool = False
    months: bool = False


@cache
def fields_of(kind: type[Event]) -> tuple[Field, ...]:
    """Return the fields of a kind of event: when, its own, then the note."""
    defaults = {field.name: field for field in msgspec.structs.fields(kind)}
    own = [
        _field(kind, name, hint, meaning, defaults[name])
        for name, (hint, meaning) in meanings(kind).items()
        if name not in _OURS and not _hidden(name, hint)
    ]
    when = Field(name="on", label=LABELS.get((kind, "on"), "When"), kind="date", default="today", lean=lean_of(kind),
                 months=lean_of(kind) == "past")  # fmt: skip
    if kind.apart:  # long ago, and nothing of what was done is kept
        when = msgspec.structs.replace(when, default="", required=True)
    return (
        when,
        *own,
        *(() if kind.apart else (Field(name="note", label="Note", kind="text", long=True),)),
        Field(
            name="on_precision",
            label=LABELS["on_precision"],
            kind="choice",
            choices=(*_KNOWN_TO, ("unknown", "not known")),
            default="day",
        ),
    )


def _hidden(name: str, hint: Any) -> bool:
    """Whether a field is filled by the program, or by a form of its own, rather than in the ordinary form."""
    return get_origin(hint) is dict or (name != "weekly" and hint == tuple[dict[str, Any], ...])


def _field(
    kind: type[Event], name: str, hint: Any, meaning: tuple[Any, ...], field: msgspec.structs.FieldInfo
) -> Field:
    label = LABELS.get((kind, name)) or LABELS.get(name, say.sentence(say.label(name)))
    required = field.required
    default = "" if required or field.default in (None, msgspec.NODEFAULT) else str(field.default)
    if any(isinstance(each, Reference) for each in meaning):
        return Field(name=name, label=label, kind="reference", required=required)
    if get_origin(hint) is Literal:
        choices = tuple((value, say.label(value or "unknown")) for value in get_args(hint))
        if hint is KnownTo:
            told = "only the month is known? Type the month alone as the day, or any day of it"
            return Field(name=name, label=label, kind="choice", choices=_KNOWN_TO, default=default, hint=told)
        return Field(name=name, label=label, kind="choice", choices=choices, required=required, default=default)
    if get_origin(hint) is tuple:
        if name == "weekly":
            return Field(name=name, label=label, kind="shifts", required=required)
        return Field(name=name, label=label, kind="list", required=required)
    if hint is bool:
        yes_no = (("yes", "yes"), ("no", "no"))
        chosen = {"True": "yes", "False": "no"}.get(default, "")
        return Field(name=name, label=label, kind="choice", choices=yes_no, required=required, default=chosen)
    kinds: dict[Any, FieldKind] = {date: "date", time: "time", Decimal: "number", int: "count"}
    lean: Lean = next((each.way for each in meaning if isinstance(each, Leaning)), "near")
    long = any(isinstance(each, Long) for each in meaning)
    return Field(name=name, label=label, kind=kinds.get(hint, "text"), required=required, default=default, lean=lean,
                 long=long, months=f"{name}_precision" in kind.__struct_fields__)  # fmt: skip


def lean_of(kind: type[Event], state: str = "") -> Lean:
    """Return which way the day of an event leans: ahead for what is booked or offered, back for what has happened."""
    if issubclass(kind, Booking | Interview):
        return "future" if state in ("", "booked") else "past"
    return "future" if kind is Leave or (kind is WorkTrial and state == "offered") else "past"


def build(
    kind: type[Event],
    texts: Mapping[str, str],
    *,
    client: str,
    today: date,
    voids: str = "",
    keep: Event | None = None,
) -> Event:
    """Return the event that the typed texts say. `keep` is the event corrected, whose other fields stay.

    Raises Unfit, naming the field, for what cannot be read or is needed and missing.
    """
    values: dict[str, Any] = {"client": client, "voids": voids}
    if kind.apart and clean(texts.get("note", "")):
        raise Unfit("note", "there is no note here: what was done is not needed, and is not kept.")
    length: int | None = None
    lean = lean_of(kind, texts.get("state") or "")
    for field in fields_of(kind):
        if keep is not None and field.name not in texts:  # not on the form that corrects it
            values[field.name] = getattr(keep, field.name)
            if field.name == "on":
                values["at"] = keep.at
            continue
        text = clean(texts.get(field.name, ""))
        if field.name == "on" and field.required and not text:
            if texts.get("on_precision") != "unknown":
                raise Unfit("on", "the day is needed; where nobody knows it, say so below, and that is kept.")
            text = "today"  # the day it was said that nobody knows it
        if field.months and (month := read_month(text, today, lean=lean if field.name == "on" else field.lean)):
            text = month.isoformat()
            texts = {**texts, f"{field.name}_precision": "month"}  # the box for it stands further down
        value = _read(field, text, lean, today)
        if field.name == "on":
            values["on"], values["at"], length = value
        elif value is not None:
            values[field.name] = value
        elif field.required:
            raise Unfit(field.name, f"{field.label} is needed.")
    if length is not None:
        _take_length(kind, values, length)
    for name, beside in _TIME_BESIDE.items():
        typed = clean(texts.get(name, ""))
        if typed and beside in kind.__struct_fields__:
            values[beside] = _one_time(typed, today, name, beside, values.get(beside))
    if keep is not None:
        hidden = {name: getattr(keep, name) for name, (hint, _) in meanings(kind).items() if _hidden(name, hint)}
        values = hidden | values
    return kind(**values)


_TIME_BESIDE = {"moved_to": "moved_to_at", "due": "due_at"}
"""Days whose time is kept in a field of its own, whether it was typed there or with the day."""


def _one_time(typed: str, today: date, name: str, beside: str, given: time | None) -> time | None:
    at = read_start(typed, today, lean="future", field=name).at
    if at is not None and given is not None and given != at:
        raise Unfit(beside, f"{say.clock(given)} here, and {say.clock(at)} with the day.")
    return at if given is None else given


def _take_length(kind: type[Event], values: dict[str, Any], length: int) -> None:
    """Keep the length typed with the time ("2-3pm") where the kind keeps one. Raises Unfit where it would be lost."""
    if "minutes" not in kind.__struct_fields__:
        raise Unfit("on", "no length is kept here: give only when it begins.")
    if values.get("minutes") not in (None, 0, length):
        raise Unfit("minutes", f"{values['minutes']} minutes here, and {length} typed with the time.")
    values["minutes"] = length


def _read(field: Field, text: str, lean: Lean, today: date) -> Any:
    if field.name == "on":
        when = read_when(text, today, lean=lean)
        return (when.on, when.at, when.minutes)
    if not text:
        return None
    match field.kind:
        case "date":
            if field.name in _TIME_BESIDE:
                return read_start(text, today, lean=field.lean, field=field.name).on
            return read_only_day(text, today, lean=field.lean, field=field.name)
        case "list":
            return tuple(part.strip() for part in text.split(",") if part.strip())
        case "shifts":
            return read_shifts(text, field.name)
        case "time":
            return read_time(text, field=field.name)
        case "number":
            return number(field.name, text)
        case "count":
            return count(field.name, text)
        case "choice":
            if field.choices == (("yes", "yes"), ("no", "no")):
                return text == "yes"
            if text not in {value for value, _ in field.choices}:
                raise Unfit(field.name, f"“{text}” is not among the choices.")
            return text
        case _:
            return text


def texts_of(event: Event, today: date) -> dict[str, str]:
    """Return what would have to be typed to make this event again: what a correction starts from."""
    texts: dict[str, str] = {}
    for field in fields_of(type(event)):
        value = getattr(event, field.name)
        if field.name == "on":
            texts["on"] = f"{event.on.isoformat()} {say.clock(event.at)}" if event.at else event.on.isoformat()
        elif field.kind == "shifts":
            texts[field.name] = write_shifts(value)
        elif isinstance(value, tuple):
            texts[field.name] = ", ".join(value)
        elif isinstance(value, bool):
            texts[field.name] = "yes" if value else "no"
        elif isinstance(value, Decimal):
            texts[field.name] = say.number(value)
        elif isinstance(value, time):
            texts[field.name] = say.clock(value)
        elif isinstance(value, date):
            texts[field.name] = value.isoformat()
        else:
            texts[field.name] = "" if value is None else str(value)
    return texts


def references(
    story: Story, employers: Mapping[str, Employer], vacancies: Mapping[str, Vacancy]
) -> dict[str, list[tuple[str, str]]]:
    """Return what each field that is a reference may name, as (id, label) pairs, the likeliest first."""
    offered = _offered(story, employers, vacancies)
    return offered | {name: offered[to] for name, to in _called_otherwise().items()}


@cache
def _called_otherwise() -> dict[str, str]:
    """Return what is named by each field that is not called so itself, as the types of the events say."""
    return {
        name: each.to
        for kind in KINDS.values()
        for name, (_, meaning) in meanings(kind).items()
        for each in meaning
        if isinstance(each, Reference) and name not in (*_OURS, each.to)
    }


def _offered(
    story: Story, employers: Mapping[str, Employer], vacancies: Mapping[str, Vacancy]
) -> dict[str, list[tuple[str, str]]]:
    today = story.today
    jobs = [(job.id, job.role) for job in sorted(story.work.jobs, key=lambda job: not job.is_open)]
    jobs += [(offer.id, f"{offer.role} (offer)") for offer in story.work.offers]
    considered = [(v.id, f"{v.role} (vacancy)") for v in reversed(story.search.vacancies)]
    bookings = [(b.id, f"{say.day(b.on, today)} {say.label(b.what)}") for b in story.diary.bookings]
    return {
        "job": jobs,
        "about": [*jobs, *considered],
        "need": [(need.id, say.label(need.category)) for need in story.needs.open],
        "task": [(task.id, task.text) for task in story.diary.open_tasks],
        "booking": bookings[::-1],
        "interview": [(b.id, say.day(b.on, today)) for b in story.diary.bookings if b.what == "interview"],
        "condition": [(c.id, c.words) for c in story.probation.conditions],
        "conviction": [
            (s.id, f"the conviction of {say.day(s.event.on, today)}")
            for s in story.disclosure.sentences
            if s.id == s.of
        ],
        "proposal": [(p.id, p.what) for p in story.licence.proposals[::-1]] + jobs,
        "match": [(m.id, m.matched.mentor) for m in sorted(story.mentoring.matches, key=lambda m: not m.is_open)],
        "paper": [(p.id, p.called) for p in sorted(story.papers.all, key=lambda p: not p.waits) if p.asked],
        "goal": [(goal.id, goal.event.words) for goal in story.plans.open_goals],
        "step": [(step.id, step.event.what) for goal in story.plans.goals for step in goal.steps if step.is_open],
        "held": _held(story),
        "day_plan": [(plan.id, say.day(plan.day, today)) for plan in story.release_day.plans[::-1]],
        "query": [(query.id, query.question) for query in story.probation.queries],
        "application": [(a.id, f"{say.day(a.on, today)} {a.role}") for a in story.search.applications[::-1]],
        "employer": sorted(((e.id, e.name) for e in employers.values()), key=lambda pair: fold(pair[1])),
        "vacancy": sorted(((v.id, v.role) for v in vacancies.values()), key=lambda pair: fold(pair[1])),
    }


def _held(story: Story) -> list[tuple[str, str]]:
    """What a step of the plan may be: whatever is open elsewhere, the likeliest first."""
    today = story.today
    return [
        *((need.id, f"need: {need.what or say.label(need.category)}") for need in story.needs.open),
        *((task.id, f"task: {task.text}") for task in story.diary.open_tasks),
        *((b.id, f"{say.label(b.what)} {say.day(b.on, today)}") for b in story.diary.bookings if b.stands),
        *((v.id, f"vacancy: {v.role}") for v in reversed(story.search.vacancies)),
        *((a.id, f"application: {a.role}") for a in reversed(story.search.applications)),
        *((c.id, f"certificate: {c.name}") for c in story.vocational.certificates if c.state == "applied"),
        *((p.id, f"paper: {p.called}") for p in story.papers.waiting),
        *((t.id, f"course: {t.course}") for t in story.vocational.training if t.state == "started"),
    ]
