"""The outcomes of a caseload over a period: every figure of every measure, and everybody who nearly counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import msgspec

from ipstui.casework.events import Contact, Event
from ipstui.casework.people import Client
from ipstui.reports import activity, after_release, funnel, jobs, tables
from ipstui.reports.figures import Base, Figure, NotCounted, Period, Section, figure
from ipstui.reports.measures import (
    Active,
    AfterRelease,
    AnyMeasure,
    Employed,
    HoursBands,
    HoursWorked,
    Met,
    NotDefined,
    Referred,
    Sustained,
    joined,
)
from ipstui.reports.person import Recorded, person_of

FUNNEL = ("referred", "seen_once", "engaged", "employed", "employed_of_engaged")


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report. `not_defined` are measures whose definition is still to be filled in; `roughly` says how many
    events were counted whose day is only roughly known, on the day that was recorded."""

    period: Period
    sections: tuple[Section, ...]
    not_counted: tuple[NotCounted, ...]
    not_defined: tuple[str, ...]
    roughly: int

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return {each.id: each for section in self.sections for each in section.figures}

    def section(self, id: str) -> Section:
        """One section by its id."""
        return next(section for section in self.sections if section.id == id)


def people_of(clients: Iterable[Client], events: Mapping[str, Iterable[Event]], period: Period) -> tuple[Recorded, ...]:
    """Fold every client up to the last day of a period. `events` are those of each client, by id.

    Of whom nothing stands by then is nobody yet: they are in no base, and do not nearly count either. What is set
    apart makes nobody known.
    """
    known = ((client, events.get(client.id, ())) for client in clients)
    folded = (
        person_of(client, own, period.last) for client, own in known if any(event.on <= period.last for event in own)
    )
    return tuple(person for person in folded if any(event.on <= period.last for event in person.ledger.standing))


def outcomes(people: Sequence[Recorded], period: Period, measures: Sequence[AnyMeasure] | None = None) -> Outcomes:
    """Return the report over people folded up to the end of the period."""
    measures = joined() if measures is None else measures
    of_study: list[funnel.Step] = [
        measure for measure in measures if isinstance(measure, Referred | Met | Employed) and measure.id in FUNNEL
    ]
    steps = funnel.steps(of_study, people, period)
    by_id = {step.id: step for step in steps}
    engaged = _engaged(people)
    sections = [
        Section(id="funnel", title="From referral to work", figures=(*steps, funnel.referrals(people, period))),
        Section(id="cohort", title="Of the people referred in the period", figures=_cohort(of_study, people, period)),
        Section(id="activity", title="What was done",
                figures=(*activity.activities(people, engaged, period), *activity.trained(people, period))),
        Section(id="jobs", title="Jobs", figures=jobs.job_figures(people, period)),
        Section(id="ended", title="How jobs ended", figures=jobs.ended(people, period)),
        Section(id="support", title="Support in work", figures=jobs.support(people, period)),
        Section(id="not_in_work", title="Engaged and not in work",
                figures=tables.not_in_work(people, by_id["engaged"], period)),
        Section(id="returns", title="Returns to prison", figures=tables.returns(people, engaged, period)),
        Section(id="contacts", title="Contacts", figures=activity.contacts(people, period)),
        Section(id="phases", title="Where people stand at the end", figures=tables.phases(people, period)),
        *tables.breakdowns(people, by_id),
        Section(id="age", title="Age", figures=tables.ages(people, by_id)),
        *_measured([m for m in measures if m not in of_study], people, period),
    ]  # fmt: skip
    return Outcomes(
        period=period,
        sections=tuple(sections),
        not_counted=_nearly(measures, people, period),
        not_defined=tuple(f"{m.name}: {m.rule}" for m in measures if isinstance(m, NotDefined)),
        roughly=_roughly(people, {id for section in sections for each in section.figures for id in each.events}),
    )


def _engaged(people: Sequence[Recorded]) -> tuple[str, ...]:
    return tuple(person.client.id for person in people if len(person.engagement.days) > 1)


