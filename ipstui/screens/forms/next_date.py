"""Booking what comes next: an appointment, an interview, or a task with a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.diary.answer import over
from ipstui.casework.entry import at_the_same_time, chosen_or_new
from ipstui.casework.events import Appointment, Event, Interview, ProbationAppointment, Task
from ipstui.casework.forms import Field, references
from ipstui.casework.people import Employer
from ipstui.casework.typed.when import When, read_when
from ipstui.screens.dialog import Dialog
from ipstui.screens.forms.record import NEW_EMPLOYER
from ipstui.store.caseload import Change, new_id

KINDS = (
    ("meeting", "meeting"), ("probation", "probation appointment"), ("interview", "interview"),
    ("jobcentre", "Jobcentre"), ("gp", "GP"), ("cmht", "mental health team"), ("housing", "housing"),
    ("task", "task for me"),
)  # fmt: skip
FIELDS = (
    Field(name="next", label="When", kind="date", lean="future", required=True, hint="fri 2pm, fri 2-3pm, +2w, 3 dec"),
    Field(name="what", label="What", kind="choice", choices=KINDS, default="meeting"),
    Field(name="where", label="Where", kind="text"),
    Field(name="with_whom", label="With", kind="text"),
    Field(name="role", label="For which job", kind="text"),
    Field(name="employer", label="Employer", kind="reference"),
    NEW_EMPLOYER,
    Field(name="note", label="Note", kind="text", long=True),
)


class NextDateScreen(Dialog):
    """One date ahead."""

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        self._asked: set[str] = set()
        super().__init__(
            f"Next date · {casefile.client.name}", FIELDS, draft=f"next/{casefile.client.id}", first="next",
            heed=casefile.client.reaching,
        )  # fmt: skip

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The employers known."""
        caseload = self.ips.desk.caseload
        return references(self._casefile.story, caseload.employers, caseload.vacancies)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One booking, or a task with the day it is due. What the kind has no place for is refused, not dropped."""
        client, today = self._casefile.client, self.ips.desk.today
        typed = {name: clean(text) for name, text in texts.items()}
        when = read_next(typed.get("next", ""), today, self.ips.desk.clock, self._asked)
        what = typed.get("what") or "meeting"
        for name in ("role", "employer", "new_employer"):
            if typed.get(name) and what != "interview":
                raise Unfit(name, f"a {say.label(what)} is for no job: only an interview is. Say it in the note.")
        told = say.when(when.on, when.at, today)
        if what == "task":
            return [_task(typed, client.id, when, today)], f"task for {client.name}, due {told}"
        fields: dict[str, Any] = {
            "client": client.id, "on": when.on, "at": when.at, "minutes": when.minutes or 0, "note": typed["note"],
            "where": typed["where"], "with_whom": typed["with_whom"],
        }  # fmt: skip
        event: Event
        new: list[Employer] = []
        if what == "interview":
            new, employer = chosen_or_new(typed, self.ips.desk.caseload.employers, new_id())
            event = Interview(role=typed["role"], employer=employer, **fields)
        elif what == "probation":
            event = ProbationAppointment(**fields)
        else:
            event = Appointment(what=what, **fields)
        beside = at_the_same_time(when, self._casefile.story.diary.bookings, today)
        return [*new, event], f"{say.label(what)} with {client.name} booked for {told}{beside}"


def read_next(typed: str, today: date, clock: time | None, asked: set[str]) -> When:
    """Read the day, time and length of what comes next. Raises Unfit for none, and for one in the past.

    A time of today that is over by the `clock` is asked about once: `asked` are those that were.
    """
    if not typed:
        raise Unfit("next", "say when: fri 2pm, +2w, 3 dec.")
    when = read_when(typed, today, lean="future", field="next")
    if when.on < today:
        raise Unfit("next", f"{say.day(when.on, today)} lies in the past.")
    if (told := over(when, today, clock)) and typed not in asked:
        asked.add(typed)
        raise Unfit("next", f"{told} Enter again books it all the same.")
    return when


def _task(typed: Mapping[str, str], client: str, when: When, today: date) -> Task:
    for name in ("where", "with_whom"):
        if typed[name]:
            raise Unfit(name, "a task has no place and nobody it is with: say it in the note.")
    if when.minutes is not None:
        raise Unfit("next", "a task has no length: give only when it is due.")
    if not typed["note"]:
        raise Unfit("note", "say what is to be done.")
    return Task(client=client, on=today, text=typed["note"], due=when.on, due_at=when.at)
