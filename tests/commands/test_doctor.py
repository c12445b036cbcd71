"""What a person can send when something is wrong: enough to help, and nothing of anybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipstui.casework.people import Client
from ipstui.cli import main
from ipstui.commands import doctor
from ipstui.store.caseload import Caseload
from ipstui.store.lock import utc_now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file in a folder whose name says something."""
    path = tmp_path / "Zoë of Wing B" / "kwame.json"
    with Caseload.create(path, clock=utc_now) as caseload:
        caseload.record(Client(id="c1", name="Kwame Mensah"), label="added")
    return path


def findings(path: Path, **env: str) -> dict[str, dict[str, str]]:
    ran = CliRunner().invoke(main, ["--db", str(path), "doctor", "--json"], env=env)
    assert ran.exit_code == 0, ran.output
    return {each["what"]: each for each in json.loads(ran.output)["findings"]}


def test_it_tells_versions_and_places_and_no_name(path: Path) -> None:
    ran = CliRunner().invoke(main, ["--db", str(path), "doctor"])
    assert ran.exit_code == 0
    assert ran.output.endswith("Nothing is wrong with any of these.\n")
    both = ran.output + json.dumps(findings(path), ensure_ascii=False)
    assert "not encrypted" in both
    said = both.casefold()
    for part in ("kwame", "zoë", "wing b", *path.parts[1:-2], os.environ["HOME"].rsplit("/", 1)[-1]):
        assert part.casefold() not in said, part


def test_the_file_is_not_opened_and_nothing_stays(path: Path) -> None:
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    found = findings(path)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    assert found["may be written"]["found"] == "yes"
    assert not findings(path.parent / "none" / "there.json")["may be written"]["problem"]


@pytest.mark.parametrize("what", ["its settings", "may be written", "last change", "copies", "free space"])
def test_what_may_be_wrong_is_a_sentence(path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    env = {}
    match what:
        case "its settings":
            env["TERM"] = "dumb"
        case "may be written":
            monkeypatch.setattr(doctor, "_may_write", lambda folder: "the disk is read-only")
        case "last change":
            os.utime(path, (time.time() + 3600,) * 2)
        case "copies":
            path.with_name("kwame (1).json").write_bytes(path.read_bytes())
        case "free space":
            monkeypatch.setattr(doctor, "LEAST_FREE", 10**18)
    assert findings(path, **env)[what]["problem"].endswith(".")
    assert not findings(path.parent / "fine.json")["clock"]["problem"]


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    assert doctor._may_write(tmp_path) == ""
    assert doctor._may_write(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "found", "problem"),
    [
        (b"", "there, 0 kB, damaged", "does not begin as one"),
        (b"\0" * 4096, "there, 4 kB, damaged", "does not begin as one"),
        (b"PK\3\4 a spreadsheet", "there, 0 kB, damaged", "does not begin as one"),
        (b'\xef\xbb\xbf\r\n{\r\n "ipstui": {}}', "there, 0 kB, not encrypted", ""),
        (b'{"ipstui":{"format":1,', "there, 0 kB, encrypted", ""),
    ],
)
def test_a_file_that_is_none_of_ours_is_told(path: Path, content: bytes, found: str, problem: str) -> None:
    path.write_bytes(content)
    told = findings(path)["case file"]
    assert told["found"] == found
    assert problem in told["problem"]
    assert bool(told["problem"]) is bool(problem)


def test_what_stands_in_the_place_of_the_file_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is a folder" in findings(path.parent)["case file"]["problem"]
    assert findings(path / "beyond.json")["case file"]["found"] == "none there"

    def denied(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("ipstui.store.disk.read_found", denied)
    told = findings(path)["case file"]
    assert told["found"] == "cannot be read"
    assert told["problem"].startswith("The case file cannot be read: access to it was denied")


def test_a_time_that_no_calendar_has_is_no_mistake(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.lstat

    def lstat(file: object, **how: object) -> os.stat_result:
        found = real(file, **how)
        return os.stat_result((*found[:8], 2**40, found[9])) if file == path else found

    monkeypatch.setattr(os, "lstat", lstat)
    assert findings(path)["case file"]["found"].endswith("not encrypted")


@pytest.mark.parametrize("args", [["doctor"], []])
def test_closed_streams_are_no_mistake(path: Path, args: list[str]) -> None:
    """`>&-`, or a program that starts it without any: Python has None in their place."""
    program = (
        "import sys; sys.stdin = sys.stdout = None; from ipstui.__main__ import main; "
        f"sys.argv = {['ipstui', '--db', str(path), *args]!r}; main()"
    )
    ran = subprocess.run([sys.executable, "-c", program], stderr=subprocess.PIPE, check=False, timeout=600)
    assert ran.returncode == (0 if args else 2), ran.stderr
    assert b"mistake in the program" not in ran.stderr
