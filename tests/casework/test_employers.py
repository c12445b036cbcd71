"""The list of employers: who was met last, and how often."""

from datetime import UTC, date, datetime

from ipstui.casework.employers import employers_of
from ipstui.casework.events import EmployerContact
from ipstui.casework.people import Employer

TODAY = date(2026, 11, 23)
BIG, ANN, NEW = (Employer(id=i, name=n) for i, n in (("b", "Big"), ("a", "ann"), ("n", "New")))


def met(employer, day, client=""):
    """A contact with an employer in November."""
    recorded = datetime(2026, 11, 23, tzinfo=UTC)
    return EmployerContact(
        id=f"{employer.id}{day}", client=client, on=date(2026, 11, day), employer=employer.id, recorded=recorded
    )


def test_the_one_met_last_comes_first_and_those_never_met_come_last_by_name():
    found = employers_of([NEW, ANN, BIG], [met(BIG, 3), met(BIG, 20, "jo"), met(ANN, 10)], TODAY)
    assert [(each.employer.name, each.contacts) for each in found] == [("Big", 2), ("ann", 1), ("New", 0)]
    assert [each.last for each in found] == [date(2026, 11, 20), date(2026, 11, 10), None]


def test_two_met_on_one_day_stand_by_name_whatever_its_letters():
    found = employers_of([BIG, ANN], [met(BIG, 3), met(ANN, 3)], TODAY)
    assert [each.employer.name for each in found] == ["ann", "Big"]


def test_a_contact_ahead_or_with_an_employer_no_longer_known_counts_for_nothing():
    found = employers_of([BIG], [met(BIG, 30), met(ANN, 3)], TODAY)
    assert [(each.last, each.contacts) for each in found] == [(None, 0)]
