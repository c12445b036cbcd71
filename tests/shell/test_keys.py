"""A user may choose other keys: each clash is told, footer and help show the new key, and the way back is there."""

import msgspec

from ipstui.actions import ACTIONS, KEPT, bindings, clash, fit_keys, help_for, key_name, keys_of, may_change
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.keys import PressScreen
from ipstui.screens.together.screen import TogetherScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.hints import Hints
from tests.screens.conftest import demo_file, desk  # noqa: F401
from tests.screens.driving import cells, choose, client_named, listed, opened, problem, said, seen, until


def row(id, screen=""):
    return next(each for each in ACTIONS if each.id == id and (not screen or screen in each.screens))


def test_every_row_has_a_slot_of_its_own_and_the_ways_out_stay():
    slots = [action.slot for action in ACTIONS]
    assert len(slots) == len(set(slots))
    kept = {action.id for action in ACTIONS if action.keys and not may_change(action)}
    assert {"back", "open", "quit", "help", "command_palette", "lock", "saved"} <= kept
    assert {binding.id for screen in ("app", "client") for binding in bindings(screen)} <= set(slots)


def test_a_key_is_free_or_it_is_said_what_has_it():
    assert clash(row("log"), "L") == ""
    assert "“Snooze”" in clash(row("log"), "s")
    assert "“Undo”" in clash(row("log"), "u")
    assert "“Log”" in clash(row("undo"), "l"), "an act of the app meets those of every screen"
    assert clash(row("facts"), "s") != ""
    assert clash(row("facts"), "l") == "", "a session has no log"
    assert all("stays as it is" in clash(row("log"), key) for key in KEPT)
    freed = {row("snooze").slot: "z"}
    assert clash(row("log"), "s", freed) == ""
    assert "“Snooze”" in clash(row("log"), "z", freed)


def test_keys_that_cannot_be_had_are_left_out():
    """A case file may be of another version, or written by hand."""
    log, snooze, undo = row("log").slot, row("snooze").slot, row("undo").slot
    assert fit_keys({log: "s", snooze: "l"}) == {log: "s", snooze: "l"}, "two may change places"
    assert fit_keys({log: "u", "review.gone": "x", row("back", "review").slot: "b"}) == {}
    assert fit_keys({undo: "ctrl+q"}) == {}
    for wanted in ({log: "s"}, {log: "", undo: "l"}, {log: "x,y"}):
        fit = fit_keys(wanted)
        for action in ACTIONS:
            assert not [key for key in keys_of(action, fit) if action.slot in fit and clash(action, key, fit)]


def test_a_key_that_goes_back_takes_nobody_elses():
    """Week's report asks for a key that is taken, so it keeps W; then Reports cannot have W."""
    reports, week, diary = row("go('reports')").slot, row("week_report").slot, row("go('diary')").slot
    assert fit_keys({reports: "W", week: "u", diary: "Z"}) == {diary: "Z"}


async def test_a_key_chosen_for_a_place_is_closed_off_on_the_screen_for_two(desk):  # noqa: F811
    settings = msgspec.structs.replace(desk.caseload.settings, keys={row("find_all").slot: "ctrl+g"})
    desk.caseload.record(settings, label="a key")
    app = IpsApp(desk)
    async with opened(app) as pilot:
        screen = TogetherScreen(client_named(app, "Gethin").id)
        await app.push_screen(screen)
        await pilot.press("ctrl+g")
        await said(pilot, "Not while two people look at the screen")
        assert app.screen is screen


async def test_a_key_is_chosen_shown_kept_and_put_back(desk):  # noqa: F811
    app = IpsApp(desk)
    async with opened(app) as pilot:
        await pilot.press("f7")
        await choose(pilot, "Keys", ChooseScreen)
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen) and "Keys: which one?" in seen(app))
        await choose(pilot, "Log  (l)", PressScreen)
        await pilot.press("s")
        assert "s is “Snooze” here already." in problem(app)
        await pilot.press("Z")
        await until(pilot, lambda: "Log (Z; it was l)" in cells(app))
        assert desk.caseload.settings.keys == {"review.log": "Z"}
        await choose(pilot, "Review  (F3", PressScreen)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen) and "Review  (F9" in listed(app))
        await pilot.press("escape")
        await pilot.pause()
        assert {"Z", "l"} & set(app.screen.query_one(Hints).keys) == {"Z"}
        assert "Z Log" in seen(app).splitlines()[-1]
        assert "F9 Review" in seen(app).splitlines()[0]
        assert ("Z", "Log") in {(key, label) for key, label, _ in help_for("review", app.keys)}
        await pilot.press("l")
        assert app.screen.NAME == "review"
        await pilot.press("Z")
        await until(pilot, lambda: "Log a contact" in cells(app))
        await pilot.press("escape", "u")
        await said(pilot, "Undone: key changed")
        assert app.keys == {"review.log": "Z"}
        app.action_flow("keys")
        await choose(pilot, "Log  (Z", PressScreen)
        await pilot.press("backspace")
        await until(pilot, lambda: not desk.caseload.settings.keys and "Log (l)" in cells(app))
    again = msgspec.structs.replace(desk.caseload.settings, keys={"review.log": "Z", "app.undo": "s"})
    desk.record(again, label="by hand")
    app = IpsApp(desk)
    async with opened(app) as pilot:
        assert app.keys == {"review.log": "Z"}
        assert key_name(row("log"), app.keys) == "Z"
