"""A benefits session worked out: what the calculators say of one person and one job, and what is said beside it.

What is not known stays None or "unknown"; `assumed` says what a sum takes in its place. Imported only where a
session is shown: the calculators are not needed for the first frame.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.benefits.better_off import BetterOffResult, better_off
from calculators.benefits.better_off_words import ADVISER, ESTIMATE
from calculators.benefits.local_housing import SharedRoomRequest, shared_room
from calculators.benefits.permitted_work import PermittedWorkResult, permitted_work
from calculators.benefits.permitted_work_words import AVERAGING
from calculators.explain import RequestError, pence
from calculators.pay.minimum_wage import NET_ONLY, age_rate
from calculators.rates import rates_on
from ipstui.casework import say
from ipstui.casework.benefits.facts import (
    NOTHING,
    Choice,
    Facts,
    Mappa,
    ages,
    esa_weekly_of,
    known,
    may_be_kept_to_a_room,
    on_esa,
    on_uc,
    rent_monthly,
    request_for,
)
from ipstui.casework.benefits.hours import limits_request
from ipstui.casework.checks import Unfit

MOST_CHARTED = 40

_FORM_FIELD = {
    "hourly_rate": "hourly", "gross_monthly": "monthly", "accommodation": "housing", "on": "starts",
    "housing_costs_monthly": "rent", "new_style_esa_weekly": "esa_weekly", "pension_weekly": "pension",
    "weekly_travel": "travel", "deductions_monthly": "deductions", "children": "household",
    "lcw_since_before_april_2017": "health", "assessment_period_from": "claim_day", "nation": "household",
    "birth_year": "age", "rent_includes_meals": "meals", "pay_cycle": "cycle", "claim_on": "claim_day",
    "assessment_day": "claim_day", "paid_work_ceased_on": "work_ended", "months_over_cap_earnings": "months_over",
    "exempt_from_cap": "cap_exempt", "in_london": "london", "hostel_months_total": "hostel_months",
    "mappa_level": "mappa", "net_payslip": "payslip", "net": "payslip", "last_net": "last_pay",
}  # fmt: skip
"""The field of the form that a calculator's problem belongs beside."""


_EXTRA = {"leave_pay": "last_pay_day", "back_pay": "back_pay_day"}


def _form_field(choice: Choice, field: str) -> str:
    """The field of the form for a calculator's. Single payments are numbered among those that were given."""
    if not field.startswith("extra["):
        return _FORM_FIELD.get(field, field)
    given = [name for name in _EXTRA if getattr(choice, name)]
    name = given[int(field.removeprefix("extra[").partition("]")[0])]
    return name if field.endswith(".net") else _EXTRA[name]


