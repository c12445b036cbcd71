"""Drives a program under Wine as a person does: by its command line, by keys in a terminal. Wants what env.sh sets."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

DRIVE = Path(os.environ["WINEPREFIX"]) / "drive_c"
HOME = DRIVE / "users" / "Zoë Müller"
LONGEST = 300  # seconds for a screen to be drawn and left


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def windows(path: Path) -> str:
    """A path below drive C as Windows names it."""
    return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")


LOCAL = windows(HOME / "Local")
ENVIRONMENT = os.environ | {"LOCALAPPDATA": LOCAL, "WIN_PD_OVERRIDE_LOCAL_APPDATA": LOCAL}  # the second in their place


def begin(command: list[str], *, at: Path, env: Mapping[str, str] = ENVIRONMENT) -> subprocess.Popen[bytes]:
    """Start it in Wine from the folder `at`. Its output must be a pipe."""
    return subprocess.Popen(
        ["wine", *command],
        cwd=at, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def run(command: list[str], *, at: Path, code: int = 0, env: Mapping[str, str] = ENVIRONMENT) -> str:
    """Run in Wine from the folder `at`; what it said on both streams, and that of no mistake of its own."""
    begun = begin(command, at=at, env=env)
    said = begun.communicate(timeout=600)[0].decode("utf-8", "replace")
    if begun.returncode != code or "because of a mistake in the program" in said or "Traceback" in said:
        sys.exit(f"{' '.join(command)} ended with {begun.returncode}, not {code}:\n{said}")
    return said


def show(command: list[str], sign: str, *, at: Path) -> None:
    """Run in Wine in a terminal of 100 x 30 until it draws `sign`, then leave with Ctrl+Q. Wine's console scrambles
    what is drawn where, so only that it is drawn is asked.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        os.chdir(at)
        os.execvpe("wine", ["wine", *command], ENVIRONMENT | {"TERM": "xterm-256color"})
    drawn, left, code, end = b"", False, None, time.monotonic() + LONGEST
    while code is None and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            with contextlib.suppress(OSError):
                drawn += os.read(terminal, 1 << 16)
        if not left and sign.encode() in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", drawn):
            os.write(terminal, b"\x11")
            left = True
        ended, status = os.waitpid(pid, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if ended else None
    os.close(terminal)
    if not left or code != 0:
        if code is None:
            os.kill(pid, signal.SIGKILL)
        sys.exit(
            f"{' '.join(command)}: {'drew it, and ' if left else 'never drew it; '}ended with {code}: {drawn[-2000:]!r}"
        )


def wanted(text: str, said: str) -> None:
    """Stop where it was not said."""
    if text not in said:
        sys.exit(f"{text!r} was not said, but:\n{said}")


def state(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in the folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
