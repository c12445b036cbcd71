"""What cannot be is refused by the name of its field, and never guessed at."""

import json

import msgspec
import pytest

from calculators.contract import answer
from calculators.explain import RequestError
from calculators.licence.check import LicenceRequest, check_licence
from tests.calculators.licence.licence_cases import APPROVED, curfew, job, licence, read, request

ZONE = "exclusion_zone_map"


def blocks(*pairs, **more):
    return {"id": "curfew_v4", "params": {"blocks": [{"from": a, "to": b, **more} for a, b in pairs]}}


CASES = {
    "licences[0].conditions[2].id": request(licence("work_approval", "keep_in_touch_and_meet", "curfew_v3")),
    "licences[0].conditions[0].id": request(licence("no_such_thing")),
    "licences[0].conditions[1].id": request(licence("work_approval", {"id": "made_up", "label": "only a label"})),
    "licences[0].conditions[0].rule": request(licence({"id": "made_up", "rule": "R-NO-SUCH", "label": "x"})),
    "licences[0].to": request(licence(start="2026-12-01", end="2026-11-30")),
    "licences[1].from": request(licence(), licence(start="2026-12-01")),
    "licences[0].policy_version": request(licence(version="5.0")),
    "licences[0].status": request(licence(status="lapsed")),
    "licences[0].conditions[0].to": request(licence({**curfew(), "from": "2026-12-02", "to": "2026-12-01"})),
    "licences[0].conditions[0].params.blocks[0].to": request(licence(curfew("19:00", "19:00"))),
    "licences[0].conditions[0].params.blocks[0].from": request(licence(curfew("24:30", "07:00"))),
    "licences[0].conditions[0].params.blocks": request(licence(blocks(("00:00", "12:00"), ("12:00", "24:00")))),
    "licences[0].conditions[0].params.blocks[0].days": request(licence(blocks(("19:00", "07:00"), days=[7]))),
    "licences[0].conditions[0].params.blocks[0].until": request(
        licence({"id": "curfew_v4", "params": {"blocks": [{"from": "19:00", "until": "07:00"}]}})
    ),
    "licences[0].conditions[0].params.first_night": request(licence(curfew(params={"first_night": "3pm"}))),
    "licences[0].conditions[0].params.tag_fitted": request(
        licence({"id": "pre_tag_stay_in", "params": {"tag_fitted": "2026-02-30"}})
    ),
    "licences[0].conditions[0].params.inside[1]": request(
        licence({"id": ZONE, "params": {"inside": ["B9 ", "Small Heath"]}})
    ),
    "licences[0].conditions[0].params.age": request(licence({"id": "no_work_with_children", "params": {"age": 118}})),
    "licences[0].conditions[0].params.value": request(licence({"id": "cash_limit", "params": {"value": "NaN"}})),
    "licences[0].conditions[0].params.times[0]": request(
        licence({"id": "vehicle_use_restriction", "params": {"times": [["20:00", "20:00"]]}})
    ),
    "permissions[0].for": request(licence("work_approval"), permissions=[{"for": "work_aproval"}]),
    "permissions[0].to": request(
        licence("work_approval"), permissions=[{"for": "work_approval", "from": "2026-12-02", "to": "2026-12-01"}]
    ),
    "directions[0].under": request(licence(), directions=[{"under": "wrok", "refuses": ["nights"]}]),
    "directions[0].refuses[1]": request(
        licence("work_approval"), directions=[{"under": "work_approval", "refuses": ["nights", "fun"]}]
    ),
    "orders[0].id": request(orders=[{"id": "an_order"}]),
    "appointments[0].to": request(
        licence(), appointments=[{"date": "2026-12-01", "from": "14:00", "to": "13:00", "what": "x"}]
    ),
    "appointments[0].from": request(
        licence(), appointments=[{"date": "2026-12-01", "from": "24:30", "to": "25:00", "what": "x"}]
    ),
    "appointments[0].date": request(licence(), appointments=[{"date": "2026-02-30", "from": "14:00", "to": "15:00"}]),
    "custody.expected_out": request(custody={"expected_out": "2026-12-01"}),
    "proposal.weekly[0].to": request(proposal=job(hours=("09:00", "09:00"))),
    "proposal.weekly[0].from": request(proposal=job(hours=("24:00", "09:00"))),
    "proposal.weekly[0].days": request(proposal=job(days=[0, 7])),
    "proposal.weekly": request(proposal=job(days=[6], end="2026-12-01")),
    "proposal.end": request(proposal=job(end="2026-11-29")),
    "proposal.dated[0].date": request(proposal=job(dated=[{"date": "2026-11-01", "from": "09:00", "to": "10:00"}])),
    "proposal.journey_minutes": request(proposal=job(journey=-1)),
    "proposal.kind": request(proposal=job(kind="gig")),
    "proposal.engagement": request(proposal=job(engagement="slave")),
    "proposal.facts.postcode": request(proposal=job(facts={"postcode": "somewhere"})),
    "proposal.facts.postcode[1]": request(proposal=job(facts={"postcode": ["B1 1AA", "B1 1A"]})),
    "proposal.facts.childern": request(proposal=job(facts={"childern": "none"})),
    "proposal.facts.children": request(proposal=job(facts={"children": "some"})),
    "proposal.facts.cash_held": request(proposal=job(facts={"cash_held": "NaN"})),
    "proposal.facts.latest_finish": request(proposal=job(facts={"latest_finish": "24:30"})),
    "proposal.start": request(proposal=job(start="2026-02-30")),
    "pss_end": request(pss_end="soon"),
    "licence": {**request(), "licence": {}},
}


