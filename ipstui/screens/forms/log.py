"""Logging a contact in ten seconds: who, how, one line, next date. One entry may hold several facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.entry import employer_named
from ipstui.casework.events import (
    Appointment,
    Contact,
    DisclosureDiscussed,
    EmployerContact,
    Event,
    VacancyConsidered,
)
from ipstui.casework.forms import Field, build, fields_of, texts_of
from ipstui.casework.people import Employer
from ipstui.casework.when import read_start
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change, new_id

_CONTACT = {field.name: field for field in fields_of(Contact)}
_DISCLOSURE = next(field for field in fields_of(DisclosureDiscussed) if field.name == "choice")
FIELDS = (
    Field(name="note", label="What happened", kind="text"),
    _CONTACT["mode"],
    Field(name="next", label="Next date", kind="date", lean="future"),
    _CONTACT["who"],
    _CONTACT["setting"],
    _CONTACT["outcome"],
    _CONTACT["purpose"],
    _CONTACT["minutes"],
    _CONTACT["on"],
    Field(name="employer", label="Employer met", kind="text"),
    Field(name="role", label="Vacancy found", kind="text"),
    Field(name="choice", label="Disclosure", kind="choice", choices=_DISCLOSURE.choices),
    Field(name="words", label="Words agreed", kind="text"),
)


class LogScreen(Dialog):
    """The quick log. Only the first line needs typing; everything else has a sensible default."""

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        inside = casefile.story.custody.inside
        working = bool(casefile.story.work.open_jobs)
        super().__init__(
            f"Log a contact · {casefile.client.name}",
            FIELDS,
            {
                "on": "today",
                "setting": "prison" if inside else "",
                "purpose": "in_work" if working else "employment",
                "minutes": "",
            },
            draft=f"log/{casefile.client.id}",
            first="note",
        )

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The contact, and in the same batch what else was filled in."""
        client, today = self._casefile.client, self.ips.desk.today
        contact = build(Contact, texts, client=client.id, today=today)
        changes: list[Change] = [contact]
        also = []
        employer = clean(texts.get("employer", ""))
        found: Employer | None = None
        if employer:
            found, is_new = employer_named(employer, self.ips.desk.caseload.employers, new_id())
            changes += [found] if is_new else []
            changes.append(_employer_contact(contact, found))
            also.append(f"employer {found.name}")
        if role := clean(texts.get("role", "")):
            changes.append(
                VacancyConsidered(client=client.id, on=contact.on, role=role, employer=found.id if found else "")
            )
            also.append(f"vacancy {role}")
        choice, words = texts.get("choice", ""), clean(texts.get("words", ""))
        if choice:
            changes.append(
                build(
                    DisclosureDiscussed,
                    {**texts, "on": texts_of(contact, today)["on"], "note": ""},
                    client=client.id,
                    today=today,
                )
            )
            also.append("disclosure")
        elif words:
            raise Unfit("choice", "say what was agreed before the words: tell, tell some, do not tell, undecided.")
        if next_text := clean(texts.get("next", "")):
            when = read_start(next_text, today, lean="future", field="next")
            if when.on < today:
                raise Unfit("next", f"{say.day(when.on, today)} lies in the past.")
            changes.append(Appointment(client=client.id, on=when.on, at=when.at))
            also.append(f"next {say.when(when.on, when.at, today)}")
        label = f"contact with {client.name} logged"
        return changes, label + (f", with {', '.join(also)}" if also else "")


def _employer_contact(contact: Event, employer: Employer) -> EmployerContact:
    return EmployerContact(client=contact.client, on=contact.on, at=contact.at, employer=employer.id)
