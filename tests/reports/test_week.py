"""The week's report: what is counted and by which day, the weeks before, and who was not looked at."""

from datetime import timedelta

import pytest
from hypothesis import given

from ipstui.casework.events import (
    Application,
    Appointment,
    Closed,
    Contact,
    EmployerContact,
    Interview,
    JobEnded,
    JobStarted,
    Referral,
    Released,
    ReturnedToCustody,
    Reviewed,
    Task,
)
from ipstui.casework.people import Client, Settings
from ipstui.documents.week_page import WIDTH, as_html, as_text, initials_of, page_of
from ipstui.reports.week import ORDER, week_report
from tests.casework.made_up import STORIES, TODAY, casefile, corrected, day, met, taken_back
from tests.casework.made_up import usually as told

MONDAY = TODAY - timedelta(days=6)  # today is the Sunday of that week
SAM = Client(id="sam", name="Sam Other", made_up=True)


def report(*events, shared=(), others=(), first=MONDAY, last=TODAY, as_of=TODAY):
    files = [casefile(*events, today=as_of), *others]
    return week_report(files, shared, Settings(), first, last, as_of)


def number(name, *events, **more):
    """One number of this week with the events behind it."""
    found = report(*events, **more).numbers.of[name]
    return found.count, set(found.events)


def test_contacts_are_counted_by_mode_those_who_were_reached():
    events = [met(-1), met(-2), told(Contact, -3, mode="phone"), told(Contact, -1, mode="text", outcome="not_seen"),
              told(Contact, -1, who="probation", mode="phone")]  # fmt: skip
    found = report(*events).numbers
    assert {mode: count.count for mode, count in found.contacts.items()} == {"face_to_face": 2, "phone": 1}
    assert (found.of["attempts"].count, found.of["around_the_case"].count) == (1, 1)
    assert found.of["people_seen"].count == 1
    assert set(found.of["people_seen"].events) == {events[0].id, events[1].id}


@pytest.mark.parametrize(("on", "counted"), [(-7, 0), (-6, 1), (0, 1)])
def test_the_week_runs_from_monday_to_sunday_both_inside(on, counted):
    assert number("new", told(Referral, on))[0] == counted


@pytest.mark.parametrize(
    ("name", "event"),
    [("released", told(Released, -1)), ("closed", told(Closed, -1, reason="health")), ("new", told(Referral, -2)),
     ("starts", told(JobStarted, -1, role="cook")), ("employer_contacts", told(EmployerContact, -1, employer="x"))],
)  # fmt: skip
def test_each_number_opens_to_its_events(name, event):
    assert number(name, event) == (1, {event.id})
    assert number(name, event, taken_back(event)) == (0, set())
    later = corrected(event, on=day(-20))
    assert number(name, event, later) == (0, set())


def test_a_return_and_an_end():
    out, back = told(Released, -30), told(ReturnedToCustody, -1)
    assert number("returned", out, back)[0] == 1
    job = told(JobStarted, -30, role="cook")
    assert number("ends", job, told(JobEnded, -1, job=job.id))[0] == 1


def test_applications_made_alike_count_each_and_their_news_does_not():
    made = told(Application, -2, count=5)
    assert number("applications", made, told(Application, -1, application=made.id, status="unsuccessful"))[0] == 5


def test_an_interview_is_one_however_much_is_told_of_it():
    booked = told(Interview, -2)
    went, offer = (told(Interview, -1, interview=booked.id, state=state) for state in ("attended", "offer"))
    assert number("interviews", booked, went, offer)[0] == 1
    assert number("interviews", booked, told(Interview, -1, interview=booked.id, state="cancelled"))[0] == 0
    assert number("interviews", told(Interview, 3))[0] == 0
    before = told(Interview, -9, state="attended")
    offer_later = told(Interview, -1, interview=before.id, state="offer")
    assert number("interviews", before, offer_later) == (0, {offer_later.id})  # held, and counted, the week before
    moved = corrected(before, on=day(-3))
    assert number("interviews", before, moved, offer_later) == (1, {moved.id, offer_later.id})


def test_only_meetings_with_employers_count_those_for_nobody_too():
    own, call = told(EmployerContact, -1, employer="x"), told(EmployerContact, -1, employer="x", mode="phone")
    shared = told(EmployerContact, -2, employer="y", client="")
    assert number("employer_contacts", own, call, shared=[shared]) == (2, {own.id, shared.id})
    assert number("employer_contacts", shared=[shared, taken_back(shared)])[0] == 0


