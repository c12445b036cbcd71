"""The awkward cases of the domain model, one by one: dates that move, late news, recall, two jobs, coming back."""

from datetime import date, time
from decimal import Decimal

import pytest

from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import (
    AddressSet,
    BenefitsSession,
    BenefitStatus,
    Closed,
    ConditionAdded,
    ConditionsConfirmed,
    ConditionVaried,
    Contact,
    EmployerContact,
    JobEnded,
    JobStarted,
    LicenceEndSet,
    NeedOpened,
    Offer,
    OutOfAreaException,
    Referral,
    ReleaseCancelled,
    Released,
    Relocated,
    ReturnedToCustody,
    TransferAccepted,
    TransferOffered,
    WorkApproval,
)
from tests.casework.made_up import (
    casefile,
    day,
    deadline,
    deadlines,
    expected,
    flag,
    from_prison,
    met,
    met_inside,
    review,
    story,
    taken_back,
    told,
)

# Release dates that change


def test_each_release_date_is_kept_and_the_last_one_stands():
    given = [expected(-18, -60), expected(-10, -40), expected(17, -3)]
    custody = story(from_prison(-90), *given).custody
    assert custody.versions == tuple(given)
    assert custody.expected == given[-1]
    found = expected_release(story(*reversed(given), from_prison(-90)))
    assert (found.due, found.version, found.stated) == (day(17), 3, day(-3))


def test_of_two_dates_told_the_same_day_the_one_typed_last_stands():
    first, second = expected(17, -3), expected(24, -3)
    assert first.recorded == second.recorded  # then the id decides, so that the list's order does not
    later = expected(10, -3, recorded=first.recorded.replace(hour=15))
    assert story(from_prison(-90), later, first, second).custody.expected == later


def test_a_cancelled_date_leaves_none():
    told_events = [from_prison(-90), expected(17, -20), told(ReleaseCancelled, -3)]
    assert story(*told_events).custody.expected is None
    assert expected_release(story(*told_events)) is None
    assert len(story(*told_events).custody.versions) == 1
    assert "not known" in casefile(*told_events, met_inside(-9)).phase.detail
    assert expected_release(story(*told_events, expected(30, -1))).due == day(30)


def test_an_early_release_is_the_release_before_the_date():
    file = casefile(from_prison(-90), expected(17, -20), told(Released, -1))
    assert file.phase.label == "Released, not yet seen"
    assert file.story.custody.expected is None
    assert expected_release(file.story) is None
    assert not flag(file, "release_soon")


def test_a_date_that_slipped_by_unconfirmed_is_said():
    file = casefile(from_prison(-90), expected(-4, -40))
    assert flag(file, "release_passed").due <= day(-4)
    assert file.phase.label == "Referred"
    out = casefile(from_prison(-90), expected(-4, -40), told(Released, -4))
    assert not flag(out, "release_passed")


@pytest.mark.parametrize(
    ("due", "out"),
    [
        (date(2026, 11, 27), date(2026, 11, 26)),  # Friday
        (date(2026, 12, 5), date(2026, 12, 3)),  # Saturday
        (date(2026, 12, 24), date(2026, 12, 23)),  # Thursday before Christmas
        (date(2026, 12, 28), date(2026, 12, 23)),  # Monday, the holiday in lieu
        (date(2026, 12, 29), date(2026, 12, 29)),
        (date(2027, 1, 1), date(2026, 12, 30)),
        (date(2027, 3, 29), date(2027, 3, 24)),  # Easter Monday
    ],
)
def test_release_days_move_off_fridays_weekends_and_holidays(due, out):
    found = expected_release(story(from_prison(-90), expected(due, -1)))
    assert (found.due, found.out) == (due, out)
    fixed = expected_release(story(from_prison(-90), expected(due, -1, release_kind="hdc")))
    assert (fixed.due, fixed.out) == (due, due)


def test_an_absurd_release_date_stops_nothing():
    file = casefile(from_prison(-90), expected(date(2206, 12, 3), -1))
    assert expected_release(file.story).due == date(2206, 12, 3)
    assert review(file).rows


# A release learned of late


