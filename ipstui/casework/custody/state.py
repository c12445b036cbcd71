"""Custody: the spells inside, the release dates given, and where the person is now."""

from __future__ import annotations

from datetime import date, time
from typing import Literal

import msgspec

from ipstui.casework.events import (
    AddressSet,
    Contact,
    Event,
    PrisonMoved,
    Referral,
    ReleaseCancelled,
    Released,
    ReleaseExpected,
    ReturnedToCustody,
)
from ipstui.casework.history import Ledger


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """One stay in prison. `start` is None for the one the person was referred from; `end` is None while inside."""

    start: date | None
    end: date | None = None


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person is, and how it came about.

    `expected` is the release date that now stands, `versions` all that were given for this stay, oldest first;
    `cancelled` when the last word was that no date stands, not even one counted from a recall.
    """

    state: Literal["not_released", "community", "back_in_custody"]
    since: date | None
    spells: tuple[Spell, ...]
    first_release: date | None
    release: Released | None
    returned: ReturnedToCustody | None
    expected: ReleaseExpected | None
    versions: tuple[ReleaseExpected, ...]
    cancelled: bool
    prison: str
    ever_inside: bool
    known: bool
    """Whether anybody has said where the person is; where nobody has, `state` is community, which decides nothing."""

    @property
    def inside(self) -> bool:
        """Whether the person is in prison now."""
        return self.state != "community"

    def covers(self, day: date) -> bool:
        """Whether the person was in prison all through `day`; days of coming and going are not."""
        return any(
            (spell.start is None or spell.start < day) and (spell.end is None or day < spell.end)
            for spell in self.spells
        )


def custody_of(ledger: Ledger) -> Custody:
    """Fold the custody events in the order they happened, whenever they were typed."""
    spells: list[Spell] = []
    release: Released | None = None
    returned: ReturnedToCustody | None = None
    versions: list[ReleaseExpected] = []
    expected: ReleaseExpected | ReleaseCancelled | None = None
    first_release: date | None = None
    prison = ""
    inside = ever_inside = _first_stay_is_inside(ledger)
    since: date | None = None
    if inside:
        spells.append(Spell(start=None))
    kinds: tuple[type[Event], ...] = (
        Referral, Released, ReturnedToCustody, ReleaseExpected, ReleaseCancelled, PrisonMoved
    )  # fmt: skip
    untimed = {event.on for event in ledger.any_of(Released, ReturnedToCustody) if event.at is None}
    for event in sorted(ledger.any_of(*kinds), key=lambda event: _same_day(event, untimed)):
        match event:
            case Referral(in_custody="yes") if not inside:
                # Referred again from prison: inside anew, though nobody recorded the return.
                inside = ever_inside = True
                since, returned, versions, expected = event.on, None, [], None
                spells.append(Spell(start=event.on))
                prison = event.prison
            case Referral(in_custody="no") if inside:
                # Out by then, though nobody recorded the release.
                spells[-1] = Spell(start=spells[-1].start, end=event.on)
                returned, inside, since = None, False, event.on
                versions, expected = [], None
            case Referral():
                prison = event.prison or prison
                since = since or event.on
            case Released():
                if spells and spells[-1].end is None:
                    spells[-1] = Spell(start=spells[-1].start, end=event.on)
                release, returned, inside, since = event, None, False, event.on
                first_release = first_release or event.on
                versions, expected = [], None
            case ReturnedToCustody():
                if not inside:
                    spells.append(Spell(start=event.on))
                returned, inside, ever_inside, since = event, True, True, event.on
                versions, expected = [], None
                prison = event.prison or prison
            case ReleaseExpected():
                versions.append(event)
                expected = event
            case ReleaseCancelled():
                expected = event
            case PrisonMoved():
                prison = event.prison
            case _:
                pass
    back = returned is not None and inside
    return Custody(
        state="back_in_custody" if back else "not_released" if inside else "community",
        since=since,
        spells=tuple(spells),
        first_release=first_release,
        release=release,
        returned=returned if inside else None,
        expected=expected if inside and isinstance(expected, ReleaseExpected) else None,
        versions=tuple(versions),
        cancelled=inside and isinstance(expected, ReleaseCancelled),
        prison=prison,
        ever_inside=ever_inside or release is not None,
        known=inside or release is not None or any(r.in_custody != "unknown" for r in ledger.of(Referral)),
    )


def _same_day(event: Event, untimed: set[date]) -> tuple[date, time, int]:
    """Order within a day by what must have come first, so that the order of typing does not matter.

    Out and in again on one day are told by their times only when both have one.
    """
    rank = {Referral: 0, Released: 1, ReturnedToCustody: 2}.get(type(event), 3)
    at = time.min if rank in (1, 2) and event.on in untimed else event.at
    return (event.on, at or time.min, rank)


def _first_stay_is_inside(ledger: Ledger) -> bool:
    """Whether the story begins in prison: said at referral, or shown by what came first."""
    turns = ledger.any_of(Referral, Released, ReturnedToCustody)
    referral = next((event for event in turns if isinstance(event, Referral)), None)
    move = next((event for event in turns if not isinstance(event, Referral)), None)
    if isinstance(move, Released):
        return True
    if referral is not None and referral.in_custody != "unknown":
        return referral.in_custody == "yes"
    if isinstance(move, ReturnedToCustody):
        return False
    return bool(ledger.of(ReleaseExpected)) or bool(referral and referral.prison) or _met_in_prison(ledger)


def _met_in_prison(ledger: Ledger) -> bool:
    return any(contact.setting == "prison" for contact in ledger.of(Contact)) and not ledger.of(AddressSet)
