"""Locking, unlocking, the gate before the case file, copies elsewhere, and the settings."""

import asyncio
import json
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from driving import TODAY, cells, client_named, fill, opened, problem, said, save, seen, show, toasts, until
from textual.widgets import Input

from ipstui.app import IpsApp
from ipstui.casework.people import Client, Settings
from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.gate import Gate
from ipstui.screens import unlock
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client import ClientScreen
from ipstui.screens.first_run import CodeScreen, NewPassphraseScreen
from ipstui.screens.log import LogScreen
from ipstui.screens.not_saved import AskScreen, CopyElsewhereScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.unlock import UnlockScreen
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase, NotSaved
from ipstui.store.vault import Kdf, Slot, Vault

SECRET = "four plain unrelated words"


class Noon:
    """Noon of the day, a second later each time it is asked."""

    def __init__(self):
        self.seconds = 0

    def __call__(self):
        self.seconds += 1
        return datetime(2026, 11, 23, 12, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)


COST = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    wrap = Slot.wrap.__func__
    monkeypatch.setattr(Slot, "wrap", classmethod(lambda cls, n, s, k, c=None: wrap(cls, n, s, k, c or COST)))


@pytest.fixture(scope="session")
def sealed_file(tmp_path_factory):
    """The made-up caseload, encrypted."""
    path = tmp_path_factory.mktemp("sealed") / "demo.json"
    made = demo_caseload(TODAY)
    vault, code = Vault.create(SECRET, cost=COST)
    with Caseload.create(path, clock=Noon(), vault=vault) as caseload:
        everything = (*made.clients, *made.employers, *made.vacancies, made.settings, *made.events)
        caseload.record(*everything, label="made-up caseload")
    return path, code


