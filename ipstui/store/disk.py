"""The few file operations a save consists of, one method each, so that a test may fail at any of them."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ipstui.store.errors import NotACaseFile, shown

# A career's caseload is some 20 MB; what is far beyond it was not written here, and is not read into memory.
LARGEST = 512 * 1024 * 1024

# Folders cannot be flushed on some network and removable file systems; they say so with one of these.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}

# modified (ns), size in bytes, inode: enough to see that another program wrote to the file.
Stamp = tuple[int, int, int]


class UnconfirmedError(OSError):
    """The file is in place, whole, but the disk would not say that it will stay."""


class Disk:
    """POSIX file operations. Everything that touches the case file, its `.new` or its `.prev` passes here."""

    def create(self, path: Path) -> int:
        """Open a new file, mode 0600, for writing; fails if anything is there."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        return os.open(path, flags, 0o600)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of the data, and return how many bytes."""
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        """Return only when the file's bytes are on the medium (macOS needs its own, stronger call)."""
        if sys.platform == "darwin":
            import fcntl

            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
            except OSError:
                pass  # network drives know only the ordinary call
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor; an error here is an error of the write."""
        os.close(descriptor)

    def link(self, path: Path, other: Path) -> None:
        """Give the file at `path` a second name."""
        os.link(path, other)

    def replace(self, path: Path, over: Path) -> None:
        """Rename `path` over `over` in one step."""
        os.replace(path, over)

    def unlink(self, path: Path) -> None:
        """Remove one name of a file."""
        os.unlink(path)

    def sync_folder(self, folder: Path) -> None:
        """Return only when the names in `folder` are on the medium, where the file system can promise it."""
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        except OSError as problem:
            if problem.errno not in _NO_FOLDER_SYNC:
                raise
        finally:
            os.close(descriptor)

    def stamp(self, path: Path) -> Stamp:
        """What tells one state of the file from another, without reading it."""
        found = os.stat(path, follow_symlinks=False)
        return found.st_mtime_ns, found.st_size, found.st_ino


_HELD = "another program has it open; close it there, or let the sync or the scanner finish, and try again"
_WOULD_NOT = "the file could not be renamed"
_FULL, _READ_ONLY = "the disk is full", "the disk is read-only"
_WINDOWS = {
    5: f"access to it was denied, or {_HELD}", 19: _READ_ONLY, 32: _HELD, 33: _HELD, 39: _FULL, 112: _FULL,
}  # fmt: skip


class WindowsDisk(Disk):
    """The same on Windows: write-through renames, and patience with scanners that hold a file a moment."""

    # Access denied, sharing violation, lock violation
    PASSING = frozenset({5, 32, 33})
    REPLACE_EXISTING, WRITE_THROUGH = 0x1, 0x8

    def __init__(
        self,
        move: Callable[[str, str, int], int] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        patience: float = 3.0,
    ) -> None:
        """`move(old, new, flags)` returns 0 or a Windows error number; `patience` is in seconds."""
        self._move = move or _move_file_ex
        self._sleep = sleep
        self._patience = patience

    def replace(self, path: Path, over: Path) -> None:
        """Rename through MoveFileExW, because os.replace does not ask Windows to write through."""
        waited, pause = 0.0, 0.02
        while code := self._move(str(path), str(over), self.REPLACE_EXISTING | self.WRITE_THROUGH):
            if code not in self.PASSING or waited >= self._patience:
                raise OSError(errno.EACCES, f"{_WINDOWS.get(code, _WOULD_NOT)} (Windows error {code})", str(over))
            self._sleep(pause)
            waited += pause
            pause = min(pause * 2, 0.25)

    def sync_folder(self, folder: Path) -> None:
        """Nothing: the rename was written through, and Windows cannot flush a folder."""


def _move_file_ex(old: str, new: str, flags: int) -> int:
    """MoveFileExW itself; 0 on success, otherwise the Windows error number."""
    if sys.platform != "win32":
        raise OSError(errno.ENOSYS, "only Windows renames like this")
    import ctypes

    move = ctypes.WinDLL("kernel32", use_last_error=True).MoveFileExW
    move.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
    move.restype = ctypes.c_int
    return 0 if move(old, new, flags) else (ctypes.get_last_error() or 1)


def system_disk() -> Disk:
    """The disk of the machine this runs on."""
    return WindowsDisk() if sys.platform == "win32" else Disk()


def put(disk: Disk, path: Path, data: bytes) -> None:
    """Write a new file at `path` and flush it, removing first what a crash left there. Raises OSError."""
    discard(disk, path)
    descriptor = disk.create(path)
    try:
        rest = memoryview(data)
        while rest:
            written = disk.write(descriptor, rest)
            if written <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            rest = rest[written:]
        disk.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.close(descriptor)
        raise
    disk.close(descriptor)


def place(disk: Disk, path: Path, data: bytes) -> None:
    """Write `data` as `path`, whole or not at all, by way of a file that is read back first.

    Raises OSError; UnconfirmedError when it is there all the same.
    """
    new = path.with_name(path.name + ".new")
    try:
        put(disk, new, data)
        if not same(new, data):
            raise OSError(None, "what was read back does not match what was saved")
        disk.replace(new, path)
        try:
            disk.sync_folder(path.parent)
        except OSError as problem:
            raise UnconfirmedError(problem.errno, problem.strerror) from problem
    finally:
        with contextlib.suppress(OSError):
            discard(disk, new)


def same(path: Path, data: bytes) -> bool:
    """Whether the file reads as just these bytes."""
    try:
        return read_whole(path)[0] == data
    except (OSError, NotACaseFile):
        return False


def discard(disk: Disk, path: Path) -> None:
    """Remove `path` if it is there."""
    with contextlib.suppress(FileNotFoundError):
        disk.unlink(path)


def read_whole(path: Path) -> tuple[bytes, Stamp]:
    """The bytes of an ordinary file and its stamp.

    Raises NotACaseFile for what must not even be opened or read (a pipe, a folder, a link, gigabytes of
    zeros); OSErrors as they come.
    """
    _refuse_odd_kinds(path, os.lstat(path))
    # Meanwhile the name may have been given to a pipe: hence NONBLOCK, and a second look.
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        _refuse_odd_kinds(path, found)
        first = file.read(64)
        if found.st_size > 64 and not first.strip(b"\0"):
            raise NotACaseFile(path, "is full of zeros")
        if found.st_size > LARGEST:
            raise NotACaseFile(path, f"is {found.st_size / 1e9:.1f} GB, far larger than any case file")
        # One byte more than it had: enough to see that it grew, and no room taken that it does not need.
        data = first + file.read(found.st_size + 1 - len(first))
        after = os.fstat(file.fileno())
    if (found.st_mtime_ns, found.st_size) != (after.st_mtime_ns, after.st_size) or len(data) != after.st_size:
        raise OSError(errno.EBUSY, "another program is writing to it")
    return data, (found.st_mtime_ns, found.st_size, found.st_ino)


def read_found(path: Path, most: int) -> bytes:
    """The bytes of a file that was found and that nobody named, one more than `most` where it has more.

    Raises OSError, also for what is no file: a pipe would be waited for, and a device never ends.
    """
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        return file.read(most + 1)


def note_down(path: Path, data: bytes, *, lasting: bool = False) -> None:
    """Write a small file that may be lost, whole or not at all. That it stays is waited for if `lasting`.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        os.unlink(new)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        file.write(data)
        if lasting:
            file.flush()
            os.fsync(file.fileno())
    os.replace(new, path)
    if lasting:
        system_disk().sync_folder(path.parent)


