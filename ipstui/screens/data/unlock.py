"""The passphrase, or the recovery code, before anything is shown; wrong ones make the next try wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from ipstui.screens.ask import AskScreen
from ipstui.store.errors import StoreError, UnfitPassphrase, WrongPassphrase, shown
from ipstui.widgets.problem import Problem

FREE_TRIES = 3
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0


class UnlockScreen(ModalScreen[Any]):
    """Dismissed with what the attempt gives (True where that is nothing), or None when left."""

    CSS_PATH = [AskScreen.CSS_PATH, "unlock.tcss"]
    BINDINGS = [
        Binding("ctrl+q", "leave", "Leave", show=False),
        Binding("escape", "empty", "Empty the line", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, path: Path, attempt: Callable[[str], Any], *, may_go_back: bool = False) -> None:
        """`attempt` gets what was typed, in a thread; it raises WrongPassphrase, or a StoreError to be shown.

        Leaving ends the program, or only this question when one `may_go_back`.
        """
        super().__init__()
        self._title, self._path, self._attempt, self._may_go_back = title, path, attempt, may_go_back
        self._wrong = 0
        self._until = 0.0
        self._busy = False

    def compose(self) -> ComposeResult:
        """The line for the passphrase. Nothing of the caseload."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content(shown(self._path)), classes="path")
            yield Input(password=True, placeholder="passphrase or recovery code", compact=True, classes="answer")
            yield Problem()
            leaving = "Esc or ^q goes back" if self._may_go_back else "^q leaves"
            hint = f"Enter opens · the printed recovery code opens it too · {leaving}"
            yield Label(Content(hint), classes="hint")

    def on_mount(self) -> None:
        """Count the wait down."""
        self.set_interval(0.5, self._count_down)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try it."""
        event.stop()
        if self._busy or not event.value or self._left() > 0:
            return
        self._busy = True
        problem = self.query_one(Problem)
        problem.say("Opening …", calm=True)
        try:
            opened = await asyncio.to_thread(self._attempt, event.value)
        except WrongPassphrase as wrong:
            self._wrong += 1
            if self._wrong >= FREE_TRIES:
                wait = min(FIRST_WAIT * 2 ** (self._wrong - FREE_TRIES), LONGEST_WAIT)
                self._until = monotonic() + wait
            problem.say(str(wrong))
            self._count_down()
        except UnfitPassphrase as unfit:
            problem.say(str(unfit))
        except StoreError as refusal:
            problem.say(str(refusal))
        else:
            self.dismiss(True if opened is None else opened)
        finally:
            self._busy = False
            self.query_one(Input).value = ""

    def _left(self) -> float:
        return self._until - monotonic()

    def _count_down(self) -> None:
        left, field, problem = self._left(), self.query_one(Input), self.query_one(Problem)
        if left > 0:
            field.disabled = True
            problem.say(f"{WrongPassphrase()} Wait {int(left) + 1} s, or look for the printed recovery code.")
        elif field.disabled:
            field.disabled = False
            field.focus()
            problem.say("Try again, or type the printed recovery code.", calm=True)

    def action_empty(self) -> None:
        """Empty the line, or go back where one may."""
        if self._may_go_back:
            self.dismiss(None)
            return
        self.query_one(Input).value = ""

    def action_leave(self) -> None:
        """Go back, or leave the program."""
        if self._may_go_back:
            self.dismiss(None)
        else:
            self.app.exit()