def test_first_contact_counts_from_the_day_the_release_was_learned_of():
    learned = [from_prison(-90), told(Released, -10, learned_on=day(-2))]
    assert deadline(casefile(*learned), "first_contact").due == day(1)
    # The three days count from then; that somebody has been out for ten without being met is said at once.
    assert "out 10 days" in flag(casefile(*learned), "not_seen").why
    at_once = [from_prison(-90), told(Released, -10)]
    assert deadline(casefile(*at_once), "first_contact").due == day(-7)
    before = [from_prison(-90), told(Released, -10, learned_on=day(-30))]
    assert deadline(casefile(*before), "first_contact").due == day(-7)


# Recall and re-release


def _recalled():
    return [
        from_prison(-200), told(Released, -150), met(-149), met(-145),
        told(EmployerContact, -140, employer="x", mode="face_to_face"), told(NeedOpened, -148, category="gp"),
        told(ConditionAdded, -151, category="internet", words="no internet"),
        told(ConditionsConfirmed, -140),
        told(WorkApproval, -139, state="approved", what="kitchen"),
        told(LicenceEndSet, -150, ends=day(300)),
        told(ReturnedToCustody, -60, type="recall_fixed", reason="missed appointment"),
    ]  # fmt: skip


def test_a_recall_suspends_and_keeps_the_case_open():
    file = casefile(*_recalled())
    assert file.phase.label == "Back in custody"
    assert file.phase.since == day(-60)
    assert "missed appointment" in file.phase.reason
    assert file.story.case.state == "open"
    assert file.clock.state == "suspended"
    assert not deadline(file, "job_search_clock")
    assert not deadline(file, "first_contact")


def test_after_re_release_the_clock_restarts_and_engaged_on_stays():
    file = casefile(*_recalled(), told(Released, -5))
    assert (file.phase.label, file.phase.since) == ("Released, not yet seen", day(-5))
    assert (file.clock.start_on, file.clock.day, file.clock.state) == (day(-5), 5, "running")
    assert file.clock.due_on == day(25)
    assert file.story.engagement.engaged_on == day(-145)
    assert file.story.engagement.state == "engaged"
    assert file.story.engagement.since_release == ()
    assert deadline(file, "first_contact").due == day(-2)
    assert [(spell.start, spell.end) for spell in file.story.custody.spells] == [
        (None, day(-150)),
        (day(-60), day(-5)),
    ]


def test_after_re_release_only_an_employer_met_since_counts():
    again = [*_recalled(), told(Released, -5)]
    file = casefile(*again, told(EmployerContact, -1, employer="y", mode="face_to_face"))
    assert (file.clock.state, file.clock.met_on, file.clock.day) == ("met", day(-1), 4)


def test_needs_are_checked_again_and_approvals_and_conditions_lapse():
    file = casefile(*_recalled(), told(Released, -5))
    (need,) = file.story.needs.open
    assert need.check_again
    (condition,) = file.story.probation.conditions
    assert condition.lapsed
    assert file.story.probation.in_force == ()
    assert file.story.probation.approvals == ()
    assert file.story.probation.confirmed is None
    assert file.story.probation.licence_end is None
    assert deadline(file, "conditions_to_confirm").state == "due"
    start = told(JobStarted, -2, role="kitchen porter")
    assert deadline(casefile(*_recalled(), told(Released, -5), start), "work_approval").state == "overdue"


def test_what_is_recorded_after_the_return_holds():
    told_events = [*_recalled(), told(Released, -5)]
    condition = next(event for event in told_events if isinstance(event, ConditionAdded))
    varied = told(ConditionVaried, -4, condition=condition.id, words="internet with supervision")
    approval = told(WorkApproval, -4, state="approved", what="kitchen")
    file = casefile(*told_events, varied, approval, told(JobStarted, -2, role="kitchen porter"))
    assert [c.words for c in file.story.probation.in_force] == ["internet with supervision"]
    assert deadline(file, "work_approval").state == "met"


def test_a_fixed_recall_is_expected_to_end_on_day_56_counting_the_return():
    told_events = [from_prison(-200), told(Released, -150), told(ReturnedToCustody, -2, type="recall_fixed")]
    assert told_events[-1].on == date(2026, 11, 20)
    found = expected_release(story(*told_events))
    assert found.out == date(2027, 1, 14)
    assert found.stated is None
    # A date given since takes its place, and a cancelled one leaves none.
    assert expected_release(story(*told_events, expected(40, -1))).due == day(40)
    assert expected_release(story(*told_events, told(ReleaseCancelled, -1))) is None
    assert expected_release(story(*told_events, expected(40, -1), told(ReleaseCancelled, 0))) is None


