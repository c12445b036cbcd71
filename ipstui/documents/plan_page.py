"""The pages of what is written together: for the person, for somebody who helps, and the sheet for the pocket.

Each is a title, a few sections and a line that says of which day it is: one or two sheets in large type. What may not
be named is left out by the guard, and counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.events import Sharing, StepAdded, UnderstandingWritten
from ipstui.casework.forms import fields_of
from ipstui.casework.known import Roughly
from ipstui.casework.plans.state import Goal, Plans, Step
from ipstui.casework.plans.words import STATES, WHO, who_of
from ipstui.casework.release_day.state import PRIVATE, DayItem, DayPlan
from ipstui.documents.guarded import Guard
from ipstui.documents.written import Written, templates, write_both

WIDTH = 79
_NOT_A_TEXT = ("on", "note", "on_precision", "together", "kept_back")
_LOOP = ("situation", "feeling", "response", "afterwards")


class Row(msgspec.Struct, frozen=True):
    """One line of a section: what stands in front, in bold, and what follows it."""

    head: str
    text: str
    small: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A heading and its lines."""

    heading: str
    rows: tuple[Row, ...]
    told: str = ""


class PlanPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a page says, ready to set. `held_back` texts were left out, which the page itself does not say."""

    title: str
    name: str
    made_up: bool
    as_of: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()
    checklist: bool = False
    held_back: int = 0


def _as_of(day: date) -> str:
    return f"As of {day:%A} {day.day} {day:%B} {day.year}. It may have changed since."


# The shared understanding


def understanding_page(written: UnderstandingWritten, name: str, guard: Guard, today: date, *, made_up: bool,
                       for_others: bool) -> PlanPage:  # fmt: skip
    """Return the page in the person's own words; what they do not want passed on is on no page."""
    held = 0
    sections: list[Section] = []
    for field in fields_of(UnderstandingWritten):
        text = "" if field.name in _NOT_A_TEXT else str(getattr(written, field.name))
        if not text.strip():
            continue
        if guard.holds_back(text):
            held += 1
        elif field.name in _LOOP and sections and sections[-1].heading == _TENDS:
            sections[-1] = Section(_TENDS, (*sections[-1].rows, Row(field.label, text)))
        elif field.name in _LOOP:
            sections.append(Section(_TENDS, (Row(field.label, text),)))
        else:
            sections.append(Section(field.label, (Row("", text),)))
    return PlanPage(
        title="In my own words" if not for_others else f"In {_theirs(name)} own words",
        name=name,
        made_up=made_up,
        as_of=f"Written {_long(written.on)}. {_as_of(today)}",
        sections=tuple(sections),
        foot=("Please do not pass this on without asking me.",),
        held_back=held,
    )


_TENDS = "What tends to happen, and what I do then"


def _theirs(name: str) -> str:
    first = name.split()[0] if name.split() else name
    return f"{first}’s"


def _long(day: date) -> str:
    return say.month(day) if isinstance(day, Roughly) else f"{day.day} {day:%B} {day.year}"


def _on(day: date) -> str:
    return say.on(day, day) if isinstance(day, Roughly) else f"on {_long(day)}"


# The action plan


def person_page(plans: Plans, name: str, guard: Guard, today: date, specialist: str, *, made_up: bool) -> PlanPage:
    """Return the plan for the person it is of: goals in their words, each step with who does it and by when."""
    held = 0
    sections: list[Section] = []
    for goal in plans.open_goals:
        if guard.holds_back(goal.event.words):
            held += 1
            continue
        shown, left = _rows(goal.steps, guard, today, specialist)
        held += left
        about, left = _about(goal, guard)
        held += left
        told = "" if any(step.is_open for step in goal.steps) else "No next step yet: what could it be?"
        sections.append(Section(goal.event.words, (*shown, *about), told))
    sections += _reached(plans, guard)
    if not sections:
        raise Unfit("page", "there is no goal that may be on this page.")
    last = plans.last_agreed
    foot = []
    if last is not None and last.review is not None:
        look = "We look at it again on" if last.review >= today else "We meant to look at it again on"
        foot.append(f"{look} {_long(last.review)}.")
    if last is not None and last.answer == "yes":
        foot.insert(0, f"Agreed {_on(last.on)}{', with changes since' if plans.changed_since_agreed else ''}.")
    return PlanPage(
        title="My plan", name=name, made_up=made_up, as_of=_as_of(today), sections=tuple(sections), foot=tuple(foot),
        held_back=held,
    )  # fmt: skip


