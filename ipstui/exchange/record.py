"""A person's entries as plain text for the organisation's own system: what happened, and nothing of this program's own.

No flag, no clock, no task and no note to oneself is in it. What was copied is an event (`Copied`) that names each
entry, so that the next copy holds only what is new, was corrected, or was taken back since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    Contact,
    Copied,
    DelayReason,
    EmployerContact,
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
from ipstui.casework.words import summary

OURS: tuple[type[Event], ...] = (
    Copied, DelayReason, FactChanged, LicenceCheckSaved, ProposalMade, Reviewed, Snooze, Task, TaskDone, Unread, Void,
    SafeguardingFlag,
)  # fmt: skip
"""What the program keeps for itself, what is only being weighed, and a flag that says where its real record is."""
PRIVATE: tuple[type[Event], ...] = (Note,)
"""Left out unless asked for: a note of its own may be one to oneself. It is said how many there were."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `change` is "corrected" or "taken back" where an earlier copy said something else."""

    event: str
    on: date
    when: str
    mode: str
    who: str
    text: str
    change: str = ""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be copied of one person, the earliest first. `left_out` counts the private notes."""

    client: str
    name: str
    entries: tuple[Entry, ...]
    left_out: int


def record_of(
    casefile: Casefile,
    events: Iterable[Event],
    names: Mapping[str, str],
    *,
    since_last: bool = True,
    notes: bool = False,
    only: str = "",
) -> Record:
    """Return the entries up to today: those not copied yet, or all. `events` are all of the person's, voided ones too.

    `only` is the id of the one entry wanted; it is given whether or not it was copied before.
    """
    story = casefile.story
    listed = list(events)
    copied = {entry for event in story.events if isinstance(event, Copied) for entry in event.entries}
    corrects = {event.id: event.voids for event in listed if event.voids}
    told = [e for e in story.events if e.on <= story.today and not isinstance(e, OURS)]
    if only:
        chosen = [(e, "") for e in told if e.id == only]
        return _record(casefile, chosen, names, left_out=0)
    kept = [e for e in told if notes or not isinstance(e, PRIVATE)]
    chosen = [
        (e, "corrected" if _replaces(e.id, corrects, copied) else "")
        for e in kept
        if not (since_last and e.id in copied)
    ]
    left_out = 0 if notes else sum(isinstance(e, PRIVATE) and not (since_last and e.id in copied) for e in told)
    gone = _taken_back(listed, story.events, copied) if since_last else []
    return _record(casefile, sorted([*chosen, *gone], key=lambda pair: order(pair[0])), names, left_out=left_out)


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


def _record(
    casefile: Casefile, chosen: Iterable[tuple[Event, str]], names: Mapping[str, str], *, left_out: int
) -> Record:
    entries = tuple(_entry(event, change, names) for event, change in chosen)
    return Record(client=casefile.client.id, name=casefile.client.name, entries=entries, left_out=left_out)


def _entry(event: Event, change: str, names: Mapping[str, str]) -> Entry:
    told = summary(msgspec.structs.replace(event, note=""), names)
    text = f"{told}\n{event.note.strip()}" if event.note.strip() else told
    mode = getattr(event, "mode", "")
    return Entry(
        event=event.id,
        on=event.on,
        when=_when(event),
        mode=say.label(mode),
        who=_who(event, names),
        text=text,
        change=change,
    )


def _when(event: Event) -> str:
    if event.on_precision == "month":
        return say.month(event.on)
    if event.on_precision == "unknown":
        return "day not known"
    at = f" {say.clock(event.at)}" if event.at else ""
    return f"{say.day(event.on, event.on)} {event.on.year}{at}"


def _who(event: Event, names: Mapping[str, str]) -> str:
    if isinstance(event, Contact):
        return say.label(event.who)
    if isinstance(event, EmployerContact):
        return names.get(event.employer, "an employer")
    return ""


def as_text(record: Record) -> str:
    """Return the text to paste: one block an entry, its note with the line ends it was typed with."""
    return "\n\n".join(_block(entry) for entry in record.entries) + "\n" if record.entries else ""


def _block(entry: Entry) -> str:
    head = ", ".join(part for part in (entry.when, entry.mode, entry.who) if part)
    change = f" ({'corrected entry' if entry.change == 'corrected' else 'entry taken back'})" if entry.change else ""
    return f"{head}{change}\n{entry.text}"


def copied_event(record: Record, today: date, events: Iterable[Event]) -> Copied:
    """Return the event that says these entries are in the official record; what was taken back, by what took it."""
    voids = {e.voids: e.id for e in events if isinstance(e, Void)}
    ids = tuple(voids.get(e.event, e.event) if e.change == "taken back" else e.event for e in record.entries)
    return Copied(client=record.client, on=today, entries=ids)
