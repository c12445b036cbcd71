"""The plans tab: what was written down together, who helps, and the papers, one section after another.

To add a section: write a function with the shape of `Section` in a file of its own beside this one (it may return no
rows where it has nothing to say), and name it in `SECTIONS`. What Enter does on its lines is a row in `steps.py`, or
an arrow in `acts.ARROWS`. Lines of different sections must not share a target.
"""

from __future__ import annotations

from collections.abc import Callable

from ipstui.casework.casefile import Casefile
from ipstui.screens.client.action_plan import action_plan
from ipstui.screens.client.cv import cv
from ipstui.screens.client.day_plan import release_day
from ipstui.screens.client.ending import ending
from ipstui.screens.client.mentoring import mentoring
from ipstui.screens.client.papers import papers
from ipstui.screens.client.tab import Beside, Tab
from ipstui.screens.client.understanding import understanding
from ipstui.widgets.lines import Column, Heading, Line

Section = Callable[[Casefile, Beside], list[Line | Heading]]

SECTIONS: tuple[Section, ...] = (release_day, action_plan, understanding, mentoring, papers, cv, ending)
"""From the top of the tab downwards."""


def plans(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of every section, in their order."""
    return [row for section in SECTIONS for row in section(casefile, beside)]


TAB = Tab(
    "plans",
    "Together",
    (Column(12, most=20, style="bold"), Column(24, share=3), Column(14, share=1, style="$text-muted")),
    plans,
)
