"""Counting without holding the keys up: a small caseload at once, a large one in a thread, and then it is drawn."""

from __future__ import annotations

import asyncio

from textual import work

from ipstui.reports.counts import Counts
from ipstui.reports.spans import Span, span
from ipstui.screens.view import View

AT_ONCE = 4_000
"""Events that are counted within a key press: twenty of them take about a millisecond."""


class Counting(View):
    """A view of what is counted over a period. Subclasses say which parts they need, and draw from them."""

    span: Span | None = None
    """The period looked at; None for everything up to today."""

    @property
    def looked_at(self) -> Span:
        """The period looked at."""
        return self.span or span("all", self.desk.today)

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the counts that are needed now."""
        raise NotImplementedError

    def draw(self, counts: Counts) -> None:
        """Draw from counts of which those parts are worked out."""
        raise NotImplementedError

    def say_counting(self) -> None:
        """Say that it is being counted."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw at once what is counted already or soon; else count it in a thread and draw then."""
        counts, parts = self.counts, self.parts()
        if counts.size <= AT_ONCE or all(map(counts.has, parts)):
            self.draw(counts)
        else:
            self.say_counting()
            self._count(counts, parts)

    @property
    def counts(self) -> Counts:
        """What is counted over the period."""
        return self.desk.counts(self.looked_at.period(self.desk.today))

    @work(exclusive=True, group="count")
    async def _count(self, counts: Counts, parts: tuple[str, ...]) -> None:
        await asyncio.to_thread(counts.work_out, parts)
        if self.is_mounted and counts is self.counts and parts == self.parts():
            self.draw(counts)
