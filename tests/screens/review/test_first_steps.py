"""An empty caseload leads through the first person in five steps, and lets go whenever it is told to."""

from types import SimpleNamespace

from ipstui.actions import ACTIONS
from ipstui.casework.first_steps import STEPS
from ipstui.desk import Desk
from ipstui.screens.clients.new_client import NewClientScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.forms.record import RecordScreen
from tests.screens.driving import TODAY, cells, choose, fill, opened, said, save, seen, still, until


async def on(pilot, screen):
    """Wait until the form is there, and its lists with it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await still(pilot)


def test_every_step_is_an_act_of_the_review_and_fits_its_line():
    acts = {action.id for action in ACTIONS if "review" in action.screens and action.keys}
    assert {step.id for step in STEPS} <= acts
    assert all(len(step.told) <= 66 for step in STEPS)


async def test_the_first_person_in_five_steps(bare_pilot):
    app = bare_pilot.app
    assert "► 1 of 5 Add a person: press a or Enter" in cells(app)
    await bare_pilot.press("l")
    await said(bare_pilot, "Nobody is here yet: a adds a person.")
    await bare_pilot.press("enter")
    await on(bare_pilot, NewClientScreen)
    fill(app, name="Ash Grant", expected="8 dec 2026")
    await save(bare_pilot)
    await said(bare_pilot, "Saved: Ash Grant, Referred")
    await until(bare_pilot, lambda: "► 2 of 5 Log your last contact: press l" in cells(app))
    await bare_pilot.click("#first-steps", offset=(12, 2))
    await on(bare_pilot, LogScreen)
    fill(app, how="met", note="met at the gate")
    await save(bare_pilot)
    await until(bare_pilot, lambda: "► 3 of 5" in cells(app))
    await bare_pilot.press("n")
    await on(bare_pilot, NextDateScreen)
    fill(app, next="fri 2pm")
    await save(bare_pilot)
    await until(bare_pilot, lambda: "► 4 of 5" in cells(app))
    await bare_pilot.press("plus")
    await choose(bare_pilot, "Need opened", RecordScreen)
    fill(app, category="food")
    await save(bare_pilot)
    await until(bare_pilot, lambda: "► 5 of 5 Go through the review: press Space" in cells(app))
    await bare_pilot.press("space")
    await until(bare_pilot, lambda: "That is a working day." in cells(app))
    await bare_pilot.press("u")
    await until(bare_pilot, lambda: "► 5 of 5" in cells(app))
    again = Desk(app.desk.caseload, lambda: TODAY)
    assert not again.leads


async def test_the_steps_can_be_left(bare_pilot):
    app = bare_pilot.app
    await bare_pilot.press("f1", "f1")
    await until(bare_pilot, lambda: "Your first day" in cells(app))
    await bare_pilot.press("escape", "escape")
    await said(bare_pilot, "The first steps are closed.")
    await until(bare_pilot, lambda: "OF 5" not in seen(app).upper())
    await bare_pilot.press("escape")
    await said(bare_pilot, "Ctrl+Q leaves ipstui")


def test_a_caseload_with_people_and_one_to_read_only_lead_nowhere(desk):
    assert not desk.leads
    assert not Desk(SimpleNamespace(clients={}, read_only=True), lambda: TODAY).leads


async def test_where_there_is_no_room_only_the_next_step_is_drawn(bare):
    async with opened(bare, (60, 15)):
        assert "1 of 5" in seen(bare)
        assert "2 of 5" not in seen(bare)
