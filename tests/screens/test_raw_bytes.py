"""The bytes that reach a terminal: names with commands to it in them, through the places of the program."""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import date

import pytest

from ipstui.casework.clean import is_control
from ipstui.casework.events import Appointment, Contact, EmployerContact, JobStarted, NeedOpened, Note, Referral, Task
from ipstui.casework.people import Client, Employer, Person, Settings, Vacancy
from ipstui.store import places
from ipstui.store.caseload import Caseload
from ipstui.store.vault import Kdf, Vault

pytestmark = [
    pytest.mark.posix("pseudo-terminals"),
    pytest.mark.skipif(
        "IPSTUI_CRASH_RUNS" not in os.environ,
        reason="half a minute each in pseudo-terminals: with the long crash tests, before a release",
    ),
]

TODAY = date(2026, 11, 23)
NASTY = "Zeb\x1b]0;taken\x07 \x1b]52;c;eA==\x07\x9b31m \u202equill\x1bc"
PLAIN = "Zeb]0;taken"  # what is left of it
SECRET = "four plain unrelated words"
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


def hostile(path, **how):
    """A case file as another program may have left it: nothing was cleaned at the door in."""
    day = date(2026, 11, 20)
    with Caseload.create(path, **how) as caseload:
        caseload.record(
            Settings(specialist=NASTY, patch=NASTY, privacy_notice=NASTY, theme="\x1b]0;taken\x07"),
            Client(id="c1", name=NASTY, phone=NASTY, gp=NASTY, people=(Person(name=NASTY, role=NASTY),)),
            Employer(id="e1", name=NASTY, sector=NASTY, place=NASTY, next_step=NASTY),
            Vacancy(id="v1", role=NASTY, employer="e1", place=NASTY),
            Referral(client="c1", on=day, note=NASTY),
            Contact(client="c1", on=day, note=NASTY),
            NeedOpened(client="c1", on=day, category="housing", note=NASTY),
            Note(client="c1", on=day, note=NASTY),
            Task(client="c1", on=day, due=TODAY, text=NASTY),
            Appointment(client="c1", on=TODAY, what=NASTY),
            EmployerContact(client="c1", on=day, employer="e1", note=NASTY),
            JobStarted(client="c1", on=day, employer="e1", role=NASTY, note=NASTY),
            label=NASTY,
        )


class Running:
    """The program in a pseudo-terminal, and every byte that it wrote."""

    def __init__(self, path, home):
        from tests.bench.terminal import Terminal

        command = [sys.executable, "-m", "ipstui", "--db", str(path), "--today", TODAY.isoformat()]
        self.terminal = Terminal(command, home=home, columns=120, rows=40)
        self.raw = b""
        self.more(3.0, until=b"\x1b[?1049h")
        self.more()

    def more(self, quiet=0.4, until=b""):
        """Read until nothing more comes, or this did."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            found = b"".join(piece for _, piece in self.terminal._read(quiet, 3))
            self.raw += found
            if not found and (not until or until in self.raw):
                return
            if until and until in found:
                return

    def press(self, keys, quiet=0.25):
        """Type, and read what is drawn."""
        os.write(self.terminal._fd, keys.encode())
        self.more(quiet)

    def ended(self):
        """The exit code, once the program has ended."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.terminal._read(0.05, 0.1)
            pid, status = os.waitpid(self.terminal._pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        os.kill(self.terminal._pid, signal.SIGKILL)
        os.waitpid(self.terminal._pid, 0)
        raise AssertionError("it did not end")


def test_no_name_reaches_the_terminal_as_a_command(tmp_path):
    path = tmp_path / "cases.json"
    hostile(path)
    program = Running(path, tmp_path)
    for keys in (
        "\r", "?", "\x1b", "l", "\x1b", "n", "\x1b", "+", "\x1b", "c", "\x1b", "]", "]", "]", "e", "\x1b", "\x1b",
        "\x1bOS", "a", "\x1b", "/", "zeb", "\x1b",  # F4, clients
        "\x1b[15~", "\r", "\x1b",  # F5, employers
        "\x1bOR", "w", "\x1b", "s", "\x1b", " ", "u",  # F3, review
        "\x1b[18~", "\x1b", "\x10", "zeb", "\x1b", "\x10", "where", "\r", "\x1b", "\x10", "data prot", "\r", "\x1b",
    ):  # fmt: skip
        program.press(keys, 0.12)
    os.kill(program.terminal._pid, signal.SIGTERM)
    assert program.ended() == 143
    text = program.raw.decode("utf-8").replace("\x1b]22;default\x07", "")  # the shape of the pointer
    assert PLAIN in text, "the name was on the screen"
    for command in ("\x1b]0;", "\x1b]52", "\x1b]2;", "\x1bc"):
        assert command not in text
    inert = text.replace("\x1b", "").replace("\r", "").replace("\n", "")
    assert not {letter for letter in inert if is_control(letter)}


@pytest.mark.parametrize("how", ["closed", "ended"])
def test_what_is_typed_outlives_the_terminal_and_nothing_stays_on_it(tmp_path, how, monkeypatch):
    path = tmp_path / "cases.json"
    vault = Vault.create(SECRET, cost=CHEAP)[0]
    with Caseload.create(path, vault=vault) as caseload:
        caseload.record(Client(id="c1", name="Zebedee"), Referral(client="c1", on=TODAY), label="added")
    program = Running(path, tmp_path)
    program.press(f"{SECRET}\r", 2.0)
    program.press("\r")
    program.press("l")
    program.press("quixotic")
    assert b"quixotic" in program.raw
    if how == "closed":
        os.close(program.terminal._fd)
        end = time.monotonic() + 20
        while not os.waitpid(program.terminal._pid, os.WNOHANG)[0]:
            assert time.monotonic() < end, "it did not end"
            time.sleep(0.05)
    else:
        os.kill(program.terminal._pid, signal.SIGTERM)
        assert program.ended() == 143
    assert b"quixotic" not in places.drafts_of(path).read_bytes()
    again = Running(path, tmp_path)
    again.press(f"{SECRET}\r", 2.0)
    again.press("\r")
    again.raw = b""
    again.press("l", 0.5)
    assert b"quixotic" in again.raw
    os.kill(again.terminal._pid, signal.SIGKILL)
    os.waitpid(again.terminal._pid, 0)
