"""Choosing other keys: a list of every act with its key, then the key itself is pressed."""

from __future__ import annotations

from pathlib import Path

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.actions import ACTIONS, Action, Keys, clash, key_name, may_change, other_keys, shown_key, where
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.modal import Modal
from ipstui.shell.contract import Shell
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

ALL = "all"
_BACK = "backspace"


async def choose_keys(shell: Shell) -> None:
    """Ask which act and which key, until the person leaves the list."""
    while (row := await shell.push_screen_wait(ChooseScreen("Keys: which one?", _rows(shell.keys), search=True))) != "":
        if row == ALL:
            await _save(shell, {}, "all keys as they were")
            continue
        action = next(each for each in ACTIONS if each.slot == row)
        pressed = await shell.push_screen_wait(PressScreen(action, shell.keys))
        others = {slot: key for slot, key in shell.keys.items() if slot != row}
        if pressed == _BACK:
            if row not in shell.keys:
                shell.tell(f"“{action.label}” has its own key already: {key_name(action)}.")
            elif problem := next(filter(None, (clash(action, key, others) for key in action.keys.split(","))), ""):
                shell.tell(problem, problem=True)
            else:
                await _save(shell, others, f"{action.label} is {key_name(action)} again")
        elif pressed:
            await _save(shell, {**others, row: pressed}, f"{action.label} is {shown_key(pressed)} now")


def _rows(keys: Keys) -> list[tuple[str, str] | str]:
    rows: list[tuple[str, str] | str] = [(ALL, "All keys as they were")] if keys else []
    for action in filter(may_change, ACTIONS):
        own = f"; it was {key_name(action)}" if action.slot in keys else ""
        also = f", {other_keys(action, keys)}" if other_keys(action, keys) else ""
        rows.append((action.slot, f"{action.label}  ({key_name(action, keys)}{also}{own}) · {where(action)}"))
    return rows


async def _save(shell: Shell, keys: Keys, done: str) -> None:
    before = shell.desk.caseload.settings
    await shell.save(msgspec.structs.replace(before, keys=dict(keys)), label=f"key changed: {done}")
    shell.tell(f"{done[:1].upper()}{done[1:]}. Footer and help show it.")


class PressScreen(Modal[str]):
    """Dismissed with the key that was pressed, "backspace" for the one it had, "" when left."""

    CSS_PATH = str(Path(__file__).parents[1] / "ask.tcss")

    def __init__(self, action: Action, keys: Keys) -> None:
        super().__init__()
        self._action, self._keys = action, keys

    def compose(self) -> ComposeResult:
        """What is asked."""
        with Vertical(classes="dialog"):
            yield Label(Content(f"A key for “{self._action.label}”, now {key_name(self._action, self._keys)}"),
                        classes="title")  # fmt: skip
            yield Label(Content(self._action.help), classes="told")
            yield Problem()
            yield KeyHints(f"Press the key · Backspace: {key_name(self._action)}, as it was · Esc: leave it")

    def on_key(self, event: events.Key) -> None:
        """Take the key, unless it is taken."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss("")
        elif event.key == _BACK:
            self.dismiss(_BACK)
        elif problem := clash(self._action, event.key, self._keys):
            self.query_one(Problem).say(problem)
        else:
            self.dismiss(event.key)
