"""Saying how a booking went, from whichever screen shows it: kept with the contact that it was, missed, moved, off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.diary import answer
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import Event
from ipstui.casework.known import earliest
from ipstui.screens.view import View

Answer = Literal["kept", "missed", "moved", "cancelled"]


async def answer_booking(view: View, casefile: Casefile, booking: Booked, how: Answer) -> None:
    """Record the answer, after asking what it needs; say why where it cannot be."""
    whose = f"{called(booking)} of {casefile.client.name}"
    if how == "kept":
        await _kept(view, casefile, booking, whose)
    elif how == "moved":
        from ipstui.screens.diary.move import MoveScreen

        view.app.push_screen(MoveScreen(casefile.client.name, called(booking), booking, casefile))
    else:
        make = {"missed": answer.missed, "cancelled": answer.cancelled}[how]
        await save(view, lambda: make(booking, casefile.story), f"{whose} {how}")


async def _kept(view: View, casefile: Casefile, booking: Booked, whose: str) -> None:
    """Ask with one letter what contact it was; nothing is asked of what cannot have been kept."""
    ways = (
        answer.ways(booking, casefile.story) if booking.stands and earliest(booking.on) <= casefile.story.today else ()
    )
    how: answer.How = "not_there"
    if ways:
        from ipstui.screens.diary.how import HowScreen

        title = f"{casefile.client.name}: {called(booking)}, kept"
        said = await view.app.push_screen_wait(HowScreen(title, ways))
        if not said:
            return
        how = next(way for way, _ in ways if way == said)
    contact = "" if how == "not_there" else ", and the contact that it was"
    await save(view, lambda: answer.kept(booking, casefile.story, how), f"{whose} kept{contact}")


def called(booking: Booked) -> str:
    """What a booking is called: "probation", "interview, Cook"."""
    what = "probation" if booking.probation else say.label(booking.what)
    return f"{what}, {booking.role}" if booking.role else what


async def save(view: View, make: Callable[[], list[Event]], label: str) -> None:
    """Save what is made and say so; or say why there is nothing to save."""
    try:
        events = make()
    except Unfit as unfit:
        view.ips.tell(say.sentence(unfit.problem), problem=True)
        return
    if await view.try_save(*events, label=label):
        view.ips.tell(f"Saved: {label}. u takes it back.")
