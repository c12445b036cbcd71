"""Who comes up in the weekly review, in which group, on which day, and what the week's figures count."""

from datetime import date, time
from decimal import Decimal

import pytest

from ipstui.casework.events import (
    AddressSet,
    Appointment,
    BenefitStatus,
    Closed,
    ConditionsConfirmed,
    Contact,
    DisclosureDiscussed,
    EmployerContact,
    JobEnded,
    JobStarted,
    NeedOpened,
    Paused,
    ProbationAppointment,
    Referral,
    Released,
    Reviewed,
    Snooze,
    Task,
)
from ipstui.casework.flag import Group
from ipstui.casework.people import Client
from ipstui.casework.review import employer_contacts_in_week, monday
from tests.casework.made_up import (
    TODAY,
    casefile,
    day,
    expected,
    flag,
    from_prison,
    met,
    met_inside,
    review,
    taken_back,
    told,
)

INSIDE = [from_prison(-90), met_inside(-5)]
OUT = [
    from_prison(-90), told(Released, -60), met(-59), met(-50),
    told(DisclosureDiscussed, -46, choice="tell"), told(EmployerContact, -45, employer="x", mode="face_to_face"),
]  # fmt: skip
KNOWN = [told(AddressSet, -9, type="hostel"), told(ConditionsConfirmed, -9)]
FIXED = {"release_kind": "hdc"}


def group(*facts, today=TODAY):
    (row,) = review(casefile(*facts, today=today), today=today).rows
    return row.group


def person(name, *facts):
    return casefile(*facts, client=Client(id=name.casefold(), name=name))


# Releases


@pytest.mark.parametrize(("left", "shown"), [(43, False), (42, True), (1, True), (0, True)])
def test_a_release_within_42_days_with_something_unknown(left, shown):
    file = casefile(*INSIDE, expected(left, -5, **FIXED))
    assert (flag(file, "release_soon") is not None) is shown
    assert group(*INSIDE, expected(left, -5, **FIXED)) == {43: Group.NOTHING_BOOKED, 0: Group.TODAY}.get(
        left, Group.RELEASES
    )


@pytest.mark.parametrize(("ago", "shown"), [(13, False), (14, True)])
def test_a_date_not_confirmed_again_for_14_days(ago, shown):
    file = casefile(*INSIDE, *KNOWN, expected(30, -ago, **FIXED))
    assert (flag(file, "release_soon") is not None) is shown


def test_with_all_known_a_release_still_stands_among_the_releases():
    facts = [*INSIDE, *KNOWN, expected(30, -5, **FIXED)]
    (row,) = review(casefile(*facts)).rows
    assert row.group == Group.RELEASES
    assert "known" in row.why


def test_a_release_put_aside_does_not_read_as_known():
    snooze = told(Snooze, -1, flag="release_soon", until=day(5), reason="asked the prison")
    (row,) = review(casefile(*INSIDE, expected(30, -5, **FIXED), snooze)).rows
    assert row.group == Group.RELEASES
    assert "known" not in row.why


def test_a_release_that_passed():
    assert not flag(casefile(*INSIDE, expected(0, -5, **FIXED)), "release_passed")
    assert flag(casefile(*INSIDE, expected(-1, -5, **FIXED)), "release_passed").group == Group.TODAY


# Meetings


@pytest.mark.parametrize(("ago", "shown"), [(2, False), (3, True)])
def test_not_seen_for_three_days_after_release(ago, shown):
    assert (flag(casefile(from_prison(-90), told(Released, -ago)), "not_seen") is not None) is shown


@pytest.mark.parametrize(("ago", "shown"), [(6, False), (7, True)])
def test_met_once_a_week_ago(ago, shown):
    facts = [from_prison(-90), told(Released, -40), met(-ago)]
    assert (flag(casefile(*facts), "second_contact") is not None) is shown
    assert not flag(casefile(*facts, told(Contact, 0, mode="phone"), met(0)), "second_contact")


@pytest.mark.parametrize(
    ("ago", "shown", "active"), [(13, False, True), (14, True, True), (27, True, True), (28, True, False)]
)
def test_losing_touch_and_no_longer_active(ago, shown, active):
    facts = [from_prison(-90), told(Released, -60), told(Contact, -ago, mode="text")]
    file = casefile(*facts)
    assert (flag(file, "losing_touch") is not None) is shown
    assert review(file).strip.active == active
    assert not shown or ("no longer" in flag(file, "losing_touch").why) is not active
    left = casefile(*facts, told(Contact, -1, mode="phone", outcome="left_message"))
    assert (flag(left, "losing_touch") is not None) is shown


