"""Which licence holds on which day: boundary days, variations, drafts, prison, recall, orders."""

from datetime import date

import pytest

from tests.calculators.licence.licence_cases import (
    APPROVED,
    approved,
    check,
    curfew,
    job,
    licence,
    line,
    shift,
    verdict_of,
)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-11-30", "unknown"), ("2026-12-01", "ask"), ("2026-12-10", "ask"), ("2026-12-11", "clear")],
)
def test_boundary_days_of_a_licence(day, verdict):
    """Before it begins nobody has said what holds; its end was stated."""
    held = licence("work_approval", start="2026-12-01", end="2026-12-10")
    assert check(held, proposal=shift(day, "09:00", "17:00")).verdict == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-11-30", "clear"), ("2026-12-01", "ask"), ("2026-12-10", "ask"), ("2026-12-11", "clear")],
)
def test_boundary_days_of_a_condition(day, verdict):
    own = {"id": "bespoke", "rule": "R-MANUAL", "label": "own words", "params": {"touches_work": "yes"}}
    held = licence("work_approval", {**own, "from": "2026-12-01", "to": "2026-12-10"})
    assert check(held, proposal=shift(day, "09:00", "17:00"), permissions=APPROVED).verdict == verdict


@pytest.mark.parametrize("day", ["2026-11-30", "2026-12-05", "2026-12-11"])
def test_approval_of_work_has_no_dates_of_its_own(day):
    """It stands on every licence for as long as it runs, and another term about work does not stand in for it."""
    dated = licence({"id": "work_approval", "from": "2026-12-01", "to": "2026-12-10"})
    assert check(dated, proposal=shift(day, "09:00", "17:00")).verdict == "ask"
    other = licence({"id": "bespoke", "rule": "R-WORK", "label": "no bar work", "to": "2026-12-10"})
    own = [{"for": "no bar work"}]
    assert check(other, proposal=shift(day, "09:00", "17:00"), permissions=own).verdict == "ask"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-11-30", "ask"), ("2026-12-01", "clear"), ("2026-12-10", "clear"), ("2026-12-11", "ask")],
)
def test_boundary_days_of_a_permission(day, verdict):
    given = [{**APPROVED[0], "from": "2026-12-01", "to": "2026-12-10"}]
    assert check(licence("work_approval"), proposal=shift(day, "09:00", "17:00"), permissions=given).verdict == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-11-30", "clear"), ("2026-12-01", "conflict"), ("2026-12-10", "conflict"), ("2026-12-11", "clear")],
)
def test_boundary_days_of_an_order(day, verdict):
    order = {"id": "driving_disqualification", "from": "2026-12-01", "to": "2026-12-10"}
    result = approved(proposal=shift(day, "09:00", "17:00", facts={"driving": "at_work"}), orders=[order])
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2026-11-30", "ask"), ("2026-12-01", "conflict"), ("2026-12-10", "conflict"), ("2026-12-11", "ask")],
)
def test_boundary_days_of_a_direction(day, verdict):
    direction = {"under": "work_approval", "refuses": ["job"], "from": "2026-12-01", "to": "2026-12-10"}
    result = check(licence("work_approval"), proposal=shift(day, "09:00", "17:00"), directions=[direction])
    assert result.verdict == verdict


def test_a_night_shift_on_the_last_day_belongs_to_it():
    held = licence("work_approval", end="2026-12-10")
    assert check(held, proposal=shift("2026-12-10", "22:00", "06:00")).verdict == "ask"
    starting = licence("work_approval", start="2026-12-11", end="2027-01-01")
    assert check(starting, proposal=shift("2026-12-10", "22:00", "06:00")).verdict == "ask"
    assert check(starting, proposal=shift("2026-12-10", "14:00", "22:00")).verdict == "unknown"


def test_licence_that_runs_for_life():
    assert check({**licence("work_approval"), "to": None}).verdict == "ask"


def test_an_approved_variation_takes_over_on_its_day():
    first = licence("work_approval", curfew("20:00", "06:00"), end="2027-08-01")
    second = licence("work_approval", status="approved", start="2026-12-07")
    result = check(first, second, proposal=job(hours=("18:00", "23:00")))
    row = line(result, "curfew_v4")
    assert (row.dates.count, row.dates.of) == (5, 31)
    assert result.clear_from == date(2026, 12, 7)


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_only_a_draft_is_run_and_says_unknown(status):
    result = check(licence("work_approval", curfew(), status=status), proposal=job(hours=("18:00", "23:00")))
    assert result.verdict == "unknown"
    assert verdict_of(result, "state") == "unknown"
    assert verdict_of(result, "curfew_v4") == "conflict"  # what it would say
    assert "draft" in line(result, "state").why
    assert result.ask_text is None


def test_a_night_that_runs_into_a_draft_is_no_more_than_unknown():
    draft = licence(curfew("00:00", "07:00"), status="draft", start="2026-12-02")
    night = shift("2026-12-01", "22:00", "06:00", end_on="2026-12-02")
    assert check(draft, proposal=night).verdict == "unknown"


@pytest.mark.parametrize("status", ["rejected", "ended"])
def test_versions_that_never_count(status):
    result = check(licence("work_approval", status=status))
    assert result.verdict == "unknown"
    assert verdict_of(result, "work_approval") is None
    assert line(result, "state").why.startswith("no licence is recorded for these days")


