"""What is asked of the licence calculator: every term on record, as itself, whatever else is not known."""

from __future__ import annotations

from datetime import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.licence import catalogue
from calculators.licence.check import check_licence
from calculators.licence.facts import Facts
from calculators.licence.records import Condition, Licence, LicenceRequest, Permission, Proposal, Row, Scope
from ipstui.casework.events import (
    Appointment,
    ConditionEnded,
    ConditionVaried,
    LicenceEndSet,
    LicenceRecorded,
    PermissionGiven,
    ProbationAppointment,
    Referral,
    Released,
    ReturnedToCustody,
    WorkApproval,
)
from ipstui.casework.licence.check import checks_of
from tests.casework.licence.test_check import cook, licence, of, out, row, term, verdict
from tests.casework.made_up import corrected, day, story, told

CURFEW = {"blocks": [{"from": "14:00", "to": "07:00"}], "first_night": "15:00"}
LATER = {"blocks": [{"from": "21:00", "to": "07:00"}], "first_night": "15:00"}
QUICK = {"journey_minutes": 20}
SURE = {
    "nights_away": "no", "overseas": "no", "passport_needed": "no", "internet": "none", "children": "none",
    "work_phone": "no", "postcode": "B12 0XS", "crosses_zone": "no", "moves_about": "no", "named_person": "no",
    "driving": "none", "tools": ["broom"], "live_in": "no",
}  # fmt: skip


def approved(proposal, on=-5):
    return told(WorkApproval, on, state="approved", job=proposal.id)


def zone(name, *inside, **fields):
    return term("exclusion_zone_map", words=name, params={"inside": list(inside)}, **fields)


# Whatever is known of the licence, what is on record counts


def test_a_curfew_with_no_licence_and_nothing_known_of_prison_is_tested() -> None:
    known = [told(Referral, -200, in_custody="unknown"), term("curfew_v4", params=CURFEW), cook(**QUICK)]
    checked = of(*known)
    assert checked.result.verdict == "conflict"
    assert row(checked, "curfew_v4").verdict == "conflict"
    assert row(checked, "state").question
    clear = [*known[:1], term("curfew_v4", params=LATER), proposal := cook(**QUICK), approved(proposal)]
    assert verdict(*clear) == "unknown"


@pytest.mark.parametrize("before", [
    [told(LicenceEndSet, -20, ends=day(-10))],
    [licence(ends=day(-10))],
    [licence(), told(LicenceRecorded, -10, policy_version="4.0", starts=day(-30), status="ended")],
])  # fmt: skip
def test_a_term_told_after_the_licence_ended_still_binds(before: list) -> None:
    proposal = cook(facts=SURE, **QUICK)
    known = [*out(), *before, proposal, approved(proposal)]
    assert row(of(*known, term("curfew_v4", -5, params=CURFEW)), "curfew_v4").verdict == "conflict"
    assert verdict(*known, term("curfew_v4", -5, params=LATER)) == "unknown"
    assert row(of(*known, term("curfew_v4", -25, params=CURFEW)), "curfew_v4") is None


def test_a_recalled_licence_is_never_clear() -> None:
    proposal = cook(facts=SURE, **QUICK)
    gone = told(LicenceRecorded, -3, policy_version="4.0", starts=day(-30), status="recalled")
    assert verdict(*out(), licence(), proposal, approved(proposal)) == "clear"
    assert verdict(*out(), licence(), proposal, approved(proposal), gone) == "unknown"


def test_of_two_last_days_the_later_binds() -> None:
    proposal = cook(facts=SURE, **QUICK)
    known = [*out(), licence(ends=day(5)), term("curfew_v4", params=CURFEW), proposal, approved(proposal)]
    assert row(of(*known, told(LicenceEndSet, -1, ends=day(90))), "curfew_v4").verdict == "conflict"


# Each term is itself


