"""The NHS code for weekly hours worked (MHSDS WEEKLY HOURS WORKED), by the bands of `data/measures/nhs_hours.json`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from ipstui.reports.measures import HoursBands, shipped


def hours_code(*, employed: bool, hours: Decimal | None = None, declined: bool = False) -> str:
    """Return the two figures. Hours that are not known, or under one (a zero hours contract), are 99."""
    if declined:
        return "97"
    if not employed:
        return "98"
    return _bands().code(hours)


@cache
def _bands() -> HoursBands:
    measures = (each for file in shipped() for each in file.measures)
    return next(each for each in measures if isinstance(each, HoursBands))
