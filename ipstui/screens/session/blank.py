"""A blank screen, at once, for when somebody comes in."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from ipstui.screens.own import Own
from ipstui.shell.contract import shell_of


class BlankScreen(ModalScreen[None], Own[None]):
    """Nothing at all, until a key asks how to come back: the passphrase where there is one, Enter where not."""

    CSS_PATH = "session.tcss"
    PRIVATE = True
    HIDES = True

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._asked = False

    def compose(self) -> ComposeResult:
        """One empty line, for the question."""
        yield Static("", id="blank")

    async def on_key(self, event: events.Key) -> None:
        """Any key asks; no key does anything else here."""
        event.stop()
        event.prevent_default()
        shell = shell_of(self)
        if shell.desk.caseload.encrypted:
            shell.action_lock()  # which leads back to the session
        elif self._asked and event.key == "enter":
            self.dismiss()
        else:
            self._asked = True
            self.query_one("#blank", Static).update("Enter goes on.")
