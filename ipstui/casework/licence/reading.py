"""When the licence is to be read again, and which questions about it wait for the officer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from calculators.working_days import is_working_day
from ipstui.casework import say
from ipstui.casework.events import ProposalMade, WorkApproval
from ipstui.casework.history import order
from ipstui.casework.known import earliest, latest
from ipstui.casework.story import Story

WEEK = timedelta(days=7)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One time to re-read the licence; `met_on` is the day its conditions were gone through since."""

    due: date
    opens: date
    because: str
    events: tuple[str, ...]
    met_on: date | None


def to_confirm(story: Story) -> Iterator[Reading]:
    """Yield the readings due since the latest release; none for someone inside.

    Conditions can get stricter after release day: a hard-stop licence has standard terms only, and the officer
    reviews it soon after (release.md, section 2).
    """
    release, confirmed = story.custody.release, story.probation.confirmed
    if release is None or story.custody.inside:
        return
    yield Reading(
        due=earliest(release.on) + WEEK,
        opens=earliest(release.on) + timedelta(days=1),
        because=f"released {say.day(release.on, story.today)}; officers often add conditions after release day",
        events=(release.id,),
        met_on=confirmed if confirmed is not None and earliest(confirmed) > latest(release.on) else None,
    )
    varied = story.licence.varied
    if varied is not None:
        yield Reading(
            due=earliest(varied) + WEEK,
            opens=earliest(varied) + timedelta(days=1),
            because=f"the licence changed {say.day(varied, story.today)}: read it again within a week",
            events=(),
            met_on=confirmed if confirmed is not None and earliest(confirmed) >= latest(varied) else None,
        )


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the officer about a proposal that waits for an answer."""

    proposal: str
    asked: date
    chase_on: date
    event: str


def unanswered(story: Story) -> list[Question]:
    """Return the questions about proposals that no decision has answered, the last one for each proposal."""
    proposals = {proposal.id: proposal for proposal in story.licence.proposals}
    jobs = {job.id for job in story.work.jobs} | {offer.id for offer in story.work.offers}
    last = {event.proposal: event for event in story.licence.asked}
    return [
        Question(
            proposal=name,
            asked=event.on,
            chase_on=event.chase_on or five_working_days(earliest(event.on)),
            event=event.id,
        )
        for name, event in last.items()
        if (name in proposals or name in jobs)  # a proposal taken back waits for no answer
        and not _answered(story, name, proposals.get(name), event.on)
    ]


def _answered(story: Story, name: str, proposal: ProposalMade | None, asked: date) -> bool:
    """Whether a decision since the question was about this: a permission, or an approval of work.

    One of a month that holds the question may have come before it, and answers nothing for sure.
    """
    names = {name, proposal.about} if proposal and proposal.about else {name}
    known = (given for given in story.licence.permissions if given.decision != "unknown")
    decided = [given.on for given in known if given.proposal in names]
    decided += [each.on for each in story.probation.approvals if each.state != "asked" and each.job in names]
    if proposal and (answer := approval(story, proposal)):
        decided.append(answer.on)
    return any(earliest(day) >= latest(asked) for day in decided)


def approval(story: Story, proposal: ProposalMade) -> WorkApproval | None:
    """Return the officer's last answer about a proposal as work, named by itself or by what it is about."""
    found = [
        answer
        for name in (proposal.about, proposal.id)
        if name and (answer := story.probation.answer(name, proposal.what, proposal.starts))
    ]
    return max(found, key=order, default=None)


def five_working_days(day: date) -> date:
    """Return the day to chase an answer: five working days on, our judgement (licence.md, section 9)."""
    left = 5
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day
