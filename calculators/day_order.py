"""The order in which the things of one day are done: every order is looked at, and the best one is proven.

Best is the fewest late must-dos, then the fewest must-dos of which nobody can tell, then the least lateness, then the
fewest other things of which nobody can tell; of equals the one nearest to the order thought of. Times are minutes
after midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

import msgspec

DAY = 1440
START = 0  # the row of `Ways` from which the day begins; stop n leaves from row n + 1

# The parts of a `Cost` in one number, which adds up and compares in the same way for a dozen stops.
UNKNOWN = 1
LATENESS = 1 << 4
UNKNOWN_MUST = 1 << 24
LATE_MUST = 1 << 28

Ways = Sequence[Sequence[int | None]]


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do. None is no limit, and for `minutes` not known. Home comes last."""

    must: bool
    minutes: int | None
    at: int | None = None
    open_from: int | None = None
    open_to: int | None = None
    arrive_by: int | None = None
    home: bool = False

    @property
    def due(self) -> int:
        """The minute by which it has to be over, were it done as soon as it can be."""
        stay = self.minutes or 0
        limits = [self.open_to, _plus(self.at, stay), _plus(self.arrive_by, stay), DAY]
        return min(limit for limit in limits if limit is not None)


class Visit(msgspec.Struct, frozen=True):
    """One stop as it would go. Where `arrives_sure` or `leaves_sure` is False the minute is the earliest it can be.

    `limit` is what it is late for: the name of a field of `Stop`, or `midnight`.
    """

    stop: int
    arrive: int
    leave: int
    waits: int
    late: int
    limit: str
    arrives_sure: bool
    leaves_sure: bool
    unknown: bool


class Cost(msgspec.Struct, frozen=True, order=True):
    """How bad an order is, the worst first."""

    late_musts: int = 0
    unknown_musts: int = 0
    lateness: int = 0
    unknown: int = 0

    def plus(self, visit: Visit, must: bool) -> Cost:
        return Cost(
            self.late_musts + (must and visit.late > 0),
            self.unknown_musts + (must and visit.unknown),
            self.lateness + visit.late,
            self.unknown + visit.unknown,
        )


def visit(stop: Stop, number: int, left_at: int, sure: bool, way: int | None) -> Visit:
    """Go to a stop from where one left at a minute. An unknown minute counts as none and leaves the rest unsure."""
    arrive = left_at + (way or 0)
    begin = max(arrive, stop.at or 0, stop.open_from or 0)
    leave = begin + (stop.minutes or 0)
    limits = (
        (_over(arrive, stop.at), "at"),
        (_over(leave, stop.open_to), "open_to"),
        (_over(arrive, stop.arrive_by), "arrive_by"),
        (leave - DAY, "midnight"),
    )
    late, limit = max(limits, key=lambda found: found[0])
    arrives_sure = sure and way is not None
    unsure = not arrives_sure or (stop.minutes is None and stop.open_to is not None)
    return Visit(
        number,
        arrive,
        leave,
        begin - arrive,
        max(0, late),
        limit,
        arrives_sure,
        arrives_sure and stop.minutes is not None,
        unsure and late <= 0,
    )


def follow(stops: Sequence[Stop], ways: Ways, out_at: int, order: Sequence[int]) -> tuple[tuple[Visit, ...], Cost]:
    """The day in one order, and what that order costs."""
    visits: list[Visit] = []
    cost, minute, sure, row = Cost(), out_at, True, START
    for number in order:
        found = visit(stops[number], number, minute, sure, ways[row][number])
        visits.append(found)
        cost = cost.plus(found, stops[number].must)
        minute, sure, row = found.leave, found.leaves_sure, number + 1
    return tuple(visits), cost


def best_order(stops: Sequence[Stop], ways: Ways, out_at: int) -> tuple[int, ...]:
    """The best order of all. Where several are equally good it is the first of them, as they were thought of."""
    return order_within(stops, ways, out_at, None)[0]


def order_within(stops: Sequence[Stop], ways: Ways, out_at: int, most: int | None) -> tuple[tuple[int, ...], bool]:
    """The best order found while looking at no more than `most` beginnings of a day, and whether it is proven.

    None looks at all of them. An order not proven may be late where another would not be.
    """
    return _Search(stops, ways, most).run(out_at)


