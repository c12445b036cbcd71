"""What a session asks: the facts of one person and home, the work they think about, and the calculators' request.

What is not known stays None or "unknown". Imported only where a session is shown.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from calculators.benefits.better_off_request import BetterOffRequest
from calculators.benefits.local_housing import OWN_HOME_FROM
from calculators.benefits.pay_periods_request import Extra, ExtraKind
from calculators.benefits.universal_credit import Accommodation, Health
from calculators.explain import pence
from calculators.given import ages_on
from calculators.pay.pay_days import WEEKS_A_MONTH, Cycle
from calculators.rates import rates_on
from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import YesNo

HealthGroup = Literal["none", "lcw", "lcw_2017", "lcwra_new", "lcwra_protected", "unknown"]
Housing = Literal["rented", "supported", "temporary", "none", "unknown"]
Household = Literal["single", "couple", "children", "unknown"]
Nation = Literal["england_and_wales", "scotland", "northern_ireland"]
Landlord = Literal["private", "social", "unknown"]
PayCycle = Literal["weekly", "two_weekly", "four_weekly", "monthly", "last_working_day", "unknown"]
DailyLiving = Literal["none", "standard", "enhanced", "unknown"]
Mappa = Literal["none", "1", "2", "3", "unknown"]

NOTHING = Decimal(0)
MOST_SAVINGS = Decimal(16000)
"""Savings above which there is no Universal Credit."""
HOUSING_BENEFIT = ("supported", "temporary")
"""Homes whose rent Housing Benefit pays, beside Universal Credit or without it."""
TAKEN_AGE = 25
"""Taken where neither age nor year of birth is known: the rates of 25 and over."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What holds whatever the job. Pounds a week or a month as the names say; None is not known.

    `birth_year` is used where `age` is not known: both ages are then worked out. Rent is given once, a month or a
    week. `claim_day` is the day of the month on which the Universal Credit month begins. `work_ended` with
    `months_over` (months before it with enough pay) brings the cap's months of grace.
    """

    age: int | None = None
    birth_year: int | None = None
    household: Household = "unknown"
    universal_credit: YesNo = "unknown"
    claim_day: int | None = None
    esa: YesNo = "unknown"
    esa_weekly: Decimal | None = None
    health: HealthGroup = "unknown"
    housing: Housing = "unknown"
    landlord: Landlord = "unknown"
    rent: Decimal | None = None
    rent_weekly: Decimal | None = None
    meals: YesNo = "unknown"
    savings: Decimal | None = None
    deductions: Decimal | None = None
    pip: YesNo = "unknown"
    london: YesNo = "unknown"
    cap_exempt: YesNo = "unknown"
    work_ended: date | None = None
    months_over: int | None = None
    care_leaver: YesNo = "unknown"
    hostel_months: Decimal | None = None
    hostel_support: YesNo = "unknown"
    daily_living: DailyLiving = "unknown"
    mappa: Mappa = "unknown"
    nation: Nation = "england_and_wales"
    inside: bool = False
    released_on: date | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One job to think about. `role` is what the work is, `name` the one it is kept under beside others.
    `starts` decides the rates, today unless given; `proposal` is one of the licence tab's. `pay_taken` says
    that the pay is the minimum wage in place of one not known. `cycle` with `first_pay_day` brings the six months;
    `payslip`, `last_pay`, `leave_pay` and `back_pay` are net pounds on one pay day of them, leave on the last."""

    hours: Decimal
    name: str = ""
    role: str = ""
    hourly: Decimal | None = None
    monthly: Decimal | None = None
    pension: Decimal | None = None
    travel: Decimal | None = None
    supported: YesNo = "unknown"
    starts: date | None = None
    cycle: PayCycle = "unknown"
    first_pay_day: date | None = None
    payslip: Decimal | None = None
    last_pay_day: date | None = None
    last_pay: Decimal | None = None
    leave_pay: Decimal | None = None
    back_pay: Decimal | None = None
    back_pay_day: date | None = None
    proposal: str = ""
    pay_taken: bool = False
    self_employed: bool = False


