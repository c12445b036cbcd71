"""The program around the screens: places, palette, help, looks, leaving, and what happens when it is at fault."""

import errno
import string

import msgspec
import pytest
from textual.command import CommandPalette
from textual.widgets import Input, OptionList
from textual.widgets._toast import Toast

from ipstui.actions import ACTIONS, APP, LINED, LISTS, actions_on, bindings, help_for, key_name
from ipstui.casework.people import Vacancy
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.client.tabs import TABS
from ipstui.screens.clients.screen import COLUMNS, ClientsScreen
from ipstui.screens.employers.screen import EmployerContactScreen, EmployersScreen
from ipstui.screens.find.screen import FindScreen
from ipstui.screens.guide import GuideScreen
from ipstui.screens.help import HelpScreen
from ipstui.screens.release_day.screen import ReleaseDayScreen
from ipstui.screens.review.screen import ReviewScreen
from ipstui.screens.vacancies.screen import VacanciesScreen
from ipstui.screens.words.cv import CvScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.lines import Lines, Target, _widths
from tests.screens.driving import (
    cells,
    client_named,
    filled,
    ids,
    lines,
    opened,
    said,
    seen,
    show,
    still,
    toasts,
    under,
    until,
)

SCREENS = {"review": ReviewScreen, "clients": ClientsScreen, "employers": EmployersScreen, "client": ClientScreen}
SAFE = {*string.ascii_letters, *string.digits, "enter", "escape", "space", "slash", "question_mark", "plus",
        "full_stop", "delete", "left", "right", *(f"f{n}" for n in range(1, 11)),
        *(f"ctrl+{letter}" for letter in "flnpqsyz")}  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_the_table_of_actions_holds_for_each_screen(name):
    own = actions_on(name)
    keys = [key for action in (*own, *actions_on(APP)) for key in action.keys.split(",") if key]
    assert len(keys) == len(set(keys)), "a key means two things"
    assert set(keys) <= SAFE
    shown = [b for b in bindings(name) if b.show] + [b for b in bindings(APP) if b.show and name in LISTS]
    assert len(shown) <= 5
    assert {action.label for action in own} <= {label for _, label, _ in help_for(name)}


@pytest.mark.parametrize("name", sorted({screen for action in ACTIONS for screen in action.screens} - {APP}))
def test_every_screen_has_a_way_back_help_and_no_key_twice(name):
    own = actions_on(name)
    keys = [key for action in (*own, *actions_on(APP)) for key in action.keys.split(",") if key]
    assert len(keys) == len(set(keys)), "a key means two things"
    assert any(action.id == "back" and "escape" in action.keys for action in own)
    if name not in ("find", "together"):  # there one types
        assert any("q" in action.keys.split(",") for action in own)
        assert any("question_mark" in action.keys.split(",") for action in own)
    if name in LINED:
        assert any(action.id == "acts" for action in own)
    told = [(key, label) for key, label, _ in help_for(name, private=name == "together")]
    assert not ({"Review", "Find all"} & {label for _, label in told}) or name != "together"


async def test_a_list_of_keys_is_in_columns_and_names_the_screen_in_words(pilot):
    await pilot.app.push_screen(HelpScreen("together", 80, private=True))
    await pilot.pause()
    shown = seen(pilot.app)
    assert "Keys here: writing together" in shown
    lines = [line for line in shown.splitlines() if "Shift+Tab" in line or " Tab " in line]
    assert len({line.index(word) for line in lines for word in ("The next", "The question") if word in line}) == 1
    assert "Find all" not in shown


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+p"])
async def test_a_key_that_leads_elsewhere_is_answered_over_a_text(pilot, key):
    casefile = pilot.app.desk.casefile(client_named(pilot.app, "Jason").id)
    for over in (HelpScreen("review"), GuideScreen(), CvScreen(casefile)):
        await pilot.app.push_screen(over)
        await pilot.press(key)
        await said(pilot, "Esc closes this first")
        assert pilot.app.screen is over
        pilot.app.clear_notifications()


