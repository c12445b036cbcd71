"""Leaving at any moment is no mistake in the program: what is being opened is there before it is closed."""

import asyncio

import pytest
from textual.events import Key

from ipstui.shell.app import IpsApp
from tests.screens.driving import client_named, opened, show


@pytest.mark.parametrize("key", ["f2", "f8", "l"])
async def test_the_program_may_be_left_in_the_middle_of_opening_a_screen(desk, key):
    """A screen half there found parts of its own gone, and that was told as a mistake, with a report on the disk."""
    for turns in range(20, 46, 5):
        app = IpsApp(desk)
        async with opened(app) as pilot:
            await show(pilot, client_named(app, "Donna"))
            app.post_message(Key(key, None))
            for _ in range(turns):
                await asyncio.sleep(0)
            app.exit()
            while not app._exit:
                await asyncio.sleep(0)


async def test_a_screen_that_never_comes_keeps_nobody_from_leaving(app, monkeypatch):
    monkeypatch.setattr("ipstui.shell.looks._OPENING", 0.1)
    async with opened(app):
        monkeypatch.setattr(type(app.screen), "is_mounted", False)
        app.exit(return_code=3)
        while not app._exit:
            await asyncio.sleep(0)
    assert app.return_code == 3
