"""Each rule of the phase, in order, with its reason and the day it holds from; and the 30-day clock of a client."""

import pytest

from ipstui.casework.events import (
    Application,
    Closed,
    Contact,
    EmployerContact,
    Interview,
    JobEnded,
    JobStarted,
    NeedMet,
    NeedOpened,
    Offer,
    Paused,
    Placement,
    Referral,
    Released,
    Reopened,
    ReturnedToCustody,
    SupportDeclined,
    VacancyConsidered,
    WorkTrial,
)
from ipstui.casework.people import Settings
from tests.casework.made_up import casefile, day, deadline, expected, flag, from_prison, met, met_inside, story, told

REFERRED = told(Referral, -90, in_custody="no")
ENGAGED = [REFERRED, met(-80), met(-70)]


def label(*told_events):
    return casefile(*told_events).phase.label


def test_that_nobody_said_whether_in_prison_is_not_read_as_no():
    assert casefile(told(Referral, -9, in_custody="no")).phase.reason == "no meeting yet, referred in the community"
    assert casefile(told(Referral, -9)).phase.reason == "not known whether in prison or out"


def test_referred_until_there_is_contact_then_pre_release():
    phase = casefile(from_prison(-20)).phase
    assert (phase.label, phase.since) == ("Referred", day(-20))
    assert "not known" in phase.detail
    phase = casefile(from_prison(-20), met_inside(-10)).phase
    assert (phase.label, phase.since) == ("Pre-release", day(-10))
    assert label(from_prison(-20), told(Contact, -10, mode="video", setting="prison")) == "Pre-release"
    assert (
        label(from_prison(-20), told(Contact, -10, mode="face_to_face", setting="prison", outcome="not_seen"))
        == "Referred"
    )
    assert (
        label(from_prison(-20), told(Contact, -10, mode="face_to_face", who="probation", setting="prison"))
        == "Referred"
    )


@pytest.mark.parametrize(("left", "open_"), [(43, False), (42, True), (0, True), (-1, False)])
def test_the_release_window_is_open_for_the_last_42_days(left, open_):
    detail = casefile(from_prison(-90), expected(left, -5, release_kind="hdc")).phase.detail
    assert ("window open" in detail) is open_
    if left == 43:
        assert "6 weeks" in detail


@pytest.mark.parametrize(
    ("meetings", "wanted", "since"),
    [
        ([], "Released, not yet seen", -30),
        ([-30], "Seen once", -30),  # at the gate, on the day itself
        ([-20], "Seen once", -20),
        ([-20, -20], "Seen once", -20),  # two on one day count once
        ([-20, -10], "Ready to search", -10),
        ([-40], "Released, not yet seen", -30),  # inside still
    ],
)
def test_meetings_since_release(meetings, wanted, since):
    phase = casefile(from_prison(-90), told(Released, -30), *[met(on, setting="gate") for on in meetings]).phase
    assert (phase.label, phase.since) == (wanted, day(since))


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "video"},
        {"mode": "phone"},
        {"mode": "unknown"},
        {"outcome": "not_seen"},
        {"who": "probation"},
        {"setting": "prison"},
    ],
)
def test_what_is_no_meeting(fields):
    assert (
        label(from_prison(-90), told(Released, -30), met(-20), told(Contact, -10, **{"mode": "face_to_face"} | fields))
        == "Seen once"
    )


def test_stabilising_while_an_urgent_need_is_open():
    need = told(NeedOpened, -69, category="accommodation", urgent=True)
    phase = casefile(*ENGAGED, need).phase
    assert (phase.label, phase.since) == ("Stabilising", day(-70))
    assert "accommodation" in phase.reason
    assert label(*ENGAGED, need, told(NeedMet, -1, need=need.id)) == "Ready to search"
    assert label(*ENGAGED, told(NeedOpened, -69, category="gp")) == "Ready to search"


@pytest.mark.parametrize(
    "act",
    [
        told(EmployerContact, -50, employer="x", mode="phone"),
        told(VacancyConsidered, -50, role="cook", result="ruled_out"),
        told(Application, -50),
        told(Interview, -50, state="attended"),
        told(WorkTrial, -50),
        told(Placement, -50),
    ],
)
def test_any_act_of_search_makes_it_job_search_even_beside_an_urgent_need(act):
    need = told(NeedOpened, -69, category="accommodation", urgent=True)
    phase = casefile(*ENGAGED, need, act).phase
    assert (phase.label, phase.since) == ("Job search", day(-50))
    assert phase.reason.startswith("first ")


def test_search_before_the_second_meeting_shows_from_the_second_on():
    act = told(Application, -78)
    assert label(REFERRED, met(-80), act) == "Seen once"
    assert casefile(*ENGAGED, act).phase.since == day(-70)


def test_search_before_the_latest_release_is_not_search_now():
    facts = [from_prison(-200), told(Released, -150), met(-149), met(-148), told(Application, -140)]
    assert label(*facts) == "Job search"
    back = [*facts, told(ReturnedToCustody, -100), told(Released, -50), met(-49), met(-48)]
    assert label(*back) == "Ready to search"


