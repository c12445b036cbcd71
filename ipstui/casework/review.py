"""The weekly review: who needs attention, in groups, most urgent first, with the reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from calculators.working_days import is_working_day
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.choices import TRIED
from ipstui.casework.contact.due import NO_LONGER_ACTIVE
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import (
    Closed,
    Contact,
    EmployerContact,
    Event,
    JobChanged,
    JobEnded,
    JobStarted,
    Leave,
    Offer,
    Paused,
    PrisonMoved,
    Referral,
    ReleaseCancelled,
    Released,
    ReleaseExpected,
    Reopened,
    Resumed,
    ReturnedToCustody,
    Reviewed,
    Snooze,
    Task,
    Void,
)
from ipstui.casework.flag import Flag, Group
from ipstui.casework.history import effective, local
from ipstui.casework.people import Settings
from ipstui.casework.search.clock import worked_since
from ipstui.casework.urgency import among_people
from ipstui.casework.words import title

TITLES: dict[Group, str] = {
    Group.TODAY: "Today and overdue",
    Group.RELEASES: "Releases in six weeks",
    Group.CLOCK: "Job search clock",
    Group.STARTS: "Starts and first month in work",
    Group.LOSING_TOUCH: "Losing touch",
    Group.NOTHING_BOOKED: "Nothing next booked",
    Group.STEADY: "Steady",
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One client's line. `why` is the reason of the most urgent flag, or how things stand."""

    casefile: Casefile
    group: Group
    why: str
    due: date | None
    flag: Flag | None
    more: int
    last_contact: str
    next: str
    reviewed: bool


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The week in one line. Active: open with a contact in the last 28 days, today among them (IPS Grow)."""

    week: date
    active: int
    caseload: int
    employer_contacts: int
    employer_contacts_target: int
    on_leave: bool
    """Whether the specialist is away on every working day of the week: then nothing is aimed at."""
    job_starts: int
    in_work: int
    on_clock: int
    clock_overdue: int
    reviewed: int

    @property
    def employers(self) -> str:
        """The employer contacts in words: "4 of 6", or "1, on leave"."""
        of = ", on leave" if self.on_leave else f" of {self.employer_contacts_target}"
        return f"{self.employer_contacts}{of}"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A review gone through to its end. `minutes` is None when it took more than one day.

    `promises` are the tasks noted between the first mark and the last.
    """

    minutes: int | None
    promises: int


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The whole review of one week. `done` is None while somebody has not been gone through."""

    today: date
    strip: Strip
    rows: tuple[Row, ...]
    changes: tuple[str, ...]
    done: Done | None = None


def monday(day: date) -> date:
    """Return the Monday of a day's week; weeks run from Monday to Sunday."""
    return day - timedelta(days=day.weekday())


def review_of(casefiles: Iterable[Casefile], shared: Iterable[Event], today: date, settings: Settings) -> Review:
    """Return the review on `today`. `shared` are the events that belong to no one client."""
    everyone = list(casefiles)
    files = [each for each in everyone if each.story.case.state != "closed"]
    week = monday(today)
    rows = sorted((_row(each, week, today) for each in files), key=_urgency)
    return Review(
        today=today,
        strip=_strip(everyone, rows, effective(shared), week, today, settings),
        rows=tuple(rows),
        changes=_changes(everyone, today),
        done=_done(rows, week),
    )


def _urgency(row: Row) -> tuple[int, tuple[int, date, int], str, str]:
    client = row.casefile.client
    return (row.group, among_people(row.flag), client.name.casefold(), client.id)


def _row(casefile: Casefile, week: date, today: date) -> Row:
    live = [flag for flag in casefile.flags if flag.snoozed_until is None]
    standing = _standing_group(casefile, today)
    top = live[0] if live and live[0].group <= standing else None
    if top is None:
        top = next((flag for flag in live if flag.group == standing), None)
    group = top.group if top else standing
    return Row(
        casefile=casefile,
        group=group,
        why=top.why if top else _how_it_stands(casefile, group, today),
        due=top.due if top else None,
        flag=top,
        more=len(live) - (1 if top else 0),
        last_contact=_last_contact(casefile, today),
        next=_next(casefile, today),
        reviewed=week in casefile.story.diary.reviewed,
    )


def _standing_group(casefile: Casefile, today: date) -> Group:
    """Return the group a client belongs to when nothing is pressing."""
    expected = expected_release(casefile.story)
    if expected is not None and 0 <= expected.left(today) <= 42:
        return Group.RELEASES
    if casefile.clock.state in ("running", "due_soon") and not worked_since(casefile.story, casefile.clock):
        return Group.CLOCK
    if casefile.story.work.starting(today) is not None or any(
        (today - job.start).days < 28 for job in casefile.story.work.open_jobs
    ):
        return Group.STARTS
    return Group.STEADY


def _how_it_stands(casefile: Casefile, group: Group, today: date) -> str:
    expected = expected_release(casefile.story)
    if group == Group.RELEASES and expected is not None:
        put_aside = any(flag.flag == "release_soon" for flag in casefile.flags)
        return f"out {expected.when(today)}{expected.aside(today)}" + (
            "" if put_aside else ", address and conditions known"
        )
    if group == Group.CLOCK:
        return f"day {casefile.clock.day} of 30"
    if casefile.story.case.state == "paused":
        return "paused" + (f": {casefile.story.case.reason}" if casefile.story.case.reason else "")
    return casefile.phase.detail or casefile.phase.reason


_MODES = {"face_to_face": "met", "phone": "call", "email": "mail", "unknown": "contact"}


