"""What of a person belongs in the organisation's own record, and what of it is not there yet.

No flag, no clock, no task and no note to oneself does. What was copied is an event (`Copied`) that names each entry, so
that the next copy holds only what is new, was corrected, or was taken back since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.events import (
    Copied,
    DelayReason,
    Event,
    FactChanged,
    LicenceCheckSaved,
    Note,
    ProposalMade,
    Reviewed,
    SafeguardingFlag,
    Snooze,
    Task,
    TaskDone,
    Unread,
    Void,
)
from ipstui.casework.history import order, voided
from ipstui.casework.story import Story

OURS: tuple[type[Event], ...] = (
    Copied, DelayReason, FactChanged, LicenceCheckSaved, ProposalMade, Reviewed, Snooze, Task, TaskDone, Unread, Void,
    SafeguardingFlag,
)  # fmt: skip
"""What the program keeps for itself, what is only being weighed, and a flag that says where its real record is."""
PRIVATE: tuple[type[Event], ...] = (Note,)
"""Left out unless asked for: a note of its own may be one to oneself. It is said how many there were."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """How many entries are not in the official record yet, and the day of the oldest; None where there is none."""

    entries: int
    oldest: date | None

    def told(self, today: date) -> str:
        """Say so in a line; "" where everything is there."""
        if self.oldest is None:
            return ""
        age = say.lasting("", self.oldest, today)
        return f"not yet in the official record: {say.plural(self.entries, 'entry', 'entries')}, oldest {age}"


def waiting(story: Story, events: Iterable[Event], *, notes: bool) -> Waiting:
    """Return what is not copied yet; with `notes`, notes of their own count too."""
    days = [event.on for event, _ in to_copy(story, events, since_last=True, notes=notes)]
    return Waiting(entries=len(days), oldest=min(days, default=None))


def together(each: Iterable[Waiting]) -> Waiting:
    """Return what is not copied yet of all of them."""
    found = list(each)
    oldest = min((one.oldest for one in found if one.oldest is not None), default=None)
    return Waiting(entries=sum(one.entries for one in found), oldest=oldest)


def to_copy(story: Story, events: Iterable[Event], *, since_last: bool, notes: bool) -> list[tuple[Event, str]]:
    """Return the entries up to today, the earliest first: those not copied yet, or all.

    `events` are all of the person's, voided ones too. Beside each stands "corrected" or "taken back" where an earlier
    copy said something else.
    """
    listed = list(events)
    done = copied(story)
    corrects = {event.id: event.voids for event in listed if event.voids}
    found = [
        (e, "corrected" if _replaces(e.id, corrects, done) else "")
        for e in belonging(story)
        if (notes or not isinstance(e, PRIVATE)) and not (since_last and e.id in done)
    ]
    gone = _taken_back(listed, story.events, done) if since_last else []
    return sorted([*found, *gone], key=lambda pair: order(pair[0]))


def belonging(story: Story) -> list[Event]:
    """Return what has happened and is not the program's own; private notes are among it."""
    return [e for e in story.events if e.on <= story.today and not isinstance(e, OURS)]


def copied(story: Story) -> set[str]:
    """Return the ids of what was copied."""
    return {entry for event in story.events if isinstance(event, Copied) for entry in event.entries}


def _replaces(event: str, corrects: Mapping[str, str], copied: set[str]) -> bool:
    """Whether an event stands, by however many corrections, in the place of one that was copied."""
    seen = set()
    while event in corrects and event not in seen:
        seen.add(event)
        event = corrects[event]
        if event in copied:
            return True
    return False


def _taken_back(events: list[Event], standing: Iterable[Event], copied: set[str]) -> list[tuple[Event, str]]:
    """Return what was copied and has been taken back without another entry in its place, and was not said to be."""
    replaced = {e.voids for e in standing if e.voids}
    voids = {e.voids: e.id for e in events if isinstance(e, Void)}
    return [
        (e, "taken back")
        for e in voided(events)
        if e.id in copied and e.id in voids and e.id not in replaced and voids[e.id] not in copied
    ]
