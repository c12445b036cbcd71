"""The in-work contact schedule of one job (IPS-25 item 23), and how far it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from ipstui.casework.events import Contact, Event
from ipstui.casework.work import Job

WEEKS = 4
MONTH = timedelta(days=30)


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One face-to-face contact that is due between two days, both inside."""

    text: str
    first: date
    last: date
    because: str
    state: Literal["upcoming", "due", "overdue", "met", "not_possible", "waived"]
    met_on: date | None = None
    contacted: bool = False


def follow_along(job: Job, events: Iterable[Event], today: date) -> list[Visit]:
    """Return the schedule up to the window that holds today and the one after.

    A call or text shows as contacted, not as met. Declining support ends the schedule on that day.
    """
    contacts = [
        event
        for event in events
        if isinstance(event, Contact) and event.who == "client" and event.outcome == "seen" and event.on <= today
    ]
    return [_visit(job, window, contacts, today) for window in _windows(job, today)]


def _windows(job: Job, today: date) -> Iterator[tuple[str, date, date]]:
    if job.end is not None:
        learned = job.learned_end or job.end
        if job.declined_on is None:
            yield "job_ended", learned, learned + timedelta(days=3)
        return
    until = job.declined_on or date.max
    for name, first, last in _full_schedule(job.start, today):
        if first <= until:
            yield name, first, last


def _full_schedule(start: date, today: date) -> Iterator[tuple[str, date, date]]:
    yield "before", start - timedelta(days=7), start - timedelta(days=1)
    yield "just_started", start, start + timedelta(days=3)
    for week in range(WEEKS):
        first = start + timedelta(days=7 * week)
        yield f"week {week + 1}", first, first + timedelta(days=6)
    first, month = start + timedelta(days=7 * WEEKS), 2
    while first <= today + MONTH:
        yield f"month {month}", first, first + MONTH - timedelta(days=1)
        first, month = first + MONTH, month + 1


_TEXT = {
    "before": "See them before they start",
    "just_started": "See them just after starting",
    "job_ended": "Contact after the job ended",
}


def _visit(job: Job, window: tuple[str, date, date], contacts: list[Contact], today: date) -> Visit:
    name, first, last = window
    inside = [c for c in contacts if first <= c.on <= last]
    in_person = [c for c in inside if c.mode == "face_to_face" or name == "job_ended"]
    later = any(c.mode == "face_to_face" and c.on > last for c in contacts)
    state: Literal["upcoming", "due", "overdue", "met", "not_possible", "waived"]
    if in_person:
        state = "met"
    elif name == "before" and job.learned_start > last:
        state = "not_possible"
    elif today > last:
        state = "not_possible" if later or name == "before" else "overdue"
    else:
        state = "due" if today >= first else "upcoming"
    return Visit(
        text=_TEXT.get(name, f"In-work contact, {name}"),
        first=first,
        last=last,
        because=f"{job.role}, {name.replace('_', ' ')}",
        state=state,
        met_on=in_person[0].on if in_person else None,
        contacted=bool(inside),
    )
