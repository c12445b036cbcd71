"""Licence answers for everybody and every vacancy, each worked out once: over a whole caseload they take a second.

An answer holds while nothing was recorded of the person and the facts of the vacancy that the licence reads stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipstui.casework.casefile import Casefile
from ipstui.casework.people import Vacancy
from ipstui.casework.search.fits import CHECKING, Answer, checked, glance

_Key = tuple[object, ...]


class Verdicts:
    """What is known so far, by person. What has to be worked out first is told as being checked."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Casefile, dict[_Key, Answer]]] = {}

    def __call__(self, casefile: Casefile, vacancy: Vacancy) -> Answer:
        """Return the answer at once: what is certain, what was worked out before, or that it is being checked."""
        certain = glance(casefile, vacancy)
        if casefile.story.custody.inside or certain.state != "unknown":
            return certain
        return self._of(casefile).get(_facts(vacancy), CHECKING)

    def work_out(self, casefile: Casefile, vacancy: Vacancy) -> None:
        """Work one out and keep it."""
        self._of(casefile)[_facts(vacancy)] = checked(casefile, vacancy)

    def still_out(self, files: Iterable[Casefile], vacancies: Iterable[Vacancy]) -> list[tuple[Casefile, Vacancy]]:
        """Return whom and what there is no answer for yet."""
        listed = list(vacancies)
        return [(file, each) for file in files for each in listed if self(file, each) is CHECKING]

    def _of(self, casefile: Casefile) -> dict[_Key, Answer]:
        """The answers of one person; none where something was recorded since: that makes another casefile."""
        before, answers = self._known.get(casefile.client.id, (None, {}))
        if before is not casefile:
            answers = {}
            self._known[casefile.client.id] = (casefile, answers)
        return answers


def _facts(vacancy: Vacancy) -> _Key:
    """What the check reads of a vacancy; its id, for what was proposed about it."""
    return (vacancy.id, vacancy.role, vacancy.shifts, vacancy.place, vacancy.starts)
