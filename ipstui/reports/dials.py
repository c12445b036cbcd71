"""How each item of the IPS-25 scale that can be counted is counted; `data/fidelity.json` says the rules in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_DOWN, Decimal
from typing import NamedTuple

import msgspec

from ipstui.casework import say
from ipstui.casework.choices import TRIED
from ipstui.casework.events import (
    BenefitsSession,
    Contact,
    DisclosureDiscussed,
    EmployerContact,
    Event,
    ProfileUpdated,
    Reviewed,
)
from ipstui.casework.people import Settings
from ipstui.casework.review import on_leave
from ipstui.casework.work.state import Job
from ipstui.reports import jobs
from ipstui.reports.figures import FEWEST, Base, Figure, Period, Unit, figure
from ipstui.reports.person import Recorded
from ipstui.reports.rapid import CLOCKS, rapid
from ipstui.reports.weeks import DAY, WEEK, employer_contacts, weeks_before

YEAR = timedelta(days=365)
AFTERWARDS = timedelta(days=14)
_EMPLOYMENT = ("employment", "benefits", "in_work")
_INDOORS = ("", "prison", "probation_office", "own_office", "online")


class Where(NamedTuple):
    """What an item is counted from. `shared` are the standing events of no one person."""

    people: Sequence[Recorded]
    shared: Sequence[Event]
    period: Period
    settings: Settings


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What an item came to. `at_least` and `at_most` bound the anchor; where not `scored` it has none: a small base, or
    a part only.

    `value` may have any decimals: the anchor is read off it, and only what is shown is rounded. `between` are the least
    and the most it can be, as something was not said: where they have two anchors, it has none.
    """

    value: Decimal | None = None
    figure: Figure | None = None
    note: str = ""
    scored: bool = True
    between: tuple[Decimal, Decimal] | None = None
    at_least: int = 1
    at_most: int = 5


def _share(id: str, label: str, rule: str, good: dict[str, list[Event]], base: Iterable[str], words: str,
           unit: Unit = "people", note: str = "") -> Found:  # fmt: skip
    """Return a share as a dial: None, and not scored, under a base of ten."""
    made = figure(id, label, rule, good, unit=unit, base=Base(words=words, ids=tuple(base)))
    shown = f"{made.count} of {made.of} {words}"
    value = _exactly(made)
    return Found(value=value, figure=made, note=f"{shown}. {note}".strip() if note else shown, scored=value is not None)


def _exactly(figure: Figure) -> Decimal | None:
    """The share of a figure's base, not rounded; None under a base of ten."""
    return Decimal(100 * figure.count) / (figure.of or 1) if figure.percent is not None else None


def _caseload(where: Where) -> Found:
    since = where.period.last - timedelta(days=28)
    still_open = [person for person in where.people if person.case.state != "closed"]
    active: dict[str, list[Event]] = {}
    for person in still_open:
        recent = [c for c in person.of(Contact) if c.who == "client" and c.outcome == "seen" and c.on > since]
        if recent:
            active[person.client.id] = [recent[-1]]
    cost = where.settings.cost
    specialists = cost.full_time_equivalent if cost is not None and cost.full_time_equivalent else None
    made = figure("fidelity/1", "Active clients", "See item 1.", active)
    told = (
        f"for {say.number(specialists)} full-time specialist{'' if specialists == 1 else 's'}"
        if specialists
        else "full-time equivalent not set, taken as one"
    )
    return Found(
        value=Decimal(made.count) / (specialists or 1),
        figure=made,
        note=f"{made.count} active of {len(still_open)} open, {told}",
        scored=bool(still_open),
    )


def _employment_only(where: Where) -> Found:
    logged = [
        c for p in where.people for c in p.of(Contact) if c.who == "client" and c.minutes and c.on in where.period
    ]
    work = [c for c in logged if c.purpose in _EMPLOYMENT]
    unsaid = sum(c.minutes for c in logged if c.purpose == "unknown")
    minutes = sum(c.minutes for c in work)
    total = sum(c.minutes for c in logged)
    made = figure("fidelity/2", "Contacts about employment", "See item 2.", {c.id: [c] for c in work}, unit="times",
                  base=Base(words="contacts with minutes logged", ids=tuple(c.id for c in logged)))  # fmt: skip
    if len(logged) < FEWEST:
        return Found(figure=made, note=f"{minutes} of {total} minutes logged")
    return Found(
        value=Decimal(100 * minutes) / (total - unsaid) if total > unsaid else None,
        figure=made,
        note=f"{minutes} of {total - unsaid} minutes logged"
        + (f" with what they were for; not said for {unsaid} more" if unsaid else ""),
        between=(Decimal(100 * minutes) / total, Decimal(100 * (minutes + unsaid)) / total),
    )


def _contacted(where: Where) -> Found:
    referred = [p for p in where.people if p.referral is not None and p.referral.on in where.period]
    reached = {
        p.client.id: [c]
        for p in referred
        if (c := next((c for c in p.of(Contact) if c.who == "client" and c.outcome == "seen"), None)) is not None
    }
    return _share("fidelity/9", "Reached at least once", "See item 9.", {k: list[Event](v) for k, v in reached.items()},
                  [p.client.id for p in referred], "referred in the period")  # fmt: skip


