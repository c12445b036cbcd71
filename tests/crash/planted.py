"""A disk that fails, or is the last thing the process ever touches, at an operation that the test names."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.machine import OwnDisk

OPERATIONS = ("create", "write", "fsync", "close", "link", "replace", "unlink", "sync_folder", "stamp")


class Died(BaseException):
    """The process is gone: nothing tidies up after this."""


class Planted(OwnDisk):
    """Counts operations from `arm` on, and lets `fault` decide about each. It flushes nothing: no power fails here."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: set[int] = set()
        self.count: int | None = None
        self.trace: list[str] = []
        self.fault: Callable[[int], str] = lambda number: ""

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self.opened.add(descriptor)
        return descriptor

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self.opened.discard(descriptor)

    def bury(self) -> None:
        """Close what a process that died had open, as its system does; Windows keeps an open file's name till then."""
        self.count = None
        for descriptor in self.opened:
            os.close(descriptor)

    def fsync(self, descriptor: int) -> None:
        """Nothing, and quickly."""

    def sync_folder(self, folder: Path) -> None:
        """Nothing, and quickly."""

    def arm(self, fault: Callable[[int], str]) -> None:
        self.count, self.trace, self.fault = 0, [], fault

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in OPERATIONS or self.count is None:
            return found

        def operate(*arguments: Any) -> Any:
            number, self.count = self.count or 0, (self.count or 0) + 1
            self.trace.append(name)
            what = self.fault(number)
            if what == "die before":
                raise Died
            if what == "fail":
                if name == "close":
                    found(*arguments)  # one that fails lets go of the file all the same
                raise OSError(errno.EIO, "planted")
            if what == "unconfirmed" and name == "sync_folder":
                raise OSError(errno.EIO, "planted")
            if what == "full" and name in ("create", "write"):
                raise OSError(errno.ENOSPC, "planted")
            if what == "half" and name == "write":
                found(arguments[0], arguments[1][: len(arguments[1]) // 2])
                raise OSError(errno.ENOSPC, "planted")
            result = found(*arguments)
            if what == "die after":
                raise Died
            return result

        return operate
