"""A report as lines: pictures of glyphs that every console has, so that nothing needs colour."""

from __future__ import annotations

from collections.abc import Iterable

from ipstui.reports.entries import Block, Entry, Marks, Share
from ipstui.reports.pictures import Dots
from ipstui.widgets.lines import Column, Heading, Line, Target

PICTURE = 10
COLUMNS = (
    Column(20, share=1),
    Column(PICTURE, spare=1),
    Column(8, most=22, right=True, style="bold"),
)
_EDGE = 12
"""Cells beside the dots: the days at both ends."""


def rows(blocks: Iterable[Block], width: int) -> list[Line | Heading]:
    """Return the lines of a report for a list so many cells wide."""
    drawn: list[Line | Heading] = []
    for block in blocks:
        if block.title and (block.entries or block.notes):
            drawn.append(Heading(block.title))
        for entry in block.entries:
            mark = "" if entry.opens else " "
            drawn.append(Line(target(entry), (entry.label, small(entry), entry.value + mark)))
            if isinstance(entry.picture, Dots):
                drawn.append(Heading(dotted(entry.picture, width), quiet=True))
        drawn += [Heading(note, quiet=True) for note in block.notes]
    return drawn


def target(entry: Entry) -> Target:
    """What the line of an entry means."""
    return Target("entry", entry.id)


def small(entry: Entry) -> str:
    """The picture that fits into a column: a share as a bar, marks of how many are aimed at."""
    match entry.picture:
        case Share(part):
            return bar(part)
        case Marks(count, of) if count > PICTURE:
            return f"{'■' * (PICTURE - 1)}+"
        case Marks(count, of):
            return ("■" * count + "□" * (of - count))[:PICTURE]
        case _:
            return ""


def bar(part: float) -> str:
    """A bar in halves of a cell: something is seen wherever there is anything, and it is full at the whole only."""
    halves = 2 * PICTURE if part >= 1 else min(max(round(part * 2 * PICTURE), int(part > 0)), 2 * PICTURE - 1)
    drawn = "█" * (halves // 2) + "▌" * (halves % 2)
    return drawn + "░" * (PICTURE - len(drawn))


def dotted(dots: Dots, width: int) -> str:
    """One dot a person along a line of days, ● where several fall together, with ► before the middle."""
    cells = max(width - _EDGE - len(str(dots.end)), 10)
    line = ["·"] * cells
    for day in dots.days:
        place = min(round(day / dots.end * (cells - 1)), cells - 1)
        line[place] = "•" if line[place] == "·" else "●"
    middle = min(round(dots.median / dots.end * (cells - 1)), cells - 1)
    return f"0 {''.join(line[:middle])}►{''.join(line[middle:])} {dots.end} d"
