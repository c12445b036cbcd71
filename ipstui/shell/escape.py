"""Escape with a key right after it is Escape and that key.

Terminals send Escape as the first byte of arrows and function keys, so a lone one is only known by what follows. Where
that is a letter typed at once, the framework takes both for one key held with Alt, or writes a ^ into the form; nothing
here is bound to Alt.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from textual._xterm_parser import XTermParser
from textual.message import Message

_ESC = "\x1b"
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_INTRODUCES = frozenset("[O]P_^X\x1bfb")
"""What begins a sequence after Escape; f and b are the steps by a word that a Mac sends."""


class EscapeParser(XTermParser):
    """Reads what the terminal sends."""

    _after_escape = _pasting = False
    _last = ""

    def feed(self, data: str) -> Iterator[Message]:
        """Read what came, as messages; see `textual._parser.Parser.feed`."""
        start = 0
        for at, letter in enumerate(data):
            if self._after_escape and letter not in _INTRODUCES and not self._pasting:
                if start < at:
                    yield from super().feed(data[start:at])
                yield from self._lone()
                start = at
            self._after_escape = letter == _ESC
            self._last = (self._last + letter)[-len(_PASTE) :]
            if self._last in (_PASTE, _PASTED):
                self._pasting = self._last == _PASTE
        if start < len(data) or not data:
            yield from super().feed(data[start:])

    def _lone(self) -> Iterator[Message]:
        """Have the Escape read so far be one by itself, as when nothing follows it for a while."""
        if self._timeout_time is not None:
            self._timeout_time = 0
            yield from self.tick()


def install() -> None:
    """Have the drivers read with it."""
    for name in ("linux_driver", "win32", "linux_inline_driver"):
        module = sys.modules.get(f"textual.drivers.{name}")
        if module is not None:
            module.XTermParser = EscapeParser  # type: ignore[attr-defined]
