"""Who is on a sheet: names as they should stand, met once, and asked about where the cell leaves them open."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import text_of
from ipstui.exchange.sheet.going import Line
from ipstui.exchange.sheet.plan import Draft, PlannedPerson


class People:
    """Everybody met in a file, by how the name is written, whatever the sheet."""

    def __init__(self, draft: Draft, known: Mapping[str, str] | None = None) -> None:
        """`known` are the names in the case file, by id."""
        self.draft = draft
        self._known = known or {}
        self._held: dict[str, PlannedPerson] = {}
        self.left_out: list[PlannedPerson] = []
        """Those whom the user leaves out for now."""
        self._met = 0

    def leave_out(self, person: PlannedPerson) -> None:
        """Take somebody back whom the user leaves out for now, on this sheet and the next ones."""
        self.draft.plan.people.remove(person)
        self.left_out.append(person)

    def skip(self) -> None:
        """Count somebody who does not come in, so that the others keep their numbers."""
        self._met += 1

    def meet(self, name: str, source: str, *, apart: bool = False) -> PlannedPerson:
        """The person of that name, new or met before; `apart` makes another one of the same name."""
        same = names.same(name)
        if same not in self._held or apart:
            self._met += 1
            person = PlannedPerson(key=f"p{self._met}", name=name, source=source)
            self._held[same] = person
            self.draft.plan.people.append(person)
            if not apart:
                self._ask_known(person)
        return self._held[same]

    def _ask_known(self, person: PlannedPerson) -> None:
        """Whether somebody in the case file is meant: proposed for the same name, only asked for a likely one."""
        own = client_id(person.name)
        if own in self._known:
            person.known = own
            return
        alike = [key for key, name in self._known.items() if names.same(name) == names.same(person.name)]
        likely = [key for key, name in self._known.items() if names.fits_short(person.name, name)]
        found = alike or likely
        if not found:
            return
        options = (*(f"{self._known[key]} ({key})" for key in found[:5]), "somebody new")
        answer = self.draft.ask(
            "already_here", "person", person.source,
            f"“{person.name}”: {' or '.join(self._known[key] for key in found[:5])}, who is in the case file already?",
            options, proposed=options[0] if len(alike) == 1 else "", person=person.key,
            otherwise="comes in as somebody new",
        )  # fmt: skip
        person.known = next((key for key in found if answer.option == f"{self._known[key]} ({key})"), "")

    def held(self, name: str) -> PlannedPerson | None:
        """The person of that name, if met before."""
        return self._held.get(names.same(name))


def client_id(name: str) -> str:
    """The id of somebody brought in from a sheet: the same at every import, so that a corrected name still fits."""
    return hashlib.sha256(f"sheet:{names.same(name)}".encode()).hexdigest()[:16]


def name_of(line: Line) -> str:
    """The name in a row, from one cell or from two; "" where there is none."""
    surname, forename = text_of(line.value("surname")), text_of(line.value("forename"))
    whole = text_of(line.value("name"))
    if surname and (forename or not whole):
        return names.joined(forename, surname)
    if forename and whole and names.same(forename) not in names.same(whole):
        return names.joined(forename, whole)
    return names.as_name(whole or forename)


def ask_about_name(line: Line, person: PlannedPerson) -> bool:
    """Ask what a name leaves open; until then it stands as it is written. Return whether the person comes in."""
    raw, name = text_of(line.value("name")), person.name
    source = line.source("name") if line.going.layout.column("name") else line.place
    ask: Callable[..., Any] = line.going.draft.ask
    if beside := names.said_beside(raw):
        line.going.draft.note(person.key, source, beside, why="beside the name")
    if names.is_initials(name):
        answer = ask("initials_only", "cell", source, f"“{name}”: is the full name known?", ("type it", "as it stands"),
                     person=person.key, otherwise=f"comes in as {name}")  # fmt: skip
    elif names.lost_letter(name):
        answer = ask(
            "lost_letter", "cell", source,
            f"“{name}” holds a mark inside a name: a letter was lost before the file came here. How is it spelled?",
            ("type it", "as it stands"), person=person.key, otherwise=f"{name}, marked",
        )  # fmt: skip
    elif names.is_incomplete(raw or name):
        first = re.split(r"[?( ]", name)[0]
        answer = ask(
            "name_incomplete",
            "cell",
            source,
            f"“{name}”: what name should stand?",
            (first, "leave out for now"),
            person=person.key,
        )
    elif "," not in raw and names.surname_first_unsure(name):
        first, last = name.split()
        options = (f"{last.title()} {first.title()}", f"{first.title()} {last.title()}", "as it stands")
        answer = ask("name_order", "cell", source, f"“{name}”: which is the surname?", options, person=person.key)
    else:
        return True
    chosen = answer.typed or (answer.option if " " in answer.option or answer.option.istitle() else "")
    if chosen and not chosen.startswith(("type", "as it", "leave")):
        person.name = names.tidy(chosen)
    return bool(answer.option != "leave out for now")
