"""The understanding and the action plan as they stand: versions, goals with their steps, and who may be given what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from ipstui.casework.diary.state import Diary
from ipstui.casework.events import (
    Application,
    Certificate,
    Cv,
    GoalEnded,
    GoalSet,
    PageGiven,
    PaperArrived,
    PaperAskedFor,
    PaperDropped,
    PlanAgreed,
    Setback,
    Sharing,
    StepAdded,
    StepChanged,
    Training,
    UnderstandingWritten,
    VacancyConsidered,
)
from ipstui.casework.history import Ledger
from ipstui.casework.needs.state import Needs
from ipstui.casework.search.state import same_job


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it stands. `closed_by` says in words what closed it, where that was not said of the step itself."""

    id: str
    event: StepAdded
    state: str
    changed: StepChanged | None
    closed_on: date | None
    closed_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("to_do", "under_way")


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """A goal, its steps in the order they were agreed, and how it ended."""

    id: str
    event: GoalSet
    steps: tuple[Step, ...]
    ended: GoalEnded | None

    @property
    def needs_a_step(self) -> bool:
        """Whether it is still wanted, and nothing is to be done next."""
        return self.ended is None and not any(step.is_open for step in self.steps)


class Plans(msgspec.Struct, frozen=True, kw_only=True):
    """What was written together, oldest first. A version of the plan is each time the person was asked about it."""

    understandings: tuple[UnderstandingWritten, ...]
    goals: tuple[Goal, ...]
    agreed: tuple[PlanAgreed, ...]
    sharing: tuple[Sharing, ...]
    given: tuple[PageGiven, ...]
    setbacks: tuple[Setback, ...]
    changed_since_agreed: bool

    @property
    def understanding(self) -> UnderstandingWritten | None:
        """The version that holds."""
        return self.understandings[-1] if self.understandings else None

    @property
    def open_goals(self) -> tuple[Goal, ...]:
        """The goals that have not ended."""
        return tuple(goal for goal in self.goals if goal.ended is None)

    @property
    def last_agreed(self) -> PlanAgreed | None:
        """What was said to the plan last."""
        return self.agreed[-1] if self.agreed else None

    def sharing_with(self, page: str) -> dict[str, Sharing]:
        """Return the last word about a page for each to whom it may be given, by the name that was typed first."""
        said: dict[str, tuple[str, Sharing]] = {}
        for event in self.sharing:
            if event.covers in (page, "both"):
                name = event.with_whom.strip()
                first = said.get(name.casefold(), (name, event))[0]
                said[name.casefold()] = (first, event)
        return dict(said.values())

    def gone_out(self, page: str) -> tuple[PageGiven, ...]:
        """Return the pages that were given to somebody who may not have them any more."""
        words = {name.casefold(): event for name, event in self.sharing_with(page).items()}
        return tuple(
            given
            for given in self.given
            if given.page == page and (word := words.get(given.to.strip().casefold())) and word.decision != "given"
        )


class _Close(NamedTuple):
    on: date
    state: str
    why: str


def plans_of(ledger: Ledger, needs: Needs, diary: Diary) -> Plans:
    """Fold what was written together; a step that is something held elsewhere follows that."""
    changes: dict[str, StepChanged] = {ledger.root(each.step): each for each in ledger.of(StepChanged)}
    ended = {ledger.root(each.goal): each for each in ledger.of(GoalEnded)}
    closes = _closes(ledger, needs, diary)
    steps: dict[str, list[Step]] = {}
    for added in ledger.of(StepAdded):
        key = ledger.root(added.id)
        steps.setdefault(ledger.root(added.goal), []).append(_step(ledger, key, added, changes.get(key), closes))
    agreed = tuple(ledger.of(PlanAgreed))
    moved = [e.recorded for e in ledger.any_of(GoalSet, GoalEnded, StepAdded)]
    return Plans(
        understandings=tuple(ledger.of(UnderstandingWritten)),
        goals=tuple(
            Goal(id=(key := ledger.root(goal.id)), event=goal, steps=tuple(steps.get(key, ())), ended=ended.get(key))
            for goal in ledger.of(GoalSet)
        ),
        agreed=agreed,
        sharing=tuple(ledger.of(Sharing)),
        given=tuple(ledger.of(PageGiven)),
        setbacks=tuple(ledger.of(Setback)),
        changed_since_agreed=bool(agreed) and any(each > agreed[-1].recorded for each in moved),
    )


