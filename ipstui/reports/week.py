"""The week's report, for supervision: the week in numbers beside the four before, then person by person.

A number counts by the day on which something happened, whenever it was typed, and opens to the events behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec

from ipstui.casework.casefile import Casefile
from ipstui.casework.choices import TRIED
from ipstui.casework.diary.state import Todo, diary_of
from ipstui.casework.events import (
    Application,
    Closed,
    Contact,
    EmployerContact,
    Event,
    Interview,
    JobEnded,
    Referral,
    Released,
    ReturnedToCustody,
)
from ipstui.casework.history import Ledger, effective
from ipstui.casework.known import Roughly
from ipstui.casework.people import Settings
from ipstui.casework.review import Row, review_of
from ipstui.casework.story import Story

WEEKS_BEFORE = 4


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number and the events behind it. One event may stand for several: applications made alike on one day."""

    count: int
    events: tuple[str, ...]


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a span of days, both inside: `of` by the ids of `ORDER`, `contacts` by mode.

    `roughly` is how many of the events counted have a day that is only roughly known: they count on the one entered.
    """

    first: date
    last: date
    contacts: dict[str, Count]
    of: dict[str, Count]
    roughly: int = 0


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person's line of the review, and what was agreed: what is booked or noted to come."""

    client: str
    name: str
    line: str
    agreed: str


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A task that was promised; `client` is empty for one that concerns no one person.

    `heed` is what to heed before the person is rung or texted.
    """

    client: str
    name: str
    text: str
    due: date | None
    event: str
    heed: str = ""


class WeekReport(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report, as seen on `as_of`: today, or the last day of a week that is over."""

    as_of: date
    numbers: Numbers
    before: tuple[Numbers, ...]
    employer_contacts_target: int
    people: tuple[Person, ...]
    promises: tuple[Promise, ...]
    not_looked_at: tuple[Person, ...]


Counted = Iterator[tuple[str, int]]
"""Ids of events, and how many each stands for."""


def _contacts(events: Sequence[Event], *outcomes: str) -> Iterator[Contact]:
    return (e for e in events if isinstance(e, Contact) and e.outcome in outcomes)


def _people_seen(events: Sequence[Event]) -> Counted:
    known: set[str] = set()
    for contact in _contacts(events, "seen"):
        if contact.who == "client" and contact.mode == "face_to_face":
            yield contact.id, int(contact.client not in known)
            known.add(contact.client)


def _attempts(events: Sequence[Event]) -> Counted:
    return ((contact.id, 1) for contact in _contacts(events, *TRIED) if contact.who == "client")


def _around(events: Sequence[Event]) -> Counted:
    return ((contact.id, 1) for contact in _contacts(events, "seen") if contact.who != "client")


def _employers(events: Sequence[Event]) -> Counted:
    return ((e.id, 1) for e in events if isinstance(e, EmployerContact) and e.mode == "face_to_face")


def _applications(events: Sequence[Event]) -> Counted:
    return ((e.id, e.count) for e in events if isinstance(e, Application) and e.status == "made" and not e.application)


def _interviews(story: Story, first: date, last: date) -> Counted:
    """Those that were to be held and were not cancelled, each by the day of its first record, once and for all weeks.

    Later news names the booking, or what that was before it was put right, and is the same one.
    """
    told = [event for event in story.events if isinstance(event, Interview)]
    stands = {event.voids: event.id for event in told if event.voids}
    names = {event.id: stands.get(event.interview, event.interview) or event.id for event in told}
    cancelled = {names[event.id] for event in told if event.state == "cancelled"}
    known: set[str] = set()
    for event in told:
        name = names[event.id]
        if name not in cancelled and first <= event.on <= last:
            yield event.id, int(name not in known)
        known.add(name)


def _all_of(kind: type[Event]) -> Callable[[Sequence[Event]], Counted]:
    return lambda events: ((event.id, 1) for event in events if isinstance(event, kind))


MEASURES: dict[str, tuple[str, Callable[[Sequence[Event]], Counted]]] = {
    "people_seen": ("People met in person", _people_seen),
    "attempts": ("Tried, not reached", _attempts),
    "around_the_case": ("Others around the case", _around),
    "employer_contacts": ("Employers met in person", _employers),
    "applications": ("Applications made", _applications),
    "ends": ("Jobs ended", _all_of(JobEnded)),
    "new": ("Referred", _all_of(Referral)),
    "released": ("Released", _all_of(Released)),
    "returned": ("Back in custody", _all_of(ReturnedToCustody)),
    "closed": ("Closed", _all_of(Closed)),
}
"""What is counted, with its label. Job starts and interviews are counted beside these: later news belongs to them."""
STARTS, INTERVIEWS = "starts", "interviews"
LABELS = {name: label for name, (label, _) in MEASURES.items()} | {STARTS: "Jobs started", INTERVIEWS: "Interviews"}
ORDER = (
    "people_seen", "attempts", "around_the_case", "employer_contacts", "applications", INTERVIEWS, STARTS,
    "ends", "new", "released", "returned", "closed",
)  # fmt: skip
"""The order in which the numbers are told, after the contacts by mode."""