def test_starting_until_the_agreed_day():
    offer = told(Offer, -5, role="cook", accepted="yes", starts=day(3))
    phase = casefile(*ENGAGED, offer).phase
    assert (phase.label, phase.since) == ("Starting", day(-5))
    assert label(*ENGAGED, told(Offer, -5, role="cook", accepted="unknown", starts=day(3))) == "Ready to search"
    assert label(*ENGAGED, told(Offer, -5, role="cook", accepted="no", starts=day(3))) == "Ready to search"
    undated = casefile(*ENGAGED, told(Offer, -5, role="cook", accepted="yes")).phase
    assert (undated.label, "not known" in undated.reason) == ("Starting", True)
    job = told(JobStarted, 0, role="cook", job=offer.id)
    assert label(*ENGAGED, offer, job) == "In work"
    assert label(*ENGAGED, offer, job, told(JobEnded, 0, job=offer.id)) == "Ready to search"


@pytest.mark.parametrize(
    ("worked", "week", "stage"),
    [
        (0, "week 1,", "first month"),
        (6, "week 1,", "first month"),
        (7, "week 2,", "first month"),
        (27, "week 4,", "first month"),
        (28, "week 5,", "to 13 weeks"),
        (90, "week 13,", "to 13 weeks"),
        (91, "week 14,", "sustained"),
    ],
)
def test_in_work_by_week(worked, week, stage):
    phase = casefile(*ENGAGED, told(JobStarted, -worked, role="cook")).phase
    assert (phase.label, phase.since, phase.reason) == ("In work", day(-worked), "cook")
    assert week in phase.detail
    assert stage in phase.detail


def test_support_declined_is_said():
    job = told(JobStarted, -30, role="cook")
    assert "support declined" in casefile(job, told(SupportDeclined, -9, job=job.id)).phase.detail


def test_back_in_custody_goes_before_work_and_closed_before_all():
    job = told(JobStarted, -30, role="cook")
    facts = [from_prison(-90), told(Released, -60), job, told(ReturnedToCustody, -3, type="remand")]
    phase = casefile(*facts).phase
    assert (phase.label, phase.since, phase.reason) == ("Back in custody", day(-3), "remand")
    phase = casefile(*facts, told(Closed, -1, reason="back_in_custody")).phase
    assert (phase.label, phase.reason) == ("Closed", "back in custody")
    assert label(*facts, told(Closed, -1, reason="other"), told(Reopened, 0)) == "Back in custody"


def test_a_pause_is_no_phase():
    file = casefile(*ENGAGED, told(Paused, -5, reason="surgery"))
    assert file.phase.label == "Ready to search"
    assert file.story.case.state == "paused"
    assert not flag(file, "losing_touch")


def test_with_nothing_recorded_there_is_still_a_phase():
    assert casefile().phase.label == "Referred"
    assert casefile().phase.reason == "not known whether in prison or out"
    assert story().custody.spells == ()


# The clock


@pytest.mark.parametrize(
    ("days", "state", "group"),
    [(20, "running", None), (21, "due_soon", 3), (29, "due_soon", 3), (30, "due_soon", 1), (31, "overdue", 1)],
)
def test_the_clock_by_day_and_its_flag(days, state, group):
    file = casefile(from_prison(-90), met_inside(-80), told(Released, -days), met(-days))
    assert (file.clock.state, file.clock.day, file.clock.start_on) == (state, days, day(-days))
    assert deadline(file, "job_search_clock").due == day(30 - days)
    found = flag(file, "job_search_clock")
    assert (found.group if found else None) == group


def test_the_clock_starts_at_the_later_of_meeting_and_release():
    assert casefile(from_prison(-90), met_inside(-80), told(Released, -30)).clock.start_on == day(-30)
    assert casefile(from_prison(-90), told(Released, -30), met(-20)).clock.start_on == day(-20)
    assert casefile(from_prison(-90), told(Released, -30)).clock.state == "not_started"
    assert casefile(from_prison(-90), met_inside(-80)).clock.state == "not_started"


@pytest.mark.parametrize(("on", "state"), [(-10, "met"), (-9, "met_late"), (-50, "met")])
def test_only_an_employer_met_face_to_face_stops_it(on, state):
    facts = [from_prison(-90), met_inside(-80), told(Released, -40)]
    assert casefile(*facts, told(EmployerContact, on, employer="x", mode="face_to_face")).clock.state == state
    for act in (
        told(EmployerContact, on, employer="x", mode="phone"),
        told(EmployerContact, on, employer="x", mode="video"),
        told(Application, on),
    ):
        assert casefile(*facts, act).clock.state == "overdue"
    assert casefile(*facts, told(EmployerContact, 1, employer="x", mode="face_to_face")).clock.state == "overdue"


def test_the_start_can_be_chosen():
    facts = [told(Referral, -35, in_custody="no"), met(-28), met(-20)]
    for clock, start in (("referral", -35), ("first_meeting", -28), ("engaged", -20)):
        assert casefile(*facts, settings=Settings(clock=clock)).clock.start_on == day(start)


def test_a_return_whose_kind_nobody_said_tells_what_is_not_known():
    """A bare "not known" leaves open what is not."""
    assert casefile(*ENGAGED, told(ReturnedToCustody, -3)).phase.reason == "kind of return not known"
    recalled = told(ReturnedToCustody, -3, type="recall_fixed", reason="address lost")
    assert casefile(*ENGAGED, recalled).phase.reason == "fixed-term recall: address lost"
