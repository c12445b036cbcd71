"""The diary: appointments and tasks, what was put aside, and who was gone through in the review."""

from __future__ import annotations

from datetime import date, datetime, time

import msgspec

from ipstui.casework.events import (
    Appointment,
    Booking,
    Interview,
    ProbationAppointment,
    Reviewed,
    Snooze,
    Task,
    TaskDone,
)
from ipstui.casework.history import Ledger, order
from ipstui.casework.known import latest


class Todo(msgspec.Struct, frozen=True, kw_only=True):
    """A task that was noted, when it is due, and the day it was done. `event` is its latest wording."""

    id: str
    text: str
    on: date
    due: date | None
    due_at: time | None
    done: date | None
    event: str = ""


class Booked(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as it now stands, moves included. `state` is the last that was told of it.

    A move takes back what went before it: a reminder of the old day is no reminder of the new one. `minutes` is how
    long it takes, nought where nobody said; `role` and `employer` (an id) are those of an interview. `event` is the
    latest wording of what booked it.
    """

    id: str
    on: date
    at: time | None
    what: str
    where: str
    with_whom: str
    state: str
    reminded: bool
    accompanied: bool
    probation: bool
    minutes: int = 0
    role: str = ""
    employer: str = ""
    told: datetime | None = None
    """When the last was recorded of it."""
    event: str = ""

    @property
    def stands(self) -> bool:
        """Whether nothing has been recorded of how it went."""
        return self.state in ("booked", "reminded", "moved")


class Diary(msgspec.Struct, frozen=True, kw_only=True):
    """What was promised or put aside, and the weeks in which the person was gone through."""

    tasks: tuple[Todo, ...]
    bookings: tuple[Booked, ...]
    snoozes: tuple[Snooze, ...]
    reviewed: tuple[date, ...]

    @property
    def open_tasks(self) -> tuple[Todo, ...]:
        """The tasks not done, the earliest due first, undated ones last."""
        return tuple(sorted((t for t in self.tasks if t.done is None), key=lambda t: (t.due or date.max, t.on)))

    @property
    def put_aside(self) -> dict[str, Snooze]:
        """The last snooze of each flag, by the flag's name: it decides."""
        return {snooze.flag: snooze for snooze in self.snoozes}

    def next_booking(self, today: date) -> Booked | None:
        """Return the first appointment from today on that still stands; one of a month, until the month is over."""
        return next((b for b in self.bookings if b.stands and latest(b.on) >= today), None)


def diary_of(ledger: Ledger) -> Diary:
    """Fold tasks, bookings, snoozes and reviews."""
    done = {ledger.root(event.task): event.on for event in ledger.of(TaskDone)}
    return Diary(
        tasks=tuple(
            Todo(
                id=(key := ledger.root(event.id)),
                text=event.text,
                on=event.on,
                due=event.due,
                due_at=event.due_at,
                done=done.get(key),
                event=event.id,
            )
            for event in ledger.of(Task)
        ),
        bookings=_bookings(ledger),
        snoozes=tuple(ledger.of(Snooze)),
        reviewed=tuple(event.week for event in ledger.of(Reviewed)),
    )


def _bookings(ledger: Ledger) -> tuple[Booked, ...]:
    news: dict[str, list[Booking]] = {}
    events: list[Booking] = [*ledger.both(ProbationAppointment), *ledger.both(Appointment)]
    for event in sorted(events, key=order):
        if event.booking:
            news.setdefault(ledger.root(event.booking), []).append(event)
    found = [_booked(ledger.root(e.id), e, news.get(ledger.root(e.id), [])) for e in events if not e.booking]
    found += [_interview(ledger, event) for event in ledger.both(Interview) if event.state == "booked"]
    return tuple(sorted(found, key=lambda b: (b.on, b.at or time.min, b.id)))


def _booked(key: str, first: Booking, news: list[Booking]) -> Booked:
    on, at, state, where, minutes = first.on, first.at, first.state, first.where, first.minutes
    since_moved = {state}
    for event in news:
        state, where, minutes = event.state, event.where or where, event.minutes or minutes
        if event.state == "moved" and event.moved_to is not None:
            on, at, since_moved = event.moved_to, event.moved_to_at, set()
        since_moved.add(state)
    probation = isinstance(first, ProbationAppointment)
    return Booked(
        id=key,
        on=on,
        at=at,
        what="probation" if probation else first.what if isinstance(first, Appointment) else "meeting",
        where=where,
        with_whom=first.with_whom,
        minutes=minutes,
        state=state,
        reminded="reminded" in since_moved,
        accompanied="accompanied" in since_moved,
        probation=probation,
        told=max(event.recorded for event in (first, *news)),
        event=first.id,
    )


def _interview(ledger: Ledger, event: Interview) -> Booked:
    key = ledger.root(event.id)
    results = [e for e in ledger.of(Interview) if e.interview and ledger.root(e.interview) == key]
    return Booked(
        id=key,
        on=event.on,
        at=event.at,
        what="interview",
        where=event.where,
        with_whom=event.with_whom,
        minutes=event.minutes,
        state=results[-1].state if results else "booked",
        reminded=False,
        accompanied=False,
        probation=False,
        role=event.role,
        employer=event.employer,
        told=max(each.recorded for each in (event, *results)),
        event=event.id,
    )
