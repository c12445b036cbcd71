"""When disclosure is to be talked about, and that it is asked before an employer hears the name."""

import pytest

from ipstui.casework.events import (
    DisclosureDiscussed,
    EmployerContact,
    Interview,
    Released,
    VacancyConsidered,
    WorkTrial,
)
from tests.casework.made_up import casefile, deadline, flag, from_prison, met, told

OUT = (from_prison(-120), told(Released, -110), met(-100), met(-95))


@pytest.mark.parametrize(("ahead", "state"), [(1, "due"), (0, "due"), (-1, "overdue")])
def test_it_is_asked_before_an_interview_that_is_booked(ahead, state):
    file = casefile(*OUT, told(Interview, ahead))
    assert deadline(file, "disclosure_talk").state == state
    assert flag(file, "disclosure_talk") is not None
    talk = told(DisclosureDiscussed, -2, choice="tell")
    assert deadline(casefile(*OUT, told(Interview, ahead), talk), "disclosure_talk").state == "met"


def test_an_interview_called_off_asks_for_nothing():
    assert deadline(casefile(*OUT, told(Interview, 5, state="cancelled")), "disclosure_talk") is None


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (told(VacancyConsidered, -3, role="x"), "search has begun, disclosure not talked about"),
        (told(EmployerContact, -3, employer="x", named_with_consent="no"),
         "search has begun, disclosure not talked about"),
        (told(EmployerContact, -3, employer="x", named_with_consent="yes"),
         "an employer may know the name, disclosure not talked about"),
        (told(Interview, 4), "disclosure not talked about, Thu 26 Nov the name is heard"),
        (told(WorkTrial, 4), "disclosure not talked about, Thu 26 Nov the name is heard"),
    ],
)  # fmt: skip
def test_the_reason_says_whether_the_name_was_heard(act, why):
    assert flag(casefile(*OUT, act), "disclosure_talk").why == why


@pytest.mark.parametrize(("began", "state"), [(-59, "upcoming"), (-60, "due"), (-74, "due"), (-75, "overdue")])
def test_it_is_asked_again_at_60_days_of_search(began, state):
    act, talk = told(VacancyConsidered, began, role="x"), told(DisclosureDiscussed, began - 1, choice="tell")
    assert deadline(casefile(*OUT, act, talk), "disclosure_again").state == state
