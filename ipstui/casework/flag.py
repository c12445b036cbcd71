"""One reason to look at someone in the review, the groups it may fall in, and what a rule may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum

import msgspec

from calculators.job_search import JobSearchResult
from ipstui.casework import say
from ipstui.casework.deadline import Deadline
from ipstui.casework.known import Roughly
from ipstui.casework.people import Client, Vacancy
from ipstui.casework.story import Story


class Group(IntEnum):
    """The groups of the review, in the order they are shown."""

    TODAY = 1
    RELEASES = 2
    CLOCK = 3
    STARTS = 4
    LOSING_TOUCH = 5
    NOTHING_BOOKED = 6
    STEADY = 7


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """One reason to look at someone. `why` is for the row, `rule` answers "why is this here".

    `since` orders people at one place of the order, where that is not the day it is due; `rank` is that place.
    """

    flag: str
    why: str
    due: date | None
    group: Group
    rule: str
    events: tuple[str, ...] = ()
    snoozed_until: date | None = None
    snoozed_because: str = ""
    since: date | None = None
    rank: int = 0


class Look(msgspec.Struct, frozen=True):
    """What a flag may look at."""

    story: Story
    deadlines: Sequence[Deadline]
    clock: JobSearchResult
    client: Client | None = None
    """The slow facts, where they are at hand: what nobody said is not known."""
    vacancies: Mapping[str, Vacancy] = {}
    """Those of the whole caseload, by id, where they are at hand."""

    @property
    def today(self) -> date:
        return self.story.today

    def pressing(self, kind: str) -> Iterator[Deadline]:
        """Yield the deadlines of a kind that are due or overdue, snoozed ones too: `flags_of` marks those."""
        return (d for d in self.deadlines if d.kind == kind and d.state in ("due", "overdue", "waived"))


def flag_of(due: Deadline, *, why: str, group: Group, rule: str) -> Flag:
    """Return the flag that a deadline raises: of its kind, its day and its events."""
    return Flag(flag=due.kind, why=why, due=due.due, group=group, rule=rule, events=due.events)


def late(look: Look, due: date) -> str:
    """Say how a due day stands to today: "due today", "2 days late", "by Tue 8 Dec"; roughly, where it is rough."""
    if isinstance(due, Roughly):
        return f"due about {say.month(due)}"
    late = (look.today - due).days
    if late == 0:
        return "due today"
    return f"{say.days(late)} late" if late > 0 else f"by {say.day(due, look.today)}"


def of_job(look: Look, key: str, word: str = "for") -> str:
    """Name a job or an accepted offer where there are several, so that two flags are not read as one: " for cook".

    `key` is the id of it, or of any event that makes it what it is. Jobs of one role are told apart by their start.
    """
    named = {
        **{offer.id: (offer.role, offer.starts, {offer.event}) for offer in look.story.work.offers
           if offer.accepted == "yes"},
        **{job.id: (job.role, job.start, {job.event, *(t.event for t in job.terms)})
           for job in look.story.work.open_jobs},
    }  # fmt: skip
    mine = next((name for name, (_, _, events) in named.items() if key == name or key in events), None)
    if mine is None or len(named) < 2:
        return ""
    role, start, _ = named[mine]
    alike = sum(1 for other, _, _ in named.values() if other == role) > 1
    return f" {word} {role}" + (f" (from {say.short_day(start, look.today)})" if alike and start is not None else "")
