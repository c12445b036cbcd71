"""A screen under test is at rest when its threads are, however little of the processor they are given."""

import asyncio
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from textual.app import App

from tests.idle import _in_threads, wait_for_rest


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


async def test_a_thread_may_be_looked_at_in_the_middle_of_anything():
    """A wait that had only begun, and had no lock yet, ended a test."""
    switched, over = sys.getswitchinterval(), threading.Event()

    def waiting_again_and_again() -> None:
        while not over.is_set():
            threading.Event().wait(0)

    loop = asyncio.get_running_loop()
    works = [loop.run_in_executor(None, waiting_again_and_again) for _ in range(2)]
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3000):
            _in_threads(loop)
    finally:
        sys.setswitchinterval(switched)
        over.set()
        await asyncio.gather(*works)


async def test_more_than_the_pool_has_threads_for_is_waited_for():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(pool := ThreadPoolExecutor(1))
    works = [loop.run_in_executor(pool, time.sleep, 0.05) for _ in range(4)]
    await wait_for_rest()
    assert all(work.done() for work in works)


async def test_a_timer_that_rings_in_an_hour_is_not_a_thread_at_work():
    """On Windows Textual's own would be: it sleeps in a thread there (`conftest.py`), and nothing ever were at rest."""
    app: App[None] = App()
    async with app.run_test() as pilot:
        app.set_interval(3600, app.bell)
        await pilot.pause()
        assert _in_threads(asyncio.get_running_loop()) == (0, 0)
