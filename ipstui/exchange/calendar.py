"""Bookings as calendar entries: private, busy, nameless, in UTC; only what is new or moved since the last time.

Times are typed as they are in London. How Outlook takes such a file was looked up in July 2026: it does not take back
an entry by itself, and may keep an old one beside the new, so that is said, to be done by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from ipstui.casework import say
from ipstui.casework.known import Roughly, latest

LONDON = ZoneInfo("Europe/London")
_SUMMARY = "Appointment"


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """A booking as it now stands. `stands` is false once it was kept, missed or cancelled."""

    id: str
    on: date
    at: time | None
    stands: bool = True
    cancelled: bool = False
    initials: str = ""
    place: str = ""


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What a calendar was last given of a booking."""

    on: date
    at: time | None
    sequence: int = 0


class CalendarRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. `exported` is what was given before, by the booking's id; `everything` gives all anew.

    `minutes` is how long an appointment is taken to be, in true time, and `alarm` how long before it is reminded of.
    """

    bookings: tuple[Booking, ...]
    exported: Mapping[str, Exported] = {}
    today: date
    now: datetime
    minutes: int = 60
    alarm: int = 15
    initials: bool = False
    place: bool = False
    everything: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the calendar: `start` and `end` are moments in UTC, or days of which the last is not inside."""

    uid: str
    sequence: int
    start: datetime | date
    end: datetime | date
    summary: str
    place: str = ""


class CalendarResult(msgspec.Struct, frozen=True, kw_only=True):
    """The file's entries, what has to be changed by hand, what to know, and what the calendar holds from now on."""

    entries: tuple[Entry, ...]
    by_hand: tuple[str, ...]
    warnings: tuple[str, ...]
    exported: dict[str, Exported]


class NoSuchTime(ValueError):  # noqa: N818 - named for what happened
    """A time that the clocks leave out."""


def calendar_of(request: CalendarRequest) -> CalendarResult:
    """Work out the entries. Bookings that are past, kept, missed, cancelled or taken back are not among them."""
    entries, by_hand, warnings = [], [], []
    after: dict[str, Exported] = {}
    seen = set()
    for booking in sorted(request.bookings, key=lambda each: (each.on, each.at or time.min, each.id)):
        seen.add(booking.id)
        before = request.exported.get(booking.id)
        if isinstance(booking.on, Roughly):
            if booking.stands and latest(booking.on) >= request.today:
                by_hand.append(f"Not in the file: an appointment in {say.month(booking.on)}, its day is not known.")
                if before is not None:
                    by_hand.append(f"No day is known any more: {_said(before.on, before.at)}. Delete it by hand.")
            continue
        if not booking.stands or booking.on < request.today:
            if before is not None and booking.cancelled and before.on >= request.today:
                by_hand.append(f"Cancelled: {_said(before.on, before.at)}. Delete it in your calendar by hand.")
            continue
        moved = before is not None and (before.on, before.at) != (booking.on, booking.at)
        sequence = before.sequence + moved if before is not None else 0
        if moved and before is not None:
            by_hand.append(
                f"Moved: {_said(before.on, before.at)} is now {_said(booking.on, booking.at)}. "
                "Outlook may keep the old one beside the new: delete the old one by hand."
            )
        if before is not None and not moved and not request.everything:
            after[booking.id] = before
            continue
        try:
            entry, warning = _entry(booking, sequence, request)
        except NoSuchTime as problem:
            by_hand.append(f"Not in the file: {problem}.")
            continue
        entries.append(entry)
        warnings += [warning] if warning else []
        after[booking.id] = Exported(on=booking.on, at=booking.at, sequence=sequence)
    for key, before in request.exported.items():
        if key not in seen and before.on >= request.today:
            by_hand.append(f"No longer booked: {_said(before.on, before.at)}. Delete it in your calendar by hand.")
    return CalendarResult(entries=tuple(entries), by_hand=tuple(by_hand), warnings=tuple(warnings), exported=after)


def _said(on: date, at: time | None) -> str:
    return f"{on:%a} {on.day} {on:%b}" + (f" {at:%H:%M}" if at else "")


def uid_of(booking_id: str) -> str:
    """The same in every export of a booking, and nothing can be read from it."""
    return f"{hashlib.sha256(f'calendar:{booking_id}'.encode()).hexdigest()[:32]}@ipstui.invalid"


def _entry(booking: Booking, sequence: int, request: CalendarRequest) -> tuple[Entry, str]:
    """The entry, and what is to be known about its time."""
    summary = booking.initials if request.initials and booking.initials else _SUMMARY
    place = booking.place if request.place else ""
    uid, warning = uid_of(booking.id), ""
    start: datetime | date
    end: datetime | date
    if booking.at is None:
        start, end = booking.on, booking.on + timedelta(days=1)
    else:
        start, twice = in_utc(booking.on, booking.at)
        end = start + timedelta(minutes=request.minutes)
        if twice:
            warning = f"{booking.at:%H:%M} comes twice on {_said(booking.on, None)}: the first is taken."
    return Entry(uid=uid, sequence=sequence, start=start, end=end, summary=summary, place=place), warning


def in_utc(on: date, at: time) -> tuple[datetime, bool]:
    """A time in London as a moment in UTC, and whether it comes twice that day; then the first is meant.

    Raises NoSuchTime for one that the clocks leave out when they go forward.
    """
    local = datetime.combine(on, at.replace(second=0, microsecond=0), LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        gap = f"{at:%H:%M} does not exist on {on.day} {on:%B %Y}: the clocks go from 01:00 to 02:00"
        raise NoSuchTime(gap)
    return moment, local.replace(fold=1).astimezone(UTC) != moment


def as_ics(entries: Iterable[Entry], now: datetime, alarm: int) -> bytes:
    """The file: UTF-8, CRLF, lines of at most 75 octets, no time zones, nobody invited, nothing repeated."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ipstui//calendar//EN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", entry.start)
        event.add("dtend", entry.end)
        event.add("sequence", entry.sequence)
        event.add("summary", entry.summary)
        event.add("class", "PRIVATE")
        event.add("transp", "OPAQUE")
        event.add("x-microsoft-cdo-busystatus", "BUSY")
        if entry.place:
            event.add("location", entry.place)
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", entry.summary)
        reminder.add("trigger", timedelta(minutes=-alarm))
        event.add_component(reminder)
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data