@pytest.mark.parametrize(("out", "back"), [(None, None), (time(10), None), (None, time(15)), (time(10), time(15))])
def test_out_and_back_on_one_day_is_back(out, back):
    told_events = [from_prison(-90), told(Released, -9, at=out), told(ReturnedToCustody, -9, at=back)]
    assert casefile(*told_events).phase.label == "Back in custody"


@pytest.mark.parametrize("kind", ["recall_standard", "remand", "sentence", "unknown"])
def test_no_other_return_promises_a_date(kind):
    told_events = [from_prison(-200), told(Released, -150), told(ReturnedToCustody, -2, type=kind)]
    assert expected_release(story(*told_events)) is None


def test_a_cancelled_first_date_does_not_follow_into_a_recall():
    told_events = [
        from_prison(-200), expected(-150, -199), told(ReleaseCancelled, -180), told(Released, -150),
        told(ReturnedToCustody, -2, type="recall_fixed"),
    ]  # fmt: skip
    assert expected_release(story(*told_events)) is not None


def test_a_job_open_at_the_return_asks_and_ends_with_the_reason():
    job = told(JobStarted, -100, role="cook")
    held = casefile(*_recalled(), job)
    assert flag(held, "job_at_return")
    lost = told(JobEnded, -59, job=job.id, reason="custody")
    assert not flag(casefile(*_recalled(), job, lost), "job_at_return")


def test_someone_referred_in_the_community_stays_engaged_through_a_recall():
    told_events = [
        told(Referral, -100, in_custody="no"), met(-90), met(-80),
        told(ReturnedToCustody, -40, type="recall_standard"), told(Released, -5),
    ]  # fmt: skip
    file = casefile(*told_events)
    assert (file.story.engagement.state, file.story.engagement.engaged_on) == ("engaged", day(-80))
    assert file.phase.label == "Released, not yet seen"
    assert file.clock.start_on == day(-5)


def test_a_release_window_of_a_recall_is_not_met_by_a_visit_before_the_first_release():
    told_events = [
        from_prison(-200), met_inside(-160), told(Released, -150),
        told(ReturnedToCustody, -20, type="recall_fixed"),
    ]  # fmt: skip
    assert deadline(casefile(*told_events), "release_window").state == "due"
    assert deadline(casefile(*told_events, met_inside(-3)), "release_window").state == "met"


# Out of area, transfer, closing


def test_out_of_area_asks_and_does_nothing_by_itself():
    away = told(AddressSet, -4, type="private", in_patch="no")
    file = casefile(from_prison(-90), told(Released, -5), away)
    assert flag(file, "out_of_area").events == (away.id,)
    assert file.story.case.state == "open"
    assert not flag(casefile(from_prison(-90), away, told(OutOfAreaException, -3, reason="x")), "out_of_area")
    moved = told(Relocated, -2, type="private", in_patch="no")
    assert flag(casefile(from_prison(-90), away, told(OutOfAreaException, -3, reason="x"), moved), "out_of_area")
    unknown = told(AddressSet, -4, type="private")
    assert not flag(casefile(from_prison(-90), unknown), "out_of_area")


def test_a_transfer_is_offered_accepted_and_then_closed():
    facts = [told(Referral, -50), told(TransferOffered, -9, to="Enable")]
    assert story(*facts).case.transfer == "offered"
    facts.append(told(TransferAccepted, -5))
    assert (story(*facts).case.transfer, story(*facts).case.state) == ("accepted", "open")
    file = casefile(*facts, told(Closed, -1, reason="transferred"))
    assert (file.phase.label, file.phase.since) == ("Closed", day(-1))
    assert file.deadlines == ()
    assert file.flags == ()


def test_a_closing_taken_back_never_was():
    facts = [told(Referral, -50), met(-9)]
    closing = told(Closed, -1, reason="other")
    assert casefile(*facts, closing, taken_back(closing)) == casefile(*facts)


# Coming back


