"""What the sum over several assessment periods is asked: the pay days, the household, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.benefits.assessment_periods import MOST_PERIODS, Period, periods_from, start_holding, start_in
from calculators.benefits.household import BEFORE_RELEASE, Household, ages_of, check_household
from calculators.explain import RequestError, pence, say
from calculators.given import check_day, check_hours, check_money
from calculators.pay.pay_days import Cycle, pay_days, weeks_of_pay
from calculators.pay.take_home import MOST_TAXABLE, income_tax, national_insurance
from calculators.rates import Rates, rates_on

NOTHING = Decimal(0)
_WEEKS = Decimal(52)
ExtraKind = Literal["leave_paid_out", "back_pay", "tax_refund", "other"]


class Extra(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Money from the job besides the ordinary wage, after tax, on the day it is paid."""

    on: date
    net: Decimal
    what: ExtraKind = "other"


class PayPeriodsRequest(Household, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The household, when Universal Credit begins its month, and the pay days of one job.

    Give `claim_on`, or `assessment_day` (1 to 31) for a claim that runs; with both, `claim_on` began one of its months.
    `net` is what one pay day brings after tax, National Insurance and the whole pension; `gross` is before them, with
    `pension` a pay day. `reported_on` lists the days the employer reported instead of working them out from the cycle.
    `last_pay_day` ends the wages, `last_net` is what the last one brings, on that day whatever the cycle says. `hours`
    are a week, asked by Housing Benefit and New Style ESA only. `surplus_de_minimis` is the amount above nil from which
    pay is surplus, where it is known.
    """

    cycle: Cycle
    first_pay_day: date
    claim_on: date | None = None
    assessment_day: int | None = None
    net: Decimal | None = None
    gross: Decimal | None = None
    pension: Decimal = NOTHING
    hours: Decimal | None = None
    periods: int = 6
    reported_on: tuple[date, ...] | None = None
    last_pay_day: date | None = None
    last_net: Decimal | None = None
    extra: tuple[Extra, ...] = ()
    surplus_de_minimis: Decimal | None = None


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """Money on one day, net; None where the tax of that day is not held. `wage` is an ordinary pay day."""

    on: date
    net: Decimal | None
    wage: bool


def check(request: PayPeriodsRequest) -> tuple[int, ...]:
    """Refuse what cannot be true or is not covered, by its field; return the possible ages. Raises RequestError."""
    first = request.first_pay_day
    check_day("first_pay_day", first)
    if request.claim_on is None and request.assessment_day is None:
        raise RequestError("claim_on", "Give claim_on, or assessment_day for a claim that runs.")
    _check_days(request)
    ages = ages_of(request, request.claim_on or first)
    check_household(request, ages)
    if not request.universal_credit:
        raise RequestError("universal_credit", "Without Universal Credit there are no assessment periods.")
    if request.savings > _upper_limit(request):
        raise RequestError("savings", "With savings over £16,000 there is no Universal Credit, so no periods of it.")
    out = request.released_on
    if out is not None and first_period(request).start < out:
        raise RequestError("assessment_day", BEFORE_RELEASE.format(say(out)))
    _check_pay(request)
    return ages


def _upper_limit(request: PayPeriodsRequest) -> Decimal:
    """The savings above which there is no award. Raises RequestError where the first period has no rates at all."""
    try:
        return rates_on(first_period(request).start)["uc.capital_upper"]
    except RequestError as error:
        raise RequestError("first_pay_day", error.problem) from None


def _check_days(request: PayPeriodsRequest) -> None:
    first, claim, day, last = (
        request.first_pay_day, request.claim_on, request.assessment_day, request.last_pay_day,
    )  # fmt: skip
    if day is not None and not 1 <= day <= 31:
        raise RequestError("assessment_day", "A day of the month is from 1 to 31.")
    if claim is not None:
        check_day("claim_on", claim)
        if day is not None and start_in(day, claim.year, claim.month) != claim:
            raise RequestError("assessment_day", f"A claim of {say(claim)} does not begin its months on the {day}.")
        if request.released_on is not None and claim < request.released_on:
            raise RequestError("claim_on", BEFORE_RELEASE.format(say(request.released_on)))
    days = {f"reported_on[{place}]": on for place, on in enumerate(request.reported_on or ())}
    days |= {f"extra[{place}].on": extra.on for place, extra in enumerate(request.extra)}
    for field, on in (*days.items(), *((("last_pay_day", last),) if last is not None else ())):
        check_day(field, on)
    if not 1 <= request.periods <= MOST_PERIODS:
        raise RequestError("periods", f"From 1 to {MOST_PERIODS} periods are worked out.")
    if last is not None and first > last:
        raise RequestError("first_pay_day", f"The pay ends on {say(last)}, before this day.")
    for place, on in enumerate(request.reported_on or ()):
        if last is not None and on > last:
            raise RequestError(f"reported_on[{place}]", f"The pay ends on {say(last)}, before this day.")
    if request.reported_on is not None and len(set(request.reported_on)) != len(request.reported_on):
        raise RequestError("reported_on", "One day stands here twice.")


def _check_pay(request: PayPeriodsRequest) -> None:
    for field in ("net", "gross", "pension", "last_net", "surplus_de_minimis"):
        check_money(field, getattr(request, field))
    check_hours("hours", request.hours)
    for place, extra in enumerate(request.extra):
        check_money(f"extra[{place}].net", extra.net)
    if request.net is None and request.gross is None:
        raise RequestError("net", "Give net or gross, what one pay day brings.")
    if request.net is not None and request.gross is not None:
        raise RequestError("gross", "Give net or gross, not both.")
    if request.net is not None and request.pension:
        raise RequestError("pension", "This goes with gross: net pay has the pension taken off already.")
    if request.gross is not None and request.pension > request.gross:
        raise RequestError("pension", "The pension contribution is more than the pay.")
    if request.last_net is not None and request.last_pay_day is None:
        raise RequestError("last_net", "Give last_pay_day, the day of the last wage.")
    yearly = (request.gross or request.net or NOTHING) * _WEEKS / weeks_of_pay(request.cycle)
    if yearly > MOST_TAXABLE:
        raise RequestError(
            "gross" if request.net is None else "net", "Pay above £100,000 a year is not worked out here."
        )


def first_period(request: PayPeriodsRequest) -> Period:
    """The first period to show: that of the claim, or for a claim that has run longer, that of the first pay day."""
    claim, first, day = request.claim_on, request.first_pay_day, _day_of(request)
    if claim is not None and first <= periods_from(claim, request.periods, day)[-1].end:
        return periods_from(claim, 1, day)[0]
    return periods_from(start_holding(day, first), 1, day)[0]


def _day_of(request: PayPeriodsRequest) -> int:
    """The day of the cycle; the claim's unless told: a month that began on 28 February may be one of the 31st."""
    if request.assessment_day is not None or request.claim_on is None:
        return request.assessment_day or 1
    return request.claim_on.day


def periods_of(request: PayPeriodsRequest) -> tuple[Period, ...]:
    """The periods to show, in order."""
    return periods_from(first_period(request).start, request.periods, _day_of(request))


def payments_of(request: PayPeriodsRequest, until: date) -> tuple[Payment, ...]:
    """Every day on which money comes, to the end of the last period, earliest first."""
    end = until if request.last_pay_day is None else min(until, request.last_pay_day)
    days = pay_days(request.first_pay_day, request.cycle, end)
    wages = [
        Payment(on=on, net=_wage(request, on), wage=True)
        for on in sorted(days if request.reported_on is None else request.reported_on)
        if on <= until
    ]
    last, net = request.last_pay_day, request.last_net
    if last is not None and net is not None and last <= until and all(wage.on != last for wage in wages):
        wages.append(Payment(on=last, net=net, wage=True))
    extra = [Payment(on=each.on, net=each.net, wage=False) for each in request.extra if each.on <= until]
    return tuple(sorted((*wages, *extra), key=lambda payment: (payment.on, payment.wage, payment.net or NOTHING)))


def _wage(request: PayPeriodsRequest, on: date) -> Decimal | None:
    """What one pay day brings after tax; None where the tax of that day is not held."""
    if request.last_net is not None and on == request.last_pay_day:
        return request.last_net
    if request.net is not None:
        return request.net
    try:
        return pence(net_of(rates_on(on), request))
    except RequestError:
        return None


def net_of(rates: Rates, request: PayPeriodsRequest) -> Decimal:
    """Net pay of one pay day from gross, by the projected year: a payslip can differ by some pence."""
    gross, a_year = request.gross or NOTHING, _WEEKS / weeks_of_pay(request.cycle)
    tax = income_tax(rates, (gross - request.pension) * a_year) / a_year
    return gross - request.pension - tax - national_insurance(rates, gross * a_year) / a_year