def _cohort(steps: Sequence[funnel.Step], people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """How far the people referred in the period came; over all time it is the funnel itself, and left out."""
    return funnel.cohort(steps, people, period) if period.first is not None else ()


def _measured(measures: Sequence[AnyMeasure], people: Sequence[Recorded], period: Period) -> tuple[Section, ...]:
    """Return the funders' measures, in three sections: hours, after release, and all others."""
    hours: list[Figure] = []
    released: list[Figure] = []
    funders: list[Figure] = []
    for measure in measures:
        match measure:
            case HoursBands():
                hours += jobs.hours_figures(measure, people, period)
            case AfterRelease():
                released += after_release.after_release(measure, people, period)
            case Sustained():
                funders.append(jobs.sustained_figure(measure, people, period, measure.id))
            case HoursWorked():
                funders.append(_hours_worked(measure, people, period))
            case Active():
                funders.append(_active(measure, people, period))
            case Referred() | Met() | Employed():
                funders += funnel.steps([*_shipped_steps(), measure], people, period)[-1:]
            case NotDefined():
                pass
    return (
        Section(id="hours_bands", title="Hours a week at the start of a job", figures=tuple(hours)),
        Section(id="after_release", title="In work after release", figures=tuple(released)),
        Section(id="funders", title="As funders count", figures=tuple(funders)),
    )


def _shipped_steps() -> list[funnel.Step]:
    """The steps that a user's own step is a part of."""
    return [each for each in joined() if isinstance(each, Referred | Met | Employed)]


def _hours_worked(measure: HoursWorked, people: Sequence[Recorded], period: Period) -> Figure:
    """Jobs, or people by their first, whose first four paid hours were recorded as done in the period."""
    counted: dict[str, list[Event]] = {}
    earlier = set()
    seen = set()
    for person, job, done in sorted(jobs.four_hours(people), key=lambda found: found[2].on):
        if measure.out_of_work_only and person.out_of_work_at_entry == "no":
            continue
        if measure.first_job:
            if person.client.id in seen:
                continue
            seen.add(person.client.id)
        if done.on in period:
            counted[person.client.id if measure.first_job else job.event] = [done]
        elif period.first is not None and done.on < period.first:
            earlier.add(person.client.id)
    base = [
        person.client.id
        for person in people
        if person.meetings
        and person.client.id not in earlier
        and person.open_during(period.first)
        and not (measure.out_of_work_only and person.out_of_work_at_entry == "no")
    ]
    return figure(
        measure.id, measure.name, measure.rule, counted, unit=measure.unit,
        base=Base(words="met face to face by the end, and not counted before", ids=tuple(base))
        if measure.of == "met" else None,
        source=measure.source, status=measure.status, benchmark=measure.benchmark,
    )  # fmt: skip


def _in_touch(person: Recorded) -> list[Contact]:
    return [c for c in person.of(Contact) if c.who == "client" and c.outcome == "seen"]


def _active(measure: Active, people: Sequence[Recorded], period: Period) -> Figure:
    """People with an open case and a contact in the days that end with the period."""
    since = period.last - timedelta(days=measure.days)
    counted: dict[str, list[Event]] = {}
    still_open = []
    for person in people:
        if person.case.state == "closed":
            continue
        still_open.append(person.client.id)
        if recent := [c for c in _in_touch(person) if c.on > since]:
            counted[person.client.id] = [recent[-1]]
    return figure(
        measure.id, measure.name, measure.rule, counted,
        base=Base(words="with an open case at the end", ids=tuple(still_open)),
        source=measure.source, status=measure.status, benchmark=measure.benchmark,
    )  # fmt: skip


def _roughly(people: Sequence[Recorded], counted: set[str]) -> int:
    rough = (event for person in people for event in person.ledger.standing if event.on_precision != "day")
    return sum(event.id in counted for event in rough)


def _nearly(measures: Sequence[AnyMeasure], people: Sequence[Recorded], period: Period) -> tuple[NotCounted, ...]:
    found = [*funnel.nearly(people, period), *activity.nearly(people, period), *jobs.nearly(people, period)]
    for measure in measures:
        match measure:
            case AfterRelease():
                found += after_release.nearly(measure, people, period)
            case Sustained():
                found += jobs.nearly_sustained(measure, people, period, measure.id)
            case HoursWorked(out_of_work_only=True):
                found += _worked_before(measure, people, period)
            case Active():
                found += _not_active(measure, people, period)
            case Met() if measure.id not in FUNNEL:
                found += funnel.nearly_met(measure, people, period)
            case _:
                pass
    return tuple(sorted(found))


def _worked_before(measure: HoursWorked, people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield whose four hours count for nothing here, as they had a job when they were referred."""
    for person, job, done in jobs.four_hours(people):
        if done.on in period and person.out_of_work_at_entry == "no":
            yield NotCounted(client=person.client.id, measure=measure.id, events=(done.id, job.event),
                             why=jobs.WORKED_BEFORE)  # fmt: skip


def _not_active(measure: Active, people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield whose case is open and whose last contact lies too far back."""
    since = period.last - timedelta(days=measure.days)
    for person in people:
        last = _in_touch(person)[-1:]
        if person.case.state != "closed" and last and last[0].on <= since:
            yield NotCounted(client=person.client.id, measure=measure.id, events=(last[0].id,),
                             why=f"no contact in the {measure.days} days before the end")  # fmt: skip