def _step(
    ledger: Ledger, key: str, added: StepAdded, changed: StepChanged | None, closes: Mapping[str, _Close]
) -> Step:
    found = closes.get(ledger.root(added.held)) if added.held else None
    if changed is not None and changed.state in ("done", "not_needed"):
        return Step(id=key, event=added, state=changed.state, changed=changed, closed_on=changed.on)
    if found is not None:
        return Step(
            id=key, event=added, state=found.state, changed=changed, closed_on=found.on, closed_by=found.why
        )  # fmt: skip
    return Step(id=key, event=added, state=changed.state if changed else "to_do", changed=changed, closed_on=None)


def _closes(ledger: Ledger, needs: Needs, diary: Diary) -> dict[str, _Close]:
    """What is over of all that a step may be, by its id, and how that is told."""
    found: dict[str, _Close] = {}
    for need in needs.all:
        if need.met is not None:
            found[need.id] = _Close(need.met, "done", "the need was met")
        elif need.dropped is not None:
            found[need.id] = _Close(need.dropped, "not_needed", "the need is no longer pursued")
    for task in diary.tasks:
        if task.done is not None:
            found[task.id] = _Close(task.done, "done", "the task is done")
    for booking in diary.bookings:
        if booking.state in ("kept", "accompanied", "attended", "offer", "unsuccessful"):
            found[booking.id] = _Close(booking.on, "done", "the appointment was kept")
    for application in ledger.of(Application):
        if not application.application:
            found[ledger.root(application.id)] = _Close(application.on, "done", "the application was made")
    for vacancy in ledger.of(VacancyConsidered):
        later = [each for each in ledger.of(VacancyConsidered) if each.on >= vacancy.on and same_job(each, vacancy)]
        made = [each for each in ledger.of(Application) if each.on >= vacancy.on and same_job(each, vacancy)]
        if made:
            found[ledger.root(vacancy.id)] = _Close(made[0].on, "done", "the application was made")
        elif later[-1].result == "ruled_out":
            found[ledger.root(vacancy.id)] = _Close(later[-1].on, "not_needed", "the vacancy was ruled out")
    # A course or a card of the same name from before is another one: it was taken again, or renewed.
    for course in ledger.of(Training):
        ended = next(
            (e for e in ledger.of(Training)
             if e.state == "ended" and e.on >= course.on and e.course.casefold() == course.course.casefold()), None,
        )  # fmt: skip
        if ended is not None:
            found[ledger.root(course.id)] = _Close(ended.on, "done", "the course ended")
    for paper in ledger.of(Certificate):
        got = next(
            (e for e in ledger.of(Certificate)
             if e.state == "got" and e.on >= paper.on and e.name.casefold() == paper.name.casefold()), None,
        )  # fmt: skip
        if got is not None:
            found[ledger.root(paper.id)] = _Close(got.on, "done", "it came")
    for asked in ledger.of(PaperAskedFor):
        there = next((e for e in ledger.of(PaperArrived) if ledger.root(e.asked_for) == ledger.root(asked.id)), None)
        if there is not None:
            found[ledger.root(asked.id)] = _Close(there.on, "done", "the paper is there")
    for dropped in ledger.of(PaperDropped):
        found.setdefault(ledger.root(dropped.asked_for), _Close(dropped.on, "not_needed", "it is no longer pursued"))
    for cv in ledger.of(Cv):
        ready = next((e for e in ledger.of(Cv) if e.state in ("ready", "approved", "sent") and e.on >= cv.on), None)
        if ready is not None:
            found[ledger.root(cv.id)] = _Close(ready.on, "done", "the CV is ready")
    return found
