"""How a booking went, or that a task is done: the events that say so, the contact that it was among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time
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
from ipstui.casework.known import Roughly, as_known, earliest, precision_of
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
    """Return the events that say it was kept, with the contact that it was.

    Raises Unfit for a day that lies ahead, and for a booking that is answered already.
    """
    _unanswered(booking)
    _not_ahead(booking, story.today, "kept")
    if booking.what == "interview":
        return [_interview(booking, story.client, "attended")]
    state: BookingState = "accompanied" if how == "went_along" else "kept"
    on = _day(booking, story.today)
    events: list[Event] = [_news(booking, story.client, state, on)]
    if how == "went_along":
        events.append(Contact(client=story.client, on=on, at=booking.at, mode="face_to_face", outcome="seen",
                              setting="probation_office" if booking.probation else ""))  # fmt: skip
    elif how != "not_there":
        events.append(Contact(client=story.client, on=on, at=booking.at, mode=how, outcome="seen",
                              minutes=booking.minutes))  # fmt: skip
    return events


def plainly(contact: Contact, bookings: Iterable[Booked]) -> Booked | None:
    """Return the booking that a contact plainly was; None where there is none, or it could be another.

    It is a meeting with the person, on the day of their one open booking of a meeting that day.
    """
    if contact.who != "client" or contact.mode not in ("face_to_face", "video"):
        return None
    that_day = [b for b in bookings if b.stands and b.on == contact.on and b.what == "meeting"]
    return that_day[0] if len(that_day) == 1 else None


def by_contact(booking: Booked, contact: Contact) -> list[Event]:
    """Return what a contact says of the booking that it was: kept, gone to together, or missed.

    Nothing where it was not said whether it came about. Raises Unfit for a booking that is answered already.
    """
    if contact.outcome == "unknown":
        return []
    _unanswered(booking)
    seen: BookingState = "accompanied" if booking.probation else "kept"
    return [_news(booking, contact.client, seen if contact.outcome == "seen" else "missed", contact.on)]


def missed(booking: Booked, story: Story) -> list[Event]:
    """Return the event that says it was missed. Raises Unfit as `kept` does, and for an interview."""
    _unanswered(booking)
    _not_ahead(booking, story.today, "missed")
    if booking.what == "interview":
        raise Unfit("state", "an interview is attended or cancelled: Enter opens the person, to say more.")
    return [_news(booking, story.client, "missed", _day(booking, story.today))]


def cancelled(booking: Booked, story: Story) -> list[Event]:
    """Return the event that says it will not be, or was not. Raises Unfit for one that is answered already."""
    _unanswered(booking)
    if booking.what == "interview":
        return [_interview(booking, story.client, "cancelled")]
    return [_news(booking, story.client, "cancelled", story.today)]


def moved(booking: Booked, story: Story, to: When, clock: time | None = None) -> list[Event]:
    """Return what books it anew; one that was missed or cancelled may be, one that was kept may not.

    Raises Unfit for that, for a day before today, for a time today that is over by the `clock`, and for where it
    stands already.
    """
    if booking.state not in ("missed", "cancelled"):
        _unanswered(booking)
    if to.on < story.today:
        raise Unfit("next", f"{say.day(to.on, story.today)} lies in the past.")
    if told := over(to, story.today, clock):
        raise Unfit("next", told)
    if (to.on, to.at) == (booking.on, booking.at):
        raise Unfit("next", f"it is booked for {say.when(to.on, to.at, story.today)} already.")
    if booking.what == "interview":
        anew = Interview(client=story.client, on=to.on, at=to.at, role=booking.role, employer=booking.employer)
        return [_interview(booking, story.client, "cancelled"), anew]
    news = _news(booking, story.client, "moved", story.today)
    return [msgspec.structs.replace(news, moved_to=to.on, moved_to_at=to.at, minutes=to.minutes or 0)]


def over(when: When, today: date, clock: time | None) -> str:
    """Return the sentence for a time of today that is over by the clock; "" for any other."""
    if clock is None or when.at is None or when.on != today or when.at >= clock:
        return ""
    return f"{say.clock(when.at)} today is over: it is {say.clock(clock)} now."


def done(task: Todo, client: str, today: date) -> list[Event]:
    """Return the event that says a task is done."""
    return [TaskDone(client=client, on=today, task=task.id)]


def put_off(task: Task, to: date, today: date) -> list[Event]:
    """Return the task with another day, in the place of what it said. Raises Unfit for a day before today."""
    if to < today:
        raise Unfit("next", f"{say.day(to, today)} lies in the past.")
    return [Task(client=task.client, on=task.on, text=task.text, due=to, note=task.note, voids=task.id)]


def _unanswered(booking: Booked) -> None:
    if not booking.stands:
        raise Unfit("state", f"it is answered already: {say.label(booking.state)}. Correct that, or take it back.")


def _not_ahead(booking: Booked, today: date, state: str) -> None:
    if earliest(booking.on) > today:
        raise Unfit("on", f"{say.day(booking.on, today)} lies ahead: it cannot have been {state} yet.")


def _day(booking: Booked, today: date) -> date:
    """The day of a booking; of a month that is not over, one up to today stands for it."""
    ahead = isinstance(booking.on, Roughly) and booking.on > today
    return as_known(today, precision_of(booking.on)) if ahead else booking.on


def _news(booking: Booked, client: str, state: BookingState, on: date) -> Booking:
    if booking.probation:
        return ProbationAppointment(client=client, on=on, state=state, booking=booking.id)
    return Appointment(client=client, on=on, state=state, booking=booking.id, what=booking.what)


def _interview(booking: Booked, client: str, state: Literal["attended", "cancelled"]) -> Interview:
    return Interview(client=client, on=booking.on, state=state, interview=booking.id, role=booking.role,
                     employer=booking.employer)  # fmt: skip
