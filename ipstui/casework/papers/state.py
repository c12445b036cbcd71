"""Papers: each from the day it was asked for until it is there, and what shows the right to work."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from ipstui.casework import say
from ipstui.casework.events import PaperArrived, PaperAskedFor, PaperChased, PaperDropped, RightToWorkSeen
from ipstui.casework.history import Ledger

MAY_SHOW_RIGHT_TO_WORK = {
    "passport": "a British or Irish passport, also one that has run out if British",
    "birth_certificate": "a UK birth certificate, together with an official letter with the NI number",
    "ni_letter": "a letter with the NI number, together with a UK birth certificate",
    "share_code": "a share code, which the employer looks up",
}
"""Which papers may show the right to work, each by itself or together with the other named (Home Office, employer's
guide to right to work checks, as we read it; the list there is longer). Unconfirmed: see `UNCHECKED`."""
UNCHECKED = "No lawyer has checked this list, and there are more: the employer's own check decides."
"""What is said wherever the list is shown."""


def paper_called(paper: str, what: str) -> str:
    """Return what a paper is called: its kind, and what it is; only that where the kind is "other"."""
    if what and paper in ("other", "other_card"):
        return what
    return say.label(paper) + (f" ({what})" if what else "")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One paper. `asked` is None for one the person had already; `arrived` None while it is waited for."""

    id: str
    paper: str
    what: str
    asked: PaperAskedFor | None
    chased: tuple[PaperChased, ...]
    arrived: PaperArrived | None
    dropped: PaperDropped | None

    @property
    def waits(self) -> bool:
        """Whether it was asked for and is not there."""
        return self.arrived is None and self.dropped is None

    @property
    def called(self) -> str:
        """What it is called: its kind, or what it is where the kind is "other"."""
        return paper_called(self.paper, self.what)

    @property
    def heard(self) -> date | None:
        """The last day it was asked for or after; None for a paper that was there already."""
        return self.chased[-1].on if self.chased else self.asked.on if self.asked else None

    @property
    def runs_out(self) -> date | None:
        """The day it runs out, where it has one."""
        return self.arrived.runs_out if self.arrived else None


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """Every paper, the first asked for first; and what was seen that shows the right to work, the last."""

    all: tuple[Held, ...]
    right_to_work: RightToWorkSeen | None

    @property
    def waiting(self) -> tuple[Held, ...]:
        """Those that were asked for and are not there."""
        return tuple(held for held in self.all if held.waits)

    def there(self, paper: str) -> bool:
        """Whether a paper of this kind is there."""
        return any(held.arrived is not None and held.paper == paper for held in self.all)

    def asked(self, paper: str) -> bool:
        """Whether a paper of this kind is waited for."""
        return any(held.paper == paper for held in self.waiting)

    @property
    def cost(self) -> Decimal:
        """What the papers asked for cost together, in pounds, as far as is known."""
        return sum((held.asked.cost or Decimal(0) for held in self.all if held.asked), Decimal(0))

    @property
    def that_may_show_it(self) -> tuple[str, ...]:
        """What is there and may show the right to work, in words: the same of two that only do so together."""
        return tuple(words for paper, words in MAY_SHOW_RIGHT_TO_WORK.items() if self.there(paper))

    def may_work(self, today: date) -> bool:
        """Whether papers that show the right to work were seen, and it has not run out."""
        seen = self.right_to_work
        return seen is not None and (seen.until is None or seen.until >= today)


def papers_of(ledger: Ledger) -> Papers:
    """Fold the papers; a paper that was never asked for stands by itself."""
    asked = [_asked_for(ledger, event) for event in ledger.of(PaperAskedFor)]
    had = [
        Held(id=ledger.root(e.id), paper=e.paper, what=e.what, asked=None, chased=(), arrived=e, dropped=None)
        for e in ledger.of(PaperArrived)
        if not e.asked_for
    ]
    seen = ledger.of(RightToWorkSeen)
    return Papers(all=(*asked, *had), right_to_work=seen[-1] if seen else None)


def _asked_for(ledger: Ledger, asked: PaperAskedFor) -> Held:
    root = ledger.root(asked.id)
    arrived = [e for e in ledger.of(PaperArrived) if ledger.root(e.asked_for) == root]
    dropped = [e for e in ledger.of(PaperDropped) if ledger.root(e.asked_for) == root]
    return Held(
        id=root,
        paper=asked.paper,
        what=asked.what,
        asked=asked,
        chased=tuple(e for e in ledger.of(PaperChased) if ledger.root(e.asked_for) == root),
        arrived=arrived[-1] if arrived else None,
        dropped=dropped[-1] if dropped else None,
    )
