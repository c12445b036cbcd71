"""The rent of a supported or temporary home in one month: what Universal Credit and Housing Benefit leave to pay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from calculators.benefits import housing_benefit as hb
from calculators.benefits.household import Household, ages_of, assumed_missing, check_household, claim_of
from calculators.benefits.housing_benefit import Home, Status, housing_benefit, housing_steps
from calculators.benefits.permitted_work import counted_of, judge_steady
from calculators.benefits.surplus import nil_at
from calculators.benefits.universal_credit import known_award
from calculators.explain import Pounds, RequestError, Result, Rule, Step, pence, pence_or_none
from calculators.given import check_hours, check_money
from calculators.pay.minimum_wage import wage_warnings
from calculators.pay.take_home import MOST_TAXABLE, TakeHomeRequest, take_home
from calculators.rates import Rates, rates_on

RULES: tuple[Rule, ...] = hb.RULES
NOTHING = Decimal(0)
_WEEKS, _MONTHS = Decimal(52), Decimal(12)
_PAY = ("hourly_rate", "gross_monthly", "net_monthly")


class SupportedRentRequest(Household, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The household in a supported or temporary home, and pay in one form. `hours` are a week.

    `permitted_work` says whether New Style ESA goes on with this work; it is judged where that is not given.
    """

    on: date
    hours: Decimal | None = None
    hourly_rate: Decimal | None = None
    gross_monthly: Decimal | None = None
    net_monthly: Decimal | None = None
    pension_weekly: Decimal = NOTHING
    permitted_work: bool | None = None


class SupportedRentResult(Result, frozen=True, kw_only=True):
    """Pounds a month, or a week where the name says so. `status` is how sure Housing Benefit is.

    Where it is "unconfirmed" the figures are our own reading, not an answer; where "unknown" they are None.
    """

    status: Status
    uc_award: Pounds
    nil_uc_threshold: Pounds
    hb_weekly: Pounds | None
    hb_monthly: Pounds | None
    rent_to_pay_monthly: Pounds | None
    earnings_disregarded_weekly: Pounds | None
    income_counted_weekly: Pounds | None
    applicable_amount_weekly: Pounds | None


def supported_rent(request: SupportedRentRequest) -> SupportedRentResult:
    """What is left of the rent to pay, at the age that leaves more of it where two are possible.

    Raises RequestError for what cannot be true or is not covered.
    """
    ages = ages_of(request, request.on)
    _check(request, ages)
    found = sorted((_at(request, age) for age in ages), key=lambda each: -(each.rent_to_pay_monthly or NOTHING))
    if len({msgspec.structs.replace(each, warnings=()) for each in found}) == 1:
        return found[0]
    told = "Only the year of birth is known: at the other age the rent to pay is "
    other = found[1].rent_to_pay_monthly
    told += "not known." if other is None else f"£{other}."
    return msgspec.structs.replace(found[0], warnings=(*found[0].warnings, told), missing=("age", *found[0].missing))


def _check(request: SupportedRentRequest, ages: tuple[int, ...]) -> None:
    if request.accommodation not in ("supported", "temporary"):
        raise RequestError("accommodation", "This is for supported or temporary accommodation.")
    check_household(request, ages)
    check_hours("hours", request.hours)
    for field in (*_PAY, "pension_weekly"):
        check_money(field, getattr(request, field))
    given = [field for field in _PAY if getattr(request, field) is not None]
    if len(given) > 1:
        raise RequestError(given[1], f"Give pay once: {given[0]} is given too.")
    if request.hourly_rate is not None and request.hours is None:
        raise RequestError("hours", "An hourly rate needs the hours.")
    gross = _gross_weekly(request)
    if gross * _WEEKS > MOST_TAXABLE:
        raise RequestError(given[0], "Pay above £100,000 a year is not worked out here.")
    if gross and request.pension_weekly > gross:
        raise RequestError("pension_weekly", "The pension contribution is more than the pay.")


