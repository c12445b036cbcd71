"""Events in, the state of one client out: a pure fold, made of one small fold for each part of a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from ipstui.casework.case.state import Case, case_of
from ipstui.casework.contact.state import Engagement, engagement_of
from ipstui.casework.custody.state import Custody, custody_of
from ipstui.casework.diary.state import Diary, diary_of
from ipstui.casework.disclosure.state import Disclosure, disclosure_of
from ipstui.casework.events import Event
from ipstui.casework.history import Ledger
from ipstui.casework.licence.state import LicenceState, Probation, licence_of, probation_of
from ipstui.casework.needs.state import Needs, needs_of
from ipstui.casework.place.state import Place, place_of
from ipstui.casework.profile.state import Vocational, vocational_of
from ipstui.casework.search.state import Search, search_of
from ipstui.casework.work.state import Work, work_of


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that follows, on `today`, from what was recorded of one client. `events` holds nothing set apart."""

    client: str
    today: date
    events: tuple[Event, ...]
    case: Case
    custody: Custody
    engagement: Engagement
    place: Place
    probation: Probation
    licence: LicenceState
    needs: Needs
    diary: Diary
    search: Search
    work: Work
    vocational: Vocational
    disclosure: Disclosure


def story_of(client: str, events: Iterable[Event], today: date) -> Story:
    """Fold the events of one client, given in any order, to the state on `today`.

    Events dated after today are kept in `events` and in the bookings, and change nothing else.
    """
    return story_from(client, Ledger(events, today))


def story_from(client: str, ledger: Ledger) -> Story:
    """Fold one client's ledger to the state on its day: for who reads the ledger too, and need not sort it twice."""
    case = case_of(ledger)
    custody = custody_of(ledger)
    search = search_of(ledger, custody, case.referred_again)
    return Story(
        client=client,
        today=ledger.today,
        events=tuple(ledger.standing),
        case=case,
        custody=custody,
        engagement=engagement_of(ledger, custody, case.referred_again),
        place=place_of(ledger, custody),
        probation=probation_of(ledger, custody),
        licence=licence_of(ledger, custody),
        needs=needs_of(ledger, custody),
        diary=diary_of(ledger),
        search=search,
        work=work_of(ledger, search),
        vocational=vocational_of(ledger),
        disclosure=disclosure_of(ledger),
    )
