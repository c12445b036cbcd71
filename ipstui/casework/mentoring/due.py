"""What is due about mentoring. The spans are house rules of ours: three weeks to an answer, three to a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of
from ipstui.casework.known import earliest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story

THREE_WEEKS = days(21)


def mentor_answer(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Ask the mentoring service when nothing was heard for three weeks (house rule)."""
    waiting = story.mentoring.waiting
    if waiting is not None:
        yield deadline(
            story, "mentor_answer", "Ask what became of the mentor", earliest(waiting.on) + THREE_WEEKS,
            f"put forward {say.day(waiting.on, story.today)}; house rule: three weeks without an answer",
            events=[waiting.id],
        )  # fmt: skip


def mentor_meeting(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A mentor and a person meet within three weeks of being matched (house rule)."""
    match = story.mentoring.open_match
    if match is not None:
        first = match.meetings[0].on if match.meetings else None
        yield deadline(
            story, "mentor_meeting", f"{match.matched.mentor} and they meet", earliest(match.matched.on) + THREE_WEEKS,
            f"matched {say.day(match.matched.on, story.today)}; house rule: three weeks to a first meeting",
            met_on=first, events=[match.matched.id],
        )  # fmt: skip


def mentor_waits(look: Look) -> Iterator[Flag]:
    """Put forward and not answered, or matched and not met, for three weeks."""
    for kind, why in (("mentor_answer", "put forward for a mentor, no answer"),
                      ("mentor_meeting", "matched with a mentor, not met yet")):  # fmt: skip
        for due in look.pressing(kind):
            yield flag_of(
                due,
                why=say.lasting(f"{why} in", due.due - THREE_WEEKS, look.today),
                group=Group.STEADY,
                rule="House rule: three weeks for an answer about a mentor, and three from a match to a first meeting.",
            )


def mentor_reachable(look: Look) -> Iterator[Flag]:
    """The person's place changed after a match: several matches of the study failed because release was far off."""
    match = look.story.mentoring.open_match
    if match is not None and match.moved_on is not None:
        yield Flag(
            flag="mentor_reachable",
            why=f"address changed {say.day(match.moved_on, look.today)}: mentor still reachable?",
            due=match.moved_on,
            group=Group.STEADY,
            rule="House rule: where the address changes after a match, ask whether the two can still meet. "
            "A review or a meeting answers it.",
            events=(match.matched.id,),
        )
