"""Printing the report that is looked at: counted first where that takes a while, then written and opened."""

from __future__ import annotations

import asyncio

from ipstui.casework.checks import Unfit
from ipstui.documents.report_pages import Made, page_html
from ipstui.documents.written import write_both
from ipstui.reports.counts import Counts
from ipstui.screens.printing import print_page
from ipstui.screens.view import View
from ipstui.study import is_study, study_notes

_TITLES = {"cost": "The cost", "fidelity": "Fidelity"}


async def print_report(view: View, report: str, counts: Counts) -> None:
    """Write the page of a report, or say why there is none."""
    caseload = view.desk.caseload
    page = {"months": "fidelity"}.get(report, report)
    if page not in _TITLES:
        page = "outcomes"
    notes = study_notes() if is_study(caseload.clients) else ()
    printed = tuple(f"Printed was: {n.printed}. Here: {n.stands}." for n in notes if n.figure.startswith("cost/"))
    made = Made(today=view.desk.today, specialist=caseload.settings.specialist, made_up=view.desk.made_up)
    await asyncio.to_thread(counts.work_out, ("outcomes", "fidelity", "cost"))
    try:
        html = page_html(page, counts, printed, made)
    except Unfit as problem:
        view.ips.tell(f"There is no page: {problem.problem}", problem=True)
        return
    print_page(view, _TITLES.get(page, "The outcomes"), lambda folder: write_both(html, None, folder, "report"))
