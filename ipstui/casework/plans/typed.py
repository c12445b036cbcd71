"""Steps and answers as two people type them on the screen for two: "me: look at three shops by fri"."""

from __future__ import annotations

import re
from datetime import date

from ipstui.casework.checks import Unfit
from ipstui.casework.choices import Helper
from ipstui.casework.events import PlanAgreed, StepAdded
from ipstui.casework.people import Client
from ipstui.casework.typed.when import read_only_day

_BY = re.compile(r"(?P<what>.+?)[ ,]+by (?P<day>[^:]+)$", re.IGNORECASE)
_ME = {"me", "i", "myself"}
_ROLES: tuple[tuple[Helper, str], ...] = (
    ("officer", "officer probation"),
    ("mentor", "mentor"),
    ("employer", "employer manager boss"),
    ("family", "family friend mum mother dad father partner wife husband sister brother uncle aunt son daughter gran"),
)
_SAID = re.compile(r"(?P<said>yes|no(?! ?t)|not asked|not yet)\b[\s,.:;-]*(?P<words>.*)", re.IGNORECASE | re.DOTALL)
EXAMPLE = "me: look at three shops by fri"


def read_steps(text: str, client: Client, specialist: str, goal: str, today: date) -> list[StepAdded]:
    """Return a step for each line: who, a colon, what, and the day after "by". Raises Unfit for a step by nobody."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        who, colon, what = line.partition(":")
        if not colon or not who.strip():
            raise Unfit(
                "steps",
                f"say who does it, before a colon: “{line.strip()}” is done by nobody yet. Like this: {EXAMPLE}",
            )
        if not what.strip():
            raise Unfit("steps", f"say what {who.strip()} does, after the colon.")
        due = None
        if dated := _BY.match(what.strip()):
            try:
                due = read_only_day(dated["day"].strip(), today, lean="future", field="steps")
                what = dated["what"]
            except Unfit:
                due = None  # "by" was a word of the step: "go by bus"
        helper, named = who_is(who, client, specialist)
        found.append(
            StepAdded(client=client.id, on=today, goal=goal, what=what.strip(), who=helper, named=named, due=due)
        )
    return found


def who_is(typed: str, client: Client, specialist: str) -> tuple[Helper, str]:
    """Return who a name or a role is, and the name as it is kept; who is not known is a service of that name."""
    name = " ".join(typed.split())
    folded = name.casefold()
    first = client.name.split()[0].casefold() if client.name.split() else ""
    if folded in _ME or folded in (client.name.casefold(), first):
        return "me", ""
    if specialist and folded in (specialist.casefold(), specialist.split()[0].casefold(), "employment specialist"):
        return "specialist", specialist
    if folded in ("es", "specialist", "employment specialist"):
        return "specialist", specialist
    for person in client.people:
        if folded == person.name.casefold() or folded == person.name.split()[0].casefold():
            return _role(person.role), person.name
    role = _role(name)
    bare = any(folded in names.split() for _, names in _ROLES)
    return (role, "") if bare and role != "service" else (role, name)


def _role(words: str) -> Helper:
    said = set(re.findall(r"\w+", words.casefold()))
    return next((helper for helper, names in _ROLES if said & set(names.split())), "service")


def read_agreed(answer: str, review: str, client: str, today: date) -> PlanAgreed | None:
    """Return what was said to the plan: "yes", "no, it is too much at once", "not asked: tired today".

    None where nothing was said and no day was set. Raises Unfit for an answer that is none of the three.
    """
    text = answer.strip()
    again = read_only_day(review.strip(), today, lean="future", field="review") if review.strip() else None
    if not text:
        if again is not None:
            raise Unfit("answer", "a day is set to look again, and nothing is said of today: yes, no, or not asked?")
        return None
    found = _SAID.match(text)
    if found is None:
        raise Unfit("answer", "begin with yes, no, or not asked; then in their words.")
    said = found["said"].casefold()
    return PlanAgreed(
        client=client,
        on=today,
        answer="yes" if said == "yes" else "no" if said == "no" else "not_asked",
        words=found["words"].strip(),
        review=again,
    )
