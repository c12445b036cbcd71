"""Whole requests, from the whole catalogue: nothing added, and nothing left unsaid, makes a verdict better."""

from copy import deepcopy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.check import check_licence
from tests.calculators.licence.kinds import FACTS, STANDARD, lifts
from tests.calculators.licence.licence_cases import ORDER, job, licence, read, request
from tests.calculators.licence.sweep import SWEEP

SETTINGS = settings(max_examples=30, deadline=None)
ENTRIES = [entry for entry in catalogue.entries() if "4.0" in entry.versions and entry.kind == "additional"]

VALUES = {
    "named_person": ["yes", "no"],
    "crosses_zone": ["yes", "no"],
    "postcode": ["B12 0XS", "B9 4AA", "M1 1AA"],
    "children": ["none", "incidental", "role"],
    "internet": ["none", ["email"], ["web", "app"]],
    "work_phone": ["yes", "no"],
    "tools": [[], ["broom"], ["kitchen knife"], ["tablet"]],
    "driving": ["none", "to_work", "at_work", "passenger"],
    "drinking_place": ["yes", "no"],
    "sells_alcohol": ["yes", "no"],
    "tasting": ["yes", "no"],
    "body_duties": ["yes", "no", ["sauna"]],
    "nights_away": ["yes", "no"],
    "overseas": ["yes", "no"],
    "passport_needed": ["yes", "no"],
    "household_children": ["yes", "no"],
    "outside_region": ["yes", "no"],
    "meetings": ["yes", "no"],
    "talks": ["yes", "no"],
    "gambling_site": ["yes", "no"],
    "place_of_worship": ["yes", "no"],
    "public_event": ["yes", "no"],
    "payslips": ["yes", "no"],
    "coworkers_convictions": ["yes", "no"],
    "coworkers_prisoners": ["yes", "no"],
    "prison_site": ["yes", "no"],
    "hmpps_link": ["yes", "no"],
    "site_kind": ["warehouse", "pub"],
    "cash_held": ["50", "500"],
    "cash_whose": ["own", "employer"],
    "device_owner": ["own", "employer"],
    "auto_delete": ["yes", "no"],
}
# Signs that only ever make a verdict worse: the samples (E05, E06, E11) are clear without a word of them.
SIGNS = {"work_phone", "tools", "device_owner", "site_kind"}


@st.composite
def terms(draw):
    entry = draw(st.sampled_from(ENTRIES))
    names = {param.name for param in entry.params}
    entered = {name: value for name, value in SWEEP.get(entry.rule, ({},))[0].items() if name in names}
    found = {"id": entry.id, "params": entered if draw(st.integers(0, 4)) else {}}
    return found | draw(st.sampled_from([{}, {}, {"label": "first"}, {"label": "second"}]))


@st.composite
def wholes(draw):
    """A job under a licence with every standard term, as the case file asks."""
    listed = draw(st.lists(terms(), min_size=1, max_size=4))
    facts = FACTS | draw(st.fixed_dictionaries({}, optional={name: st.sampled_from(v) for name, v in VALUES.items()}))
    found = request(licence(*STANDARD, *listed), as_of="2026-11-25")
    hours = draw(st.sampled_from([("09:00", "15:00"), ("09:00", "17:30"), ("12:00", "23:30"), ("22:00", "06:00")]))
    found["proposal"] = job(hours=hours, facts=facts, engagement="employee", id="p")
    chances = [{"for": "work_approval", "scope": {"proposal": "p"}}]
    chances += [lifts(term.get("label", term["id"])) for term in listed]
    found["permissions"] = draw(st.lists(st.sampled_from(chances), max_size=3))
    found["appointments"] = draw(st.sampled_from([[], [{"date": "2026-12-01", "from": "16:00", "to": "16:30"}]]))
    return found


def answer(asked):
    """The worst weight of each line, and of the whole; None where it is refused."""
    try:
        result = check_licence(read(asked))
    except RequestError:
        return None
    found = {"whole": ORDER.index(result.verdict)}
    for row in result.conditions:
        key = (row.id, row.label)
        found[key] = max(found.get(key, 0), ORDER.index(row.verdict))
    return found


