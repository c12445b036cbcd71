"""How a booking went, in events: the contact that it was is among them, and nothing is said that nobody said."""

from datetime import time

import pytest

from ipstui.casework.checks import Unfit, check_all
from ipstui.casework.diary import answer
from ipstui.casework.events import (
    Appointment,
    Contact,
    Interview,
    NeedMet,
    NeedOpened,
    ProbationAppointment,
    Task,
    TaskDone,
)
from ipstui.casework.typed.when import When
from tests.casework.made_up import JO, TODAY, day, met, story, told


def booked(*events):
    """The story, and its first booking."""
    found = story(*events)
    return found.diary.bookings[0], found


def after(events, made):
    """The story with what was answered, held against the checks first."""
    check_all(made, JO.id, events, TODAY)
    named = [
        told(type(e), e.on, **{n: getattr(e, n) for n in type(e).__struct_fields__ if n not in _SET}) for e in made
    ]
    return story(*events, *named)


_SET = {"id", "client", "on", "recorded"}


@pytest.mark.parametrize("how", ["face_to_face", "phone", "video"])
def test_a_meeting_kept_is_the_contact_in_the_way_that_was_said(how):
    events = [told(Appointment, -2, at=time(14), minutes=40)]
    made = answer.kept(*booked(*events), how)
    assert [type(e) for e in made] == [Appointment, Contact]
    assert (made[1].mode, made[1].on, made[1].at, made[1].minutes) == (how, day(-2), time(14), 40)
    found = after(events, made)
    assert found.diary.bookings[0].state == "kept"
    assert found.engagement.days == ((day(-2),) if how == "face_to_face" else ())


@pytest.mark.parametrize("kind", [Appointment, ProbationAppointment])
def test_kept_without_the_specialist_is_no_contact(kind):
    events = [told(kind, -2, **({"what": "gp"} if kind is Appointment else {}))]
    found = after(events, answer.kept(*booked(*events), "not_there"))
    assert found.diary.bookings[0].state == "kept"
    assert found.engagement.last_contact is None


def test_going_along_is_a_meeting_in_person():
    events = [told(ProbationAppointment, -2)]
    found = after(events, answer.kept(*booked(*events), "went_along"))
    assert found.diary.bookings[0].state == "accompanied"
    assert found.engagement.last_contact.setting == "probation_office"


def test_what_is_asked_depends_on_whose_appointment_it_is():
    own, others = (
        [how for how, _ in answer.ways(*booked(told(Appointment, -1, what=what)))] for what in ("meeting", "gp")
    )
    assert own == ["face_to_face", "phone", "video", "not_there"]
    assert others == ["not_there", "went_along"]
    assert answer.ways(*booked(told(Interview, -1))) == ()


def test_nothing_is_asked_where_the_meeting_of_that_day_is_recorded():
    assert answer.ways(*booked(told(Appointment, -1), met(-1))) == ()
    assert answer.ways(*booked(told(Appointment, -1), met(-2))) != ()
    assert answer.ways(*booked(told(Appointment, -1), told(Contact, -1, mode="phone"))) != ()


@pytest.mark.parametrize("kind", [Appointment, ProbationAppointment, Interview])
def test_what_lies_ahead_was_neither_kept_nor_missed(kind):
    for make in (lambda b, s: answer.kept(b, s, "not_there"), answer.missed):
        with pytest.raises(Unfit, match="lies ahead"):
            make(*booked(told(kind, 1)))


def test_missed_is_one_event_and_no_contact():
    events = [told(ProbationAppointment, -2)]
    found = after(events, answer.missed(*booked(*events)))
    assert found.diary.bookings[0].state == "missed"
    assert found.engagement.last_contact is None


def test_an_interview_is_attended_or_cancelled_and_never_missed():
    events = [told(Interview, -1, role="cook")]
    assert after(events, answer.kept(*booked(*events), "not_there")).diary.bookings[0].state == "attended"
    assert after(events, answer.cancelled(*booked(*events))).diary.bookings[0].state == "cancelled"
    with pytest.raises(Unfit, match="attended or cancelled"):
        answer.missed(*booked(*events))


@pytest.mark.parametrize("kind", [Appointment, ProbationAppointment, Interview])
def test_moved_is_booked_anew(kind):
    events = [told(kind, -2, at=time(9))]
    found = after(events, answer.moved(*booked(*events), When(day(3), time(10))))
    (standing,) = (b for b in found.diary.bookings if b.stands)
    assert (standing.on, standing.at) == (day(3), time(10))


