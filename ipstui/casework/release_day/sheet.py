"""The day while it is being planned: what is kept, what is only offered, and what each line says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit
from ipstui.casework.clean import clean
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import DayPlanned
from ipstui.casework.people import Client
from ipstui.casework.release_day.offered import start_of
from ipstui.casework.release_day.state import GATE, DayItem, DayPlan, changes, write_items
from ipstui.casework.release_day.typed import free_id, read_line, read_time, write_line
from ipstui.casework.story import Story
from ipstui.casework.typed.when import read_only_day

MOST = 12
"""As many as can be put in order (see `calc day-plan`)."""
ABOUT: dict[str, str] = {
    "day": "Day", "out_at": "Out at", "home_by": "In by (curfew)", "met_by": "Met at the gate by",
    "ring": "Out of hours, ring", "worry": "A safeguarding worry to",
}  # fmt: skip
"""What is asked of the day itself, in order."""


class DaySheet(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen. `kept` are the ids of items in the plan; the rest of `items` are offers."""

    day: date
    out_at: time | None = None
    home_by: time | None = None
    met_by: str = ""
    ring: str = ""
    worry: str = ""
    items: tuple[DayItem, ...] = ()
    kept: tuple[str, ...] = ()
    sources: dict[str, str] = {}
    plan: str = ""
    told: dict[str, str] = {}
    own_order: bool = False
    news: tuple[str, ...] = ()
    """What the diary says otherwise than the plan that is kept, in words."""

    @property
    def still_to_say(self) -> tuple[str, ...]:
        """What is missing and no item settles: an appointment with a time, a place to sleep."""
        settled = {item.kind for item in self.planned if (item.at if item.kind == "probation" else item.place)}
        return tuple(sentence for kind, sentence in self.told.items() if kind not in settled)

    @property
    def planned(self) -> tuple[DayItem, ...]:
        """The items that are kept."""
        return tuple(item for item in self.items if item.id in self.kept)

    @property
    def offered(self) -> tuple[DayItem, ...]:
        """The items that are not."""
        return tuple(item for item in self.items if item.id not in self.kept)

    def item(self, name: str) -> DayItem | None:
        """Return an item by its id."""
        return next((item for item in self.items if item.id == name), None)

    def about(self, name: str) -> str:
        """Return what is said of the day itself, as it would be typed."""
        value: date | time | str | None = getattr(self, name)
        if isinstance(value, time):
            return say.clock(value)
        return value.isoformat() if isinstance(value, date) else value or ""

    def line(self, name: str) -> str:
        """Return an item as it would be typed; "" for one that is new."""
        item = self.item(name)
        return write_line(item, self.planned) if item is not None else ""

    def with_about(self, name: str, text: str, today: date) -> DaySheet:
        """Return the sheet with something else said of the day itself. Raises Unfit in a sentence."""
        text = " ".join(clean(text).split())
        if name == "day":
            day = read_only_day(text, today, lean="future", field="day")
            return msgspec.structs.replace(self, day=day, told=_without_day(self.told))
        if name in ("out_at", "home_by"):
            at = read_time(text, name) if text else None
            held = msgspec.structs.replace(self, **{name: at})
            if held.out_at and held.home_by and held.home_by <= held.out_at:
                out, back = say.clock(held.out_at), say.clock(held.home_by)
                raise Unfit(name, f"out at {out} and in by {back}: that runs backwards.")
            return held
        if len(text) > LINE_LIMIT:
            raise Unfit(name, f"{len(text):,} letters are too many: the limit is {LINE_LIMIT}.")
        return msgspec.structs.replace(self, **{name: text})

    def with_line(self, name: str, text: str) -> DaySheet:
        """Return the sheet with an item as typed, and kept; a new one where there is none. Raises Unfit."""
        before = self.item(name)
        item = read_line(clean(text), before or DayItem(id=name or free_id(self.items), what=""), self.planned)
        items = tuple(item if each.id == item.id else each for each in self.items)
        held = msgspec.structs.replace(self, items=items if before is not None else (*self.items, item))
        return held if item.id in self.kept else held.keeping(item.id)

    def left_before(self, now: DaySheet) -> DaySheet:
        """Return this sheet, left unsaved, with what is to be said by `now`; nothing of a day that was typed in it."""
        told = now.told if "day" in self.told else _without_day(now.told)
        return msgspec.structs.replace(self, told=told, news=now.news)

    def keeping(self, name: str) -> DaySheet:
        """Return the sheet with an offer taken. Raises Unfit where there are as many as can be put in order."""
        if len(self.kept) >= MOST:
            raise Unfit("items", f"more than {MOST} in one day cannot be put in order: leave some for later.")
        return msgspec.structs.replace(self, kept=(*self.kept, name))

    def toggled(self, name: str) -> DaySheet:
        """Return the sheet with an item dropped that was kept, or kept that was not. Raises Unfit."""
        if name not in self.kept:
            return self.keeping(name)
        return msgspec.structs.replace(self, kept=tuple(each for each in self.kept if each != name))

    def next_unknown(self, after: str) -> str:
        """Return the next item that is kept and lacks minutes, after one and round again; "" when none does."""
        ids = [item.id for item in self.planned]
        start = ids.index(after) + 1 if after in ids else 0
        for name in (*ids[start:], *ids[:start]):
            item = self.item(name)
            if item is None or name == after:
                continue
            if (item.travel is None and not item.ways) or (item.minutes is None and not item.home):
                return name
        return ""

    def in_own_order(self, names: Sequence[str]) -> DaySheet:
        """Return the sheet with what is kept in an order of one's own: that of these ids."""
        place = {name: number for number, name in enumerate(names)}
        items = sorted(self.items, key=lambda item: place.get(item.id, len(place)))
        return msgspec.structs.replace(self, items=tuple(items), own_order=True)

    def event(self, client: str, today: date) -> DayPlanned:
        """Return the version that is kept. A way from what is not on the day is dropped: its letter is free again."""
        starts = {GATE, *self.kept}
        items = [
            msgspec.structs.replace(item, ways={key: taken for key, taken in item.ways.items() if key in starts})
            for item in self.planned
        ]
        return DayPlanned(
            client=client, on=today, day=self.day, plan=self.plan, out_at=self.out_at, home_by=self.home_by,
            met_by=self.met_by, ring=self.ring, worry=self.worry, own_order=self.own_order,
            items=write_items(items),
        )  # fmt: skip


