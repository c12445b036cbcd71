"""A model of what a power cut leaves on a disk, fed by a record of the file operations a store really made.

What was flushed is there. Of everything else any part may be: each unflushed name, in any combination, and each
unflushed file empty, whole, cut in half, or as long as it should be but full of zeros.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path, PurePath

from tests.machine import OwnDisk

Names = dict[str, int]
MANY = 8  # beyond this many changes of names only those up to some moment are kept, not every combination


class Platter:
    """Names and bytes, as the programs see them and as they are safe on the medium.

    A name is a path below the folder of the case file: what was flushed in one folder is not flushed in another.
    """

    def __init__(self) -> None:
        self.names: Names = {}
        self.safe_names: Names = {}
        self.pending: list[tuple[str, int | None]] = []  # changes of names since their folder was flushed
        self.bytes: list[bytes] = []
        self.safe_bytes: list[bytes] = []

    def existing(self, name: str, data: bytes) -> None:
        self.bytes.append(data)
        self.safe_bytes.append(data)
        self.names[name] = self.safe_names[name] = len(self.bytes) - 1

    def create(self, name: str) -> int:
        self.bytes.append(b"")
        self.safe_bytes.append(b"")
        self._name(name, len(self.bytes) - 1)
        return len(self.bytes) - 1

    def link(self, name: str, other: str) -> None:
        self._name(other, self.names[name])

    def replace(self, name: str, over: str) -> None:
        file = self.names[name]
        self._name(over, file)
        self._name(name, None)

    def unlink(self, name: str) -> None:
        self._name(name, None)

    def write(self, file: int, data: bytes) -> None:
        self.bytes[file] += data

    def flush(self, file: int) -> None:
        self.safe_bytes[file] = self.bytes[file]

    def flush_names(self, folder: str) -> None:
        waiting = []
        for name, file in self.pending:
            if str(PurePath(name).parent) == folder:
                _apply(self.safe_names, name, file)
            else:
                waiting.append((name, file))
        self.pending = waiting

    def _name(self, name: str, file: int | None) -> None:
        self.pending.append((name, file))
        _apply(self.names, name, file)

    def after_power_cut(self) -> Iterator[dict[str, bytes]]:
        """Every state that may be found after the power comes back: what each name holds."""
        seen = set()
        kept = chain.from_iterable(combinations(self.pending, count) for count in range(len(self.pending) + 1))
        if len(self.pending) > MANY:
            kept = iter([tuple(self.pending[:count]) for count in range(len(self.pending) + 1)])
        for changes in kept:
            names = dict(self.safe_names)
            for name, file in changes:
                _apply(names, name, file)
            for spoil in (_lost, _whole, _half, _zeros):
                folder = {name: spoil(self.safe_bytes[file], self.bytes[file]) for name, file in sorted(names.items())}
                mark = hash(tuple(folder.items()))
                if mark not in seen:
                    seen.add(mark)
                    yield folder


def _apply(names: Names, name: str, file: int | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _lost(safe: bytes, now: bytes) -> bytes:
    return safe


def _whole(safe: bytes, now: bytes) -> bytes:
    return now


def _half(safe: bytes, now: bytes) -> bytes:
    return safe if safe == now else now[: (len(safe) + len(now)) // 2]


def _zeros(safe: bytes, now: bytes) -> bytes:
    return safe + bytes(len(now) - len(safe))


class RecordingDisk(OwnDisk):
    """A real disk that lets a `Platter` follow what happens below `root`, and looks at it after every operation."""

    def __init__(self, platter: Platter, root: Path) -> None:
        super().__init__()
        self.platter, self.root = platter, root
        self.files: dict[int, int] = {}
        self.operations = 0

    def look(self) -> None:
        """Called after every operation; the test puts its check here."""

    def take_up(self) -> None:
        """What is there already is safe."""
        for file in sorted(each for each in self.root.rglob("*") if each.is_file()):
            self.platter.existing(self._at(file), file.read_bytes())

    def _at(self, path: Path) -> str:
        return os.path.relpath(path, self.root)

    def _done(self) -> None:
        self.operations += 1
        self.look()

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self.files[descriptor] = self.platter.create(self._at(path))
        self._done()
        return descriptor

    def write(self, descriptor: int, data: memoryview) -> int:
        count = super().write(descriptor, data[: max(1, (len(data) + 1) // 2)] if len(data) > 64 else data)
        self.platter.write(self.files[descriptor], bytes(data[:count]))
        self._done()
        return count

    def fsync(self, descriptor: int) -> None:
        super().fsync(descriptor)
        self.platter.flush(self.files[descriptor])
        self._done()

    def link(self, path: Path, other: Path) -> None:
        super().link(path, other)
        self.platter.link(self._at(path), self._at(other))
        self._done()

    def replace(self, path: Path, over: Path) -> None:
        super().replace(path, over)
        self.platter.replace(self._at(path), self._at(over))
        self._done()

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self.platter.unlink(self._at(path))
        self._done()

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self.platter.flush_names(self._at(folder))
        self._done()
