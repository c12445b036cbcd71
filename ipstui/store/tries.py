"""Waiting after wrong passphrases, also across restarts: how many there were is kept outside the case file.

Counted for the slots that were tried, so that a copy of the file counts with it. It slows down whoever guesses at this
keyboard; who carries the file away guesses elsewhere, and meets the cost of the key derivation only.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from ipstui.store.disk import note_down, read_found
from ipstui.store.errors import StoreError, WrongPassphrase
from ipstui.store.vault import Slot

FREE = 3
LONGEST = timedelta(minutes=5)
_LARGEST = 1000  # bytes


class TooSoon(StoreError):  # noqa: N818 named for what happened
    """After `count` wrong passphrases the next may not be tried yet; `seconds` are left."""

    def __init__(self, count: int, seconds: int) -> None:
        super().__init__(
            f"{count} wrong passphrases so far. The next may be tried in {seconds} second{'' if seconds == 1 else 's'}."
        )
        self.count, self.seconds = count, seconds


T = TypeVar("T")


class _Tries(msgspec.Struct, frozen=True, kw_only=True):
    count: int
    last: Annotated[datetime, msgspec.Meta(tz=True)]


def tried(slots: Sequence[Slot], now: datetime, attempt: Callable[[], T]) -> T:
    """What the attempt gives, if one need not wait; a wrong passphrase counts. Raises TooSoon, and what it raises."""
    check(slots, now)
    try:
        opened = attempt()
    except WrongPassphrase:
        wrong(slots, now)
        raise
    right(slots)
    return opened


def check(slots: Sequence[Slot], now: datetime) -> None:
    """Raise TooSoon while one has to wait: not after the first three, then 2, 4, 8 seconds, five minutes at most.

    A clock that was set back makes the wait no longer than it was.
    """
    tries = _read(slots)
    if tries is None or tries.count < FREE:
        return
    pause = min(timedelta(seconds=2 ** min(tries.count - FREE + 1, 20)), LONGEST)
    left = pause - max(now - tries.last, timedelta())
    if left > timedelta():
        raise TooSoon(tries.count, -(-left // timedelta(seconds=1)))


def wrong(slots: Sequence[Slot], now: datetime) -> None:
    """Count one more. Never raises."""
    tries = _read(slots)
    with contextlib.suppress(OSError):
        count = (tries.count if tries else 0) + 1
        note_down(_record(slots), msgspec.json.encode(_Tries(count=count, last=now)))


def right(slots: Sequence[Slot]) -> None:
    """Forget them. Never raises."""
    with contextlib.suppress(OSError):
        os.unlink(_record(slots))


def _read(slots: Sequence[Slot]) -> _Tries | None:
    try:
        return msgspec.json.decode(read_found(_record(slots), _LARGEST), type=_Tries)
    except (OSError, msgspec.MsgspecError):
        return None


def _record(slots: Sequence[Slot]) -> Path:
    name = hashlib.sha256(b"ipstui tries" + b"".join(sorted(slot.key for slot in slots))).hexdigest()[:32]
    return _folder() / name


def _folder() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("ipstui", appauthor=False)) / "tries"


def records() -> list[Path]:
    """Every file in which wrong passphrases are counted now, whichever case file they were for."""
    try:
        return [_folder() / name for name in sorted(os.listdir(_folder()))]
    except OSError:
        return []
