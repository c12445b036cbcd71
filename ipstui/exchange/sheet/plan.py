"""What an import would do, as one struct: people, events, notes, questions, what stays out. Printed, shown, saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

import msgspec

from ipstui.casework.choices import Precision
from ipstui.exchange.sheet.words import without_numbers

WORDS_STAY = "nothing is recorded; the words stay as a note"
Scope: TypeAlias = Literal["cell", "column", "sheet", "file", "person"]


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `key` is what an answer is given under; `answer` what holds now, "" while it is open.

    A question about one cell is never answered by the program; the others begin at `proposed`.
    """

    id: str
    key: str
    kind: str
    scope: Scope
    source: str
    question: str
    options: tuple[str, ...] = ()
    proposed: str = ""
    answer: str = ""
    if_unanswered: str = WORDS_STAY
    person: str = ""


class PlannedPerson(msgspec.Struct, kw_only=True):
    """Somebody on the sheet. `fields` are those of `people.Client`; `known` the id of a client who is that person."""

    key: str
    name: str
    source: str
    fields: dict[str, Any] = {}
    known: str = ""


class PlannedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event to record. `on` None is a day the sheet does not say; `answer_to` the question it hangs on.

    Of the fields, `employer` is a name and `job_key` joins the events of one job within the file.
    """

    person: str
    kind: str
    on: date | None
    source: str
    on_precision: Precision = "day"
    fields: dict[str, Any] = {}
    answer_to: str = ""


class PlannedNote(msgspec.Struct, frozen=True, kw_only=True):
    """Words kept as they stand."""

    person: str
    source: str
    text: str
    why: str = ""
    answer_to: str = ""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What is not brought in, and why: said in the preview."""

    source: str
    why: str


class NotKnown(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that says the thing is not known: no event, no question, no nought."""

    source: str
    text: str


class SheetSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet as understood: what its rows are, where its headings and rows stand, what each column means."""

    name: str
    role: str
    header_rows: tuple[int, ...] = ()
    data_rows: tuple[int, ...] = ()
    columns: tuple[tuple[str, str, str], ...] = ()
    """(letter, heading, field), the field "" where the column is not known."""
    why: str = ""


class Plan(msgspec.Struct, kw_only=True):
    """Everything an import would do. `digest` is of the file it was made from."""

    file: str
    digest: str
    sheets: list[SheetSeen] = []
    people: list[PlannedPerson] = []
    events: list[PlannedEvent] = []
    asks: list[Ask] = []
    notes: list[PlannedNote] = []
    left_out: list[LeftOut] = []
    not_known: list[NotKnown] = []
    already: int = 0
    """How many events and notes of the sheet are in the case file already, and are not added again."""
    unfit: list[LeftOut] = []
    """What does not fit what is recorded, each with the sentence of the check."""


class Answer(msgspec.Struct, frozen=True):
    """What holds for a question: the option ("" none), what was typed after it, and the question's key."""

    option: str
    typed: str
    key: str


class Draft:
    """A plan while it is being made: questions are looked up among the answers, people by their key."""

    def __init__(self, plan: Plan, answers: Mapping[str, str], today: date) -> None:
        self.plan = plan
        self.today = today
        self._answers = answers
        self._asked: dict[str, Ask] = {}
        self._facts: set[tuple[object, ...]] = set()
        self._told: dict[tuple[str, str], list[PlannedEvent]] = {}

    def ask(
        self,
        kind: str,
        scope: Scope,
        source: str,
        question: str,
        options: tuple[str, ...] = (),
        *,
        proposed: str = "",
        person: str = "",
        otherwise: str = WORDS_STAY,
        words: str = "",
    ) -> Answer:
        """Put a question, once for each place, and return what holds. `words` become a note while it is open."""
        key = f"{kind}@{source}"
        held = self._answers.get(key, "" if scope == "cell" else proposed)
        option, _, typed = held.partition(": ")
        if option not in options and held in options:
            option, typed = held, ""
        if key not in self._asked:
            ask = Ask(
                id=f"a{len(self._asked) + 1}",
                key=key,
                kind=kind,
                scope=scope,
                source=source,
                question=without_numbers(question),
                options=options,
                proposed=proposed,
                answer=held,
                if_unanswered=otherwise,
                person=person,
            )
            self._asked[key] = ask
            self.plan.asks.append(ask)
            if words and not held and person:
                self.note(person, source, words, why="the question is open", answer_to=ask.id)
        return Answer(option, typed or ("" if option in options else held), key)

    def answer_to(self, key: str) -> str:
        """What was answered under a key, "" where nothing was."""
        return self._answers.get(key, "")

    @property
    def said(self) -> int:
        """How much was asked, left out with a reason or told as not known, so far."""
        return len(self.plan.asks) + len(self.plan.left_out) + len(self.plan.not_known)

    def say_what_is_lost(self) -> None:
        """Where no note was kept for an open question, as where nobody knows whose it is, it says so."""
        kept = {note.answer_to for note in self.plan.notes} | {note.source for note in self.plan.notes}
        for place, ask in enumerate(self.plan.asks):
            if ask.if_unanswered == WORDS_STAY and not kept & {ask.id, ask.source}:
                self.plan.asks[place] = msgspec.structs.replace(ask, if_unanswered="nothing is recorded")

    def ask_id(self, key: str) -> str:
        """The id of a question by its key, "" for none."""
        return self._asked[key].id if key in self._asked else ""

    def event(
        self,
        person: str,
        kind: str,
        on: date | None,
        source: str,
        fields: Mapping[str, Any] | None = None,
        *,
        precision: Precision = "day",
        because: str = "",
        once: bool = True,
    ) -> None:
        """Plan an event; empty fields are left out. `once` where the same again, on another sheet, is the same fact."""
        kept = {name: value for name, value in (fields or {}).items() if value not in (None, "", 0)}
        if "role" in (fields or {}):
            kept.setdefault("role", "")
        if kept.get("self_employed"):
            kept.setdefault("employer", "")
        if isinstance(kept.get("note"), str):
            kept["note"] = without_numbers(kept["note"])
        fact = (person, kind, on, precision, repr(sorted(kept.items())))
        if once and fact in self._facts:
            return
        self._facts.add(fact)
        event = PlannedEvent(
            person=person,
            kind=kind,
            on=on,
            source=source,
            on_precision=precision if on is not None else "unknown",
            fields=kept,
            answer_to=self.ask_id(because),
        )
        self.plan.events.append(event)
        self._told.setdefault((person, kind), []).append(event)

    def told(self, person: str, kind: str) -> list[PlannedEvent]:
        """What was planned of one kind for one person, in order."""
        return self._told.get((person, kind), [])

    def take_back(self, event: PlannedEvent) -> None:
        """Plan an event no longer."""
        self.plan.events.remove(event)
        self._told[event.person, event.kind].remove(event)

    def note(self, person: str, source: str, text: str, *, why: str = "", answer_to: str = "") -> None:
        """Keep words as they stand, numbers that are not held taken out."""
        kept = without_numbers(text).strip()
        if kept and not any(n.person == person and n.text == kept and n.source == source for n in self.plan.notes[-6:]):
            self.plan.notes.append(PlannedNote(person=person, source=source, text=kept, why=why, answer_to=answer_to))

    def leave(self, source: str, why: str) -> None:
        """Say that something stays out."""
        if not any(each.source == source for each in self.plan.left_out):
            self.plan.left_out.append(LeftOut(source=source, why=why))

    def not_known(self, source: str, text: str) -> None:
        """Say that a cell is not known."""
        self.plan.not_known.append(NotKnown(source=source, text=text))
