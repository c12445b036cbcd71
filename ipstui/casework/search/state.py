"""The search for work: employers met for this person, vacancies, applications, interviews, trials."""

from __future__ import annotations

from datetime import date
from typing import Protocol

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import (
    Application,
    DelayReason,
    EmployerContact,
    Event,
    Interview,
    Placement,
    VacancyConsidered,
    WorkTrial,
)
from ipstui.casework.history import Ledger, known_day
from ipstui.casework.spelling import fold


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to find work. `acts` are the search events since the latest release or re-referral, which
    decide the phase; the days on which employers were first met are of this episode."""

    employer_contacts: tuple[EmployerContact, ...]
    first_employer_met: date | None
    first_employer_met_since_release: date | None
    vacancies: tuple[VacancyConsidered, ...]
    applications: tuple[Application, ...]
    news: dict[str, tuple[Application, ...]]
    """What was heard of an application, by the id of the application as it stands."""
    interviews: tuple[Interview, ...]
    trials: tuple[WorkTrial, ...]
    placements: tuple[Placement, ...]
    delays: tuple[DelayReason, ...]
    acts: tuple[Event, ...]

    @property
    def applications_made(self) -> int:
        """How many applications were made in all."""
        return sum(a.count for a in self.applications if a.status == "made" and not a.application)


def search_of(ledger: Ledger, custody: Custody, referred_again: date | None) -> Search:
    """Gather the search. Only meeting an employer face to face, for this person, stops the 30-day clock."""
    contacts = ledger.of(EmployerContact)
    episode = referred_again or date.min
    latest = max(custody.release.on, episode) if custody.release else episode
    in_person = [day for c in contacts if c.mode == "face_to_face" and (day := known_day(c)) is not None]
    met = [day for day in in_person if day >= episode]
    acts = ledger.any_of(EmployerContact, VacancyConsidered, Application, Interview, WorkTrial, Placement)
    return Search(
        employer_contacts=tuple(contacts),
        first_employer_met=min(met, default=None),
        first_employer_met_since_release=min((day for day in met if day >= latest), default=None),
        vacancies=tuple(ledger.of(VacancyConsidered)),
        applications=tuple(ledger.of(Application)),
        news=_news(ledger),
        interviews=tuple(ledger.both(Interview)),
        trials=tuple(ledger.both(WorkTrial)),
        placements=tuple(ledger.of(Placement)),
        delays=tuple(ledger.of(DelayReason)),
        acts=tuple(event for event in acts if event.on >= latest),
    )


def _news(ledger: Ledger) -> dict[str, tuple[Application, ...]]:
    """Later events go on naming the first of a chain of corrections."""
    events = ledger.of(Application)
    heard: dict[str, list[Application]] = {}
    for event in events:
        if event.application:
            heard.setdefault(ledger.root(event.application), []).append(event)
    return {e.id: tuple(heard[root]) for e in events if not e.application and (root := ledger.root(e.id)) in heard}


class Job(Protocol):
    """What says which job a record is of."""

    @property
    def role(self) -> str:
        """What it is called there, as typed."""

    @property
    def employer(self) -> str:
        """The employer's id; "" where nobody said."""


def same_job(one: Job, other: Job) -> bool:
    """Return whether both name the same role with the same employer, however the role was written."""
    return one.employer == other.employer and fold(one.role) == fold(other.role)