def test_a_move_may_change_how_long_it_takes():
    events = [told(Appointment, 1, at=time(9), minutes=30)]
    assert after(events, answer.moved(*booked(*events), When(day(2), time(9)))).diary.bookings[0].minutes == 30
    assert after(events, answer.moved(*booked(*events), When(day(2), time(9), 60))).diary.bookings[0].minutes == 60


def test_a_move_to_before_now_or_to_where_it_is_is_refused():
    booking = booked(told(Appointment, 1, at=time(9)))
    with pytest.raises(Unfit, match="in the past"):
        answer.moved(*booking, When(day(-1)))
    with pytest.raises(Unfit, match="already"):
        answer.moved(*booking, When(day(1), time(9)))


@pytest.mark.parametrize("state", ["kept", "missed", "cancelled", "reminded"])
def test_a_booking_that_was_kept_is_answered_once(state):
    """Wherever it is said again: from the diary, a form or the command line, and nothing is written twice."""
    events = [told(Appointment, -2, id="b")]
    (news,) = answer.kept(*booked(*events), "not_there")
    events.append(told(Appointment, news.on, booking=news.booking, state=news.state))
    booking, found = booked(*events)
    for make in (lambda b, s: answer.kept(b, s, "phone"), answer.missed, answer.cancelled):
        with pytest.raises(Unfit, match="answered already: kept"):
            make(booking, found)
    with pytest.raises(Unfit, match="recorded as kept already"):
        check_all([Appointment(client=JO.id, on=TODAY, booking="b", state=state)], JO.id, events, TODAY)
    elsewhere = told(Appointment, -1, booking="b", state="kept")  # a hand-over tells it twice, and is taken in
    check_all([elsewhere], JO.id, events, TODAY)


def test_what_is_booked_ahead_is_answered_by_no_form():
    ahead = [told(ProbationAppointment, 3, id="b")]
    with pytest.raises(Unfit, match="booked for Wed 25 Nov, which lies ahead"):
        check_all([ProbationAppointment(client=JO.id, on=TODAY, booking="b", state="kept")], JO.id, ahead, TODAY)
    check_all([ProbationAppointment(client=JO.id, on=TODAY, booking="b", state="cancelled")], JO.id, ahead, TODAY)


def test_one_that_was_missed_may_be_moved_and_nothing_else():
    events = [told(Appointment, -2, id="b"), told(Appointment, -2, booking="b", state="missed")]
    check_all(answer.moved(*booked(*events), When(day(3))), JO.id, events, TODAY)
    with pytest.raises(Unfit, match="recorded as missed already"):
        check_all([Appointment(client=JO.id, on=TODAY, booking="b", state="missed")], JO.id, events, TODAY)


def test_a_move_to_a_time_of_today_that_is_over_is_refused():
    booking = booked(told(Appointment, 0, at=time(16)))
    with pytest.raises(Unfit, match="09:00 today is over: it is 12:05 now"):
        answer.moved(*booking, When(TODAY, time(9)), time(12, 5))
    answer.moved(*booking, When(TODAY, time(12, 5)), time(12, 5))
    before = Appointment(client=JO.id, on=TODAY, booking=booking[0].id, state="moved", moved_to=day(-1))
    with pytest.raises(Unfit, match="before the day on which it was moved"):
        check_all([before], JO.id, [told(Appointment, 0, id=booking[0].id)], TODAY)


def test_done_met_and_worked_are_said_once():
    task, need = told(Task, -3, text="Ring", id="t"), told(NeedOpened, -3, category="gp", id="n")
    for first, again in (
        (told(TaskDone, -1, task="t"), TaskDone(client=JO.id, on=TODAY, task="t")),
        (told(NeedMet, -1, need="n"), NeedMet(client=JO.id, on=TODAY, need="n")),
    ):
        with pytest.raises(Unfit, match="already"):
            check_all([again], JO.id, [task, need, first], TODAY)


def test_a_task_is_done_or_put_off_under_its_own_name():
    task = told(Task, -3, text="Ring", due=day(-1), note="twice")
    later = after([task], answer.put_off(task, day(4), TODAY))
    (put_off,) = later.diary.tasks
    assert (put_off.id, put_off.due, put_off.text) == (task.id, day(4), "Ring")
    done = after([task], answer.done(put_off, JO.id, TODAY))
    assert done.diary.tasks[0].done == TODAY
    with pytest.raises(Unfit):
        answer.put_off(task, day(-1), TODAY)
    assert isinstance(answer.done(put_off, JO.id, TODAY)[0], TaskDone)
