"""A benefits session as pure data: the facts of one person, the work they think about, and what comes of it.

What is not known stays None or "unknown"; `assumed` says what a sum takes in its place. Imported only where a
session is shown: the calculators are not needed for the first frame.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.benefits.better_off import BetterOffResult, better_off
from calculators.benefits.better_off_request import BetterOffRequest
from calculators.benefits.better_off_words import ADVISER, ESTIMATE
from calculators.benefits.permitted_work import PermittedWorkResult, permitted_work
from calculators.benefits.permitted_work_words import AVERAGING
from calculators.benefits.universal_credit import Accommodation, Health
from calculators.explain import RequestError, pence
from calculators.pay.minimum_wage import age_rate
from calculators.rates import rates_on
from ipstui.casework import say
from ipstui.casework.benefits.hours import limits_request
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import YesNo

HealthGroup = Literal["none", "lcw", "lcw_2017", "lcwra_new", "lcwra_protected", "unknown"]
Housing = Literal["rented", "supported", "temporary", "none", "unknown"]
Household = Literal["single", "couple", "children", "unknown"]
Nation = Literal["england_and_wales", "scotland", "northern_ireland"]

NOTHING = Decimal(0)
MOST_CHARTED = 40
TAKEN_AGE = 25
"""Taken where the age is not known: the rates of 25 and over, and still the warnings for those under 35."""

_FORM_FIELD = {
    "hourly_rate": "hourly", "gross_monthly": "monthly", "accommodation": "housing", "on": "starts",
    "housing_costs_monthly": "rent", "new_style_esa_weekly": "esa_weekly", "pension_weekly": "pension",
    "weekly_travel": "travel", "deductions_monthly": "deductions", "children": "household",
    "lcw_since_before_april_2017": "health", "assessment_period_from": "starts", "nation": "household",
}  # fmt: skip


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What holds whatever the job. Pounds a week or a month as the names say; None is not known."""

    age: int | None = None
    household: Household = "unknown"
    universal_credit: YesNo = "unknown"
    esa: YesNo = "unknown"
    esa_weekly: Decimal | None = None
    health: HealthGroup = "unknown"
    housing: Housing = "unknown"
    rent: Decimal | None = None
    savings: Decimal | None = None
    deductions: Decimal | None = None
    pip: YesNo = "unknown"
    london: YesNo = "unknown"
    nation: Nation = "england_and_wales"
    inside: bool = False
    released_on: date | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One job to think about. `role` is what the work is, `name` the one it is kept under beside others.
    `starts` decides the rates, today unless given; `proposal` is one of the licence tab's. `pay_taken` says
    that the pay is the minimum wage in place of one not known."""

    hours: Decimal
    name: str = ""
    role: str = ""
    hourly: Decimal | None = None
    monthly: Decimal | None = None
    pension: Decimal | None = None
    travel: Decimal | None = None
    supported: YesNo = "unknown"
    starts: date | None = None
    proposal: str = ""
    pay_taken: bool = False
    self_employed: bool = False


class Assumed(msgspec.Struct, frozen=True):
    """What a sum takes in place of a fact that is not known. `field` is that of the form."""

    field: str
    text: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One choice with what the calculators say of it. `permitted` is None without ESA."""

    choice: Choice
    better: BetterOffResult
    permitted: PermittedWorkResult | None = None
    assumed: tuple[Assumed, ...] = ()

    @property
    def esa_goes_on(self) -> bool | None:
        """Whether ESA is still paid with this work; None without ESA, or where it is not known."""
        return self.better.in_work.keeps_esa


class Point(msgspec.Struct, frozen=True):
    """Pounds a month at so many hours a week, for the chart; no total where the rent left to pay is not known."""

    hours: Decimal
    total: Decimal | None
    uc: Decimal
    esa: Decimal


class Ending(msgspec.Struct, frozen=True):
    """The first whole hour at which a benefit is no longer paid."""

    benefit: Literal["ESA", "UC"]
    hours: Decimal


def on_esa(facts: Facts) -> bool:
    """Whether New Style ESA is worked with."""
    return facts.esa == "yes" or (facts.esa == "unknown" and bool(facts.esa_weekly))


def on_uc(facts: Facts) -> bool:
    """Whether Universal Credit is worked with; where that is not known, unless ESA is known to be paid."""
    return facts.universal_credit == "yes" or (facts.universal_credit == "unknown" and not on_esa(facts))


