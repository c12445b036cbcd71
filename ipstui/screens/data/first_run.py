"""The first passphrase and the printed recovery code; also a new passphrase, and a new code, later on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from ipstui.screens.ask import AskScreen
from ipstui.screens.asking import Asking
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.secret import SecretLine
from ipstui.shell.contract import Asker
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

if TYPE_CHECKING:
    from ipstui.store.vault import Vault

WHY = (
    "Your case file is encrypted with a passphrase that only you know. Four or more unrelated words are easy to "
    "remember and hard to guess. Nobody can look it up for you."
)
PLAIN = (
    "Without encryption anyone who can use this computer, or who gets hold of the file or of a copy, can read "
    "everything about everyone in it. Begin without encryption?"
)


class NewPassphraseScreen(Asking[str]):
    """Dismissed with the passphrase, PLAIN_CHOSEN where that may be chosen, or "" when left."""

    PLAIN_CHOSEN = "\0plain"
    CSS_PATH = [AskScreen.CSS_PATH, "unlock.tcss"]
    BINDINGS = [
        Binding("escape,ctrl+q", "dismiss('')", "Leave", show=False),
        Binding("f9", "plain", "Without encryption", show=False),
    ]
    AUTO_FOCUS = "#first"
    EXPLAINED = WHY

    def __init__(self, title: str, told: str = WHY, *, may_be_plain: bool = False) -> None:
        super().__init__()
        self._title, self._told, self._may_be_plain = title, told, may_be_plain
        self._warned = ""

    def compose(self) -> ComposeResult:
        """The reason, the two lines, the advice."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            yield Label(Content(self._told), classes="told")
            yield SecretLine("new passphrase", id="first")
            yield SecretLine("the same again", id="second")
            yield Label("", classes="advice")
            yield Problem()
            plain = " · F9: without encryption" if self._may_be_plain else ""
            yield KeyHints(f"Enter: go on · F1: help · Esc: close{plain}")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Advise while it is typed."""
        from ipstui.store.vault import strength

        if event.input.id == "first":
            self.query_one(".advice", Label).update(Content(strength(event.value) if event.value else ""))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on, when both are the same; a weak one wants a second Enter."""
        event.stop()
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        if event.input is first or not second.value:
            second.focus()
            return
        from ipstui.store.errors import UnfitPassphrase
        from ipstui.store.vault import check_fit, strength

        problem = self.query_one(Problem)
        try:
            check_fit(first.value)
        except UnfitPassphrase as unfit:
            problem.say(str(unfit))
            return
        if first.value != second.value:
            second.value = ""
            problem.say("The two are not the same. Type the second again.")
        elif (advice := strength(first.value)) and self._warned != first.value:
            self._warned = first.value
            problem.say(f"{advice} Enter once more uses it all the same.")
        else:
            self.dismiss(first.value)

    async def action_plain(self) -> None:
        """The explicit choice of a file in clear."""
        if self._may_be_plain:
            no = ("no", "No: choose a passphrase")
            yes = ("yes", "Yes, without encryption; the choice is noted in the file")

            def chosen(answer: str | None) -> None:
                if answer == "yes":
                    self.dismiss(self.PLAIN_CHOSEN)

            await self.app.push_screen(ChooseScreen(PLAIN, [no, yes]), chosen)


class CodeScreen(Asking[bool]):
    """Shows the recovery code once; dismissed with True when it was typed back, False when left."""

    CSS_PATH = [AskScreen.CSS_PATH, "unlock.tcss"]
    BINDINGS = [Binding("escape,ctrl+q", "dismiss(False)", "Leave", show=False)]
    AUTO_FOCUS = "Input"
    EXPLAINED = (
        "Copy the code onto paper, then type it back from the paper. Dashes, spaces and small letters do not matter. "
        "Keep the paper away from this computer: code or passphrase opens the file, and nothing else does."
    )

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def compose(self) -> ComposeResult:
        """The code, and the line to type it back."""
        with Vertical(classes="dialog"):
            yield Label("Your recovery code", classes="title")
            yield Label(
                "It opens the file when the passphrase is forgotten. Write it down or print it, and keep it away "
                "from this computer. It is shown this once.",
                classes="told",
            )
            yield Label(Content(self._code), classes="code")
            wanted = "type the code back, to be sure that it is written down"
            yield Input(placeholder=wanted, compact=True, classes="answer")
            yield Problem()
            yield KeyHints("Enter: go on · F1: help · Esc: close, and nothing is changed")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Compare."""
        from ipstui.store.vault import same_code

        event.stop()
        if same_code(event.value, self._code):
            self.dismiss(True)
            return
        told = "That is not the code. Look again: dashes, spaces and small letters do not matter."
        self.query_one(Problem).say(told)


async def choose_vault(
    app: Asker, title: str, told: str = WHY, *, may_be_plain: bool = False
) -> Vault | Literal["plain"] | None:
    """Ask for a passphrase and show the code, in a worker: the new vault, "plain" by choice, None when left."""
    from ipstui.store.vault import Vault

    typed = await app.push_screen_wait(NewPassphraseScreen(title, told, may_be_plain=may_be_plain))
    if typed == NewPassphraseScreen.PLAIN_CHOSEN:
        return "plain"
    if not typed:
        return None
    vault, code = await asyncio.to_thread(Vault.create, typed)
    return vault if await app.push_screen_wait(CodeScreen(code)) else None
