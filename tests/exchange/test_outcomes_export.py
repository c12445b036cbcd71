"""The outcomes file: nobody in it, the schema holds, and five questions of a service are answered by DuckDB."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from ipstui import guide
from ipstui.casework.checks import Unfit
from ipstui.cli import main
from ipstui.desk import Desk
from ipstui.exchange.outcomes import COLUMNS, reference
from ipstui.exchange.outcomes_export import export_outcomes, key_of
from ipstui.store.caseload import Caseload

HANDED = Path(__file__).parent / "sheets" / "outcomes-schema"
QUESTIONS = json.loads((HANDED / "questions.json").read_text("utf-8"))["questions"]
SCHEMA = (HANDED / "schema.sql").read_text("utf-8")


def loaded(*files: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(re.sub(r"--[^\n]*", "", SCHEMA))
    listed = ", ".join(f"'{file}'" for file in files)
    connection.execute(
        f"INSERT INTO outcomes SELECT * FROM read_csv([{listed}], header = true, all_varchar = true, nullstr = '')"
    )
    return connection


@pytest.fixture
def desk(tmp_path: Path):
    path = tmp_path / "cases" / "cases.json"
    CliRunner().invoke(main, ["--today", "2026-11-25", "demo", "--keep", str(path), "--no-screen"])
    with Caseload.open(path, clock=lambda: datetime(2026, 11, 25, 9, tzinfo=UTC)) as caseload:
        yield Desk(caseload, lambda: date(2026, 11, 25))


def export(desk: Desk, target: Path) -> Path:
    first, last = date(2024, 1, 1), date(2026, 11, 25)
    return export_outcomes(desk, target, service="svc-01", worker="w-1", first=first, last=last)[0]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["id"])
def test_the_five_questions(question: dict) -> None:
    connection = loaded(*sorted(HANDED.glob("worker-*.csv")))
    found = connection.execute(question["sql"]).fetchall()
    assert [[float(v) if isinstance(v, int | float) else v for v in row] for row in found] == [
        [float(v) if isinstance(v, int | float) else v for v in row] for row in question["expected"]
    ]


def test_the_schema_holds_over_an_export(desk: Desk, tmp_path: Path) -> None:
    path = export(desk, tmp_path / "mine.csv")
    assert path.read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)
    connection = loaded(path)
    counted = dict(connection.execute("SELECT record, count(*) FROM outcomes GROUP BY record").fetchall())
    assert set(counted) == {"episode", "release", "job", "employer_contacts"}
    ((people,),) = connection.execute("SELECT count(DISTINCT person) FROM outcomes WHERE record = 'episode'").fetchall()
    assert people == len(desk.caseload.clients)
    assert counted["episode"] == people + 1  # one was referred again after a closing
    for question in QUESTIONS:
        assert connection.execute(question["sql"]).fetchall() is not None


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nobody_is_in_it(desk: Desk, tmp_path: Path, ending: str) -> None:
    data = export(desk, tmp_path / f"mine.{ending}").read_bytes()
    if ending == "xlsx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    tables = json.loads(desk.caseload.path.read_text("utf-8"))
    secret = {
        str(row[field])
        for name in ("clients", "employers", "vacancies", "events")
        for row in tables[name].values()
        for field in ("id", "name", "phone", "place", "prison", "note", "words", "with_whom", "where", "role", "gp")
        if row.get(field)
    }
    assert len(secret) > 500
    for text in secret:
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        for written in {text.encode(), text.encode("cp1252", "ignore"), bare.encode()}:
            assert len(written) < 4 or written not in data, text
    names = {part for client in desk.caseload.clients.values() for part in client.name.split() if len(part) > 3}
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", data.decode("utf-8", "ignore"))]
    assert not re.search(
        r"\b20\d\d-\d\d-\d\d\b", re.sub(r"2024-01-01|2026-11-25", "", data.decode("utf-8", "ignore"))
    ) or (ending == "xlsx")


def test_references_are_stable_and_keyed(desk: Desk, tmp_path: Path) -> None:
    first, second = export(desk, tmp_path / "1.csv"), export(desk, tmp_path / "2.csv")
    assert first.read_bytes() == second.read_bytes()
    client = next(iter(desk.caseload.clients))
    assert reference(key_of(desk.caseload), client).encode() in first.read_bytes()
    assert reference(b"another key", client) != reference(key_of(desk.caseload), client)


def test_it_is_noted_before_it_is_written(desk: Desk, tmp_path: Path) -> None:
    path = export(desk, tmp_path / "mine.csv")
    assert [row["where"] for row in desk.caseload.outside() if "outcomes" in row["what"]] == [str(path)]


@pytest.mark.parametrize(
    ("how", "field"),
    [({"worker": "Jane Doe"}, "worker"), ({"service": ""}, "service"), ({"first": date(2027, 1, 1)}, "from")],
)
def test_codes_and_periods_that_cannot_be(desk: Desk, tmp_path: Path, how: dict, field: str) -> None:
    usual = {"service": "svc-01", "worker": "w-1", "first": date(2026, 1, 1), "last": date(2026, 11, 25)}
    with pytest.raises(Unfit) as caught:
        export_outcomes(desk, tmp_path / "mine.csv", **usual | how)
    assert caught.value.field == field
    with pytest.raises(Unfit):
        export_outcomes(desk, tmp_path / "mine.pdf", **usual)


def test_the_guide_asks_the_five_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a service copies from the guide runs as it stands, in a folder of such files."""
    page = (Path(guide.__file__).parent / "service.md").read_text("utf-8")
    view, *asked = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(HANDED)
    connection = duckdb.connect()
    connection.execute(view)
    assert len(asked) == len(QUESTIONS)
    for sql, question in zip(asked, QUESTIONS, strict=True):
        found = [list(row) for row in connection.execute(sql).fetchall()]
        assert found == question["expected"], question["id"]