def test_every_action_has_a_screen_a_key_and_a_sentence():
    for action in ACTIONS:
        assert set(action.shown_on) <= set(action.screens) | set(SCREENS)
        assert key_name(action) or action.screens == (APP,), "without a key it is in the palette"
        assert action.help.endswith((".", "…"))


async def test_the_places_and_back_from_within_a_client(pilot):
    await pilot.press("f4")
    assert isinstance(pilot.app.screen, ClientsScreen)
    await pilot.press("enter")
    assert isinstance(pilot.app.screen, ClientScreen)
    await pilot.press("f5")
    assert isinstance(pilot.app.screen, EmployersScreen)
    await pilot.press("f4")
    assert isinstance(pilot.app.screen, ClientsScreen)
    await pilot.press("f3", "f3")
    assert isinstance(pilot.app.screen, ReviewScreen)
    assert lines(pilot.app).has_focus


async def test_clients_lists_everyone_closed_ones_apart_and_finds(pilot, desk):
    await pilot.press("f4")
    assert set(ids(pilot.app)) == set(desk.caseload.clients)
    await pilot.press("slash")
    pilot.app.screen.query_one("#find", Input).value = "pry"
    await pilot.pause()
    assert ids(pilot.app) == [client_named(pilot.app, "Pryce").id]
    await pilot.press("enter", "enter")
    assert pilot.app.screen.chosen().client.name == "Jason Pryce"
    await pilot.press("escape")
    assert under(pilot.app) == client_named(pilot.app, "Pryce").id


async def test_employers_add_change_log_and_the_tally_counts(pilot, desk):
    from tests.screens.driving import fill, problem, save

    await pilot.press("f5", "a")
    fill(pilot.app, place="Leeds")
    await save(pilot)
    assert "a name is needed" in problem(pilot.app)
    fill(pilot.app, name="Bright & Sons")
    await save(pilot)
    assert "13 EMPLOYERS" in seen(pilot.app)
    new = next(e for e in desk.caseload.employers.values() if e.name == "Bright & Sons")
    assert (new.stage, new.do_not_contact) == ("new", False)
    lines(pilot.app).go_to(Target("employer", new.id))
    before = desk.review().strip.employer_contacts
    await pilot.press("l")
    await until(pilot, lambda: isinstance(pilot.app.screen, EmployerContactScreen))
    await still(pilot)
    fill(pilot.app, note="went in", mode="face_to_face", stage="met", about=client_named(pilot.app, "Jason").id)
    await save(pilot)
    assert desk.review().strip.employer_contacts == before + 1
    assert desk.caseload.employers[new.id].stage == "met"
    assert under(pilot.app) == new.id
    vacancy = Vacancy(id="v-new", role="Porter", employer=new.id)
    desk.caseload.record(vacancy, msgspec.structs.replace(vacancy, id="v-gone", role="Cook", gone=True), label="two")
    await pilot.press("enter")
    await until(pilot, lambda: "about a client" in cells(pilot.app))
    assert "Vacancy: Porter, hours ?" in cells(pilot.app)
    assert "Cook" not in cells(pilot.app)
    assert "Jason" not in cells(pilot.app)
    await pilot.press("escape", "e")
    fill(pilot.app, do_not_contact="yes")
    await save(pilot)
    assert "do not contact" in cells(pilot.app)
    await pilot.app.action_undo()
    await said(pilot, "Undone: Bright & Sons changed.")


async def palette(pilot, text):
    """Open the palette, type, and return what it offers."""
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    if text:
        pilot.app.screen.query_one(Input).value = text
    offered = pilot.app.screen.query_one(OptionList)
    await until(pilot, lambda: offered.option_count > 0)
    await pilot.pause(0.1)
    return "\n".join(str(option.prompt) for option in offered.options)


async def test_the_palette_has_our_actions_and_no_screenshot(pilot):
    offered = await palette(pilot, "")
    assert "Log  (l)" in offered
    assert "Theme" in offered
    for word in ("screenshot", "maximize", "keys and help"):
        assert word not in offered.lower()
    pilot.app.screen.query_one(Input).value = "screenshot"
    await pilot.pause(0.2)
    assert "screenshot" not in cells(pilot.app).replace("screenshot", "", 1).lower()


