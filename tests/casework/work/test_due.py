"""The in-work schedule of one job: windows, what keeps them, what cannot be kept, and how it ends."""

from datetime import UTC, datetime

import pytest

from ipstui.casework.events import (
    Contact,
    JobEnded,
    JobStarted,
    Offer,
    Released,
    SupportDeclined,
    SupportResumed,
)
from ipstui.casework.work.follow_along import follow_along
from ipstui.casework.work.state import SUSTAINED_13, SUSTAINED_26
from tests.casework.made_up import TODAY, casefile, day, deadlines, flag, from_prison, met, story, told

START = -40


def visits(*facts, today=TODAY):
    """The schedule of the one job told of, by what it is for."""
    told_story = story(*facts, today=today)
    (job,) = told_story.work.jobs
    return {visit.because.split(", ")[1]: visit for visit in follow_along(job, told_story.events, today)}


def started(on=START, **fields):
    return told(JobStarted, on, role="cook", **{"learned_on": day(on - 20), **fields})


def test_the_windows_are_those_of_the_scale():
    found = {name: (visit.first, visit.last) for name, visit in visits(started()).items()}
    assert found == {
        "before": (day(-47), day(-41)),
        "just started": (day(-40), day(-37)),
        "week 1": (day(-40), day(-34)),
        "week 2": (day(-33), day(-27)),
        "week 3": (day(-26), day(-20)),
        "week 4": (day(-19), day(-13)),
        "month 2": (day(-12), day(17)),
        "month 3": (day(18), day(47)),
    }


def test_the_months_go_on_for_as_long_as_the_job():
    found = visits(started(-800))
    last = list(found.values())[-1]
    assert last.first <= day(30) < last.last + (day(1) - day(0))


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (-48, set()),
        (-47, {"before"}),
        (-41, {"before"}),
        (-40, {"just started", "week 1"}),
        (-37, {"just started", "week 1"}),
        (-36, {"week 1"}),
        (-34, {"week 1"}),
        (-33, {"week 2"}),
        (-13, {"week 4"}),
        (-12, {"month 2"}),
        (0, {"month 2"}),
    ],
)
def test_a_meeting_keeps_the_windows_it_falls_in(on, kept):
    found = visits(started(), met(on))
    assert {name for name, visit in found.items() if visit.state == "met"} == kept


@pytest.mark.parametrize("fields", [{"mode": "phone"}, {"mode": "video"}, {"mode": "text"}, {"mode": "unknown"}])
def test_a_call_is_a_contact_and_does_not_keep_the_window(fields):
    visit = visits(started(-10), told(Contact, -9, **fields))["just started"]
    assert (visit.state, visit.contacted, visit.met_on) == ("overdue", True, None)


@pytest.mark.parametrize("fields", [{"outcome": "not_seen"}, {"who": "probation"}])
def test_what_is_no_contact_at_all(fields):
    visit = visits(started(-10), told(Contact, -9, mode="face_to_face", **fields))["just started"]
    assert (visit.state, visit.contacted) == ("overdue", False)


def test_a_start_learned_of_too_late_makes_the_visit_before_it_impossible():
    assert visits(started(learned_on=day(START - 1)))["before"].state == "missed"
    assert visits(started(learned_on=day(START)))["before"].state == "not_possible"
    typed_late = started(learned_on=None, recorded=datetime(2026, 11, 20, tzinfo=UTC))
    assert visits(typed_late)["before"].state == "not_possible"
    assert visits(typed_late, met(START - 2))["before"].state == "met"


def test_a_start_agreed_in_an_offer_was_known():
    offer = told(Offer, START - 20, role="cook", accepted="yes", starts=day(START))
    assert visits(offer, started(learned_on=None, job=offer.id))["before"].state == "missed"


def test_the_visit_before_an_agreed_start_is_due_ahead_of_it():
    offer = told(Offer, -5, role="cook", accepted="yes", starts=day(7))
    (visit,) = deadlines(casefile(offer), "follow_along")
    assert (visit.opens, visit.due, visit.state) == (day(0), day(6), "due")
    assert deadlines(casefile(offer, today=day(-1)), "follow_along")[0].state == "upcoming"
    assert deadlines(casefile(offer, met(0)), "follow_along")[0].state == "met"
    assert flag(casefile(offer), "follow_along")
    maybe = told(Offer, -5, role="cook", starts=day(7))
    assert not deadlines(casefile(maybe), "follow_along")


