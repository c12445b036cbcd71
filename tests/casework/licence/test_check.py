"""The bridge to the licence calculator: what is recorded becomes its request, and its answer is told honestly."""

from __future__ import annotations

import json
from datetime import date, time

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.licence import catalogue
from ipstui.casework.events import (
    ConditionAdded,
    ConditionEnded,
    DirectionGiven,
    LicenceEndSet,
    LicenceRecorded,
    Offer,
    PermissionGiven,
    ProbationAppointment,
    ProposalMade,
    Referral,
    Released,
    ReturnedToCustody,
    WorkApproval,
)
from ipstui.casework.history import read_event, write_event
from ipstui.casework.licence.check import ASSUMED, check, checks_of, to_keep, work_approved
from ipstui.casework.licence.request import assumed, request_for
from tests.casework.made_up import STORIES, corrected, day, expected, from_prison, story, told

QUIET = {"nights_away": "no", "overseas": "no", "passport_needed": "no", "internet": "none", "children": "none"}
"""Facts that leave only the approval of work to ask about."""
WEEKLY = ({"days": [0, 1, 2, 3, 4], "from": "09:00", "to": "15:00"},)


def out(on=-30):
    """Referred in prison and released on a day."""
    return [from_prison(-200), told(Released, on)]


def licence(on=-30, **fields):
    return told(LicenceRecorded, on, **({"policy_version": "4.0", "starts": day(on)} | fields))


def cook(on=-10, **fields):
    given = {"what": "Cook", "starts": day(10), "facts": QUIET, "engagement": "employee", "weekly": WEEKLY}
    return told(ProposalMade, on, **(given | fields))


def term(name, on=-30, words="A condition", **fields):
    """A condition of the catalogue."""
    return told(ConditionAdded, on, **({"category": name, "catalogue": name, "words": words} | fields))


def apply_online(*purposes):
    return cook(proposal_kind="activity", what="Write to employers", facts=QUIET | {"internet": list(purposes)})


def of(*told_events):
    """The one proposal held against the story."""
    (checked,) = checks_of(story(*told_events))
    return checked


def verdict(*told_events):
    checked = of(*told_events)
    assert checked.result is not None, checked.problem
    return checked.result.verdict


def row(checked, name):
    return next((each for each in checked.result.conditions if each.id == name), None)


APPROVED = {"state": "approved", "what": "Cook"}


# No licence entered


def test_without_a_licence_the_standard_conditions_are_assumed_and_nothing_is_clear() -> None:
    checked = of(*out(), apply_online("web"))
    assert checked.result.verdict == "unknown"
    assert ASSUMED in checked.result.warnings
    assert any("licence" in question for question in checked.result.missing)
    assert checked.result.steps[0].text.startswith("UNKNOWN")
    assert row(of(*out(), cook()), "work_approval").verdict == "ask"
    assert verdict(*out(), cook()) == "ask"
    assert verdict(*out(), cook(), told(WorkApproval, -5, **APPROVED)) == "unknown"


def test_with_the_licence_entered_the_same_is_clear() -> None:
    assert verdict(*out(), licence(), apply_online("web")) == "clear"
    assert verdict(*out(), licence(), cook(), told(WorkApproval, -5, **APPROVED)) == "clear"


@pytest.mark.parametrize(
    ("told_events", "is_assumed"),
    [
        ([*out()], True),
        ([*out(), licence(status="draft")], False),
        ([*out(), told(LicenceEndSet, -20, ends=day(-1))], False),
        ([*out(), told(LicenceEndSet, -20, ends=day(0))], True),  # its last day is inside
        ([told(Referral, -30, in_custody="no")], False),  # never inside that we know of
        ([*out(), licence(), told(ReturnedToCustody, -20), told(Released, -5)], True),
    ],
)
def test_when_a_licence_is_assumed(told_events: list, is_assumed: bool) -> None:
    assert assumed(story(*told_events)) is is_assumed


@given(STORIES)
def test_an_assumed_licence_is_never_clear(events: list) -> None:
    told_so = story(*events)
    result = check(told_so, cook()).result
    if result is not None and assumed(told_so):
        assert result.verdict != "clear"


# In prison


def test_in_custody_the_day_of_release_decides() -> None:
    inside = [from_prison(-30)]
    before = of(*inside, expected(20), cook())
    assert (before.result.verdict, before.result.conditions[0].id) == ("conflict", "state")
    assert before.result.ask_text is None
    after = of(*inside, expected(5), cook())
    assert after.result.verdict == "unknown"
    assert ASSUMED not in after.result.warnings
    no_date = of(*inside, cook())
    assert no_date.result.verdict == "unknown"
    assert any("release" in question for question in no_date.result.missing)