async def test_the_palette_finds_a_client_and_opens_them(pilot):
    offered = await palette(pilot, "marcus")
    assert "Open Marcus Tran" in offered
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientScreen))
    assert pilot.app.screen.chosen().client.name == "Marcus Tran"


async def test_help_names_every_key_of_the_screen_and_closes_again(pilot):
    await show(pilot, client_named(pilot.app, "Jason"))
    await pilot.press("f1")
    text = str(pilot.app.screen._text)
    for key, label, _ in help_for("client"):
        assert f"{key:<7}{label}" in text
    await pilot.press("f1")
    await until(pilot, lambda: "Clients, and one person" in cells(pilot.app))
    await pilot.press("escape")
    assert isinstance(pilot.app.screen, ClientScreen)


async def test_a_form_answers_the_keys_people_try(pilot, desk):
    await pilot.press("l", "f1")
    await until(pilot, lambda: "wants" in cells(pilot.app))
    await pilot.press("escape", "tab", "x", "ctrl+q")
    await said(pilot, "Esc closes this first")
    events = desk.caseload.event_count
    await pilot.press("ctrl+s")
    await until(pilot, lambda: desk.caseload.event_count == events + 1)


async def test_the_keys_people_try_on_a_list_are_answered(pilot, desk):
    await pilot.press("q")
    await said(pilot, "Ctrl+Q leaves ipstui")
    await pilot.press("ctrl+s")
    await said(pilot, "Everything is saved already")
    await pilot.press("C")
    assert isinstance(pilot.app.screen, ClientsScreen)
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await pilot.press("full_stop")
    await until(pilot, lambda: "Log (l)" in cells(pilot.app))
    await pilot.press("escape")
    screen = await show(pilot, client_named(pilot.app, "Jason"))
    await pilot.press("right")
    assert screen.tab == "plan"
    await pilot.press("left", "left")
    assert screen.tab == TABS[-1].name


async def test_the_mouse_selects_opens_and_asks(pilot):
    from ipstui.screens.choose import ChooseScreen

    people, second = lines(pilot.app), ids(pilot.app)[1]
    row = next(y for y, each in enumerate(people.rows) if getattr(each, "target", None) == Target("client", second))
    await pilot.click(people, offset=(5, row))
    assert (under(pilot.app), pilot.app.screen.NAME) == (second, "review")
    await pilot.click(people, offset=(5, row), button=3)
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("escape")
    await pilot.click("TopLine", offset=(26, 0))
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientsScreen))
    await pilot.click("TopLine", offset=(10, 0))
    await until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await pilot.click(people, offset=(5, row), times=2)
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientScreen))


async def test_no_place_in_the_top_line_is_cut(pilot):
    line = pilot.app.screen.query_one("TopLine")
    for width in (80, 70, 60, 50, 40):
        told = line._line(width).plain.rstrip()
        assert len(told) <= width
        assert [told[first:last].strip()[:2] for first, last, _ in line._spans] == ["F3", "F4", "F5", "F6", "F8"]
        assert "F3 Review" in told
        assert ("F8 Reports" in told) is (width >= 60)


def test_no_reason_in_the_list_of_clients_has_less_room_in_a_wider_window():
    room = []
    for width in (80, 100, 110, 132, 135, 136, 160):
        fitted = Lines(COLUMNS)._fitted(width)
        widths = _widths([column for _, column in fitted], width - 3)
        room.append(next(wide for (cell, _), wide in zip(fitted, widths, strict=True) if cell == 2))
    assert min(room[1:]) >= room[1] > room[0]


async def test_the_whole_line_is_told_under_a_list_of_people_or_employers(pilot):
    for key in ("f4", "f5"):
        await pilot.press(key, "down", "down")
        people = lines(pilot.app)
        assert people.full_text
        assert str(pilot.app.screen.query_one("#detail").content) == people.full_text


