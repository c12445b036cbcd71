"""Housing Benefit for a supported or temporary home: the rent it meets as pay goes up.

Worked out where the rule is known. What rests on our own reading alone is told as such, and is never used in a
gain; where a figure is not held there is none.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Literal

import msgspec

from calculators.benefits.universal_credit import Accommodation, Health
from calculators.explain import Rule, Step, pence
from calculators.rates import Rates

NOTHING = Decimal(0)
_WEEKS, _MONTHS = Decimal(52), Decimal(12)
Status = Literal["confirmed", "reported", "unconfirmed", "unknown"]

_CHECKED = date(2026, 11, 25)
_HB = "HB Regs 2006"
_RULES: tuple[tuple[str, str, Literal["confirmed", "reported", "unconfirmed", "judgement"]], ...] = (
    (
        "While there is any Universal Credit award, a penny or more, all pay, other income and savings are ignored and "
        "the whole rent is met. An award that the cap, debts or sanctions take to nothing still counts; one that pay "
        "takes to nothing does not. It is decided period by period.",
        f"{_HB} reg 2(3B), Sch 4 para 12, Sch 5 para 4, Sch 6 para 5",
        "reported",
    ),
    (
        "Otherwise Housing Benefit is the weekly rent less 65% of income above the applicable amount; monthly rent "
        "times 12 over 52. Less than 50p a week is not paid. Over £16,000 of savings there is none.",
        f"{_HB} regs 70-71, 75, Sch 3",
        "confirmed",
    ),
    (
        "Income is pay less tax, National Insurance and half of the pension, less the disregards; New Style ESA; and "
        "£1 a week for each £250 or part of it above £6,000.",
        f"{_HB} Sch 4, Sch 5",
        "confirmed",
    ),
    (
        "Disregards from pay: £5 a week; in these homes from 5 October 2026 £77.73 more, £61.41 under 25; and £17.10 "
        "from 25 on at 30 hours a week or more, if pay covers all of them.",
        f"{_HB} Sch 4 paras 10, 17, 18; SI 2026/753; SI 2026/978 by report",
        "confirmed",
    ),
    (
        "With a carer premium, or as a part-time firefighter, lifeboat or coastguard volunteer or reservist, £20 "
        "takes the place of the £5. That is not asked here: the sum is the one without it.",
        f"{_HB} Sch 4 paras 5, 8",
        "confirmed",
    ),
    (
        "Permitted work: pay up to the limit of the route used is disregarded, in place of the £5.",
        f"{_HB} Sch 4 para 10A, from the sibling text SSI 2021/249",
        "reported",
    ),
    (
        "Whether somebody with LCW or LCWRA on Universal Credit alone has a component or a higher disregard in Housing "
        "Benefit was not read: the sum without them is our reading, and the gain is not known.",
        "not found",
        "unconfirmed",
    ),
    (
        "The disability premium that PIP may bring is not held: with PIP the sum is not worked out.",
        "not held",
        "unconfirmed",
    ),
    (
        "Whether four weeks of Housing Benefit run on after New Style ESA was not found: ask the council.",
        "not found",
        "unconfirmed",
    ),
)
RULES: tuple[Rule, ...] = tuple(
    Rule(text=text, source=source, checked=_CHECKED, status=status) for text, source, status in _RULES
)


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What Housing Benefit asks. `net_weekly` is pay less tax, National Insurance and half of the pension, on average.

    `uc_entitled` is whether there is a Universal Credit award that day, `on_uc` whether one is claimed.
    `permitted_limit` is the weekly limit of the permitted-work route used; None without New Style ESA or work.
    `hours` is None where not known.
    """

    age: int
    health: Health
    rent_monthly: Decimal | None
    savings: Decimal
    net_weekly: Decimal
    hours: Decimal | None
    esa_weekly: Decimal
    permitted_limit: Decimal | None
    on_uc: bool
    uc_entitled: bool
    pip: bool | None


def pays_the_rent(accommodation: Accommodation, rent_monthly: Decimal | None) -> bool:
    """Whether the rent of this home is Housing Benefit's matter; a home known to cost nothing has none."""
    return accommodation in ("supported", "temporary") and rent_monthly != 0


class HousingBenefit(msgspec.Struct, frozen=True, kw_only=True):
    """Unrounded. `monthly` and `weekly` are None with status "unknown"; "unconfirmed" is our reading and no answer.

    The parts of the sum are None where pay and savings were not looked at.
    """

    status: Status
    why: str
    monthly: Decimal | None = None
    weekly: Decimal | None = None
    disregarded_weekly: Decimal | None = None
    income_weekly: Decimal | None = None
    applicable_weekly: Decimal | None = None
    tapered_weekly: Decimal | None = None
    missing: tuple[str, ...] = ()

    @property
    def known_monthly(self) -> Decimal | None:
        """Pounds a month that a gain may rest on; None where that is not known."""
        return self.monthly if self.status in ("confirmed", "reported") else None

    def left_of(self, rent_monthly: Decimal | None) -> Decimal | None:
        """Pounds a month of the rent left to pay; None where that is not known."""
        if self.known_monthly is None or rent_monthly is None:
            return None
        return rent_monthly - self.known_monthly


