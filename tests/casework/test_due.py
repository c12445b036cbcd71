"""Every deadline on the day before, the day itself and the day after."""

from datetime import date
from decimal import Decimal

import pytest

from ipstui.casework.events import (
    AddressSet,
    Appointment,
    BenefitsSession,
    Certificate,
    Closed,
    ConditionAnswer,
    ConditionQuery,
    ConditionsConfirmed,
    DisclosureDiscussed,
    EmployerContact,
    GrantGiven,
    JobChanged,
    JobStarted,
    LicenceEndSet,
    NeedOpened,
    Offer,
    ProbationAppointment,
    Referral,
    Released,
    ReturnedToCustody,
    Snooze,
    Task,
    TaskDone,
    VoucherGiven,
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
    taken_back,
    told,
)

OUT = [from_prison(-300), told(Released, -200), met(-199), met(-190)]
CERTAIN = {"release_kind": "hdc"}  # not moved off Fridays, so that the days are easy to count


def states(kind, due, *facts):
    """The states of a deadline on the day before it is due, on the day, and after."""
    found = []
    for shift in (-1, 0, 1):
        file = casefile(*facts, today=due.fromordinal(due.toordinal() + shift))
        (one,) = deadlines(file, kind)
        assert one.due == due
        found.append(one.state)
    return found


def test_before_release():
    facts = [from_prison(-90), expected(60, -20, **CERTAIN)]
    assert deadline(casefile(*facts), "release_window").opens == day(18)
    assert states("release_window", day(32), *facts) == ["due", "due", "overdue"]
    assert states("release_details", day(60), *facts) == ["due", "due", "overdue"]
    assert states("release_day_plan", day(57), *facts) == ["due", "due", "overdue"]
    assert deadline(casefile(*facts, met_inside(-1)), "release_window").state == "met"


def test_release_details_name_what_is_missing():
    facts = [from_prison(-90), expected(20, -20, **CERTAIN)]
    assert deadline(casefile(*facts), "release_details").text == "Find out address, conditions, appointments"
    known = [
        told(AddressSet, -2, type="hostel"), told(ConditionsConfirmed, -2), told(ProbationAppointment, 20),
    ]  # fmt: skip
    assert deadline(casefile(*facts, *known), "release_details").state == "met"
    assert deadline(casefile(*facts, *known), "release_day_plan").state == "met"
    homeless = told(AddressSet, -1, type="nfa")
    assert "address" in deadline(casefile(*facts, *known, homeless), "release_details").text


def test_first_and_second_meeting():
    out = [from_prison(-90), told(Released, -10)]
    assert states("first_contact", day(-7), *out) == ["due", "due", "overdue"]
    assert deadline(casefile(*out, met(-8)), "first_contact").met_on == day(-8)
    once = [*out, met(-10)]
    assert states("second_contact", day(-3), *once) == ["due", "due", "overdue"]
    assert deadline(casefile(*once, met(-3)), "second_contact").met_on == day(-3)
    assert deadline(casefile(*once, met(-10)), "second_contact").state == "overdue"


def test_disclosure_before_an_employer_hears_and_again_after_60_days():
    act = told(EmployerContact, -70, employer="x", mode="face_to_face")
    assert deadline(casefile(*OUT, act), "disclosure_talk").state == "overdue"
    talk = told(DisclosureDiscussed, -75, choice="tell")
    file = casefile(*OUT, act, talk)
    assert deadline(file, "disclosure_talk").state == "met"
    again = deadline(file, "disclosure_again")
    assert (again.opens, again.state) == (day(-10), "due")
    assert deadline(casefile(*OUT, act, talk, told(DisclosureDiscussed, -10, choice="tell")), "disclosure_again").met_on
    assert not deadline(casefile(*OUT, act, talk, told(JobStarted, -9, role="x")), "disclosure_again")


def test_benefits_before_a_start_and_after_a_change():
    offer = told(Offer, -20, role="cook", accepted="yes", starts=day(5))
    assert states("benefits_session", day(4), *OUT, offer) == ["due", "due", "overdue"]
    assert deadline(casefile(*OUT, offer, told(BenefitsSession, -1, calculator="x")), "benefits_session").state == "met"
    job = told(JobStarted, -60, role="cook", hours_weekly=Decimal(8))
    more = told(JobChanged, -30, job=job.id, hours_weekly=Decimal(20))
    assert states("benefits_change", day(-16), *OUT, job, more) == ["due", "due", "overdue"]
    told_in_time = told(BenefitsSession, -30, calculator="x")
    assert deadline(casefile(*OUT, job, more, told_in_time), "benefits_change").state == "met"


def test_an_old_sum_does_not_count_for_a_second_job():
    first, second = told(JobStarted, -60, role="cook"), told(JobStarted, -3, role="cleaner")
    file = casefile(*OUT, told(BenefitsSession, -70, calculator="x"), first, second)
    assert [d.state for d in deadlines(file, "benefits_session")] == ["met", "overdue"]


# Approval of work: a missed one can mean recall


