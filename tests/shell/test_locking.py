"""Locking by key and when idle, and what unlocking leads back to."""

import asyncio
import os
import signal
import threading
from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.data import unlock
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.release_day.screen import ReleaseDayScreen
from ipstui.screens.together.screen import TogetherScreen
from ipstui.shell import locking
from ipstui.shell.app import IpsApp
from ipstui.shell.gate import Gate
from ipstui.store import drafts, places, tries
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase, NotSaved
from ipstui.store.vault import Kdf, Vault
from tests.screens.conftest import Noon
from tests.screens.driving import (
    TODAY,
    cells,
    client_named,
    fill,
    opened,
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


async def test_a_goal_and_a_line_of_the_day_half_typed_are_there_again_after_a_lock(pilot):
    app = pilot.app
    sian, owen = client_named(app, "Siân").id, client_named(app, "Owen").id

    async def lock_and_back(screen):
        await pilot.press("ctrl+l")
        await on(pilot, UnlockScreen)
        await answer(pilot, SECRET)
        await on(pilot, screen)

    await app.push_screen(TogetherScreen(sian, ""))
    await pilot.press(*"quiet")
    await lock_and_back(TogetherScreen)
    assert app.screen.query_one("NoteArea").text == "quiet"
    assert "WHAT DO I WANT?" in cells(app)
    await pilot.press("escape")
    await app.push_screen(ReleaseDayScreen(owen))
    await pilot.press("a", *"GP")
    await lock_and_back(ReleaseDayScreen)
    assert app.screen.query_one("#typed", Input).value == "GP"
    assert app.screen.query_one("#typed", Input).has_focus


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
    now, moment = [1000.0], datetime(2026, 11, 23, 9, tzinfo=UTC)
    monkeypatch.setattr(unlock, "monotonic", lambda: now[0])
    monkeypatch.setattr(unlock, "utc_now", lambda: moment + timedelta(seconds=now[0]))
    await pilot.press("ctrl+l")
    await on(pilot, UnlockScreen)
    screen = pilot.app.screen
    for _ in range(3):
        await answer(pilot, "wrong")
        await until(pilot, lambda: not screen.query_one(Input).value)
    await until(pilot, lambda: "3 wrong passphrases so far. Wait 2 s" in cells(pilot.app))
    assert screen.query_one(Input).disabled
    now[0] += 2
    await until(pilot, lambda: not screen.query_one(Input).disabled)
    await answer(pilot, "wrong")
    await until(pilot, lambda: "4 wrong passphrases so far. Wait 4 s" in cells(pilot.app))


async def test_the_wait_is_still_there_after_a_restart(sealed, monkeypatch):
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(sealed)
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    monkeypatch.setattr(unlock, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(unlock, "utc_now", lambda: moment)
    for _ in range(5):
        tries.wrong(locked.value.slots, moment)
    app = Gate(sealed, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, UnlockScreen)
        await until(pilot, lambda: "5 wrong passphrases so far. Wait 8 s" in cells(app))
        assert app.screen.query_one(Input).disabled
    tries.right(locked.value.slots)


async def test_a_dear_derivation_is_asked_about_first(tmp_path, monkeypatch):
    path = tmp_path / "cases.json"
    dear = Kdf(memory_kib=16 * 1024, passes=4, lanes=1, salt=bytes(16))
    Caseload.create(path, vault=Vault.create(SECRET, cost=dear)[0]).close()
    app = Gate(path, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, UnlockScreen)
        await answer(pilot, SECRET)
        await on(pilot, ChooseScreen)
        assert "more than ipstui ever asks for" in cells(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.return_code is not None)
        app.return_value.close()


async def test_nothing_of_a_masked_field_or_of_the_screen_stays_on_the_clipboard(pilot, monkeypatch):
    app, put = pilot.app, []
    monkeypatch.setattr(app, "copy_to_clipboard", lambda text: (put.append(text), setattr(app, "_clipboard", text)))
    app.copy_to_clipboard("a name")
    await pilot.press("ctrl+l")
    await on(pilot, UnlockScreen)
    assert put == ["a name", ""]
    field = app.screen.query_one(Input)
    field.value = SECRET
    field.select_all()
    await pilot.press("ctrl+c", "ctrl+x")
    assert put == ["a name", ""]
    assert field.value == SECRET


@pytest.mark.posix("a signal that asks to end")
@pytest.mark.parametrize("locked", [False, True])
async def test_what_is_typed_is_sealed_when_the_program_is_ended_and_comes_back(pilot, sealed, locked):
    app, person = pilot.app, client_named(pilot.app, "Marcus")
    await show(pilot, person)
    await pilot.press("l")
    await on(pilot, LogScreen)
    fill(app, note="half a quixotic thought")
    if locked:
        await pilot.press("ctrl+l")
        await on(pilot, UnlockScreen)
    os.kill(os.getpid(), signal.SIGTERM)
    await until(pilot, lambda: app.return_code is not None)
    assert app.return_code == 143
    written = places.drafts_of(sealed).read_bytes()
    assert b"quixotic" not in written
    if locked:
        app.desk.caseload.unlock(SECRET)
    again = IpsApp(Desk(app.desk.caseload, lambda: TODAY))
    async with opened(again) as second:
        await said(second, "when the program was ended is kept")
        assert not places.drafts_of(sealed).exists()
        await show(second, person)
        await second.press("l")
        await on(second, LogScreen)
        assert "quixotic" in seen(again)


@pytest.mark.posix("signals")
async def test_what_is_typed_outlives_an_end_that_comes_while_it_locks(pilot, sealed):
    """A save under way holds the locking up: what was typed is neither put away by then, nor may it be lost."""
    app = pilot.app
    await show(pilot, client_named(app, "Marcus"))
    await pilot.press("l")
    await on(pilot, LogScreen)
    fill(app, note="half a quixotic thought")
    async with app.saving.turn:
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.locked)
        os.kill(os.getpid(), signal.SIGTERM)
        await until(pilot, places.drafts_of(sealed).exists)
    await until(pilot, lambda: app.return_code is not None, tries=200)
    vault = Vault.unlock(app.desk.caseload.vault.slots, SECRET)
    kept = drafts.take(app.desk.caseload.storage.disk, sealed, vault)
    assert [texts["note"] for texts in kept.values()] == ["half a quixotic thought"]


@pytest.mark.posix("signals")
@pytest.mark.parametrize("fails", [False, True])
async def test_what_a_save_under_way_saved_is_not_offered_again(pilot, sealed, fails, monkeypatch):
    """The end comes while the form is being saved: its text is saved or a draft, not both and not neither."""
    app, go_on = pilot.app, threading.Event()
    record = app.desk.record

    def slowly(*changes, label):
        go_on.wait(20)
        if fails:
            raise NotSaved("the disk is full")
        return record(*changes, label=label)

    monkeypatch.setattr(app.desk, "record", slowly)
    await show(pilot, client_named(app, "Marcus"))
    await pilot.press("l")
    await on(pilot, LogScreen)
    fill(app, note="half a quixotic thought")
    saving = asyncio.create_task(app.screen.action_save())
    while not app.saving.turn.locked():
        await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    await until(pilot, places.drafts_of(sealed).exists)
    go_on.set()
    await until(pilot, lambda: app.return_code is not None, tries=200)
    await saving
    kept = drafts.take(app.desk.caseload.storage.disk, sealed, app.desk.caseload.vault)
    assert [texts["note"] for texts in kept.values()] == (["half a quixotic thought"] if fails else [])
    saved = [each for each in app.desk.caseload.storage.read()["events"].values() if "quixotic" in each.get("note", "")]
    assert len(saved) == (0 if fails else 1)


@pytest.mark.posix("a signal that the terminal went away")
async def test_in_clear_nothing_typed_is_written(bare_pilot):
    app = bare_pilot.app
    app.drafts["log:c1"] = {"note": "quixotic"}
    os.kill(os.getpid(), signal.SIGHUP)
    await until(bare_pilot, lambda: app.return_code is not None)
    path = app.desk.caseload.path
    assert not [file for file in path.parent.rglob("*") if file.is_file() and b"quixotic" in file.read_bytes()]


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