def _at(request: SupportedRentRequest, age: int) -> SupportedRentResult:
    rates, claim = rates_on(request.on), claim_of(request, age)
    net, weekly = _pay(request)
    esa, limit = _esa(rates, request, weekly)
    unearned = esa * _WEEKS / _MONTHS
    given = known_award(rates, claim, net, unearned) if request.universal_credit else None
    found = housing_benefit(
        rates,
        Home(
            age=age,
            health=claim.health,
            rent_monthly=claim.housing_costs_monthly,
            savings=claim.savings,
            net_weekly=weekly,
            hours=request.hours if net else NOTHING,
            esa_weekly=esa,
            permitted_limit=limit,
            on_uc=request.universal_credit,
            uc_entitled=given is not None and given.entitled,
            pip=request.pip,
        ),
    )
    working = housing_steps(found, claim.housing_costs_monthly)
    rent = claim.housing_costs_monthly
    left = None if found.monthly is None or rent is None else rent - found.monthly
    uc = given.amount if given else NOTHING
    sure = {"confirmed": "", "reported": "", "unknown": "The rent to pay is NOT known: ask the council."}
    told = sure.get(found.status, "Our reading only, not an answer: ask the council before relying on it.")
    return SupportedRentResult(
        status=found.status,
        uc_award=pence(uc),
        nil_uc_threshold=pence(nil_at(rates, claim, unearned)),
        hb_weekly=pence_or_none(found.weekly),
        hb_monthly=pence_or_none(found.monthly),
        rent_to_pay_monthly=pence_or_none(left),
        earnings_disregarded_weekly=pence_or_none(found.disregarded_weekly),
        income_counted_weekly=pence_or_none(found.income_weekly),
        applicable_amount_weekly=pence_or_none(found.applicable_weekly),
        steps=(Step("Net pay in a month", pence(net)), Step("Universal Credit award", pence(uc)), *working),
        warnings=tuple(
            text for text in (told and f"{found.why} {told}", *_wage(request, age), *rates.warnings()) if text
        ),
        missing=(*assumed_missing(request, claim), *found.missing),
    )


def _wage(request: SupportedRentRequest, age: int) -> tuple[str, ...]:
    if request.net_monthly:
        return wage_warnings(request.on, age, None, None)
    return wage_warnings(request.on, age, request.hours, pence(_gross_weekly(request)))


def _pay(request: SupportedRentRequest) -> tuple[Decimal, Decimal]:
    """Net pay a month as Universal Credit counts it, and a week as Housing Benefit does (half of the pension)."""
    if request.net_monthly is not None:
        return request.net_monthly, request.net_monthly * _MONTHS / _WEEKS
    gross = _gross_weekly(request)
    if not gross:
        return NOTHING, NOTHING
    year = take_home(
        TakeHomeRequest(
            on=request.on, gross_yearly=pence(gross * _WEEKS), pension_yearly=request.pension_weekly * _WEEKS
        )
    )
    weekly = year.net_earnings_yearly / _WEEKS + request.pension_weekly / 2
    return year.net_earnings_yearly / _MONTHS, weekly


def _gross_weekly(request: SupportedRentRequest) -> Decimal:
    if request.hourly_rate is not None:
        return request.hourly_rate * (request.hours or NOTHING)
    return (request.gross_monthly or NOTHING) * _MONTHS / _WEEKS


def _esa(rates: Rates, request: SupportedRentRequest, weekly: Decimal) -> tuple[Decimal, Decimal | None]:
    """New Style ESA with this work, and the limit of the permitted-work route; none of it where the work ends it."""
    esa = request.new_style_esa_weekly
    if not esa or not weekly:
        return esa, None
    counted = (
        pence(weekly)
        if request.net_monthly is not None
        else counted_of(rates, gross_weekly=_gross_weekly(request), pension_weekly=request.pension_weekly)
    )
    _, limit = judge_steady(
        rates, hours=request.hours, counted_weekly=counted, supported=request.supported_permitted_work
    )
    if request.permitted_work:
        limit = limit or rates["permitted_work.higher_limit"]
    stays = limit is not None if request.permitted_work is None else request.permitted_work
    return (esa, limit) if stays else (NOTHING, None)
