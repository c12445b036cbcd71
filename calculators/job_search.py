"""The 30-day clock: how long a person has waited for a first face-to-face meeting with an employer.

Sources disagree on the day it starts, so the start is a choice, always named, and all four counts are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step

Clock = Literal["later_of_meeting_and_release", "first_meeting", "referral", "engaged"]
State = Literal["not_started", "running", "due_soon", "overdue", "met", "met_late", "suspended"]

LIMIT_DAYS = 30  # day 30 itself is in time
AMBER_FROM = 21


class CustodySpell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """Days in custody: in from `from` on, out on the day `to`; null while it lasts."""

    start: date
    to: date | None = None


class JobSearchRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dates after `as_of` are plans: they are read for the reasons, and count for nothing yet.

    `first_employer_contact_on` is face to face, about a competitive job; after a return to custody, the first
    one since. `custody` may hold the original sentence as well as later returns. With no release date and no
    custody the person is taken to have been in the community at referral.
    """

    as_of: date
    referred_on: date | None = None
    first_meeting_on: date | None = None
    released_on: date | None = None
    engaged_on: date | None = None
    first_employer_contact_on: date | None = None
    custody: tuple[CustodySpell, ...] = ()
    clock: Clock = "later_of_meeting_and_release"


class Readings(msgspec.Struct, frozen=True, kw_only=True):
    """The day count under each clock, stopped by an employer contact; None where it has not started."""

    later_of_meeting_and_release: int | None = None
    first_meeting: int | None = None
    referral: int | None = None
    engaged: int | None = None


class JobSearchResult(Result, frozen=True, kw_only=True):
    """`day` counts from `start_on` (day 0) to the contact, to the return to custody, or to `as_of`.

    `due_on` is start + 30. `met_on` is the contact that counts for this clock.
    """

    state: State
    start_on: date | None = None
    start_reason: str
    due_on: date | None = None
    day: int | None = None
    met_on: date | None = None
    readings: Readings


class _Start(msgspec.Struct, frozen=True):
    """Where one clock starts, and why. `on` is None while it has not."""

    on: date | None
    reason: str
    again: bool = False  # the clock of a release after a return to custody


def job_search(request: JobSearchRequest) -> JobSearchResult:
    """The state of the 30-day clock on `as_of`. Raises RequestError for custody that ends before it starts.

    Source: IPS-25 fidelity item 15 for the 30 days; the choices made here are in RULES.
    """
    for number, spell in enumerate(request.custody):
        if spell.to is not None and spell.to < spell.start:
            raise RequestError(f"custody[{number}].to", f"The end, {spell.to}, is before the start, {spell.start}.")

    warnings = _contradictions(request)
    start = _start(request, request.clock)
    met_on = _met_on(request, start)
    day = _day(request, start)
    inside = _open_spell(request)
    say = _Say(request.as_of)

    state: State
    if start.on is None:
        state = "not_started"
    elif inside:
        state = "suspended"
    elif met_on:
        state = "met" if _count(start.on, met_on) <= LIMIT_DAYS else "met_late"
    else:
        state = _running(_count(start.on, request.as_of))

    steps = [Step(f"The clock starts: {start.reason}." if start.on else f"Not started: {start.reason}.")]
    due_on = None
    if start.on:
        due_on = start.on + timedelta(days=LIMIT_DAYS)
        steps.append(Step(f"Day 0 is {say(start.on)}, so day {LIMIT_DAYS}, the last in time, is {say(due_on)}."))
        if inside:
            after = "; release starts a new clock" if inside.start >= start.on else ""
            steps.append(Step(f"In custody since {say(inside.start)}: suspended{after}."))
    contact = request.first_employer_contact_on
    if met_on:
        steps.append(Step(f"First employer met face to face on {say(met_on)}{_when(start.on, met_on)}."))
    elif contact and contact <= request.as_of:
        earlier = f"The employer met on {say(contact)} belongs to the clock before the return to custody"
        steps.append(Step(f"{earlier}; none is known since."))
    elif start.on and not inside:
        steps.append(Step(f"No employer met face to face by {say(request.as_of)}: day {day}."))
    return JobSearchResult(
        state=state,
        start_on=start.on,
        start_reason=start.reason,
        due_on=due_on,
        day=day,
        met_on=met_on,
        readings=Readings(
            later_of_meeting_and_release=_day(request, _start(request, "later_of_meeting_and_release")),
            first_meeting=_day(request, _start(request, "first_meeting")),
            referral=_day(request, _start(request, "referral")),
            engaged=_day(request, _start(request, "engaged")),
        ),
        steps=tuple(steps),
        warnings=tuple(warnings),
        missing=tuple(_missing(request, start)),
    )


