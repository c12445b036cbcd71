"""The commands that look after the data: backup, restore, verify, where, sar, export, import, erase; opening."""

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipstui.casework.clean import is_control
from ipstui.casework.events import Note
from ipstui.casework.people import Client
from ipstui.cli import main
from ipstui.commands import opening, passphrases
from ipstui.desk import Desk
from ipstui.documents.subject_access import answer_by
from ipstui.store import places, seen, whole
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase, NotSaved
from ipstui.store.handover import export_client
from ipstui.store.migrations import SCHEMA
from ipstui.store.vault import Kdf, Slot, Vault
from tests.machine import SUPERUSER

TODAY = "2026-11-22"
SECRET = "four plain unrelated words"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Keys that are quick to make; the parameters have tests of their own."""
    wrap = Slot.wrap.__func__
    cost = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
    monkeypatch.setattr(Slot, "wrap", classmethod(lambda cls, n, s, k, c=None: wrap(cls, n, s, k, c or cost)))


def run(*args, db=None, given=None):
    env = {"IPSTUI_DB": str(db) if db else None}
    return CliRunner().invoke(main, ["--today", TODAY, *map(str, args)], env=env, input=given)


def done(*args, db=None, given=None):
    result = run(*args, db=db, given=given)
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def refused(*args, db=None, given=None, code=2):
    result = run(*args, db=db, given=given)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stderr


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "cases" / "cases.json"
    done("--create", "--plain", "add", "Zebedee Quill", "--phone", "0113 wonderwall", db=path)
    done("log", "zebedee", "contact", "quixotic plans, with Mo Farrow", db=path)
    done("add", "Mo Farrow", db=path)
    return path


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret"
    path.write_text(SECRET + "\n", "utf-8")
    return path


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(passphrases, "in_terminal", lambda: True)
    monkeypatch.setattr(opening, "in_terminal", lambda: True)


def grep(folder, *words):
    return [f.name for f in Path(folder).rglob("*") if f.is_file() for w in words if w.encode() in f.read_bytes()]


# Beginning


def test_a_new_file_is_encrypted_or_plain_by_an_explicit_word(tmp_path):
    path = tmp_path / "cases.json"
    said = refused("--create", "add", "Jo", db=path)
    assert "--passphrase-file" in said
    assert "--plain" in said
    assert list(tmp_path.iterdir()) == []
    done("--create", "--plain", "add", "Jo", db=path)
    with Caseload.open(path) as caseload:
        assert caseload.audit()[0]["action"] == "begun without encryption"


def test_the_passphrase_is_chosen_with_advice_and_the_code_typed_back(tmp_path, terminal, monkeypatch):
    path, shown = tmp_path / "cases.json", {}
    create = Vault.create.__func__

    def watched(cls, passphrase, **how):
        vault, code = create(cls, passphrase, **how)
        shown["code"] = code.lower().replace("-", " ")
        return vault, code

    asked = []

    def prompt(text, **_):
        asked.append(text)
        return replies.pop(0)

    def confirm(text, **_):
        asked.append(text)
        return "Begin" in text  # not the weak passphrase

    replies = ["short", SECRET, "another", SECRET, SECRET, "WRONG"]
    monkeypatch.setattr(Vault, "create", classmethod(watched))
    monkeypatch.setattr("click.prompt", lambda text, **how: prompt(text) if replies else shown["code"])
    monkeypatch.setattr("click.confirm", confirm)
    result = run("add", "Jo", db=path)
    assert result.exit_code == 0, result.output
    assert any(text.startswith("Short: 5 characters") for text in asked)
    for said in ("not the same", "That is not the code", "keep it away from this computer"):
        assert said in result.stderr
    with pytest.raises(NeedsPassphrase) as locked:
        Caseload.open(path)
    for typed in (SECRET, shown["code"]):
        Vault.unlock(locked.value.slots, typed)


def test_a_code_not_typed_back_creates_nothing(tmp_path, terminal):
    path = tmp_path / "cases.json"
    said = refused("add", "Jo", db=path, given=f"y\n{SECRET}\n{SECRET}\nx\ny\nz\n")
    assert "Nothing was created" in said
    assert not path.exists()


def test_a_forgotten_passphrase_is_got_round_with_the_code(tmp_path, terminal):
    path = tmp_path / "cases.json"
    vault, code = Vault.create(SECRET)
    Caseload.create(path, vault=vault).close()
    result = run("review", db=path, given=f"wrong\n{code.lower()}\n")
    assert result.exit_code == 0
    assert "does not open this file" in result.stderr
    assert "does not open this file" in refused("review", db=path, given="a\nb\nc\n")


# Two at a time


def test_two_commands_a_sentence_and_nothing_lost(db):
    with Caseload.open(db):
        assert "already has this case file open (process" in refused("log", "mo", "contact", "x", db=db)
        assert "Mo Farrow" in done("review", db=db)
    done("log", "mo", "contact", "afterwards", db=db)


def test_read_only_is_a_choice_and_says_so(db):
    with Caseload.open(db):
        assert "read only" in refused("--read-only", "log", "mo", "contact", "x", db=db, code=1)


# Opening


def test_an_edited_plain_file_opens_by_accept_edit_only(db):
    db.write_text(db.read_text("utf-8").replace("quixotic", "sensible"), "utf-8")
    said = refused("review", db=db)
    assert "was changed outside ipstui" in said
    assert "--accept-edit" in said
    done("--accept-edit", "log", "mo", "contact", "x", db=db)
    with Caseload.open(db) as caseload:
        assert "edit outside accepted" in [row["action"] for row in caseload.audit()]


def test_a_damaged_file_lists_its_copies_and_one_is_put_back(db):
    done("backup", db=db)
    whole = db.read_bytes()
    db.write_bytes(whole[:100])
    said = refused("log", "mo", "contact", "x", db=db)
    assert "Copies that may be restored" in said
    assert "ipstui restore" in said
    assert db.read_bytes() == whole[:100]
    listed = done("restore", db=db)
    assert "2 people" in listed
    assert "Nothing was changed" in refused("restore", "2", db=db)
    assert "Restored" in done("restore", "2", "--yes", db=db)
    (kept,) = db.parent.glob("cases.damaged-*.json")
    assert kept.read_bytes() == whole[:100]
    with Caseload.open(db) as caseload:
        assert caseload.audit()[-1]["action"] == "restored"


def test_a_missing_file_with_copies_is_said_and_not_begun(db):
    done("backup", db=db)
    db.unlink()
    assert "is missing, but copies exist" in refused("--create", "--plain", "add", "Jo", db=db)
    assert not db.exists()
    assert "no copy number 9" in refused("restore", "9", "--yes", db=db)
    done("restore", "1", "--yes", db=db)
    assert db.exists()


@pytest.mark.parametrize("command", [["review"], ["where"], ["verify"], ["--create", "--plain", "add", "Jo"]])
def test_a_folder_is_no_case_file_and_gets_no_lock(tmp_path, command):
    """The root too, of whose name nothing can be made."""
    (tmp_path / "folder").mkdir()
    for folder in (tmp_path / "folder", Path(tmp_path.anchor)):
        result = run(*command, db=folder)
        assert isinstance(result.exception, SystemExit) or result.exception is None
        assert "is a folder, not a file. It was not touched" in result.output
        assert not places.lock_of(folder).exists()


@pytest.mark.parametrize("command", [["takeout"], ["copy", "Mo", "--to"], ["export", "Mo", "--own-passphrase-file"]])
def test_nothing_is_written_in_the_place_of_the_root(db, secret, command):
    extra = [secret, db.anchor] if command[0] == "export" else [db.anchor]
    assert "already exists. Nothing was written" in refused(*command, *extra, db=db)


def test_an_older_schema_is_said(tmp_path):
    path = tmp_path / "cases.json"
    shutil.copy(Path(__file__).parents[1] / "store" / "frozen" / "schema1-plain.json", path)
    result = run("log", "siân", "contact", "x", db=path)
    assert result.exit_code == 0
    assert f"Updated to version {SCHEMA}. The file as it was is in" in result.stderr


def test_a_file_in_clear_in_place_of_an_encrypted_one_is_refused_until_it_is_meant(tmp_path, secret):
    path = tmp_path / "cases" / "cases.json"
    done("--create", "--passphrase-file", secret, "add", "Jo", db=path)
    done("--passphrase-file", secret, "log", "jo", "contact", "x", db=path)
    done("--create", "--plain", "add", "Somebody", db=tmp_path / "other.json")
    shutil.copy(tmp_path / "other.json", path)
    for options in ((), ("--passphrase-file", secret)):
        said = refused(*options, "review", db=path)
        assert "is not encrypted" in said
        assert "--accept-plain" in said
    assert "somebody may have put it there" in run("--passphrase-file", secret, "verify", db=path).stdout
    assert run("--passphrase-file", secret, "verify", db=path).exit_code == 1
    assert "Somebody" in done("--accept-plain", "review", db=path)
    done("--passphrase-file", secret, "restore", "1", "--yes", db=path)
    assert "Jo" in done("--passphrase-file", secret, "review", db=path)
    plain = tmp_path / "other.json"
    assert "is not encrypted, although a passphrase was given" in refused(
        "--passphrase-file", secret, "review", db=plain
    )


# Copies


def test_each_writing_command_copies_what_the_one_before_saved(db):
    assert len(list((db.parent / "backups").iterdir())) == 2


def test_backup_prints_where_and_warns_of_a_place_outside(db, tmp_path):
    assert Path(done("backup", db=db)).read_bytes() == db.read_bytes()
    before, elsewhere = db.read_bytes(), tmp_path / "elsewhere.json"
    result = run("backup", elsewhere, db=db)
    assert "not encrypted" in result.stderr
    assert "ipstui does not look after it" in result.stderr
    assert elsewhere.read_bytes() == before
    assert "already exists" in refused("backup", elsewhere, db=db)
    assert f"{elsewhere}  (backup, 2026-11-22)" in done("where", db=db)


def test_verify_reads_everything_back(db):
    done("backup", db=db)
    assert "all good" in done("verify", db=db)
    copy = next((db.parent / "backups").iterdir())
    raw = bytearray(copy.read_bytes())
    raw[len(raw) // 2] ^= 1
    copy.write_bytes(raw)
    result = run("verify", db=db)
    assert result.exit_code == 1
    assert f"BAD   {copy}" in result.stdout


def test_where_lists_every_file_there_is(db):
    done("backup", db=db)
    pages = db.parent / "pages"
    pages.mkdir()
    (pages / "page-0a1b2c3d.html").write_text("to print")
    listed = done("where", db=db)
    assert not [file for file in db.parent.rglob("*.*") if str(file) not in listed]


# One person


def test_erase_wants_the_whole_name_and_leaves_nothing(db, tmp_path):
    done("backup", db=db)
    done("sar", "zebedee", "--to", tmp_path, db=db)
    assert grep(db.parent, "wonderwall", "Zebedee", "quixotic")
    assert "Nothing was erased" in refused("erase", "zebedee", db=db)
    assert "not the name" in refused("erase", "zebedee", "--confirm", "Zebedee", db=db)
    pages = db.parent / "pages"
    pages.mkdir()
    (pages / "page-00000001.html").write_text("<h1>Zebedee  Quill</h1>", "utf-8")
    (pages / "page-00000002.txt").write_text("Zebedee Quillon", "utf-8")
    told = done("erase", "zebedee", "--confirm", "zebedee quill", db=db)
    assert "subject-access" in told
    assert "page-00000001.html" in told
    assert [page.name for page in pages.iterdir()] == ["page-00000002.txt"]
    (pages / "page-00000002.txt").unlink()
    assert grep(db.parent, "wonderwall", "Zebedee", "quixotic") == []
    assert "all good" in done("verify", db=db)
    assert "no client is called" in refused("show", "zebedee", db=db).lower()


def test_subject_access_holds_everything_marks_others_and_shows_the_clock(db, tmp_path):
    result = run("sar", "zebedee", "--to", tmp_path, "--asked", "31 oct", db=db)
    page, data = (Path(line) for line in result.stdout.split())
    assert "Answer due by Mon 30 Nov" in result.stderr
    assert "outside the protection" in result.stderr
    text, found = page.read_text("utf-8"), json.loads(data.read_bytes())
    assert "ABOUT SOMEBODY ELSE: check, and redact before it is given (names Mo Farrow)" in text
    assert "0113 wonderwall" in text
    assert found["answer_by"] == "2026-11-30"
    assert [bool(line["others"]) for line in found["lines"]] == [False, True]
    assert "Zebedee" not in page.name
    if os.name == "posix":
        assert page.stat().st_mode & 0o077 == 0


def test_what_was_typed_is_not_markup_on_the_page(db, tmp_path):
    done("log", "zebedee", "note", "<script>alert(1)</script> {braces}", db=db)
    page = done("sar", "zebedee", "--to", tmp_path, db=db).split()[0]
    text = Path(page).read_text("utf-8")
    assert "<script>" not in text
    assert "{braces}" in text


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-09-03", "2026-10-05"),  # 3 October is a Saturday
        ("2027-01-31", "2027-03-01"),  # 28 February is a Sunday
        ("2026-11-25", "2026-12-29"),  # Christmas, Boxing Day moved to Monday 28
    ],
)
def test_the_month_for_an_answer(asked, due):
    assert answer_by(date.fromisoformat(asked)) == date.fromisoformat(due)


def test_a_person_goes_from_one_caseload_to_another_once(db, secret, tmp_path):
    handed, there = tmp_path / "one.json", tmp_path / "there.json"
    assert "passphrase" in refused("export", "zebedee", handed, db=db)
    done("export", "zebedee", handed, "--own-passphrase-file", secret, db=db)
    assert grep(tmp_path, "quixotic") != []
    assert not [word for word in (b"quixotic", b"Zebedee") if word in handed.read_bytes()]
    first = done("--create", "--plain", "import", handed, "--own-passphrase-file", secret, db=there)
    shown = done("show", first, "--json", db=there)
    again = run("import", handed, "--own-passphrase-file", secret, db=there)
    assert "Nothing was added" in again.stderr
    assert done("show", first, "--json", db=there) == shown
    assert "hand-over" in refused("import", db, "--own-passphrase-file", secret, db=there)


ANY_COMMAND = pytest.mark.parametrize(
    "command", [["review"], ["log", "x", "contact", "y"], ["verify"], ["where"], ["restore"]]
)


@pytest.mark.posix("pipes and links among the files")
@pytest.mark.parametrize("kind", ["fifo", "link"])
@ANY_COMMAND
def test_a_pipe_or_a_link_is_a_sentence(tmp_path, kind, command):
    path = tmp_path / "some file é.json"
    if kind == "fifo":
        os.mkfifo(path)
    else:
        (tmp_path / "target").write_text("{}")
        path.symlink_to(tmp_path / "target")
    refused_as_it_is(path, command)


@pytest.mark.parametrize("kind", ["png", "folder", "zeros", "deep", "twice", "nan"])
@ANY_COMMAND
def test_any_file_at_all_is_a_sentence(tmp_path, kind, command):
    path = tmp_path / "some file é.json"
    match kind:
        case "png":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        case "folder":
            path.mkdir()
        case "zeros":
            with path.open("wb") as file:
                file.truncate(2 * 1024**3)
        case "deep":
            path.write_text("[" * 100_000)
        case "twice":
            path.write_text('{"ipstui": {}, "ipstui": {}}')
        case "nan":
            path.write_text('{"ipstui": {"1": {"format": NaN}}}')
    refused_as_it_is(path, command)


def refused_as_it_is(path, command):
    before = path.lstat()
    result = run(*command, db=path)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.output.strip()
    after = path.lstat()
    assert (before.st_mode, before.st_size, before.st_mtime) == (after.st_mode, after.st_size, after.st_mtime)


@pytest.mark.posix("rights of a folder as a mode")
@pytest.mark.skipif(SUPERUSER, reason="a folder that root cannot be kept out of")
def test_a_read_only_folder_reads_and_says_it_cannot_save(db):
    db.parent.chmod(0o500)
    try:
        assert "Mo" in done("review", db=db)
        assert "Nothing was changed" in refused("log", "mo", "contact", "x", db=db)
    finally:
        db.parent.chmod(0o700)


def with_a_full_output(db, command):
    """Run a command whose output goes to a disk that is full."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        return subprocess.run(
            [sys.executable, "-m", "ipstui", *command],
            env=os.environ | {"IPSTUI_DB": str(db)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )


