"""The command line as a whole: what it imports, what it refuses, and with which exit code."""

import os
import subprocess
import sys
from datetime import date

import click
import pytest
from click.testing import CliRunner

from ipstui import __version__, cli
from ipstui.cli import main
from ipstui.commands import opening
from ipstui.store.errors import NotSaved

HEAVY = ("textual", "tinydb", "rich", "cryptography", "ipstui.casework", "dateutil", "calculators", "platformdirs")


def run(*args, db=None, given=None, today="2026-11-22"):
    env = {"IPSTUI_DB": str(db) if db else None}
    return CliRunner().invoke(main, ["--today", today, *map(str, args)], input=given, env=env)


def shell(*args, given="", **env):
    return subprocess.run(
        [sys.executable, "-m", "ipstui", *map(str, args)],
        input=given,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"} | env,
        check=False,
        timeout=60,
    )


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "cases" / "cases.json"
    assert run("--create", "--plain", "add", "Jason Pryce", "--prison", "HMP Leeds", db=path).exit_code == 0
    return path


@pytest.mark.parametrize("args", [[], ["--version"], ["--help"]])
def test_version_and_help_import_nothing_heavy(args):
    code = (
        "import sys\nfrom ipstui.cli import main\n"
        f"try:\n    {'main(' + repr(args) + ')' if args else 'pass'}\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(','.join(name for name in {HEAVY} if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_version():
    assert shell("--version").stdout == f"ipstui {__version__}\n"


def test_every_command_in_the_table_is_there_and_helps():
    for name in cli._COMMANDS:
        done = run(name, "--help")
        assert done.exit_code == 0, name
        assert done.output.startswith("Usage:")
        assert name in run("--help").output


def test_the_screen_wants_a_terminal():
    done = shell()
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("command", [["review"], ["show", "x"], ["employers"], ["add", "Jo"], ["log", "x", "contact"]])
def test_a_mistyped_path_makes_no_empty_caseload(tmp_path, command):
    path = tmp_path / "nowhere" / "cases.json"
    done = run(*command, db=path)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"There is no case file at {path}." in done.stderr
    assert not path.parent.exists()


def test_in_a_terminal_it_asks_before_it_begins_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "in_terminal", lambda: True)
    path = tmp_path / "cases.json"
    declined = run("add", "Jo", db=path, given="n\n")
    assert declined.exit_code == 2
    assert "Nothing was created" in declined.stderr
    assert list(tmp_path.iterdir()) == []
    assert run("--plain", "add", "Jo", db=path, given="y\n").exit_code == 0
    assert path.exists()


def test_an_empty_path_is_not_the_default_one():
    done = run("--db", " ", "review")
    assert done.exit_code == 2
    assert "empty" in done.stderr


def test_options_work_before_and_after_the_command(db):
    before = run("--db", db, "review", today="2026-11-20")
    after = CliRunner().invoke(main, ["review", "--db", str(db), "--today", "20/11/2026"])
    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout
    assert "Fri 20 Nov 2026" in after.stdout


def test_a_foreign_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text('{"some": "thing"}')
    done = run("review", db=path)
    assert done.exit_code == 2
    assert "not touched" in done.stderr
    assert path.read_text("utf-8") == '{"some": "thing"}'


def test_not_saved_is_one_and_says_so(db, monkeypatch):
    def full(*_, **__):
        raise NotSaved("the disk is full")

    monkeypatch.setattr("ipstui.store.caseload.Caseload.record", full)
    done = run("log", "Jason", "contact", "hello", db=db)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "Not saved: the disk is full" in done.stderr


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort])
def test_ctrl_c_is_130(db, monkeypatch, stop):
    def stopped(*_, **__):
        raise stop

    monkeypatch.setattr(opening.Sitting, "open_desk", stopped)
    assert run("review", db=db).exit_code == 130


def test_a_mistake_in_the_program_ends_in_a_sentence_without_content(db, tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom ipstui.shell import crash\nfrom ipstui.__main__ import main\n"
        "from ipstui.commands.opening import Sitting\n"
        f"crash.folder = lambda: Path({str(tmp_path / 'log')!r})\n"
        "def fail(self, **how):\n    name = 'Jason Pryce'\n    raise RuntimeError(name)\n"
        "Sitting.open_desk = fail\nsys.argv = ['ipstui', 'review']\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("ipstui stopped because of a mistake in the program (RuntimeError).")
    assert "Traceback" not in done.stderr
    (report,) = (tmp_path / "log").iterdir()
    text = report.read_text("utf-8")
    assert "builtins.RuntimeError" in text
    assert "ipstui/commands/review.py" in text
    assert "Jason" not in text + done.stderr


def test_names_in_any_script_pass_through_a_pipe(tmp_path):
    path = str(tmp_path / "cases.json")
    for name in ("ياسر", "Siân O'Dea", "[b]Smith[/b] J"):
        made = shell("add", name, "--create", "--plain", "--db", path)
        assert made.returncode == 0, made.stderr
    done = shell("review", IPSTUI_DB=path)
    assert done.returncode == 0
    for name in ("ياسر", "Siân O'Dea", "[b]Smith[/b] J"):
        assert name in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts(name):
    done = run("completion", name)
    assert done.exit_code == 0
    assert "_IPSTUI_COMPLETE" in done.stdout


def test_completion_completes_commands():
    done = shell(_IPSTUI_COMPLETE="bash_complete", COMP_WORDS="ipstui rev", COMP_CWORD="1")
    assert done.stdout.splitlines() == ["plain,review"]


def test_the_encrypted_file_opens_with_the_passphrase_file(tmp_path):
    from ipstui.store.caseload import Caseload
    from ipstui.store.vault import Vault

    path, secret = tmp_path / "cases.json", tmp_path / "secret"
    vault, _ = Vault.create("correct horse battery")
    Caseload.create(path, vault=vault).close()
    secret.write_text("correct horse battery\n")
    assert run("review", "--passphrase-file", secret, db=path).exit_code == 0
    locked = run("review", db=path)
    assert locked.exit_code == 2
    assert "--passphrase-file" in locked.stderr
    secret.write_text("wrong\n")
    wrong = run("review", "--passphrase-file", secret, db=path)
    assert wrong.exit_code == 2
    assert "does not open" in wrong.stderr


def test_today_stands_in_for_the_clock(db):
    from ipstui.store.caseload import Caseload

    run("log", "Jason", "contact", "hello", db=db, today="2026-11-25")
    with Caseload.open(db, read_only=True) as caseload:
        (client,) = caseload.clients
        contact = caseload.events_of(client)[-1]
    assert contact.on == contact.recorded.date() == date(2026, 11, 25)
