"""One process at a time, and the second learns who the first is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ipstui.store import lock
from ipstui.store.errors import Busy, CannotLock
from ipstui.store.lock import Holder, Lock
from ipstui.store.storage import FileStorage

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def lock_path(tmp_path: Path) -> Path:
    return tmp_path / "cases.json.lock"


def test_the_holder_is_named_and_the_file_stays(lock_path: Path, case_path: Path) -> None:
    first = Lock(lock_path, case_path, NOW)
    with pytest.raises(Busy, match=rf"^ipstui already has this case file open \(process {os.getpid()} on ") as caught:
        Lock(lock_path, case_path, NOW + timedelta(minutes=5))
    assert str(caught.value).endswith("Close it there first. Nothing was changed.")
    first.release()
    assert lock_path.exists()
    Lock(lock_path, case_path, NOW).release()


def test_the_holder_in_words() -> None:
    since = datetime(2026, 11, 22, 9, 2).astimezone()
    holder = Holder(pid=812, host="LAPTOP7", since=since)
    assert holder.words(since + timedelta(hours=1)) == "process 812 on LAPTOP7 since 09:02"
    assert holder.words(since + timedelta(days=3)) == "process 812 on LAPTOP7 since Sun 22 Nov 09:02"


@pytest.mark.parametrize(
    "left", [b"", b"nonsense", b"\xff" * 5000, b'{"pid":1,"host":"\\u001b[31m","since":"2026-11-22T09:02:00Z"}']
)
def test_unreadable_details_do_no_harm(lock_path: Path, case_path: Path, left: bytes) -> None:
    first = Lock(lock_path, case_path, NOW)
    lock_path.write_bytes(left)
    with pytest.raises(Busy) as caught:
        Lock(lock_path, case_path, NOW)
    assert str(caught.value).isprintable()
    first.release()


def test_details_left_by_the_dead_do_not_hold_the_lock(lock_path: Path, case_path: Path) -> None:
    lock_path.write_bytes(b'{"pid":1,"host":"x","since":"2020-01-01T00:00:00Z"}')
    Lock(lock_path, case_path, NOW).release()


def test_something_odd_in_place_of_the_lock(lock_path: Path, case_path: Path) -> None:
    lock_path.mkdir()
    with pytest.raises(CannotLock, match=r"cannot be opened for changes: .* is a folder"):
        Lock(lock_path, case_path, NOW)


def test_a_lock_refused_without_a_reason_is_somebody_elses(
    lock_path: Path, case_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wine gives none, where Windows says "denied"."""

    def refused(_: int) -> None:
        raise OSError(0, "Error")

    monkeypatch.setattr(lock, "_take", refused)
    with pytest.raises(Busy):
        Lock(lock_path, case_path, NOW)


@pytest.mark.posix("making a link is a right of its own on Windows")
def test_a_link_in_place_of_the_lock(lock_path: Path, case_path: Path) -> None:
    lock_path.symlink_to(case_path)
    with pytest.raises(CannotLock):
        Lock(lock_path, case_path, NOW)
    assert not case_path.exists()


@pytest.mark.posix("a pipe has a name among the files")
def test_a_pipe_in_place_of_the_lock_does_not_hang(lock_path: Path, case_path: Path) -> None:
    os.mkfifo(lock_path)
    with pytest.raises(CannotLock, match="not an ordinary file"):
        Lock(lock_path, case_path, NOW)


def test_another_process_is_refused_until_the_first_is_killed(case_path: Path) -> None:
    FileStorage.create(case_path).close()
    program = (
        "import sys, time; from ipstui.store.storage import FileStorage; "
        "store = FileStorage.open(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", program, str(case_path)], stdout=subprocess.PIPE, cwd=ROOT)
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(Busy, match=f"process {other.pid} on "):
            FileStorage.open(case_path)
    finally:
        other.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        other.wait()
        assert other.stdout is not None
        other.stdout.close()
    FileStorage.open(case_path).close()
