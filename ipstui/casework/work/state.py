"""Offers and jobs: hours and pay by date, the end and its reason, and whether support is wanted."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from ipstui.casework.events import (
    FourHoursDone,
    JobChanged,
    JobEnded,
    JobStarted,
    Offer,
    SupportDeclined,
    SupportResumed,
)
from ipstui.casework.history import Ledger, days_between, known_day
from ipstui.casework.search.state import Search

SUSTAINED_13 = timedelta(days=91)
SUSTAINED_26 = timedelta(days=182)


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """Hours a week and pay an hour from a day on; None where not known."""

    since: date
    hours_weekly: Decimal | None
    hourly_pay: Decimal | None
    event: str


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One job, from its start. `terms` are its hours and pay by date, the first from the start.

    Where the start is known only roughly (`exact` is false), nothing is counted from it; `begun_from` and `begun_by`
    are the days between which it lies, None where nobody said the month either. `declined_on` is since when support is
    not wanted; `rested` are the spells in which it was not, each with the day it was wanted again.
    """

    id: str
    employer: str
    role: str
    start: date
    exact: bool
    begun_from: date | None
    begun_by: date | None
    end: date | None
    learned_start: date
    learned_end: date | None
    end_reason: str
    terms: tuple[Terms, ...]
    four_hours_on: date | None
    competitive: str
    permanent: str
    self_employed: bool
    declined_on: date | None
    rested: tuple[tuple[date, date], ...]
    event: str

    @property
    def is_open(self) -> bool:
        """Whether the job has not ended."""
        return self.end is None

    @property
    def now(self) -> Terms:
        """The hours and pay that hold now."""
        return self.terms[-1]

    def sustained(self, span: timedelta, today: date) -> bool:
        """Whether the job lasted for `span` from its start (13 weeks: start + 91 days)."""
        mark = self.start + span
        return self.exact and mark <= today and (self.end is None or self.end >= mark)


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that has not become a job yet."""

    id: str
    role: str
    employer: str
    on: date
    starts: date | None
    accepted: str
    hours_weekly: Decimal | None
    hourly_pay: Decimal | None
    event: str
    dbs_check: str


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person stands with work."""

    state: Literal["none", "search", "offer", "in_work"]
    jobs: tuple[Job, ...]
    offers: tuple[Offered, ...]

    @property
    def open_jobs(self) -> tuple[Job, ...]:
        """The jobs that have begun and not ended."""
        return tuple(job for job in self.jobs if job.is_open)

    @property
    def weekly_hours(self) -> Decimal | None:
        """Hours a week over all open jobs; None when not known for one of them."""
        hours = [job.now.hours_weekly for job in self.open_jobs]
        known = [h for h in hours if h is not None]
        return sum(known, Decimal(0)) if hours and len(known) == len(hours) else None

    def starting(self, today: date) -> Offered | None:
        """Return the accepted offer that starts first, from today on or on a day not agreed yet."""
        ahead = [o for o in self.offers if o.accepted == "yes" and (o.starts is None or o.starts >= today)]
        return min(ahead, key=lambda o: o.starts or date.max, default=None)


def work_of(ledger: Ledger, search: Search) -> Work:
    """Fold offers and jobs; several jobs may run side by side."""
    jobs = tuple(_job(ledger, started) for started in ledger.of(JobStarted))
    taken = {ledger.root(started.job) for started in ledger.of(JobStarted) if started.job}
    ended = {ledger.root(event.job) for event in ledger.of(JobEnded)}
    offers = tuple(
        Offered(
            id=ledger.root(offer.id),
            role=offer.role,
            employer=offer.employer,
            on=offer.on,
            starts=offer.starts,
            accepted=offer.accepted,
            hours_weekly=offer.hours_weekly,
            hourly_pay=offer.hourly_pay,
            event=offer.id,
            dbs_check=offer.dbs_check,
        )
        for offer in ledger.of(Offer)
        if offer.accepted != "no" and ledger.root(offer.id) not in taken | ended
    )
    state: Literal["none", "search", "offer", "in_work"] = "none"
    if any(job.is_open for job in jobs):
        state = "in_work"
    elif any(offer.accepted == "yes" and (offer.starts or ledger.today) >= ledger.today for offer in offers):
        state = "offer"
    elif search.acts:
        state = "search"
    return Work(state=state, jobs=jobs, offers=offers)


def _job(ledger: Ledger, started: JobStarted) -> Job:
    names = {ledger.root(started.id)} | ({ledger.root(started.job)} if started.job else set())
    offer = next((o for o in ledger.of(Offer) if ledger.root(o.id) in names and o.starts is not None), None)
    end = next((e for e in ledger.of(JobEnded) if ledger.root(e.job) in names), None)
    four = next((e for e in ledger.of(FourHoursDone) if ledger.root(e.job) in names), None)
    terms = [
        Terms(
            since=started.on,
            hours_weekly=started.hours_weekly,
            hourly_pay=started.hourly_pay,
            event=started.id,
        )
    ]
    role = started.role
    for change in ledger.of(JobChanged):
        if ledger.root(change.job) in names:
            last = terms[-1]
            role = change.role or role
            terms.append(
                Terms(
                    since=change.on,
                    hours_weekly=last.hours_weekly if change.hours_weekly is None else change.hours_weekly,
                    hourly_pay=last.hourly_pay if change.hourly_pay is None else change.hourly_pay,
                    event=change.id,
                )
            )
    declined_on, rested = _declined(ledger, names)
    begun_from, begun_by = days_between(started)
    return Job(
        id=ledger.root(started.job) if started.job else ledger.root(started.id),
        employer=started.employer,
        role=role,
        start=started.on,
        exact=known_day(started) is not None,
        begun_from=begun_from,
        begun_by=begun_by,
        end=end.on if end else None,
        learned_start=started.learned_on or (offer.on if offer else started.recorded.date()),
        learned_end=(end.learned_on or known_day(end) or end.recorded.date()) if end else None,
        end_reason=end.reason if end else "",
        terms=tuple(terms),
        four_hours_on=four.on if four else None,
        competitive=started.competitive,
        permanent=started.permanent,
        self_employed=bool(started.self_employed),
        declined_on=declined_on,
        rested=rested,
        event=started.id,
    )


def _declined(ledger: Ledger, names: set[str]) -> tuple[date | None, tuple[tuple[date, date], ...]]:
    declined: date | None = None
    rested: list[tuple[date, date]] = []
    for event in ledger.any_of(SupportDeclined, SupportResumed):
        match event:
            case SupportDeclined(job=job) if not job or ledger.root(job) in names:
                declined = declined or event.on
            case SupportResumed(job=job) if declined and (not job or ledger.root(job) in names):
                rested.append((declined, event.on))
                declined = None
            case _:
                pass
    return declined, tuple(rested)
