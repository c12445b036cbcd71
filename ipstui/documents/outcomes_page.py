"""The outcomes as a page to print: counts, bases and rules, with the pictures as black and white drawings.

It holds no name and no id. A small count may still point at somebody, and the page says so.
"""

from __future__ import annotations

from datetime import date

from ipstui.casework import say
from ipstui.documents.report_page import Line, ReportPage, Table, head, render, sourced
from ipstui.reports.figures import Figure
from ipstui.reports.outcomes import Outcomes
from ipstui.reports.pictures import Bar, Column, Dots, bars, dots, told


class Page(ReportPage, frozen=True, kw_only=True):
    """Everything the page says, ready to set. `not_counted` are reasons with how many people each holds for."""

    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]
    target: int
    dots: Dots | None
    tables: tuple[Table, ...]
    not_counted: tuple[tuple[str, int], ...]
    not_defined: tuple[str, ...]


def page_of(
    found: Outcomes, weeks: tuple[Column, ...], *, target: int, today: date, specialist: str, made_up: bool
) -> Page:
    """Return the page of a report; `weeks` are the employer contacts of the last weeks."""
    reasons: dict[str, set[str]] = {}
    figures = found.figures
    for each in found.not_counted:
        reasons.setdefault(f"{_name(figures, each.measure)}: {each.why}", set()).add(each.client)
    steps = [figure for figure in found.section("funnel").figures if figure.id != "referrals"]
    tables = (
        Table(section.title, tuple(_line(figure) for figure in section.figures if figure.count or figure.benchmark))
        for section in found.sections
    )
    return Page(
        **head("Outcomes", found.period, today=today, specialist=specialist, made_up=made_up),
        bars=bars(steps),
        columns=weeks,
        target=target,
        dots=dots(figures["jobs/days_to_start"]),
        tables=tuple(table for table in tables if table.lines),
        not_counted=tuple(sorted((why, len(people)) for why, people in reasons.items())),
        not_defined=found.not_defined,
    )


def _name(figures: dict[str, Figure], measure: str) -> str:
    figure = figures.get(measure) or next((f for id, f in figures.items() if id.endswith(f"/{measure}")), None)
    return figure.label if figure is not None else say.label(measure)


def _line(figure: Figure) -> Line:
    spread = figure.spread
    details = (
        figure.base.words if figure.base is not None else "",
        f"median {spread.median:g}, from {spread.low} to {spread.high}" if spread is not None else "",
        *(say.money(value) if unit == "pounds" else f"{value:f} {unit}" for unit, value in figure.amounts.items()),
        f"looked for: {figure.benchmark}%" if figure.benchmark is not None else "",
    )
    return Line(figure.label, told(figure), "; ".join(part for part in details if part), sourced(figure))


def as_html(page: Page) -> str:
    """Return the page to print."""
    return render("outcomes_page.html", page)
