"""Vacancies on the screen: one is added, looked at with somebody, filled; an application gets its answer."""

from ipstui.casework.events import Application, VacancyConsidered
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.vacancies.fits import FitsScreen
from ipstui.screens.vacancies.screen import VacanciesScreen
from ipstui.widgets.lines import Target
from tests.screens.driving import cells, choose, fill, listed, point_at, problem, said, save, under, until


async def test_from_a_new_vacancy_to_a_person_and_back(pilot):
    app = pilot.app
    await pilot.press("V")
    await until(pilot, lambda: isinstance(app.screen, VacanciesScreen))
    await pilot.press("a")
    await until(pilot, lambda: app.screen.query("FieldLine"))
    fill(app, role="Night [b]baker", new_employer="Hanley Bakes", hours_min="30", hours_max="20", closes="yesterday")
    await save(pilot)
    assert "has passed" in problem(app)
    fill(app, closes="+5d")
    await save(pilot)
    assert "more than the most" in problem(app)
    fill(app, hours_min="", shifts="Mon-Fri 22-6")
    await save(pilot)
    await until(pilot, lambda: isinstance(app.screen, VacanciesScreen))
    vacancy = next(v for v in app.desk.caseload.vacancies.values() if v.role == "Night [b]baker")
    assert app.desk.caseload.employers[vacancy.employer].name == "Hanley Bakes"
    assert "Night [b]baker  Hanley Bakes" in listed(app, "openings")

    await point_at(pilot, Target("vacancy", vacancy.id), "openings")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, FitsScreen))
    assert "Something to find out first".upper() in cells(app)
    target = next(t for t in app.screen.query_one("#fits").targets if t.id == "priya")
    await point_at(pilot, target, "fits")
    assert "20 h at most a week" in cells(app)
    assert "wants “Office or stock work”: is this it?" in cells(app)
    await pilot.press("enter")
    await choose(pilot, "Looked at", RecordScreen)
    fill(app, result="ruled_out", why="Nights")
    await save(pilot)
    await until(pilot, lambda: isinstance(app.screen, FitsScreen))
    last = app.desk.casefile("priya").story.search.vacancies[-1]
    assert isinstance(last, VacancyConsidered)
    assert (last.vacancy, last.result) == (vacancy.id, "ruled_out")
    assert "ruled out 23 Nov: Nights" in cells(app)

    await pilot.press("escape")
    await point_at(pilot, Target("vacancy", vacancy.id), "openings")
    await pilot.press("x")
    await said(pilot, "filled or withdrawn")
    assert app.desk.caseload.vacancies[vacancy.id].gone
    await pilot.press("u")
    await until(pilot, lambda: not app.desk.caseload.vacancies[vacancy.id].gone)


async def test_an_answer_is_recorded_on_the_line_of_its_application(pilot):
    app = pilot.app
    await pilot.press("V")
    await until(pilot, lambda: isinstance(app.screen, VacanciesScreen))
    await pilot.press("3")
    await until(pilot, lambda: under(app, "applications"))
    made = next(e for e in app.desk.casefile("priya").story.search.applications)
    await point_at(pilot, Target("application", made.id, "priya"), "applications")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, RecordScreen))
    fill(app, status="unsuccessful", note="Somebody with a licence")
    await save(pilot)
    await until(pilot, lambda: isinstance(app.screen, VacanciesScreen))
    news = app.desk.casefile("priya").story.search.applications[-1]
    assert isinstance(news, Application)
    assert (news.application, news.status) == (made.id, "unsuccessful")
    assert "unsuccessful" in listed(app, "applications")
