"""How long a closed case is kept: when it comes up for review, and why then. Nothing is ever erased by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec
from dateutil.relativedelta import relativedelta

from ipstui.casework.casefile import Casefile
from ipstui.casework.people import Settings

WHY_SIX_YEARS = (
    "No law says how long these records are kept: your employer's retention schedule decides. Six years "
    "after closing is proposed because most claims must be brought within six years (Limitation Act 1980, "
    "sections 2 and 5)."
)


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """When a closed case is due for review, and why; `held` keeps it whatever the date."""

    client: str
    name: str
    closed: date
    review_on: date
    held: bool
    why: str


def retention_of(casefile: Casefile, settings: Settings) -> Retention | None:
    """The period of one person, counted from closing. None while the case is open.

    An own period of the person goes before that of the settings. The day is the same day of the month, or the
    month's last.
    """
    case, client = casefile.story.case, casefile.client
    if case.state != "closed" or case.since is None:
        return None
    own = client.retention_years is not None
    years = client.retention_years if client.retention_years is not None else settings.retention_years
    count = "1 year" if years == 1 else f"{years} years"
    return Retention(
        client=client.id,
        name=client.name,
        closed=case.since,
        review_on=case.since + relativedelta(years=years),
        held=client.retention_hold,
        why=f"closed, kept {count}{' (set for this person)' if own else ''}",
    )


def closed_cases(casefiles: Iterable[Casefile], settings: Settings) -> list[Retention]:
    """Every closed case, the earliest review first."""
    found = [each for casefile in casefiles if (each := retention_of(casefile, settings)) is not None]
    return sorted(found, key=lambda each: (each.review_on, each.name.casefold()))


def due_for_review(casefiles: Iterable[Casefile], settings: Settings, today: date) -> list[Retention]:
    """The closed cases whose time is up and that are not held."""
    return [each for each in closed_cases(casefiles, settings) if each.review_on <= today and not each.held]