def test_a_permission_for_one_zone_lifts_that_one() -> None:
    town, park = zone("Town", "B12"), zone("Park", "B12")
    proposal = cook(facts=SURE, **QUICK)
    known = [*out(), licence(), town, park, proposal, approved(proposal)]
    lines = {r.key: r for r in of(*known, told(PermissionGiven, -5, condition=town.id)).result.conditions if r.key}
    assert (lines[town.id].verdict, lines[park.id].verdict) == ("clear", "conflict")
    assert (lines[town.id].label, lines[park.id].label) == ("Town", "Park")
    by_kind = of(*known, told(PermissionGiven, -5, condition="exclusion_zone_map"))
    assert {r.verdict for r in by_kind.result.conditions if r.id == "exclusion_zone_map"} == {"conflict"}
    ended = of(*known, told(ConditionEnded, -5, condition=park.id), told(PermissionGiven, -5, condition=town.id))
    assert ended.result.verdict == "clear"


def test_what_was_compared_with_one_map_holds_for_that_zone_and_keeps_its_permission() -> None:
    town, park = zone("Town", "WV1"), zone("Park", "WV2")
    proposal = cook(facts=SURE, **QUICK)
    found = told(ConditionVaried, -4, condition=town.id, words="Town", params={"inside": ["WV1"], "outside": ["B12"]})
    known = [*out(), licence(), town, park, proposal, approved(proposal), found]
    lines = {r.key: r.verdict for r in of(*known).result.conditions if r.key}
    assert lines == {town.id: "clear", park.id: "ask"}


def test_a_curfew_that_changed_has_new_hours_and_loses_its_permission() -> None:
    curfew = term("curfew_v4", params=LATER)
    late = cook(weekly=({"days": [0, 1], "from": "15:00", "to": "22:00"},), facts=SURE, **QUICK)
    known = [*out(), licence(), curfew, late, approved(late), told(PermissionGiven, -8, condition=curfew.id)]
    assert verdict(*known) == "clear"
    varied = told(ConditionVaried, -4, condition=curfew.id, words="A condition", params=CURFEW)
    assert row(of(*known, varied), "curfew_v4").verdict == "conflict"
    assert verdict(*known, varied, told(PermissionGiven, -3, condition=curfew.id)) == "clear"
    reworded = told(ConditionVaried, -4, condition=curfew.id, words="In from nine, at the hostel")
    assert verdict(*known, reworded) == "conflict"


def test_a_change_within_the_proposal_is_tested_on_both_sides() -> None:
    curfew = term("curfew_v4", params=CURFEW)
    begun = cook(-20, starts=day(-10), facts=SURE, **QUICK)
    varied = told(ConditionVaried, -2, condition=curfew.id, words="A condition", params=LATER)
    (line,) = {r.verdict for r in of(*out(), licence(), curfew, begun, varied).result.conditions if r.key is None
               and r.id == "curfew_v4"}  # fmt: skip
    assert line == "conflict"
    known = [*out(), licence(), curfew, soon := cook(facts=SURE, **QUICK), approved(soon), varied]
    assert verdict(*known) == "clear"


def test_a_decision_about_a_term_that_is_gone_stops_nothing() -> None:
    gone = term("bespoke", rule="R-NAMED", words="Gone")
    known = [*out(), gone, told(PermissionGiven, -20, condition=gone.id)]
    again = [*known, told(ReturnedToCustody, -15), told(Released, -10), licence(-10), cook()]
    assert of(*again).result is not None


# Appointments, and what changes under an approval


@pytest.mark.parametrize(("kind", "at", "said"), [
    (ProbationAppointment, time(10), "ask"), (Appointment, time(10), "ask"), (ProbationAppointment, None, "unknown"),
    (Appointment, None, "unknown"), (ProbationAppointment, time(23, 30), "clear"),
])  # fmt: skip
def test_whatever_is_booked_is_held_against_the_shifts(kind, at, said) -> None:
    proposal = cook(facts=SURE, **QUICK, weekly=({"days": list(range(7)), "from": "09:00", "to": "15:00"},))
    booked = told(kind, day(12), at=at, recorded=told(Referral, -1).recorded)
    assert verdict(*out(), licence(), proposal, approved(proposal), booked) == said


