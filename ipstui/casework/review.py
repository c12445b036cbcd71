"""The weekly review: who needs attention, in groups, most urgent first, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.contact.due import NO_LONGER_ACTIVE
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import Closed, EmployerContact, Event, JobEnded, JobStarted, Referral, Released
from ipstui.casework.flag import Flag, Group
from ipstui.casework.history import effective
from ipstui.casework.people import Settings
from ipstui.casework.urgency import before_others

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
    job_starts: int
    in_work: int
    on_clock: int
    clock_overdue: int
    reviewed: int


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The whole review of one week."""

    today: date
    strip: Strip
    rows: tuple[Row, ...]
    changes: tuple[str, ...]


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
    )


def _urgency(row: Row) -> tuple[int, int, date, str, str]:
    client = row.casefile.client
    return (row.group, before_others(row.flag), row.due or date.max, client.name.casefold(), client.id)


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
    if expected is not None and 0 <= (expected.out - today).days <= 42:
        return Group.RELEASES
    if casefile.clock.state in ("running", "due_soon") and not casefile.story.work.open_jobs:
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
        return f"out {say.day(expected.out, today)}" + ("" if put_aside else ", address and conditions known")
    if group == Group.CLOCK:
        return f"day {casefile.clock.day} of 30"
    if casefile.story.case.state == "paused":
        return "paused" + (f": {casefile.story.case.reason}" if casefile.story.case.reason else "")
    return casefile.phase.detail or casefile.phase.reason


def _last_contact(casefile: Casefile, today: date) -> str:
    last = casefile.story.engagement.last_contact
    if last is None:
        return "no contact"
    modes = {"face_to_face": "met", "phone": "call", "email": "mail", "unknown": "contact"}
    return f"{say.span((today - last.on).days)} {modes.get(last.mode, last.mode)}"


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
    clocks = [each.clock.state for each in files if not each.story.work.open_jobs]
    return Strip(
        week=week,
        active=active,
        caseload=len(files),
        employer_contacts=contacts,
        employer_contacts_target=settings.employer_contacts_target,
        job_starts=starts,
        in_work=sum(1 for each in files if each.story.work.open_jobs),
        on_clock=sum(1 for state in clocks if state in ("running", "due_soon", "overdue")),
        clock_overdue=sum(1 for state in clocks if state == "overdue"),
        reviewed=sum(1 for row in rows if row.reviewed),
    )


_CHANGES: dict[type[Event], str] = {
    Referral: "referred",
    Released: "released",
    JobStarted: "started work",
    JobEnded: "left a job",
    Closed: "closed",
}


def _changes(files: Sequence[Casefile], today: date) -> tuple[str, ...]:
    """Say what happened, or was learned of, in the last seven days, newest first."""
    found = [
        (known, f"{each.client.name} {_CHANGES[type(event)]} {say.day(event.on, today)}")
        for each in files
        for event in each.story.events
        if type(event) in _CHANGES
        and event.on <= today
        and 0 <= (today - (known := max(event.on, getattr(event, "learned_on", None) or event.on))).days < 7
    ]
    return tuple(text for _, text in sorted(found, key=lambda pair: pair[0], reverse=True))
