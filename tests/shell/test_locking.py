"""Locking by key and when idle, and what unlocking leads back to."""

import asyncio
import threading

import pytest
from textual.widgets import Input

from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.data import unlock
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.shell import locking
from ipstui.store.errors import NotSaved
from tests.screens.driving import (
    cells,
    client_named,
    fill,
    said,
    save,
    seen,
    show,
    toasts,
    until,
)
from tests.shell.sealing import SECRET, answer, on


@pytest.fixture
def pilot(sealed_pilot):
    """The program on an encrypted case file."""
    return sealed_pilot


def names_anywhere(app, names):
    """Every name still in a widget of any screen of any mode, in the title, in what was said."""
    found = [app.title, app.sub_title, *toasts(app)]
    for stack in app._screen_stacks.values():
        for screen in stack:
            found += [str(vars(widget)) for widget in screen.walk_children(with_self=True)]
    return [name for name in names if any(name in text for text in found)]


async def test_locking_drops_key_tables_and_every_name_and_unlocking_goes_back(pilot):
    app, person = pilot.app, client_named(pilot.app, "Marcus")
    names = [client.name for client in app.desk.caseload.clients.values()]
    await pilot.press("f4")
    await show(pilot, person)
    await pilot.press("l")
    await on(pilot, LogScreen)
    fill(app, note="half a quixotic thought")
    await pilot.press("ctrl+l")
    await on(pilot, UnlockScreen)
    assert not names_anywhere(app, [*names, "quixotic"])
    assert not app.desk.caseload.clients
    assert not app.drafts
    assert not app.desk.caseload.vault.is_open
    await pilot.press("f3", "ctrl+p", "u", "f7")
    assert isinstance(app.screen, UnlockScreen)
    await answer(pilot, "wrong")
    await until(pilot, lambda: "does not open" in cells(app))
    await answer(pilot, SECRET)
    await on(pilot, ClientScreen)
    assert app.current_mode == "clients"
    assert "Marcus" in seen(app)
    await pilot.press("l")
    await on(pilot, LogScreen)
    assert "quixotic" in seen(app)
    await save(pilot)
    await on(pilot, ClientScreen)
    assert app.desk.caseload.events_of(person.id)[-1].note == "half a quixotic thought"


async def test_locking_waits_for_a_save_and_nothing_queues_behind_it(pilot, monkeypatch):
    app, record, going = pilot.app, Desk.record, threading.Event()

    def slow(self, *changes, label):
        going.wait(5)
        return record(self, *changes, label=label)

    monkeypatch.setattr(Desk, "record", slow)
    saving = asyncio.ensure_future(app.save(Client(id="new", name="Zebedee"), label="added"))
    await until(pilot, app.saving.turn.locked)
    await pilot.press("ctrl+l")
    assert app.locked
    with pytest.raises(NotSaved, match="locked"):
        await app.save(Client(id="later", name="Later"), label="added")
    await pilot.press("u")
    going.set()
    assert (await saving).label == "added"
    await on(pilot, UnlockScreen)
    await answer(pilot, SECRET)
    await until(pilot, lambda: not app.locked)
    assert "new" in app.desk.caseload.clients
    assert "later" not in app.desk.caseload.clients


async def test_idle_minutes_lock_and_any_key_puts_it_off(pilot, monkeypatch):
    app, later = pilot.app, [0.0]
    begun = locking.clocks()
    monkeypatch.setattr(locking, "clocks", lambda: (begun[0] + later[0], begun[1]))
    later[0] = 9 * 60
    await pilot.press("down")
    later[0] = 18 * 60
    app.locking.lock_when_idle()
    assert not app.locked
    later[0] = 19 * 60 + 1
    app.locking.lock_when_idle()
    await on(pilot, UnlockScreen)
    await pilot.press("down")
    assert app.locked


async def test_three_wrong_tries_wait_longer_each_time(pilot, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(unlock, "monotonic", lambda: now[0])
    await pilot.press("ctrl+l")
    await on(pilot, UnlockScreen)
    screen = pilot.app.screen
    for _ in range(3):
        await answer(pilot, "wrong")
        await until(pilot, lambda: not screen.query_one(Input).value)
    assert f"Wait {int(unlock.FIRST_WAIT) + 1} s" in cells(pilot.app)
    assert screen.query_one(Input).disabled
    now[0] += unlock.FIRST_WAIT
    await until(pilot, lambda: not screen.query_one(Input).disabled, tries=200)
    await answer(pilot, "wrong")
    await until(pilot, lambda: f"Wait {int(2 * unlock.FIRST_WAIT) + 1} s" in cells(pilot.app))


async def test_the_recovery_code_unlocks(pilot, sealed_file):
    await pilot.press("ctrl+l")
    await on(pilot, UnlockScreen)
    await answer(pilot, sealed_file[1].lower().replace("-", " "))
    await until(pilot, lambda: not pilot.app.locked)
    assert pilot.app.desk.caseload.clients


async def test_a_plain_file_says_that_it_cannot_be_locked(bare_pilot):
    await bare_pilot.press("ctrl+l")
    await said(bare_pilot, "no passphrase")
    assert not bare_pilot.app.locked
