"""Each rule on its own: what clears, what asks, what conflicts, and what is not known."""

import pytest

from calculators.licence import catalogue
from calculators.licence.check import check_licence
from tests.calculators.licence.licence_cases import (
    APPROVED,
    check,
    curfew,
    job,
    licence,
    line,
    read,
    request,
    shift,
    verdict_of,
)


def judged(condition, facts=None, *, params=None, version="4.0", more=(), **proposal):
    entry = {"id": condition, "params": params or {}} if isinstance(condition, str) else condition
    result = check(licence(entry, *more, version=version), proposal=job(facts=facts or {}, **proposal))
    return verdict_of(result, entry["id"])


def rule(name, facts=None, **params):
    term = {"id": "bespoke", "label": "as entered", "rule": name, "params": params}
    return judged(term, facts)


@pytest.mark.parametrize("kind", ["job", "work_trial", "volunteering", "training", "self_employment"])
def test_any_work_is_asked_about(kind):
    assert judged("work_approval", kind=kind) == "ask"


@pytest.mark.parametrize("kind", ["activity", "appointment", "address", "journey"])
def test_what_is_not_work_is_not(kind):
    assert judged("work_approval", kind=kind) == "clear"


def approved(permission, direction=None, **proposal):
    directions = [{"under": "work_approval", "refuses": direction}] if direction else []
    result = check(
        licence("work_approval"),
        proposal=job(**proposal),
        permissions=[permission] if permission else [],
        directions=directions,
    )
    return result.verdict


FOR_THIS = {"for": "work_approval", "scope": {"proposal": "p1"}}


def test_approval_names_the_proposal():
    assert approved(FOR_THIS) == "clear"
    assert approved({"for": "work_approval"}) == "ask"
    assert approved({"for": "work_approval", "scope": {"proposal": "p2"}}) == "ask"
    assert approved({**FOR_THIS, "decision": "refused"}) == "conflict"
    assert approved({**FOR_THIS, "decision": "withdrawn"}) == "ask"


def test_a_change_after_approval_asks_again():
    on = {**FOR_THIS, "from": "2026-11-20"}
    assert approved(on, changed_on="2026-11-20") == "clear"
    assert approved(on, changed_on="2026-11-21") == "ask"


def test_directions():
    assert approved(None, ["self_employed"], kind="self_employment") == "conflict"
    assert approved(FOR_THIS, ["self_employed"], engagement="self_employed") == "conflict"
    assert approved(FOR_THIS, ["self_employed"]) == "clear"  # approved for this very proposal
    assert approved(None, ["self_employed"]) == "ask"
    assert approved(None, ["volunteering"], kind="volunteering") == "conflict"
    assert approved(None, ["nights"], hours=("09:00", "17:00")) == "ask"
    assert approved(None, ["nights"], hours=("18:00", "01:00")) == "conflict"
    assert approved(None, ["nights"], hours=("05:30", "12:00")) == "conflict"
    assert approved(None, ["bar_work"], facts={"drinking_place": "yes"}) == "conflict"
    assert approved(None, ["bar_work"], facts={"drinking_place": "no"}) == "ask"


def test_a_direction_asks_for_the_fact_that_decides_it():
    given = request(licence("work_approval"), directions=[{"under": "work_approval", "refuses": ["self_employed"]}])
    assert any(text.startswith("engagement:") for text in check_licence(read(given)).missing)
    given["proposal"] = job(engagement="employed")
    assert not any(text.startswith("engagement:") for text in check_licence(read(given)).missing)


def test_a_later_decision_replaces_an_earlier_one():
    def verdict(*decisions):
        rows = [{**FOR_THIS, "from": day, "decision": decision} for day, decision in decisions]
        return check(licence("work_approval"), permissions=rows).verdict

    assert verdict(("2026-11-01", "granted"), ("2026-11-10", "withdrawn")) == "ask"
    assert verdict(("2026-11-01", "refused"), ("2026-11-10", "granted")) == "clear"
    assert verdict(("2026-11-01", "granted"), ("2026-11-10", "refused")) == "conflict"


