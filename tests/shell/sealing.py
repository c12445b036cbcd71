"""Answering what stands before an encrypted case file."""

from textual.widgets import Input

from ipstui.screens.data.first_run import CodeScreen
from ipstui.store.vault import Kdf
from tests.screens.driving import (
    cells,
    until,
)

SECRET = "four plain unrelated words"
COST = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
"""A key derived in no time."""


async def on(pilot, screen):
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()


async def answer(pilot, text):
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


async def passphrase_and_code(pilot):
    app = pilot.app
    app.screen.query_one("#first", Input).value = SECRET
    app.screen.query_one("#second", Input).value = SECRET
    await pilot.press("tab", "enter")
    await on(pilot, CodeScreen)
    await answer(pilot, "not the code")
    await until(pilot, lambda: "That is not the code" in cells(app))
    await answer(pilot, str(app.screen.query_one(".code").content).lower())
