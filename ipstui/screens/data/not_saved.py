"""A question with one line for the answer; and the ways out when a change would not go to disk."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from ipstui.casework.checks import Unfit
from ipstui.screens.choose import ChooseScreen
from ipstui.store.errors import NotSaved

if TYPE_CHECKING:
    from ipstui.shell.locking import Care
    from ipstui.store.caseload import Change


class AskScreen(ModalScreen[str]):
    """Dismissed with what was typed, or "" when left."""

    CSS_PATH = "unlock.tcss"
    BINDINGS = [Binding("escape", "dismiss('')", "Leave", show=False)]
    AUTO_FOCUS = "Input"

    def __init__(
        self, title: str, told: str = "", *, value: str = "", placeholder: str = "", password: bool = False
    ) -> None:
        super().__init__()
        self._title, self._told = title, told
        self._value, self._placeholder = value, placeholder
        self._password = password

    def compose(self) -> ComposeResult:
        """The question, and the line."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            if self._told:
                yield Label(Content(self._told), classes="told")
            yield Input(self._value, placeholder=self._placeholder, password=self._password, compact=True)
            yield Label("", classes="problem")
            yield Label("Enter goes on · Esc leaves", classes="hint")

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it."""
        event.stop()
        if problem := await self.taken(event.value):
            line = self.query_one(".problem", Label)
            line.update(Content(problem))
            line.add_class("-shown")
        else:
            self.dismiss(event.value)

    async def taken(self, text: str) -> str:
        """Return what is wrong with the answer, "" when nothing is."""
        return ""


class CopyElsewhereScreen(AskScreen):
    """Saves what could not be saved as a whole new case file in another place."""

    def __init__(self, data: bytes, *, encrypted: bool) -> None:
        self._data = data
        how = "encrypted as yours is" if encrypted else "NOT encrypted: whoever has it can read it"
        super().__init__(
            "Save a copy elsewhere",
            f"A whole case file with everything, what you just typed too; {how}. The case file itself stays as it "
            "was. Another disk or a stick is best.",
            placeholder="a path to a file that is not there yet",
        )

    async def taken(self, text: str) -> str:
        """Write it, and read it back."""
        from ipstui.store.copies import save_elsewhere
        from ipstui.store.errors import NotCopied, shown

        if not text.strip():
            return "Type where it is to go."
        target = Path(text.strip()).expanduser().absolute()
        if os.path.isdir(target):
            target /= "cases-not-saved.json"
        try:
            written = await asyncio.to_thread(save_elsewhere, target, self._data)
        except NotCopied as problem:
            return str(problem)
        self.app.notify(
            f"A copy is in {shown(written)}. The case file itself is as it was; it is outside ipstui's care.",
            markup=False,
            timeout=10,
        )
        return ""


async def ask_again(app: Care, error: NotSaved, *changes: Change, label: str) -> None:
    """Offer to save the changes once more, or a copy elsewhere, until they are saved or given up; in a worker."""
    encrypted = app.desk.caseload.storage.encrypted
    while True:
        choices = [("again", "Try again")]
        if error.whole is not None:
            choices.append(("elsewhere", "Save a copy elsewhere …"))
        choices.append(("leave", f"Leave it: “{label}” is not done"))
        answer = await app.push_screen_wait(ChooseScreen(error.headline, choices))
        if answer == "elsewhere" and error.whole is not None:
            await app.push_screen_wait(CopyElsewhereScreen(error.whole, encrypted=encrypted))
        elif answer == "again":
            try:
                await app.save(*changes, label=label)
            except NotSaved as again:
                error = again
            except Unfit as unfit:
                app.tell(str(unfit), problem=True)
                return
            else:
                app.tell(f"Saved: {label}.")
                return
        else:
            app.tell(f"Not saved: {label}.", problem=True)
            return
