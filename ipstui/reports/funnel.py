"""From referral to work: who reached each step in a period, of whom, and who nearly did.

A person reaches a step once, on the first day that meets its rule, so that the quarters of a year add up to it. The
base of a step is everybody who could still have reached it: there by the end of the period, not closed before it
began, and not past the step already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from ipstui.casework import say
from ipstui.casework.events import Contact, Event, Offer, Referral, WorkTrial
from ipstui.reports.figures import Base, Figure, NotCounted, Period, figure
from ipstui.reports.measures import Employed, Met, Referred
from ipstui.reports.person import Recorded

Step: TypeAlias = Referred | Met | Employed
Reached: TypeAlias = tuple[date, list[Event]] | None


def reached(step: Step, person: Recorded) -> Reached:
    """Return the day on which a person reached a step, with the events that show it."""
    match step:
        case Referred():
            return (person.referral.on, [person.referral]) if person.referral is not None else None
        case Met(days=days):
            return _met(person, days)
        case Employed(of="engaged"):
            engaged, employed = _met(person, 2), _employed(person)
            if engaged is None or employed is None:
                return None
            return max(engaged[0], employed[0]), [*engaged[1], *employed[1]]
        case Employed():
            return _employed(person)


def _met(person: Recorded, days: int) -> Reached:
    by_day: dict[date, Event] = {}
    for contact in person.outside:
        by_day.setdefault(contact.on, contact)
        if len(by_day) == days:
            break
    first = list(by_day.values())
    return (first[-1].on, first) if len(first) == days else None


def _employed(person: Recorded) -> Reached:
    return (person.jobs[0].start, [person.starts[person.jobs[0].event]]) if person.jobs else None


def steps(measures: Sequence[Step], people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return a figure a step, counted by the day it was reached."""
    by_id = {measure.id: measure for measure in measures}
    return tuple(_step(measure, by_id, people, period) for measure in measures)


def _step(measure: Step, by_id: dict[str, Step], people: Sequence[Recorded], period: Period) -> Figure:
    counted: dict[str, list[Event]] = {}
    base: list[str] = []
    before = None if isinstance(measure, Referred) else by_id[measure.of]
    for person in people:
        found = reached(measure, person)
        if found is not None and found[0] in period:
            counted[person.client.id] = found[1]
        past = found is not None and period.first is not None and found[0] < period.first
        if before is not None and not past and person.open_during(period.first) and reached(before, person):
            base.append(person.client.id)
    return figure(
        measure.id,
        measure.name,
        measure.rule,
        counted,
        base=Base(words=f"{before.name.lower()}{_not_past(period)}", ids=tuple(base)) if before is not None else None,
        source=measure.source,
        status=measure.status,
        benchmark=measure.benchmark,
    )


def _not_past(period: Period) -> str:
    return "" if period.first is None else " by the end, case open in the period, and not there before it"


def cohort(measures: Sequence[Step], people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return how far the people first referred in the period had come by its end."""
    own = [person for person in people if person.referral is not None and person.referral.on in period]
    sets = {
        measure.id: {person.client.id: found[1] for person in own if (found := reached(measure, person)) is not None}
        for measure in measures
    }
    return tuple(
        figure(
            f"cohort/{measure.id}",
            measure.name,
            f"Of the people first referred in the period, those who by its end were: {measure.name.lower()}.",
            sets[measure.id],
            base=None
            if isinstance(measure, Referred)
            else Base(words=f"{measure.of} in the period", ids=tuple(sets[measure.of])),
            source=measure.source,
            status=measure.status,
        )
        for measure in measures
    )


def referrals(people: Sequence[Recorded], period: Period) -> Figure:
    """Return every referral received, second ones too: people and referrals are different counts."""
    received = [event for person in people for event in person.of(Referral) if event.on in period]
    return figure(
        "referrals",
        "Referrals received",
        "Every referral received in the period; somebody referred twice has two.",
        {event.id: [event] for event in received},
        unit="times",
    )


def nearly(people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield everybody who nearly counts for a step by the end of the period, and why not."""
    for person in people:
        yield from (each for each in _nearly(person) if _touches(each, person, period))


def nearly_met(measure: Met, people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield who was met in the period, and on fewer days by its end than a measure of one's own asks."""
    for person in people:
        days = {contact.on for contact in person.outside}
        own = tuple(contact.id for contact in person.outside if contact.on in period)
        if own and len(days) < measure.days:
            why = f"met on {say.plural(len(days), 'day')}, {measure.days} are asked"
            yield NotCounted(client=person.client.id, measure=measure.id, why=why, events=own)


def _touches(each: NotCounted, person: Recorded, period: Period) -> bool:
    """Whether what nearly counts happened in the period; what shows nothing is told in every period."""
    if not each.events:
        return person.open_during(period.first)
    return any(event.on in period for event in person.ledger.standing if event.id in each.events)


def _nearly(person: Recorded) -> Iterator[NotCounted]:
    client = person.client.id
    if person.referral is None:
        yield NotCounted(client=client, measure="referred", why="no referral is recorded")
    for again in person.of(Referral)[1:]:
        yield NotCounted(
            client=client,
            measure="referred",
            why="referred again: a person counts once, at the first referral",
            events=(again.id,),
        )
    meetings = person.outside
    if not meetings:
        yield from _never_met(person)
    elif len({contact.on for contact in meetings}) == 1:
        why = "met on one day only" if len(meetings) == 1 else f"{len(meetings)} meetings, all on one day"
        yield NotCounted(client=client, measure="engaged", why=why, events=tuple(c.id for c in meetings))
    for job, why in person.other_jobs:
        yield NotCounted(client=client, measure="employed", why=why, events=(job.event,))
    if not person.jobs:
        yield from _never_started(person)


def _never_met(person: Recorded) -> Iterator[NotCounted]:
    contacts = [c for c in person.of(Contact) if c.who == "client"]
    seen = [c for c in contacts if c.outcome == "seen"]
    if seen:
        met = [c for c in seen if c.mode == "face_to_face"]
        if any(c.setting != "prison" for c in met):
            why = "met outside, and no release from prison is recorded before it"
        elif met:
            why = "met in prison only"
        else:
            why = f"contact by {' and '.join(dict.fromkeys(say.label(c.mode) for c in seen))} only"
    elif contacts:
        unsaid = any(c.outcome == "unknown" for c in contacts)
        why = "not recorded whether they were in touch" if unsaid else "tried to reach, and not seen"
    else:
        return
    yield NotCounted(
        client=person.client.id, measure="seen_once", why=why, events=tuple(c.id for c in seen or contacts)
    )


def _never_started(person: Recorded) -> Iterator[NotCounted]:
    kinds: tuple[tuple[type[Event], str], ...] = (
        (Offer, "a job was offered, and no start is recorded"),
        (WorkTrial, "a work trial is not a job"),
    )
    for kind, why in kinds:
        if found := person.of(kind):
            yield NotCounted(
                client=person.client.id, measure="employed", why=why, events=tuple(event.id for event in found)
            )
            return
