"""What was done: CVs, applications, interviews, courses, placements, mentors, money, appointments, contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from ipstui.casework import say
from ipstui.casework.choices import TRIED
from ipstui.casework.events import (
    Application,
    BenefitsSession,
    Booking,
    Contact,
    Cv,
    Event,
    GrantGiven,
    Interview,
    MatchNotPossible,
    MentorMatched,
    MentorMet,
    MentorReferred,
    NeedMet,
    Placement,
    ProbationAppointment,
    ReferredOn,
    Training,
    VoucherGiven,
    WorkTrial,
)
from ipstui.casework.history import order
from ipstui.reports.figures import Base, Figure, NotCounted, Period, Unit, figure, spread_of
from ipstui.reports.person import Recorded

Happened: TypeAlias = list[list[Event]]
"""What one person did, one list of events a thing, dated by its first event."""
Run: TypeAlias = Training | Placement | WorkTrial
_RUNS: dict[str, tuple[type[Run], str]] = {
    "training": (Training, "a course"), "placements": (Placement, "a placement"), "trials": (WorkTrial, "a work trial")
}  # fmt: skip
_UNBEGUN = {
    "offered": "was offered, and no start is recorded",
    "unknown": "is recorded, and not whether it began",
}
"""The states that say of no day that it was begun, as they are told."""


class Activity(NamedTuple):
    """A thing that is done, how it is told, and how it is found among one person's events."""

    id: str
    label: str
    rule: str
    find: Callable[[Recorded], Happened]
    unit: Unit = "times"


def _singly(events: Iterable[Event]) -> Happened:
    return [[event] for event in events]


def _cv(person: Recorded) -> Happened:
    return [list(person.of(Cv))] if person.of(Cv) else []


def _applications(person: Recorded) -> Happened:
    return _singly(e for e in person.of(Application) if e.status == "made" and not e.application)


def _interviews(person: Recorded) -> Happened:
    """Interviews held, each once however often it was recorded, by the first record that says so."""
    held: dict[str, list[Event]] = {}
    for event in person.of(Interview):
        if event.state in ("attended", "offer", "unsuccessful"):
            held.setdefault(person.ledger.root(event.interview or event.id), []).append(event)
    return list(held.values())


def _runs(kind: type[Run]) -> Callable[[Recorded], Happened]:
    """Courses, placements or trials begun; one whose end alone was recorded, early or not, is one too."""
    return lambda person: _begun(
        (e, e.state == "started", _named(e)) for e in person.of(kind) if e.state not in _UNBEGUN
    )


def _begun(told: Iterable[tuple[Event, bool, str]]) -> Happened:
    found: Happened = []
    running: set[str] = set()
    for event, starts, name in told:
        if starts or name not in running:
            found.append([event])
        running = running | {name} if starts else running - {name}
    return found


def _put_forward(person: Recorded) -> Happened:
    found: list[Event] = [*person.of(MentorReferred)]
    return [found] if found else []


def _met_mentor(person: Recorded) -> Happened:
    found: list[Event] = [*person.of(MentorMet)]
    return [found] if found else []


def _mentors(person: Recorded) -> Happened:
    """Matched with a mentor: recorded as a match, or as referred on to mentoring with the outcome that they were."""
    matched: list[Event] = [
        event
        for event in person.of(ReferredOn)
        if "mentor" in event.service.casefold() and event.outcome.casefold().startswith("matched")
    ]
    matched += person.of(MentorMatched)
    return [sorted(matched, key=order)] if matched else []


def _booked(kind: type[Booking], *states: str) -> Callable[[Recorded], Happened]:
    def find(person: Recorded) -> Happened:
        by_booking: dict[str, list[Event]] = {}
        for event in person.of(kind):
            if event.state in states:
                by_booking.setdefault(person.ledger.root(event.booking or event.id), []).append(event)
        return list(by_booking.values())

    return find


def _each(kind: type[Event]) -> Callable[[Recorded], Happened]:
    return lambda person: _singly(person.of(kind))


def _jobs(person: Recorded) -> Happened:
    return _singly(person.starts[job.event] for job in person.jobs)


def _named(event: Run) -> str:
    return event.course.casefold() if isinstance(event, Training) else f"{event.role.casefold()}/{event.employer}"


