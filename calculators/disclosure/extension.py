"""Several convictions: how a further one during the period of another keeps both open (s.6(4), (5), s.1(1)(b)).

Told twice. By the Ministry's service only sentences that extend are looked at, and the end day is still inside; by
the Act's own words the whole period counts, and what ends never is told apart from the date it has besides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from calculators.disclosure.ends import IMMEDIATELY, NEVER, UNTIL_ORDER_ENDS


class Lasting(msgspec.Struct, frozen=True):
    """One end of one sentence. `extends`: it can hold another conviction open."""

    end: date
    extends: bool


class Conviction(msgspec.Struct, frozen=True):
    """A conviction with the ends of its sentences. `on` is None where nobody said when it was."""

    group: str
    on: date | None
    lasting: tuple[Lasting, ...]


class Held(msgspec.Struct, frozen=True):
    """When a conviction ends with all others counted, and the group that holds it open, if any does."""

    end: date
    by: str | None


class _Running(msgspec.Struct):
    """A conviction while periods are still moving. `full` is its end, `reach` what it can hold others open to."""

    group: str
    on: date | None
    excluded: bool
    full: date
    reach: date
    endless: bool
    full_by: str | None = None
    reach_by: str | None = None


def hold_open(convictions: Sequence[Conviction], *, by_act: bool, undated_meet: bool) -> dict[str, Held]:
    """The end of every conviction, by group, whatever their order.

    `undated_meet`: a conviction without a date is taken to meet every other, else none.
    """
    in_order = sorted(convictions, key=lambda one: (one.on or date.max, one.group))
    running = [_start(conviction, by_act) for conviction in in_order]
    pairs = [(x, y) for x in running for y in running if x is not y and _is_earlier(x, y)]

    def meets(x: _Running, y: _Running, end: date) -> bool:
        if x.on is None or y.on is None:
            return undated_meet
        if x.on == y.on and by_act:
            return True  # one conviction
        return y.on < end if by_act else y.on <= end

    moved = True
    while moved:
        moved = False
        for x, y in pairs:
            moved |= _extend(x, y, meets(x, y, x.full), meets(x, y, x.reach), by_act)

    found = {one.group: Held(NEVER, None) if one.excluded else Held(one.full, one.full_by) for one in running}
    for x, y in pairs:
        if y.excluded and not x.excluded:
            whole = x.full if by_act else x.reach
            if meets(x, y, max(whole, UNTIL_ORDER_ENDS) if x.endless else whole):
                found[x.group] = Held(NEVER, y.group)
    return found


def _start(conviction: Conviction, by_act: bool) -> _Running:
    """`NEVER` is kept apart from the dates beside it: whether those hold others open, the caller has said."""
    dated = [one for one in conviction.lasting if one.end != NEVER]
    reaching = [one for one in dated if one.extends]
    endless = any(one.end == UNTIL_ORDER_ENDS for one in reaching)
    if not by_act:  # the service lets an order without an end hold nothing open
        reaching = [one for one in reaching if one.end != UNTIL_ORDER_ENDS]
    return _Running(
        group=conviction.group,
        on=conviction.on,
        excluded=len(dated) < len(conviction.lasting),
        full=max((one.end for one in dated), default=IMMEDIATELY),
        reach=max((one.end for one in reaching), default=IMMEDIATELY),
        endless=endless,
    )


def _is_earlier(x: _Running, y: _Running) -> bool:
    return x.on is None or y.on is None or x.on <= y.on


def _extend(x: _Running, y: _Running, in_period: bool, in_reach: bool, by_act: bool) -> bool:
    """Make the shorter of two that meet last as long as the other; whether anything moved."""
    both_reach = IMMEDIATELY not in (x.reach, y.reach)
    if not (in_period if by_act else in_reach and both_reach):
        return False
    moved = False
    for one, other in ((x, y), (y, x)):
        if by_act and x.on is not None and x.on == y.on:
            end, by = other.full, other.full_by
        else:
            end, by = other.reach, other.reach_by
        if end > one.full:
            one.full, one.full_by, moved = end, by or other.group, True
        if in_reach and both_reach and other.reach > one.reach:
            one.reach, one.reach_by, moved = other.reach, other.reach_by or other.group, True
    return moved
