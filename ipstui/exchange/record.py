"""A person's entries as plain text for the organisation's own system: what happened, and nothing of this program's own.

What is in it, and what of it is new, is told by `casework.official`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Contact, Copied, EmployerContact, Event, Void
from ipstui.casework.known import Roughly
from ipstui.casework.official import OURS as OURS
from ipstui.casework.official import PRIVATE as PRIVATE
from ipstui.casework.official import belonging, copied, to_copy
from ipstui.casework.words import summary


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
    story, done = casefile.story, copied(casefile.story)
    if only:
        chosen = [(e, "") for e in belonging(story) if e.id == only]
        return _record(casefile, chosen, names, left_out=0)
    private = [e for e in belonging(story) if isinstance(e, PRIVATE) and not (since_last and e.id in done)]
    chosen = to_copy(story, events, since_last=since_last, notes=notes)
    return _record(casefile, chosen, names, left_out=0 if notes else len(private))


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
    at = f" {say.clock(event.at)}" if event.at and not isinstance(event.on, Roughly) else ""
    return say.long_day(event.on) + at


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
