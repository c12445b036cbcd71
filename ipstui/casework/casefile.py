"""One client made ready to look at: the story, the phase, the clock, the deadlines and the flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from calculators.job_search import JobSearchResult
from ipstui.casework.deadline import Deadline
from ipstui.casework.due import deadlines_of
from ipstui.casework.events import Event
from ipstui.casework.flag import Flag
from ipstui.casework.people import Client, Settings, Vacancy
from ipstui.casework.phase import Phase, phase_of
from ipstui.casework.search.clock import clock_of
from ipstui.casework.story import Story, story_of
from ipstui.casework.urgency import flags_of


class Casefile(msgspec.Struct, frozen=True, kw_only=True):
    """What the review, the client screen and the commands read. Derived whole, never stored."""

    client: Client
    story: Story
    phase: Phase
    clock: JobSearchResult
    deadlines: tuple[Deadline, ...]
    flags: tuple[Flag, ...]


def casefile_of(
    client: Client, events: Iterable[Event], today: date, settings: Settings, vacancies: Mapping[str, Vacancy] = {}
) -> Casefile:
    """Derive everything about one client on `today`; `vacancies` are those of the whole caseload, by id."""
    story = story_of(client.id, events, today)
    deadlines = deadlines_of(story, settings)
    clock = clock_of(story, settings)
    return Casefile(
        client=client,
        story=story,
        phase=phase_of(story),
        clock=clock,
        deadlines=deadlines,
        flags=flags_of(story, deadlines, clock, client, vacancies),
    )
