"""A screen under test is at rest when its threads are, however little of the processor they are given."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.idle import wait_for_rest


async def test_a_thread_that_is_given_no_processor_is_waited_for():
    """One that sleeps uses as little as one that is not given any."""
    work = asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.2)
    await wait_for_rest()
    assert work.done()


async def test_a_thread_that_waits_for_another_is_at_rest_until_it_goes_on():
    gate = threading.Event()

    def held() -> None:
        gate.wait()
        time.sleep(0.1)

    work = asyncio.get_running_loop().run_in_executor(None, held)
    await wait_for_rest()
    assert not work.done()
    gate.set()
    await wait_for_rest()
    assert work.done()


async def test_more_than_the_pool_has_threads_for_is_waited_for():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(pool := ThreadPoolExecutor(1))
    works = [loop.run_in_executor(pool, time.sleep, 0.05) for _ in range(4)]
    await wait_for_rest()
    assert all(work.done() for work in works)
