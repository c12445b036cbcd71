"""In work some weeks or months after each release, as the Ministry of Justice counts it.

Only what had happened by that day is read, so that the answer for a release never changes afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.case.state import Case
from ipstui.casework.custody.state import Custody
from ipstui.casework.events import Contact, Event, Released
from ipstui.casework.history import known_day
from ipstui.casework.work.state import Job
from ipstui.reports.figures import Base, Figure, NotCounted, Period, figure
from ipstui.reports.measures import AfterRelease
from ipstui.reports.person import Recorded

IN_TOUCH = timedelta(days=28)


Answer: TypeAlias = Literal["in_work", "not", "unknown", "not_there"]


class Stood(NamedTuple):
    """How a person stood on a day, and why; the job or the contact that shows it."""

    answer: Answer
    why: str = ""
    job: Job | None = None
    contact: Contact | None = None


class After(NamedTuple):
    """How things stood on the day that a measure looks at."""

    answer: Answer
    mark: date
    why: str
    events: tuple[Event, ...]


def stood(day: date, case: Case, custody: Custody, jobs: Iterable[Job], contacts: Iterable[Contact]) -> Stood:
    """Return how a person stood on a day that has come. `jobs` and `contacts` are all there are, in order.

    Somebody in prison, or no longer alive, is not there to work, whatever job was never recorded as ended.
    """
    if case.died_on is not None and case.died_on < day:
        return Stood("not_there", "died before that day")
    if custody.covers(day):
        return Stood("not_there", "in prison on that day")
    open_then = [j for j in jobs if j.competitive != "no" and (j.end is None or j.end >= day)]
    if (job := next((j for j in open_then if j.begun_by is not None and j.begun_by <= day), None)) is not None:
        return Stood("in_work", job=job)
    if any(not j.exact and (j.begun_from is None or j.begun_from <= day) for j in open_then):
        return Stood("unknown", "not known: the day a job began is only roughly known")
    last = next(
        (c for c in reversed(list(contacts)) if c.who == "client" and c.outcome == "seen" and c.on <= day), None
    )
    if last is None or last.on <= day - IN_TOUCH:
        return Stood("unknown", "not known: no contact in the 28 days before")
    return Stood("not", contact=last)


def after(measure: AfterRelease, person: Recorded, release: Released) -> After | None:
    """Return how one release turned out; None where its day has not come, or the release day is only roughly known."""
    if known_day(release) is None:
        return None
    mark = release.on + (
        timedelta(days=measure.days) if measure.days is not None else relativedelta(months=measure.months or 0)
    )
    if mark > person.until:
        return None
    jobs = sorted((*person.jobs, *(job for job, _ in person.other_jobs)), key=lambda job: (job.start, job.event))
    found = stood(mark, person.case, person.custody, jobs, person.of(Contact))
    shown = person.starts[found.job.event] if found.job is not None else found.contact
    return After(found.answer, mark, found.why, (release, shown) if shown is not None else (release,))


def each(
    measure: AfterRelease, people: Sequence[Recorded], period: Period
) -> Iterator[tuple[Recorded, Released, After]]:
    """Yield each release that reached its day in the period."""
    for person in people:
        for release in person.of(Released):
            found = after(measure, person, release)
            if found is not None and found.mark in period:
                yield person, release, found


def after_release(measure: AfterRelease, people: Sequence[Recorded], period: Period) -> tuple[Figure, Figure]:
    """Return the releases in work, of those known, and the ones not known."""
    found = [(release, after) for _, release, after in each(measure, people, period)]
    by = {
        answer: {release.id: list(after.events) for release, after in found if after.answer == answer}
        for answer in ("in_work", "not", "unknown")
    }
    return (
        figure(
            f"after_release/{measure.id}", measure.name, measure.rule, by["in_work"], unit="releases",
            base=Base(words="releases whose day came in the period, known", ids=(*by["in_work"], *by["not"])),
            source=measure.source, status=measure.status, benchmark=measure.benchmark,
        ),
        figure(
            f"after_release/{measure.id}_unknown", f"Not known: {say.within(measure.name)}",
            "Not in prison on that day, and no job: no contact in the 28 days before it either, or a job whose first "
            "day is only roughly known.", by["unknown"],
            unit="releases",
        ),
    )  # fmt: skip


def nearly(measure: AfterRelease, people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield the releases that are left out, and why."""
    for person, release, found in each(measure, people, period):
        if found.why:
            yield NotCounted(client=person.client.id, measure=measure.id, why=found.why, events=(release.id,))
    for person in people:
        for release in person.of(Released):
            if known_day(release) is None and release.on in period:
                yield NotCounted(
                    client=person.client.id, measure=measure.id, why="the day of release is only roughly known",
                    events=(release.id,),
                )  # fmt: skip
