"""The licence as recorded: versions, directions, permissions, proposals, what was asked, checks that were kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    ConditionAdded,
    ConditionVaried,
    DirectionGiven,
    LicenceCheckSaved,
    LicenceRecorded,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
)
from ipstui.casework.history import Ledger

LIVE = ("approved", "active")
COUNTS = (*LIVE, "superseded")
_NOT_YET = ("draft", "submitted")
_OVER = ("ended", "recalled")


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One licence version with the days it held: the next version ends it the day before."""

    event: LicenceRecorded
    starts: date
    ends: date | None
    superseded: bool


class LicenceState(msgspec.Struct, frozen=True, kw_only=True):
    """What bears on a licence check since the last return to custody; ids are those of the chains' roots.

    Orders outlive a return to custody; they are among the conditions of `probation`.
    """

    versions: tuple[Version, ...]
    drafts: tuple[LicenceRecorded, ...]
    directions: tuple[DirectionGiven, ...]
    permissions: tuple[PermissionGiven, ...]
    proposals: tuple[ProposalMade, ...]
    saved: dict[str, ProposalMade]
    """Each proposal as it was last saved, by the id of its chain's root: what a correction replaces."""
    asked: tuple[OfficerAsked, ...]
    checks: tuple[LicenceCheckSaved, ...]
    varied: date | None

    def in_force(self, day: date) -> Version | None:
        """Return the version in force on a day; its last day is inside."""
        held = (v for v in self.versions if v.starts <= day and (v.ends is None or day <= v.ends))
        return next(held, None)

    def proposal(self, name: str) -> ProposalMade | None:
        """Return the proposal with this id, or None."""
        return next((p for p in self.proposals if p.id == name), None)

    @property
    def ends(self) -> date | None:
        """The last day of the latest version, where it has one."""
        return self.versions[-1].ends if self.versions else None


def licence_of(ledger: Ledger, custody: Custody) -> LicenceState:
    """Fold the licence events. A return to custody ends them all: a re-release has a licence of its own."""
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)

    def since(events: list[Any]) -> list[Any]:
        return [event for event in events if last_return is None or event.on >= last_return]

    proposals: list[ProposalMade] = since(ledger.of(ProposalMade))
    recorded: list[LicenceRecorded] = since(ledger.of(LicenceRecorded))
    released = custody.release.on if custody.release else None
    changes = [
        event.on
        for event in since([*ledger.of(ConditionVaried), *ledger.of(ConditionAdded), *recorded])
        if released is not None and event.on > released
    ]
    return LicenceState(
        versions=_versions(
            [event for event in recorded if event.status in COUNTS],
            [event for event in recorded if event.status in _OVER],
        ),
        drafts=tuple(event for event in recorded if event.status in _NOT_YET),
        directions=tuple(since(ledger.of(DirectionGiven))),
        permissions=tuple(
            msgspec.structs.replace(event, condition=ledger.root(event.condition), proposal=ledger.root(event.proposal))
            for event in since(ledger.of(PermissionGiven))
        ),
        proposals=tuple(
            msgspec.structs.replace(event, id=ledger.root(event.id), about=ledger.root(event.about))
            for event in proposals
        ),
        saved={ledger.root(event.id): event for event in proposals},
        asked=tuple(
            msgspec.structs.replace(event, proposal=ledger.root(event.proposal))
            for event in since(ledger.of(OfficerAsked))
        ),
        checks=tuple(
            msgspec.structs.replace(event, proposal=ledger.root(event.proposal))
            for event in since(ledger.of(LicenceCheckSaved))
        ),
        varied=max(changes, default=None),
    )


def _versions(recorded: list[LicenceRecorded], over: list[LicenceRecorded]) -> tuple[Version, ...]:
    """Put versions one after the other: where two would hold at once, the one that starts later holds.

    A record that the licence is over ends what held then, on its last day or on the day it was recorded.
    """
    ordered = sorted(recorded, key=lambda event: (event.starts, event.on, event.recorded))
    versions = []
    for number, event in enumerate(ordered):
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        ends = event.ends
        if following is not None:
            eve = following.starts - timedelta(days=1)
            ends = eve if ends is None or eve < ends else ends
        stops = [stop.ends or stop.on for stop in over if stop.on >= event.on and stop.on >= event.starts]
        ends = min([day for day in (ends, *stops) if day is not None], default=None)
        if ends is None or ends >= event.starts:
            versions.append(Version(event=event, starts=event.starts, ends=ends, superseded=following is not None))
    return tuple(versions)
