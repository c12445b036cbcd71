"""The NHS code for weekly hours worked (MHSDS WEEKLY HOURS WORKED, NHS Data Dictionary, July 2024)."""

from __future__ import annotations

from decimal import Decimal

_BANDS = ((30, "01"), (16, "02"), (5, "03"), (1, "04"))
"""Hours from which a code holds, the most first. The codes name whole hours only: a fraction is dropped."""


def hours_code(*, employed: bool, hours: Decimal | None = None, declined: bool = False) -> str:
    """Return the two figures. Hours that are not known, or nought with a job (a zero hours contract), are 99."""
    if declined:
        return "97"
    if not employed:
        return "98"
    whole = int(hours) if hours is not None else 0
    return next((code for least, code in _BANDS if whole >= least), "99")
