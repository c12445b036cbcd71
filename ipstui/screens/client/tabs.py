"""The tabs of the client screen, in order; the digit that opens each is in the table of actions."""

from __future__ import annotations

from ipstui.screens.client import benefits, licence, plan, plans, timeline, work
from ipstui.screens.client.tab import Tab

TABS: tuple[Tab, ...] = (
    timeline.TAB,
    plan.TAB,
    work.TAB,
    licence.TAB,
    benefits.TAB,
    plans.TAB,
)