def test_nothing_booked_unless_an_appointment_or_dated_task_lies_ahead():
    assert flag(casefile(*OUT, met(-1)), "nothing_booked")
    for ahead in (told(Appointment, 0), told(Appointment, 9), told(Task, -1, text="x", due=day(0))):
        assert not flag(casefile(*OUT, met(-1), ahead), "nothing_booked")
    gone = told(Appointment, 9)
    cancelled = told(Appointment, 0, state="cancelled", booking=gone.id)
    for none in ([told(Task, -1, text="x")], [told(Task, -9, text="x", due=day(-1))], [gone, cancelled]):
        assert flag(casefile(*OUT, met(-1), *none), "nothing_booked")
    assert not flag(casefile(*OUT, told(Paused, -1)), "nothing_booked")


@pytest.mark.parametrize(("left", "shown"), [(4, False), (3, True), (0, True), (-1, False)])
def test_probation_within_three_days_not_reminded(left, shown):
    booked = told(ProbationAppointment, left, at=time(10))
    assert (flag(casefile(*OUT, booked), "probation_appointment") is not None) is shown
    reminded = told(ProbationAppointment, min(left, 0), state="reminded", booking=booked.id)
    on_the_day = left == 0
    assert (flag(casefile(*OUT, booked, reminded), "probation_appointment") is not None) is on_the_day


@pytest.mark.parametrize(("ago", "shown"), [(14, False), (15, True)])
def test_a_need_open_for_more_than_14_days(ago, shown):
    for urgent, where in ((True, Group.TODAY), (False, Group.STEADY)):
        found = flag(casefile(*OUT, told(NeedOpened, -ago, category="gp", urgent=urgent)), "need")
        assert (found is not None) is shown
        assert not shown or found.group == where


@pytest.mark.parametrize(("hours", "shown"), [("15.9", False), ("16", True), ("30", True)])
def test_hours_over_the_limit_only_on_esa(hours, shown):
    job = told(JobStarted, -5, role="cook", hours_weekly=Decimal(hours))
    esa = told(BenefitStatus, -90, benefit="new_style_esa", in_payment=True)
    assert (flag(casefile(*OUT, esa, job), "hours_over_limit") is not None) is shown
    uc = told(BenefitStatus, -90, benefit="universal_credit", in_payment=True)
    assert not flag(casefile(*OUT, uc, job), "hours_over_limit")
    stopped = told(BenefitStatus, -1, benefit="new_style_esa", in_payment=False)
    assert not flag(casefile(*OUT, esa, job, stopped), "hours_over_limit")


def test_earnings_over_the_limit_below_sixteen_hours():
    esa = told(BenefitStatus, -90, benefit="esa", in_payment=True)
    job = told(JobStarted, -5, role="cook", hours_weekly=Decimal(15), hourly_pay=Decimal(20))
    assert "limit" in flag(casefile(*OUT, esa, job), "hours_over_limit").why


# The review


def test_the_groups_stand_in_order_and_the_most_urgent_first():
    task = told(Task, -9, text="form", due=day(-1))
    files = [
        person("Steady", *OUT, met(-1), told(Appointment, 9)),
        person("Nothing", *OUT, met(-1)),
        person("Touch", *OUT, met(-20), told(Appointment, 9)),
        person("Starts", *OUT, met(-1), told(JobStarted, -10, role="cook"), told(Appointment, 9)),
        person("Clock", from_prison(-90), told(Released, -10), met(-9), met(-5), told(Appointment, 9)),
        person("Release", *INSIDE, expected(20, -5, **FIXED)),
        person("Task", *OUT, met(-1), task),
        person("Unseen", from_prison(-90), told(Released, -4)),
        person("Probation", *OUT, met(-1), told(ProbationAppointment, 1)),
        person("Closed", *OUT, told(Closed, -1, reason="other")),
    ]
    shown = [(row.casefile.client.name, row.group) for row in review(*files).rows]
    assert shown == [
        ("Probation", Group.TODAY),
        ("Unseen", Group.TODAY),
        ("Starts", Group.TODAY),
        ("Task", Group.TODAY),
        ("Release", Group.RELEASES),
        ("Clock", Group.CLOCK),
        ("Touch", Group.LOSING_TOUCH),
        ("Nothing", Group.NOTHING_BOOKED),
        ("Steady", Group.STEADY),
    ]