def test_approval_before_a_start():
    offer = told(Offer, -20, role="van driver", accepted="yes", starts=day(20))
    assert states("work_approval", day(19), *OUT, offer) == ["due", "due", "overdue"]
    assert deadline(casefile(*OUT, offer), "work_approval").state == "upcoming"
    assert not flag(casefile(*OUT, offer, today=day(5)), "work_approval")
    assert flag(casefile(*OUT, offer, today=day(6)), "work_approval")  # 14 days before
    assert flag(casefile(*OUT, offer, today=day(21)), "work_approval").group == 1


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({"state": "approved", "what": "driver"}, True),
        ({"state": "approved", "what": "Van Driver"}, True),
        ({"state": "limited", "what": "driver", "limits": "days only"}, True),
        ({"state": "approved"}, True),  # names nothing: the job at hand
        ({"state": "asked", "what": "driver"}, False),
        ({"state": "refused", "what": "driver"}, False),
        ({"state": "approved", "what": "warehouse, but no van driver"}, False),
        ({"state": "approved", "what": "van driver's mate"}, False),
        ({"state": "approved", "what": "river"}, False),
        ({"state": "approved", "job": "another job"}, False),
        ({"state": "approved", "job": "another job", "what": "driver"}, False),
    ],
)
def test_which_answer_approves_a_job(fields, counts):
    job = told(JobStarted, -3, role="van driver")
    file = casefile(*OUT, job, told(WorkApproval, -9, **fields))
    assert (deadline(file, "work_approval").state == "met") is counts
    assert (flag(file, "work_approval") is None) is counts


def test_the_last_answer_decides():
    job = told(JobStarted, -3, role="van driver")
    yes = told(WorkApproval, -9, state="approved", what="driver")
    no = told(WorkApproval, -5, state="refused", what="driver")
    file = casefile(*OUT, job, yes, no)
    assert deadline(file, "work_approval").state == "overdue"
    assert "refused" in flag(file, "work_approval").why
    asked = told(WorkApproval, -2, state="asked", what="driver")
    assert deadline(casefile(*OUT, job, yes, asked), "work_approval").state == "met"


def test_an_approval_that_names_nothing_does_not_cover_a_later_job():
    general = told(WorkApproval, -60, state="approved")
    first, second = told(JobStarted, -50, role="cook"), told(JobStarted, -3, role="cleaner")
    assert [d.state for d in deadlines(casefile(*OUT, general, first, second), "work_approval")] == [
        "met",
        "overdue",
    ]


def test_approval_is_asked_of_everyone_out_unless_the_licence_has_ended():
    job = told(JobStarted, -3, role="cook")
    community = [told(Referral, -90, in_custody="no"), met(-80)]
    assert deadline(casefile(*community, job), "work_approval").state == "overdue"
    assert not deadline(casefile(*community, job, told(LicenceEndSet, -80, ends=day(-4))), "work_approval")
    assert deadline(casefile(*community, job, told(LicenceEndSet, -80, ends=day(-3))), "work_approval")


def test_an_approval_of_the_day_of_return_lapses_with_it():
    again = [told(ReturnedToCustody, -100), told(Released, -50)]
    job = told(JobStarted, -3, role="cook")
    approved = told(WorkApproval, -100, state="approved", what="cook")
    assert deadline(casefile(*OUT, *again, approved, job), "work_approval").state == "overdue"


# The rest


def test_milestones_in_work():
    job = told(JobStarted, -91, role="cook")
    assert deadline(casefile(job), "weeks_13").state == "met"
    assert deadline(casefile(job, today=day(-1)), "weeks_13").state != "met"
    assert deadline(casefile(job), "weeks_26").due == day(91)


def test_six_weeks_and_six_months_after_release_clamped_to_the_month_end():
    file = casefile(told(Released, date(2026, 8, 31)), today=date(2026, 9, 1))
    assert deadline(file, "moj_6_weeks").due == date(2026, 10, 12)
    assert deadline(file, "moj_6_months").due == date(2027, 2, 28)


def test_conditions_after_release_and_every_ten_weeks():
    out = [from_prison(-200), told(Released, -100)]
    assert states("conditions_to_confirm", day(-93), *out) == ["due", "due", "overdue"]
    read = told(ConditionsConfirmed, -95)
    assert states("condition_review", day(-25), *out, read) == ["due", "due", "overdue"]
    before = told(ConditionsConfirmed, -101)
    assert deadline(casefile(*out, before), "conditions_to_confirm").state == "overdue"


def test_a_question_to_the_officer_is_chased_after_a_week():
    asked = told(ConditionQuery, -10, question="may he use email: yes or no?")
    assert states("condition_query", day(-3), *OUT, asked) == ["due", "due", "overdue"]
    assert flag(casefile(*OUT, asked), "condition_query").why.endswith("may he use email: yes or no?")
    assert not flag(casefile(*OUT, asked, today=day(-4)), "condition_query")
    assert flag(casefile(*OUT, asked, today=day(-3)), "condition_query")
    answered = told(ConditionAnswer, -1, query=asked.id, answer="yes")
    assert not deadline(casefile(*OUT, asked, answered), "condition_query")


