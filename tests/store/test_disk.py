"""The operations of a disk, and the Windows side of a save against a fake of Windows; `.ci/windows/run` has it real."""

from __future__ import annotations

import errno
import os
import tracemalloc
from pathlib import Path

import pytest

from ipstui.store.disk import Disk, WindowsDisk, put, read_whole, reason
from ipstui.store.errors import NotACaseFile, NotSaved
from ipstui.store.storage import FileStorage
from tests.machine import OwnDisk


class FakeWindows:
    """MoveFileExW that is busy for a while."""

    def __init__(self, busy: int, code: int = 32) -> None:
        self.busy, self.code = busy, code
        self.calls: list[int] = []
        self.slept: list[float] = []

    def move(self, old: str, new: str, flags: int) -> int:
        self.calls.append(flags)
        if len(self.calls) <= self.busy:
            return self.code
        os.replace(old, new)
        return 0

    def disk(self) -> WindowsDisk:
        return WindowsDisk(self.move, self.slept.append)


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_scanner_that_holds_the_file_for_a_moment_is_waited_for(case_path: Path, code: int) -> None:
    FileStorage.create(case_path).close()
    windows = FakeWindows(busy=4, code=code)
    store = FileStorage.open(case_path, disk=windows.disk())
    store.write({"events": {"1": {"n": 1}}})
    store.close()
    assert windows.calls == [0x1 | 0x8] * 6  # replace existing, write through: the save before, then the file
    assert len(windows.slept) == 4
    assert FileStorage.open(case_path, read_only=True).read() == {"events": {"1": {"n": 1}}}


@pytest.mark.parametrize(("code", "least"), [(32, 3.0), (112, 0.0)])
def test_one_that_never_lets_go_is_not_saved(case_path: Path, code: int, least: float) -> None:
    FileStorage.create(case_path).close()
    before = case_path.read_bytes()
    windows = FakeWindows(busy=99, code=code)
    store = FileStorage.open(case_path, disk=windows.disk())
    why = "another program has it open; close it there" if code == 32 else "the disk is full"
    with pytest.raises(NotSaved, match=rf"{why}.*\(Windows error {code}\)"):
        store.write({"events": {"1": {"n": 1}}})
    assert case_path.read_bytes() == before
    assert store.read() == {}
    assert not case_path.with_name("cases.json.new").exists()
    assert 2 * least <= sum(windows.slept) < 2 * least + 1  # for the save before, and for the file itself


def test_a_short_write_is_continued_and_a_refused_one_is_an_error(tmp_path: Path) -> None:
    class Slow(OwnDisk):
        def write(self, descriptor: int, data: memoryview) -> int:
            return super().write(descriptor, data[:7])

    put(Slow(), tmp_path / "a", b"x" * 100)
    assert (tmp_path / "a").read_bytes() == b"x" * 100

    class Full(OwnDisk):
        def write(self, descriptor: int, data: memoryview) -> int:
            return 0

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        put(Full(), tmp_path / "b", b"x")


def test_no_descriptor_is_left_open_by_a_failed_save(tmp_path: Path) -> None:
    class Broken(OwnDisk):
        opened: list[int] = []

        def create(self, path: Path) -> int:
            self.opened.append(super().create(path))
            return self.opened[-1]

        def fsync(self, descriptor: int) -> None:
            raise OSError(errno.EIO, "planted")

    disk = Broken()
    with pytest.raises(OSError, match="planted"):
        put(disk, tmp_path / "a", b"x")
    with pytest.raises(OSError) as closed:  # noqa: PT011 each system has words of its own for it
        os.fstat(disk.opened[0])
    assert closed.value.errno == errno.EBADF


@pytest.mark.posix("making a link is a right of its own on Windows")
def test_a_link_left_as_new_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "a.new").symlink_to(victim)
    put(Disk(), tmp_path / "a.new", b"x")
    assert victim.read_text("utf-8") == "mine"
    assert not (tmp_path / "a.new").is_symlink()


@pytest.mark.posix("a folder can be flushed")
def test_a_file_system_that_cannot_flush_folders_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    Disk().sync_folder(tmp_path)


@pytest.mark.parametrize(
    ("number", "code", "windows", "said"),
    [
        (errno.EACCES, None, False, "access to it was denied"),
        (errno.EACCES, None, True, "access to it was denied, or another program has it open; close it there"),
        (errno.EACCES, 32, True, "another program has it open; close it there"),
        (errno.EACCES, 5, True, "access to it was denied, or another program has it open; close it there"),
        (errno.ENOSPC, 112, True, "the disk is full"),
        (errno.EACCES, 19, True, "the disk is read-only"),
        (errno.ENOENT, 2, True, "planted"),
    ],
)
def test_another_program_is_named_by_every_operation(number: int, code: int | None, windows: bool, said: str) -> None:
    problem = OSError(number, "Planted")
    if code is not None:
        problem.winerror = code  # type: ignore[attr-defined] # where it is not Windows, an attribute as any other
    assert reason(problem, windows=windows).startswith(said)


def test_a_file_is_read_in_the_room_it_takes(tmp_path: Path) -> None:
    """A read of all that may be would first take half a gigabyte of memory."""
    (tmp_path / "a").write_bytes(b"x" * 150_000)
    tracemalloc.start()
    try:
        assert len(read_whole(tmp_path / "a")[0]) == 150_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_reading_refuses_devices() -> None:
    if Path("/dev/zero").exists():
        with pytest.raises(NotACaseFile, match="pipe or a device"):
            read_whole(Path("/dev/zero"))
