"""Cases of every kind in which something was once called clear that had not been tested.

Each is a name, a request as another program would send it, and the least that may be said of a line (or of the whole,
under "verdict"); "clear" stands for exactly clear. The mutation run and the tests of the kinds share them.
"""

from copy import deepcopy

STANDARD = [
    "good_behaviour_no_crime", "residence_permission", "keep_in_touch_and_meet", "tell_names", "tell_contact_details",
    "work_approval", "overseas_permission", "passport_permission",
]  # fmt: skip
FACTS = {
    "nights_away": "no", "overseas": "no", "passport_needed": "no", "work_phone": "no", "internet": "none",
    "children": "none",
}  # fmt: skip
APPROVAL = {"for": "work_approval", "from": "2026-11-20", "scope": {"proposal": "p"}}
NAMED = "no_contact_named_individuals"
ZONE = "exclusion_zone_map"


def ask(
    *terms, facts=None, permissions=(), approved=True, standard=True, licences=None, hours=("09:00", "17:00"), **more
):
    """A job under a licence with these terms besides the standard ones, approved on 20 November."""
    listed = [{"id": term} if isinstance(term, str) else term for term in (*(STANDARD if standard else ()), *terms)]
    held = {"policy_version": "4.0", "status": "active", "from": "2026-10-05", "to": "2027-10-04", "conditions": listed}
    proposal = {
        "id": "p", "kind": "job", "start": "2026-11-30", "facts": {**FACTS, **(facts or {})}, "journey_minutes": 30,
        "weekly": [{"days": [0, 1, 2, 3, 4], "from": hours[0], "to": hours[1]}] if hours else [],
    }  # fmt: skip
    for name in ("kind", "start", "end", "engagement", "what", "changed_on", "dated", "weekly", "journey_minutes"):
        if name in more:
            proposal[name] = more.pop(name)
    return {
        "as_of": "2026-11-25", "licences": [held | more.pop("licence", {})] if licences is None else licences,
        "proposal": proposal, "permissions": [*([APPROVAL] if approved else []), *permissions], **more,
    }  # fmt: skip


def version(*terms, **fields):
    return {
        "policy_version": "4.0", "status": "active", "from": "2026-10-05", "to": "2027-10-04",
        "conditions": [{"id": term} if isinstance(term, str) else term for term in terms], **fields,
    }  # fmt: skip


def curfew(start="19:00", end="07:00", **more):
    return {"id": "curfew_v4", "params": {"blocks": [{"from": start, "to": end}]}, **more}


def zone(inside=("B9 ",), outside=("B12 ",), **more):
    return {"id": ZONE, "params": {"inside": list(inside), "outside": list(outside)}, **more}


def lifts(name, **more):
    return {"for": name, "from": "2026-11-20", "scope": {"proposal": "p"}, **more}


def booked(day="2026-12-01", **more):
    return {"date": day, "from": "10:00", "to": "11:00", "what": "meeting", **more}


HERE = {"postcode": "B12 0XS", "crosses_zone": "no"}
LATE = ("12:00", "23:30")
MAN_A, MAN_B = {"id": NAMED, "label": "man A"}, {"id": NAMED, "label": "man B"}
MEETS = {"named_person": "yes"}
ZONE_A, ZONE_B = zone(["B12 "], []), zone(["B12 0"], ["B1 "])
KNIFE, CAMERA = ({"id": "no_specified_item", "params": {"item": word}} for word in ("knife", "camera"))
POLICE = {"id": "report_to_police_station", "params": {"times": ["18:30"]}}
DRIVE = {"id": "vehicle_use_restriction", "params": {"times": [["17:00", "18:00"]]}}
REFUSED = [{"under": "work_approval", "refuses": ["self_employed"]}]
AWAY = [{"nights_away": "yes"}, {"live_in": "yes", "nights_away": "yes"}, {"sleep_in": "yes", "nights_away": "yes"},
        {"overseas": "yes"}]  # fmt: skip