def week_report(
    casefiles: Iterable[Casefile], shared: Iterable[Event], settings: Settings, first: date, last: date, as_of: date
) -> WeekReport:
    """Return the report of the days from `first` to `last`, both inside, as it stood on `as_of`.

    The casefiles are those of `as_of`, a day in the span. `shared` are the events that belong to no one person.
    """
    files, ours = list(casefiles), list(shared)
    rows = review_of(files, ours, as_of, settings).rows
    length = last - first + timedelta(days=1)
    standing = effective(ours)
    spans = [(first - length * back, last - length * back) for back in range(WEEKS_BEFORE + 1)]
    this, *before = [_numbers(files, standing, start, end, as_of) for start, end in spans]
    people = {row.casefile.client.id: _person(row, first) for row in rows}
    return WeekReport(
        as_of=as_of,
        numbers=this,
        before=tuple(before),
        employer_contacts_target=settings.employer_contacts_target,
        people=tuple(people.values()),
        promises=tuple(_promises(files, ours, first, last + timedelta(days=7), as_of)),
        not_looked_at=tuple(people[row.casefile.client.id] for row in rows if not row.reviewed),
    )


def _numbers(files: Sequence[Casefile], shared: Sequence[Event], first: date, last: date, as_of: date) -> Numbers:
    latest = min(last, as_of)
    events = [e for each in files for e in each.story.events if first <= e.on <= latest]
    events += [e for e in shared if first <= e.on <= latest]
    modes: dict[str, list[str]] = {}
    for contact in _contacts(events, "seen"):
        if contact.who == "client":
            modes.setdefault(contact.mode, []).append(contact.id)
    counted = {name: list(count(events)) for name, (_, count) in MEASURES.items()}
    counted[INTERVIEWS] = [found for each in files for found in _interviews(each.story, first, latest)]
    counted[STARTS] = [(job.event, 1) for each in files for job in each.story.work.jobs if first <= job.start <= latest]
    told = {id_ for ids in modes.values() for id_ in ids} | {id_ for each in counted.values() for id_, _ in each}
    return Numbers(
        first=first,
        last=last,
        roughly=sum(event.id in told for event in events if isinstance(event.on, Roughly)),
        contacts={mode: Count(count=len(ids), events=tuple(ids)) for mode, ids in sorted(modes.items())},
        of={
            name: Count(count=sum(n for _, n in counted[name]), events=tuple(event for event, _ in counted[name]))
            for name in ORDER
        },
    )


def _person(row: Row, first: date) -> Person:
    """Return the line, and as agreed what comes next and what was noted to be done since `first`."""
    diary, client = row.casefile.story.diary, row.casefile.client
    noted = (task.text for task in diary.open_tasks if task.on >= first)
    agreed = dict.fromkeys(text for text in (row.next, *noted) if text)
    texts = [text for text in agreed if not any(text != other and text in other for other in agreed)]
    return Person(client=client.id, name=client.name, line=row.why, agreed="; ".join(texts))


def _promises(
    files: Sequence[Casefile], shared: Iterable[Event], first: date, until: date, as_of: date
) -> Iterator[Promise]:
    """Yield the open tasks due after `as_of` and up to `until`, the earliest first, and those noted without a day."""
    open_cases = [each for each in files if each.story.case.state != "closed"]
    tasks = [(each.client.id, each.client.name, each.client.ringing, task) for each in open_cases
             for task in each.story.diary.open_tasks]  # fmt: skip
    tasks += [("", "", "", task) for task in diary_of(Ledger(shared, as_of)).open_tasks]
    for client, name, heed, task in sorted(tasks, key=lambda each: (each[3].due or date.max, each[1].casefold())):
        if _is_promise(task, first, until, as_of):
            yield Promise(client=client, name=name, text=task.text, due=task.due, event=task.id,
                          heed=heed)  # fmt: skip


def _is_promise(task: Todo, first: date, until: date, as_of: date) -> bool:
    return first <= task.on if task.due is None else as_of < task.due <= until