def _refuse_odd_kinds(path: Path, found: os.stat_result) -> None:
    if stat.S_ISLNK(found.st_mode):
        try:
            target = f" to {shown(os.readlink(path))}"
        except OSError:
            target = ""
        # A save renames over the name: it would replace the link and leave the real file behind.
        raise NotACaseFile(path, f"is a link{target}; name the file itself")
    if stat.S_ISDIR(found.st_mode):
        raise NotACaseFile(path, "is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise NotACaseFile(path, "is a pipe or a device, not a file")


def reason(problem: OSError, *, windows: bool = sys.platform == "win32") -> str:
    """An operating system's error as a clause of a sentence.

    Windows says "denied" of a file that another program holds as well, and the C library keeps only that word.
    """
    if told := _WINDOWS.get(getattr(problem, "winerror", None) or 0):
        return told
    if windows and problem.errno == errno.EACCES and "(Windows error" not in (problem.strerror or ""):
        return _WINDOWS[5]
    known = {
        errno.ENOSPC: _FULL,
        errno.EDQUOT: "the disk quota is used up",
        errno.EROFS: _READ_ONLY,
        errno.EACCES: "access to it was denied",
        errno.EPERM: "access to it was denied",
        errno.EIO: "the disk reported an error",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ENOTDIR: "part of the path is not a folder",
        errno.ELOOP: "it is a link",
        errno.EISDIR: "a folder stands in its place",
        errno.EEXIST: "something else stands in its place",
    }
    if problem.strerror and problem.strerror.endswith(")") and "(Windows error" in problem.strerror:
        return problem.strerror
    return known.get(problem.errno or 0) or shown(problem.strerror or "the disk reported an error").lower()
