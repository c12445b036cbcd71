"""Money now beside money in work: pay, Universal Credit and New Style ESA at these hours and at others.

Single adults without children, in England and Wales. Anything else is refused by its field.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from calculators.benefits import better_off_words as words
from calculators.benefits import housing_benefit as hb
from calculators.benefits.better_off_request import (
    MONTHS,
    NOTHING,
    WEEKS,
    BetterOffRequest,
    check,
)
from calculators.benefits.better_off_sums import LADDER, Month, Sums
from calculators.benefits.first_weeks import MoneyDay, first_weeks
from calculators.benefits.pay_periods import PayPeriodsResult
from calculators.benefits.work_capability import RULES as GATE_RULES
from calculators.explain import Hours, Pounds, Result, Rule, pence, pence_or_none
from calculators.rates import rates_version

__all__ = ["LADDER", "RULES", "AtAge", "BetterOffRequest", "BetterOffResult", "PaydayMonth", "Side", "better_off"]

RULES: tuple[Rule, ...] = (*words.RULES, *hb.RULES, *GATE_RULES)


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One month at one number of hours a week. Pounds a month unless the name says yearly.

    The parts of Universal Credit and the total are None where the rent they go by is not known.
    `net_earnings_monthly` has only the tax on the pay itself taken off, `esa_tax_monthly` is the rest of the
    tax. `housing_benefit_monthly` goes to the landlord and is not in the total; rent it does not meet,
    `rent_to_pay_monthly`, is taken off the total. Where Housing Benefit is not known all three are None, and
    `housing_benefit_reading_monthly` is what our own unconfirmed reading would give.
    """

    hours: Hours
    uc_maximum: Pounds | None
    work_allowance: Pounds | None
    gross_earnings_monthly: Pounds
    income_tax_yearly: Pounds
    national_insurance_yearly: Pounds
    net_earnings_monthly: Pounds
    unearned_monthly: Pounds
    uc_award: Pounds | None
    new_style_esa_monthly: Pounds
    total_monthly: Pounds | None
    pension_monthly: Pounds
    esa_tax_monthly: Pounds
    tariff_monthly: Pounds | None
    benefit_cap_monthly: Pounds | None
    deductions_monthly: Pounds | None
    housing_benefit_monthly: Pounds | None
    housing_benefit_reading_monthly: Pounds | None = None
    rent_to_pay_monthly: Pounds | None = None
    keeps_esa: bool | None


class PaydayMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A Universal Credit month that holds so many weekly paydays. Pounds in that month."""

    paydays: int
    net_earnings_monthly: Pounds
    uc_award: Pounds | None
    total_monthly: Pounds | None


class AtAge(msgspec.Struct, frozen=True, kw_only=True):
    """The same work at one of the two ages that are possible. Pounds a month; None where not known."""

    age: int
    total_now_monthly: Pounds | None
    total_in_work_monthly: Pounds | None
    gain_monthly: Pounds | None


class BetterOffResult(Result, frozen=True, kw_only=True):
    """`gain_per_hour_worked` is after travel; it and the month of paydays are None at no hours.

    Every gain is None where the rent left to pay is not known. `by_age` holds both ages, the one shown first,
    where only the year of birth is known and they differ. `pay_periods` is given where the pay days are.
    `assessment_may_be_carried_out` is a first one of health, None where it turns on PIP or where one is decided.
    """

    now: Side
    in_work: Side
    gain_monthly: Pounds | None
    travel_monthly: Pounds
    gain_after_travel_monthly: Pounds | None
    gain_per_hour_worked: Pounds | None
    ladder: tuple[Side, ...]
    five_week_month: PaydayMonth | None
    four_week_month: PaydayMonth | None
    getting_back: tuple[str, ...]
    after_release: tuple[MoneyDay, ...]
    rates_version: str
    by_age: tuple[AtAge, ...] = ()
    pay_periods: PayPeriodsResult | None = None
    assessment_gate_monthly: Pounds | None = None
    assessment_may_be_carried_out: bool | None = None


def better_off(request: BetterOffRequest) -> BetterOffResult:
    """Now and in work side by side, at the age that leaves less where two are possible.

    Raises RequestError for what cannot be true or is not covered.
    """
    ages = check(request)
    found = [(_at_age(age, result), result) for age in ages for result in (_better_off(request, age),)]
    (at, result), *others = sorted(found, key=lambda each: _order(each[0]))
    if not others or (others[0][1].now, others[0][1].in_work) == (result.now, result.in_work):
        return result
    if msgspec.structs.replace(others[0][0], age=at.age) == at:  # what the age bears on is in no sum
        return msgspec.structs.replace(result, missing=("age", *result.missing))
    both = (at, others[0][0])
    return msgspec.structs.replace(
        result,
        by_age=both,
        warnings=(*result.warnings, words.two_ages(*((each.age, each.total_in_work_monthly) for each in both))),
        missing=("age", *result.missing),
    )


def _order(at: AtAge) -> tuple[bool, Decimal]:
    """What is not known first, then the lower total."""
    return at.total_in_work_monthly is not None, at.total_in_work_monthly or NOTHING


def _at_age(age: int, result: BetterOffResult) -> AtAge:
    return AtAge(
        age=age,
        total_now_monthly=result.now.total_monthly,
        total_in_work_monthly=result.in_work.total_monthly,
        gain_monthly=result.gain_monthly,
    )


def _better_off(request: BetterOffRequest, age: int) -> BetterOffResult:
    sums = Sums(request, age)
    now, chosen = sums.month(NOTHING), sums.month(request.hours)
    before, after = _side(now), _side(chosen)
    known = before.total_monthly is not None and after.total_monthly is not None
    gain = after.total_monthly - before.total_monthly if known else None  # type: ignore[operator]  # known says so
    worked = request.hours * WEEKS / MONTHS
    travel = pence(request.weekly_travel * WEEKS / MONTHS) if worked else NOTHING
    return BetterOffResult(
        now=before,
        in_work=after,
        gain_monthly=gain,
        travel_monthly=travel,
        gain_after_travel_monthly=None if gain is None else gain - travel,
        gain_per_hour_worked=pence((gain - travel) / worked) if worked and gain is not None else None,
        ladder=tuple(_side(sums.month(hours)) for hours in sums.rungs()),
        five_week_month=_payday_month(sums, chosen, 5) if worked else None,
        four_week_month=_payday_month(sums, chosen, 4) if worked else None,
        getting_back=words.getting_back(request),
        after_release=first_weeks(request.released_on, request.health or "none") if request.released_on else (),
        rates_version=rates_version(request.on),
        pay_periods=sums.periods(chosen),
        assessment_gate_monthly=sums.gate,
        assessment_may_be_carried_out=sums.may_be_assessed(chosen),
        steps=(*sums.steps(chosen), *words.gain_steps(before.total_monthly, gain, travel)),
        warnings=sums.warnings(now, chosen),
        missing=sums.missing(now, chosen),
    )


def _payday_month(sums: Sums, month: Month, paydays: int) -> PaydayMonth:
    held = sums.paydays(month, paydays)
    return PaydayMonth(
        paydays=paydays,
        net_earnings_monthly=pence(held.pay.net),
        uc_award=pence_or_none(held.uc),
        total_monthly=pence_or_none(held.total),
    )


def _side(month: Month) -> Side:
    pay, housing = month.pay, month.housing
    met = NOTHING if housing is None else housing.known_monthly
    reading = housing.monthly if housing is not None and met is None else None
    return Side(
        hours=month.hours,
        uc_maximum=pence_or_none(month.of_award(lambda award: award.maximum)),
        work_allowance=pence_or_none(month.of_award(lambda award: award.work_allowance)),
        gross_earnings_monthly=pence(pay.gross),
        income_tax_yearly=pence((pay.tax + month.esa_tax) * MONTHS),
        national_insurance_yearly=pence(pay.insurance * MONTHS),
        net_earnings_monthly=pence(pay.net),
        unearned_monthly=pence(month.esa),
        uc_award=pence_or_none(month.uc),
        new_style_esa_monthly=pence(month.esa),
        total_monthly=pence_or_none(month.total),
        pension_monthly=pence(pay.pension),
        esa_tax_monthly=pence(month.esa_tax),
        tariff_monthly=pence_or_none(month.of_award(lambda award: award.tariff)),
        benefit_cap_monthly=pence_or_none(month.of_award(lambda award: award.cap)),
        deductions_monthly=pence_or_none(month.of_award(lambda _: month.deductions)),
        housing_benefit_monthly=pence_or_none(met),
        housing_benefit_reading_monthly=pence_or_none(reading),
        rent_to_pay_monthly=pence_or_none(month.unmet_rent),
        keeps_esa=month.keeps_esa,
    )