def housing_benefit(rates: Rates, home: Home) -> HousingBenefit:
    """What of the rent is met. Raises RequestError where no benefit rates are held for the day."""
    if home.rent_monthly is None:
        return HousingBenefit(status="unknown", why="The rent is not known.")
    if home.uc_entitled:
        return HousingBenefit(
            status="reported",
            why="Universal Credit is awarded, so all pay is ignored and the whole rent is met.",
            monthly=home.rent_monthly,
            weekly=home.rent_monthly * _MONTHS / _WEEKS,
        )
    if home.savings > rates["uc.capital_upper"]:
        return HousingBenefit(
            status="confirmed", why="Savings are over the upper limit.", monthly=NOTHING, weekly=NOTHING
        )
    if rates.get("hb.earnings_disregard") is None:
        why = "the amounts of Housing Benefit are not held for this day"
    elif home.pip:
        why = "the premium that PIP may bring is not held"
    else:
        return _means_tested(rates, home, home.rent_monthly)
    return HousingBenefit(status="unknown", why=f"There is no Universal Credit award, and {why}.")


def housing_steps(found: HousingBenefit, rent_monthly: Decimal | None) -> tuple[Step, ...]:
    """Housing Benefit as two people would work it out on paper, with how sure it is."""
    if found.monthly is None or rent_monthly is None:
        return (Step(f"Housing Benefit: not worked out. {found.why}"),)
    rows = (
        ("Rent a week, 12 months over 52 weeks", rent_monthly * _MONTHS / _WEEKS),
        ("Pay that Housing Benefit leaves out, a week", found.disregarded_weekly),
        ("Income it counts, a week", found.income_weekly),
        ("Applicable amount, a week", found.applicable_weekly),
        ("65% of the income above that comes off", None if found.tapered_weekly is None else -found.tapered_weekly),
        ("Housing Benefit a week", found.weekly),
    )
    counted = found.income_weekly is not None
    parts = [Step(text, pence(amount), _HB) for text, amount in rows if amount is not None and counted]
    reading = " By our own reading only, and not used in the figures." if found.known_monthly is None else ""
    return (*parts, Step(f"Housing Benefit in a month. {found.why}{reading}", pence(found.monthly), _HB))


def _means_tested(rates: Rates, home: Home, rent_monthly: Decimal) -> HousingBenefit:
    disregarded, missing = _disregarded(rates, home)
    applicable, sure = _applicable(rates, home)
    income = max(NOTHING, home.net_weekly - disregarded) + home.esa_weekly + _tariff(rates, home.savings)
    over = max(NOTHING, income - applicable)
    weekly = rent_monthly * _MONTHS / _WEEKS - rates["hb.taper"] * over
    if weekly < rates["hb.least_weekly"]:
        weekly = NOTHING
    status: Status = "reported"
    why = "There is no Universal Credit award, so pay is counted."
    if home.on_uc and home.health != "none" and not home.esa_weekly:
        status, why = "unconfirmed", "What LCW or LCWRA brings in Housing Benefit without ESA was not read."
    elif not sure:
        status, why = "unconfirmed", "This amount of New Style ESA does not tell which components it holds."
    return HousingBenefit(
        status=status,
        why=why,
        monthly=weekly * _WEEKS / _MONTHS,
        weekly=weekly,
        disregarded_weekly=disregarded,
        income_weekly=income,
        applicable_weekly=applicable,
        tapered_weekly=rates["hb.taper"] * over,
        missing=(*missing, *(("pip",) if home.pip is None and home.net_weekly else ())),
    )


def _disregarded(rates: Rates, home: Home) -> tuple[Decimal, tuple[str, ...]]:
    """Pounds a week of pay that are left out, and the facts that would change them."""
    if home.permitted_limit is not None:
        return min(home.net_weekly, home.permitted_limit), ()
    of_age = home.age >= 25
    here = rates.get(f"hb.accommodation_disregard_{'25plus' if of_age else 'under25'}") or NOTHING
    ignored = rates["hb.earnings_disregard"] + here
    additional = rates["hb.additional_earnings_disregard"]
    if not of_age or home.net_weekly < ignored + additional:
        return min(home.net_weekly, ignored), ()
    if home.hours is None:
        return ignored, ("hours",)
    return ignored + (additional if home.hours >= rates["hb.additional_hours_25plus"] else NOTHING), ()


def _applicable(rates: Rates, home: Home) -> tuple[Decimal, bool]:
    """The applicable amount, and whether the ESA given settles it."""
    main, component = rates["esa.main"], rates["esa.support_component"]
    if home.esa_weekly >= main + component:
        return rates["hb.single_25plus"] + rates["hb.support_component"], True
    young = home.age < 25 and home.esa_weekly < main
    amount = rates["hb.single_under25" if young else "hb.single_25plus"]
    plain = (NOTHING, main, rates["esa.assessment_under25"])
    return amount, home.esa_weekly in plain


def _tariff(rates: Rates, savings: Decimal) -> Decimal:
    above = max(NOTHING, savings - rates["hb.capital_lower"])
    return (above / 250).to_integral_value(ROUND_CEILING) * rates["hb.tariff_per_250"]
