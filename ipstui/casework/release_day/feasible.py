"""Does the day as planned fit? The plan as the day-plan calculator reads it, and its answer in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from itertools import pairwise

import msgspec

from calculators.day_plan import DayPlanRequest, DayPlanResult, Item, day_plan
from calculators.explain import RequestError
from ipstui.casework.checks import Unfit
from ipstui.casework.release_day.state import GATE, DayItem, DayPlan, current, hh_mm
from ipstui.casework.story import Story

WHILE_TYPING = 800
"""Beginnings of a day looked at while somebody types: about 30 ms for twelve items on any travel times."""
FIELDS = {"out_at": "out at", "curfew_from": "in by", "open_to": "opening times", "open_from": "opening times",
          "arrive_by": "by", "at": "time", "minutes": "minutes", "travel_minutes": "minutes to get there"}  # fmt: skip


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came out for a plan, or in `problem` why nothing could be worked out, in a sentence."""

    items: tuple[DayItem, ...] = ()
    """What it is an answer about: a plan may have changed since."""
    result: DayPlanResult | None = None
    problem: str = ""
    own_order: bool = False
    another_fits: bool = False
    """Whether it fits in another order than one's own, which does not."""


def answer_for(plan: DayPlan, story: Story) -> Answer:
    """Work out whether a plan that was kept fits, with the times that the diary has by now."""
    event = plan.event
    return answer(
        plan.day, event.out_at, event.home_by, current(plan, story.diary, story.today), own_order=event.own_order
    )


def request_of(
    day: date, out_at: time | None, home_by: time | None, items: Sequence[DayItem], *, own_order: bool = False
) -> DayPlanRequest:
    """Return the plan as the calculator reads it. Raises Unfit without a time of coming out."""
    if out_at is None:
        raise Unfit("out_at", "the time of coming out is not known, so nothing can be worked out yet.")
    starts = {GATE, *(item.id for item in items)}
    return DayPlanRequest(
        date=day,
        out_at=hh_mm(out_at),
        curfew_from=hh_mm(home_by) or None,
        fixed_order=own_order,
        travel={f"{key}>{item.id}": taken for item in items for key, taken in item.ways.items() if key in starts},
        items=tuple(
            Item(
                id=item.id,
                what=item.what,
                must=item.must,
                at=item.at or None,
                open_from=item.opens or None,
                open_to=item.closes or None,
                arrive_by=item.by or None,
                minutes=item.minutes,
                travel_minutes=item.travel,
                home=item.home,
            )
            for item in items
        ),
    )


def answer(
    day: date, out_at: time | None, home_by: time | None, items: Sequence[DayItem], *, own_order: bool = False,
    most: int | None = None,
) -> Answer:  # fmt: skip
    """Work out whether the day fits, in the order given where it is one's own; `most` bounds the search."""
    about = tuple(items)
    if not about:
        return Answer(problem="nothing is planned yet.")
    try:
        request = request_of(day, out_at, home_by, about, own_order=own_order)
        result = day_plan(request, most)
        another = (
            own_order
            and result.verdict == "does_not_fit"
            and day_plan(msgspec.structs.replace(request, fixed_order=False), WHILE_TYPING).verdict == "fits"
        )
        return Answer(items=about, result=result, own_order=own_order, another_fits=another)
    except Unfit as error:
        return Answer(items=about, problem=error.problem)
    except RequestError as error:
        return _refused(error, about)


def _refused(error: RequestError, items: tuple[DayItem, ...]) -> Answer:
    where, _, field = error.field.rpartition(".")
    number = where.removeprefix("items[").removesuffix("]")
    if number.isdecimal() and int(number) < len(items):
        item = items[int(number)]
        return Answer(items=items, problem=f"{item.what}, {FIELDS.get(field, field)}: {error.problem}")
    return Answer(items=items, problem=f"{FIELDS.get(error.field, error.field)}: {error.problem}")


def headline(found: Answer) -> str:
    """Return the answer in one line, the worst first; it begins with the word that says how it stands."""
    if found.result is None:
        return f"NOT KNOWN: {found.problem}"
    result, names = found.result, {item.id: item.what for item in found.items}
    if result.verdict == "does_not_fit":
        first = result.problems[0]
        more = f" (and {len(result.problems) - 1} more)" if len(result.problems) > 1 else ""
        musts = {item.id for item in found.items if item.must}
        met = all(each.arrive and not each.late_by for each in result.timeline if each.id in musts)
        how = "DOES NOT FIT, though every must-do does" if musts and met else "DOES NOT FIT"
        return f"{how}: {names[first.id]}: {first.why}, {first.minutes} minutes too late{more}"
    if result.verdict == "fits":
        last = result.timeline[-1]
        return f"FITS: the last is {names[last.id]}, there at {last.arrive}"
    if not result.proven:
        return "NOT KNOWN: not every order has been looked at yet"
    return f"NOT KNOWN: {_missing(result, found.items)}"


def _missing(result: DayPlanResult, items: Sequence[DayItem]) -> str:
    """Return what nobody gave, in a few words: "minutes to get to Bank, minutes at GP"."""
    told = []
    for name in result.missing:
        where, _, field = name.rpartition(".")
        number = where.removeprefix("items[").removesuffix("]")
        if number.isdecimal():
            what = items[int(number)].what
            told.append(f"minutes to get to {what}" if field == "travel_minutes" else f"minutes at {what}")
        else:
            told.append({"home": "which is the place for the night", "items": "what is to be done"}.get(name, name))
    return "; ".join(told) or "something is missing"


def clashes(found: Answer) -> tuple[str, ...]:
    """Return what else is to be said: must-dos that cannot both be met, closed days; ids written as names."""
    if found.result is None:
        return ()
    told = ["Another order fits: o has it proposed."] if found.another_fits else []
    told += ["In your own order."] if found.own_order and not told else []
    if _guessed_way(found.result, found.items):
        told.append("This order is not the one typed: the minutes on the way may be others.")
    names = {item.id: item.what for item in found.items}
    told += [_named(line, names) for line in found.result.warnings]
    return tuple(told)


def _named(line: str, names: Mapping[str, str]) -> str:
    """Write names for the ids with which a warning begins ("Without c and d …"): an id may be the word "a" as well."""
    words = line.split(" ")
    place = 1 if words[0] == "Without" else 0
    while words[place] in names:
        words[place] = names[words[place]]
        if words[place + 1] != "and":
            break
        place += 2
    return " ".join(words)


def _guessed_way(result: DayPlanResult, items: Sequence[DayItem]) -> bool:
    """Whether the order has a way that was typed as the way from something else."""
    by_id = {item.id: item for item in items}
    typed = dict(pairwise((GATE, *(item.id for item in items if not item.home), *(i.id for i in items if i.home))))
    return any(typed.get(a) != b and a not in by_id[b].ways for a, b in pairwise((GATE, *result.order)))


def ordered(found: Answer) -> tuple[DayItem, ...]:
    """Return the items in the order proposed; as given where there is none."""
    if found.result is None:
        return found.items
    by_id = {item.id: item for item in found.items}
    return tuple(by_id[name] for name in found.result.order)