@pytest.mark.posix("a device that is always full")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize(("command", "code"), [(["log", "mo", "contact", "kept all the same"], 0), (["review"], 1)])
def test_a_full_disk_at_the_output_is_a_sentence_and_what_was_saved_counts(db, command, code):
    ran = with_a_full_output(db, command)
    assert ran.returncode == code, ran.stderr
    assert "The output could not be written: the disk is full." in ran.stderr
    assert ("What was to be saved is saved." in ran.stderr) == (code == 0)
    assert "mistake in the program" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    assert ("kept all the same" in db.read_text("utf-8")) == (code == 0)


@pytest.mark.posix("a device that is always full")
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("command", [["backup"], ["restore", "1", "--yes"]])
def test_what_is_done_without_a_save_counts_as_well(db, command):
    ran = with_a_full_output(db, command)
    assert ran.returncode == 0, ran.stderr
    assert "What was to be saved is saved." in ran.stderr


def test_entries_that_could_not_be_noted_as_copied_are_told_as_such(db, tmp_path, monkeypatch):
    def full(*_, **__):
        raise NotSaved("the disk is full")

    monkeypatch.setattr(Desk, "record", full)
    said = refused("copy", "zebedee", "--to", tmp_path / "c.txt", db=db, code=1)
    assert "Not noted as copied: the disk is full. --since-last has the same again." in said
    assert (tmp_path / "c.txt").exists()


