"""The top line: where you are, and whether the people are made up. Never a client's name."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click, Resize
from textual.widgets import Static

from ipstui.actions import ACTIONS, NO_KEYS, key_name

PLACES = [(name, action) for name in ("review", "clients", "employers", "diary", "reports")
          for action in ACTIONS if action.id == f"go('{name}')"]  # fmt: skip
_NAME = " ipstui "


class TopLine(Static):
    """One line with the places of the program, the present one marked, and the mark on the right."""

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, place: str, mark: str = "") -> None:
        super().__init__()
        self._place = place
        self._mark = mark
        self._keys = NO_KEYS
        self._spans: list[tuple[int, int, str]] = []
        """The first cell of each place, the cell after its last, and its name."""

    def on_mount(self) -> None:
        """Draw anew when keys were changed."""
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _: object) -> None:
        if self._keys is not getattr(self.app, "keys", NO_KEYS):
            self.update(self._line(self.size.width), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Put the mark at the right end."""
        self.update(self._line(event.size.width), layout=False)

    def _line(self, width: int) -> Content:
        """Where the mark would have no room, the places stand closer; no place is cut.

        In a narrower window the program's name goes, then the words of the places one is not at.
        """
        self._keys = getattr(self.app, "keys", NO_KEYS)
        texts = [f" {key_name(action, self._keys)} {action.label} " for _, action in PLACES]
        if len(_NAME) + sum(map(len, texts)) + len(self._mark) + 1 >= width:
            texts = [f"{text.strip()} " for text in texts]
        ours = _NAME if len(_NAME) + sum(map(len, texts)) <= width else " "
        if len(ours) + sum(map(len, texts)) > width:
            texts = [text if place == self._place else f"{key_name(action, self._keys)} "
                     for (place, action), text in zip(PLACES, texts, strict=True)]  # fmt: skip
        parts: list[tuple[str, str]] = [(ours, "bold")]
        column, self._spans = len(ours), []
        for (name, _), text in zip(PLACES, texts, strict=True):
            parts.append((text, "bold reverse" if name == self._place else "$text-muted"))
            self._spans.append((column, column + len(text), name))
            column += len(text)
        gap = width - column - len(self._mark) - 1
        if self._mark and gap > 0:
            parts += [(" " * gap, ""), (f"{self._mark} ", "bold $accent")]
        return Content.assemble(*parts)

    def on_click(self, event: Click) -> None:
        """Go to the place that was clicked on, once this is over: going takes away the screen with this line on it."""
        event.stop()
        for first, last, name in self._spans:
            if first <= event.x < last:
                self.app.call_later(self.app.run_action, f"go('{name}')")
