"""What a person does for their data: passphrase, copies, settings, closed cases."""

import asyncio
import shutil

import pytest
from textual.widgets import Input

from ipstui.casework.people import Client, Settings
from ipstui.desk import Desk
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.first_run import CodeScreen, NewPassphraseScreen
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase
from ipstui.store.vault import Vault
from tests.screens.driving import (
    TODAY,
    cells,
    fill,
    opened,
    problem,
    said,
    save,
    seen,
    until,
)
from tests.shell.sealing import SECRET, answer, on, passphrase_and_code


@pytest.fixture
def pilot(sealed_pilot):
    """The program on an encrypted case file."""
    return sealed_pilot


async def test_the_passphrase_changes_and_the_old_one_no_longer_opens(pilot, sealed):
    app = pilot.app
    app.action_flow("change_passphrase")
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
    await until(pilot, lambda: list((sealed.parent / "backups").glob("*.json")))
    pilot.app.action_flow("verify")
    await on(pilot, ReadingScreen)
    assert "all good" in cells(pilot.app)


async def test_a_copy_is_put_back_and_the_screen_goes_on_in_it(pilot, sealed):
    app = pilot.app
    await until(pilot, lambda: list((sealed.parent / "backups").glob("*.json")))
    await app.save(Client(id="new", name="Zebedee"), label="added")
    app.action_flow("restore")
    await on(pilot, ChooseScreen)
    await pilot.press("enter")
    await until(pilot, lambda: "Go back to" in cells(app))
    await pilot.press("down", "enter")
    await said(pilot, "Restored")
    assert "new" not in app.desk.caseload.clients
    assert list(sealed.parent.glob("cases.damaged-*.json"))
    await app.save(Client(id="new", name="Zebedee"), label="added")


