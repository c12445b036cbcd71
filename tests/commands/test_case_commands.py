"""The commands that work on a caseload: add, log, show, review, employers, demo."""

import json
from datetime import date, time

import pytest
from click.testing import CliRunner

from ipstui.casework.events import KINDS
from ipstui.casework.people import Client
from ipstui.cli import main
from ipstui.store.caseload import Caseload

TODAY = "2026-11-22"


def run(*args, db=None):
    return CliRunner().invoke(main, ["--today", TODAY, *map(str, args)], env={"IPSTUI_DB": str(db) if db else None})


def done(*args, db=None):
    """The id, or the lines, of a command that must succeed."""
    result = run(*args, db=db)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def refused(*args, db=None, code=2):
    """What is said on standard error by a command that must be refused and print nothing else."""
    result = run(*args, db=db)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def events(db):
    with Caseload.open(db, read_only=True) as caseload:
        return {event.id: event for client in ("", *caseload.clients) for event in caseload.events_of(client)}


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "cases.json"
    done("--create", "--plain", "add", "Jason Pryce", "--referred", "3 nov", "--prison", "HMP Leeds", db=path)
    done("add", "Jade Pryce", "--source", "self-or-family", "--in-custody", "no", db=path)
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    assert done("demo", "--keep", path, "--no-screen") == ""
    return path


def test_add_prints_the_id_and_records_the_referral(db):
    client = done("add", "Leon Whitmore", "--referred", "yesterday", "--expected", "8 dec", "--phone", "0113", db=db)
    with Caseload.open(db, read_only=True) as caseload:
        assert caseload.clients[client].phone == "0113"
        referral, expected = caseload.events_of(client)
    assert (referral.on, expected.expected) == (date(2026, 11, 21), date(2026, 12, 8))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["jason pryce"], "already a jason pryce"),
        (["Pryce,  J\u00e1son"], "already a Pryce, J\u00e1son"),
        ([" \x07 "], "A name is needed"),
        (["x" * 300], "300 characters"),
        (["Mo", "--referred", "31 feb"], "February has 28 or 29 days"),
        (["Mo", "--referred", "tomorrow"], "lies ahead"),
        (["Mo", "--referred", "1 nov", "--expected", "1/10/2026"], "before the day it was told"),
    ],
)
def test_add_refuses_in_a_sentence_and_adds_nobody(db, args, says):
    assert says in refused("add", *args, db=db)
    with Caseload.open(db, read_only=True) as caseload:
        assert len(caseload.clients) == 2


def test_a_name_keeps_its_letters_and_loses_control_characters(db):
    client = done("add", "  Siân\x1b O'\tDea ", db=db)
    with Caseload.open(db, read_only=True) as caseload:
        assert caseload.clients[client].name == "Siân O' Dea"


def test_log_records_a_contact_with_its_fields(db):
    made = done("log", "jason", "contact", "--on", "yesterday 2pm", "--mode", "face-to-face", "--setting", "prison",
                "--minutes", "40", "talked", "about his CV", db=db)  # fmt: skip
    event = events(db)[made]
    assert (event.on, event.at) == (date(2026, 11, 21), time(14))
    assert (event.mode, event.setting, event.minutes, event.note) == (
        "face_to_face",
        "prison",
        40,
        "talked about his CV",
    )


def test_log_takes_an_equals_sign_in_a_note(db):
    made = done("log", "jason", "contact", "1+1=2", "his mode=phone today", db=db)
    assert events(db)[made].note == "1+1=2 his mode=phone today"