ACTIVITIES = (
    Activity("cv", "Help with a CV", "People with a CV begun, ready or sent; dated by the first record.",
             _cv, "people"),
    Activity("applications", "Applications", "Applications made; several made alike are one record with a number.",
             _applications),
    Activity("interviews", "Interviews", "Interviews held: attended, or with a result. One only booked is not.",
             _interviews),
    Activity("training", "Training courses", "Courses begun.", _runs(Training)),
    Activity("placements", "Work placements", "Unpaid placements begun.", _runs(Placement)),
    Activity("trials", "Work trials", "Work trials begun.", _runs(WorkTrial)),
    Activity("jobs", "Jobs begun", "Every competitive job begun since the referral.", _jobs, "jobs"),
    Activity("mentors_referred", "Put forward for a mentor", "People put forward for a volunteer mentor.",
             _put_forward, "people"),
    Activity("mentors", "Mentors", "People matched with a mentor, or referred on to mentoring as “matched”.", _mentors,
             "people"),
    Activity("mentors_met", "Met their mentor", "People who met their mentor at least once.", _met_mentor, "people"),
    Activity("grants", "Grants", "Grants given.", _each(GrantGiven)),
    Activity("vouchers", "Vouchers", "Vouchers given.", _each(VoucherGiven)),
    Activity("needs_met", "Needs met", "Needs recorded as met.", _each(NeedMet)),
    Activity("benefits_sessions", "Benefits sessions", "Calculations gone through together and kept.",
             _each(BenefitsSession)),
    Activity("reminded", "Probation appointments reminded", "Appointments with probation of which the person was "
             "reminded.", _booked(ProbationAppointment, "reminded")),
    Activity("accompanied", "Probation appointments accompanied", "Appointments with probation the specialist went "
             "along to.", _booked(ProbationAppointment, "accompanied")),
    Activity("kept", "Probation appointments kept", "Appointments with probation recorded as kept or accompanied.",
             _booked(ProbationAppointment, "kept", "accompanied")),
)  # fmt: skip


def activities(people: Sequence[Recorded], engaged: Sequence[str], period: Period) -> tuple[Figure, ...]:
    """Return a figure for each thing that was done in the period, with its spread over the people who did it.

    The people are in `clients`. How many of the people engaged did it is a figure of its own beside it.
    """
    return tuple(each for activity in ACTIVITIES for each in _activity(activity, people, engaged, period))


def _activity(
    activity: Activity, people: Sequence[Recorded], engaged: Sequence[str], period: Period
) -> Iterator[Figure]:
    things: dict[str, list[Event]] = {}
    by_person: dict[str, list[Event]] = {}
    numbers: dict[str, int] = {}
    for person in people:
        for happened in activity.find(person):
            first, client = happened[0], person.client.id
            if first.on in period:
                things[client if activity.unit == "people" else first.id] = [first]
                by_person.setdefault(client, []).append(first)
                numbers[client] = numbers.get(client, 0) + (first.count if isinstance(first, Application) else 1)
    given = [event for own in things.values() for event in own if isinstance(event, GrantGiven)]
    yield figure(
        activity.id, activity.label, activity.rule, things, unit=activity.unit, count=sum(numbers.values()),
        spread=spread_of(numbers.values()),
        amounts={"pounds": sum((event.amount for event in given), Decimal(0))} if given else None,
    )  # fmt: skip
    inside = set(engaged)
    yield figure(
        f"{activity.id}/of_engaged", f"{activity.label}, of the engaged",
        f"{activity.rule} People engaged by the end.",
        {client: own for client, own in by_person.items() if client in inside},
        base=Base(words="engaged by the end", ids=tuple(engaged)),
    )  # fmt: skip


def trained(people: Sequence[Recorded], period: Period) -> tuple[Figure, Figure]:
    """Return how many of the people who began a course in the period have begun a job by its end, and how many not."""
    began = {
        person.client.id: [own[0] for own in courses]
        for person in people
        if (courses := [own for own in _runs(Training)(person) if own[0].on in period])
    }
    with_job = {person.client.id for person in people if person.jobs}
    base = Base(words="who began a course", ids=tuple(began))
    return (
        figure("training/in_work", "Of those on a course, begun a job",
               "People who began a course in the period and any competitive job by its end.",
               {client: own for client, own in began.items() if client in with_job}, base=base),
        figure("training/not_in_work", "Of those on a course, no job", "The others; some may still be on the course.",
               {client: own for client, own in began.items() if client not in with_job}, base=base),
    )  # fmt: skip


