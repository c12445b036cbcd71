"""What may be applied for when a job begins, and what the law gives then: for the job or offer that is new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ipstui.casework.events import BenefitStatus
from ipstui.casework.story import Story

if TYPE_CHECKING:
    from calculators.job_start import HelpLine, JobStartRequest

NEW = timedelta(weeks=6)
"""As long as the shortest of the deadlines runs: the employer shares no cost of Access to Work in these weeks."""


def lines_at_start(story: Story, birth_year: int | None, nation: str) -> tuple[HelpLine, ...]:
    """Return the lines that bear on the job begun lately or the offer accepted; () without one, or elsewhere.

    A jurisdiction of England and Wales does not say which: what differs is shown for both, to be asked.
    """
    request = _request(story, birth_year)
    if request is None or nation != "england_and_wales":
        return ()
    import msgspec

    from calculators.job_start import job_start

    found = {
        line.id: line
        for country in ("england", "wales")
        for line in job_start(msgspec.structs.replace(request, nation=country)).lines
    }
    own_business = any(job.self_employed for job in story.work.open_jobs)
    return tuple(line for line in found.values() if not (own_business and line.kind == "right"))


def _request(story: Story, birth_year: int | None) -> JobStartRequest | None:
    from calculators.job_start import JobStartRequest

    new = any(story.today - job.start <= NEW for job in story.work.open_jobs)
    offer = story.work.starting(story.today)
    if story.custody.inside or not (new or offer is not None):
        return None
    recorded = any(isinstance(e, BenefitStatus) and e.benefit == "universal_credit" for e in story.events)
    return JobStartRequest(
        on=story.today,
        birth_year=birth_year,
        universal_credit=True if story.vocational.on_uc else False if recorded else None,
        stage="in_work" if new else "offer_accepted",
    )
