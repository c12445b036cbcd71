"""The state of a case, told as one phase with its reason and the day it began."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from ipstui.casework import say
from ipstui.casework.custody.release import Expected, expected_release
from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    Application,
    EmployerContact,
    Event,
    Interview,
    Placement,
    VacancyConsidered,
    WorkTrial,
)
from ipstui.casework.story import Story
from ipstui.casework.work.state import SUSTAINED_13

Label: TypeAlias = Literal[
    "Referred",
    "Pre-release",
    "Released, not yet seen",
    "Seen once",
    "Stabilising",
    "Ready to search",
    "Job search",
    "Starting",
    "In work",
    "Back in custody",
    "Closed",
]
RELEASE_WINDOW = timedelta(days=42)


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """One label with its reason in words and the day it holds from; `detail` is the sub-label."""

    label: Label
    reason: str
    since: date | None
    detail: str = ""


def phase_of(story: Story) -> Phase:
    """Return the phase: the first rule that fits, from closed down to ready to search."""
    custody, engagement, case = story.custody, story.engagement, story.case
    if case.state == "closed":
        return Phase(label="Closed", reason=say.label(case.reason), since=case.since)
    if custody.state == "back_in_custody" and custody.returned is not None:
        returned = custody.returned
        kind = "kind of return not known" if returned.type == "unknown" else say.label(returned.type)
        return Phase(
            label="Back in custody",
            reason=kind + (f": {returned.reason}" if returned.reason else ""),
            since=returned.on,
            detail=_window(story, expected_release(story)),
        )
    if custody.state == "not_released":
        return _before_release(story, custody)
    if story.work.open_jobs:
        return _in_work(story)
    if (offer := story.work.starting(story.today)) is not None:
        starts = f"starts {say.day(offer.starts, story.today)}" if offer.starts else "start date not known"
        return Phase(label="Starting", reason=f"{offer.role}, {starts}", since=offer.on)
    return _in_community(story, len(engagement.since_release))


def _before_release(story: Story, custody: Custody) -> Phase:
    referral = story.case.referral
    if not story.engagement.met_in_custody:
        since = referral.on if referral else custody.since
        return Phase(label="Referred", reason="no contact yet", since=since, detail=_window(story, None))
    first = story.engagement.first_meeting
    return Phase(
        label="Pre-release",
        reason="met in prison" if first else "in contact in prison",
        since=first,
        detail=_window(story, expected_release(story)),
    )


def _window(story: Story, expected: Expected | None) -> str:
    expected = expected or expected_release(story)
    if expected is None:
        return "release date not known"
    left = expected.left(story.today)
    if expected.roughly and left >= 0:
        return f"release {expected.said(story.today)}, the day not known"
    if left < 0:
        return f"release date passed {say.days(-left)} ago{expected.aside(story.today)}"
    if left <= RELEASE_WINDOW.days:
        return f"release window open, {say.days(left)} to go{expected.aside(story.today)}"
    return f"{say.plural(left // 7, 'week')} to release{expected.aside(story.today)}"


def _in_work(story: Story) -> Phase:
    job = min(story.work.open_jobs, key=lambda job: job.start)
    worked = (story.today - job.start).days
    if not job.exact:
        stage = "start day not known"
    elif worked < 28:
        stage = "first month"
    elif story.today < job.start + SUSTAINED_13:
        stage = "to 13 weeks"
    else:
        stage = "sustained"
    detail = f"week {worked // 7 + 1}, {stage}" if job.exact else stage
    if all(each.declined_on for each in story.work.open_jobs):
        detail += ", support declined"
    jobs = len(story.work.open_jobs)
    reason = job.role if jobs == 1 else f"{job.role} and {say.plural(jobs - 1, 'other job')}"
    return Phase(label="In work", reason=reason, since=job.start, detail=detail)


def _in_community(story: Story, meetings: int) -> Phase:
    release, referral = story.custody.release, story.case.referral
    if release is not None and (again := story.case.referred_again) is not None and again > release.on:
        release = None
    came_out = release.on if release else referral.on if referral else None
    if meetings == 0 and not story.custody.known:
        return Phase(label="Referred", reason="not known whether in prison or out", since=came_out)
    if meetings == 0:
        how = "no meeting since release" if release else "no meeting yet, referred in the community"
        return Phase(label="Released, not yet seen", reason=how, since=came_out)
    if meetings == 1:
        return Phase(label="Seen once", reason="one meeting in the community", since=story.engagement.since_release[0])
    second = story.engagement.since_release[1]
    if story.search.acts:
        first = story.search.acts[0]
        return Phase(label="Job search", reason=f"first {ACTS[type(first)]}", since=max(first.on, second))
    urgent = [need for need in story.needs.open if need.urgent]
    if urgent:
        named = ", ".join(say.label(need.category) for need in urgent[:2])
        return Phase(label="Stabilising", reason=f"{named} open", since=second)
    return Phase(label="Ready to search", reason="met twice, no urgent need open", since=second)


ACTS: dict[type[Event], str] = {
    EmployerContact: "employer contact",
    VacancyConsidered: "vacancy considered",
    Application: "application",
    Interview: "interview",
    WorkTrial: "work trial",
    Placement: "placement",
}
"""What begins the job search, and what it is called."""
