"""What the licence says of a proposal's shifts, in one line that may be read with others near."""

from __future__ import annotations

from calculators.licence.records import LicenceResult
from ipstui.casework.licence.check import check
from ipstui.casework.shifts import write_shifts
from ipstui.casework.story import Story

_VERDICTS = {
    "clear": "√ nothing recorded stands against it",
    "unknown": "○ not known yet: something is still to be asked",
    "ask": "► ask the officer before saying yes",
    "conflict": "▲ does not fit as it is",
}
_OPEN = ("state", "work_approval", "curfew", "pre_tag", "electronic_tag", "gps_trail")
"""Conditions about time and about work as such. The words of any other are not for a screen others may see."""


def licence_line(story: Story, proposal: str) -> str:
    """Return the verdict for a proposal with its worst condition; "" without one."""
    found = next((p for p in story.licence.proposals if p.id == proposal), None)
    if found is None:
        return ""
    checked = check(story, found)
    shifts = f" for {write_shifts(found.weekly)}" if found.weekly else ""
    if checked.result is None:
        return f"Licence{shifts}: ○ cannot be checked yet, see its tab"
    return f"Licence{shifts}: {_VERDICTS[checked.result.verdict]}{_why(checked.result)}"


def _why(result: LicenceResult) -> str:
    worst = result.worst
    if worst is None:
        return ""
    return f". {worst.why}" if worst.id.startswith(_OPEN) else ". Look at it together in private"
