"""Jobs: begun, first ones, four hours done, how long they lasted, hours, how they ended, and support in work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ipstui.casework import say
from ipstui.casework.events import Contact, Event, FourHoursDone, SupportDeclined
from ipstui.casework.work.follow_along import follow_along
from ipstui.casework.work.state import Job
from ipstui.reports.figures import Base, Figure, NotCounted, Period, figure, spread_of
from ipstui.reports.lasting import Lasted, lasted
from ipstui.reports.measures import HoursBands, Sustained
from ipstui.reports.person import Recorded

WORKED_BEFORE = "in a job when they were referred"
WEEKS = {"sustained_13": 13, "sustained_26": 26}


def _sustained(weeks: int) -> Sustained:
    return Sustained(
        id=f"sustained_{weeks}",
        name=f"Lasted {weeks} weeks",
        rule=f"Jobs that reached {weeks} weeks in the period: start + {7 * weeks} days, not ended before. "
        "The base are jobs for which it was settled in the period: reached, or ended before.",
        unit="jobs",
        source="IPS Grow KPI framework V8" if weeks == 13 else "common in funders' forms; no page of its own found",
        status="C" if weeks == 13 else "K",
        weeks=weeks,
        within=weeks,
        first_job=False,
    )


def started(people: Sequence[Recorded], period: Period) -> Iterator[tuple[Recorded, Job]]:
    """Yield each competitive job begun in the period."""
    return ((person, job) for person in people for job in person.jobs if job.start in period)


def job_figures(people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return the figures about jobs."""
    begun = list(started(people, period))
    starts = {job.event: [person.starts[job.event]] for person, job in begun}
    by_person: dict[str, list[Event]] = {}
    for person, job in begun:
        by_person.setdefault(person.client.id, []).append(person.starts[job.event])
    return (
        figure("jobs/starts", "Jobs begun", "Every competitive job begun in the period, second and parallel ones too.",
               starts, unit="jobs", spread=spread_of(map(len, by_person.values()))),
        figure("jobs/people", "People who began a job", "People with at least one job begun in the period.", by_person),
        _four_hours(people, period),
        *(sustained_figure(_sustained(weeks), people, period, f"jobs/{id}") for id, weeks in WEEKS.items()),
        _days_to_start(people, period),
        _several(by_person),
    )  # fmt: skip


def _four_hours(people: Sequence[Recorded], period: Period) -> Figure:
    done = {job.event: [event] for _, job, event in four_hours(people) if event.on in period}
    return figure(
        "jobs/four_hours", "Four paid hours done",
        "Jobs with four hours of paid work recorded as done in the period: what funders count as a start.",
        done, unit="jobs", source="IPS Grow reporting tool", status="C",
    )  # fmt: skip


def four_hours(people: Sequence[Recorded]) -> Iterator[tuple[Recorded, Job, FourHoursDone]]:
    """Yield each competitive job of which four paid hours are recorded, with the first record of it."""
    for person in people:
        done: dict[str, FourHoursDone] = {}
        for event in person.of(FourHoursDone):
            done.setdefault(person.ledger.root(event.job), event)
        for job in person.jobs:
            found = done.get(job.id) or done.get(person.ledger.root(job.event))
            if found is not None:
                yield person, job, found


def answers(measure: Sustained, people: Sequence[Recorded]) -> Iterator[tuple[Recorded, Job, Lasted]]:
    """Yield what each job, or each person's first, came to under a measure."""
    for person in people:
        if measure.out_of_work_only and person.out_of_work_at_entry == "no":
            continue
        for job in person.jobs[:1] if measure.first_job else person.jobs:
            yield person, job, lasted(job, measure, person.until, person.client.birth_year)


def sustained_figure(measure: Sustained, people: Sequence[Recorded], period: Period, id: str) -> Figure:
    """Return how many jobs (or people, by their first) lasted, of those for which it was settled in the period."""
    good: dict[str, list[Event]] = {}
    settled = []
    for person, job, found in answers(measure, people):
        name = person.client.id if measure.first_job else job.event
        if found.settled_on is not None and found.settled_on in period:
            settled.append(name)
            if found.answer == "yes":
                good[name] = [person.starts[job.event]]
    return figure(
        id, measure.name, measure.rule, good, unit=measure.unit,
        base=Base(words="for which it was settled in the period", ids=tuple(settled)),
        source=measure.source, status=measure.status, benchmark=measure.benchmark,
    )  # fmt: skip


def _days_to_start(people: Sequence[Recorded], period: Period) -> Figure:
    known: dict[str, list[Event]] = {}
    days = []
    for person in people:
        first = person.jobs[0] if person.jobs else None
        referral = person.referral
        if first is None or referral is None or first.start not in period:
            continue
        if first.exact and referral.on_precision == "day":
            known[person.client.id] = [referral, person.starts[first.event]]
            days.append((first.start - referral.on).days)
    return figure(
        "jobs/days_to_start", "Days from referral to the first job",
        "People whose first job began in the period, where both days are known.", known, spread=spread_of(days),
    )  # fmt: skip


