"""Recording any kind of event, or correcting one: the form follows from the kind itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import Mode
from ipstui.casework.entry import chosen_or_new, from_offer
from ipstui.casework.events import Booking, Event, Interview, JobStarted, WorkTrial
from ipstui.casework.forms import Field, build, fields_of, lean_of, references, texts_of
from ipstui.casework.typed.numbers import number
from ipstui.casework.typed.when import read_when
from ipstui.casework.words import kind_title
from ipstui.casework.work.pay import below_minimum
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change, new_id
from ipstui.widgets.form import FieldLine, understood

_BOOKS = (Booking, Interview, WorkTrial)
"""What has a time at which the person must be free, and is told how they may be reached about it."""


class RecordScreen(Dialog):
    """A form for one kind of event. `preset` fills fields in; `corrects` is the event this one replaces."""

    def __init__(
        self,
        casefile: Casefile,
        kind: type[Event],
        preset: Mapping[str, str] | None = None,
        *,
        corrects: Event | None = None,
        naming: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        chosen: bool = False,
        only: Collection[str] | None = None,
        first: str = "",
    ) -> None:
        """`only` names the fields that are asked; the others keep what `preset` says. `naming` gives what reference
        fields may name besides what the story holds; `chosen` says that a line of a menu told what is to be recorded,
        so that it may be saved as it stands."""
        self._naming = dict(naming or {})
        self._casefile = casefile
        self._kind = kind
        self._corrects = corrects
        self.CONFIRMS = chosen or bool(preset)
        name = self._called = kind_title(str(kind.__struct_config__.tag))
        values = texts_of(corrects, casefile.story.today) if corrects else {}
        if kind is JobStarted and corrects is None and not preset:
            values |= from_offer(casefile.story)
            self.CONFIRMS = bool(values)  # what was offered may be what was begun
        values |= preset or {}
        fields = _with_new_employer([f for f in fields_of(kind) if only is None or f.name in only])
        self._unasked = {} if only is None else {k: v for k, v in values.items() if k not in only}
        title = f"Correct: {name}" if corrects else name
        first = first or next((field.name for field in fields if field.required and not values.get(field.name)), "on")
        super().__init__(
            f"{title} · {casefile.client.name}",
            fields,
            values,
            draft=f"{name}/{casefile.client.id}" + (f"/{corrects.id}" if corrects else ""),
            first=first,
            heed=casefile.client.reaching if issubclass(kind, _BOOKS) else "",
        )

    def beside(self) -> Mapping[str, Callable[[str], str]]:
        """The pay is held against the minimum wage of its first day; a day lies ahead or behind by how it stands."""
        return {"hourly_pay": self._of_pay, "on": self._of_day}

    def _of_day(self, typed: str) -> str:
        state = next((line.text for line in self.query(FieldLine) if line.field.name == "state"), "")
        lean = lean_of(self._kind, state or self._unasked.get("state", ""))
        return understood(typed, self.ips.desk.today, lean, months=lean == "past")

    def _of_pay(self, typed: str) -> str:
        try:
            pay = number("hourly_pay", typed)
        except Unfit:
            return ""
        return below_minimum(pay, self._paid_from(), self._casefile.client.birth_year)

    def _paid_from(self) -> date:
        """The day from which the pay is paid, as it is typed; today while none can be read."""
        today = self.ips.desk.today
        days = {line.field.name: line for line in self.query(FieldLine) if line.field.kind == "date"}
        line = days.get("starts") or days.get("on")
        try:
            return read_when(line.text, today, lean=line.field.lean).on if line and line.text.strip() else today
        except Unfit:
            return today

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The jobs, needs, employers and so on that the event may name."""
        caseload = self.ips.desk.caseload
        known = references(self._casefile.story, caseload.employers, caseload.vacancies)
        return {name: [*self._naming.get(name, ()), *pairs] for name, pairs in known.items()}

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One event, and the employer that it is the first to name."""
        client = self._casefile.client
        new, texts = self._new_employer({**self._unasked, **texts})
        event = build(
            self._kind,
            texts,
            client=client.id,
            today=self.ips.desk.today,
            voids=self._corrects.id if self._corrects else "",
            keep=self._corrects,
        )
        corrected = ", corrected" if self._corrects else ""
        return [*new, event], f"{say.within(self._called)} for {client.name}{corrected}"

    def _new_employer(self, texts: Mapping[str, str]) -> tuple[list[Change], Mapping[str, str]]:
        new, employer = chosen_or_new(texts, self.ips.desk.caseload.employers, new_id(), _mode(texts))
        return [*new], {**texts, "employer": employer} if employer else texts


def _mode(texts: Mapping[str, str]) -> Mode:
    return "face_to_face" if texts.get("mode") == "face_to_face" else "unknown"


NEW_EMPLOYER = Field(name="new_employer", label="Or a new one", kind="text", hint="an employer not in the list yet")


def _with_new_employer(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Put a line for an employer not known yet below the list of those that are."""
    found: list[Field] = []
    for field in fields:
        found += [field, NEW_EMPLOYER] if field.name == "employer" else [field]
    return tuple(found)
