"""The diary over everybody: what is booked, to be done, due or expected on each day, and what nobody has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Literal

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.custody.release import expected_release
from ipstui.casework.diary.state import Booked, Diary, diary_of
from ipstui.casework.events import Event
from ipstui.casework.history import Ledger
from ipstui.casework.known import InMonth, Roughly, earliest, latest
from ipstui.casework.people import Client, Employer

Sort = Literal["booking", "start", "release", "task", "deadline"]
ROOM_TO_TRAVEL = timedelta(minutes=30)
"""Less than this between two places is said. A rule of this program: nobody else's is known."""
_TOLD_ALREADY = ("task", "appointment", "probation_appointment", "probation_outcome")
"""Deadlines that are themselves a booking or a task, which stand in the diary as what they are."""
_CLOSE = {"booking": 0, "start": 1, "release": 2, "task": 3, "deadline": 4}
_NAMED_AT_MOST = 2


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a day, whoever it is of; `client` is empty for what is of no one person.

    `until` is only known where the length is. `open` is whether somebody can still say how it went. `said` are the
    sentences that belong beside it: two at one time, little time to get from one place to the next. `heed` is what to
    heed before the person is rung or texted, and what they need there.
    """

    on: date
    at: time | None = None
    until: time | None = None
    sort: Sort
    client: str = ""
    name: str = ""
    what: str
    where: str = ""
    with_whom: str = ""
    state: str
    open: bool = False
    event: str = ""
    said: tuple[str, ...] = ()
    heed: str = ""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day: what has a time in its order, then the rest."""

    on: date
    entries: tuple[Entry, ...]


class Agenda(msgspec.Struct, frozen=True, kw_only=True):
    """Days one after another, and what hangs over from earlier ones, the oldest first.

    `unanswered` are bookings whose day is over and of which nothing was said; `late` are tasks past their day.
    """

    today: date
    days: tuple[Day, ...]
    unanswered: tuple[Entry, ...]
    late: tuple[Entry, ...]


def agenda_of(
    casefiles: Iterable[Casefile],
    shared: Iterable[Event],
    employers: Mapping[str, Employer],
    first: date,
    last: date,
    today: date,
) -> Agenda:
    """Return the days from `first` to `last`, both inside. `shared` are the events that belong to no one person.

    Of a closed case only what lies behind is shown, and nothing of it is asked for any more.
    """
    own = diary_of(Ledger(shared, today))
    found = [*_of_diary(own, None, employers, today)]
    for each in casefiles:
        found += _of_one(each, employers)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    by_day: dict[date, list[Entry]] = {}
    for entry in found:
        by_day.setdefault(_placed(entry, today), []).append(entry)
    hanging = sorted((e for e in found if e.open and latest(e.on) < today), key=_oldest_first)
    return Agenda(
        today=today,
        days=tuple(Day(on=day, entries=_day(by_day.get(day, []))) for day in days),
        unanswered=tuple(e for e in hanging if e.sort == "booking"),
        late=tuple(e for e in hanging if e.sort == "task"),
    )


def _placed(entry: Entry, today: date) -> date:
    """The day an entry stands under: one that may be any day of this month under today, until it is over."""
    return today if entry.open and earliest(entry.on) <= today <= latest(entry.on) else entry.on


def hours(entry: Entry) -> str:
    """Write when in the day: "14:00-15:00", "14:00", "" where no time is known."""
    if entry.at is None or isinstance(entry.on, Roughly):
        return ""
    return say.clock(entry.at) + (f"-{say.clock(entry.until)}" if entry.until else "")


def told(entry: Entry) -> str:
    """Write what an entry is in one line: what, where and with whom, how it stands, and what must be said beside it.

    What is to be heeded of the person stands with whatever may still lead to a call, a text or a date.
    """
    parts = [say.sentence(entry.what), entry.where, f"with {entry.with_whom}" if entry.with_whom else ""]
    state = say.label(entry.state)
    if state not in ("booked", "open", "upcoming", "due"):
        parts.append(state)
    if isinstance(entry.on, Roughly):
        asked = ", which day?" if isinstance(entry.on, InMonth) and entry.sort != "deadline" else ""
        parts.append(f"about {say.day(entry.on, entry.on)}" if entry.sort == "deadline" else
                     say.day(entry.on, entry.on) + asked)  # fmt: skip
    said = f" ► {'; '.join(entry.said)}" if entry.said else ""
    heed = f" ▲ {entry.heed}" if entry.heed and (entry.open or entry.sort == "deadline") else ""
    return ", ".join(part for part in parts if part) + said + heed


def _oldest_first(entry: Entry) -> tuple[date, time, str, str]:
    return (entry.on, entry.at or time.min, entry.name.casefold(), entry.event)


def _of_one(casefile: Casefile, employers: Mapping[str, Employer]) -> Iterator[Entry]:
    story = casefile.story
    closed = story.case.state == "closed"
    for entry in _of_diary(story.diary, casefile, employers, story.today):
        if not closed:
            yield entry
        elif entry.sort == "booking" and entry.on <= story.today:
            yield msgspec.structs.replace(entry, open=False)
    if not closed:
        yield from _ahead(casefile, employers)
        yield from _deadlines(casefile)


def _of_diary(
    diary: Diary, casefile: Casefile | None, employers: Mapping[str, Employer], today: date
) -> Iterator[Entry]:
    whose = casefile.client if casefile is not None else None
    for booking in diary.bookings:
        yield _booking(booking, whose, employers)
    for task in diary.tasks:
        # A task done late stands where it was done: that is the day on which there was something to do.
        if (on := task.due if task.done is None else task.done) is not None:
            state = "open" if task.done is None else "done"
            open_ = task.done is None
            yield _entry(whose, on=on, sort="task", what=task.text, state=state, open=open_, event=task.id)


