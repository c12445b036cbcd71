"""The IPS-25 items as dials: what the records give, what has been rated, and what nobody has said.

A total is given only when every item is there: a sum of some items is no score. What a specialist alone cannot reach
is said at the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.reference import data_folder
from ipstui.casework.events import Event, FidelityRated
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Settings
from ipstui.reports import dials
from ipstui.reports.dials import Found, Where
from ipstui.reports.figures import Figure, Period
from ipstui.reports.outcomes import people_of
from ipstui.reports.person import Recorded
from ipstui.reports.weeks import Week, weeks_before

Status = Literal["C", "P", "K"]
ITEMS = 25
SHOWN_WEEKS = 12


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of the scale as data: its rule, how it is answered, and the limits of its anchors for 5, 4, 3 and 2."""

    item: int
    title: str
    status: Status
    basis: Literal["computed", "partly", "self_rated"]
    rule: str
    unit: str = "of 5"
    ask: str = ""
    solo: str = ""
    better: Literal["more", "less"] = "more"
    limits: tuple[Decimal, ...] = ()


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole scale, and the names of its totals."""

    about: str
    checked: date
    bands: tuple[tuple[int, str, Status], ...]
    items: tuple[Item, ...]


class Dial(msgspec.Struct, frozen=True, kw_only=True):
    """One item as it stands. `value` is None where nothing is known, or the base is too small to say it.

    `anchor` is 1 to 5; `rated_on` the day of the rating that gave it, where one did.
    """

    item: int
    title: str
    value: Decimal | None
    unit: str
    anchor: int | None
    basis: Literal["computed", "partly", "self_rated", "not_known"]
    rule: str
    status: Status
    figure: Figure | None
    note: str
    ask: str
    solo: str
    rated_on: date | None
    events: tuple[str, ...]


class Fidelity(msgspec.Struct, frozen=True, kw_only=True):
    """All items on the last day of a period. `total` is None unless every item has its anchor."""

    period: Period
    dials: tuple[Dial, ...]
    weeks: tuple[Week, ...]
    total: int | None
    band: str

    @property
    def missing(self) -> tuple[int, ...]:
        """The items without an anchor."""
        return tuple(dial.item for dial in self.dials if dial.anchor is None)


@cache
def scale() -> Scale:
    """Return the scale as shipped."""
    return msgspec.json.decode((data_folder() / "fidelity.json").read_bytes(), type=Scale)


def fidelity(people: Sequence[Recorded], shared: Iterable[Event], period: Period, settings: Settings) -> Fidelity:
    """Return every item. `people` are folded up to the end of the period; `shared` are the events of no one person."""
    own = [event for event in effective(shared) if event.on <= period.last]
    where = Where(people=people, shared=own, period=period, settings=settings)
    ratings = {event.item: event for event in own if isinstance(event, FidelityRated) and 1 <= event.score <= 5}
    told = tuple(_dial(item, where, ratings.get(item.item)) for item in scale().items)
    anchors = [dial.anchor for dial in told if dial.anchor is not None]
    total = sum(anchors) if len(anchors) == ITEMS else None
    reached = ((least, f"{name} ({status})") for least, name, status in scale().bands)
    band = next((name for least, name in reached if total is not None and total >= least), "")
    weeks = weeks_before(people, own, period.last, SHOWN_WEEKS)
    return Fidelity(period=period, dials=told, weeks=weeks, total=total, band=band)


def _dial(item: Item, where: Where, rated: FidelityRated | None) -> Dial:
    counted = dials.COUNTED.get(item.item)
    found = counted(where) if counted is not None else Found()
    anchor = _counted(item, found) if item.basis == "computed" else rated.score if rated is not None else None
    by_rating = rated is not None and item.basis != "computed"
    value = _shown(item, found) if item.basis != "self_rated" else Decimal(rated.score) if rated is not None else None
    made = found.figure
    known = value is not None or by_rating or (made is not None and bool(made.count or made.of))
    events = made.events if made is not None else ()
    return Dial(
        item=item.item,
        title=item.title,
        value=value,
        unit=item.unit,
        anchor=anchor,
        basis=item.basis if known and (item.basis != "self_rated" or by_rating) else "not_known",
        rule=item.rule,
        status=item.status,
        figure=made,
        note=found.note,
        ask=item.ask,
        solo=item.solo,
        rated_on=rated.on if rated is not None and by_rating else None,
        events=(*events, *((rated.id,) if rated is not None and by_rating else ())),
    )


def _shown(item: Item, found: Found) -> Decimal | None:
    """The value to one decimal, or none; to two, away from the limit, where rounded it would have another anchor."""
    if found.value is None:
        return None
    whole = found.value == found.value.to_integral_value()
    near = found.value.quantize(Decimal(1) if whole else Decimal("0.1"), ROUND_HALF_UP)
    if item.basis == "computed" and _anchor(item, found, near) != _anchor(item, found, found.value):
        return found.value.quantize(Decimal("0.01"), ROUND_FLOOR if item.better == "more" else ROUND_CEILING)
    return near


def _counted(item: Item, found: Found) -> int | None:
    """The anchor by what was counted; None where what was not said could make it another."""
    if found.between is not None and len({_anchor(item, found, end) for end in found.between}) > 1:
        return None
    return _anchor(item, found, found.value)


def _anchor(item: Item, found: Found, value: Decimal | None) -> int | None:
    if value is None or not found.scored:
        return None
    more = item.better == "more"
    reached = (value >= limit if more else value <= limit for limit in item.limits)
    anchor = next((score for score, good in zip((5, 4, 3, 2), reached, strict=True) if good), 1)
    return min(max(anchor, found.at_least), found.at_most)


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """The dials on the last day of a month (or of the period), by item."""

    last: date
    dials: dict[int, Dial]


def history(
    clients: Sequence[Client],
    events: Mapping[str, Sequence[Event]],
    shared: Sequence[Event],
    last: date,
    settings: Settings,
    months: int = 6,
) -> tuple[Month, ...]:
    """Return the dials of the last months, oldest first, each as it would have stood on the month's last day."""
    found = []
    for back in range(months - 1, -1, -1):
        first = (last - relativedelta(months=back)).replace(day=1)
        period = Period(first=first, last=min(first + relativedelta(months=1) - timedelta(days=1), last))
        then = fidelity(people_of(clients, events, period), shared, period, settings)
        found.append(Month(last=period.last, dials={dial.item: dial for dial in then.dials}))
    return tuple(found)
