"""James's story from the study, replayed: a late address, changing conditions, a move, a job after 80 tries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

import msgspec
import pytest

from calculators.licence.records import LicenceResult
from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.events import (
    AddressSet,
    Application,
    Closed,
    ConditionAdded,
    ConditionAnswer,
    ConditionQuery,
    ConditionVaried,
    Contact,
    Event,
    JobStarted,
    Offer,
    PermissionGiven,
    ProposalMade,
    Referral,
    Released,
    ReleaseExpected,
    Relocated,
    VacancyConsidered,
    WorkApproval,
)
from ipstui.casework.licence.check import check, checks_of
from ipstui.casework.licence.reading import unanswered
from ipstui.casework.say import label
from ipstui.demo import demo_caseload

TODAY = date(2026, 11, 25)
DEMO = demo_caseload(TODAY)
CLIENT = next(client for client in DEMO.clients if client.id == "james")
EVENTS = [event for event in DEMO.events if event.client == "james"]
DAY = timedelta(days=1)

E = TypeVar("E", bound=Event)


def on(day: date) -> Casefile:
    """What the tracker said at the end of that day, from what had been typed by then."""
    typed = [event for event in EVENTS if event.recorded.date() <= day]
    return casefile_of(CLIENT, typed, day, DEMO.settings)


def every(kind: type[E], **fields: object) -> list[E]:
    return [
        event
        for event in EVENTS
        if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items())
    ]


REFERRED = every(Referral)[0].on
MET = every(Contact, setting="prison")[0].on
RELEASED = every(Released)[0].on
MEETINGS = [c.on for c in every(Contact, who="client", mode="face_to_face", outcome="seen") if c.setting != "prison"]
MOVED = every(Relocated)[0].on
OFFERED = every(Offer)[0].on
STARTED = every(JobStarted)[0].on
CLOSED = every(Closed)[0].on


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (REFERRED, "Referred"),
        (MET, "Pre-release"),
        (RELEASED - DAY, "Pre-release"),
        (RELEASED, "Released, not yet seen"),
        (MEETINGS[0], "Seen once"),
        (MEETINGS[1], "Ready to search"),
        (MEETINGS[1] + DAY, "Job search"),
        (MOVED, "Job search"),
        (OFFERED - DAY, "Job search"),
        (OFFERED, "Starting"),
        (STARTED, "In work"),
        (CLOSED - DAY, "In work"),
        (CLOSED, "Closed"),
        (TODAY, "Closed"),
    ],
)
def test_the_way_from_prison_to_work(day: date, phase: str) -> None:
    assert on(day).phase.label == phase


def test_conditions_are_asked_about_in_prison_and_answered() -> None:
    asked, answered = every(ConditionQuery)[0].on, every(ConditionAnswer)[0].on
    assert MET < asked < answered < RELEASED
    assert on(asked + 7 * DAY).flags[0].flag == "condition_query"
    assert not on(answered).story.probation.unanswered
    words = [condition.words for condition in on(answered).story.probation.in_force]
    assert words == ["No internet and no email", "No contact with anyone under 18, his own children included"]


def test_self_employment_is_the_officers_view_and_not_a_condition() -> None:
    (view,) = [c for c in every(Contact, who="probation") if "himself" in c.note]
    assert "not a condition" in view.note
    assert len(every(ConditionAdded)) == 2
    (direction,) = on(view.on).story.licence.directions
    assert direction.refuses == ("self_employed",)


def test_the_address_arrives_a_month_later_just_before_release() -> None:
    unknown, known = every(AddressSet)
    assert (known.on - unknown.on).days in range(25, 36)
    assert 0 < (RELEASED - known.on).days < 7
    before = on(known.on - DAY)
    assert not before.story.place.known
    assert "address ?" in next(flag.why for flag in before.flags if flag.flag == "release_soon")
    assert on(known.on).story.place.known
    assert all("address ?" not in flag.why for flag in on(known.on).flags)


def test_his_release_date_was_given_twice() -> None:
    assert len(every(ReleaseExpected)) == 2
    assert len(on(RELEASED - DAY).story.custody.versions) == 2


def test_five_meetings_in_the_community_and_the_second_engages_him() -> None:
    assert len(MEETINGS) == 5
    assert on(MEETINGS[0]).story.engagement.state == "seen"
    assert on(MEETINGS[1] - DAY).story.engagement.state == "seen"
    assert on(MEETINGS[1]).story.engagement.engaged_on == MEETINGS[1]
    assert on(TODAY).story.engagement.days == tuple(MEETINGS)
    assert len(every(Contact, who="client", mode="phone")) + len(every(Contact, mode="text")) > 8
    assert {c.who for c in every(Contact)} >= {"gp", "hostel", "probation", "in_reach"}


def test_the_clock_starts_at_release_and_explains_its_delay() -> None:
    assert on(RELEASED - DAY).clock.state == "not_started"
    end = on(TODAY)
    assert end.clock.start_on == RELEASED
    assert end.clock.state == "met_late"
    assert "no_address" in {delay.reason for delay in end.story.search.delays}


def test_the_specialist_alone_uses_the_account_until_email_is_permitted() -> None:
    permitted = every(ConditionVaried)[0].on
    before = [a.done_by for a in every(Application) if a.on < permitted]
    later = {a.done_by for a in every(Application) if a.on >= permitted}
    assert set(before) == {"specialist"}
    assert "both" in later

    def internet(day: date) -> str:
        return next(c.words for c in on(day).story.probation.in_force if c.category == "no_internet_devices")

    assert internet(permitted - DAY) == "No internet and no email"
    assert internet(permitted).startswith("No internet, except email")
    asked = next(query for query in on(permitted - DAY).story.probation.unanswered)
    assert "email" in asked.question
    assert not on(permitted).story.probation.unanswered


# The licence tab, day by day


def verdict(what: str, day: date) -> LicenceResult:
    """What the licence tab said of one proposal at the end of that day."""
    checked = next(each for each in checks_of(on(day).story) if each.proposal.what.startswith(what))
    assert checked.result is not None, checked.problem
    return checked.result


def worst(result: LicenceResult) -> tuple[str, str, str]:
    """The verdict and the line it rests on: which condition, and why."""
    row = result.conditions[0]
    assert row.verdict == result.verdict
    return result.verdict, row.label, row.why


def proposed(what: str) -> date:
    return next(event.on for event in every(ProposalMade) if event.what.startswith(what))


def test_his_licence_starts_on_release_day_with_the_policy_of_that_day() -> None:
    (version,) = on(RELEASED).story.licence.versions
    assert (version.starts, version.event.policy_version) == (RELEASED, "3.0")
    assert version.ends is not None
    assert not on(RELEASED - DAY).story.licence.versions


def test_working_for_himself_is_a_conflict_by_the_officers_direction() -> None:
    said, label, why = worst(verdict("DJ", RELEASED))
    assert (said, label) == ("conflict", "work approval")
    assert why == "the officer has refused self-employment"
    assert verdict("DJ", TODAY).verdict == "conflict"


def test_in_prison_no_proposal_is_clear() -> None:
    result = verdict("DJ", proposed("DJ"))
    assert result.verdict == "unknown"  # it starts after release, and that licence is not entered
    assert any("licence" in question for question in result.missing)


def test_no_web_at_any_time_and_email_from_the_day_it_was_permitted() -> None:
    permitted = every(PermissionGiven, decision="granted")[0].on
    eve, later = verdict("Email", permitted - DAY), verdict("Email", permitted)
    assert worst(eve) == (
        "conflict", "no internet devices", "needs email, and no permission for that is on record"
    )  # fmt: skip
    assert later.verdict == "clear"
    assert "permission from Colin Marsh" in next(row.why for row in later.conditions if row.id == "no_internet_devices")
    assert verdict("Email", TODAY).verdict == "clear"
    for day in (proposed("Apply"), permitted, TODAY):
        said, _, why = worst(verdict("Apply", day))
        assert said == "conflict"
        assert "web" in why


def test_email_does_not_carry_the_web_once_it_is_permitted() -> None:
    """The same proposal made again after the permission needs only the web."""
    (online,) = (event for event in EVENTS if isinstance(event, ProposalMade) and event.what.startswith("Apply"))
    again = msgspec.structs.replace(online, starts=TODAY)
    result = check(on(TODAY).story, again).result
    assert result is not None
    assert worst(result)[::2] == ("conflict", "needs web, which no permission covers")


def test_the_charity_shop_is_a_conflict_before_and_after_the_officer_says_no() -> None:
    asked, refused = proposed("Charity"), every(VacancyConsidered, result="ruled_out")[0].on
    said, label, why = worst(verdict("Charity", asked))
    assert (said, why) == ("conflict", "colleagues or customers under age are met regularly")
    assert "under 18" in label
    said, label, why = worst(verdict("Charity", refused))
    assert (said, "under 18" in label) == ("conflict", True)
    assert why.startswith("permission was refused")
    assert [question.asked for question in unanswered(on(refused - DAY).story)] == [asked]
    assert unanswered(on(refused).story) == []


def test_the_nightclub_kitchen_asks_first_and_is_clear_with_the_approval() -> None:
    approved = every(WorkApproval, state="approved")[0].on
    before = verdict("Bar kitchen", approved - DAY)
    assert worst(before) == ("ask", "work approval", "no approval for this is recorded")
    assert before.missing == ("work_phone: Does the work come with a phone? (ask the employer)",)
    assert before.ask_text is not None
    assert "Thu\N{EN DASH}Sat 18:00\N{EN DASH}01:00" in before.ask_text
    after = verdict("Bar kitchen", approved)
    assert after.verdict == "clear"
    assert any("permission from Colin Marsh" in row.why for row in after.conditions)
    assert verdict("Bar kitchen", TODAY).verdict == "clear"


def test_the_tab_lists_the_worst_first() -> None:
    found = [(each.proposal.what.split()[0], each.severity) for each in checks_of(on(TODAY).story)]
    assert found == [("DJ", 3), ("Apply", 3), ("Charity", 3), ("Email", 0), ("Bar", 0)]


def test_voluntary_work_is_ruled_out_and_names_the_condition() -> None:
    (ruled_out,) = every(VacancyConsidered, result="ruled_out")
    condition = next(c for c in on(TODAY).story.probation.conditions if c.id == ruled_out.condition)
    assert "under 18" in condition.words


def test_he_is_relocated_and_the_earlier_address_stays_in_the_record() -> None:
    moved = on(MOVED).story.place
    assert isinstance(moved.address, Relocated)
    assert moved.address.safe == "yes"
    assert moved.earlier[-1].type == "hostel"
    assert [delay.reason for delay in on(MOVED).story.search.delays][-1] == "housing"


def test_more_than_eighty_applications_and_then_a_job_the_officer_approved() -> None:
    assert on(OFFERED).story.search.applications_made > 80
    approved = every(WorkApproval, state="approved")[0].on
    assert OFFERED < approved < STARTED
    assert "work_approval" in {flag.flag for flag in on(approved - DAY).flags}
    begun = on(STARTED)
    assert "work_approval" not in {flag.flag for flag in begun.flags}
    assert "benefits_session" not in {flag.flag for flag in begun.flags}
    assert begun.story.work.open_jobs[0].role == "Bar kitchen assistant"


def test_he_closes_because_he_is_in_work_and_wants_no_more_support() -> None:
    end = on(TODAY)
    assert end.story.case.reason == "in_work_no_support_wanted"
    assert end.phase.reason == label("in_work_no_support_wanted")
    assert end.story.work.open_jobs
    assert end.flags == ()
    assert end.deadlines == ()
