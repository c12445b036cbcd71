"""Private rent under 35: who is kept to a room, who is not, and what is asked."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from calculators.benefits.local_housing import SharedRoomRequest, cautions, shared_room
from calculators.explain import RequestError


def ask(**facts):
    return shared_room(msgspec.convert({"on": date(2026, 11, 25), "age": 28, **facts}, SharedRoomRequest, strict=False))


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({}, "shared"),
        ({"age": 34}, "shared"),
        ({"age": 35}, "one_bedroom"),
        ({"age": 24, "care_leaver": True}, "one_bedroom"),
        ({"age": 25, "care_leaver": True}, "shared"),
        ({"age": 17, "care_leaver": True}, "shared"),
        ({"hostel_months_total": 3, "accepted_resettlement_support": True}, "one_bedroom"),
        ({"hostel_months_total": "2.9", "accepted_resettlement_support": True}, "shared"),
        ({"hostel_months_total": 12, "accepted_resettlement_support": False}, "shared"),
        ({"age": 16, "hostel_months_total": 4, "accepted_resettlement_support": True}, "one_bedroom"),
        ({"pip_daily_living": "enhanced"}, "one_bedroom"),
        ({"pip_daily_living": "none"}, "shared"),
        ({"dla_care": "middle"}, "one_bedroom"),
        ({"dla_care": "lowest"}, "shared"),
        ({"attendance_allowance": True}, "one_bedroom"),
        ({"mappa_level": 1}, "shared"),
        ({"mappa_level": 2}, "one_bedroom"),
        ({"age": 19, "mappa_level": 3}, "one_bedroom"),
        ({"domestic_abuse_or_modern_slavery": True}, "one_bedroom"),
        ({"non_dependant": True}, "one_bedroom"),
        ({"landlord": "social"}, "not_applicable"),
        ({"landlord": "social", "age": 40}, "not_applicable"),
    ],
)
def test_the_rate(facts, rate):
    assert ask(**facts).rate == rate


def test_what_is_not_known_is_asked_only_where_it_bears():
    assert ask().missing == ("hostel_months_total", "pip_daily_living", "mappa_level")
    assert "care_leaver" in ask(age=22).missing
    assert "accepted_resettlement_support" in ask(hostel_months_total=5).missing
    assert ask(age=40).missing == ()
    assert ask(pip_daily_living="standard").missing == ()


def test_the_readings_are_told():
    assert any("level 2 or 3" in warning for warning in ask(mappa_level=2).warnings)
    assert any("hostel" in w for w in ask(hostel_months_total=5, accepted_resettlement_support=True).warnings)
    assert any("year of birth" in warning for warning in ask(age=None, birth_year=1991).warnings)


def test_every_private_rent_has_its_caution_and_no_other():
    assert len(cautions(age=40, private_rent=True, landlord="private")) == 1
    assert len(cautions(age=30, private_rent=True, landlord=None)) == 2
    assert cautions(age=30, private_rent=True, landlord=None)[0].startswith("If the landlord is private")
    assert cautions(age=30, private_rent=False, landlord=None) == ()


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"age": 12}, "age"), ({"age": None}, "age"), ({"mappa_level": 4}, "mappa_level"),
     ({"hostel_months_total": -1}, "hostel_months_total")],
)  # fmt: skip
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        ask(**facts)
    assert refused.value.field == field
