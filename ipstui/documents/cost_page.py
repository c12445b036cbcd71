"""The cost as a page to print: its parts as bars, and every sum written out."""

from __future__ import annotations

from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.documents.report_page import ReportPage, head, render, sourced
from ipstui.reports.cost import CostReport
from ipstui.reports.figures import Figure, Period
from ipstui.reports.pictures import Bar


class Base(msgspec.Struct, frozen=True):
    """A count that is divided by: what it is, how many, and its rule."""

    label: str
    count: int
    rule: str


class Page(ReportPage, frozen=True, kw_only=True):
    """Everything the page says, ready to set. `printed` is what the study's report printed otherwise."""

    bars: tuple[Bar, ...]
    total: str
    arithmetic: tuple[str, ...]
    warnings: tuple[str, ...]
    bases: tuple[Base, ...]
    printed: tuple[str, ...]


def page_of(
    found: CostReport, period: Period, *, printed: tuple[str, ...] = (), today: date, specialist: str, made_up: bool
) -> Page:
    """Return the page of a cost over a period."""
    return Page(
        **head("Cost", period, today=today, specialist=specialist, made_up=made_up),
        bars=tuple(
            Bar(label=line.text, count=0, text=say.money(line.amount),
                part=float(line.amount / found.total) if found.total else 0.0)
            for line in found.lines
        ),
        total=say.money(found.total),
        arithmetic=found.arithmetic,
        warnings=found.warnings,
        bases=tuple(map(_base, found.figures)),
        printed=printed,
    )  # fmt: skip


def _base(figure: Figure) -> Base:
    return Base(figure.label, figure.count, sourced(figure))


def as_html(page: Page) -> str:
    """Return the page to print."""
    return render("cost_page.html", page)
