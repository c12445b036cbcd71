"""The people of the funnel broken down by what was recorded of them; why people are not in work; returns to prison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from statistics import mean
from typing import get_args

from ipstui.casework import say
from ipstui.casework.events import Closed, Event, ReturnedToCustody
from ipstui.casework.phase import Label
from ipstui.reports.figures import Base, Figure, Period, Section, figure, spread_of
from ipstui.reports.person import UNKNOWN, Recorded

TRAITS = {
    "offence": "Most recent offence",
    "diagnosis": "Primary diagnosis",
    "source": "Referred by",
    "sex": "Sex",
    "ethnicity": "Ethnicity",
    "disability": "Disability",
    "age_band": "Age in the year of referral",
}
COLUMNS = ("referred", "engaged", "employed")


def value_label(value: str) -> str:
    """Return a value of a trait for a person: an age band as "18 to 20", what a pick-list holds as it is told."""
    return (
        value.replace("_", " to ") if value[:1].isdigit() and value[-1:].isdigit() else say.sentence(say.label(value))
    )


def breakdowns(people: Sequence[Recorded], steps: Mapping[str, Figure]) -> tuple[Section, ...]:
    """Return a section for each trait: every value that somebody has, with the people of three steps.

    Nobody is left out: who has no value recorded is counted as unknown, so that each column adds up to its step.
    """
    return tuple(
        Section(id=trait, title=title, figures=tuple(_cells(trait, title, people, steps)))
        for trait, title in TRAITS.items()
    )


def _cells(trait: str, title: str, people: Sequence[Recorded], steps: Mapping[str, Figure]) -> list[Figure]:
    begun, engaged = (set(steps[column].ids) for column in ("referred", "engaged"))
    values = sorted({person.traits[trait] for person in people}, key=lambda value: (value == UNKNOWN, value))
    cells = []
    for value in values:
        own = [person for person in people if person.traits[trait] == value]
        for column in COLUMNS:
            step = steps[column]
            inside = set(step.ids)
            counted = {person.client.id: _evidence(person, trait) for person in own if person.client.id in inside}
            cells.append(
                figure(
                    f"{trait}/{value}/{column}",
                    f"{value_label(value)}: {step.label.lower()}",
                    f"{title}: as recorded. {step.rule}",
                    counted,
                    base=Base(words=step.label.lower(), ids=step.ids),
                )
            )
        referred = [person for person in own if person.client.id in begun]
        cells.append(
            figure(
                f"{trait}/{value}/engaged_of_referred",
                f"{value_label(value)}: engaged, of those referred",
                f"{title}: as recorded. People both referred and engaged in the period.",
                {person.client.id: _evidence(person, trait) for person in referred if person.client.id in engaged},
                base=Base(words="referred in the period", ids=tuple(person.client.id for person in referred)),
            )
        )
    return cells


def _evidence(person: Recorded, trait: str) -> list[Event]:
    """What told the trait; where nothing did, the referral, or else the first record of the person."""
    told: Event | None = person.told.get(trait) or person.referral or next(iter(person.ledger.standing), None)
    return [told] if told is not None else []


def ages(people: Sequence[Recorded], steps: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """Return the ages of the people referred and of those engaged, in whole years by the year of birth."""
    found = []
    for column in ("referred", "engaged"):
        inside = set(steps[column].ids)
        known = [(person, age) for person in people if person.client.id in inside and (age := person.age) is not None]
        middle = round(mean(age for _, age in known), 1) if known else None
        found.append(
            figure(
                f"age/{column}",
                f"Age known, {column}" + (f" (mean {middle})" if middle is not None else ""),
                "The year of the referral less the year of birth: up to a year more than the age on the day.",
                {person.client.id: _evidence(person, "age_band") for person, _ in known},
                base=Base(words=steps[column].label.lower(), ids=steps[column].ids),
                spread=spread_of(age for _, age in known),
            )
        )
    return tuple(found)


def phases(people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return how many people stand in each phase on the last day: everybody of whom anything was recorded by then."""
    standing: dict[str, dict[str, list[Event]]] = {label: {} for label in get_args(Label)}
    for person in people:
        known = [event for event in person.ledger.standing if event.on <= period.last]
        turning = [event for event in known if event.turns]
        standing[person.phase][person.client.id] = [(turning or known)[-1]]
    base = Base(words="people with anything recorded", ids=tuple(id for own in standing.values() for id in own))
    rule = "The phase on the last day of the period, closed cases too. Shown is the last event that may have turned it."
    return tuple(
        figure(f"phase/{label.casefold().replace(' ', '_').replace(',', '')}", label, rule, own, base=base)
        for label, own in standing.items()
    )