CASES = {
    # 1. identity
    "permission for one man": (
        ask(MAN_A, MAN_B, facts=MEETS, permissions=[lifts(NAMED, label="man A")]),
        {"man A": "clear", "man B": "conflict"},
    ),
    "permission by label alone": (
        ask(MAN_A, MAN_B, facts=MEETS, permissions=[lifts("man B")]),
        {"man A": "conflict", "man B": "clear"},
    ),
    "permission by the sender's own key": (
        ask(
            {"id": NAMED, "key": "e1", "label": "one"},
            {"id": NAMED, "key": "e2", "label": "two"},
            facts=MEETS,
            permissions=[lifts(NAMED, key="e2")],
        ),
        {"one": "conflict", "two": "clear"},
    ),
    "permission for neither man": (
        ask(MAN_A, MAN_B, facts=MEETS, permissions=[lifts(NAMED)]),
        {"man A": "conflict", "man B": "conflict"},
    ),
    "permission for a third man": (
        ask(MAN_A, facts=MEETS, permissions=[lifts(NAMED, label="man C")]),
        {"man A": "conflict"},
    ),
    "two men without names": (ask(NAMED, NAMED, facts=MEETS, permissions=[lifts(NAMED)]), {NAMED: "conflict"}),
    "permission for one zone": (
        ask(ZONE_A, ZONE_B, facts=HERE, permissions=[lifts(ZONE, params={"inside": ["B12 "]})]),
        {"verdict": "conflict"},
    ),
    "permission for one item": (
        ask(
            KNIFE,
            CAMERA,
            facts={"tools": ["kitchen knife", "digital camera"]},
            permissions=[lifts("no_specified_item", params={"item": "knife"})],
        ),
        {"verdict": "conflict"},
    ),
    "permission for an item of one": (
        ask(KNIFE, facts={"tools": ["kitchen knife"]}, permissions=[lifts("no_specified_item")]),
        {"verdict": "clear"},
    ),
    # 2. and 3. what is recorded is tested, and approval of work stands on every licence
    "no licence recorded": (ask(licences=[], approved=False), {"state": "unknown", "work_approval": "ask"}),
    "no licence recorded, approved": (ask(licences=[]), {"verdict": "unknown"}),
    "an order without a licence": (
        ask(licences=[], facts={"driving": "at_work"}, orders=[{"id": "driving_disqualification"}]),
        {"driving_disqualification": "conflict"},
    ),
    "a direction without a licence": (
        ask(licences=[], directions=REFUSED, engagement="self_employed"),
        {"verdict": "conflict"},
    ),
    "approval not listed": (ask(curfew(), standard=False, approved=False), {"work_approval": "ask"}),
    "approval not listed, given": (ask(curfew(), standard=False), {"verdict": "clear"}),
    # 4. nights
    **{
        f"{term['id']} and {'/'.join(away)}": (ask(term, facts={**HERE, **away}), {term["id"]: "ask"})
        for away in AWAY
        for term in (
            curfew(),
            POLICE,
            zone(),
            {"id": "restriction_zone_map", "params": {"inside": ["B12 "]}},
            {"id": "drug_testing"},
            {"id": "residence_permission"},
        )
    },
    "alcohol tag and living in": (
        ask(
            "alcohol_ban_tagged", facts={"tasting": "no", "sells_alcohol": "no", "nights_away": "yes", "live_in": "yes"}
        ),
        {"alcohol_ban_tagged": "ask"},
    ),
    "an appointment and nights away": (
        ask(facts={"nights_away": "yes"}, appointments=[booked(**{"from": "20:00", "to": "20:30"})]),
        {"keep_in_touch_and_meet": "ask"},
    ),
    "abroad beside a restriction zone": (
        ask(
            {"id": "restriction_zone_map", "params": {"inside": ["B12 "]}},
            facts={**HERE, "overseas": "yes"},
            permissions=[lifts("overseas_permission")],
        ),
        {"restriction_zone_map": "conflict"},
    ),
    "a new address and a curfew": (ask(curfew(), kind="address", hours=None), {"curfew_v4": "ask"}),
    "nights permitted twice over": (
        ask(
            curfew(),
            facts={"nights_away": "yes", "live_in": "yes"},
            permissions=[lifts("residence_permission"), lifts("curfew_v4")],
        ),
        {"verdict": "clear"},
    ),
    # 5. words
    "chef's knives": (
        ask({"id": "no_specified_item", "params": {"item": "bladed articles"}}, facts={"tools": ["Chef's knives"]}),
        {"no_specified_item": "conflict"},
    ),
    "scissors for knives": (ask(KNIFE, facts={"tools": ["scissors"]}), {"no_specified_item": "ask"}),
    "a word nobody knows": (ask(KNIFE, facts={"tools": ["splunger"]}), {"no_specified_item": "ask"}),
    "a known word with more to it": (ask(KNIFE, facts={"tools": ["ladder with a hook"]}), {"no_specified_item": "ask"}),
    "a broom is no knife": (ask(KNIFE, facts={"tools": ["broom"]}), {"verdict": "clear"}),
    "a standard condition listed twice": (ask("residence_permission", "work_approval"), {"verdict": "clear"}),
    "an item with no name": (ask("no_specified_item", facts={"tools": ["broom"]}), {"no_specified_item": "ask"}),
    "a van is a vehicle": (
        ask(
            {"id": "vehicle_use_restriction", "params": {"kinds": ["motor vehicles"]}},
            facts={"driving": "at_work", "vehicle": "Transit"},
        ),
        {"vehicle_use_restriction": "conflict"},
    ),
    "a van for a car": (
        ask(
            {"id": "vehicle_use_restriction", "params": {"kinds": ["car"]}},
            facts={"driving": "at_work", "vehicle": "van"},
        ),
        {"vehicle_use_restriction": "ask"},
    ),
    "a bar for a pub": (
        ask(
            {"id": "exclusion_premises", "params": {"kinds": ["drinking establishments"]}},
            facts={"site_kind": "wine bar"},
        ),
        {"exclusion_premises": "conflict"},
    ),
    "a bar for a pub, answered no": (
        ask(
            {"id": "exclusion_premises", "params": {"kinds": ["drinking places"]}},
            facts={"site_kind": "wine bar", "barred_premises": "no"},
        ),
        {"exclusion_premises": "conflict"},
    ),
    "a pub, said to be no drinking place": (
        ask("no_drinking_establishments", facts={"site_kind": "public house", "drinking_place": "no"}),
        {"no_drinking_establishments": "ask"},
    ),
    "a nursery with no children": (
        ask("no_work_with_children", facts={"site_kind": "nursery"}),
        {"no_work_with_children": "ask"},
    ),
    "a teaching assistant with no children": (
        ask("no_unsupervised_contact_children", what="Teaching assistant"),
        {"no_unsupervised_contact_children": "ask"},
    ),
    "a warehouse is no pub": (
        ask({"id": "exclusion_premises", "params": {"kinds": ["pub"]}}, facts={"site_kind": "warehouse"}),
        {"verdict": "clear"},
    ),
    "a club of another kind": (
        ask({"id": "exclusion_premises", "params": {"kinds": ["pub"]}}, facts={"site_kind": "social club"}),
        {"exclusion_premises": "ask"},
    ),
    "no drinking place, that sells drink alone": (
        ask(
            "no_drinking_establishments",
            facts={"drinking_place": "no", "sells_alcohol": "yes", "food_or_stay_required": "no"},
        ),
        {"no_drinking_establishments": "ask"},
    ),
    "a bookmaker, said to be none": (
        ask("no_gambling", facts={"site_kind": "betting shop", "gambling_site": "no"}),
        {"no_gambling": "ask"},
    ),
    "no contact with children at all": (
        ask(
            {"id": "bespoke", "label": "no under-18s", "rule": "R-NO-CHILD", "params": {"age": 18}},
            facts={"children": "regular"},
        ),
        {"bespoke": "conflict"},
    ),
    # 6. devices
    **{
        f"{term} and a {'/'.join(device)}": (ask(term, facts={"tasting": "no", **device}), {term: least})
        for term, least in (
            ("no_internet_devices", "ask"),
            ("keep_device_history", "unknown"),
            ("no_privacy_software", "ask"),
            ("no_site_or_app_type", "ask"),
            ("uploads_notify_or_ask", "ask"),
        )
        for device in (
            {"work_phone": "yes"},
            {"tools": ["barcode scanner"]},
            {"tools": ["tablet"]},
            {"tools": ["till"]},
            {"vehicle": "van with telematics", "driving": "at_work", "driving_area": "Leeds"},
            {"device_owner": "employer"},
        )
    },
    "a work phone's history": (ask("keep_device_history", facts={"work_phone": "yes"}), {"keep_device_history": "ask"}),
    "a second phone among the tools": (ask("one_phone", facts={"tools": ["smartphone"]}), {"one_phone": "ask"}),
    "email permitted, and a phone": (
        ask(
            "no_internet_devices",
            facts={"work_phone": "yes", "internet": ["email"]},
            permissions=[lifts("no_internet_devices", scope={"purpose": ["email"]})],
        ),
        {"no_internet_devices": "ask"},
    ),
    "software by its official name": (
        ask(
            {"id": "no_privacy_software", "params": {"kinds": ["virtual private networks (VPNs)"]}},
            facts={"internet": ["app"], "software": ["vpn"]},
        ),
        {"no_privacy_software": "ask"},
    ),
    "a smartphone for a camera": (
        ask("no_camera", licence={"policy_version": "2.0"}, standard=False, facts={"tools": ["smartphone"]}),
        {"no_camera": "ask"},
    ),
    "a camera": (
        ask("no_camera", licence={"policy_version": "2.0"}, standard=False, facts={"tools": ["digital camera"]}),
        {"no_camera": "conflict"},
    ),
    # 7. travel
    "driving to work and at work": (
        ask(DRIVE, facts={"driving": "both", "driving_times": [["10:00", "12:00"]]}),
        {"vehicle_use_restriction": "conflict"},
    ),
    "driving, way not said": (
        ask(DRIVE, facts={"driving": "yes", "driving_times": [["10:00", "12:00"]]}),
        {"vehicle_use_restriction": "conflict"},
    ),
    "driving, journey not known": (
        ask(DRIVE, facts={"driving": "both", "driving_times": [["10:00", "12:00"]]}, journey_minutes=None),
        {"vehicle_use_restriction": "unknown"},
    ),
    "driving at work only": (
        ask(DRIVE, facts={"driving": "at_work", "driving_times": [["10:00", "12:00"]]}),
        {"verdict": "clear"},
    ),
    "moves about, no place": (ask(zone(), facts={"moves_about": "yes", "crosses_zone": "no"}), {ZONE: "unknown"}),
    "moves about from a place": (ask(zone(), facts={**HERE, "moves_about": "yes"}), {ZONE: "ask"}),
    "a delivery round": (ask(zone(), facts=HERE, what="Parcel delivery"), {ZONE: "unknown"}),
    "care visits": (ask(zone(), facts=HERE, what="Care visits"), {ZONE: "unknown"}),
    "driven at work": (ask(zone(), facts={**HERE, "driving": "at_work"}), {ZONE: "unknown"}),
    "a district partly inside": (ask(zone(["B12 0XT"], ["B12 "]), facts=HERE), {ZONE: "ask"}),
    "a district alone": (ask(zone(["B12 0XS"], []), facts={"postcode": "B12", "crosses_zone": "no"}), {ZONE: "ask"}),
    "a restriction zone partly there": (
        ask({"id": "restriction_zone_map", "params": {"inside": ["B12 9"]}}, facts=HERE),
        {"restriction_zone_map": "ask"},
    ),
    "a sector checked by itself": (ask(zone(["B12 9"], ["B12 0"]), facts=HERE), {"verdict": "clear"}),
    # 8. appointments
    "an appointment of no term": (ask(appointments=[booked(**{"for": "polygraph"})]), {"appointment": "ask"}),
    "an appointment of a term not for attending": (
        ask("electronic_tag", facts={"body_duties": "no"}, appointments=[booked(**{"for": "electronic_tag"})]),
        {"appointment": "ask"},
    ),
    "an appointment where no term is to meet": (ask(standard=False, appointments=[booked()]), {"appointment": "ask"}),
    "an appointment, hours not known": (
        ask(appointments=[booked()], hours=None),
        {"keep_in_touch_and_meet": "unknown"},
    ),
    "an appointment on another day": (
        ask(appointments=[booked("2026-12-05", **{"for": "polygraph"})]),
        {"verdict": "clear"},
    ),
    # 9. time
    "begins after the first shifts": (
        ask(
            licences=[version(*STANDARD, **{"from": "2026-12-07"})],
            permissions=[{**APPROVAL, "from": "2026-12-07"}],
            approved=False,
        ),
        {"state": "unknown"},
    ),
    "a gap between licences": (
        ask(
            licences=[
                version(*STANDARD, to="2026-12-06"),
                version(*STANDARD, **{"from": "2026-12-14"}, status="approved"),
            ]
        ),
        {"state": "unknown"},
    ),
    "superseded, by what?": (
        ask(licences=[version(*STANDARD, to="2026-12-06", status="superseded")]),
        {"state": "unknown"},
    ),
    "recalled, and out of its dates": (
        ask(licences=[version(*STANDARD, to="2026-11-20", status="recalled")]),
        {"state": "unknown"},
    ),
    "detention curfew without hours": (ask(licence={"kind": "hdc"}), {"hdc_weekly_curfew": "unknown"}),
    "day release without hours": (ask(licence={"kind": "rotl"}), {"rotl_hours": "unknown"}),
    "curfew hours changed since": (
        ask(
            licences=[
                version(*STANDARD, curfew("22:00", "06:00"), to="2026-11-22", status="superseded"),
                version(*STANDARD, curfew(), **{"from": "2026-11-23"}),
            ],
            hours=LATE,
            permissions=[lifts("curfew_v4")],
        ),
        {"curfew_v4": "conflict"},
    ),
    "the same curfew in a new version": (
        ask(
            licences=[
                version(*STANDARD, curfew(), to="2026-11-22", status="superseded"),
                version(*STANDARD, curfew(), **{"from": "2026-11-23"}),
            ],
            hours=LATE,
            permissions=[lifts("curfew_v4")],
        ),
        {"verdict": "clear"},
    ),
    "hours changed after the permission": (
        ask(
            curfew(),
            hours=LATE,
            changed_on="2026-11-24",
            approved=False,
            permissions=[{**APPROVAL, "from": "2026-11-25"}, lifts("curfew_v4")],
        ),
        {"curfew_v4": "conflict"},
    ),
    "clocks past the horizon": (
        ask(
            curfew("02:15", "06:00"),
            licence={"to": None},
            journey_minutes=60,
            weekly=[{"days": [5], "from": "20:00", "to": "00:30"}],
        ),
        {"curfew_v4": "conflict"},
    ),
    "after the end": (ask(curfew(), licence={"to": "2026-11-24"}, hours=LATE), {"verdict": "clear"}),
    "detention curfew without hours on a day of work": (
        ask(
            {"id": "hdc_weekly_curfew", "params": {"blocks": [{"from": "19:00", "to": "07:00", "days": [0, 1, 2, 3]}]}},
        ),
        {"hdc_weekly_curfew": "unknown"},
    ),
    # 10. refusals
    **{
        f"refused, and {engagement}": (ask(directions=REFUSED, engagement=engagement), {"work_approval": "conflict"})
        for engagement in ("labour_only_subcontractor", "gig", "umbrella", "cash_in_hand", "cash", "self_employed")
    },
    "refused, then approved as such": (
        ask(
            directions=[{**REFUSED[0], "from": "2026-10-10"}],
            engagement="gig",
            approved=False,
            permissions=[{**APPROVAL, "scope": {"proposal": "p", "purpose": ["gig"]}}],
        ),
        {"verdict": "clear"},
    ),
    "approved as such, then refused": (
        ask(
            directions=[{**REFUSED[0], "from": "2026-11-21"}],
            engagement="gig",
            approved=False,
            permissions=[{**APPROVAL, "scope": {"proposal": "p", "purpose": ["gig"]}}],
        ),
        {"work_approval": "conflict"},
    ),
    "approved, then refused": (
        ask(permissions=[{**APPROVAL, "from": "2026-11-22", "decision": "refused"}]),
        {"work_approval": "conflict"},
    ),
    "refused without a day": (
        ask(permissions=[{"for": "work_approval", "decision": "refused"}]),
        {"work_approval": "conflict"},
    ),
    "a refusal by purpose": (
        ask(
            engagement="gig",
            permissions=[{"for": "work_approval", "decision": "refused", "scope": {"purpose": ["self_employment"]}}],
        ),
        {"work_approval": "conflict"},
    ),
    # 11. the body
    **{
        f"a tag and {duty}": (ask("electronic_tag", facts={"body_duties": [duty]}), {"electronic_tag": "ask"})
        for duty in ("sauna", "swimming pool", "theatre scrub", "food with bare wrists", "metal detectors", "juggling")
    },
    "a tag and a sauna, answered no": (
        ask("gps_trail", facts={"body_duties": "no", "site_kind": "sauna"}),
        {"gps_trail": "ask"},
    ),
    "a lifeguard on an alcohol tag": (
        ask("alcohol_ban_tagged", what="Lifeguard", facts={"tasting": "no", "sells_alcohol": "no"}),
        {"alcohol_ban_tagged": "ask"},
    ),
    "a tag and no such duties": (ask("electronic_tag", facts={"body_duties": "no"}), {"verdict": "clear"}),
    # 13. the catalogue
    **{
        f"curfew in {old}": (
            ask(
                {**curfew(), "id": "0a370862-5426-49c1-b6d4-3d074d78a81a"},
                standard=False,
                hours=LATE,
                licence={"policy_version": old},
            ),
            {"curfew_v3": "conflict"},
        )
        for old in ("1.0", "2.0", "2.1", "3.0")
    },
    "an event nobody has dated": (
        ask({"id": "exclusion_zone_event", "params": {"inside": ["B12 "]}}, facts=HERE),
        {"exclusion_zone_event": "unknown"},
    ),
    "the way on a day of the event": (
        ask(
            {"id": "exclusion_zone_event", "params": {"inside": ["B6 "], "outside": ["B12 "], "dates": ["2026-12-01"]}},
            facts={"postcode": "B12 0XS"},
        ),
        {"exclusion_zone_event": "ask"},
    ),
    "living in while an event is on": (
        ask(
            {"id": "exclusion_zone_event", "params": {"inside": ["B12 "], "dates": ["2026-12-05"]}},
            facts={**HERE, "nights_away": "yes", "live_in": "yes"},
            permissions=[lifts("residence_permission")],
        ),
        {"exclusion_zone_event": "ask"},
    ),
    # 14. not asked is not no
    "the way not asked about": (ask(zone(), facts={"postcode": "B12 0XS"}), {ZONE: "ask"}),
    "people not asked about": (ask("no_contact_any_victim"), {"no_contact_any_victim": "ask"}),
    "co-workers not asked about": (ask("no_contact_known_sex_offenders"), {"no_contact_known_sex_offenders": "ask"}),
    "all of it asked": (
        ask(zone(), "no_contact_any_victim", facts={**HERE, "named_person": "no"}),
        {"verdict": "clear"},
    ),
    # bad input that can be answered
    "no times": (ask(hours=None), {"hours": "unknown"}),
    "no times and a curfew": (ask(curfew(), hours=None), {"curfew_v4": "unknown"}),
    "a zone with no place": (ask(ZONE, facts=HERE), {ZONE: "unknown"}),
    "older than the licence": (
        ask(approved=False, permissions=[{**APPROVAL, "from": "2026-10-01"}]),
        {"work_approval": "ask"},
    ),
    "granted and refused at once": (
        ask(permissions=[{**APPROVAL, "decision": "refused"}]),
        {"work_approval": "conflict"},
    ),
    "as it should be": (ask(curfew()), {"verdict": "clear"}),
}


def without(given, fact):
    """The same request with one fact not stated."""
    found = deepcopy(given)
    found["proposal"]["facts"].pop(fact, None)
    return found
