"""The review: what each key does, and where the cursor is afterwards."""

import msgspec
import pytest
from textual.widgets import Input

from ipstui.casework.events import Contact, Copied, NeedOpened, Reviewed, Snooze
from ipstui.desk import Desk
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.clients.new_client import NewClientScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.help import HelpScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.review.snooze import SnoozeScreen
from ipstui.screens.review.why import WhyScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.lines import Target, _widths
from tests.screens.driving import cells, client_named, fill, ids, lines, opened, said, save, seen, under, until


async def test_opens_on_the_most_urgent_person_with_every_group_in_order(pilot, desk):
    rows = desk.review().rows
    assert under(pilot.app) == rows[0].casefile.client.id
    assert ids(pilot.app) == [row.casefile.client.id for row in rows]
    shown = seen(pilot.app)
    assert shown.index("TODAY AND OVERDUE") < shown.index("RELEASES IN SIX WEEKS") < shown.index("JOB SEARCH CLOCK")


OPENS = {
    "enter": ClientScreen, "l": LogScreen, "n": NextDateScreen, "question_mark": WhyScreen,
    "s": SnoozeScreen, "w": ReadingScreen, "a": NewClientScreen, "f1": HelpScreen,
}  # fmt: skip


async def test_a_key_opens_its_screen_and_esc_comes_back_to_the_same_person(pilot):
    await pilot.press("j")
    person = under(pilot.app)
    for key, screen in OPENS.items():
        await pilot.press(key)
        assert isinstance(pilot.app.screen, screen), key
        await pilot.press("escape")
        assert under(pilot.app) == person, key
        assert lines(pilot.app).has_focus, key


async def test_space_marks_as_reviewed_goes_on_and_marks_once(pilot, desk):
    first, second = ids(pilot.app)[:2]
    await pilot.press("space")
    await until(pilot, lambda: under(pilot.app) == second)
    assert "√" in seen(pilot.app)
    marks = [e for e in desk.casefile(first).story.events if isinstance(e, Reviewed)]
    assert len(marks) == 1
    await pilot.press("k")
    await pilot.app.screen.action_reviewed()
    assert not [e for e in desk.casefile(first).story.events if isinstance(e, Reviewed)]
    assert under(pilot.app) == first


async def test_the_mark_of_reviewed_is_there_after_a_restart(pilot, desk):
    first = under(pilot.app)
    await pilot.app.screen.action_reviewed()
    desk.caseload.load()
    again = Desk(desk.caseload, lambda: desk.today)
    assert next(row for row in again.review().rows if row.casefile.client.id == first).reviewed


async def test_what_is_not_in_the_official_record_is_told_where_the_setting_asks(pilot, desk):
    assert "official record" not in cells(pilot.app)
    asked = msgspec.structs.replace(desk.caseload.settings, official_record="without_notes")
    await pilot.app.save(asked, label="asked")
    await pilot.pause()
    waiting = desk.not_in_the_official_record()
    assert waiting.entries > 100
    assert f"{waiting.entries} to copy" in cells(pilot.app)
    person = under(pilot.app)
    mine = desk.not_in_the_official_record(person)
    assert f"not yet in the official record: {mine.entries} entr" in pilot.app.screen.query_one("#detail").content.plain
    entries = tuple(event.id for event in desk.casefile(person).story.events)
    await pilot.app.save(Copied(client=person, on=desk.today, entries=entries), label="copied")
    await pilot.pause()
    assert desk.not_in_the_official_record(person).entries == 0
    assert desk.not_in_the_official_record().entries == waiting.entries - mine.entries


async def test_the_cursor_stays_on_the_person_when_the_order_changes(pilot, desk):
    person = ids(pilot.app)[-1]
    screen = pilot.app.screen
    lines(pilot.app).go_to(Target("client", person))
    before = ids(pilot.app).index(person)
    need = NeedOpened(client=person, on=desk.today, category="food", urgent=True)
    contact = Contact(outcome="seen", client=ids(pilot.app)[0], mode="face_to_face", on=desk.today)
    await pilot.app.save(need, contact, label="a need")
    await pilot.pause()
    assert under(pilot.app) == person
    assert screen.chosen().client.id == person
    await pilot.app.action_undo()
    await pilot.pause()
    assert under(pilot.app) == person
    assert ids(pilot.app).index(person) == before


