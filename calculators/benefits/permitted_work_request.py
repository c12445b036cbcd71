"""What a permitted-work check is asked: the work, week by week or steady, and what is refused before it is judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.explain import RequestError
from calculators.given import check_hours, check_money
from calculators.pay.minimum_wage import falls_short

Engagement = Literal["employed", "self_employed", "voluntary", "placement"]
Absence = Literal["paid_leave", "unpaid_leave", "sick"]

PAY_FIELDS = ("net_weekly", "gross_weekly", "hourly_rate", "gross_monthly", "profit_yearly")
MOST_WEEKS_LISTED = 53
_WEEKS = Decimal(52)
_MINUTES_IN_A_DAY = 24 * 60


class Week(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One week of fluctuating work. Pay may be left out when it is given once for all weeks.

    A week away (`absence`) is left out of the average, of the sum and of the weeks; hours are not asked then. A
    week without work in a cycle is no absence: give 0 hours.
    """

    hours: Decimal | None = None
    net: Decimal | None = None
    gross: Decimal | None = None
    absence: Absence | None = None


class Shift(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shift of a week in whole minutes: time worked, and the breaks that are paid."""

    minutes: int
    paid_break_minutes: int = 0


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another job at the same time, employed: steady hours a week and pay in one form."""

    hours: Decimal
    net_weekly: Decimal | None = None
    gross_weekly: Decimal | None = None
    hourly_rate: Decimal | None = None

    @property
    def gross(self) -> Decimal | None:
        """Pounds a week before anything comes off; None where only net pay is given."""
        if self.gross_weekly is not None:
            return self.gross_weekly
        return None if self.hourly_rate is None else self.hourly_rate * self.hours


class PermittedWorkRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours a week, a list of weeks or the shifts of one week, and pay in one form only.

    `net_weekly` is what is left after tax, National Insurance and half of the pension. `other_jobs` are held at the
    same time: hours and pay of all count together. A placement is exempt only without pay and when approved in
    writing before it starts: say so, or give both days. `new_style_esa_weekly` only sharpens the warning about tax.
    """

    on: date
    hours: Decimal | None = None
    weeks: tuple[Week, ...] | None = None
    shifts: tuple[Shift, ...] | None = None
    net_weekly: Decimal | None = None
    gross_weekly: Decimal | None = None
    hourly_rate: Decimal | None = None
    gross_monthly: Decimal | None = None
    profit_yearly: Decimal | None = None
    pension_weekly: Decimal = Decimal(0)
    pension_yearly: Decimal = Decimal(0)
    other_jobs: tuple[Job, ...] = ()
    engagement: Engagement = "employed"
    supported: bool = False
    placement_approved_before_start: bool | None = None
    placement_approved_on: date | None = None
    placement_starts_on: date | None = None
    also_on_uc: bool | None = None
    new_style_esa_weekly: Decimal | None = None


def hours_of(request: PermittedWorkRequest) -> Decimal | None:
    """Steady hours a week, from the shifts where those are given: minutes are never rounded."""
    if request.shifts is None:
        return request.hours
    return Decimal(sum(shift.minutes + shift.paid_break_minutes for shift in request.shifts)) / 60


def is_unpaid(request: PermittedWorkRequest) -> bool:
    """Whether the work itself brings no pay; other jobs do not matter here."""
    paid = any(getattr(request, field) for field in PAY_FIELDS)
    return not paid and not any(week.net or week.gross for week in request.weeks or ())


def approved_before_start(request: PermittedWorkRequest) -> bool | None:
    """Whether the placement was approved before it starts; the same day counts as before, and is warned of."""
    approved, starts = request.placement_approved_on, request.placement_starts_on
    if approved is None or starts is None:
        return request.placement_approved_before_start
    return approved <= starts


def pension_weekly_of(request: PermittedWorkRequest) -> Decimal:
    """The pension contribution in pounds a week."""
    return request.pension_weekly or request.pension_yearly / 52


def gross_of(request: PermittedWorkRequest, hours: Decimal | None) -> Decimal | None:
    """Pounds a week before anything comes off, or None when pay is not given, or not in gross."""
    if request.gross_weekly is not None:
        return request.gross_weekly
    if request.gross_monthly is not None:
        return request.gross_monthly * 12 / _WEEKS
    if request.profit_yearly is not None:
        return request.profit_yearly / _WEEKS
    if request.hourly_rate is not None and hours is not None:
        return request.hourly_rate * hours
    return None


def below_living_wage(request: PermittedWorkRequest, living_wage: Decimal) -> bool:
    """Whether any pay typed before tax, of a week or of another job too, is short of the living wage for its hours."""
    paid: list[tuple[Decimal | None, Decimal | None]] = [(job.hours, job.gross) for job in request.other_jobs]
    if request.engagement == "employed":
        weeks = [week for week in request.weeks or (Week(hours=hours_of(request)),) if not week.absence]
        paid += [_judged(request, week) for week in weeks]
    return any(h is not None and pay is not None and falls_short(living_wage, h, pay) for h, pay in paid)


def _judged(request: PermittedWorkRequest, week: Week) -> tuple[Decimal | None, Decimal | None]:
    """Hours and pay as they were told: a month's pay against a month's hours, a rate without hours against one."""
    if week.gross is not None or week.hours is None:
        return (week.hours, week.gross) if week.gross is not None else (Decimal(1), request.hourly_rate)
    if request.gross_monthly is not None:
        return week.hours * _WEEKS / 12, request.gross_monthly
    return week.hours, gross_of(request, week.hours)


def has_net_only(request: PermittedWorkRequest) -> bool:
    """Whether pay of somebody employed is told in net, which cannot be held against the minimum wage."""
    weeks = request.weeks or ()
    mine = request.net_weekly is not None or any(week.net is not None for week in weeks)
    return (mine and request.engagement == "employed") or any(job.net_weekly is not None for job in request.other_jobs)


def check(request: PermittedWorkRequest) -> None:
    """Refuse what cannot be true, by its field. Raises RequestError."""
    for field in (*PAY_FIELDS, "pension_weekly", "pension_yearly", "new_style_esa_weekly"):
        check_money(field, getattr(request, field))
    check_hours("hours", request.hours)
    given = [field for field in PAY_FIELDS if getattr(request, field) is not None]
    if len(given) > 1:
        raise RequestError(given[1], f"Give pay once: {given[0]} is given too.")
    if request.pension_weekly and request.pension_yearly:
        raise RequestError("pension_yearly", "Give the pension once: pension_weekly is given too.")
    if request.profit_yearly is not None and request.engagement != "self_employed":
        raise RequestError("profit_yearly", "Profit goes with self_employed work.")
    if request.weeks is not None:
        _check_weeks(request, request.weeks, given)
    if request.shifts is not None:
        _check_shifts(request, request.shifts)
    for place, job in enumerate(request.other_jobs):
        _check_job(f"other_jobs[{place}]", job)
    _check_placement(request)


def _check_weeks(request: PermittedWorkRequest, weeks: tuple[Week, ...], given: list[str]) -> None:
    if request.hours is not None:
        raise RequestError("weeks", "Give hours or weeks, not both.")
    if not 1 <= len(weeks) <= MOST_WEEKS_LISTED:
        raise RequestError("weeks", f"Give from 1 to {MOST_WEEKS_LISTED} weeks.")
    if all(week.absence for week in weeks):
        raise RequestError("weeks", "Every week is marked as away: at least one week of work is needed.")
    for place, week in enumerate(weeks):
        if week.hours is None and not week.absence:
            raise RequestError(f"weeks[{place}].hours", "This is needed and was not given.")
        check_hours(f"weeks[{place}].hours", week.hours)
        for form in ("net", "gross"):
            check_money(f"weeks[{place}].{form}", getattr(week, form))
        if week.net is not None and week.gross is not None:
            raise RequestError(f"weeks[{place}].gross", "Give net or gross, not both.")
        if given and (week.net is not None or week.gross is not None):
            raise RequestError(given[0], "Pay is given for the weeks too: give it once.")


def _check_shifts(request: PermittedWorkRequest, shifts: tuple[Shift, ...]) -> None:
    if request.hours is not None or request.weeks is not None:
        raise RequestError("shifts", "Give hours, weeks or shifts: one of the three.")
    for place, shift in enumerate(shifts):
        for field in ("minutes", "paid_break_minutes"):
            if not 0 <= getattr(shift, field) <= _MINUTES_IN_A_DAY:
                raise RequestError(f"shifts[{place}].{field}", f"From 0 to {_MINUTES_IN_A_DAY} minutes.")
    check_hours("shifts", hours_of(request))


def _check_job(path: str, job: Job) -> None:
    check_hours(f"{path}.hours", job.hours)
    given = [field for field in ("net_weekly", "gross_weekly", "hourly_rate") if getattr(job, field) is not None]
    for field in given:
        check_money(f"{path}.{field}", getattr(job, field))
    if len(given) != 1:
        raise RequestError(path, "Give its pay once: net_weekly, gross_weekly or hourly_rate.")


def _check_placement(request: PermittedWorkRequest) -> None:
    fields = ("placement_approved_before_start", "placement_approved_on", "placement_starts_on")
    given = [field for field in fields if getattr(request, field) is not None]
    if given and request.engagement != "placement":
        raise RequestError(given[0], "This goes with engagement 'placement'.")
    approved, starts = request.placement_approved_on, request.placement_starts_on
    told = request.placement_approved_before_start
    if approved is not None and starts is not None and told is not None and told != (approved <= starts):
        raise RequestError("placement_approved_before_start", "This contradicts the two days given.")
