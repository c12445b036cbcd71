"""Recording any kind of event, or correcting one: the form follows from the kind itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Event
from ipstui.casework.forms import build, fields_of, references, texts_of
from ipstui.casework.words import kind_title
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change


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
    ) -> None:
        """`naming` gives what reference fields may name besides what the story holds; `chosen` says that a line of a
        menu told what is to be recorded, so that it may be saved as it stands."""
        self._naming = dict(naming or {})
        self._casefile = casefile
        self._kind = kind
        self._corrects = corrects
        self.CONFIRMS = chosen or bool(preset)
        name = self._called = kind_title(str(kind.__struct_config__.tag))
        values = texts_of(corrects, casefile.story.today) if corrects else {}
        values |= preset or {}
        fields = fields_of(kind)
        title = f"Correct: {name}" if corrects else name
        first = next((field.name for field in fields if field.required and not values.get(field.name)), "on")
        super().__init__(
            f"{title} · {casefile.client.name}",
            fields,
            values,
            draft="" if corrects else f"{name}/{casefile.client.id}",
            first=first,
        )

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The jobs, needs, employers and so on that the event may name."""
        caseload = self.ips.desk.caseload
        known = references(self._casefile.story, caseload.employers, caseload.vacancies)
        return {name: [*self._naming.get(name, ()), *pairs] for name, pairs in known.items()}

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One event."""
        client = self._casefile.client
        event = build(
            self._kind,
            texts,
            client=client.id,
            today=self.ips.desk.today,
            voids=self._corrects.id if self._corrects else "",
            keep=self._corrects,
        )
        done = "corrected" if self._corrects else "recorded"
        return [event], f"{self._called.lower()} {done} for {client.name}"
