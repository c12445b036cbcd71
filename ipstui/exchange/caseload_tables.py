"""The caseload as tables for a person's own use: people, events, jobs, contacts, with names or initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Contact, Event, ProfileUpdated, Referral, kind_of
from ipstui.casework.people import Client, Employer
from ipstui.casework.words import names_of, summary, title
from ipstui.exchange.hours_code import hours_code
from ipstui.exchange.tables import Cell, Column, Table

_PEOPLE = (
    Column("name", "Name"), Column("phone", "Phone"), Column("birth_year", "Year of birth"),
    Column("referral_date", "Referral date"), Column("referral_known_to", "Known to the"),
    Column("source", "Source"), Column("prison", "Prison"), Column("agrees", "Agrees?"),
    Column("release_expected", "Expected release date"), Column("released_on", "Released on"),
    Column("profile_started", "Date Vocational Profile Started"), Column("bank_account", "Bank a/c"),
    Column("right_to_work", "Right to work"), Column("officer", "PO"), Column("officer_phone", "PO tel"),
    Column("phase", "Phase"),
)  # fmt: skip
_JOBS = (
    Column("name", "Client"), Column("employer", "Employer"), Column("role", "Role"), Column("start", "Start"),
    Column("start_known_to", "Known to the"), Column("hours_weekly", "Hours a week"),
    Column("hourly_pay", "Pay per hour"),
    Column("end", "Date left"), Column("reason", "Reason left"), Column("hours_code", "NHS hours code"),
)  # fmt: skip
_CONTACTS = (
    Column("date", "Date"), Column("known_to", "Known to the"), Column("time", "Time"), Column("name", "Client"),
    Column("with", "With"), Column("mode", "How"), Column("setting", "Where"), Column("minutes", "Mins"),
    Column("seen", "Seen?"), Column("note", "What happened"),
)  # fmt: skip
_EVENTS = (
    Column("name", "Whose"), Column("day", "On"), Column("known_to", "Known to the"), Column("clock", "At (clock)"),
    Column("kind", "Kind of event"), Column("words", "In words"), Column("note", "Own words"),
)  # fmt: skip


def caseload_tables(
    casefiles: Iterable[Casefile], employers: Mapping[str, Employer], *, initials: bool = False
) -> tuple[Table, ...]:
    """Return the four tables, people by name. Days known to the month are text, `2026-12`; unknown is empty."""
    people: list[tuple[Cell, ...]] = []
    jobs: list[tuple[Cell, ...]] = []
    contacts: list[tuple[Cell, ...]] = []
    events: list[tuple[Cell, ...]] = []
    casefiles = list(casefiles)
    said = _without_names(each.client for each in casefiles) if initials else str
    for casefile in casefiles:
        name = casefile.client.initials if initials else casefile.client.name
        people.append(_person(casefile, name, initials=initials))
        jobs += _jobs(casefile, name, employers)
        names = names_of(casefile.story, employers, {})
        for event in casefile.story.events:
            if isinstance(event, Contact):
                contacts.append(_contact(event, name, said(event.note)))
            at = f"{event.at:%H:%M}" if event.at else None
            words = "" if event.note and kind_of(event) == "note" else said(summary(event, names))
            note = said(event.note) or None
            events.append((name, day(event), event.on_precision, at, title(event), words, note))
    parts = (
        ("People", _PEOPLE, people),
        ("Events", _EVENTS, events),
        ("Jobs", _JOBS, jobs),
        ("Contacts", _CONTACTS, contacts),
    )
    return tuple(Table(name=title_, columns=columns, rows=tuple(rows)) for title_, columns, rows in parts)


def _without_names(clients: Iterable[Client]) -> Callable[[str], str]:
    """A text with initials where it names people of the caseload, by any part of the name that is no single letter."""
    shown: dict[str, str] = {}
    for client in clients:
        for part in (*client.name.split(), client.name):
            if len(part.rstrip(".")) > 1:
                shown[part] = client.initials if part == client.name else part[0]
    if not shown:
        return str
    longest_first = sorted(shown, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return lambda text: pattern.sub(lambda found: shown[found[0]], text)


def day(event: Event) -> Cell:
    """The day of an event as far as it is known: a month is text, what is not known is empty."""
    return as_known(event.on, event.on_precision)


def as_known(on: date | None, precision: str) -> Cell:
    """A day, a month as text, or nothing."""
    if on is None or precision == "unknown":
        return None
    return on if precision == "day" else f"{on:%Y-%m}"


def _person(casefile: Casefile, name: str, *, initials: bool) -> tuple[Cell, ...]:
    client, story = casefile.client, casefile.story
    referral = next((e for e in reversed(story.events) if isinstance(e, Referral)), None)
    profile = next((e for e in story.events if isinstance(e, ProfileUpdated) and e.on_precision != "unknown"), None)
    given, released = story.custody.expected, story.custody.release
    officer = next((each for each in client.people if each.role == "probation officer"), None)
    shown = None if initials or officer is None else officer
    return (
        name,
        None if initials else client.phone or None,
        None if initials else client.birth_year,
        day(referral) if referral else None,
        referral.on_precision if referral else None,
        say.label(referral.source_type) if referral else None,
        (referral.prison or None) if referral else None,
        _known(referral.knows_and_agrees) if referral else None,
        as_known(given.expected, given.expected_precision) if given else None,
        day(released) if released and not story.custody.inside else None,
        day(profile) if profile else None,
        _known(client.bank_account),
        _known(client.right_to_work_seen),
        shown.name if shown else None,
        (shown.phone or None) if shown else None,
        casefile.phase.label,
    )


def _known(value: str) -> str | None:
    return None if value == "unknown" else value


def _jobs(casefile: Casefile, name: str, employers: Mapping[str, Employer]) -> list[tuple[Cell, ...]]:
    found: list[tuple[Cell, ...]] = []
    for job in casefile.story.work.jobs:
        event = next((e for e in casefile.story.events if e.id == job.event), None)
        precision = event.on_precision if event is not None else "day"
        employer = (
            "self employed"
            if job.self_employed
            else employers[job.employer].name
            if job.employer in employers
            else None
        )
        now = job.now
        found.append(
            (
                name,
                employer,
                job.role or None,
                as_known(job.start, precision),
                precision,
                now.hours_weekly,
                now.hourly_pay,
                job.end,
                say.label(job.end_reason) or None if job.end else None,
                hours_code(employed=job.end is None, hours=now.hours_weekly),
            )
        )
    return found


def _contact(event: Contact, name: str, note: str) -> tuple[Cell, ...]:
    seen = {"seen": "yes", "not_seen": "no"}.get(event.outcome, say.label(event.outcome))
    return (
        day(event),
        event.on_precision,
        event.at,
        name,
        say.label(event.who),
        say.label(event.mode),
        say.label(event.setting) or None,
        event.minutes or None,
        seen,
        note or None,
    )
