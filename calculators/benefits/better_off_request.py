"""What a better-off sum is asked: the work, the claim, and what is refused before any sum is done."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from calculators.benefits.first_weeks import IN_CUSTODY
from calculators.benefits.universal_credit import Accommodation, Claim, Health, check_claim
from calculators.explain import RequestError
from calculators.given import check_hours, check_money
from calculators.pay.take_home import MOST_TAXABLE

NOTHING = Decimal(0)
MONTHS = Decimal(12)
WEEKS = Decimal(52)
_MOST_HOURS = Decimal(84)
_LEAST_HOURLY = Decimal(1)
LONGEST_PERIOD = timedelta(days=31)


class BetterOffRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What someone's work would be, and the facts of their claim. Pounds, hours a week.

    `health` and `accommodation` are taken as none and as rented (with housing costs) or none (without) when
    they are not given, and the result says they are missing. `assessment_period_from` is the day the Universal
    Credit month began, `on` unless given. `released_on` brings
    the first weeks outside into the result. `deductions_monthly` is what is taken from the award for debts.
    """

    on: date
    age: int
    hours: Decimal
    hourly_rate: Decimal | None = None
    gross_monthly: Decimal | None = None
    pension_weekly: Decimal = NOTHING
    health: Health | None = None
    housing_costs_monthly: Decimal = NOTHING
    accommodation: Accommodation | None = None
    new_style_esa_weekly: Decimal = NOTHING
    savings: Decimal = NOTHING
    weekly_travel: Decimal = NOTHING
    universal_credit: bool = True
    supported_permitted_work: bool = False
    lcw_since_before_april_2017: bool = False
    in_london: bool | None = None
    exempt_from_cap: bool | None = None
    deductions_monthly: Decimal | None = None
    assessment_period_from: date | None = None
    released_on: date | None = None
    in_custody: bool = False
    household: str = "single"
    children: int = 0
    nation: str = "england"


def claim_of(request: BetterOffRequest) -> Claim:
    """The facts of the claim, with the housing guessed from its costs where it was not given."""
    guessed: Accommodation = "rented" if request.housing_costs_monthly else "none"
    return Claim(
        age=request.age,
        health=request.health or "none",
        accommodation=request.accommodation or guessed,
        housing_costs_monthly=request.housing_costs_monthly,
        savings=request.savings,
        lcw_since_before_april_2017=request.lcw_since_before_april_2017,
        in_london=request.in_london,
        exempt_from_cap=request.exempt_from_cap,
    )


def hourly_of(request: BetterOffRequest) -> Decimal | None:
    """Pounds an hour, worked back from monthly pay where that was given. None at no hours without a rate."""
    if request.hourly_rate is not None:
        return request.hourly_rate
    if request.gross_monthly is None or not request.hours:
        return None
    return request.gross_monthly * MONTHS / WEEKS / request.hours


def check(request: BetterOffRequest) -> None:
    """Refuse what cannot be true or is not covered, by its field. Raises RequestError."""
    _check_covered(request)
    check_claim(claim_of(request))
    check_hours("hours", request.hours)
    if request.hours > _MOST_HOURS:
        raise RequestError("hours", f"More than {_MOST_HOURS} hours a week: check the figure.")
    for field in (
        "hourly_rate",
        "gross_monthly",
        "pension_weekly",
        "new_style_esa_weekly",
        "weekly_travel",
        "deductions_monthly",
    ):
        check_money(field, getattr(request, field))
    _check_pay(request)
    begun = request.assessment_period_from
    if begun is not None and not timedelta(0) <= request.on - begun < LONGEST_PERIOD:
        raise RequestError("assessment_period_from", "A Universal Credit month that holds the day in 'on' began then.")


def _check_covered(request: BetterOffRequest) -> None:
    if request.household != "single":
        raise RequestError("household", "Only single people are worked out here, not couples.")
    if request.children:
        raise RequestError("children", "Households with children are not worked out here.")
    if request.nation not in ("england", "wales"):
        raise RequestError("nation", "Only England and Wales are worked out here.")
    if request.in_custody:
        raise RequestError("in_custody", " ".join(("There is nothing to compare in custody.", *IN_CUSTODY)))


def _check_pay(request: BetterOffRequest) -> None:
    hourly, monthly = request.hourly_rate, request.gross_monthly
    if hourly is not None and hourly < _LEAST_HOURLY:
        raise RequestError("hourly_rate", f"£{hourly} an hour is not a wage: check the figure.")
    if request.hours and hourly is None and monthly is None:
        raise RequestError("hourly_rate", "Give hourly_rate or gross_monthly: without pay there is no answer.")
    if monthly and not request.hours:
        raise RequestError("hours", "There is pay but no hours.")
    from_hours = (hourly or NOTHING) * request.hours * WEEKS / MONTHS
    if hourly is not None and monthly is not None and abs(from_hours - monthly) >= Decimal("0.01"):
        raise RequestError(
            "gross_monthly",
            f"£{monthly} is not what {request.hours} hours at £{hourly} come to: give one of the two.",
        )
    gross = (monthly or NOTHING) if hourly is None else from_hours
    if gross * MONTHS > MOST_TAXABLE:
        raise RequestError(
            "gross_monthly" if hourly is None else "hourly_rate",
            "Pay above £100,000 a year is not worked out here.",
        )
    if request.hours and request.pension_weekly * WEEKS > gross * MONTHS:
        raise RequestError("pension_weekly", "The pension contribution is more than the pay.")
