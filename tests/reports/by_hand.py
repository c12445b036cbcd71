"""A caseload counted by hand: eleven people told in a few lines each, so that every figure can be checked on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count

from ipstui.casework import events as ev
from ipstui.casework.people import Client
from ipstui.reports.figures import period_of
from ipstui.reports.outcomes import Outcomes, outcomes, people_of
from tests.casework.made_up import USUAL

TODAY = date(2026, 11, 22)


class Told:
    """One person's events, told in order with days of 2026 as "3 Feb"."""

    _numbers = count(1)

    def __init__(self, name: str, born: int | None = None) -> None:
        self.client = Client(id=name.lower(), name=name, birth_year=born, made_up=True)
        self.events: list[ev.Event] = []

    def __call__(self, kind: type[ev.Event], day: str, **fields) -> str:
        on = datetime.strptime(f"{day} 2026 +0000", "%d %b %Y %z").date()
        id = f"{self.client.id}-{next(self._numbers)}"
        recorded = datetime.combine(on, time(18), UTC)
        self.events.append(
            kind(id=id, client=self.client.id, on=on, recorded=recorded, **(USUAL.get(kind, {}) | fields))
        )
        return id


def people() -> Iterator[Told]:
    """Who is in it; beside each what it is there for."""
    yield from (_ann(), _bob(), _cat(), _dan(), _eve(), _fay(), _gus(), _hal(), _ida(), _jon(), _kim())


def _out(name: str, referred: str, released: str, born: int | None = None) -> Told:
    told = Told(name, born)
    told(ev.Referral, referred, source_type="in_reach", in_custody="yes")
    told(ev.Released, released)
    return told


def _ann() -> Told:
    """Seen 3 and 10 February: engaged on 10 February. A job of 20 hours from 1 March, open: 13 weeks on 31 May, 26 on
    30 August. Out on 1 February: in work at six weeks (15 March) and six months (1 August)."""
    ann = _out("Ann", "5 Jan", "1 Feb", born=1990)
    ann(ev.Monitoring, "5 Jan", sex="female", offence="acquisitive")
    ann(ev.Contact, "3 Feb", setting="cafe", minutes=30, purpose="stabilising")
    ann(ev.Contact, "10 Feb", setting="cafe", minutes=60, miles=Decimal("12.5"))
    ann(ev.Cv, "10 Feb", state="started")
    ann(ev.Cv, "12 Feb", state="ready")
    ann(ev.Application, "12 Feb", count=4)
    talk = ann(ev.Interview, "16 Feb", state="booked")
    ann(ev.Interview, "18 Feb", state="attended", interview=talk)
    ann(ev.Interview, "19 Feb", state="offer", interview=talk)
    job = ann(ev.JobStarted, "1 Mar", role="Cook", hours_weekly=Decimal(20), hourly_pay=Decimal("13.00"))
    ann(ev.FourHoursDone, "2 Mar", job=job)
    return ann


def _bob() -> Told:
    """Two meetings on one day, 2 March: seen, not engaged. A job from 10 March to 7 June, which is 89 days."""
    bob = _out("Bob", "12 Jan", "1 Mar", born=1985)
    bob(ev.Monitoring, "12 Jan", sex="male")
    bob(ev.Contact, "2 Mar", setting="cafe", at=time(9))
    bob(ev.Contact, "2 Mar", setting="home", at=time(15))
    job = bob(ev.JobStarted, "10 Mar", role="Packer", hours_weekly=Decimal("15.5"))
    bob(ev.JobEnded, "7 Jun", job=job, reason="contract_ended")
    return bob


def _cat() -> Told:
    """Calls and a video meeting only, after prison: not seen. An offer, no start."""
    cat = _out("Cat", "2 Feb", "1 Apr")
    cat(ev.Contact, "3 Apr", mode="phone")
    cat(ev.Contact, "9 Apr", mode="video")
    cat(ev.Offer, "20 Apr", role="Cleaner")
    return cat


def _dan() -> Told:
    """Met in prison only."""
    dan = Told("Dan")
    dan(ev.Referral, "9 Feb", source_type="probation", in_custody="yes")
    dan(ev.Contact, "16 Feb", setting="prison")
    return dan


