"""Six months as bars: a column a month with its wages, its money and a bar; read without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ipstui.widgets.figures import bar
from ipstui.widgets.lines import fit


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month: its name, how many wages, what is in hand (None is not known), and whether it is unlike the rest."""

    name: str
    wages: int
    total: Decimal | None
    uneven: bool = False


def month_columns(months: Sequence[MonthBar], width: int) -> list[tuple[str, str]]:
    """Return three lines with their style: the names with a dot a wage, the money, the bars. Equal columns."""
    size = max(width // max(len(months), 1), 8)
    return [
        (_line([_head(month, size - 1) for month in months], size), "bold $accent"),
        (_line([money(month.total) for month in months], size), "bold"),
        (_line([bar(part, size - 2) if part is not None else "?" for part in _parts(months)], size), "$accent"),
    ]


def month_lines(months: Sequence[MonthBar], width: int) -> list[str]:
    """Return a line a month: its name, its wages, a bar and the money; for a page to read or to print."""
    size = max(width - 34, 8)
    lines = []
    for month, part in zip(months, _parts(months), strict=True):
        drawn = " " * size if part is None else bar(part, size)
        wages = "no wage" if not month.wages else f"{month.wages} wage{'s' if month.wages > 1 else ''}"
        mark = "►" if month.uneven else " "
        lines.append(f"{mark} {month.name:<10}{wages:<9}{drawn} {money(month.total):>11}")
    return lines


def money(total: Decimal | None) -> str:
    """Write whole pence, or that they are not known."""
    return "not known" if total is None else f"£{total:,.2f}" if total >= 0 else f"-£{-total:,.2f}"


def _parts(months: Sequence[MonthBar]) -> list[float | None]:
    """Each month's share of the highest; None where it is not known, nothing below zero."""
    most = max((month.total for month in months if month.total is not None), default=Decimal(0))
    return [
        None if month.total is None else float(max(month.total, Decimal(0)) / most) if most > 0 else 0.0
        for month in months
    ]


def _head(month: MonthBar, size: int) -> str:
    dots = "•" * month.wages if month.wages else "none"
    return fit(f"{'►' if month.uneven else ''}{month.name} {dots}", size)


def _line(cells: Sequence[str], size: int) -> str:
    return "".join(fit(cell, size - 1) + " " for cell in cells).rstrip()
