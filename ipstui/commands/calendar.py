"""`ipstui calendar`: bookings for one's own calendar, private and without names."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell, tell_written
from ipstui.store.places import typed_path


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
    from ipstui.exchange.calendar_written import write_calendar

    written = write_calendar(
        sitting.open_desk(),
        typed_path(path),
        everything=everything,
        minutes=minutes,
        alarm=alarm,
        initials=initials,
        place=place,
    )
    tell_written(written.file, written.doubt)
    for sentence in written.said:
        tell(sentence, err=True)
