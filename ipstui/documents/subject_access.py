"""Subject access: everything held about one person, to be looked through and given to them, as HTML and as JSON.

A person may ask what is held about them (UK GDPR, article 15). The answer is due without undue delay and within
one month of the request (article 12(3)); a month ends on the same day of the next, or its last day, and where that
is no working day, on the next one. What is about other people is marked, not left out: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from html import escape
from typing import Any

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.working_days import is_working_day
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.disclosure.words import in_full
from ipstui.casework.events import Contact, Event, SafeguardingFlag, Void, is_apart
from ipstui.casework.history import to_read, voided, write_event
from ipstui.casework.known import plain
from ipstui.casework.people import Client
from ipstui.casework.spelling import fold
from ipstui.casework.words import summary, title

MARK = "ABOUT SOMEBODY ELSE: check, and redact before it is given"
OUTSIDE = (
    "This file is outside the protection of ipstui: it is not encrypted. Give it by a safe way, and delete it when "
    "it is done with."
)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `others` says why it may be about somebody else; empty when nothing points to that."""

    id: str
    on: date
    recorded: date
    title: str
    text: str
    stands: bool
    others: str
    stored: dict[str, Any]


class SubjectAccess(msgspec.Struct, frozen=True, kw_only=True):
    """Everything held about one person on a day. `answer_by` is the last day of the month the law gives."""

    name: str
    made: date
    asked: date
    answer_by: date
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    derived: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    outside: tuple[str, ...]

    @property
    def to_check(self) -> int:
        """How many entries are marked."""
        return sum(bool(line.others) for line in self.lines) + len(self.people)


def answer_by(asked: date) -> date:
    """The last day for the answer: a calendar month after the request, moved on to a working day."""
    day = asked + relativedelta(months=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def subject_access(
    casefile: Casefile,
    events: Iterable[Event],
    names: Mapping[str, str],
    other_names: Iterable[str],
    *,
    asked: date,
    outside: Iterable[str] = (),
) -> SubjectAccess:
    """Gather what is held. `events` are all, voided ones too; `other_names` are those of other clients."""
    client, every = casefile.client, list(events)
    gone = {event.id for event in voided(every)}
    others = [name for name in (*other_names, *(person.name for person in client.people)) if name.strip()]
    lines = tuple(
        _line(event, names, others, stands=event.id not in gone)
        for event in sorted(every, key=lambda event: (event.on, event.recorded))
        if not isinstance(event, Void)
    )
    return SubjectAccess(
        name=client.name,
        made=casefile.story.today,
        asked=asked,
        answer_by=answer_by(asked),
        facts=tuple(_facts(client)),
        people=tuple(
            (each.name, ", ".join(part for part in (each.role, each.phone) if part)) for each in client.people
        ),
        derived=(
            ("Where things stand", f"{casefile.phase.label}: {casefile.phase.reason}"),
            *(("Reason to act", flag.why) for flag in casefile.flags),
            *_apart(every, gone),
        ),
        lines=lines,
        outside=tuple(outside),
    )


def _apart(events: list[Event], gone: set[str]) -> Iterable[tuple[str, str]]:
    """How much is kept apart, so that nobody has to count it; all of it is among what was recorded."""
    if count := sum(is_apart(event) and event.id not in gone for event in events):
        yield "Convictions and cautions", f"{count} kept apart for disclosure, told below"


def _facts(client: Client) -> Iterable[tuple[str, str]]:
    for name, value in msgspec.to_builtins(client).items():
        if name not in ("id", "people", "made_up"):
            yield say.sentence(say.label(name)), str(value)


def _line(event: Event, names: Mapping[str, str], others: list[str], *, stands: bool) -> Line:
    event, stored = to_read(event), write_event(event)
    return Line(
        id=event.id,
        on=event.on,
        recorded=event.recorded.date(),
        title=title(event),
        text=in_full(event) if is_apart(event) else summary(event, names),
        stands=stands,
        others=_others(event, stored, others),
        stored=stored,
    )


def _others(event: Event, stored: dict[str, Any], names: list[str]) -> str:
    """Why an entry may be about somebody else. It asks for a look; it decides nothing."""
    if isinstance(event, SafeguardingFlag):
        return "safeguarding: ask before giving it"
    spelt = fold(" ".join(value for value in stored.values() if isinstance(value, str)))
    for name in names:
        if fold(name) in spelt:
            return f"names {name}"
    if stored.get("source_person") or stored.get("with_whom"):
        return "says who told it, or whom it was shared with"
    if isinstance(event, Contact) and event.who != "client" and event.note:
        return f"what {say.label(event.who)} said"
    return ""


def as_json(found: SubjectAccess) -> bytes:
    """The same for a machine."""
    document = {"mark": MARK, "note": OUTSIDE, **msgspec.to_builtins(found, enc_hook=plain)}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def as_html(found: SubjectAccess) -> str:
    """A page that needs nothing else: no script, no picture, no address on the network."""
    today = found.made
    clock = (
        f"Asked on {say.day(found.asked, today)}. Answer due by {say.day(found.answer_by, today)}: one month "
        "(two more only for a complex request, told within the first)."
    )
    parts = [
        f"<p class='clock'>{escape(clock)}</p>",
        f"<p class='look'>{found.to_check} entries are marked “{escape(MARK)}”. Look through all the others too: "
        "a name the program does not know is not marked.</p>",
        _rows("What is known", found.facts),
        _rows("People around the case", found.people, marked=True),
        _rows("What the program makes of it today", found.derived),
        "<h2>What was recorded</h2>",
        *(_entry(line, today) for line in found.lines),
    ]
    if found.outside:
        parts.append("<h2>Files written elsewhere that hold this person</h2>")
        parts += [f"<p>{escape(each)}</p>" for each in found.outside]
    return _PAGE.format(
        name=escape(found.name), made=escape(say.day(today, today)), outside=OUTSIDE, body="\n".join(parts)
    )


def _rows(heading: str, rows: Iterable[tuple[str, str]], *, marked: bool = False) -> str:
    listed = list(rows)
    if not listed:
        return ""
    mark = f" <strong class='mark'>{MARK}</strong>" if marked else ""
    told = "\n".join(f"<tr><th>{escape(left)}</th><td>{escape(right)}{mark}</td></tr>" for left, right in listed)
    return f"<h2>{escape(heading)}</h2>\n<table>{told}</table>"


def _entry(line: Line, today: date) -> str:
    mark = f"<strong class='mark'>{MARK} ({escape(line.others)})</strong> " if line.others else ""
    gone = " (taken back later)" if not line.stands else ""
    head = f"{say.day(line.on, today)}, {line.title}{gone}"
    typed = f"typed {say.day(line.recorded, today)}" if line.recorded != line.on else ""
    body = f"{escape(line.text)} <small>{escape(typed)}</small>"
    return f"<article><h3>{escape(head)}</h3><p>{mark}{body}</p></article>"


_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Subject access</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body {{ font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.15rem; border-bottom: 1px solid #777; margin-top: 2rem; }}
h3 {{ font-size: 1rem; margin: 1rem 0 0; }} p {{ margin: .2rem 0; }} small {{ color: #555; }}
th {{ text-align: left; padding-right: 1.5rem; vertical-align: top; font-weight: 600; }}
.mark {{ border: 2px solid #111; padding: 0 .3rem; }} .clock {{ font-weight: 600; }}
@media print {{ body {{ margin: 0; }} article {{ break-inside: avoid; }} }}
</style></head><body>
<h1>Everything held about {name}</h1>
<p>Made on {made}. {outside}</p>
{body}
</body></html>
"""
