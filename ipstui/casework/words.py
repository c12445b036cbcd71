"""Each event told in one plain line, and each kind by a short title: what the timeline and `show` print.

The lines themselves are in the chapters; here they are joined.
"""

from __future__ import annotations

from collections.abc import Mapping

from ipstui.casework import say
from ipstui.casework.benefits import words as benefits
from ipstui.casework.case import words as case
from ipstui.casework.contact import words as contact
from ipstui.casework.custody import words as custody
from ipstui.casework.diary import words as diary
from ipstui.casework.disclosure import words as disclosure
from ipstui.casework.ending import words as ending
from ipstui.casework.events import KINDS, Event, Unread, kind_of
from ipstui.casework.history import to_read
from ipstui.casework.licence import words as licence
from ipstui.casework.mentoring import words as mentoring
from ipstui.casework.needs import words as needs
from ipstui.casework.papers import words as papers
from ipstui.casework.people import Employer, Vacancy
from ipstui.casework.phrases import Lines, Named, Names, Titles
from ipstui.casework.place import words as place
from ipstui.casework.plans import words as plans
from ipstui.casework.profile import words as profile
from ipstui.casework.release_day import words as release_day
from ipstui.casework.search import words as search
from ipstui.casework.story import Story
from ipstui.casework.work import words as work

_CHAPTERS = (
    benefits, case, contact, custody, diary, disclosure, ending, licence, mentoring, needs, papers, place, plans,
    profile, release_day, search, work,
)  # fmt: skip
LINES: Lines = {kind: line for chapter in _CHAPTERS for kind, line in chapter.LINES.items()}
TITLES: Titles = {kind: each for chapter in _CHAPTERS for kind, each in getattr(chapter, "TITLES", {}).items()}
NAMED: Named = {kind: name for chapter in _CHAPTERS for kind, name in getattr(chapter, "NAMED", {}).items()}


def title(event: Event) -> str:
    """Return the short label of an event's kind: "Employer contact", "Release date given"."""
    return kind_title(kind_of(event))


def kind_title(kind: str) -> str:
    """Return the short label of a kind by the name it is stored under."""
    return TITLES.get(KINDS.get(kind, Event)) or say.sentence(say.label(kind))


def summary(event: Event, names: Names | None = None) -> str:
    """Return what happened in one line, with the note at its end. Nothing in it is markup.

    Days are written with their year where it is not the year of the event. Whether the event still stands is
    for the caller to say.
    """
    if isinstance(event, Unread):
        return _flat(_unread(event))
    event = to_read(event)
    line = LINES.get(type(event))
    body = line(event, names or {}) if line is not None else title(event)
    separator = "; " if ": " in body else ": "
    return _flat(say.sentence(separator.join(part for part in (body, event.note) if part.strip())))


def names_of(story: Story, employers: Mapping[str, Employer], vacancies: Mapping[str, Vacancy]) -> dict[str, str]:
    """Return what the ids in one client's events are called, for `summary`."""
    names = {each.id: each.name for each in employers.values()} | {each.id: each.role for each in vacancies.values()}
    return names | {event.id: NAMED[type(event)](event) for event in story.events if type(event) in NAMED}


def _flat(text: str) -> str:
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)


def _unread(event: Unread) -> str:
    told = ", ".join(f"{key} {value}" for key, value in event.raw.items() if key not in _ENVELOPE)
    return f"{event.kind_name} (not read by this version): {told}" if told else f"{event.kind_name} (not read)"


_ENVELOPE = frozenset(Event.__struct_fields__) - {"note"} | {"kind"}
