"""The machine the tests run on: the disk that fault disks derive from, and what this user may do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ipstui.store.disk import system_disk

OwnDisk = type(system_disk())
SUPERUSER = getattr(os, "geteuid", lambda: 1)() == 0


def carried(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this be the program of the folder to carry, started from the interpreter in it."""
    folder.mkdir(exist_ok=True)
    (folder / "ipstui.cmd").write_bytes(b"")
    monkeypatch.setattr(sys, "executable", str(folder / "program" / "python.exe"))
