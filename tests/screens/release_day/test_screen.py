"""The day of release: ten things in few keys, the answer while typing, the list on the day, and the record after it."""

from datetime import time, timedelta

import msgspec
import pytest

from ipstui.casework import events as ev
from ipstui.casework.release_day.records import linked
from ipstui.casework.release_day.state import DayItem, write_items
from ipstui.screens.release_day.checklist import DayListScreen
from ipstui.screens.release_day.screen import ReleaseDayScreen
from ipstui.widgets.lines import Target
from tests.screens.driving import TODAY, cells, choose, client_named, opened, problem, said, under, until

TEN = {
    "probation": " 14:00 40m +45 @ Hanley with Ian along Alex", "home": " by 7pm +20", "medicine": " 9-17:30 15m +10",
    "recovery": " 10-16 30m +15", "jobcentre": " 9-5 45m +10", "bank": " 9.30-16.30 20m +10", "identity": " 20m +5",
    "food": " 15m +5", "phone": " 15m +5", "money": " 5m +0",
}  # fmt: skip
"""What is typed after each line that is offered: what it is stands there already."""
SECONDS_A_KEY, SECONDS_TO_THINK = 0.6, 5
"""A slow typist, and a look at the paper before each line."""


async def typed(pilot, text):
    """Press the keys of a text; how many they were."""
    await pilot.press(*("space" if letter == " " else letter for letter in text))
    return len(text)


async def settled(pilot):
    """Wait until the answer is worked out."""
    await pilot.pause()
    fits = [worker for worker in pilot.app.workers if worker.group == "fit"]
    if fits:
        await pilot.app.workers.wait_for_complete(fits)
    await pilot.pause()


@pytest.fixture
async def owen(app):
    """The plan of somebody who comes out in some weeks, opened from tab 7."""
    async with opened(app) as pilot:
        pilot.client = client_named(app, "Owen").id
        screen = ReleaseDayScreen(pilot.client)
        await app.push_screen(screen)
        await settled(pilot)
        yield pilot


async def test_ten_things_are_planned_and_kept_in_under_three_minutes_by_keys(owen):
    screen, keys = owen.app.screen, 0
    assert under(owen.app, "items") == "out_at"
    await owen.press("enter")
    keys += 2 + await typed(owen, "9.15")
    await owen.press("enter")
    kinds = {item.id: item.kind for item in screen.sheet.items}
    wanted = [name for name, kind in kinds.items() if kind in TEN and name not in screen.sheet.kept]
    screen.query_one("#items").go_to(Target("item", wanted[0]))
    keys += 6  # down to the first that is offered
    for name in wanted:
        while under(owen.app, "items") != name:
            await owen.press("down")
            keys += 1
        await owen.press("space")
        keys += 1
    assert len(screen.sheet.kept) == 10
    screen.query_one("#items").go_to(Target("item", screen.sheet.kept[0]))
    await owen.press("enter")
    keys += 1 + len(screen.sheet.kept)  # up again
    for _ in range(10):
        keys += await typed(owen, TEN[kinds[screen.line.about]])
        await owen.press("enter")
        keys += 1
    await settled(owen)
    assert screen.found.result.verdict == "fits", cells(owen.app)
    await owen.press("f10")
    keys += 1
    await said(owen, "Saved: FITS")
    plan = owen.app.desk.casefile(owen.client).story.release_day.last
    assert (len(plan.items), plan.event.out_at) == (10, time(9, 15))
    assert keys < 200
    assert keys * SECONDS_A_KEY + 10 * SECONDS_TO_THINK < 180, keys
    await owen.press("b")
    await said(owen, "1 appointment booked in the diary")


async def test_the_answer_changes_while_a_line_is_typed_and_what_cannot_be_is_said_there(owen):
    screen = owen.app.screen
    await owen.press("enter")
    await typed(owen, "9.15")
    await owen.press("enter", "a")
    await typed(owen, "GP 8-9 30m +20")
    await settled(owen)
    assert "DOES NOT FIT: GP: closes at 09:00" in cells(owen.app)
    await owen.press("ctrl+u")
    await typed(owen, "GP 17-9")
    await owen.press("enter")
    assert "before it opens" in problem(owen.app)
    assert screen.query_one("#typed").value == "GP 17-9"
    await owen.press("escape", "a")
    assert screen.query_one("#typed").value == "GP 17-9", "what was typed is kept"
    await owen.press("escape", "escape")
    assert owen.app.screen is not screen
    await owen.app.push_screen(ReleaseDayScreen(owen.client))
    await settled(owen)
    assert owen.app.screen.sheet.out_at == time(9, 15), "what was planned and not kept is here again"


