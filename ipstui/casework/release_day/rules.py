"""What may be recorded of the plan of a day of release."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.events import (
    DayPlanned,
    DaySettled,
    DayTicked,
)
from ipstui.casework.release_day.state import read_items
from ipstui.casework.story import Story
from ipstui.casework.unfit import Rule, Unfit


def _day_planned(event: DayPlanned, story: Story) -> None:
    items = read_items(event.items)
    if len(items) != len(event.items):
        raise Unfit("items", "one of the things planned cannot be read.")
    if len({item.id for item in items}) != len(items):
        raise Unfit("items", "two of the things planned have one letter.")
    for item in items:
        if not item.what.strip():
            raise Unfit("items", "one of the things planned has no words.")
        if item.opens and item.closes and item.closes <= item.opens:
            raise Unfit("items", f"{item.what} would close at {item.closes} before it opens at {item.opens}.")
    if event.day < event.on and not event.plan:
        raise Unfit("day", f"{say.day(event.day, story.today)} is over: a day is planned before it.")


def _day_ticked(event: DayTicked | DaySettled, story: Story) -> None:
    plan = next((each for each in story.release_day.plans if each.id == event.plan), None)
    if plan is None:
        return
    if isinstance(event, DayTicked) and all(item.id != event.item for item in plan.items):
        raise Unfit("item", "there is no such thing in the plan.")
    if event.on < plan.day:
        raise Unfit("on", f"the day is {say.day(plan.day, story.today)}: nothing of it has happened yet.")
    if isinstance(event, DaySettled) and plan.settled_on is not None:
        raise Unfit("plan", f"it was gone through {say.on(plan.settled_on, story.today)} already.")


RULES: tuple[Rule, ...] = (
    (DayPlanned, _day_planned),
    ((DayTicked, DaySettled), _day_ticked),
)