def _jobcentre(where: Where) -> Found:
    met = [c for p in where.people for c in p.of(Contact) if c.who == "jobcentre" and c.on in where.period]
    made = figure("fidelity/6", "Contacts with the Jobcentre", "See item 6.", {c.id: [c] for c in met}, unit="times")
    return Found(figure=made if met else None, note=f"{len(met)} contacts with the Jobcentre in the period")


def _benefits(where: Where) -> Found:
    begun = list(jobs.started(where.people, where.period))
    good: dict[str, list[Event]] = {}
    for person, job in begun:
        entry = person.referral.on if person.referral is not None else date.min
        before = [s for s in person.of(BenefitsSession) if entry <= s.on <= job.start]
        if before:
            good[job.event] = [person.starts[job.event], before[-1]]
    return _share("fidelity/12", "Begun after a benefits session", "See item 12.", good, [j.event for _, j in begun],
                  "jobs begun", unit="jobs")  # fmt: skip


def _disclosure(where: Where) -> Found:
    named: list[str] = []
    good: dict[str, list[Event]] = {}
    for person in where.people:
        first = next((c for c in person.of(EmployerContact) if c.named_with_consent == "yes"), None)
        if first is None or first.on not in where.period:
            continue
        named.append(person.client.id)
        before = [talk for talk in person.of(DisclosureDiscussed) if talk.on <= first.on]
        if before:
            good[person.client.id] = [before[-1], first]
    return _share("fidelity/13", "Disclosure talked through first", "See item 13.", good, named, "named to an employer")


def _assessment(where: Where) -> Found:
    turns: list[str] = []
    good: dict[str, list[Event]] = {}
    for person in where.people:
        for job in person.jobs:
            # A job that only a death ended has no reason, and leaves nothing to be updated.
            for what, day in (("start", job.start), ("end", job.end if job.end_reason else None)):
                if day is None or day + AFTERWARDS not in where.period:
                    continue
                name = f"{job.event}:{what}"
                turns.append(name)
                if told := [p for p in person.of(ProfileUpdated) if day <= p.on <= day + AFTERWARDS]:
                    good[name] = [told[0]]
    return _share("fidelity/14", "Profile updated after a start or end", "See item 14.", good, turns,
                  "starts and ends", unit="times")  # fmt: skip


def _rapid(where: Where) -> Found:
    means = {clock: rapid(where.people, where.period, clock) for clock in CLOCKS}
    chosen = where.settings.clock
    good, late, waiting, mean = means[chosen]
    made = figure("fidelity/15", "Employer met in person", "See item 15.", good,
                  base=Base(words="whose clock started in the period", ids=(*good, *late, *waiting)))  # fmt: skip
    others = "; ".join(
        f"from {clock.replace('_', ' ')}: {f'{found.mean:.1f}' if found.mean is not None else 'nobody'}"
        for clock, found in means.items()
        if clock != chosen
    )
    so_far = f"{len(good)} met an employer, {len(late)} not within 30 days and still not, {len(waiting)} still within"
    return Found(value=mean, figure=made, note=f"{so_far}; {others}")


def _individual(where: Where) -> Found:
    about = [c for p in where.people for c in p.of(EmployerContact) if c.on in where.period]
    unknown = sum(c.matches_profile == "unknown" for c in about)
    return _share("fidelity/16", "Contacts that fit what the person wants", "See item 16.",
                  {c.id: [c] for c in about if c.matches_profile == "yes"}, [c.id for c in about],
                  "employer contacts for a person", unit="times", note=f"Not said for {unknown}.")  # fmt: skip


def _employers(where: Where) -> Found:
    weeks = [week for week in weeks_before(where.people, where.shared, where.period.last, 12) if not week.leave][-4:]
    earliest = min((e.on for e in employer_contacts(where.people, where.shared)), default=None)
    weeks = [week for week in weeks if earliest is not None and week.monday + WEEK > earliest]
    if not weeks:
        return Found(note="no whole week with employer contacts recorded")
    mean = (Decimal(sum(week.count for week in weeks)) / len(weeks)).quantize(Decimal(1), ROUND_HALF_DOWN)
    seekers = sum(1 for p in where.people if p.case.state == "open" and not any(job.is_open for job in p.jobs))
    reviewed = [week.log_reviewed for week in weeks]
    ever = any(isinstance(e, Reviewed) for e in where.shared)
    ids = {id for week in weeks for id in week.events}
    met = [c for c in employer_contacts(where.people, where.shared) if c.id in ids]
    made = figure("fidelity/17", "Employers met in the last four whole weeks", "See item 17.",
                  {c.id: [c] for c in met}, unit="times")  # fmt: skip
    counts = ", ".join(f"{week.count} from {say.short_day(week.monday, where.period.last)}" for week in weeks)
    few = 0 < seekers < 3
    return Found(
        value=mean,
        figure=made,
        note=f"{counts}" + (f"; {mean} a week, and fewer than three search: the target is {2 * seekers}" if few else "")
        + ("" if all(reviewed) else "; the log was not gone through every week"),
        at_least=5 if few and mean >= 2 * seekers else 1,
        at_most=5 if all(reviewed) else 3 if ever else 2,
    )  # fmt: skip


