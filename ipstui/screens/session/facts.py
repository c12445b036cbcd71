"""The form of a session's facts: what is wrong, or known from where, stands beside each field while typing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Select

from ipstui.casework import say
from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.form import FIELDS, Read, read, texts_of
from ipstui.casework.forms import Field
from ipstui.screens.asking import Asking
from ipstui.shell.contract import shell_of
from ipstui.widgets.form import FieldLine
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.pick_list import PickList

HINT = "Enter: use these facts (F10 in a list) · Esc: close, draft kept · leave empty if not known"


class FactLine(FieldLine):
    """One field with a sentence beside it."""

    def compose(self) -> ComposeResult:
        """The field, then the sentence."""
        yield from super().compose()
        yield Label("", classes="beside")

    def on_mount(self) -> None:
        """An empty line says what it stands for."""
        for line in self.query(Input):
            line.placeholder = "today" if self.field.name == "starts" else "not known"

    def say(self, text: str, *, problem: bool = False) -> None:
        """Put a sentence beside the field."""
        label = self.query_one(".beside", Label)
        label.update(Content(f"▲ {text}" if problem else text))
        label.set_class(problem, "-problem")


class SessionFactsScreen(Asking[tuple[Facts, Choice] | None]):
    """Dismissed with the facts and the choice once they have an answer, or None when left."""

    CSS_PATH = "session.tcss"
    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("f10,ctrl+s", "take", "Take over", show=False),
    ]
    AUTO_FOCUS = "Input"
    FIRST = "Esc closes this first; what you typed is kept."
    PRIVATE = True

    def __init__(self, facts: Facts, choice: Choice, sources: Mapping[str, str], today: date, draft: str) -> None:
        """`draft` is under what name the text is kept until it is taken over."""
        super().__init__()
        self._draft = draft
        self._facts, self._choice, self._today = facts, choice, today
        self._sources = dict(sources)
        self._begun = texts_of(facts, choice)
        self._checked: dict[str, str] = {}
        """The texts that were checked last."""

    def compose(self) -> ComposeResult:
        """The title, the fields, the answer so far, and the hint."""
        drafted = shell_of(self).drafts.get(self._draft, {})
        with Vertical(classes="dialog"):
            yield Label("The facts", classes="title")
            with VerticalScroll(can_focus=False, id="facts"):
                for field in FIELDS:
                    begun = drafted.get(field.name, self._begun[field.name])
                    yield FactLine(field, begun, self._today)
            yield Label("", id="so-far")
            yield KeyHints(("What you typed before is here again. " if drafted else "") + HINT)

    def on_mount(self) -> None:
        """Say what is known from where."""
        self._check()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check what is typed."""
        event.stop()
        self.call_later(self._check_what_changed)

    def on_select_changed(self, event: Select.Changed) -> None:
        """Check what was chosen."""
        event.stop()
        self.call_later(self._check_what_changed)

    def _check_what_changed(self) -> None:
        """Each list tells of itself when the form opens, and a sum is dear: the same is not checked again."""
        if self._texts() != self._checked:
            self._check()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes it over."""
        event.stop()
        self.action_take()

    def on_pick_list_submitted(self, event: PickList.Submitted) -> None:
        """Enter on a closed list too."""
        event.stop()
        self.action_take()

    def _texts(self) -> dict[str, str]:
        return {line.field.name: line.text for line in self.query(FactLine)}

    def _check(self) -> Read:
        texts = self._checked = self._texts()
        found = read(texts, self._facts, self._choice, self._today)
        for line in self.query(FactLine):
            name = line.field.name
            line.display = name not in found.idle
            if name in found.problems:
                line.say(found.problems[name], problem=True)
            else:
                line.say(found.notes.get(name) or self._source(line.field, texts[name]))
        if found.found is not None:
            so_far = f"Money in a month with this work: {say.money(found.found.better.in_work.total_monthly)}"
        else:  # beside its field a sentence may be cut off where the list of fields ends
            so_far = f"No answer. {next(iter(found.problems.values()))}"
        self.query_one("#so-far", Label).update(Content(so_far))
        return found

    def _source(self, field: Field, text: str) -> str:
        if text != self._begun[field.name]:
            return ""
        return self._sources.get(field.name, "")

    @property
    def keeps(self) -> bool:
        """Whether what was typed is there again after Esc."""
        return True

    def keep_draft(self) -> None:
        """Keep what was typed for when the facts are asked for again."""
        if typed := {name: text for name, text in self._texts().items() if text != self._begun[name]}:
            shell_of(self).drafts[self._draft] = typed
        else:
            shell_of(self).drafts.pop(self._draft, None)

    def action_leave(self) -> None:
        """Leave without taking anything over."""
        self.keep_draft()
        self.dismiss(None)

    def action_take(self) -> None:
        """Take it over; with a problem, go to its field."""
        found = self._check()
        if found.found is not None:
            shell_of(self).drafts.pop(self._draft, None)
            self.dismiss((found.facts, found.choice))
            return
        for line in self.query(FactLine):
            if line.field.name in found.problems:
                (line.query(Input).first() if line.query(Input) else line.query_one(Select)).focus()
                return
