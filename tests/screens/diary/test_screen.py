"""The diary: one key says how a booking went, and what nobody answered stands first."""

from datetime import time, timedelta

import pytest

from ipstui.casework.events import Appointment, Contact, ProbationAppointment, Task, TaskDone
from ipstui.screens.choose import ChooseScreen
from tests.screens.driving import (
    TODAY,
    cells,
    client_named,
    fill,
    listed,
    offered,
    opened,
    problem,
    said,
    save,
    settle,
    still,
    toasts,
    until,
)


async def book(desk, kind=Appointment, on=TODAY, who="Jason", **fields):
    """Record one event of somebody."""
    client = client_named_in(desk, who)
    return desk.record(kind(client=client, on=on, **fields), label="booked").events[0]


def client_named_in(desk, part):
    return next(c.id for c in desk.caseload.clients.values() if part in c.name)


@pytest.fixture
async def diary(app):
    """The diary of a caseload in which Jason has a meeting today that no other line is like."""
    await book(app.desk, at=time(7, 5), what="meeting", where="Bench by the pond")
    async with opened(app) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: app.screen.NAME == "diary")
        yield pilot


async def point(pilot, text):
    """Put the cursor on the first line that holds this."""
    lines = pilot.app.screen.query_one("#diary")
    await pilot.press("home")
    for _ in lines.targets:
        if text in pilot.app.screen.query_one("#detail").content.plain:
            return
        await pilot.press("down")
    raise AssertionError(f"no line says {text}")


def recorded(app, kind, who="Jason"):
    """What is recorded of a kind, the newest first."""
    events = app.desk.casefile(client_named(app, who).id).story.events
    return sorted((e for e in events if type(e) is kind), key=lambda e: e.recorded, reverse=True)


async def test_it_opens_on_today_in_the_week_of_today(diary):
    text = cells(diary.app)
    assert "F6 Diary" in text
    assert "Week 48" in text
    assert "Bench by the pond" in diary.app.screen.query_one("#detail").content.plain


async def test_a_meeting_kept_is_the_contact_that_it_was_in_two_keys(diary):
    before = len(recorded(diary.app, Contact))
    await diary.press("space", "p")
    await said(diary, "kept, and the contact that it was")
    contact = recorded(diary.app, Contact)[0]
    assert (len(recorded(diary.app, Contact)), contact.mode, contact.at) == (before + 1, "phone", time(7, 5))
    assert recorded(diary.app, Appointment)[0].state == "kept"
    await diary.press("u")
    await until(diary, lambda: len(recorded(diary.app, Contact)) == before)


async def test_l_logs_against_the_booking_under_the_cursor(diary):
    booking = await book(diary.app.desk, ProbationAppointment, at=time(6, 5), where="Far Lane office")
    diary.app.screen.redraw()
    await point(diary, "Far Lane office")
    await diary.press("l", "m", "enter")
    await until(diary, lambda: not diary.app.screen.is_modal)
    kept = recorded(diary.app, ProbationAppointment)[0]
    assert (kept.booking, kept.state) == (booking.id, "accompanied")


async def test_leaving_the_question_records_nothing(diary):
    before = recorded(diary.app, Appointment)
    await diary.press("space", "escape")
    await diary.pause()
    assert recorded(diary.app, Appointment) == before
    assert not toasts(diary.app)


async def test_kept_twice_says_that_it_is_answered(diary):
    await diary.press("space", "n")
    await said(diary, "kept")
    await point(diary, "Bench by the pond")
    await diary.press("space")
    await said(diary, "answered already: kept")
    assert len([e for e in recorded(diary.app, Appointment) if e.state == "kept"]) == 1


@pytest.mark.parametrize(("key", "state"), [("m", "missed"), ("c", "cancelled")])
async def test_missed_and_cancelled_take_one_key(diary, key, state):
    before = len(recorded(diary.app, Contact))
    await diary.press(key)
    await said(diary, state)
    assert recorded(diary.app, Appointment)[0].state == state
    assert len(recorded(diary.app, Contact)) == before


async def test_moved_asks_when_and_refuses_what_lies_behind(diary):
    await diary.press("r")
    await until(diary, lambda: diary.app.screen.is_modal)
    fill(diary.app, next="20 nov 2026")
    await save(diary)
    assert "past" in problem(diary.app)
    fill(diary.app, next="thu 2pm-2:30pm")
    await save(diary)
    await until(diary, lambda: not diary.app.screen.is_modal)
    moved = recorded(diary.app, Appointment)[0]
    assert (moved.moved_to, moved.moved_to_at, moved.minutes) == (TODAY + timedelta(days=3), time(14), 30)


