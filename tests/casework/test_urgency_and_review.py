"""Who comes up in the weekly review, in which group, on which day, and what the week's figures count."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from ipstui.casework import say
from ipstui.casework.events import (
    KINDS,
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
    Leave,
    NeedMet,
    NeedOpened,
    Note,
    Offer,
    PaperArrived,
    Paused,
    ProbationAppointment,
    Referral,
    Released,
    ReturnedToCustody,
    Reviewed,
    RightToWorkSeen,
    Snooze,
    Task,
    Void,
    WorkApproval,
)
from ipstui.casework.flag import Group
from ipstui.casework.people import Client, Settings
from ipstui.casework.review import QUIET, employer_contacts_in_week, monday, review_of
from ipstui.casework.urgency import ORDER
from tests.casework.made_up import (
    TODAY,
    casefile,
    day,
    expected,
    flag,
    from_prison,
    from_seed,
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
    assert group(*INSIDE, expected(left, -5, **FIXED)) == {
        43: Group.NOTHING_BOOKED, 42: Group.RELEASES, 1: Group.TODAY, 0: Group.TODAY
    }[left]  # fmt: skip


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


@pytest.mark.parametrize(("ago", "late"), [(2, False), (3, True)])
def test_not_seen_for_three_days_after_release_comes_first_of_all(ago, late):
    found = flag(casefile(from_prison(-90), told(Released, -ago)), "not_seen")
    assert (found.rank == 0) is late


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
    for urgent, facts, where in (
        (True, INSIDE, Group.TODAY),
        (False, INSIDE, Group.STEADY),
        (False, OUT, Group.STEADY),
    ):
        found = flag(casefile(*facts, told(NeedOpened, -ago, category="gp", urgent=urgent)), "need")
        assert (found is not None) is shown
        assert not shown or found.group == where


@pytest.mark.parametrize("ago", [0, 2, 3, 14, 15, 40])
def test_an_urgent_need_of_somebody_who_is_out_stands_from_its_first_day_until_it_is_met(ago):
    homeless = told(NeedOpened, -ago, category="accommodation", urgent=True)
    file = casefile(*OUT, met(-1), homeless)
    found = flag(file, "urgent_need")
    assert found.why == f"urgent: accommodation, {'since today' if not ago else f'open {ago} days'}"
    assert (found.group, found.events) == (Group.TODAY, (homeless.id,))
    assert not flag(file, "need"), "one need is one reason"
    assert not flag(casefile(*OUT, homeless, told(NeedMet, 0, need=homeless.id)), "urgent_need")
    assert not flag(casefile(*INSIDE, homeless), "urgent_need"), "a cell is no street"
    unknown = [told(Referral, -50), homeless]
    assert flag(casefile(*unknown), "urgent_need"), "not known to be inside"


def test_putting_an_ordinary_need_aside_hides_no_urgent_one():
    gp = told(NeedOpened, -20, category="gp")
    aside = told(Snooze, flag="need", until=day(9), reason="on the list")
    file = casefile(*OUT, gp, aside, told(NeedOpened, 0, category="food", urgent=True))
    assert flag(file, "urgent_need").snoozed_until is None


@pytest.mark.parametrize(("ago", "why"), [(0, "out today"), (1, "out 1 day"), (2, "out 2 days")])
def test_the_first_days_out_have_a_reason_of_their_own_until_they_were_met(ago, why):
    out = [from_prison(-90), told(Released, -ago)]
    found = flag(casefile(*out), "not_seen")
    assert (found.why, found.due) == (f"{why}, no meeting yet: meet by {say.day(day(3 - ago), TODAY)}", day(3 - ago))
    assert not flag(casefile(*out, met(-ago)), "not_seen")
    longer = [each for each in casefile(from_prison(-90), told(Released, -3)).flags if each.flag == "not_seen"]
    assert [each.why for each in longer] == ["out 3 days, no meeting yet"], "one reason, and no second"


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
        ("Unseen", Group.TODAY),
        ("Probation", Group.TODAY),
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
    bo, al, *_ = shown.changes
    assert bo.startswith("Bo referred")
    assert al.startswith("Al left a job")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_changed_knows_every_kind_of_event(kind):
    """Each kind is told once it has happened, but for what is kept apart and the marks of the program's own keys."""
    made = next(event for seed in range(3000) if isinstance(event := from_seed(seed, [], -3, -1), KINDS[kind]))\
        if KINDS[kind] is not Void else taken_back(told(Note, -2))  # fmt: skip
    shown = review(person("Al", made)).changes
    assert bool(shown) is (KINDS[kind] not in QUIET and not KINDS[kind].apart)


