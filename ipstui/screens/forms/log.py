"""Logging a contact in ten seconds: how (one key), one line, next date. One entry may hold several facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.diary.answer import by_contact, plainly
from ipstui.casework.diary.state import Booked
from ipstui.casework.entry import HOW, at_the_same_time, employer_named
from ipstui.casework.events import Appointment, Contact, DisclosureDiscussed, EmployerContact, VacancyConsidered
from ipstui.casework.forms import Field, build, fields_of, texts_of
from ipstui.casework.known import earliest
from ipstui.casework.people import Employer
from ipstui.screens.dialog import Dialog
from ipstui.screens.forms.next_date import read_next
from ipstui.store.caseload import Change, new_id

_CONTACT = {field.name: field for field in fields_of(Contact)}
_EMPLOYER = {field.name: field for field in fields_of(EmployerContact)}
_DISCLOSURE = {field.name: field for field in fields_of(DisclosureDiscussed)}
_PLAINLY, _NONE = "plainly", "none"
FIELDS = (
    Field(name="how", label="How", kind="choice", choices=tuple((k, each.label) for k, each in HOW.items()),
          jumps=True),
    Field(name="note", label="What happened", kind="text", long=True),
    Field(name="next", label="Next date", kind="date", lean="future"),
    _CONTACT["who"],
    _CONTACT["setting"],
    _CONTACT["on"],
    _CONTACT["minutes"],
    _CONTACT["purpose"],
    Field(name="booking", label="It was", kind="choice", default=_PLAINLY),
    Field(name="employer", label="Employer", kind="text", hint="one that was contacted: a new one is added"),
    msgspec.structs.replace(_EMPLOYER["mode"], name="employer_mode", label="Employer, how"),
    Field(name="role", label="Vacancy found", kind="text"),
    Field(name="choice", label="Disclosure", kind="choice", choices=_DISCLOSURE["choice"].choices),
    msgspec.structs.replace(_DISCLOSURE["words"], label="Words agreed"),
)  # fmt: skip


class LogScreen(Dialog):
    """The quick log. How and what happened are all it asks; what nobody said stays unknown."""

    def __init__(self, casefile: Casefile, booking: str = "") -> None:
        """`booking` is the id of the booking that the contact was, where that is known already."""
        self._casefile = casefile
        self._asked: set[str] = set()
        self._bookings = _open(casefile)
        found = next((each for each in self._bookings if each.id == booking), None)
        values = {"on": _typed_day(found) if found else "today", "minutes": "", "booking": booking or _PLAINLY}
        fields = [_among(f, self._bookings, casefile.story.today) if f.name == "booking" else f for f in FIELDS]
        super().__init__(
            f"Log a contact · {casefile.client.name}", fields, values, draft=f"log/{casefile.client.id}/{booking}",
            first="how",
            hint="A letter says how · Enter or F10: save · F1: help · Esc: close", heed=casefile.client.reaching,
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The contact, and in the same batch what else was filled in."""
        client, today = self._casefile.client, self.ips.desk.today
        how = HOW.get(texts.get("how", ""))
        if how is None and not clean(texts.get("note", "")):
            raise Unfit("how", "say how, by its letter, or write what happened.")
        said = {"mode": how.mode, "outcome": how.outcome} if how else {}
        contact = build(Contact, {**texts, **said}, client=client.id, today=today)
        assert isinstance(contact, Contact)
        parts = (
            self._booking(texts, contact), self._employer(texts, contact), _disclosure(texts, contact, today),
            self._next(texts, today),
        )  # fmt: skip
        also = [told for _, told in parts if told]
        changes: list[Change] = [contact, *(change for made, _ in parts for change in made)]
        return changes, f"contact with {client.name} logged" + (f", with {', '.join(also)}" if also else "")

    def _booking(self, texts: Mapping[str, str], contact: Contact) -> tuple[list[Change], str]:
        chosen = texts.get("booking") or _PLAINLY
        if chosen == _NONE:
            return [], ""
        named = next((each for each in self._bookings if each.id == chosen), None)
        booking = named or plainly(contact, self._bookings)
        if booking is None:
            return [], ""
        told = by_contact(booking, contact)
        when = say.when(booking.on, booking.at, self._casefile.story.today)
        state = "kept" if contact.outcome == "seen" else "missed"
        return [*told], f"the {say.label(booking.what)} of {when} {state}" if told else ""

    def _employer(self, texts: Mapping[str, str], contact: Contact) -> tuple[list[Change], str]:
        name, role = clean(texts.get("employer", "")), clean(texts.get("role", ""))
        changes: list[Change] = []
        told = []
        found: Employer | None = None
        if name:
            typed = {"on": texts.get("on", ""), "mode": texts.get("employer_mode", "")}
            about = build(EmployerContact, typed | {"employer": "-"}, client=contact.client, today=self.ips.desk.today)
            assert isinstance(about, EmployerContact)
            found, is_new = employer_named(name, self.ips.desk.caseload.employers, new_id(), about.mode)
            changes += [found] if is_new else []
            changes.append(msgspec.structs.replace(about, employer=found.id))
            told.append(f"employer {found.name}")
        elif texts.get("employer_mode", "unknown") not in ("", "unknown"):
            raise Unfit("employer", "name the employer that was contacted.")
        if role:
            employer = found.id if found else ""
            changes.append(
                VacancyConsidered(client=contact.client, on=contact.on, at=contact.at, role=role, employer=employer)
            )
            told.append(f"vacancy {role}")
        return changes, ", ".join(told)

    def _next(self, texts: Mapping[str, str], today: date) -> tuple[list[Change], str]:
        if not (typed := clean(texts.get("next", ""))):
            return [], ""
        when = read_next(typed, today, self.ips.desk.clock, self._asked)
        booked = Appointment(client=self._casefile.client.id, on=when.on, at=when.at, minutes=when.minutes or 0)
        beside = at_the_same_time(when, self._casefile.story.diary.bookings, today)
        return [booked], f"next {say.when(when.on, when.at, today)}{beside}"


def _disclosure(texts: Mapping[str, str], contact: Contact, today: date) -> tuple[list[Change], str]:
    if texts.get("choice"):
        typed = {"choice": texts["choice"], "words": texts.get("words", ""), "on": texts_of(contact, today)["on"]}
        return [build(DisclosureDiscussed, typed, client=contact.client, today=today)], "disclosure"
    if clean(texts.get("words", "")):
        raise Unfit("choice", "say what was agreed before the words: tell, tell some, do not tell, undecided.")
    return [], ""


def _open(casefile: Casefile) -> list[Booked]:
    """The bookings that a contact may have been, the latest first. An interview has its own outcome."""
    today = casefile.story.today
    found = [b for b in casefile.story.diary.bookings if b.stands and earliest(b.on) <= today and b.what != "interview"]
    return found[::-1]


def _among(field: Field, bookings: Sequence[Booked], today: date) -> Field:
    told = [(b.id, f"{say.label(b.what)} of {say.when(b.on, b.at, today)}") for b in bookings]
    usual = "the meeting booked for that day, if there was one" if told else "no booking"
    return msgspec.structs.replace(field, choices=((_PLAINLY, usual), *told, (_NONE, "something else")))


def _typed_day(booking: Booked) -> str:
    return f"{booking.on.isoformat()} {say.clock(booking.at)}" if booking.at else booking.on.isoformat()
