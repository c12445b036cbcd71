"""Money now beside money in work: pay, Universal Credit and New Style ESA at these hours and at others.

Single adults without children, in England and Wales. Anything else is refused by its field.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from calculators.benefits import better_off_words as words
from calculators.benefits.better_off_request import (
    LONGEST_PERIOD,
    MONTHS,
    NOTHING,
    WEEKS,
    BetterOffRequest,
    check,
    claim_of,
    hourly_of,
)
from calculators.benefits.first_weeks import MoneyDay, first_weeks
from calculators.benefits.housing_benefit import housing_benefit_monthly
from calculators.benefits.permitted_work import inside_limits
from calculators.benefits.universal_credit import Award, award, award_steps, award_warnings, cap_missing
from calculators.explain import Hours, Pounds, Result, Rule, Step, pence
from calculators.pay.minimum_wage import age_rate
from calculators.pay.take_home import MOST_TAXABLE, income_tax, national_insurance
from calculators.rates import rate, rates_on, rates_version

__all__ = ["LADDER", "RULES", "BetterOffRequest", "BetterOffResult", "PaydayMonth", "Side", "better_off"]

RULES: tuple[Rule, ...] = words.RULES
LADDER: tuple[Decimal, ...] = tuple(Decimal(h) for h in ("0", "8", "12", "15", "16", "20", "25", "30", "37.5"))


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One month at one number of hours a week. Pounds a month unless the name says yearly.

    `net_earnings_monthly` has only the tax on the pay itself taken off, `esa_tax_monthly` is the rest of the
    tax. `housing_benefit_monthly` goes to the landlord and is not in the total; rent it does not meet is taken
    off the total; None means that it was not worked out.
    """

    hours: Hours
    uc_maximum: Pounds
    work_allowance: Pounds
    gross_earnings_monthly: Pounds
    income_tax_yearly: Pounds
    national_insurance_yearly: Pounds
    net_earnings_monthly: Pounds
    unearned_monthly: Pounds
    uc_award: Pounds
    new_style_esa_monthly: Pounds
    total_monthly: Pounds
    pension_monthly: Pounds
    esa_tax_monthly: Pounds
    tariff_monthly: Pounds
    benefit_cap_monthly: Pounds
    deductions_monthly: Pounds
    housing_benefit_monthly: Pounds | None
    keeps_esa: bool | None


class PaydayMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A Universal Credit month that holds so many weekly paydays. Pounds in that month."""

    paydays: int
    net_earnings_monthly: Pounds
    uc_award: Pounds
    total_monthly: Pounds


class BetterOffResult(Result, frozen=True, kw_only=True):
    """`gain_per_hour_worked` is after travel; it and the month of paydays are None at no hours."""

    now: Side
    in_work: Side
    gain_monthly: Pounds
    travel_monthly: Pounds
    gain_after_travel_monthly: Pounds
    gain_per_hour_worked: Pounds | None
    ladder: tuple[Side, ...]
    five_week_month: PaydayMonth | None
    four_week_month: PaydayMonth | None
    getting_back: tuple[str, ...]
    after_release: tuple[MoneyDay, ...]
    rates_version: str


class Pay(msgspec.Struct, frozen=True, kw_only=True):
    """A month's pay and what comes off it, unrounded. `tax` is the tax on the pay alone."""

    gross: Decimal
    pension: Decimal
    tax: Decimal
    insurance: Decimal

    @property
    def net(self) -> Decimal:
        """Pay as Universal Credit counts it (UC Regs reg 55)."""
        return self.gross - self.pension - self.tax - self.insurance

    def times(self, share: Decimal) -> Pay:
        """The same for a part of a month, or for more than one."""
        return Pay(
            gross=self.gross * share,
            pension=self.pension * share,
            tax=self.tax * share,
            insurance=self.insurance * share,
        )


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month's sums, unrounded: they are rounded once, in the `Side`. `award` is None without a claim."""

    hours: Decimal
    pay: Pay
    esa: Decimal
    esa_tax: Decimal
    keeps_esa: bool | None
    award: Award | None
    deductions: Decimal
    housing_benefit: Decimal | None
    unmet_rent: Decimal

    @property
    def uc(self) -> Decimal:
        """The Universal Credit award, before deductions."""
        return self.award.amount if self.award else NOTHING

    @property
    def total(self) -> Decimal:
        """What is in hand."""
        return self.pay.net + self.uc + self.esa - self.esa_tax - self.deductions - self.unmet_rent