@pytest.mark.parametrize(
    ("known", "words"), [("day", "Tue 17 Nov"), ("month", "Nov 2026"), ("unknown", "day not known")]
)
def test_what_changed_tells_a_day_as_well_as_it_is_known(known, words):
    out = told(Released, day(-5), on_precision=known, learned_on=day(-1))
    assert review(person("Al", from_prison(-60), out)).changes == (f"Al released {words}",)


def test_what_did_not_turn_a_case_is_counted():
    shown = review(person("Al", *OUT, met(-2), met(-1), told(NeedOpened, -1, category="food"))).changes
    assert shown == ("Al: Contact ×2, Need opened",)


# Pairs: the first stands above the second, and why


TASK = told(Task, -90, text="form", due=day(-80))
CLOCK_90 = [from_prison(-200), told(Released, -91), met(-90), met(-1), told(Appointment, 9)]
PAIRS = {
    "out nine days and learned today, above a task 80 days late: nobody has met them": (
        [from_prison(-90), told(Released, -9, learned_on=TODAY)], [*OUT, met(-1), TASK]),
    "out nine days and learned today, above out four days and known: longer alone": (
        [from_prison(-90), told(Released, -9, learned_on=TODAY)], [from_prison(-90), told(Released, -4)]),
    "never met since a release, above an appointment with probation today": (
        [from_prison(-90), told(Released, -9)], [*OUT, met(-1), told(ProbationAppointment, 0)]),
    "released on a day not known and never met, above a clock": (
        [from_prison(-90), told(Released, -20, on_precision="month")], CLOCK_90),
    "out in five days with no address, above a clock of ninety days: where to sleep": (
        [*INSIDE, expected(5, -5, **FIXED)], CLOCK_90),
    "out in five days to no fixed address, above a clock of ninety days": (
        [*INSIDE, told(AddressSet, -5, type="nfa"), expected(5, -5, **FIXED)], CLOCK_90),
    "out today, above a release that passed: tonight cannot be put right tomorrow": (
        [*INSIDE, *KNOWN, expected(0, -5, **FIXED)], [*INSIDE, *KNOWN, expected(-3, -5, **FIXED)]),
    "a release that passed unconfirmed, above one in five days with no address: perhaps out already": (
        [*INSIDE, *KNOWN, expected(-3, -5, **FIXED)], [*INSIDE, expected(5, -5, **FIXED)]),
    "a release in five days with no address, above one in five days with conditions to ask for": (
        [*INSIDE, expected(5, -5, **FIXED)], [*INSIDE, KNOWN[0], expected(5, -5, **FIXED)]),
    "probation today, above probation in three days": (
        [*OUT, met(-1), told(ProbationAppointment, 0)], [*OUT, met(-1), told(ProbationAppointment, 3)]),
    "an appointment today, above a clock of ninety days: it is gone tomorrow": (
        [*OUT, met(-1), told(Appointment, 0)], CLOCK_90),
    "working without approval, above a task 80 days late: the licence is broken each day": (
        [*OUT, met(-1), told(JobStarted, -2, role="cook"), told(Appointment, 9)], [*OUT, met(-1), TASK]),
    "a start tomorrow without approval, above a sum due today: the officer can be asked today and not tomorrow": (
        [*OUT, met(-1), told(Offer, -2, role="cook", starts=day(1), accepted="yes"), told(Appointment, 9)],
        [*OUT, met(-1), told(Offer, -2, role="cook", starts=day(1), accepted="yes"), told(Appointment, 9),
         told(WorkApproval, -1, state="approved", what="cook"), told(RightToWorkSeen, -1, papers="passport"),
         told(PaperArrived, -1, paper="bank_account")]),
    "a release with days left to plan, learned today, is not late: a task 80 days late stands above it": (
        [*OUT, met(-1), TASK], [from_prison(0), expected(8, 0, **FIXED)]),
    "no bed since today, above a task 80 days late: a night in the street is not made good": (
        [*OUT, met(-1), told(NeedOpened, 0, category="accommodation", urgent=True)], [*OUT, met(-1), TASK]),
    "out nine days and never met, above no bed since today: nobody knows how they sleep": (
        [from_prison(-90), told(Released, -9)],
        [*OUT, met(-1), told(NeedOpened, 0, category="accommodation", urgent=True)]),
    "a task 80 days late, above an urgent need of a week: somebody works on it, and its day decides": (
        [*OUT, met(-1), TASK], [*OUT, met(-1), told(NeedOpened, -7, category="accommodation", urgent=True)]),
    "an urgent need of a week, above a clock that runs: without a bed nobody goes to work": (
        [*OUT, met(-1), told(NeedOpened, -7, category="accommodation", urgent=True), told(Appointment, 9)],
        [from_prison(-90), told(Released, -30), met(-29), met(-5), told(Appointment, 9)]),
    "out yesterday and not met, above a release in three weeks with everything known": (
        [from_prison(-90), told(Released, -1)], [*INSIDE, expected(20, -5, **FIXED)]),
    "a second meeting two days late, above out yesterday: there are two days left for the first": (
        [from_prison(-90), told(Released, -12), met(-9), told(Appointment, 9)], [from_prison(-90), told(Released, -1)]),
    "a clock of ninety days, above a second meeting two days late: the day decides": (
        CLOCK_90, [from_prison(-90), told(Released, -12), met(-9), told(Appointment, 9)]),
}  # fmt: skip