def test_an_approval_is_for_the_hours_it_was_given_for() -> None:
    proposal = cook(-10, facts=SURE, **QUICK)
    known = [*out(), licence(), proposal, approved(proposal, -8)]
    nights = ({"days": [4], "from": "22:00", "to": "06:00"},)
    assert verdict(*known) == "clear"
    assert verdict(*known, corrected(proposal, facts=SURE | {"meetings": "no"})) == "clear"
    assert verdict(*known, corrected(proposal, weekly=nights)) == "clear"  # recorded before it was approved
    told_late = corrected(proposal, weekly=nights, journey_minutes=30)
    late = told(Referral, -1).recorded
    assert verdict(*known, msgspec.structs.replace(told_late, recorded=late)) == "ask"
    answered = msgspec.structs.replace(corrected(proposal, facts=SURE | {"meetings": "no"}), recorded=late)
    assert verdict(*known, answered) == "clear"


# The case file says what the calculator says

OWN = {
    "curfew_v4": [CURFEW, LATER],
    "exclusion_zone_map": [{"inside": ["B12"]}, {"inside": ["WV1"], "outside": ["B12"]}, {}],
    "no_internet_devices": [{}],
    "one_phone": [{}],
    "no_drinking_establishments": [{}],
    "no_unsupervised_contact_children": [{"age": 18, "gender": "any"}],
}


@st.composite
def recorded(draw):
    """A licence, terms, decisions and a proposal: as events, and as the same request written by hand."""
    events = [*out(), licence(ends=day(300))]
    terms, keys, rows = [], [], []
    names = draw(st.lists(st.sampled_from(sorted(OWN)), max_size=4))
    for number, name in enumerate(names):
        params, shared = draw(st.sampled_from(OWN[name])), names.count(name) > 1
        added = term(name, words=f"Term {number}", params=params)
        events.append(added)
        keys.append((added.id, name))
        terms.append(Condition(id=name, key=added.id, params=params, label=f"Term {number}" if shared else None))
    facts = draw(st.dictionaries(st.sampled_from(sorted(SURE)), st.just(0)).map(lambda d: {k: SURE[k] for k in d}))
    proposal = cook(facts=facts, journey_minutes=draw(st.sampled_from([None, 15, 60])))
    events.append(proposal)
    if draw(st.booleans()):
        events.append(approved(proposal))
        rows.append(Permission(condition="work_approval", start=day(-5), scope=Scope(proposal=proposal.id)))
    for key, name in keys:
        decision = draw(st.sampled_from(["", "granted", "refused"]))
        if decision:
            events.append(told(PermissionGiven, -6, condition=key, decision=decision))
            rows.append(Permission(condition=name, key=key, start=day(-6), decision=decision))
    standard = [Condition(id=entry.id) for entry in catalogue.standard("4.0")]
    held = Licence(policy_version="4.0", status="active", start=day(-30), end=day(300), conditions=(*standard, *terms))

    asked = Proposal(
        id=proposal.id, kind="job", start=proposal.starts, engagement="employee", what="Cook",
        weekly=tuple(msgspec.convert(each, Row) for each in proposal.weekly),
        journey_minutes=proposal.journey_minutes, facts=msgspec.convert(facts, Facts, strict=False),
    )  # fmt: skip
    return events, LicenceRequest(as_of=story().today, licences=(held,), permissions=tuple(rows), proposal=asked)


@settings(max_examples=40, deadline=None)
@given(recorded())
def test_the_case_files_verdict_is_the_calculators(pair) -> None:
    events, by_hand = pair
    (checked,) = checks_of(story(*events))
    wanted = check_licence(by_hand)
    assert checked.result.verdict == wanted.verdict
    one, two = (
        sorted((r.id, r.key or "", r.verdict, r.why) for r in found.conditions) for found in (checked.result, wanted)
    )
    assert one == two
