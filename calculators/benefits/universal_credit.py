"""One month of Universal Credit for a single adult in England or Wales, without children."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

import msgspec

from calculators.benefits import benefit_cap, local_housing
from calculators.benefits.benefit_cap import CapFacts
from calculators.benefits.local_housing import Landlord
from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence
from calculators.given import check_money
from calculators.rates import Rates, rates_on

Health = Literal["none", "lcw", "lcwra_new", "lcwra_protected"]
Accommodation = Literal["rented", "supported", "temporary", "none"]

YOUNGEST, OLDEST = 18, 65
NOTHING = Decimal(0)
_CHECKED = date(2026, 11, 22)

_RULES: tuple[tuple[str, str, Literal["confirmed", "derived"]], ...] = (
    (
        "Award = maximum, less other income pound for pound, less income from savings, less 55% of net pay "
        "above the work allowance; never below zero. There is no hours limit and no permitted work in it.",
        "UC Regs 2013; domain notes on benefits, section 2",
        "confirmed",
    ),
    (
        "Maximum = standard allowance (under 25, or 25 and over), housing costs element for rented homes, "
        "LCWRA element; an LCW element only where LCW began before April 2017.",
        "UC Act 2025 ss1-4",
        "confirmed",
    ),
    (
        "A work allowance goes with LCW or LCWRA. It is the lower one with a housing costs element or with "
        "Housing Benefit for temporary accommodation, the higher one otherwise.",
        "UC Regs 2013 reg 22(1)(b); UC(TP) Regs 2014 reg 5A",
        "confirmed",
    ),
    (
        "Supported accommodation has the higher work allowance, because the award has no housing element.",
        "our reading of UC Regs 2013 reg 22",
        "derived",
    ),
    (
        "Net pay is pay less tax and National Insurance on that pay and all of the pension contribution.",
        "UC Regs 2013 reg 55",
        "confirmed",
    ),
    (
        "Savings: ignored up to the lower limit, taken to bring in income for each £250 or part of it above, "
        "no award over the upper limit.",
        "PolicyEngine UC capital rules",
        "confirmed",
    ),
    (
        "The rates are those of the day the assessment period began. In 2026-27 the new ones hold from the first "
        "period that begins on or after 6 April 2026, for ESA counted as income too.",
        "UC Act 2025 s1(6)(d); SI 2026/148 art 1(3)(n), (4)",
        "confirmed",
    ),
)
RULES: tuple[Rule, ...] = (
    *(Rule(text=text, source=source, checked=_CHECKED, status=status) for text, source, status in _RULES),
    *benefit_cap.RULES,
)
LEAST_AWARD = Decimal("0.01")
"""Less than a penny is no entitlement at all (UC Regs reg 17), which ends what goes with one."""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a claim that do not change with hours. Pounds a month, savings in pounds; None is not known."""

    age: int
    health: Health = "none"
    accommodation: Accommodation = "none"
    housing_costs_monthly: Decimal | None = None
    landlord: Landlord | None = None
    savings: Decimal = NOTHING
    lcw_since_before_april_2017: bool = False
    in_london: bool | None = None
    pip: bool | None = None
    exempt_from_cap: bool | None = None
    esa_support_component: bool = False
    in_cap_grace: bool = False

    @property
    def housing_element(self) -> Decimal | None:
        """What the award holds for the rent; None for a rented home whose rent is not known."""
        return self.housing_costs_monthly if self.accommodation == "rented" else NOTHING


class Award(msgspec.Struct, frozen=True, kw_only=True):
    """One month's award and its parts in pounds, not rounded. `cap` is what the benefit cap takes off."""

    standard: Decimal
    housing: Decimal
    health: Decimal
    maximum: Decimal
    work_allowance: Decimal
    taper: Decimal
    tariff: Decimal
    cap: Decimal
    too_much_saved: bool
    amount: Decimal

    @property
    def entitled(self) -> bool:
        """Whether there is an award at all, a penny at least; the cap, debts and sanctions do not end one."""
        return pence(self.amount + self.cap) >= LEAST_AWARD