def _several(by_person: dict[str, list[Event]]) -> Figure:
    return figure(
        "jobs/two_or_more", "Began two jobs or more", "People with two or more jobs begun in the period.",
        {client: own for client, own in by_person.items() if len(own) > 1},
        base=Base(words="who began a job", ids=tuple(by_person)),
    )  # fmt: skip


def hours_figures(measure: HoursBands, people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return a figure for each band that a job begun in the period is in."""
    names = {measure.otherwise: "not known"} | {band.code: band.name for band in measure.bands}
    held: dict[str, dict[str, list[Event]]] = {}
    begun = [(person, job) for person, job in started(people, period)]
    for person, job in begun:
        code = measure.code(job.terms[0].hours_weekly)
        held.setdefault(code, {})[job.event] = [person.starts[job.event]]
    base = Base(words="jobs begun in the period", ids=tuple(job.event for _, job in begun))
    return tuple(
        figure(f"{measure.id}/{code}", f"Hours a week, {names[code]}", measure.rule, held[code], unit="jobs",
               base=base, source=measure.source, status=measure.status)
        for code in sorted(held)
    )  # fmt: skip


def ended(people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return the jobs that ended in the period, by reason."""
    reasons: dict[str, dict[str, list[Event]]] = {}
    for person in people:
        for job in person.jobs:
            end = person.ends.get(job.id) or person.ends.get(person.ledger.root(job.event))
            if end is not None and end.on in period:
                reasons.setdefault(end.reason, {})[job.event] = [end]
    every = Base(words="jobs ended in the period", ids=tuple(id for own in reasons.values() for id in own))
    return tuple(
        figure(f"ended/{reason}", f"Ended: {say.label(reason)}", "Jobs ended in the period, by the reason recorded.",
               own, unit="jobs", base=every)
        for reason, own in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )  # fmt: skip


def support(people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return how the in-work schedule (IPS-25 item 23) was kept, and who declined support."""
    in_work = [person for person in people if any(job.start <= period.last for job in person.jobs)]
    declined = {
        person.client.id: own
        for person in in_work
        if (own := [event for event in person.of(SupportDeclined) if event.on in period])
    }
    kept: dict[str, list[Event]] = {}
    due = []
    for person in in_work:
        for job in (job for job in person.jobs if job.exact):
            # Only a job that ended is met by a call. The newest first, because each window asks whether one came later.
            contacts = (_seen(person) if job.end is not None else person.meetings)[::-1]
            for number, visit in enumerate(follow_along(job, contacts, period.last)):
                over = visit.last + timedelta(days=1)
                alive = person.case.died_on is None or visit.last < person.case.died_on
                if not alive or over not in period or visit.state not in ("met", "missed", "overdue"):
                    continue
                name = f"{job.event}:{number}"
                due.append(name)
                if visit.state == "met":
                    kept[name] = [next(c for c in contacts if c.on == visit.met_on)]
    return (
        figure("support/declined", "Wanted no support in work", "People in work who declined it in the period.",
               declined, base=Base(words="who have begun a job by the end", ids=tuple(p.client.id for p in in_work))),
        figure("support/kept", "Visits in work that were kept",
               "Visits of the schedule whose days were over in the period, met face to face in time (after a job "
               "ended: in contact). Left out: what nobody could know of in time, jobs begun on a day not known.",
               kept, unit="times", base=Base(words="visits due in the period", ids=tuple(due)), status="K",
               source="IPS-25 item 23"),
    )  # fmt: skip


def _seen(person: Recorded) -> Sequence[Contact]:
    return [c for c in person.of(Contact) if c.who == "client" and c.outcome == "seen"]


def nearly(people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield each job that nearly counts as a funder's start, or as sustained, and why not."""
    counted = {job.event for _, job, _ in four_hours(people)}
    for person, job in started(people, period):
        if job.event not in counted:
            yield _not(person, job, "four_hours", "four paid hours are not recorded")
    for id, weeks in WEEKS.items():
        yield from nearly_sustained(_sustained(weeks), people, period, id)


def nearly_sustained(measure: Sustained, people: Sequence[Recorded], period: Period, id: str) -> Iterator[NotCounted]:
    """Yield each job that did not last as long as a measure asks, has not yet, or of which it is not known."""
    for person in people:
        if measure.out_of_work_only and person.out_of_work_at_entry == "no":
            yield from (_not(person, job, id, WORKED_BEFORE) for job in person.jobs if job.start in period)
    for person, job, found in answers(measure, people):
        over = job.start + timedelta(days=7 * measure.within)
        match found.answer:
            case "no":
                told = found.settled_on is not None and found.settled_on in period
            case "unknown":
                told = period.first is None or over >= period.first
            case answer:
                told = answer == "not_yet"
        if told:
            yield _not(person, job, id, found.why)


def _not(person: Recorded, job: Job, measure: str, why: str) -> NotCounted:
    return NotCounted(client=person.client.id, measure=measure, why=why, events=(job.event,))