def test_log_says_back_on_standard_error_what_was_understood(db):
    result = run("log", "jason", "contact", "--on", "fri", "seen [/b]", db=db)
    assert "Fri 20 Nov: Contact, not known if they were in touch: seen [/b]\n" in result.stderr
    assert "--outcome seen" in result.stderr
    assert len(result.stdout.split()) == 1


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["jasmine", "contact"], "No client is called “jasmine”."),
        (["pryce", "contact"], "could be"),
        (["jason", "contct"], "Perhaps contact"),
        (["jason", "contact", "--on", "3 dec 2026"], "lies ahead"),
        (["jason", "contact", "--on", "31/02/2026"], "28 or 29 days"),
        (["jason", "contact", "--minutes", "many"], "--minutes"),
        (["jason", "contact", "--minutes", "9999"], "1,440"),
        (["jason", "contact", "--mode", "pigeon"], "pigeon"),
        (["jason", "contact", "mode=phone"], "--mode phone"),
        (["jason", "contact", "x" * 20_001], "20,001 characters"),
        (["jason", "contact", "--note", "one", "two"], "once"),
        (["jason", "released", "--on", "3 nov", "--learned-on", "1 nov"], "--learned-on"),
        (["jason", "returned-to-custody"], "no release is recorded"),
        (["jason", "release-expected", "--expected", "24:30"], "24:30"),
        (["jason", "release-expected"], "--expected"),
        (["jason", "need-met", "--need", "food"], "need"),
        (["jason", "job-ended", "--job", "driver"], "job"),
        (["jason", "employer-contact"], "Name the employer"),
        (["jason", "employer-contact", "--employer", "nobody"], "employer"),
        (["jason", "employer-contact", "--new-employer", " "], "name"),
        (["-", "contact"], "No client"),
        (["jason", "void", "--voids", "nothing"], "no such event"),
    ],
)
def test_log_refuses_in_a_sentence_and_records_nothing(db, args, says):
    before = events(db)
    assert says in refused("log", *args, db=db)
    assert events(db) == before


def test_every_kind_has_help_with_its_fields(db):
    for name in KINDS:
        text = done("log", "anyone", name.replace("_", "-"), "--help")
        assert "--on" in text
        assert "[NOTE]" in text
    assert "face_to_face" in done("log", "anyone", "contact", "--help")
    assert set(done("log", "--kinds").split()) > set(KINDS)


def test_needs_and_tasks_are_named_in_words(db):
    opened = done("log", "jason", "need-opened", "--category", "bank-account", "--urgent", db=db)
    other = done("log", "jason", "need-opened", "--category", "gp", db=db)
    met = done("log", "jason", "need-met", "--need", "bank_account", db=db)
    found = events(db)
    assert found[opened].urgent is True
    assert found[other].urgent is None
    assert found[met].need == opened


def test_a_paper_is_named_in_words_and_told_back_by_its_name(db):
    done("log", "jade", "paper_asked_for", "--paper", "passport", db=db)
    too_early = refused("log", "jade", "paper_arrived", "--asked-for", "passport", "--on", "yesterday", db=db)
    assert "it was asked for on Sun 22 Nov, after that" in too_early
    told_back = run("log", "jade", "paper_arrived", "--asked-for", "passport", db=db)
    assert told_back.exit_code == 0, told_back.output
    assert "Passport arrived" in told_back.stderr


def test_the_facts_of_an_employer_are_written_down_and_a_new_one_is_named_with_any_event(db):
    marlows = done("employers", "Marlow's", "--new", "--phone", "01902 1", "--email", "a@b.c", db=db)
    assert done("employers", "marlow", "--people", "Sue, manager", db=db) == marlows
    assert "already known" in refused("employers", "marlows", "--new", db=db)
    done("log", "jason", "offer", "--role", "cook", "--new-employer", "Second Café", db=db)
    with Caseload.open(db, read_only=True) as caseload:
        employer, second = caseload.employers[marlows], next(e for e in caseload.employers.values() if e.id != marlows)
    assert (employer.phone, employer.email, employer.people) == ("01902 1", "a@b.c", "Sue, manager")
    assert second.name == "Second Café"
    said = refused("log", "jason", "offer", "--role", "cook", "--employer", "nobody's", db=db)
    assert "There is: Marlow's; Second Café." in said  # by name, and by no id


