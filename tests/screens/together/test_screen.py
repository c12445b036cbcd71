"""The screen for two: one person alone on it, one question at a time, and what is typed is kept."""

import pytest

from ipstui.casework import events as ev
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.together.screen import TogetherScreen
from tests.screens.driving import cells, choose, client_named, offered, opened, point_at, problem, said, toasts, until


async def typed(pilot, text):
    await pilot.press(*("space" if letter == " " else letter for letter in text))


@pytest.fixture
async def goal(app):
    """A new goal of Siân's."""
    async with opened(app) as pilot:
        pilot.client = client_named(app, "Siân").id
        await app.push_screen(TogetherScreen(pilot.client, ""))
        await pilot.pause()
        yield pilot


async def test_a_goal_from_first_words_to_its_steps_and_nobody_else_is_named(goal):
    text = cells(goal.app)
    others = [client.name for client in goal.app.desk.caseload.clients.values() if client.id != goal.client]
    assert "WHAT DO I WANT?" in text
    assert not [name for name in others if name in text]
    await goal.press("f10")
    assert "a goal needs words" in problem(goal.app).lower()
    await typed(goal, "My own round again")
    await goal.press("enter", "enter")
    await typed(goal, "ring the van man")
    await goal.press("tab", "tab", "tab", "tab", "f10")
    assert "before a colon" in problem(goal.app)
    assert "WHAT ARE THE NEXT STEPS" in cells(goal.app), "it goes to the question at fault"
    await goal.press("home")
    await typed(goal, "me: ")
    await goal.press("escape")
    await until(goal, lambda: getattr(goal.app.screen, "NAME", "") != "together")
    await goal.app.push_screen(TogetherScreen(goal.client, ""))
    await goal.pause()
    assert "My own round again" in cells(goal.app), "what was typed is here again"
    await goal.press("f10")
    await said(goal, "Saved: the goal and its steps.")
    plans = goal.app.desk.casefile(goal.client).story.plans
    assert [(g.event.words, [s.event.what for s in g.steps]) for g in plans.goals] == [
        ("My own round again", ["ring the van man"])
    ]
    assert plans.last_agreed is None, "nobody was asked, so nothing is said"


async def test_steps_stay_in_the_order_they_were_typed(goal):
    await typed(goal, "A round")
    await goal.press("enter", "enter")
    for name in ("one", "two", "three", "four", "five"):
        await typed(goal, f"me: {name}")
        await goal.press("ctrl+j")
    await goal.press("f10")
    await said(goal, "Saved: the goal and its steps.")
    (made,) = goal.app.desk.casefile(goal.client).story.plans.goals
    assert [step.event.what for step in made.steps] == ["one", "two", "three", "four", "five"]


async def test_the_keys_of_the_places_are_closed_and_a_version_is_kept_beside_the_last(app):
    async with opened(app) as pilot:
        sian = client_named(app, "Siân").id
        await app.push_screen(TogetherScreen(sian))
        await pilot.pause()
        await pilot.press("f3")
        assert app.screen.NAME == "together"
        assert any("two people look" in told for told in toasts(app))
        await typed(pilot, " And the van.")
        await pilot.press("ctrl+s")
        await said(pilot, "version 2 of the understanding")
        versions = app.desk.casefile(sian).story.plans.understandings
        assert len(versions) == 2
        assert versions[1].matters == versions[0].matters + " And the van."
        assert versions[1].together == "unknown"
        assert isinstance(versions[0], ev.UnderstandingWritten)


def test_the_screen_for_two_in_a_picture(pictured, snap_compare):
    async def go(pilot):
        await pilot.app.push_screen(TogetherScreen(client_named(pictured, "Owen").id, ""))
        await pilot.pause()
        await pilot.press("tab", "tab")
        await typed(pilot, "me: look at three shops by fri")
        await pilot.pause()

    assert snap_compare(pictured, run_before=go)


async def test_an_earlier_version_of_the_plan_is_read_as_it_was(app):
    async with opened(app) as pilot:
        john = client_named(app, "John")
        versions = app.desk.casefile(john.id).story.plans.agreed
        assert len(versions) > 1
        await app.push_screen(ClientScreen(john.id))
        await pilot.press("7")
        plans = app.screen.query_one("#plans")
        await point_at(pilot, next(t for t in plans.targets if (t.what, t.id) == ("version", versions[0].id)), "plans")
        await pilot.press("enter")
        await choose(pilot, "As it was", ChooseScreen)
        await until(pilot, lambda: "Read it as it was" in offered(app))
        await choose(pilot, "Read it", ReadingScreen)
        text = cells(app)
        assert "A PROPER JOB WITH A PAYSLIP" in text
        assert "Reached" not in text
        assert "on the fridge" not in text, "what came later is not in it"
