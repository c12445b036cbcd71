"""Six months of Universal Credit with a job: which pay days fall into which period, and what each period leaves.

Single adults without children, in England and Wales. Anything else is refused by its field.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec

from calculators.benefits import pay_periods_words as words
from calculators.benefits import surplus
from calculators.benefits.assessment_periods import Period, payment_warnings
from calculators.benefits.household import assumed_missing, claim_of, with_cap_facts
from calculators.benefits.housing_benefit import Home, HousingBenefit, housing_benefit, pays_the_rent
from calculators.benefits.pay_periods_request import (
    Extra,
    Payment,
    PayPeriodsRequest,
    check,
    payments_of,
    periods_of,
)
from calculators.benefits.permitted_work import judge_steady
from calculators.benefits.surplus import CLAIMS, LOWER_DE_MINIMIS, de_minimis, nil_at
from calculators.benefits.universal_credit import Award, award, award_warnings, cap_missing
from calculators.explain import Pounds, RequestError, Result, Rule, pence, pence_or_none
from calculators.pay.minimum_wage import wage_warnings
from calculators.pay.pay_days import weeks_of_pay
from calculators.rates import Rates, rates_on

__all__ = ["RULES", "Extra", "Moved", "PayPeriod", "PayPeriodsRequest", "PayPeriodsResult", "pay_periods"]

RULES: tuple[Rule, ...] = words.RULES
NOTHING = Decimal(0)
_WEEKS, _MONTHS = Decimal(52), Decimal(12)


class PayPeriod(Period, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """One period. `pay_days` are all the days on which money from the job comes, `earnings` the net pay of them,
    `wages` how many of the payments are ordinary wages (None in a result kept by an older version), `besides` the net
    pay that is none (leave paid out, back pay). `surplus_carried` is what an earlier period adds to it.

    `total` is pay, award and New Style ESA less debts and rent left to pay. None is not known; `why` says why an award
    is not.
    """

    pay_days: tuple[date, ...]
    earnings: Pounds | None
    uc_award: Pounds | None
    new_style_esa: Pounds | None
    rent_to_pay: Pounds | None
    total: Pounds | None
    surplus_carried: Pounds | None = None
    wages: int | None = None
    besides: Pounds | None = None
    why: str = ""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Two monthly wages in one period, and what moving one to the period beside it would do to both awards."""

    pay_day: date
    to_period_from: date
    as_reported: tuple[Pounds, Pounds]
    if_moved: tuple[Pounds, Pounds]
    gain_from_moving: Pounds


class AtAge(msgspec.Struct, frozen=True, kw_only=True):
    """The sum of all periods at one of the two ages that are possible; None where one is not known."""

    age: int
    total: Pounds | None


class PayPeriodsResult(Result, frozen=True, kw_only=True):
    """`lowest` and `highest` are the totals of the periods known. `moved` is what may be asked of DWP.

    `by_age` holds both ages, the one shown first, where only the year of birth is known and they differ.
    """

    TOLD_IN_STEPS = ("periods",)

    periods: tuple[PayPeriod, ...]
    lowest: Pounds | None
    highest: Pounds | None
    moved: tuple[Moved, ...] = ()
    by_age: tuple[AtAge, ...] = ()


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """One period, unrounded. `award` and `esa` are None where they cannot be told; `why` says so then."""

    period: Period
    payments: tuple[Payment, ...]
    earnings: Decimal | None
    carried: Decimal = NOTHING
    award: Award | None = None
    esa: Decimal | None = None
    housing: HousingBenefit | None = None
    debts: Decimal = NOTHING
    rent: Decimal | None = NOTHING
    why: str = ""

    @property
    def wages(self) -> int:
        """How many ordinary pay days fall into the period."""
        return sum(payment.wage for payment in self.payments)

    @property
    def besides(self) -> Decimal | None:
        """The net pay in the period that is no ordinary wage; None where there is none."""
        extra = [payment.net for payment in self.payments if not payment.wage and payment.net is not None]
        return sum(extra, NOTHING) if extra else None

    @property
    def unmet_rent(self) -> Decimal | None:
        """What Housing Benefit leaves to pay; None where it is not known."""
        return NOTHING if self.housing is None else self.housing.left_of(self.rent)

    @property
    def total(self) -> Decimal | None:
        """What is in hand in the period; None where a part of it is not known."""
        if self.award is None or self.earnings is None or self.esa is None or self.unmet_rent is None:
            return None
        return self.earnings + self.award.amount + self.esa - self.debts - self.unmet_rent


def pay_periods(request: PayPeriodsRequest) -> PayPeriodsResult:
    """The periods with their pay days, awards and totals; at the age that leaves less where two are possible.

    Raises RequestError for what cannot be true or is not covered.
    """
    results = [(age, _at(request, age)) for age in check(request)]
    found = [(AtAge(age=age, total=_sum_of(result)), result) for age, result in results]
    (at, result), *others = sorted(found, key=lambda each: (each[0].total is not None, each[0].total or NOTHING))
    if not others or others[0][1].periods == result.periods:
        return result
    both = (at, others[0][0])
    return msgspec.structs.replace(
        result,
        by_age=both,
        warnings=(*result.warnings, words.two_ages(*((each.age, each.total) for each in both))),
        missing=("age", *result.missing),
    )