def test_what_was_missed_is_missed_once_they_are_met_again():
    assert visits(started(-20))["week 1"].state == "overdue"
    later = visits(started(-20), met(-12))
    assert (later["week 1"].state, later["week 2"].state) == ("missed", "met")
    assert not flag(casefile(started(-6), met(-1)), "follow_along")


def test_each_window_on_its_edges():
    for shift, state in ((-1, "upcoming"), (0, "due"), (6, "due"), (7, "overdue")):
        assert visits(started(-7), today=day(shift))["week 2"].state == state


def test_declining_support_ends_the_schedule_quietly():
    job = started()
    facts = [job, told(SupportDeclined, -30, job=job.id)]
    found = visits(*facts)
    assert set(found) == {"before", "just started", "week 1"}
    assert {visit.state for visit in found.values()} == {"missed"}
    assert not flag(casefile(*facts), "follow_along")
    assert "month 2" in visits(*facts, told(SupportResumed, -5, job=job.id))


def test_declining_one_job_leaves_the_other():
    one, two = started(), told(JobStarted, -3, role="cleaner", learned_on=day(-3))
    file = casefile(one, two, told(SupportDeclined, -2, job=one.id))
    assert flag(file, "follow_along").events == (two.id,)


@pytest.mark.parametrize(("today", "state"), [(-2, "due"), (1, "due"), (2, "overdue")])
def test_after_the_end_a_contact_within_three_days_of_learning_of_it(today, state):
    job = started()
    facts = [job, told(JobEnded, -15, job=job.id, learned_on=day(-2))]
    visit = visits(*facts, today=day(today))["job ended"]
    assert (visit.first, visit.last, visit.state) == (day(-2), day(1), state)
    assert visits(*facts, told(Contact, 1, mode="phone"), today=day(2))["job ended"].state == "met"
    assert visits(*facts, told(Contact, -3, mode="phone"), today=day(2))["job ended"].state == "overdue"
    assert visits(*facts, told(Contact, 4, mode="phone"), today=day(5))["job ended"].state == "missed"


def test_the_end_leaves_nothing_of_the_schedule_to_do():
    job = started()
    file = casefile(job, told(JobEnded, -15, job=job.id, learned_on=day(-2)), met(-1))
    assert {d.state for d in deadlines(file, "follow_along")} <= {"met", "missed"}
    assert not flag(file, "follow_along")


def test_a_contact_still_to_come_keeps_nothing():
    assert visits(started(-2), met(1))["just started"].state == "due"


@pytest.mark.parametrize(
    ("worked", "ended", "sustained"),
    [(90, None, False), (91, None, True), (200, 90, False), (200, 91, True), (200, 92, True)],
)
def test_sustained_is_91_days_from_the_start_and_not_ended_before(worked, ended, sustained):
    job = started(-worked)
    end = [told(JobEnded, ended - worked, job=job.id)] if ended else []
    (found,) = story(job, *end).work.jobs
    assert found.sustained(SUSTAINED_13, day(0)) is sustained


def test_26_weeks_are_182_days():
    assert story(started(-182)).work.jobs[0].sustained(SUSTAINED_26, day(0))
    assert not story(started(-181)).work.jobs[0].sustained(SUSTAINED_26, day(0))


def test_inside_the_visit_before_a_start_is_not_asked_for():
    offer = told(Offer, -5, role="cook", accepted="yes", starts=day(7))
    assert not deadlines(casefile(from_prison(-90), offer), "follow_along")
    assert deadlines(casefile(from_prison(-90), told(Released, -30), offer), "follow_along")


def test_declining_later_takes_no_visit_back_and_wanting_it_again_brings_none():
    job = told(JobStarted, -100, role="cook")
    ended = told(JobEnded, -60, job=job.id)
    assert "job ended" in visits(job, ended)
    assert "job ended" in visits(job, ended, told(SupportDeclined, -20))
    assert "job ended" not in visits(job, ended, told(SupportDeclined, -60))
    declined = told(SupportDeclined, -90)
    again = visits(job, declined, told(SupportResumed, -10))
    assert set(again) >= {"before", "just started", "week 1", "month 4"}
    assert not {"week 2", "week 3", "week 4", "month 2", "month 3"} & set(again)
