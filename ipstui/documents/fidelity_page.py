"""The fidelity items as a page to print: each with its score, what it stands at, its rule and how sure that is."""

from __future__ import annotations

from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.documents.report_page import ReportPage, head, render
from ipstui.reports.entries import STATUS
from ipstui.reports.fidelity import Dial, Fidelity
from ipstui.reports.pictures import Column


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One item; `anchor` is 1 to 5, or None where it has no score."""

    label: str
    anchor: int | None
    value: str
    note: str
    rule: str


class Page(ReportPage, frozen=True, kw_only=True):
    """Everything the page says, ready to set. `status` are the letters used, and what they mean."""

    total: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    target: int
    status: tuple[tuple[str, str], ...]


def page_of(
    found: Fidelity, weeks: tuple[Column, ...], *, target: int, today: date, specialist: str, made_up: bool
) -> Page:
    """Return the page; `weeks` are the employer contacts of the last weeks."""
    total = (
        f"Total {found.total} of 125: {found.band}."
        if found.total is not None
        else f"No total: {len(found.missing)} of 25 items have no score, and a sum of the others would be no score."
    )
    letters = sorted({dial.status for dial in found.dials})
    return Page(
        **head("Fidelity, IPS-25", found.period, today=today, specialist=specialist, made_up=made_up),
        total=total,
        rows=tuple(map(_row, found.dials)),
        columns=weeks,
        target=target,
        status=tuple((letter, STATUS[letter]) for letter in letters),
    )


def _row(dial: Dial) -> Row:
    rated = f"rated {say.day(dial.rated_on, dial.rated_on)} {dial.rated_on.year}" if dial.rated_on else ""
    return Row(
        label=f"{dial.item} {dial.title}",
        anchor=dial.anchor,
        value=f"{dial.value:f} {dial.unit}" if dial.value is not None else "not known",
        note="; ".join(part for part in (dial.note, rated, dial.solo) if part),
        rule=f"{dial.rule} ({dial.status})",
    )


def as_html(page: Page) -> str:
    """Return the page to print."""
    return render("fidelity_page.html", page)
