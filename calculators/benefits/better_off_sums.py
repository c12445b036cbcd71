"""The sums of better off: one person, at any number of hours, with pay, benefits and rent of a month."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import msgspec

from calculators.benefits import better_off_words as words
from calculators.benefits.assessment_periods import periods_from
from calculators.benefits.better_off_request import (
    LONGEST_PERIOD,
    MONTHS,
    NOTHING,
    WEEKS,
    BetterOffRequest,
    hourly_of,
    month_begun,
)
from calculators.benefits.household import (
    Household,
    assumed_missing,
    claim_of,
    holds_support_component,
    with_cap_facts,
)
from calculators.benefits.housing_benefit import Home, HousingBenefit, housing_benefit, housing_steps, pays_the_rent
from calculators.benefits.pay_periods import PayPeriodsRequest, PayPeriodsResult, pay_periods
from calculators.benefits.permitted_work import counted_of, judge_steady
from calculators.benefits.universal_credit import Award, award, award_steps, award_warnings, cap_missing
from calculators.benefits.work_capability import assessment_may_be_carried_out, gate_monthly
from calculators.explain import Step, pence
from calculators.pay.minimum_wage import age_rate, falls_short
from calculators.pay.pay_days import weeks_of_pay
from calculators.pay.take_home import MOST_TAXABLE, income_tax, national_insurance
from calculators.rates import rate, rates_on

LADDER: tuple[Decimal, ...] = tuple(Decimal(h) for h in ("0", "8", "12", "15", "16", "20", "25", "30", "37.5"))


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
    """A month's sums, unrounded: they are rounded once, in the `Side`.

    `award` is None without a claim, and where it goes by a rent that is not known.
    """

    hours: Decimal
    pay: Pay
    esa: Decimal
    esa_tax: Decimal
    keeps_esa: bool | None
    claimed: bool
    award: Award | None
    deductions: Decimal
    rent: Decimal | None
    housing: HousingBenefit | None
    home: Home

    @property
    def uc(self) -> Decimal | None:
        """The Universal Credit award, before deductions; None where it is not known."""
        return self.of_award(lambda award: award.amount)

    def of_award(self, read: Callable[[Award], Decimal]) -> Decimal | None:
        """A part of the award: nothing without a claim, None where the award is not known."""
        if not self.claimed:
            return NOTHING
        return None if self.award is None else read(self.award)

    @property
    def unmet_rent(self) -> Decimal | None:
        """What Housing Benefit leaves to pay, nothing where it does not bear; None where it is not known."""
        return NOTHING if self.housing is None else self.housing.left_of(self.rent)

    @property
    def total(self) -> Decimal | None:
        """What is in hand; None where the rent or what it leaves to pay is not known."""
        if self.unmet_rent is None or self.uc is None:
            return None
        return self.pay.net + self.uc + self.esa - self.esa_tax - self.deductions - self.unmet_rent


class Sums:
    """The same person, of one age, at any number of hours. The request is checked already."""

    def __init__(self, request: BetterOffRequest, age: int) -> None:
        self._request = request
        self._age = age
        self._claim = claim_of(request, age)
        self._hourly = hourly_of(request)
        self._rates = rates_on(request.on)
        self._period = periods_from(month_begun(request) or request.on, 1, request.assessment_day)[0]
        self._uc_rates = rates_on(self._period.start)
        self.gate = gate_monthly(self._rates)

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
        limit = self._permitted_limit(hours, weekly, pension_weekly)
        keeps_esa = None if not self._request.new_style_esa_weekly else not hours or limit is not None
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
        home = Home(
            age=self._age,
            health=self._claim.health,
            rent_monthly=self._claim.housing_costs_monthly,
            savings=self._claim.savings,
            net_weekly=(pay.net + pay.pension / 2) * MONTHS / WEEKS,
            hours=hours,
            esa_weekly=esa,
            permitted_limit=limit if hours else None,
            on_uc=self._request.universal_credit,
            uc_entitled=False,
            pip=self._request.pip,
        )
        return self._with_benefits(hours, pay, esa_tax / MONTHS, keeps_esa, home)

    def paydays(self, month: Month, paydays: int) -> Month:
        """The month of that pay when an assessment period holds so many weekly paydays."""
        share = MONTHS * paydays / WEEKS
        return self._with_benefits(
            month.hours, month.pay.times(share), month.esa_tax * share, month.keeps_esa, month.home
        )

    def _with_benefits(self, hours: Decimal, pay: Pay, esa_tax: Decimal, keeps_esa: bool | None, home: Home) -> Month:
        """The month with this pay. Housing Benefit goes by the average week in `home`, whatever this month holds."""
        request, rates = self._request, self._uc_rates
        esa = home.esa_weekly * WEEKS / MONTHS
        claim = with_cap_facts(
            self._claim, request, rates, esa_weekly=home.esa_weekly, start=self._period.start, end=self._period.end
        )
        found = award(rates, claim, pay.net, esa) if request.universal_credit else None
        home = msgspec.structs.replace(home, uc_entitled=found is not None and found.entitled)
        supplied = pays_the_rent(claim.accommodation, home.rent_monthly)
        return Month(
            hours=hours,
            pay=pay,
            esa=esa,
            esa_tax=esa_tax,
            keeps_esa=keeps_esa,
            claimed=request.universal_credit,
            award=found,
            deductions=min(found.amount, self._deductions(found)) if found else NOTHING,
            rent=home.rent_monthly,
            housing=housing_benefit(self._rates, home) if supplied else None,
            home=home,
        )

    def _permitted_limit(self, hours: Decimal, weekly: Decimal, pension_weekly: Decimal) -> Decimal | None:
        """The weekly limit of the permitted-work route that this work uses; None outside, or without ESA."""
        if not self._request.new_style_esa_weekly:
            return None
        counted = counted_of(self._rates, gross_weekly=weekly, pension_weekly=pension_weekly)
        supported = self._request.supported_permitted_work
        return judge_steady(self._rates, hours=hours, counted_weekly=counted, supported=supported)[1]

    def periods(self, month: Month) -> PayPeriodsResult | None:
        """The six periods with this pay, where its pay days are given."""
        request = self._request
        if request.pay_cycle is None or request.first_pay_day is None or not request.hours:
            return None
        if not month.claimed or (month.award is not None and month.award.too_much_saved):
            return None
        shared = {name: getattr(request, name) for name in Household.__struct_fields__}
        weeks, payslip = weeks_of_pay(request.pay_cycle), request.net_payslip
        return pay_periods(
            PayPeriodsRequest(
                **{**shared, "age": self._age, "birth_year": None, "released_on": None},
                claim_on=month_begun(request) or request.released_on or request.on,
                assessment_day=request.assessment_day,
                cycle=request.pay_cycle,
                first_pay_day=request.first_pay_day,
                net=payslip,
                gross=pence(self._weekly(month.hours) * weeks) if payslip is None else None,
                pension=pence(request.pension_weekly * weeks) if payslip is None else NOTHING,
                hours=request.hours,
                last_pay_day=request.last_pay_day,
                last_net=request.last_net,
                extra=request.extra,
            )
        )

    def may_be_assessed(self, month: Month) -> bool | None:
        """Whether a first assessment of health may be carried out with this pay; None where one is decided."""
        if self._claim.health != "none":
            return None
        return assessment_may_be_carried_out(self._rates, month.pay.gross, self._request.pip)

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
        return (*earned, *uc, *(housing_steps(month.housing, month.rent) if month.housing else ()), *total)

    def warnings(self, now: Month, chosen: Month) -> tuple[str, ...]:
        """What must be said about this result, each only where it bears."""
        request, found = self._request, chosen.award
        least = age_rate(self._rates, self._age)
        pay = chosen.pay.gross if request.hourly_rate is None else (self._hourly or NOTHING) * request.hours
        hours = request.hours * (WEEKS / MONTHS if request.hourly_rate is None else 1)
        told = words.warnings(
            self._request,
            accommodation=self._claim.accommodation,
            lost_esa=now.esa if chosen.keeps_esa is False else NOTHING,
            esa_tax=chosen.esa_tax,
            uc_now=now.uc or NOTHING,
            uc_chosen=chosen.uc or NOTHING,
            deductions_cap=self._deductions_cap(found) if found else NOTHING,
            rent_unknown=chosen.rent is None and chosen.total is None,
            housing=chosen.housing,
            assessment_gate=self.gate if found and self.may_be_assessed(chosen) is not True else None,
            below_minimum=least if self._hourly is not None and falls_short(least, hours, pay) else None,
            in_support_group=holds_support_component(self._rates, request.new_style_esa_weekly),
            rungs_left_out=self._hourly is not None and len(self.rungs()) < len(LADDER),
        )
        about_uc = award_warnings(self._uc_rates, self._claim, found) if found else ()
        weak = dict.fromkeys((*self._rates.warnings(), *self._uc_rates.warnings()))
        return (words.ESTIMATE, *told, *about_uc, *weak)

    def missing(self, now: Month, chosen: Month) -> tuple[str, ...]:
        """Facts that were not given and would change the answer."""
        request = self._request
        names = [] if self._hourly is not None else ["hourly_rate"]
        names += assumed_missing(request, self._claim)
        if month_begun(request) is None and self._rates_are_new():
            names.append("assessment_period_from")
        for month in (now, chosen):
            names += cap_missing(self._claim, month.award) if month.award else ()
            names += month.housing.missing if month.housing else ()
        return tuple(dict.fromkeys(names))

    def _rates_are_new(self) -> bool:
        """Whether a monthly period that holds this day may have begun under the rates before."""
        on = self._request.on
        return on - rate("uc.standard_single_25plus", on).valid_from < LONGEST_PERIOD