class UniversalCreditRequest(Claim, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`on` is the first day of the assessment period. `net_earnings_monthly` is pay as reg 55 counts it."""

    on: date
    net_earnings_monthly: Decimal = NOTHING
    unearned_monthly: Decimal = NOTHING


class UniversalCreditResult(Result, frozen=True, kw_only=True):
    """Pounds a month."""

    uc_maximum: Pounds
    work_allowance: Pounds
    tariff_monthly: Pounds
    benefit_cap_monthly: Pounds
    uc_award: Pounds


def universal_credit(request: UniversalCreditRequest) -> UniversalCreditResult:
    """One assessment period's award. Raises RequestError for what cannot be true or is not covered."""
    check_claim(request)
    check_money("net_earnings_monthly", request.net_earnings_monthly)
    check_money("unearned_monthly", request.unearned_monthly)
    rates = rates_on(request.on)
    found = known_award(rates, request, request.net_earnings_monthly, request.unearned_monthly)
    return UniversalCreditResult(
        uc_maximum=pence(found.maximum),
        work_allowance=pence(found.work_allowance),
        tariff_monthly=pence(found.tariff),
        benefit_cap_monthly=pence(found.cap),
        uc_award=pence(found.amount),
        steps=award_steps(rates, found, request.net_earnings_monthly, request.unearned_monthly),
        warnings=award_warnings(rates, request, found) + rates.warnings(),
        missing=cap_missing(request, found),
    )


def check_claim(claim: Claim) -> None:
    """Refuse what is not covered, by its field, rather than approximate it. Raises RequestError."""
    if not YOUNGEST <= claim.age <= OLDEST:
        why = "Under 18 has rules of its own" if claim.age < YOUNGEST else "From 66 it depends on pension age"
        raise RequestError("age", f"{why}: ages {YOUNGEST} to {OLDEST} are worked out here.")
    check_money("housing_costs_monthly", claim.housing_costs_monthly)
    check_money("savings", claim.savings)
    if claim.accommodation == "none" and claim.housing_costs_monthly:
        raise RequestError("accommodation", "Housing costs are given, but the accommodation is 'none'.")
    if claim.lcw_since_before_april_2017 and claim.health != "lcw":
        raise RequestError("lcw_since_before_april_2017", "This goes with health 'lcw'.")


def known_award(rates: Rates, claim: Claim, net_earnings: Decimal, unearned: Decimal) -> Award:
    """The same where there is no answer without it. Raises RequestError where the rent is needed and not known."""
    found = award(rates, claim, net_earnings, unearned)
    if found is None:
        raise RequestError("housing_costs_monthly", "The award of a rented home goes by the rent: give it, or 0.")
    return found


def award(rates: Rates, claim: Claim, net_earnings: Decimal, unearned: Decimal) -> Award | None:
    """A month's award from net pay and other income in pounds a month, unrounded. The claim is checked already.

    None where it goes by a rent that is not known.
    """
    standard = rates["uc.standard_single_under25" if claim.age < 25 else "uc.standard_single_25plus"]
    too_much = claim.savings > rates["uc.capital_upper"]
    housing = NOTHING if too_much and claim.housing_element is None else claim.housing_element
    if housing is None:
        return None
    health = _health_element(rates, claim)
    allowance = _work_allowance(rates, claim, has_housing=housing > 0)
    taper = max(NOTHING, net_earnings - allowance) * rates["uc.taper"]
    tariff = _tariff(rates, claim.savings)
    maximum = standard + housing + health
    before_cap = NOTHING if too_much else max(NOTHING, maximum - unearned - tariff - taper)
    # Other income counts towards the cap here because it is New Style ESA.
    cap = benefit_cap.taken_off(rates, cap_facts(claim), award=before_cap, unearned=unearned, net_earnings=net_earnings)
    return Award(
        standard=standard,
        housing=housing,
        health=health,
        maximum=maximum,
        work_allowance=allowance,
        taper=taper,
        tariff=tariff,
        cap=cap,
        too_much_saved=too_much,
        amount=before_cap - cap,
    )


def _health_element(rates: Rates, claim: Claim) -> Decimal:
    if claim.health in ("lcwra_new", "lcwra_protected"):
        return rates[f"uc.{claim.health}"]
    return rates["uc.lcw_before_april_2017"] if claim.lcw_since_before_april_2017 else NOTHING


def _work_allowance(rates: Rates, claim: Claim, *, has_housing: bool) -> Decimal:
    if claim.health == "none":
        return NOTHING
    lower = has_housing or claim.accommodation == "temporary"
    return rates["uc.work_allowance_lower" if lower else "uc.work_allowance_higher"]


def _tariff(rates: Rates, savings: Decimal) -> Decimal:
    """Pounds a month that savings above the lower limit are taken to bring in."""
    above = max(NOTHING, savings - rates["uc.capital_lower"])
    return (above / 250).to_integral_value(ROUND_CEILING) * rates["uc.tariff_per_250"]


def cap_facts(claim: Claim) -> CapFacts:
    """What the benefit cap asks of this claim."""
    return CapFacts(
        has_lcwra=claim.health in ("lcwra_new", "lcwra_protected"),
        in_london=claim.in_london,
        pip=claim.pip,
        exempt=claim.exempt_from_cap,
        esa_support=claim.esa_support_component,
        in_grace=claim.in_cap_grace,
    )


def cap_missing(claim: Claim, found: Award) -> tuple[str, ...]:
    """The facts about the benefit cap that were not given and would change this award."""
    if not found.cap:
        return ()
    return tuple(name for name in ("in_london", "exempt_from_cap") if getattr(claim, name) is None)


def award_steps(rates: Rates, found: Award, net_earnings: Decimal, unearned: Decimal) -> tuple[Step, ...]:
    """The award as two people would work it out on paper."""
    above = (
        f"the £{pence(net_earnings - found.work_allowance):,} of pay above that" if found.work_allowance else "the pay"
    )
    lines = (
        (True, "Universal Credit standard allowance", found.standard, "UC Act 2025 s1"),
        (found.housing, "Housing costs element", found.housing, ""),
        (found.health, "Health element", found.health, "UC Act 2025 ss2-4"),
        (True, "Universal Credit maximum", found.maximum, ""),
        (
            found.work_allowance,
            "Pay that is ignored first (work allowance)",
            found.work_allowance,
            "UC Regs reg 22",
        ),
        (found.taper, f"{rates['uc.taper']:.0%} of {above} comes off", -found.taper, "UC Regs reg 22"),
        (unearned, "New Style ESA comes off pound for pound", -unearned, "UC Regs reg 66"),
        (
            found.tariff,
            "Savings above the lower limit come off as if they paid income",
            -found.tariff,
            "UC Regs reg 72",
        ),
        (found.too_much_saved, "Savings over the upper limit: no Universal Credit", NOTHING, "UC Regs reg 18"),
        (found.cap, "Benefit cap", -found.cap, "UC Regs reg 82"),
        (True, "Universal Credit award", found.amount, ""),
    )
    return tuple(Step(text, pence(amount), source) for bears, text, amount, source in lines if bears)


def award_warnings(rates: Rates, claim: Claim, found: Award) -> tuple[str, ...]:
    """What to say about this award, each only where it bears."""
    upper, lower = rates["uc.capital_upper"], rates["uc.capital_lower"]
    told = [
        (found.too_much_saved, f"Savings are over £{upper:,.0f}, so there is no Universal Credit."),
        (
            lower < claim.savings <= upper,
            f"Savings over £{lower:,.0f} lower the award, and it ends above £{upper:,.0f}.",
        ),
    ]
    if found.cap:
        told.append((True, _cap_words(rates, found)))
    said = tuple(text for bears, text in told if bears)
    return said + local_housing.cautions(
        age=claim.age, private_rent=found.housing > 0 and claim.landlord != "social", landlord=claim.landlord
    )


def _cap_words(rates: Rates, found: Award) -> str:
    return (
        f"The benefit cap takes off £{pence(found.cap)} a month. It does not apply with PIP and some other benefits, "
        f"or with net pay of £{rates['uc.sixteen_hours_at_nlw']:.0f} a month or more; nor for nine months after a "
        "job whose net pay reached such a figure in each of its last twelve months."
    )
