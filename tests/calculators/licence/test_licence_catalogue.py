"""The catalogue: keyed on version and code, searchable by our names, and every row of it can be tested."""

from datetime import date

import msgspec
import pytest

from calculators.licence import catalogue
from calculators.licence.ask import _HEALTH
from calculators.licence.rules import BY_FACTS, BY_SHIFT, DEFAULTS
from calculators.licence.terms import Params
from tests.calculators.licence.licence_cases import check, job, licence, verdict_of

RULES = {**BY_FACTS, **BY_SHIFT}


def test_the_same_code_means_different_things():
    code = "88069445-08cb-4f16-915f-5a162d085c26"
    assert catalogue.find("3.0", code).id == "work_approval"
    assert catalogue.find("4.0", code).id == "overseas_permission"
    assert catalogue.find("4.0", code.upper()).id == "overseas_permission"


@pytest.mark.parametrize(("version", "standard", "additional"), [("4.0", 8, 66), ("3.0", 9, 63)])
def test_counts_as_published(version, standard, additional):
    held = [entry for entry in catalogue.entries() if version in entry.versions]
    assert len(catalogue.standard(version)) == standard
    assert sum(entry.kind == "additional" for entry in held) == additional


def test_what_the_matches_are_in_version_4():
    held = [e for e in catalogue.entries() if "4.0" in e.versions and e.kind != "outside"]
    counted = {kind: sum(entry.on_match == kind for entry in held) for kind in ("conflict", "ask", "duty", "skip")}
    assert counted == {"conflict": 22, "ask": 38, "duty": 7, "skip": 7}


def test_work_approval_is_standard_in_every_version():
    for version in catalogue.meta().policy_versions:
        assert "work_approval" in {entry.id for entry in catalogue.standard(version)}


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: f"{entry.versions[-1]} {entry.id}")
def test_every_row_has_a_rule_and_parameters_that_are_read(entry):
    assert entry.rule == "R-ORDER" or entry.rule in RULES
    assert {param.name for param in entry.params} <= {field.name for field in msgspec.structs.fields(Params)}
    assert entry.source
    assert "offender" not in f"{entry.name} {entry.in_own_words} {entry.words}"
    if entry.rule in RULES:
        version = entry.versions[-1]
        result = check(licence(entry.id, version=version), proposal=job())
        shown = verdict_of(result, entry.id)
        assert (shown is None) == (entry.on_match == "skip")


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: f"{entry.versions[-1]} {entry.id}")
def test_questions_come_from_the_facts_needed(entry):
    for question in catalogue.facts_needed([entry]):
        assert question.text.endswith("?")


def test_a_question_is_asked_once_and_nothing_for_what_is_not_shown():
    both = [catalogue.find("4.0", "curfew_v4"), catalogue.find("4.0", "report_to_police_station")]
    facts = [question.fact for question in catalogue.facts_needed(both)]
    assert facts == ["hours", "journey_minutes"]
    assert catalogue.facts_needed([catalogue.find("4.0", "tell_relationships")]) == ()


def test_search_by_short_name():
    assert catalogue.search("curfew", "4.0")[0].id == "curfew_v4"
    assert catalogue.search("CURF", "3.0")[0].id == "curfew_v3"
    assert "no_drinking_establishments" in [entry.id for entry in catalogue.search("pub", "4.0")]
    assert catalogue.search("pub drinking", "3.0") == ()
    assert catalogue.search("zone map", "4.0")
    assert catalogue.search("no such thing", "4.0") == ()


@pytest.mark.parametrize(
    ("start", "version"),
    [(date(2026, 9, 30), "3.0"), (date(2026, 10, 1), "4.0"), (date(2026, 10, 2), "4.0"), (date(2024, 1, 1), "3.0")],
)
def test_version_by_start_date(start, version):
    assert catalogue.policy_version_for(start) == version


def test_conditions_that_tell_of_health_are_marked():
    for entry in catalogue.entries():
        if _HEALTH.search(entry.name) and entry.rule in ("R-ATTEND", "R-ABSTAIN"):
            assert entry.health, entry.id


def test_every_rule_of_the_model_is_there():
    named = {
        "R-WORK", "R-CURFEW", "R-PRETAG", "R-REPORT", "R-ATTEND", "R-ZONE-OUT",
        "R-ZONE-IN", "R-EVENT-ZONE", "R-PUBEVENT", "R-PREMISES", "R-PREMISES-TYPE", "R-DRINK",
        "R-CHILD-WORK", "R-CHILD-CONTACT", "R-NO-CHILD", "R-CHILD-HOME", "R-HOME", "R-REGION",
        "R-NAMED", "R-GROUP", "R-DEVICE", "R-PHONE", "R-SOFTWARE", "R-SITES",
        "R-UPLOAD", "R-TRADE", "R-MEETINGS", "R-TALKS", "R-WORSHIP", "R-TAG",
        "R-ABSTAIN", "R-DEVICE-HISTORY", "R-ITEM", "R-VEHICLE-USE", "R-CASH", "R-PAYSLIP",
        "R-COUNTY", "R-VEHICLE-TELL", "R-TELL-MONEY", "R-REMIND", "R-OVERSEAS", "R-PASSPORT",
        "R-NOTIFY", "R-MANUAL", "R-BEHAVE", "R-NONE",
    }  # fmt: skip
    assert named == set(RULES) == set(DEFAULTS)