@pytest.mark.parametrize(
    ("level", "work", "contact", "none"),
    [
        ("none", "clear", "clear", "clear"),
        ("incidental", "ask", "ask", "ask"),
        ("supervised", "conflict", "ask", "conflict"),
        ("regular", "ask", "ask", "conflict"),
        ("unsupervised", "conflict", "conflict", "conflict"),
        ("role", "conflict", "conflict", "conflict"),
        ("unknown", "unknown", "unknown", "unknown"),
        (None, "unknown", "unknown", "unknown"),
    ],
)
def test_children(level, work, contact, none):
    facts = {} if level is None else {"children": level}
    assert judged("no_work_with_children", facts, params={"age": 18}) == work
    assert judged("no_unsupervised_contact_children", facts, params={"age": 18, "gender": "any"}) == contact
    assert rule("R-NO-CHILD", facts, age=18) == none


def test_ages_and_sex_narrow_it():
    sixteen = {"children": "regular", "children_youngest": 16}
    assert rule("R-NO-CHILD", sixteen, age=18) == "conflict"
    assert rule("R-NO-CHILD", sixteen, age=16) == "clear"
    boys = {"children": "unsupervised", "children_sex": "male"}
    assert judged("no_unsupervised_contact_children", boys, params={"age": 18, "gender": "any female"}) == "clear"
    assert judged("no_unsupervised_contact_children", boys, params={"age": 18, "gender": "any male"}) == "conflict"


def device(facts, *permissions):
    result = check(licence("no_internet_devices"), proposal=job(facts=facts), permissions=list(permissions))
    return verdict_of(result, "no_internet_devices"), line(result, "no_internet_devices").why


def test_internet_needs_less_purposes_permitted():
    email = {"for": "no_internet_devices", "scope": {"purpose": ["email"]}}
    assert device({})[0] == "unknown"
    assert device({"internet": "none"})[0] == device({"internet": []})[0] == "clear"
    assert device({"internet": ["email"]})[0] == "conflict"
    assert device({"internet": ["email"]}, email)[0] == "clear"
    verdict, why = device({"internet": ["email", "app"]}, email)
    assert verdict == "conflict"
    assert "app" in why
    assert "email" not in why
    app = {"for": "no_internet_devices", "scope": {"purpose": ["app"]}}
    assert device({"internet": ["email", "app"]}, email, app)[0] == "clear"
    assert device({"internet": ["email", "app"]}, {"for": "no_internet_devices"})[0] == "clear"


def test_where_a_permission_holds_is_tested_too():
    at_work = {"for": "no_internet_devices", "scope": {"purpose": ["email"], "place": "workplace"}}
    assert device({"internet": ["email"]}, at_work)[0] == "conflict"
    assert device({"internet": ["email"], "internet_place": "home"}, at_work)[0] == "conflict"
    assert device({"internet": ["email"], "internet_place": "Workplace"}, at_work)[0] == "clear"


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "unknown"),
        ({"drinking_place": "yes"}, "conflict"),
        ({"drinking_place": "no"}, "clear"),
        ({"sells_alcohol": "no"}, "clear"),
        ({"sells_alcohol": "yes"}, "unknown"),
        ({"sells_alcohol": "yes", "food_or_stay_required": "no"}, "conflict"),
        ({"sells_alcohol": "yes", "food_or_stay_required": "yes"}, "unknown"),
        ({"sells_alcohol": "yes", "food_or_stay_required": "yes", "open_after_midnight": "no"}, "clear"),
        ({"sells_alcohol": "yes", "food_or_stay_required": "yes", "open_after_midnight": "yes"}, "conflict"),
        ({"sells_alcohol": "yes", "open_after_midnight": True}, "conflict"),
    ],
)
def test_two_limbs_of_a_drinking_place(facts, verdict):
    assert judged("no_drinking_establishments", facts) == verdict


def test_a_drinking_place_at_set_times():
    evenings = {"times": [["20:00", "02:00"]]}
    pub = {"drinking_place": "yes"}
    assert judged("no_drinking_establishments", pub, params=evenings, hours=("09:00", "17:00")) == "clear"
    assert judged("no_drinking_establishments", pub, params=evenings, hours=("17:00", "20:15")) == "conflict"
    assert judged("no_drinking_establishments", pub, params=evenings, hours=("01:00", "03:00")) == "conflict"
    assert judged("no_drinking_establishments", pub, params=evenings, hours=None) == "unknown"


