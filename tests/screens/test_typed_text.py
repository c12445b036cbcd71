"""Text that people type is never markup, wherever it appears, and nothing of it breaks a screen."""

import pytest
from textual import events
from textual.content import Content
from textual.widgets import Input

from ipstui.casework.events import (
    Appointment,
    ConditionAdded,
    Contact,
    EmployerContact,
    JobStarted,
    NeedOpened,
    ProfileUpdated,
    Referral,
    Task,
)
from ipstui.casework.people import Client, Employer, Person, Vacancy
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.clients.new_client import FactsScreen
from ipstui.screens.employers.screen import EmployerScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.review.why import WhyScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.note_area import NoteArea
from tests.screens.driving import (
    cells,
    client_named,
    fill,
    filled,
    lines,
    listed,
    opened,
    problem,
    said,
    save,
    seen,
    show,
    until,
)

NASTY = (
    "[/b]",
    "[bold]Ann[Smith] [red]x[/]",
    "[@click=app.quit]Quit[/]",
    "Siobhán O'Neill-D'Arcy",
    "محمد عبد الله",
    "👩🏽‍🚒 Zoë 🇬🇧",
    ("Maximilian " * 18).strip(),
    "山田太郎",
    r"C:\[new] \n {x} $text-muted %s",
)


def everything(number, text, on):
    """Every kind of text there is, of one client and one employer."""
    client, employer = f"c{number}", f"e{number}"
    return (
        Client(id=client, name=text, phone=text, gp=text, people=(Person(name=text, role=text),)),
        Employer(id=employer, name=text, sector=text, place=text, people=text, how_met=text, next_step=text),
        Vacancy(id=f"v{number}", role=text, employer=employer),
        Referral(client=client, on=on, source_person=text, prison=text, note=text),
        Contact(outcome="seen", client=client, mode="face_to_face", on=on, note=text),
        NeedOpened(client=client, on=on, category="food", what=text),
        Appointment(client=client, on=on, where=text, with_whom=text),
        Task(client=client, on=on, text=text, due=on),
        ConditionAdded(client=client, on=on, category="other", words=text),
        ProfileUpdated(client=client, on=on, wants=text),
        EmployerContact(client="", on=on, employer=employer, mode="face_to_face", note=text),
        EmployerContact(client=client, on=on, employer=employer, mode="face_to_face", note=text),
        JobStarted(client=client, on=on, role=text, employer=employer),
    )


@pytest.fixture
def nasty(empty):
    """A caseload of people with such names, each with such text everywhere."""
    for number, text in enumerate(NASTY):
        empty.record(*everything(number, text, empty.today), label=f"all of {text}")
    return IpsApp(empty)


async def look(pilot, screen):
    """Show a screen over the others, and return what is seen."""
    await pilot.app.push_screen(screen)
    await pilot.pause()
    await until(pilot, lambda: cells(pilot.app))  # on a machine under load the first frame may be still to come
    shown = cells(pilot.app)
    pilot.app.pop_screen()
    return shown


async def test_lists_show_text_as_typed(nasty):
    async with opened(nasty, (200, 60)) as pilot:
        for place in ("review", "clients", "employers"):
            await nasty.action_go(place)
            await pilot.pause()
            shown = listed(nasty)
            for text in NASTY:
                assert " ".join(text.split()) in " ".join(shown.split())
            for text in (
                "[/b]",
                "[bold]Ann[Smith] [red]x[/]",
                "[@click=app.quit]Quit[/]",
                "Siobhán O'Neill-D'Arcy",
            ):
                assert text in seen(nasty)


async def test_a_clients_screen_shows_text_as_typed(nasty):
    async with opened(nasty) as pilot:
        for number, text in enumerate(NASTY):
            screen = await show(pilot, nasty.desk.caseload.clients[f"c{number}"])
            assert " ".join(text.split())[:9] in cells(nasty) or not text.isascii()
            for tab in ("plan", "work", "timeline"):
                screen.action_tab(tab)
                await pilot.pause()
                assert " ".join(text.split()) in " ".join(listed(nasty, tab).split())
                for target in lines(nasty, tab).targets:
                    lines(nasty, tab).go_to(target)
            nasty.pop_screen()