async def test_the_places_answer_a_click_from_a_screen_that_goes_away_with_it(pilot):
    """The line that is clicked on is on the screen that is taken away: it must not wait for its own end."""
    app, gethin = pilot.app, client_named(pilot.app, "Gethin").id
    for screen in (ClientScreen(gethin), VacanciesScreen(), FindScreen(), ReleaseDayScreen(gethin)):
        await app.push_screen(screen)
        await pilot.pause()
        await pilot.click("TopLine", offset=(26, 0))
        await until(pilot, lambda: isinstance(app.screen, ClientsScreen) and len(app.screen_stack) == 1)
        await pilot.click("TopLine", offset=(10, 0))
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))


async def test_a_form_is_filled_in_saved_and_left_by_mouse_alone(pilot, desk):
    from ipstui.screens.forms.log import LogScreen
    from ipstui.widgets.form import FieldLine
    from ipstui.widgets.key_hints import KeyHints

    async def click_on(words):
        await until(pilot, lambda: words in seen(pilot.app))
        rows = enumerate(seen(pilot.app).splitlines())
        await pilot.click(offset=next((row.index(words) + 1, y) for y, row in rows if words in row))
        await pilot.pause()

    app, person = pilot.app, under(pilot.app)
    await pilot.click(lines(app), offset=(5, 1), button=3)
    await until(pilot, lambda: "Log (l)" in cells(app))
    await pilot.click(offset=(1, 1))
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    await still(pilot)
    await pilot.click(lines(app), offset=(5, 1), button=3)
    await click_on("Log  (l)")
    await until(pilot, lambda: isinstance(app.screen, LogScreen) and app.screen.query(KeyHints))
    await click_on("What happened")
    await click_on("Esc: close")
    await until(pilot, lambda: not isinstance(app.screen, LogScreen))
    events = len(desk.caseload.events_of(person))
    await pilot.press("n")
    app.screen.query(FieldLine).first().text = "fri 2pm"
    await click_on("F10: save")
    await until(pilot, lambda: len(desk.caseload.events_of(person)) == events + 1)


async def test_a_look_is_chosen_and_remembered(pilot, desk):
    pilot.app.action_change_theme()
    await still(pilot)
    await pilot.press("down", "enter")
    await until(pilot, lambda: pilot.app.theme == "light")
    assert IpsApp(desk).theme == "light"


async def test_every_line_of_the_review_can_be_read_in_every_look(app):
    async with opened(app) as pilot:
        for look in ("dark", "light", "plain"):
            app.theme = look
            await pilot.pause()
            for y in range(20):
                for segment in lines(app).render_line(y):
                    if segment.text.strip(" ─"):
                        ink, ground = segment.style.color.get_truecolor(), segment.style.bgcolor.get_truecolor()
                        assert _contrast(ink, ground) >= 4.5, (look, segment)


def _contrast(one, other):
    """The contrast of two colours by WCAG 2."""

    def light(colour):
        parts = [c / 255 for c in colour]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


async def test_no_letter_of_the_screens_is_missing_from_older_consoles(app):
    safe = set("─│┌┐└┘├┤┬┴┼═█▌▐░▒▓■□▪▫▲►▼◄●○•√→←·…–“”£") | set(string.printable)
    async with opened(app) as pilot:
        marcus = client_named(app, "Jason")
        for key in ("", "l", "tab", "enter", "escape", "escape", "question_mark", "escape", "ctrl+p", "escape",
                    "f1", "escape", "f5", "enter", "escape", "f4"):  # fmt: skip
            await (pilot.press(key) if key else pilot.pause())
            await pilot.pause()
            strange = {letter for letter in seen(app) if letter not in safe and not letter.isalpha()}
            assert not strange, (key, strange)
        await show(pilot, marcus)
        strange = {letter for letter in seen(app) if letter not in safe and not letter.isalpha()}
        assert not strange


async def test_sixty_by_fifteen_shows_what_matters(app):
    async with opened(app, (60, 15)) as pilot:
        assert "Jason Pryce" in seen(app)
        await pilot.press("l", "tab", "x", "tab", "z", "enter")
        await pilot.pause()
        shown = cells(app)
        assert "Log a contact · Jason Pryce" in shown
        assert "“z” is not a date ipstui can read" in shown
        assert "“03/12/2026”." in shown
        for _ in range(10):
            await pilot.press("tab")
        assert "Words agreed" in seen(app)
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: "A letter says how" in cells(app))
        assert filled(pilot.app)["note"] == "x"
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await pilot.press("escape")
        assert app.screen.NAME == "review"


