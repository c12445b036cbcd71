"""The licence as recorded: which version holds on which day, and what a return to custody does to it all."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.events import (
    ConditionAdded,
    ConditionVaried,
    DirectionGiven,
    LicenceCheckSaved,
    LicenceRecorded,
    Offer,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
    Released,
    ReturnedToCustody,
)
from tests.casework.made_up import corrected, day, from_prison, story, taken_back, told

DAY = timedelta(days=1)


def licence(starts, ends=None, on=-100, **fields):
    """A licence version, its days as days from today."""
    given = {"policy_version": "4.0", "starts": day(starts), "ends": None if ends is None else day(ends)}
    return told(LicenceRecorded, on, **(given | fields))


def out(on=-100):
    """Referred in prison and released on a day."""
    return [from_prison(-200), told(Released, on)]


def test_a_version_holds_from_its_first_day_to_its_last_inside() -> None:
    held = story(*out(), licence(-100, 50)).licence
    (version,) = held.versions
    assert [held.in_force(day(n)) for n in (-101, -100, 50, 51)] == [None, version, version, None]
    assert held.ends == day(50)
    assert not version.superseded


def test_the_next_version_ends_the_one_before_on_the_eve() -> None:
    first, second = licence(-100, 50), licence(-20, 50, on=-20)
    for order in ((first, second), (second, first)):
        held = story(*out(), *order).licence
        assert [(v.event.id, v.starts, v.ends, v.superseded) for v in held.versions] == [
            (first.id, day(-100), day(-21), True),
            (second.id, day(-20), day(50), False),
        ]
        assert held.in_force(day(-21)).event.id == first.id
        assert held.in_force(day(-20)).event.id == second.id


def test_a_version_that_ended_before_the_next_leaves_a_gap() -> None:
    held = story(*out(), licence(-100, -60), licence(-20)).licence
    assert [v.ends for v in held.versions] == [day(-60), None]
    assert held.in_force(day(-40)) is None
    assert held.ends is None


def test_of_two_that_start_on_one_day_the_one_recorded_last_holds() -> None:
    first, second = licence(-100, on=-100), licence(-100, on=-90)
    (version,) = story(*out(), first, second).licence.versions
    assert version.event.id == second.id


def test_an_approved_version_may_lie_ahead() -> None:
    held = story(*out(), licence(-100), licence(10, on=-1, status="approved")).licence
    assert held.in_force(day(0)).starts == day(-100)
    assert held.in_force(day(10)).starts == day(10)


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_a_draft_is_kept_apart_and_never_in_force(status: str) -> None:
    held = story(*out(), licence(-100, status=status)).licence
    assert held.versions == ()
    assert [draft.status for draft in held.drafts] == [status]
    assert held.in_force(day(0)) is None


@pytest.mark.parametrize("status", ["rejected", "ended", "recalled"])
def test_what_was_turned_down_or_is_over_never_holds(status: str) -> None:
    held = story(*out(), licence(-100, status=status)).licence
    assert (held.versions, held.drafts) == ((), ())


@given(st.lists(st.tuples(st.integers(-90, 30), st.integers(0, 60)), min_size=1, max_size=6))
def test_versions_follow_one_another_and_never_overlap(spans: list[tuple[int, int]]) -> None:
    held = story(*out(), *(licence(starts, starts + length) for starts, length in spans)).licence
    assert held.versions
    for earlier, later in zip(held.versions, held.versions[1:], strict=False):
        assert earlier.ends is not None
        assert earlier.starts <= earlier.ends < later.starts
    for starts, _ in spans:
        assert held.in_force(day(starts)).starts == day(starts)


# Back in custody


def everything(on):
    """One of each record of the licence, all made on a day."""
    proposal = told(ProposalMade, on, what="Cook", starts=day(10))
    return [
        licence(on, on=on),
        told(DirectionGiven, on, refuses=("nights",)),
        proposal,
        told(PermissionGiven, on, condition="work_approval", proposal=proposal.id),
        told(OfficerAsked, on, proposal=proposal.id),
        told(LicenceCheckSaved, on, proposal=proposal.id, verdict="ask"),
    ]


def test_a_return_to_custody_ends_all_of_it() -> None:
    before = story(*out(), *everything(-90)).licence
    after = story(*out(), *everything(-90), told(ReturnedToCustody, -30)).licence
    for name in ("versions", "directions", "proposals", "permissions", "asked", "checks"):
        assert len(getattr(before, name)) == 1, name
        assert getattr(after, name) == (), name


def test_what_is_recorded_after_the_return_counts_for_the_next_release() -> None:
    back = story(*out(), *everything(-90), told(ReturnedToCustody, -30), licence(20, on=-5, status="draft")).licence
    assert [draft.starts for draft in back.drafts] == [day(20)]
    again = story(*out(), *everything(-90), told(ReturnedToCustody, -30), told(Released, -10), *everything(-10)).licence
    assert [v.starts for v in again.versions] == [day(-10)]
    assert len(again.proposals) == len(again.permissions) == 1


def test_orders_outlive_a_return_and_conditions_of_the_licence_do_not() -> None:
    order = told(ConditionAdded, -95, category="shpo", catalogue="shpo", words="Court order", order=True)
    term = told(ConditionAdded, -95, category="curfew_v4", catalogue="curfew_v4", words="In at seven")
    held = story(*out(), order, term, told(ReturnedToCustody, -30), told(Released, -10)).probation
    assert [c.id for c in held.in_force] == [order.id]


# Corrections


def test_later_records_find_what_was_corrected_since() -> None:
    offer = told(Offer, -50, role="Cook")
    first = told(ProposalMade, -50, what="Cook", starts=day(10), about=offer.id)
    second = corrected(first, what="Cook, mornings")
    term = told(ConditionAdded, -60, category="no_internet_devices", catalogue="no_internet_devices", words="No net")
    retyped = corrected(term, words="No internet")
    given = told(PermissionGiven, -40, condition=retyped.id, proposal=second.id)
    other_offer = corrected(offer, role="Head cook")
    late = told(ProposalMade, -30, what="Head cook", starts=day(10), about=other_offer.id)
    told_so = [*out(), offer, first, second, term, retyped, given, other_offer, late]
    held = story(*told_so)
    assert [(p.id, p.what) for p in held.licence.proposals] == [
        (first.id, "Cook, mornings"),
        (late.id, "Head cook"),
    ]
    assert held.licence.permissions[0].proposal == first.id
    assert held.licence.permissions[0].condition == held.probation.in_force[0].id == term.id
    assert {p.about for p in held.licence.proposals} == {offer.id}


def test_what_is_taken_back_is_gone() -> None:
    version = licence(-100)
    assert story(*out(), version, taken_back(version)).licence.versions == ()


# Changes that ask for another reading


def test_the_last_change_after_release_is_a_variation() -> None:
    term = told(ConditionAdded, -100, category="x", words="Something")
    assert story(*out(), term, licence(-100)).licence.varied is None
    varied = told(ConditionVaried, -40, condition=term.id, words="Something else")
    assert story(*out(), term, licence(-100), varied).licence.varied == day(-40)
    assert story(*out(), term, varied, licence(-20, on=-20)).licence.varied == day(-20)
    assert story(*out(-10), term, varied).licence.varied is None  # before this release


def test_the_fold_gives_plain_structs() -> None:
    held = story(*out(), *everything(-90)).licence
    assert all(isinstance(each, msgspec.Struct) for each in (*held.versions, *held.proposals, *held.permissions))


def test_a_licence_recorded_as_ended_no_longer_holds() -> None:
    over = licence(-100, -10, on=-5, status="ended")
    held = story(*out(), licence(-100, 50), over).licence
    assert [(v.starts, v.ends) for v in held.versions] == [(day(-100), day(-10))]
    assert held.in_force(day(-9)) is None


def test_the_end_of_a_draft_is_not_the_end_of_the_licence() -> None:
    told_end = story(*out(), licence(-100, 50), licence(-3, 90, on=-3, status="draft")).probation.licence_end
    assert told_end is not None
    assert told_end.ends == day(50)
