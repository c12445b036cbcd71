"""`ipstui sheet`: shown, saved as one action, taken back as one; a second time adds nothing."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipstui.casework.history import effective
from ipstui.cli import main
from ipstui.desk import Desk
from ipstui.exchange.sheet.bring_in import bring_in, prepare
from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.propose import propose
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.store.caseload import Caseload

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange" / "sheet"))
from made_sheets import text

TODAY = "2026-11-25"
SHEETS = sorted(
    p for p in (Path(__file__).parents[1] / "exchange" / "sheets").glob("0*") if p.suffix in (".csv", ".xlsx")
)


def run(*args: object, db: Path | None = None, code: int = 0):
    env = {"IPSTUI_DB": str(db) if db else None}
    result = CliRunner().invoke(main, ["--today", TODAY, *map(str, args)], env=env)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "cases" / "cases.json"
    run("--create", "--plain", "add", "Zebedee Quill", db=path)
    return path


def opened(db: Path) -> Desk:
    caseload = Caseload.open(db, clock=lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
    return Desk(caseload, lambda: date(2026, 11, 25))


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name[:2])
def test_once_is_enough(db: Path, path: Path) -> None:
    before = run("sheet", path, "--dry-run", "--json", db=db)
    file = db.read_bytes()
    said = json.loads(before.stdout)
    assert db.read_bytes() == file
    assert {"people", "events", "asks", "notes", "left_out", "refused"} <= said.keys()
    assert said["unfit"] == []
    first = run("sheet", path, db=db)
    assert "Saved" in first.stderr
    after = db.read_bytes()
    again = run("sheet", path, db=db)
    assert "Nothing was added" in again.stderr
    assert db.read_bytes() == after


def test_what_is_saved_is_what_was_shown(db: Path) -> None:
    said = json.loads(run("sheet", SHEETS[0], "--dry-run", "--json", db=db).stdout)
    run("sheet", SHEETS[0], db=db)
    desk = opened(db)
    try:
        names = {c.name for c in desk.caseload.clients.values()}
        assert names == {p["name"] for p in said["people"]} | {"Zebedee Quill"}
        events = [e for c in desk.caseload.clients for e in effective(desk.caseload.events_of(c))]
        assert len(events) == 1 + len(said["events"]) + len(said["notes"])  # one was there: the referral of Zebedee
        paul = desk.find_client("Paul Thistlewade")
        (job,) = desk.casefile(paul.id).story.work.jobs
        assert desk.caseload.employers[job.employer].name == "Brightwater Facilities"
        unknown = [e for e in desk.caseload.events_of(paul.id) if e.on_precision == "unknown"]
        assert {e.on for e in unknown} == {date(2026, 11, 25)}
    finally:
        desk.caseload.close()


def test_undo_takes_all_back_and_it_can_come_in_again(db: Path) -> None:
    desk = opened(db)
    try:
        book = open_book(SHEETS[0])
        plan = propose(book, date(2026, 11, 25))
        assert bring_in(prepare(plan, desk), desk, SHEETS[0]) is not None
        assert len(desk.caseload.clients) == 24
        desk.undo()
        assert [c.name for c in desk.caseload.clients.values()] == ["Zebedee Quill"]
        assert not [e for p in plan.people for e in effective(desk.caseload.events_of(p.known or p.key))]
        again = prepare(propose(book, date(2026, 11, 25)), desk)
        assert (again.new_people, again.plan.already) == (23, 0)
    finally:
        desk.caseload.close()


def test_what_was_taken_back_by_hand_stays_taken_back(db: Path, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [["Name", "Referral date"], ["Ann Marl", "14/09/2026"]])
    run("sheet", path, db=db)
    shown = json.loads(run("show", "Ann Marl", "--json", db=db).stdout)
    run("log", "Ann Marl", "void", "--voids", shown["events"][0]["id"], db=db)
    assert "Nothing was added" in run("sheet", path, db=db).stderr
    assert json.loads(run("show", "Ann Marl", "--json", db=db).stdout)["events"] == []


def test_somebody_of_that_name_is_asked_about(db: Path, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [["Name", "Referral date"], ["ZEBEDEE QUILL", "14/09/2026"]])
    said = json.loads(run("sheet", path, "--dry-run", "--json", db=db).stdout)
    (ask,) = said["asks"]
    assert (ask["kind"], ask["scope"]) == ("already_here", "person")
    answers = tmp_path / "map.json"
    answers.write_text(json.dumps({"answers": {ask["key"]: "somebody new"}}))
    run("sheet", path, "--map", answers, db=db)
    assert run("show", "Zebedee Quill", db=db, code=2).stderr.count("Zebedee Quill (") == 2


def test_a_fact_that_does_not_fit_is_said_and_the_rest_comes_in(db: Path, tmp_path: Path) -> None:
    run("log", "Zebedee Quill", "released", "--on", "2026-09-01", db=db)
    path = text(
        tmp_path / "a.csv", [["Name", "Date released", "VP date"], ["Zebedee Quill", "02/10/2026", "14/09/2026"]]
    )
    said = json.loads(run("sheet", path, "--dry-run", "--json", db=db).stdout)
    assert [each["source"] for each in said["unfit"]] == ["record 2 Date released"] or said["asks"]
    run("sheet", path, db=db)
    kinds = [e["kind"] for e in json.loads(run("show", "Zebedee Quill", "--json", db=db).stdout)["events"]]
    assert kinds.count("released") == 1


def test_a_refusal_changes_nothing_and_is_json_too(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    before = db.read_bytes()
    result = run("sheet", path, "--dry-run", "--json", db=db, code=2)
    assert json.loads(result.stdout)["refused"]["kind"] == "not_a_spreadsheet"
    assert "Nothing was changed" in run("sheet", path, db=db, code=2).stderr
    assert db.read_bytes() == before


def test_a_file_changed_after_it_was_shown(db: Path, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [["Name", "Referral date"], ["Ann Marl", "14/09/2026"]])
    desk = opened(db)
    try:
        prepared = prepare(propose(open_book(path), date(2026, 11, 25)), desk)
        text(path, [["Name", "Referral date"], ["Ann Marl", "15/09/2026"]])
        with pytest.raises(SheetRefused) as caught:
            bring_in(prepared, desk, path)
        assert caught.value.kind == "changed"
        assert len(desk.caseload.clients) == 1
    finally:
        desk.caseload.close()


def test_the_mapping_is_remembered_by_the_headings(db: Path, tmp_path: Path) -> None:
    rows = [["Name", "Thing", "Referral date"], ["Ann Marl", "joinery", "14/09/2026"]]
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"columns": {"": {"Thing": "wants"}}}), "utf-8-sig")  # as Notepad may save it
    run("sheet", text(tmp_path / "a.csv", rows), "--map", mapping, db=db)
    later = text(tmp_path / "b.csv", [rows[0], ["Bob Fell", "welding", "15/09/2026"]])
    said = json.loads(run("sheet", later, "--dry-run", "--json", db=db).stdout)
    assert {"wants": "welding"} in [e["fields"] for e in said["events"]]


@pytest.mark.parametrize(
    ("mapping", "word"),
    [('{"columns": {"": {"A": "nonsense"}}}', "nonsense"), ("{", "mapping"), ('{"colums": {}}', "colums"),
     ('{"columns": {"": {"Start": "referral.date", "Begin": "referral.date"}}}', "only one")],
)  # fmt: skip
def test_a_mapping_that_cannot_be(db: Path, tmp_path: Path, mapping: str, word: str) -> None:
    path = tmp_path / "map.json"
    path.write_text(mapping)
    assert word in run("sheet", SHEETS[0], "--map", path, db=db, code=2).stderr


def test_for_a_look_no_case_file_is_needed(tmp_path: Path) -> None:
    said = json.loads(run("sheet", SHEETS[3], "--dry-run", "--json", db=tmp_path / "none.json").stdout)
    assert len(said["people"]) == 15
    assert os.listdir(tmp_path) == []
    run("sheet", SHEETS[3], db=tmp_path / "none.json", code=2)


def test_the_preview_says_where_each_came_from(db: Path) -> None:
    printed = run("sheet", SHEETS[4], "--dry-run", db=db).stdout
    assert "In work!D5" in printed
    assert "QQ 12" not in run("sheet", SHEETS[0], "--dry-run", db=db).stdout
