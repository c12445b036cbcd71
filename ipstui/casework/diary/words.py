"""How appointments, tasks, and what was put aside are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Named,
    Titles,
    dated,
    headed,
    listed,
    prefixed,
)

TITLES: Titles = {
    ev.TaskDone: "Task done",
    ev.Copied: "Copied out",
}
NAMED: Named = {
    ev.Task: lambda e: e.text,
}

_BOOKED = {
    "booked": "booked", "reminded": "reminded", "accompanied": "gone to together", "kept": "kept",
    "missed": "missed", "moved": "moved", "cancelled": "cancelled",
}  # fmt: skip


def _booking(what: str, e: ev.Booking) -> str:
    moved = say.when(e.moved_to, e.moved_to_at, e.on) if e.moved_to is not None else ""
    state = _BOOKED[e.state] + prefixed(" to", moved)
    return listed(f"{what} {state}", e.where, prefixed("with", e.with_whom), f"{e.minutes} min" if e.minutes else "")


LINES: Lines = {
    ev.ProbationAppointment: lambda e, _: _booking("Probation appointment", e),
    ev.Appointment: lambda e, _: _booking(say.sentence(say.label(e.what)), e),
    ev.Task: lambda e, _: listed(f"To do: {e.text}", dated("by", e.due, e) + prefixed(
        " at", say.clock(e.due_at) if e.due_at else "")),
    ev.TaskDone: lambda e, n: headed("Done", n.get(e.task, "") or "a task"),
    ev.Snooze: lambda e, _: f"{say.label(e.flag)} snoozed until {say.day(e.until, e.on)}: {e.reason}",
    ev.Copied: lambda e, _: f"Copied for the official record: {say.plural(len(e.entries), 'entry', 'entries')}",
    ev.Reviewed: lambda e, _: f"Reviewed in the week of {say.day(e.week, e.on)}",
}  # fmt: skip
