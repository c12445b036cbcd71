"""Does the day of release fit: in which order, what does not, and by how many minutes?

Unknown minutes stay unknown, and so does what follows them. People decide: a plan that fits is not a promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, permutations
from typing import Literal

import msgspec

from calculators.day_order import DAY, START, Stop, Visit, Ways, follow, order_within
from calculators.explain import RequestError, Result, Rule, Step
from calculators.licence.clock import minutes as clock
from calculators.working_days import bank_holiday_name

Verdict = Literal["fits", "does_not_fit", "unknown"]
GATE = "out"
MOST_ITEMS = 12


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to do on the day. Times are HH:MM; minutes left out or null are not known.

    `travel_minutes` is the way from whatever comes before. `at` is an appointment, `arrive_by` a latest
    arrival. What nobody called a should is a must.
    """

    id: str
    must: bool = True
    what: str = ""
    at: str | None = None
    open_from: str | None = None
    open_to: str | None = None
    arrive_by: str | None = None
    minutes: int | None = None
    travel_minutes: int | None = None
    place: str | None = None
    home: bool = False


class DayPlanRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day, the time of walking out, and what is to be done, in the order thought of.

    `travel` has minutes from one item to another, `out>a` from the gate; they win over `travel_minutes`.
    """

    date: date
    out_at: str
    items: tuple[Item, ...] = ()
    travel: dict[str, int | None] = {}
    curfew_from: str | None = None
    fixed_order: bool = False


class Timed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item in the order found, times HH:MM and null where they are not known; `waits` in minutes."""

    id: str
    arrive: str | None
    leave: str | None
    waits: int | None
    late_by: int = 0


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """An item that does not fit, why, and by how many minutes."""

    id: str
    why: str
    minutes: int


class DayPlanResult(Result, frozen=True, kw_only=True):
    """Whether the day fits, the best order there is, and what is wrong with it, must-dos first.

    `proven` is False where the search was stopped before every order was looked at: then nothing is said not to fit.
    """

    verdict: Verdict
    order: tuple[str, ...]
    timeline: tuple[Timed, ...]
    problems: tuple[Problem, ...]
    proven: bool = True


def day_plan(request: DayPlanRequest, most: int | None = None) -> DayPlanResult:
    """Look for the order in which everything fits, or the least bad one. Raises RequestError naming the field.

    With `most` the search stops after so many beginnings of a day, for an answer while somebody types; what it found
    by then is the answer, and says whether it is `proven`.

    Source: ours, see `RULES`.
    """
    out_at = clock("out_at", request.out_at)
    curfew = clock("curfew_from", request.curfew_from, end=True) if request.curfew_from else None
    _check_items(request)
    stops = tuple(_stop(item, f"items[{place}]", curfew) for place, item in enumerate(request.items))
    ways = _ways(request)
    order, proven = (_given_order(stops), True) if request.fixed_order else order_within(stops, ways, out_at, most)
    visits, cost = follow(stops, ways, out_at, order)
    missing = (*_missing(request, visits, stops, ways), *_no_home(request))
    verdict: Verdict = "does_not_fit" if cost.lateness else "fits"
    if verdict == "fits" and (cost.unknown_musts or not stops or any(_no_home(request))):
        verdict = "unknown"
    if verdict == "does_not_fit" and not proven:
        verdict = "unknown"
    problems = _problems(request, visits, stops)
    return DayPlanResult(
        verdict=verdict,
        order=tuple(request.items[number].id for number in order),
        timeline=tuple(_timed(request, found) for found in visits),
        problems=problems,
        proven=proven,
        steps=tuple(_steps(request, visits)),
        warnings=(
            *_without(request, stops, ways, out_at, most, verdict),
            *_warnings(request, stops, ways, out_at, order, verdict),
        ),
        missing=missing,
    )


# What was given


def _check_items(request: DayPlanRequest) -> None:
    if len(request.items) > MOST_ITEMS:
        raise RequestError("items", f"More than {MOST_ITEMS} in one day cannot be put in order: leave some for later.")
    seen: set[str] = set()
    for place, item in enumerate(request.items):
        where = f"items[{place}]"
        if not item.id.strip() or ">" in item.id or item.id == GATE:
            raise RequestError(f"{where}.id", f"Each needs a name of its own, without >, and not {GATE}.")
        if item.id in seen:
            raise RequestError(f"{where}.id", f"There are two named {item.id}: give each its own name.")
        seen.add(item.id)
        for name in ("minutes", "travel_minutes"):
            _check_minutes(f"{where}.{name}", getattr(item, name))
        if item.home and any(other.home for other in request.items[:place]):
            raise RequestError(f"{where}.home", "There is one home for the night: say which it is.")
    for pair, taken in request.travel.items():
        first, _, second = pair.partition(">")
        if second not in seen or (first not in seen and first != GATE) or first == second:
            raise RequestError(f"travel.{pair}", "This is from one item to another, like a>b, or from out.")
        _check_minutes(f"travel.{pair}", taken)


