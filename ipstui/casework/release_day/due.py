"""What is due about the day of release: that the plan is for the right day, and that it is gone through after."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, late
from ipstui.casework.people import Settings
from ipstui.casework.release_day.state import changes
from ipstui.casework.story import Story


def day_to_settle(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Say how the day went while it is remembered: the day after, for three weeks."""
    for plan in story.release_day.plans:
        if plan.settled_on is None and plan.day <= story.today <= plan.day + days(21) and not story.custody.inside:
            yield deadline(
                story, "day_to_settle", "Say how the day of release went", plan.day + days(1),
                f"planned for {say.day(plan.day, story.today)}, and not gone through yet",
                opens=plan.day, events=[plan.id],
            )  # fmt: skip


def day_not_settled(look: Look) -> Iterator[Flag]:
    """The day of release is over, and nothing says how it went."""
    for due in look.pressing("day_to_settle"):
        if due.due <= look.today:
            yield flag_of(
                due,
                why=f"how did the day of release go? {late(look, due.due)}",
                group=Group.STEADY,
                rule="The day of release was planned and is over: what happened becomes contacts and appointments.",
            )


def day_plan_moved(look: Look) -> Iterator[Flag]:
    """The plan is for another day than the release is expected on."""
    plan, expected = look.story.release_day.last, expected_release(look.story)
    if plan is None or plan.settled_on is not None:
        return
    if (told := [each.words for each in changes(plan, look.story.diary, look.today)]) and plan.day >= look.today:
        yield Flag(
            flag="day_plan_moved",
            why=f"day of release: {say.within(told[0].rstrip('.'))}",
            due=plan.day,
            group=Group.RELEASES,
            rule="An appointment on the day of release was changed in the diary after the day was planned.",
            events=(plan.id,),
        )
        return
    if expected is None or expected.may_be(plan.day):
        return
    if plan.event.on < (look.story.custody.since or plan.event.on):  # of an earlier stay
        return
    yield Flag(
        flag="day_plan_moved",
        why=f"day of release planned for {say.day(plan.day, look.today)}, expected {expected.when(look.today)}",
        due=min(plan.day, expected.out),
        group=Group.RELEASES,
        rule="The release is expected on another day than the one planned: appointments and travel may not hold.",
        events=(plan.id,),
    )