@pytest.mark.parametrize("why", PAIRS)
def test_pairs_stand_in_their_order(why):
    above, below = PAIRS[why]
    # Named against the alphabet, which decides only where nothing else does.
    shown = review(person("Ann below", *below), person("Zoe above", *above)).rows
    assert [row.casefile.client.name for row in shown] == ["Zoe above", "Ann below"], [row.why for row in shown]


def test_the_days_to_meet_in_are_counted_from_the_day_it_was_learned():
    late = casefile(from_prison(-90), told(Released, -9, learned_on=TODAY))
    assert flag(late, "not_seen").due == day(3)
    assert flag(late, "not_seen").why == "out 9 days, no meeting yet, learned Sun 22 Nov"
    assert not flag(casefile(from_prison(-90), told(Released, -9), met(-1)), "not_seen")


def test_a_contact_that_does_not_say_how_is_not_told_as_no_meeting():
    said = [from_prison(-90), told(Released, -9), told(Contact, -1, mode="unknown", outcome="seen")]
    assert flag(casefile(*said), "not_seen").why == "out 9 days, a contact on Sat 21 Nov does not say how"


def test_every_place_in_the_order_says_why():
    assert all(place.because and place.flags for place in ORDER)


# Two jobs, work since, moved days, what is not known


def test_with_two_jobs_the_flag_names_the_job():
    one = [*OUT, told(JobStarted, -30, role="cook")]
    two = [*one, told(JobStarted, -29, role="porter")]
    names = ("benefits_session", "work_approval", "follow_along")
    for name in names:
        assert "cook" not in flag(casefile(*one), name).why
        said = [each.why for each in casefile(*two).flags if each.flag == name]
        assert len(said) == 2
        assert "cook" in said[0] + said[1]
        assert "porter" in said[0] + said[1]
    alike = [each.why for each in casefile(*one, told(JobStarted, -29, role="cook")).flags]
    assert len(set(alike)) == len(alike)


