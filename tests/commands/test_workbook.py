"""`ipstui workbook`: the caseload written out, noted, owner-only, and readable again without adding anything."""

from __future__ import annotations

import io
import json
import os
import re
import stat
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from ipstui.cli import main

TODAY = "2026-11-25"


def run(*args: object, db: Path, code: int = 0):
    result = CliRunner().invoke(main, ["--today", TODAY, *map(str, args)], env={"IPSTUI_DB": str(db)})
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "cases" / "cases.json"
    CliRunner().invoke(main, ["--today", TODAY, "demo", "--keep", str(path), "--no-screen"])
    return path


def test_four_sheets_that_are_noted_and_owner_only(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    result = run("workbook", target, db=db)
    assert "in clear" in result.stderr
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["People", "Events", "Jobs", "Contacts"]
    assert book["People"].max_row == 25
    assert [c.value for c in book["People"][1]][:4] == ["Name", "Phone", "Year of birth", "Referral date"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert str(target) in run("where", db=db).stdout
    before = target.read_bytes()
    assert "already exists" in run("workbook", target, db=db, code=2).stderr
    assert target.read_bytes() == before


def _words(cell: object) -> list[str]:
    return re.findall(r"[\w'-]+", str(cell))


def test_initials_say_no_name(db: Path, tmp_path: Path) -> None:
    run("workbook", tmp_path / "a.xlsx", "--initials", db=db)
    people = openpyxl.load_workbook(tmp_path / "a.xlsx")["People"]
    names = [client["name"] for client in json.loads(db.read_text(encoding="utf-8"))["clients"].values()]
    cells = {str(cell) for row in people.iter_rows(values_only=True) for cell in row}
    assert not cells & set(names)
    assert all(row[1] is None for row in people.iter_rows(min_row=2, values_only=True))
    parts = {part for name in names for part in name.split() if len(part) > 1}
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx"):
        words = {word for row in sheet.iter_rows(min_row=2, values_only=True) for cell in row for word in _words(cell)}
        assert not words & parts, sheet.title


def test_chosen_columns_of_one_table(db: Path, tmp_path: Path) -> None:
    run("workbook", tmp_path / "a.csv", "--columns", "name,referral_date", db=db)
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "Name,Referral date"
    assert len(lines) == 25
    assert "there is no nonsense" in run("workbook", tmp_path / "b.csv", "--columns", "nonsense", db=db, code=2).stderr
    assert "--sheet" in run("workbook", tmp_path / "b.csv", "--sheet", "x", db=db, code=2).stderr
    assert ".xlsx" in run("workbook", tmp_path / "b.pdf", db=db, code=2).stderr
    assert "no folder" in run("workbook", tmp_path / "none" / "b.csv", db=db, code=2).stderr


def test_nobody(tmp_path: Path) -> None:
    db = tmp_path / "cases" / "cases.json"
    run("--create", "--plain", "add", "Ann Marl", db=db)
    run("erase", "Ann Marl", "--confirm", "Ann Marl", db=db)
    assert "nobody" in run("workbook", tmp_path / "a.csv", db=db).stderr
    assert (tmp_path / "a.csv").read_text("utf-8-sig").startswith("Name,")


def test_brought_in_elsewhere_twice_it_adds_nothing_the_second_time(db: Path, tmp_path: Path) -> None:
    run("workbook", tmp_path / "a.xlsx", db=db)
    other = tmp_path / "other" / "cases.json"
    run("--create", "--plain", "add", "Zebedee Quill", db=other)
    said = json.loads(run("sheet", tmp_path / "a.xlsx", "--dry-run", "--json", db=other).stdout)
    assert len(said["people"]) == 24
    run("sheet", tmp_path / "a.xlsx", db=other)
    after = other.read_bytes()
    assert "Nothing was added" in run("sheet", tmp_path / "a.xlsx", db=other).stderr
    assert other.read_bytes() == after


def test_days_and_months(tmp_path: Path) -> None:
    db = tmp_path / "cases" / "cases.json"
    run("--create", "--plain", "add", "Ann Marl", db=db)
    run("log", "Ann Marl", "profile-updated", "--on", "2026-10-01", "--on-precision", "month", db=db)
    run("workbook", tmp_path / "a.xlsx", db=db)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert "2026-10" in [cell for row in book["Events"].iter_rows(values_only=True) for cell in row]
