"""The vacancies, whom one fits, and what helps a person, as pictures of the made-up caseload."""

import pytest

from ipstui.casework.search.fits import looking, open_vacancies
from ipstui.screens.client.screen import ClientScreen
from tests.screens.driving import client_named, until
from tests.screens.test_pictures import press

KEYS = {"vacancies": "V", "vacancy": "V enter", "applications": "V 3"}


@pytest.mark.parametrize("name", KEYS)
def test_over_everybody(app, snap_compare, name):
    async def go(pilot):
        await press(pilot, KEYS[name])
        await until(pilot, lambda: not app.desk.verdicts.still_out(*looked_at(app)), tries=2000)
        await press(pilot, "")

    assert snap_compare(app, run_before=go)


def looked_at(app):
    """Whom and what the licence is checked for."""
    return looking(app.desk.casefiles()), open_vacancies(app.desk.caseload.vacancies.values(), app.desk.today)


def test_what_helps_a_person(app, snap_compare):
    async def go(pilot):
        await app.push_screen(ClientScreen(client_named(app, "Terry").id))
        await press(pilot, "7 end")

    assert snap_compare(app, run_before=go)