def test_no_clock_for_somebody_who_has_worked_since():
    out = [from_prison(-200), told(Released, -91), met(-90), met(-1)]
    assert flag(casefile(*out), "job_search_clock")
    job = told(JobStarted, -40, role="cook")
    file = casefile(*out, job, told(JobEnded, -10, job=job.id))
    assert not flag(file, "job_search_clock")
    assert not [each for each in file.deadlines if each.kind == "job_search_clock"]
    assert review(file).strip.on_clock == 0
    again = [told(ReturnedToCustody, -9, type="recall_standard"), told(Released, -5), met(-4)]
    assert review(casefile(*out, job, told(JobEnded, -10, job=job.id), *again)).strip.on_clock == 1


def test_a_moved_day_says_why():
    friday = date(2026, 12, 4)
    moved = casefile(*INSIDE, expected(friday, -5))
    assert "out Thu 3 Dec" in flag(moved, "release_soon").why
    assert "told Fri 4 Dec" in flag(moved, "release_soon").why
    assert "the day before a weekend" in flag(moved, "release_soon").rule
    assert "told Fri 4 Dec" in moved.phase.detail
    back = told(ReturnedToCustody, -30, type="recall_fixed")
    recalled = casefile(from_prison(-200), told(Released, -90), met(-80), back)
    assert "fixed-term recall" in flag(recalled, "release_soon").why


def test_somebody_of_whom_nobody_said_whether_they_are_in_prison_is_not_called_released():
    (row,) = review(casefile(told(Referral, -9), told(Appointment, 3))).rows
    assert row.casefile.phase.label == "Referred"
    assert "not known whether in prison or out" in row.why


def test_a_try_since_shows_in_last_contact():
    tried = told(Contact, -2, mode="phone", outcome="not_seen")
    assert review(casefile(*OUT, met(-9), tried)).rows[0].last_contact == "tried 2 d"
    assert review(casefile(*OUT, met(-1), tried)).rows[0].last_contact == "1 d met"
    assert review(casefile(from_prison(-9), tried)).rows[0].last_contact == "tried 2 d"
    assert review(casefile(*OUT, met(-2), tried)).rows[0].last_contact == "2 d met", "met that day, and rang after it"


def test_the_end_of_the_review_says_how_long_it_took_and_what_was_promised():
    week, at = monday(TODAY), datetime(2026, 11, 22, 9, tzinfo=UTC)
    first = told(Reviewed, week=week, recorded=at)
    last = told(Reviewed, week=week, recorded=at + timedelta(minutes=14))
    promise = told(Task, text="ring", due=day(3), recorded=at + timedelta(minutes=5))
    early = told(Task, text="ring", due=day(3), recorded=at - timedelta(hours=5))
    assert review(person("A", *OUT, first), person("B", *OUT)).done is None
    done = review(person("A", *OUT, first, promise, early), person("B", *OUT, last)).done
    assert (done.minutes, done.promises) == (14, 1)


def test_clocks_are_counted_for_those_not_in_work():
    running = [from_prison(-90), told(Released, -10), met(-9)]
    over = [from_prison(-90), told(Released, -50), met(-49), met(-48)]
    shown = review(person("A", *running), person("B", *over), person("C", *over, told(JobStarted, -3, role="x")))
    assert (shown.strip.on_clock, shown.strip.clock_overdue, shown.strip.in_work) == (2, 1, 1)


def test_a_week_of_leave_aims_at_no_employers():
    week = monday(TODAY)
    away = Leave(id="away", client="", on=week, ends=week + timedelta(days=4))
    short = Leave(id="away", client="", on=week, ends=week + timedelta(days=1))
    told = [review_of([], shared, TODAY, Settings()).strip.employers for shared in ([], [short], [away])]
    assert told == ["0 of 6", "0 of 6", "0, on leave"]
