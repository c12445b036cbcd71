"""How what was written together is told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import Lines, Named, Titles, dated, headed, listed, prefixed

TITLES: Titles = {
    ev.UnderstandingWritten: "Shared understanding",
    ev.Sharing: "Sharing agreed or not",
    ev.PageGiven: "Page given",
    ev.GoalSet: "Goal",
    ev.StepAdded: "Step towards a goal",
    ev.StepChanged: "How a step stands",
    ev.PlanAgreed: "Plan agreed or not",
}
NAMED: Named = {
    ev.GoalSet: lambda e: e.words,
    ev.StepAdded: lambda e: e.what,
}
PARTS = {"understanding": "the shared understanding", "action_plan": "the action plan",
         "both": "understanding and plan", "unknown": "something written together",
         "release_day": "the day of release"}  # fmt: skip
WHO = {"": "nobody", "me": "me", "specialist": "employment specialist", "officer": "officer", "service": "a service",
       "family": "family or friend", "mentor": "mentor", "employer": "employer"}  # fmt: skip
STATES = {"to_do": "to do", "under_way": "under way", "done": "done", "not_needed": "not needed"}
ENDED = {"reached": "reached", "changed": "changed for another", "let_go": "let go"}
_DECIDED = {"given": "may be given to", "refused": "is not to be given to", "withdrawn": "is no longer to be given to"}
_AGREED = {"yes": "agreed", "no": "not agreed", "not_asked": "not asked yet"}


def who_of(event: ev.StepAdded) -> str:
    """Return who does a step, by name where one was given."""
    return event.named if event.named and event.who != "me" else WHO[event.who]


def _sharing(e: ev.Sharing) -> str:
    topics = f" {', '.join(e.topics)} may be named there" if e.topics and e.decision == "given" else ""
    return f"{say.sentence(PARTS[e.covers])} {_DECIDED[e.decision]} {e.with_whom}{';' + topics if topics else ''}"


LINES: Lines = {
    ev.UnderstandingWritten: lambda e, _: headed(
        f"Shared understanding written{' together' if e.together == 'yes' else ''}", e.matters or e.helps or e.harder),
    ev.Sharing: lambda e, _: _sharing(e),
    ev.PageGiven: lambda e, _: f"Page made of {PARTS[e.page]}" + prefixed(" for", e.to),
    ev.GoalSet: lambda e, _: headed("Goal", e.words),
    ev.GoalEnded: lambda e, n: headed(
        f"Goal {ENDED[e.how]}{prefixed(', decided by', e.decided_by)}", n.get(e.goal, ""), e.words),
    ev.StepAdded: lambda e, _: listed(f"Step: {e.what}", who_of(e), dated("by", e.due, e)),
    ev.StepChanged: lambda e, n: headed(f"Step {STATES[e.state]}", n.get(e.step, ""), e.why),
    ev.PlanAgreed: lambda e, _: listed(
        headed(f"Action plan {_AGREED[e.answer]}", e.words), dated("look at it again", e.review, e)),
    ev.Setback: lambda e, _: headed(
        "Setback, gone through together" if e.learned else "Setback", e.what, prefixed("what helped:", e.helped),
        prefixed("learned:", e.learned)),
}  # fmt: skip
