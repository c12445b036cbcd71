"""The 30-day job-search clock of one client: the story's dates, handed to the calculator."""

from __future__ import annotations

from calculators.job_search import CustodySpell, JobSearchRequest, JobSearchResult, job_search
from ipstui.casework.history import known_day
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def clock_of(story: Story, settings: Settings) -> JobSearchResult:
    """Return the clock on the story's day, under the start the specialist has chosen in the settings.

    After a re-release only employers met since then count: each stay outside has a clock of its own.
    """
    custody, referral = story.custody, story.case.referral
    again = any(spell.start is not None and spell.end is not None for spell in custody.spells)
    met = story.search.first_employer_met_since_release if again else story.search.first_employer_met
    entered = referral.on if referral else None
    spells = [
        CustodySpell(start=start, to=spell.end)
        for spell in custody.spells
        if (start := spell.start or (entered if spell.end is None else None)) is not None
    ]
    return job_search(
        JobSearchRequest(
            as_of=story.today,
            referred_on=known_day(referral) if referral else None,
            first_meeting_on=story.engagement.first_meeting,
            released_on=custody.first_release,
            engaged_on=story.engagement.engaged_on,
            first_employer_contact_on=met,
            custody=tuple(spells),
            clock=settings.clock,
        )
    )
