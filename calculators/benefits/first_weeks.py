"""Money in the first months after custody: what can be claimed on which day, and what is paid inside."""

from __future__ import annotations

from datetime import date

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.benefits.assessment_periods import periods_from
from calculators.benefits.universal_credit import Health

_HEALTH_WAIT_MONTHS = 3

IN_CUSTODY: tuple[str, ...] = (
    "No Universal Credit, release on temporary licence included. One exception, for up to six months: the housing "
    "costs element alone, for someone single who had it just before and is not serving more than six months.",
    "New Style ESA stops while serving a sentence. On remand it is suspended, and paid back if no penalty follows.",
    "Work on temporary licence is paid as others are; part of net pay may be taken as a levy.",
)


class MoneyDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day in the first months outside and what it means for money. The day is a guide, not a promise."""

    on: date
    text: str
    source: str


def first_weeks(released_on: date, health: Health) -> tuple[MoneyDay, ...]:
    """What to do about money from the day of release, earliest first, if Universal Credit is claimed that day."""
    first = periods_from(released_on, 1)[0]
    days = [
        MoneyDay(
            on=released_on,
            text="Claim Universal Credit: it cannot be claimed before release. The Jobcentre appointment is booked "
            "from inside, and an advance can be paid the same day after the identity check. This claim begins months "
            "of its own, whatever day an earlier claim had.",
            source="GOV.UK, Universal Credit and prison leavers, January 2026; UC Regs 2013 reg 21(3C)(b)(ii)",
        ),
        MoneyDay(
            on=first.paid_on,
            text="About the first Universal Credit payment: seven days after the first month, on a working day. That "
            "it is the seventh is as advisers report it. An advance is taken back from payments over up to 24 months.",
            source="Claims and Payments Regs 2013 reg 47; adviser pages",
        ),
    ]
    if health != "none":
        days.insert(
            1,
            MoneyDay(
                on=released_on,
                text="Hand in a fit note from this first day: without one the three-month wait for the health "
                "element does not begin.",
                source="CPAG",
            ),
        )
        days.append(
            MoneyDay(
                on=released_on + relativedelta(months=_HEALTH_WAIT_MONTHS),
                text="The earliest day for the LCWRA element, three months after the first fit note.",
                source="CPAG",
            )
        )
    return tuple(days)
