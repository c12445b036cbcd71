"""Contacts with employers week by week, from Monday: how many, which weeks were leave, whether the log was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from ipstui.casework.events import EmployerContact, Event, Reviewed
from ipstui.casework.review import on_leave
from ipstui.reports.person import Recorded

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week from Monday: face-to-face employer contacts, whether it was leave, whether the log was gone through."""

    monday: date
    count: int
    leave: bool
    log_reviewed: bool
    events: tuple[str, ...]


def employer_contacts(people: Iterable[Recorded], shared: Iterable[Event]) -> list[EmployerContact]:
    """Return every contact with an employer, about somebody or about no one in particular."""
    own = [contact for person in people for contact in person.of(EmployerContact)]
    return own + [event for event in shared if isinstance(event, EmployerContact)]


def weeks_before(people: Iterable[Recorded], shared: Sequence[Event], last: date, count: int) -> tuple[Week, ...]:
    """Return the last whole weeks up to a day, oldest first."""
    monday = last - timedelta(days=last.weekday()) - (timedelta(0) if last.weekday() == 6 else WEEK)
    since = monday - (count - 1) * WEEK
    met = [c for c in employer_contacts(people, shared) if c.on >= since and c.mode == "face_to_face"]
    return tuple(_week(shared, met, since + number * WEEK) for number in range(count))


def _week(shared: Iterable[Event], met: Iterable[EmployerContact], monday: date) -> Week:
    inside = [c for c in met if monday <= c.on < monday + WEEK]
    return Week(
        monday=monday,
        count=len(inside),
        leave=on_leave(shared, monday),
        log_reviewed=any(isinstance(e, Reviewed) and e.week == monday for e in shared),
        events=tuple(c.id for c in inside),
    )
