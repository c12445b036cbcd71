"""Hours and pay against the permitted-work limits of ESA, for the jobs a client has now."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from ipstui.casework import say
from ipstui.casework.story import Story


class OverLimit(msgspec.Struct, frozen=True):
    """Why the jobs now held lie outside permitted work, and the events that say so."""

    why: str
    events: tuple[str, ...]


def open_hours(story: Story) -> tuple[Decimal | None, Decimal | None]:
    """Return hours and gross pay a week over all open jobs, each None when not known for one of them."""
    terms = [job.now for job in story.work.open_jobs]
    hours = [t.hours_weekly for t in terms]
    pay = [t.hourly_pay * t.hours_weekly for t in terms if t.hourly_pay is not None and t.hours_weekly is not None]
    known = [h for h in hours if h is not None]
    return (
        sum(known, Decimal(0)) if terms and len(known) == len(terms) else None,
        sum(pay, Decimal(0)) if terms and len(pay) == len(terms) else None,
    )


def over_limit(story: Story) -> OverLimit | None:
    """Return why hours or earnings break the limits, or None: not on ESA, no job, within, or not known.

    Two jobs at once add up. What is not known is a missing fact, not a breach; what is known may already be one.
    """
    jobs = [job for job in story.work.open_jobs if job.now.hours_weekly is not None]
    hours = sum((job.now.hours_weekly or Decimal(0) for job in jobs), Decimal(0))
    if not jobs or not story.vocational.on_esa or story.custody.inside:
        return None
    # Only a client on ESA with a job needs the sums: they stay out of the start-up path.
    from calculators.benefits.permitted_work import PermittedWorkRequest, permitted_work
    from calculators.explain import RequestError, pence

    pay = [job.now.hourly_pay * (job.now.hours_weekly or 0) for job in jobs if job.now.hourly_pay is not None]
    gross = pence(sum(pay, Decimal(0)))
    complete = len(pay) == len(story.work.open_jobs)
    try:
        result = permitted_work(
            PermittedWorkRequest(
                on=story.today, hours=hours, gross_weekly=gross if pay else None, also_on_uc=story.vocational.on_uc
            )
        )
    except RequestError:
        return None
    too_long = hours >= result.hours_under
    # While some pay is unknown the calculator waits for it, or sees too little; long hours are said at once.
    if result.verdict != "breach" and not (too_long and not complete):
        return None
    events = tuple(job.now.event for job in jobs)
    if too_long:
        return OverLimit(f"{say.number(hours)} hours a week on ESA: under 16 is the limit", events)
    counted, limit = result.counted_weekly, result.earnings_limit
    if counted is None or limit is None:
        return OverLimit("work outside the ESA limits", events)
    return OverLimit(f"{say.money(counted)} a week on ESA: the limit is {say.money(limit)}", events)