@pytest.mark.parametrize(
    ("facts", "hours", "verdict"),
    [
        ({}, ("18:00", "23:00"), "unknown"),
        ({"driving": "none"}, ("18:00", "23:00"), "clear"),
        ({"driving": "no"}, ("18:00", "23:00"), "clear"),
        ({"driving": False}, ("18:00", "23:00"), "clear"),
        ({"driving": "passenger"}, ("18:00", "23:00"), "ask"),
        ({"driving": "at_work"}, ("18:00", "23:00"), "conflict"),
        ({"driving": "at work"}, ("09:00", "17:00"), "clear"),
        ({"driving": "to_work"}, ("09:00", "19:45"), "conflict"),  # home at 20:15
        ({"driving": "to_work"}, ("06:00", "19:30"), "conflict"),  # leaves at 05:30
        ({"driving": "to_work"}, ("06:30", "19:30"), "clear"),
        ({"driving": "at_work"}, ("06:00", "19:59"), "clear"),
        ({"driving": "yes"}, ("09:00", "17:00"), "clear"),
        ({"driving": "at_work", "driving_times": [["10:00", "12:00"]]}, ("18:00", "23:00"), "clear"),
        ({"driving": "at_work", "driving_times": [["21:00", "22:00"]]}, ("18:00", "23:00"), "conflict"),
    ],
)
def test_driving_between_times(facts, hours, verdict):
    assert judged("vehicle_use_restriction", facts, params={"times": [["20:00", "06:00"]]}, hours=hours) == verdict


def test_driving_of_kinds_and_with_the_journey_not_known():
    van = {"driving": "at_work", "vehicle": "van"}
    assert judged("vehicle_use_restriction", van) == "conflict"
    assert judged("vehicle_use_restriction", van, params={"kinds": ["vans"]}) == "conflict"
    assert judged("vehicle_use_restriction", van, params={"kinds": ["motorcycle"]}) == "ask"
    assert judged("vehicle_use_restriction", {"driving": "at_work"}, params={"kinds": ["van"]}) == "unknown"
    late = {"params": {"times": [["20:00", "06:00"]]}, "journey": None}
    assert judged("vehicle_use_restriction", {"driving": "to_work"}, hours=("09:00", "19:00"), **late) == "unknown"
    assert judged("vehicle_use_restriction", {"driving": "to_work"}, hours=("09:00", "17:00"), **late) == "clear"


ZONE = {"inside": ["B9 ", "B10"], "outside": ["B1 ", "B2 "]}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "unknown"),
        ({"postcode": "B9 4AA"}, "conflict"),
        ({"postcode": "b94aa"}, "conflict"),
        ({"postcode": "B10 0AB"}, "conflict"),
        ({"postcode": "B1 1AA"}, "ask"),  # does the way there cross it?
        ({"postcode": "B1 1AA", "crosses_zone": "no"}, "clear"),
        ({"postcode": "b1  1aa", "crosses_zone": False}, "clear"),
        ({"postcode": "B12 0XS"}, "ask"),
        ({"postcode": "B90 4AA"}, "ask"),
        ({"postcode": "B12"}, "ask"),
        ({"postcode": ["B1 1AA", "B12 0XS"], "crosses_zone": "no"}, "ask"),
        ({"postcode": ["B1 1AA", "B9 1AA"]}, "conflict"),
        ({"postcode": "B1 1AA", "crosses_zone": "yes"}, "conflict"),
        ({"postcode": "B1 1AA", "moves_about": "yes"}, "ask"),
        ({"postcode": "B9 1AA", "moves_about": "yes"}, "conflict"),
    ],
)
def test_exclusion_zone(facts, verdict):
    assert judged("exclusion_zone_map", facts, params=ZONE) == verdict


def test_a_start_without_its_space_clears_its_own_district_only():
    way = {"crosses_zone": "no"}
    assert judged("exclusion_zone_map", {"postcode": "B12 0XS", **way}, params={"outside": ["B1"]}) == "ask"
    assert judged("exclusion_zone_map", {"postcode": "B1 1AA", **way}, params={"outside": ["B1"]}) == "clear"
    assert judged("exclusion_zone_map", {"postcode": "BS1 1AA"}, params={"inside": ["B"]}) == "ask"
    assert judged("exclusion_zone_map", {"postcode": "B31 1AA"}, params={"inside": ["B"]}) == "conflict"


def test_restriction_zone_is_the_other_way_round():
    inside = {"inside": ["B12", "B11 "]}
    assert judged("restriction_zone_map", {"postcode": "B12 0XS", "crosses_zone": "no"}, params=inside) == "clear"
    assert judged("restriction_zone_map", {"postcode": "B12 0XS"}, params=inside) == "ask"
    assert judged("restriction_zone_map", {"postcode": "B1 1AA"}, params=inside) == "conflict"
    assert judged("restriction_zone_map", {"postcode": "B12 0XS", "crosses_zone": "yes"}, params=inside) == "conflict"
    assert judged("restriction_zone_map", {}, params=inside) == "unknown"