def _sum_of(result: PayPeriodsResult) -> Decimal | None:
    totals = [period.total for period in result.periods]
    return None if None in totals else sum((total for total in totals if total is not None), NOTHING)


def _at(request: PayPeriodsRequest, age: int) -> PayPeriodsResult:
    sums = _Sums(request, age)
    found = sums.all()
    periods = tuple(_shown(each) for each in found)
    totals = [period.total for period in periods if period.total is not None]
    moved = sums.moved(found)
    return PayPeriodsResult(
        periods=periods,
        lowest=min(totals, default=None),
        highest=max(totals, default=None),
        moved=moved,
        steps=words.steps(found),
        warnings=(
            *words.warnings(request, found, moved),
            *sums.warnings(found),
            *payment_warnings(tuple(each.period for each in found)),
        ),
        missing=sums.missing(found),
    )


def _shown(found: Sum) -> PayPeriod:
    known = found.award is not None
    return PayPeriod(
        start=found.period.start,
        end=found.period.end,
        due_on=found.period.due_on,
        paid_on=found.period.paid_on,
        pay_days=tuple(dict.fromkeys(payment.on for payment in found.payments)),
        earnings=pence_or_none(found.earnings),
        uc_award=pence_or_none(found.award.amount if found.award else None),
        new_style_esa=pence_or_none(found.esa),
        rent_to_pay=pence_or_none(found.unmet_rent if known else None),
        total=pence_or_none(found.total),
        surplus_carried=pence(found.carried) if found.carried and known else None,
        wages=found.wages,
        besides=pence_or_none(found.besides),
        why=found.why,
    )