def known(answer: YesNo) -> bool | None:
    """A yes or no as the calculators take it: None is not known."""
    return None if answer == "unknown" else answer == "yes"


def on_esa(facts: Facts) -> bool:
    """Whether New Style ESA is worked with."""
    return facts.esa == "yes" or (facts.esa == "unknown" and bool(facts.esa_weekly))


def on_uc(facts: Facts) -> bool:
    """Whether Universal Credit is worked with; where that is not known, unless ESA is known to be paid."""
    return facts.universal_credit == "yes" or (facts.universal_credit == "unknown" and not on_esa(facts))


def esa_weekly_of(facts: Facts, on: date) -> Decimal:
    """Pounds a week of New Style ESA, the main amount where it is not known; nothing without ESA."""
    if not on_esa(facts):
        return NOTHING
    return rates_on(on)["esa.main"] if facts.esa_weekly is None else facts.esa_weekly


def rent_monthly(facts: Facts) -> Decimal | None:
    """The rent in pounds a month, 52/12 of a week's where that is what was told; None where it is not known."""
    if facts.rent is None and facts.rent_weekly is not None:
        return pence(facts.rent_weekly * WEEKS_A_MONTH)
    return facts.rent


def rent_is_missing(facts: Facts) -> bool:
    """Whether this home has a rent that the money goes by, and nobody has told it."""
    paid_by_benefit = facts.housing in HOUSING_BENEFIT or (facts.housing == "rented" and on_uc(facts))
    return paid_by_benefit and rent_monthly(facts) is None


def ages(facts: Facts, on: date) -> tuple[int, ...]:
    """The age, or both possible ages; the age taken where nothing is known. Raises RequestError."""
    if facts.age is None and facts.birth_year is None:
        return (TAKEN_AGE,)
    return ages_on(facts.age, None if facts.age is not None else facts.birth_year, on)


def may_be_kept_to_a_room(facts: Facts, on: date) -> bool:
    """Whether the shared-room limit of a private let may hold: single, under 35, and no social landlord."""
    let = facts.housing == "rented" and facts.landlord != "social"
    return (
        let
        and on_uc(facts)
        and not (facts.age is None and facts.birth_year is None)
        and (min(ages(facts, on)) < OWN_HOME_FROM)
    )


def request_for(facts: Facts, choice: Choice, today: date) -> BetterOffRequest:
    """Return what the calculator is asked. Raises Unfit for what contradicts itself, or has no pay."""
    on = choice.starts or today
    _check(facts, choice, on)
    health: dict[HealthGroup, Health | None] = {"unknown": None, "lcw_2017": "lcw"}
    housing: Accommodation | None = None if facts.housing == "unknown" else facts.housing
    age = TAKEN_AGE if facts.birth_year is None else None
    return BetterOffRequest(
        on=on,
        age=age if facts.age is None else facts.age,
        birth_year=facts.birth_year if facts.age is None else None,
        hours=choice.hours,
        hourly_rate=choice.hourly,
        gross_monthly=choice.monthly,
        pension_weekly=choice.pension or NOTHING,
        health=health.get(facts.health, facts.health),  # type: ignore[arg-type]  # the two that differ are mapped
        housing_costs_monthly=rent_monthly(facts),
        accommodation=housing,
        rent_includes_meals=known(facts.meals),
        landlord=None if facts.landlord == "unknown" else facts.landlord,
        new_style_esa_weekly=esa_weekly_of(facts, on),
        savings=facts.savings or NOTHING,
        weekly_travel=choice.travel or NOTHING,
        universal_credit=on_uc(facts),
        supported_permitted_work=choice.supported == "yes",
        lcw_since_before_april_2017=facts.health == "lcw_2017",
        in_london=known(facts.london),
        pip=known(facts.pip),
        exempt_from_cap=known(facts.cap_exempt),
        paid_work_ceased_on=facts.work_ended,
        months_over_cap_earnings=facts.months_over,
        deductions_monthly=facts.deductions,
        released_on=facts.released_on,
        household="couple" if facts.household == "couple" else "single",
        children=1 if facts.household == "children" else 0,
        nation="england" if facts.nation == "england_and_wales" else facts.nation,
        **_periods(facts, choice, on),
    )


