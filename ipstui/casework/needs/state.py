"""Needs: what must be put right beside work, and what was given for it."""

from __future__ import annotations

from datetime import date

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import GrantGiven, NeedDropped, NeedMet, NeedOpened, VoucherGiven
from ipstui.casework.history import Ledger
from ipstui.casework.known import earliest, latest


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be put right. `check_again` when the person has been back in prison since it was opened."""

    id: str
    category: str
    what: str
    urgent: bool
    responsible: str
    on: date
    met: date | None
    dropped: date | None
    check_again: bool

    @property
    def is_open(self) -> bool:
        """Whether it was neither met nor dropped."""
        return self.met is None and self.dropped is None


class Needs(msgspec.Struct, frozen=True, kw_only=True):
    """Every need, and the grants and vouchers given."""

    all: tuple[Need, ...]
    grants: tuple[GrantGiven, ...]
    vouchers: tuple[VoucherGiven, ...]

    @property
    def open(self) -> tuple[Need, ...]:
        """The needs neither met nor dropped, urgent ones first."""
        return tuple(sorted((n for n in self.all if n.is_open), key=lambda n: (not n.urgent, n.on)))


def needs_of(ledger: Ledger, custody: Custody) -> Needs:
    """Fold needs, grants and vouchers."""
    last_return = max((s.start for s in custody.spells if s.start is not None), default=None)
    met = {ledger.root(event.need): event.on for event in ledger.of(NeedMet)}
    dropped = {ledger.root(event.need): event.on for event in ledger.of(NeedDropped)}
    return Needs(
        all=tuple(_need(ledger, event, met, dropped, last_return) for event in ledger.of(NeedOpened)),
        grants=tuple(ledger.of(GrantGiven)),
        vouchers=tuple(ledger.of(VoucherGiven)),
    )


def _need(
    ledger: Ledger,
    event: NeedOpened,
    met: dict[str, date],
    dropped: dict[str, date],
    last_return: date | None,
) -> Need:
    key = ledger.root(event.id)
    return Need(
        id=key,
        category=event.category,
        what=event.what,
        urgent=bool(event.urgent),
        responsible=event.responsible,
        on=event.on,
        met=met.get(key),
        dropped=dropped.get(key),
        check_again=last_return is not None and earliest(event.on) < latest(last_return),
    )
