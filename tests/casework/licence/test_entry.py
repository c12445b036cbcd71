"""Entering conditions and facts: every type of parameter is read, refused by its field, and told again."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.licence import catalogue
from calculators.licence.catalogue import Entry, ParamType
from calculators.licence.facts import QUESTIONS, Facts
from ipstui.casework.checks import Unfit
from ipstui.casework.events import ConditionAdded, LicenceRecorded, Released
from ipstui.casework.licence.entry import (
    LIKE,
    check_params,
    condition_fields,
    fact_fields,
    policy_version_of,
    questions_for,
    read_facts,
    read_params,
    texts_of_facts,
    told_params,
)
from tests.casework.made_up import TODAY, from_prison, story, told

TYPED = [
    ("curfew_v4", "blocks", "19:00-07:00", [{"from": "19:00", "to": "07:00"}], "19:00-07:00"),
    (
        "curfew_v4", "blocks", "Mon-Thu 19-7; Fri Sat 21:00-06:00",
        [{"from": "19:00", "to": "07:00", "days": [0, 1, 2, 3]}, {"from": "21:00", "to": "06:00", "days": [4, 5]}],
        "Mon-Thu 19:00-07:00; Fri-Sat 21:00-06:00",
    ),
    ("curfew_v4", "first_night", "3pm", "15:00", "first night 15:00"),
    ("report_to_police_station", "times", "09:00, 5pm", ["09:00", "17:00"], "times 09:00, 17:00"),
    ("report_to_police_station", "days", "mon, Wednesday", [0, 2], "Mon Wed"),
    ("report_to_police_station", "journey_minutes", "25", 25, "journey minutes 25"),
    ("no_drinking_establishments", "times", "20-06", [["20:00", "06:00"]], "20:00-06:00"),
    ("no_drinking_establishments", "times", "11-14, 20:00-24:00", [["11:00", "14:00"], ["20:00", "24:00"]],
     "11:00-14:00, 20:00-24:00"),
    ("pre_tag_stay_in", "tag_fitted", "3 dec", "2026-12-03", "tag fitted 2026-12-03"),
    ("pre_tag_stay_in", "tag_fitted", "Unknown", "unknown", "tag fitted not known"),
    ("exclusion_zone_event", "dates", "3 dec, 10 dec", ["2026-12-03", "2026-12-10"],
     "dates 2026-12-03, 2026-12-10"),
    ("exclusion_zone_map", "inside", "wv1, WV10 9", ["WV1", "WV10 9"], "inside WV1, WV10 9"),
    ("exclusion_zone_event", "event", "[/b] سوق", "[/b] سوق", "event [/b] سوق"),
    ("exclusion_premises", "kinds", "nursery, school", ["nursery", "school"], "kinds nursery, school"),
    ("no_unsupervised_contact_children", "gender", "any female", "any female", "gender any female"),
    ("no_unsupervised_contact_children", "age", "16", 16, "under 16"),
    ("no_privacy_software", "kinds", "VPN, virtual desktop", ["vpn", "virtual_desktop"],
     "kinds vpn, virtual_desktop"),
    ("shpo", "like", "R-DEVICE", "R-DEVICE", ""),
    ("cash_limit", "value", "£1,000", "1000", "up to £1000"),
]  # fmt: skip


def entry_of(name: str) -> Entry:
    found = catalogue.find("4.0", name)
    assert found is not None
    return found


@pytest.mark.parametrize(("entry", "param", "text", "value", "words"), TYPED)
def test_a_parameter_is_read_checked_and_told(entry: str, param: str, text: str, value: object, words: str) -> None:
    params = read_params(entry_of(entry), {f"param.{param}": text}, TODAY)
    assert params == {param: value}
    check_params(entry, "4.0", params, TODAY)
    assert told_params(params) == words


def test_every_type_of_parameter_is_tried() -> None:
    tried = {next(p.type for p in entry_of(e).params if p.name == name) for e, name, *_ in TYPED}
    assert tried == set(get_args(ParamType))


@pytest.mark.parametrize(
    ("entry", "param", "text"),
    [
        ("curfew_v4", "blocks", "sevenish"),
        ("curfew_v4", "blocks", "19:00-19:00"),
        ("curfew_v4", "blocks", "00:00-24:00"),  # no hour of the day is free
        ("curfew_v4", "blocks", "19:00-07:00; 07:00-19:00"),
        ("curfew_v4", "blocks", "1-2; 3-4; 5-6; 7-8"),  # four periods
        ("curfew_v4", "blocks", "24:30-25:00"),
        ("curfew_v4", "first_night", "tea time"),
        ("report_to_police_station", "times", "09:00, 25:00"),
        ("report_to_police_station", "days", "monkey"),
        ("report_to_police_station", "days", "8"),
        ("report_to_police_station", "journey_minutes", "-5"),
        ("report_to_police_station", "journey_minutes", "99999"),
        ("no_drinking_establishments", "times", "Fri Sat 20-02"),  # the days would be lost
        ("pre_tag_stay_in", "tag_fitted", "soon"),
        ("exclusion_zone_event", "dates", "3 dec, whenever"),
        ("no_unsupervised_contact_children", "age", "200"),
        ("no_unsupervised_contact_children", "age", "0"),
        ("no_unsupervised_contact_children", "age", "16.5"),
        ("no_privacy_software", "kinds", "vpn, whatsapp"),
        ("cash_limit", "value", "NaN"),
        ("cash_limit", "value", "-1"),
        ("cash_limit", "value", "lots"),
    ],
)
def test_nonsense_is_refused_where_it_is_typed(entry: str, param: str, text: str) -> None:
    with pytest.raises(Unfit) as refused:
        check_params(entry, "4.0", read_params(entry_of(entry), {f"param.{param}": text}, TODAY), TODAY)
    assert refused.value.field == f"param.{param}"
    assert refused.value.problem.endswith((".", ":"))


def test_what_is_left_empty_is_not_known_and_not_there() -> None:
    for entry in catalogue.entries():
        assert read_params(entry, {f"param.{p.name}": "  " for p in entry.params}, TODAY) == {}


def test_every_entry_has_fields_a_person_can_fill() -> None:
    for entry in catalogue.entries():
        for field in condition_fields(entry):
            assert field.label
            assert field.choices or field.kind == "text"


def test_what_an_order_is_tested_like_is_chosen_by_words() -> None:
    (like,) = (field for field in condition_fields(entry_of("shpo")) if field.name == "param.like")
    assert dict(like.choices) == dict(LIKE)
    for rule, _ in LIKE:
        check_params("shpo", "4.0", {"like": rule}, TODAY)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(catalogue.entries()), st.text(max_size=25))
def test_anything_typed_is_read_or_refused(entry: Entry, text: str) -> None:
    for param in entry.params:
        try:
            params = read_params(entry, {f"param.{param.name}": text}, TODAY)
            check_params(entry.id, entry.versions[-1], params, TODAY)
        except Unfit as refused:
            named = refused.field
        else:
            named = f"param.{param.name}"
            told_params(params)
        assert named == f"param.{param.name}"


# Facts


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("driving", "to_work", "to_work"),
        ("driving", "passenger", "passenger"),
        ("children", "incidental", "incidental"),
        ("drinking_place", "yes", "yes"),
        ("internet", "email, Web", ["email", "web"]),
        ("internet", "none", "none"),
        ("software", "virtual desktop", ["virtual_desktop"]),
        ("postcode", "wv1 1aa", ["wv1 1aa"]),
        ("driving_times", "08:00-09:00, 17:00-18:00", [["08:00", "09:00"], ["17:00", "18:00"]]),
        ("event_dates", "3 dec", ["2026-12-03"]),
        ("cash_held", "£50", "50"),
        ("children_youngest", "14", 14),
        ("site_name", "[/b] مقهى", "[/b] مقهى"),
    ],
)
def test_a_fact_is_read_and_written_back(fact: str, text: str, value: object) -> None:
    questions = [QUESTIONS[fact]]
    facts = read_facts(questions, {f"fact.{fact}": text}, TODAY)
    assert facts == {fact: value}
    assert read_facts(questions, texts_of_facts(facts), TODAY) == facts


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("internet", "email, carrier pigeon"), ("driving_times", "Mon 9-10"), ("cash_held", "NaN"),
        ("cash_held", "a lot"), ("children_youngest", "-3"), ("event_dates", "one day"),
    ],
)  # fmt: skip
def test_a_fact_that_cannot_be_is_refused_by_its_field(fact: str, text: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_facts([QUESTIONS[fact]], {f"fact.{fact}": text}, TODAY)
    assert refused.value.field == f"fact.{fact}"


def test_every_question_has_a_field_and_a_scale_keeps_its_steps() -> None:
    fields = fact_fields(q for name, q in QUESTIONS.items() if name in Facts.__struct_fields__)
    choices = {field.name: [value for value, _ in field.choices] for field in fields}
    assert choices["fact.driving"] == ["none", "passenger", "to_work", "at_work", "both"]
    assert choices["fact.drinking_place"] == ["yes", "no"]
    assert choices["fact.children"] == ["none", "incidental", "supervised", "regular", "unsupervised", "role"]
    assert all("unknown" not in listed for listed in choices.values())  # not known is left empty


def test_yes_from_elsewhere_is_yes_in_the_form() -> None:
    assert texts_of_facts({"tasting": True, "talks": False}) == {"fact.tasting": "yes", "fact.talks": "no"}


def out(*events):
    return story(from_prison(-100), told(Released, -30), *events)


def asked(*events) -> set[str]:
    return {question.fact for question in questions_for(out(*events))}


def test_only_what_the_conditions_turn_on_is_asked() -> None:
    free = {"category": "free text", "words": "x", "catalogue": "bespoke"}
    assert not asked() & {"children", "internet", "named_person", "driving", "drinking_place"}
    assert "drinking_place" in asked(
        told(ConditionAdded, category="x", words="x", catalogue="no_drinking_establishments")
    )
    assert "named_person" in asked(told(ConditionAdded, rule="R-NAMED", **free))
    assert {"postcode", "crosses_zone"} <= asked(told(ConditionAdded, rule="R-ZONE-OUT", **free))
    assert {"children", "children_youngest"} <= asked(told(ConditionAdded, rule="R-NO-CHILD", **free))
    order = told(ConditionAdded, category="x", words="x", catalogue="shpo", params={"like": "R-DEVICE"}, order=True)
    assert "internet" in asked(order)


def test_the_version_is_the_licences_else_the_likely_one() -> None:
    assert policy_version_of(out()) == "4.0"
    assert policy_version_of(out(told(LicenceRecorded, policy_version="3.0", starts=date(2026, 9, 1)))) == "3.0"
    draft = told(LicenceRecorded, policy_version="2.1", starts=TODAY, status="draft")
    assert policy_version_of(out(draft)) == "2.1"
