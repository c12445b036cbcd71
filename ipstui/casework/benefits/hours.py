"""Hours and pay against the permitted-work limits of ESA, for the jobs a client has now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from ipstui.casework import say
from ipstui.casework.story import Story

if TYPE_CHECKING:
    from calculators.benefits.permitted_work import Engagement, Job, PermittedWorkRequest, Week


class OverLimit(msgspec.Struct, frozen=True):
    """Why the jobs now held lie outside permitted work, and the events that say so."""

    why: str
    events: tuple[str, ...]


def open_hours(story: Story) -> tuple[Decimal | None, Decimal | None]:
    """Return hours and gross pay a week over all open jobs, each None when not known for one of them."""
    terms = [job.now for job in story.work.open_jobs]
    pay = [t.hourly_pay * t.hours_weekly for t in terms if t.hourly_pay is not None and t.hours_weekly is not None]
    return (
        story.work.weekly_hours,
        sum(pay, Decimal(0)) if terms and len(pay) == len(terms) else None,
    )


def limits_request(
    on: date,
    *,
    hours: Decimal | None,
    hourly: Decimal | None = None,
    weekly: Decimal | None = None,
    monthly: Decimal | None = None,
    pension: Decimal = Decimal(0),
    engagement: Engagement = "employed",
    supported: bool = False,
    also_on_uc: bool | None = None,
    esa_weekly: Decimal | None = None,
    weeks: tuple[Week, ...] | None = None,
    other_jobs: tuple[Job, ...] = (),
) -> PermittedWorkRequest:
    """Return the request about these hours a week and this gross pay, which is given in at most one form.

    `weeks` that differ take the place of `hours`.

    What a business makes has rules of its own: self-employed pay an hour or a week is put as the profit of a year.
    """
    # Only a client on ESA with a job needs the sums: they stay out of the start-up path.
    from calculators.benefits.permitted_work import PermittedWorkRequest
    from calculators.explain import pence

    profit: Decimal | None = None
    if engagement == "self_employed":
        made = hourly * hours if hourly is not None and hours is not None else weekly
        if made is not None:
            profit, hourly, weekly = pence(made * 52), None, None
    return PermittedWorkRequest(
        on=on,
        hours=hours if weeks is None else None,
        weeks=weeks,
        other_jobs=other_jobs,
        hourly_rate=hourly,
        gross_weekly=pence(weekly) if weekly is not None else None,
        gross_monthly=monthly,
        profit_yearly=profit,
        pension_weekly=pension,
        engagement=engagement,
        supported=supported,
        also_on_uc=also_on_uc,
        new_style_esa_weekly=esa_weekly,
    )


def request_for_jobs(story: Story) -> PermittedWorkRequest | None:
    """Return the request for the jobs now held, or the offer that starts next; None when there is neither."""
    hours, weekly = open_hours(story)
    offer = story.work.starting(story.today) if not story.work.open_jobs else None
    if offer is not None:
        hours = offer.hours_weekly
        weekly = offer.hourly_pay * hours if offer.hourly_pay is not None and hours is not None else None
    elif not story.work.open_jobs:
        return None
    return limits_request(
        story.today, hours=hours, weekly=weekly, engagement=_engagement(story), also_on_uc=story.vocational.on_uc
    )


def asked_of_jobs(story: Story) -> dict[str, str]:
    """Return what a form about other hours or pay begins with, by its fields: one job, and the others beside it.

    A business of one's own comes first, since only what is beside it may be a wage. A figure not known is "?", so that
    the form asks for it. Several businesses, and the offer that starts next, are one sum.
    """
    jobs = sorted(story.work.open_jobs, key=lambda job: not job.self_employed)
    if not jobs or sum(job.self_employed for job in jobs) > 1:
        request = request_for_jobs(story)
        if request is None:
            return {}
        hours, pay = request.hours, request.gross_weekly
        if request.profit_yearly is not None:
            pay = request.profit_yearly / 52
        told = {"engagement": request.engagement} | ({} if hours is None else {"hours": say.number(hours)})
        return told | ({"hourly_rate": _pounds(pay / hours)} if hours and pay is not None else {})
    main, *others = jobs
    told = {"engagement": _engagement(story)}
    if main.now.hours_weekly is not None:
        told["hours"] = say.number(main.now.hours_weekly)
    if main.now.hourly_pay is not None:
        told["hourly_rate"] = _pounds(main.now.hourly_pay)
    if others:
        told["other_jobs"] = ", ".join(
            f"{'?' if now.hours_weekly is None else say.number(now.hours_weekly)} at {_pounds(now.hourly_pay)}"
            for now in (job.now for job in others)
        )
    return told


def _pounds(pay: Decimal | None) -> str:
    return "?" if pay is None else f"{pay:.2f}"


def _engagement(story: Story) -> Engagement:
    return "self_employed" if any(job.self_employed for job in story.work.open_jobs) else "employed"


def over_limit(story: Story) -> OverLimit | None:
    """Return why hours or earnings break the limits, or None: not on ESA, no job, within, or not known.

    Two jobs at once add up. What is not known is a missing fact, not a breach; what is known may already be one.
    """
    jobs = [job for job in story.work.open_jobs if job.now.hours_weekly is not None]
    hours = sum((job.now.hours_weekly or Decimal(0) for job in jobs), Decimal(0))
    if not jobs or not story.vocational.on_esa or story.custody.inside:
        return None
    from calculators.benefits.permitted_work import permitted_work
    from calculators.explain import RequestError

    pay = [job.now.hourly_pay * (job.now.hours_weekly or 0) for job in jobs if job.now.hourly_pay is not None]
    complete = len(pay) == len(story.work.open_jobs)
    request = limits_request(
        story.today,
        hours=hours,
        weekly=sum(pay, Decimal(0)) if pay else None,
        engagement=_engagement(story),
        also_on_uc=story.vocational.on_uc,
    )
    try:
        result = permitted_work(request)
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
