"""Money around the day of release: when to claim, what an advance costs back, and the payment at the gate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.benefits.assessment_periods import payment_warnings, periods_from
from calculators.benefits.universal_credit import OLDEST, YOUNGEST
from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence, say
from calculators.given import ages_on, check_day, check_money
from calculators.rates import rates_on

MOST_MONTHS = 24
_MORE_THAN_DAYS_INSIDE = 14
_CHECKED = date(2026, 11, 25)
Subsistence = Literal["due", "not_due", "unknown"]

RULES: tuple[Rule, ...] = (
    Rule(
        text="No Universal Credit claim before release, though the law lets DWP take one up to a month early. The "
        "prison work coach prepares it about twelve weeks before: identity, bank account, the Jobcentre appointment.",
        source="GOV.UK, 12 January 2026; Claims and Payments Regs 2013 reg 32",
        checked=_CHECKED,
    ),
    Rule(
        text="An advance is at most the expected award, paid back over up to 24 months. Deductions for debts are at "
        "most 15% of the standard allowance.",
        source="GOV.UK; SI 2013/380 Sch 6",
        checked=_CHECKED,
    ),
    Rule(
        text="The subsistence payment is for people of 18 and over with a sentence and more than 14 days in custody; "
        "not for civil prisoners, fine defaulters or deportation. It was £76 from August 2021; today's amount was "
        "not found.",
        source="Nacro; Hardman Trust directory",
        checked=_CHECKED,
        status="reported",
    ),
)


class ReleaseMoneyRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claim_on` is the day the claim is wanted, the day of release unless told. Pounds; None is not known.

    `advance` is paid back over `months`. `days_in_custody` and `sentenced` are for the payment at the gate.
    """

    on: date
    age: int | None = None
    birth_year: int | None = None
    in_custody: bool = False
    release_on: date | None = None
    claim_on: date | None = None
    advance: Decimal | None = None
    months: int = MOST_MONTHS
    days_in_custody: int | None = None
    sentenced: bool | None = None


class ReleaseMoneyResult(Result, frozen=True, kw_only=True):
    """The repayment and the cap in pounds a month; None where no advance is asked about."""

    may_claim: bool | None
    may_prepare: bool
    earliest_claim_on: date | None
    first_payment_on: date | None
    monthly_repayment: Pounds | None
    deductions_cap: Pounds
    within_cap: bool | None
    subsistence_payment: Subsistence


def release_money(request: ReleaseMoneyRequest) -> ReleaseMoneyResult:
    """What holds for this release. Raises RequestError for what cannot be true."""
    ages = ages_on(request.age, request.birth_year, request.on)
    _check(request, ages)
    rates = rates_on(request.on)
    wanted, release = request.claim_on or request.release_on, request.release_on
    earliest = release if request.in_custody else max((day for day in (release, wanted) if day), default=None)
    may_claim = None if wanted is None or earliest is None else wanted >= earliest
    first = periods_from(max(wanted, earliest), 1)[0] if wanted is not None and earliest is not None else None
    standard = rates["uc.standard_single_under25" if ages[0] < 25 else "uc.standard_single_25plus"]
    cap = pence(standard * rates["uc.deductions_cap"])
    monthly = None if request.advance is None else pence(request.advance / request.months)
    subsistence = _subsistence(request, ages[0])
    steps = [] if first is None else [Step(f"First payment about {say(first.paid_on)}.", source="adviser pages")]
    if monthly is not None:
        steps.append(Step(f"The advance over {request.months} months", monthly, RULES[1].source))
    return ReleaseMoneyResult(
        may_claim=may_claim,
        may_prepare=True,
        earliest_claim_on=earliest,
        first_payment_on=None if first is None else first.paid_on,
        monthly_repayment=monthly,
        deductions_cap=cap,
        within_cap=None if monthly is None else monthly <= cap,
        subsistence_payment=subsistence,
        steps=tuple(steps),
        warnings=(
            *(payment_warnings((first,)) if first else ()),
            *((_SUBSISTENCE,) if subsistence != "unknown" or request.days_in_custody is not None else ()),
            *((_YOUNGER,) if ages[0] < 25 <= ages[-1] else ()),
            *rates.warnings(),
        ),
        missing=(
            *(("release_on",) if request.in_custody and release is None else ()),
            *(("age",) if ages[0] < 25 <= ages[-1] else ()),
        ),
    )


_YOUNGER = "Only the year of birth is known: the cap on deductions is that of the younger age, 24; at 25 it is higher."
_SUBSISTENCE = (
    "The payment at the gate is as Nacro and others report it; its amount today was not found: ask the prison."
)


def _check(request: ReleaseMoneyRequest, ages: tuple[int, ...]) -> None:
    if not YOUNGEST <= ages[0] <= OLDEST:
        raise RequestError("age", f"Ages {YOUNGEST} to {OLDEST} are worked out here.")
    for field in ("release_on", "claim_on"):
        if (day := getattr(request, field)) is not None:
            check_day(field, day)
    check_money("advance", request.advance)
    if not 1 <= request.months <= MOST_MONTHS:
        raise RequestError("months", f"An advance is paid back over 1 to {MOST_MONTHS} months.")
    if request.days_in_custody is not None and request.days_in_custody < 0:
        raise RequestError("days_in_custody", "Days cannot be below zero.")


def _subsistence(request: ReleaseMoneyRequest, age: int) -> Subsistence:
    days, sentenced = request.days_in_custody, request.sentenced
    if age < 18 or sentenced is False or (days is not None and days <= _MORE_THAN_DAYS_INSIDE):
        return "not_due"
    return "due" if days is not None and sentenced else "unknown"