async def test_in_read_only_every_saving_action_says_a_sentence(demo_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(demo_file, path)
    with Caseload.open(path, read_only=True) as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with opened(app) as pilot:
            assert "to read only" in seen(app)  # said over the top line for a moment, which then says READ ONLY
            before = path.read_bytes()
            await pilot.press("space")
            await said(pilot, "read only")
            for flow in ("restore", "change_passphrase", "new_code"):
                app.clear_notifications()
                app.action_flow(flow)
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
    fill(app, auto_lock_minutes="5", theme="light", second_folder=str(app.desk.caseload.path.parent))
    await save(bare_pilot)
    assert "only an encrypted" in problem(app)
    fill(app, second_folder="")
    await save(bare_pilot)
    await until(bare_pilot, lambda: app.theme == "light")
    assert app.desk.caseload.settings.auto_lock_minutes == 5
    app.action_flow("data_protection")
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
    await app.off_thread(app.copying.copy_if_due)
    app.action_flow("change_passphrase")
    await on(bare_pilot, NewPassphraseScreen)
    await passphrase_and_code(bare_pilot)
    await said(bare_pilot, "Encrypted.")
    assert not [f for f in path.parent.rglob("*.json*") if b"Zebedee" in f.read_bytes()]


async def test_encrypting_reaches_the_copies_when_the_disk_does_not_confirm(bare_pilot, monkeypatch):
    app = bare_pilot.app
    path = app.desk.caseload.path
    await app.save(Client(id="c1", name="Zebedee"), label="added")
    await app.off_thread(app.copying.copy_if_due)
    storage, sync, failed = app.desk.caseload.storage, app.desk.caseload.storage.disk.sync_folder, []

    def once(folder):
        if not failed:
            failed.append(folder)
            raise OSError(5, "EIO")
        sync(folder)

    monkeypatch.setattr(storage.disk, "sync_folder", once)
    monkeypatch.setattr(storage, "_back_to", lambda prev: False)
    app.action_flow("change_passphrase")
    await on(bare_pilot, NewPassphraseScreen)
    await passphrase_and_code(bare_pilot)
    await said(bare_pilot, "Encrypted.")
    assert failed
    assert not [f for f in path.parent.rglob("*.json*") if b"Zebedee" in f.read_bytes()]


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
    app.action_flow("due_for_review")
    await on(bare_pilot, ChooseScreen)
    assert "DUE FOR REVIEW" in cells(app)
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Hold: a complaint" in cells(app))
    await bare_pilot.press("down", "enter")
    await until(bare_pilot, lambda: app.desk.caseload.clients["c1"].retention_hold)
    await app.save(Client(id="c1", name="Zebedee Quill"), label="lifted")
    app.action_flow("due_for_review")
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


async def test_an_erasure_that_is_not_finished_says_what_is_left_and_that_it_goes_on(bare_pilot, monkeypatch):
    from datetime import date

    from ipstui.casework.events import Closed, Referral

    app = bare_pilot.app
    await app.save(
        Client(id="c1", name="Zebedee Quill"),
        Referral(client="c1", on=date(2019, 1, 2)),
        Closed(client="c1", on=date(2020, 2, 29), reason="health"),
        label="long ago",
    )
    await app.off_thread(app.copying.copy_if_due)
    disk, folder = app.desk.caseload.storage.disk, app.desk.caseload.path.parent / "backups"
    replace = disk.replace

    def refuse(new, path):
        if path.parent == folder:
            raise PermissionError(13, "Permission denied")
        replace(new, path)

    monkeypatch.setattr(disk, "replace", refuse)
    app.action_flow("due_for_review")
    await on(bare_pilot, ChooseScreen)
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Erase everywhere" in cells(app))
    await bare_pilot.press("end", "enter")
    await on(bare_pilot, AskScreen)
    await answer(bare_pilot, "zebedee quill")
    await on(bare_pilot, ReadingScreen)
    told = cells(app)
    assert "Erased, not finished" in told
    assert "may still hold the person" in told
    assert "NOT cleaned yet; the next opening tries again" in told


async def test_two_records_of_one_person_are_made_one_and_u_takes_it_back(bare_pilot):
    app = bare_pilot.app
    await app.save(Client(id="c1", name="Siân O'Dea"), Client(id="c2", name="Sian ODea", phone="0999"), label="added")
    app.action_flow("merge")
    await on(bare_pilot, ChooseScreen)
    await bare_pilot.press(*"siân o'", "enter")
    await until(bare_pilot, lambda: "becomes part of" in cells(app))
    await bare_pilot.press("enter")
    await until(bare_pilot, lambda: "Are they one person?" in cells(app))
    await bare_pilot.press("down", "enter")
    await said(bare_pilot, "came over")
    assert len(app.desk.caseload.clients) == 1
    await bare_pilot.press("u")
    await said(bare_pilot, "Undone")
    assert app.desk.caseload.clients.keys() == {"c1", "c2"}


async def test_a_person_is_handed_over_erased_here_and_brought_in_again(bare_pilot, tmp_path):
    from datetime import date

    from ipstui.casework.events import Contact, Referral

    app, file, own = bare_pilot.app, tmp_path / "quill.json", "four plain unrelated words"
    met = Contact(client="c1", on=date(2026, 11, 20), mode="face_to_face", note="met at the gate")
    await app.save(Client(id="c1", name="Zebedee Quill"), Referral(client="c1", on=date(2026, 11, 2)), met, label="in")
    app.action_flow("hand_over")
    await on(bare_pilot, ChooseScreen)
    await bare_pilot.press("enter")
    await on(bare_pilot, AskScreen)
    await answer(bare_pilot, str(file))
    await on(bare_pilot, NewPassphraseScreen)
    app.screen.query_one("#first", Input).value = app.screen.query_one("#second", Input).value = own
    await bare_pilot.press("tab", "enter")
    await until(bare_pilot, file.exists)
    await said(bare_pilot, "Zebedee Quill written to")
    assert b"Zebedee" not in file.read_bytes()
    app.action_flow("erase")
    await on(bare_pilot, ChooseScreen)
    await bare_pilot.press("enter")
    await on(bare_pilot, AskScreen)
    await answer(bare_pilot, "zebedee quill")
    await on(bare_pilot, ReadingScreen)
    assert not app.desk.caseload.clients
    await bare_pilot.press("escape")
    app.action_flow("bring_in")
    await on(bare_pilot, AskScreen)
    await answer(bare_pilot, str(file))
    await on(bare_pilot, UnlockScreen)
    await answer(bare_pilot, own)
    await said(bare_pilot, "events brought in")
    assert [c.name for c in app.desk.caseload.clients.values()] == ["Zebedee Quill"]
    assert any(getattr(e, "note", "") == "met at the gate" for e in app.desk.caseload.events_of("c1"))
