"""Hours and pay of open jobs against ESA: added up, said when over, and nothing said when not known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.permitted_work import permitted_work
from ipstui.casework import say
from ipstui.casework.benefits.hours import asked_of_jobs, open_hours, over_limit, request_for_jobs
from ipstui.casework.events import BenefitStatus, JobChanged, JobEnded, JobStarted, ReturnedToCustody
from tests.casework.made_up import story, told


def esa(on=-60, **fields):
    return told(BenefitStatus, on, **({"benefit": "new_style_esa", "in_payment": True} | fields))


def job(hours=None, pay=None, on=-30, **fields):
    given = {"hours_weekly": Decimal(hours) if hours else None, "hourly_pay": Decimal(pay) if pay else None}
    return told(JobStarted, on, role="Café assistant", **given, **fields)


@pytest.mark.parametrize(
    ("hours", "pay", "why"),
    [
        ("16", "12.71", "16 hours a week on ESA: under 16 is the limit"),  # £203.36 is inside the money limit
        ("16", None, "16 hours a week on ESA: under 16 is the limit"),
        ("15.99", "12.71", None),
        ("15", "13.56", None),  # £203.40
        ("15", "13.57", "£203.55 a week on ESA: the limit is £203.50"),
        ("7.5", None, None),
        (None, "12.71", None),
        (None, None, None),
    ],
)
def test_over_the_limit_is_said_with_the_reason(hours: str | None, pay: str | None, why: str | None) -> None:
    found = over_limit(story(esa(), job(hours, pay)))
    assert (found.why if found else None) == why


def test_two_jobs_add_up_and_both_are_named() -> None:
    first, second = job("9", "12.71"), job("8", "12.71", on=-10)
    found = over_limit(story(esa(), first, second))
    assert found is not None
    assert found.why == "17 hours a week on ESA: under 16 is the limit"
    assert found.events == (first.id, second.id)
    assert over_limit(story(esa(), first, second, told(JobEnded, -1, job=first.id, reason="other"))) is None


def test_hours_that_changed_count_from_the_change() -> None:
    start = job("12", "12.71")
    more = told(JobChanged, -5, job=start.id, hours_weekly=Decimal(18))
    found = over_limit(story(esa(), start, more))
    assert found is not None
    assert found.events == (more.id,)


def test_nothing_is_said_without_esa_or_inside() -> None:
    assert over_limit(story(job("30", "15"))) is None
    assert (
        over_limit(story(told(BenefitStatus, -60, benefit="universal_credit", in_payment=True), job("30", "15")))
        is None
    )
    assert over_limit(story(esa(), esa(-5, in_payment=False), job("30", "15"))) is None
    assert over_limit(story(esa(), job("30", "15"), told(ReturnedToCustody, -1, type="recall_fixed"))) is None


def test_one_job_without_hours_leaves_the_sum_unknown_and_never_hides_a_breach() -> None:
    known, not_known = job("17", "12.71"), job(None, None, on=-10)
    assert open_hours(story(known, not_known)) == (None, None)
    assert open_hours(story(known)) == (Decimal(17), Decimal("216.07"))
    assert open_hours(story()) == (None, None)
    assert over_limit(story(esa(), known, not_known)) is not None


def test_unpaid_is_a_known_pay_and_part_of_it_is_not_the_whole() -> None:
    assert over_limit(story(esa(), job("16", "0"))) is None  # up to £20 a week there is no limit on hours
    assert over_limit(story(esa(), job("16", None))) is not None
    assert over_limit(story(esa(), job("1", "12.71"), job("16", None, on=-10))) is not None


@pytest.mark.parametrize("fields", [{}, {"self_employed": True}])
def test_the_flag_counts_what_the_tab_counts(fields: dict[str, bool]) -> None:
    """What comes off a wage is not what comes off the profit of a business."""
    told_of = story(esa(), job("15", "30", **fields))
    request, found = request_for_jobs(told_of), over_limit(told_of)
    assert request is not None
    assert found is not None
    counted = permitted_work(request).counted_weekly
    assert counted is not None
    assert found.why.startswith(f"{say.money(counted)} a week")
    assert (request.profit_yearly is not None) == bool(fields)


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(0, 40, places=2),
    st.decimals(0, 20, places=2),
    st.decimals(0, 20, places=2),
    st.decimals(0, 5, places=2),
)
def test_more_hours_or_more_pay_never_mend_it(hours: Decimal, pay: Decimal, more: Decimal, raised: Decimal) -> None:
    def over(h: Decimal, p: Decimal) -> bool:
        return over_limit(story(esa(), told(JobStarted, -30, role="x", hours_weekly=h, hourly_pay=p))) is not None

    if over(hours, pay):
        assert over(hours + more, pay)
        assert over(hours, pay + raised)


def test_a_form_about_other_hours_begins_with_each_job_apart() -> None:
    one, two, own = job("9", "12.71"), job("4.5", "13.00", on=-10), job("3", "15.00", on=-5, self_employed=True)
    assert asked_of_jobs(story(one)) == {"engagement": "employed", "hours": "9", "hourly_rate": "12.71"}
    assert asked_of_jobs(story(one, two))["other_jobs"] == "4.5 at 13.00"
    both = asked_of_jobs(story(one, two, own))
    assert both == {
        "engagement": "self_employed", "hours": "3", "hourly_rate": "15.00", "other_jobs": "9 at 12.71, 4.5 at 13.00",
    }  # fmt: skip
    assert asked_of_jobs(story(one, job("6", None)))["other_jobs"] == "6 at ?"
    assert asked_of_jobs(story(own, job("2", "20.00", self_employed=True))) == {
        "engagement": "self_employed", "hours": "5", "hourly_rate": "17.00",
    }  # fmt: skip
    assert asked_of_jobs(story()) == {}
