"""What the service costs, a head and a job, with every sum written out.

The study divides one year's cost by the people of three years; that sum is shown beside the one with like by like.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.people import Cost
from ipstui.reports.figures import Figure

PARTS = {
    "salaries": "Salaries",
    "employment_overheads": "Employment overheads",
    "management": "Management",
    "travel": "Travel",
    "other": "Other",
}
YEAR = Decimal("365.25")
"""Days of a year, on average."""
HEADS = {"referred": "referred", "seen_once": "seen once", "engaged": "engaged"}


class CostLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the cost, in pounds."""

    text: str
    amount: Decimal


class CostReport(msgspec.Struct, frozen=True, kw_only=True):
    """The cost over all its years, and what it comes to for each base. A base of nobody has no cost a head.

    `per_head` is over the whole time; `per_head_one_year` sets one year's cost against all the people, as the study
    does. `figures` are the counts divided by, which open to their events.
    """

    lines: tuple[CostLine, ...]
    total: Decimal
    per_year: Decimal
    per_head: dict[str, Decimal]
    per_head_one_year: dict[str, Decimal]
    per_person_into_work: Decimal | None
    per_engaged_person_into_work: Decimal | None
    per_job: Decimal | None
    arithmetic: tuple[str, ...]
    warnings: tuple[str, ...]
    figures: tuple[Figure, ...]


def cost_report(cost: Cost, figures: Mapping[str, Figure], days: int | None = None) -> CostReport:
    """Return the report. `figures` are those of the outcomes over the years the cost is for; `days` how many days they
    were counted over, where that is known: it is said where the two are far apart.

    Raises Unfit, naming the field, for money below nought or no time at all.
    """
    for part in PARTS:
        amount: Decimal = getattr(cost, part)
        if not amount.is_finite() or amount < 0:
            raise Unfit(part, "money cannot be below zero.")
    if not cost.years.is_finite() or cost.years <= 0:
        raise Unfit("years", "the cost has to be for some time: years above zero.")
    staff = cost.full_time_equivalent
    if staff is not None and (not staff.is_finite() or staff < 0):
        raise Unfit("full_time_equivalent", "there cannot be fewer than no specialists.")
    lines = tuple(
        CostLine(text=text, amount=getattr(cost, part)) for part, text in PARTS.items() if getattr(cost, part)
    )
    total = sum((line.amount for line in lines), Decimal(0))
    per_year = _pence(total / cost.years)
    summed = " + ".join(say.money(line.amount) for line in lines) or say.money(Decimal(0))
    arithmetic = [
        f"{summed} = {say.money(total)} over {say.number(cost.years)} year{'' if cost.years == 1 else 's'}",
        f"{say.money(total)} ÷ {say.number(cost.years)} = {say.money(per_year)} a year",
    ]

    def divided(id: str, words: str, years: Decimal = Decimal(1), told: str = "") -> Decimal | None:
        """Each sum is written from the whole cost, so that it comes out to the penny when it is done again."""
        count = figures[id].count
        if not count:
            return None
        each = _pence(total / years / count)
        by_year = f" ÷ {say.number(years)}" if years != 1 else ""
        arithmetic.append(f"{say.money(total)}{by_year} ÷ {count} {words} = {say.money(each)}{told}")
        return each

    per_head = {id: each for id, words in HEADS.items() if (each := divided(id, words)) is not None}
    one_year = " (one year's cost for all the people: not like by like)"
    of_year = {
        id: each
        for id, words in HEADS.items()
        if cost.years != 1 and (each := divided(id, words, cost.years, one_year)) is not None
    }
    into_work = divided("employed", "in work")
    engaged_into_work = divided("employed_of_engaged", "engaged and in work")
    per_job = divided("jobs/starts", "jobs")
    return CostReport(
        lines=lines,
        total=total,
        per_year=per_year,
        per_head=per_head,
        per_head_one_year=of_year,
        per_person_into_work=into_work,
        per_engaged_person_into_work=engaged_into_work,
        per_job=per_job,
        arithmetic=tuple(arithmetic),
        warnings=_warnings(cost, figures, days),
        figures=tuple(figures[id] for id in (*HEADS, "employed", "employed_of_engaged", "jobs/starts")),
    )


def _warnings(cost: Cost, figures: Mapping[str, Figure], days: int | None) -> tuple[str, ...]:
    told = ["The people counted have to be those of the same time as the cost: choose the period to match."]
    span = YEAR * cost.years
    if days is not None and abs(days - span) > span / 5:
        told.insert(0, f"NOT LIKE BY LIKE: the people are counted over {days:,} days, and the cost is for "
                       f"{say.number(cost.years)} year{'' if cost.years == 1 else 's'}.")  # fmt: skip
    if not any(figures[id].count for id in HEADS):
        told.append("Nobody is counted in the period, so nothing can be divided.")
    if cost.full_time_equivalent:
        heads = figures["engaged"].count / cost.full_time_equivalent
        told.append(
            f"{figures['engaged'].count} engaged ÷ {say.number(cost.full_time_equivalent)} full-time = "
            f"{heads.quantize(Decimal('0.1'))}: people over the whole time, not a caseload."
        )
    return tuple(told)


def _pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
