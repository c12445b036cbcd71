"""What is to be thought of before a release, before a transfer and at the end, with how each stands as recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import MentoringEnded
from ipstui.casework.history import order
from ipstui.casework.mentoring.state import Mentoring
from ipstui.casework.people import Client
from ipstui.casework.story import Story

State: TypeAlias = Literal["done", "to_do", "unknown"]


class Item(msgspec.Struct, frozen=True):
    """One thing. "unknown" is what nobody recorded; "to_do" what is known not to be so yet."""

    what: str
    state: State
    how: str


_IDENTITY = ("passport", "driving_licence", "birth_certificate", "share_code")


def before_release(client: Client, story: Story) -> list[Item]:
    """What a release needs; nothing where the person is not in prison. A list of ours, from the study's own account."""
    if not story.custody.inside:
        return []
    return list(_before_release(client, story))


def _before_release(client: Client, story: Story) -> Iterator[Item]:
    expected, today, diary = expected_release(story), story.today, story.diary
    if expected is None:
        yield Item("Release day", "unknown", "no day was given")
    else:
        given = story.custody.expected
        sure = given is not None and given.confidence == "confirmed" and not expected.roughly
        open_ = "" if sure else ", the day not known" if expected.roughly else ", not confirmed"
        yield Item("Release day", "done" if sure else "to_do", expected.said(today) + open_)
    address = story.place.address
    where = address.place if address is not None else ""
    yield Item("Where they go", "done" if story.place.known else "unknown", where if story.place.known else "not known")
    officer = next((p for p in client.people if "officer" in p.role.casefold()), None)
    yield Item("Officer", "done" if officer else "unknown", officer.name if officer else "nobody is named")
    confirmed = story.probation.confirmed
    yield Item("Conditions", "done" if confirmed else "unknown",
               f"gone through {say.day(confirmed, today)}" if confirmed else "not gone through yet")  # fmt: skip
    ahead = [b for b in diary.bookings if b.stands and expected is not None and b.on >= expected.earliest(today)]
    told = ", ".join(f"{say.label(b.what)} {say.when(b.on, b.at, today)}" for b in ahead[:2])
    yield Item("First appointments", "done" if ahead else "to_do", told or "nothing booked for the days after release")
    plan = story.release_day.last
    yield Item("The day itself", "done" if plan else "to_do",
               f"planned for {say.day(plan.day, today)}" if plan else "not planned yet")  # fmt: skip
    yield _paper(story, _IDENTITY, "Identity paper")
    yield _account(client, story)
    yield Item("GP", "done" if client.gp else "unknown", client.gp or "none named")
    mentoring = story.mentoring
    if (match := mentoring.open_match) is not None:
        yield Item("Mentor", "done", match.matched.mentor)
    elif mentoring.waiting is not None:
        yield Item("Mentor", "to_do", "put forward, no answer")
    else:
        yield Item("Mentor", "unknown", _no_mentor(mentoring))
    meeting = story.ending.meeting
    yield Item("Meeting", "done" if meeting else "to_do",
               f"held {say.day(meeting.on, today)}" if meeting else "not held yet")  # fmt: skip


def _no_mentor(mentoring: Mentoring) -> str:
    """Why nobody mentors them now: it ended, it was not possible, they said no, or nobody put them forward."""
    over = [match.ended for match in mentoring.matches if match.ended is not None]
    if last := max((*over, *mentoring.not_possible), key=order, default=None):
        return "ended, nobody since" if isinstance(last, MentoringEnded) else "was not possible"
    return "does not want one" if mentoring.referrals else "not put forward"


def _paper(story: Story, kinds: tuple[str, ...], what: str) -> Item:
    there = [held for held in story.papers.all if held.paper in kinds and held.arrived is not None]
    if there:
        return Item(what, "done", ", ".join(held.called for held in there))
    waiting = [held for held in story.papers.waiting if held.paper in kinds]
    if waiting:
        return Item(what, "to_do", f"{waiting[0].called}, asked for")
    return Item(what, "unknown", "none recorded")


def _account(client: Client, story: Story) -> Item:
    if client.bank_account == "yes":
        return Item("Bank account", "done", "has one")
    found = _paper(story, ("bank_account",), "Bank account")
    return (
        Item("Bank account", "to_do", "has none") if found.state == "unknown" and client.bank_account == "no" else found
    )


def start_of_job(client: Client, story: Story) -> list[Item]:
    """What the start of a job needs: the right to work, an account, what the job asks for."""
    seen, today = story.papers.right_to_work, story.today
    if seen is not None and not story.papers.may_work(today):
        right = Item("Right to work", "to_do", f"ran out {say.day(seen.until, today)}" if seen.until else "ran out")
    elif seen is not None:
        right = Item("Right to work", "done", f"{seen.papers}, seen {say.day(seen.on, today)}")
    else:
        known = client.right_to_work_seen
        right = Item("Right to work", {"yes": "done", "no": "to_do"}.get(known, "unknown"),  # type: ignore[arg-type]
                     {"yes": "seen", "no": "not seen"}.get(known, "not known"))  # fmt: skip
    others = [_paper(story, (kind,), what) for kind, what in _ALSO]
    return [right, _account(client, story), *(item for item in others if item.state != "unknown")]


_ALSO = (("ni_letter", "NI letter"), ("references", "References"), ("work_clothes", "Work clothes"))
"""What some jobs ask for: told where it was asked for or is there."""


def transfer(story: Story) -> list[Item]:
    """The steps of a transfer, in their order; nothing where none was offered."""
    found, today = story.ending.transfer, story.today
    if found is None:
        return []
    reached = {"offered": 1, "declined": 1, "accepted": 2, "met": 3}[found.stage]
    to = found.to or "the other service"
    last = f"{say.day(found.since, today)}{f': {found.why}' if found.why else ''}"
    rows = []
    for place, (what, word) in enumerate((("Offered to", "offered"), ("Accepted by", "accepted"),
                                          ("First meeting with", "met")), start=1):  # fmt: skip
        how = last if found.stage == word else "done" if reached >= place else "not yet"
        rows.append(Item(f"{what} {to}", "done" if reached >= place else "to_do", how))
    if found.stage == "declined":
        rows[1] = Item(f"Declined by {to}", "to_do", last)
    return rows


def end(story: Story) -> list[Item]:
    """What a careful end needs; nothing before one is planned or told."""
    planned, report, today = story.ending.planned, story.ending.report, story.today
    if planned is None and report is None:
        return []
    told = planned.told_on if planned else None
    goes_on = (report.goes_on if report else "") or (planned.takes_over if planned else "")
    crisis = planned.in_a_crisis if planned else ""
    remains = report.remains if report else ""
    back = report.may_come_back if report else "unknown"
    last = f"held {say.day(report.on, today)}" if report else ""
    if not last and planned is not None:
        last = say.day(planned.last_meeting, today)
    return [
        Item("Last meeting", "done" if report else "to_do", last),
        Item("Told in good time", "done" if told else "unknown", say.day(told, today) if told else "not recorded"),
        Item("What came of it", "done" if report else "to_do", "told together" if report else "not told yet"),
        Item("What remains", "done" if remains else "unknown", remains or "not said"),
        Item("Who goes on", "done" if goes_on else "unknown", goes_on or "nobody named"),
        Item("In a crisis", "done" if crisis else "unknown", crisis or "not said"),
        Item("May come back any time", "done" if back == "yes" else "unknown",
             "said" if back == "yes" else "not said yet"),
    ]  # fmt: skip
