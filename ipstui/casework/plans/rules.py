"""What may be recorded of a plan made together."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.events import (
    GoalEnded,
    GoalSet,
    PlanAgreed,
    Setback,
    Sharing,
    StepAdded,
    StepChanged,
    UnderstandingWritten,
    meanings,
)
from ipstui.casework.story import Story
from ipstui.casework.unfit import Rule, Unfit

TOPICS = ("offence", "risk", "health")


def _understanding(event: UnderstandingWritten, story: Story) -> None:
    written = [
        getattr(event, name) for name, (hint, _) in meanings(UnderstandingWritten).items()
        if hint is str and name not in ("id", "client", "by", "batch", "voids", "note")
    ]  # fmt: skip
    if not any(text.strip() for text in written):
        raise Unfit("matters", "nothing is written yet: a few words under one heading are enough.")


def _sharing(event: Sharing, story: Story) -> None:
    if not event.with_whom.strip():
        raise Unfit("with_whom", "say to whom: each is asked about by name.")
    if event.covers == "unknown":
        raise Unfit("covers", "say which page: the shared understanding, the action plan, or both.")
    wrong = [topic for topic in event.topics if topic not in TOPICS]
    if wrong:
        raise Unfit("topics", f"“{wrong[0]}” is none of offence, risk and health.")


def _goal_set(event: GoalSet, story: Story) -> None:
    if not event.words.strip():
        raise Unfit("words", "a goal needs words: write it as the person says it.")


def _goal_ended(event: GoalEnded, story: Story) -> None:
    goal = next((goal for goal in story.plans.goals if goal.id == event.goal), None)
    if goal is not None and goal.ended is not None and not event.voids:
        raise Unfit("goal", f"it ended already, {say.on(goal.ended.on, story.today)}: correct that instead.")


def _step_added(event: StepAdded, story: Story) -> None:
    if not event.what.strip():
        raise Unfit("what", "say what is to be done, in a few words.")
    if not event.who:
        raise Unfit("who", "say who does it: a step by nobody is done by nobody.")
    if event.who == "service" and not event.named.strip():
        raise Unfit("named", "say which service: a step by some service is done by nobody.")
    goal = next((goal for goal in story.plans.goals if goal.id == event.goal), None)
    if goal is not None and goal.ended is not None and not event.voids:
        raise Unfit("goal", "that goal has ended: set a new one, or correct how it ended.")


def _step_changed(event: StepChanged, story: Story) -> None:
    if event.state == "not_needed" and not event.why.strip():
        raise Unfit("why", "say why it is not needed, in a few words.")


def _plan_agreed(event: PlanAgreed, story: Story) -> None:
    if event.answer == "no" and not event.words.strip():
        raise Unfit("words", "write what they said to it: a no is worth as much as a yes.")
    if event.answer == "not_asked" and not event.words.strip():
        raise Unfit("words", "say why they were not asked yet.")
    if event.review is not None and event.review <= event.on:
        raise Unfit("review", "the day to look at it again comes after this one.")


def _setback(event: Setback, story: Story) -> None:
    if not event.what.strip():
        raise Unfit("what", "say what happened, in a few words.")


RULES: tuple[Rule, ...] = (
    (UnderstandingWritten, _understanding),
    (Sharing, _sharing),
    (GoalSet, _goal_set),
    (GoalEnded, _goal_ended),
    (StepAdded, _step_added),
    (StepChanged, _step_changed),
    (PlanAgreed, _plan_agreed),
    (Setback, _setback),
)
