"""Which page is printed of which report, from what is counted."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from ipstui.casework.checks import Unfit
from ipstui.documents import cost_page, fidelity_page, outcomes_page
from ipstui.reports.counts import Counts
from ipstui.reports.pictures import columns


class Made(TypedDict):
    """When a page is made, by whom, and whether the people are made up."""

    today: date
    specialist: str
    made_up: bool


def page_html(report: str, counts: Counts, printed: tuple[str, ...], made: Made) -> str:
    """Return the page of the report "fidelity", "cost", or of the outcomes for any other.

    `printed` is what the study's report printed otherwise about the cost. Raises Unfit where no cost is known.
    """
    target = counts.settings.employer_contacts_target
    if report == "cost":
        if counts.cost is None:
            raise Unfit("cost", "no cost is known yet: F7, Service and cost, asks for it.")
        return cost_page.as_html(cost_page.page_of(counts.cost, counts.period, printed=printed, **made))
    weeks = columns(counts.fidelity.weeks, target)
    if report == "fidelity":
        return fidelity_page.as_html(fidelity_page.page_of(counts.fidelity, weeks, target=target, **made))
    return outcomes_page.as_html(outcomes_page.page_of(counts.outcomes, weeks, target=target, **made))