def test_a_draft_never_makes_anything_clear_or_worse_than_unknown() -> None:
    draft = licence(-5, status="draft", starts=day(5))
    known = [from_prison(-30), expected(5), draft, told(DirectionGiven, -4, refuses=("job",)), cook()]
    checked = of(*known)
    assert checked.result.verdict == "unknown"
    assert row(checked, "work_approval").verdict == "conflict"  # shown, so that it can be raised in time


# Worst first


def test_the_worst_comes_first_and_of_equals_the_earlier() -> None:
    told_so = [
        *out(), licence(), term("no_internet_devices"),
        cook(what="Later", starts=day(20)), cook(what="Sooner", starts=day(5)),
        cook(what="Online", proposal_kind="activity", facts=QUIET | {"internet": ["web"]}),
        cook(what="By hand", proposal_kind="activity"),
        cook(what="Not known", proposal_kind="activity", facts={"children": "none"}),
        cook(what="Unreadable", facts={"no such fact": "yes"}),
    ]  # fmt: skip
    found = checks_of(story(*told_so))
    assert [each.severity for each in found] == sorted((each.severity for each in found), reverse=True)
    assert [each.proposal.what for each in found[:3]] == ["Online", "Sooner", "Later"]
    assert found[-1].proposal.what == "By hand"
    broken = next(each for each in found if each.proposal.what == "Unreadable")
    assert (broken.result, broken.severity) == (None, 1)
    assert "no such fact" in broken.problem


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekly": ({"days": [0], "from": "25:00", "to": "26:00"},)},
        {"weekly": ({"days": [9], "from": "09:00", "to": "10:00"},)},
        {"weekly": ({"from": "09:00"},)},
        {"journey_minutes": -5},
        {"ends": day(1)},
        {"facts": {"postcode": "nowhere at all"}},
    ],
)
def test_what_cannot_be_checked_says_so_and_does_not_stop_the_rest(wrong: dict) -> None:
    found = checks_of(story(*out(), licence(), cook(what="Wrong", **wrong), cook()))
    assert [each.proposal.what for each in found if each.result] == ["Cook"]
    assert next(each.problem for each in found if not each.result)


# Approvals, permissions, directions


def test_an_approval_named_in_any_of_the_ways_clears_work() -> None:
    offer = told(Offer, -12, role="Cook")
    proposal = cook(about=offer.id)
    known = [*out(), licence(), offer, proposal]
    assert verdict(*known) == "ask"
    for answer in (
        told(WorkApproval, -5, state="approved", job=offer.id),
        told(WorkApproval, -5, state="approved", job=proposal.id),
        told(WorkApproval, -5, **APPROVED),
        told(WorkApproval, -5, state="limited", job=offer.id),
        told(PermissionGiven, -5, condition="work_approval", proposal=proposal.id),
        told(PermissionGiven, -5, condition="work_approval", proposal=offer.id),
    ):
        assert verdict(*known, answer) == "clear", answer
    for answer in (
        told(WorkApproval, -5, state="asked", job=offer.id),
        told(WorkApproval, -5, state="approved", job="another"),
        told(PermissionGiven, -5, condition="work_approval"),  # of no proposal in particular
        told(PermissionGiven, -5, condition="work_approval", proposal="another"),
        told(PermissionGiven, -5, condition="work_approval", proposal=proposal.id, ends=day(-1)),
    ):
        assert verdict(*known, answer) == "ask", answer


def test_a_refusal_is_a_conflict_and_says_since_when() -> None:
    proposal = cook()
    checked = of(*out(), licence(), proposal, told(WorkApproval, -5, state="refused", job=proposal.id))
    assert checked.result.verdict == "conflict"
    assert row(checked, "work_approval").why == f"permission was refused from {day(-5)}"


def test_a_direction_refuses_one_way_of_working() -> None:
    refused = told(DirectionGiven, -20, refuses=("self_employed",))
    alone = cook(engagement="self_employed")
    assert verdict(*out(), licence(), refused, alone) == "conflict"
    assert verdict(*out(), licence(), refused, cook()) == "ask"
    over = told(DirectionGiven, -20, refuses=("self_employed",), ends=day(5))
    assert verdict(*out(), licence(), over, alone) == "ask"


