"""The way from referral to work, in stretches of one phase each: what the band on the client screen shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from ipstui.casework.events import Contact, Event, Offer, is_apart
from ipstui.casework.history import effective
from ipstui.casework.phase import ACTS, Label, phase_of
from ipstui.casework.story import story_of

ONE_DAY = timedelta(days=1)
_MET_ENDS: frozenset[Label] = frozenset(("Referred", "Pre-release", "Released, not yet seen", "Seen once"))
_SOUGHT_ENDS: frozenset[Label] = frozenset(("Ready to search", "Stabilising"))
"""The phases that a meeting, or an act of the search, can end. Most entries are of these two sorts, and in any other
phase one more of them changes nothing: folding the whole story for each took half the time to open a person."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """One phase from a day until the next began; `inside` when spent in prison."""

    label: Label
    start: date
    end: date
    inside: bool


def way_of(client: str, events: Iterable[Event], today: date) -> tuple[Stretch, ...]:
    """Return the phases gone through up to today, told with all that is known now."""
    standing = [event for event in effective(events) if not is_apart(event)]
    turning = {e.on for e in standing if e.on <= today and e.turns}
    # A start that passed unrecorded turns the phase too, though nothing happened that day.
    passed = {e.starts + ONE_DAY for e in standing if isinstance(e, Offer) and e.starts is not None}
    days = sorted(turning | {day for day in passed if turning and min(turning) <= day <= today})
    happened: dict[date, list[Event]] = {}
    for event in standing:
        happened.setdefault(event.on, []).append(event)
    stretches: list[Stretch] = []
    for day in days:
        if stretches and day not in passed and not any(_may_end(stretches[-1].label, e) for e in happened[day]):
            continue
        story = story_of(client, standing, day)
        label = phase_of(story).label
        if stretches and stretches[-1].label == label:
            continue
        if stretches:
            stretches[-1] = msgspec.structs.replace(stretches[-1], end=day)
        stretches.append(Stretch(label=label, start=day, end=today, inside=story.custody.inside))
    return tuple(stretches)


def _may_end(label: Label, event: Event) -> bool:
    """Whether an event can end a phase. One more meeting outside, or one more act of the search, seldom does."""
    if not event.turns:
        return False
    if isinstance(event, Contact) and event.setting != "prison":  # in prison it may show that a stay had begun
        return label in _MET_ENDS
    return type(event) not in ACTS or label in _SOUGHT_ENDS
