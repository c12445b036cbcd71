"""The commands of the day: diary, find, copy, and the week's report."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from ipstui.cli import main
from ipstui.commands.opening import Sitting
from ipstui.commands.report_week import week
from ipstui.store.caseload import Caseload
from tests.commands.test_case_commands import done, refused, run

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "cases.json"
    done("--create", "--plain", "add", "Jason O'Dea", "--referred", "3 nov", "--in-custody", "no", db=path)
    done("add", "Jade Pryce", "--referred", "3 nov", "--in-custody", "no", db=path)
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    done("demo", "--keep", path, "--no-screen")
    return path


def told(*args, db):
    """What a command prints as JSON."""
    return json.loads(done(*args, "--json", db=db))


def report(*args, db):
    """`report week`, which is attached to `report` elsewhere."""
    sitting = Sitting(db=str(db), fixed=TODAY)
    return CliRunner().invoke(week, list(args), obj=sitting)


def test_diary_has_the_week_that_holds_the_day_and_the_shape_of_the_contract(demo):
    found = told("diary", "--week", "3 dec", db=demo)
    assert (found["from"], found["to"]) == ("2026-11-30", "2026-12-06")
    assert [day["date"] for day in found["days"]] == [f"2026-{d}" for d in
        ("11-30", "12-01", "12-02", "12-03", "12-04", "12-05", "12-06")]  # fmt: skip
    entry = found["days"][0]["entries"][0]
    assert {"at", "until", "client", "name", "what", "where", "with", "state", "event"} <= entry.keys()
    assert isinstance(found["unanswered"], list)


def test_what_was_logged_is_in_the_diary_with_its_length_and_unanswered_once_it_is_over(db):
    event = done(
        "log", "jason", "appointment", "--on", "tomorrow 2pm-2:45pm", "--what", "gp", "--where", "Leeds", db=db
    )
    (entry,) = next(d for d in told("diary", "--week", "tomorrow", db=db)["days"] if d["date"] == "2026-11-23")[
        "entries"
    ]
    assert (entry["at"], entry["until"], entry["event"], entry["where"]) == ("14:00", "14:45", event, "Leeds")
    later = CliRunner().invoke(main, ["--today", "2026-12-20", "--db", str(db), "diary", "--json"])
    assert [e["event"] for e in json.loads(later.stdout)["unanswered"]] == [event]


def test_two_at_one_time_are_said_in_the_plain_lines(db):
    for name in ("jason", "jade"):
        done("log", name, "appointment", "--on", "tomorrow 2pm", db=db)
    printed = " ".join(done("diary", "--week", "tomorrow", db=db).split())
    assert "at the same time as Jade Pryce (meeting)" in printed
    assert max(map(len, done("diary", "--week", "tomorrow", db=db).splitlines())) <= 80


def test_a_week_that_cannot_be_read_is_refused_with_its_field(db):
    assert refused("diary", "--week", "31 feb", db=db).startswith("--week:")


def test_diary_with_nobody_says_so(tmp_path):
    done("--create", "--plain", "add", "X", "--referred", "today", db=tmp_path / "c.json")
    assert "Nothing is booked" in done("diary", db=tmp_path / "c.json")


def test_find_prints_what_the_contract_says_newest_first(db):
    first = done("log", "jason", "contact", "--on", "3 nov", "by the café", db=db)
    second = done("log", "jade", "note", "--on", "20 nov", "CAFÉ again", db=db)
    found = told("find", "cafe", db=db)
    assert [each["event"] for each in found] == [second, first]
    assert found[0] == {"client": found[0]["client"], "name": "Jade Pryce", "event": second, "on": "2026-11-20",
                        "kind": "note", "text": "CAFÉ again"}  # fmt: skip
    assert [each["kind"] for each in told("find", "odea", db=db)] == ["person"]
    assert told("find", "cafe", "--kind", "note", db=db) == found[:1]
    assert told("find", "cafe", "--to", "10 nov", db=db) == found[1:]
    assert told("find", "zzz", db=db) == []


def test_find_refuses_what_it_cannot_read(db):
    assert "no kind of entry" in refused("find", "x", "--kind", "nonsense", db=db)
    assert refused("find", "x", "--from", "31 feb", db=db).startswith("--from:")
    assert "Missing argument" in run("find", db=db).stderr


def test_find_lists_the_newest_and_says_that_there_are_more(demo):
    printed = done("find", "met", db=demo)
    assert "--all prints everything" in printed
    assert len(done("find", "met", "--all", db=demo)) > len(printed)


def test_copy_prints_the_entries_and_notes_them(db):
    done("log", "jason", "contact", "--mode", "phone", "--outcome", "seen", "--on", "20 nov 3pm", "rang back", db=db)
    done("log", "jason", "note", "for me alone", db=db)
    printed = run("copy", "jason", "--since-last", db=db)
    assert "Fri 20 Nov 2026 15:00, phone, client\nSpoke by phone\nrang back" in printed.stdout
    assert "for me alone" not in printed.stdout
    assert "1 note is left out" in printed.stderr
    again = run("copy", "jason", "--since-last", db=db)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "Nothing to copy since last time" in again.stderr
    assert "rang back" in done("copy", "jason", db=db)


def test_copy_may_note_nothing_and_prints_json(db):
    found = told("copy", "jason", "--no-note", db=db)
    assert found["entries"][0]["text"].startswith("Referred")
    assert told("copy", "jason", "--no-note", "--since-last", db=db) == found


def test_copy_to_a_file_is_listed_and_never_overwrites(db, tmp_path):
    path = tmp_path / "out.txt"
    assert done("copy", "jason", "--to", path, db=db) == str(path)
    assert "Referred" in path.read_text("utf-8")
    assert str(path) in done("where", db=db)
    assert "already exists" in run("copy", "jason", "--to", path, db=db).stderr


def test_the_weeks_report_has_the_shape_of_the_contract(demo):
    found = json.loads(report("--json", db=demo).stdout)
    assert {"from", "to", "numbers", "before", "people", "promises", "not_looked_at"} <= found.keys()
    assert (found["from"], found["to"], len(found["before"])) == ("2026-11-16", "2026-11-22", 4)
    assert {"client", "name", "line", "agreed"} <= found["people"][0].keys()


def test_the_weeks_report_of_any_days_in_lines_and_as_a_page(demo):
    printed = report("--from", "1 nov", "--to", "15 nov", db=demo)
    assert printed.stdout.startswith("THE WEEK'S REPORT: Sun 1 Nov to Sun 15 Nov 2026")
    page = report("--page", "--initials", db=demo).stdout.strip()
    assert page in done("where", db=demo)
    with Caseload.open(demo, read_only=True) as caseload:
        names = [client.name for client in caseload.clients.values()]
    with open(page, encoding="utf-8") as file:
        text = file.read()
    assert not [name for name in names if name in text]


def test_the_weeks_report_refuses_days_that_cannot_be(demo):
    for args, says in (
        (("--week", "3 jan 2027"), "lies ahead"),
        (("--from", "15 nov", "--to", "1 nov"), "before the first day"),
        (("--from", "1 jan 2026", "--to", "15 nov"), "at most 13"),
    ):
        assert says in str(report(*args, db=demo).exception)
