"""A program in a pseudo-terminal, and when what it drew was there. Linux and macOS only."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pyte

QUIET = 0.5  # seconds without output after which a screen counts as finished
ROOT = Path(__file__).parents[2]


class Terminal:
    """Starts a program and reads what it draws. All times are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], *, columns: int = 120, rows: int = 40, home: Path) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        # An installed program has its bytecode: the first, unmeasured, run writes it here.
        ours = ("NO_COLOR", "COLORTERM", "PYTHONDONTWRITEBYTECODE")
        env = {key: value for key, value in os.environ.items() if key not in ours}
        env |= {"HOME": str(home), "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        self.started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            # The window has its size before the program asks for it.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvpe(command[0], list(command), env)

    @property
    def lines(self) -> list[str]:
        """What the terminal shows."""
        return [line.rstrip() for line in self._screen.display]

    def finished(self, *, quiet: float = QUIET, longest: float = 60) -> float:
        """Wait until nothing has been drawn for `quiet` seconds; return when the last change of the text was.

        That is the moment the first complete frame was there: nothing legible changed after it.
        """
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            changed, before = 0.0, self.lines
            # Reading comes first and the emulator after: it is slower than the program it watches.
            for moment, chunk in self._read(quiet, longest):
                self._stream.feed(chunk)
                if self.lines != before:
                    changed, before = moment, self.lines
            if changed and any(before):
                return changed
        raise SystemExit("\n".join(["The program ended, or drew nothing:", *self.lines]))

    def _read(self, quiet: float, longest: float) -> list[tuple[float, bytes]]:
        """What comes until `quiet` seconds pass without anything, each piece with its moment."""
        found: list[tuple[float, bytes]] = []
        end = time.perf_counter() + longest
        while time.perf_counter() < end and select.select([self._fd], [], [], quiet)[0]:
            try:
                chunk = os.read(self._fd, 1 << 16)
            except OSError:
                break
            if not chunk:
                break
            found.append((time.perf_counter(), chunk))
        return found

    def press(self, keys: str, *, quiet: float = 0.15) -> float:
        """Type `keys`, and return the seconds until the last of what that changed was drawn."""
        began = time.perf_counter()
        os.write(self._fd, keys.encode())
        while not (found := self._read(quiet, 10)):
            if time.perf_counter() - began > 2:
                raise SystemExit(f"Nothing was drawn for {keys!r}")
        for _, chunk in found:
            self._stream.feed(chunk)
        return found[-1][0] - began

    def until(self, keys: str, shows: str, *, longest: float = 10) -> float:
        """Type `keys`, and return the seconds until the screen shows a text."""
        began = time.perf_counter()
        os.write(self._fd, keys.encode())
        while time.perf_counter() - began < longest:
            if not select.select([self._fd], [], [], 0.5)[0]:
                continue
            chunk = os.read(self._fd, 1 << 16)
            there = time.perf_counter()
            self._stream.feed(chunk)
            if shows.casefold() in "\n".join(self.lines).casefold():
                return there - began
        raise SystemExit("\n".join([f"{shows!r} was not shown:", *self.lines]))

    @property
    def worked(self) -> float:
        """Seconds of the processor that the program took so far; nought where the machine does not say (Linux does)."""
        told = Path(f"/proc/{self._pid}/schedstat")
        return int(told.read_text("ascii").split()[0]) / 1e9 if told.exists() else 0.0

    def sent(self, keys: str, *, quiet: float = 0.3) -> bytes:
        """Type `keys`, and return what the program sends for it."""
        os.write(self._fd, keys.encode())
        drawn = b"".join(chunk for _, chunk in self._read(quiet, 10))
        self._stream.feed(drawn)
        return drawn

    def close(self) -> None:
        """End the program, if it has not ended."""
        os.write(self._fd, b"\x11")
        end = time.perf_counter() + 3
        while time.perf_counter() < end:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                break
            if select.select([self._fd], [], [], 0.05)[0]:
                try:
                    os.read(self._fd, 1 << 16)
                except OSError:
                    time.sleep(0.01)
        else:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)


def python(*args: str) -> list[str]:
    """A command for the interpreter that runs the measurement."""
    return [sys.executable, *args]
