"""What is shown over a screen: a click beside it leaves it, as Esc does."""

from __future__ import annotations

from typing import TypeVar

from textual.binding import Binding
from textual.events import Click
from textual.screen import ModalScreen

from ipstui.screens.own import Own
from ipstui.shell.contract import Asker

T = TypeVar("T")


class Modal(ModalScreen[T], Own[T]):
    """Whoever has the mouse alone gets out too; what was typed into a form is kept, as with Esc.

    The keys of the app do not reach it, so those with which people try to get elsewhere are answered here.
    """

    BINDINGS = [
        Binding("ctrl+q", "say_how('leave')", show=False),
        Binding("ctrl+p", "say_how('find a command')", show=False),
        Binding("f12", "app.blank", show=False, id="session.blank"),
    ]
    FIRST = "Esc closes this first."

    def action_say_how(self, what: str) -> None:
        """A key that would leave what is open here is answered, and does nothing."""
        asker: Asker = self.app  # type: ignore[assignment]
        asker.tell(f"{self.FIRST} Then press it again to {what}.")

    def on_click(self, event: Click) -> None:
        """Leave on one click beside the box, and not on the second of two that opened it."""
        beside = not any(box.region.contains(event.screen_x, event.screen_y) for box in self.children)
        if beside and event.widget is self and event.chain == 1:  # an open list may hang over the edge of the box
            event.stop()
            self.app.call_later(self.app.simulate_key, "escape")  # a key that the screen itself sent stops here
