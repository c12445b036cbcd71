"""What is asked on the screen for two, one question after another, and the events that the answers make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import YesNo
from ipstui.casework.clean import clean
from ipstui.casework.events import Event, GoalSet, UnderstandingWritten
from ipstui.casework.forms import fields_of
from ipstui.casework.plans.state import Goal
from ipstui.casework.plans.typed import EXAMPLE, read_agreed, read_steps
from ipstui.casework.plans.words import STATES, who_of
from ipstui.store.caseload import new_id


@dataclass(frozen=True, slots=True)
class Question:
    """One question, what helps to answer it, and what stands already; `must` where it cannot stay empty."""

    name: str
    text: str
    hint: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions, the texts they begin with, and what becomes of the answers. `make` raises Unfit."""

    name: str
    title: str
    questions: Sequence[Question]
    texts: Mapping[str, str]
    make: Callable[[Mapping[str, str]], list[Event]]
    done: str


_HINTS = {
    "situation": "The two of us noticed it: what happens first?",
    "feeling": "What goes through my head then?",
    "kept_back": "Nothing of this is ever on a page for anybody.",
    "together": "yes or no. Empty: nobody said.",
}
_QUESTIONS = {
    "matters": "What matters to me?", "good_at": "What am I good at?", "helps": "What helps?",
    "harder": "What makes it harder?", "situation": "What tends to happen?", "feeling": "What do I think or feel?",
    "response": "What do I do then?", "afterwards": "What comes of it?", "people_around": "Who is around me?",
    "worries": "What worries me about release?", "others_know": "What should others know?",
    "kept_back": "What is not to be passed on?", "together": "Did we write this together?",
}  # fmt: skip


def understanding_sheet(casefile: Casefile, today: date) -> Sheet:
    """Return the sheet of the shared understanding: each answer begins with what it said last."""
    last = casefile.story.plans.understanding
    names = [field.name for field in fields_of(UnderstandingWritten) if field.name in _QUESTIONS]
    before = {name: str(getattr(last, name)) if last is not None and name != "together" else "" for name in names}

    def make(texts: Mapping[str, str]) -> list[Event]:
        if all(_text(texts, name).strip() == _text(before, name).strip() for name in names):
            raise Unfit(names[0], "nothing was typed or changed, so nothing is saved.")
        said = clean(texts.get("together", "")).casefold()
        if said not in ("", "yes", "no"):
            raise Unfit("together", "yes or no; empty where nobody said.")
        answers: dict[str, Any] = {name: _text(texts, name) for name in names if name != "together"}
        together: YesNo = "yes" if said == "yes" else "no" if said == "no" else "unknown"
        return [UnderstandingWritten(client=casefile.client.id, on=today, together=together, **answers)]

    questions = [Question(name, _QUESTIONS[name], _HINTS.get(name, "")) for name in names]
    number = len(casefile.story.plans.understandings) + 1
    return Sheet("understanding", "In my own words", questions, before, make, f"version {number} of the understanding")


def goal_sheet(casefile: Casefile, specialist: str, today: date, goal: Goal | None = None) -> Sheet:
    """Return the sheet of one goal with its steps; a goal that is there already begins as it stands."""
    event = goal.event if goal is not None else None
    kept = ("words", "why", "measure", "obstacle", "fallback")
    texts = {name: str(getattr(event, name)) if event is not None else "" for name in kept}
    usual = say.day(today + timedelta(weeks=4), today)
    steps = "\n".join(_told(step.event.what, who_of(step.event), step.state) for step in goal.steps) if goal else ""
    questions = [
        Question("words", "What do I want?", "In my own words. A goal without words is not saved."),
        Question("why", "Why does it matter to me?"),
        Question("steps", "What are the next steps, and who does each?",
                 f"One on a line: {EXAMPLE}. Ctrl+J begins a new line.", steps),
        Question("measure", "How will we know that it is going well?"),
        Question("obstacle", "What may get in the way?"),
        Question("fallback", "And what then?"),
        Question("answer", "What do I say to this plan?", "yes · no, and what is wrong · not asked, and why"),
        Question("review", "When do we look at it again?", f"Four weeks is usual: {usual}. Any day will do."),
    ]  # fmt: skip

    def make(texts: Mapping[str, str]) -> list[Event]:
        client = casefile.client
        values: dict[str, Any] = {name: _text(texts, name) for name in kept}
        if not values["words"].strip():
            raise Unfit("words", "a goal needs words: write it as the person says it.")
        name = goal.id if goal is not None else new_id()
        made: list[Event] = []
        if event is None:
            made.append(GoalSet(id=name, client=client.id, on=today, **values))
        elif any(getattr(event, each) != values[each] for each in kept):
            made.append(msgspec.structs.replace(event, id="", voids=event.id, batch="", **values))
        made += read_steps(_text(texts, "steps"), client, specialist, name, today)
        agreed = read_agreed(_text(texts, "answer"), _text(texts, "review"), client.id, today)
        made += [agreed] if agreed is not None else []
        if not made:
            raise Unfit("words", "nothing was typed or changed, so nothing is saved.")
        return made

    where = f"goal:{goal.id}" if goal is not None else "goal"
    return Sheet(where, "My plan", questions, texts, make, "the goal and its steps")


def _told(what: str, who: str, state: str) -> str:
    return f"{say.sentence(who)}: {what}, {STATES[state]}"


def _text(texts: Mapping[str, str], name: str) -> str:
    return "\n".join(line.rstrip() for line in texts.get(name, "").strip().splitlines())
