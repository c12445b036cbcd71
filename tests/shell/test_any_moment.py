"""Whatever comes in the middle of something else: a lock, the end, the blank screen, a second screen over the first.

Each test has it come at many moments, a few turns of the event loop apart: which turn is the bad one differs.
"""

import asyncio

import pytest
from textual.content import Content
from textual.events import Key
from textual.widgets import Input

from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.session.blank import BlankScreen
from ipstui.shell import locking
from ipstui.shell.app import IpsApp
from ipstui.store import drafts, places
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase, NotSaved
from ipstui.store.vault import Vault
from tests.screens.driving import TODAY, client_named, fill, opened, show, toasts, until
from tests.shell.sealing import SECRET, answer, on


@pytest.fixture
def pilot(sealed_pilot):
    """The program on an encrypted case file."""
    return sealed_pilot


def typed(app, *keys):
    """Send keys as the terminal does, one right after the other, and wait for nothing."""
    for key in keys:
        name = "space" if key == " " else key
        app.post_message(Key(name, key if len(key) == 1 else None))


async def turns(number):
    for _ in range(number):
        await asyncio.sleep(0)


async def unlocked(pilot):
    await answer(pilot, SECRET)
    await until(pilot, lambda: not pilot.app.locked)
    await pilot.pause()


@pytest.mark.parametrize("key", ["f6", "ctrl+p"])
async def test_nothing_comes_up_over_a_lock_whatever_was_being_opened(pilot, key):
    app = pilot.app
    for moment in range(5, 42, 9):
        typed(app, key)
        await turns(moment)
        app.action_lock()
        await on(pilot, UnlockScreen)
        await pilot.pause()
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Hidden", "UnlockScreen"]
        assert [mode for mode, stack in app._screen_stacks.items() if stack] == [app.current_mode]
        assert not toasts(app)
        app.screen.query_one(Input).value = ""  # a key the program had not heard by then is one typed after the lock
        await unlocked(pilot)
        assert app.current_mode in ("review", "diary")
        await app.action_go("review")
        app.clear_notifications()
        await pilot.pause()


async def test_keys_typed_after_a_lock_are_the_passphrase_and_those_after_it_go_to_the_place(pilot):
    app, person = pilot.app, client_named(pilot.app, "Marcus")
    await show(pilot, person)
    for moment in (0, 11):
        before = len(app.desk.caseload.events_of(person.id))
        typed(app, "ctrl+l")
        await turns(moment)
        typed(app, *SECRET, "enter", "l")
        await on(pilot, LogScreen)
        assert [type(screen) for screen in app.screen_stack[-2:]] == [ClientScreen, LogScreen]
        assert len(app.desk.caseload.events_of(person.id)) == before
        await pilot.press("escape")


async def test_a_lock_while_it_is_being_unlocked_locks_again(pilot):
    app = pilot.app
    await show(pilot, client_named(app, "Marcus"))
    for moment in (1, 8):
        app.action_lock()
        await on(pilot, UnlockScreen)
        first = app.screen
        await answer_at_once(app)
        await until(pilot, lambda: app.screen is not first)  # noqa: B023
        await turns(moment)
        app.action_lock()
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and app.screen is not first)  # noqa: B023
        await pilot.pause()
        await unlocked(pilot)
        assert isinstance(app.screen, ClientScreen)


async def answer_at_once(app):
    app.screen.query_one(Input).value = SECRET
    typed(app, "enter")


async def test_the_key_that_finds_the_program_idle_too_long_does_nothing_else(pilot, monkeypatch):
    app, begun = pilot.app, locking.clocks()
    before = app.desk.caseload.storage.read()["events"]
    monkeypatch.setattr(locking, "clocks", lambda: (begun[0] + 3600, begun[1]))
    await pilot.press("space")
    await on(pilot, UnlockScreen)
    assert app.screen.query_one(Input).value == ""
    await unlocked(pilot)
    assert app.desk.caseload.storage.read()["events"] == before


