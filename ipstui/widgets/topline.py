"""The top line: where you are, and whether the people are made up. Never a client's name."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click, Resize
from textual.widgets import Static

PLACES = (("review", "Review", "F3"), ("clients", "Clients", "F4"), ("employers", "Employers", "F5"))


class TopLine(Static):
    """One line with the places of the program, the present one marked, and the mark on the right."""

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel; color: $foreground; }
    """

    def __init__(self, place: str, mark: str = "") -> None:
        super().__init__()
        self._place = place
        self._mark = mark

    def on_resize(self, event: Resize) -> None:
        """Put the mark at the right end."""
        self.update(self._line(event.size.width), layout=False)

    async def on_click(self, event: Click) -> None:
        """Go to the place that was clicked on."""
        column = len(" ipstui ")
        for name, title, key in PLACES:
            width = len(f" {key} {title} ")
            if column <= event.x < column + width:
                await self.app.run_action(f"go('{name}')")
            column += width

    def _line(self, width: int) -> Content:
        parts: list[tuple[str, str]] = [(" ipstui ", "bold")]
        for name, title, key in PLACES:
            here = name == self._place
            parts.append((f" {key} {title} ", "bold reverse" if here else "$text-muted"))
        gap = width - sum(len(text) for text, _ in parts) - len(self._mark) - 1
        if self._mark and gap > 0:
            parts += [(" " * gap, ""), (f"{self._mark} ", "bold $accent")]
        return Content.assemble(*parts)