@pytest.mark.parametrize("field", CASES)
def test_refused_by_field(field):
    answers = answer(json.dumps(CASES[field]).encode(), LicenceRequest, check_licence)
    assert answers.output is None
    assert answers.refused[0].field == field
    assert answers.refused[0].problem.endswith(".")


def test_a_curfew_of_24_hours():
    for pair in (("00:00", "24:00"), ("00:00", "00:00"), ("07:00", "07:00")):
        with pytest.raises(RequestError) as caught:
            check_licence(read(request(licence(curfew(*pair)))))
        assert caught.value.problem == "A curfew cannot last the whole day."


def test_a_curfew_over_several_days_that_leaves_one_no_hour():
    term = {"id": "curfew_v4", "params": {"blocks": [
        {"from": "19:00", "to": "07:00", "days": [4, 5]}, {"from": "07:00", "to": "19:00", "days": [5]},
    ]}}  # fmt: skip
    with pytest.raises(RequestError, match="Saturday"):
        check_licence(read(request(licence(term))))


def test_more_than_three_periods():
    pairs = [("01:00", "02:00"), ("03:00", "04:00"), ("05:00", "06:00"), ("07:00", "08:00")]
    with pytest.raises(RequestError, match="three periods"):
        check_licence(read(request(licence(blocks(*pairs)))))


def test_one_licence_after_another_is_not_two_at_once():
    first, second = licence(end="2026-12-06"), licence(start="2026-12-07")
    assert check_licence(read(request(first, second, permissions=APPROVED))).verdict == "clear"
    with pytest.raises(RequestError):
        check_licence(read(request(licence(end="2026-12-07"), second)))


@pytest.mark.parametrize("journey", ["NaN", float("inf"), 1.5, "half an hour", True, 1441])
def test_journeys_that_are_none(journey):
    given = json.dumps(request(proposal=job(journey=journey)))
    assert answer(given.encode(), LicenceRequest, check_licence).output is None


def test_a_condition_of_another_version_says_which():
    with pytest.raises(RequestError) as caught:
        check_licence(read(request(licence("no_drinking_establishments", version="3.0"))))
    assert "3.0" in caught.value.problem
    assert "4.0" in caught.value.problem


def test_a_draft_is_read_as_strictly():
    with pytest.raises(RequestError):
        check_licence(read(request(licence("work_approval"), licence("nonsense", status="draft"))))


@pytest.mark.parametrize("text", ["B12 0XS", "b12 0xs", "b120xs", " B12  0XS ", "SW1A 1AA", "m11ae"])
def test_postcodes_in_any_case_and_spacing(text):
    given = request(proposal=job(facts={"postcode": text}), on_licence="no")
    assert check_licence(read(given)).verdict == "clear"


@pytest.mark.parametrize("text", ["", "B", "12 0XS", "B12 0XSS", "B12O XS!", "1B1 1AA", "B123 1AA", "B1٢ 1AA"])
def test_postcodes_that_are_none(text):
    with pytest.raises(RequestError) as caught:
        check_licence(read(request(proposal=job(facts={"postcode": text}))))
    assert caught.value.field == "proposal.facts.postcode"


def test_request_made_in_code_reads_the_same():
    assert msgspec.convert(request(licence("work_approval")), LicenceRequest) == read(request(licence("work_approval")))
