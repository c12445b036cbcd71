"""Whether a job lasted: the day before, the day, and the day after, with gaps, changes of hours, and the pay floor."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from ipstui.casework.events import JobChanged, JobEnded, JobStarted, Offer
from ipstui.casework.work.state import Job
from ipstui.reports.lasting import lasted
from ipstui.reports.measures import Sustained, shipped
from tests.casework.made_up import story, told

START = date(2026, 4, 6)
IPSPC = next(m for file in shipped() for m in file.measures if m.id == "ipspc_outcome")
THIRTEEN = next(m for file in shipped() for m in file.measures if m.id == "ips_grow_13_weeks")
assert isinstance(IPSPC, Sustained)
assert isinstance(THIRTEEN, Sustained)


def job(until: date, *, end: date | None = None, changes: dict[date, int | None] | None = None, **fields) -> Job:
    fields = {"hours_weekly": Decimal(7), "hourly_pay": Decimal(13)} | fields
    start = told(JobStarted, START, role="Cook", **fields)
    more = [told(JobChanged, on, job=start.id, hours_weekly=Decimal(hours)) for on, hours in (changes or {}).items()]
    if end is not None:
        more.append(told(JobEnded, end, job=start.id))
    (found,) = story(start, *more, today=until).work.jobs
    return found


def days(number: int) -> date:
    return START + timedelta(days=number)


@pytest.mark.parametrize(
    ("until", "end", "answer", "settled"),
    [
        (90, None, "not_yet", None),
        (91, None, "yes", 91),
        (200, None, "yes", 91),
        (200, 90, "no", 90),
        (200, 91, "yes", 91),
        (60, 50, "no", 50),
        (60, 60, "no", 60),
    ],
)
def test_thirteen_weeks_are_ninety_one_days(until: int, end: int | None, answer: str, settled: int | None) -> None:
    found = lasted(job(days(until), end=days(end) if end is not None else None), THIRTEEN, days(until), None)
    assert (found.answer, found.settled_on) == (answer, days(settled) if settled is not None else None)


def test_a_start_known_only_roughly_settles_nothing() -> None:
    found = lasted(job(days(300), on_precision="month"), THIRTEEN, days(300), None)
    assert (found.answer, found.settled_on) == ("unknown", None)


@pytest.mark.parametrize(
    ("until", "end", "answer", "settled"),
    [
        (89, None, "not_yet", None),
        (90, None, "yes", 90),  # the last day of the thirteenth week
        (300, 90, "yes", 90),
        (300, 89, "no", 89),
    ],
)
def test_thirteen_of_sixteen_weeks_at_seven_hours(
    until: int, end: int | None, answer: str, settled: int | None
) -> None:
    found = lasted(job(days(until), end=days(end) if end is not None else None), IPSPC, days(until), None)
    assert (found.answer, found.settled_on) == (answer, days(settled) if settled is not None else None)


@pytest.mark.parametrize(
    ("low", "answer", "settled"),
    [
        (1, "yes", 97),  # one week under seven hours: the fourteenth week makes the thirteenth good one
        (3, "yes", 111),
        (4, "no", 27),  # with four lost, twelve are left
    ],
)
def test_weeks_under_the_hours_use_up_the_gap(low: int, answer: str, settled: int) -> None:
    found = lasted(job(days(300), hours_weekly=Decimal(6), changes={days(7 * low): 7}), IPSPC, days(300), None)
    assert (found.answer, found.settled_on) == (answer, days(settled))


def test_a_week_in_which_the_hours_fall_counts_with_the_fewer() -> None:
    fallen = lasted(job(days(300), changes={days(10): 5, days(14): 7}), IPSPC, days(300), None)
    assert fallen.settled_on == days(97)


def test_where_no_hours_are_asked_none_need_be_recorded() -> None:
    any_hours = msgspec.structs.replace(IPSPC, weekly_hours=Decimal(0))
    found = lasted(job(days(300), hours_weekly=None), any_hours, days(300), None)
    assert (found.answer, found.settled_on) == ("yes", days(90))


def test_hours_not_known_are_not_known() -> None:
    found = lasted(job(days(300), hours_weekly=None), IPSPC, days(300), None)
    assert (found.answer, found.why) == ("unknown", "hours not recorded for 16 weeks")
    later = lasted(job(days(300), hours_weekly=None, changes={days(21): 7}), IPSPC, days(300), None)
    assert (later.answer, later.settled_on) == ("yes", days(111))


@pytest.mark.parametrize(
    ("pay", "born", "answer", "why"),
    [
        ("12.71", None, "yes", "13 weeks of 16"),
        ("12.70", 1990, "no", "paid £12.70, the minimum was £12.71"),
        ("12.70", 2005, "unknown", "paid less than £12.71, and the age is not known to the day"),  # 20 or 21
        ("12.70", 2006, "yes", "13 weeks of 16"),  # 19 or 20: £10.85
        ("10.84", 2006, "no", "paid £10.84, the minimum was £10.85"),
        ("12.70", None, "unknown", "paid less than £12.71, and the age is not known to the day"),
        ("7.99", None, "no", "paid £7.99, the minimum was £8.00"),  # too little at any age
        (None, 1990, "unknown", "pay not recorded"),
    ],
)
def test_the_pay_floor(pay: str | None, born: int | None, answer: str, why: str) -> None:
    held = job(days(300), hourly_pay=Decimal(pay) if pay else None)
    found = lasted(held, IPSPC, days(300), born)
    assert (found.answer, found.why) == (answer, why)


def test_a_year_without_a_minimum_wage_held_is_said() -> None:
    early = told(JobStarted, date(2014, 4, 7), role="Cook", hours_weekly=Decimal(20), hourly_pay=Decimal(7))
    (held,) = story(early, told(Offer, date(2014, 3, 1), role="Other"), today=date(2015, 1, 1)).work.jobs
    found = lasted(held, IPSPC, date(2015, 1, 1), 1980)
    assert (found.answer, found.why) == ("unknown", "no minimum wage held for 2014")
