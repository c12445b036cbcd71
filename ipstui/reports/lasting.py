"""Whether a job lasted as long as a measure asks: sustained, not sustained, not yet to be told, or not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from calculators.explain import RequestError
from calculators.pay.minimum_wage import age_rate
from calculators.rates import rates_on
from ipstui.casework import say
from ipstui.casework.work.state import Job
from ipstui.reports.measures import Sustained

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
_GROWN = 25
"""An age at which the full minimum wage is due."""


class Lasted(NamedTuple):
    """What a job came to under a measure, the day on which that was settled, and why."""

    answer: Literal["yes", "no", "not_yet", "unknown"]
    settled_on: date | None
    why: str


def lasted(job: Job, measure: Sustained, until: date, birth_year: int | None) -> Lasted:
    """Return whether one job met a measure by `until`."""
    if not job.exact:
        return Lasted("unknown", None, "the day it began is only roughly known")
    if not measure.weekly_hours and measure.weeks == measure.within:
        found = _through(job, measure.weeks, until)
    else:
        found = _by_weeks(job, measure, until)
    if found.answer != "yes" or measure.pay_floor == "none":
        return found
    return _paid_enough(job, birth_year, found.settled_on) or found


def _through(job: Job, weeks: int, until: date) -> Lasted:
    """Without a gap: start + 7 days a week, reached and not ended before (13 weeks: start + 91 days)."""
    mark = job.start + weeks * WEEK
    if job.end is not None and job.end < mark and job.end <= until:
        return Lasted(
            "no", job.end, f"ended after {say.days((job.end - job.start).days)}, {weeks} weeks are {7 * weeks}"
        )
    if mark > until:
        return Lasted("not_yet", None, f"not until {say.day(mark, until)}")
    return Lasted("yes", mark, f"lasted {weeks} weeks")


def _by_weeks(job: Job, measure: Sustained, until: date) -> Lasted:
    """Count the weeks, in sevens from the first day, that reach the hours; a job that stops inside a week loses it."""
    good = unknown = 0
    for number in range(measure.within):
        first = job.start + number * WEEK
        last = first + WEEK - DAY
        ended = job.end is not None and job.end < last
        if not ended and last > until:
            return Lasted("not_yet", None, f"{good} of {measure.weeks} weeks so far")
        if not ended:
            hours = _least_hours(job, first, last) if measure.weekly_hours else Decimal(0)
            unknown += hours is None
            good += hours is not None and hours >= measure.weekly_hours
        if good >= measure.weeks:
            return Lasted("yes", last, f"{good} weeks of {measure.within}")
        left = 0 if ended else measure.within - number - 1
        if good + unknown + left < measure.weeks:
            settled = job.end if ended and job.end is not None else last
            told = f"{good} of {measure.weeks} weeks with {say.number(measure.weekly_hours)} hours"
            return Lasted("no", settled, told)
        if ended:
            break
    return Lasted("unknown", None, f"hours not recorded for {say.plural(unknown, 'week')}")


def _least_hours(job: Job, first: date, last: date) -> Decimal | None:
    """The fewest hours agreed on a day of that week; None where one of them is not known."""
    held = [terms for terms in job.terms if terms.since <= last]
    at_first = [terms for terms in held if terms.since <= first]
    inside: Sequence[Decimal | None] = [terms.hours_weekly for terms in held if terms.since > first]
    hours = [*(terms.hours_weekly for terms in at_first[-1:]), *inside]
    known = [each for each in hours if each is not None]
    return min(known) if known and len(known) == len(hours) else None


def _paid_enough(job: Job, birth_year: int | None, settled_on: date | None) -> Lasted | None:
    """None where the pay at the start is at the minimum wage for every age it could be; else why not, or not known.

    The rates are those of nobody's apprentice.
    """
    pay = job.terms[0].hourly_pay
    if pay is None:
        return Lasted("unknown", None, "pay not recorded")
    ages = (0, _GROWN) if birth_year is None else (job.start.year - birth_year - 1, job.start.year - birth_year)
    rates = rates_on(job.start)
    try:
        least, most = sorted(age_rate(rates, age) for age in ages)
    except RequestError:
        return Lasted("unknown", None, f"no minimum wage held for {job.start.year}")
    if pay >= most:
        return None
    if pay < least:
        return Lasted("no", settled_on, f"paid {say.money(pay)}, the minimum was {say.money(least)}")
    return Lasted("unknown", None, f"paid less than {say.money(most)}, and the age is not known to the day")
