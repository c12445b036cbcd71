"""Why a person is here, as text: the flags with their rules and events, then what is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.words import summary

_BESIDE = 8
"""How many flags are told at the side: more than there is room for would be laid out at every key press."""


def reasons(casefile: Casefile, today: date, names: Mapping[str, str], *, short: bool = False) -> Content:
    """Return the reasons; `short` leaves the rules and events out, for the side of the review."""
    by_id = {event.id: event for event in casefile.story.events}
    parts: list[tuple[str, str]] = [
        (f"{casefile.client.name}\n", "bold $accent"),
        (f"{casefile.phase.label}: {casefile.phase.reason}\n", "bold"),
    ]
    if casefile.phase.detail:
        parts.append((f"{casefile.phase.detail}\n", ""))
    if casefile.client.reaching:
        parts.append((f"▲ {casefile.client.reaching}\n", "bold $warning"))
    if not casefile.flags:
        parts.append(("\nNothing needs doing now.\n", ""))
    shown = casefile.flags[:_BESIDE] if short else casefile.flags
    for flag in shown:
        parts.append(("\n", ""))
        if flag.snoozed_until is not None:
            until = say.day(flag.snoozed_until, today)
            parts.append((f"○ {say.sentence(flag.why)}\n", "$text-muted"))
            parts.append((f"  snoozed until {until}: {flag.snoozed_because}\n", "$text-muted"))
            continue
        parts.append((f"► {say.sentence(flag.why)}\n", "bold"))
        if not short:
            parts.append((f"  {flag.rule}\n", ""))
            for event in (by_id[key] for key in flag.events if key in by_id):
                parts.append((f"  • {say.day(event.on, today)}: {summary(event, names)}\n", "$text-muted"))
    if len(shown) < len(casefile.flags):
        parts.append((f"\n{len(casefile.flags) - len(shown)} more: ?\n", "$text-muted"))
    ahead = [d for d in casefile.deadlines if d.state in ("due", "upcoming", "overdue") and d.due >= today]
    if ahead:
        parts.append(("\nDue\n", "bold $accent"))
    for deadline in ahead[: 6 if short else 20]:
        parts.append((f"{say.day(deadline.due, today)}  {deadline.text}\n", ""))
        if not short:
            parts.append((f"  {deadline.because}\n", "$text-muted"))
    return Content.assemble(*parts)
