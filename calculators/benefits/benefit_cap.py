"""The benefit cap: what it takes off, what lifts it, and the nine months of grace after a job."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.explain import Rule
from calculators.rates import Rates
from calculators.working_days import ONE_DAY

NOTHING = Decimal(0)
GRACE_MONTHS = 9
GRACE_NEEDS_MONTHS = 12
LiftedBy = Literal["health", "esa_support", "pip", "other_benefit", "earnings", "grace"]

_CHECKED = date(2026, 11, 25)
RULES: tuple[Rule, ...] = (
    Rule(
        text="The cap takes off what Universal Credit and New Style ESA come to above it; Housing Benefit counts as "
        "nil.",
        source="UC Regs 2013 regs 79-81, 80(2A)",
        checked=_CHECKED,
    ),
    Rule(
        text="No cap with LCWRA in the award, with New Style ESA that holds the support component, with PIP, DLA or "
        "Attendance Allowance, and with some other benefits. LCW alone is not among them.",
        source="UC Regs 2013 reg 83",
        checked=_CHECKED,
    ),
    Rule(
        text="No cap in a period whose net pay is at least 16 hours at the National Living Wage, pence dropped.",
        source="UC Regs 2013 regs 82(1)(a), 6(1A)(za)",
        checked=_CHECKED,
    ),
    Rule(
        text="No cap for nine months after paid work ended, nor in a period in which those months begin or end, if "
        "net pay reached that figure in each of the twelve months before.",
        source="UC Regs 2013 reg 82(1)(b)-(3)",
        checked=_CHECKED,
    ),
)


class Grace(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """The nine months without a cap, both days included."""

    start: date
    end: date

    def touches(self, start: date, end: date) -> bool:
        """Whether a period of those days holds any day of it: it is uncapped as a whole then."""
        return self.start <= end and start <= self.end


def grace_after(work_ceased_on: date | None, months_over_threshold: int | None) -> Grace | None:
    """The grace that begins the day after paid work ended; None where it was not earned or is not known."""
    if work_ceased_on is None or months_over_threshold is None or months_over_threshold < GRACE_NEEDS_MONTHS:
        return None
    start = work_ceased_on + ONE_DAY
    return Grace(start, start + relativedelta(months=GRACE_MONTHS) - ONE_DAY)


class CapFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the cap asks besides money. None is not known, and does not lift it."""

    has_lcwra: bool
    in_london: bool | None = None
    pip: bool | None = None
    exempt: bool | None = None
    esa_support: bool = False
    in_grace: bool = False


def always_lifted(facts: CapFacts) -> LiftedBy | None:
    """What lifts the cap whatever the pay is; None where nothing known does."""
    lifts: tuple[tuple[bool | None, LiftedBy], ...] = (
        (facts.has_lcwra, "health"),
        (facts.esa_support, "esa_support"),
        (facts.pip, "pip"),
        (facts.exempt, "other_benefit"),
        (facts.in_grace, "grace"),
    )
    return next((why for lifted, why in lifts if lifted), None)


def taken_off(rates: Rates, facts: CapFacts, *, award: Decimal, unearned: Decimal, net_earnings: Decimal) -> Decimal:
    """Pounds a month that the cap takes off the award. Raises RequestError where a figure it needs is not held."""
    if always_lifted(facts):
        return NOTHING
    cap = rates["benefit_cap.single_london" if facts.in_london else "benefit_cap.single_outside_london"]
    over = min(award, max(NOTHING, award + unearned - cap))
    return NOTHING if not over or net_earnings >= rates["uc.sixteen_hours_at_nlw"] else over