def never_better(before, after):
    one, two = answer(before), answer(after)
    assume(one is not None)
    if two is not None:
        assert {key: (one[key], two[key]) for key in one if key in two and two[key] < one[key]} == {}


@SETTINGS
@given(wholes(), st.sampled_from(sorted(set(VALUES) - SIGNS)))
def test_leaving_a_fact_out_clears_nothing(before, fact):
    after = deepcopy(before)
    assume(fact in after["proposal"]["facts"])
    del after["proposal"]["facts"][fact]
    one, two = answer(before), answer(after)
    assume(one is not None and two is not None)
    assert not (one["whole"] > 0 and two["whole"] == 0)


@SETTINGS
@given(wholes(), terms())
def test_adding_a_term(before, term):
    after = deepcopy(before)
    after["licences"][0]["conditions"].append(term)
    never_better(before, after)


@SETTINGS
@given(wholes(), st.data())
def test_doubling_a_term(before, data):
    after = deepcopy(before)
    listed = after["licences"][0]["conditions"]
    listed.append(deepcopy(data.draw(st.sampled_from(listed))))
    never_better(before, after)


@SETTINGS
@given(wholes(), st.data())
def test_removing_a_permission(before, data):
    assume(before["permissions"])
    after = deepcopy(before)
    del after["permissions"][data.draw(st.integers(0, len(before["permissions"]) - 1))]
    never_better(before, after)


@SETTINGS
@given(wholes(), st.sampled_from(["nights_away", "live_in", "sleep_in", "overseas"]))
def test_adding_a_night_away(before, fact):
    after = deepcopy(before)
    after["proposal"]["facts"][fact] = "yes"
    never_better(before, after)


@SETTINGS
@given(wholes(), st.integers(1, 240))
def test_a_longer_journey(before, more):
    after = deepcopy(before)
    after["proposal"]["journey_minutes"] += more
    never_better(before, after)


@SETTINGS
@given(wholes(), st.sampled_from(["tablet", "barcode scanner", "smartphone", "van tracker", "till"]))
def test_adding_a_device(before, device):
    after = deepcopy(before)
    tools = after["proposal"]["facts"].get("tools")
    assume(tools is not None)
    after["proposal"]["facts"]["tools"] = [*tools, device]
    never_better(before, after)
    phone = deepcopy(before)
    phone["proposal"]["facts"]["work_phone"] = "yes"
    never_better(before, phone)


@SETTINGS
@given(wholes(), st.sampled_from([None, "polygraph", "keep_in_touch_and_meet", "electronic_tag", "no such term"]))
def test_adding_an_appointment(before, name):
    after = deepcopy(before)
    booked = {"date": "2026-12-02", "from": "10:00", "to": "11:00", **({"for": name} if name else {})}
    after["appointments"] = [*after["appointments"], booked]
    never_better(before, after)


@SETTINGS
@given(wholes(), st.data())
def test_renaming_a_label(before, data):
    """Two terms of one label are one name for two things: parting them says which was meant, so they are left out."""
    listed = before["licences"][0]["conditions"]
    labels = [term.get("label") if isinstance(term, dict) else None for term in listed]
    alone = [place for place, label in enumerate(labels) if label and labels.count(label) == 1]
    assume(alone)
    after = deepcopy(before)
    place = data.draw(st.sampled_from(alone))
    after["licences"][0]["conditions"][place]["label"] = data.draw(st.sampled_from(["third", "first", "work approval"]))
    one, two = answer(before), answer(after)
    assume(one is not None and two is not None)
    assert two["whole"] >= one["whole"]


@SETTINGS
@given(wholes(), st.randoms())
def test_in_any_order(before, random):
    after = deepcopy(before)
    for rows in (after["licences"][0]["conditions"], after["permissions"], after["appointments"]):
        random.shuffle(rows)
    try:
        one, two = check_licence(read(before)), check_licence(read(after))
    except RequestError:
        return
    assert (one.verdict, one.conditions, one.missing, one.ask_text) == (
        two.verdict,
        two.conditions,
        two.missing,
        two.ask_text,
    )


@pytest.mark.parametrize("fact", sorted(VALUES))
def test_every_value_can_be_read(fact):
    for value in VALUES[fact]:
        facts = {fact: value}
        assert read(request(licence(*STANDARD), proposal=job(facts=facts)))