def test_a_permission_finds_the_condition_it_was_given_under() -> None:
    rule = term("no_internet_devices")
    known = [*out(), licence(), rule]
    assert verdict(*known, apply_online("email")) == "conflict"
    mail = told(PermissionGiven, -5, condition=rule.id, purposes=("email",))
    assert verdict(*known, mail, apply_online("email")) == "clear"
    assert verdict(*known, mail, apply_online("web", "email")) == "conflict"
    by_name = told(PermissionGiven, -5, condition="no_internet_devices", purposes=("email",))
    assert verdict(*known, by_name, apply_online("email")) == "clear"
    retyped = corrected(rule, words="No web")
    later = told(PermissionGiven, -5, condition=retyped.id, purposes=("email",))
    assert verdict(*known, retyped, later, apply_online("email")) == "clear"


def test_the_flag_and_the_tab_agree_on_approval() -> None:
    offer = told(Offer, -12, role="Cook", accepted="yes", starts=day(10))
    proposal = cook(about=offer.id)
    known = [*out(), licence(), offer, proposal]
    given_to = told(PermissionGiven, -5, condition="work_approval", proposal=proposal.id)
    for told_so, said in ((known, "ask"), ([*known, given_to], "clear")):
        assert verdict(*told_so) == said
        asked = work_approved(story(*told_so), offer.id, "Cook", day(10))
        assert asked is not None
        assert asked.verdict == said


# Conditions


def test_standard_conditions_belong_to_each_version() -> None:
    told_so = story(*out(), licence(policy_version="3.0"), licence(-10), cook())
    older, newer = request_for(told_so, told_so.licence.proposals[0]).licences
    for held, version in ((older, "3.0"), (newer, "4.0")):
        assert [c.id for c in held.conditions] == [entry.id for entry in catalogue.standard(version)]
    assert (older.status, older.end, newer.status) == ("superseded", day(-11), "active")


def test_a_condition_of_another_policy_version_is_kept_as_free_text() -> None:
    curfew = term("curfew_v4", words="In from nine at night", params={"blocks": [{"from": "21:00", "to": "06:00"}]})
    known = [*out(), licence(policy_version="3.0"), curfew, cook(journey_minutes=5)]
    checked = of(*known)
    kept = row(checked, curfew.id)
    assert (kept.verdict, kept.label) == ("ask", "In from nine at night")
    assert row(checked, "curfew_v4") is None
    told_off = told(PermissionGiven, -5, condition=curfew.id)
    assert row(of(*known, told_off), curfew.id).verdict == "clear"


@pytest.mark.parametrize("entered", [[], [told(Released, -60)]], ids=["referred in the community", "released"])
def test_a_condition_entered_before_its_licence_is_tested_all_the_same(entered: list) -> None:
    """It was taken from the list of today's policy version, and the licence may have begun under the one before."""
    assert catalogue.policy_version_for(day(-60)) != catalogue.policy_version_for(day(0))
    begun = [told(Referral, -90, in_custody="no")] if not entered else [from_prison(-200), *entered]
    evening = ({"days": [0, 1, 2, 3, 4], "from": "18:00", "to": "22:00"},)
    curfew = term("curfew_v4", -1, params={"blocks": [{"from": "19:00", "to": "07:00"}]}, starts=day(-60))
    checked = of(*begun, curfew, cook(weekly=evening, journey_minutes=30))
    assert checked.result.verdict == "conflict"
    assert row(checked, "curfew_v4").verdict == "conflict"
    # Nothing is clear by it: the licence itself is still not known.
    assert of(*begun, curfew, cook(journey_minutes=5)).result.verdict in ("ask", "unknown")


def test_a_condition_that_ended_binds_no_longer() -> None:
    rule = term("no_internet_devices")
    known = [*out(), licence(), rule, told(ConditionEnded, -5, condition=rule.id)]
    assert verdict(*known, apply_online("web")) == "clear"
    assert verdict(*out(), licence(), term("no_internet_devices", ends=day(-1)), apply_online("web")) == "clear"


def test_a_bespoke_condition_is_read_by_its_rule() -> None:
    rule = term("bespoke", rule="R-NO-CHILD", params={"age": 18}, words="Nobody under 18")
    shop = cook(proposal_kind="activity", facts=QUIET | {"children": "regular"})
    checked = of(*out(), licence(), rule, shop)
    assert (checked.result.verdict, row(checked, rule.id).label) == ("conflict", "Nobody under 18")


def test_orders_bind_without_a_licence_and_are_not_the_officers() -> None:
    order = term("barred_list_children", order=True, words="Barred list")
    school = cook(facts=QUIET | {"children": "role"}, what="School cook")
    ended = [*out(), told(LicenceEndSet, -20, ends=day(-1))]
    checked = of(*ended, order, school)
    assert checked.result.verdict == "conflict"
    assert checked.result.ask_text is None
    back = [*out(-60), order, told(ReturnedToCustody, -40), told(Released, -30), licence(), school]
    assert row(of(*back), "barred_list_children").verdict == "conflict"