def test_events_need_their_dates():
    zone = {"inside": ["B6 "], "dates": ["2026-12-05"]}
    site = {"postcode": "B6 6HE"}
    assert judged("exclusion_zone_event", site, params={"inside": ["B6 "]}) == "unknown"
    assert judged("exclusion_zone_event", site, params=zone, days=[5]) == "conflict"
    assert judged("exclusion_zone_event", site, params=zone, days=[0, 1]) == "clear"
    event = {"public_event": "yes"}
    assert judged("no_public_events") == "unknown"
    assert judged("no_public_events", {"public_event": "no"}) == "clear"
    assert judged("no_public_events", event) == "unknown"
    assert judged("no_public_events", {**event, "event_dates": ["2026-12-05"]}, days=[5]) == "conflict"
    assert judged("no_public_events", {**event, "event_dates": ["2026-12-06"]}, days=[5]) == "clear"


def test_premises():
    crown = {"kinds": ["The Crown"]}
    assert judged("exclusion_premises", params=crown) == "unknown"
    assert judged("exclusion_premises", {"site_name": "the crown"}, params=crown) == "conflict"
    assert judged("exclusion_premises", {"site_name": "Costa"}, params=crown) == "ask"
    assert judged("exclusion_premises", {"barred_premises": "no"}, params=crown) == "clear"
    assert judged("exclusion_premises", {"barred_premises": "yes"}, params=crown) == "conflict"
    school = {"kinds": ["schools"]}
    near = {"site_kind": "warehouse", "nearby_kinds": ["primary school"]}
    assert judged("no_sight_of_premises_type", near, params=school) == "conflict"


@pytest.mark.parametrize(
    ("condition", "fact", "met"),
    [
        ("one_phone", "work_phone", "ask"),
        ("agreed_worship_only", "place_of_worship", "ask"),
        ("no_talks", "talks", "ask"),
        ("no_gambling", "gambling_site", "ask"),
        ("electronic_tag", "body_duties", "ask"),
        ("no_contact_any_victim", "named_person", "conflict"),
        ("no_contact_named_individuals", "named_person", "conflict"),
        ("no_meetings_except_worship", "meetings", "ask"),
        ("overseas_permission", "overseas", "ask"),
        ("passport_permission", "passport_needed", "ask"),
        ("residence_permission", "nights_away", "ask"),
    ],
)
def test_yes_no_and_not_known(condition, fact, met):
    assert judged(condition, {fact: "yes"}) == judged(condition, {fact: True}) == met
    assert judged(condition, {fact: "no"}) == judged(condition, {fact: False}) == "clear"
    not_asked = "ask" if fact == "named_person" else "unknown"  # whom one might meet is asked before anything is said
    assert judged(condition, {fact: "unknown"}) == judged(condition) == not_asked


def test_groups_ask_until_each_question_is_answered():
    result = check(licence("no_contact_prisoners"))
    assert verdict_of(result, "no_contact_prisoners") == "ask"
    assert any(text.startswith("prison_site:") for text in result.missing)
    assert line(result, "no_contact_prisoners").fact == "prison_site"
    assert judged("no_contact_prisoners", {"prison_site": "no"}) == "ask"
    assert judged("no_contact_prisoners", {"prison_site": "no", "coworkers_prisoners": "no"}) == "clear"
    assert judged("no_contact_prisoners", {"prison_site": "yes"}) == "ask"
    assert judged("no_relationship_with_hmpps_staff", {"hmpps_link": "yes"}) == "ask"
    assert judged("no_contact_known_sex_offenders", {"coworkers_convictions": "yes"}) == "ask"


def test_free_text_is_cleared_by_a_tag_only():
    assert rule("R-MANUAL") == rule("R-MANUAL", touches_work="unsure") == "ask"
    assert rule("R-MANUAL", touches_work="yes") == "ask"
    assert rule("R-MANUAL", touches_work="no") == "clear"
    result = check(licence({"id": "bespoke", "label": "not to sell fireworks"}))
    assert "not to sell fireworks" in line(result, "bespoke").why


