"""What one entry amounts to: names matched with those known, a contact made of one key, an offer taken up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.choices import EmployerStage, Mode, Outcome
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import Event, ReleaseExpected
from ipstui.casework.forms import build
from ipstui.casework.people import Employer
from ipstui.casework.spelling import same_name, the_only
from ipstui.casework.story import Story
from ipstui.casework.typed.when import When
from ipstui.casework.work.state import Offered


class How(NamedTuple):
    """How a contact came about, and whether it did: one key says both."""

    label: str
    mode: Mode
    outcome: Outcome


HOW: Mapping[str, How] = {
    "met": How("met", "face_to_face", "seen"),
    "call": How("call, spoke", "phone", "seen"),
    "text": How("text, in touch", "text", "seen"),
    "no_answer": How("no answer to a call", "phone", "not_seen"),
    "message": How("left a message", "phone", "left_message"),
    "sent": How("sent a text, no answer", "text", "not_seen"),
    "did_not_come": How("did not come", "face_to_face", "not_seen"),
    "email": How("email, in touch", "email", "seen"),
    "wrote": How("wrote an email, no answer", "email", "not_seen"),
    "video": How("video call", "video", "seen"),
    "post": How("post: a letter sent", "letter", "not_seen"),
}
"""The presets of the log, by id. Each begins with a letter of its own: that letter picks it."""


def employer_named(
    name: str, known: Mapping[str, Employer], fresh_id: str, mode: Mode = "unknown"
) -> tuple[Employer, bool]:
    """Return the employer of that name, and whether it is a new one with `fresh_id`.

    A new one was met where the contact was face to face; else all that is known is that it is new.
    How it is spelt does not matter; words that begin the name's words fit when only one employer has them.
    """
    found = the_only(name, known.values(), lambda each: each.name, within=2)
    if found and (len(found) == 1 or same_name(name, found[0].name)):
        return found[0], False
    stage: EmployerStage = "met" if mode == "face_to_face" else "new"
    return Employer(id=fresh_id, name=" ".join(name.split()), stage=stage), True


def chosen_or_new(
    typed: Mapping[str, str], known: Mapping[str, Employer], fresh_id: str, mode: Mode = "unknown"
) -> tuple[list[Employer], str]:
    """Return the employer that a form is the first to name, if it does, and the id of the one it means; "" for none.

    Raises Unfit where one was chosen from the list and another was typed, and for a name that is too long.
    """
    name = " ".join(clean(typed.get("new_employer", "")).split())
    if not name:
        return [], typed.get("employer", "")
    if typed.get("employer"):
        raise Unfit("new_employer", "an employer is chosen above: leave one of the two empty.")
    if len(name) > LINE_LIMIT:
        raise Unfit("new_employer", f"{len(name):,} characters are too many: the limit is {LINE_LIMIT}.")
    employer, is_new = employer_named(name, known, fresh_id, mode)
    return [employer] if is_new else [], employer.id


def release_told(referral: Event, typed: str, today: date) -> ReleaseExpected:
    """Return the release date that a referral came with, to the month where no more was said."""
    given = build(ReleaseExpected, {"expected": typed}, client=referral.client, today=today)
    assert isinstance(given, ReleaseExpected)
    return msgspec.structs.replace(given, on=referral.on, on_precision=referral.on_precision)


def from_offer(story: Story) -> dict[str, str]:
    """Return what the one open offer says of the start, as it would be typed; nothing where there are several."""
    offers = story.work.offers
    return offer_facts(offers[0], story.today) if len(offers) == 1 else {}


def offer_facts(offer: Offered, today: date) -> dict[str, str]:
    """Return what an offer says of the job that came of it, as it would be typed. A start ahead is no start yet."""
    facts = {"job": offer.id, "role": offer.role, "employer": offer.employer}
    if offer.hours_weekly is not None:
        facts["hours_weekly"] = say.number(offer.hours_weekly)
    if offer.hourly_pay is not None:
        facts["hourly_pay"] = say.number(offer.hourly_pay)
    if offer.starts is not None and offer.starts <= today:
        facts["on"] = offer.starts.isoformat()
    return facts


def at_the_same_time(when: When, bookings: Iterable[Booked], today: date) -> str:
    """Return what to say of open bookings that overlap the time; "" for none, and for a day without a time."""
    if when.at is None:
        return ""
    found = [b for b in bookings if b.stands and b.on == when.on and b.at is not None and _overlap(when, b)]
    told = " and ".join(f"{say.label(b.what)} {say.when(b.on, b.at, today)}" for b in found)
    return f". At the same time: {told}" if told else ""


def _overlap(when: When, booked: Booked) -> bool:
    assert when.at is not None
    assert booked.at is not None
    start, other = datetime.combine(when.on, when.at), datetime.combine(booked.on, booked.at)
    end, its_end = start + timedelta(minutes=when.minutes or 1), other + timedelta(minutes=booked.minutes or 1)
    return start < its_end and other < end
