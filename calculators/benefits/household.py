"""The person and home a benefits sum is about, shared by every calculator that asks for them, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from calculators.benefits.benefit_cap import grace_after
from calculators.benefits.first_weeks import IN_CUSTODY
from calculators.benefits.local_housing import Landlord
from calculators.benefits.universal_credit import Accommodation, Claim, Health, check_claim
from calculators.explain import RequestError
from calculators.given import ages_on, check_day, check_money
from calculators.rates import Rates

NOTHING = Decimal(0)
_MOST_ESA = Decimal(200)  # well above the support group's in any year held
_WITH_HOUSING_BENEFIT = ("supported", "temporary")


class Household(msgspec.Struct, frozen=True, kw_only=True):
    """A single adult and the home. Pounds a week or month as the names say; None is not known.

    Give `age`, or `birth_year` alone: then both possible ages are worked out. `health` and `accommodation` are
    taken as none and as rented (with housing costs) or none (without) when they are not given, and the result
    says they are missing. Without `housing_costs_monthly` no total of a home with rent is worked out; 0 is an answer.
    `exempt_from_cap` is any benefit that lifts the cap; `pip` is one of them.
    `paid_work_ceased_on` with `months_over_cap_earnings` brings the months of grace. `deductions_monthly` is what is
    taken from the award for debts.
    """

    age: int | None = None
    birth_year: int | None = None
    health: Health | None = None
    housing_costs_monthly: Decimal | None = None
    accommodation: Accommodation | None = None
    rent_includes_meals: bool | None = None
    landlord: Landlord | None = None
    new_style_esa_weekly: Decimal = NOTHING
    savings: Decimal = NOTHING
    universal_credit: bool = True
    supported_permitted_work: bool = False
    lcw_since_before_april_2017: bool = False
    in_london: bool | None = None
    pip: bool | None = None
    exempt_from_cap: bool | None = None
    paid_work_ceased_on: date | None = None
    months_over_cap_earnings: int | None = None
    deductions_monthly: Decimal | None = None
    released_on: date | None = None
    in_custody: bool = False
    household: str = "single"
    children: int = 0
    nation: str = "england"


def check_household(home: Household, ages: tuple[int, ...]) -> None:
    """Refuse what cannot be true or is not covered, by its field. Raises RequestError."""
    if home.household != "single":
        raise RequestError("household", "Only single people are worked out here, not couples.")
    if home.children:
        raise RequestError("children", "Households with children are not worked out here.")
    if home.nation not in ("england", "wales"):
        raise RequestError("nation", "Only England and Wales are worked out here.")
    if home.in_custody:
        raise RequestError("in_custody", " ".join(("There is nothing to compare in custody.", *IN_CUSTODY)))
    if home.rent_includes_meals and home.accommodation in (None, *_WITH_HOUSING_BENEFIT):
        raise RequestError(
            "rent_includes_meals",
            "Meals and some other charges of a hostel are not met by Housing Benefit, and what is taken off for them "
            "is not held here: give the rent without them.",
        )
    for field in ("paid_work_ceased_on", "released_on"):
        if (day := getattr(home, field)) is not None:
            check_day(field, day)
    if home.months_over_cap_earnings is not None and home.months_over_cap_earnings < 0:
        raise RequestError("months_over_cap_earnings", "A number of months cannot be below zero.")
    for field in ("new_style_esa_weekly", "deductions_monthly"):
        check_money(field, getattr(home, field))
    if home.new_style_esa_weekly > _MOST_ESA:
        raise RequestError("new_style_esa_weekly", "This is more than New Style ESA pays in a week: check the figure.")
    for age in ages:
        check_claim(claim_of(home, age))


def ages_of(home: Household, on: date) -> tuple[int, ...]:
    """The age or both possible ages on that day. Raises RequestError where none is given."""
    return ages_on(home.age, home.birth_year, on)


def claim_of(home: Household, age: int) -> Claim:
    """The facts of the claim at one age, with the housing guessed from its costs where it was not given."""
    guessed: Accommodation = "rented" if home.housing_costs_monthly else "none"
    return Claim(
        age=age,
        health=home.health or "none",
        accommodation=home.accommodation or guessed,
        housing_costs_monthly=home.housing_costs_monthly,
        landlord=home.landlord,
        savings=home.savings,
        lcw_since_before_april_2017=home.lcw_since_before_april_2017,
        in_london=home.in_london,
        pip=home.pip,
        exempt_from_cap=home.exempt_from_cap,
    )


def with_cap_facts(
    claim: Claim, home: Household, rates: Rates, *, esa_weekly: Decimal, start: date, end: date
) -> Claim:
    """The claim of one month or period: what lifts the cap may end with ESA, or with the months of grace."""
    grace = grace_after(home.paid_work_ceased_on, home.months_over_cap_earnings)
    return msgspec.structs.replace(
        claim,
        esa_support_component=holds_support_component(rates, esa_weekly),
        in_cap_grace=grace is not None and grace.touches(start, end),
    )


def holds_support_component(rates: Rates, esa_weekly: Decimal) -> bool:
    """Whether so much New Style ESA is sure to hold the support component."""
    return bool(esa_weekly) and esa_weekly >= rates["esa.main"] + rates["esa.support_component"]


BEFORE_RELEASE = "Nothing can be claimed before release on {}."
HOME_LEFT_OUT = "Whether there is a rent, and what pays it, is not known: it is left out of these figures."


def home_is_left_out(home: Household) -> bool:
    """Whether nothing is known of the home, so that its rent is in no figure: it has to be said."""
    return home.accommodation is None and not home.housing_costs_monthly


def assumed_missing(home: Household, claim: Claim) -> list[str]:
    """The facts taken for granted in this household that would change the answer."""
    rent_bears = home.housing_costs_monthly is None and claim.accommodation != "none"
    asked = (
        ("health", home.health is None),
        ("accommodation", home.accommodation is None),
        ("housing_costs_monthly", rent_bears),
    )
    return [name for name, bears in asked if bears]