async def test_find_narrows_and_the_person_found_stays_under_the_cursor(pilot):
    marcus = client_named(pilot.app, "Marcus")
    await pilot.press("slash")
    field = pilot.app.screen.query_one("#find", Input)
    field.value = "marc"
    await pilot.pause()
    assert ids(pilot.app) == [marcus.id]
    await pilot.press("enter")
    assert lines(pilot.app).has_focus
    await pilot.press("escape")
    assert not pilot.app.screen.query("#find")
    assert len(ids(pilot.app)) > 15
    assert under(pilot.app) == marcus.id


async def test_letters_typed_into_find_are_no_commands(pilot):
    await pilot.press("slash", "l", "n")
    assert pilot.app.screen.query_one("#find", Input).value == "ln"
    await pilot.press("down")
    assert pilot.app.screen.NAME == "review"


async def test_find_nobody_says_so(pilot):
    await pilot.press("slash")
    pilot.app.screen.query_one("#find", Input).value = "zzzz"
    await pilot.pause()
    assert ids(pilot.app) == []
    assert "Nobody is called that" in seen(pilot.app)
    assert "closed cases are under F4" in seen(pilot.app)
    await pilot.app.screen.action_reviewed()
    pilot.app.screen.action_open()
    pilot.app.screen.action_why()
    assert pilot.app.screen.NAME == "review"


async def test_snooze_asks_why_and_the_reason_stays_to_be_seen(pilot, desk):
    person = under(pilot.app)
    await pilot.press("s")
    await save(pilot)
    assert isinstance(pilot.app.screen, SnoozeScreen)
    fill(pilot.app, reason="seen by the officer this morning", until="+1w")
    await save(pilot)
    snoozes = [e for e in desk.casefile(person).story.events if isinstance(e, Snooze)]
    assert [s.reason for s in snoozes] == ["seen by the officer this morning"]
    await said(pilot, "snoozed until Mon 30 Nov")


async def test_snooze_says_so_when_no_flag_is_raised(pilot, desk):
    calm = next(row.casefile for row in desk.review().rows if not row.casefile.flags)
    lines(pilot.app).go_to(Target("client", calm.client.id))
    await pilot.press("s")
    await said(pilot, "Nothing to snooze")


async def test_a_double_click_on_a_row_opens_that_person(pilot):
    person = ids(pilot.app)[2]
    await pilot.click("#people", offset=(10, 3), times=2)
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientScreen))
    assert pilot.app.screen.chosen().client.id == person


async def test_an_empty_caseload_says_what_to_do(bare_pilot):
    await bare_pilot.press("escape")
    assert "Press a to add a client" in seen(bare_pilot.app)
    for key in ("enter", "l", "n", "question_mark", "s", "space", "u"):
        await bare_pilot.press(key)
    assert bare_pilot.app.screen.NAME == "review"


async def test_everybody_closed_leaves_a_review_that_still_works(desk):
    only = next(row.casefile.client for row in desk.review().rows)
    for key in [key for key in desk.caseload.clients if key != only.id]:
        del desk.caseload.clients[key]
    app = IpsApp(Desk(desk.caseload, lambda: desk.today))
    async with opened(app) as pilot:
        from ipstui.casework.events import Closed

        await app.save(Closed(client=only.id, on=desk.today, reason="other"), label="closed")
        await pilot.pause()
        assert ids(app) == []
        await pilot.press("enter")
        assert app.screen.NAME == "review"


async def test_the_page_turns_at_midnight(desk):
    days = [desk.today]
    app = IpsApp(Desk(desk.caseload, lambda: days[-1]))
    async with opened(app) as pilot:
        assert "Mon 23 Nov" in seen(app)
        days.append(days[0].replace(day=24))
        app.screen.redraw()
        await pilot.pause()
        assert "Tue 24 Nov" in seen(app).splitlines()[1]


