"""Copying entries for the official record: the text, on the clipboard where it takes it, to mark, or as a file."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.words import names_of
from ipstui.exchange.clipboard import took
from ipstui.exchange.record import Record, as_text, copied_event, record_of
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.copies import save_elsewhere
from ipstui.store.errors import StoreError
from ipstui.store.places import pages_folder


class CopyScreen(ModalScreen[None]):
    """What is new since the last copy, or one entry. It is noted as copied only once the person says that it is."""

    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("enter", "note", "Copied", show=False),
        Binding("n", "notes", "Notes too", show=False),
        Binding("a", "everything", "Everything", show=False),
        Binding("s", "file", "A file", show=False),
    ]
    CSS_PATH = "copy.tcss"
    AUTO_FOCUS = "#text"

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
            yield Label(id="keys", classes="hint")

    def on_mount(self) -> None:
        """Put it on the clipboard at once."""
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
        if not self._everything and not self._only:
            keys.append("a: all, copied or not")
        self.query_one("#keys", Label).update(Content(" · ".join([*keys, "Esc leaves"])))
        self.query_one("#record", Static).update(Content(text.rstrip()))
        self.query_one("#told", Label).update(
            Content(self._put(text) if record.entries else "Nothing new since the last copy.")
        )

    def _put(self, text: str) -> str:
        if took(text):
            return "It is on the clipboard: paste it where it belongs."
        self.app.copy_to_clipboard(text)
        return "Sent to the clipboard. Not every terminal takes it: if nothing pastes, mark the text, or save it (s)."

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
