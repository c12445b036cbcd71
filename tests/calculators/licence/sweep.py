"""For each rule: what is entered with a term, a proposal that ought to trip it, and one that is rightly clear.

The catalogue sweep holds every term of every version against these; the mutation run blinds each rule in turn.
"""

HOURS = {"blocks": [{"from": "19:00", "to": "07:00"}]}
LATE = {"hours": ("12:00", "23:30")}
ZONE = {"inside": ["B9 "], "outside": ["B12 "]}
OUTSIDE, INSIDE = {"postcode": "B12 0XS", "crosses_zone": "no"}, {"postcode": "B9 4AA", "crosses_zone": "no"}
NO_CHILD = {"children": "none"}
OFFLINE = {"internet": "none", "work_phone": "no"}
DRY = {"sells_alcohol": "no", "tasting": "no", "body_duties": "no"}
MEETING = {"appointments": [{"date": "2026-12-01", "from": "10:00", "to": "11:00", "what": "meeting"}]}
AT_HOME = {"nights_away": "no"}

# Rule: (what is entered, facts that trip it, facts that are rightly clear, more of the request that trips it).
SWEEP = {
    "R-WORK": ({}, {}, {}, {"approved": False}),
    "R-CURFEW": (HOURS, {}, {}, LATE),
    "R-PRETAG": ({"tag_fitted": "no"}, {}, {}, LATE),
    "R-REPORT": ({"times": ["18:30"]}, {}, {}, LATE),
    "R-ATTEND": ({}, {}, {}, MEETING),
    "R-ZONE-OUT": (ZONE, INSIDE, OUTSIDE, {}),
    "R-ZONE-IN": ({"inside": ["B12 "]}, INSIDE, OUTSIDE, {}),
    "R-EVENT-ZONE": ({**ZONE, "dates": ["2026-12-01"]}, INSIDE, OUTSIDE, {}),
    "R-PUBEVENT": ({}, {"public_event": "yes", "event_dates": ["2026-12-01"]}, {"public_event": "no"}, {}),
    "R-PREMISES": ({"kinds": ["pub"]}, {"site_kind": "public house"}, {"site_kind": "warehouse"}, {}),
    "R-PREMISES-TYPE": (
        {"kinds": ["schools"]},
        {"site_kind": "office", "nearby_kinds": ["primary school"]},
        {"site_kind": "office", "nearby_kinds": []},
        {},
    ),
    "R-DRINK": ({}, {"drinking_place": "yes"}, {"drinking_place": "no"}, {}),
    "R-CHILD-WORK": ({"age": 18}, {"children": "role"}, NO_CHILD, {}),
    "R-CHILD-CONTACT": ({"age": 18}, {"children": "unsupervised"}, NO_CHILD, {}),
    "R-NO-CHILD": ({"age": 18}, {"children": "regular"}, NO_CHILD, {}),
    "R-CHILD-HOME": ({"age": 18}, {"nights_away": "yes", "household_children": "yes"}, AT_HOME, {}),
    "R-HOME": ({}, {"nights_away": "yes"}, AT_HOME, {}),
    "R-REGION": ({"region": "London"}, {"nights_away": "yes", "outside_region": "yes"}, AT_HOME, {}),
    "R-NAMED": ({}, {"named_person": "yes"}, {"named_person": "no"}, {}),
    "R-GROUP": (
        {},
        {
            "prison_site": "yes",
            "coworkers_convictions": "yes",
            "coworkers_prisoners": "yes",
            "hmpps_link": "yes",
            "named_person": "yes",
            "site_kind": "strip club",
        },
        {
            "prison_site": "no",
            "coworkers_convictions": "no",
            "coworkers_prisoners": "no",
            "hmpps_link": "no",
            "named_person": "no",
            "site_kind": "warehouse",
        },
        {},
    ),
    "R-DEVICE": ({}, {"internet": ["web"]}, OFFLINE, {}),
    "R-PHONE": ({}, {"work_phone": "yes"}, {"work_phone": "no"}, {}),
    "R-SOFTWARE": ({}, {"software": ["vpn"]}, OFFLINE, {}),
    "R-SITES": ({}, {"apps": ["rota"]}, OFFLINE, {}),
    "R-UPLOAD": ({}, {"uploads": "yes"}, {"uploads": "no"}, {}),
    "R-DEVICE-HISTORY": ({}, {"internet": ["app"], "device_owner": "employer"}, OFFLINE, {}),
    "R-TRADE": ({}, {"gambling_site": "yes"}, {"gambling_site": "no"}, {}),
    "R-TAG": ({}, {"body_duties": "yes"}, {"body_duties": "no"}, {}),
    "R-ABSTAIN": ({}, {"tasting": "yes"}, DRY, {}),
    "R-ITEM": (
        {"item": ["knife", "camera"]},
        {"tools": ["kitchen knife", "digital camera", "camera phone"]},
        {"tools": ["broom"]},
        {},
    ),
    "R-VEHICLE-USE": ({}, {"driving": "at_work"}, {"driving": "none"}, {}),
    "R-CASH": ({"value": "100"}, {"cash_held": "500", "cash_whose": "own"}, {"cash_held": "50"}, {}),
    "R-PAYSLIP": ({}, {"payslips": "no"}, {"payslips": "yes"}, {}),
    "R-MEETINGS": ({}, {"meetings": "yes", "web_content": "yes"}, {"meetings": "no", "web_content": "no"}, {}),
    "R-TALKS": ({}, {"talks": "yes"}, {"talks": "no"}, {}),
    "R-WORSHIP": ({}, {"place_of_worship": "yes"}, {"place_of_worship": "no"}, {}),
    "R-OVERSEAS": ({}, {"overseas": "yes"}, {"overseas": "no"}, {}),
    "R-PASSPORT": ({}, {"passport_needed": "yes", "overseas": "no"}, {"passport_needed": "no", "overseas": "no"}, {}),
}

# Duties are told, not asked: what trips one leaves a duty beside the verdict, and what does not leaves none.
DUTIES = {
    "tell_contact_details": ({"work_phone": "yes"}, {"work_phone": "no", "internet": "none"}),
    "tell_names": ({"trading_name": "yes"}, {"trading_name": "no"}),
    "tell_vehicle_details": ({"driving": "at_work"}, {"driving": "none"}),
    "tell_bank_accounts": ({"new_account": "yes"}, {"new_account": "no"}),
    "tell_assets": ({"tools_value": "5000"}, None),
    "tell_passport": ({"passport_needed": "yes"}, {"passport_needed": "no"}),
    "tell_travel_outside_county": ({"crosses_county": "yes"}, {"crosses_county": "no"}),
    "sex_offence_notification": ({"new_account": "yes"}, {}),
    # always to be told, whatever the answers
    "tell_money_transfers": ({}, None),
    "tell_premises_access": ({}, None),
    "tell_relationships_household_children": ({}, None),
    "police_search": ({}, None),
}

# General conduct and the like: no bearing on a proposal, and not shown (licence.md §5, R-BEHAVE and R-NONE).
NOT_SHOWN = {
    "good_behaviour", "good_behaviour_no_crime", "no_offence", "no_bribery_of_hmpps_staff", "no_radicalising",
    "police_escort_on_release", "tell_relationships",
}  # fmt: skip

# No rule of its own: a person must judge, and it is never clear without their tag.
BY_A_PERSON = {"bespoke", "shpo", "other_order", "no_extremist_or_coded_material"}
# As those, but the catalogue says that it bears only on coming back from abroad: not shown.
SKIPPED = {"report_on_return_to_uk"}
