"""The service: its codes for outcomes files, the hours worked there, and what it costs, for the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.people import Cost, Settings
from ipstui.casework.typed.code import code
from ipstui.casework.typed.numbers import number
from ipstui.screens.dialog import Dialog
from ipstui.shell.contract import Shell
from ipstui.store.caseload import Change

_CODES = ("service", "worker")
_PARTS = {
    "salaries": "Salaries £", "employment_overheads": "Overheads £", "management": "Management £",
    "travel": "Travel £", "other": "Other £", "years": "For how many years", "full_time_equivalent": "Specialists, FTE",
}  # fmt: skip
_HINTS = {
    "service": "a code agreed with the service, no name", "worker": "your own code there, no name",
    "weekly_hours": "your scheduled hours, as 37", "years": "the years the money is for; 1 if left empty",
    "full_time_equivalent": "full-time specialists, as 2.3", "salaries": "over all the years, as 156,016",
}  # fmt: skip
_LABELS = {"service": "Service code", "worker": "Worker code", "weekly_hours": "Hours a week"} | _PARTS
FIELDS = tuple(
    Field(name=name, label=label, kind="text" if name in _CODES else "number", hint=_HINTS.get(name, ""))
    for name, label in _LABELS.items()
)
_MOST = {"weekly_hours": Decimal(168), "years": Decimal(50), "full_time_equivalent": Decimal(1000)}


async def service(shell: Shell) -> None:
    """The form."""
    await shell.push_screen_wait(ServiceScreen(shell.desk.caseload.settings))


class ServiceScreen(Dialog):
    """Everything may stay empty: the reports then say what they do not know."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        held = {name: getattr(settings, name) for name in (*_CODES, "weekly_hours")}
        held |= {name: getattr(settings.cost, name) for name in _PARTS} if settings.cost is not None else {}
        values = {name: _written(value) for name, value in held.items()}
        hint = "Enter or F10: save · Tab: next box · F1: help · Esc: close. The cost is over all the years together."
        super().__init__("Service and cost, for the reports", FIELDS, values, first="service", hint=hint,
                         draft="service and cost")  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The settings with these facts. What is left empty is not known, and no cost without salaries."""
        typed = {field.name: clean(texts.get(field.name, "")) for field in FIELDS}
        facts: dict[str, Any] = {name: code(name, typed[name]) if typed[name] else "" for name in _CODES}
        facts["weekly_hours"] = _amount("weekly_hours", typed["weekly_hours"])
        parts = {name: amount for name in _PARTS if (amount := _amount(name, typed[name])) is not None}
        if parts and "salaries" not in parts:
            raise Unfit("salaries", "needed with the rest of the cost; 0 where there are none.")
        facts["cost"] = Cost(**parts) if parts else None
        return [msgspec.structs.replace(self._settings, **facts)], "service and cost changed"


def _written(value: Decimal | str | None) -> str:
    return say.number(value) if isinstance(value, Decimal) else value or ""


def _amount(name: str, text: str) -> Decimal | None:
    """The number typed, None for an empty box. Raises Unfit for less than nought, or more than can be."""
    if not text:
        return None
    value = number(name, text)
    if value < 0 or (not value and name in _MOST):
        raise Unfit(name, "more than 0 is needed." if name in _MOST else "it cannot be below 0.")
    if value > _MOST.get(name, value):
        raise Unfit(name, f"{_MOST[name]} is the most.")
    return value
