"""Bands of time under one another, on one scale of years: legible without colour, each a line of text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

FULL, DOUBT, OVER = "█", "▒", "─"
TODAY, START = "●", "▲"


class Scale(msgspec.Struct, frozen=True):
    """The days from `first` to `last` on so many cells."""

    first: date
    last: date
    width: int

    def place(self, day: date) -> int:
        """The cell of a day; those outside fall on the edge."""
        whole = max((self.last - self.first).days, 1)
        return min(max((day - self.first).days * (self.width - 1) // whole, 0), self.width - 1)


def years(scale: Scale) -> str:
    """The years below which the bands stand, as many as there is room for."""
    cells, free = [" "] * scale.width, 0
    for year in range(scale.first.year, scale.last.year + 1):
        begins = date(year, 1, 1)
        place = scale.place(begins)
        if begins >= scale.first and place >= free and place + 4 <= scale.width:
            cells[place : place + 4] = str(year)
            free = place + 6
    return "".join(cells)


def band(
    scale: Scale, begins: date | None, ends: date | None, doubt_to: date | None, marks: Mapping[date, str],
    *, doubt: bool = False,
) -> str:  # fmt: skip
    """Full from `begins` to `ends`, in doubt from there to `doubt_to`, over after that; the marks stand on it.

    Without an end it is full, or with `doubt` in doubt, to the edge.
    """
    cells = [" "] * scale.width
    first = scale.place(begins) if begins is not None else 0
    full_to = scale.place(ends) if ends is not None else scale.width
    doubt_end = scale.place(doubt_to) if doubt_to is not None else scale.width if doubt else full_to
    for place in range(first, scale.width):
        cells[place] = FULL if place < full_to else DOUBT if place < doubt_end else OVER
    if max(full_to, doubt_end) >= scale.width:
        cells[-1] = "►"
    if cells[first] == OVER:
        cells[first] = FULL  # too short for the scale, and not nothing
    taken: set[int] = set()
    for day, mark in sorted(marks.items()):
        place = scale.place(day)
        while place in taken and place + 1 < scale.width:  # two days in one cell are both to be seen
            place += 1
        taken.add(place)
        cells[place] = mark
    return "".join(cells)
