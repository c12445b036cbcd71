"""John's story from the study, replayed day by day: what the tracker would have said at each step.

R is the day he was referred. The study gives R+7 for the first meeting and four weeks more for the café.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from calculators.benefits.permitted_work import PermittedWorkRequest, PermittedWorkResult, permitted_work
from calculators.licence.records import LicenceResult
from ipstui.casework.benefits.hours import over_limit
from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.licence.check import checks_of
from ipstui.casework.people import Settings
from ipstui.demo import demo_caseload

LIVING_WAGE = Decimal("12.71")  # from April 2026, aged 21 and over
WEDNESDAY = date(2026, 11, 25)
DEMO = demo_caseload(WEDNESDAY)
CLIENT = next(client for client in DEMO.clients if client.id == "john")
EVENTS = [event for event in DEMO.events if event.client == "john"]
R = next(event.on for event in EVENTS if event.__struct_config__.tag == "referral")


def on(day: date, settings: Settings = DEMO.settings) -> Casefile:
    """What the tracker said at the end of that day, from what had been typed by then."""
    typed = [event for event in EVENTS if event.recorded.date() <= day]
    return casefile_of(CLIENT, typed, day, settings)


def after(days: int) -> date:
    return R + timedelta(days=days)


def happened(kind: str, **fields: object) -> date:
    """The day of the one event of a kind with these values."""
    (found,) = [
        event
        for event in EVENTS
        if event.__struct_config__.tag == kind and all(getattr(event, k) == v for k, v in fields.items())
    ]
    return found.on


@pytest.mark.parametrize(
    ("day", "phase", "engagement", "clock", "count", "since_referral"),
    [
        (after(0), "Released, not yet seen", "none", "not_started", None, 0),
        (after(6), "Released, not yet seen", "none", "not_started", None, 6),
        (after(7), "Seen once", "seen", "running", 0, 7),
        (after(27), "Seen once", "seen", "running", 20, 27),
        (after(28), "Seen once", "seen", "due_soon", 21, 28),
        (after(34), "Seen once", "seen", "due_soon", 27, 34),
        (after(35), "Job search", "engaged", "met", 28, 35),
        (after(36), "Job search", "engaged", "met", 28, 35),
        (after(60), "In work", "engaged", "met", 28, 35),
        (WEDNESDAY, "In work", "engaged", "met", 28, 35),
    ],
)
def test_the_way_from_referral_to_the_cafe(
    day: date, phase: str, engagement: str, clock: str, count: int | None, since_referral: int
) -> None:
    john = on(day)
    assert john.phase.label == phase
    assert john.story.engagement.state == engagement
    assert (john.clock.state, john.clock.day) == (clock, count)
    assert john.clock.readings.referral == since_referral


def test_the_clock_at_the_cafe_is_met_from_the_first_meeting_and_missed_from_referral() -> None:
    cafe = on(after(35))
    assert cafe.clock.met_on == cafe.story.search.first_employer_met == after(35)
    assert cafe.clock.readings.first_meeting == 28
    assert cafe.clock.readings.referral == 35
    assert "first meeting" in cafe.clock.start_reason
    by_referral = on(after(35), msgspec.structs.replace(DEMO.settings, clock="referral"))
    assert (by_referral.clock.state, by_referral.clock.day) == ("met_late", 35)


def test_he_is_engaged_at_the_cafe_and_not_by_texts_and_calls() -> None:
    assert on(after(34)).story.engagement.engaged_on is None
    assert on(after(35)).story.engagement.engaged_on == after(35)
    assert on(after(35)).story.engagement.days == (after(7), after(35))


def test_the_cafe_is_four_facts_in_one_batch() -> None:
    batch = [event for event in EVENTS if event.batch == "john-cafe"]
    assert {str(event.__struct_config__.tag) for event in batch} == {
        "contact", "employer_contact", "vacancy_considered", "disclosure_discussed"
    }  # fmt: skip
    assert {event.on for event in batch} == {after(35)}


def test_the_first_meeting_speaks_of_fewer_than_sixteen_hours_on_esa() -> None:
    first = on(after(7)).story
    assert first.vocational.on_esa
    assert first.vocational.profile is not None
    assert first.vocational.profile.hours_max is not None
    assert first.vocational.profile.hours_max < 16
    assert first.engagement.last_contact is not None
    assert first.engagement.last_contact.purpose == "benefits"
    (session,) = first.vocational.sessions
    assert session.calculator == "permitted_work"
    assert "under 16 hours" in session.advice


def test_cv_the_same_day_interview_and_trial_the_next_morning() -> None:
    cafe = on(after(35)).story
    assert cafe.vocational.cv is not None
    assert cafe.vocational.cv.state == "sent"
    booked = cafe.diary.next_booking(after(35))
    assert booked is not None
    assert (booked.what, booked.on) == ("interview", after(36))
    morning = on(after(36)).story.search
    assert [interview.state for interview in morning.interviews] == ["booked", "attended"]
    assert all(interview.informal for interview in morning.interviews)
    assert [trial.state for trial in morning.trials] == ["offered"]


def test_trial_offer_and_a_start_with_the_officers_approval() -> None:
    offered, started = happened("offer"), happened("job_started", self_employed=False)
    assert happened("work_trial", state="completed") < offered < started
    assert on(offered).phase.label == "Starting"
    assert {flag.flag for flag in on(offered).flags} >= {"work_approval", "benefits_session"}
    assert "work_approval" not in {flag.flag for flag in on(happened("work_approval")).flags}
    begun = on(started)
    assert (begun.phase.label, begun.phase.reason) == ("In work", "Café assistant")
    assert begun.story.work.weekly_hours == 15
    assert over_limit(begun.story) is None


def permitted(hours: str, pay: Decimal) -> PermittedWorkResult:
    started = happened("job_started", self_employed=False)
    return permitted_work(PermittedWorkRequest(on=started, hours=Decimal(hours), hourly_rate=pay))


def test_fifteen_hours_at_the_cafe_are_within_the_higher_limit() -> None:
    (session,) = on(after(7)).story.vocational.sessions
    asked = msgspec.convert({"on": session.on, **session.inputs}, PermittedWorkRequest, strict=False)
    result = permitted_work(asked)
    assert (result.verdict, result.route) == ("within", "higher_limit")
    assert session.results["verdict"] == result.verdict
    (cafe,) = on(happened("job_started", self_employed=False)).story.work.open_jobs
    assert (asked.hours, asked.hourly_rate) == (cafe.terms[-1].hours_weekly, cafe.terms[-1].hourly_pay)


def test_sixteen_hours_at_the_living_wage_pass_on_money_and_fail_on_hours() -> None:
    full, one_less = permitted("16", LIVING_WAGE), permitted("15", LIVING_WAGE)
    assert full.counted_weekly is not None
    assert full.counted_weekly <= full.earnings_limit
    assert full.verdict == "breach"
    assert one_less.verdict == "within"


def cafe_check(day: date) -> LicenceResult:
    (checked,) = checks_of(on(day).story)
    assert checked.result is not None, checked.problem
    return checked.result


def test_the_cafe_is_asked_about_and_then_clear() -> None:
    proposed, approved = happened("proposal_made"), happened("work_approval")
    before = cafe_check(proposed)
    assert before.verdict == "ask"
    assert [row.id for row in before.conditions if row.verdict != "clear"] == ["work_approval"]
    assert before.ask_text is not None
    assert "Mon\N{EN DASH}Fri 10:00\N{EN DASH}13:00" in before.ask_text
    assert "ESA" not in before.ask_text
    assert cafe_check(approved).verdict == "clear"
    assert cafe_check(happened("job_started", self_employed=False)).verdict == "clear"


def test_his_licence_has_standard_conditions_only_and_ends() -> None:
    licence = on(happened("licence_recorded")).story.licence
    (version,) = licence.versions
    assert version.event.policy_version == "3.0"
    assert not on(WEDNESDAY).story.probation.conditions
    assert version.ends is not None
    assert licence.in_force(version.ends) == version
    assert licence.in_force(version.ends + timedelta(days=1)) is None


def test_licence_ends_and_then_he_is_deselected() -> None:
    deselected = happened("iom", on_programme=False)
    last_day = on(deselected).story.probation.licence_end
    assert last_day is not None
    assert last_day.ends < deselected
    assert on(last_day.ends).story.probation.iom is True
    assert on(deselected).story.probation.iom is False


def test_leaving_for_self_employment_is_a_move_and_asks_for_the_money_to_be_worked_out() -> None:
    left, begun = happened("job_ended"), happened("job_started", self_employed=True)
    months = (left - happened("job_started", self_employed=False)).days / 30
    assert 3 < months < 6
    now = on(WEDNESDAY)
    cafe, sales = now.story.work.jobs
    assert (cafe.end, cafe.end_reason) == (left, "self_employed")
    assert sales.self_employed
    assert sales.is_open
    assert sales.start == begun > left
    assert now.story.case.state == "open"
    assert now.flags[0].flag == "benefits_session"
    assert now.flags[0].events == (sales.event,)
    assert "work_approval" not in {flag.flag for flag in now.flags}  # the licence has ended


@pytest.mark.parametrize("days", range(-4, 45))
def test_the_count_is_the_same_whatever_the_day_the_demo_is_opened(days: int) -> None:
    today = WEDNESDAY + timedelta(days=days)
    demo = demo_caseload(today)
    john = casefile_of(CLIENT, [e for e in demo.events if e.client == "john"], today, demo.settings)
    assert (john.clock.readings.first_meeting, john.clock.readings.referral) == (28, 35)
    assert john.flags[0].flag == "benefits_session"