def _check_minutes(field: str, taken: int | None) -> None:
    if taken is not None and not 0 <= taken <= DAY:
        raise RequestError(field, f"{taken} minutes cannot be right: from 0 to {DAY}.")


def _stop(item: Item, where: str, curfew: int | None) -> Stop:
    """The item in minutes. Raises RequestError for times that run backwards."""

    def minute(name: str, *, end: bool = False) -> int | None:
        text = getattr(item, name)
        return None if text is None else clock(f"{where}.{name}", text, end=end)

    opens, closes = minute("open_from"), minute("open_to", end=True)
    if opens is not None and closes is not None and closes <= opens:
        raise RequestError(f"{where}.open_to", f"It would close at {item.open_to} before it opens at {item.open_from}.")
    at, by = minute("at"), minute("arrive_by", end=True)
    if item.home and curfew is not None:
        by = curfew if by is None else min(by, curfew)
    return Stop(
        must=item.must, minutes=item.minutes, at=at, open_from=opens, open_to=closes, arrive_by=by, home=item.home
    )


def _ways(request: DayPlanRequest) -> Ways:
    """Minutes from the gate and from each item to each, a pair before the item's own."""
    starts = (GATE, *(item.id for item in request.items))
    return [
        [request.travel.get(f"{start}>{item.id}", item.travel_minutes) for item in request.items] for start in starts
    ]


def _given_order(stops: tuple[Stop, ...]) -> tuple[int, ...]:
    """As thought of, and home last, for nothing comes after it."""
    return tuple(sorted(range(len(stops)), key=lambda number: stops[number].home))


# What came of it


def _timed(request: DayPlanRequest, found: Visit) -> Timed:
    return Timed(
        id=request.items[found.stop].id,
        arrive=_time(found.arrive) if found.arrives_sure else None,
        leave=_time(found.leave) if found.leaves_sure else None,
        waits=found.waits if found.arrives_sure else None,
        late_by=found.late,
    )


def _problems(request: DayPlanRequest, visits: tuple[Visit, ...], stops: tuple[Stop, ...]) -> tuple[Problem, ...]:
    late = sorted((found for found in visits if found.late), key=lambda found: not stops[found.stop].must)
    return tuple(
        Problem(id=request.items[found.stop].id, why=_why(request, found), minutes=found.late) for found in late
    )


def _why(request: DayPlanRequest, found: Visit) -> str:
    item = request.items[found.stop]
    curfew = item.home and request.curfew_from and (not item.arrive_by or request.curfew_from < item.arrive_by)
    limit = {
        "at": f"begins at {item.at}",
        "open_to": f"closes at {item.open_to}",
        "arrive_by": f"the curfew begins at {request.curfew_from}" if curfew else f"arrive by {item.arrive_by}",
        "midnight": "the day ends at 24:00",
    }[found.limit]
    over = found.limit in ("open_to", "midnight")
    there = f"it would be over at {_time(found.leave)}" if over else f"you would be there at {_time(found.arrive)}"
    least = "" if found.arrives_sure else ", at the earliest: minutes are missing"
    return f"{limit}, and {there}{least}"


def _missing(request: DayPlanRequest, visits: tuple[Visit, ...], stops: tuple[Stop, ...], ways: Ways) -> Iterator[str]:
    """The minutes that nobody gave, in the order of the day."""
    row = 0
    for place, found in enumerate(visits):
        if ways[row][found.stop] is None:
            yield f"items[{found.stop}].travel_minutes"
        last = place == len(visits) - 1
        if stops[found.stop].minutes is None and (not last or stops[found.stop].open_to is not None):
            yield f"items[{found.stop}].minutes"
        row = found.stop + 1


def _no_home(request: DayPlanRequest) -> Iterator[str]:
    if not request.items:
        yield "items"
    elif request.curfew_from and not any(item.home for item in request.items):
        yield "home"


def _steps(request: DayPlanRequest, visits: tuple[Visit, ...]) -> Iterator[Step]:
    yield Step(f"Out at {request.out_at}.")
    for found in visits:
        item = request.items[found.stop]
        name = f"{item.id}: {item.what}" if item.what else item.id
        if found.late:
            yield Step(f"{name}: late by {found.late} minutes: {_why(request, found)}.")
        elif not found.arrives_sure:
            yield Step(f"{name}: nobody can tell when, minutes before it are missing.")
        else:
            waits = f", waits {found.waits} minutes" if found.waits else ""
            until = f", until {_time(found.leave)}" if found.leaves_sure else ", until nobody can tell"
            yield Step(f"{name}: there at {_time(found.arrive)}{waits}{until}.")


