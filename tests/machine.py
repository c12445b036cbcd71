"""The machine the tests run on: the disk that fault disks derive from, what this user may do, and its processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipstui.store.disk import system_disk

OwnDisk = type(system_disk())
SUPERUSER = getattr(os, "geteuid", lambda: 1)() == 0


def processor_seconds(program: str, *args: str | Path) -> tuple[float, subprocess.CompletedProcess[bytes]]:
    """Run Python's `program` in a process; the seconds of processor it took, start included, and what it answered.

    Not of the clock: that tells what else the machine does.
    """
    told = f"import atexit, sys, time\natexit.register(lambda: print(time.process_time(), file=sys.stderr))\n{program}"
    done = subprocess.run([sys.executable, "-c", told, *map(str, args)], capture_output=True, check=False)
    return float(done.stderr.split()[-1]), done


def carried(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be the program of the folder to carry, started from the interpreter in it."""
    folder.mkdir(exist_ok=True)
    (folder / "ipstui.cmd").write_bytes(b"")
    monkeypatch.setattr(sys, "executable", str(folder / "program" / "python.exe"))