def _without_day(told: dict[str, str]) -> dict[str, str]:
    return {key: words for key, words in told.items() if key != "day"}


def begin(client: Client, story: Story) -> DaySheet:
    """Return the sheet as it opens: the plan that is there and not gone through yet, with what else is offered."""
    last = story.release_day.last
    if last is not None and last.settled_on is None:
        return _again(last, client, story)
    start = start_of(client, story)
    return DaySheet(
        day=start.day,
        home_by=start.home_by,
        ring=start.ring,
        items=tuple(offer.item for offer in start.offers),
        kept=tuple(offer.item.id for offer in start.offers if offer.keep),
        sources={offer.item.id: offer.source for offer in start.offers} | {"home_by": start.home_by_source},
        told=_day_told(start.day, story, planned=False) | start.told,
    )


def _again(plan: DayPlan, client: Client, story: Story) -> DaySheet:
    """The plan as it was kept, with what the diary says by now, and offers of kinds that are not in it."""
    changed = {each.item.id: each for each in changes(plan, story.diary, story.today)}
    planned = [now.now or now.item if (now := changed.get(item.id)) else item for item in plan.items]
    kept = [item.id for item in planned if item.id not in changed or changed[item.id].now is not None]
    start = start_of(client, story, plan.day)
    usual = {item.kind for item in plan.items}
    places = {(item.kind, item.place) for item in plan.items}
    bookings = {item.booking for item in plan.items} - {""}
    items = planned
    sources = dict.fromkeys(changed, "diary")
    for offer in start.offers:
        known = offer.item.booking in bookings or (offer.item.kind, offer.item.place) in places
        if known or (offer.source == "usual" and offer.item.kind in usual):
            continue
        item = msgspec.structs.replace(offer.item, id=free_id(tuple(items)))
        sources[item.id] = offer.source
        items.append(item)
    event = plan.event
    return DaySheet(
        day=event.day, out_at=event.out_at, home_by=event.home_by, met_by=event.met_by, ring=event.ring,
        worry=event.worry, items=tuple(items), kept=tuple(kept), sources=sources, plan=plan.id,
        told=_day_told(plan.day, story, planned=True) | start.told, own_order=event.own_order,
        news=tuple(each.words for each in changed.values()),
    )  # fmt: skip


def _day_told(day: date, story: Story, *, planned: bool) -> dict[str, str]:
    """What is to be said of the day a sheet opens with: it is not the one expected, or nobody has said which it is."""
    if not story.custody.inside:
        return {}
    expected = expected_release(story)
    if not planned and (expected is None or expected.day is None):
        when = f", expected {expected.when(story.today)}" if expected is not None else ""
        return {"day": f"The day of release is not known{when}: Enter on Day says which this is for."}
    if expected is None or expected.may_be(day):
        return {}
    return {"day": f"The release is expected {expected.when(story.today)}: Enter on Day moves the plan."}
