"""The line that is typed for the day of release: what it is about, and the lines that were typed and left."""

from __future__ import annotations

from textual.widgets import Input

from ipstui.casework.release_day.sheet import ABOUT

EXAMPLE = "What it is  11:00 or 9-17 or by 16:00  30m  +25 the way  +5 from bank  should  "
EXAMPLE += "@ place  with  tel  along  bring  else"


class TypedLine(Input):
    """One line for whatever is typed. What was typed and left is there again when it is typed anew."""

    def __init__(self, *, id: str) -> None:
        super().__init__(
            id=id, compact=True, placeholder="Enter on a line types it; a adds one", select_on_focus=False
        )  # fmt: skip
        self.about = ""
        """The name of a fact of the day, or the id of an item; nothing while no line is typed."""
        self.half: dict[str, str] = {}
        """Lines that were typed and left, by what they are about."""

    @property
    def unsaid(self) -> dict[str, str]:
        """Every line that is typed and not taken, by what it is about: the one under way is among them."""
        return self.half | ({self.about: self.value} if self.about else {})

    def begin(self, name: str, text: str) -> None:
        """Type a line that says `text` so far, or what was typed of it and left."""
        self.about = name
        self.value = self.half.pop(name, text)
        self.placeholder = ABOUT.get(name, EXAMPLE)
        self.cursor_position = len(self.value)
        self.focus()

    def put_by(self, text: str) -> None:
        """Keep what is typed for another time, where it is not what the line says already."""
        if self.about and self.value.strip() and self.value != text:
            self.half[self.about] = self.value

    def end(self) -> None:
        """Type nothing any more."""
        self.about = self.value = ""
