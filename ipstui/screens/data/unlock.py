"""The passphrase, or the recovery code, before anything is shown; wrong ones make the next try wait."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.screens.ask import AskScreen
from ipstui.screens.asking import Asking
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.secret import SecretLine
from ipstui.shell.contract import begin
from ipstui.store import tries
from ipstui.store.errors import CostsMore, StoreError, WrongPassphrase, shown
from ipstui.store.lock import utc_now
from ipstui.store.vault import Slot
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem


class UnlockScreen(Asking[Any]):
    """Dismissed with what the attempt gives (True where that is nothing), or None when left."""

    CSS_PATH = [AskScreen.CSS_PATH, "unlock.tcss"]
    BINDINGS = [
        Binding("ctrl+q", "leave", "Leave", show=False),
        Binding("escape", "empty", "Empty the line", show=False),
    ]
    AUTO_FOCUS = "Input"
    EXPLAINED = (
        "The passphrase you chose, or the recovery code you wrote down: dashes, spaces and small letters do not matter "
        "in the code. After several wrong ones the next try has to wait. If both are lost, nobody can open the file."
    )

    def __init__(
        self, title: str, path: Path, slots: Sequence[Slot], attempt: Callable[..., Any], *, may_go_back: bool = False
    ) -> None:
        """`attempt` gets what was typed and `accept_cost`, in a thread; it raises as `Vault.unlock` does.

        Wrong ones are counted for the `slots`. Leaving ends the program, or this question when one `may_go_back`.
        """
        super().__init__()
        self._title, self._path, self._slots, self._attempt = title, path, slots, attempt
        self._may_go_back = may_go_back
        self._wrong, self._until = 0, 0.0
        self._busy = False

    def compose(self) -> ComposeResult:
        """The line for the passphrase. Nothing of the caseload."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content(shown(self._path)), classes="path")
            yield SecretLine("passphrase or recovery code")
            yield Problem()
            leaving = "Esc or ^q goes back" if self._may_go_back else "^q leaves"
            hint = f"Enter opens · the printed recovery code opens it too · {leaving}"
            yield KeyHints(hint)

    def on_mount(self) -> None:
        """Count the wait down, also one from before the program was started again."""
        self._look_for_a_wait()
        self.set_interval(0.5, self._count_down)

    async def on_input_submitted(self, event: SecretLine.Submitted) -> None:
        """Try it."""
        event.stop()
        if not self._busy and event.value and self._left() <= 0:
            await self._try(event.value)

    async def _try(self, typed: str, *, accept_cost: bool = False) -> None:
        self._busy = True
        problem = self.query_one(Problem)
        problem.say("Opening …", calm=True)
        attempt = partial(self._attempt, typed, accept_cost=accept_cost)
        try:
            opened = await asyncio.to_thread(tries.tried, self._slots, utc_now(), attempt)
        except CostsMore as dear:
            problem.say(str(dear))
            self._ask_about_the_cost(dear, typed)
        except StoreError as refusal:
            problem.say(str(refusal))
            if isinstance(refusal, WrongPassphrase | tries.TooSoon):
                self._look_for_a_wait()
        else:
            self.dismiss(True if opened is None else opened)
        finally:
            self._busy = False
            self.query_one(SecretLine).value = ""

    def _ask_about_the_cost(self, dear: CostsMore, typed: str) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                begin(self, partial(self._try, typed, accept_cost=True))

        choices = [("no", "No: leave it"), ("yes", "Try all the same; it may keep the computer busy")]
        self.app.push_screen(ChooseScreen(str(dear), choices), answered)

    def _look_for_a_wait(self) -> None:
        try:
            tries.check(self._slots, utc_now())
        except tries.TooSoon as soon:
            self._wrong, self._until = soon.count, monotonic() + soon.seconds
            self._count_down()

    def _left(self) -> float:
        return self._until - monotonic()

    def _count_down(self) -> None:
        left, field, problem = self._left(), self.query_one(SecretLine), self.query_one(Problem)
        if left > 0:
            field.disabled = True
            problem.say(
                f"{self._wrong} wrong passphrases so far. Wait {math.ceil(left)} s, or look for the printed "
                "recovery code."
            )
        elif field.disabled:
            field.disabled = False
            field.focus()
            problem.say("Try again, or type the printed recovery code.", calm=True)

    def action_empty(self) -> None:
        """Empty the line, or go back where one may."""
        if self._may_go_back:
            self.dismiss(None)
            return
        self.query_one(SecretLine).value = ""

    def action_leave(self) -> None:
        """Go back, or leave the program."""
        if self._may_go_back:
            self.dismiss(None)
        else:
            self.app.exit()