def test_an_employer_met_for_the_first_time_is_added_in_the_same_save(db):
    first = done(
        "log", "jason", "employer-contact", "--new-employer", "Joe's Café", "--mode", "face-to-face", "kind man", db=db
    )
    again = ("--employer", "joe", "--mode", "face-to-face", "--stage", "open-to-candidate")
    second = done("log", "-", "employer-contact", *again, db=db)
    found = events(db)
    assert found[first].employer == found[second].employer
    assert found[second].client == ""
    listed = json.loads(done("employers", "--json", db=db))
    assert listed["employer_contacts"] == 2
    (employer,) = listed["employers"]
    assert (employer["name"], employer["stage"], employer["contacts"]) == ("Joe's Café", "open_to_candidate", 2)
    assert "already known" in refused("log", "jason", "employer-contact", "--new-employer", "joe's café", db=db)


def test_what_is_booked_lies_ahead_and_a_move_keeps_its_time(db):
    booked = done("log", "jason", "appointment", "--on", "fri 2pm", "--what", "gate", db=db)
    moved = done(
        "log", "jason", "appointment", "--booking", booked, "--state", "moved", "--moved-to", "1 dec 3pm", db=db
    )
    found = events(db)
    assert (found[booked].on, found[booked].at) == (date(2026, 11, 27), time(14))
    assert (found[moved].moved_to, found[moved].moved_to_at) == (date(2026, 12, 1), time(15))


def test_an_event_is_replaced_or_taken_back_by_its_id(db):
    wrong = done("log", "jason", "contact", "--on", "fri", "wrong", db=db)
    right = done("log", "jason", "contact", "--on", "fri", "--voids", wrong, "right", db=db)
    shown = done("show", "jason", db=db)
    assert "right" in shown
    assert "wrong" not in shown
    done("log", "jason", "void", "--voids", right, db=db)
    assert "wrong" in done("show", "jason", db=db)


def test_show_as_promised_to_programs(demo):
    document = json.loads(done("show", "john hale", "--json", db=demo))
    promised = "client name phase phase_reason custody engagement work case clock deadlines events"
    assert set(promised.split()) <= set(document)
    assert (document["name"], document["case"]) == ("John Hale", "open")
    assert {"state", "start_on", "due_on", "day", "met_on", "readings", "steps"} <= set(document["clock"])
    assert {"kind", "due", "because", "state"} <= set(document["deadlines"][0])
    assert all(event["kind"] in KINDS and event["summary"] for event in document["events"])


def test_review_as_promised_to_programs(demo):
    document = json.loads(done("review", "--json", db=demo))
    assert document["today"] == TODAY
    strip = {"active", "caseload", "employer_contacts", "employer_contacts_target", "job_starts"}
    assert strip <= set(document["strip"])
    row = "client name phase phase_since phase_reason group flag why due last_contact next flags"
    for each in document["rows"]:
        assert set(row.split()) <= set(each)
        assert all({"flag", "why", "due", "events"} <= set(flag) for flag in each["flags"])
    assert document["rows"][0]["group"] == "Today and overdue"


def test_the_review_names_everyone_open_once_and_fits_eighty_columns(demo):
    text = done("review", db=demo)
    rows = json.loads(done("review", "--json", db=demo))["rows"]
    lines = text.splitlines()
    assert lines[0] == "Made-up caseload: nobody in it exists."
    assert all(len(line) <= 80 for line in lines)
    assert "\x1b" not in text
    people = lines[: lines.index("LAST SEVEN DAYS")]
    for row in rows:
        assert sum(line.startswith(f"  {row['name']} ") for line in people) == 1, row["name"]


def test_every_client_of_the_demo_can_be_shown(demo):
    with Caseload.open(demo, read_only=True) as caseload:
        names = [client.name for client in caseload.clients.values()]
    for name in names:
        for line in done("show", name, "--all", "--ids", db=demo).splitlines():
            assert len(line) <= 80, line
        json.loads(done("show", name, "--json", db=demo))


