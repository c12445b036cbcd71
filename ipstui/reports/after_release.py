"""In work some weeks or months after each release, as the Ministry of Justice counts it.

Only what had happened by that day is read, so that the answer for a release never changes afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.events import Contact, Event, Released
from ipstui.casework.history import known_day
from ipstui.reports.figures import Base, Figure, NotCounted, Period, figure
from ipstui.reports.measures import AfterRelease
from ipstui.reports.person import Recorded

IN_TOUCH = timedelta(days=28)


class After(NamedTuple):
    """How things stood on the day that a measure looks at."""

    answer: Literal["in_work", "not", "unknown", "not_there"]
    mark: date
    why: str
    events: tuple[Event, ...]


def after(measure: AfterRelease, person: Recorded, release: Released) -> After | None:
    """Return how one release turned out; None where its day has not come, or the release day is only roughly known."""
    if known_day(release) is None:
        return None
    mark = release.on + (
        timedelta(days=measure.days) if measure.days is not None else relativedelta(months=measure.months or 0)
    )
    if mark > person.until:
        return None
    if person.died_on is not None and person.died_on < mark:
        return After("not_there", mark, f"died before {say.day(mark, person.until)}", (release,))
    if person.custody.covers(mark):
        return After("not_there", mark, f"in prison on {say.day(mark, person.until)}", (release,))
    jobs = [*person.jobs, *(job for job, _ in person.other_jobs if job.competitive != "no")]
    job = next((j for j in jobs if j.start <= mark and (j.end is None or j.end >= mark)), None)
    if job is not None:
        return After("in_work", mark, "", (release, person.starts[job.event]))
    touch = [c for c in person.of(Contact) if c.who == "client" and c.outcome == "seen" and c.on <= mark]
    if not touch or touch[-1].on <= mark - IN_TOUCH:
        why = f"not known: no contact in the 28 days up to {say.day(mark, person.until)}"
        return After("unknown", mark, why, (release,))
    return After("not", mark, "", (release, touch[-1]))


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
            f"after_release/{measure.id}_unknown", f"{measure.name}: not known",
            "No job on that day, not in prison, and no contact in the 28 days before it.", by["unknown"],
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
