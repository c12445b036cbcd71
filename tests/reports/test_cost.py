"""The cost report: every sum, what cannot be divided, and what is refused."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.checks import Unfit
from ipstui.casework.people import Cost
from ipstui.reports.cost import cost_report
from tests.reports.by_hand import counted

FIGURES = counted().figures
MONEY = st.decimals(0, 1_000_000, places=2)


def test_every_sum_of_the_caseload_counted_by_hand() -> None:
    found = cost_report(Cost(salaries=Decimal(1000), travel=Decimal(100)), FIGURES)
    assert found.total == found.per_year == 1100
    assert found.per_head == {
        "referred": Decimal("100.00"), "seen_once": Decimal("137.50"), "engaged": Decimal("157.14")
    }  # fmt: skip
    assert found.per_head_one_year == {}
    assert (found.per_person_into_work, found.per_engaged_person_into_work) == (Decimal(275), Decimal("366.67"))
    assert found.per_job == Decimal(220)
    assert found.arithmetic[0] == "£1,000.00 + £100.00 = £1,100.00 over 1 year"


@given(MONEY, MONEY, MONEY, st.integers(1, 10))
def test_lines_add_up_and_heads_times_cost_is_the_total(a: Decimal, b: Decimal, c: Decimal, years: int) -> None:
    found = cost_report(Cost(salaries=a, management=b, other=c, years=Decimal(years)), FIGURES)
    assert sum(line.amount for line in found.lines) == found.total == a + b + c
    for id, each in found.per_head.items():
        assert abs(each * FIGURES[id].count - found.total) <= Decimal("0.005") * FIGURES[id].count
    for id, each in found.per_head_one_year.items():
        assert abs(each * years - found.per_head[id]) <= Decimal("0.01") * years


@given(MONEY, st.decimals(Decimal("0.1"), Decimal(9), places=1))
def test_every_sum_comes_out_to_the_penny_when_it_is_done_again(a: Decimal, years: Decimal) -> None:
    found = cost_report(Cost(salaries=a, years=years), FIGURES)
    for sentence in found.arithmetic[1:]:
        left, right = (re.sub(r"[£,]", "", side) for side in sentence.split(" = "))
        whole, *by = (Decimal(re.match(r"[\d.]+", part)[0]) for part in left.split(" ÷ "))
        for number in by:
            whole /= number
        assert whole.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(re.match(r"[\d.]+", right)[0]), sentence


def test_nobody_to_divide_by_is_said() -> None:
    from datetime import date

    empty = counted(date(2020, 1, 1), date(2020, 12, 31)).figures
    found = cost_report(Cost(salaries=Decimal(100)), empty)
    assert (found.per_head, found.per_job, found.per_person_into_work) == ({}, None, None)
    assert any("Nobody is counted" in sentence for sentence in found.warnings)


@pytest.mark.parametrize(
    ("cost", "field"),
    [
        (Cost(salaries=Decimal(-1)), "salaries"),
        (Cost(salaries=Decimal(1), travel=Decimal("NaN")), "travel"),
        (Cost(salaries=Decimal(1), years=Decimal(0)), "years"),
        (Cost(salaries=Decimal(1), full_time_equivalent=Decimal(-2)), "full_time_equivalent"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(cost: Cost, field: str) -> None:
    with pytest.raises(Unfit) as refused:
        cost_report(cost, FIGURES)
    assert refused.value.field == field
