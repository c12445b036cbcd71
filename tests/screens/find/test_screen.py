"""Find over everything: from any place with ^f, while typing, and Enter goes to the line found."""

import asyncio

import pytest
from textual.events import Key

from ipstui.casework.events import Contact, Note
from tests.screens.driving import TODAY, cells, client_named, listed, settle, show, until


@pytest.fixture
async def finding(pilot):
    """The search, opened from the review over two notes that no other is like."""
    app = pilot.app
    for who, note in (("Jason", "Wants the zébra-crossing job"), ("Marcus", "Zebra again [/b]")):
        app.desk.record(Note(client=client_named(app, who).id, on=TODAY, note=note), label="noted")
    await pilot.press("ctrl+f")
    await until(pilot, lambda: app.screen.NAME == "find")
    return pilot


async def typed(pilot, text):
    """Type letters one by one."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def test_it_finds_while_one_types_however_it_is_spelt(finding):
    await typed(finding, "zebra cross")
    await until(finding, lambda: "zébra-crossing" in listed(finding.app, "found"))
    assert "Zebra again" not in listed(finding.app, "found")


async def test_enter_goes_to_the_line_in_the_timeline(finding):
    await typed(finding, "crossing")
    await until(finding, lambda: "zébra-crossing" in listed(finding.app, "found"))
    await finding.press("enter")
    await until(finding, lambda: finding.app.screen.NAME == "client")
    await until(finding, lambda: "zébra-crossing" in finding.app.screen.query_one("#detail").content.plain)
    await finding.press("escape")
    await until(finding, lambda: finding.app.screen.NAME == "find")
    await finding.press("escape")
    await until(finding, lambda: finding.app.screen.NAME == "review")


async def test_people_come_before_what_was_recorded_and_arrows_move_while_typing(finding):
    await typed(finding, "jason")
    await until(finding, lambda: "Person" in listed(finding.app, "found"))
    await typed(finding, " zeb")
    await until(finding, lambda: "zébra-crossing" in listed(finding.app, "found"))
    await finding.press("down", "up", "enter")
    await until(finding, lambda: finding.app.screen.NAME == "client")


async def test_y_copies_the_line_found_and_no_other(finding):
    await typed(finding, "crossing")
    await until(finding, lambda: "zébra-crossing" in listed(finding.app, "found"))
    finding.app.screen.query_one("#found").focus()
    await finding.press("y")
    await until(finding, lambda: finding.app.screen.query("#record"))
    assert finding.app.desk.caseload.event(finding.app.screen._only).note == "Wants the zébra-crossing job"


async def test_an_employer_found_is_gone_to(finding):
    await typed(finding, "etruria whar")
    await until(finding, lambda: "Employer" in listed(finding.app, "found"))
    await finding.press("enter")
    await until(finding, lambda: finding.app.screen.NAME == "employers")
    await until(finding, lambda: "Etruria" in finding.app.screen.query_one("#employers").full_text)


async def test_a_kind_and_days_narrow_it(finding):
    app = finding.app
    app.desk.record(Contact(client=client_named(app, "Jason").id, on=TODAY, note="zebra met"), label="met")
    await typed(finding, "zebra")
    await until(finding, lambda: "zebra met" in listed(app, "found"))
    await finding.press("tab", "f")
    await until(finding, lambda: app.screen.is_modal)
    await typed(finding, "note")
    await finding.press("enter")
    await until(finding, lambda: app.screen.NAME == "find" and "only note" in cells(app))
    await until(finding, lambda: "zebra met" not in listed(app, "found") and "Zebra again" in listed(app, "found"))
    await finding.press("d")
    await until(finding, lambda: app.screen.is_modal)
    await finding.press("down", "enter")
    await until(finding, lambda: "only note, the last four weeks" in cells(app))
    assert "Zebra again" in listed(app, "found")


async def test_nothing_found_says_so_and_an_empty_line_says_what_to_do(finding):
    assert "case, accents" in cells(finding.app)
    await typed(finding, "qqqq")
    await until(finding, lambda: "Nothing found" in cells(finding.app))
    await finding.press("enter")
    assert finding.app.screen.NAME == "find"


async def test_where_a_field_has_the_keys_it_does_not_open(pilot):
    await pilot.press("l")
    await until(pilot, lambda: pilot.app.screen.is_modal)
    await pilot.press("ctrl+f")
    assert pilot.app.screen.is_modal


async def test_the_session_searches_nothing(pilot):
    await show(pilot, client_named(pilot.app, "Donna"))
    await pilot.press("f2")
    await until(pilot, lambda: pilot.app.screen.NAME == "session")
    await pilot.press("ctrl+f", "W", "f6")
    await pilot.pause()
    assert pilot.app.screen.NAME == "session"


async def test_a_save_elsewhere_is_found_at_once(finding):
    app = finding.app
    await typed(finding, "giraffe")
    await until(finding, lambda: "Nothing found" in cells(app))
    await app.save(Note(client=client_named(app, "Jason").id, on=TODAY, note="the giraffe"), label="noted")
    await until(finding, lambda: "iraffe" in listed(app, "found"))


async def test_what_is_typed_while_it_opens_is_what_is_looked_for(pilot):
    """At 20 ms a key, without waiting for the screen: no letter is lost, and none goes to the screen beneath."""
    for key in ("ctrl+f", *"fred"):
        pilot.app.post_message(Key(key, None if key == "ctrl+f" else key))
        await asyncio.sleep(0.02)
    await until(pilot, lambda: pilot.app.screen.NAME == "find")
    await until(pilot, lambda: pilot.app.screen.query_one("#sought").value == "fred")
    assert len(pilot.app.screen_stack) == 2


def test_in_a_picture(app, snap_compare):
    async def go(pilot):
        await pilot.press("ctrl+f", *"probation")
        await until(pilot, lambda: "robation" in listed(pilot.app, "found"))
        await settle(pilot)

    assert snap_compare(app, run_before=go)
