"""Things named in words: a kind of, perhaps, plainly another, or not to be told; and the trade's words for a term."""

import pytest

from calculators.licence import catalogue
from calculators.licence.facts import Facts
from calculators.licence.permission import REFUSABLE
from calculators.licence.vocabulary import _held, _things, bearing, covered, relation


@pytest.mark.parametrize(
    ("term", "thing", "found"),
    [
        ("knives", "kitchen knife", "same"),
        ("knife", "KITCHEN KNIVES", "same"),
        ("bladed article", "chef's knife", "same"),
        ("computers", "laptop", "same"),
        ("internet enabled device", "tablet", "same"),
        ("motor vehicles", "Ford Transit van", "same"),
        ("public house", "pubs", "same"),
        ("the Crown", "The Crown", "same"),
        ("camera phone", "smartphone", "perhaps"),
        ("internet device", "till", "perhaps"),
        ("kitchen knife", "knife", "same"),  # the words of one all in the other
        ("van", "vehicle", "perhaps"),  # it may be one
        ("knife", "broom", "other"),
        ("pub", "warehouse", "other"),
        ("knife", "scissors", "unclear"),  # both are bladed
        ("van", "car", "unclear"),
        ("knife", "splunger", "unclear"),
        ("knife", "broom handle", "unclear"),  # more than the vocabulary knows
        ("", "broom", "unclear"),
        ("knife", "", "unclear"),
    ],
)
def test_how_a_thing_stands_to_a_term(term, thing, found):
    assert relation(term, thing) == found


def test_only_two_names_of_the_vocabulary_rule_each_other_out():
    names = [name for thing in _held().things for name in (thing.name, *thing.also)]
    for name in names:
        assert relation(name, name) == "same"
        assert relation("zwieback", name) == relation(name, "zwieback") == "unclear"


def test_the_vocabulary_holds_together():
    names = [name for thing in _held().things for name in (thing.name, *thing.also)]
    assert len(names) == len(set(names))
    known = set(_things())
    for thing in _held().things:
        assert {*thing.certain, *thing.may_be} <= known, thing.name
    for fact, kinds in _held().bears_on.items():
        assert fact in Facts.__struct_fields__
        assert set(kinds) <= known
    for name, covers in _held().refusals.items():
        assert {name, *covers} <= REFUSABLE


def test_a_place_or_a_role_bears_on_a_fact():
    assert bearing("drinking_place", "Wine bar")
    assert bearing("children", "Teaching assistant")
    assert bearing("moves_about", "Parcel delivery")
    assert not bearing("drinking_place", "Warehouse")
    assert not bearing("moves_about", "Cook")


def test_a_refusal_covers_its_family_and_no_other():
    assert (
        {"gig", "umbrella", "labour_only_subcontractor", "cash"}
        <= covered("self_employed")
        == covered("self_employment")
    )
    assert covered("umbrella") == {"umbrella", "umbrella_company"}
    assert "self_employed" not in covered("gig")
    assert covered("nights") == {"nights"}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("tag", {"electronic_tag", "gps_trail", "pre_tag_stay_in", "alcohol_ban_tagged", "hdc_weekly_curfew"}),
        ("curfew", {"curfew_v4", "hdc_weekly_curfew", "pre_tag_stay_in"}),
        ("SHPO", {"shpo"}),
        ("non-contact", {"no_contact_named_individuals", "no_contact_any_victim", "restraining_order"}),
        ("non contact", {"no_contact_named_individuals"}),
        ("exclusion", {"exclusion_zone_map", "exclusion_premises", "exclusion_zone_event"}),
        ("restraining", {"restraining_order"}),
        ("CBO", {"other_order"}),
        ("EM", {"electronic_tag", "hdc_weekly_curfew"}),
        ("sobriety", {"alcohol_ban_tagged"}),
        ("football", {"exclusion_zone_event", "other_order"}),
        ("supervision", {"keep_in_touch_and_meet"}),
        ("lie detector", {"polygraph"}),
    ],
)
def test_the_words_of_the_trade_find_the_term(typed, ids):
    assert ids <= {entry.id for entry in catalogue.search(typed, "4.0")}
