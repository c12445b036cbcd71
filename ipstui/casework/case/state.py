"""Referral, pause and closing: whether the case is open, and which episode this is."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from ipstui.casework.events import (
    Closed,
    Event,
    Paused,
    Referral,
    Reopened,
    Resumed,
    TransferAccepted,
    TransferDeclined,
    TransferOffered,
)
from ipstui.casework.history import Ledger


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One person's standing with the service. `episode` counts referrals that followed a closing."""

    state: Literal["open", "paused", "closed"]
    since: date | None
    reason: str
    episode: int
    referral: Referral | None
    event: str
    transfer: Literal["", "offered", "accepted", "declined"]

    @property
    def referred_again(self) -> date | None:
        """The day a later episode began: work starts anew then. None in the first episode."""
        return self.referral.on if self.referral is not None and self.episode > 1 else None

    @property
    def died_on(self) -> date | None:
        """The day the case was closed because the person had died; None for everybody else."""
        return self.since if (self.state, self.reason) == ("closed", "died") else None


def case_of(ledger: Ledger) -> Case:
    """Fold the case events. The last of closed, reopened and a new referral decides."""
    state: Literal["open", "paused", "closed"] = "open"
    reason, episode = "", 0
    referral: Referral | None = None
    turning: Event | None = None
    for event in ledger.any_of(Referral, Closed, Reopened, Paused, Resumed):
        match event:
            case Referral():
                if referral is None or state == "closed":
                    referral, episode, state, reason, turning = event, episode + 1, "open", "", event
            case Closed():
                state, reason, turning = "closed", event.reason, event
            case Reopened():
                state, reason, turning = "open", event.reason, event
            case Paused() if state == "open":
                state, reason, turning = "paused", event.reason, event
            case Resumed() if state == "paused":
                state, reason, turning = "open", "", event
            case _:
                pass
    return Case(
        state=state,
        since=turning.on if turning else None,
        reason=reason,
        episode=max(episode, 1),
        referral=referral,
        event=turning.id if turning else "",
        transfer=_transfer(ledger),
    )


def _transfer(ledger: Ledger) -> Literal["", "offered", "accepted", "declined"]:
    last = ledger.any_of(TransferOffered, TransferAccepted, TransferDeclined)[-1:]
    match last:
        case [TransferOffered()]:
            return "offered"
        case [TransferAccepted()]:
            return "accepted"
        case [TransferDeclined()]:
            return "declined"
        case _:
            return ""
