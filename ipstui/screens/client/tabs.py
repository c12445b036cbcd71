"""The tabs of the client screen, in order: the digit that opens each is its place here."""

from __future__ import annotations

from ipstui.screens.client import benefits, disclosure, licence, plan, timeline, work
from ipstui.screens.client.tab import Tab

TABS: tuple[Tab, ...] = (
    timeline.TAB,
    plan.TAB,
    work.TAB,
    licence.TAB,
    benefits.TAB,
    disclosure.TAB,
)
APART = disclosure.TAB.name
"""The tab that tells, once more is asked, what the others never do."""
