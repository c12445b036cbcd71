"""What is shown over a screen: a click beside it leaves it, as Esc does."""

from __future__ import annotations

from typing import TypeVar

from textual.events import Click
from textual.screen import ModalScreen

T = TypeVar("T")


class Modal(ModalScreen[T]):
    """Whoever has the mouse alone gets out too; what was typed into a form is kept, as with Esc."""

    def on_click(self, event: Click) -> None:
        """Leave on one click beside the box, and not on the second of two that opened it."""
        beside = not any(box.region.contains(event.screen_x, event.screen_y) for box in self.children)
        if beside and event.widget is self and event.chain == 1:  # an open list may hang over the edge of the box
            event.stop()
            self.app.call_later(self.app.simulate_key, "escape")  # a key that the screen itself sent stops here
