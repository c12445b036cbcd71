"""The reports on the screen: from a figure to the people and events behind it, on to the person, and back."""

import random
from datetime import date

import pytest

from ipstui.casework.events import Leave
from ipstui.reports.contents import REPORTS
from ipstui.reports.spans import span
from ipstui.screens.reports import counting
from ipstui.screens.reports.figure import FigureScreen
from ipstui.widgets.lines import Target
from tests.screens.driving import cells, fill, lines, problem, said, save, settle, until


@pytest.fixture
async def reports(pilot):
    """The place, opened from the review."""
    await pilot.press("f8")
    await until(pilot, lambda: pilot.app.screen.NAME == "reports" and lines(pilot.app, "figures").targets)
    return pilot


async def turn_to(pilot, report):
    """Choose a report."""
    lines(pilot.app, "reports").go_to(Target("report", report))
    await pilot.pause()


async def test_from_a_figure_to_the_event_on_the_timeline_and_back(reports):
    app = reports.app
    await reports.press("enter", "down", "enter")
    await until(reports, lambda: app.screen.NAME == "figure")
    assert "Seen once: 19 of 24" in cells(app)
    await reports.press("down", "down")
    there = lines(app).target
    await reports.press("enter")
    await until(reports, lambda: app.screen.NAME == "client" and app.screen.lines.target.event == there.event)
    assert app.screen.chosen().client.id == there.id
    await reports.press("escape")
    await until(reports, lambda: app.screen.NAME == "figure")
    assert lines(app).target == there
    await reports.press("escape")
    await until(reports, lambda: app.screen.NAME == "reports")
    assert lines(app, "figures").target.id == "seen_once"
    await reports.press("escape", "escape")
    await until(reports, lambda: app.screen.NAME == "review")


async def test_twenty_figures_at_random_open_to_their_people_and_events(reports):
    app, screen = reports.app, reports.app.screen
    counts = screen.counts
    every = [(report, entry, figure) for report in REPORTS for block in report.blocks(counts)
             for entry in block.entries for figure in entry.figures if figure.count]  # fmt: skip
    for report, entry, figure in random.Random(14).sample(every, 20):
        opened = FigureScreen(report, entry.id, figure.id, None)
        await app.push_screen(opened)
        await reports.pause()
        shown = {target.event for target in lines(app).targets if target.event}
        assert set(figure.events) <= shown, figure.id
        people = {target.id for target in lines(app).targets}
        assert set(figure.clients) <= people
        assert f": {figure.count}" in cells(app)
        opened.dismiss()
        await reports.pause()


async def test_the_rule_the_base_the_source_and_the_status(reports):
    await reports.press("right", "down", "down", "question_mark")
    await until(reports, lambda: "Two meetings on one day are one day." in cells(reports.app))
    for said_there in ("18 of 24, 75%", "Feasibility study", "from the feasibility study"):
        assert said_there in cells(reports.app)


async def test_periods_step_and_days_are_typed(reports):
    app = reports.app
    await reports.press("left_square_bracket")
    assert "Oct 2026 to Dec 2026, so far" in cells(app)
    await reports.press("left_square_bracket")
    assert "Jul 2026 to Sep 2026" in cells(app)
    await reports.press("right_square_bracket", "right_square_bracket")
    await said(reports, "Nothing has happened after this yet")
    await reports.press("d", "end", "enter")
    await until(reports, lambda: "Days counted" in cells(app))
    fill(app, **{"from": "1 oct", "to": "1 sep"})
    await reports.press("f10")
    assert "before it begins" in problem(app)
    fill(app, to="31 oct")
    await reports.press("f10")
    await until(reports, lambda: "Thu 1 Oct to Sat 31 Oct 2026" in cells(app))
    app.screen.span = span("year", date(2001, 5, 1))
    app.screen.redraw()
    assert "Nothing was recorded by then" in cells(app)


async def test_a_rating_is_asked_with_its_text_and_leave_takes_the_target_away(reports, desk):
    app = reports.app
    await turn_to(reports, "fidelity")
    lines(app, "figures").go_to(Target("entry", "fidelity/7"))
    await reports.press("right", "plus", "enter")
    await until(reports, lambda: "How often does the unit meet" in cells(app))
    fill(app, score="9")
    await reports.press("f10")
    assert "from 1 to 5" in problem(app)
    fill(app, score="1")
    await save(reports)
    await until(reports, lambda: app.screen.NAME == "reports")
    assert "■□□□□" in "".join(lines(app, "figures").line.cells)
    await turn_to(reports, "contacts")
    await reports.press("left", "plus", "enter")
    fill(app, on="2026-11-16", ends="2026-11-20")
    await save(reports)
    assert [e.on for e in desk.caseload.events_of("") if isinstance(e, Leave)] == [date(2026, 11, 16)]
    assert lines(app, "figures").rows[12].cells[2] == "leave"


async def test_a_large_caseload_is_counted_off_the_keys(reports, monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 0)
    await reports.press("left_square_bracket")
    await until(reports, lambda: lines(reports.app, "figures").targets)
    assert "Referred" in cells(reports.app)


async def test_own_measures_the_template_and_a_bad_file(reports, desk):
    app, folder = reports.app, desk.caseload.path.parent / "measures"
    await turn_to(reports, "own")
    await reports.press("right", "enter")
    await said(reports, "Written:")
    (folder / "b.json").write_text('{"publisher": "Ours"}')
    app.screen.redraw()
    await until(reports, lambda: "b.json: the field “measures” is missing" in cells(app))


async def test_what_is_printed_is_noted_and_holds_no_name(reports, desk, monkeypatch):
    monkeypatch.setattr("ipstui.screens.printing.show", lambda path: True)
    for report, said_there in (
        ("outcomes", "From referral to work"),
        ("fidelity", "The items"),
        ("cost", "£50,500.00"),
    ):
        await turn_to(reports, report)
        await reports.press("p")
        await until(reports, lambda: reports.app.screen.is_modal)
        (page,) = (desk.caseload.path.parent / "pages").glob("report-*.html")
        assert said_there in page.read_text("utf-8")
        assert not [c.name for c in desk.caseload.clients.values() if c.name in page.read_text("utf-8")]
        page.unlink()
        await reports.press("escape")


async def test_service_and_cost_are_settings(pilot, desk):
    pilot.app.action_flow("service")
    await until(pilot, lambda: "Service and cost" in cells(pilot.app))
    fill(pilot.app, service="two words", salaries="£34,000")
    await pilot.press("f10")
    assert "no name" in problem(pilot.app)
    fill(pilot.app, service="svc-1", years="0")
    await pilot.press("f10")
    assert "more than 0" in problem(pilot.app)
    fill(pilot.app, years="2")
    await save(pilot)
    kept = desk.caseload.settings
    assert (kept.service, kept.cost.salaries, kept.cost.years) == ("svc-1", 34000, 2)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_in_a_picture(pictured, snap_compare, size):
    async def go(pilot):
        await pilot.press("f8", "right")
        await settle(pilot)

    assert snap_compare(pictured, terminal_size=size, run_before=go)