@pytest.fixture
def sealed(sealed_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(sealed_file[0], path)
    return path


@pytest.fixture
async def pilot(sealed):
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(sealed)
    vault = Vault.unlock(locked.value.slots, SECRET)
    with Caseload.open(sealed, clock=Noon(), vault=vault) as caseload:
        async with opened(IpsApp(Desk(caseload, lambda: TODAY, made_up=True))) as pilot:
            yield pilot


async def on(pilot, screen):
    await until(pilot, lambda: isinstance(pilot.app.screen, screen), tries=200)
    await pilot.pause()


async def answer(pilot, text):
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


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
    assert not app.desk.caseload.storage.vault.is_open
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
    await pilot.pause(0.05)
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
    begun = app._clocks()
    monkeypatch.setattr(app, "_clocks", lambda: (begun[0] + later[0], begun[1]))
    later[0] = 9 * 60
    await pilot.press("down")
    later[0] = 18 * 60
    app._lock_when_idle()
    assert not app.locked
    later[0] = 19 * 60 + 1
    app._lock_when_idle()
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
        await until(pilot, lambda: not screen._busy)
    assert "Wait" in cells(pilot.app)
    assert screen.query_one(Input).disabled
    assert screen._left() == unlock.FIRST_WAIT
    now[0] += unlock.FIRST_WAIT
    screen._count_down()
    await pilot.pause()
    await answer(pilot, "wrong")
    await until(pilot, lambda: screen._left() > 0)
    assert screen._left() == 2 * unlock.FIRST_WAIT


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


async def test_the_passphrase_changes_and_the_old_one_no_longer_opens(pilot, sealed):
    app = pilot.app
    app.action_change_passphrase()
    await on(pilot, UnlockScreen)
    await answer(pilot, SECRET)
    await on(pilot, NewPassphraseScreen)
    app.screen.query_one("#first", Input).value = "another lot of plain words"
    app.screen.query_one("#second", Input).value = "another lot of plain words"
    await pilot.press("tab", "enter")
    await on(pilot, CodeScreen)
    code = app.screen._code
    await answer(pilot, code)
    await on(pilot, ChooseScreen)
    await pilot.press("enter")
    await said(pilot, "Done.")
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(sealed, read_only=True)
    assert Vault.unlock(locked.value.slots, "another lot of plain words")
    assert Vault.unlock(locked.value.slots, code)
    with pytest.raises(Exception, match="does not open"):
        Vault.unlock(locked.value.slots, SECRET)


async def test_copies_are_made_after_opening_and_listed(pilot, sealed):
    await until(pilot, lambda: list((sealed.parent / "backups").glob("*.json")), tries=200)
    pilot.app.action_verify()
    await on(pilot, ReadingScreen)
    assert "all good" in cells(pilot.app)


async def test_a_copy_is_put_back_and_the_screen_goes_on_in_it(pilot, sealed):
    app = pilot.app
    await until(pilot, lambda: list((sealed.parent / "backups").glob("*.json")), tries=200)
    await app.save(Client(id="new", name="Zebedee"), label="added")
    app.action_restore()
    await on(pilot, ChooseScreen)
    await pilot.press("enter")
    await until(pilot, lambda: "Go back to" in cells(app))
    await pilot.press("down", "enter")
    await said(pilot, "Restored")
    assert "new" not in app.desk.caseload.clients
    assert list(sealed.parent.glob("cases.damaged-*.json"))
    await app.save(Client(id="new", name="Zebedee"), label="added")


async def test_what_cannot_be_saved_is_kept_and_goes_elsewhere(bare_pilot, monkeypatch, tmp_path):
    app = bare_pilot.app
    await app.save(Client(id="c1", name="Zebedee"), label="added")
    await app.push_screen(LogScreen(app.desk.casefile("c1")))
    await bare_pilot.pause()
    fill(app, note="kept words")
    storage = app.desk.caseload.storage
    monkeypatch.setattr(storage.disk, "replace", _full)
    await save(bare_pilot)
    await until(bare_pilot, lambda: "Not saved" in problem(app))
    assert "F9 saves a copy elsewhere" in problem(app)
    await bare_pilot.press("f9")
    await on(bare_pilot, CopyElsewhereScreen)
    monkeypatch.undo()
    await answer(bare_pilot, str(tmp_path / "elsewhere.json"))
    await on(bare_pilot, LogScreen)
    with Caseload.open(tmp_path / "elsewhere.json") as copy:
        assert copy.events_of("c1")[-1].note == "kept words"
    assert app.desk.caseload.events_of("c1") == []
    await save(bare_pilot)
    await until(bare_pilot, lambda: not isinstance(app.screen, LogScreen))
    assert app.desk.caseload.events_of("c1")[-1].note == "kept words"


def _full(*_):
    raise OSError(28, "No space left on device")


async def test_a_save_the_disk_did_not_confirm_counts_once(bare_pilot, monkeypatch):
    app = bare_pilot.app
    record = Caseload.record

    def doubtful(self, *changes, label):
        record(self, *changes, label=label)
        raise NotSaved("the disk is odd", uncertain=True)

    monkeypatch.setattr(Caseload, "record", doubtful)
    batch = await app.save(Client(id="c1", name="Zebedee"), label="added")
    assert batch.label == "added"
    await said(bare_pilot, "did not confirm")


async def test_in_read_only_every_saving_action_says_a_sentence(demo_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(demo_file, path)
    with Caseload.open(path, read_only=True) as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with opened(app) as pilot:
            assert "READ ONLY" in seen(app)
            before = path.read_bytes()
            await pilot.press("space")
            await said(pilot, "read only")
            for action in ("restore", "change_passphrase", "new_code"):
                app.clear_notifications()
                await app.run_action(action)
                await said(pilot, "read only")
            assert path.read_bytes() == before
            assert not (tmp_path / "backups").exists()


async def test_settings_and_the_facts_of_data_protection(bare_pilot):
    app = bare_pilot.app
    await bare_pilot.press("f7")
    await on(bare_pilot, ChooseScreen)
    assert "Encrypt this case file" in cells(app)
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Your choices" in cells(app))
    fill(app, auto_lock_minutes="0")
    await save(bare_pilot)
    assert "from 1 to 240" in problem(app)
    fill(app, auto_lock_minutes="5", theme="light", second_folder="/tmp")
    await save(bare_pilot)
    assert "only an encrypted" in problem(app)
    fill(app, second_folder="")
    await save(bare_pilot)
    await until(bare_pilot, lambda: app.theme == "light")
    assert app.desk.caseload.settings.auto_lock_minutes == 5
    app.action_data_protection()
    await until(bare_pilot, lambda: "Lawful basis" in cells(app))
    facts = ("condition_relied_on", "special_category_condition", "privacy_notice", "employer_approval")
    assert all(getattr(Settings(), name) == "" for name in facts)
    fill(app, privacy_notice="given at referral, v3")
    await save(bare_pilot)
    await until(bare_pilot, lambda: app.desk.caseload.settings.privacy_notice != "")


async def test_a_plain_file_is_encrypted_with_its_copies(bare_pilot):
    app = bare_pilot.app
    path = app.desk.caseload.path
    await app.save(Client(id="c1", name="Zebedee"), label="added")
    await app.off_thread(app._copy_if_due)
    app.action_change_passphrase()
    await on(bare_pilot, NewPassphraseScreen)
    await _passphrase_and_code(bare_pilot)
    await said(bare_pilot, "Encrypted.")
    assert not [f for f in path.parent.rglob("*.json*") if b"Zebedee" in f.read_bytes()]


async def test_encrypting_reaches_the_copies_when_the_disk_does_not_confirm(bare_pilot, monkeypatch):
    app = bare_pilot.app
    path = app.desk.caseload.path
    await app.save(Client(id="c1", name="Zebedee"), label="added")
    await app.off_thread(app._copy_if_due)
    storage, sync, failed = app.desk.caseload.storage, app.desk.caseload.storage.disk.sync_folder, []

    def once(folder):
        if not failed:
            failed.append(folder)
            raise OSError(5, "EIO")
        sync(folder)

    monkeypatch.setattr(storage.disk, "sync_folder", once)
    monkeypatch.setattr(storage, "_back_to", lambda prev: False)
    app.action_change_passphrase()
    await on(bare_pilot, NewPassphraseScreen)
    await _passphrase_and_code(bare_pilot)
    await said(bare_pilot, "Encrypted.")
    assert failed
    assert not [f for f in path.parent.rglob("*.json*") if b"Zebedee" in f.read_bytes()]


async def _passphrase_and_code(pilot):
    app = pilot.app
    app.screen.query_one("#first", Input).value = SECRET
    app.screen.query_one("#second", Input).value = SECRET
    await pilot.press("tab", "enter")
    await on(pilot, CodeScreen)
    await answer(pilot, "not the code")
    assert "That is not the code" in cells(app)
    await answer(pilot, app.screen._code.lower())


# The gate


async def gone(pilot, app):
    await until(pilot, lambda: app._exit, tries=200)
    return app.return_value


async def test_the_first_run_makes_an_encrypted_file(tmp_path):
    path = tmp_path / "new" / "cases.json"
    app = Gate(path, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        assert "There is no case file at" in cells(app)
        await pilot.press("enter")
        await on(pilot, NewPassphraseScreen)
        assert not path.parent.exists()
        await _passphrase_and_code(pilot)
        caseload = await gone(pilot, app)
    assert caseload.storage.encrypted
    caseload.close()


async def test_a_mistyped_path_makes_nothing(tmp_path):
    app = Gate(tmp_path / "nowhere" / "cases.json", clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        await pilot.press("down", "enter")
        assert await gone(pilot, app) is None
    assert list(tmp_path.iterdir()) == []


async def test_plain_is_an_explicit_recorded_choice(tmp_path):
    app = Gate(tmp_path / "cases.json", clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        await pilot.press("enter")
        await on(pilot, NewPassphraseScreen)
        await pilot.press("f9")
        await on(pilot, ChooseScreen)
        assert "anyone who can use this computer" in cells(app)
        await pilot.press("down", "enter")
        caseload = await gone(pilot, app)
    assert not caseload.storage.encrypted
    assert caseload.audit()[0]["action"] == "begun without encryption"
    caseload.close()


async def test_the_gate_asks_for_the_passphrase(sealed):
    app = Gate(sealed, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, UnlockScreen)
        await answer(pilot, SECRET)
        caseload = await gone(pilot, app)
    assert len(caseload.clients) > 20
    caseload.close()


async def test_a_second_window_is_told_who_and_may_read(demo_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(demo_file, path)
    with Caseload.open(path):
        app = Gate(path, clock=Noon())
        async with opened(app) as pilot:
            await on(pilot, ChooseScreen)
            assert "already has this case file open (process" in cells(app)
            await pilot.press("enter")
            caseload = await gone(pilot, app)
        assert caseload.read_only
        caseload.close()


async def test_a_damaged_file_is_put_back_from_a_copy_at_the_gate(sealed):
    whole = sealed.read_bytes()
    copies = sealed.parent / "backups"
    copies.mkdir()
    (copies / "cases-20261120T090000-g2.json").write_bytes(whole)
    sealed.write_bytes(whole[:50])
    app = Gate(sealed, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        assert "not touched" in cells(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Put which copy" in cells(app))
        await pilot.press("enter")
        await on(pilot, UnlockScreen)
        await answer(pilot, SECRET)
        caseload = await gone(pilot, app)
    assert len(caseload.clients) > 20
    assert caseload.audit()[-1]["action"] == "restored"
    caseload.close()


async def test_an_edited_plain_file_is_opened_by_choice(demo_file, tmp_path):
    path = tmp_path / "cases.json"
    document = json.loads(Path(demo_file).read_text("utf-8"))
    next(iter(document["clients"].values()))["phone"] = "0999"
    path.write_text(json.dumps(document), "utf-8")
    app = Gate(path, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        assert "was changed outside ipstui" in cells(app)
        await pilot.press("enter")
        caseload = await gone(pilot, app)
    assert "edit outside accepted" in [row["action"] for row in caseload.audit()]
    caseload.close()


async def test_closed_cases_are_listed_held_and_erased_by_choice(bare_pilot):
    from datetime import date

    from ipstui.casework.events import Closed, Referral

    app = bare_pilot.app
    await app.save(
        Client(id="c1", name="Zebedee Quill"),
        Referral(client="c1", on=date(2019, 1, 2)),
        Closed(client="c1", on=date(2020, 2, 29), reason="health"),
        label="long ago",
    )
    app.action_due_for_review()
    await on(bare_pilot, ChooseScreen)
    assert "DUE FOR REVIEW" in cells(app)
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Hold: a complaint" in cells(app))
    await bare_pilot.press("down", "enter")
    await until(bare_pilot, lambda: app.desk.caseload.clients["c1"].retention_hold)
    await app.save(Client(id="c1", name="Zebedee Quill"), label="lifted")
    app.action_due_for_review()
    await on(bare_pilot, ChooseScreen)
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Erase everywhere" in cells(app))
    await bare_pilot.press("end", "enter")
    await on(bare_pilot, AskScreen)
    await answer(bare_pilot, "zebedee quill")
    await on(bare_pilot, ReadingScreen)
    assert "c1" not in app.desk.caseload.clients
    await asyncio.sleep(0)
    folder = app.desk.caseload.path.parent
    assert not [file for file in folder.rglob("*") if file.is_file() and b"Zebedee" in file.read_bytes()]
