"""What every screen of ours has in common, be it a whole one or a question over one: it leaves itself, and once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

T = TypeVar("T")


class Own(Screen[T]):
    """The framework takes away whatever is on top when a screen is left; and another one may have come up over it.

    Among the bases it stands after a class of the framework's: looks are inherited from the first of them.
    """

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave this screen wherever it is; left already, nothing more happens."""
        if self.app.screen is self:
            return super().dismiss(result)
        stack = next((each for each in self.app._screen_stacks.values() if self in each), None)
        if stack is None:
            return AwaitComplete()
        if self._result_callbacks:
            self._result_callbacks[-1](result)
        stack.remove(self)
        self._pop_result_callback()
        return AwaitComplete(self.app._replace_screen(self)).call_next(self.app)
