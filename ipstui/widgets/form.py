"""A form: one labelled line a field, with what was understood of a date shown beside it while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from ipstui.casework import aliases, say
from ipstui.casework.checks import Unfit
from ipstui.casework.forms import Field
from ipstui.casework.typed.day import Lean
from ipstui.casework.typed.when import read_month, read_when
from ipstui.widgets.note_area import NoteArea
from ipstui.widgets.pick_list import PickList


class TextLine(Input):
    """An input for a short text: pasted line ends become blanks there, and nothing is dropped."""

    def _on_paste(self, event: events.Paste) -> None:
        text = " ".join(event.text.split("\n")) if "\n" in event.text else event.text
        self.insert_text_at_cursor(" ".join(text.split("\r")))
        event.stop()
        event.prevent_default()


def understood(text: str, today: date, lean: Lean, *, months: bool = False) -> str:
    """Return what a typed day is taken for, as it is said beside it; a month alone too, where `months` are kept."""
    if months and (month := read_month(text, today, lean=lean)):
        return f"= {say.month(month)}, day ?"
    try:
        when = read_when(text, today, lean=lean)
    except Unfit:
        return "= ?"
    return f"= {say.when(when.on, when.at, today)}"


def told(field: Field) -> str:
    """Return a field's label as it is drawn: with a mark where it has to be filled in."""
    return field.label + (" *" if field.required else "")


class FieldLine(Horizontal):
    """One field: its label, where to fill it in, and an echo of what was understood."""

    def __init__(self, field: Field, value: str, today: date, references: Sequence[tuple[str, str]] = (),
                 beside: Callable[[str], str] | None = None) -> None:  # fmt: skip
        super().__init__(classes="field")
        self.field = field
        self._value = value
        self._today = today
        self._references = list(references)
        self._beside = beside

    def compose(self) -> ComposeResult:
        """The label, the input or the choice, and the echo."""
        yield Label(Content(told(self.field)), classes="label")
        if self.field.kind in ("choice", "reference"):
            yield self._list()
        elif self.field.long:
            yield NoteArea(self._value, placeholder=self.field.hint)
        else:
            # Coming back to a long text must not mark it all, or the next letter would take its place.
            short = self.field.kind not in ("text", "list")
            yield TextLine(self._value, placeholder=_placeholder(self.field), compact=True, select_on_focus=short)
        if self.field.kind == "date" or self._beside is not None:
            yield Label("", classes="echo")

    def _list(self) -> PickList:
        pairs = self._references if self.field.kind == "reference" else list(self.field.choices)
        pairs = [(value, label) for value, label in pairs if value]
        known = {value for value, _ in pairs}
        if self.field.kind == "reference" and self._value and self._value not in known:
            pairs.append((self._value, "as it was"))  # met, done or over since
            known.add(self._value)
        return PickList(
            pairs,
            self._value if self._value in known else self.field.default,
            blank=self.field.default not in known,
            called=aliases.VALUES,
            prompt="not known" if pairs else "none recorded yet",
            jumps=self.field.jumps,
        )

    def on_mount(self) -> None:
        """Show what a date already filled in means."""
        self.echo()

    @property
    def text(self) -> str:
        """What is filled in. Asked at every letter, of every line: the children are few, a query is dear."""
        for field in self.children:
            match field:
                case PickList():
                    return "" if field.is_blank() else str(field.value)
                case NoteArea():
                    return field.text
                case TextLine():
                    return field.value
        return ""

    @text.setter
    def text(self, text: str) -> None:
        """Fill it in, as if it were typed."""
        for field in self.query("PickList, NoteArea, TextLine"):
            match field:
                case PickList():
                    field.value = text or PickList.NULL
                case NoteArea():
                    field.text = text
                case TextLine():
                    field.value = text

    def take_cursor(self) -> None:
        """Put the cursor here."""
        self.query("PickList, NoteArea, TextLine").first(Widget).focus()

    def on_input_changed(self) -> None:
        """Show what was understood so far."""
        self.echo()

    def echo(self) -> None:
        """Say beside the field what is understood of it now."""
        if self._beside is not None:
            self.query_one(".echo", Label).update(Content(self._beside(self.text.strip())))
            return
        if self.field.kind != "date":
            return
        echo, text = self.query_one(".echo", Label), self.text.strip()
        if not text and (self.field.name != "on" or self.field.required):  # nobody said: today is not taken for it
            echo.update("")
            return
        echo.update(Content(understood(text, self._today, self.field.lean, months=self.field.months)))


def _placeholder(field: Field) -> str:
    if field.hint:
        return field.hint
    if field.kind == "date":
        if field.months and field.name != "on":
            return "3 dec 2026, or the month: dec"
        return "today, fri 2pm, +2w, 3 dec" if field.name in ("on", "next") else "fri, +2w, 3 dec 2026"
    return {"number": "a number", "count": "a whole number"}.get(field.kind, "")


USUAL, LONG = 14, 20
"""Cells of the longest label from which all the labels of a form get more room (app.tcss)."""


class Form(VerticalScroll):
    """The lines of a form, in order."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }
    """

    class Submitted(Message):
        """Enter was pressed in one of the lines."""

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, str],
        today: date,
        references: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        beside: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        super().__init__(can_focus=False)
        self._fields = tuple(fields)
        longest = max((cell_len(told(field)) for field in self._fields), default=0)
        self.set_class(longest > USUAL, "-long-labels")
        self.set_class(longest > LONG, "-longest-labels")
        self._values = dict(values)
        self._today = today
        self._references = dict(references or {})
        self._beside = dict(beside or {})

    def compose(self) -> ComposeResult:
        """One line a field."""
        for field in self._fields:
            name = field.name
            yield FieldLine(field, self._values.get(name, ""), self._today, self._references.get(name, ()),
                            self._beside.get(name))  # fmt: skip

    def texts(self) -> dict[str, str]:
        """Return what is filled in, by field."""
        return {line.field.name: line.text for line in self.query(FieldLine)}

    def point_at(self, name: str) -> None:
        """Put the cursor into the field that a problem names."""
        for line in self.query(FieldLine):
            if line.field.name == name:
                line.take_cursor()

    def on_input_changed(self) -> None:
        """What is said beside a field may turn on another: on the day, for pay; on how it stands, for a day."""
        self._echo_beside()

    def on_select_changed(self) -> None:
        """The same for what is chosen from a list."""
        self._echo_beside()

    def _echo_beside(self) -> None:
        for line in self.query(FieldLine):
            if line.field.name in self._beside:
                line.echo()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line means the form is filled in."""
        event.stop()
        self.post_message(self.Submitted())

    def on_note_area_submitted(self, event: NoteArea.Submitted) -> None:
        """Enter in a long text too; ctrl+j breaks the line there."""
        event.stop()
        self.post_message(self.Submitted())

    def on_pick_list_submitted(self, event: PickList.Submitted) -> None:
        """Enter on a closed list too."""
        event.stop()
        self.post_message(self.Submitted())
