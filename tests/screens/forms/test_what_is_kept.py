"""What a form says about itself is so: what it keeps after Esc, and what an empty box stands for."""

from decimal import Decimal

import pytest

from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.events import KINDS, Appointment
from ipstui.casework.forms import fields_of
from ipstui.casework.people import Client
from ipstui.screens.clients.new_client import FactsScreen, NewClientScreen
from ipstui.screens.data.data_protection import DataProtectionScreen
from ipstui.screens.data.service import ServiceScreen
from ipstui.screens.data.settings import ChoicesScreen
from ipstui.screens.diary.move import MoveScreen
from ipstui.screens.employers.screen import EmployerContactScreen, EmployerScreen
from ipstui.screens.field_help import KEPT, help_at, wants
from ipstui.screens.forms.calculator import CalculatorScreen
from ipstui.screens.forms.condition import ConditionScreen, OrderScreen
from ipstui.screens.forms.licence import ProposalScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.forms.permitted_work import PermittedWorkScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.reports.period import DaysScreen
from ipstui.screens.review.snooze import SnoozeScreen
from ipstui.screens.session.facts import SessionFactsScreen
from ipstui.screens.vacancies.form import VacancyScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.form import FieldLine
from tests.screens.driving import TODAY, cells, client_named, fill, opened, save, until


def forms(desk):
    """A maker of each form that records something, by name."""
    file, settings, held = desk.casefile("jo"), desk.caseload.settings, desk.caseload
    booking, seen = file.story.diary.bookings[0], held.event("b1")
    return {
        "log": lambda: LogScreen(file),
        "next date": lambda: NextDateScreen(file),
        "snooze": lambda: SnoozeScreen(file),
        "new client": NewClientScreen,
        "facts": lambda: FactsScreen(file.client),
        "record": lambda: RecordScreen(file, KINDS["need_opened"]),
        "correct": lambda: RecordScreen(file, Appointment, corrects=seen),
        "move": lambda: MoveScreen("Jo Example", "meeting", booking, file),
        "condition": lambda: ConditionScreen(file, "curfew"),
        "order": lambda: OrderScreen(file, "shpo"),
        "proposal": lambda: ProposalScreen(file),
        "permitted work": lambda: PermittedWorkScreen(file, {}),
        "employer": lambda: EmployerScreen(held.employers["m"]),
        "new employer": lambda: EmployerScreen(None),
        "employer contact": lambda: EmployerContactScreen(held.employers["m"]),
        "vacancy": lambda: VacancyScreen(held.vacancies["v"]),
        "new vacancy": lambda: VacancyScreen(None),
        "choices": lambda: ChoicesScreen(settings),
        "data protection": lambda: DataProtectionScreen(settings),
        "service and cost": lambda: ServiceScreen(settings),
    }


async def shown(pilot, form):
    """The form on the screen, with its boxes by name."""
    await pilot.app.push_screen(form)
    await until(pilot, lambda: form.is_mounted and form.focused)
    return {line.field.name: line for line in form.query(FieldLine)}


async def left(pilot, form):
    """The form is closed."""
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is not form)


async def test_what_was_typed_into_any_form_is_there_again(held):
    """A correction and the facts of somebody too: the last line says so, and a lock takes the form as Esc does."""
    async with opened(IpsApp(held)) as pilot:
        for name, make in forms(held).items():
            form = make()
            boxes = await shown(pilot, form)
            box = next(each.field.name for each in boxes.values() if each.field.kind in ("text", "date"))
            boxes[box].text = f"typed {name}"
            assert form.keeps, name
            await left(pilot, form)
            form = make()
            boxes = await shown(pilot, form)
            assert boxes[box].text == f"typed {name}", name
            assert "here again" in cells(pilot.app), name
            await left(pilot, form)


async def test_a_box_nobody_touched_is_read_anew_beside_a_draft(held):
    """A draft of the facts must not bring back a phone number that has been changed since."""
    async with opened(IpsApp(held)) as pilot:
        form = FactsScreen(held.caseload.clients["jo"])
        (await shown(pilot, form))["gp"].text = "Dr Half"
        await left(pilot, form)
        held.record(Client(id="jo", name="Jo Example", phone="07700 900123"), label="phone")
        boxes = await shown(pilot, FactsScreen(held.caseload.clients["jo"]))
        assert (boxes["gp"].text, boxes["phone"].text) == ("Dr Half", "07700 900123")


async def test_the_facts_of_a_session_are_there_again_until_they_are_taken(held):
    async with opened(IpsApp(held)) as pilot:
        form = SessionFactsScreen(
            Facts(), Choice(hours=Decimal(15), hourly=Decimal("12.71")), {}, TODAY, "facts asked/jo"
        )
        (await shown(pilot, form))["age"].text = "forty"
        await left(pilot, form)
        form = SessionFactsScreen(
            Facts(), Choice(hours=Decimal(15), hourly=Decimal("12.71")), {}, TODAY, "facts asked/jo"
        )
        boxes = await shown(pilot, form)
        assert boxes["age"].text == "forty"
        assert form.keeps
        boxes["age"].text = "40"
        await pilot.press("f10")
        await until(pilot, lambda: pilot.app.screen is not form)
        assert not pilot.app.drafts


@pytest.mark.parametrize("make", [lambda: CalculatorScreen("minimum-wage"), lambda: DaysScreen(TODAY)])
async def test_a_form_that_keeps_nothing_does_not_say_so(held, make):
    async with opened(IpsApp(held)) as pilot:
        form = make()
        await shown(pilot, form)
        assert not form.keeps
        assert "kept" not in cells(pilot.app)
        assert KEPT not in help_at(form.focused, keeps=form.keeps)[1]


def test_help_tells_what_an_empty_box_stands_for():
    """To leave it empty if it is not known is said only where an empty box is kept as not known."""
    for kind in KINDS.values():
        for field in fields_of(kind):
            said = wants(field)
            if field.required:
                assert "needed" in said
            elif field.kind == "choice" and field.default and field.default in dict(field.choices):
                assert f"“{dict(field.choices)[field.default]}” stands" in said, (kind, field.name)
            elif field.kind == "date" and field.default:
                assert "Left empty, it is today" in said, (kind, field.name)
            else:
                assert "if it is not known" in said, (kind, field.name)
            assert "For example" not in said


async def test_a_referral_whose_release_is_known_to_the_month(held):
    async with opened(IpsApp(held)) as pilot:
        form = NewClientScreen()
        await shown(pilot, form)
        fill(pilot.app, name="Bo Example", expected="jan 2027")
        await until(pilot, lambda: "= Jan 2027, day ?" in cells(pilot.app))
        await save(pilot)
        await until(pilot, lambda: pilot.app.screen is not form)
        given = held.casefile(client_named(pilot.app, "Bo").id).story.custody.expected
        assert given is not None
        assert given.expected_precision == "month"
