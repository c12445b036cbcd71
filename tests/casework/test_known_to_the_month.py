"""What is counted from a month says so, and nothing is taken as done or allowed where the month leaves it open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ipstui.casework import say
from ipstui.casework.deadline import ROUGHLY_KNOWN
from ipstui.casework.diary.answer import kept
from ipstui.casework.events import (
    AddressSet,
    ConditionAdded,
    ConditionEnded,
    ConditionQuery,
    ConditionsConfirmed,
    Contact,
    LicenceRecorded,
    MentorMatched,
    MentorReferred,
    NeedOpened,
    Note,
    OfficerAsked,
    PaperAskedFor,
    PermissionGiven,
    PreReleaseMeeting,
    ProbationAppointment,
    ProposalMade,
    Released,
    ReturnedToCustody,
    TransferAccepted,
    TransferOffered,
    WorkApproval,
)
from ipstui.casework.history import changed, read_event, to_read, write_event
from ipstui.casework.known import InMonth, NotKnown, earliest, latest
from ipstui.casework.licence.check import check
from ipstui.casework.official import waiting
from tests.casework.made_up import TODAY, casefile, day, deadline, flag, from_prison, met, story, told

MID = date(2026, 11, 11)
"""A day in the month of TODAY, with days of the month on both sides of it."""
OUT = [from_prison(-100), told(Released, -60), met(-50), met(-45)]


def in_november(kind, on=MID, **fields):
    """One of which only the month is known, whatever day of it was entered."""
    return told(kind, on, on_precision="month", **fields)


@pytest.fixture(params=[1, 11, 21])
def entered(request):
    """Days that may stand for the month."""
    return date(2026, 11, request.param)


# A day that knows how well it is known


def test_a_day_carries_how_well_it_is_known_and_is_stored_as_it_was() -> None:
    stored = in_november(Note, note="x")
    event = to_read(stored)
    assert (type(stored.on), type(event.on), event.on) == (date, InMonth, MID)
    assert to_read(event) is event == stored
    assert read_event(write_event(event)) == event
    assert write_event(event)["on"] == "2026-11-11"
    assert type(changed(event, note="y").on) is InMonth
    assert type(changed(event, on=MID, on_precision="unknown").on) is NotKnown
    known = changed(event, on=date(2026, 11, 12), on_precision="day")
    assert (type(known.on), known.on_precision) == (date, "day")
    copied = told(Released, -3, learned_on=event.on)
    assert write_event(copied)["learned_on"] == "2026-11-11"
    made_of_it = told(Note, event.on, note="y", recorded=event.recorded)
    assert (type(made_of_it.on), made_of_it.on_precision) == (date, "month")
    assert type(event.on + timedelta(days=40)) is InMonth


def test_the_ends_of_a_day() -> None:
    for rough, first, last in (
        (MID, MID, MID), (InMonth(2026, 11, 11), date(2026, 11, 1), date(2026, 11, 30)),
        (NotKnown(2026, 11, 11), MID, MID),
    ):  # fmt: skip
        assert (earliest(rough), latest(rough)) == (first, last)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (MID, ("Wed 11 Nov", "11 Nov", "Wed 11 Nov 2026", "on Wed 11 Nov", "11 d", "11 days ago", "open 11 days")),
        (InMonth(2026, 11, 11), ("Nov 2026", "Nov 2026", "Nov 2026", "in Nov 2026", "Nov 2026", "in Nov 2026",
                                 "open since Nov 2026")),
        (NotKnown(2026, 11, 11), ("day not known", "day not known", "day not known", "on a day not known",
                                  "day not known", "on a day not known", "open since day not known")),
    ],
)  # fmt: skip
def test_every_way_to_write_a_day_tells_no_more_than_is_known(value, words) -> None:
    assert (
        say.day(value, TODAY), say.short_day(value, TODAY), say.long_day(value), say.on(value, TODAY),
        say.ago(value, TODAY), say.before(value, TODAY), say.lasting("open", value, TODAY),
    ) == words  # fmt: skip


# Deadlines


@pytest.mark.parametrize(
    ("kind", "event", "days"),
    [
        ("need", (NeedOpened, {"category": "food"}), 14),
        ("transfer", (TransferOffered, {"to": "x"}), 14),
        ("transfer", (TransferAccepted, {"to": "x"}), 14),
        ("paper_chase", (PaperAskedFor, {"paper": "passport"}), 14),
        ("condition_query", (ConditionQuery, {"question": "May I?"}), 7),
        ("mentor_answer", (MentorReferred, {}), 21),
        ("mentor_meeting", (MentorMatched, {"mentor": "Ann"}), 21),
    ],
)
def test_what_is_counted_from_a_month_is_counted_from_its_first_day_and_says_so(kind, event, days, entered) -> None:
    file = casefile(*OUT, in_november(event[0], entered, **event[1]))
    found = deadline(file, kind)
    assert found.due == date(2026, 11, 1) + timedelta(days=days)
    assert found.because.endswith(ROUGHLY_KNOWN)
    assert say.day(found.due, TODAY) == "Nov 2026"
    exact = deadline(casefile(*OUT, told(event[0], entered, **event[1])), kind)
    assert ROUGHLY_KNOWN not in exact.because


def test_how_late_is_not_counted_from_a_month() -> None:
    told_ = casefile(*OUT, in_november(TransferOffered, date(2026, 11, 1), to="x"))
    assert flag(told_, "transfer").why.endswith("due about Nov 2026")
    need = casefile(*OUT, in_november(NeedOpened, date(2026, 11, 1), category="food"))
    assert flag(need, "need").why == "food open since Nov 2026"


# Meetings


def test_a_contact_in_the_month_of_a_release_is_no_meeting_since(entered) -> None:
    out = [from_prison(-100), told(Released, MID)]
    file = casefile(*out, in_november(Contact, entered, mode="face_to_face"))
    assert deadline(file, "first_contact").met_on is None
    assert flag(file, "not_seen").why.startswith("out 11 days, a contact in Nov 2026 may have been before")
    after = [from_prison(-100), told(Released, -60)]
    assert not flag(casefile(*after, in_november(Contact, entered, mode="face_to_face")), "not_seen")


def test_nobody_is_called_no_longer_active_for_a_month_that_may_be_recent() -> None:
    file = casefile(from_prison(-100), told(Released, -60), in_november(Contact, date(2026, 10, 1)))
    assert flag(file, "losing_touch").why == "no contact since Oct 2026"
    file = casefile(from_prison(-100), told(Released, -90), in_november(Contact, date(2026, 9, 1)))
    assert flag(file, "losing_touch").why == "no contact since Sep 2026, no longer counts as active"


# Probation appointments


def test_an_appointment_with_probation_in_a_month_is_asked_about_all_month(entered) -> None:
    booked = in_november(ProbationAppointment, entered)
    for today in (date(2026, 11, 1), entered, date(2026, 11, 30)):
        file = casefile(*OUT, booked, today=today)
        assert flag(file, "probation_appointment").why == "probation Nov 2026, which day?, not reminded"
        assert not flag(file, "probation_outcome")
        assert deadline(file, "probation_appointment").state == "due"
        assert not flag(file, "nothing_booked")
        for event in kept(file.story.diary.bookings[0], file.story, "face_to_face"):
            assert (event.on_precision, event.on <= today) == ("month", True)
    over = casefile(*OUT, booked, today=date(2026, 12, 1))
    assert flag(over, "probation_outcome").why == "how did probation go? booked for Nov 2026"
    assert not flag(over, "probation_appointment")


# Licence


QUIET = {"nights_away": "no", "overseas": "no", "passport_needed": "no", "internet": "none", "children": "none"}
HELD = [*OUT, told(LicenceRecorded, -60, policy_version="4.0", starts=day(-60))]


def proposed(starts):
    return told(ProposalMade, -50, what="Cook", starts=starts, facts=QUIET, engagement="employee",
                weekly=({"days": [0, 1, 2, 3, 4], "from": "09:00", "to": "15:00"},))  # fmt: skip


def checked(proposal, *events):
    told_ = story(*HELD, proposal, *events)
    return check(told_, told_.licence.proposals[0])


def verdict(proposal, *events):
    found = checked(proposal, *events).result
    assert found is not None
    return found.verdict


@pytest.mark.parametrize("starts", [MID, TODAY])
def test_what_was_allowed_in_a_month_clears_nothing_that_began_in_it(starts, entered) -> None:
    proposal = proposed(starts)
    assert verdict(proposal, in_november(WorkApproval, entered, state="approved", job=proposal.id)) == "ask"
    granted = {"condition": "work_approval", "proposal": proposal.id, "decision": "granted"}
    assert verdict(proposal, in_november(PermissionGiven, entered, **granted)) == "ask"
    before = in_november(WorkApproval, date(2026, 10, 9), state="approved", job=proposal.id)
    assert verdict(proposal, before) == "clear"


def test_a_refusal_in_a_month_is_the_last_word_of_it(entered) -> None:
    proposal = proposed(day(20))
    yes = told(WorkApproval, MID, state="approved", job=proposal.id)
    assert verdict(proposal, yes) == "clear"
    no = in_november(WorkApproval, entered, state="refused", job=proposal.id)
    found = checked(proposal, yes, no)
    assert found.result.verdict == "conflict"
    assert "2026-" not in " ".join(row.why for row in found.result.conditions if row.id == "work_approval")
    refused = told(WorkApproval, MID, state="refused", job=proposal.id)
    assert verdict(proposal, refused, in_november(WorkApproval, entered, state="approved", job=proposal.id)) == (
        "conflict"
    )


def test_a_condition_that_ended_in_a_month_binds_until_it_is_over(entered) -> None:
    zone = told(ConditionAdded, -60, category="x", words="Not to work with food", rule="R-MANUAL")
    ended = in_november(ConditionEnded, entered, condition=zone.id)

    def row(starts):
        return next(each for each in checked(proposed(starts), zone, ended).result.conditions if "food" in each.label)

    assert row(date(2026, 11, 27)).verdict == "ask"
    assert row(date(2026, 12, 5)).verdict == "clear"


def test_a_return_and_a_decision_of_one_month() -> None:
    back = [*OUT, told(ReturnedToCustody, MID, type="recall_fixed")]
    added = in_november(ConditionAdded, date(2026, 11, 1), category="x", words="y")
    assert not story(*back, added).probation.conditions[0].lapsed, "it may have been told after the return"
    approved = in_november(WorkApproval, date(2026, 11, 21), state="approved")
    assert not story(*back, approved).probation.approvals, "it may have been given before the return"
    address = in_november(AddressSet, date(2026, 11, 21), type="hostel")
    assert not story(*back, address).place.known
    meeting = in_november(PreReleaseMeeting, date(2026, 11, 21))
    assert story(*back, meeting).ending.meeting is None
    need = in_november(NeedOpened, date(2026, 11, 21), category="food")
    assert story(*back, need).needs.open[0].check_again


def test_conditions_gone_through_in_the_month_of_a_release_are_gone_through_again(entered) -> None:
    out = [from_prison(-100), told(Released, MID)]
    read = in_november(ConditionsConfirmed, entered)
    assert deadline(casefile(*out, read), "conditions_to_confirm").met_on is None
    sure = told(ConditionsConfirmed, MID + timedelta(days=2))
    assert deadline(casefile(*out, sure, read), "conditions_to_confirm").met_on == sure.on


def test_an_answer_of_the_month_of_a_question_answers_nothing_for_sure(entered) -> None:
    proposal = proposed(day(30))
    asked = told(OfficerAsked, MID, proposal=proposal.id)
    answer = in_november(PermissionGiven, entered, condition="work_approval", proposal=proposal.id, decision="granted")
    assert deadline(casefile(*HELD, proposal, asked, answer), "officer_asked")
    exact = told(PermissionGiven, -1, condition="work_approval", proposal=proposal.id, decision="granted")
    assert not deadline(casefile(*HELD, proposal, asked, exact), "officer_asked")


def test_how_long_the_oldest_entry_waits_is_not_counted_from_a_month() -> None:
    entry = in_november(Contact)
    told_ = waiting(story(entry), [entry], notes=False).told(TODAY)
    assert told_.endswith("1 entry, oldest since Nov 2026")
