"""A rent that nobody told: no total and no difference may then be shown, because it would leave the rent out."""

from __future__ import annotations

import msgspec

from calculators.benefits.better_off import BetterOffResult, PaydayMonth, Side
from calculators.benefits.better_off_words import ADVISER
from calculators.explain import Step

_RENT = "The rent is not known, so what is left in hand is NOT worked out: ask for the rent. " + ADVISER

_TOLD_TOTALS = "Only the year of birth is known. In hand"


def without_totals(better: BetterOffResult) -> BetterOffResult:
    """Return the result with every sum that the rent goes into taken out; the parts that do not go by it stay."""
    return msgspec.structs.replace(
        better,
        now=_side(better.now),
        in_work=_side(better.in_work),
        gain_monthly=None,
        gain_after_travel_monthly=None,
        gain_per_hour_worked=None,
        ladder=tuple(_side(side) for side in better.ladder),
        five_week_month=_month(better.five_week_month),
        four_week_month=_month(better.four_week_month),
        by_age=(),
        pay_periods=None,
        steps=(Step("Money in a month: not known, because the rent is not"),),
        warnings=(*better.warnings[:1], _RENT, *(t for t in better.warnings[1:] if not t.startswith(_TOLD_TOTALS))),
        missing=tuple(dict.fromkeys((*better.missing, "housing_costs_monthly"))),
    )


def _side(side: Side) -> Side:
    return msgspec.structs.replace(
        side,
        total_monthly=None,
        housing_benefit_monthly=None,
        housing_benefit_reading_monthly=None,
        rent_to_pay_monthly=None,
    )


def _month(month: PaydayMonth | None) -> PaydayMonth | None:
    return None if month is None else msgspec.structs.replace(month, total_monthly=None)
