"""The keys that matter on a screen, on its last line: the table of actions as a hint, and clickable.

Textual's own footer makes a widget for each key and makes them all anew whenever the focus moves, which is a
tenth of the time to the first frame; this draws one line.
"""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class Hints(Static):
    """One line of keys and what they do, of the bindings that are to be shown."""

    DEFAULT_CSS = """
    Hints { dock: bottom; height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, str]] = []
        """The first cell of each hint, the cell after its last, and its key."""

    def on_mount(self) -> None:
        """Draw whenever the bindings that hold change."""
        self.screen.bindings_updated_signal.subscribe(self, self._draw)

    def _draw(self, screen: Screen[object]) -> None:
        if screen is not self.screen:
            return
        parts: list[tuple[str, str]] = []
        spans, column, shown = [], 0, set()
        for _, binding, enabled, _ in screen.active_bindings.values():
            if not binding.show or binding.action in shown:
                continue
            shown.add(binding.action)
            key = self.app.get_key_display(binding)
            parts += [
                (f" {key}", "bold $footer-key-foreground" if enabled else "$text-muted"),
                (f" {binding.description} ", "" if enabled else "$text-muted"),
            ]
            width = len(key) + len(binding.description) + 3
            spans.append((column, column + width, binding.key))
            column += width
        if spans != self._spans:
            self._spans = spans
            self.update(Content.assemble(*parts), layout=False)

    @property
    def keys(self) -> list[str]:
        """The keys hinted at, in order."""
        return [key for _, _, key in self._spans]

    @property
    def cells(self) -> int:
        """How many cells the hints take."""
        return self._spans[-1][1] if self._spans else 0

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked on."""
        event.stop()
        for first, last, key in self._spans:
            if first <= event.x < last:
                self.app.simulate_key(key)