async def test_no_figure_of_the_week_is_shown_in_part(pilot):
    whole = ("active", "of 6", "starts 3", "reviewed", "in work 6", "overdue)")
    for width in (60, 72, 80, 100, 110, 119, 120, 160):
        await pilot.resize_terminal(width, 24)
        await until(pilot, lambda width=width: len(seen(pilot.app).splitlines()[1]) == width)
        await pilot.pause()
        strip = seen(pilot.app).splitlines()[1].rstrip()
        parts = strip.split("   ")[-1].strip().split(" · ")
        assert all(part.endswith(whole) for part in parts), (width, parts)


async def test_a_settings_target_is_shown(desk):
    desk.caseload.record(msgspec.structs.replace(desk.caseload.settings, employer_contacts_target=9), label="target")
    app = IpsApp(Desk(desk.caseload, lambda: desk.today))
    async with opened(app):
        assert "of 9" in seen(app)


@pytest.mark.parametrize(("text", "place"), [("F4 Clients", "clients"), ("F5 Employers", "employers")])
async def test_the_places_in_the_top_line_answer_to_the_mouse(pilot, text, place):
    column = seen(pilot.app).splitlines()[0].index(text)
    await pilot.click("TopLine", offset=(column + 2, 0))
    await until(pilot, lambda: place == pilot.app.screen.NAME)


async def test_at_80_the_reason_has_40_cells_and_names_are_whole(pilot, desk):
    row = lines(pilot.app)
    columns = row._fitted(row._across)
    widths = dict(zip((cell for cell, _ in columns), _widths([c for _, c in columns], row._across - 3), strict=True))
    assert widths[3] >= 40
    assert widths[1] == max(len(each.casefile.client.name) for each in desk.review().rows)
    assert sum(widths.values()) + 2 * (len(widths) - 1) == row._across - 3


async def test_no_row_loses_its_reason_and_none_is_cut_more_where_there_is_more_room(pilot, desk):
    whys = {row.casefile.client.name: row.why for row in desk.review().rows}
    cut = {}
    for width, height in ((80, 40), (100, 40), (120, 40), (132, 43), (160, 43)):
        await pilot.resize_terminal(width, height)
        await until(pilot, lambda width=width: len(seen(pilot.app).splitlines()[1]) == width)
        await pilot.pause()
        shown = seen(pilot.app)
        assert not [name for name, why in whys.items() if why[:39].rstrip() not in shown], width
        cut[width] = {name for name, why in whys.items() if f"  {why} " not in shown}
    assert len(cut[100]) <= 3
    assert cut[160] <= cut[132] <= cut[100] <= cut[80]
    assert cut[120] <= cut[100]
    await pilot.app.screen.action_reviewed()
    await until(pilot, lambda: "√ done" in seen(pilot.app))
    await pilot.resize_terminal(80, 24)
    await pilot.press("up")
    await until(pilot, lambda: "√ done" not in seen(pilot.app) and "√" in seen(pilot.app))
    assert "  reviewed · " in seen(pilot.app), "a screen reader reads the mark as a square root"


async def test_what_is_said_of_something_saved_leaves_the_reasons_to_be_read(desk):
    app = IpsApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: bool(app.screen.query("#detail")) and ids(app))
        before = seen(app).splitlines()[21:23]
        app.tell("Contact recorded for Jason Pryce. u undoes it. A long message may take a second line.")
        await until(pilot, lambda: "u undoes it" in seen(app))
        assert seen(app).splitlines()[21:23] == before


async def test_the_end_of_the_review_shows_at_80(pilot, desk):
    for _ in ids(pilot.app):
        await pilot.app.screen.action_reviewed()
    await pilot.pause()
    count = len(ids(pilot.app))
    assert f"{count} of {count}, done in 1 minute" in seen(pilot.app).splitlines()[1]