async def test_what_was_left_and_is_saved_now_is_not_said_to_be_unsaved(owen):
    await owen.press("enter")
    await typed(owen, "9.15")
    await owen.press("enter", "escape")
    await owen.app.push_screen(ReleaseDayScreen(owen.client))
    await settled(owen)
    assert "did not save is here again" in problem(owen.app)
    screen = owen.app.screen
    screen.query_one("#items").go_to(Target("item", screen.sheet.offered[0].id))
    await owen.press("space", "f10")
    await said(owen, "Saved: ")
    assert not problem(owen.app)


async def test_nothing_is_kept_of_an_empty_plan(owen):
    await owen.press("f10")
    assert "nothing is kept in the plan yet" in problem(owen.app).lower()


@pytest.fixture
async def day(app):
    """Jason's list on the day itself, with an appointment in the diary."""
    jason = client_named(app, "Jason").id
    items = (
        DayItem(id="a", what="Probation", kind="probation", at="15:30", minutes=30, travel=20, along="Alex"),
        DayItem(id="b", what="Bank", minutes=20, travel=10),
        DayItem(id="c", what="Sister's flat", kind="home", home=True, travel=15),
    )
    before = TODAY - timedelta(days=3)
    plan = ev.DayPlanned(client=jason, on=before, day=TODAY, out_at=time(9), ring="Maxine", worry="Manager",
                         items=write_items(items))  # fmt: skip
    app.desk.record(plan, label="plan")
    async with opened(app) as pilot:
        pilot.client = jason
        await app.push_screen(DayListScreen(jason))
        await pilot.pause()
        yield pilot


async def test_ticks_become_contacts_and_appointments_without_typing_again(day):
    app = day.app
    booked = next(b for b in app.desk.casefile(day.client).story.diary.bookings if b.on == TODAY and b.probation)
    kept = app.desk.casefile(day.client).story.release_day.last
    named = linked(kept.event, app.desk.casefile(day.client).story)
    app.desk.record(msgspec.structs.replace(named, id="", voids=kept.event.id), label="as it is kept on the screen")
    move = ev.ProbationAppointment(client=day.client, on=TODAY, state="moved", booking=booked.id, moved_to=TODAY,
                                   moved_to_at=time(16, 45))  # fmt: skip
    app.desk.record(move, label="moved")
    app.screen.redraw()
    await day.pause()
    assert "Probation is at 16:45 in the diary by now, planned for 15:30." in cells(app)
    text = cells(day.app)
    assert "Out of hours, ring: Maxine" in text
    assert "A safeguarding worry goes to: Manager" in text
    day.app.screen.query_one("#items").go_to(Target("item", "a"))
    await day.press("space")
    await until(day, lambda: len(day.app.screen._plan.ticks) == 1)
    day.app.screen.query_one("#items").go_to(Target("item", "b"))
    await day.press("m")
    await until(day, lambda: getattr(day.app.screen, "NAME", "") != "day_list")
    await typed(day, "closed")
    await day.press("enter")
    await until(day, lambda: getattr(day.app.screen, "NAME", "") == "day_list" and len(day.app.screen._plan.ticks) == 2)
    day.app.screen.query_one("#items").go_to(Target("item", "b"))
    await day.press("enter")
    await until(day, lambda: "Not done" in cells(day.app) and ": closed" in cells(day.app))  # in full, as on its line
    await day.press("escape", "r")
    await until(day, lambda: "From the day to the record" in cells(day.app))
    assert "Not ticked, so nothing is recorded of: Sister's flat" in cells(day.app)
    await choose(day, "Record all of it")
    await said(day, "Recorded: 4 entries")
    story = day.app.desk.casefile(day.client).story
    booking = next(b for b in story.diary.bookings if b.on == TODAY and b.probation)
    assert (booking.state, story.release_day.last.settled_on) == ("accompanied", TODAY)
    assert any("Bank" in task.text for task in story.diary.open_tasks)
    assert [e.at for e in story.events if isinstance(e, ev.Contact) and e.on == TODAY] == [time(12, 0)]