def request_for(facts: Facts, choice: Choice, today: date) -> BetterOffRequest:
    """Return what the calculator is asked. Raises Unfit for what contradicts itself, or has no pay."""
    on = choice.starts or today
    if facts.esa == "no" and facts.esa_weekly:
        raise Unfit("esa_weekly", "There is an amount, but New Style ESA is said not to be paid.")
    if choice.hours and choice.hourly is None and choice.monthly is None:
        raise Unfit("hourly", "Give the pay, an hour or a month: without pay there is no answer.")
    health: dict[HealthGroup, Health | None] = {"unknown": None, "lcw_2017": "lcw"}
    housing: Accommodation | None = None if facts.housing == "unknown" else facts.housing
    return BetterOffRequest(
        on=on,
        age=TAKEN_AGE if facts.age is None else facts.age,
        hours=choice.hours,
        hourly_rate=choice.hourly,
        gross_monthly=choice.monthly,
        pension_weekly=choice.pension or NOTHING,
        health=health.get(facts.health, facts.health),  # type: ignore[arg-type]  # the two that differ are mapped
        housing_costs_monthly=facts.rent or NOTHING,
        accommodation=housing,
        new_style_esa_weekly=_esa_weekly(facts, on),
        savings=facts.savings or NOTHING,
        weekly_travel=choice.travel or NOTHING,
        universal_credit=on_uc(facts),
        supported_permitted_work=choice.supported == "yes",
        lcw_since_before_april_2017=facts.health == "lcw_2017",
        in_london=_known(facts.london),
        exempt_from_cap=_known(facts.pip),
        deductions_monthly=facts.deductions,
        released_on=facts.released_on,
        household="couple" if facts.household == "couple" else "single",
        children=1 if facts.household == "children" else 0,
        nation="england" if facts.nation == "england_and_wales" else facts.nation,
    )


def _known(answer: YesNo) -> bool | None:
    return None if answer == "unknown" else answer == "yes"


def _esa_weekly(facts: Facts, on: date) -> Decimal:
    if not on_esa(facts):
        return NOTHING
    return rates_on(on)["esa.main"] if facts.esa_weekly is None else facts.esa_weekly


def answer(facts: Facts, choice: Choice, today: date) -> Answer:
    """Work one choice out. Raises Unfit, naming the field of the form, for what has no answer."""
    try:
        better = better_off(request_for(facts, choice, today))
        permitted = _permitted(facts, choice, today) if on_esa(facts) and choice.hours else None
    except RequestError as error:
        field = _FORM_FIELD.get(error.field, error.field)
        raise Unfit(field, _PLAIN.get(error.field, error.problem)) from None
    return Answer(
        choice=choice, better=better, permitted=permitted, assumed=tuple(assumed(facts, choice, better, today))
    )


_PLAIN = {
    "nation": "Only England and Wales are worked out here: this person lives elsewhere.",
}


def _permitted(facts: Facts, choice: Choice, today: date) -> PermittedWorkResult:
    on = choice.starts or today
    return permitted_work(
        limits_request(
            on,
            hours=choice.hours,
            hourly=choice.hourly,
            monthly=choice.monthly if choice.hourly is None else None,
            pension=choice.pension or NOTHING,
            supported=choice.supported == "yes",
            also_on_uc=on_uc(facts),
            esa_weekly=_esa_weekly(facts, on),
        )
    )


def assumed(facts: Facts, choice: Choice, better: BetterOffResult, today: date) -> list[Assumed]:
    """Return what was taken in place of facts not known, each only where it bears on this answer."""
    on = choice.starts or today
    uc = better.now.uc_maximum > 0
    main = say.money(_esa_weekly(facts, on))
    taken_uc = "Universal Credit is claimed" if on_uc(facts) else "no Universal Credit"
    rows = (
        ("age", facts.age is None, "age 25 or over"),
        ("household", facts.household == "unknown", "one person alone, no children"),
        ("universal_credit", facts.universal_credit == "unknown", taken_uc),
        ("esa", facts.esa == "unknown" and not on_esa(facts), "no New Style ESA"),
        ("esa_weekly", on_esa(facts) and facts.esa_weekly is None, f"ESA of {main} a week"),
        ("health", uc and facts.health == "unknown", "no health group"),
        ("housing", uc and facts.housing == "unknown" and bool(facts.rent), "rented home"),
        ("rent", uc and facts.rent is None and facts.housing != "none", "rent left out of the figures"),
        ("savings", uc and facts.savings is None, "savings under £6,000"),
        ("hourly", choice.pay_taken, f"pay at the minimum wage, {say.money(choice.hourly or NOTHING)}"),
        ("travel", bool(choice.hours) and choice.travel is None, "no cost of travel"),
        ("pension", bool(choice.hours) and choice.pension is None, "no pension contribution"),
        ("pip", "exempt_from_cap" in better.missing, "no PIP, so that the benefit cap holds"),
        ("london", "in_london" in better.missing, "a home outside London"),
        ("self_employed", choice.self_employed, "a wage, although the work is self-employed"),
        ("tax", bool(choice.hours), "the ordinary tax code and no other pay this year"),
        ("paydays", bool(choice.hours), "every month a twelfth of the year's pay"),
        ("starts", "assessment_period_from" in better.missing, "a Universal Credit month begun that day"),
    )
    return [Assumed(field, text) for field, bears, text in rows if bears]