class _Sums:
    """The same person, of one age, over the periods asked for. The request is checked already."""

    def __init__(self, request: PayPeriodsRequest, age: int) -> None:
        self._request = request
        self._claim = claim_of(request, age)
        self._periods = periods_of(request)
        self._payments = payments_of(request, self._periods[-1].end)
        self._rates = {period.start: rates_on(period.start) for period in self._periods}

    def all(self) -> tuple[Sum, ...]:
        """Every period in order; what is surplus in one counts as pay of the next."""
        found: list[Sum] = []
        carried, claims, blocked = NOTHING, 0, ""
        for period in self._periods:
            held = tuple(payment for payment in self._payments if period.start <= payment.on <= period.end)
            done = self._one(period, held, carried, blocked)
            found.append(done)
            blocked = blocked or done.why
            carried = self._surplus(done) if claims < CLAIMS else NOTHING
            claims = claims + 1 if carried else 0
        return tuple(found)

    def _one(self, period: Period, held: tuple[Payment, ...], carried: Decimal, blocked: str) -> Sum:
        nets = [payment.net for payment in held]
        earnings = None if None in nets else sum((net for net in nets if net is not None), NOTHING)
        found = Sum(period=period, payments=held, earnings=earnings, carried=carried, why=blocked)
        if blocked:
            return found
        if earnings is None:
            return msgspec.structs.replace(found, why=words.NO_TAX_RATES)
        try:
            return self._with_award(found, earnings)
        except RequestError:
            return msgspec.structs.replace(found, why=words.NO_RATES)

    def _with_award(self, found: Sum, earnings: Decimal) -> Sum:
        request, rates, working = self._request, self._rates[found.period.start], bool(found.wages)
        net_weekly = self._weekly()
        verdict, limit = ("within", None) if not working else self._permitted(rates, net_weekly)
        if verdict == "unknown":
            return msgspec.structs.replace(found, why=words.ESA_NOT_KNOWN)
        esa_weekly = request.new_style_esa_weekly if verdict == "within" else NOTHING
        esa = esa_weekly * _WEEKS / _MONTHS
        claim = with_cap_facts(
            self._claim, request, rates, esa_weekly=esa_weekly, start=found.period.start, end=found.period.end
        )
        given = award(rates, claim, earnings + found.carried, esa)
        if given is None:
            return msgspec.structs.replace(found, why=words.RENT_NOT_KNOWN)
        home = Home(
            age=claim.age,
            health=claim.health,
            rent_monthly=claim.housing_costs_monthly,
            savings=claim.savings,
            net_weekly=net_weekly if working else NOTHING,
            hours=request.hours if working else NOTHING,
            esa_weekly=esa_weekly,
            permitted_limit=limit,
            on_uc=True,
            uc_entitled=given.entitled,
            pip=request.pip,
        )
        supplied = pays_the_rent(claim.accommodation, home.rent_monthly)
        debts = min(given.amount, request.deductions_monthly or NOTHING, rates["uc.deductions_cap"] * given.standard)
        return msgspec.structs.replace(
            found,
            award=given,
            esa=esa,
            housing=_housing(rates, home, found) if supplied else None,
            debts=debts,
            rent=claim.housing_costs_monthly,
        )

    def _weekly(self) -> Decimal:
        """Pay in an average week less tax, National Insurance and half of the pension, as Housing Benefit and New
        Style ESA count it."""
        wages = [payment.net for payment in self._payments if payment.wage and payment.net is not None]
        wage = wages[0] + self._request.pension / 2 if wages else NOTHING
        return wage / weeks_of_pay(self._request.cycle)

    def _permitted(self, rates: Rates, net_weekly: Decimal) -> tuple[str, Decimal | None]:
        request = self._request
        if not request.new_style_esa_weekly:
            return "within", None
        return judge_steady(
            rates,
            hours=request.hours,
            counted_weekly=pence(net_weekly),
            supported=request.supported_permitted_work,
        )

    def _surplus(self, done: Sum) -> Decimal:
        """What this period leaves for the next claim; nothing where there is an award, or where it is not known."""
        if done.award is None or done.award.entitled or done.earnings is None or done.award.too_much_saved:
            return NOTHING
        rates, above = self._rates[done.period.start], self._request.surplus_de_minimis
        over = done.earnings + done.carried - nil_at(rates, self._claim, done.esa or NOTHING)
        if above is None and over > LOWER_DE_MINIMIS:
            above = de_minimis(rates)
        return NOTHING if above is None else max(NOTHING, over - above)

    def moved(self, found: tuple[Sum, ...]) -> tuple[Moved, ...]:
        """Where two monthly wages fall into one period and none into one beside it: both awards, moved and not."""
        if self._request.cycle not in ("monthly", "last_working_day"):
            return ()
        told = []
        for here, beside, place in _pairs(found):
            wages = [payment for payment in here.payments if payment.wage]
            if here.wages != 2 or beside.wages or here.award is None or beside.award is None:
                continue
            pay = wages[place]
            net = pay.net or NOTHING
            both = (
                self._award_with(here, (here.earnings or NOTHING) - net),
                self._award_with(beside, (beside.earnings or NOTHING) + net),
            )
            if both[0] is None or both[1] is None:
                continue
            before = (here.award.amount, beside.award.amount)
            told.append(
                Moved(
                    pay_day=pay.on,
                    to_period_from=beside.period.start,
                    as_reported=(pence(before[0]), pence(before[1])),
                    if_moved=(pence(both[0]), pence(both[1])),
                    gain_from_moving=pence(both[0] + both[1]) - pence(sum(before, NOTHING)),
                )
            )
        return tuple(told)

    def _award_with(self, found: Sum, earnings: Decimal) -> Decimal | None:
        """The award with other pay; None where a figure that it then needs is not held, the cap's next April say."""
        try:
            moved = self._with_award(found, earnings).award
        except RequestError:
            return None
        return moved.amount if moved else None

    def warnings(self, found: tuple[Sum, ...]) -> tuple[str, ...]:
        """What the awards and the figures behind them must be told with, each sentence once."""
        request, weeks = self._request, weeks_of_pay(self._request.cycle)
        hours = None if request.hours is None else request.hours * weeks
        wage = wage_warnings(request.first_pay_day, self._claim.age, hours, request.gross)
        told: dict[str, None] = dict.fromkeys(wage)
        for each in found:
            if each.award is not None:
                told |= dict.fromkeys(award_warnings(self._rates[each.period.start], self._claim, each.award))
        used = [rates for rates in self._rates.values() if rates.used]
        looked_at = any(rate.name == surplus.DE_MINIMIS for rates in used for rate in rates.used)
        if looked_at or any(each.carried for each in found):
            told[surplus.WARNING] = None
        return (*told, *dict.fromkeys(text for rates in used for text in rates.warnings()))

    def missing(self, found: tuple[Sum, ...]) -> tuple[str, ...]:
        """Facts that were not given and would change the answer."""
        names = assumed_missing(self._request, self._claim)
        for each in found:
            names += cap_missing(self._claim, each.award) if each.award else ()
            names += each.housing.missing if each.housing else ()
            names += ["hours"] if each.why == words.ESA_NOT_KNOWN else ()
        return tuple(dict.fromkeys(names))


def _housing(rates: Rates, home: Home, found: Sum) -> HousingBenefit:
    """Housing Benefit in the period; not known where money besides the ordinary wage helped to end the award."""
    if not home.uc_entitled and any(not payment.wage for payment in found.payments):
        return HousingBenefit(status="unknown", why=words.EXTRA_NOT_READ)
    return housing_benefit(rates, home)


def _pairs(found: tuple[Sum, ...]) -> list[tuple[Sum, Sum, int]]:
    """Each period with the one after it, whose wage came early (the last), and with the one before (the first)."""
    after = [(here, beside, -1) for here, beside in pairwise(found)]
    before = [(here, beside, 0) for beside, here in pairwise(found)]
    taken: list[tuple[Sum, Sum, int]] = [each for each in after if each[0].wages == 2 and not each[1].wages]
    done = {id(each[0]) for each in taken}
    return taken + [each for each in before if id(each[0]) not in done]
