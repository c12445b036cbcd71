"""Before release, transfer and end: the meetings that were held, what was planned, and what came of it all."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    EndingPlanned,
    PreReleaseMeeting,
    SupportEnded,
    TransferAccepted,
    TransferDeclined,
    TransferMet,
    TransferOffered,
)
from ipstui.casework.history import E, Ledger
from ipstui.casework.known import earliest, latest


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """The last transfer that was offered: how far it has come, to whom, since when, and each event of it."""

    stage: Literal["offered", "accepted", "declined", "met"]
    to: str
    since: date
    why: str
    event: str
    went_along: str


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What was done about a release, a transfer, an end. `meeting` is of the stay inside that now is, or the last."""

    meeting: PreReleaseMeeting | None
    transfer: Transfer | None
    planned: EndingPlanned | None
    report: SupportEnded | None


def ending_of(ledger: Ledger, custody: Custody) -> Ending:
    """Fold the events; a meeting before an earlier release is no meeting before this one."""
    stay = custody.spells[-1].start if custody.inside and custody.spells else None
    meetings = [e for e in ledger.of(PreReleaseMeeting) if stay is None or earliest(e.on) >= latest(stay)]
    return Ending(
        meeting=_last(meetings),
        transfer=_transfer(ledger),
        planned=_last(ledger.of(EndingPlanned)),
        report=_last(ledger.of(SupportEnded)),
    )


def _last(events: list[E]) -> E | None:
    return events[-1] if events else None


def _transfer(ledger: Ledger) -> Transfer | None:
    found: Transfer | None = None
    for event in ledger.any_of(TransferOffered, TransferAccepted, TransferDeclined, TransferMet):
        to = getattr(event, "to", "") or (found.to if found else "")
        stage: Literal["offered", "accepted", "declined", "met"]
        match event:
            case TransferOffered():
                stage = "offered"
            case TransferAccepted():
                stage = "accepted"
            case TransferDeclined():
                stage = "declined"
            case _:
                stage = "met"
        found = Transfer(
            stage=stage, to=to, since=event.on, event=event.id,
            why=getattr(event, "why", ""), went_along=getattr(event, "went_along", ""),
        )  # fmt: skip
    return found
