"""Bytes that one cursor move sends to the terminal, on the review at 120 by 40: `python -m tests.bench.cursor`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.terminal import Terminal, python

MOVES = 10


def bytes_a_move(home: Path) -> list[int]:
    """Press down so many times, and return what each sent."""
    terminal = Terminal(python("-m", "ipstui", "demo", "--today", "2026-11-25"), home=home)
    try:
        terminal.finished(quiet=1.5)
        return [len(terminal.sent("\x1b[B")) for _ in range(MOVES)]
    finally:
        terminal.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        found = bytes_a_move(Path(temporary))
        print(f"bytes a cursor move: {sorted(found)[len(found) // 2]:,} (median), {max(found):,} at most")
