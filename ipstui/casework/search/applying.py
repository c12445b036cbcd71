"""Which vacancies somebody means to apply for, and has not yet."""

from __future__ import annotations

from ipstui.casework.events import Application, Interview, VacancyConsidered
from ipstui.casework.search.state import Search
from ipstui.casework.spelling import fold

SOON = 7
"""A vacancy that closes within so many days is closing soon."""
CLOSED_SINCE = 3
"""For so many days after its last one it is asked whether they applied."""


def to_apply(search: Search) -> list[VacancyConsidered]:
    """Return what was looked at last with the word that it is pursued, and nothing was sent or heard since."""
    last = {each.vacancy: each for each in search.vacancies if each.vacancy}
    made = [each for each in search.applications if each.status == "made"]
    sent: list[Application | Interview] = [*made, *search.interviews]
    return [each for each in last.values() if each.result == "pursued" and not any(_is_for(e, each) for e in sent)]


def _is_for(event: Application | Interview, looked: VacancyConsidered) -> bool:
    return event.on >= looked.on and event.employer == looked.employer and fold(event.role) == fold(looked.role)