@pytest.mark.posix("what a signal does")
async def test_what_is_being_saved_when_the_end_comes_is_saved_or_kept_and_never_both(sealed, monkeypatch):
    whole = sealed.read_bytes()
    for moment in (2, 9, 20):
        sealed.write_bytes(whole)
        places.drafts_of(sealed).unlink(missing_ok=True)
        with Caseload.open(sealed, vault=_vault(sealed)) as caseload:
            app = IpsApp(Desk(caseload, lambda: TODAY))
            async with opened(app) as pilot:
                await show(pilot, client_named(app, "Marcus"))
                await pilot.press("l")
                await on(pilot, LogScreen)
                fill(app, how="met", note="a quixotic thought")
                typed(app, "f10")
                await turns(moment)
                app.ending.begin()
                await until(pilot, lambda: app._exit)  # noqa: B023
            assert app._exception is None
            kept = drafts.take(caseload.storage.disk, sealed, caseload.vault)
            saved = [each for each in caseload.storage.read()["events"].values() if "quixotic" in each.get("note", "")]
            assert len(saved) + len([texts for texts in kept.values() if "quixotic" in str(texts)]) == 1, moment


def _vault(path):
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(path)
    return Vault.unlock(locked.value.slots, SECRET)


@pytest.mark.posix("what a signal does")
async def test_nothing_begins_once_the_end_has_come(pilot):
    """It would be saved, and sealed as not saved too."""
    app = pilot.app
    app.ending.begin()
    typed(app, "l")
    with pytest.raises(NotSaved):
        await app.save(Client(id="late", name="Late"), label="added")
    await until(pilot, lambda: app._exit)
    assert not any(isinstance(screen, LogScreen) for screen in app.screen_stack)
    assert "late" not in app.desk.caseload.clients


async def test_a_screen_that_is_left_takes_no_other_with_it(pilot):
    app, said = pilot.app, []
    person = await show(pilot, client_named(pilot.app, "Marcus"))
    under, over = ReadingScreen("One", Content("1")), ReadingScreen("Two", Content("2"))
    await app.push_screen(under, said.append)
    await app.push_screen(over)
    await under.dismiss("left")
    assert app.screen is over
    assert under not in app.screen_stack
    await over.dismiss()
    for screen in (under, over):  # a second Esc, or the second click of two
        await screen.dismiss("again")
    await pilot.pause()
    assert app.screen is person
    assert said == ["left"]


@pytest.mark.parametrize("key", ["f", "o", "ctrl+p"])
async def test_the_blank_screen_comes_at_once_whatever_was_being_opened(pilot, key):
    app, person = pilot.app, client_named(pilot.app, "Marcus")
    await show(pilot, person)
    await pilot.press("f2")
    session = app.screen
    for moment in (0, 9, 20, 60):
        typed(app, key)
        await turns(moment)
        typed(app, "f12")
        await until(pilot, lambda: isinstance(app.screen, BlankScreen))
        await pilot.pause()
        assert isinstance(app.screen, BlankScreen)
        while app.screen is not session:
            await app.pop_screen()


async def test_nothing_comes_up_over_the_blank_screen(pilot):
    app, person = pilot.app, client_named(pilot.app, "Marcus")
    await show(pilot, person)
    await pilot.press("f2")
    blank = BlankScreen(person.id)
    await app.push_screen(blank)
    app.action_help()
    app.tell(person.name)
    await pilot.pause()
    asked = app.run_worker(app.push_screen_wait(ReadingScreen("One", Content("1"))))
    await until(pilot, lambda: asked.is_finished)
    assert app.screen is blank
    assert not toasts(app)


async def test_what_was_said_just_before_a_lock_is_not_shown_over_it(pilot):
    app = pilot.app
    app.tell("Saved: Marcus")
    app.action_lock()
    app.tell("Saved: Marcus")
    await on(pilot, UnlockScreen)
    assert not toasts(app)
