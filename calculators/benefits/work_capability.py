"""The gate before a first Work Capability Assessment: pay, before tax, at or above which there is normally none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from calculators.explain import Rule, pence
from calculators.rates import Rates

_HOURS = 16
_WEEKS, _MONTHS = Decimal(52), Decimal(12)
RULES: tuple[Rule, ...] = (
    Rule(
        text="A first assessment is not carried out while monthly pay before tax, National Insurance and pension is at "
        "least 16 hours at the National Living Wage, unless PIP, DLA or Attendance Allowance is paid. A finding "
        "that exists may still be reviewed. It is not the figure of the benefit cap: gross, with its pence.",
        source="UC Regs 2013 reg 41(2)-(3), reg 90(6)",
        checked=date(2026, 11, 25),
    ),
)


def gate_monthly(rates: Rates) -> Decimal:
    """Pounds a month before tax, to the penny."""
    return pence(_HOURS * rates["minimum_wage.nlw"] * _WEEKS / _MONTHS)


def assessment_may_be_carried_out(rates: Rates, gross_monthly: Decimal, pip: bool | None) -> bool | None:
    """Whether a first assessment can be; None where it turns on PIP and that is not known."""
    if pip or pence(gross_monthly) < gate_monthly(rates):
        return True
    return None if pip is None else False
