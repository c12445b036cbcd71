"""A question with a form: it saves what was typed, or keeps it and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.events import Event
from ipstui.casework.forms import Field
from ipstui.casework.people import Employer
from ipstui.casework.words import summary
from ipstui.screens.asking import Asking
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.caseload import Change
from ipstui.store.errors import NotSaved
from ipstui.widgets.form import Form
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

HINT = "Enter or F10: save · Tab: next box · F1: help · Esc: close, draft kept"
AS_IT_STANDS = HINT.replace("Enter or F10: save", "F10: save as it is")


class Dialog(Asking[bool]):
    """Subclasses give a title, the fields, and `changes`: what the texts mean. Dismissed with True once saved."""

    CSS_PATH = str(Path(__file__).with_name("dialog.tcss"))  # whoever derives from it lives in another folder
    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("f10,ctrl+s", "save", "Save", show=False),
        Binding("f9", "copy_elsewhere", "Save a copy elsewhere", show=False),
    ]
    AUTO_FOCUS = "Input, TextArea, Select"
    FIRST = "Esc closes this first; what you typed is kept."
    CONFIRMS = False
    """Whether the form opens with what was chosen or worked out before it, which F10 or Ctrl+S may keep as it stands.

    Enter never saves a form that nobody touched: it is also the key with which people look for the next box.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, str] | None = None,
        *,
        draft: str,
        hint: str = HINT,
        first: str = "",
        heed: str = "",
    ) -> None:
        """`draft` is under what name the text is kept, with the id of whoever it is about; "" where a form records
        nothing. `heed` stands above the fields: what must be thought of before they are filled in."""
        super().__init__()
        self._heed = heed
        self._title = title
        self._fields = tuple(fields)
        self._values = dict(values or {})
        self._draft = draft
        self._hint = hint
        self._first = first
        self._opened_with: dict[str, str] = {}
        self.added = ""
        """The id of what was added, for a list to stand on."""
        self._drafted = False
        self._busy = False
        self._unsaved: bytes | None = None

    @property
    def ips(self) -> Shell:
        """The app around this form."""
        return shell_of(self)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """Return what to save, and what was done in words. Raises Unfit."""
        raise NotImplementedError

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Return what reference fields may name."""
        return {}

    def beside(self) -> Mapping[str, Callable[[str], str]]:
        """Return what to say beside fields while they are typed, by name; a sayer answers "" for nothing."""
        return {}

    def compose(self) -> ComposeResult:
        """The title, the form, the problem if there is one, and the hint."""
        drafted = self.ips.drafts.get(self._draft, {})
        self._drafted = bool(drafted)
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            if self._heed:
                yield Label(Content(f"▲ {self._heed}"), classes="heed")
            yield Form(self._fields, {**self._values, **drafted}, self.ips.desk.today, self.references(),
                       self.beside())  # fmt: skip
            yield Problem()
            kept = "What you typed before is here again. " if drafted else ""
            yield KeyHints(kept + (AS_IT_STANDS if self.CONFIRMS and self._hint == HINT else self._hint))

    def on_mount(self) -> None:
        """Begin in the field that matters most."""
        self._opened_with = self.query_one(Form).texts()
        if self._first:
            self.query_one(Form).point_at(self._first)

    async def on_form_submitted(self, event: Form.Submitted) -> None:
        """Save on Enter, once something was filled in."""
        event.stop()
        if self.CONFIRMS and not self.touched:
            self.query_one(Problem).say("Nothing was changed here. F10 or Ctrl+S saves it as it stands; Esc leaves.")
            return
        await self.action_save()

    @property
    def touched(self) -> bool:
        """Whether anything was filled in or changed, now or in the draft that is here again."""
        return self._drafted or self.query_one(Form).texts() != self._opened_with

    async def action_save(self) -> None:
        """Save; on any problem keep everything as typed and say what it is."""
        if self._busy:
            return
        self._busy = True
        form, problem = self.query_one(Form), self.query_one(Problem)
        try:
            if not (self.touched or self.CONFIRMS):
                today = " If it was today, type today as the day." if self._opened_with.get("on") == "" else ""
                problem.say(f"Nothing was typed or changed, so nothing is saved.{today} Esc leaves.")
                return
            texts = form.texts()
            changes, label = self.changes(texts)
            await self.ips.save(*changes, label=label)
        except Unfit as error:
            problem.say(f"{_label(self._fields, error.field)}: {error.problem}")
            form.point_at(error.field)
        except NotSaved as error:
            self._unsaved = error.whole
            elsewhere = ", F9 saves a copy elsewhere" if error.whole is not None else ""
            problem.say(f"{error.headline} Your text is still here: Enter tries again{elsewhere}.")
        else:
            self._opened_with = texts  # saved: no draft any more, though the program may be ending just now
            self.ips.drafts.pop(self._draft, None)
            self.ips.tell(f"Saved: {self._in_words(changes) or label}.")
            if self.app.screen is self:
                self.dismiss(True)
        finally:
            self._busy = False

    def _in_words(self, changes: Sequence[Change]) -> str:
        """Each event as the timeline tells it, with its day; "" where there is none."""
        desk, caseload, today = self.ips.desk, self.ips.desk.caseload, self.ips.desk.today
        events = [change for change in changes if isinstance(change, Event)]
        if not events:
            return ""
        new = {each.id: each.name for each in changes if isinstance(each, Employer)}
        names = desk.names(events[0].client) | new
        told = [
            summary(event, names) + ("" if event.apart else f" ({say.when(event.on, event.at, today)})")
            for event in events
        ]
        person = caseload.clients.get(events[0].client)
        # A name the form does not show is not told either; that of a new person was typed there.
        named = person is not None and (person.name in self._title or person in changes)
        return (f"{person.name}, " if person and named else "") + "; ".join(told)

    def action_copy_elsewhere(self) -> None:
        """Save what would not go to the case file somewhere else; the form stays as it is."""
        if self._unsaved is not None:
            from ipstui.screens.data.not_saved import CopyElsewhereScreen

            encrypted = self.ips.desk.caseload.encrypted
            self.app.push_screen(CopyElsewhereScreen(self._unsaved, encrypted=encrypted))

    @property
    def keeps(self) -> bool:
        """Whether what was typed is there again after Esc."""
        return bool(self._draft)

    def keep_draft(self) -> None:
        """Keep what was typed, and only that: what nobody touched is read anew when the form opens again."""
        typed = {
            name: text for name, text in self.query_one(Form).texts().items() if text != self._opened_with.get(name)
        }
        if self._draft and typed:
            self.ips.drafts[self._draft] = self.ips.drafts.get(self._draft, {}) | typed

    def action_leave(self) -> None:
        """Leave without saving, and keep what was typed. A save under way is waited for: it closes the form."""
        if self._busy:
            return
        self.keep_draft()
        self.dismiss(False)


def _label(fields: Sequence[Field], name: str) -> str:
    return next((field.label for field in fields if field.name == name), name)
