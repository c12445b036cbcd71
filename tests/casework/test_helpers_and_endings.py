"""Mentoring, papers, and what is due before a release, at a transfer and at the end: small stories, told by hand."""

import msgspec
import pytest

from ipstui.casework.casefile import casefile_of
from ipstui.casework.checks import Unfit, check_all
from ipstui.casework.ending import checklist
from ipstui.casework.events import (
    AddressSet,
    Closed,
    EndingPlanned,
    GapWorded,
    MatchNotPossible,
    MentoringEnded,
    MentoringReviewed,
    MentorMatched,
    MentorMet,
    MentorReferred,
    Offer,
    PaperArrived,
    PaperAskedFor,
    PaperChased,
    PaperDropped,
    PreReleaseMeeting,
    RightToWorkSeen,
    SupportEnded,
    TransferAccepted,
    TransferMet,
    TransferOffered,
)
from ipstui.casework.people import Settings
from tests.casework.made_up import JO, TODAY, corrected, day, expected, from_prison, told


def file(*events, client=JO):
    return casefile_of(client, events, TODAY, Settings())


def flags(*events, client=JO):
    return {flag.flag for flag in file(*events, client=client).flags}


def state(kind, *events):
    return next((each.state for each in file(*events).deadlines if each.kind == kind), None)


def refused(*events):
    with pytest.raises(Unfit) as error:
        check_all(events[-1:], JO.id, events[:-1], TODAY)
    return error.value


# Mentoring

LEN = told(MentorMatched, -5, mentor="Len")


@pytest.mark.parametrize(("ago", "flagged"), [(20, False), (21, True), (22, True)])
def test_three_weeks_without_an_answer_and_without_a_meeting(ago, flagged):
    assert ("mentor_answer" in flags(told(MentorReferred, -ago))) is flagged
    matched = told(MentorMatched, -ago, mentor="Len")
    assert ("mentor_meeting" in flags(matched)) is flagged
    assert "mentor_meeting" not in flags(matched, told(MentorMet, -1, match=matched.id))


def test_an_answer_is_a_match_or_that_none_is_possible():
    asked = told(MentorReferred, -40)
    assert file(asked).story.mentoring.waiting is not None
    for answer in (told(MentorMatched, -30, mentor="Len"), told(MatchNotPossible, -30, reason="release_too_far")):
        assert file(asked, answer).story.mentoring.waiting is None
    assert file(told(MentorReferred, -40, agreed="no")).story.mentoring.waiting is None
    assert file(told(MatchNotPossible, -50), asked).story.mentoring.waiting is not None  # that was of an earlier one


def test_a_mentor_matched_twice_is_refused_and_a_correction_is_not():
    first = told(MentorMatched, -9, mentor="Len")
    for again in (told(MentorMatched, -1, mentor="Len"), told(MentorMatched, -1, mentor="Ash")):
        problem = refused(first, again)
        assert problem.field == "mentor"
        assert "matched with Len since Fri 13 Nov" in problem.problem
    check_all([corrected(first, mentor="Leonard")], JO.id, [first], TODAY)
    ended = told(MentoringEnded, -2, match=first.id)
    check_all([told(MentorMatched, -1, mentor="Ash")], JO.id, [first, ended], TODAY)
    assert refused(first, told(MentorMet, -10, match=first.id)).field == "on"


def test_a_move_after_a_match_asks_whether_they_can_still_meet():
    matched = told(MentorMatched, -30, mentor="Len")
    moved = told(AddressSet, -5, type="hostel", place="Chester")
    assert "mentor_reachable" in flags(matched, moved)
    assert "mentor_reachable" not in flags(matched, moved, told(MentoringReviewed, -4, still_reachable="yes"))
    assert "mentor_reachable" not in flags(matched, moved, told(MentoringEnded, -4, match=matched.id))
    assert "mentor_reachable" not in flags(moved, told(MentorMatched, -3, mentor="Len"))


@pytest.mark.parametrize(
    ("events", "told_of_it"),
    [
        ([], "not put forward"),
        ([told(MentorReferred, -9, agreed="no")], "does not want one"),
        ([told(MentorReferred, -9)], "put forward, no answer"),
        ([told(MentorReferred, -9), told(MatchNotPossible, -2)], "was not possible"),
        ([told(MentorReferred, -9), LEN, told(MentoringEnded, -1, match=LEN.id)], "ended, nobody since"),
        ([told(MentorReferred, -9), LEN, told(MatchNotPossible, -1, match=LEN.id)], "was not possible"),
        ([told(MentorReferred, -9), LEN], "Len"),
    ],
)
def test_before_a_release_it_is_told_what_became_of_the_mentor(events, told_of_it):
    items = checklist.before_release(JO, file(expected(20), *events).story)
    assert next(item.how for item in items if item.what == "Mentor") == told_of_it


# Papers


def test_a_paper_is_asked_after_every_two_weeks_until_it_is_there():
    asked = told(PaperAskedFor, -15, paper="birth_certificate", asked_of="the register office")
    assert state("paper_chase", asked) == "overdue"
    chased = told(PaperChased, -14, asked_for=asked.id)
    assert state("paper_chase", asked, chased) == "due"
    assert "paper_chase" in flags(asked, chased)
    assert "paper_chase" not in flags(asked, told(PaperChased, -13, asked_for=asked.id))
    for over in (told(PaperArrived, -1, asked_for=asked.id), told(PaperDropped, -1, asked_for=asked.id)):
        assert "paper_chase" not in flags(asked, over)
        assert file(asked, over).story.papers.waiting == ()


