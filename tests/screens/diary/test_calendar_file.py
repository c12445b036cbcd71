"""The calendar file by a key, and the caseload as a spreadsheet: noted, and told to be in clear."""

import pytest

from ipstui.screens.choose import ChooseScreen
from tests.screens.driving import cells, choose, client_named, said, until


@pytest.fixture
def downloads(tmp_path, monkeypatch):
    folder = tmp_path / "home" / "Downloads"
    folder.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder.parent))
    return folder


async def test_the_diary_writes_what_is_new_once(pilot, downloads):
    app = pilot.app
    for entries in (True, False):
        await pilot.press("f6", "o")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Where to?" in cells(app))
        await choose(pilot, "Downloads")
        await until(pilot, lambda: "Bookings for your calendar" in cells(app))
        told = "Entries: " if entries else "Nothing is new or moved"
        assert told in cells(app)
        await pilot.press("escape")
        (file,) = downloads.glob("calendar-*.ics")
        written = file.read_text("utf-8")
        assert ("BEGIN:VEVENT" in written) is entries
        assert client_named(app, "Jason").name not in written
        assert str(file) in {row["where"] for row in app.desk.caseload.outside()}
        file.unlink()


async def test_the_caseload_as_a_spreadsheet_goes_to_the_downloads(pilot, downloads):
    pilot.app.act("flow('workbook')")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("enter")
    await until(pilot, lambda: "Where to?" in cells(pilot.app))
    await choose(pilot, "Downloads")
    await said(pilot, "in clear")
    (file,) = downloads.glob("caseload-*.xlsx")
    assert str(file) in {row["where"] for row in pilot.app.desk.caseload.outside()}