def _entry(whose: Client | None, **told: Any) -> Entry:
    if whose is None:
        return Entry(**told)
    return Entry(client=whose.id, name=whose.name, heed=whose.reaching, **told)


def _booking(booking: Booked, whose: Client | None, employers: Mapping[str, Employer]) -> Entry:
    what = "probation" if booking.probation else say.label(booking.what)
    employer = employers.get(booking.employer)
    return _entry(
        whose,
        on=booking.on,
        at=booking.at,
        until=_until(booking.at, booking.minutes),
        sort="booking",
        what=f"{what}, {booking.role}" if booking.role else what,
        where=booking.where,
        with_whom=", ".join(part for part in (booking.with_whom, employer.name if employer else "") if part),
        state=booking.state,
        open=booking.stands,
        event=booking.id,
    )


def _until(at: time | None, minutes: int) -> time | None:
    """Return when it ends; None where the length is not known, and at the latest the last minute of the day."""
    if at is None or not minutes:
        return None
    start = datetime.combine(date.min, at)
    ends = start + timedelta(minutes=minutes)
    return ends.time() if ends.date() == start.date() else time(23, 59)


def _ahead(casefile: Casefile, employers: Mapping[str, Employer]) -> Iterator[Entry]:
    """What is expected on a day without being a booking: a release, the first day of a job, a trial."""
    story, whose = casefile.story, casefile.client
    expected = expected_release(story)
    if expected is not None and expected.day is not None:
        confidence = story.custody.expected.confidence if story.custody.expected is not None else "computed"
        yield _entry(whose, on=expected.out, sort="release", what="release expected", state=confidence,
                    event=expected.event)  # fmt: skip
    for offer in story.work.offers:
        if offer.starts is not None:
            state = {"yes": "accepted", "no": "not accepted"}.get(offer.accepted, "not known if accepted")
            yield _entry(whose, on=offer.starts, sort="start", what=f"starts work, {offer.role}", state=state,
                        with_whom=_called(employers, offer.employer), event=offer.id)  # fmt: skip
    for trial in story.search.trials:
        if trial.state in ("offered", "started", "unknown"):  # nobody said: it is better looked at than missed
            what = f"work trial, {trial.role}" if trial.role else "work trial"
            state = trial.state if trial.state != "unknown" else ""
            yield _entry(whose, on=trial.on, at=trial.at, sort="start", what=what, state=state,
                        with_whom=_called(employers, trial.employer), event=trial.id)  # fmt: skip


def _called(employers: Mapping[str, Employer], employer: str) -> str:
    return employers[employer].name if employer in employers else ""


def _deadlines(casefile: Casefile) -> Iterator[Entry]:
    for due in casefile.deadlines:
        if due.kind not in _TOLD_ALREADY and due.state in ("upcoming", "due", "overdue"):
            event = due.events[0] if due.events else ""
            yield _entry(casefile.client, on=due.due, sort="deadline", what=due.text, state=due.state, event=event)


def _day(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    ordered = sorted(entries, key=lambda e: (e.at is None, e.at or time.min, _CLOSE[e.sort], *_oldest_first(e)[2:]))
    timed = [e for e in ordered if e.at is not None and (e.open or e.sort == "start") and not isinstance(e.on, Roughly)]
    beside: dict[int, list[str]] = {}
    _at_one_time(timed, lambda entry, said: beside.setdefault(id(entry), []).append(said))
    _little_time_between(timed, lambda entry, said: beside.setdefault(id(entry), []).append(said))
    return tuple(msgspec.structs.replace(e, said=tuple(beside[id(e)])) if id(e) in beside else e for e in ordered)


Say = Callable[[Entry, str], None]


def _at_one_time(timed: Sequence[Entry], tell: Say) -> None:
    """Tell every entry which others are at the same time: begun together, or before one of known length is over."""
    others: dict[int, list[Entry]] = {}
    for number, entry in enumerate(timed):
        for later in timed[number + 1 :]:
            if later.at != entry.at and not (entry.until and later.at and later.at < entry.until):
                break  # those after it begin later still
            others.setdefault(id(entry), []).append(later)
            others.setdefault(id(later), []).append(entry)
    for entry in timed:
        if also := others.get(id(entry)):
            named = [f"{other.name or 'your own'} ({other.what})" for other in also[:_NAMED_AT_MOST]]
            more = f" and {len(also) - _NAMED_AT_MOST} more" if len(also) > _NAMED_AT_MOST else ""
            tell(entry, f"at the same time as {', '.join(named)}{more}")


def _little_time_between(timed: Sequence[Entry], tell: Say) -> None:
    """Tell an entry how little time there is to come from the place before, where both are known and differ."""
    for before, entry in pairwise(timed):
        if not before.where or not entry.where or before.where.casefold() == entry.where.casefold():
            continue
        left, at = before.until or before.at or time.min, entry.at or time.min
        gap = datetime.combine(date.min, at) - datetime.combine(date.min, left)
        if timedelta(0) <= gap < ROOM_TO_TRAVEL and entry.at != before.at:
            minutes = int(gap.total_seconds() // 60)
            most = "" if before.until else "at most "
            time_left = f"{most}{minutes} min" if minutes else "no time"
            tell(entry, f"{time_left} to come from {before.where}")
