"""A list to pick from: a letter finds, the words of the trade too; Enter saves the form while the list is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Select
from textual.widgets._select import SelectCurrent, SelectOverlay

from ipstui.casework.spelling import fold

_PAUSE = 1.0
"""Seconds after which a letter begins another word."""


def find(typed: str, among: Sequence[tuple[str, str]], after: int = -1) -> int | None:
    """Return which of (label, other words) the letters mean; None for none.

    A label that begins with them comes first, then one with a word that does, then one that is called so in the
    trade. Of several alike, the first past `after`: the same letter again goes on to the next.
    """
    sought = fold(typed)
    if not sought:
        return None
    for fits in (_begins, _has_word, _is_called):
        found = [at for at, (label, words) in enumerate(among) if fits(sought, fold(label), fold(words))]
        if found:
            return next((at for at in found if at > after), found[0])
    return None


def _begins(sought: str, label: str, _: str) -> bool:
    return label.startswith(sought)


def _has_word(sought: str, label: str, _: str) -> bool:
    return f" {sought}" in f" {label}"


def _is_called(sought: str, _: str, words: str) -> bool:
    return f" {sought}" in f" {words}"


class _Overlay(SelectOverlay):
    """The open list, with the same search as the closed one."""

    def __init__(self, among: Sequence[tuple[str, str]]) -> None:
        super().__init__(type_to_search=True)
        self._among = among

    def _find_search_match(self, query: str) -> int | None:
        return find(query, self._among)


class PickList(Select[str]):
    """A list of (value, label) pairs. `called` gives, by value, the other words that find it.

    Space and Down open it. A letter picks at once, without opening: one key where the list is known by heart. A list
    that `jumps` hands the cursor to the next field with that letter.
    """

    BINDINGS = [
        Binding("enter", "submit", "Save", show=False),
        Binding("down,space,up", "show_overlay", "Show the list", show=False),
    ]

    class Submitted(Message):
        """Enter was pressed on the closed list."""

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]],
        value: str,
        *,
        blank: bool,
        called: Mapping[str, str],
        prompt: str,
        jumps: bool = False,
    ) -> None:
        values = [each for each, _ in pairs]
        self._among = [(label, called.get(each, "")) for each, label in pairs]
        self._blanks = int(blank)
        self._typed = ""
        self._forget: Timer | None = None
        super().__init__(
            [(Content(label), each) for each, label in pairs],
            value=value if value in values else Select.NULL, allow_blank=blank, prompt=prompt, compact=True,
        )  # fmt: skip
        self._values = values
        self._jumps = jumps

    def compose(self) -> ComposeResult:
        """As any list, with the search of this one."""
        yield SelectCurrent(str(self.prompt))
        yield _Overlay([*[("", "")] * self._blanks, *self._among]).data_bind(compact=Select.compact)

    def _forward_event(self, event: events.Event) -> None:
        """Pick and hand the cursor on in one step: a key typed after this one is for the next field already."""
        if self._jumps and isinstance(event, events.Key) and not self.expanded:
            found = find(event.character or "", self._among) if event.is_printable else None
            if found is not None:
                self.value = self._values[found]
                self.screen.focus_next()
                return
        super()._forward_event(event)

    def on_key(self, event: events.Key) -> None:
        """Pick what begins with the letters typed."""
        if self.expanded or event.character is None or not event.is_printable or event.character == " ":
            return
        event.stop()
        event.prevent_default()
        at = self._values.index(str(self.value)) if not self.is_blank() else -1
        longer = find(self._typed + event.character, self._among)
        found = longer if self._typed else None
        self._typed = self._typed + event.character if found is not None else event.character
        found = found if found is not None else find(event.character, self._among, after=at)
        if self._forget is not None:
            self._forget.stop()
        self._forget = self.set_timer(_PAUSE, self._begin_anew)
        if found is not None:
            self.value = self._values[found]

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Letters are for the list."""
        return character is not None and character.isprintable()

    def _begin_anew(self) -> None:
        self._typed = ""

    def action_submit(self) -> None:
        """Say that the form is filled in."""
        self.post_message(self.Submitted())