def test_a_paper_that_arrives_before_it_was_asked_for_is_a_sentence():
    asked = told(PaperAskedFor, -3, paper="passport")
    problem = refused(asked, told(PaperArrived, -4, asked_for=asked.id))
    assert problem.field == "on"
    assert "asked for on Thu 19 Nov" in problem.problem
    arrived = told(PaperArrived, -2, asked_for=asked.id)
    assert refused(asked, arrived, told(PaperArrived, -1, asked_for=asked.id)).field == "asked_for"
    assert refused(told(PaperArrived, -1)).field == "what"
    assert refused(asked, told(PaperArrived, -1, paper="passport")).field == "asked_for", "else it is waited for still"
    assert file(asked, told(PaperArrived, -9, paper="passport")).story.papers.there("passport")
    assert file(told(PaperArrived, -9, paper="passport")).story.papers.there("passport")


@pytest.mark.parametrize(
    ("starts", "facts", "seen", "flagged"),
    [
        (14, {}, False, True),
        (15, {}, False, False),
        (-1, {}, False, False),
        (7, {"right_to_work_seen": "yes", "bank_account": "yes"}, False, False),
        (7, {"right_to_work_seen": "yes", "bank_account": "no"}, False, True),
        (7, {"right_to_work_seen": "unknown", "bank_account": "yes"}, False, True),
        (7, {"bank_account": "yes"}, True, False),
    ],
)
def test_a_start_needs_the_right_to_work_and_an_account(starts, facts, seen, flagged):
    client = msgspec.structs.replace(JO, **facts)
    events = [told(Offer, -20, role="Cook", starts=day(starts), accepted="yes")]
    events += [told(RightToWorkSeen, -1, papers="passport")] if seen else []
    assert ("start_papers" in flags(*events, client=client)) is flagged


def test_the_right_to_work_runs_out_as_it_was_seen():
    seen = told(RightToWorkSeen, -90, papers="share code", until=day(-1))
    assert not file(seen).story.papers.may_work(TODAY)
    assert "paper_ends" in flags(seen)
    right = checklist.start_of_job(JO, file(seen).story)[0]
    assert (right.what, right.state) == ("Right to work", "to_do")
    assert checklist.start_of_job(JO, file().story)[0].state == "unknown"
    certificate = told(PaperArrived, -2, paper="birth_certificate")
    assert file(certificate).story.papers.that_may_show_it == (
        "a UK birth certificate, together with an official letter with the NI number",
    )


# Before release, transfer, end


def test_the_meeting_before_release_is_of_this_stay():
    inside = [from_prison(-60), expected(day(20))]
    assert state("pre_release_meeting", *inside) == "due"
    assert "pre_release_meeting" in flags(*inside)
    assert "pre_release_meeting" not in flags(from_prison(-60), expected(day(40)))
    assert "pre_release_meeting" not in flags(*inside, told(PreReleaseMeeting, -1))
    items = {item.what: item.state for item in checklist.before_release(JO, file(*inside).story)}
    assert items["Meeting"] == "to_do"
    assert items["Where they go"] == "unknown"
    assert not checklist.before_release(JO, file().story)


def test_a_case_is_handed_on_only_once_they_have_met():
    offered = told(TransferOffered, -14, to="Enable")
    assert state("transfer", offered) == "due"
    accepted = told(TransferAccepted, -5)
    problem = refused(offered, accepted, told(Closed, -1, reason="transferred"))
    assert problem.field == "reason"
    assert "first meeting with Enable" in problem.problem
    met = told(TransferMet, -2)
    check_all([told(Closed, -1, reason="transferred")], JO.id, [offered, accepted, met], TODAY)
    assert [item.state for item in checklist.transfer(file(offered, accepted).story)] == ["done", "done", "to_do"]
    assert state("transfer", offered, accepted, met) is None
    check_all([told(Closed, -1, reason="transferred")], JO.id, [], TODAY)  # brought in from a sheet


def test_an_end_is_told_in_good_time():
    planned = told(EndingPlanned, -20, last_meeting=day(6), told_on=day(-20))
    assert "last_meeting" in flags(planned)
    assert "last_meeting" not in flags(told(EndingPlanned, -20, last_meeting=day(8)))
    said = told(SupportEnded, -1, reached="A job", may_come_back="yes")
    assert "last_meeting" not in flags(planned, said)
    items = {item.what: item.state for item in checklist.end(file(planned, said).story)}
    assert (items["Told in good time"], items["Who goes on"]) == ("done", "unknown")
    assert refused(told(EndingPlanned, -1, last_meeting=day(-2))).field == "last_meeting"


def test_a_gap_is_not_explained_by_prison_unless_they_chose_so():
    problem = refused(told(GapWorded, -1, span="2020 to 2024", words="I was in prison"))
    assert problem.field == "words"
    assert "“prison”" in problem.problem
    check_all([told(GapWorded, -1, span="2020", words="I was in prison", chose_to_say="yes")], JO.id, [], TODAY)
    check_all([told(GapWorded, -1, span="2020", words="Personal reasons")], JO.id, [], TODAY)
