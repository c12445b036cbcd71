"""At job start: which lines bear on whom, from the data that holds them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from calculators.explain import RequestError
from calculators.job_start import JobStartRequest, held, job_start

ON = date(2026, 11, 25)


def lines(**facts):
    found = job_start(msgspec.convert({"on": ON, **facts}, JobStartRequest, strict=False))
    return {line.id: line for line in found.lines}


def test_every_line_is_sourced_and_told_with_its_status():
    assert all(entry.source in held().sources and entry.by_when for entry in held().lines)
    found = job_start(JobStartRequest(on=ON))
    weak = [line for line in found.lines if line.status != "confirmed"]
    assert len(found.warnings) == len(weak) > 0


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"age": 24, "uc_claim_from": "2026-08-26", "regime": "intensive"}, "may_apply"),  # 13 weeks on 25 November
        ({"age": 24, "uc_claim_from": "2026-08-27", "regime": "intensive"}, "ask"),
        ({"age": 24, "uc_claim_from": "2026-02-25", "regime": "intensive"}, "may_apply"),  # 39 weeks
        ({"age": 24, "uc_claim_from": "2026-02-24", "regime": "intensive"}, "ask"),
        ({"age": 25, "uc_claim_from": "2025-11-26", "regime": "intensive"}, "may_apply"),
        ({"age": 25, "uc_claim_from": "2025-11-25", "regime": "intensive"}, "ask"),
        ({"age": 25, "uc_claim_from": "2026-06-01", "regime": "preparation"}, "ask"),
        ({"universal_credit": True}, "ask"),
    ],
)
def test_the_travel_card(facts, verdict):
    assert lines(**facts)["travel_card"].verdict == verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"regime": "light_touch", "id_verified": True, "commitment_accepted": True}, "not_usually"),
        ({"regime": "working_enough"}, "not_usually"),
        ({"regime": "intensive", "id_verified": True, "commitment_accepted": True}, "may_apply"),
        ({"regime": "no_requirements", "id_verified": True, "commitment_accepted": True}, "may_apply"),
        ({"regime": "intensive", "id_verified": False}, "not_usually"),
        ({"regime": "intensive"}, "ask"),
    ],
)
def test_the_flexible_support_fund(facts, verdict):
    assert lines(**facts)["flexible_support_fund"].verdict == verdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"health_condition": True, "lasts_12_months": True, "stage": "offer_accepted"}, "may_apply"),
        ({"health_condition": True, "lasts_12_months": True, "stage": "work_trial"}, "may_apply"),
        ({"health_condition": True, "lasts_12_months": True, "stage": "voluntary_work"}, "not_usually"),
        ({"health_condition": True}, "ask"),
        ({}, "ask"),
    ],
)
def test_access_to_work(facts, verdict):
    assert lines(**facts)["access_to_work"].verdict == verdict


def test_lines_that_do_not_bear_are_left_out():
    assert "access_to_work" not in lines(health_condition=False)
    assert not {"travel_card", "flexible_support_fund", "advance", "first_wage"} & set(lines(universal_credit=False))
    assert "crisis_fund" not in lines(nation="wales")
    assert "wales_crisis_fund" in lines(nation="wales")
    assert "crisis_fund" not in lines(on=date(2026, 3, 31))
    assert "sick_pay" not in lines(on=date(2026, 4, 5))
    assert "payslip" not in lines(stage="voluntary_work")
    assert "holiday_regular" not in lines(irregular_hours=True)
    assert "holiday_irregular" not in lines(irregular_hours=False)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"age": 30, "birth_year": 1980}, "birth_year"),
        ({"uc_claim_from": "1200-01-01"}, "uc_claim_from"),
        ({"uc_claim_from": "2026-08-26", "universal_credit": False}, "uc_claim_from"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        lines(**facts)
    assert refused.value.field == field