def better_off(request: BetterOffRequest) -> BetterOffResult:
    """Now and in work side by side. Raises RequestError for what cannot be true or is not covered."""
    check(request)
    sums = _Sums(request)
    now, chosen = sums.month(NOTHING), sums.month(request.hours)
    before, after = _side(now), _side(chosen)
    gain = after.total_monthly - before.total_monthly
    worked = request.hours * WEEKS / MONTHS
    travel = pence(request.weekly_travel * WEEKS / MONTHS) if worked else NOTHING
    return BetterOffResult(
        now=before,
        in_work=after,
        gain_monthly=gain,
        travel_monthly=travel,
        gain_after_travel_monthly=gain - travel,
        gain_per_hour_worked=pence((gain - travel) / worked) if worked else None,
        ladder=tuple(_side(sums.month(hours)) for hours in sums.rungs()),
        five_week_month=sums.paydays(chosen, 5) if worked else None,
        four_week_month=sums.paydays(chosen, 4) if worked else None,
        getting_back=words.getting_back(request),
        after_release=first_weeks(request.released_on, request.health or "none") if request.released_on else (),
        rates_version=rates_version(request.on),
        steps=(*sums.steps(chosen), *words.gain_steps(before.total_monthly, gain, travel)),
        warnings=sums.warnings(now, chosen),
        missing=sums.missing(now, chosen),
    )


def _side(month: Month) -> Side:
    pay, found = month.pay, month.award
    return Side(
        hours=month.hours,
        uc_maximum=pence(found.maximum if found else NOTHING),
        work_allowance=pence(found.work_allowance if found else NOTHING),
        gross_earnings_monthly=pence(pay.gross),
        income_tax_yearly=pence((pay.tax + month.esa_tax) * MONTHS),
        national_insurance_yearly=pence(pay.insurance * MONTHS),
        net_earnings_monthly=pence(pay.net),
        unearned_monthly=pence(month.esa),
        uc_award=pence(month.uc),
        new_style_esa_monthly=pence(month.esa),
        total_monthly=pence(month.total),
        pension_monthly=pence(pay.pension),
        esa_tax_monthly=pence(month.esa_tax),
        tariff_monthly=pence(found.tariff if found else NOTHING),
        benefit_cap_monthly=pence(found.cap if found else NOTHING),
        deductions_monthly=pence(month.deductions),
        housing_benefit_monthly=None if month.housing_benefit is None else pence(month.housing_benefit),
        keeps_esa=month.keeps_esa,
    )


