"""Saving from a form: what is typed is never lost, and it is on disk before it is called saved."""

import asyncio
import threading

import pytest
from textual.widgets import Input, Select

from ipstui.casework.events import (
    Appointment,
    Contact,
    DisclosureDiscussed,
    EmployerContact,
    Interview,
    JobStarted,
    Offer,
    Released,
    ReleaseExpected,
    Task,
    VacancyConsidered,
)
from ipstui.casework.people import Client
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.not_saved import CopyElsewhereScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NotSaved
from ipstui.widgets.form import FieldLine
from tests.screens.driving import (
    TODAY,
    cells,
    client_named,
    fill,
    filled,
    opened,
    problem,
    said,
    save,
    show,
    toasts,
    under,
    until,
)
from tests.shell.sealing import answer, on


@pytest.fixture
async def log(pilot):
    """The quick log of one client."""
    await pilot.app.push_screen(LogScreen(pilot.app.desk.casefile(client_named(pilot.app, "Marcus").id)))
    await pilot.pause()
    return pilot


def refuse(*_, **__):
    """A disk that is full."""
    raise NotSaved("the disk is full")


async def test_a_line_and_enter_is_a_contact_of_today_on_disk(pilot, desk):
    person = under(pilot.app)
    await pilot.press("l", "m", "s", "a", "w", "enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, LogScreen))
    contact = desk.caseload.events_of(person)[-1]
    assert isinstance(contact, Contact)
    assert (contact.on, contact.mode, contact.note) == (TODAY, "face_to_face", "saw")
    path = desk.caseload.path
    desk.caseload.close()
    with Caseload.open(path) as again:
        assert again.event(contact.id) == contact


async def test_johns_cafe_is_one_entry_one_batch_and_one_undo(pilot, desk):
    john = client_named(pilot.app, "John")
    before, contacts = len(desk.caseload.events_of(john.id)), len(desk.employer_contacts())
    employers = len(desk.caseload.employers)
    await pilot.app.push_screen(LogScreen(desk.casefile(john.id)))
    await pilot.pause()
    fill(pilot.app, note="Coffee, and the owner came over", setting="cafe", employer="Café on the Corner",
         role="Sales assistant", choice="tell_some", words="He has made mistakes.", next="fri 2pm")  # fmt: skip
    await save(pilot)
    new = desk.caseload.events_of(john.id)[before:]
    assert [type(e) for e in new] == [Contact, EmployerContact, VacancyConsidered, DisclosureDiscussed, Appointment]
    assert len({e.batch for e in new}) == 1
    assert len(desk.caseload.employers) == employers + 1
    await said(pilot, "Café on the Corner")
    await said(pilot, "14:00")
    await pilot.app.action_undo()
    assert len(desk.employer_contacts()) == contacts
    assert len(desk.caseload.employers) == employers
    await said(pilot, "Undone: contact with John Hale logged")


async def test_an_employer_typed_in_other_letters_is_the_one_already_known(log, desk):
    known = next(e for e in desk.caseload.employers.values() if "Kingsway" in e.name)
    fill(log.app, note="met", employer="  KINGSWAY   laundry ")
    await save(log)
    assert desk.employer_contacts()[-1].employer in desk.caseload.employers
    assert [e.name for e in desk.caseload.employers.values()].count(known.name) == 1


REFUSED = (
    ({"on": "31 feb"}, "When: February has 28 or 29 days."),
    ({"on": "tomorrow"}, "When: Tue 24 Nov lies ahead"),
    ({"on": "today", "next": "2 mar 2020"}, "Next date: Mon 2 Mar 2020 lies in the past."),
    ({"next": "whenever"}, "Next date: “whenever” is not a date ipstui can read"),
    ({"next": "", "minutes": "-5"}, "Minutes: “-5” is not a whole number."),
    ({"minutes": "2000"}, "Minutes: a day has 1,440 minutes."),
    ({"minutes": "", "words": "He did time."}, "Disclosure: say what was agreed before the words"),
    ({"words": "", "role": "x" * 201}, "too many"),
)


async def test_what_cannot_be_is_said_with_its_field_and_all_stays_typed(log, desk):
    count = desk.caseload.event_count
    fill(log.app, note="long story", employer="New Place")
    for typed, told in REFUSED:
        fill(log.app, **typed)
        await log.app.screen.action_save()
        assert told in problem(log.app)
        assert filled(log.app)["note"] == "long story"
        assert filled(log.app)["employer"] == "New Place"
    assert desk.caseload.event_count == count
    assert "New Place" not in {e.name for e in desk.caseload.employers.values()}


async def test_a_disk_that_refuses_keeps_the_text_and_says_so_then_enter_saves(log, desk, monkeypatch):
    count = desk.caseload.event_count
    fill(log.app, note="the only copy of this", next="+1w")
    with monkeypatch.context() as broken:
        broken.setattr(desk.caseload, "record", refuse)
        await save(log)
        assert "Not saved: the disk is full" in problem(log.app)
        assert "Your text is still here" in problem(log.app)
        assert filled(log.app)["note"] == "the only copy of this"
        assert desk.caseload.event_count == count
        assert not any("Saved" in text for text in toasts(log.app))
    await save(log)
    assert desk.caseload.event_count == count + 2


async def test_a_refusing_disk_is_said_for_undo_too(pilot, desk, monkeypatch):
    await pilot.app.screen.action_reviewed()
    monkeypatch.setattr(desk.caseload, "undo", refuse)
    await pilot.app.action_undo()
    await said(pilot, "Not saved: the disk is full")


async def test_a_single_key_that_a_full_disk_refuses_can_be_tried_again_or_saved_elsewhere(
    pilot, desk, monkeypatch, tmp_path
):
    count, whole = desk.caseload.event_count, desk.caseload.path.read_bytes()

    def full(*_, **__):
        raise NotSaved("the disk is full", whole=whole)

    with monkeypatch.context() as broken:
        broken.setattr(desk.caseload, "record", full)
        await pilot.app.screen.action_reviewed()
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await until(pilot, lambda: "Not saved: the disk is full" in cells(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CopyElsewhereScreen))
        pilot.app.screen.query_one(Input).value = str(tmp_path / "elsewhere.json")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        assert (tmp_path / "elsewhere.json").read_bytes() == whole
        assert desk.caseload.event_count == count
    await pilot.press("enter")
    await until(pilot, lambda: desk.caseload.event_count == count + 1)
    await said(pilot, "Saved: ")
    assert [row["where"] for row in desk.caseload.outside()] == [str(tmp_path / "elsewhere.json")]


async def test_a_draft_survives_esc_and_goes_once_saved(pilot):
    await pilot.press("l", "m", "h", "i")
    await pilot.press("escape")
    await pilot.press("l")
    assert filled(pilot.app)["note"] == "hi"
    assert "What you typed before is here again" in cells(pilot.app)
    await save(pilot)
    await pilot.press("l")
    assert filled(pilot.app)["note"] == ""


async def test_drafts_are_kept_apart_by_person_and_form(pilot):
    await pilot.press("l", "m", "h", "i", "escape", "n")
    assert "here again" not in cells(pilot.app)
    await pilot.press("escape", "j", "l")
    assert filled(pilot.app)["note"] == ""


async def test_a_form_left_untouched_is_no_draft(pilot):
    await pilot.press("l", "escape", "l")
    assert "here again" not in cells(pilot.app)


async def test_a_second_enter_while_saving_does_not_save_twice(log, desk, monkeypatch):
    count, gate, record = desk.caseload.event_count, threading.Event(), desk.caseload.record

    def slow(*changes, label):
        gate.wait(2)
        return record(*changes, label=label)

    monkeypatch.setattr(desk.caseload, "record", slow)
    fill(log.app, note="once")
    screen = log.app.screen
    first = asyncio.create_task(screen.action_save())
    await log.pause()
    await screen.action_save()
    gate.set()
    await first
    await log.pause()
    assert desk.caseload.event_count == count + 1


async def test_leaving_during_a_save_neither_loses_it_nor_offers_it_again(log, desk, monkeypatch):
    count, gate, record = desk.caseload.event_count, threading.Event(), desk.caseload.record

    def slow(*changes, label):
        gate.wait(2)
        return record(*changes, label=label)

    monkeypatch.setattr(desk.caseload, "record", slow)
    fill(log.app, note="once")
    saving = asyncio.create_task(log.app.screen.action_save())
    await log.pause()
    await log.press("escape")
    gate.set()
    await saving
    await until(log, lambda: log.app.screen.NAME == "review" if hasattr(log.app.screen, "NAME") else False)
    assert desk.caseload.event_count == count + 1
    assert not log.app.drafts


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_the_program_during_a_save_waits_for_it(desk, monkeypatch, key):
    count, gate, record = desk.caseload.event_count, threading.Event(), desk.caseload.record

    def slow(*changes, label):
        gate.wait(2)
        return record(*changes, label=label)

    app = IpsApp(desk)
    async with opened(app) as pilot:
        await pilot.press("l", "m", "x")
        monkeypatch.setattr(desk.caseload, "record", slow)
        saving = asyncio.create_task(app.screen.action_save())
        await pilot.pause()
        leaving = asyncio.create_task(app.action_quit()) if key == "ctrl+q" else None
        if leaving is None:
            await pilot.press(key)
        await pilot.pause()
        assert app.is_running
        gate.set()
        await saving
        if leaving:
            await leaving
    assert desk.caseload.event_count == count + 1


async def test_a_next_date_is_booked_and_each_sort_becomes_its_own_event(pilot, desk):
    marcus = client_named(pilot.app, "Marcus")
    for what, kind in (("meeting", Appointment), ("interview", Interview), ("task", Task)):
        await pilot.app.push_screen(NextDateScreen(desk.casefile(marcus.id)))
        await pilot.pause()
        fill(pilot.app, next="fri 2pm", what=what, note="bring the letter")
        await save(pilot)
        assert isinstance(desk.caseload.events_of(marcus.id)[-1], kind)


async def test_a_next_date_needs_a_day_not_past_and_a_task_its_text(pilot, desk):
    await pilot.app.push_screen(NextDateScreen(desk.casefile(client_named(pilot.app, "Marcus").id)))
    await pilot.pause()
    fill(pilot.app, note="soon")
    await save(pilot)
    assert "say when" in problem(pilot.app)
    fill(pilot.app, note="")
    fill(pilot.app, next="1 jan 2020")
    await save(pilot)
    assert "lies in the past" in problem(pilot.app)
    fill(pilot.app, next="+1w", what="task")
    await save(pilot)
    assert "say what is to be done" in problem(pilot.app)


async def test_a_save_is_seen_at_once_on_the_screen_below(pilot, desk):
    marcus = client_named(pilot.app, "Marcus")
    screen = await show(pilot, marcus)
    await pilot.press("l")
    fill(pilot.app, note="he rang back", how="call")
    await save(pilot)
    assert pilot.app.screen is screen
    assert "he rang back" in cells(pilot.app)


async def test_the_whole_way_from_referral_to_a_job(bare_pilot, empty):
    app = bare_pilot.app

    async def record(kind, **texts):
        await app.push_screen(RecordScreen(empty.casefile(jo.id), kind))
        await bare_pilot.pause()
        fill(app, **texts)
        await save(bare_pilot)
        assert not isinstance(app.screen, RecordScreen), problem(app)

    await bare_pilot.press("a")
    fill(app, name="Jo", on="1 sep", in_custody="yes", prison="HMP Somewhere", source_type="in_reach")
    await save(bare_pilot)
    jo = client_named(app, "Jo")
    assert empty.casefile(jo.id).phase.label == "Referred"
    await record(ReleaseExpected, on="7 sep", expected="13 oct")
    await record(Contact, on="8 sep", outcome="seen", mode="face_to_face", setting="prison")
    assert empty.casefile(jo.id).phase.label == "Pre-release"
    await record(Released, on="13 oct", place="HMP Somewhere")
    assert empty.casefile(jo.id).phase.label == "Released, not yet seen"
    await record(Contact, on="15 oct", outcome="seen", mode="face_to_face", setting="cafe")
    await record(Contact, on="20 oct", outcome="seen", mode="face_to_face", setting="cafe")
    assert empty.casefile(jo.id).phase.label == "Ready to search"
    await app.push_screen(LogScreen(empty.casefile(jo.id)))
    await bare_pilot.pause()
    fill(app, how="met", note="met the owner", on="22 oct", employer="Corner Café", employer_mode="face_to_face")
    await save(bare_pilot)
    assert empty.casefile(jo.id).phase.label == "Job search"
    assert empty.casefile(jo.id).clock.state == "met"
    await record(JobStarted, on="16 nov", role="Barista", employer=next(iter(empty.caseload.employers)))
    file = empty.casefile(jo.id)
    assert (file.phase.label, file.story.work.open_jobs[0].start) == ("In work", TODAY.replace(day=16))


async def test_typing_goes_on_after_a_draft_and_after_coming_back(pilot):
    await pilot.press("l", "m", "h", "i", "escape", "l", "tab", "x")
    assert filled(pilot.app)["note"] == "hix"
    await pilot.press("tab", "shift+tab", "y")
    assert filled(pilot.app)["note"] == "hixy"
    pilot.app.screen.query_one("Form").point_at("on")
    await pilot.pause()
    await pilot.press("f")
    assert filled(pilot.app)["on"] == "f", "a day filled in beforehand is replaced by what is typed"


async def test_a_choice_that_has_a_usual_answer_cannot_be_left_blank(pilot):
    await pilot.press("l")
    for line in pilot.app.screen.query(FieldLine):
        for select in line.query(Select):
            assert select._allow_blank == (line.field.name in ("how", "setting", "choice")), line.field.name


async def test_a_form_begins_where_something_is_needed(pilot, desk):
    marcus = desk.casefile(client_named(pilot.app, "Marcus").id)
    for kind, name in ((Released, "on"), (ReleaseExpected, "expected"), (Offer, "role")):
        await pilot.app.push_screen(RecordScreen(marcus, kind))
        await pilot.pause()
        assert next(line.field.name for line in pilot.app.screen.query(FieldLine) if line.has_focus_within) == name
        pilot.app.pop_screen()


async def test_what_cannot_be_saved_is_kept_and_goes_elsewhere(bare_pilot, monkeypatch, tmp_path):
    app = bare_pilot.app
    await app.save(Client(id="c1", name="Zebedee"), label="added")
    await app.push_screen(LogScreen(app.desk.casefile("c1")))
    await bare_pilot.pause()
    fill(app, note="kept words")
    storage = app.desk.caseload.storage
    monkeypatch.setattr(storage.disk, "replace", _full)
    await save(bare_pilot)
    await until(bare_pilot, lambda: "Not saved" in problem(app))
    assert "F9 saves a copy elsewhere" in problem(app)
    await bare_pilot.press("f9")
    await on(bare_pilot, CopyElsewhereScreen)
    monkeypatch.undo()
    await answer(bare_pilot, str(tmp_path / "elsewhere.json"))
    await on(bare_pilot, LogScreen)
    with Caseload.open(tmp_path / "elsewhere.json") as copy:
        assert copy.events_of("c1")[-1].note == "kept words"
    assert app.desk.caseload.events_of("c1") == []
    await save(bare_pilot)
    await until(bare_pilot, lambda: not isinstance(app.screen, LogScreen))
    assert app.desk.caseload.events_of("c1")[-1].note == "kept words"


def _full(*_):
    raise OSError(28, "No space left on device")


async def test_a_save_the_disk_did_not_confirm_counts_once(bare_pilot, monkeypatch):
    app = bare_pilot.app
    record = Caseload.record

    def doubtful(self, *changes, label):
        record(self, *changes, label=label)
        raise NotSaved("the disk is odd", uncertain=True)

    monkeypatch.setattr(Caseload, "record", doubtful)
    batch = await app.save(Client(id="c1", name="Zebedee"), label="added")
    assert batch.label == "added"
    await said(bare_pilot, "did not confirm")
