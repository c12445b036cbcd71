"""One thing to do by a day: what it is, when it opens and is due, and how it stands today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from ipstui.casework.known import Roughly
from ipstui.casework.story import Story

ROUGHLY_KNOWN = "; the day is only roughly known"
State = Literal["upcoming", "due", "overdue", "met", "missed", "not_possible", "waived"]


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do by a day. `due` is the last day still in time; `opens` the first day it makes sense.

    Overdue can still be done late; missed is past, and stays on the record without asking for anything.

    `because` is the rule in words with its dates; `events` are the ids it follows from.
    """

    kind: str
    text: str
    due: date
    opens: date
    because: str
    events: tuple[str, ...] = ()
    state: State = "upcoming"
    met_on: date | None = None


def _timed(today: date, opens: date, due: date, met_on: date | None) -> State:
    if met_on is not None:
        return "met"
    if today > due:
        return "overdue"
    return "due" if today >= opens else "upcoming"


def deadline(
    story: Story,
    kind: str,
    text: str,
    due: date,
    because: str,
    *,
    opens: date | None = None,
    met_on: date | None = None,
    events: Iterable[str] = (),
) -> Deadline:
    """Return a deadline as it stands on the day of the story; without `opens` it opens on the day it is due.

    A day counted from one that is not known is as rough, and the reason says so.
    """
    start = due if opens is None else opens
    if isinstance(due, Roughly):
        because += ROUGHLY_KNOWN
    return Deadline(
        kind=kind,
        text=text,
        due=due,
        opens=start,
        because=because,
        events=tuple(event for event in events if event),
        state=_timed(story.today, start, due, met_on),
        met_on=met_on,
    )


def days(count: int) -> timedelta:
    """Return so many days: rules read as sentences."""
    return timedelta(days=count)
