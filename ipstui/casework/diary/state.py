"""The plan: open needs, tasks, bookings, and what was given or put aside."""

from __future__ import annotations

from datetime import date, time

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    Appointment,
    Booking,
    GrantGiven,
    Interview,
    NeedDropped,
    NeedMet,
    NeedOpened,
    ProbationAppointment,
    Reviewed,
    Snooze,
    Task,
    TaskDone,
    VoucherGiven,
)
from ipstui.casework.history import Ledger, order


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be put right. `check_again` when the person has been back in prison since it was opened."""

    id: str
    category: str
    what: str
    urgent: bool
    responsible: str
    on: date
    met: date | None
    dropped: date | None
    check_again: bool

    @property
    def is_open(self) -> bool:
        """Whether it was neither met nor dropped."""
        return self.met is None and self.dropped is None


class Todo(msgspec.Struct, frozen=True, kw_only=True):
    """A task that was noted, when it is due, and the day it was done."""

    id: str
    text: str
    on: date
    due: date | None
    done: date | None


class Booked(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as it now stands, moves included. `state` is the last that was told of it.

    A move takes back what went before it: a reminder of the old day is no reminder of the new one.
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

    @property
    def stands(self) -> bool:
        """Whether nothing has been recorded of how it went."""
        return self.state in ("booked", "reminded", "moved")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was promised, planned or given."""

    needs: tuple[Need, ...]
    tasks: tuple[Todo, ...]
    bookings: tuple[Booked, ...]
    grants: tuple[GrantGiven, ...]
    vouchers: tuple[VoucherGiven, ...]
    snoozes: tuple[Snooze, ...]
    reviewed: tuple[date, ...]

    @property
    def open_needs(self) -> tuple[Need, ...]:
        """The needs neither met nor dropped, urgent ones first."""
        return tuple(sorted((n for n in self.needs if n.is_open), key=lambda n: (not n.urgent, n.on)))

    @property
    def open_tasks(self) -> tuple[Todo, ...]:
        """The tasks not done, the earliest due first, undated ones last."""
        return tuple(sorted((t for t in self.tasks if t.done is None), key=lambda t: (t.due or date.max, t.on)))

    def next_booking(self, today: date) -> Booked | None:
        """Return the first appointment from today on that still stands."""
        return next((b for b in self.bookings if b.stands and b.on >= today), None)


def plan_of(ledger: Ledger, custody: Custody) -> Plan:
    """Fold needs, tasks and bookings."""
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)
    met = {ledger.root(event.need): event.on for event in ledger.of(NeedMet)}
    dropped = {ledger.root(event.need): event.on for event in ledger.of(NeedDropped)}
    done = {ledger.root(event.task): event.on for event in ledger.of(TaskDone)}
    return Plan(
        needs=tuple(_need(ledger, event, met, dropped, last_return) for event in ledger.of(NeedOpened)),
        tasks=tuple(
            Todo(
                id=(key := ledger.root(event.id)),
                text=event.text,
                on=event.on,
                due=event.due,
                done=done.get(key),
            )
            for event in ledger.of(Task)
        ),
        bookings=_bookings(ledger),
        grants=tuple(ledger.of(GrantGiven)),
        vouchers=tuple(ledger.of(VoucherGiven)),
        snoozes=tuple(ledger.of(Snooze)),
        reviewed=tuple(event.week for event in ledger.of(Reviewed)),
    )


def _need(
    ledger: Ledger,
    event: NeedOpened,
    met: dict[str, date],
    dropped: dict[str, date],
    last_return: date | None,
) -> Need:
    key = ledger.root(event.id)
    return Need(
        id=key,
        category=event.category,
        what=event.what,
        urgent=event.urgent,
        responsible=event.responsible,
        on=event.on,
        met=met.get(key),
        dropped=dropped.get(key),
        check_again=last_return is not None and event.on < last_return,
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
    on, at, state, where = first.on, first.at, first.state, first.where
    since_moved = {state}
    for event in news:
        state, where = event.state, event.where or where
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
        state=state,
        reminded="reminded" in since_moved,
        accompanied="accompanied" in since_moved,
        probation=probation,
    )


def _interview(ledger: Ledger, event: Interview) -> Booked:
    key = ledger.root(event.id)
    results = [e for e in ledger.of(Interview) if e.interview and ledger.root(e.interview) == key]
    return Booked(
        id=key,
        on=event.on,
        at=event.at,
        what="interview",
        where="",
        with_whom="",
        state=results[-1].state if results else "booked",
        reminded=False,
        accompanied=False,
        probation=False,
    )
