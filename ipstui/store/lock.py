"""One process at a time: an operating-system lock that says who holds it and falls with its holder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ipstui.casework.history import local
from ipstui.store.disk import reason
from ipstui.store.errors import Busy, CannotLock, shown

# Why no library: `filelock` 4.3.1 takes the first byte, which on Windows nobody else may then read, so that the details
# of the holder need a second file; it takes a pipe in place of the lock file, and falls back to a marker that outlives
# its process; and it brings 50 modules before the first frame, where this is one. What it knows of odd file systems is
# not wanted: a folder whose files cannot be locked is refused.

# Windows locks bytes, and nobody else may read a locked one: so one far behind the holder's details it is.
_FAR = 1 << 30
_UNTOLD = 0  # Wine's C library, at a byte that somebody else has locked


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the file open, as written in the lock file."""

    pid: int
    host: str
    since: datetime

    def words(self, now: datetime) -> str:
        """The sentence part: process 812 on LAPTOP7 since 09:02, and the day when it is not today."""
        since, today = local(self.since), local(now).date()
        clock = f"{since:%H:%M}" if since.date() == today else f"{since:%a} {since.day} {since:%b} {since:%H:%M}"
        return f"process {self.pid} on {shown(self.host)[:60]} since {clock}"


class Lock:
    """Held from construction to `release()`; the system drops it if the process dies: never stale."""

    def __init__(self, path: Path, case_file: Path, now: datetime) -> None:
        """Take the lock file at `path` on behalf of `case_file`. Raises Busy or CannotLock."""
        flags = os.O_RDWR | os.O_CREAT
        for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
            flags |= getattr(os, name, 0)
        try:
            self._descriptor = os.open(path, flags, 0o600)
        except OSError as problem:
            folder = os.path.isdir(path)  # of which Windows says "denied"
            raise CannotLock(case_file, f"{shown(path)} is a folder" if folder else reason(problem)) from problem
        try:
            if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
                raise CannotLock(case_file, f"{shown(path)} is not an ordinary file")
            try:
                _take(self._descriptor)
            except OSError as problem:
                if problem.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK, _UNTOLD):
                    raise CannotLock(case_file, f"files here cannot be locked ({reason(problem)})") from problem
                raise Busy(case_file, _holder(self._descriptor, now)) from None
            self._write(Holder(pid=os.getpid(), host=_host(), since=now))
        except BaseException:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        """Let others in. The file stays, empty."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
        with contextlib.suppress(OSError):
            os.close(self._descriptor)

    def _write(self, holder: Holder) -> None:
        # The details are a courtesy; a full disk must not keep anyone from reading their cases.
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, msgspec.json.encode(holder))


def _host() -> str:
    # Not through `platform`: on Windows it may ask a service that takes seconds to answer.
    named = os.environ.get("COMPUTERNAME") if sys.platform == "win32" else os.uname().nodename
    return named or "this computer"


def _holder(descriptor: int, now: datetime) -> str:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return msgspec.json.decode(os.read(descriptor, 1000), type=Holder).words(now)
    except (OSError, ValueError, OverflowError):
        return "another process"  # it has only just begun, or the details are not readable


def _take(descriptor: int) -> None:
    """Lock without waiting; OSError with EAGAIN or EACCES when somebody else has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def utc_now() -> datetime:
    """The clock of the store, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