def test_another_week_is_seen_from_its_monday(demo):
    assert json.loads(done("review", "--week", "fri", "--json", db=demo))["today"] == TODAY
    assert json.loads(done("review", "--week", "2026-11-12", "--json", db=demo))["today"] == "2026-11-09"
    assert "--week" in refused("review", "--week", "soon", db=demo)


def test_markup_in_names_and_notes_is_text(db):
    done("add", "[b]Smith[/b] J", db=db)
    done("log", "smith", "contact", "[/red] he said :smile: [link=x]y[/link]", db=db)
    assert "[/red] he said :smile: [link=x]y[/link]" in " ".join(done("show", "smith", db=db).split())
    assert "[b]Smith[/b] J" in done("review", db=db)


def test_reading_does_not_change_the_file_nor_want_the_lock(db):
    before = db.read_bytes()
    with Caseload.open(db):
        done("review", db=db)
        done("show", "jason", db=db)
        assert "already has this case file open" in refused("log", "jason", "contact", db=db)
    assert db.read_bytes() == before


def test_the_demo_is_thrown_away_unless_kept(demo, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert "Made-up caseload" in done("demo", "--no-screen")
    assert list(tmp_path.iterdir()) == []
    before = demo.read_bytes()
    assert "already exists" in refused("demo", "--keep", demo, "--no-screen")
    assert demo.read_bytes() == before


def test_the_demo_opens_the_screen_with_nothing_to_undo(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr("ipstui.commands.demo._has_screen", lambda: True)
    monkeypatch.setattr(
        "ipstui.commands.demo.show_screen", lambda desk: seen.append((desk.made_up, desk.caseload.last_done)) or 0
    )
    assert run("demo").exit_code == 0
    assert run("demo", "--keep", tmp_path / "kept.json").exit_code == 0
    assert seen == [(True, None), (True, None)]
    assert (tmp_path / "kept.json").exists()


def test_without_a_terminal_the_demo_prints_the_review():
    assert "Made-up caseload" in done("demo")


def test_people_added_to_a_made_up_caseload_are_made_up(demo, tmp_path):
    copy = tmp_path / "copy.json"
    copy.write_bytes(demo.read_bytes())
    client = done("add", "Zed", db=copy)
    with Caseload.open(copy, read_only=True) as caseload:
        assert isinstance(caseload.clients[client], Client)
        assert caseload.clients[client].made_up


def test_a_note_written_as_a_dash_is_read_from_standard_input(db):
    def log(*args, given):
        call = ["--today", TODAY, "log", "jason", "note", *args]
        return CliRunner().invoke(main, call, input=given, env={"IPSTUI_DB": str(db)})

    text = "first line\n\nsecond line " + "x" * 3000
    for args in (("-",), ("--note", "-")):
        result = log(*args, given=text)
        assert result.exit_code == 0, result.output
        assert events(db)[result.stdout.strip()].note == text
    refused = log("-", given="  \n")
    assert refused.exit_code == 2
    assert "nothing came from standard input" in refused.stderr


def test_a_version_of_the_plan_is_printed_as_it_was(demo):
    first = done("plan", "John", "--version", 1, db=demo)
    assert "A PROPER JOB WITH A PAYSLIP" in first
    assert "REACHED" not in first
    assert "there are 2 versions" in refused("plan", "John", "--version", 9, db=demo)
    for other in (["--json"], ["--to", "Sam"], ["--page", "release-day"]):
        assert "for the person alone" in refused("plan", "John", "--version", 1, *other, db=demo)


def test_the_help_of_log_is_there_before_a_kind_is_named(db):
    for asked in ("--help", "-h"):
        assert "`ipstui log --kinds` lists the kinds" in done("log", "jason", asked, db=db)


@pytest.mark.parametrize("args", [["--no-screen"], ["--no-screen", "--study"]])
def test_a_demo_leaves_nothing_behind(args, tmp_path, monkeypatch):
    """What it noted beside its folder too, of which `where` could not know."""
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    done("demo", *args)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
