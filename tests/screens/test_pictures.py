"""Pictures of every screen and dialog, held against those a person has looked at.

After a change that is meant: `pytest tests/screens/test_pictures.py --snapshot-update`, and look at the new ones.
"""

import pytest

from ipstui.casework.events import JobStarted, ReleaseExpected
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.forms.record import RecordScreen
from tests.screens.driving import client_named, settle, still, under

KEYS = {
    "review": "down",
    "review_found": "slash m a r",
    "review_reviewed": "space space",
    "why": "question_mark",
    "changes": "w",
    "log": "l",
    "log_refused": "l x tab tab z enter",
    "log_list_open": "l tab tab tab space",
    "next_date": "n",
    "snooze": "s",
    "new_client": "a",
    "help": "f1",
    "clients": "f4",
    "employers": "f5",
    "employer": "f5 enter",
    "employer_contact": "f5 l",
    "new_employer": "f5 a",
}
CLIENT_KEYS = {
    "timeline": "down",
    "plan": "2",
    "work": "3",
    "event": "down down enter",
    "steps": "enter",
    "kinds": "plus",
    "case": "c",
    "correct": "down down e",
    "taken_back": "down down x v",
}


async def press(pilot, keys):
    """Press keys, each once the one before was dealt with, the first once the screen beneath is drawn."""
    await still(pilot)
    for key in keys.split():
        await pilot.press(key)
        await still(pilot)
    await settle(pilot)


@pytest.mark.parametrize("name", KEYS)
def test_at_80_by_24(pictured, snap_compare, name):
    assert snap_compare(pictured, run_before=lambda pilot: press(pilot, KEYS[name]))


@pytest.mark.parametrize("name", CLIENT_KEYS)
def test_a_client_at_80_by_24(pictured, snap_compare, name):
    async def go(pilot):
        await pictured.push_screen(ClientScreen(client_named(pictured, "Jason").id))
        await press(pilot, CLIENT_KEYS[name])

    assert snap_compare(pictured, run_before=go)


@pytest.mark.parametrize("kind", [JobStarted, ReleaseExpected])
def test_a_form_at_80_by_24(pictured, snap_compare, kind):
    async def go(pilot):
        await pictured.push_screen(RecordScreen(pictured.desk.casefile(client_named(pictured, "Marcus").id), kind))
        await settle(pilot)

    assert snap_compare(pictured, run_before=go)


def test_an_empty_caseload(bare, snap_compare):
    assert snap_compare(bare)


def test_the_review_when_wide(pictured, snap_compare):
    assert snap_compare(pictured, terminal_size=(120, 40), run_before=lambda pilot: press(pilot, "down"))


def test_a_client_in_work_when_wide(pictured, snap_compare):
    async def go(pilot):
        await pictured.push_screen(ClientScreen(client_named(pictured, "Donna").id))
        await press(pilot, "3")

    assert snap_compare(pictured, terminal_size=(120, 40), run_before=go)


@pytest.mark.parametrize("look", ["light", "plain"])
def test_the_other_looks(pictured, snap_compare, look):
    pictured.theme = look
    assert snap_compare(pictured, run_before=lambda pilot: press(pilot, "down"))


def test_small(pictured, snap_compare):
    async def go(pilot):
        assert under(pictured)
        await press(pilot, "l x tab tab z enter")

    assert snap_compare(pictured, terminal_size=(60, 15), run_before=go)
