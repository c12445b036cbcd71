"""The week side by side, a column a day, where the screen is wide enough."""

from __future__ import annotations

from textual.content import Content

from ipstui.casework import say
from ipstui.casework.agenda import Agenda, Day, Entry
from ipstui.widgets.lines import fit

MOST = 6
"""How many entries of a day are shown: the list below has them all."""
_GAP = 1


def by_columns(agenda: Agenda, width: int) -> Content:
    """Return the days of the week as columns; days at its end on which nothing is are left out."""
    days = list(agenda.days)
    while len(days) > 5 and not days[-1].entries:
        days.pop()
    each = (width - 2 - _GAP * (len(days) - 1)) // len(days)
    tall = min(MOST, max(len(_timed(day)) for day in days)) + 1
    parts: list[tuple[str, str]] = []
    for row in range(tall):
        for day in days:
            text, style = _cell(day, row, agenda)
            parts += [(fit(text, each), style), (" " * _GAP, "")]
        parts[-1] = ("\n" if row < tall - 1 else "", "")
    return Content.assemble(*parts)


def _timed(day: Day) -> list[Entry]:
    return [entry for entry in day.entries if entry.sort != "deadline"]


def _cell(day: Day, row: int, agenda: Agenda) -> tuple[str, str]:
    if row == 0:
        return f" {say.day(day.on, agenda.today)}", "bold reverse" if day.on == agenda.today else "bold $accent"
    entries = _timed(day)
    if row == MOST and len(entries) > MOST:
        return f"and {len(entries) - MOST + 1} more", "$text-muted"
    if row > len(entries):
        return "", ""
    entry = entries[row - 1]
    first = entry.name.split(" ", 1)[0]
    text = f"{say.clock(entry.at)} {first}" if entry.at else f"  {first or entry.what}"
    answered = entry.sort in ("booking", "task") and not entry.open
    return text, "$warning" if entry.said else "$text-muted" if answered else ""
