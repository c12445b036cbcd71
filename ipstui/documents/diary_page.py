"""The week's diary as a page to print and as plain text: a heading a day, a line an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap

import msgspec

from ipstui.casework import say
from ipstui.casework.agenda import Agenda, Entry, hours, told
from ipstui.documents.written import Written, templates, write_both

WIDTH = 79


class Line(msgspec.Struct, frozen=True):
    """When, who, and what."""

    when: str
    name: str
    text: str


class Section(msgspec.Struct, frozen=True):
    """A day, or what hangs over."""

    title: str
    lines: tuple[Line, ...]


def sections_of(agenda: Agenda) -> list[Section]:
    """Return the days on which something is, and after them what nobody answered and what is past its day."""
    today, found = agenda.today, []
    for day in agenda.days:
        if day.entries:
            title = say.day(day.on, today) + (", today" if day.on == today else "")
            found.append(Section(title, tuple(Line(hours(e), e.name, told(e)) for e in day.entries)))
    for title, entries in (("How did it go?", agenda.unanswered), ("To do, past its day", agenda.late)):
        if entries:
            found.append(Section(title, tuple(_dated(entries, agenda))))
    return found


def _dated(entries: Sequence[Entry], agenda: Agenda) -> Iterator[Line]:
    return (Line(say.when(e.on, e.at, agenda.today), e.name, told(e)) for e in entries)


def _title(agenda: Agenda) -> str:
    first, last = agenda.days[0].on, agenda.days[-1].on
    return f"{say.day(first, last)} to {say.day(last, last)} {last.year}"


def as_html(agenda: Agenda) -> str:
    """Return the page to print: black on white, headings a screen reader follows."""
    template = templates(escaped=True).get_template("diary_page.html")
    return template.render(title=_title(agenda), sections=sections_of(agenda))


def as_text(agenda: Agenda) -> str:
    """Return the same as plain text of at most 79 letters a line."""
    lines = [f"DIARY: {_title(agenda)}"]
    for section in sections_of(agenda):
        lines += ["", section.title.upper()]
        for line in section.lines:
            text = ": ".join(part for part in (line.name, line.text) if part)
            lines += wrap(f"{line.when}  {text}".strip(), WIDTH, subsequent_indent="    ")
    return "\n".join(lines) + "\n"


def write(agenda: Agenda, folder: Path) -> Written:
    """Write both files. Raises OSError."""
    return write_both(as_html(agenda), as_text(agenda), folder, "diary")