def test_two_free_texts_are_two_lines():
    both = licence({"id": "bespoke", "label": "one"}, {"id": "bespoke", "label": "two"})
    result = check(both, permissions=[*APPROVED, {"for": "one"}])
    assert [(row.label, row.verdict) for row in result.conditions] == [
        ("two", "ask"), ("one", "clear"), ("work approval", "clear"),
    ]  # fmt: skip
    which = check(both, permissions=[*APPROVED, {"for": "bespoke"}])  # could be either, so it is neither
    assert [row.verdict for row in which.conditions] == ["ask", "ask", "clear"]


def test_drink_is_not_sold_by_abstaining():
    assert judged("alcohol_ban_tagged", {"tasting": "yes"}) == "conflict"
    assert judged("alcohol_monitoring_tagged", {"tasting": "yes"}) == "ask"
    assert judged("alcohol_ban_tagged", {"sells_alcohol": "yes", "tasting": "no"}) == "ask"
    assert judged("alcohol_ban_tagged", {"sells_alcohol": "no"}) == "unknown"  # a brewery sells none over the counter
    assert judged("alcohol_ban_tagged", {"sells_alcohol": "no", "tasting": "no"}) == "clear"
    assert judged("alcohol_ban_tagged") == "unknown"


def test_money():
    limit = {"value": "1000"}
    assert judged("cash_limit", params=limit) == "unknown"
    assert judged("cash_limit", {"cash_held": 1000}, params=limit) == "clear"
    assert judged("cash_limit", {"cash_held": 1001, "cash_whose": "own"}, params=limit) == "conflict"
    assert judged("cash_limit", {"cash_held": 1001, "cash_whose": "employer"}, params=limit) == "ask"
    assert judged("cash_limit", {"cash_held": 1001}, params=limit) == "unknown"
    assert judged("cash_limit", {"cash_held": 5}) == "unknown"
    assert judged("give_income_evidence", {"payslips": "no"}) == "conflict"
    assert judged("give_income_evidence", {"payslips": True}) == "clear"
    assert judged("give_income_evidence") == "unknown"


def test_no_way_out_means_no_request():
    result = check(licence("give_income_evidence"), proposal=job(facts={"payslips": "no"}))
    assert result.verdict == "conflict"
    assert line(result, "give_income_evidence").route is None
    assert result.ask_text is None


def test_tools_and_items():
    camera = {"item": ["camera", "knife"]}
    assert judged("no_specified_item", params=camera) == "unknown"
    assert judged("no_specified_item", {"tools": ["ladder"]}, params=camera) == "clear"
    assert judged("no_specified_item", {"tools": ["digital camera"]}, params=camera) == "conflict"
    assert judged("no_specified_item", {"tools": []}, params={"item": "knife"}) == "clear"


def test_devices_that_must_keep_their_history():
    assert judged("keep_device_history", {"internet": "none"}) == "clear"
    assert judged("keep_device_history", {"internet": ["app"], "device_owner": "employer"}) == "ask"
    assert judged("keep_device_history", {"internet": ["app"], "device_owner": "own", "auto_delete": "yes"}) == "ask"
    assert judged("keep_device_history", {"internet": ["app"], "device_owner": "own", "auto_delete": "no"}) == "clear"
    assert judged("keep_device_history", {"internet": ["app"]}) == judged("keep_device_history") == "unknown"


def test_software_sites_and_uploads():
    assert judged("no_privacy_software", {"software": ["vpn"]}) == "ask"
    assert judged("no_privacy_software", {"software": ["vpn"]}, params={"kinds": ["cloud"]}) == "clear"
    assert judged("no_privacy_software", {"internet": "none"}) == "clear"
    assert judged("no_site_or_app_type", {"apps": ["rota"]}) == "ask"
    assert judged("no_site_or_app_type", {"apps": []}) == "clear"
    assert judged("uploads_notify_or_ask", {"uploads": "yes"}) == "ask"
    assert judged("uploads_notify_or_ask", {"uploads": "yes"}, params={"form": "notify"}) == "clear"
    assert judged("uploads_notify_or_ask", {"internet": ["social"]}) == "ask"


def test_nights_households_and_regions():
    away = {"nights_away": "yes"}
    assert judged("no_household_with_child", away) == "unknown"
    assert judged("no_household_with_child", {**away, "household_children": "yes"}) == "conflict"
    assert judged("no_household_with_child", {**away, "household_children": "no"}) == "clear"
    assert judged("region_of_residence", {**away, "outside_region": "yes"}) == "ask"
    assert judged("region_of_residence", {**away, "outside_region": "no"}) == "clear"
    assert judged("residence_permission", kind="address") == "ask"
    assert judged("residence_permission", {"sleep_in": "yes"}) == "ask"