def _last_contact(casefile: Casefile, today: date) -> str:
    """Say when they were last in touch, and how; where somebody tried on a later day, that: "5 d call", "tried 2 d"."""
    last = casefile.story.engagement.last_contact
    tries = (
        e for e in reversed(casefile.story.events)
        if isinstance(e, Contact) and e.who == "client" and e.outcome in TRIED and e.on <= today
    )  # fmt: skip
    tried = next(tries, None)
    if tried is not None and (last is None or tried.on > last.on):
        return f"tried {say.ago(tried.on, today)}"
    if last is None:
        return "no contact"
    return f"{say.ago(last.on, today)} {_MODES.get(last.mode, last.mode)}"


def _next(casefile: Casefile, today: date) -> str:
    booking = casefile.story.diary.next_booking(today)
    if booking is not None:
        return f"{say.when(booking.on, booking.at, today)}, {say.label(booking.what)}"
    task = next((t for t in casefile.story.diary.open_tasks if t.due is not None and t.due >= today), None)
    return f"{say.day(task.due, today)}, {task.text}" if task is not None and task.due is not None else ""


def employer_contacts_in_week(events: Iterable[Event], week: date) -> int:
    """Count face-to-face employer contacts from Monday to Sunday; the same employer twice counts twice."""
    return sum(
        1
        for event in events
        if isinstance(event, EmployerContact)
        and event.mode == "face_to_face"
        and week <= event.on < week + timedelta(days=7)
    )


def on_leave(shared: Iterable[Event], week: date) -> bool:
    """Whether the specialist was away on every working day of the week that begins on `week`, a Monday."""
    spells = [event for event in shared if isinstance(event, Leave)]
    if not spells:
        return False
    days = [day for number in range(7) if is_working_day(day := week + timedelta(days=number))]
    return bool(days) and all(any(spell.on <= day <= spell.ends for spell in spells) for day in days)


def _strip(
    everyone: Sequence[Casefile],
    rows: Sequence[Row],
    shared: Sequence[Event],
    week: date,
    today: date,
    settings: Settings,
) -> Strip:
    active = 0
    contacts = employer_contacts_in_week((e for e in shared if e.on <= today), week)
    starts = 0
    for each in everyone:
        # What was done this week was done, whoever has been closed since.
        contacts += employer_contacts_in_week(each.story.search.employer_contacts, week)
        starts += sum(1 for job in each.story.work.jobs if job.start >= today.replace(day=1))
    files = [row.casefile for row in rows]
    for each in files:
        last = each.story.engagement.last_contact
        active += last is not None and (today - last.on).days < NO_LONGER_ACTIVE
    clocks = [each.clock.state for each in files if not worked_since(each.story, each.clock)]
    return Strip(
        week=week,
        active=active,
        caseload=len(files),
        employer_contacts=contacts,
        employer_contacts_target=settings.employer_contacts_target,
        on_leave=on_leave(shared, week),
        job_starts=starts,
        in_work=sum(1 for each in files if each.story.work.open_jobs),
        on_clock=sum(1 for state in clocks if state in ("running", "due_soon", "overdue")),
        clock_overdue=sum(1 for state in clocks if state == "overdue"),
        reviewed=sum(1 for row in rows if row.reviewed),
    )


def _done(rows: Sequence[Row], week: date) -> Done | None:
    if not rows or not all(row.reviewed for row in rows):
        return None
    events = [event for row in rows for event in row.casefile.story.events]
    marks = sorted(e.recorded for e in events if isinstance(e, Reviewed) and e.week == week)
    first, last = marks[0], marks[-1]
    one_day = local(first).date() == local(last).date()
    return Done(
        minutes=max(round((last - first).total_seconds() / 60), 1) if one_day else None,
        promises=sum(1 for e in events if isinstance(e, Task) and first <= e.recorded <= last),
    )


CHANGES: dict[type[Event], str] = {
    Referral: "referred",
    ReleaseExpected: "has a release date since",
    ReleaseCancelled: "has no release date any more",
    Released: "released",
    ReturnedToCustody: "back in custody",
    PrisonMoved: "moved prison",
    Offer: "has an offer of work",
    JobStarted: "started work",
    JobChanged: "has other hours, pay or role",
    JobEnded: "left a job",
    Paused: "paused",
    Resumed: "goes on after a pause",
    Closed: "closed",
    Reopened: "opened again",
}
"""What turns a case, in words of its own, each on a line. Every other kind is counted by its title."""
QUIET: frozenset[type[Event]] = frozenset((Reviewed, Snooze, Void))
"""What the program's own keys leave behind: marks, not things that happened."""


def _changes(files: Sequence[Casefile], today: date) -> tuple[str, ...]:
    """Say what happened, or was learned of, in the last seven days, newest first; then the rest, counted."""
    turned: list[tuple[date, str]] = []
    counted: list[str] = []
    for each in files:
        name, others = each.client.name, Counter[str]()
        for event in each.story.events:
            learned = getattr(event, "learned_on", None)
            known = max(event.on, learned) if learned is not None and learned <= today else event.on
            if type(event) in QUIET or event.on > today or not 0 <= (today - known).days < 7:
                continue
            if type(event) in CHANGES:
                turned.append((known, f"{name} {CHANGES[type(event)]} {say.day(event.on, today)}"))
            else:
                others[title(event)] += 1
        if others:
            told = ", ".join(kind + (f" ×{count}" if count > 1 else "") for kind, count in others.most_common())
            counted.append(f"{name}: {told}")
    return (*(text for _, text in sorted(turned, key=lambda pair: pair[0], reverse=True)), *counted)
