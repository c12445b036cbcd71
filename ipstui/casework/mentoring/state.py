"""Mentoring: who was put forward, the matches with their meetings, and what came to nothing and why."""

from __future__ import annotations

from datetime import date

import msgspec

from ipstui.casework.events import (
    AddressSet,
    Event,
    MatchNotPossible,
    MentoringEnded,
    MentoringReviewed,
    MentorMatched,
    MentorMet,
    MentorReferred,
    Relocated,
)
from ipstui.casework.history import Ledger
from ipstui.casework.place.state import Place


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """One mentor and this person. `moved_on` is the day the person's place changed since, and nobody has asked yet
    whether the two can still reach each other; None where it did not change or was asked."""

    id: str
    matched: MentorMatched
    meetings: tuple[MentorMet, ...]
    reviewed: MentoringReviewed | None
    ended: MentoringEnded | MatchNotPossible | None
    moved_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended is None


class Mentoring(msgspec.Struct, frozen=True, kw_only=True):
    """Where mentoring stands. `waiting` is the last referral that nothing has come of yet."""

    referrals: tuple[MentorReferred, ...]
    matches: tuple[Match, ...]
    not_possible: tuple[MatchNotPossible, ...]
    waiting: MentorReferred | None

    @property
    def open_match(self) -> Match | None:
        """The match that goes on."""
        return next((match for match in reversed(self.matches) if match.is_open), None)


def mentoring_of(ledger: Ledger, place: Place) -> Mentoring:
    """Fold the mentoring events; the newest address decides whether the two can still meet."""
    matches = tuple(_match(ledger, matched, place) for matched in ledger.of(MentorMatched))
    failed = tuple(ledger.of(MatchNotPossible))
    referrals = tuple(ledger.of(MentorReferred))
    last = referrals[-1] if referrals else None
    since = [event.on for event in (*(match.matched for match in matches), *failed)]
    answered = last is not None and any(day >= last.on for day in since)
    return Mentoring(
        referrals=referrals,
        matches=matches,
        not_possible=failed,
        waiting=None if answered or last is None or last.agreed == "no" else last,
    )


def _match(ledger: Ledger, matched: MentorMatched, place: Place) -> Match:
    root = ledger.root(matched.id)
    meetings = [met for met in ledger.of(MentorMet) if ledger.root(met.match) == root]
    reviews = [each for each in ledger.of(MentoringReviewed) if not each.match or ledger.root(each.match) == root]
    endings: list[Event] = ledger.any_of(MentoringEnded, MatchNotPossible)
    ended = [e for e in endings if isinstance(e, MentoringEnded | MatchNotPossible) and ledger.root(e.match) == root]
    asked = max((event.on for event in (*meetings, *reviews)), default=matched.on)
    return Match(
        id=root,
        matched=matched,
        meetings=tuple(meetings),
        reviewed=reviews[-1] if reviews else None,
        ended=ended[-1] if ended else None,
        moved_on=_moved(place.address, max(asked, matched.on)),
    )


def _moved(address: AddressSet | Relocated | None, since: date) -> date | None:
    return address.on if address is not None and address.on > since else None
