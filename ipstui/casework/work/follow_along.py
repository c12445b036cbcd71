"""The in-work contact schedule of one job (IPS-25 item 23), and how far it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from ipstui.casework.events import Contact, Event
from ipstui.casework.known import earliest, latest
from ipstui.casework.work.state import Job

WEEKS = 4
DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONTH = timedelta(days=30)


VisitState: TypeAlias = Literal["upcoming", "due", "overdue", "met", "missed", "not_possible"]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One face-to-face contact that is due between two days, both inside.

    Not kept, it is overdue until they are met again, and missed from then on. Not possible is what nobody could
    know of in time.
    """

    text: str
    first: date
    last: date
    because: str
    state: VisitState
    met_on: date | None = None
    contacted: bool = False


def follow_along(job: Job, events: Iterable[Event], today: date) -> list[Visit]:
    """Return the schedule up to the window that holds today and the one after.

    A call or text shows as contacted, not as met. Declining support, or the end of the job, ends the schedule
    quietly: windows that were still open on that day are gone, until support is wanted again. Nothing is counted
    from a rough start.
    """
    contacts = _seen(events, today)
    return [_visit(job, window, contacts, today) for window in _windows(job, today)]


def before_start(role: str, start: date, events: Iterable[Event], today: date) -> Visit:
    """Return the meeting due in the week before a start that has been agreed."""
    first, last = start - WEEK, start - DAY
    inside = [c for c in _seen(events, today) if _within(c, first, last)]
    met = next((c.on for c in inside if c.mode == "face_to_face"), None)
    return Visit(
        text=_TEXT["before"],
        first=first,
        last=last,
        because=f"{role}, before",
        state="met" if met else "missed" if today > last else "due" if today >= first else "upcoming",
        met_on=met,
        contacted=bool(inside),
    )


def _seen(events: Iterable[Event], today: date) -> list[Contact]:
    return [
        event
        for event in events
        if isinstance(event, Contact) and event.who == "client" and event.outcome == "seen" and event.on <= today
    ]


def _within(contact: Contact, first: date, last: date) -> bool:
    """Whether it was in these days for sure: one of a month was, where the whole month is."""
    return first <= earliest(contact.on) and latest(contact.on) <= last


def _windows(job: Job, today: date) -> Iterator[tuple[str, date, date]]:
    end = job.end or date.max
    windows = [window for window in _full_schedule(job.start, today) if window[2] < end] if job.exact else []
    if job.end is not None:
        learned = job.learned_end or job.end
        windows.append(("job_ended", learned, learned + timedelta(days=3)))
    rested = (*job.rested, (job.declined_on, date.max)) if job.declined_on is not None else job.rested
    for name, first, last in windows:
        if not any(declined <= last < again for declined, again in rested):
            yield name, first, last


def _full_schedule(start: date, today: date) -> Iterator[tuple[str, date, date]]:
    yield "before", start - WEEK, start - DAY
    yield "just_started", start, start + timedelta(days=3)
    for week in range(WEEKS):
        first = start + week * WEEK
        yield f"week {week + 1}", first, first + WEEK - DAY
    first, month = start + WEEKS * WEEK, 2
    while first <= today + MONTH:
        yield f"month {month}", first, first + MONTH - DAY
        first, month = first + MONTH, month + 1


_TEXT = {
    "before": "See them before they start",
    "just_started": "See them just after starting",
    "job_ended": "Contact after the job ended",
}


def _visit(job: Job, window: tuple[str, date, date], contacts: list[Contact], today: date) -> Visit:
    name, first, last = window
    inside = [c for c in contacts if _within(c, first, last)]
    in_person = [c for c in inside if c.mode == "face_to_face" or name == "job_ended"]
    over = name == "before" or job.declined_on is not None or (job.end is not None and name != "job_ended")
    later = any(earliest(c.on) > last for c in contacts if c.mode == "face_to_face" or name == "job_ended")
    state: VisitState
    if in_person:
        state = "met"
    elif name == "before" and job.learned_start > last:
        state = "not_possible"
    elif today > last:
        state = "missed" if over or later else "overdue"
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
