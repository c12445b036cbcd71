"""Money at the gate: when to claim, what an advance costs back, and the payment for the first days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from calculators.benefits.benefit_cap import Grace, grace_after
from calculators.benefits.release_money import ReleaseMoneyRequest, release_money
from calculators.explain import RequestError


def ask(**facts):
    facts = {"on": date(2026, 11, 25), "age": 30, **facts}
    return release_money(msgspec.convert(facts, ReleaseMoneyRequest, strict=False))


def test_nothing_is_claimed_before_release():
    early = ask(in_custody=True, release_on=date(2026, 12, 10), claim_on=date(2026, 11, 20))
    assert (early.may_claim, early.may_prepare, early.earliest_claim_on) == (False, True, date(2026, 12, 10))
    on_the_day = ask(in_custody=True, release_on=date(2026, 12, 10), claim_on=date(2026, 12, 10))
    assert on_the_day.may_claim is True
    assert on_the_day.first_payment_on == date(2027, 1, 15)  # the 16th is a Saturday
    assert ask(in_custody=True).missing == ("release_on",)


@pytest.mark.parametrize(
    ("facts", "monthly", "cap", "within"),
    [
        ({"advance": "424.90"}, "17.70", "63.74", True),
        ({"advance": "338.58", "age": 22}, "14.11", "50.79", True),
        ({"advance": "424.90", "months": 6}, "70.82", "63.74", False),
    ],
)
def test_an_advance_and_the_cap_on_deductions(facts, monthly, cap, within):
    found = ask(**facts)
    assert (found.monthly_repayment, found.deductions_cap) == (Decimal(monthly), Decimal(cap))
    assert found.within_cap is within


@pytest.mark.parametrize(
    ("facts", "payment"),
    [
        ({"days_in_custody": 14, "sentenced": True}, "not_due"),
        ({"days_in_custody": 15, "sentenced": True}, "due"),
        ({"days_in_custody": 15, "sentenced": False}, "not_due"),
        ({"days_in_custody": 15}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_the_payment_at_the_gate(facts, payment):
    assert ask(**facts).subsistence_payment == payment


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"age": 17}, "age"), ({"age": None}, "age"), ({"months": 25}, "months"), ({"advance": -1}, "advance"),
     ({"days_in_custody": -1}, "days_in_custody"), ({"release_on": date(1, 1, 1)}, "release_on")],
)  # fmt: skip
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        ask(**facts)
    assert refused.value.field == field


def test_the_grace_from_the_cap_is_earned_by_twelve_months():
    assert grace_after(date(2026, 8, 10), 12) == Grace(date(2026, 8, 11), date(2027, 5, 10))
    assert grace_after(date(2026, 8, 10), 11) is None
    assert grace_after(date(2026, 8, 10), None) is None
    assert grace_after(None, 14) is None
    grace = grace_after(date(2026, 8, 10), 12)
    assert grace.touches(date(2027, 4, 15), date(2027, 5, 14))
    assert not grace.touches(date(2027, 5, 11), date(2027, 6, 10))