class _Search:
    """Depth first, leaving out what cannot be as good as what is known. Costs are single numbers here, for speed."""

    def __init__(self, stops: Sequence[Stop], ways: Ways, most: int | None = None) -> None:
        self.left = -1 if most is None else most
        """How many beginnings may still be looked at; below nought there is no limit."""
        self.best = -1
        self.order: tuple[int, ...] = ()
        every = range(len(stops))
        self.home = next((number for number in every if stops[number].home), -1)
        self.must = [stop.must for stop in stops]
        self.stay = [stop.minutes or 0 for stop in stops]
        self.opens = [max(stop.at or 0, stop.open_from or 0) for stop in stops]
        # The last minutes for arriving and for leaving, and whether that it leaves in time can be told at all.
        self.arrive_by = [min(_or_never(stop.at), _or_never(stop.arrive_by)) for stop in stops]
        self.leave_by = [min(_or_never(stop.open_to), DAY) for stop in stops]
        self.stay_known = [stop.minutes is not None for stop in stops]
        self.told = [stop.minutes is not None or stop.open_to is None for stop in stops]
        self.ways = [[way or 0 for way in row] for row in ways]
        self.way_known = [[way is not None for way in row] for row in ways]
        into = [[row[number] for place, row in enumerate(ways) if place != number + 1] for number in every]
        self.takes = [min(way or 0 for way in into[number]) + self.stay[number] for number in every]
        self.due = [stop.due for stop in stops]
        others = [number for number in every if number != self.home]
        self.by_due = sorted(others, key=lambda number: self.due[number])
        self.by_takes = sorted(others, key=lambda number: self.takes[number])
        # Where every way to what is left is the same, it does not matter where one comes from.
        self.varied = sum(1 << number for number in every if len(set(into[number])) > 1)
        self.seen: dict[tuple[int, int], list[tuple[int, bool, int]]] = {}

    def run(self, out_at: int) -> tuple[tuple[int, ...], bool]:
        """The best order: how good a day can be is guessed first, so that much need not be tried."""
        guess, self.known = self._guess(out_at)
        whole = (1 << len(self.must)) - 1
        self.least = self._at_least(whole, out_at, True, 0)
        self._go((), whole, START, out_at, True, 0)
        proven = self.left != 0 or self.best == self.least
        if not self.order or self.best > self.known:  # only where it stopped before it came to one as good
            return tuple(guess), proven
        return self.order, proven

    def _guess(self, out_at: int) -> tuple[list[int], int]:
        """A good order and its cost: what is due first goes first, and each is moved while that helps."""
        order = [*self.by_due, *([self.home] if self.home >= 0 else [])]
        cost = self._cost(order, out_at)
        movable = len(self.by_due)
        moved = True
        while moved and cost:
            moved = False
            for place in range(movable):
                for other in range(movable):
                    tried = [*order[:place], *order[place + 1 :]]
                    tried.insert(other, order[place])
                    if (found := self._cost(tried, out_at)) < cost:
                        order, cost, moved = tried, found, True
        return order, cost

    def _cost(self, order: list[int], minute: int) -> int:
        sure, row, cost = True, START, 0
        for number in order:
            minute, sure, cost = self._step(number, row, minute, sure, cost)
            row = number + 1
        return cost

    def _step(self, number: int, row: int, minute: int, sure: bool, cost: int) -> tuple[int, bool, int]:
        """When one leaves the next stop, whether that is sure, and what the day costs by then."""
        arrive = minute + self.ways[row][number]
        leave = max(arrive, self.opens[number]) + self.stay[number]
        sure = sure and self.way_known[row][number]
        late = max(arrive - self.arrive_by[number], leave - self.leave_by[number])
        if late > 0:
            cost += late * LATENESS + (LATE_MUST if self.must[number] else 0)
        elif not (sure and self.told[number]):
            cost += UNKNOWN + (UNKNOWN_MUST if self.must[number] else 0)
        return leave, sure and self.stay_known[number], cost

    def _go(self, order: tuple[int, ...], left: int, row: int, minute: int, sure: bool, cost: int) -> bool:
        """Try every way to go on; whether to stop: the best there can be was found, or no more may be looked at."""
        if self.left == 0:
            return True
        self.left -= 1
        if not left:
            if not self.order or cost < self.best:
                self.best, self.order = cost, order
            return self.best == self.least
        if self._is_hopeless(left, row, minute, sure, cost):
            return False
        for number in range(len(self.must)):
            bit = 1 << number
            if left & bit and (number != self.home or left == bit):
                after = self._step(number, row, minute, sure, cost)
                if self._go((*order, number), left ^ bit, number + 1, *after):
                    return True
        return False

    def _is_hopeless(self, left: int, row: int, minute: int, sure: bool, cost: int) -> bool:
        """Whether nothing from here is as good as what is known, or another way here was no worse."""
        if cost > self.known:
            return True
        ways_here = self.seen.setdefault((left, row if left & self.varied else START), [])
        for other_minute, other_sure, other in ways_here:
            if other_minute <= minute and other <= cost and other_sure >= sure:
                return True
        ways_here.append((minute, sure, cost))
        least = self._at_least(left, minute, sure, cost)
        return least > self.known or (bool(self.order) and least >= self.best)

    def _at_least(self, left: int, minute: int, sure: bool, cost: int) -> int:
        """No order of what is left costs less: taken one after another, with the shortest way to each."""
        late_alone = lateness_alone = lateness = dropped = musts = 0
        soonest = minute_musts = over = minute
        kept: list[int] = []
        shortest = iter([self.takes[number] for number in self.by_takes if left >> number & 1])
        for number in self.by_due:
            if not left >> number & 1:
                continue
            takes, due, must = self.takes[number], self.due[number], self.must[number]
            # The first to be over is over no sooner than the shortest could be, and so on.
            soonest += next(shortest)
            if soonest > due:
                lateness += soonest - due
            if minute + takes > due:
                lateness_alone += minute + takes - due
                late_alone += must
            over = max(over, self.opens[number] + self.stay[number])
            if must:  # the fewest late jobs on one machine (Moore and Hodgson)
                musts += 1
                minute_musts += takes
                heappush(kept, -takes)
                if minute_musts > due:
                    minute_musts += heappop(kept)
                    dropped += 1
        late = max(late_alone, dropped)
        lateness = max(lateness_alone, lateness)
        if self.home >= 0:  # the last, after all the others, and after the latest of them has opened
            takes, must = self.takes[self.home], self.must[self.home]
            home_late = max(0, max(soonest, over) + takes - self.due[self.home])
            late, musts, lateness = late + (must and home_late > 0), musts + must, lateness + home_late
        unknown = 0 if sure else musts - late  # after an unknown minute what is not late is unknown
        return cost + late * LATE_MUST + unknown * UNKNOWN_MUST + lateness * LATENESS


def _or_never(minute: int | None) -> int:
    return 100 * DAY if minute is None else minute


def _over(minute: int, limit: int | None) -> int:
    return minute - limit if limit is not None else -DAY


def _plus(limit: int | None, stay: int) -> int | None:
    return None if limit is None else limit + stay