async def test_a_mistake_in_the_program_ends_with_a_sentence_and_no_content(desk, capsys, tmp_path):
    from ipstui.shell import crash

    folder = tmp_path / "log"
    app = IpsApp(desk, crash_report=lambda error: str(crash.report(error, folder)))
    secret = "Marcus was seen at Hollin Street"
    events = desk.caseload.event_count

    def broken():
        note = secret
        raise ValueError(note)

    async def use():
        async with opened(app) as pilot:
            await app.screen.action_reviewed()
            app.screen.redraw = broken
            app.call_later(broken)
            await pilot.pause(0.2)

    with pytest.raises(ValueError, match="Marcus"):
        await use()
    printed = capsys.readouterr()
    told = " ".join((printed.out + printed.err).split())
    assert "ipstui stopped because of a mistake in the program (ValueError)" in told
    assert "Everything that was shown as saved is saved." in told
    assert "Marcus" not in told
    assert "Traceback" not in told
    reports = [path.read_text("utf-8") for path in folder.iterdir()]
    assert len(reports) == 1
    assert "Marcus" not in reports[0]
    assert desk.caseload.event_count == events + 1
    desk.caseload.load()
    assert desk.caseload.event_count == events + 1


async def test_a_report_that_cannot_be_written_hides_no_sentence(desk, capsys):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    app = IpsApp(desk, crash_report=full)

    def torn():
        raise ImportError("blocked", name="lxml.etree")

    with pytest.raises(ImportError, match="blocked"):
        async with opened(app):
            app.call_later(torn)
    printed = capsys.readouterr()
    told = " ".join((printed.out + printed.err).split())
    assert "stopped because a part of it (lxml.etree) is missing, or may not be loaded on this computer" in told
    assert "Traceback" not in told


async def test_nothing_half_typed_is_left_behind_without_a_word(app):
    async with opened(app) as pilot:
        await pilot.press("l", "tab", "x", "ctrl+p", "ctrl+q")
        assert filled(app)["note"] == "x"
        await pilot.press("escape", "ctrl+q")
        await said(pilot, "is not saved yet")
        assert app.is_running
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running or app._exit)


async def test_undoing_a_look_brings_the_old_one_back(app):
    async with opened(app):
        settings = msgspec.structs.replace(app.desk.caseload.settings, theme="light")
        await app.save(settings, label="look changed to light")
        await app.action_undo()
        assert app.theme == "dark"


@pytest.mark.parametrize("keys", ["f3", "f5", "f3 l"], ids=["over the top line", "below", "over a form"])
async def test_what_is_said_is_said_whole_whatever_its_length(desk, keys):
    """At a length that just fits on a line, and a cell or two beside it, the last word was lost."""
    app = IpsApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press(*keys.split())
        for length in (*range(35, 42), *range(75, 82)):
            app.clear_notifications()
            await until(pilot, lambda: not app.screen.query(Toast))
            app.tell(f"{('abcd ' * 20)[: length - 4]}last")
            await until(pilot, lambda: app.screen.query(Toast))
            await still(pilot)
            assert "last" in cells(app), length


@pytest.mark.parametrize("length", range(50, 70))
async def test_a_choice_is_read_whole_at_80_columns(pilot, length):
    text = f"{'abcd ' * 20}"[: length - 4] + "last"
    await pilot.app.push_screen(ChooseScreen("Which?", [("a", "short"), ("b", text)]))
    await until(pilot, lambda: "short" in cells(pilot.app))
    assert text in cells(pilot.app)


@pytest.mark.parametrize("key", ["ctrl+s", "escape", "ctrl+q"])
async def test_nothing_is_called_saved_that_waits_in_a_form(pilot, key):
    await pilot.press("l", "m", "h", "i", "escape")
    await until(pilot, lambda: pilot.app.drafts)
    await pilot.press(key)
    await said(pilot, "What was typed into a form about Jason Pryce is not saved yet.")
    assert not any("verything is saved" in each for each in toasts(pilot.app))
