"""A calendar file written: what is new or moved since the last time, and then kept as given."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from ipstui.desk import Desk
from ipstui.exchange.calendar import CalendarRequest, as_ics, calendar_of
from ipstui.exchange.calendar_given import bookings_of, given_before, keep_given
from ipstui.exchange.outside import IN_CLEAR, write_outside
from ipstui.store.errors import NotSaved


class WrittenCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """Where the file is, why that was not confirmed ("" when it was), and the sentences to say of it in order."""

    file: Path
    doubt: str
    said: tuple[str, ...]


def write_calendar(
    desk: Desk,
    path: Path,
    *,
    everything: bool = False,
    minutes: int = 60,
    alarm: int = 15,
    initials: bool = False,
    place: bool = False,
) -> WrittenCalendar:
    """Write to a new file at `path`, or into the folder `path`. `minutes` is a booking's length where none is known.

    Raises NotCopied where it cannot be written, NotSaved where it cannot be noted first.
    """
    caseload = desk.caseload
    result = calendar_of(
        CalendarRequest(
            bookings=bookings_of(desk),
            exported=given_before(caseload),
            today=desk.today,
            now=caseload.now(),
            minutes=minutes,
            alarm=alarm,
            initials=initials,
            place=place,
            everything=everything,
        )
    )
    if os.path.isdir(path):
        path /= f"calendar-{caseload.now():%Y%m%dT%H%M%S}.ics"
    file, doubt = write_outside(caseload, "calendar", path, as_ics(result.entries, caseload.now(), alarm))
    try:
        keep_given(caseload, result.exported)
    except NotSaved as problem:  # the file is there all the same
        again = f"What it holds could not be noted ({problem.why}): the next file gives the same again."
        doubt = f"{doubt} {problem if problem.uncertain else again}".strip()
    told = (
        f"Entries: {len(result.entries)}. {IN_CLEAR}"
        if result.entries
        else "Nothing is new or moved since the last time: the file holds no entry."
    )
    return WrittenCalendar(file=file, doubt=doubt, said=(*result.by_hand, *result.warnings, told))