def _eve() -> Told:
    """Engaged on 8 April; recalled on 20 April for a breach, out on 20 June, seen on 1 July and 1 August.
    Two releases: 1 April, whose six weeks (13 May) fall inside; and 20 June, six weeks on 1 August, not in work."""
    eve = _out("Eve", "3 Mar", "1 Apr")
    eve(ev.Contact, "2 Apr", setting="hostel")
    eve(ev.Contact, "8 Apr", setting="hostel")
    eve(ev.ReturnedToCustody, "20 Apr", type="recall_fixed", new_offence="no", reason="missed appointment")
    eve(ev.Released, "20 Jun")
    eve(ev.Contact, "1 Jul", setting="hostel")
    eve(ev.Contact, "1 Aug", setting="hostel")
    return eve


def _fay() -> Told:
    """Referred in the community. Engaged 20 April. Two jobs: 1 May to 31 July (91 days on 31 July: 13 weeks), 5 hours;
    and a second beside it from 1 June, hours not known. Wants no support."""
    fay = Told("Fay", born=2000)
    fay(ev.Referral, "1 Apr", source_type="iom", in_custody="no")
    fay(ev.Contact, "10 Apr", setting="community")
    fay(ev.Contact, "20 Apr", setting="community")
    first = fay(ev.JobStarted, "1 May", role="Cleaner", hours_weekly=Decimal(5))
    fay(ev.JobStarted, "1 Jun", role="Driver")
    fay(ev.SupportDeclined, "2 Jun")
    fay(ev.JobEnded, "31 Jul", job=first, reason="left_for_better")
    return fay


def _gus() -> Told:
    """In a job when referred: not counted as helped into it. Engaged on 20 May."""
    gus = Told("Gus")
    gus(ev.JobStarted, "1 Mar", role="Baker")
    gus(ev.Referral, "1 May", source_type="jobcentre", in_custody="no")
    gus(ev.Contact, "13 May", setting="workplace")
    gus(ev.Contact, "20 May", setting="workplace")
    return gus


def _hal() -> Told:
    """Engaged on 22 May, closed as disengaged on 30 June; referred again on 1 September: one person, two referrals."""
    hal = _out("Hal", "4 May", "12 May")
    hal(ev.Contact, "15 May", setting="cafe")
    hal(ev.Contact, "22 May", setting="cafe")
    hal(ev.Closed, "30 Jun", reason="disengaged")
    hal(ev.Referral, "1 Sep", source_type="self_or_family", in_custody="no")
    return hal


def _ida() -> Told:
    """Engaged on 1 July; a placement and a job that is not competitive: not in work."""
    ida = _out("Ida", "1 Jun", "20 Jun")
    ida(ev.Contact, "24 Jun", setting="home")
    ida(ev.Contact, "1 Jul", setting="home")
    ida(ev.Placement, "6 Jul", role="Shop")
    ida(ev.Placement, "20 Jul", state="ended", role="Shop")
    ida(ev.JobStarted, "3 Aug", role="Helper", competitive="no")
    return ida


def _jon() -> Told:
    """Engaged on 20 July. Begun on 1 October at 7 hours, raised to 16 on 8 October: 13 weeks not before 31 December."""
    jon = _out("Jon", "1 Jul", "8 Jul", born=1970)
    jon(ev.Contact, "13 Jul", setting="cafe")
    jon(ev.Contact, "20 Jul", setting="cafe")
    job = jon(ev.JobStarted, "1 Oct", role="Porter", hours_weekly=Decimal(7), hourly_pay=Decimal("12.71"))
    jon(ev.JobChanged, "8 Oct", job=job, hours_weekly=Decimal(16))
    jon(ev.FourHoursDone, "2 Oct", job=job)
    return jon


def _kim() -> Told:
    """Tried three times and not reached; in prison till now."""
    kim = Told("Kim")
    kim(ev.Referral, "5 Oct", source_type="in_reach", in_custody="yes")
    for day in ("6 Oct", "13 Oct", "20 Oct"):
        kim(ev.Contact, day, mode="phone", outcome="left_message")
    return kim


def counted(first: date | None = None, last: date | None = None) -> Outcomes:
    """The report over all of them."""
    every = list(people())
    period = period_of(first, last, TODAY)
    events = {told.client.id: told.events for told in every}
    return outcomes(people_of([told.client for told in every], events, period), period)
