"""One worker's outcomes without anybody in them: one row a fact, months and spans only (`ipstui-outcomes/1`).

Made to be put together over many workers by an engine such as DuckDB or PostgreSQL. A person is a keyed reference:
the same in every export of one case file, and not to be turned back without it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    Closed,
    Contact,
    EmployerContact,
    Event,
    ProfileUpdated,
    Referral,
    Released,
    ReturnedToCustody,
)
from ipstui.exchange.hours_code import hours_code
from ipstui.exchange.tables import Column, Table
from ipstui.reports.after_release import stood
from ipstui.reports.person import out_of_work, until_death

SCHEMA = "ipstui-outcomes/1"
COLUMNS = (
    "schema", "made_on", "period_from", "period_to", "service", "worker", "person", "episode", "record", "record_no",
    "month", "precision", "out_of_work_at_entry", "days_to_first_contact", "days_to_profile",
    "days_to_employer_contact", "hours_code", "four_hours_done", "competitive", "sustained_13", "sustained_26",
    "end_reason", "after_recall", "employed_6w", "employed_6m", "closed_reason", "count",
)  # fmt: skip
Known: TypeAlias = Literal["yes", "no", "not_yet", "unknown"]


class OutcomesRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is exported: facts from `first` to `last`, both inside, as they stand on `made_on`.

    `service` and `worker` are codes, never a name; `key` stays in the case file.
    """

    casefiles: tuple[Casefile, ...]
    employer_contacts: tuple[EmployerContact, ...]
    service: str
    worker: str
    first: date
    last: date
    made_on: date
    key: bytes


def outcomes_table(request: OutcomesRequest) -> Table:
    """The facts as a table; people by their references, so that no order of names shows through."""
    rows: list[dict[str, Any]] = []
    for casefile in sorted(request.casefiles, key=lambda each: reference(request.key, each.client.id)):
        rows += _person(casefile, request)
    rows += _employer_contacts(request)
    head: dict[str, Any] = {
        "schema": SCHEMA,
        "made_on": request.made_on,
        "period_from": request.first,
        "period_to": request.last,
        "service": request.service,
        "worker": request.worker,
    }
    return Table(
        name="Outcomes",
        columns=tuple(Column(name, name) for name in COLUMNS),
        rows=tuple(tuple((head | row).get(name) for name in COLUMNS) for row in rows),
    )


def reference(key: bytes, client_id: str) -> str:
    """The first 12 figures of an HMAC over the client's id."""
    return hmac.new(key, client_id.encode(), hashlib.sha256).hexdigest()[:12]


def _person(casefile: Casefile, request: OutcomesRequest) -> Iterator[dict[str, Any]]:
    person = reference(request.key, casefile.client.id)
    numbers: Counter[tuple[int, str]] = Counter()
    for episode, record, event_day, fields in _facts(casefile):
        if request.first <= event_day <= request.last:
            numbers[episode, record] += 1
            number = numbers[episode, record]
            yield {"person": person, "episode": episode, "record": record, "record_no": number, **fields}


def _facts(casefile: Casefile) -> Iterator[tuple[int, str, date, dict[str, Any]]]:
    """Every episode, release and job of a person, with the day by which it falls in a period."""
    story = casefile.story
    episodes = _episodes(story.events)
    for number, (referral, until) in enumerate(episodes, 1):
        own = [e for e in story.events if referral.on <= e.on < until]
        yield number, "episode", referral.on, _month(referral) | _episode(casefile, referral, own)
    recalled = False
    for event in story.events:
        if isinstance(event, ReturnedToCustody):
            recalled = True
        elif isinstance(event, Released):
            fields = {"after_recall": "yes" if recalled else "no"}
            for name, span in (("employed_6w", relativedelta(days=42)), ("employed_6m", relativedelta(months=6))):
                exact = event.on_precision == "day"
                fields[name] = _employed_on(casefile, event.on + span) if exact else "unknown"
            yield _episode_of(episodes, event.on), "release", event.on, _month(event) | fields
    for job in (until_death(job, story.case.died_on) for job in story.work.jobs):
        started = next((e for e in story.events if e.id == job.event), None)
        yield _episode_of(episodes, job.start), "job", job.start, _month(started) | _job(job, story.today)