def _first_episode():
    return [
        from_prison(-400), told(Released, -380), met(-379), met(-370),
        told(EmployerContact, -360, employer="x", mode="face_to_face"), told(Closed, -300, reason="disengaged"),
    ]  # fmt: skip


def test_a_re_referral_opens_a_new_episode_of_the_same_person():
    again = told(Referral, -10, in_custody="no")
    file = casefile(*_first_episode(), again)
    assert (file.story.case.state, file.story.case.episode) == ("open", 2)
    assert file.story.case.referral == again
    assert (file.phase.label, file.phase.since) == ("Released, not yet seen", day(-10))
    assert file.clock.state == "not_started"
    assert file.story.engagement.engaged_on == day(-370)
    assert not flag(file, "not_seen")
    assert not flag(file, "losing_touch")
    assert flag(casefile(*_first_episode(), again, today=day(4)), "losing_touch")


def test_meetings_and_employers_of_the_new_episode_are_counted_anew():
    facts = [*_first_episode(), told(Referral, -10, in_custody="no"), met(-6)]
    file = casefile(*facts)
    assert file.phase.label == "Seen once"
    assert (file.clock.start_on, file.clock.day, file.clock.state) == (day(-6), 6, "running")
    assert casefile(*facts, told(EmployerContact, -2, employer="y", mode="face_to_face")).clock.met_on == day(-2)
    assert casefile(*facts, met(-4)).phase.label == "Ready to search"


def test_a_re_referral_from_prison_waits_for_release():
    facts = [*_first_episode(), from_prison(-10)]
    assert casefile(*facts).phase.label == "Referred"
    assert casefile(*facts, met_inside(-5)).phase.label == "Pre-release"
    assert casefile(*facts, met_inside(-5)).clock.state in ("not_started", "suspended")
    out = casefile(*facts, met_inside(-5), told(Released, -3))
    assert (out.phase.label, out.clock.start_on) == ("Released, not yet seen", day(-3))


def test_closed_in_custody_and_referred_again_outside_is_outside():
    facts = [*_recalled(), told(Closed, -40, reason="back_in_custody"), told(Referral, -3, in_custody="no")]
    file = casefile(*facts)
    assert file.phase.label == "Released, not yet seen"
    assert not file.story.custody.inside


def test_a_second_referral_while_open_is_no_new_episode():
    first = told(Referral, -50)
    assert story(first, told(Referral, -20)).case.episode == 1
    assert story(first, told(Referral, -20)).case.referral == first


def test_referred_in_the_community_begins_with_the_referral():
    file = casefile(told(Referral, -5, in_custody="no"))
    assert (file.phase.label, file.phase.since) == ("Released, not yet seen", day(-5))
    assert casefile(told(Referral, -5, in_custody="no"), met(-3)).phase.label == "Seen once"


# Jobs


def test_two_jobs_at_once_add_up_and_each_has_its_schedule():
    one = told(JobStarted, -20, role="cook", hours_weekly=Decimal(10))
    two = told(JobStarted, -3, role="cleaner", hours_weekly=Decimal("7.5"))
    file = casefile(told(Referral, -90), one, two)
    assert file.story.work.weekly_hours == Decimal("17.5")
    assert {d.events for d in deadlines(file, "follow_along")} == {(one.id,), (two.id,)}
    assert (file.phase.label, file.phase.since) == ("In work", day(-20))
    left = casefile(told(Referral, -90), one, two, told(JobEnded, -1, job=one.id))
    assert (left.phase.label, left.phase.since) == ("In work", day(-3))
    assert flag(casefile(told(BenefitStatus, -90, benefit="esa", in_payment=True), one, two), "hours_over_limit")


def test_hours_known_of_one_job_alone_may_be_over_the_limit():
    esa = told(BenefitStatus, -90, benefit="new_style_esa", in_payment=True)
    one = told(JobStarted, -20, role="cook", hours_weekly=Decimal(16))
    two = told(JobStarted, -3, role="cleaner")
    assert flag(casefile(esa, one, two), "hours_over_limit")


