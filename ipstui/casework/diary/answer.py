"""How a booking went, or that a task is done: the events that say so, the contact that it was among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import BookingState
from ipstui.casework.diary.state import Booked, Todo
from ipstui.casework.events import (
    Appointment,
    Booking,
    Contact,
    Event,
    Interview,
    ProbationAppointment,
    Task,
    TaskDone,
)
from ipstui.casework.story import Story
from ipstui.casework.typed.when import When

How = Literal["face_to_face", "phone", "video", "went_along", "not_there"]
"""In what way a booking that was kept was a contact with the specialist, or that it was none."""
Make = Callable[[], list[Event]]
"""What makes the events, or raises Unfit."""
OWN: tuple[tuple[How, str], ...] = (
    ("face_to_face", "met in person"), ("phone", "by phone"), ("video", "by video"),
    ("not_there", "no contact of mine, or logged already"),
)  # fmt: skip
OTHERS: tuple[tuple[How, str], ...] = (("not_there", "kept, I was not there"), ("went_along", "kept, I went along"))


def ways(booking: Booked, story: Story) -> tuple[tuple[How, str], ...]:
    """Return what is to be asked of a booking that was kept; nothing where the day's meeting is recorded already.

    A meeting is the specialist's own; anything else is somebody else's, and a contact only where they went along.
    """
    if booking.what == "interview":
        return ()
    if any(_is_meeting(event, booking.on) for event in story.events):
        return ()
    return OWN if booking.what == "meeting" else OTHERS


def _is_meeting(event: Event, on: date) -> bool:
    return (
        isinstance(event, Contact)
        and (event.on, event.who, event.outcome, event.mode) == (on, "client", "seen", "face_to_face")
    )  # fmt: skip


def kept(booking: Booked, story: Story, how: How) -> list[Event]:
    """Return the events that say it was kept, with the contact that it was. Raises Unfit for a day that lies ahead."""
    _not_ahead(booking, story.today, "kept")
    if booking.what == "interview":
        return [_interview(booking, story.client, "attended")]
    state: BookingState = "accompanied" if how == "went_along" else "kept"
    events: list[Event] = [_news(booking, story.client, state, booking.on)]
    if how == "went_along":
        events.append(Contact(client=story.client, on=booking.on, at=booking.at, mode="face_to_face",
                              setting="probation_office" if booking.probation else ""))  # fmt: skip
    elif how != "not_there":
        events.append(Contact(client=story.client, on=booking.on, at=booking.at, mode=how, minutes=booking.minutes))
    return events


def missed(booking: Booked, story: Story) -> list[Event]:
    """Return the event that says it was missed. Raises Unfit for a day that lies ahead, and for an interview."""
    _not_ahead(booking, story.today, "missed")
    if booking.what == "interview":
        raise Unfit("state", "an interview is attended or cancelled: Enter opens the person, to say more.")
    return [_news(booking, story.client, "missed", booking.on)]


def cancelled(booking: Booked, story: Story) -> list[Event]:
    """Return the event that says it will not be, or was not."""
    if booking.what == "interview":
        return [_interview(booking, story.client, "cancelled")]
    return [_news(booking, story.client, "cancelled", story.today)]


def moved(booking: Booked, story: Story, to: When) -> list[Event]:
    """Return what books it anew. Raises Unfit for a day before today, and for the day on which it stands already."""
    if to.on < story.today:
        raise Unfit("next", f"{say.day(to.on, story.today)} lies in the past.")
    if (to.on, to.at) == (booking.on, booking.at):
        raise Unfit("next", f"it is booked for {say.when(to.on, to.at, story.today)} already.")
    if booking.what == "interview":
        anew = Interview(client=story.client, on=to.on, at=to.at, role=booking.role, employer=booking.employer)
        return [_interview(booking, story.client, "cancelled"), anew]
    news = _news(booking, story.client, "moved", story.today)
    return [msgspec.structs.replace(news, moved_to=to.on, moved_to_at=to.at, minutes=to.minutes or 0)]


def done(task: Todo, client: str, today: date) -> list[Event]:
    """Return the event that says a task is done."""
    return [TaskDone(client=client, on=today, task=task.id)]


def put_off(task: Task, to: date, today: date) -> list[Event]:
    """Return the task with another day, in the place of what it said. Raises Unfit for a day before today."""
    if to < today:
        raise Unfit("next", f"{say.day(to, today)} lies in the past.")
    return [Task(client=task.client, on=task.on, text=task.text, due=to, note=task.note, voids=task.id)]


def _not_ahead(booking: Booked, today: date, state: str) -> None:
    if booking.on > today:
        raise Unfit("on", f"{say.day(booking.on, today)} lies ahead: it cannot have been {state} yet.")


def _news(booking: Booked, client: str, state: BookingState, on: date) -> Booking:
    if booking.probation:
        return ProbationAppointment(client=client, on=on, state=state, booking=booking.id)
    return Appointment(client=client, on=on, state=state, booking=booking.id, what=booking.what)


def _interview(booking: Booked, client: str, state: Literal["attended", "cancelled"]) -> Interview:
    return Interview(client=client, on=booking.on, state=state, interview=booking.id, role=booking.role,
                     employer=booking.employer)  # fmt: skip