def curve(facts: Facts, choice: Choice, today: date) -> tuple[Point, ...]:
    """Return the money at every whole hour up to 40, without those that have no answer."""
    hourly = hourly_of(choice)
    points = []
    for hours in range(MOST_CHARTED + 1):
        at = msgspec.structs.replace(choice, hours=Decimal(hours), hourly=hourly, monthly=None)
        try:
            side = better_off(request_for(facts, at, today)).in_work
        except (RequestError, Unfit):
            continue
        points.append(Point(Decimal(hours), side.total_monthly, side.uc_award, side.new_style_esa_monthly))
    return tuple(points)


def endings(points: tuple[Point, ...]) -> tuple[Ending, ...]:
    """Return where ESA and Universal Credit end, for those that are paid at no hours."""
    found = []
    if points and points[0].esa > 0:
        found += [Ending("ESA", p.hours) for p in points if not p.esa][:1]
    if points and points[0].uc > 0:
        found += [Ending("UC", p.hours) for p in points if not p.uc][:1]
    return tuple(found)


def hourly_of(choice: Choice) -> Decimal | None:
    """Return the pay an hour, to the penny where it is worked back from a month's."""
    if choice.hourly is not None or choice.monthly is None or not choice.hours:
        return choice.hourly
    return pence(choice.monthly * 12 / 52 / choice.hours)


def least_pay(facts: Facts, on: date) -> Decimal | None:
    """Return the minimum wage an hour at this age, or None in a year without rates."""
    try:
        return age_rate(rates_on(on), TAKEN_AGE if facts.age is None else facts.age)
    except RequestError:
        return None


def limits_said(found: Answer) -> tuple[str, ...]:
    """Return what must be said beside the figures, each once: the calculators' own sentences, worst first."""
    own = [text for text in found.better.warnings if text != ESTIMATE]
    doubles = ("New Style ESA is taxable", "The pay is less than", "The 16-hour limit is ESA's")
    told = found.permitted.warnings if found.permitted else ()
    more = [text for text in told if not text.startswith(doubles)]
    if _near_the_limits(found) and AVERAGING not in more:
        more.append(AVERAGING)

    def rank(text: str) -> int:
        return 0 if text.startswith("FAILS") else 1 if ADVISER in text else 2

    return tuple(sorted((*more, *own), key=rank))


def _near_the_limits(found: Answer) -> bool:
    """Whether a slightly fuller week would be outside: there it matters that averaging is contested."""
    limits = found.permitted
    if limits is None or limits.verdict != "within" or limits.route != "higher_limit":
        return False
    hours, counted = limits.hours or NOTHING, limits.counted_weekly or NOTHING
    return hours >= limits.hours_under - 3 or counted >= limits.earnings_limit * Decimal("0.85")


def named(choice: Choice) -> str:
    """Return what a choice is called: its name, or its role or pay with its hours."""
    if choice.name:
        return choice.name
    hours = f"{say.number(choice.hours)} hours"
    if choice.role:
        return f"{choice.role}, {hours}"
    if choice.hourly is not None:
        return f"{hours} at {say.money(choice.hourly)} an hour"
    return f"{hours} at {say.money(choice.monthly)} a month" if choice.monthly is not None else hours


def advice_of(found: Answer) -> str:
    """Return the answer in two or three sentences, for the timeline and as a start for the specialist's own."""
    better, choice = found.better, found.choice
    gain = better.gain_after_travel_monthly
    hours, travel = f"{say.number(choice.hours)} hours a week", ", after travel" if better.travel_monthly else ""
    if gain is None:
        told = [f"{hours}: the gain is not known, because the rent left to pay is not."]
    else:
        told = [f"{hours}: {say.money(abs(gain))} a month {'more' if gain >= 0 else 'less'} than without work{travel}."]
    if found.esa_goes_on is not None and choice.hours:
        told.append("ESA goes on." if found.esa_goes_on else "ESA stops: outside permitted work.")
    if better.now.uc_award and not better.in_work.uc_award:
        told.append("Universal Credit ends at these hours.")
    if found.permitted and found.esa_goes_on:
        told.append("Form PW1 before starting.")
    return " ".join(told)