def test_john_leaves_for_self_employment_and_stays_in_work():
    job = told(JobStarted, -90, role="cashier")
    advice = told(BenefitsSession, -120, calculator="permitted-work")
    leaves = told(JobEnded, -5, job=job.id, reason="self_employed")
    own = told(JobStarted, -5, role="sales", self_employed=True, learned_on=day(-5))
    facts = [told(Referral, -150, in_custody="no"), advice, job, leaves, own]
    file = casefile(*facts)
    assert (file.phase.label, file.phase.since) == ("In work", day(-5))
    assert [j.end_reason for j in file.story.work.jobs] == ["self_employed", ""]
    due = deadline(file, "benefits_session")
    assert (due.state, due.events) == ("overdue", (own.id,))
    assert deadline(casefile(*facts, told(BenefitsSession, -1, calculator="x")), "benefits_session").state == "met"


def test_john_at_the_cafe():
    """Day 28 from the first meeting, day 35 from referral; engaged and in search the same day."""
    referred = date(2026, 9, 1)
    cafe = date(2026, 10, 6)
    facts = [
        told(Released, date(2026, 8, 25)),
        told(Referral, referred, in_custody="no", source_type="iom"),
        met(date(2026, 9, 8), setting="probation_office"),
        met(cafe, batch="b"), told(EmployerContact, cafe, employer="cafe", mode="face_to_face", batch="b"),
    ]  # fmt: skip
    file = casefile(*facts, today=cafe)
    assert (file.clock.state, file.clock.day, file.clock.start_on) == ("met", 28, date(2026, 9, 8))
    assert file.clock.readings.referral == 35
    assert file.story.engagement.engaged_on == cafe
    assert file.story.search.first_employer_met == cafe
    assert (file.phase.label, file.phase.since) == ("Job search", cafe)


# Days known only roughly


@pytest.mark.parametrize("precision", ["month", "unknown"])
def test_a_rough_day_starts_no_clock(precision):
    rough = {"on_precision": precision}
    out = casefile(from_prison(-90), met_inside(-80), told(Released, -40, **rough))
    assert (out.clock.state, out.clock.start_on) == ("not_started", None)
    for kind in ("first_contact", "job_search_clock", "moj_6_weeks"):
        assert not deadline(out, kind)
    learned = casefile(from_prison(-90), met_inside(-80), told(Released, -40, learned_on=day(-10), **rough))
    assert learned.clock.start_on == day(-10)
    assert deadline(learned, "first_contact").due == day(-7)
    seen = casefile(told(Referral, -90, in_custody="no"), met(-40, **rough))
    assert seen.clock.state == "not_started"
    assert not deadline(seen, "second_contact")
    assert seen.phase.label == "Seen once"
    twice = casefile(told(Referral, -90), met(-40, **rough), met(-30))
    assert (twice.story.engagement.state, twice.story.engagement.engaged_on) == ("engaged", None)
    work = casefile(told(Referral, -290), told(JobStarted, -200, role="cook", **rough))
    assert not deadlines(work, "follow_along")
    assert not deadline(work, "weeks_13")
    assert "sustained" not in work.phase.detail
    back = story(from_prison(-90), told(Released, -40), told(ReturnedToCustody, -20, type="recall_fixed", **rough))
    assert expected_release(back) is None
    met_employer = casefile(
        told(Referral, -90), met(-40), told(EmployerContact, -30, employer="x", mode="face_to_face", **rough)
    )
    assert met_employer.clock.state == "overdue"


def test_no_clock_runs_inside_though_nobody_recorded_the_referral():
    file = casefile(expected(20, -10), met_inside(-40))
    assert file.clock.state == "not_started"
    before = casefile(met_inside(-60), from_prison(-50))
    assert before.clock.state == "not_started"


def test_an_offer_whose_start_has_passed_is_not_starting():
    facts = [told(Referral, -90, in_custody="no"), met(-80), met(-70)]
    offer = told(Offer, -20, role="cook", accepted="yes", starts=day(-3))
    file = casefile(*facts, offer)
    assert file.phase.label == "Ready to search"
    assert deadline(file, "work_approval").state == "overdue"
    assert casefile(*facts, offer, today=day(-3)).phase.label == "Starting"


def test_calls_and_video_are_shown_and_do_not_engage():
    calls = [told(Contact, -n, mode=mode) for n, mode in enumerate(("phone", "video", "text", "email", "letter"))]
    file = casefile(told(Referral, -90, in_custody="no"), *calls)
    assert file.story.engagement.state == "none"
    assert file.story.engagement.last_contact == calls[0]
