"""The one chart: money in a month against hours a week. It alone imports the chart library."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import plotext
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

_MOST_HOURS = 40
ROOM_FOR_A_TITLE = 16
ROOM_FOR_THREE_LEVELS = 8
"""In fewer rows two of them may fall on one, and which is written is left to chance."""
DOT, BLOCK = "•", "█"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line at so many hours, with its words."""

    hours: float
    text: str


class HoursChart(Widget):
    """Dots for the money, a block for the choice, lines where something changes. It needs no colour."""

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._points: tuple[tuple[float, float], ...] = ()
        self._choice: tuple[float, float] | None = None
        self._marks: tuple[Mark, ...] = ()

    def show(
        self, points: Sequence[tuple[float, float]], choice: tuple[float, float] | None, marks: Sequence[Mark]
    ) -> None:
        """Draw these: hours and pounds a month. Without points nothing is drawn."""
        drawn = (tuple(points), choice, tuple(marks))
        if drawn != (self._points, self._choice, self._marks):
            self._points, self._choice, self._marks = drawn
            self.refresh()

    def render(self) -> RenderResult:
        """Draw at the present size; too small or empty says so in words."""
        if not self._points or self.size.height < 5 or self.size.width < 30:
            return Content("")
        lines = self._draw()
        return Content.assemble(*((part, "bold $accent" if part == BLOCK else "") for part in _parts(lines)))

    def _draw(self) -> str:
        """The chart in plain text. plotext keeps one figure for the whole program, begun anew each time."""
        plot, choice = plotext, self._choice
        plot.clear_figure()
        plot.theme("clear")
        plot.limit_size(False, False)  # or it would be cut to the terminal plotext believes it is in
        plot.plotsize(self.size.width, self.size.height)
        plot.xaxes(True, False)
        plot.yaxes(True, False)
        if self.size.height >= ROOM_FOR_A_TITLE:
            plot.title("Money in a month, by hours a week, before travel")
        shown = [*self._points, *([choice] if choice else [])]
        low, high = min(y for _, y in shown), max(y for _, y in shown)
        room = max((high - low) * 0.12, 10.0)
        top = high + room * 2
        right = max(_MOST_HOURS, *(x for x, _ in shown))
        plot.xlim(0, right)
        plot.ylim(max(low - room, 0), top)
        ticks = [0, 8, 16, 24, 32, right]
        plot.xticks(ticks, [*(str(t) for t in ticks[:-1]), f"{right:g} h"])
        middle = (max(low - room, 0) + top) / 2
        levels = [low, middle, high] if self.size.height >= ROOM_FOR_THREE_LEVELS else [low, high]
        plot.yticks(levels, [f"£{y:,.0f}" for y in levels])
        for mark in self._marks:
            plot.vline(mark.hours)
        plot.plot([x for x, _ in self._points], [y for _, y in self._points], marker=DOT)
        height = (top - max(low - room, 0)) / max(self.size.height - 2, 1)
        for place, mark in enumerate(self._marks):
            aside = _aside(mark.hours > right * 0.75)
            beside = mark.hours + (-0.6 if aside == "right" else 0.6)
            plot.text(mark.text, x=beside, y=top - height * place, alignment=aside)
        if choice is not None:
            plot.scatter([choice[0]], [choice[1]], marker=BLOCK)
            aside = _aside(choice[0] > right * 0.6)
            beside = choice[0] + (-0.8 if aside == "right" else 0.8)
            under = max(choice[1] - height * 1.2, max(low - room, 0))
            plot.text(f"{choice[0]:g} h: £{choice[1]:,.0f}", x=beside, y=under, alignment=aside)
        drawn: str = plot.uncolorize(plot.build())
        return drawn


def _parts(text: str) -> list[str]:
    """Cut at each block, so that it can be told apart; every other colour is the theme's own."""
    return [part for part in re.split(f"({BLOCK})", text) if part]


def _aside(far: bool) -> Literal["left", "right"]:
    """Where words begin: towards the middle of the chart."""
    return "right" if far else "left"
