"""What is due about papers: asked after, not run out, and there before a job begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, of_job
from ipstui.casework.known import earliest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story

CHASE = days(14)
"""A house rule: a paper that nobody heard of for two weeks is asked after."""
BEFORE_START = days(14)


def papers_waited_for(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Ask after a paper two weeks after it was last asked for (house rule)."""
    for held in story.papers.waiting:
        if held.heard is not None:
            yield deadline(
                story, "paper_chase", f"Ask after the {held.called}", earliest(held.heard) + CHASE,
                f"last asked {say.day(held.heard, story.today)}; house rule: every two weeks", events=[held.id],
            )  # fmt: skip


def papers_running_out(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A paper, or the right to work as it was seen, runs out."""
    for held in story.papers.all:
        if held.runs_out is not None:
            yield deadline(
                story, "paper_ends", f"{say.sentence(held.called)} runs out", held.runs_out, "as written on it",
                opens=held.runs_out - days(30), events=[held.id],
            )  # fmt: skip
    seen = story.papers.right_to_work
    if seen is not None and seen.until is not None:
        yield deadline(
            story, "paper_ends", "Right to work, as seen, runs out", seen.until,
            f"seen {say.day(seen.on, story.today)}: {seen.papers}", opens=seen.until - days(30), events=[seen.id],
        )  # fmt: skip


def paper_waited_for(look: Look) -> Iterator[Flag]:
    """A paper that nobody has asked after for two weeks."""
    for due in look.pressing("paper_chase"):
        yield flag_of(
            due,
            why=f"{say.within(due.text)}: {due.because.partition(';')[0]}",
            group=Group.STEADY,
            rule="House rule: a paper that was asked for and is not there is asked after every two weeks.",
        )


def paper_running_out(look: Look) -> Iterator[Flag]:
    """A paper runs out within 30 days, or has."""
    for due in look.pressing("paper_ends"):
        yield flag_of(
            due,
            why=f"{due.text}, {say.day(due.due, look.today)}",
            group=Group.STEADY,
            rule="A paper that work needs runs out within 30 days.",
        )


def needs_before_start(look: Look) -> list[str]:
    """Return what a start needs and nobody knows to be there: the right to work, a bank account."""
    client, papers = look.client, look.story.papers
    right = papers.may_work(look.today) or (client is not None and client.right_to_work_seen == "yes")
    bank = papers.there("bank_account") or (client is not None and client.bank_account == "yes")
    gaps = []
    if not right:
        gaps.append("no right-to-work paper seen")
    if not bank:
        asked = papers.asked("bank_account")
        gaps.append("bank account asked for, not there" if asked else "no bank account known")
    return gaps


def start_without_papers(look: Look) -> Iterator[Flag]:
    """A job begins within 14 days, and no right-to-work paper or bank account is known."""
    for offer in look.story.work.offers:
        if offer.accepted != "yes" or offer.starts is None:
            continue
        if look.today <= offer.starts <= look.today + BEFORE_START and (gaps := needs_before_start(look)):
            yield Flag(
                flag="start_papers",
                why=f"starts {_when(offer.starts, look.today)}{of_job(look, offer.id)}: {' and '.join(gaps)}",
                due=offer.starts,
                group=Group.TODAY if offer.starts <= look.today + days(1) else Group.STARTS,
                rule="A job begins within 14 days. An employer checks the right to work before the first day, and pay "
                "needs an account. Known papers are under Together, Papers, or among the person's facts.",
                events=(offer.event,),
            )


def _when(day: date, today: date) -> str:
    return "today" if day == today else say.day(day, today)
