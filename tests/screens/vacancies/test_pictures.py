"""The vacancies, whom one fits, and what helps a person, as pictures of the made-up caseload."""

import pytest

from ipstui.screens.client.screen import ClientScreen
from tests.screens.driving import client_named
from tests.screens.test_pictures import press

KEYS = {"vacancies": "V", "vacancy": "V enter", "applications": "V 3"}


@pytest.mark.parametrize("name", KEYS)
def test_over_everybody(app, snap_compare, name):
    assert snap_compare(app, run_before=lambda pilot: press(pilot, KEYS[name]))


def test_what_helps_a_person(app, snap_compare):
    async def go(pilot):
        await app.push_screen(ClientScreen(client_named(app, "Terry").id))
        await press(pilot, "7 end")

    assert snap_compare(app, run_before=go)