class Assumed(msgspec.Struct, frozen=True):
    """What a sum takes in place of a fact that is not known. `field` is that of the form."""

    field: str
    text: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One choice with what the calculators say of it. `permitted` is None without ESA.

    `room` says what to ask about a private let.
    """

    choice: Choice
    better: BetterOffResult
    permitted: PermittedWorkResult | None = None
    assumed: tuple[Assumed, ...] = ()
    room: str = ""

    @property
    def esa_goes_on(self) -> bool | None:
        """Whether ESA is still paid with this work; None without ESA, or where it is not known."""
        return self.better.in_work.keeps_esa


class Point(msgspec.Struct, frozen=True):
    """Pounds a month at so many hours a week, for the chart; no total where the rent left to pay is not known."""

    hours: Decimal
    total: Decimal | None
    uc: Decimal | None
    esa: Decimal


class Ending(msgspec.Struct, frozen=True):
    """The first whole hour at which a benefit is no longer paid."""

    benefit: Literal["ESA", "UC"]
    hours: Decimal


def answer(facts: Facts, choice: Choice, today: date) -> Answer:
    """Work one choice out. Raises Unfit, naming the field of the form, for what has no answer."""
    try:
        better = better_off(request_for(facts, choice, today))
        room = _room(facts, choice.starts or today)
        permitted = _permitted(facts, choice, today) if on_esa(facts) and choice.hours else None
    except RequestError as error:
        raise Unfit(_form_field(choice, error.field), _PLAIN.get(error.field, error.problem)) from None
    return Answer(
        choice=choice,
        better=better,
        permitted=permitted,
        assumed=tuple(assumed(facts, choice, better, today)),
        room=room,
    )


_MAPPA: dict[Mappa, int | None] = {"unknown": None, "none": 0, "1": 1, "2": 2, "3": 3}


def _room(facts: Facts, on: date) -> str:
    """What the shared-room rule makes of a private let, where it may hold; "" where it does not bear."""
    if not may_be_kept_to_a_room(facts, on):
        return ""
    if_private = "" if facts.landlord == "private" else "If the landlord is private: "
    told = shared_room(
        SharedRoomRequest(
            on=on,
            age=facts.age,
            birth_year=facts.birth_year if facts.age is None else None,
            care_leaver=known(facts.care_leaver),
            hostel_months_total=facts.hostel_months,
            accepted_resettlement_support=known(facts.hostel_support),
            pip_daily_living=None if facts.daily_living == "unknown" else facts.daily_living,
            mappa_level=_MAPPA[facts.mappa],
        )
    )
    what = "a room in a shared home" if told.rate == "shared" else "one bedroom"
    return " ".join((f"{if_private}Universal Credit pays for {what}: {told.because}.", *told.warnings))


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
            esa_weekly=esa_weekly_of(facts, on),
        )
    )


def assumed(facts: Facts, choice: Choice, better: BetterOffResult, today: date) -> list[Assumed]:
    """Return what was taken in place of facts not known, each only where it bears on this answer."""
    on = choice.starts or today
    uc = better.now.uc_maximum != 0  # it goes by the rent where it is not known
    month_taken = "assessment_period_from" in better.missing or (
        better.pay_periods is not None and facts.claim_day is None and facts.released_on is None
    )
    missing = {*better.missing, *(better.pay_periods.missing if better.pay_periods is not None else ())}
    capped = "exempt_from_cap" in missing
    main = say.money(esa_weekly_of(facts, on))
    taken_uc = "Universal Credit is claimed" if on_uc(facts) else "no Universal Credit"
    rows = (
        ("age", facts.age is None and facts.birth_year is None, "age 25 or over"),
        ("household", facts.household == "unknown", "one person alone, no children"),
        ("universal_credit", facts.universal_credit == "unknown", taken_uc),
        ("esa", facts.esa == "unknown" and not on_esa(facts), "no New Style ESA"),
        ("esa_weekly", on_esa(facts) and facts.esa_weekly is None, f"ESA of {main} a week"),
        ("health", uc and facts.health == "unknown", "no health group"),
        ("housing", uc and facts.housing == "unknown" and bool(rent_monthly(facts)), "rented home"),
        ("rent", uc and facts.housing == "unknown" and rent_monthly(facts) is None, "rent left out of the figures"),
        ("savings", uc and facts.savings is None, "savings under £6,000"),
        ("hourly", choice.pay_taken, f"pay at the minimum wage, {say.money(choice.hourly or NOTHING)}"),
        ("travel", bool(choice.hours) and choice.travel is None, "no cost of travel"),
        ("pension", bool(choice.hours) and choice.pension is None, "no pension contribution"),
        ("pip", facts.pip == "unknown" and capped, "no PIP, so that the benefit cap holds"),
        ("pip", facts.pip == "unknown" and "pip" in missing, "no PIP, which would change Housing Benefit"),
        ("cap_exempt", capped, "no other benefit that lifts the cap"),
        ("work_ended", capped and facts.work_ended is None, "no job just before that would put the cap off"),
        ("london", "in_london" in missing, "a home outside London"),
        ("self_employed", choice.self_employed, "a wage, although the work is self-employed"),
        ("tax", bool(choice.hours), "the ordinary tax code and no other pay this year"),
        ("payslip", better.pay_periods is not None and choice.payslip is None, "net pay worked out, no payslip seen"),
        ("paydays", bool(choice.hours) and better.pay_periods is None, "every month a twelfth of the year's pay"),
        ("claim_day", month_taken, "a Universal Credit month begun that day"),
    )
    return [Assumed(field, text) for field, bears, text in rows if bears]


def curve(facts: Facts, choice: Choice, today: date) -> tuple[Point, ...]:
    """Return the money at every whole hour up to 40, without those that have no answer."""
    hourly = hourly_of(choice)
    steady = Choice(
        hours=choice.hours, hourly=hourly, pension=choice.pension, travel=choice.travel, supported=choice.supported,
        starts=choice.starts,
    )  # fmt: skip
    points = []
    for hours in range(MOST_CHARTED + 1):
        at = msgspec.structs.replace(steady, hours=Decimal(hours))
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
    if points and points[0].uc:
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
        return age_rate(rates_on(on), min(ages(facts, on)))
    except RequestError:
        return None


def limits_said(found: Answer) -> tuple[str, ...]:
    """Return what must be said beside the figures, each once: the calculators' own sentences, worst first."""
    periods = found.better.pay_periods
    months = periods.warnings if periods is not None else ()
    own = [text for text in dict.fromkeys((*found.better.warnings, *months)) if text not in (ESTIMATE, NET_ONLY)]
    doubles = ("New Style ESA is taxable", "The pay is less than", "The 16-hour limit is ESA's")
    told = found.permitted.warnings if found.permitted else ()
    more = [text for text in told if not text.startswith(doubles)]
    more += [found.room] if found.room else []
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