def test_a_licence_that_ended_on_its_day_is_over():
    result = check(licence("work_approval", status="ended", end="2026-11-21"))
    assert result.verdict == "clear"
    assert line(result, "state").why.startswith("no licence is in force on any of these days, the last ended on")


def test_a_draft_does_not_soften_an_order():
    order = {"id": "driving_disqualification"}
    proposal = job(facts={"driving": "to_work"})
    result = check(licence("work_approval", status="draft"), orders=[order], proposal=proposal)
    assert result.verdict == "conflict"


def test_no_licence_leaves_orders_and_the_register():
    register = {"id": "sex_offence_notification"}
    ban = {"id": "driving_disqualification"}
    old = licence("work_approval", end="2026-11-21")
    facts = {"driving": "at_work", "new_account": "yes"}
    result = check(old, orders=[register, ban], proposal=job(facts=facts))
    assert result.verdict == "conflict"
    assert verdict_of(result, "work_approval") is None
    assert [duty.to for duty in result.duties] == ["police"]
    assert line(result, "driving_disqualification").route.startswith("the court")
    assert result.ask_text is None  # nothing here is the officer's to lift


def test_an_officer_cannot_waive_an_order():
    ban = {"id": "driving_disqualification"}
    proposal = job(facts={"driving": "at_work"})
    by_officer = [{"for": "driving_disqualification", "by": "officer"}]
    by_court = [{"for": "driving_disqualification", "by": "court"}]
    assert approved(orders=[ban], proposal=proposal, permissions=by_officer).verdict == "conflict"
    assert approved(orders=[ban], proposal=proposal, permissions=by_court).verdict == "clear"


def test_in_prison():
    inside = {"expected_release": "2026-12-14"}
    new = licence("work_approval", start="2026-12-14", status="approved")
    before = check(custody=inside, proposal=job())
    assert before.verdict == "conflict"
    row = line(before, "state")
    assert (row.dates.count, row.dates.first, row.dates.last) == (10, date(2026, 11, 30), date(2026, 12, 11))
    assert before.clear_from is None
    assert any(text.startswith("licence:") for text in before.missing)
    later = job(start="2026-12-14")
    assert check(custody=inside, proposal=later).verdict == "unknown"
    assert check(new, custody=inside, proposal=later).verdict == "ask"
    assert check(new, custody=inside, proposal=job()).clear_from == date(2026, 12, 14)
    assert check(custody={"expected_release": None}, proposal=later).verdict == "unknown"
    assert check(custody={"expected_release": None}, proposal=job(start="2026-11-20")).verdict == "conflict"


def test_the_licence_from_before_a_recall_is_not_the_new_one():
    old = licence("work_approval", status="active", end="2027-08-01")
    result = check(old, custody={"expected_release": "2027-01-14"}, proposal=job(start="2027-02-01"))
    assert result.verdict == "unknown"
    draft = licence("work_approval", status="draft", start="2027-01-14")
    assert (
        check(old, draft, custody={"expected_release": "2027-01-14"}, proposal=job(start="2027-02-01")).verdict
        == "unknown"
    )


def test_day_release_is_held_inside_prison():
    hours = {"id": "rotl_hours", "params": {"blocks": [{"from": "18:00", "to": "07:30"}]}}
    rotl = licence(hours, kind="rotl", start="2026-11-01", end="2027-03-01")
    result = check(rotl, custody={"expected_release": None}, proposal=job(hours=("09:00", "17:30"), journey=40))
    assert verdict_of(result, "rotl_hours") == "conflict"


def test_recalled_and_nothing_said_of_prison():
    result = check(licence("work_approval", status="recalled"))
    assert result.verdict == "unknown"


def test_something_that_begins_past_the_horizon_is_seen():
    tag = curfew(**{"from": "2027-03-01"})
    result = approved(licence(tag, end="2027-06-01"), proposal=job(hours=("14:00", "22:00")))
    assert result.verdict == "conflict"
    assert line(result, "curfew_v4").dates.first == date(2027, 3, 1)
    ended = job(hours=("14:00", "22:00"), end="2027-02-28")
    assert approved(licence(tag, end="2027-06-01"), proposal=ended).verdict == "clear"


def test_clear_from_within_the_proposal_only():
    held = licence(curfew(**{"to": "2026-12-10"}))
    late = job(hours=("14:00", "22:00"))
    assert approved(held, proposal=late).clear_from == date(2026, 12, 11)
    assert check(held, proposal={**late, "end": "2026-12-09"}).clear_from is None
    assert check(licence(curfew()), proposal={**late, "end": "2027-01-01"}).clear_from is None


def test_clear_from_does_not_promise_over_an_unknown():
    held = licence(curfew(**{"to": "2026-12-10"}), "no_public_events")
    assert check(held, proposal=job(hours=("14:00", "22:00"))).clear_from is None


def test_post_sentence_supervision_is_ignored_and_said_to_be():
    plain, old = check(licence("work_approval")), check(licence("work_approval"), pss_end="2027-05-01")
    assert plain.verdict == old.verdict
    assert plain.conditions == old.conditions
    assert any("pss_end is ignored" in text for text in old.warnings)
    assert not any("pss_end" in text for text in plain.warnings)
