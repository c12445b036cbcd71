"""What would make the figures look better than the records say: prison, a death, a second time, what nobody said."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ipstui.casework import events as ev
from ipstui.casework.casefile import casefile_of
from ipstui.casework.people import Client, Settings
from ipstui.exchange.outcomes import COLUMNS, OutcomesRequest, outcomes_table
from ipstui.reports.fidelity import Dial, fidelity
from ipstui.reports.figures import Figure, Period
from ipstui.reports.measures import Met, joined
from ipstui.reports.outcomes import Outcomes, outcomes, people_of
from tests.casework.made_up import JO, TODAY, day, met
from tests.casework.made_up import usually as told


def report(*events: ev.Event, first: date | None = None, last: date = TODAY) -> Outcomes:
    period = Period(first=first, last=last)
    return outcomes(people_of([JO], {JO.id: events}, period), period)


def count(found: Outcomes, id: str) -> tuple[int, int | None]:
    figure: Figure = found.figures[id]
    return figure.count, figure.of


def why(found: Outcomes, measure: str) -> list[str]:
    return [each.why for each in found.not_counted if each.measure == measure]


def dial(item: int, *events: ev.Event, first: date | None = None) -> Dial:
    by_client: dict[str, list[ev.Event]] = {}
    for event in events:
        by_client.setdefault(event.client, []).append(event)
    period = Period(first=first, last=TODAY)
    people = people_of([Client(id=id, name=id) for id in by_client], by_client, period)
    return fidelity(people, (), period, Settings()).dials[item - 1]


def exported(*events: ev.Event) -> list[dict[str, object]]:
    request = OutcomesRequest(
        casefiles=(casefile_of(JO, events, TODAY, Settings()),), employer_contacts=(), service="s", worker="w",
        first=date(2000, 1, 1), last=TODAY, made_on=TODAY, key=b"key",
    )  # fmt: skip
    return [dict(zip(COLUMNS, row, strict=True)) for row in outcomes_table(request).rows]


OUT = (told(ev.Referral, -300, in_custody="yes"), told(ev.Released, -200))
JOB = told(ev.JobStarted, -190, role="Cook")


# In work after a release


def test_who_is_in_prison_on_the_day_is_left_out_though_the_job_was_never_recorded_as_ended() -> None:
    story = (*OUT, JOB, told(ev.ReturnedToCustody, -170, type="recall_fixed"))
    found = report(*story)
    assert count(found, "after_release/6_weeks") == (0, 0)
    assert why(found, "6_weeks") == ["in prison on that day"]
    (release,) = (row for row in exported(*story) if row["record"] == "release")
    assert release["employed_6w"] == "unknown"


@pytest.mark.parametrize(
    ("start", "precision", "counted", "unknown"),
    [
        (date(2026, 5, 20), "day", 1, 0),  # out on 6 May, six weeks on 17 June
        (date(2026, 5, 20), "month", 1, 0),  # whenever it was in May
        (date(2026, 6, 1), "month", 0, 1),  # it may have been after the 17th
        (date(2026, 7, 1), "month", 0, 0),
        (date(2026, 5, 20), "unknown", 0, 1),
    ],
)
def test_a_job_of_which_the_day_is_not_known_is_counted_where_it_is_sure(
    start: date, precision: str, counted: int, unknown: int
) -> None:
    story = (*OUT, told(ev.JobStarted, start, role="Cook", on_precision=precision), told(ev.Contact, -160))
    found = report(*story)
    assert OUT[1].on == date(2026, 5, 6)
    assert count(found, "after_release/6_weeks")[0] == counted
    assert count(found, "after_release/6_weeks_unknown")[0] == unknown
    (release,) = (row for row in exported(*story) if row["record"] == "release")
    assert release["employed_6w"] == ("yes" if counted else "unknown" if unknown else "no")


def test_nobody_who_died_is_in_work_afterwards() -> None:
    story = (*OUT, JOB, told(ev.Closed, -170, reason="died"))
    found = report(*story)
    assert count(found, "jobs/sustained_13") == count(found, "jobs/sustained_26") == (0, 1)
    assert count(found, "after_release/6_weeks") == (0, 0)
    assert why(found, "6_weeks") == ["died before that day"]
    assert "ended/unknown" not in found.figures
    assert count(found, "support/kept") == (0, 3)  # just after, and two weeks; none once they had died
    (job,) = (row for row in exported(*story) if row["record"] == "job")
    assert (job["sustained_13"], job["end_reason"]) == ("no", None)


def test_the_file_reads_unpaid_work_calls_and_later_contacts_as_the_reports_do() -> None:
    helper = told(ev.JobStarted, -190, role="Helper", competitive="no")
    phoned = told(ev.EmployerContact, -190, employer="x", mode="phone")
    rows = exported(*OUT, helper, phoned, told(ev.Contact, -150))
    release = next(row for row in rows if row["record"] == "release")
    assert release["employed_6w"] == "unknown"  # met eight days after that day: nothing is known of the day
    assert next(row for row in rows if row["record"] == "episode")["days_to_employer_contact"] is None


@pytest.mark.parametrize(
    ("start", "referred", "reason"),
    [
        ((date(2026, 3, 10), "day"), (date(2026, 3, 20), "day"), "the job was begun before the referral"),
        ((date(2026, 3, 10), "day"), (date(2026, 3, 20), "month"), "not known whether it began before the referral"),
        ((date(2026, 2, 10), "month"), (date(2026, 3, 1), "month"), "the job was begun before the referral"),
        ((date(2026, 2, 10), "day"), (date(2026, 3, 20), "unknown"), "not known whether it began before the referral"),
    ],
)
def test_what_came_first_is_said_only_where_it_is_known(
    start: tuple[date, str], referred: tuple[date, str], reason: str
) -> None:
    job = told(ev.JobStarted, start[0], on_precision=start[1], role="Cook")
    found = report(
        told(ev.Referral, referred[0], on_precision=referred[1]), job, met(date(2026, 4, 1)),
        told(ev.JobStarted, date(2026, 5, 1), role="Baker", id="baker"), told(ev.FourHoursDone, -3, job="baker"),
    )  # fmt: skip
    assert why(found, "employed") == [reason]
    assert count(found, "ips_grow_into_work") == ((0, 0) if reason.startswith("the job") else (1, 1))


# Periods


def test_a_visit_is_in_the_period_in_which_its_days_were_over() -> None:
    job = told(ev.JobStarted, date(2026, 3, 25), role="Cook", learned_on=date(2026, 3, 25))
    referral = told(ev.Referral, date(2026, 1, 5), in_custody="no")
    story = (referral, job)  # the first week ends on 31 March
    quarters = [
        report(*story, first=first, last=last).figures["support/kept"].of or 0
        for first, last in ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 6, 30)))
    ]
    half = report(*story, first=date(2026, 1, 1), last=date(2026, 6, 30)).figures["support/kept"].of
    assert sum(quarters) == half


def test_a_call_to_somebody_else_keeps_no_visit_after_a_job_ended() -> None:
    job = told(ev.JobStarted, -9, role="Cook")
    story = (told(ev.Referral, -300), job, told(ev.JobEnded, -6, job=job.id))
    officer, own = (told(ev.Contact, -5, who=who, mode="phone") for who in ("probation", "client"))
    assert count(report(*story, officer), "support/kept")[0] == 0
    assert count(report(*story, own), "support/kept")[0] == 1


def test_a_mentor_is_counted_by_the_first_record_of_the_match() -> None:
    story = (
        told(ev.Referral, -300),
        told(ev.MentorMatched, -200, mentor="Kay"),
        told(ev.ReferredOn, -20, service="Sova mentoring", outcome="matched"),
    )
    assert count(report(*story, first=day(-210), last=day(-190)), "mentors")[0] == 1
    assert count(report(*story, first=day(-30)), "mentors")[0] == 0


def test_who_is_matched_or_began_a_trial_does_not_nearly_count() -> None:
    put_forward = told(ev.MentorReferred, -50)
    story = (told(ev.Referral, -300), put_forward, told(ev.WorkTrial, -40, state="offered", role="Shop"))
    assert why(report(*story), "mentors") == ["no match is recorded yet"]
    assert why(report(*story), "trials") == ["a work trial was offered, and no start is recorded"]
    matched = told(ev.ReferredOn, -30, service="Sova mentoring", outcome="matched")
    went = told(ev.WorkTrial, -39, state="ended_early", role="shop")
    assert count(report(*story, went), "trials")[0] == 1
    assert not why(report(*story, matched, went), "mentors")
    assert not why(report(*story, matched, went), "trials")


@pytest.mark.parametrize(
    ("kind", "measure", "called"),
    [(ev.Training, "training", "a course"), (ev.Placement, "placements", "a placement"),
     (ev.WorkTrial, "trials", "a work trial")],
)  # fmt: skip
def test_what_nobody_said_began_is_not_counted_and_told(kind: type[ev.Event], measure: str, called: str) -> None:
    named = {"course": "CSCS"} if kind is ev.Training else {"role": "Shop"}
    story = (told(ev.Referral, -300), told(kind, -40, **named))
    assert count(report(*story), measure)[0] == 0
    assert why(report(*story), measure) == [f"{called} is recorded, and not whether it began"]
    began = told(kind, -39, state="started", **named)
    assert count(report(*story, began), measure)[0] == 1
    assert not why(report(*story, began), measure)


@pytest.mark.parametrize(
    ("kind", "offence", "rows"),
    [
        ("recall_fixed", "no", {"breach"}),
        ("recall_standard", "no", {"breach"}),
        ("recall_fixed", "yes", {"new_offence"}),
        ("remand", "yes", {"new_offence"}),
        ("remand", "no", {"not_known"}),
        ("recall_fixed", "unknown", {"not_known"}),
        ("unknown", "unknown", {"not_known"}),
    ],
)
def test_a_return_is_a_breach_a_new_offence_or_not_known(kind: str, offence: str, rows: set[str]) -> None:
    found = report(*OUT, told(ev.ReturnedToCustody, -50, type=kind, new_offence=offence))
    assert {id for id in ("breach", "new_offence", "not_known") if count(found, f"returns/{id}")[0]} == rows
    assert count(found, "returns/people") == count(found, "returns/times") == (1, None)
    assert count(found, f"returns/type_{kind}")[0] == 1


def test_active_is_open_and_in_touch_within_the_days_that_end_with_the_period() -> None:
    referral = told(ev.Referral, -300)
    for ago, active in ((27, 1), (28, 0)):
        assert count(report(referral, told(ev.Contact, -ago, mode="phone")), "ips_grow_active") == (active, 1)
    closed = (referral, told(ev.Contact, -5), told(ev.Closed, -1, reason="health"))
    assert count(report(*closed), "ips_grow_active") == (0, 0)
    assert not why(report(*closed), "ips_grow_active")


@pytest.mark.parametrize(("in_custody", "out_of_work"), [("yes", "yes"), ("no", "unknown"), ("unknown", "unknown")])
def test_out_of_work_at_entry_is_said_only_of_who_was_inside(in_custody: str, out_of_work: str) -> None:
    referral = told(ev.Referral, -300, in_custody=in_custody)
    assert exported(referral)[0]["out_of_work_at_entry"] == out_of_work
    before = told(ev.JobStarted, -400, role="Cook")
    assert exported(referral, before)[0]["out_of_work_at_entry"] == "no"
    assert exported(referral, told(ev.JobStarted, -300, role="Cook"))[0]["out_of_work_at_entry"] == out_of_work


def test_the_pay_is_that_of_the_start() -> None:
    job = told(ev.JobStarted, -290, role="Cook", hours_weekly=Decimal(20), hourly_pay=Decimal(5))
    raised = told(ev.JobChanged, -280, job=job.id, hourly_pay=Decimal(15))
    assert count(report(told(ev.Referral, -300), job, raised), "ipspc_outcome") == (0, 1)


def test_a_measure_of_ones_own_tells_who_was_met_too_seldom() -> None:
    three = Met(
        id="three", name="Met on three days", rule="Three days.", unit="people", source="Ours", status="D", days=3
    )
    story = (told(ev.Referral, -300), met(-40), met(-40), met(-30))

    def nearly(*more: ev.Event, first: date | None = None) -> list[str]:
        period = Period(first=first, last=TODAY)
        found = outcomes(people_of([JO], {JO.id: (*story, *more)}, period), period, (*joined(), three))
        return why(found, "three")

    assert nearly() == nearly(first=day(-35)) == ["met on 2 days, 3 are asked"]
    assert not nearly(met(-20))
    assert not nearly(first=day(-10))


def test_every_contact_with_the_person_is_counted_once_unknown_ones_as_unknown() -> None:
    outcomes_ = ("seen", "not_seen", "left_message", "unknown")
    found = report(
        told(ev.Referral, -300), *(told(ev.Contact, -9, outcome=each, purpose="unknown") for each in outcomes_)
    )
    parts = ("all", "not_reached", "not_said")
    assert [count(found, f"contacts/{part}")[0] for part in parts] == [1, 2, 1]
    assert count(found, "contacts/purpose/unknown")[0] == 1


def test_what_is_set_apart_makes_nobody_known() -> None:
    found = report(told(ev.Conviction, -1000, sentence="fine"))
    assert not found.not_counted
    assert not any(figure.count or figure.of for figure in found.figures.values())


# Who nearly counts for a funder's measure


def test_everybody_who_nearly_counts_for_a_funder_is_told() -> None:
    before = told(ev.JobStarted, -400, role="Baker")
    begun = told(ev.JobStarted, -290, role="Cook", hourly_pay=Decimal(13))
    found = report(
        told(ev.Referral, -300), before, begun, told(ev.FourHoursDone, -289, job=begun.id), told(ev.Contact, -60)
    )
    assert why(found, "ipspc_outcome") == ["hours not recorded for 16 weeks"]
    assert why(found, "ips_grow_into_work") == why(found, "ips_grow_13_weeks") == ["in a job when they were referred"]
    assert count(found, "ips_grow_13_weeks") == (0, 0)  # the published share is of people out of work before
    assert why(found, "ips_grow_active") == ["no contact in the 28 days before the end"]
    assert not any("Baker" in each.why for each in found.not_counted)


# Fidelity


def test_minutes_nobody_said_the_purpose_of_leave_the_score_open() -> None:
    said = [told(ev.Contact, -n, minutes=48, purpose="employment") for n in range(1, 11)]
    unsaid = told(ev.Contact, -20, minutes=10, purpose="unknown")
    little, much = dial(2, *said, unsaid), dial(2, *said, *(told(ev.Contact, -30, minutes=48, purpose="unknown"),) * 9)
    assert (little.value, little.anchor) == (100, 5)  # 480 of 490 at the least: 5 either way
    assert (much.value, much.anchor) == (100, None)
    assert "not said for 432 more" in much.note


def test_a_second_time_with_the_service_does_not_make_the_first_employer_quick() -> None:
    first_time = (
        told(ev.Referral, -700, in_custody="no"), told(ev.Contact, -690),
        told(ev.EmployerContact, -650, employer="x"), told(ev.Closed, -600, reason="disengaged"),
    )  # fmt: skip
    again = (told(ev.Referral, -100, in_custody="no"), told(ev.Contact, -90))
    assert dial(15, *first_time).value == dial(15, *first_time, *again).value == 40
    assert dial(15, *first_time, *again, first=day(-120)).value is None
    never_met = [event for event in first_time if not isinstance(event, ev.EmployerContact)]
    later = dial(15, *never_met, *again, told(ev.EmployerContact, -80, employer="x"))
    assert (later.value, "1 not within 30 days" in later.note) == (None, True)


def test_the_clock_starts_at_the_later_of_meeting_and_release_and_thirty_days_are_inside() -> None:
    inside = (told(ev.Referral, -90, in_custody="yes"), told(ev.Contact, -80, setting="prison"))
    waits = (*inside, told(ev.Released, -30))
    assert "1 still within" in dial(15, *waits).note
    late = (*inside, told(ev.Released, -31))
    assert "1 not within 30 days" in dial(15, *late).note
    assert dial(15, *late, told(ev.EmployerContact, -21, employer="x")).value == 10
    met_later = (told(ev.Referral, -90, in_custody="yes"), told(ev.Released, -70), told(ev.Contact, -50))
    assert dial(15, *met_later, told(ev.EmployerContact, -40, employer="x")).value == 10
    assert dial(15, *met_later, told(ev.EmployerContact, -60, employer="x")).value == 0
    rough = (*inside, told(ev.Released, -40, on_precision="month"), told(ev.EmployerContact, -21, employer="x"))
    assert dial(15, *rough).value is None


def test_an_interview_that_was_held_does_not_nearly_count() -> None:
    booked = told(ev.Interview, -5)
    assert why(report(booked), "interviews") == ["an interview was booked, and not recorded as held"]
    assert not why(report(booked, told(ev.Interview, -5, interview=booked.id, state="attended")), "interviews")


def test_an_anchor_is_read_off_the_exact_value() -> None:
    contacts = [told(ev.Contact, -n, minutes=800, purpose="employment") for n in range(1, 13)]
    other = told(ev.Contact, -20, minutes=404, purpose="stabilising")
    found = dial(2, *contacts, other)  # 9,600 of 10,004: 95.9616 %
    assert (found.value, found.anchor) == (Decimal("95.96"), 4)


def test_where_one_or_two_search_the_value_is_what_was_counted() -> None:
    referral = told(ev.Referral, -300)
    monday = TODAY - timedelta(days=27)
    visits = [
        told(ev.EmployerContact, monday + timedelta(days=7 * week + n), employer="x")
        for week in range(4) for n in range(2)
    ]  # fmt: skip
    found = dial(17, referral, *visits)
    assert (found.value, "the target is 2" in found.note) == (2, True)
    in_work = told(ev.JobStarted, -100, role="Cook")
    assert "the target" not in dial(17, referral, *visits, in_work).note  # nobody searches
    assert "the target" not in dial(17, referral, *visits, told(ev.Closed, -1, reason="health")).note