def not_in_work(people: Sequence[Recorded], engaged: Figure, period: Period) -> tuple[Figure, ...]:
    """Return why the people engaged in the period have no job by its end: the reason the case was closed for."""
    inside = set(engaged.ids)
    reasons: dict[str, dict[str, list[Event]]] = {}
    without: list[str] = []
    for person in people:
        if person.client.id not in inside or person.jobs:
            continue
        without.append(person.client.id)
        closed = next((e for e in reversed(person.of(Closed)) if person.case.state == "closed"), None)
        reason = closed.reason if closed is not None else "case_open"
        shown: Event | None = closed or person.meetings[-1]
        reasons.setdefault(reason, {})[person.client.id] = [shown] if shown else []
    base = Base(words="engaged in the period, without a job", ids=tuple(without))
    return tuple(
        figure(
            f"not_in_work/{reason}",
            say.sentence(say.label(reason)),
            f"Engaged in the period and no competitive job begun by {say.day(period.last, period.last)} "
            f"{period.last.year}, by the reason the case was closed for.",
            counted,
            base=base,
        )
        for reason, counted in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


RECALLS = ("recall_fixed", "recall_standard")


def returns(people: Sequence[Recorded], engaged_by_end: Sequence[str], period: Period) -> tuple[Figure, ...]:
    """Return who went back to prison after being out, by kind, and whether a new offence was behind it."""
    back = [
        (person, event) for person in people for event in person.of(ReturnedToCustody) if event.on in period
    ]  # fmt: skip
    inside = set(engaged_by_end)
    base = Base(words="engaged by the end", ids=tuple(engaged_by_end))
    everybody = "People with a return to prison in the period."
    rows: list[tuple[str, str, str, Callable[[Recorded, ReturnedToCustody], bool], Base | None]] = [
        ("people", "Went back to prison", everybody, lambda p, e: True, None),
        ("engaged", "Went back to prison, of those engaged", f"{everybody} Engaged by its end.",
         lambda p, e: p.client.id in inside, base),
        ("breach", "Recalled for a breach", "Recalled, and recorded that there is no new offence.",
         lambda p, e: e.type in RECALLS and e.new_offence == "no", None),
        ("new_offence", "With a new offence", "Recorded that a new offence is alleged or found.",
         lambda p, e: e.new_offence == "yes", None),
        ("not_known", "Neither of the two", "Not recorded whether there is a new offence, or none and no recall.",
         lambda p, e: e.new_offence == UNKNOWN or (e.new_offence == "no" and e.type not in RECALLS), None),
        ("in_work", "In work on that day", "A competitive job was open on the day of the return.",
         lambda p, e: any(job.start <= e.on and (job.end is None or job.end >= e.on) for job in p.jobs), None),
    ]  # fmt: skip
    rows += [
        (f"type_{kind}", say.sentence(say.label(kind)), f"The return was recorded as: {say.label(kind)}.",
         partial(_of_type, kind), None)
        for kind in sorted({event.type for _, event in back})
    ]  # fmt: skip
    return (
        *(
            figure(f"returns/{id}", label, rule, _by_client((p, e) for p, e in back if test(p, e)), base=part_of)
            for id, label, rule, test, part_of in rows
        ),
        figure("returns/times", "Returns, second ones too", "Every return to prison in the period; above are people.",
               {event.id: [event] for _, event in back}, unit="times"),
    )  # fmt: skip


def _of_type(kind: str, _: Recorded, event: ReturnedToCustody) -> bool:
    return event.type == kind


def _by_client(found: Iterable[tuple[Recorded, ReturnedToCustody]]) -> dict[str, list[Event]]:
    by_client: dict[str, list[Event]] = {}
    for person, event in found:
        by_client.setdefault(person.client.id, []).append(event)
    return by_client
