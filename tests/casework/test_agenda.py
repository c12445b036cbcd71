"""The diary over everybody: days in order, two at one time, what nobody answered, and a full week."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.agenda import Agenda, agenda_of, hours, told
from ipstui.casework.events import (
    Appointment,
    Closed,
    Interview,
    Offer,
    ProbationAppointment,
    Referral,
    ReleaseExpected,
    Task,
    TaskDone,
    WorkTrial,
)
from ipstui.casework.people import Client, Employer
from tests.casework.made_up import JO, STORIES, TODAY, casefile, corrected, day, from_prison, taken_back
from tests.casework.made_up import told as event

SAM = Client(id="sam", name="Sam Other", made_up=True)
MONDAY, SUNDAY = TODAY - timedelta(days=6), TODAY  # today is a Sunday
CAFE = Employer(id="cafe", name="Marlow's Café")


def agenda(*told_events, first=MONDAY, last=SUNDAY, shared=(), others=()) -> Agenda:
    files = [casefile(*told_events), *others]
    return agenda_of(files, shared, {CAFE.id: CAFE}, first, last, TODAY)


def of_sam(*told_events):
    """A second person's casefile."""
    return casefile(*told_events, client=SAM)


def entries(found, on=TODAY):
    return next(each.entries for each in found.days if each.on == on)


def test_a_week_has_its_seven_days_in_order_also_where_nothing_is():
    found = agenda()
    assert [each.on for each in found.days] == [day(n) for n in range(-6, 1)]
    assert not any(each.entries for each in found.days)


def test_times_come_first_in_their_order_then_the_rest():
    found = agenda(
        event(Appointment, 0, what="gp"), event(Appointment, 0, at=time(14)), event(Task, -3, text="Ring", due=TODAY),
        event(ProbationAppointment, 0, at=time(9, 30)),
    )  # fmt: skip
    assert [each.what for each in entries(found)] == ["probation", "meeting", "GP", "Ring"]


@pytest.mark.parametrize(
    ("at", "minutes", "written"),
    [(None, 0, ""), (None, 30, ""), (time(14), 0, "14:00"), (time(14), 45, "14:00-14:45"),
     (time(23, 30), 60, "23:30-23:59")],
)  # fmt: skip
def test_an_end_is_known_only_where_time_and_length_are(at, minutes, written):
    (entry,) = entries(agenda(event(Appointment, 0, at=at, minutes=minutes)))
    assert hours(entry) == written


CLASHES = [  # first (at, minutes), second (at, minutes), whether they are at one time
    ((10, 0), (10, 0), True),
    ((10, 60), (10, 0), True),
    ((10, 61), (11, 0), True),
    ((10, 60), (11, 0), False),
    ((10, 0), (11, 0), False),  # how long the first takes is not known
    ((10, 180), (11, 30), True),
]


@pytest.mark.parametrize(("one", "other", "clash"), CLASHES)
def test_two_at_one_time_are_said_beside_both(one, other, clash):
    found = agenda(
        event(Appointment, 0, at=time(one[0]), minutes=one[1]),
        others=[of_sam(event(ProbationAppointment, 0, at=time(other[0]), minutes=other[1]))],
    )
    said = {each.name: each.said for each in entries(found)}
    if clash:
        assert said == {
            "Jo Example": ("at the same time as Sam Other (probation)",),
            "Sam Other": ("at the same time as Jo Example (meeting)",),
        }
    else:
        assert not any(said.values())


def test_three_at_one_time_with_one_between_that_is_over():
    """A long one meets a later one although a short one between them does not."""
    found = agenda(
        event(Appointment, 0, at=time(9), minutes=240, what="training"),
        event(Appointment, 0, at=time(9, 30), minutes=10), event(Appointment, 0, at=time(12), what="gp"),
    )  # fmt: skip
    assert [len(each.said) for each in entries(found)] == [1, 1, 1]
    assert "GP" in entries(found)[0].said[0]


def test_what_was_cancelled_is_at_no_time():
    first = event(Appointment, 0, at=time(10))
    found = agenda(first, event(Appointment, 0, at=time(10), what="gp"),
                   event(Appointment, 0, state="cancelled", booking=first.id))  # fmt: skip
    assert not any(each.said for each in entries(found))
    assert {each.state for each in entries(found)} == {"cancelled", "booked"}


@pytest.mark.parametrize(
    ("minutes", "second", "said"),
    [
        (60, time(11, 10), "10 min to come from Leeds"),
        (60, time(11), "no time to come from Leeds"),
        (60, time(11, 30), ""),
        (0, time(10, 20), "at most 20 min to come from Leeds"),
    ],
)
def test_little_time_to_travel_is_said(minutes, second, said):
    found = agenda(event(Appointment, 0, at=time(10), minutes=minutes, where="Leeds"),
                   event(Appointment, 0, at=second, where="Hanley"))  # fmt: skip
    assert entries(found)[1].said == ((said,) if said else ())


def test_no_travel_is_said_where_the_place_is_the_same_or_not_known():
    for where in ("leeds", ""):
        found = agenda(event(Appointment, 0, at=time(10), minutes=60, where="Leeds"),
                       event(Appointment, 0, at=time(11), where=where))  # fmt: skip
        assert not entries(found)[1].said