@pytest.mark.parametrize(("command", "code"), [(["log", "mo", "contact", "kept all the same"], 0), (["where"], 1)])
def test_a_reader_that_had_enough_is_no_trouble(db, command, code):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "ipstui", *command],
        env=os.environ | {"IPSTUI_DB": str(db)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (code, "")


@pytest.mark.posix("a limit on the size of a file")
def test_a_full_disk_is_not_saved_and_leaves_the_file(db):
    code = (
        "import resource, sys\nfrom ipstui.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "sys.argv = ['ipstui', 'log', 'mo', 'contact', 'text that is kept elsewhere']\nmain()\n"
    )
    before = db.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"IPSTUI_DB": str(db)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert "Not saved" in ran.stderr
    assert db.read_bytes() == before


# The doors

OSC = "Zeb\x1b]0;taken\x07 \x1b]52;c;eA==\x07\x9b31m \u202equill"


def raw(*args, db):
    """The bytes that a command writes."""
    ran = subprocess.run(
        [sys.executable, "-m", "ipstui", *map(str, args)],
        env=os.environ | {"IPSTUI_DB": str(db)},
        capture_output=True,
        check=False,
    )
    return ran.stdout + ran.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "{out}/b.json"],
        ["verify"],
        ["where"],
        ["restore"],
        ["sar", "c1", "--to", "{out}"],
        ["export", "c1", "{out}/x.json", "--own-passphrase-file", "{out}/secret"],
        ["erase", "c1"],
        ["erase", "c1", "--confirm", "x\x1b]0;y"],
        ["erase", "c1", "--confirm", OSC],
        ["show", "c1"],
        ["plan", "c1"],
        ["cv", "c1"],
        ["words", "c1"],
        ["vacancies"],
        ["show", "c1", "--json"],
        ["review"],
        ["review", "--json"],
        ["merge", "c1", "c2"],
        ["diary"],
        ["guide"],
        ["guide", OSC],
        ["diary", "--json"],
        ["doctor"],
        ["doctor", "--json"],
        ["find", "Mo"],
        ["find", "x\x1b]0;y", "--json"],
        ["copy", "c1"],
        ["report", "week"],
        ["report", "week", "--json"],
        ["report", "outcomes"],
        ["report", OSC],
        ["import", "{out}/one.json", "--own-passphrase-file", "{out}/secret"],
        ["log", "c1", "note", OSC],
        ["log", "c1", "contact", f"mode={OSC}"],
        ["add", OSC],
        ["employers"],
        ["employers", "--json"],
        ["calendar", "--to", "{out}/c.ics"],
        ["calendar", "{out}/c.ics"],
        ["workbook", "{out}/w.xlsx"],
        ["takeout", "{out}/t.zip"],
        ["sheet", "{out}/people.csv"],
        ["calc", OSC],
        ["calc", "esa", f"--{OSC}", "1"],
        ["rates"],
        ["demo", "{out}/d.json"],
        ["completion", OSC],
        [OSC],
        [f"--{OSC}"],
        ["show", OSC],
        ["--today", OSC, "review"],
    ],
    ids=lambda command: " ".join(command[:3]).replace("\x1b", "ESC"),
)
def test_no_name_or_path_reaches_the_terminal_as_a_command(tmp_path, command):
    """The records are as another program may have left them: nothing of them was cleaned at the door in."""
    out = tmp_path / ("out" if os.name == "nt" else "out\x1b]0;path\x07")  # no Windows name holds such letters
    out.mkdir()
    (out / "secret").write_text(SECRET, "utf-8")
    (out / "people.csv").write_text(f"Name,Phone\n{OSC},{OSC}\n", "utf-8")
    path = out / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(Client(id="c1", name=OSC, phone=OSC), Client(id="c2", name="Mo", phone=OSC), label="added")
        caseload.record(Note(client="c1", on=date(2026, 11, 20), note=OSC), label="note")
        export_client(caseload, caseload.clients["c1"], out / "one.json", SECRET)
        caseload.record(Client(id="c1", name=OSC + " 2"), label="renamed")
        caseload.note_outside("backup", Path(f"/else/{OSC}"))
    written = raw(*(part.replace("{out}", str(out)) for part in command), db=path)
    assert written
    said = written.decode("utf-8").replace(os.linesep, "\n")
    assert not [each for each in said if is_control(each) and each != "\n"], written