def test_ends_and_expiries():
    ends = told(LicenceEndSet, -50, ends=day(20))
    assert deadline(casefile(*OUT, ends), "licence_end").opens == day(6)
    card = told(Certificate, -300, name="CSCS", expires=day(30))
    assert deadline(casefile(*OUT, card), "certificate_expiry").state == "due"
    assert deadline(casefile(*OUT, card, today=day(-1)), "certificate_expiry").state == "upcoming"
    renewed = told(Certificate, -1, name="cscs", expires=day(900))
    assert deadline(casefile(*OUT, card, renewed), "certificate_expiry").due == day(900)


def test_tasks_and_appointments():
    task = told(Task, -5, text="ring", due=day(0))
    assert states("task", day(0), *OUT, task) == ["upcoming", "due", "overdue"]
    assert deadline(casefile(*OUT, task, told(TaskDone, 0, task=task.id)), "task").state == "met"
    booked = told(Appointment, 3)
    assert deadline(casefile(*OUT, booked), "appointment").state == "due"
    moved = told(Appointment, -1, state="moved", booking=booked.id, moved_to=day(9))
    assert deadline(casefile(*OUT, booked, moved), "appointment").due == day(9)
    assert deadline(casefile(*OUT, booked, moved, taken_back(moved)), "appointment").due == day(3)
    cancelled = told(Appointment, 0, state="cancelled", booking=booked.id)
    assert not deadline(casefile(*OUT, booked, cancelled), "appointment")


def test_a_reminder_of_the_old_day_is_no_reminder_of_the_new():
    booked = told(ProbationAppointment, -2)
    reminded = told(ProbationAppointment, -4, state="reminded", booking=booked.id)
    moved = told(ProbationAppointment, -3, state="moved", booking=booked.id, moved_to=day(2))
    assert flag(casefile(*OUT, booked, reminded, moved), "probation_appointment")
    again = told(ProbationAppointment, 0, state="reminded", booking=booked.id)
    assert not flag(casefile(*OUT, booked, reminded, moved, again), "probation_appointment")


def test_needs_grants_and_vouchers():
    need = told(NeedOpened, -14, category="food")
    assert states("need", day(0), *OUT, need) == ["due", "due", "overdue"]
    grant = told(GrantGiven, -9, item="boots", amount=Decimal(40), follow_up=day(-2))
    voucher = told(VoucherGiven, -9, type="food", follow_up=day(2))
    assert [d.state for d in deadlines(casefile(*OUT, grant, voucher), "grant_follow_up")] == [
        "overdue",
        "upcoming",
    ]
    assert deadline(casefile(*OUT, grant, met(-2)), "grant_follow_up").state == "met"


def test_put_aside_until_the_day_itself():
    task = told(Task, -5, text="ring", due=day(-3))
    snooze = told(Snooze, -2, flag="task", until=day(1), reason="away")
    file = casefile(*OUT, task, snooze)
    assert deadline(file, "task").state == "waived"
    assert (flag(file, "task").snoozed_until, flag(file, "task").snoozed_because) == (day(1), "away")
    back = casefile(*OUT, task, snooze, today=day(1))
    assert deadline(back, "task").state == "overdue"
    assert flag(back, "task").snoozed_until is None


def test_the_last_snooze_of_a_flag_decides():
    task = told(Task, -9, text="ring", due=day(-8))
    long, short = (
        told(Snooze, -6, flag="task", until=day(20), reason="away"),
        told(Snooze, -5, flag="task", until=day(0), reason="back early"),
    )
    assert flag(casefile(*OUT, task, long, short), "task").snoozed_until is None


def test_a_closed_case_has_nothing_due():
    assert casefile(*OUT, told(Task, -9, text="x", due=day(-8)), told(Closed, -1, reason="other")).deadlines == ()


def test_what_is_due_before_a_release_counts_from_the_day_it_was_learned():
    """Referred today with eight days to go: nothing that was to be done weeks ago is late."""
    inside = [from_prison(0), expected(day(8), 0, **CERTAIN)]
    file = casefile(*inside)
    assert {kind: deadline(file, kind).due for kind in ("release_window", "pre_release_meeting")} == {
        "release_window": day(7), "pre_release_meeting": day(7)}  # fmt: skip
    assert deadline(file, "release_day_plan").due == day(7)
    assert "learned" in deadline(file, "pre_release_meeting").because
    assert "late" not in flag(file, "pre_release_meeting").why
    nearer = [from_prison(-60), expected(day(30), -50, **CERTAIN), expected(day(5), -1, **CERTAIN)]
    assert deadline(casefile(*nearer), "pre_release_meeting").due == day(5), "moved nearer yesterday; never after it"
    again = [from_prison(-60), expected(day(5), -50, **CERTAIN), expected(day(5), -1, **CERTAIN)]
    assert deadline(casefile(*again), "pre_release_meeting").due == day(-9), "told once more is nothing new"
