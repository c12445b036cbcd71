"""The week's report as a page to print and as plain text, with names or initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

import msgspec

from ipstui.casework import say
from ipstui.casework.people import Client
from ipstui.documents.written import Written, templates, write_both
from ipstui.reports.figures import roughly_told
from ipstui.reports.week import LABELS, ORDER, Numbers, WeekReport

WIDTH = 79
_LABEL, _CELL = 31, 9


class Row(msgspec.Struct, frozen=True):
    """A number of this week, then of those before, the nearest first."""

    label: str
    cells: tuple[str, ...]


class Line(msgspec.Struct, frozen=True):
    """Who, or when; and what is said of it, with what was agreed."""

    name: str
    text: str
    agreed: str = ""


class WeekPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page says, ready to set."""

    title: str
    specialist: str
    made_up: bool
    initials: bool
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    people: tuple[Line, ...]
    promises: tuple[Line, ...]
    not_looked_at: tuple[str, ...]
    roughly: str = ""


def initials_of(clients: Iterable[Client]) -> dict[str, str]:
    """Return what to call each client by id without the name; two with the same letters get a number."""
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for client in sorted(clients, key=lambda each: (each.name.casefold(), each.id)):
        letters = client.initials.upper() or "?"
        taken[letters] = taken.get(letters, 0) + 1
        found[client.id] = letters if taken[letters] == 1 else f"{letters} {taken[letters]}"
    return found


def page_of(report: WeekReport, specialist: str, initials: Mapping[str, str], *, made_up: bool) -> WeekPage:
    """Return the page; with `initials`, by client, no name is in it but what was typed into a text."""
    first, last = report.numbers.first, report.numbers.last
    spans = (report.numbers, *report.before)
    return WeekPage(
        title=f"{say.day(first, last)} to {say.day(last, last)} {last.year}",
        specialist=specialist,
        made_up=made_up,
        initials=bool(initials),
        heads=tuple(say.short_day(each.first, first) for each in spans),
        rows=tuple(_rows(spans, report.employer_contacts_target, weekly=(last - first).days == 6)),
        people=tuple(Line(initials.get(p.client, p.name), p.line, p.agreed) for p in report.people),
        promises=tuple(
            Line(
                _due(p.due, last),
                (f"{called}: {p.text}" if (called := initials.get(p.client, p.name)) else p.text)
                + (f" ▲ {p.heed}" if p.heed else ""),
            )
            for p in report.promises
        ),
        not_looked_at=tuple(initials.get(p.client, p.name) for p in report.not_looked_at),
        roughly=roughly_told(sum(each.roughly for each in spans)),
    )


def _rows(spans: Sequence[Numbers], target: int, *, weekly: bool) -> list[Row]:
    modes = sorted({mode for each in spans for mode in each.contacts})
    rows = [
        Row(f"Contacts, {say.label(mode)}", tuple(_cell(each.contacts[mode].count if mode in each.contacts else 0)
                                                  for each in spans))
        for mode in modes
    ]  # fmt: skip
    for name in ORDER:
        label = LABELS[name]
        if name == "employer_contacts" and weekly:
            label += f" (of {target})"
        rows.append(Row(label, tuple(_cell(each.of[name].count) for each in spans)))
    return rows


def _cell(count: int) -> str:
    return str(count) if count else "-"


def _due(due: date | None, today: date) -> str:
    return say.day(due, today) if due is not None else "no day"


def as_html(page: WeekPage) -> str:
    """Return the page to print: black on white, headings a screen reader follows."""
    return templates(escaped=True).get_template("week_page.html").render(page=page)


def as_text(page: WeekPage) -> str:
    """Return the same as plain text of at most 79 letters a line."""
    by = f", {page.specialist}" if page.specialist else ""
    lines = [f"THE WEEK'S REPORT: {page.title}{by}"]
    if page.made_up:
        lines.append("Made-up caseload: nobody in it exists.")
    if page.initials:
        lines.append("Initials in place of names; texts are as they were typed.")
    lines += ["", "NUMBERS, this week and the four before, each from the day named", ""]
    lines.append(_cells("", page.heads))
    lines += [_cells(row.label, row.cells) for row in page.rows]
    lines += ["", *_indented(page.roughly, 0)] if page.roughly else []
    lines += ["", "PERSON BY PERSON"]
    for line in page.people:
        lines += _told(line.name, line.text)
        lines += _indented(f"next: {line.agreed}", 4) if line.agreed else []
    if not page.people:
        lines.append("Nobody is on the caseload.")
    lines += ["", "PROMISED"]
    for line in page.promises:
        lines += _told(line.name, line.text)
    if not page.promises:
        lines.append("Nothing is noted for the week that follows.")
    lines += ["", "NOT LOOKED AT"]
    lines += _indented(", ".join(page.not_looked_at) or "Everyone was gone through.", 0)
    return "\n".join(lines) + "\n"


def _cells(label: str, cells: Sequence[str]) -> str:
    return f"{label:<{_LABEL}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _told(name: str, text: str) -> list[str]:
    return wrap(f"{name}: {text}", WIDTH, subsequent_indent="    ") or [name]


def _indented(text: str, indent: int) -> list[str]:
    return wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def write(page: WeekPage, folder: Path) -> Written:
    """Write both files. Raises OSError."""
    return write_both(as_html(page), as_text(page), folder, "week")
