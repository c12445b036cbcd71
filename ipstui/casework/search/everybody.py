"""Applications, courses and placements of everybody: where each stands, since when, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypeVar

import msgspec

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Application, Interview, Placement, Training
from ipstui.casework.people import Employer
from ipstui.casework.spelling import fold

E = TypeVar("E", Training, Placement)
NEWS_AFTER = 14
"""Days after which it is worth asking about an application that nobody answered: a house rule."""


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """One application, or several made alike on one day, as it stands today.

    `status` is the last that was heard; `since` its day; `answer` what was answered, in words. `waits` is how many days
    it has been without an answer, None once there is one.
    """

    client: str
    name: str
    id: str
    role: str
    employer: str
    count: int
    made: date
    status: str
    since: date
    answer: str
    waits: int | None


class OnTheWay(msgspec.Struct, frozen=True, kw_only=True):
    """A course or a placement. `ends` is its last day as planned, `ended` the day it did.

    `job` is the real one it leads to, "" where none is named.
    """

    client: str
    name: str
    id: str
    kind: Literal["training", "placement"]
    what: str
    employer: str
    started: date | None
    ends: date | None
    ended: date | None
    job: str


def applications_of(files: Iterable[Casefile], employers: Mapping[str, Employer]) -> list[Applied]:
    """Return the applications of everybody, those that wait for an answer first, the longest wait at the top."""
    found = [each for file in files for each in _applied(file, employers)]
    return sorted(found, key=lambda a: (a.waits is None, a.made if a.waits is not None else date.max,
                                        -a.since.toordinal(), fold(a.name), a.id))  # fmt: skip


def _applied(file: Casefile, employers: Mapping[str, Employer]) -> Iterable[Applied]:
    story = file.story
    for made in story.search.applications:
        if made.application:
            continue
        news: list[Application | Interview] = [*story.search.news.get(made.id, ())]
        if made.employer:
            news += [e for e in story.search.interviews
                     if e.employer == made.employer and e.on >= made.on and e.state in _TOLD]  # fmt: skip
        last = max(news, key=lambda e: (e.on, e.recorded), default=None)
        status = made.status if last is None else last.status if isinstance(last, Application) else _TOLD[last.state]
        yield Applied(
            client=file.client.id, name=file.client.name, id=made.id, role=made.role,
            employer=_named(made.employer, employers), count=made.count, made=made.on, status=status,
            since=last.on if last else made.on, answer=(last.note if last else made.note).strip(),
            waits=(story.today - made.on).days if status == "made" and story.case.state != "closed" else None,
        )  # fmt: skip


_TOLD = {"booked": "interview_booked", "attended": "interview_booked", "offer": "offer",
         "unsuccessful": "unsuccessful_at_interview"}  # fmt: skip


def on_the_way_of(files: Iterable[Casefile], employers: Mapping[str, Employer]) -> list[OnTheWay]:
    """Return the courses and placements of everybody, those under way first, the one that ends first at the top."""
    found = [each for file in files for each in (*_courses(file), *_placements(file, employers))]
    return sorted(found, key=_soonest)


def _soonest(way: OnTheWay) -> tuple[bool, date, int, str, str]:
    ends = date.max if way.ended is not None or way.ends is None else way.ends
    latest = way.ended or way.started or date.min
    return (way.ended is not None, ends, -latest.toordinal(), fold(way.name), way.id)


def _courses(file: Casefile) -> Iterable[OnTheWay]:
    events = file.story.vocational.training
    for name in dict.fromkeys(fold(event.course) for event in events):
        own = [event for event in events if fold(event.course) == name]
        for start, end in _pairs(own):
            yield _way(file, "training", start, end, (start or end).course, "")  # type: ignore[union-attr]


def _placements(file: Casefile, employers: Mapping[str, Employer]) -> Iterable[OnTheWay]:
    events = [event for event in file.story.search.placements if event.on <= file.story.today]
    for key in dict.fromkeys((fold(event.role), event.employer) for event in events):
        own = [event for event in events if (fold(event.role), event.employer) == key]
        for start, end in _pairs(own):
            yield _way(file, "placement", start, end, own[0].role or "placement", _named(key[1], employers))


def _pairs(events: list[E]) -> Iterable[tuple[E | None, E | None]]:
    """Each start with the end that follows it; an end that nothing began stands alone.

    One of which nobody said whether it began or ended is taken for under way, since a day that is not known.
    """
    start: E | None = None
    for event in events:
        if event.state == "ended":
            yield start, event
            start = None
        else:
            if start is not None:
                yield start, None
            start = event
    if start is not None:
        yield start, None


def _way(
    file: Casefile, kind: Literal["training", "placement"], start: Training | Placement | None,
    end: Training | Placement | None, what: str, employer: str,
) -> OnTheWay:  # fmt: skip
    known = [event for event in (end, start) if event is not None]
    about = next((event.about for event in known if event.about), "")
    return OnTheWay(
        client=file.client.id, name=file.client.name, id=known[-1].id, kind=kind, what=what, employer=employer,
        started=start.on if start and start.state == "started" else None, ended=end.on if end else None,
        ends=next((event.ends for event in known if event.ends), None), job=_job(file, about),
    )  # fmt: skip


def _job(file: Casefile, about: str) -> str:
    """What the real job is called: a vacancy looked at, an offer, a job."""
    if not about:
        return ""
    story = file.story
    named = {v.id: v.role for v in story.search.vacancies} | {o.id: o.role for o in story.work.offers}
    return (named | {job.id: job.role for job in story.work.jobs}).get(about, "")


def _named(employer: str, employers: Mapping[str, Employer]) -> str:
    return employers[employer].name if employer in employers else ""
