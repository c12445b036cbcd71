"""`ipstui takeout`: every row of every table, readable by other programs, and what each field means."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from ipstui.casework.events import KINDS
from ipstui.cli import main
from ipstui.exchange.takeout import takeout_files, without_apart


def run(*args: object, db: Path, code: int = 0):
    result = CliRunner().invoke(main, ["--today", "2026-11-25", *map(str, args)], env={"IPSTUI_DB": str(db)})
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "cases" / "cases.json"
    CliRunner().invoke(main, ["--today", "2026-11-25", "demo", "--keep", str(path), "--no-screen"])
    return path


def test_every_row_of_every_table(db: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "mine", db.read_text("utf-8")
    result = run("takeout", out, db=db)
    assert "in clear" in result.stderr
    tables = {name: rows for name, rows in json.loads(before).items() if name != "ipstui"}
    for name, rows in tables.items():
        lines = [json.loads(line) for line in (out / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert lines == list(rows.values())
        if rows:
            ((count,),) = duckdb.sql(
                f"SELECT count(*) FROM read_csv('{out / name}.csv', header = true, all_varchar = true)"
            ).fetchall()
            assert count == len(rows), name
    assert str(out) in run("where", db=db).stdout


@pytest.mark.parametrize("odd", [[], {"a": 1}, None, 7])
def test_rows_that_another_program_left_odd_are_taken_out_as_they_are(odd: object) -> None:
    rows = {"1": {"id": odd, "kind": odd, "voids": odd}, "2": {"kind": "conviction"}, "3": {"id": "n", "kind": "note"}}
    kept, left = without_apart({"events": rows})
    assert (set(kept["events"]), left) == ({"1", "3"}, 1)
    assert takeout_files(kept, date(2026, 11, 25))["events.jsonl"].count(b"\n") == 2


def test_former_keys_and_secrets_stay_where_they_are() -> None:
    tables = {name: {"1": {"key": "secret"}} for name in ("keys", "outcomes", "intents")}
    files = takeout_files({**tables, "clients": {"1": {"id": "c1", "name": "Sam"}}}, date(2026, 11, 25))
    assert set(files) == {"README.txt", "clients.jsonl", "clients.csv"}
    assert not [name for name, data in files.items() if b"secret" in data or b"outcomes" in data]


def test_the_fields_are_all_told(db: Path, tmp_path: Path) -> None:
    run("takeout", tmp_path / "mine", db=db)
    told = (tmp_path / "mine" / "README.txt").read_text("utf-8")
    for kind, struct in KINDS.items():
        assert f"events of kind {kind}: " in told
        assert all(f"  {field}: " in told for field in struct.__struct_fields__)


@pytest.mark.posix("rights of a file as a mode")
def test_only_its_owner_can_read_it(db: Path, tmp_path: Path) -> None:
    run("takeout", tmp_path / "mine", db=db)
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mine").iterdir()} == {0o600}


def test_nothing_is_written_over(db: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert "already exists" in run("takeout", tmp_path / "mine", db=db, code=2).stderr
    assert list((tmp_path / "mine").iterdir()) == []
    assert "Nothing was written" in run("takeout", tmp_path / "none" / "mine", db=db, code=2).stderr


def test_what_is_erased_is_not_in_it_and_the_file_is_named(db: Path, tmp_path: Path) -> None:
    run("takeout", tmp_path / "mine", db=db)
    said = run("erase", "John Hale", "--confirm", "John Hale", db=db)
    assert str(tmp_path / "mine") in said.output
    run("takeout", tmp_path / "after", db=db)
    assert not [p for p in (tmp_path / "after").iterdir() if b"John Hale" in p.read_bytes()]
