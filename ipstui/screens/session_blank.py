"""A blank screen, at once, for when somebody comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from ipstui.app import IpsApp


class BlankScreen(ModalScreen[None]):
    """Nothing at all, until a key asks how to come back: the passphrase where there is one, Enter where not."""

    CSS_PATH = "session.tcss"
    PRIVATE = True

    def __init__(self) -> None:
        super().__init__()
        self._asked = False
        self._locking = False

    @property
    def ips(self) -> IpsApp:
        """The app, typed."""
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        """One empty line, for the question."""
        yield Static("", id="blank")

    async def on_key(self, event: events.Key) -> None:
        """Any key asks; no key does anything else here."""
        event.stop()
        event.prevent_default()
        if lock := self._lock():
            self._locking = True
            await self.ips.run_action(lock)
        elif self._asked and event.key == "enter":
            self.dismiss()
        else:
            self._asked = True
            self.query_one("#blank", Static).update("Enter goes on.")

    def _lock(self) -> str:
        """The name of the app's own lock, where the case file has a passphrase."""
        sealed = self.ips.desk.caseload.storage.encrypted
        return "lock" if sealed and hasattr(self.ips, "action_lock") else ""

    def on_screen_resume(self) -> None:
        """Unlocked: go on where it was."""
        if self._locking:
            self.dismiss()
