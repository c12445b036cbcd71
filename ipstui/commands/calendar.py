"""`ipstui calendar`: bookings for one's own calendar, private and without names."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("path")
@click.option("--all", "everything", is_flag=True, help="Everything that is booked, not only what is new or moved.")
@click.option("--minutes", type=click.IntRange(5, 1440), default=60, show_default=True, help="How long each one is.")
@click.option(
    "--alarm", type=click.IntRange(0, 10080), default=15, show_default=True, help="Minutes before it to remind."
)
@click.option("--initials", is_flag=True, help="Show initials instead of “Appointment”.")
@click.option("--place", is_flag=True, help="Give the place too, in the words it was recorded in.")
@click.pass_obj
def calendar(
    sitting: Sitting, path: str, everything: bool, minutes: int, alarm: int, initials: bool, place: bool
) -> None:
    """Write what is new or moved since the last time to PATH, a new .ics file, or into the folder PATH.

    What a calendar cannot take back by itself is listed, to be changed by hand.
    """
    from ipstui.exchange.calendar import CalendarRequest, as_ics, calendar_of
    from ipstui.exchange.calendar_given import bookings_of, given_before, keep_given
    from ipstui.exchange.outside import IN_CLEAR, write_outside

    desk = sitting.open_desk()
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
    target = Path(path).expanduser()
    if os.path.isdir(target):
        target /= f"calendar-{caseload.now():%Y%m%dT%H%M%S}.ics"
    tell_written(*write_outside(caseload, "calendar", target, as_ics(result.entries, caseload.now(), alarm)))
    keep_given(caseload, result.exported)
    for sentence in (*result.by_hand, *result.warnings):
        tell(sentence, err=True)
    if not result.entries:
        tell("Nothing is new or moved since the last time: the file holds no entry.", err=True)
    else:
        tell(f"Entries: {len(result.entries)}. {IN_CLEAR}", err=True)
