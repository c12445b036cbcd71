"""The 30-day job-search clock of one client: the story's dates, handed to the calculator."""

from __future__ import annotations

from datetime import date

from calculators.job_search import CustodySpell, JobSearchRequest, JobSearchResult, job_search
from ipstui.casework.custody.state import Custody
from ipstui.casework.history import known_day
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def clock_of(story: Story, settings: Settings) -> JobSearchResult:
    """Return the clock on the story's day, under the start the specialist has chosen in the settings.

    After a re-release only employers met since then count: each stay outside has a clock of its own.
    """
    custody, referral, first_meeting = story.custody, story.case.referral, story.engagement.first_meeting
    known_since = min(day for day in (referral and referral.on, first_meeting, story.today) if day)
    released_on, spells = _in_and_out(custody, known_since)
    again = any(spell.to is not None for spell in spells) or released_on != custody.first_release
    return job_search(
        JobSearchRequest(
            as_of=story.today,
            referred_on=known_day(referral) if referral else None,
            first_meeting_on=first_meeting,
            released_on=released_on,
            engaged_on=story.engagement.engaged_on,
            first_employer_contact_on=story.search.first_employer_met_since_release
            if again
            else story.search.first_employer_met,
            custody=spells,
            clock=settings.clock,
        )
    )


def _in_and_out(custody: Custody, known_since: date) -> tuple[date | None, tuple[CustodySpell, ...]]:
    """Return the first release and the spells with known ends, as the calculator reads them.

    A latest release on a day known only roughly starts no clock: the day it was learned of stands for it, and
    without that the person is not out yet as far as the clock goes.
    """
    release = custody.release
    if release is None or known_day(release) is not None:
        spells = tuple(
            CustodySpell(start=spell.start or known_since, to=spell.end)
            for spell in custody.spells
            if spell.start is not None or spell.end is None
        )
        return custody.first_release, spells
    if release.learned_on is not None and not custody.inside:
        return release.learned_on, ()
    back = custody.spells[-1].start if custody.inside else None
    return release.learned_on, (CustodySpell(start=back or known_since),)


def worked_since(story: Story, clock: JobSearchResult) -> bool:
    """Whether the person has begun a job since the clock began: what it counts towards has come about without it."""
    began = clock.start_on
    return began is not None and any(job.start >= began or job.is_open for job in story.work.jobs)
