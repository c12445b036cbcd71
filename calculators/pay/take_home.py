"""What is left of a year's pay after income tax, National Insurance and pension, in England and Wales."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence
from calculators.given import check_money
from calculators.rates import Rates, rates_on

# Above this the personal allowance is withdrawn, which is not worked out here.
MOST_TAXABLE = Decimal(100_000)
_CHECKED = date(2026, 11, 22)

RULES: tuple[Rule, ...] = (
    Rule(
        text="Income tax is 20% of taxable income above the personal allowance, 40% above the basic-rate "
        "band; the whole of the person's own pension contribution is taken off first.",
        source="PolicyEngine UK income tax scale",
        checked=_CHECKED,
    ),
    Rule(
        text="Class 1 National Insurance is worked out on gross pay, pension contribution included.",
        source="PolicyEngine Class 1 employee scale (SI 2001/1004 regs 10-11)",
        checked=_CHECKED,
    ),
    Rule(
        text="Yearly thresholds are used on the projected year. A payslip uses weekly or monthly ones, so a "
        "real month can differ by some pence.",
        source="project contract for better-off",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="New Style ESA is taxable; Universal Credit is not.",
        source="domain notes on benefits, section 1",
        checked=_CHECKED,
    ),
)


class TakeHomeRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A year's pay in pounds. `other_taxable_yearly` is taxable income besides pay, such as ESA."""

    on: date
    gross_yearly: Decimal
    pension_yearly: Decimal = Decimal(0)
    other_taxable_yearly: Decimal = Decimal(0)


class TakeHomeResult(Result, frozen=True, kw_only=True):
    """Pounds a year. `net_earnings_yearly` has only the tax on the earnings themselves taken off."""

    income_tax_yearly: Pounds
    income_tax_on_earnings_yearly: Pounds
    national_insurance_yearly: Pounds
    net_earnings_yearly: Pounds


def income_tax(rates: Rates, taxable_yearly: Decimal) -> Decimal:
    """Income tax for a year, unrounded, in England and Wales. Raises RequestError above £100,000."""
    if taxable_yearly > MOST_TAXABLE:
        raise RequestError("gross_yearly", "Income above £100,000 a year is not worked out here.")
    above = max(Decimal(0), taxable_yearly - rates["income_tax.personal_allowance"])
    basic = min(above, rates["income_tax.basic_rate_limit_above_pa"])
    return basic * rates["income_tax.basic_rate"] + (above - basic) * rates["income_tax.higher_rate"]


def national_insurance(rates: Rates, gross_yearly: Decimal) -> Decimal:
    """Class 1 employee contributions for a year at the rates of the day, unrounded."""
    above = max(Decimal(0), gross_yearly - rates["ni.primary_threshold_year"])
    main = min(above, _upper_limit(rates) - rates["ni.primary_threshold_year"])
    return main * rates["ni.main_rate"] + (above - main) * rates["ni.upper_rate"]


def class_four(rates: Rates, profit_yearly: Decimal) -> Decimal:
    """Class 4 contributions for a year at the main rate, unrounded; the upper limit is left out."""
    return max(Decimal(0), profit_yearly - rates["ni_class4.lower_profits_limit"]) * rates["ni_class4.main_rate"]


def _upper_limit(rates: Rates) -> Decimal:
    """The yearly upper earnings limit, which is set where the higher rate of tax begins."""
    return rates["income_tax.personal_allowance"] + rates["income_tax.basic_rate_limit_above_pa"]


def take_home(request: TakeHomeRequest) -> TakeHomeResult:
    """A year's tax, National Insurance and net pay. Raises RequestError for what cannot be true."""
    for field in ("gross_yearly", "pension_yearly", "other_taxable_yearly"):
        check_money(field, getattr(request, field))
    if request.pension_yearly > request.gross_yearly:
        raise RequestError("pension_yearly", "The pension contribution is more than the pay.")
    rates = rates_on(request.on)
    taxed_pay = request.gross_yearly - request.pension_yearly
    tax = income_tax(rates, taxed_pay + request.other_taxable_yearly)
    tax_on_pay = income_tax(rates, taxed_pay)
    insurance = national_insurance(rates, request.gross_yearly)
    net = taxed_pay - tax_on_pay - insurance
    steps = (
        Step("Pay in a year", pence(request.gross_yearly)),
        Step("Pension contribution", pence(request.pension_yearly)),
        Step("Income tax on the pay", pence(tax_on_pay), rates.source("income_tax.basic_rate")),
        Step("National Insurance", pence(insurance), rates.source("ni.main_rate")),
        Step("Pay left in a year", pence(net)),
    )
    warnings = rates.warnings()
    if tax > tax_on_pay:
        warnings += (
            f"Tax of £{pence(tax - tax_on_pay)} a year is due because of the other taxable income, "
            "usually taken from pay through the tax code.",
        )
    return TakeHomeResult(
        steps=steps,
        warnings=warnings,
        income_tax_yearly=pence(tax),
        income_tax_on_earnings_yearly=pence(tax_on_pay),
        national_insurance_yearly=pence(insurance),
        net_earnings_yearly=pence(net),
    )