def _episodes(events: Iterable[Event]) -> list[tuple[Referral, date]]:
    """The referrals that opened an episode, each with the day on which the next begins."""
    opened: list[Referral] = []
    closed = True
    for event in events:
        if isinstance(event, Referral) and closed:
            opened.append(event)
            closed = False
        elif isinstance(event, Closed):
            closed = True
    ends = [*(referral.on for referral in opened[1:]), date.max]
    return list(zip(opened, ends, strict=True))


def _episode_of(episodes: list[tuple[Referral, date]], day: date) -> int:
    return max(1, sum(referral.on <= day for referral, _ in episodes))


def _month(event: Event | None) -> dict[str, Any]:
    if event is None or event.on_precision == "unknown":
        return {"month": None, "precision": "unknown"}
    return {"month": f"{event.on:%Y-%m}", "precision": "month"}


def _episode(casefile: Casefile, referral: Referral, own: list[Event]) -> dict[str, Any]:
    seen = [e for e in own if isinstance(e, Contact) and e.who == "client" and e.outcome == "seen"]
    closed = [e for e in own if isinstance(e, Closed)]
    return {
        "out_of_work_at_entry": out_of_work(referral, casefile.story.work.jobs),
        "days_to_first_contact": _days(referral, seen),
        "days_to_profile": _days(referral, [e for e in own if isinstance(e, ProfileUpdated)]),
        "days_to_employer_contact": _days(
            referral, [e for e in own if isinstance(e, EmployerContact) and e.mode == "face_to_face"]
        ),
        "closed_reason": closed[-1].reason if closed else None,
    }


def _days(referral: Referral, found: Iterable[Event]) -> int | None:
    """Days from the referral to the first of them; only where both days are known."""
    days = [event.on for event in found if event.on_precision == "day"]
    return (min(days) - referral.on).days if days and referral.on_precision == "day" else None


def _job(job: Any, today: date) -> dict[str, Any]:
    return {
        "hours_code": hours_code(employed=True, hours=job.terms[0].hours_weekly),
        "four_hours_done": "yes" if job.four_hours_on else "unknown",
        "competitive": job.competitive,
        "sustained_13": _sustained(job, timedelta(days=91), today),
        "sustained_26": _sustained(job, timedelta(days=182), today),
        "end_reason": job.end_reason or None,
    }


def _sustained(job: Any, span: timedelta, today: date) -> Known:
    if not job.exact:
        return "unknown"
    if job.end is not None and job.end < job.start + span:
        return "no"
    return "yes" if job.sustained(span, today) else "not_yet"


def _employed_on(casefile: Casefile, day: date) -> Known:
    """Whether the person was in work on a day, as the reports count it; who was not there to work is not known."""
    story = casefile.story
    if day > story.today:
        return "not_yet"
    contacts = (event for event in story.events if isinstance(event, Contact) and event.on <= story.today)
    found = stood(day, story.case, story.custody, story.work.jobs, contacts)
    return "yes" if found.answer == "in_work" else "no" if found.answer == "not" else "unknown"


def _employer_contacts(request: OutcomesRequest) -> list[dict[str, Any]]:
    """How many in each month, of nobody in particular."""
    months = Counter(
        f"{contact.on:%Y-%m}"
        for contact in request.employer_contacts
        if request.first <= contact.on <= request.last and contact.on_precision != "unknown"
    )
    return [
        {"record": "employer_contacts", "record_no": 1, "month": month, "precision": "month", "count": count}
        for month, count in sorted(months.items())
    ]