@pytest.mark.posix("pipes with names")
def test_a_pipe_in_the_place_of_a_file_that_is_found_keeps_nobody_waiting(db):
    """Nobody named it: a template, measures, a page, what this computer noted of the last save."""
    found = [db.parent / name for name in ("templates/x.txt", "measures/m.json", "pages/page-00aa.html")]
    for pipe in found:
        pipe.parent.mkdir()
        os.mkfifo(pipe)
    record = seen.record_of(db)
    record.unlink()
    os.mkfifo(record)
    assert "x.txt cannot be read: it is not an ordinary file" in run("words", db=db).stderr
    assert "m.json: it cannot be read" in run("report", "outcomes", db=db).stderr
    done("log", "mo", "note", "on", db=db)
    assert record.is_file()
    assert "page-00aa.html (a page to print, which could not be read)" in done(
        "erase", "zebedee", "--confirm", "Zebedee Quill", db=db
    )


@pytest.mark.posix("no Windows name holds such letters")
@pytest.mark.parametrize("words", [["outcomes"], ["outcomes", "--json"], ["fidelity"], ["week"]])
def test_the_name_of_a_file_of_measures_reaches_no_terminal_as_a_command(db, words):
    folder = db.parent / "measures"
    folder.mkdir()
    (folder / f"m{OSC}.json").write_text("{", "utf-8")
    said = raw("report", *words, db=db).decode("utf-8")
    assert not [each for each in said if is_control(each) and each != "\n"]


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_file_saved_at_an_end_of_the_calendar_is_listed(db, when):
    document = json.loads(db.read_text("utf-8"))
    head = document.pop("ipstui")["1"]
    body = whole.compose(whole.encode(document), head["gen"], datetime.fromisoformat(when), None)
    db.write_bytes(body)
    told = done("verify", db=db)
    assert any(year in told for year in ("1 Jan 1 ", "1 Jan 0001 ", " 9999 "))  # Windows fills a year up
    done("restore", db=db)