def _recent_jobs(where: Where) -> list[tuple[Recorded, Job]]:
    since = where.period.last - YEAR
    return [(p, job) for p in where.people for job in p.jobs if job.is_open or job.start > since]


def _different(where: Where, number: int, label: str, name: Callable[[Job], str]) -> Found:
    held: dict[str, list[Event]] = {}
    recent = [(p, job) for p, job in _recent_jobs(where) if name(job)]
    for person, job in recent:
        held.setdefault(name(job), [person.starts[job.event]])
    ids = {first[0].id: first for first in held.values()}
    return _share(f"fidelity/{number}", label, f"See item {number}.", ids, [job.event for _, job in recent],
                  "jobs", unit="jobs")  # fmt: skip


def _competitive(where: Where) -> Found:
    current = [(p, job) for p in where.people for job in p.jobs if job.is_open]
    others = [(p, j) for p in where.people for j, _ in p.other_jobs if j.is_open and j.competitive != "yes"]
    return _share("fidelity/21", "Competitive jobs", "See item 21.",
                  {job.event: [p.starts[job.event]] for p, job in current},
                  [job.event for _, job in (*current, *others)], "current jobs", unit="jobs")  # fmt: skip


def _followed(where: Where) -> Found:
    in_work = []
    good: dict[str, list[Event]] = {}
    for person in where.people:
        held = [j for j in person.jobs if j.start <= where.period.last and (j.end is None or j.end in where.period)]
        if not held:
            continue
        in_work.append(person.client.id)
        since = min(job.start for job in held)
        kinds: dict[str, Event] = {}
        for event in (e for e in person.ledger.standing if since <= e.on <= where.period.last):
            match event:
                case Contact(purpose="in_work", outcome="seen", who="client"):
                    kinds.setdefault("job", event)
                case Contact(purpose="in_work", outcome="seen"):
                    kinds.setdefault("others", event)
                case EmployerContact():
                    kinds.setdefault("employer", event)
                case BenefitsSession():
                    kinds.setdefault("benefits", event)
                case _:
                    pass
        if len(kinds) > 1:
            good[person.client.id] = list(kinds.values())
    return _share("fidelity/22", "Two kinds of support in work", "See item 22.", good, in_work, "people in work")


def _schedule(where: Where) -> Found:
    kept = jobs.support(where.people, where.period)[1]
    return Found(value=_exactly(kept), figure=kept, note=f"{kept.count} of {kept.of} visits", scored=False)


def _community(where: Where) -> Found:
    weekly = where.settings.weekly_hours
    every = [c for p in where.people for c in p.of(Contact) if c.on in where.period]
    if not weekly or not every:
        return Found(note="weekly hours are not set" if not weekly else "nothing is logged")
    first = where.period.first or min(c.on for c in every)
    days = (where.period.last - first).days + 1
    monday = first - timedelta(days=first.weekday())
    mondays = (monday + number * WEEK for number in range(days // 7 + 2))
    away = sum(
        on_leave(where.shared, week) for week in mondays if week >= first and week + WEEK - DAY <= where.period.last
    )
    scheduled = weekly * (Decimal(days) / 7 - away)
    out = [c for c in every if c.mode == "face_to_face" and c.minutes and c.setting not in _INDOORS]
    made = figure("fidelity/24", "Contacts outside the office", "See item 24.", {c.id: [c] for c in out}, unit="times")
    hours = Decimal(sum(c.minutes for c in out)) / 60
    enough = scheduled > 0 and len(every) >= FEWEST
    value = 100 * hours / scheduled if enough else None
    return Found(value=value, figure=made, note=f"{hours:.1f} of {scheduled:.1f} scheduled hours, from logged time")


def _outreach(where: Where) -> Found:
    tried = [
        c for p in where.people for c in p.of(Contact)
        if c.who == "client" and c.outcome in TRIED and c.on in where.period
    ]  # fmt: skip
    made = figure("fidelity/25", "Attempts logged", "See item 25.", {c.id: [c] for c in tried}, unit="times")
    return Found(value=Decimal(made.count), figure=made, note=f"{made.count} attempts logged", scored=False)


COUNTED: dict[int, Callable[[Where], Found]] = {
    1: _caseload,
    2: _employment_only,
    6: _jobcentre,
    9: _contacted,
    12: _benefits,
    13: _disclosure,
    14: _assessment,
    15: _rapid,
    16: _individual,
    17: _employers,
    19: lambda where: _different(where, 19, "Different roles", lambda job: job.role.casefold().strip()),
    20: lambda where: _different(where, 20, "Different employers", lambda job: job.employer),
    21: _competitive,
    22: _followed,
    23: _schedule,
    24: _community,
    25: _outreach,
}
