"""Somebody for whom forms can be opened."""

import pytest

from ipstui.casework.events import Appointment
from ipstui.casework.people import Client, Employer, Vacancy
from tests.screens.driving import TODAY


@pytest.fixture
def held(empty):
    """One person with a booking, an employer, a vacancy."""
    empty.record(
        Client(id="jo", name="Jo Example"),
        Employer(id="m", name="Marlow's"),
        Vacancy(id="v", role="Cook", employer="m"),
        Appointment(id="b1", client="jo", on=TODAY),
        label="held",
    )
    return empty
