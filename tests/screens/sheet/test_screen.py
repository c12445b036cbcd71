"""A spreadsheet by keys: found where it was saved, settled, looked at, saved as one action, taken back as one."""

import os
from datetime import date

import pytest

from ipstui.exchange.sheet.bring_in import prepare
from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.settling import Settling
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.sheet.flow import lately_saved
from ipstui.screens.sheet.screen import SheetScreen
from ipstui.screens.sheet.steps import step
from ipstui.widgets.lines import Line
from tests.exchange.sheet.made_sheets import xlsx
from tests.screens.driving import cells, choose, lines, said, still, until

PEOPLE = [
    ["Name", "Referral date", "Release date", "Odd"],
    ["Ann Oakley", date(2026, 9, 14), date(2026, 12, 17), "left-handed"],
    ["Bo Fell", date(2026, 10, 1), "3rd Aug", "tall"],
]


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A file in the folder of downloads."""
    (tmp_path / "Downloads").mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    return xlsx(tmp_path / "Downloads" / "mine.xlsx", People=PEOPLE)


async def begin(pilot):
    pilot.app.act("flow('sheet')")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await choose(pilot, "mine.xlsx")
    await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
    await still(pilot)


async def test_from_a_file_to_one_action_that_can_be_taken_back(pilot, sheet):
    app, before = pilot.app, dict(pilot.app.desk.caseload.clients)
    await begin(pilot)
    await pilot.press("right", "end", "enter")
    await choose(pilot, "leave it out")
    await until(pilot, lambda: "left out" in cells(app) or "asked about" in cells(app))
    await pilot.press("escape")
    assert app.desk.caseload.clients == before
    await begin(pilot)
    await pilot.press("f10")
    await said(pilot, "F10 again")
    assert "Ann Oakley" in cells(app)
    await pilot.press("f10")
    await choose(pilot, "Bring all of it in")
    await said(pilot, "Saved: 2 new people")
    assert {client.name for client in app.desk.caseload.clients.values()} >= {"Ann Oakley", "Bo Fell"}
    ann = next(c.id for c in app.desk.caseload.clients.values() if c.name == "Ann Oakley")
    assert not any("left-handed" in getattr(e, "note", "") for e in app.desk.caseload.events_of(ann))
    await begin(pilot)
    await pilot.press("f10", "f10")
    await said(pilot, "Nothing to add")
    await pilot.press("escape", "u")
    await until(pilot, lambda: not any(c.name == "Bo Fell" for c in app.desk.caseload.clients.values()))


async def test_a_file_changed_after_it_was_looked_at_is_not_saved(pilot, sheet):
    await begin(pilot)
    xlsx(sheet, People=[*PEOPLE, ["Cy Dale", date(2026, 10, 1), None, None]])
    await pilot.press("f10", "f10")
    await choose(pilot, "Bring all of it in")
    await said(pilot, "was changed since it was read")


async def test_what_is_no_spreadsheet_is_told_with_its_reason(pilot, sheet):
    sheet.write_bytes(b"%PDF-1.7")
    pilot.app.act("flow('sheet')")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await choose(pilot, "mine.xlsx")
    await said(pilot, "is a PDF, not a spreadsheet. Nothing was changed.")


def test_the_look_holds_every_event_and_every_note_with_its_cell(desk, sheet):
    settling = Settling(open_book(sheet), desk.today, {}, {})
    prepared = prepare(settling.plan, desk)
    rows = [row.cells for row in step(3, settling, prepared, desk.today).rows if isinstance(row, Line)]
    assert len([cells for cells in rows if cells[0].startswith("  ")]) == prepared.new_events
    assert ("  People!D2", "note: Odd: left-handed", "") in rows


def test_the_newest_spreadsheets_come_first_and_locks_of_excel_are_none(tmp_path):
    (tmp_path / "Desktop").mkdir()
    for age, name in enumerate(["old.csv", "new.XLSX", "~$new.xlsx", "letter.docx"]):
        (tmp_path / "Desktop" / name).write_text("")
        os.utime(tmp_path / "Desktop" / name, (age, age))
    assert [path.name for path in lately_saved(tmp_path)] == ["new.XLSX", "old.csv"]


def test_the_questions_at_80_by_24(pictured, snap_compare, sheet):
    async def go(pilot):
        await begin(pilot)
        await pilot.press("right", "right")
        assert lines(pilot.app)
        await still(pilot)

    assert snap_compare(pictured, run_before=go)
