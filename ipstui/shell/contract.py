"""What screens, dialogs and flows may ask of the app around them; they know this, and never the app itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal

from ipstui.actions import Keys
from ipstui.desk import Desk
from ipstui.store.caseload import Batch, Change
from ipstui.store.errors import NotSaved

T = TypeVar("T")
Drafts = dict[str, dict[str, str]]
"""What was typed into a form and left, by form and person: it is there when the form opens again."""


class Asker(Protocol):
    """Asks and tells: the program, and the gate before it."""

    def tell(self, text: str, *, problem: bool = False) -> None:
        """Say something for a moment, as plain text."""

    async def push_screen_wait(self, screen: Screen[T]) -> T:
        """Show a question, and return what it is dismissed with; in a worker only."""


class Shell(Asker, Protocol):
    """The program around every screen."""

    desk: Desk
    changed: Signal[Batch | None]
    """Published when something was saved; None when everything is to be read anew."""
    drafts: Drafts
    keys: Keys
    """Keys chosen in place of the standard ones."""

    def wear(self, theme: str) -> None:
        """Take a look by its name; the usual one for a name that is none."""

    async def save(self, *changes: Change, label: str) -> Batch:
        """Check and save a batch, and tell every screen. Raises Unfit and NotSaved; either way nothing has changed."""

    async def off_thread(self, change: Callable[..., T], *args: Any, **how: Any) -> T:
        """Run what reads or changes the case file in a thread, one at a time. Raises NotSaved, and what it raises."""

    def try_again(self, error: NotSaved, *changes: Change, label: str) -> object:
        """Ask what to do about changes that were not saved and have no form in which they wait."""

    def open_client(self, client: str) -> None:
        """Show one client's screen."""

    async def action_go(self, place: str) -> None:
        """Show a place of the app ("review", "clients" …), and nothing above it."""

    def action_lock(self) -> None:
        """Lock at once."""

    def unsaved(self) -> str:
        """What was typed into a form and left there, in a sentence; "" where everything is saved."""

    def act(self, action: str) -> None:
        """Do what a row of the table of actions says, once what is under way has ended."""


Flow = Callable[[Shell], Awaitable[None]]
"""Something a person does that asks several questions in turn."""


def shell_of(node: DOMNode) -> Shell:
    """Return the app a screen was opened in: screens of the program are opened by the program alone."""
    return cast(Shell, node.app)


def begin(
    node: DOMNode,
    work: Callable[..., Coroutine[Any, Any, object]],
    *args: Any,
    group: str = "default",
    exit_on_error: bool = True,
) -> None:
    """Have `work(*args)` run in a worker of the node, which ends with it.

    Given what to call: a coroutine made for a worker that the end of the program overtakes would never be awaited.
    """
    node.run_worker(partial(work, *args), group=group, exit_on_error=exit_on_error)  # type: ignore[arg-type] # of any result
