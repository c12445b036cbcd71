"""What stands before the case file: the first run, the passphrase, a file in use or damaged."""

import json
import shutil
from pathlib import Path

from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.first_run import NewPassphraseScreen
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.app import IpsApp
from ipstui.shell.gate import Gate
from ipstui.store.caseload import Caseload
from tests.machine import carried
from tests.screens.conftest import Noon
from tests.screens.driving import (
    TODAY,
    cells,
    opened,
    until,
)
from tests.shell.sealing import SECRET, answer, on, passphrase_and_code


async def gone(pilot, app):
    await until(pilot, lambda: app.return_code is not None)
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
        await passphrase_and_code(pilot)
        caseload = await gone(pilot, app)
    assert caseload.encrypted
    caseload.close()


async def test_a_mistyped_path_makes_nothing(tmp_path):
    app = Gate(tmp_path / "nowhere" / "cases.json", clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        await pilot.press("down", "enter")
        assert await gone(pilot, app) is None
    assert list(tmp_path.iterdir()) == []


async def test_in_the_carried_folder_a_plain_file_is_no_choice(tmp_path, monkeypatch):
    carried(tmp_path, monkeypatch)
    app = Gate(tmp_path / "cases.json", clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        await pilot.press("enter")
        await on(pilot, NewPassphraseScreen)
        assert "F9" not in cells(app)
        await pilot.press("f9")
        assert isinstance(app.screen, NewPassphraseScreen)


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
    assert not caseload.encrypted
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
        await until(pilot, lambda: "Restore which backup" in cells(app))
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


async def test_a_file_in_clear_in_place_of_an_encrypted_one_is_opened_by_choice_only(sealed, demo_file):
    shutil.copy(sealed, sealed.with_name("cases.json.prev"))
    shutil.copy(demo_file, sealed)
    app = Gate(sealed, clock=Noon())
    async with opened(app) as pilot:
        await on(pilot, ChooseScreen)
        assert "is not encrypted, although what was saved here is" in cells(app)
        await pilot.press("enter")
        caseload = await gone(pilot, app)
    assert not caseload.encrypted
    caseload.close()


async def test_an_older_file_than_the_last_one_seen_here_is_told_until_it_was_read(demo_file, tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(demo_file, path)
    with Caseload.open(path, clock=Noon()) as caseload:
        caseload.record(Client(id="new", name="Zebedee"), label="added")
    shutil.copy(demo_file, path)
    with Caseload.open(path, clock=Noon()) as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with opened(app) as pilot:
            await on(pilot, ReadingScreen)
            assert "older than what was saved here" in cells(app)