# Nothing about health in what is sent

HEALTH = sorted({entry.id for entry in catalogue.entries() if entry.health})
SECRET = "Sees Zebedee at the Turning House each week"


@pytest.mark.parametrize("version", ["2.0", "3.0", "4.0"])
@pytest.mark.parametrize("name", HEALTH)
def test_health_conditions_never_appear_in_the_request_to_the_officer(name: str, version: str) -> None:
    facts = QUIET | {"sells_alcohol": "yes", "tasting": "no"}
    booked = told(ProbationAppointment, day(12), at=time(10), recorded=told(Referral, -1).recorded)
    shift = {"days": list(range(7)), "from": "09:00", "to": "17:00"}
    proposal = cook(facts=facts, weekly=(shift,), journey_minutes=10, starts=day(8))
    checked = of(*out(), licence(policy_version=version), term(name, words=SECRET), booked, proposal)
    text = checked.result.ask_text
    assert text is not None
    entry = catalogue.newest(name)
    assert entry is not None
    for words in ("Zebedee", "Turning", "alcohol", "drug", "medical", "mental", "substance"):
        assert words.casefold() not in text.casefold(), words
    assert entry.name not in text


# Kept checks


def kept(told_events, on=-5, **fields):
    """The event that keeps today's check of the story as it was on a day."""
    (checked,) = checks_of(story(*told_events, today=day(on)))
    saved = to_keep(checked)
    assert saved is not None
    event = msgspec.structs.replace(saved, id=f"kept{on}", client="jo", on=day(on), **fields)
    stored = json.loads(msgspec.json.encode(write_event(event)))  # as it comes back from disk
    return read_event(stored)


def test_a_kept_check_holds_while_nothing_changes() -> None:
    known = [*out(), licence(), cook()]
    saved = kept(known)
    assert (saved.verdict, saved.catalogue_version) == ("ask", catalogue.meta().catalogue_version)
    checked = of(*known, saved)
    assert checked.kept == saved
    assert checked.stale == ()
    assert of(*known).kept is None


def test_why_a_kept_check_no_longer_holds() -> None:
    proposal = cook()
    known = [*out(), licence(), proposal]
    saved = kept(known)
    changes = {
        "licences changed since the check": licence(-2),
        "directions changed since the check": told(DirectionGiven, -2, refuses=("nights",)),
        "orders changed since the check": term("shpo", -2, order=True, params={"touches_work": "no"}),
        "permissions changed since the check": told(WorkApproval, -2, state="approved", job=proposal.id),
        "proposal changed since the check": corrected(proposal, starts=day(11)),
        "appointments changed since the check": told(
            ProbationAppointment, day(3), at=time(10), recorded=proposal.recorded
        ),
    }
    for why, event in changes.items():
        assert of(*known, saved, event).stale == (why,), event
    returned = of(*known, saved, told(ReturnedToCustody, -2), cook(-1))
    assert returned.kept is None  # lapsed with the licence it was held against


def test_a_new_catalogue_and_a_boundary_passed_make_it_stale() -> None:
    known = [*out(), licence(ends=day(-2)), cook(starts=day(-3), ends=day(5))]
    assert of(*known, kept(known)).stale == (f"something began or ended on {day(-1):%a} {day(-1).day} Nov",)
    plain = [*out(), licence(), cook()]
    (why,) = of(*plain, kept(plain, catalogue_version="0")).stale
    assert "catalogue" in why


def test_an_appointment_that_has_passed_changes_nothing_by_itself() -> None:
    booked = told(ProbationAppointment, day(-3), at=time(10), recorded=told(Referral, -9).recorded)
    known = [*out(), licence(), cook(), booked]
    saved = kept(known)
    assert saved.inputs["appointments"]
    assert of(*known, saved).stale == ()


def test_a_kept_check_that_cannot_be_read_is_stale_and_the_last_one_counts() -> None:
    known = [*out(), licence(), cook()]
    broken = kept(known, on=-5, inputs={"as_of": "2026-13-45"})
    assert of(*known, broken).stale == ("the kept check cannot be read by this version",)
    newer = kept(known, on=-4)
    assert of(*known, broken, newer).kept == newer


@given(STORIES, st.integers(-10, 40))
def test_any_story_is_checked_or_says_why_not(events: list, starts: int) -> None:
    told_so = story(*events)
    for checked in [*checks_of(told_so), check(told_so, cook(starts=day(starts)))]:
        assert (checked.result is None) == bool(checked.problem)
        assert isinstance(checked.proposal.starts, date)
