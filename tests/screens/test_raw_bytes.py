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
LONGEST = 120.0  # seconds until it is a hang: a machine that is busy is none
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
            NeedOpened(client="c1", on=day, category="accommodation", note=NASTY),
            Note(client="c1", on=day, note=NASTY),
            Task(client="c1", on=day, due=TODAY, text=NASTY),
            Appointment(client="c1", on=TODAY, what=NASTY),
            EmployerContact(client="c1", on=day, employer="e1", note=NASTY),
            JobStarted(client="c1", on=day, employer="e1", role=NASTY, note=NASTY),
            label=NASTY,
        )


class Running:
    """The program in a pseudo-terminal, what its screen shows, and every byte that it wrote."""

    def __init__(self, path, home, shows="Review"):
        from tests.bench.terminal import Terminal

        command = [sys.executable, "-m", "ipstui", "--db", str(path), "--today", TODAY.isoformat()]
        self.terminal = Terminal(command, home=home, columns=120, rows=40)
        self.raw = b""
        self.wait(lambda screen: shows in screen, shows)

    def read(self, quiet, longest):
        """What it writes, until it is quiet."""
        found = b"".join(piece for _, piece in self.terminal._read(quiet, longest))
        self.raw += found
        self.terminal._stream.feed(found)
        return found

    def wait(self, fits, what):
        """Read until the screen shows what it is to show, and nothing more comes."""
        end = time.monotonic() + LONGEST
        while True:
            found = self.read(0.15, 3)
            screen = "\n".join(self.terminal.lines)
            if not found and fits(screen):
                return
            assert time.monotonic() < end, f"{what}\n{screen}"

    def press(self, keys, shows, gone=""):
        """Type, with a pause at each space, and wait until the screen shows this, and no more what it showed before."""
        for part in keys.split(" "):
            os.write(self.terminal._fd, part.replace("_", " ").encode())
            self.wait(bool, keys)
        self.wait(lambda screen: shows in screen and not (gone and gone in screen), f"{keys!r}: {shows} after {gone}")

    def look(self, rows, back):
        """Open each of these from a place, and go back to it."""
        for keys, shows in rows:
            assert shows not in "\n".join(self.terminal.lines), shows
            self.press(keys, shows)
            self.press(ESC, back, gone=shows)

    def ended(self):
        """The exit code, once the program has ended."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            self.read(0.05, 0.1)
            pid, status = os.waitpid(self.terminal._pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
        os.kill(self.terminal._pid, signal.SIGKILL)
        os.waitpid(self.terminal._pid, 0)
        raise AssertionError("it did not end")


F1, F2, F3, F4, F5, F6, F7 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~"
F8, RIGHT = "\x1b[19~", "\x1b[C"
ESC, PALETTE, FIND, ENTER = "\x1b", "\x10", "\x06", "\r"

# Each place: the keys that open it there, and what its screen shows.
PLACES = {
    (F3, "TODAY AND OVERDUE"): [
        ("?", "Why is this here?"), ("w", "The last seven days"), ("s", "Why *"), (".", "What changed  (w)"),
        ("l", "Log a contact"), ("n", "Next date ·"), ("+", "Record what?"), ("a", "New client"), (F1, "Keys"),
        (PALETTE + " zeb", "Employer: " + PLAIN), ("W", "THE WEEK'S REPORT"), (FIND + " zeb", "RECORDED, NEWEST FIRST"),
        (PALETTE + " where " + ENTER, "Files that ipstui has written"), (F7, "Settings, and your data"),
        (PALETTE + " choices " + ENTER, "Your choices"), (PALETTE + " data_prot " + ENTER, "Privacy notice"),
        (PALETTE + " erase " + ENTER, "Erase"),
        (PALETTE + " subject_acc " + ENTER, "Everything held about whom?"),
        (PALETTE + " hand_over " + ENTER, "Hand over"),
    ],
    (F4, "OPEN 1"): [("/ zeb", "zeb")],
    (F5, "1 EMPLOYER"): [(ENTER, "Esc: close"), ("e", "Employer ·"), ("a", "Name *")],
    (F6, "MON 23 NOV"): [("?", "Why is this here?"), ("r", "Now on *")],
}  # fmt: skip
CLIENT = [
    ("?", "Why is this here?"), ("l", "Log a contact"), ("n", "Next date ·"), ("+", "Record what?"), (".", "(Enter)"),
    ("e", "Correct: "), ("\x1b[3~", "Take back:"), ("f", "Show only"), ("c", "Close"),
    ("+ job_st " + ENTER, "Job started ·"), ("+ need " + ENTER, "Need opened ·"),
]  # fmt: skip
TABS = [("2", "DUE, AND WHY"), ("3", "JOBS"), ("4", "CONDITIONS"), ("5", "SESSIONS"), ("1", "WHAT HAPPENED")]
SESSION = [
    ("f", "The facts"), ("h", "Show me how:"), ("w", "What to check"), ("o", "Which work?")
]  # fmt: skip
REPORTS = [("?", "Counted"), ("d", "Which days?"), ("+", "Record what, of the service?")]
VACANCIES = [("a", "Job *"), ("e", "Vacancy · " + PLAIN), (ENTER, "TO FIND OUT FIRST")]
SHEET = ["asked about", "ANSWERED, AS PROPOSED", "NEW OF 2 PEOPLE"]


def test_no_name_reaches_the_terminal_as_a_command(tmp_path):
    path = tmp_path / "cases.json"
    hostile(path)
    program = Running(path, tmp_path, "TODAY AND OVERDUE")
    for (key, place), rows in PLACES.items():
        program.press(key, place)
        program.look(rows, place)
    program.press(F3, "TODAY AND OVERDUE")
    program.press(ENTER, "WHAT HAPPENED")
    for key, tab in TABS:
        program.press(key, tab)
        assert PLAIN in "\n".join(program.terminal.lines)
    program.look(CLIENT, "WHAT HAPPENED")
    program.press(F2, "an estimate, not a decision")
    program.look(SESSION, "an estimate, not a decision")
    os.kill(program.terminal._pid, signal.SIGTERM)
    assert program.ended() == 143
    refuse_commands(program.raw)


def test_nor_from_reports_vacancies_disclosure_plans_and_spreadsheets(tmp_path):
    path, people = tmp_path / "cases.json", tmp_path / "people.csv"
    hostile(path)
    people.write_text(f"Name,Phone,{NASTY}\n{NASTY},{NASTY},{NASTY}\nTwo {NASTY},1,x\n", encoding="utf-8")
    program = Running(path, tmp_path, "TODAY AND OVERDUE")
    program.press(F8, "FROM REFERRAL TO WORK")
    program.look(REPORTS, "FROM REFERRAL TO WORK")
    program.press(PALETTE + " vacancies " + ENTER, "1 VACANCY OPEN")
    program.look(VACANCIES, "1 VACANCY OPEN")
    program.press("2", "1 OPEN CASE")
    assert PLAIN in "\n".join(program.terminal.lines)
    program.press(F3, "TODAY AND OVERDUE")
    program.press(ENTER, "WHAT HAPPENED")
    program.press("6", "CONVICTIONS, KEPT APART")
    program.press("v", "CONVICTIONS, KEPT APART")
    program.press("7", "ACTION PLAN")
    program.press(ENTER, "Tab")
    program.press(ESC, "ACTION PLAN", gone="WHAT HAPPENED")
    program.press(F3, "TODAY AND OVERDUE")
    program.press(PALETTE + " spreadsheet " + ENTER, "Which spreadsheet?")
    os.write(program.terminal._fd, f"{people}".encode())
    program.wait(lambda screen: "people.csv" in screen, "the path")
    program.press(ENTER, "1 Sheets", gone="Which spreadsheet?")
    for step in SHEET:
        program.press(RIGHT, step)
        assert PLAIN in "\n".join(program.terminal.lines)
    os.kill(program.terminal._pid, signal.SIGTERM)
    assert program.ended() == 143
    refuse_commands(program.raw)


def refuse_commands(raw):
    """No byte of what people typed is more than a letter to the terminal."""
    text = raw.decode("utf-8").replace("\x1b]22;default\x07", "")  # the shape of the pointer
    for command in ("\x1b]0;", "\x1b]52", "\x1b]2;", "\x1bc"):
        assert command not in text
    inert = text.replace("\x1b", "").replace("\r", "").replace("\n", "")
    assert not {letter for letter in inert if is_control(letter)}


@pytest.mark.parametrize("how", ["closed", "ended"])
def test_what_is_typed_outlives_the_terminal_and_nothing_stays_on_it(tmp_path, how):
    path = tmp_path / "cases.json"
    vault = Vault.create(SECRET, cost=CHEAP)[0]
    with Caseload.create(path, vault=vault) as caseload:
        caseload.record(Client(id="c1", name="Zebedee"), Referral(client="c1", on=TODAY), label="added")

    def opened():
        program = Running(path, tmp_path, "assphrase")
        program.press(SECRET.replace(" ", "_") + ENTER, "Zebedee")
        program.press(ENTER, "WHAT HAPPENED")
        return program

    program = opened()
    program.press("l", "Log a contact")
    program.press("i quixotic", "quixotic")
    if how == "closed":
        os.close(program.terminal._fd)
        end = time.monotonic() + LONGEST
        while not os.waitpid(program.terminal._pid, os.WNOHANG)[0]:
            assert time.monotonic() < end, "it did not end"
            time.sleep(0.05)
    else:
        os.kill(program.terminal._pid, signal.SIGTERM)
        assert program.ended() == 143
        assert not {"Zebedee", "quixotic"} & set(" ".join(program.terminal.lines).split())
    assert b"quixotic" not in places.drafts_of(path).read_bytes()
    again = opened()
    again.press("l", "quixotic")
    os.kill(again.terminal._pid, signal.SIGKILL)
    os.waitpid(again.terminal._pid, 0)
