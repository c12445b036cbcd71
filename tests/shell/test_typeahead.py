"""Typing ahead of the screen: every key goes where it was meant, in order, and none to the screen beneath."""

import os
import sys
import time
from datetime import date

import pytest
from textual.events import Key

from ipstui.casework.events import Referral, kind_of
from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.shell.app import IpsApp
from ipstui.shell.escape import EscapeParser
from ipstui.store.caseload import Caseload

TODAY = date(2026, 11, 23)
ENTER, TAB, ESC = "\r", "\t", "\x1b"
FIRST = [
    "l", "m", *"had tea and lunch", TAB, *"fri 2pm", ENTER,  # a form over the review, saved
    "j", "l", "c", *"jolly; spoke a while, all well", ENTER,  # the letters are keys of the review too
]  # fmt: skip
TYPED = [
    *FIRST,
    "j", "n", *"thu 10am", TAB, "p", ENTER,
    "+", *"need opened", ENTER, "f", ENTER,  # a question that leads to a form
    ENTER, "l", "s", *"quiet: no answer", ENTER, "q",  # a person, a form over them, and back
    "+", ESC, "?", ESC, "l", ESC,  # left again
    "a", *"Dora New", ENTER, "D", "C", "R",
]  # fmt: skip
SAVED = {
    "A Person": [("contact", "had tea and lunch"), ("appointment", "")],
    "B Person": [("contact", "jolly; spoke a while, all well")],
    "C Person": [("probation_appointment", ""), ("need_opened", ""), ("contact", "quiet: no answer")],
    "Dora New": [],
}


def three_people(path):
    """Three people of whom nothing is known; the review has them in the order of their names."""
    with Caseload.create(path) as caseload:
        for name in "ABC":
            caseload.record(Client(id=name, name=f"{name} Person"), Referral(client=name, on=TODAY), label="added")


def saved(caseload):
    """What is recorded of each besides the referral."""
    return {
        client.name: [(kind_of(e), e.note) for e in caseload.events_of(client.id) if not isinstance(e, Referral)]
        for client in caseload.clients.values()
    }


@pytest.mark.parametrize(
    ("chunks", "keys"),
    [
        (["\x1bl"], ["escape", "l"]),
        (["\x1b", "l"], ["escape", "l"]),
        (["\x1b\x1b\r"], ["escape", "escape", "enter"]),
        (["a\x1b[A\x1bOP\x1b2"], ["a", "up", "f1", "escape", "2"]),
        (["\x1b[", "A"], ["up"]),
        (["\x1b[200~one\x1b[201~\x1bq"], ["Paste", "escape", "q"]),
    ],
)
def test_escape_and_a_key_right_after_it_are_two_keys(chunks, keys):
    parser = EscapeParser()
    found = [event for chunk in chunks for event in parser.feed(chunk)]
    assert [getattr(event, "key", type(event).__name__) for event in found] == keys


@pytest.mark.posix("a pseudo-terminal")
def test_twenty_milliseconds_a_key_through_any_screen(tmp_path):
    """In real time, in a terminal; it ends with Ctrl+Q, which waits its turn like any other key."""
    from tests.bench.terminal import Terminal

    three_people(tmp_path / "cases.json")
    command = [sys.executable, "-m", "ipstui", "--db", str(tmp_path / "cases.json"), "--today", TODAY.isoformat()]
    terminal = Terminal(command, home=tmp_path, columns=80, rows=24)
    terminal.finished(quiet=0.3)
    for key in (*TYPED, "\x11"):
        os.write(terminal._fd, key.encode())
        time.sleep(0.02)
    end = time.monotonic() + 120
    while not os.waitpid(terminal._pid, os.WNOHANG)[0]:
        terminal._read(0.05, 0.2)
        assert time.monotonic() < end, "it did not end"
    with Caseload.open(tmp_path / "cases.json") as caseload:
        assert saved(caseload) == SAVED


async def test_keys_typed_all_at_once_while_every_save_is_slow(tmp_path, monkeypatch):
    three_people(tmp_path / "cases.json")
    record = Caseload.record

    def slowly(self, *changes, **how):
        time.sleep(0.1)
        return record(self, *changes, **how)

    monkeypatch.setattr(Caseload, "record", slowly)
    with Caseload.open(tmp_path / "cases.json") as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with app.run_test(size=(80, 24)) as pilot:
            for key in FIRST:
                name = {ENTER: "enter", TAB: "tab", "+": "plus"}.get(key, key)
                app._driver.send_message(Key(name, key))
            await pilot.pause()
            await app.typed.done()
            assert app.screen.NAME == "review"
        found = saved(caseload)
        assert (found["A Person"], found["B Person"], found["C Person"]) == (*list(SAVED.values())[:2], [])


async def test_what_hides_the_screen_waits_for_nothing_and_forgets_what_was_typed(tmp_path, monkeypatch):
    three_people(tmp_path / "cases.json")
    with Caseload.open(tmp_path / "cases.json") as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        hidden = []
        monkeypatch.setattr(IpsApp, "action_lock", lambda self: hidden.append(True))
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("l", "m", "x", "enter", "ctrl+l"):
                app._driver.send_message(Key(key, key if len(key) == 1 else None))
            await pilot.pause()
            await app.typed.done()
        assert hidden == [True]
        assert saved(caseload)["A Person"] == []