class _Sums:
    """The same person at any number of hours. The request is checked already."""

    def __init__(self, request: BetterOffRequest) -> None:
        self._request = request
        self._claim = claim_of(request)
        self._hourly = hourly_of(request)
        self._rates = rates_on(request.on)
        self._uc_rates = rates_on(request.assessment_period_from or request.on)

    def _weekly(self, hours: Decimal) -> Decimal:
        return NOTHING if self._hourly is None else self._hourly * hours

    def rungs(self) -> tuple[Decimal, ...]:
        """The hours of the ladder that can be worked out: those whose pay holds the pension contribution."""
        return tuple(
            hours
            for hours in LADDER
            if not hours
            or ((weekly := self._weekly(hours)) and self._request.pension_weekly <= weekly <= MOST_TAXABLE / WEEKS)
        )

    def month(self, hours: Decimal) -> Month:
        """The projected month at so many hours a week."""
        rates, weekly = self._rates, self._weekly(hours)
        pension_weekly = self._request.pension_weekly if weekly else NOTHING
        keeps_esa = self._keeps_esa(hours, weekly, pension_weekly)
        esa = self._request.new_style_esa_weekly if keeps_esa else NOTHING
        taxed = (weekly - pension_weekly) * WEEKS
        tax = income_tax(rates, taxed)
        esa_tax = income_tax(rates, taxed + esa * WEEKS) - tax
        pay = Pay(
            gross=weekly * WEEKS / MONTHS,
            pension=pension_weekly * WEEKS / MONTHS,
            tax=tax / MONTHS,
            insurance=national_insurance(rates, weekly * WEEKS) / MONTHS,
        )
        return self._with_benefits(hours, pay, esa * WEEKS / MONTHS, esa_tax / MONTHS, keeps_esa)

    def paydays(self, month: Month, paydays: int) -> PaydayMonth:
        """The month of that pay when an assessment period holds so many weekly paydays."""
        share = MONTHS * paydays / WEEKS
        held = self._with_benefits(
            month.hours, month.pay.times(share), month.esa, month.esa_tax * share, month.keeps_esa
        )
        return PaydayMonth(
            paydays=paydays,
            net_earnings_monthly=pence(held.pay.net),
            uc_award=pence(held.uc),
            total_monthly=pence(held.total),
        )

    def _with_benefits(self, hours: Decimal, pay: Pay, esa: Decimal, esa_tax: Decimal, keeps_esa: bool | None) -> Month:
        claim = self._claim
        found = award(self._uc_rates, claim, pay.net, esa) if self._request.universal_credit else None
        uc = found.amount if found else NOTHING
        met: Decimal | None = NOTHING
        unmet = NOTHING
        if claim.accommodation in ("supported", "temporary"):
            net_weekly = (pay.net + pay.pension / 2) * MONTHS / WEEKS
            met = housing_benefit_monthly(
                self._rates, claim, uc_award=uc, hours=hours, net_weekly=net_weekly, esa_monthly=esa
            )
            unmet = NOTHING if met is None else claim.housing_costs_monthly - met
        return Month(
            hours=hours,
            pay=pay,
            esa=esa,
            esa_tax=esa_tax,
            keeps_esa=keeps_esa,
            award=found,
            deductions=min(uc, self._deductions(found)),
            housing_benefit=met,
            unmet_rent=unmet,
        )

    def _keeps_esa(self, hours: Decimal, weekly: Decimal, pension_weekly: Decimal) -> bool | None:
        """Whether this work is inside what ESA permits; None without ESA."""
        if not self._request.new_style_esa_weekly:
            return None
        return not hours or inside_limits(
            self._rates,
            hours=hours,
            gross_weekly=weekly,
            pension_weekly=pension_weekly,
            supported=self._request.supported_permitted_work,
        )

    def _deductions(self, found: Award | None) -> Decimal:
        """Debts taken from the award, at most the capped share of the standard allowance."""
        wanted = self._request.deductions_monthly
        if not wanted or found is None:
            return NOTHING
        return min(wanted, self._deductions_cap(found))

    def _deductions_cap(self, found: Award) -> Decimal:
        return self._uc_rates["uc.deductions_cap"] * found.standard

    def steps(self, month: Month) -> tuple[Step, ...]:
        """The month as two people would work it out on paper."""
        pay = month.pay
        earned = words.pay_steps(month.hours, self._hourly, pay.gross, pay.tax, pay.insurance, pay.pension, pay.net)
        uc = award_steps(self._uc_rates, month.award, pay.net, month.esa) if month.award else ()
        total = words.total_steps(month.esa, month.esa_tax, month.deductions, month.unmet_rent, month.total)
        return (*earned, *uc, *total)

    def warnings(self, now: Month, chosen: Month) -> tuple[str, ...]:
        """What must be said about this result, each only where it bears."""
        least = age_rate(self._rates, self._request.age)
        found = chosen.award
        told = words.warnings(
            self._request,
            accommodation=self._claim.accommodation,
            lost_esa=now.esa if chosen.keeps_esa is False else NOTHING,
            esa_tax=chosen.esa_tax,
            uc_now=now.uc,
            uc_chosen=chosen.uc,
            deductions_cap=self._deductions_cap(found) if found else NOTHING,
            rent_not_worked_out=chosen.housing_benefit is None,
            net=chosen.pay.net,
            assessment_earnings=self._uc_rates["uc.sixteen_hours_at_nlw"],
            below_minimum=least if self._hourly is not None and self._hourly < least else None,
            in_support_group=self._request.new_style_esa_weekly > self._rates["esa.main"],
            rungs_left_out=self._hourly is not None and len(self.rungs()) < len(LADDER),
        )
        about_uc = award_warnings(self._uc_rates, self._claim, found) if found else ()
        weak = dict.fromkeys((*self._rates.warnings(), *self._uc_rates.warnings()))
        return (words.ESTIMATE, *told, *about_uc, *weak)

    def missing(self, now: Month, chosen: Month) -> tuple[str, ...]:
        """Facts that were not given and would change the answer."""
        request = self._request
        names = []
        if self._hourly is None:
            names.append("hourly_rate")
        if request.health is None:
            names.append("health")
        if request.accommodation is None and (request.housing_costs_monthly or self._claim.health != "none"):
            names.append("accommodation")
        if request.assessment_period_from is None and self._rates_are_new():
            names.append("assessment_period_from")
        for found in (now.award, chosen.award):
            names += cap_missing(self._claim, found) if found else ()
        return tuple(dict.fromkeys(names))

    def _rates_are_new(self) -> bool:
        """Whether a monthly period that holds this day may have begun under the rates before."""
        on = self._request.on
        return on - rate("uc.standard_single_25plus", on).valid_from < LONGEST_PERIOD
