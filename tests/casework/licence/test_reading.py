"""When the licence is to be read again, and how long a question to the officer may wait."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.working_days import is_working_day
from ipstui.casework.events import (
    ConditionAdded,
    ConditionsConfirmed,
    ConditionVaried,
    Offer,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
    Released,
    ReturnedToCustody,
    WorkApproval,
)
from ipstui.casework.licence.reading import approval, five_working_days, to_confirm, unanswered
from tests.casework.made_up import casefile, corrected, day, deadline, flag, from_prison, met, story, taken_back, told


def out(on=-30):
    """Referred in prison and released on a day."""
    return [from_prison(-200), told(Released, on)]


# Readings


def test_the_licence_is_read_again_a_week_after_release() -> None:
    (reading,) = to_confirm(story(*out(-30)))
    assert (reading.due, reading.opens, reading.met_on) == (day(-23), day(-29), None)
    assert "after release day" in reading.because


def test_reading_it_on_release_day_is_not_reading_it_again() -> None:
    """What came with the person out of the gate is what may change."""
    same_day = story(*out(-30), told(ConditionsConfirmed, -30))
    assert [reading.met_on for reading in to_confirm(same_day)] == [None]
    later = story(*out(-30), told(ConditionsConfirmed, -29))
    assert [reading.met_on for reading in to_confirm(later)] == [day(-29)]


def test_a_variation_asks_for_another_reading_within_a_week() -> None:
    term = told(ConditionAdded, -30, category="x", words="In at nine")
    changed = told(ConditionVaried, -10, condition=term.id, words="In at ten")
    read = told(ConditionsConfirmed, -20)
    after_release, after_change = to_confirm(story(*out(-30), term, read, changed))
    assert after_release.met_on == day(-20)
    assert (after_change.due, after_change.opens, after_change.met_on) == (day(-3), day(-9), None)
    again = to_confirm(story(*out(-30), term, read, changed, told(ConditionsConfirmed, -10)))
    assert [reading.met_on for reading in again] == [day(-10), day(-10)]


def test_nobody_inside_has_a_licence_to_read() -> None:
    assert list(to_confirm(story(from_prison(-30)))) == []
    assert list(to_confirm(story(*out(-60), told(ReturnedToCustody, -10)))) == []
    (reading,) = to_confirm(story(*out(-60), told(ReturnedToCustody, -30), told(Released, -3)))
    assert reading.due == day(4)


# Questions


@pytest.mark.parametrize(
    ("asked", "chase"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 27), date(2026, 12, 4)),  # Friday to Friday
        (date(2026, 11, 28), date(2026, 12, 4)),  # Saturday: Monday is the first day
        (date(2026, 12, 21), date(2026, 12, 30)),  # Christmas Day, and Boxing Day kept on the Monday after it
        (date(2026, 12, 24), date(2027, 1, 5)),  # and New Year's Day
        (date(2027, 3, 24), date(2027, 4, 2)),  # Good Friday and Easter Monday
    ],
)
def test_five_working_days(asked: date, chase: date) -> None:
    assert five_working_days(asked) == chase


@given(st.dates(date(2024, 1, 1), date(2028, 6, 30)))
def test_five_working_days_are_five(asked: date) -> None:
    chase = five_working_days(asked)
    between = [asked + timedelta(days=n) for n in range(1, (chase - asked).days + 1)]
    assert sum(is_working_day(each) for each in between) == 5
    assert is_working_day(chase)


def cook(on=-10, **fields):
    return told(ProposalMade, on, what="Night cook", starts=day(10), **fields)


def test_a_question_waits_until_it_is_answered_and_is_chased_after_five_working_days() -> None:
    proposal = cook()
    asked = told(OfficerAsked, -10, proposal=proposal.id)
    (question,) = unanswered(story(*out(), proposal, asked))
    assert (question.proposal, question.asked) == (proposal.id, day(-10))
    assert question.chase_on == five_working_days(day(-10))
    own = told(OfficerAsked, -9, proposal=proposal.id, chase_on=day(3))
    assert [q.chase_on for q in unanswered(story(*out(), proposal, asked, own))] == [day(3)]


def test_the_flag_comes_with_the_chase_day_and_goes_with_the_answer() -> None:
    proposal = cook(-7)
    asked = told(OfficerAsked, -7, proposal=proposal.id)  # Sunday 15 November: five working days end on the 20th
    told_so = [*out(), met(-8), met(-7), proposal, asked]
    assert deadline(casefile(*told_so), "officer_asked").due == day(-2)
    assert flag(casefile(*told_so, today=day(-3)), "officer_asked") is None
    assert flag(casefile(*told_so, today=day(-2)), "officer_asked") is not None
    answer = told(WorkApproval, -2, state="refused", job=proposal.id)
    assert flag(casefile(*told_so, answer), "officer_asked") is None


def test_every_way_of_answering_counts() -> None:
    offer = told(Offer, -12, role="Night cook")
    proposal = cook(about=offer.id)
    asked = told(OfficerAsked, -10, proposal=proposal.id)
    answers = [
        told(PermissionGiven, -5, condition="work_approval", proposal=proposal.id),
        told(PermissionGiven, -5, condition="work_approval", proposal=proposal.id, decision="refused"),
        told(PermissionGiven, -5, condition="work_approval", proposal=offer.id),
        told(WorkApproval, -5, state="approved", job=offer.id),
        told(WorkApproval, -5, state="refused", job=proposal.id),
        told(WorkApproval, -5, state="limited", what="night cook"),  # a kind of work, named in words
        told(WorkApproval, -10, state="approved", job=offer.id),  # the same day
    ]
    for answer in answers:
        assert unanswered(story(*out(), offer, proposal, asked, answer)) == [], answer
    silent = [
        told(WorkApproval, -5, state="asked", job=offer.id),
        told(WorkApproval, -11, state="approved", job=offer.id),  # before it was asked
        told(WorkApproval, -5, state="approved", what="driver"),
        told(PermissionGiven, -5, condition="work_approval", proposal="another"),
        told(PermissionGiven, -5, condition="no_internet_devices"),
    ]
    for other in silent:
        assert unanswered(story(*out(), offer, proposal, asked, other)), other


def test_a_question_is_kept_through_corrections_and_goes_with_its_proposal() -> None:
    proposal = cook()
    retyped = corrected(proposal, what="Night cook, weekdays")
    asked = told(OfficerAsked, -9, proposal=retyped.id)
    (question,) = unanswered(story(*out(), proposal, retyped, asked))
    assert question.proposal == proposal.id
    assert unanswered(story(*out(), proposal, asked, taken_back(proposal))) == []


def test_a_job_may_be_asked_about_without_a_proposal() -> None:
    offer = told(Offer, -12, role="Night cook")
    asked = told(OfficerAsked, -10, proposal=offer.id)
    assert len(unanswered(story(*out(), offer, asked))) == 1
    assert unanswered(story(*out(), offer, asked, told(WorkApproval, -9, state="approved", job=offer.id))) == []


def test_the_last_answer_counts_by_whatever_name() -> None:
    offer = told(Offer, -12, role="Night cook")
    proposal = cook(about=offer.id)
    no, yes = (
        told(WorkApproval, -6, state="refused", job=offer.id),
        told(WorkApproval, -4, state="approved", job=proposal.id),
    )
    told_so = story(*out(), offer, proposal, no, yes)
    answer = approval(told_so, told_so.licence.proposals[0])
    assert answer is not None
    assert answer.state == "approved"
    assert approval(story(*out(), offer, proposal), proposal) is None