async def test_what_lies_ahead_was_not_kept_yet(diary):
    await book(diary.app.desk, ProbationAppointment, TODAY + timedelta(days=2), where="Far Lane office")
    diary.app.screen.redraw()
    await point(diary, "Far Lane office")
    for key in ("space", "m"):
        diary.app.clear_notifications()
        await diary.press(key)
        await said(diary, "lies ahead")


async def test_what_nobody_answered_stands_first_and_going_along_is_one_letter(diary):
    await book(diary.app.desk, ProbationAppointment, TODAY - timedelta(days=200), where="Old Mill Street")
    diary.app.screen.redraw()
    await diary.press("home")
    assert "Old Mill Street" in diary.app.screen.query_one("#detail").content.plain
    await diary.press("space", "w")
    await said(diary, "and the contact that it was")
    assert recorded(diary.app, ProbationAppointment)[0].state == "accompanied"


async def test_a_task_is_done_with_space_and_put_off_with_r(diary):
    task = await book(diary.app.desk, Task, text="Ask about the blue van", due=TODAY)
    diary.app.screen.redraw()
    await point(diary, "blue van")
    await diary.press("r")
    await until(diary, lambda: diary.app.screen.is_modal)
    fill(diary.app, next="+2d")
    await save(diary)
    await until(diary, lambda: not diary.app.screen.is_modal)
    await point(diary, "blue van")
    await diary.press("space")
    await said(diary, "done: Ask about the blue van")
    assert recorded(diary.app, TaskDone)[0].task == task.id


async def test_weeks_go_back_and_forward_and_t_comes_home(diary):
    await diary.press("right")
    assert "Week 49" in cells(diary.app)
    await diary.press("left", "left")
    assert "Week 47" in cells(diary.app)
    assert "How did it go?" not in listed(diary.app)
    await diary.press("t")
    assert "Week 48" in cells(diary.app)


async def test_enter_opens_the_person_and_escape_comes_back(diary):
    await diary.press("enter")
    await until(diary, lambda: diary.app.screen.NAME == "client")
    assert "Jason" in cells(diary.app)
    await diary.press("escape")
    await until(diary, lambda: diary.app.screen.NAME == "diary")


async def test_two_at_one_time_are_said(diary):
    await book(diary.app.desk, who="Marcus", at=time(7, 5))
    diary.app.screen.redraw()
    await diary.pause()
    assert "overlaps" in cells(diary.app)
    await point(diary, "Bench by the pond")
    assert "at the same time as Marcus" in cells(diary.app)


async def test_a_week_with_two_hundred_bookings_is_drawn_and_walked_through(app):
    client = client_named_in(app.desk, "Jason")
    many = [Appointment(client=client, on=TODAY + timedelta(days=n % 5), at=time(9 + n % 8)) for n in range(200)]
    app.desk.record(*many, label="many")
    async with opened(app, size=(130, 40)) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: app.screen.NAME == "diary")
        assert len([target for target in app.screen._entries if target.what == "booking"]) >= 200
        assert "more" in cells(app)
        await pilot.press("end", "home")


async def test_an_empty_week_says_what_to_do(bare_pilot):
    await bare_pilot.press("f6")
    await until(bare_pilot, lambda: bare_pilot.app.screen.NAME == "diary")
    assert "Nothing" in cells(bare_pilot.app)
    for key in ("space", "m", "r", "c", "enter", "y", "l"):
        await bare_pilot.press(key)
    assert bare_pilot.app.screen.NAME == "diary"


async def test_the_page_is_written_where_it_is_listed(diary, monkeypatch):
    monkeypatch.setattr("ipstui.screens.printing.show", lambda path: False)
    await diary.press("p")
    await until(diary, lambda: diary.app.screen.is_modal)
    (html,) = (diary.app.desk.caseload.path.parent / "pages").glob("diary-*.html")
    assert "Bench by the pond" in html.read_text("utf-8")


@pytest.mark.parametrize(("size", "keys"), [((80, 24), "down"), ((130, 40), "down")])
def test_in_a_picture(app, snap_compare, size, keys):
    async def go(pilot):
        await pilot.press("f6", *keys.split())
        await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=go)


def test_the_question_in_a_picture(app, snap_compare):
    async def go(pilot):
        await book(app.desk, at=time(7, 5), where="Bench by the pond")
        await pilot.press("f6", "space")
        await still(pilot)

    assert snap_compare(app, run_before=go)


async def test_the_menu_of_a_line_is_one_key_here_too(diary):
    await diary.press("full_stop")
    await until(diary, lambda: isinstance(diary.app.screen, ChooseScreen))
    assert any(each.startswith("Move") for each in offered(diary.app)), offered(diary.app)
