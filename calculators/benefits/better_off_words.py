"""What a better-off result says in words: its rules, its working, its warnings, and how benefits come back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from calculators.benefits.better_off_request import BetterOffRequest
from calculators.benefits.household import HOME_LEFT_OUT, home_is_left_out
from calculators.benefits.housing_benefit import HousingBenefit
from calculators.benefits.universal_credit import Accommodation
from calculators.explain import Rule, Step, pence
from calculators.pay.minimum_wage import below_said

_CHECKED = date(2026, 11, 22)
_RIGHT_TO_TRY_FROM = date(2026, 4, 30)
_NOTES = "domain notes on benefits"
ADVISER = "Check with a welfare-rights adviser before changing hours."
_NO_RENT = "The rent is not known, so what is left in hand is NOT worked out: ask for the rent."
ESTIMATE = "An estimate, not a decision: DWP works out the real amounts."

_RULES: tuple[tuple[str, str, Literal["confirmed", "derived", "judgement"]], ...] = (
    (
        "A month is 52/12 weeks of pay. A real Universal Credit month holds four or five weekly paydays.",
        f"{_NOTES}, section 2",
        "judgement",
    ),
    (
        "Universal Credit counts pay less the tax and National Insurance on that pay and all of the pension; tax "
        "caused by New Style ESA comes off the total, not off the pay that Universal Credit counts.",
        "UC Regs 2013 reg 55",
        "confirmed",
    ),
    (
        "New Style ESA stays while the work is inside permitted work, and stops for the week when it is not. "
        "Universal Credit takes it off pound for pound.",
        "ESA Regs 2013 regs 37 and 39; UC Regs 2013 reg 66",
        "confirmed",
    ),
    (
        "With Universal Credit in payment, a week of ESA lost outside permitted work comes back in it "
        "as far as its maximum reaches.",
        f"{_NOTES}, section 3",
        "derived",
    ),
    (
        "Deductions for debts are at most a share of the standard allowance: 15% from 30 April 2025.",
        "SI 2013/380 Sch 6",
        "confirmed",
    ),
    (
        "Universal Credit comes back without a new claim within six months; New Style ESA within twelve weeks "
        "without a new assessment.",
        f"{_NOTES}, sections 1 and 2",
        "confirmed",
    ),
    (
        "A gap in custody ends the protected rate of LCWRA; a gap of up to six months because of pay does not.",
        "our reading of UC Regs 2013 regs 19 and 27A(2)",
        "derived",
    ),
)
RULES: tuple[Rule, ...] = tuple(
    Rule(text=text, source=source, checked=_CHECKED, status=status) for text, source, status in _RULES
)


def _money(amount: Decimal) -> str:
    return f"£{pence(amount):,}"


def pay_steps(
    hours: Decimal,
    hourly: Decimal | None,
    gross: Decimal,
    tax: Decimal,
    insurance: Decimal,
    pension: Decimal,
    net: Decimal,
) -> tuple[Step, ...]:
    """A month's pay and what comes off it."""
    if not hours or hourly is None:
        return (Step("No pay at no hours", pence(gross)),)
    rows = (
        (True, f"Pay in a month: {hours.normalize():f} hours at {_money(hourly)}, 52 weeks over 12 months", gross),
        (tax, "Income tax on the pay", -tax),
        (insurance, "National Insurance", -insurance),
        (pension, "Pension contribution", -pension),
        (tax or insurance or pension, "Pay that is left", net),
    )
    return tuple(Step(text, pence(amount)) for bears, text, amount in rows if bears)


def total_steps(
    esa: Decimal, esa_tax: Decimal, deductions: Decimal, unmet_rent: Decimal | None, total: Decimal | None
) -> tuple[Step, ...]:
    """From the award to what is in hand; where the rent left to pay is not known there is no sum at the end."""
    if total is None or unmet_rent is None:
        return (Step("Money in a month in work: not known, because the rent left to pay is not"),)
    rows = (
        (esa, "New Style ESA", esa),
        (esa_tax, "Income tax because of New Style ESA", -esa_tax),
        (deductions, "Taken from Universal Credit for debts", -deductions),
        (unmet_rent, "Rent that Housing Benefit does not meet", -unmet_rent),
        (True, "Money in a month in work", total),
    )
    return tuple(Step(text, pence(amount)) for bears, text, amount in rows if bears)


def gain_steps(before: Decimal | None, gain: Decimal | None, travel: Decimal) -> tuple[Step, ...]:
    """The comparison that was asked for."""
    if before is None or gain is None:
        return (Step("Difference in a month: not known, because the rent left to pay is not"),)
    steps = (Step("Money in a month now, without work", before), Step("Difference in a month", gain))
    if not travel:
        return steps
    return (*steps, Step("Travel in a month", -travel), Step("Difference after travel", gain - travel))


