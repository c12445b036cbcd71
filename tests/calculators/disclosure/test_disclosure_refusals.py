"""What cannot be is refused beside its field; what nobody said is not."""

import pytest
from disclosure_cases import answer, outcome, prison, read

from calculators.disclosure.check import disclosure
from calculators.explain import RequestError

REFUSED = [
    (outcome("fine/fine", start_date="2019-12-31"), "start_date"),
    (prison(years=120), "length"),
    (prison(months=0, length={"days": 0}), "length"),
    (prison(months=-1), "length"),
    (outcome("custody/prison", length="until_further_order"), "length"),
    (outcome("fine/fine", length={"months": 3}), "length"),
    (outcome("caution/simple", length={"months": 3}), "length"),
    (outcome("caution/conditional", conditions_end_date="2020-01-09"), "conditions_end_date"),
    (outcome("fine/fine", conditions_end_date="2020-03-01"), "conditions_end_date"),
    (outcome("order/community_order", length="until_further_order", last_day="2021-01-01"), "last_day"),
    (outcome("order/community_order", last_day="2019-01-01"), "last_day"),
    (prison(years=1, sentence_end_date="2019-01-01"), "sentence_end_date"),
    (outcome("fine/fine", date_of_birth="1990-01-01", age_at_conviction="under18"), "age_at_conviction"),
    (outcome("fine/fine", date_of_birth="2005-01-01", age_at_conviction="adult"), "age_at_conviction"),
    (outcome("fine/fine", date_of_birth="2015-01-01", age_at_conviction=None), "date_of_birth"),
    (outcome("fine/fine", "2026-11-26"), "conviction_date"),
    (outcome("fine/fine", "1939-12-31"), "conviction_date"),
    (outcome("fine/fine", offence_date="2020-02-01"), "conviction_date"),
    (outcome("compensation/compensation_order", paid_in_full_date="2027-01-01"), "paid_in_full_date"),
    (outcome("compensation/compensation_order", paid_in_full_date="2021-01-01", unpaid=True), "unpaid"),
    (prison(years=5, multiple_sentences=False, single_sentence_over_4y=False), "single_sentence_over_4y"),
    (outcome("fine/fine", group=" "), "group"),
    (outcome("fine/nothing"), "subtype"),
    (outcome("gift/fine"), "type"),
    (outcome("order/overseas_community_order", length={"months": 3}), "type"),
]


@pytest.mark.parametrize(("bad", "field"), REFUSED, ids=[f"{bad['subtype']} {field}" for bad, field in REFUSED])
def test_what_cannot_be_names_its_field(bad, field):
    with pytest.raises(RequestError) as refused:
        answer(outcome("fine/fine", group="fine"), bad)
    assert refused.value.field == f"outcomes[1].{field}"
    assert refused.value.problem[-1] in ".?"


@pytest.mark.parametrize("name", ["custody/scottish_sentence", "foreign/prison", "custody/northern_ireland_prison"])
def test_sentences_from_elsewhere_are_refused_by_name(name):
    with pytest.raises(RequestError, match="outside England and Wales"):
        answer(outcome(name))


@pytest.mark.parametrize("court", ["scotland", "abroad", "service_court"])
def test_courts_elsewhere_are_refused_by_name(court):
    with pytest.raises(RequestError, match=court.replace("_", " ")):
        answer(prison(years=1, court=court))


def test_a_group_is_one_conviction_with_one_day():
    with pytest.raises(RequestError, match="different days") as refused:
        answer(outcome("fine/fine"), outcome("fine/fine", "2020-02-10"))
    assert refused.value.field == "outcomes[1].conviction_date"
    with pytest.raises(RequestError, match="a caution and a conviction"):
        answer(outcome("fine/fine"), outcome("caution/simple"))


def test_periods_are_not_carried_back_before_they_held():
    with pytest.raises(RequestError, match="28 Oct 2023"):
        disclosure(read(outcome("fine/fine"), as_of="2023-10-27"))


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        (outcome("fine/fine", conviction_date=None), "conviction_date"),
        (outcome("fine/fine", start_date=None), "start_date"),
        (prison(length=None), "length"),
        (outcome("order/community_order"), "length"),
        (outcome("motoring/fine", "2024-03-10"), "endorsement"),
        (outcome("compensation/compensation_order", unpaid=False), "paid_in_full_date"),
        (outcome("fine/fine", "2026-03-10", age_at_conviction=None), "age_at_conviction"),
    ],
)
def test_what_was_not_said_is_missing_and_cannot_be_told(asked, missing):
    found = answer(asked)
    assert f"outcomes[0].{missing}" in found.missing
    assert found.groups["A"].state == "unknown"
    assert "cannot be told" in found.in_short


def test_nothing_entered_is_an_answer_too():
    assert answer().in_short == "Nothing was entered."


def test_an_approximate_day_says_so_and_asks_for_a_check():
    found = answer(outcome("fine/fine", approximate=True))
    assert "approximate" in found.groups["A"].flags
    assert any("basic check" in line for line in found.warnings)


def test_what_an_approximate_conviction_holds_open_is_approximate_too():
    found = answer(prison(months=6), outcome("fine/fine", "2021-03-01", "B", approximate=True)).groups
    assert "approximate" in found["A"].flags


def test_what_schedule_18_names_is_told_where_it_was_not_said():
    (told,) = [line for line in answer(prison(years=5)).warnings if "Schedule 18" in line]
    assert "robbery" in told.split("Not named")[0]
    assert "theft" in told.split("Not named")[1]
    assert not any("Schedule 18" in line for line in answer(prison(years=5, schedule18=False)).warnings)
    assert not any("Schedule 18" in line for line in answer(prison(years=4)).warnings)
