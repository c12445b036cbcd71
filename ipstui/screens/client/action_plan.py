"""The section of the action plan: goals with their steps, what was said to it, and who owes what."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.plans.state import Goal, Step
from ipstui.casework.plans.words import ENDED, STATES, who_of
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target

_MARKS = {"to_do": "○", "under_way": "►", "done": "√", "not_needed": "-"}
_SAID = {"yes": "agreed", "no": "did not agree", "not_asked": "not asked yet"}


def action_plan(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the action plan, what each helper still owes below the goals."""
    plans, today = casefile.story.plans, casefile.story.today
    rows: list[Line | Heading] = [Heading("Action plan")]
    for goal in plans.open_goals:
        rows += _goal(casefile, goal)
    if not plans.open_goals:
        rows.append(Heading("No goal yet." if not plans.goals else "No open goal.", quiet=True))
    last = plans.last_agreed
    if last is not None:
        since = ", changed since" if plans.changed_since_agreed else ""
        again = f"look again {say.day(last.review, today)}" if last.review else "no day to look again"
        said = _SAID[last.answer] + (f": {last.words}" if last.words else "")
        told = (f"Version {len(plans.agreed)}", said + since, f"{say.day(last.on, today)}, {again}")
        rows.append(Line(of("agreed", last.id), told))
        for number in range(len(plans.agreed) - 1, 0, -1):
            before = plans.agreed[number - 1]
            said = _SAID[before.answer] + (f": {before.words}" if before.words else "")
            told = (f"Version {number}", said, say.day(before.on, today))
            rows.append(Line(of("version", before.id), told, styles={0: "$text-muted", 1: "$text-muted"}))
    elif plans.open_goals:
        rows.append(Line(Target("do", "agreed"), ("►", "What they say to it, and when to look again …", "")))
    rows += _owed(casefile)
    for goal in plans.goals[::-1]:
        if goal.ended is not None:
            by = f", {goal.ended.decided_by}" if goal.ended.decided_by else ""
            told = (say.sentence(ENDED[goal.ended.how]), goal.event.words, say.day(goal.ended.on, today) + by)
            rows.append(Line(of("event", goal.ended.id), told, styles={1: "$text-muted"}))
    rows.append(Line(Target("do", "goal"), ("►", "Write a goal, on a screen for two …", "")))
    if plans.goals:
        rows.append(Line(Target("do", "plan_page"), ("►", "Make a page: theirs, or a helper’s …", "")))
    return rows


def _goal(casefile: Casefile, goal: Goal) -> list[Line | Heading]:
    today = casefile.story.today
    why = f"because: {goal.event.why}" if goal.event.why else ""
    rows: list[Line | Heading] = [
        Line(Target("goal", goal.id, event=goal.event.id), ("Goal", goal.event.words, why), styles={1: "bold"})
    ]
    for step in goal.steps:
        target = Target("plan_step", step.id, event=step.event.id)
        late = step.is_open and step.event.due is not None and step.event.due < today
        rows.append(
            Line(
                target, (f" {_MARKS[step.state]} {say.sentence(who_of(step.event))}", step.event.what,
                         _stands(casefile, step)), styles={2: "bold $warning"} if late else {},
            )
        )  # fmt: skip
    if goal.needs_a_step:
        rows.append(Heading("   no next step yet: what could it be?", quiet=True))
    return rows


def _stands(casefile: Casefile, step: Step) -> str:
    today = casefile.story.today
    if not step.is_open:
        why = step.closed_by or (step.changed.why if step.changed is not None else "")
        day = f" {say.day(step.closed_on, today)}" if step.closed_on else ""
        return STATES[step.state] + day + (f": {why}" if why else "")
    due = step.event.due
    by = "" if due is None else f"by {say.day(due, today)}" + (", late" if due < today else "")
    return ", ".join(part for part in (STATES[step.state], by) if part)


def _owed(casefile: Casefile) -> list[Line | Heading]:
    """Who owes what, by helper; the person's own steps are not debts."""
    today = casefile.story.today
    owed: dict[str, list[Step]] = {}
    for goal in casefile.story.plans.open_goals:
        for step in goal.steps:
            if step.is_open and step.event.who != "me":
                owed.setdefault(say.sentence(who_of(step.event)), []).append(step)
    if len(owed) < 2:
        return []
    rows: list[Line | Heading] = [Heading("Who owes what")]
    for who, steps in sorted(owed.items()):
        for step in steps:
            due = f"by {say.day(step.event.due, today)}" if step.event.due else "no day"
            rows.append(Line(Target("plan_step", step.id, "owed", event=step.event.id), (who, step.event.what, due)))
    return rows