def _warnings(
    request: DayPlanRequest,
    stops: tuple[Stop, ...],
    ways: Ways,
    out_at: int,
    order: tuple[int, ...],
    verdict: Verdict,
) -> Iterator[str]:
    if closed := _closed(request.date):
        yield f"{request.date:%a} {request.date.day} {request.date:%b} is {closed}: ask which places are open."
    if closed := _closed(request.date + timedelta(days=1)):
        yield f"The day after is {closed}: what is missed today waits until places open again, medicine too."
    if request.fixed_order and order != tuple(range(len(stops))):
        yield "Home was put last: nothing comes after it."
    if any(stop.home for stop in stops) is False and request.curfew_from:
        yield "There is a curfew, and no item is the home: whether it is reached in time cannot be told."
    if verdict == "does_not_fit":
        yield from _conflicts(request, stops, ways, out_at)


def _without(
    request: DayPlanRequest, stops: tuple[Stop, ...], ways: Ways, out_at: int, most: int | None, verdict: Verdict
) -> Iterator[str]:
    """What need not be done and, left for another day, makes the rest fit: one thing if one is enough, else all.

    Not looked for in an answer while somebody types.
    """
    shoulds = [number for number, stop in enumerate(stops) if not stop.must and not stop.home]
    if verdict != "does_not_fit" or most is not None or len(shoulds) == len(stops):
        return
    for left in (*([number] for number in shoulds[:_TRIED]), shoulds):
        kept = [number for number in range(len(stops)) if number not in left]
        some = tuple(stops[number] for number in kept)
        rows = [ways[START], *(ways[number + 1] for number in kept)]
        fewer = [[row[number] for number in kept] for row in rows]
        order = _given_order(some) if request.fixed_order else order_within(some, fewer, out_at, _LOOKED_AT)[0]
        cost = follow(some, fewer, out_at, order)[1]
        if left and not cost.lateness and not cost.unknown_musts:
            names = " and ".join(request.items[number].id for number in left)
            yield f"Without {names} the rest fits: leave {'it' if len(left) == 1 else 'them'} for another day."
            return


_TRIED, _LOOKED_AT = 4, 800  # single things to leave out, and beginnings of a day looked at for each


def _conflicts(request: DayPlanRequest, stops: tuple[Stop, ...], ways: Ways, out_at: int) -> Iterator[str]:
    """Must-dos that cannot be met even with nothing else that day, and pairs of them that exclude each other."""
    musts = [number for number, stop in enumerate(stops) if stop.must]

    def late(*order: int) -> bool:
        return follow(stops, ways, out_at, order)[1].lateness > 0

    alone = [number for number in musts if late(number)]
    for number in alone:
        yield f"{request.items[number].id} cannot be met even with nothing before it: ask whoever set it."
    for first, second in combinations([number for number in musts if number not in alone], 2):
        orders = [pair for pair in permutations((first, second)) if not stops[pair[0]].home]
        if all(late(*pair) for pair in orders):
            names = f"{request.items[first].id} and {request.items[second].id}"
            yield f"{names} cannot both be met: ask those who set them which can move, before the day."


def _closed(day: date) -> str | None:
    if holiday := bank_holiday_name(day):
        return f"a bank holiday ({holiday})"
    return "at the weekend" if day.weekday() >= 5 else None


def _time(minute: int) -> str:
    """HH:MM; past midnight the time of the next day."""
    hour = minute // 60
    return f"{hour if minute <= DAY else hour % 24:02d}:{minute % 60:02d}"


_CHECKED = date(2026, 11, 22)
RULES: tuple[Rule, ...] = (
    Rule(
        text="An appointment begins at its time, and reaching it later is late; a place with opening times has to be "
        "reached, and left, inside them; a latest arrival, and for the home the curfew, are for arriving. Nothing "
        "comes after home, and everything is over by midnight.",
        source="Ours: no plan of another service was found that counts minutes",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Every order is looked at. The best has the fewest late must-dos, then the fewest of which nobody can "
        "tell, then the fewest minutes late, then the fewest other things of which nobody can tell; of equals, the "
        "one nearest to the order thought of.",
        source="Ours",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Minutes that nobody gave are not known, and nor is what follows them. What is late even if they were "
        "nought is late.",
        source="Ours",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Minutes on the way are as typed: no map and no timetable is asked.",
        source="Ours; in an inspectorate's test of plans given the day before, four of six places were reached by "
        "car in time and none by bus",
        checked=_CHECKED,
        status="judgement",
    ),
)