def _start(request: JobSearchRequest, clock: Clock) -> _Start:
    """The chosen start, or the latest release after a return to custody where that is later."""
    first = _first_start(request, clock)
    again = _released_again_on(request)
    if first.on is None or again is None or again <= first.on:
        return first
    say = _Say(request.as_of)
    return _Start(again, f"released again on {say(again)} after a return to custody: a new clock", again=True)


def _first_start(request: JobSearchRequest, clock: Clock) -> _Start:
    say = _Say(request.as_of)
    if clock != "later_of_meeting_and_release":
        on, words = {
            "first_meeting": (request.first_meeting_on, "first meeting"),
            "referral": (request.referred_on, "referral"),
            "engaged": (request.engaged_on, "the day the person engaged"),
        }[clock]
        if on is None:
            return _Start(None, f"starts at {words}")
        return _Start(on, f"{words} {say(on)}") if on <= request.as_of else _Start(None, f"starts at {words} {say(on)}")

    met, out = request.first_meeting_on, _first_release(request)
    if _held_at_entry(request) and (out is None or out > request.as_of):
        return _Start(None, f"starts at release{f', {say(out)}' if out else ''}")
    if met is None or met > request.as_of:
        return _Start(None, f"starts at first meeting{f', {say(met)}' if met else ''}")
    if out is None:
        inside = _open_spell(request)
        if inside and inside.start <= met:
            return _Start(None, "starts at release")
        return _Start(met, f"first meeting {say(met)}: in the community at referral")
    if met == out:
        return _Start(met, f"first meeting and release, both {say(met)}")
    later = "release" if out > met else "first meeting"
    return _Start(max(met, out), f"later of first meeting {say(met)} and release {say(out)}: {later}")


def _held_at_entry(request: JobSearchRequest) -> bool:
    """Whether the person came from custody: a release is given, or a spell covers the first known day."""
    return request.released_on is not None or _entry_spell(request) is not None


def _entry_spell(request: JobSearchRequest) -> CustodySpell | None:
    """The spell the person was in when first known here: at referral, or at a first meeting before it."""
    known = [day for day in (request.referred_on, request.first_meeting_on) if day]
    if not known:
        return None
    entry = min(known)
    return _first_of(spell for spell in request.custody if spell.start <= entry and not _over(spell, entry))


def _first_release(request: JobSearchRequest) -> date | None:
    """The release that ends the original sentence, given, or the end of the spell the person came from."""
    if request.released_on:
        return request.released_on
    spell = _entry_spell(request)
    return spell.to if spell else None


def _released_again_on(request: JobSearchRequest) -> date | None:
    """The latest release after a return to custody; the original sentence is no return."""
    first = _first_release(request)
    ends = [spell.to for spell in request.custody if spell.to and spell.to <= request.as_of]
    return max((end for end in ends if first is None or end > first), default=None)


def _open_spell(request: JobSearchRequest) -> CustodySpell | None:
    """The spell that `as_of` falls in. An open spell that began before the given release ended with it."""
    today = request.as_of
    begun = (spell for spell in request.custody if spell.start <= today and not _over(spell, today))
    return _first_of(spell for spell in begun if not _closed_by_release(request, spell))


def _first_of(spells: Iterable[CustodySpell]) -> CustodySpell | None:
    return min(spells, key=lambda spell: (spell.start, spell.to or date.max), default=None)