def warnings(
    request: BetterOffRequest,
    *,
    accommodation: Accommodation,
    lost_esa: Decimal,
    esa_tax: Decimal,
    uc_now: Decimal,
    uc_chosen: Decimal,
    deductions_cap: Decimal,
    rent_unknown: bool,
    housing: HousingBenefit | None,
    assessment_gate: Decimal | None,
    below_minimum: Decimal | None,
    in_support_group: bool,
    rungs_left_out: bool,
) -> tuple[str, ...]:
    """What must be said beside the figures, each only where it bears. Pounds a month."""
    on_housing_benefit = accommodation in ("supported", "temporary")
    told = (
        (
            rent_unknown,
            f"The rent is not known, so what is left in hand is NOT worked out: ask for the rent. {ADVISER}",
        ),
        (home_is_left_out(request), HOME_LEFT_OUT),
        (
            lost_esa > 0,
            f"This work is outside permitted work: New Style ESA of {_money(lost_esa)} a month stops. " + ADVISER,
        ),
        (
            esa_tax > 0,
            f"New Style ESA is taxable: with this pay it brings tax of {_money(esa_tax)} a month, usually taken "
            f"through the tax code. {ADVISER}",
        ),
        (
            bool(request.new_style_esa_weekly) and request.universal_credit and bool(request.hours),
            "The 16-hour limit is ESA's alone. Universal Credit counts the pay and has no hours limit.",
        ),
        (
            request.health == "lcwra_protected",
            "The protected rate of LCWRA is lost, as we read the rules, when a claim is broken by time in custody. "
            "If that happened, the lower rate may be the right one. " + ADVISER,
        ),
        (
            in_support_group and request.universal_credit and request.health in (None, "none", "lcw"),
            "This much New Style ESA holds the support component, which brings LCWRA into Universal Credit: "
            "check the health given.",
        ),
        (on_housing_benefit, _accommodation(None if rent_unknown else housing)),
        (
            uc_now > 0 and uc_chosen == 0,
            "Universal Credit ends at these hours. It comes back without a new claim if pay falls within six months.",
        ),
        (
            uc_chosen > 0 and request.deductions_monthly is None,
            f"Deductions for advances and debts are not known: up to {_money(deductions_cap)} a month may be taken.",
        ),
        (
            assessment_gate is not None and request.health in (None, "none"),
            f"With pay before tax of {_money(assessment_gate or Decimal(0))} a month or more, a new assessment of "
            "health is normally refused unless PIP, DLA or Attendance Allowance is paid.",
        ),
        (below_minimum is not None and bool(request.hours), below_said(below_minimum or Decimal(0))),
        (
            rungs_left_out,
            "Some steps of the ladder are left out: the pay there does not hold the pension, or is too high.",
        ),
    )
    return tuple(text for bears, text in told if bears)


def _accommodation(housing: HousingBenefit | None) -> str:
    text = (
        "In supported or temporary accommodation Housing Benefit pays the rent and ignores all pay while any "
        "Universal Credit is awarded, as advisers report the rule. When pay ends it, Housing Benefit goes down by "
        "65p for each pound. "
    )
    if housing is not None and housing.known_monthly is None:
        text += f"{housing.why} The rent to pay is NOT worked out, so the gain is not known: ask the council first. "
        if housing.monthly is not None:
            text += f"Our reading, unconfirmed: {_money(housing.monthly)} a month would be met. "
    return text + ADVISER


def two_ages(first: tuple[int, Decimal | None], other: tuple[int, Decimal | None]) -> str:
    """Only the year of birth is known, and it matters: each age with its money, the one shown first."""
    (age, money), (other_age, other_money) = first, other
    told = ["not known" if amount is None else _money(amount) for amount in (money, other_money)]
    return f"Only the year of birth is known. In hand {told[0]} at {age}, which is shown; {told[1]} at {other_age}."


def getting_back(request: BetterOffRequest) -> tuple[str, ...]:
    """What happens if the job ends, for the benefits this person has."""
    protected = request.health == "lcwra_protected"
    right_to_try = request.health not in (None, "none") and request.on >= _RIGHT_TO_TRY_FROM
    told = (
        (
            request.universal_credit,
            "Universal Credit goes up again by itself in the next monthly period when pay falls. If it had "
            "stopped, it starts again without a new claim within six months.",
        ),
        (
            bool(request.new_style_esa_weekly),
            "New Style ESA can be claimed again within twelve weeks without a new Work Capability Assessment.",
        ),
        (
            protected,
            "The protected rate of LCWRA is kept through a gap of up to six months caused by pay, not through custody.",
        ),
        (
            right_to_try,
            "Starting work or volunteering is not in itself a reason for a new assessment, since 30 April 2026.",
        ),
    )
    return tuple(text for bears, text in told if bears)