def test_abroad_with_the_passport_handed_over():
    both = licence("overseas_permission", "surrender_passport")
    assert check(both, proposal=job(facts={"overseas": "yes", "passport_needed": "no"})).verdict == "conflict"


def duties(condition, facts=None, orders=(), **more):
    held = licence(condition, **more)
    result = check(held, proposal=job(facts=facts or {}), orders=list(orders), permissions=APPROVED)
    assert result.verdict == "clear"
    return [duty.text for duty in result.duties]


def test_duties_stand_beside_a_clear_verdict():
    for condition in (
        "tell_vehicle_details",
        "tell_contact_details",
        "tell_bank_accounts",
        "tell_travel_outside_county",
        "tell_premises_access",
        "tell_money_transfers",
        "police_search",
    ):
        assert duties(condition), condition
    assert duties("give_income_evidence", {"payslips": "yes"})
    assert not duties("tell_vehicle_details", {"driving": "none"})
    assert not duties("tell_contact_details", {"work_phone": "no", "internet": "none"})
    assert not duties("tell_travel_outside_county", {"crosses_county": "no"})
    assert duties("tell_names", {"trading_name": "yes"})
    assert not duties("tell_names")


def test_the_register_is_never_a_verdict_and_a_job_alone_is_no_change():
    register = [{"id": "sex_offence_notification"}]
    assert not duties("tell_names", orders=register)
    told = duties("tell_names", {"overseas": "yes", "new_account": "yes"}, orders=register)
    assert len(told) == 2


def test_an_order_like_another_rule():
    shpo = {"id": "shpo", "label": "monitored devices only", "params": {"like": "R-DEVICE"}}
    result = check(orders=[shpo], proposal=job(facts={"internet": ["web"]}))
    assert result.verdict == "conflict"
    assert line(result, "shpo").route.startswith("the court")
    assert check(orders=[{"id": "shpo"}]).verdict == "ask"
    tagged = {"id": "shpo", "params": {"touches_work": "no"}}
    assert verdict_of(check(orders=[tagged]), "shpo") == "clear"


def test_an_order_of_another_name_with_a_rule():
    order = {"id": "restraining", "rule": "R-NAMED", "label": "restraining order"}
    assert check(orders=[order], proposal=job(facts={"named_person": "yes"})).verdict == "conflict"


def test_applying_online_is_in_no_place_once_it_is_said_to_be_done_at_home():
    held = licence({"id": "exclusion_zone_map", "params": {"inside": ["B9 "]}}, curfew("00:15", "23:45"))
    proposal = {"id": "p1", "kind": "activity", "start": "2026-11-30", "facts": {}}
    assert check(held, proposal=proposal).verdict == "unknown"
    assert check(held, proposal={**proposal, "facts": {"at_home": "yes"}}).verdict == "clear"


def test_an_unread_parameter_is_said_to_be_unread():
    result = check(licence({"id": "curfew_v4", "params": {"block": []}}))
    assert any("params.block is not read" in text for text in result.warnings)
    assert verdict_of(result, "curfew_v4") == "unknown"


def test_on_call_could_come_inside_the_curfew():
    assert judged(curfew(), {"on_call": "yes"}) == "ask"


def test_judgements_are_named_where_they_bear():
    tight = check(licence(curfew()), proposal=shift("2026-12-01", "10:00", "18:20"))
    assert any(text.startswith("Judgement:") and "15 minutes" in text for text in tight.warnings)


def test_an_official_code_is_another_name_for_the_condition():
    code = catalogue.find("4.0", "work_approval").code.lower()
    result = check(licence(code), permissions=[{"for": code.upper(), "scope": {"proposal": "p1"}}])
    assert verdict_of(result, "work_approval") == "clear"


def test_set_times_may_come_as_blocks():
    term = {"id": "report_to_police_station", "params": {"blocks": [{"from": "10:00", "to": "10:15"}]}}
    assert judged(term) == "conflict"
    term = {"id": "vehicle_use_restriction", "params": {"blocks": [{"from": "20:00", "to": "06:00"}]}}
    assert judged(term, {"driving": "at_work"}) == "clear"
    assert judged(term, {"driving": "at_work"}, hours=("18:00", "23:00")) == "conflict"