def _over(spell: CustodySpell, day: date) -> bool:
    return spell.to is not None and spell.to <= day


def _closed_by_release(request: JobSearchRequest, spell: CustodySpell) -> bool:
    out = request.released_on
    return spell.to is None and out is not None and spell.start < out <= request.as_of


def _met_on(request: JobSearchRequest, start: _Start) -> date | None:
    """The employer contact, unless it is still to come or belongs to a clock before a return to custody."""
    contact = request.first_employer_contact_on
    if contact is None or contact > request.as_of:
        return None
    if start.again and start.on and contact < start.on:
        return None
    return contact


def _day(request: JobSearchRequest, start: _Start) -> int | None:
    """Days since the start: to the contact, to the return to custody, or to `as_of`."""
    if start.on is None:
        return None
    if met_on := _met_on(request, start):
        return _count(start.on, met_on)
    inside = _open_spell(request)
    # A sentence the clock started in does not stop it; a return to custody does.
    return _count(start.on, inside.start if inside and inside.start >= start.on else request.as_of)


def _count(start: date, day: date) -> int:
    return max(0, (day - start).days)


def _running(day: int) -> State:
    if day > LIMIT_DAYS:
        return "overdue"
    return "due_soon" if day >= AMBER_FROM else "running"


def _when(start: date | None, met_on: date) -> str:
    if start is None or met_on < start:
        return ", before the clock starts"
    return f", day {_count(start, met_on)}"


def _contradictions(request: JobSearchRequest) -> list[str]:
    say = _Say(request.as_of)
    found = [
        f"The custody spell from {say(spell.start)} has no end: "
        f"it is taken to end with the release on {say(request.released_on)}."
        for spell in request.custody
        if request.released_on and _closed_by_release(request, spell)
    ]
    contact = request.first_employer_contact_on
    if contact and contact > request.as_of:
        found.append(f"The employer contact on {say(contact)} is still to come, and does not count yet.")
    return found


def _missing(request: JobSearchRequest, start: _Start) -> list[str]:
    """What was not given and would change the answer."""
    needs = {
        "later_of_meeting_and_release": ("first_meeting_on", request.first_meeting_on),
        "first_meeting": ("first_meeting_on", request.first_meeting_on),
        "referral": ("referred_on", request.referred_on),
        "engaged": ("engaged_on", request.engaged_on),
    }
    field, given = needs[request.clock]
    missing = [] if given else [field]
    default = request.clock == "later_of_meeting_and_release"
    if default and _first_release(request) is None and (_held_at_entry(request) or not request.custody):
        missing.append("released_on")
    if start.again and request.first_employer_contact_on is not None and _met_on(request, start) is None:
        missing.append("first_employer_contact_on")
    return missing


class _Say:
    """Dates in words, the year only where it is not the year of `as_of`."""

    def __init__(self, as_of: date) -> None:
        self._year = as_of.year

    def __call__(self, day: date) -> str:
        return f"{day.day} {day:%b}" + ("" if day.year == self._year else f" {day.year}")


_CHECKED = date(2026, 11, 22)
RULES: tuple[Rule, ...] = (
    Rule(
        text="An employer is met face to face, by person or specialist, within 30 days; day 30 is in time.",
        source="IPS-25 fidelity scale, item 15; Or. Admin. R. 309-019-0275; Wisconsin DHS on IPS",
        checked=_CHECKED,
    ),
    Rule(
        text="The clock starts at the later of first meeting and release, unless another start is chosen.",
        source="Ours: the sources say programme entry, but no employer can be met in prison",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="A return to custody suspends the clock, and release again starts a new one at day 0.",
        source="Ours: the scale is silent on custody",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="An employer met before the first clock starts counts as in time; before a later clock, not.",
        source="Ours: work done before release is work done",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Days 21 to 30 are marked as due soon; this is a reminder, not a second deadline.",
        source="Ours, from the four weeks some services use",
        checked=_CHECKED,
        status="judgement",
    ),
)