def test_a_row_tells_the_most_urgent_and_counts_the_rest():
    file = casefile(*OUT, told(ProbationAppointment, 1), told(Task, -9, text="form", due=day(-1)))
    (row,) = review(file).rows
    assert row.flag.flag == "probation_appointment"
    assert row.why == row.flag.why
    assert row.more == len(file.flags) - 1
    assert row.next.startswith("Mon 23 Nov")


def test_what_is_put_aside_neither_leads_nor_counts_and_comes_back():
    facts = [
        *OUT, met(-1), told(Appointment, 9), told(Task, -9, text="form", due=day(-1)),
        told(Snooze, -1, flag="task", until=day(2), reason="away"),
    ]  # fmt: skip
    (row,) = review(casefile(*facts)).rows
    assert (row.flag.flag if row.flag else None) != "task"
    assert group(*facts, today=day(2)) == Group.TODAY


def test_reviewed_holds_for_its_week():
    facts = [*OUT, met(-1), told(Reviewed, -1, week=date(2026, 11, 16))]
    assert review(casefile(*facts)).rows[0].reviewed
    assert review(casefile(*facts)).strip.reviewed == 1
    monday_after = day(1)
    assert not review(casefile(*facts, today=monday_after), today=monday_after).rows[0].reviewed


@pytest.mark.parametrize(
    ("on", "week"),
    [
        (date(2026, 11, 22), date(2026, 11, 16)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2027, 1, 1), date(2026, 12, 28)),
        (date(2027, 1, 3), date(2026, 12, 28)),
        (date(2027, 1, 4), date(2027, 1, 4)),
    ],
)
def test_weeks_run_from_monday_to_sunday(on, week):
    assert monday(on) == week


def test_employer_contacts_are_counted_by_week_in_person_same_employer_twice():
    week = date(2026, 11, 16)
    contacts = [
        told(EmployerContact, date(2026, 11, 15), employer="x", mode="face_to_face"),
        told(EmployerContact, date(2026, 11, 16), employer="x", mode="face_to_face"),
        told(EmployerContact, date(2026, 11, 16), employer="x", mode="face_to_face"),
        told(EmployerContact, date(2026, 11, 22), employer="y", mode="face_to_face", who="client"),
        told(EmployerContact, date(2026, 11, 23), employer="x", mode="face_to_face"),
        *[
            told(EmployerContact, date(2026, 11, 18), employer="x", mode=mode)
            for mode in ("phone", "email", "text", "video", "letter")
        ],
    ]
    assert employer_contacts_in_week(contacts, week) == 3


def test_the_strip_counts_shared_contacts_and_those_of_clients_closed_since():
    shared = [
        told(EmployerContact, -1, employer="x", mode="face_to_face", client=""),
        told(EmployerContact, -8, employer="x", mode="face_to_face", client=""),
        told(EmployerContact, 0, employer="x", mode="face_to_face", client=""),
    ]
    shared.append(taken_back(shared[2]))
    closed = person(
        "Closed", *OUT, told(EmployerContact, -2, employer="y", mode="face_to_face"), told(JobStarted, -3, role="cook"),
        told(Closed, -1, reason="in_work_no_support_wanted"),
    )  # fmt: skip
    shown = review(
        closed, person("Open", *OUT, told(EmployerContact, -2, employer="y", mode="face_to_face")), shared=shared
    )
    assert shown.strip.employer_contacts == 3
    assert shown.strip.employer_contacts_target == 6
    assert (shown.strip.job_starts, shown.strip.in_work, shown.strip.caseload) == (1, 0, 1)
    assert any("Closed" in change and "closed" in change for change in shown.changes)


def test_what_changed_in_the_last_seven_days():
    job = told(JobStarted, -7, role="cook")
    shown = review(person("Al", *OUT, job, told(JobEnded, -6, job=job.id)), person("Bo", told(Referral, 0)))
    bo, al = shown.changes
    assert bo.startswith("Bo referred")
    assert al.startswith("Al left a job")


def test_clocks_are_counted_for_those_not_in_work():
    running = [from_prison(-90), told(Released, -10), met(-9)]
    over = [from_prison(-90), told(Released, -50), met(-49), met(-48)]
    shown = review(person("A", *running), person("B", *over), person("C", *over, told(JobStarted, -3, role="x")))
    assert (shown.strip.on_clock, shown.strip.clock_overdue, shown.strip.in_work) == (2, 1, 1)
