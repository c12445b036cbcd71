"""The whole way from referral to work on one line: phases, custody, today, and what is due next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from rich.cells import cell_len
from textual.content import Content

from ipstui.casework import say
from ipstui.casework.deadline import Deadline
from ipstui.casework.way import Stretch
from ipstui.widgets.lines import fit

AHEAD = timedelta(days=42)
SHORT = {
    "Released, not yet seen": "Not yet seen",
    "Ready to search": "Ready",
    "Back in custody": "In custody",
}
_SHORTER = {**SHORT, "Released, not yet seen": "Unseen", "Pre-release": "Prison", "Job search": "Search"}


def band(
    way: Sequence[Stretch], deadlines: Sequence[Deadline], today: date, width: int, *, done: bool = False
) -> Content:
    """Return two lines: the way, and the days it turned on. Time in prison is drawn double (═).

    Right of today (●) lie six weeks, with a ▲ for each deadline; none once the case is closed.
    """
    if not way:
        return Content("")
    ahead = 0 if done else max(width // 6, 10)
    past = width - ahead - 2
    shown = _fewer(way, past)
    sizes = _sizes(shown, past)
    line: list[tuple[str, str]] = [(" ", "")]
    marks: list[tuple[int, str, str]] = []
    column = 1
    for number, (stretch, size) in enumerate(zip(shown, sizes, strict=True)):
        last = number == len(shown) - 1
        rule = "═" if stretch.inside else "─"
        edge = ("├" if number == 0 else "┼") + rule
        name = SHORT.get(stretch.label, stretch.label)
        if cell_len(name) > size - 2:
            name = fit(_name(stretch), size - 2).rstrip()
        line.append((edge, "$secondary"))
        line.append((name, "bold" if last else ""))
        line.append((rule * (size - 2 - cell_len(name)), "$secondary"))
        turned = say.short_day(stretch.start, today)
        if number and shown[number - 1].inside and not stretch.inside:
            turned += " out"
        marks.append((column, turned, ""))
        column += size
    line.append(("■" if done else "●", "bold $accent"))
    marks.append((column - 5, "closed", "bold") if done else (column, "today", "bold"))
    line.append((_ahead(deadlines, today, ahead, marks, column + 1), "$accent"))
    return Content.assemble(*line, "\n", *_dates(marks, width))


def _name(stretch: Stretch) -> str:
    return _SHORTER.get(stretch.label, stretch.label)


def _fewer(way: Sequence[Stretch], width: int) -> list[Stretch]:
    """Leave the shortest stretches out until the rest fit; the first, the last and custody stay longest."""
    shown = list(way)
    while len(shown) > 2 and sum(len(_name(s)) + 3 for s in shown) > width:
        spare = range(1, len(shown) - 1)
        least = min(spare, key=lambda i: (shown[i].inside, (shown[i].end - shown[i].start).days, i))
        shown[least - 1] = msgspec.structs.replace(shown[least - 1], end=shown[least].end)
        del shown[least]
    return shown


def _sizes(shown: Sequence[Stretch], width: int) -> list[int]:
    least = [len(_name(stretch)) + 3 for stretch in shown]
    free = max(width - sum(least), 0)
    days = [max((stretch.end - stretch.start).days, 1) for stretch in shown]
    sizes = [low + free * count // sum(days) for low, count in zip(least, days, strict=True)]
    sizes[-1] += width - sum(sizes)
    return sizes


def _ahead(
    deadlines: Sequence[Deadline], today: date, width: int, marks: list[tuple[int, str, str]], start: int
) -> str:
    cells = ["·"] * max(width - 1, 0)
    for deadline in deadlines:
        if deadline.state in ("upcoming", "due") and today < deadline.due <= today + AHEAD and cells:
            place = min((deadline.due - today).days * len(cells) // AHEAD.days, len(cells) - 1)
            if cells[place] != "▲":
                cells[place] = "▲"
                marks.append((start + place, say.short_day(deadline.due, today), ""))
    return "".join(cells)


def _dates(marks: Sequence[tuple[int, str, str]], width: int) -> list[tuple[str, str]]:
    """Write each date under its mark where there is room; today always has room."""
    parts: list[tuple[str, str]] = []
    column = 0
    ordered = sorted(marks, key=lambda mark: mark[0])
    for number, (place, text, style) in enumerate(ordered):
        soon = next((p for p, _, s in ordered[number + 1 :] if s), width)
        fits = place >= column and place + len(text) < max(soon, place + 1 if style else soon) + (99 if style else 0)
        if fits and place + len(text) <= width:
            parts += [(" " * (place - column), ""), (text, style or "$text-muted")]
            column = place + len(text) + 1
            parts.append((" ", ""))
    return parts