def test_what_nobody_answered_stands_oldest_first_from_whatever_week():
    old = event(Appointment, -300)
    found = agenda(event(ProbationAppointment, -2), old, event(Appointment, 0),
                   others=[of_sam(event(Interview, -5, role="porter", employer="cafe"))])  # fmt: skip
    assert [(each.on, each.name) for each in found.unanswered] == [
        (day(-300), JO.name), (day(-5), SAM.name), (day(-2), JO.name),
    ]  # fmt: skip
    assert found.unanswered[1].what == "interview, porter"
    assert found.unanswered[1].with_whom == "Marlow's Café"


@pytest.mark.parametrize("state", ["kept", "missed", "cancelled", "accompanied"])
def test_what_was_answered_is_no_longer_asked(state):
    booked = event(ProbationAppointment, -2)
    answer = event(ProbationAppointment, 0, state=state, booking=booked.id)
    assert not agenda(booked, answer).unanswered
    assert agenda(booked, answer, taken_back(answer)).unanswered


def test_what_was_moved_stands_on_its_new_day_only():
    booked = event(Appointment, -2, at=time(9), minutes=30)
    found = agenda(
        booked, event(Appointment, -1, state="moved", booking=booked.id, moved_to=TODAY, moved_to_at=time(15))
    )
    assert not found.unanswered
    assert [hours(each) for each in entries(found)] == ["15:00-15:30"]
    assert not entries(found, day(-2))


def test_a_corrected_booking_is_one():
    first = event(Appointment, 0, at=time(9))
    assert [each.at for each in entries(agenda(first, corrected(first, at=time(10))))] == [time(10)]


def test_tasks_stand_on_their_day_when_done_where_they_were_done_and_late_ones_hang_over():
    early, late, own = event(Task, -9, text="One", due=day(-1)), event(Task, -9, text="Two", due=day(-4)), event(
        Task, -9, text="Mine", due=TODAY, client=""
    )  # fmt: skip
    found = agenda(early, late, event(TaskDone, 0, task=early.id), shared=[own])
    assert [each.what for each in found.late] == ["Two"]
    assert [(each.what, each.state, each.name) for each in entries(found)] == [
        ("Mine", "open", ""),
        ("One", "done", JO.name),
    ]


def test_a_release_a_start_and_a_trial_are_in_it():
    # Tuesday 24 November: no Friday and no holiday moves it
    inside = casefile(from_prison(-30), event(ReleaseExpected, -20, expected=day(2), confidence="confirmed"))
    found = agenda_of(
        [inside, of_sam(event(Offer, -3, role="porter", employer="cafe", starts=day(3), accepted="yes"),
                        event(WorkTrial, 4, role="cook", state="offered"), event(WorkTrial, 5, role="baker"))],
        [], {CAFE.id: CAFE}, TODAY, day(7), TODAY,
    )  # fmt: skip
    said = {each.on: told(e) for each in found.days for e in each.entries if e.sort in ("release", "start")}
    assert said[day(2)] == "Release expected, confirmed"
    assert said[day(3)] == "Starts work, porter, with Marlow's Café, accepted"
    assert said[day(4)] == "Work trial, cook, offered"
    assert said[day(5)] == "Work trial, baker", "nobody said how it stands, and it is not missed"


def test_of_a_closed_case_nothing_ahead_and_nothing_asked():
    found = agenda(
        event(Referral, -50), event(Appointment, -2), event(Appointment, 3), event(Task, -3, text="x", due=day(-1)),
        event(Closed, -1, reason="died"), last=day(7),
    )  # fmt: skip
    assert not found.unanswered
    assert not found.late
    assert [(each.on, e.open) for each in found.days for e in each.entries] == [(day(-2), False)]


def test_two_hundred_bookings_in_a_week_at_one_time_are_all_there():
    many = [event(Appointment, -(n % 7), at=time(10), minutes=30) for n in range(200)]
    found = agenda(*many)
    assert sum(len(each.entries) for each in found.days) == 200
    busy = entries(found)[0]
    assert busy.said[0].endswith("and 26 more")
    assert len(busy.said[0]) < 120


@given(STORIES)
def test_every_booking_of_the_week_is_in_it_once_and_only_open_ones_are_asked(events):
    file = casefile(*events)
    found = agenda_of([file], [], {}, day(-250), day(100), TODAY)
    shown = [e.event for each in found.days for e in each.entries if e.sort == "booking"]
    closed = file.story.case.state == "closed"
    wanted = [b.id for b in file.story.diary.bookings if day(-250) <= b.on <= day(0 if closed else 100)]
    assert sorted(shown) == sorted(wanted)
    standing = {b.id for b in file.story.diary.bookings if b.stands and b.on < TODAY}
    assert {e.event for e in found.unanswered} == (set() if closed else standing)


@given(STORIES, st.randoms())
def test_the_order_of_entry_does_not_matter(events, dice):
    shuffled = list(events)
    dice.shuffle(shuffled)
    assert agenda(*events) == agenda(*shuffled)
