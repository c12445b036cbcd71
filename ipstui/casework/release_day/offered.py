"""What a day of release is likely to hold, from what is recorded already: lines to keep or to drop, never asserted.

What is known of the person comes kept; what people usually need on the day comes dropped, to be taken with one key.
Nothing is guessed about minutes: they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import msgspec

from ipstui.casework import say
from ipstui.casework.choices import NeedCategory
from ipstui.casework.custody.release import expected_release
from ipstui.casework.diary.state import Booked
from ipstui.casework.people import Client
from ipstui.casework.release_day.state import DayItem, ItemKind, hh_mm
from ipstui.casework.release_day.typed import kind_of
from ipstui.casework.story import Story


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """An item, where it comes from in a few words, and whether it is kept unless somebody drops it."""

    item: DayItem
    source: str
    keep: bool


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan of a day begins with. `told` are sentences about what is missing, by the kind that settles each."""

    day: date
    home_by: time | None
    home_by_source: str
    ring: str
    offers: tuple[Offer, ...]
    told: dict[str, str]


_OF_NEEDS: dict[NeedCategory, tuple[ItemKind, str]] = {
    "benefit_claim": ("jobcentre", "Jobcentre: claim Universal Credit, ask for the advance"),
    "gp": ("gp", "Register with a GP"),
    "physical_health": ("medicine", "Medicine: collect, and when it runs out"),
    "mental_health": ("medicine", "Medicine: collect, and when it runs out"),
    "substances": ("recovery", "Drug and alcohol service"),
    "id_document": ("identity", "ID document"),
    "bank_account": ("bank", "Bank account"),
    "phone_or_email": ("phone", "Phone that works"),
    "food": ("food", "Food for today"),
    "money": ("money", "Money in hand: what was paid at the gate"),
}
_USUAL: tuple[tuple[ItemKind, str, bool], ...] = (
    ("probation", "Probation: first appointment", True),
    ("home", "Bed for tonight", True),
    ("curfew", "Tag fitting", True),
    ("medicine", "Medicine: collect, and when it runs out", True),
    ("recovery", "Drug and alcohol service", True),
    ("jobcentre", "Jobcentre: claim Universal Credit, ask for the advance", True),
    ("bank", "Bank account", False),
    ("identity", "ID document", False),
    ("food", "Food for today", True),
    ("phone", "Phone that works", False),
    ("money", "Money in hand: what was paid at the gate", True),
)
"""What is asked about on every day of release, must-dos marked (the study; people's own accounts; our list)."""
_HOMES = {
    "hostel": "Hostel",
    "approved_premises": "Approved premises",
    "approved": "Approved address",
    "private": "Home",
}
_HDC_FIRST_NIGHT = time(15)
"""On the first night of home detention curfew it begins at 15:00 unless another time is given (see `calc licence`)."""


def start_of(client: Client, story: Story, day: date | None = None) -> Start:
    """Return what the plan of the day begins with; without a day it is the expected release, or today."""
    expected = expected_release(story)
    on = day or (expected.day if expected is not None else None) or story.today
    home_by, source = _home_by(story, on)
    offers = [*_known(client, story, on)]
    taken = {offer.item.kind for offer in offers}
    offers += [
        Offer(item=DayItem(id="", kind=kind, what=what, must=must, home=kind == "home"), source="usual", keep=False)
        for kind, what, must in _USUAL
        if kind not in taken
    ]
    return Start(
        day=on,
        home_by=home_by,
        home_by_source=source,
        ring=client.out_of_hours,
        offers=tuple(
            msgspec.structs.replace(offer, item=msgspec.structs.replace(offer.item, id=letter))
            for letter, offer in zip("abcdefghijklmnopqrstuvwxyz", offers, strict=False)
        ),
        told=dict(_told(story, on)),
    )


def _known(client: Client, story: Story, on: date) -> Iterator[Offer]:
    seen: set[ItemKind] = set()
    for booking in story.diary.bookings:
        if booking.on == on and booking.stands:
            item = _of_booking(booking, client)
            seen.add(item.kind)
            yield Offer(item=item, source="booked", keep=True)
    address = story.place.address
    if story.place.known and address is not None:
        what = _HOMES.get(address.type, "Home")
        home = DayItem(id="", kind="home", what=what, place=address.place, home=True)
        yield Offer(item=home, source="address", keep=True)
    if any(c.category in ("electronic_tag", "pre_tag_stay_in") for c in story.probation.in_force):
        yield Offer(item=DayItem(id="", kind="curfew", what="Tag fitting"), source="licence", keep=True)
    for need in story.needs.open:
        if (usual := _OF_NEEDS.get(need.category)) and usual[0] not in seen:  # type: ignore[call-overload]
            kind, what = usual
            seen.add(kind)
            item = DayItem(id="", kind=kind, what=what, must=need.urgent, with_whom=need.responsible)
            yield Offer(item=item, source="open need", keep=True)


def _of_booking(booking: Booked, client: Client) -> DayItem:
    what = "Probation" if booking.probation else say.sentence(say.label(booking.what))
    person = next((p for p in client.people if booking.with_whom and p.name == booking.with_whom), None)
    if person is None and booking.probation:
        person = next((p for p in client.people if "officer" in p.role.casefold()), None)
    kind: ItemKind = "probation" if booking.probation else kind_of(f"{what} {booking.where}")
    return DayItem(
        id="",
        kind="meeting" if kind in ("other", "home") else kind,
        what=what,
        at=hh_mm(booking.at),
        minutes=booking.minutes or None,
        place=booking.where,
        with_whom=booking.with_whom or (person.name if person else ""),
        phone=person.phone if person else "",
        booking=booking.id,
    )


def _home_by(story: Story, on: date) -> tuple[time | None, str]:
    """Return the earliest time by which the licence wants the person in, and where that comes from."""
    found: list[tuple[time, str]] = []
    hdc = any(version.event.licence_kind == "hdc" for version in story.licence.versions)
    for condition in story.probation.in_force:
        params = condition.params
        if first := params.get("first_night"):
            found.append((time.fromisoformat(str(first)), "curfew, first night"))
        elif params.get("blocks"):
            if hdc:
                found.append((_HDC_FIRST_NIGHT, "usual first night of home detention curfew: ask"))
            found += [
                (time.fromisoformat(str(block["from"])), "curfew")
                for block in params["blocks"]
                if "from" in block and on.weekday() in block.get("days", range(7)) and str(block["from"]) >= "12:00"
            ]
        elif condition.category == "pre_tag_stay_in":
            found.append((time(17), "until the tag is fitted"))
    return min(found, default=(None, ""), key=lambda pair: pair[0])


def _told(story: Story, on: date) -> Iterator[tuple[str, str]]:
    """What the plan must not pass over in silence."""
    if not any(b.on == on and b.probation and b.stands for b in story.diary.bookings):
        yield "probation", "No appointment with probation is recorded: the licence says by when. Ask the officer."
    if not story.place.known:
        yield "home", "Where the person sleeps that night is not known."
    if story.probation.confirmed is None:
        yield "conditions", "The conditions have not been confirmed: a curfew may be missing here."