def test_the_four_weeks_before_stand_beside_it_the_nearest_first():
    events = [told(Referral, -7 * n) for n in range(6)]
    found = report(*events)
    assert [each.first for each in found.before] == [MONDAY - timedelta(days=7 * n) for n in range(1, 5)]
    assert [each.of["new"].count for each in found.before] == [1, 1, 1, 1]


def test_each_person_has_the_line_of_the_review_and_what_was_agreed():
    booked, task = told(Appointment, 2, what="gp"), told(Task, -1, text="Ring the GP")
    (person,) = report(told(Referral, -50), booked, task).people
    assert person.line
    assert person.agreed == "Tue 24 Nov, GP; Ring the GP"


def test_promises_are_what_is_due_next_and_what_was_noted_without_a_day():
    tasks = [told(Task, -1, text="next", due=day(7)), told(Task, -1, text="later", due=day(8)),
             told(Task, -1, text="open"), told(Task, -20, text="old"),
             told(Task, -3, text="today", due=TODAY)]  # fmt: skip
    own = told(Task, -1, text="mine", due=day(1), client="")
    assert [each.text for each in report(told(Referral, -50), *tasks, shared=[own]).promises] == [
        "mine",
        "next",
        "open",
    ]


def test_who_was_not_gone_through_is_named_closed_cases_left_out():
    seen = told(Reviewed, -1, week=MONDAY)
    sam = casefile(told(Referral, -50), client=SAM)
    gone = casefile(
        told(Referral, -50), told(Closed, -1, reason="health"), client=Client(id="c", name="C", made_up=True)
    )
    assert [each.name for each in report(told(Referral, -50), seen, others=[sam, gone]).not_looked_at] == ["Sam Other"]


def test_a_week_that_is_over_is_told_as_it_stood_at_its_end():
    earlier = MONDAY - timedelta(days=7)
    events = [told(Referral, -50), met(-9), met(-1)]
    found = report(*events, first=earlier, last=MONDAY - timedelta(days=1), as_of=MONDAY - timedelta(days=1))
    assert found.numbers.contacts["face_to_face"].count == 1
    assert sum(count.count for count in found.numbers.contacts.values()) == 1


def test_initials_take_the_place_of_names_and_two_alike_are_told_apart():
    clients = [Client(id="a", name="Jo Park"), Client(id="b", name="Jan Pool"), Client(id="c", name="Mo Ali")]
    assert initials_of(clients) == {"b": "JP", "a": "JP 2", "c": "MA"}


def test_the_page_says_it_all_within_the_width_and_escapes_what_was_typed():
    task = told(Task, -1, text="<b>Ring</b> & ask " + "long " * 40, due=day(2))
    found = report(told(Referral, -50), met(-1), task, others=[casefile(told(Referral, -9), client=SAM)])
    page = page_of(found, "Alex", {}, made_up=False)
    text, html = as_text(page), as_html(page)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Jo Example" in text
    assert "Sam Other" in html
    assert "<b>Ring" not in html
    letters = page_of(found, "Alex", {"jo": "JE", "sam": "SO"}, made_up=False)
    assert "Sam Other" not in as_text(letters) + as_html(letters)
    assert "SO" in as_text(letters)


def test_an_empty_caseload_has_a_report_too():
    found = week_report([], [], Settings(), MONDAY, TODAY, TODAY)
    assert "Nobody is on the caseload" in as_text(page_of(found, "", {}, made_up=False))


@given(STORIES)
def test_every_number_is_at_most_what_its_events_say_and_each_week_is_apart(events):
    found = report(*events)
    spans = [found.numbers, *found.before]
    behind = [{event for name in ORDER for event in each.of[name].events} for each in spans]
    assert all(not one & other for n, one in enumerate(behind) for other in behind[n + 1 :])
    assert all(each.of[name].count <= sum(1000 for _ in each.of[name].events) for each in spans for name in ORDER)


def test_what_counts_on_a_day_that_nobody_knows_is_said():
    """The week it is counted in is that of the day entered, which stands for its month."""
    for rough, said in (("day", ""), ("month", "1 event counted: the day is only roughly known.")):
        page = page_of(report(met(-1, on_precision=rough), met(-2)), "", {}, made_up=True)
        assert page.roughly == said
        assert all(("roughly known" in text) is bool(said) for text in (as_text(page), as_html(page)))