async def test_dialogs_show_text_as_typed(nasty):
    desk = nasty.desk
    async with opened(nasty, (120, 40)) as pilot:
        for number, text in ((0, NASTY[0]), (1, NASTY[1])):
            file, employer = desk.casefile(f"c{number}"), desk.caseload.employers[f"e{number}"]
            contact = next(e for e in file.story.events if isinstance(e, Contact))
            dialogs = (
                LogScreen(file), WhyScreen(file, {}), FactsScreen(file.client), EmployerScreen(employer),
                RecordScreen(file, Contact, corrects=contact), RecordScreen(file, JobStarted),
                ChooseScreen(text, [(text, text), text]), ReadingScreen(text, Content(text)),
            )  # fmt: skip
            for dialog in dialogs:
                shown = await look(pilot, dialog)
                assert " ".join(text.split())[:9] in shown or not text.isascii()


async def test_toasts_palette_and_title_show_text_as_typed(nasty):
    async with opened(nasty) as pilot:
        for text in reversed(NASTY):
            await nasty.action_undo()
            await said(pilot, f"Undone: all of {text}")
            nasty.tell(text, problem=True)
            await pilot.pause()
            seen(nasty)
            if len(nasty.desk.caseload.clients) == 3:
                break
        await pilot.press("ctrl+p")
        for text in ("[/b]", "[bold", "[@click"):
            nasty.screen.query_one(Input).value = text
            await until(pilot, lambda text=text: f"Open {text}" in cells(nasty))
        assert (nasty.title, nasty.sub_title) == ("ipstui", "")


async def test_a_reference_a_person_typed_is_a_choice_as_typed(empty):
    empty.record(Client(id="c1", name="Jo"), Employer(id="e1", name="[/b] & [bold]Sons"), label="two")
    app = IpsApp(empty)
    async with opened(app) as pilot:
        await app.push_screen(RecordScreen(empty.casefile("c1"), JobStarted))
        await pilot.pause()
        fill(app, employer="e1")
        await pilot.pause()
        assert "[/b] & [bold]Sons" in cells(app)


async def test_a_long_note_is_kept_with_its_lines_and_one_too_long_loses_nothing(pilot, desk):
    jason = client_named(pilot.app, "Jason").id
    count = len(desk.caseload.events_of(jason))
    await pilot.press("l", "m")
    await pilot.pause()
    field = pilot.app.screen.query_one(NoteArea)
    pasted = "He said:\r\n\tمريم\n" + "x" * 20_000
    field.post_message(events.Paste(pasted))
    await until(pilot, lambda: len(field.text) > 20_000)
    await save(pilot)
    assert "What happened: 20,015 characters are too many: the limit is 20,000." in cells(pilot.app)
    assert filled(pilot.app)["note"] == pasted.replace("\r\n", "\n").replace("\t", " ")
    fill(pilot.app, note=pasted[:12_000])
    await save(pilot)
    found = desk.caseload.events_of(jason)[count:]
    assert found[0].note == pasted[:12_000].replace("\r\n", "\n").replace("\t", " ")


async def test_enter_saves_and_ctrl_j_breaks_the_line(pilot, desk):
    jason = client_named(pilot.app, "Jason").id
    await pilot.press("l", "c", "a", "ctrl+j", "b", "enter")
    await until(pilot, lambda: any(e.note == "a\nb" for e in desk.caseload.events_of(jason)))


async def test_control_characters_do_not_reach_the_case_file(pilot, desk):
    await pilot.app.push_screen(LogScreen(desk.casefile(client_named(pilot.app, "Marcus").id)))
    await pilot.pause()
    fill(pilot.app, note="bell\x07 escape\x1b[31mred\x1b[0m nul\x00 tab\tend")
    await save(pilot)
    note = desk.caseload.events_of(client_named(pilot.app, "Marcus").id)[-1].note
    assert note == "bell escape[31mred[0m nul tab end"


async def test_a_name_too_long_is_refused_and_kept(bare_pilot):
    await bare_pilot.press("a")
    fill(bare_pilot.app, name="M" * 400)
    await save(bare_pilot)
    assert "400 characters are too many" in problem(bare_pilot.app)
    assert filled(bare_pilot.app)["name"] == "M" * 400


async def test_the_same_name_twice_is_refused_with_a_way_on(pilot):
    await pilot.press("f4", "a")
    fill(pilot.app, name="  marcus   TRAN ")
    await save(pilot)
    assert "there is already a marcus TRAN" in problem(pilot.app)