_CALLED = {
    "mode/face_to_face": "Face to face",
    "mode/unknown": "Not said in which way",
    "purpose/employment": "About employment",
    "purpose/stabilising": "About stabilising",
    "purpose/benefits": "About benefits",
    "purpose/in_work": "Support in work",
    "purpose/unknown": "Not said what for",
}


def contacts(people: Sequence[Recorded], period: Period) -> tuple[Figure, ...]:
    """Return the contacts with the person by way, purpose and outcome, with the hours and miles recorded."""
    seen: list[Contact] = []
    others: list[Contact] = []
    tried: list[Contact] = []
    unsaid: list[Contact] = []
    by: dict[str, list[Contact]] = {}
    for contact in (c for person in people for c in person.of(Contact) if c.on in period):
        if contact.who != "client":
            others.append(contact)
        elif contact.outcome in TRIED:
            tried.append(contact)
        elif contact.outcome == "seen":
            seen.append(contact)
            by.setdefault(f"mode/{contact.mode}", []).append(contact)
            by.setdefault(f"purpose/{contact.purpose}", []).append(contact)
        else:
            unsaid.append(contact)
    rule = "Contacts with the person in the period, in which they were reached. Hours and miles are those recorded."
    return (
        _sum("contacts/all", "Contacts with the person", rule, seen),
        *(
            _sum(f"contacts/{name}", _CALLED.get(name) or f"By {name.removeprefix('mode/')}", rule, by[name])
            for name in sorted(by)
        ),
        _sum("contacts/others", "Contacts with others around the person",
             "Contacts in the period with officers, health, family, hostels and others.", others),
        _sum("contacts/not_reached", "Tried, and not reached", "Attempts in the period.", tried),
        _sum("contacts/not_said", "Not said whether they were reached",
             "Contacts with the person in the period, counted neither as being in touch nor as attempts.", unsaid),
    )  # fmt: skip


def _sum(id: str, label: str, rule: str, contacts: Sequence[Contact]) -> Figure:
    amounts = {}
    if minutes := sum(c.minutes for c in contacts):
        amounts["hours"] = (Decimal(minutes) / 60).quantize(Decimal("0.1"))
    if any(c.miles is not None for c in contacts):
        amounts["miles"] = sum((c.miles for c in contacts if c.miles is not None), Decimal(0))
    return figure(id, label, rule, {c.id: [c] for c in contacts}, unit="times", amounts=amounts)


def _unmatched(person: Recorded, period: Period) -> Iterator[NotCounted]:
    """Who was put forward for a mentor, or referred on for one, and never matched, with the reason that was given."""
    if _mentors(person):
        return
    client, failed = person.client.id, person.of(MatchNotPossible)
    for each in (each for each in person.of(MentorReferred) if each.on in period):
        later = [event for event in failed if event.on >= each.on]
        why = f"not possible: {say.label(later[-1].reason)}" if later else "no match is recorded yet"
        yield NotCounted(client=client, measure="mentors", why=why, events=(each.id, *(e.id for e in later)))
    for other in person.of(ReferredOn):
        if other.on in period and "mentor" in other.service.casefold():
            yield NotCounted(client=client, measure="mentors", events=(other.id,),
                             why="referred for a mentor, and no match is recorded")  # fmt: skip


def nearly(people: Sequence[Recorded], period: Period) -> Iterator[NotCounted]:
    """Yield what nearly counts: an interview only booked, mentoring without a match, what may not have begun."""
    for person in people:
        held = {event.id for own in _interviews(person) for event in own}
        roots = {person.ledger.root(e.interview or e.id) for e in person.of(Interview) if e.id in held}
        for event in person.of(Interview):
            if event.on in period and event.state == "booked" and person.ledger.root(event.id) not in roots:
                yield NotCounted(client=person.client.id, measure="interviews", events=(event.id,),
                                 why="an interview was booked, and not recorded as held")  # fmt: skip
        for measure, (kind, called) in _RUNS.items():
            begun = {_named(event) for event in person.of(kind) if event.state not in _UNBEGUN}
            for run in person.of(kind):
                if run.on in period and _named(run) not in begun:
                    yield NotCounted(client=person.client.id, measure=measure, events=(run.id,),
                                     why=f"{called} {_UNBEGUN[run.state]}")  # fmt: skip
        yield from _unmatched(person, period)