def _about(goal: Goal, guard: Guard) -> tuple[list[Row], int]:
    """What else is said of a goal, for the person alone; and how many texts are left out."""
    rows, held = [], 0
    for label, text in (
        ("Why it matters", goal.event.why),
        ("How we will know", goal.event.measure),
        ("What may get in the way", goal.event.obstacle),
        ("And what then", goal.event.fallback),
    ):
        if text and guard.holds_back(text):
            held += 1
        elif text:
            rows.append(Row(label, text))
    return rows, held


def _reached(plans: Plans, guard: Guard) -> list[Section]:
    rows = tuple(
        Row("", f"√ {goal.event.words}", (goal.ended.words,) if goal.ended.words else ())
        for goal in plans.goals
        if goal.ended is not None
        and goal.ended.how == "reached"
        and not guard.holds_back(goal.event.words, goal.ended.words)
    )
    return [Section("Reached", rows)] if rows else []


def _rows(steps: Iterable[Step], guard: Guard, today: date, specialist: str) -> tuple[list[Row], int]:
    rows, held = [], 0
    for step in steps:
        event = step.event
        if guard.holds_back(event.what, event.named):
            held += 1
            continue
        rows.append(Row(_who(event, specialist), event.what, (_state(step, today),) if _state(step, today) else ()))
    return rows, held


def _who(event: StepAdded, specialist: str) -> str:
    if event.who == "specialist" and not event.named:
        return specialist or WHO["specialist"]
    return say.sentence(who_of(event))


def _state(step: Step, today: date) -> str:
    if step.state == "done":
        return f"√ done {say.day(step.closed_on, today)}" if step.closed_on else "√ done"
    if step.state == "not_needed":
        return "not needed any more"
    due = f"by {say.day(step.event.due, today)}" if step.event.due else ""
    return ", ".join(part for part in (STATES[step.state] if step.state == "under_way" else "", due) if part)


def consent_of(plans: Plans, part: str, to: str, today: date) -> Sharing:
    """Return the word by which somebody may have a page. Raises Unfit where there is none, or no longer."""
    shared = next((e for n, e in plans.sharing_with(part).items() if n.casefold() == to.strip().casefold()), None)
    if shared is None:
        raise Unfit("to", f"nothing says that {to} may have it: ask, and record what was said.")
    if shared.decision != "given":
        raise Unfit("to", f"{to} is not to have it: so it was said {say.on(shared.on, today)}.")
    return shared


def helper_page(plans: Plans, name: str, to: str, guard: Guard, today: date, specialist: str, *,
                made_up: bool) -> PlanPage:  # fmt: skip
    """Return the plan for somebody who helps: the goals, and only their own open steps.

    Raises Unfit without the person's consent, or where no goal may be on it.
    """
    consent_of(plans, "action_plan", to, today)
    held = 0
    sections = []
    for goal in plans.open_goals:
        theirs = [step for step in goal.steps if step.is_open and who_of(step.event).casefold() == to.casefold()]
        if guard.holds_back(goal.event.words):
            held += 1
            continue
        rows, left = _rows(theirs, guard, today, specialist)
        held += left
        sections.append(Section(goal.event.words, tuple(rows), "" if rows else "Nothing here is asked of you."))
    if not sections:
        raise Unfit("page", f"there is no goal that may be on a page for {to}.")
    return PlanPage(
        title=f"What {_first(name)} is working towards, for {to}",
        name=name,
        made_up=made_up,
        as_of=_as_of(today),
        sections=tuple(sections),
        foot=("Only goals and your own part are on this page. Please do not pass it on.",),
        held_back=held,
    )


def _first(name: str) -> str:
    return name.split()[0] if name.split() else name


# The sheet for the pocket


