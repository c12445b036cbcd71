"""`ipstui calendar`: only what is new or moved, noted, owner-only; a folder that is read-only is a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from ipstui.cli import main
from ipstui.exchange import calendar_written
from ipstui.store.errors import NotSaved
from tests.machine import SUPERUSER


def run(*args: object, db: Path, code: int = 0):
    result = CliRunner().invoke(main, ["--today", "2026-11-25", *map(str, args)], env={"IPSTUI_DB": str(db)})
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def entries(path: Path) -> list[str]:
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [event["dtstart"].to_ical().decode() for event in events]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "cases" / "cases.json"
    run("--create", "--plain", "add", "Connor O’Farrowby", db=path)
    return path


def test_new_moved_cancelled(db: Path, tmp_path: Path) -> None:
    booked = run("log", "Connor", "appointment", "--on", "2027-03-25 10:00", db=db).stdout.strip()
    first = run("calendar", tmp_path / "1.ics", db=db)
    assert "in clear" in first.stderr
    assert entries(tmp_path / "1.ics") == ["20270325T100000Z"]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "1.ics").stat().st_mode) == 0o600
    assert "1.ics" in run("where", db=db).stdout
    assert "holds no entry" in run("calendar", tmp_path / "2.ics", db=db).stderr
    assert entries(tmp_path / "2.ics") == []
    assert "already exists" in run("calendar", tmp_path / "2.ics", db=db, code=2).stderr
    run("calendar", tmp_path / "all.ics", "--all", db=db)
    assert len(entries(tmp_path / "all.ics")) == 1
    run("log", "Connor", "appointment", "--on", "2026-11-25 09:00", "--state", "moved", "--booking", booked,
        "--moved-to", "2027-03-30 10:00", db=db)  # fmt: skip
    assert "Moved: Thu 25 Mar 10:00 is now Tue 30 Mar 10:00" in run("calendar", tmp_path / "3.ics", db=db).stderr
    assert entries(tmp_path / "3.ics") == ["20270330T090000Z"]
    run("log", "Connor", "appointment", "--on", "2026-11-25 10:00", "--state", "cancelled", "--booking", booked, db=db)
    assert "Cancelled: Tue 30 Mar 10:00" in run("calendar", tmp_path / "4.ics", db=db).stderr
    assert "Cancelled" not in run("calendar", tmp_path / "5.ics", db=db).stderr


@pytest.mark.posix("rights of a folder as a mode")
@pytest.mark.skipif(SUPERUSER, reason="a folder that root cannot be kept out of")
def test_a_folder_that_may_not_be_written_to(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    before = db.read_bytes()
    assert "may not be written" in run("calendar", folder / "1.ics", db=db, code=2).stderr
    assert db.read_bytes() == before


def test_a_file_that_is_there_is_told_although_what_it_holds_could_not_be_noted(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("the disk is full")

    monkeypatch.setattr(calendar_written, "keep_given", full)
    told = run("calendar", tmp_path / "1.ics", db=db)
    assert str(tmp_path / "1.ics") in told.stdout
    assert "could not be noted (the disk is full): the next file gives the same again." in told.stderr


def test_a_folder_gets_a_file_of_its_own(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    run("log", "Connor", "probation-appointment", "--on", "2026-12-01 11:15", "--where", "Larch Street", db=db)
    run("calendar", folder, db=db)
    (written,) = folder.iterdir()
    text = written.read_text("utf-8")
    assert "SUMMARY:Appointment" in text
    assert not [word for word in ("Connor", "Farrowby", "Larch", "robation") if word in text]
