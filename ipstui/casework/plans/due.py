"""What is due about the action plan: its review, and steps whose day has come."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, late
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def plan_review(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Look at the plan again on the day that was set. Four weeks is usual, and any day may be chosen."""
    last = story.plans.last_agreed
    if last is not None and last.review is not None and story.plans.open_goals:
        yield deadline(
            story, "plan_review", "Look at the action plan together", last.review,
            f"set when it was talked about {say.on(last.on, story.today)}", events=[last.id],
        )  # fmt: skip


def plan_steps(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A step has a day by which it was to be done, whoever does it."""
    for goal in story.plans.open_goals:
        for step in goal.steps:
            if step.event.due is not None:
                yield deadline(
                    story, "plan_step", step.event.what, step.event.due, f"a step towards: {goal.event.words}",
                    met_on=None if step.is_open else step.closed_on, events=[step.id],
                )  # fmt: skip


def plan_step_late(look: Look) -> Iterator[Flag]:
    """A step of the plan past its day."""
    for due in look.pressing("plan_step"):
        if due.due < look.today:
            yield flag_of(
                due,
                why=f"step of the plan {late(look, due.due)}: {due.text}",
                group=Group.STEADY,
                rule="A step of the action plan is past the day that was agreed for it: done, or another day?",
            )


def plan_review_due(look: Look) -> Iterator[Flag]:
    """The day to look at the plan again has come."""
    for due in look.pressing("plan_review"):
        yield flag_of(
            due,
            why=f"look at the plan together, {late(look, due.due)}",
            group=Group.STEADY,
            rule="The day that was set for looking at the action plan again has come.",
        )