PICTURE = (
    DayItem(
        id="a", what="Probation", kind="probation", at="11:00", minutes=40, travel=50, place="Hanley", along="Alex"
    ),
    DayItem(id="b", what="Jobcentre", kind="jobcentre", opens="09:00", closes="17:00", minutes=45, travel=20),
    DayItem(id="c", what="Bank", kind="bank", opens="09:00", closes="09:40", minutes=30, travel=15),
    DayItem(id="d", what="Hostel", kind="home", home=True, travel=30, by="16:00"),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_day_in_a_picture(pictured, snap_compare, size):
    """One that does not fit: the bank closes too soon."""
    owen_ = client_named(pictured, "Owen").id
    plan = ev.DayPlanned(client=owen_, on=TODAY, day=TODAY + timedelta(days=16), out_at=time(9), home_by=time(19),
                         met_by="Alex", ring="Night desk", items=write_items(PICTURE))  # fmt: skip
    pictured.desk.record(plan, label="plan")

    async def go(pilot):
        await pilot.app.push_screen(ReleaseDayScreen(owen_))
        await settled(pilot)

    assert snap_compare(pictured, terminal_size=size, run_before=go)


async def plan_of(pilot, *lines):
    """Out at nine, and these lines; each says all that is needed."""
    await pilot.press("enter")
    await typed(pilot, "9")
    await pilot.press("enter")
    for line in lines:
        await pilot.press("a")
        await typed(pilot, line)
        await pilot.press("enter")
    await settled(pilot)


async def test_an_order_of_ones_own_is_held_line_by_line_and_kept(owen):
    screen = owen.app.screen
    await plan_of(owen, "Hostel by 4pm +20", "Food 5m +5", "GP 10:00 10m +10", "Bank 10m +10 +5 from gp")
    ids = {item.what: item.id for item in screen.sheet.planned}
    kept = list(screen.found.result.order)
    assert kept[-1] == ids["Hostel"]
    screen.query_one("#items").go_to(Target("item", ids["GP"]))
    for _ in kept:
        await owen.press("left_square_bracket")
        await settled(owen)
    assert screen.found.result.order == (ids["GP"], *(name for name in kept if name != ids["GP"]))
    assert "In your own order" in cells(owen.app)
    screen.query_one("#items").go_to(Target("item", ids["Hostel"]))
    await owen.press("left_square_bracket")
    await said(owen, "Home is the last")
    await owen.press("f10")
    await said(owen, "Saved:")
    plan = owen.app.desk.casefile(owen.client).story.release_day.last
    assert (plan.event.own_order, plan.items[0].what) == (True, "GP")
    assert next(item.ways for item in plan.items if item.what == "Bank") == {ids["GP"]: 5}
    await owen.press("o")
    await settled(owen)
    assert "In your own order" not in cells(owen.app)


async def test_a_booking_moved_in_the_diary_is_taken_over_by_the_plan(owen):
    app = owen.app
    await plan_of(owen, "Probation 14:00 30m +20", "Food 5m +5")
    await owen.press("f10")
    await said(owen, "Saved:")
    await owen.press("b")
    await said(owen, "1 appointment booked in the diary")
    plan = app.desk.casefile(owen.client).story.release_day.last
    booked = next(item for item in plan.items if item.booking)
    await owen.press("escape")
    move = ev.ProbationAppointment(client=owen.client, on=TODAY, state="moved", booking=booked.booking,
                                   moved_to=plan.day, moved_to_at=time(16, 20),
                                   recorded=plan.event.recorded + timedelta(hours=1))  # fmt: skip
    app.desk.record(move, label="moved")
    screen = ReleaseDayScreen(owen.client)
    await app.push_screen(screen)
    await settled(owen)
    assert screen.sheet.news == ("Probation is at 16:20 in the diary by now, planned for 14:00.",)
    assert screen.sheet.item(booked.id).at == "16:20"
    assert "not saved yet" in cells(app)
    await owen.press("f10")
    await until(owen, lambda: app.desk.casefile(owen.client).story.release_day.last.items[0].at == "16:20")
