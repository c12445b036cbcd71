"""The day as a bar of letters: what is on the way, who waits, each thing by its letter, and what comes too late.

A capital is a must-do, a small letter is not; what is late is followed by "!". No colour is needed to read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WAY, WAIT, LATE, LIMIT, UNKNOWN = "░", "·", "!", "│", "?"
LEGEND = "░ on the way  · waits  A must  a should  ! too late"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One thing on the bar, in minutes after midnight; `leaves` None where nobody knows."""

    letter: str
    must: bool
    arrives: int
    begins: int
    leaves: int | None
    late: bool


def day_bar(out_at: int, stretches: Sequence[Stretch], in_by: int | None, width: int) -> tuple[str, str]:
    """Return the hours and the bar below them, each `width` cells wide."""
    last = max([each.leaves or each.begins for each in stretches] + [in_by or 0, out_at + 60])
    first = out_at // 60 * 60
    end = -(-last // 60) * 60
    if end <= first:
        end = first + 60

    def cell(minute: int) -> int:
        return min(max(round((minute - first) * width / (end - first)), 0), width - 1)

    hours = [" "] * width
    step = next(step for step in (1, 2, 3, 4, 6) if (end - first) // 60 // step * 5 <= width or step == 6)
    for hour in range(first // 60, end // 60, step):
        place = cell(hour * 60)
        for offset, letter in enumerate(f"{hour % 24:02d}"):
            if place + offset < width:
                hours[place + offset] = letter
    bar = [" "] * width
    left: int | None = out_at
    for each in stretches:
        if left is None:
            break
        _fill(bar, cell(left), cell(each.arrives), WAY)
        _fill(bar, cell(each.arrives), cell(each.begins), WAIT)
        letter = each.letter.upper() if each.must else each.letter.lower()
        start = cell(each.begins)
        stop = max(cell(each.leaves) if each.leaves is not None else 0, start + 1)
        _fill(bar, start, stop, letter)
        if each.late:  # after the letter, or at the edge in the last two cells
            stop = min(max(stop, start + 2), width)
            bar[stop - 1] = LATE
            bar[max(min(start, stop - 2), 0)] = letter
        left = each.leaves
        if left is None and each is not stretches[-1]:
            _fill(bar, min(stop, width - 1), min(stop, width - 1) + 1, UNKNOWN)
    if in_by is not None and bar[cell(in_by)] in (" ", WAY, WAIT):
        bar[cell(in_by)] = LIMIT
    return "".join(hours), "".join(bar)


def _fill(bar: list[str], start: int, stop: int, letter: str) -> None:
    for place in range(start, min(stop, len(bar))):
        bar[place] = letter
