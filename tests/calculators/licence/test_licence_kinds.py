"""Nothing is called clear that was not tested: cases of each kind, and the sentences that go with them."""

import pytest

from calculators.explain import RequestError
from calculators.licence.check import check_licence
from tests.calculators.licence.kinds import CASES, MAN_A, MAN_B, NAMED, ask, booked, curfew, lifts, version
from tests.calculators.licence.licence_cases import ORDER, line, read


def verdicts(given):
    """The worst verdict by id and by label, and of the whole."""
    result = check_licence(read(given))
    found = {"verdict": result.verdict}
    for row in reversed(result.conditions):  # worst first, so the worst is put in last
        found |= {row.id: row.verdict, row.label: row.verdict}
    return found


@pytest.mark.parametrize("name", CASES)
def test_kind(name):
    given, least = CASES[name]
    found = verdicts(given)
    for what, verdict in least.items():
        said = ORDER.index(found[what])
        assert said == 0 if verdict == "clear" else said >= ORDER.index(verdict), (what, found[what])


@pytest.mark.parametrize("name", [name for name, (_, least) in CASES.items() if least == {"verdict": "clear"}])
def test_each_clear_line_carries_what_shows_it(name):
    for row in check_licence(read(CASES[name][0])).conditions:
        shown = [each for each in row.evidence if each.shows in ("not_met", "to_tell")]
        assert shown
        assert len(shown) == len(row.evidence)
        assert all(each.fact for each in shown if each.shows == "not_met")


def test_what_a_clear_curfew_says():
    result = check_licence(read(ask(curfew(), hours=("09:00", "18:10"))))
    assert line(result, "curfew_v4").why == "home by 18:40, curfew 19:00, all 31 shifts"
    assert line(result, "curfew_v4").evidence[0].fact == "hours"


def test_a_duty_says_what_is_to_be_told():
    row = line(check_licence(read(ask("tell_money_transfers"))), "tell_money_transfers")
    assert row.why == "told, not asked: Ask the officer how wages paid by bank transfer are to be shown"


def test_the_tightest_shift_is_told():
    weekly = [{"days": [0], "from": "09:00", "to": "17:00"}, {"days": [3], "from": "09:00", "to": "18:00"}]
    assert "home by 18:30" in line(check_licence(read(ask(curfew(), weekly=weekly))), "curfew_v4").why


def test_shifts_that_are_permitted_and_shifts_that_are_home_in_time_are_told_apart():
    weekly = [{"days": [0], "from": "12:00", "to": "22:00"}, {"days": [3], "from": "09:00", "to": "18:00"}]
    result = check_licence(read(ask(curfew(), weekly=weekly, permissions=[lifts("curfew_v4")])))
    row = line(result, "curfew_v4")
    assert row.verdict == "clear"
    assert row.why == (
        "permission from the officer recorded from 2026-11-20 for this proposal, 7 of 13 shifts; "
        "home by 18:30, curfew 19:00, 6 of 13 shifts"
    )
    assert [each.fact for each in row.evidence] == ["permission", "hours"]


def warned(given, *words):
    return [text for text in check_licence(read(given)).warnings if all(word in text for word in words)]


def test_a_permission_that_lifts_nothing_is_said():
    met = {"named_person": "yes"}
    assert warned(ask(MAN_A, MAN_B, facts=met, permissions=[lifts(NAMED)]), "permissions[1].for", "lifts none of them")
    assert warned(ask(MAN_A, permissions=[lifts(NAMED, label="man C")]), "permissions[1].for", "lifts nothing")
    assert warned(
        ask(approved=False, permissions=[lifts("work_approval") | {"from": "2026-10-01"}]), "permissions[0].from"
    )
    changed = ask(changed_on="2026-11-24")
    assert warned(changed, "permissions[0]", "changed on 2026-11-24")


def test_two_permissions_that_differ_are_said():
    refused = lifts("work_approval", decision="refused")
    assert warned(ask(permissions=[refused]), "Two permissions for work_approval", "refused is taken to hold")
    assert not warned(ask(permissions=[lifts("work_approval")]), "Two permissions")


