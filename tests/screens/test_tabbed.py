"""Screens of several lists: a list is made when it is first opened, and is left as it was."""

import pytest

from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.client.tabs import TABS
from ipstui.shell.app import IpsApp
from ipstui.widgets.lines import Lines
from ipstui.widgets.tab_line import TabLine
from tests.screens.driving import client_named, opened, show, under, until


async def test_a_tab_is_made_when_opened_keeps_its_cursor_and_answers_to_the_mouse(pilot):
    app = pilot.app
    screen = await show(pilot, client_named(app, "Jason"))
    assert isinstance(screen, ClientScreen)
    assert [each.id for each in screen.query(Lines)] == ["timeline"]
    await pilot.press("j", "j")
    stood = under(app, "timeline")
    labels = screen.query_one("#tabs").content.plain
    await pilot.click("#tabs", offset=(labels.index("Work"), 0))
    await until(pilot, lambda: screen.tab == "work" and screen.lines.has_focus)
    assert [each.id for each in screen.query(Lines) if each.display] == ["work"]
    await pilot.click("#tabs", offset=(labels.index("Timeline"), 0))
    await until(pilot, lambda: screen.tab == "timeline" and screen.lines.has_focus)
    assert under(app, "timeline") == stood
    assert [each.id for each in screen.query(Lines)] == ["timeline", "work"]


async def test_what_narrows_a_list_gives_the_keys_back_to_the_list_that_is_shown(pilot):
    await pilot.press("V", "3")
    screen = pilot.app.screen
    await until(pilot, lambda: screen.lines.id == "applications")
    await pilot.press("slash")
    await until(pilot, lambda: bool(screen.query("#find")))
    await pilot.press("p", "enter")
    await until(pilot, lambda: screen.lines.has_focus)
    assert screen.tab == "applications"


@pytest.mark.parametrize("width", [50, 60, 70, 80, 120])
async def test_every_tab_is_seen_and_clicked_in_any_width(desk, width):
    async with opened(IpsApp(desk), size=(width, 24)) as pilot:
        await show(pilot, client_named(pilot.app, "Marcus"))
        line = pilot.app.screen.query_one(TabLine)
        for number, tab in enumerate(TABS, start=1):
            drawn = line.content.plain
            assert len(drawn) <= width, drawn
            assert width < 80 or all(each.title in drawn for each in TABS), drawn
            await pilot.click(line, offset=(drawn.index(f" {number}") + 1, 0))
            await until(pilot, lambda name=tab.name: line.active == pilot.app.screen.tab == name)
