"""What every printed report has in common: what it is, of which days, when and by whom it was made."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

import msgspec

from ipstui.casework import say
from ipstui.documents.written import templates
from ipstui.reports.figures import Figure, Period


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a page."""

    title: str
    period: str
    made: str
    specialist: str
    made_up: bool


class Head(TypedDict):
    """The same, to be handed on."""

    title: str
    period: str
    made: str
    specialist: str
    made_up: bool


class Line(msgspec.Struct, frozen=True):
    """One figure: what it is, the count with its share, what it is a part of, and its rule."""

    label: str
    count: str
    detail: str
    rule: str


class Table(msgspec.Struct, frozen=True):
    """One section of figures under its heading."""

    title: str
    lines: tuple[Line, ...]


def head(title: str, period: Period, *, today: date, specialist: str, made_up: bool) -> Head:
    """Return the head of a page of a report over a period."""
    span = f"{_day(period.first)} to {_day(period.last)}" if period.first else f"everything up to {_day(period.last)}"
    return Head(title=title, period=span, made=_day(today), specialist=specialist, made_up=made_up)


def sourced(figure: Figure) -> str:
    """Return a figure's rule with its source."""
    return figure.rule + (f" Source: {figure.source} ({figure.status})." if figure.source else "")


def render(template: str, page: ReportPage) -> str:
    """Return the page: black on white, one file, nothing fetched from anywhere."""
    return templates(escaped=True).get_template(template).render(page=page)


def _day(value: date) -> str:
    return f"{say.day(value, value)} {value.year}"
