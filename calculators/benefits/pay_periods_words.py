"""What the sum over several periods says in words: its rules, its working, and what must be told beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from calculators.benefits import assessment_periods, benefit_cap, housing_benefit, surplus
from calculators.benefits.better_off_words import ADVISER, ESTIMATE, two_ages
from calculators.benefits.household import HOME_LEFT_OUT, home_is_left_out
from calculators.explain import Rule, Step, pence, say

if TYPE_CHECKING:
    from calculators.benefits.pay_periods import Moved, Sum
    from calculators.benefits.pay_periods_request import PayPeriodsRequest

_CHECKED = date(2026, 11, 25)
_RULES: tuple[tuple[str, str, Literal["confirmed", "reported", "unconfirmed", "judgement"]], ...] = (
    (
        "Pay counts in the period in which it is received: what HMRC passes on in it, after tax, National Insurance "
        "and all of the pension. Sick pay and tax refunds are pay. Nothing received is nothing counted.",
        "UC Regs 2013 regs 54(1), 55, 61(2)",
        "confirmed",
    ),
    (
        "With regular monthly pay, DWP may treat one of two reports in a period as belonging to another. Pay by the "
        "week has no such help.",
        "UC Regs 2013 reg 61(6)-(7); SI 2020/1138, from 16 November 2020",
        "confirmed",
    ),
    (
        "That is done on request, by a journal note with both payslips, and not by itself.",
        "CPAG",
        "reported",
    ),
    (
        "A payment reported late or in a wrong period may be put back into the one in which it was received, "
        "whatever the cycle.",
        "UC Regs 2013 reg 61(5)",
        "confirmed",
    ),
    (
        "A last wage, leave paid out and back pay count whole in the period in which they are reported: no rule that "
        "spreads them was found.",
        "our reading of UC Regs 2013 regs 54-55",
        "unconfirmed",
    ),
    (
        "An employer who pays early for a bank holiday may still report the usual day: ask for the day shown to HMRC.",
        "general knowledge, not looked up",
        "unconfirmed",
    ),
    (
        "Housing Benefit and permitted work look at the average week of the ordinary wage, whatever one period holds.",
        "our reading",
        "judgement",
    ),
    (
        "Net pay worked out from gross uses the thresholds of a year: a payslip can differ by some pence.",
        "project contract for better-off",
        "judgement",
    ),
)
__all__ = ["RULES", "steps", "two_ages", "warnings"]

RULES: tuple[Rule, ...] = (
    *(Rule(text=text, source=source, checked=_CHECKED, status=status) for text, source, status in _RULES),
    *assessment_periods.RULES,
    *surplus.RULES,
    *housing_benefit.RULES,
    *benefit_cap.RULES,
)

NO_RATES = "The rates of a period that begins then are not known yet: its award is left open, never guessed."
NO_TAX_RATES = "The tax of a pay day in it is not known yet, so neither is its net pay: give the net pay itself."
RENT_NOT_KNOWN = "Universal Credit of a rented home goes by the rent: give it, 0 where there is none."
EXTRA_NOT_READ = "What Housing Benefit makes of leave paid out, back pay or other extra money was not read."
ESA_NOT_KNOWN = "Whether New Style ESA stays depends on the hours: give them, and the awards can be worked out."


def steps(found: Sequence[Sum]) -> tuple[Step, ...]:
    """A line for each period: what is paid in it, and what it leaves."""
    return tuple(Step(_line(each), None if each.total is None else pence(each.total)) for each in found)


def _line(each: Sum) -> str:
    days = ", ".join(f"{payment.on.day} {payment.on:%b}" for payment in each.payments) or "no pay day"
    told = f"{_span(each)}: {days}"
    if each.earnings is not None:
        told += f"; pay {_money(each.earnings)}"
    if each.award is None:
        return f"{told}; the award is not known"
    carried = f" with {_money(each.carried)} of surplus counted" if each.carried else ""
    told += f"; Universal Credit {_money(each.award.amount)}{carried}, paid {say(each.period.paid_on)}"
    if each.esa:
        told += f"; New Style ESA {_money(each.esa)}"
    if each.unmet_rent is None:
        return f"{told}; rent to pay NOT known"
    return f"{told}; rent to pay {_money(each.unmet_rent)}" if each.unmet_rent else told


def warnings(request: PayPeriodsRequest, found: Sequence[Sum], moved: Sequence[Moved]) -> tuple[str, ...]:
    """What must be said beside the figures, each only where it bears."""
    monthly = request.cycle in ("monthly", "last_working_day")
    nil = [each for each in found if each.award is not None and not each.award.entitled]
    supplied = any(each.housing is not None for each in found)
    told: list[tuple[object, str]] = [
        (True, ESTIMATE),
        (home_is_left_out(request), HOME_LEFT_OUT),
        *((each.why, f"From {say(each.period.start)}: {each.why}") for each in _first_unknown(found)),
        *((True, text) for text in _uneven(found)),
        *((True, _moving(each)) for each in moved),
        (
            not monthly and _doubles(found),
            "Pay by the week cannot be moved to another period: the law helps only regular monthly pay. Put something "
            "aside from the fuller month for the payment after it.",
        ),
        (
            nil and not supplied,
            f"In the period from {_starts(nil)} pay leaves no Universal Credit at all. It starts again by itself "
            "within six months; say so in the journal.",
        ),
        (
            nil and supplied,
            f"In the period from {_starts(nil)} pay leaves no Universal Credit, so Housing Benefit counts pay in it. "
            f"Tell the council before: the figure takes the average week, which is our reading. {ADVISER}",
        ),
        *(
            (True, f"{each.housing.why} What is left of the rent is NOT known, so that period has no total. {ADVISER}")
            for each in _rent_unknown(found)
            if each.housing is not None
        ),
        (
            request.extra or request.last_net is not None,
            "A last wage, leave paid out and back pay count whole in the period in which they come, as we read it: no "
            "rule that spreads them was found.",
        ),
        (
            request.new_style_esa_weekly,
            "New Style ESA is taxable and permitted work is judged week by week: see the permitted-work check. "
            + ADVISER,
        ),
        (
            any(not each.award.amount and each.award.cap for each in found if each.award is not None),
            "The benefit cap takes the whole award in one of these periods.",
        ),
        (
            request.reported_on is None,
            "The pay days are worked out. Universal Credit goes by the day the employer reports to HMRC: a wage paid "
            "early for a holiday may fall into another period.",
        ),
    ]
    return tuple(dict.fromkeys(text for bears, text in told if bears))


def _first_unknown(found: Sequence[Sum]) -> list[Sum]:
    return [each for each in found if each.why][:1]


def _rent_unknown(found: Sequence[Sum]) -> list[Sum]:
    return [each for each in found if each.award is not None and each.unmet_rent is None][:1]


def _doubles(found: Sequence[Sum]) -> bool:
    usual = _usual(found)
    return usual is not None and any(each.wages > usual for each in found)


def _usual(found: Sequence[Sum]) -> int | None:
    """How many wages a period usually holds: the commonest, the fewer of two."""
    counts = Counter(each.wages for each in found if each.wages)
    return min(counts, key=lambda number: (-counts[number], number)) if counts else None


def _uneven(found: Sequence[Sum]) -> list[str]:
    """The periods that hold more wages than usual, or none, with what that does to the payment after them."""
    usual = _usual(found)
    if usual is None:
        return []
    plain = next((each for each in found if each.wages == usual and each.award is not None), None)
    told = []
    if 0 < found[0].wages < usual:
        told.append(
            f"The first period holds fewer wages than those after it ({found[0].wages}, then {usual}): the first "
            "payments of Universal Credit with this job are higher than later ones."
        )
    for each in found:
        count = "two" if each.wages == 2 else str(each.wages)
        if each.wages > usual and each.award is not None and plain is not None and plain.award is not None:
            less = plain.award.amount - each.award.amount
            told.append(
                f"In the period {_span(each)} {count} wages fall into one month, in place of {usual}: the payment of "
                f"{say(each.period.paid_on)} is {_money(max(less, Decimal(0)))} lower than usual."
            )
        elif not each.wages and any(other.wages for other in found if other.period.start < each.period.start):
            told.append(f"No wage falls into the period {_span(each)}: Universal Credit counts none in it.")
    return told


def _moving(moved: Moved) -> str:
    gain = moved.gain_from_moving
    effect = (
        f"would bring {_money(gain)} more"
        if gain > 0
        else f"would LOSE {_money(-gain)}"
        if gain < 0
        else "changes nothing"
    )
    return (
        f"Two monthly wages fall into one period. DWP may be asked, by a journal note with both payslips, to count "
        f"the one of {say(moved.pay_day)} in the period from {say(moved.to_period_from)}: over the two periods that "
        f"{effect}. It is not done by itself."
    )


def _starts(found: Sequence[Sum]) -> str:
    return ", ".join(say(each.period.start) for each in found)


def _span(each: Sum) -> str:
    start, end = each.period.start, each.period.end
    return f"{start.day} {start:%b} to {end.day} {end:%b %Y}"


def _money(amount: Decimal) -> str:
    return f"£{pence(amount):,}"