@pytest.mark.parametrize("day", ["0001-01-01", "1949-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_far_from_ours_is_a_sentence(db, day):
    assert "only the years 1950 to 2199 are reckoned with" in refused("review", "--today", day, db=db)


def test_every_command_is_tried():
    tried = {
        command[0]
        for mark in test_no_name_or_path_reaches_the_terminal_as_a_command.pytestmark
        for command in mark.args[1]
    }
    assert set(main.list_commands(None)) - tried == set()


@pytest.mark.posix("arguments are bytes")
@pytest.mark.parametrize("argument", [b"caf\xe9", b"\xff\xfe", b"\xed\xa0\x80"])
def test_an_argument_that_is_not_text_is_refused_and_not_half_kept(db, argument):
    before = db.read_bytes()
    ran = subprocess.run(
        [sys.executable, "-m", "ipstui", "log", "mo", "note", b"met at the " + argument],
        env=os.environ | {"IPSTUI_DB": str(db), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 2
    assert b"Argument 4 holds bytes that are not text" in ran.stderr
    assert db.read_bytes() == before


@pytest.mark.posix("a limit on the core file")
def test_no_core_file_is_written():
    import resource

    from ipstui.commands.process import no_core_file

    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        no_core_file()
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)


def test_wrong_passphrases_wait_in_commands_and_across_them(tmp_path, secret):
    path = tmp_path / "cases.json"
    done("--create", "--passphrase-file", secret, "add", "Jo", db=path)
    wrong = tmp_path / "wrong"
    wrong.write_text("not these words", "utf-8")
    for _ in range(3):
        assert "does not open" in refused("--passphrase-file", wrong, "review", db=path)
    said = refused("--passphrase-file", secret, "review", db=path)
    assert "3 wrong passphrases so far. The next may be tried in" in said
    time.sleep(2.1)
    done("--passphrase-file", secret, "review", db=path)
    assert "does not open" in refused("--passphrase-file", wrong, "review", db=path)


def test_a_note_of_ten_megabytes_is_shown_cut_and_in_json_whole(tmp_path):
    path = tmp_path / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(
            Client(id="c1", name="Jo"), Note(client="c1", on=date(2026, 11, 20), note="y" * 10_000_000), label="added"
        )
    assert "9,980,000 characters more" in " ".join(done("show", "jo", db=path).split())
    assert len(done("show", "jo", "--json", db=path)) > 10_000_000


def test_two_records_of_one_person_are_merged_once_it_is_said(tmp_path):
    path = tmp_path / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(Client(id="c1", name="Siân O'Dea"), Client(id="c2", name="Mo Lot", phone="0999"), label="added")
        caseload.record(Note(id="n1", client="c2", on=date(2026, 11, 20), note="words"), label="note")
    refused = CliRunner().invoke(main, ["--db", str(path), "merge", "sian odea", "mo lot"])
    assert (refused.exit_code, "--yes says" in refused.output) == (2, True)
    done = CliRunner().invoke(main, ["--db", str(path), "merge", "sian odea", "mo lot", "--yes"])
    assert done.exit_code == 0, done.output
    assert "Mo Lot made one with Siân O'Dea: 1 event came over." in done.output
    with Caseload.open(path) as caseload:
        assert caseload.clients["c1"].phone == "0999"
        assert [event.id for event in caseload.events_of("c1")][:1] == ["n1"]
        assert list(caseload.clients) == ["c1"]


def test_far_more_people_than_can_be_gone_through_are_a_sentence(tmp_path, monkeypatch):
    path = tmp_path / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(*(Client(id=f"c{n}", name=f"Person {n}") for n in range(4)), label="added")
    monkeypatch.setattr("ipstui.desk.MOST_PEOPLE", 3)
    for command in ("review", "find word", "diary", "report outcomes", "report week", "calendar all.ics"):
        told = CliRunner().invoke(main, ["--db", str(path), *command.split()])
        assert told.exit_code == 2, told.output
        assert "4 people are in this case file: a review, a report or a list of everybody holds 3" in told.output


def test_an_id_with_a_control_character_is_a_sentence(tmp_path):
    path = tmp_path / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(Client(id="c\x001", name="Mo"), label="added")
    told = CliRunner().invoke(main, ["--db", str(path), "review"])
    assert told.exit_code == 2
    assert "holds a record that cannot be read" in told.output
