"""When a screen under test has come to rest: told by the event loop, not by the clock.

Textual's own pilot takes a process that used no processor time for 20 ms to be at rest. On a busy machine that is also
one that was not given any, and a picture is taken too early; on an idle one every key costs 40 ms of waiting.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import process_time

SOON = 0.02
"""Seconds: what a timer does within this time is waited for, as Textual's pilot does."""
_TURNS = 3
_WAITS = 50
"""So many timers are waited for at most, one after the other: a wheel that turns never rests."""
_LONGEST = 30.0
_WORKING = SOON / 20
"""Seconds of processor time within `SOON` that tell work in a thread from waiting in one, as Textual's pilot has it."""


async def wait_for_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Return once the loop has nothing to do, no timer that is due soon, and no thread of its own that computes."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST
    quiet = waits = 0
    while quiet < _TURNS and waits < _WAITS and loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif (due := _next_timer(loop)) is not None:
            quiet = 0
            waits += 1
            await asyncio.sleep(max(0.0, due - loop.time()))
        elif _in_threads(loop):
            before = process_time()
            await asyncio.sleep(SOON)
            quiet = 0 if process_time() - before > _WORKING else quiet + 1
        else:
            quiet += 1


def _next_timer(loop: asyncio.AbstractEventLoop) -> float | None:
    """When the next timer rings, if it rings soon."""
    before = loop.time() + SOON
    times = [timer.when() for timer in loop._scheduled if not timer.cancelled()]  # type: ignore[attr-defined]
    return min((time for time in times if time <= before), default=None)


def _in_threads(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether something goes on in a thread of the loop's own pool."""
    pool = loop._default_executor  # type: ignore[attr-defined]
    if not isinstance(pool, ThreadPoolExecutor):
        return False
    return not pool._work_queue.empty() or pool._idle_semaphore._value < len(pool._threads)
