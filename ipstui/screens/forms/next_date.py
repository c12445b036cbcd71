"""Booking what comes next: an appointment, an interview, or a task with a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import Appointment, Event, Interview, ProbationAppointment, Task
from ipstui.casework.forms import Field
from ipstui.casework.when import read_start
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change

KINDS = (
    ("meeting", "meeting"), ("probation", "probation appointment"), ("interview", "interview"),
    ("jobcentre", "Jobcentre"), ("gp", "GP"), ("cmht", "mental health team"), ("housing", "housing"),
    ("task", "task for me"),
)  # fmt: skip
FIELDS = (
    Field(name="next", label="When", kind="date", lean="future", required=True),
    Field(name="what", label="What", kind="choice", choices=KINDS, default="meeting"),
    Field(name="where", label="Where", kind="text"),
    Field(name="with_whom", label="With", kind="text"),
    Field(name="note", label="Note", kind="text"),
)


class NextDateScreen(Dialog):
    """One date ahead."""

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        super().__init__(
            f"Next date · {casefile.client.name}", FIELDS, draft=f"next/{casefile.client.id}", first="next"
        )

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One booking, or a task with the day it is due."""
        client, today = self._casefile.client, self.ips.desk.today
        typed = clean(texts.get("next", ""))
        if not typed:
            raise Unfit("next", "say when: fri 2pm, +2w, 3 dec.")
        when = read_start(typed, today, lean="future", field="next")
        if when.on < today:
            raise Unfit("next", f"{say.day(when.on, today)} lies in the past.")
        what, note = texts.get("what") or "meeting", clean(texts.get("note", ""))
        where, who = clean(texts.get("where", "")), clean(texts.get("with_whom", ""))
        told = say.when(when.on, when.at, today)
        event: Event
        if what == "task":
            if not note:
                raise Unfit("note", "say what is to be done.")
            event = Task(client=client.id, on=today, text=note, due=when.on)
            return [event], f"task for {client.name}, due {told}"
        if what == "interview":
            event = Interview(client=client.id, on=when.on, at=when.at, role=where, note=note)
        elif what == "probation":
            event = ProbationAppointment(
                client=client.id, on=when.on, at=when.at, where=where, with_whom=who, note=note
            )
        else:
            event = Appointment(
                client=client.id, on=when.on, at=when.at, what=what, where=where, with_whom=who, note=note
            )
        return [event], f"{say.label(what)} with {client.name} booked for {told}"