def pocket_page(plan: DayPlan, order: Sequence[DayItem], arrive: dict[str, str], name: str, guard: Guard, *,
                today: date, made_up: bool, named: bool = False, late: Collection[str] = ()) -> PlanPage:  # fmt: skip
    """Return the day on one sheet: when, what, where, who, what to bring, and what if not.

    `arrive` are times by item where they are known; of those that are `late` the sheet says so.
    What tells of health or of a tag is called an appointment, unless `named`: the person says so.
    """
    event, held = plan.event, 0
    rows = []
    for item in order:
        row, left = _pocket(item, arrive.get(item.id, ""), guard, named=named, late=item.id in late)
        held += left
        rows.append(row)
    first = [
        Row("Out at", say.clock(event.out_at) if event.out_at else "not known yet"),
        *([Row("Met by", event.met_by)] if event.met_by and not guard.holds_back(event.met_by) else []),
        *([Row("Be in by", say.clock(event.home_by))] if event.home_by else []),
    ]
    ring = [Row("Out of hours, ring", event.ring)] if event.ring and not guard.holds_back(event.ring) else []
    return PlanPage(
        title=f"{plan.day:%A} {_long(plan.day)}",
        name=name,
        made_up=made_up,
        as_of=f"Made on {_long(today)}. It may have changed since: ring if in doubt.",
        sections=tuple(s for s in (Section("To begin with", tuple(first)), Section("The day", tuple(rows)),
                                   Section("If something goes wrong", tuple(ring))) if s.rows),
        checklist=True,
        held_back=held,
    )  # fmt: skip


def _pocket(item: DayItem, arrive: str, guard: Guard, *, named: bool, late: bool) -> tuple[Row, int]:
    """One item as the sheet tells it, and how many of its texts were left out."""
    held = 0

    def may(text: str) -> str:
        nonlocal held
        if text and guard.holds_back(text) and not named:
            held += 1
            return ""
        return text

    private = item.kind in PRIVATE and not named
    held += private
    what = "Appointment" if private else may(item.what) or "Appointment"
    when = item.at or (f"by {item.by}" if item.by else "") or (f"about {arrive}" if arrive else "")
    opening = f"open {item.opens} to {item.closes}" if item.opens and item.closes else ""
    who = may(item.with_whom)
    along, bring, fallback = may(item.along), may(item.bring), may(item.fallback)
    worry = f"There about {arrive}: ring before, it may be too late" if arrive else "It may be too late: ring before"
    small = (  # few lines, so that a full day is two sheets at most
        worry if late else "",
        ", ".join(part for part in (may(item.place), opening, f"with {who}" if who else "", item.phone) if part),
        ". ".join(
            part for part in (f"{along} goes along" if along else "", f"Bring: {bring}" if bring else "") if part
        ),
        f"If not: {fallback}" if fallback else "",
    )
    return Row(
        when or "some time", what + ("" if item.must else " (if there is time)"), tuple(filter(None, small))
    ), held


# Writing


def as_html(page: PlanPage) -> str:
    """Return the page to print: black on white, 13 points, headings a screen reader follows."""
    return templates(escaped=True).get_template("plan_page.html").render(page=page)


def as_text(page: PlanPage) -> str:
    """Return the same as plain text of at most 79 letters a line."""
    lines = [page.title.upper(), page.name, page.as_of]
    if page.made_up:
        lines.append("Made-up person: nobody here exists.")
    for section in page.sections:
        lines += ["", *wrap(section.heading.upper(), WIDTH)]
        for row in section.rows:
            box = "[ ] " if page.checklist and section.heading == "The day" else ""
            lines += wrap(f"{box}{f'{row.head}: ' if row.head else ''}{row.text}", WIDTH, subsequent_indent="    ")
            lines += [line for small in row.small for line in wrap(small, WIDTH, initial_indent="    ",
                                                                   subsequent_indent="    ")]  # fmt: skip
        lines += [section.told] if section.told else []
    lines += ["", *page.foot] if page.foot else []
    return "\n".join(lines) + "\n"


def write(page: PlanPage, folder: Path) -> Written:
    """Write both files. Raises OSError."""
    return write_both(as_html(page), as_text(page), folder, "plan")
