"""Putting the cursor of the screen on top on the line about something, once it is drawn."""

from __future__ import annotations

from textual.app import App

from ipstui.widgets.lines import Lines


def point_at(app: App[object], key: str) -> None:
    """Put the cursor on the line whose target or event has this id, where there is one."""
    for lines in app.screen.query(Lines):
        for target in lines.targets:
            if key in (target.id, target.event):
                lines.go_to(target)
                lines.focus()
                return
