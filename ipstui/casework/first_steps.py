"""The first person in five steps: what whoever opens an empty caseload does, and which of it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    Booking,
    Contact,
    Event,
    FactChanged,
    Interview,
    Referral,
    ReleaseExpected,
    Reviewed,
    Snooze,
    Task,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `id` is the act of the table of actions that does it."""

    id: str
    title: str
    told: str


STEPS = (
    Step("add_client", "Add a person",
         "A name and the day of referral are enough. The rest can wait."),
    Step("log", "Log your last contact",
         "How you met, by a letter, and a line about it. A try counts too."),
    Step("next_date", "Book what comes next", "Type the day as you say it: fri 2pm, +2w, 3 dec."),
    Step("record", "Record one thing you know",
         "A need, a release, the work they want: found by a word."),
    Step("reviewed", "Go through the review",
         "Read why they are here, and mark them: each person, once a week."),
)  # fmt: skip
_NO_FURTHER = (Referral, Contact, Booking, Interview, Task, Reviewed, Snooze, FactChanged)


def steps_done(casefiles: Iterable[Casefile]) -> frozenset[str]:
    """Return the ids of the steps that are done, whoever they were done for and in whichever order."""
    files = list(casefiles)
    events = [event for each in files for event in each.story.events]
    came_with = {event.batch for event in events if isinstance(event, Referral)}
    found = {
        "add_client": bool(files),
        "log": any(isinstance(event, Contact) for event in events),
        "next_date": any(isinstance(event, Booking | Interview | Task) for event in events),
        "record": any(_further(event, came_with) for event in events),
        "reviewed": any(isinstance(event, Reviewed) for event in events),
    }
    return frozenset(step for step, done in found.items() if done)


def _further(event: Event, came_with: set[str]) -> bool:
    """Whether it was recorded for its own sake: a release date may have come with the referral."""
    if isinstance(event, ReleaseExpected):
        return event.batch not in came_with
    return not isinstance(event, _NO_FURTHER)
