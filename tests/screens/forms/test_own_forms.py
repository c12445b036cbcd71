"""What has a form of its own is corrected in it; an interview names its employer where it is booked."""

from ipstui.casework.events import ConditionAdded, Interview, ProposalMade
from ipstui.screens.client.tab import of
from ipstui.screens.forms.condition import ConditionScreen
from ipstui.screens.forms.licence import ProposalScreen
from ipstui.screens.forms.next_date import NextDateScreen
from tests.screens.client.test_screen import standing
from tests.screens.driving import client_named, fill, filled, listed, offered, point_at, problem, save, show, until


async def test_e_opens_the_form_of_a_proposal_and_of_a_condition(pilot):
    app = pilot.app
    gethin = client_named(app, "Gethin")
    story = app.desk.casefile(gethin.id).story
    proposal = next(e for e in story.events if isinstance(e, ProposalMade))
    condition = next(c.added for c in story.probation.conditions if c.added.params and not c.added.order)
    await show(pilot, gethin)
    for event, form in ((proposal, ProposalScreen), (condition, ConditionScreen)):
        await point_at(pilot, of("event", event.id), "timeline")
        await pilot.press("e")
        await until(pilot, lambda form=form: isinstance(app.screen, form) and app.screen.query("FieldLine"))
        before = filled(app)
        if form is ProposalScreen:
            assert before["what"] == event.what
            fill(app, what="Forestry worker")
        else:
            fill(app, source_person="Her officer")
        await save(pilot)
        await until(pilot, lambda: getattr(app.screen, "NAME", "") == "client")
    corrected = standing(app, gethin, ProposalMade)[-1]
    assert (corrected.what, corrected.voids, corrected.weekly) == ("Forestry worker", proposal.id, proposal.weekly)
    again = next(e for e in standing(app, gethin, ConditionAdded) if e.voids == condition.id)
    assert (again.params, again.words, again.source_person) == (condition.params, condition.words, "Her officer")


async def test_an_interview_is_booked_with_its_employer_known_or_new(pilot):
    app = pilot.app
    jason = client_named(app, "Jason")
    app.push_screen(NextDateScreen(app.desk.casefile(jason.id)))
    await until(pilot, lambda: app.screen.query("FieldLine"))
    fill(app, next="fri 2pm", what="meeting", new_employer="Bell & Sons")
    await save(pilot)
    assert "only an interview is" in problem(app)
    fill(app, what="interview", role="Packer")
    await save(pilot)
    await until(pilot, lambda: standing(app, jason, Interview))
    (booked,) = standing(app, jason, Interview)
    assert app.desk.caseload.employers[booked.employer].name == "Bell & Sons"
    assert (booked.role, booked.state) == ("Packer", "booked")
    await show(pilot, jason)
    assert "Interview  Packer at Bell & Sons" in listed(app, "timeline")


async def test_what_begins_stands_before_what_ends_it(pilot):
    await show(pilot, client_named(pilot.app, "Jason"))
    await pilot.press("plus", *"need")
    await until(pilot, lambda: offered(pilot.app)[:3] == ["Need opened", "Need met", "Need dropped"])


async def test_while_a_list_is_narrowed_enter_takes_the_best_of_what_is_left(pilot):
    await show(pilot, client_named(pilot.app, "Jason"))
    for typed, first in (("offer", "Offer"), ("note", "Note"), ("task", "Task")):
        await pilot.press("plus", *typed)
        await until(pilot, lambda typed=typed: pilot.app.screen.query_one("Input").value == typed)
        lines = pilot.app.screen.query_one("Lines")
        assert lines.line.cells[0] == offered(pilot.app)[0] == first, offered(pilot.app)
        await pilot.press("escape")
