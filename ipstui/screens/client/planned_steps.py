"""The next steps for what is planned together: mentors, papers, endings, goals, the day of release."""

from __future__ import annotations

from collections.abc import Callable

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    DaySettled,
    DayTicked,
    GoalEnded,
    MatchNotPossible,
    MentoringEnded,
    MentoringReviewed,
    MentorMatched,
    MentorMet,
    PaperArrived,
    PaperChased,
    PaperDropped,
    PlanAgreed,
    Setback,
    Sharing,
    StepAdded,
    StepChanged,
    TransferAccepted,
    TransferDeclined,
    TransferMet,
)
from ipstui.screens.client.step import Step
from ipstui.widgets.lines import Target


def _match(target: Target, casefile: Casefile) -> list[Step]:
    match = next((m for m in casefile.story.mentoring.matches if m.id == target.id), None)
    if match is None or not match.is_open:
        return []
    named = {"match": match.id}
    called = {"match": match.matched.mentor}
    return [
        Step("They met …", MentorMet, named, ask=True, called=called),
        Step("How it goes was looked at together …", MentoringReviewed, named, ask=True, called=called),
        Step("It ended …", MentoringEnded, named, ask=True, called=called),
        Step("It was not possible …", MatchNotPossible, named, ask=True, called=called),
    ]


def _mentor_waits(_: Target, __: Casefile) -> list[Step]:
    return [
        Step("A mentor was found …", MentorMatched, ask=True),
        Step("Not possible …", MatchNotPossible, ask=True),
    ]


def _paper(target: Target, casefile: Casefile) -> list[Step]:
    held = next((p for p in casefile.story.papers.all if p.id == target.id), None)
    if held is None or not held.waits:
        return []
    named, called = {"asked_for": held.id}, {"asked_for": held.called}
    there = {**named, "paper": held.paper, "what": held.what}
    return [
        Step("It is there …", PaperArrived, there, ask=True, called=called),
        Step("Asked after …", PaperChased, named, ask=True, called=called),
        Step("No longer pursued …", PaperDropped, named, ask=True, called=called),
    ]


def _transfer(_: Target, casefile: Casefile) -> list[Step]:
    transfer = casefile.story.ending.transfer
    if transfer is None or transfer.stage in ("declined", "met"):
        return []
    to = {"to": transfer.to}
    steps = [Step("Declined …", TransferDeclined, to, ask=True)]
    if transfer.stage == "offered":
        return [Step("Accepted …", TransferAccepted, to, ask=True), *steps]
    return [Step("They have met …", TransferMet, to, ask=True), *steps]


def _goal(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
    return [
        Step("Open it, on the screen for two …", GoalEnded, opens="goal", about=name),
        Step("A step …", StepAdded, {"goal": name}, ask=True, first="what"),
        Step("Reached …", GoalEnded, {"goal": name, "how": "reached"}, ask=True, first="words"),
        Step("Changed for another …", GoalEnded, {"goal": name, "how": "changed"}, ask=True, first="words"),
        Step("Let go …", GoalEnded, {"goal": name, "how": "let_go"}, ask=True, first="words"),
    ]


def _plan_step(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
    found = next((s for goal in casefile.story.plans.goals for s in goal.steps if s.id == name), None)
    if found is None or found.closed_by:
        return []  # it closes, and opens again, with what it is
    if not found.is_open:
        return [Step("To do again", StepChanged, {"step": name, "state": "to_do"})]
    return [
        Step("Done", StepChanged, {"step": name, "state": "done"}),
        Step("Under way", StepChanged, {"step": name, "state": "under_way"}),
        Step("Not needed …", StepChanged, {"step": name, "state": "not_needed"}, ask=True, first="why"),
        Step("Another day, or somebody else …", StepAdded, ask=True, corrects=found.event.id),
    ]


def _look_back(target: Target, _: Casefile) -> list[Step]:
    return [Step("As it was …", Sharing, opens="look_back", about=target.id)]


def _agreed(target: Target, casefile: Casefile) -> list[Step]:
    return [
        *_look_back(target, casefile),
        Step("They agree …", PlanAgreed, {"answer": "yes"}, ask=True, first="review"),
        Step("They do not agree …", PlanAgreed, {"answer": "no"}, ask=True, first="words"),
        Step("Not asked yet …", PlanAgreed, {"answer": "not_asked"}, ask=True, first="words"),
    ]


def _understanding(_: Target, __: Casefile) -> list[Step]:
    return [
        Step("Open it, on the screen for two …", Sharing, opens="understanding"),
        Step("Make a page …", Sharing, opens="plan_page"),
        Step("Say who may have it …", Sharing, {"covers": "understanding"}, ask=True),
    ]


def _sharing(target: Target, casefile: Casefile) -> list[Step]:
    said = next((each for each in casefile.story.plans.sharing if each.id == target.id), None)
    if said is None:
        return []
    values = {"with_whom": said.with_whom, "covers": said.covers}
    if said.decision == "given":
        return [
            Step("They take it back", Sharing, {**values, "decision": "withdrawn"}),
            Step("Make a page …", Sharing, opens="plan_page"),
        ]
    return [Step("They may have it again …", Sharing, {**values, "decision": "given"}, ask=True)]


def _setback(_: Target, __: Casefile) -> list[Step]:
    return [
        Step("Go through it together, on the screen for two …", Setback, opens="understanding"),
    ]


def _day_plan(target: Target, casefile: Casefile) -> list[Step]:
    plan = next((each for each in casefile.story.release_day.plans if each.id == target.id), None)
    if plan is None:
        return []
    if plan.day > casefile.story.today:
        return [Step("Open the plan …", DayTicked, opens="release_day", about=target.id)]
    label = "Open the list of the day …" if plan.settled_on is None else "Look at the list of the day …"
    return [Step(label, DaySettled, opens="release_day", about=target.id)]


STEPS: dict[str, Callable[[Target, Casefile], list[Step]]] = {
    "match": _match,
    "mentor_waits": _mentor_waits,
    "paper": _paper,
    "transfer": _transfer,
    "goal": _goal,
    "plan_step": _plan_step,
    "agreed": _agreed,
    "understanding": _understanding,
    "version": _look_back,
    "sharing": _sharing,
    "setback": _setback,
    "day_plan": _day_plan,
}
"""What a line offers, by what it is about."""
