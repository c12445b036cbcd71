"""The timeline tab: what is booked, next first; then what happened, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import Event, Reviewed, Unread, kind_of
from ipstui.casework.known import latest
from ipstui.casework.words import summary, title
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line


def timeline(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines; what was taken back is shown among the rest, struck through."""
    today, names, kind = casefile.story.today, beside.names, beside.kind
    gone = {event.id for event in beside.voided}
    everything = (*casefile.story.events, *beside.voided)
    # A mark of the review is no news of the person; asked for by its kind it is there.
    events = [e for e in everything if (kind_of(e) == kind if kind else not isinstance(e, Reviewed))]
    events.sort(key=lambda e: (e.on, e.at.isoformat() if e.at else "", e.recorded, e.id))
    bookings = {b.event: b for b in casefile.story.diary.bookings}
    ahead = [event for event in events if event.on > today]
    rows: list[Line | Heading] = []
    if kind:
        rows.append(Heading(f"Only {say.label(kind)}: f shows everything again", quiet=True))
    booked = [b for b in casefile.story.diary.bookings if _waits(b, today) and not kind]
    waiting = {b.event for b in booked}
    # What was booked for a day ahead and is settled already has happened: it must not vanish until that day.
    settled = {e.id for e in ahead if e.id in bookings and e.id not in waiting and not _waits(bookings[e.id], today)}
    past = [e for e in events if e.id in settled or (e.on <= today and e.id not in waiting)]
    ahead = [e for e in ahead if e.id not in settled and (kind or e.id not in bookings)]
    due = [t for t in casefile.story.diary.open_tasks if t.due is not None and not kind]
    if booked or due or ahead:
        rows.append(Heading("Booked"))
        shown = [(b.on, b.at.isoformat() if b.at else "", of("booking", b.id), say.when(b.on, b.at, today),
                  say.sentence(say.label(b.what)),
                  _about(_job(b, names), b.where, b.with_whom, "reminded" if b.reminded else ""))
                 for b in booked]  # fmt: skip
        shown += [(t.due, "", of("task", t.id), say.day(t.due, today), "Task", t.text) for t in due if t.due]
        shown += [
            (e.on, "", of("event", e.id), say.when(e.on, e.at, today), title(e), summary(e, names)) for e in ahead
        ]
        shown.sort(key=lambda row: (row[0], row[1], row[2].what, row[2].id))
        rows += [Line(target, (when, what, text)) for _, _, target, when, what, text in shown]
    rows.append(Heading("What happened"))
    rows += [
        _line(e, e.id in gone, names, today, bookings[e.id].state if e.id in settled else "") for e in reversed(past)
    ]
    if not past:
        rows.append(Heading("Nothing recorded yet. Press l to log a contact, + for anything else.", quiet=True))
    return rows


def _job(booked: Booked, names: Mapping[str, str]) -> str:
    """What an interview is for: "Packer at Bell & Sons"."""
    employer = names.get(booked.employer, "")
    return " at ".join(part for part in (booked.role, employer) if part)


def _about(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _waits(booked: Booked, today: date) -> bool:
    return booked.stands and latest(booked.on) >= today


def _line(event: Event, gone: bool, names: Mapping[str, str], today: date, settled: str) -> Line:
    """One event; `settled` says what became of one that was booked for a day ahead."""
    when = say.when(event.on, event.at, today)
    text = summary(event, names)
    if gone:
        return Line(of("event", event.id), (when, title(event), f"(taken back) {text}"), style="strike $text-muted")
    if settled:
        text = f"({say.label(settled)}) {text}"
    styles = {2: "$warning"} if isinstance(event, Unread) else {}
    return Line(of("event", event.id), (when, title(event), text), styles=styles)


TAB = Tab(
    "timeline",
    "Timeline",
    (Column(17, style="$text-muted"), Column(18, style="bold"), Column(20, share=1)),
    timeline,
)
