"""When a screen under test has come to rest: told by the event loop and its threads, not by the clock.

Textual's own pilot takes a process that used no processor time for 20 ms to be at rest. On a busy machine that is also
one that was not given any, and a picture is taken too early; on Windows that time is told in steps of 16 ms; and on an
idle machine every key costs 40 ms of waiting.
"""

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.thread import _worker
from types import FrameType

SOON = 0.02
"""Seconds: what a timer does within this time is waited for, as Textual's pilot does."""
_TURNS = 3
_WAITS = 50
"""So many timers are waited for at most, one after the other: a wheel that turns never rests."""
_LONGEST = 30.0
_WAIT = threading.Condition.wait.__code__


async def wait_for_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Return once the loop has nothing to do, no timer that is due soon, and no thread of its own at work."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST
    quiet = waits = 0
    while quiet < _TURNS and waits < _WAITS and loop.time() < end:
        await asyncio.sleep(0)
        busy, waiting = _in_threads(loop)
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif (due := _next_timer(loop)) is not None:
            quiet = 0
            waits += 1
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif busy:
            await asyncio.sleep(SOON)
            quiet = quiet + 1 if busy == waiting else 0
        else:
            quiet += 1


def _next_timer(loop: asyncio.AbstractEventLoop) -> float | None:
    """When the next timer rings, if it rings soon."""
    before = loop.time() + SOON
    times = [timer.when() for timer in loop._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
    return min((time for time in times if time <= before), default=None)


def _in_threads(loop: asyncio.AbstractEventLoop) -> tuple[int, int]:
    """How much is asked of the threads of the loop's own pool, and in how many somebody else is waited for."""
    pool = loop._default_executor  # type: ignore[attr-defined]
    if not isinstance(pool, ThreadPoolExecutor):
        return 0, 0
    frames = sys._current_frames()
    inmost = [frames[thread.ident] for thread in pool._threads if thread.ident in frames]
    idle = sum(frame.f_code is _worker.__code__ for frame in inmost)
    # Either may tell of too many idle ones: of one that took its work this moment, and where more was asked than taken.
    idle = min(idle, pool._idle_semaphore._value)
    busy = len(pool._threads) - idle + pool._work_queue.qsize()
    return busy, sum(map(_waits, inmost))


def _waits(frame: FrameType) -> bool:
    """Whether this is a thread that waits for another."""
    if frame.f_code is not _WAIT:
        return False
    # Not there yet in one that has only begun. Free from the moment the wait is over, not only from the thread's turn.
    waiter = frame.f_locals.get("waiter")
    return waiter is not None and waiter.locked()
