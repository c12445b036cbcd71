"""A terminal that is gone: the program ends, whatever of the framework waits for it."""

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="closing a terminal is tried on a pseudo-terminal")
pytestmark = pytest.mark.posix("closing a terminal is tried on a pseudo-terminal")

PROGRAM = """
import sys
from pathlib import Path
from textual.drivers import _writer_thread as driver
from ipstui.__main__ import main
from ipstui.shell import ending

ending._BY_FORCE = 0.5
gone, begun = Path(sys.argv[1]), driver.WriterThread.run

def run(self):  # as the thread that was writing at the moment its terminal went
    write = self._file.write
    def until_gone(text):
        if gone.exists():
            raise SystemExit
        return write(text)
    self._file.write = until_gone
    begun(self)

driver.WriterThread.run = run
driver.MAX_QUEUED_WRITES = 1  # full at once
sys.argv = ["ipstui", "demo"]
main()
"""


def test_a_writer_that_died_with_its_terminal_keeps_nobody_waiting(tmp_path):
    gone = tmp_path / "gone"
    pid, terminal = pty.fork()
    if pid == 0:
        env = os.environ | {
            "HOME": str(tmp_path),
            "TERM": "xterm-256color",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        os.execve(sys.executable, [sys.executable, "-c", PROGRAM, str(gone)], env)
    _read_until(terminal, b"MADE-UP")
    gone.touch()
    os.kill(pid, signal.SIGHUP)
    os.close(terminal)
    end = time.monotonic() + 30
    while time.monotonic() < end and not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        time.sleep(0.05)
    if not ended[0]:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert ended[0] == pid


def _read_until(terminal, sign):
    seen, end = b"", time.monotonic() + 60
    while sign not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 1)[0]:
            with contextlib.suppress(OSError):
                seen += os.read(terminal, 1 << 16)
    assert sign in seen
