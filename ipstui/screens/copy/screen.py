"""Copying entries for the official record: the text, on the clipboard where it takes it, to mark, or as a file."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.words import names_of
from ipstui.exchange.clipboard import took
from ipstui.exchange.record import Record, as_text, copied_event, record_of
from ipstui.screens.asking import Asking
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.copies import save_elsewhere
from ipstui.store.errors import StoreError
from ipstui.store.places import pages_folder
from ipstui.widgets.key_hints import KeyHints, clickable

_NOTHING = "Nothing new since the last copy."
_NOT_THIS = "This line is for your own work, or lies ahead: nothing of it belongs in the official record."


class CopyScreen(Asking[None]):
    """What is new since the last copy, or one entry. It is noted as copied only once the person says that it is."""

    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("enter", "note", "Copied", show=False),
        Binding("n", "notes", "Notes too", show=False),
        Binding("a", "everything", "Everything", show=False),
        Binding("s", "file", "A file", show=False),
        Binding("p", "person", "Everything new", show=False),
    ]
    CSS_PATH = "copy.tcss"
    AUTO_FOCUS = "#text"
    EXPLAINED = "The keys are on the last line. What is shown is noted as copied only once you say so with Enter."

    def __init__(self, casefile: Casefile, save: Callable[..., Awaitable[bool]], *, only: str = "") -> None:
        """`save` is `try_save` of the screen it was opened over; `only` the id of the one entry wanted."""
        super().__init__()
        self._casefile, self._save, self._only = casefile, save, only
        self._notes, self._everything = False, False

    @property
    def ips(self) -> Shell:
        """The app around this screen."""
        return shell_of(self)

    def compose(self) -> ComposeResult:
        """Whose entries, what became of the clipboard, the text, and the keys."""
        with Vertical(classes="dialog"):
            yield Label(Content(f"For the official record · {self._casefile.client.name}"), classes="title")
            yield Label(id="told")
            with VerticalScroll(id="text"):
                yield Static(id="record")
            yield KeyHints("", id="keys")

    def on_mount(self) -> None:
        """Put it on the clipboard at once."""
        self._notes = self.ips.desk.caseload.settings.official_record == "with_notes"
        self._copy()

    @property
    def record(self) -> Record:
        """The entries as they are now chosen."""
        caseload = self.ips.desk.caseload
        story = self._casefile.story
        return record_of(
            self._casefile,
            caseload.events_of(story.client),
            names_of(story, caseload.employers, caseload.vacancies),
            since_last=not self._everything,
            notes=self._notes,
            only=self._only,
        )

    def _copy(self) -> None:
        record = self.record
        text = as_text(record)
        keys = ["Enter: it is in the official record", "s: a file"] if record.entries else []
        if record.left_out:
            keys.append(f"n: {say.plural(record.left_out, 'note')} left out")
        if self._only:
            keys.append("p: everything new of this person")
        elif not self._everything:
            keys.append("a: all")
        self.query_one("#keys", Label).update(clickable(" · ".join([*keys, "Esc: close"])))
        self.query_one("#record", Static).update(Content(text.rstrip()))
        self.query_one("#told", Label).update(
            Content(self._put(text) if record.entries else _NOT_THIS if self._only else _NOTHING)
        )

    def _put(self, text: str) -> str:
        if took(text):
            return "It is on the clipboard: paste it where it belongs."
        self.app.copy_to_clipboard(text)
        return "Sent to the clipboard. Not every terminal takes it: if nothing pastes, mark the text, or save it (s)."

    def action_person(self) -> None:
        """Take everything new of the person, in place of the one line."""
        self._only = ""
        self._copy()

    def action_notes(self) -> None:
        """Take notes too, or leave them out again."""
        self._notes = not self._notes
        self._copy()

    def action_everything(self) -> None:
        """Take what was copied before too, or leave it out again."""
        self._everything = not self._everything
        self._copy()

    async def action_note(self) -> None:
        """Note that the entries were copied, and close."""
        record = self.record
        if record.entries:
            events = self.ips.desk.caseload.events_of(record.client)
            event = copied_event(record, self._casefile.story.today, events)
            many = say.plural(len(record.entries), "entry", "entries")
            if not await self._save(event, label=f"{many} of {record.name} copied for the official record"):
                return
            self.ips.tell(f"Noted as copied: {many}. u takes it back.")
        self.dismiss()

    def action_file(self) -> None:
        """Write the text where only this user reads it, and say where; `where` lists it."""
        record, caseload = self.record, self.ips.desk.caseload
        if not record.entries:
            return
        folder = pages_folder(caseload.path)
        target: Path = folder / f"record-{secrets.token_hex(4)}.txt"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            save_elsewhere(target, as_text(record).encode())
        except (OSError, StoreError) as problem:
            self.ips.tell(f"The file was not written. Nothing is lost. {problem}", problem=True)
            return
        told = f"Written to {target}: delete it once it is pasted. It lies outside the program's protection."
        self.query_one("#told", Label).update(Content(told))

    def action_leave(self) -> None:
        """Close, and note nothing."""
        self.dismiss()