def test_an_appointment_of_no_term_is_said():
    assert warned(ask(appointments=[booked(**{"for": "polygraph"})]), "appointments[0].for", "polygraph")
    assert not warned(ask(appointments=[booked()]), "appointments")


@pytest.mark.parametrize(
    ("policy", "start", "told"),
    [
        ("3.0", "2026-10-01", True),
        ("3.0", "2026-09-30", False),
        ("4.0", "2026-09-30", True),
        ("4.0", "2026-10-01", False),
    ],
)
def test_a_version_that_does_not_go_with_its_start_is_said(policy, start, told):
    given = ask(standard=False, licence={"policy_version": policy, "from": start})
    assert bool(warned(given, "check the version printed")) is told


def test_standard_terms_not_listed_are_named_and_do_not_lower_the_verdict():
    result = check_licence(read(ask(standard=False)))
    assert result.verdict == "clear"
    named = {text.partition(":")[0] for text in result.missing}
    assert {"residence_permission", "keep_in_touch_and_meet", "overseas_permission", "passport_permission"} <= named
    assert "work_approval" not in named


def test_the_final_third_needs_no_appointments_and_says_so():
    held = version("work_approval", "keep_in_touch_and_meet", final_third="2026-11-01")
    result = check_licence(read(ask(licences=[held])))
    assert "the number is on the licence" in line(result, "keep_in_touch_and_meet").why
    still = check_licence(read(ask(licences=[held], appointments=[booked()])))
    assert line(still, "keep_in_touch_and_meet").verdict == "ask"


def test_an_open_line_says_what_to_find_out_and_the_fact_that_answers_it():
    row = line(check_licence(read(ask("no_contact_any_victim"))), "no_contact_any_victim")
    assert (row.fact, row.question) == ("named_person", "Would you meet anyone there you must not?")
    answered = ask("no_contact_any_victim", facts={row.fact: "no"})
    assert check_licence(read(answered)).verdict == "clear"


BAD = {
    "proposal.facts.children_youngest": ask(facts={"children": "none", "children_youngest": 12}),
    "proposal.facts.children_sex": ask(facts={"children": "none", "children_sex": "male"}),
    "proposal.facts.uploads": ask(facts={"uploads": "yes"}),
    "proposal.facts.software": ask(facts={"software": ["vpn"]}),
    "proposal.facts.driving_times": ask(facts={"driving": "none", "driving_times": [["10:00", "12:00"]]}),
    "proposal.facts.household_youngest": ask(facts={"household_children": "no", "household_youngest": 3}),
    "proposal.facts.nights_count": ask(facts={"nights_count": 3}),
    "proposal.facts.drinking_place": ask(facts={"sells_alcohol": "no", "drinking_place": "yes"}),
    "proposal.engagement": ask(kind="self_employment", engagement="employee"),
    "proposal.dated": ask(hours=None, end="2027-11-30", dated=[
        {"date": "2026-12-01", "from": "09:00", "to": "10:00"} for _ in range(300)]),
    "proposal.weekly": ask(weekly=[{"days": [0], "from": "09:00", "to": "10:00"} for _ in range(300)]),
    "licences[0].from": ask(licence={"from": "1959-12-31"}),
    "permissions[1].from": ask(permissions=[lifts("work_approval") | {"from": "1940-01-01"}]),
    "licences[0].conditions[8].params.kinds[0]": ask({"id": "no_privacy_software", "params": {"kinds": ["tor"]}}),
    "licences[0].conditions[8].params.form": ask({"id": "uploads_notify_or_ask", "params": {"form": "perhaps"}}),
    "licences[0].conditions[8].params.blocks[0].to": ask(curfew("07:00", "07:00")),
    "permissions[1].params.value": ask(permissions=[lifts("work_approval", params={"value": "-1"})]),
}  # fmt: skip


@pytest.mark.parametrize("field", BAD)
def test_what_cannot_be_is_refused_by_its_name(field):
    with pytest.raises(RequestError) as caught:
        check_licence(read(BAD[field]))
    assert caught.value.field == field
    assert caught.value.problem.endswith(".")