def _check(facts: Facts, choice: Choice, on: date) -> None:
    if facts.esa == "no" and facts.esa_weekly:
        raise Unfit("esa_weekly", "There is an amount, but New Style ESA is said not to be paid.")
    if choice.hours and choice.hourly is None and choice.monthly is None:
        raise Unfit("hourly", "Give the pay, an hour or a month: without pay there is no answer.")
    if facts.rent is not None and facts.rent_weekly is not None:
        raise Unfit("rent_weekly", "Give the rent once: a month's is given too.")
    if choice.cycle != "unknown" and choice.first_pay_day is None:
        raise Unfit("first_pay_day", "Paid how often is given: the first pay day is needed too.")
    if choice.cycle == "unknown" and choice.first_pay_day is not None:
        raise Unfit("cycle", "A first pay day is given: say how often pay comes.")
    if choice.first_pay_day is not None and choice.first_pay_day < (choice.starts or date.min):
        raise Unfit("first_pay_day", "That is before the work begins.")
    _check_single_payments(choice)
    out = facts.released_on
    if out is not None and choice.first_pay_day is not None and facts.inside and choice.first_pay_day < out:
        raise Unfit("first_pay_day", f"That is before release, expected {say.day(out, on)}.")


def _check_single_payments(choice: Choice) -> None:
    """What comes on one pay day needs the pay days, and a last wage its day."""
    single = (choice.payslip, choice.last_pay_day, choice.last_pay, choice.leave_pay, choice.back_pay)
    if choice.cycle == "unknown" and any(value is not None for value in single):
        raise Unfit("cycle", "The pay of one pay day is given: say how often pay comes.")
    if choice.last_pay_day is None and (choice.last_pay is not None or choice.leave_pay is not None):
        raise Unfit("last_pay_day", "The last pay is given: its day is needed too.")
    if choice.back_pay is not None and choice.back_pay_day is None:
        raise Unfit("back_pay_day", "Back pay is given: the day it comes is needed too.")
    if choice.back_pay is None and choice.back_pay_day is not None:
        raise Unfit("back_pay", "A day of back pay is given: the amount is needed too.")


def why_no_months(facts: Facts, choice: Choice) -> str:
    """Return why there are no months to show although the pay days are told; "" where there are."""
    reasons = (
        (not choice.hours, "No hours, so no wages in the months."),
        (not on_uc(facts), "No Universal Credit, so no months of it."),
        (facts.savings is not None and facts.savings > MOST_SAVINGS, "Over £16,000 saved: no months to show."),
        (facts.inside and facts.released_on is None, "No months yet: they begin at release, whose day is not known."),
    )
    return next((why for bears, why in reasons if bears), "")


def _periods(facts: Facts, choice: Choice, on: date) -> dict[str, Any]:
    """When the Universal Credit month begins, and the pay days. A claim at release begins a cycle of its own."""
    runs = facts.claim_day is not None and not facts.inside
    begun = {"assessment_day": facts.claim_day if runs else None}
    if choice.cycle == "unknown" or why_no_months(facts, choice):
        return begun
    cycle: Cycle = choice.cycle
    single: tuple[tuple[date | None, Decimal | None, ExtraKind], ...] = (
        (choice.last_pay_day, choice.leave_pay, "leave_paid_out"),
        (choice.back_pay_day, choice.back_pay, "back_pay"),
    )
    return begun | {
        "pay_cycle": cycle,
        "first_pay_day": choice.first_pay_day,
        "net_payslip": choice.payslip,
        "last_pay_day": choice.last_pay_day,
        "last_net": choice.last_pay,
        "extra": tuple(Extra(on=day, net=net, what=what) for day, net, what in single if day and net),
    }
