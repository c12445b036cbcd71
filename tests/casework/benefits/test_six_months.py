"""Six months of a session: what is uneven is said with its month and money, and the bars hold the same figures."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.pay.pay_days import pay_days
from ipstui.casework.benefits.session import answer, curve
from ipstui.casework.benefits.six_months import rows_of, uneven_said
from ipstui.casework.benefits.talk import Talk
from ipstui.casework.checks import Unfit
from ipstui.screens.session.words import month_bars, six_months
from tests.casework.benefits.test_facts import TODAY, facts, work

D = Decimal
CLAIM = facts(claim_day=9)


def found(cycle="four_weekly", first=date(2026, 12, 11), known=CLAIM, **changes):
    return answer(known, work(cycle=cycle, first_pay_day=first, **changes), TODAY)


def test_two_four_weekly_wages_in_one_period_are_said_with_what_is_less_and_when():
    periods = found(hours=D(12)).better.pay_periods
    usual, double = periods.periods[2], periods.periods[1]
    assert [day.isoformat() for day in double.pay_days] == ["2026-12-11", "2027-01-08"]
    less = usual.uc_award - double.uc_award
    assert uneven_said(periods) == (
        f"In December two wages fall into one period: £{less} less Universal Credit, £{double.uc_award} "
        "on Fri 15 Jan 2027.",
    )


def test_an_even_month_says_nothing_and_one_before_the_first_wage_is_not_uneven():
    periods = found("monthly", date(2026, 12, 15)).better.pay_periods
    assert uneven_said(periods) == ()
    assert not any(row.uneven for row in rows_of(periods))
    assert rows_of(periods)[0].pay_days == ()


def test_a_month_without_a_wage_is_said_after_the_job_began():
    """Paid on last working days, a period that begins on the last day of each month can hold none, or two."""
    periods = found("last_working_day", date(2026, 12, 31), facts(claim_day=31)).better.pay_periods
    none = [period for period in periods.periods if not period.pay_days and period.end > date(2026, 12, 31)]
    assert none
    said = [text for text in uneven_said(periods) if "no wage falls into the period" in text]
    assert len(said) == len(none)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["weekly", "two_weekly", "four_weekly", "monthly", "last_working_day"]),
    st.integers(0, 60), st.integers(1, 31), st.integers(1, 60),
)  # fmt: skip
def test_the_bars_are_the_calculators_months_and_every_pay_day_stands_once(cycle, later, day, hours):
    first = date.fromordinal(TODAY.toordinal() + later)
    result = found(cycle, first, facts(claim_day=day), hours=D(hours))
    rows, bars = rows_of(result.better.pay_periods), month_bars(result)
    assert [b.total for b in bars] == [p.total for p in result.better.pay_periods.periods]
    told = [d for row in rows for d in row.pay_days]
    assert told == [d for d in pay_days(first, cycle, rows[-1].end) if d >= rows[0].start]
    assert len([row for row in rows if row.uneven]) == len(uneven_said(result.better.pay_periods))


@pytest.mark.parametrize("width", [66, 78])
def test_the_row_fits_and_a_month_that_is_not_known_says_so(width):
    lines = ["".join(text for text, _ in line) for line in six_months(found(known=facts(claim_day=9)), width)]
    assert len(lines) == 3
    assert max(map(len, lines)) <= width
    assert "►9 Dec ••" in lines[0]
    after_april = msgspec.structs.replace(CLAIM, claim_day=9)
    late = found(known=after_april, first=date(2026, 12, 31))
    if any(bar.total is None for bar in month_bars(late)):
        assert "not known" in "".join(text for line in six_months(late, width) for text, _ in line)


def test_without_pay_days_there_are_no_months():
    assert six_months(answer(CLAIM, work(), TODAY), 78) == []


LAST = date(2027, 2, 5)


def test_a_last_wage_with_leave_paid_out_and_the_months_after_it_are_said():
    periods = found(hours=D(12), last_pay_day=LAST, last_pay=D("200"), leave_pay=D("150")).better.pay_periods
    wages = [(period.wages, period.besides, period.earnings) for period in periods.periods]
    usual = wages[0 if wages[0][0] == 1 else 2][2]
    assert [each[0] for each in wages][2:] == [1, 0, 0, 0]
    assert wages[2] == (1, D("150.00"), D("350.00"))
    assert usual is not None
    said = uneven_said(periods)
    assert any(text.startswith("In January £150.00 comes besides the wage: ") for text in said)
    assert [text for text in said if "no wage" in text] == [said[-1]]
    assert said[-1].startswith("From February on no wage falls into the period: ")


def test_back_pay_counts_in_the_period_it_comes_in_and_a_payslip_takes_the_place_of_the_sum():
    plain = found(hours=D(12), payslip=D("140.00")).better.pay_periods.periods
    back = found(hours=D(12), payslip=D("140.00"), back_pay=D("90"), back_pay_day=date(2027, 3, 1)).better.pay_periods
    assert {period.earnings for period in plain if period.wages == 1} == {D("140.00")}
    pairs = zip(plain, back.periods, strict=True)
    changed = [(after.start, after.earnings - before.earnings) for before, after in pairs if after != before]
    assert changed == [(date(2027, 2, 9), D("90.00"))]
    assert any("£90.00 comes besides the wage" in text for text in uneven_said(back))


def test_the_curve_of_other_hours_does_not_go_by_one_payslip():
    choice = work(cycle="four_weekly", first_pay_day=date(2026, 12, 11), payslip=D("140.00"), last_pay_day=LAST)
    plain = work()
    assert curve(CLAIM, choice, TODAY) == curve(CLAIM, plain, TODAY) != ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cycle": "unknown", "first_pay_day": None, "payslip": D(100)}, "cycle"),
        ({"last_pay": D(100)}, "last_pay_day"),
        ({"leave_pay": D(100)}, "last_pay_day"),
        ({"back_pay": D(100)}, "back_pay_day"),
        ({"back_pay_day": LAST}, "back_pay"),
        ({"last_pay_day": date(2026, 12, 1)}, "first_pay_day"),
        ({"payslip": D(5000)}, "payslip"),
    ],
)
def test_pay_of_one_day_that_cannot_be_is_refused_beside_its_field(changes, field):
    with pytest.raises(Unfit) as error:
        found(**({"cycle": "four_weekly", "first": date(2026, 12, 11)} | renamed(changes)))
    assert error.value.field == field


def renamed(changes):
    return {"first" if name == "first_pay_day" else name: value for name, value in changes.items()}


def test_a_payslip_was_of_the_hours_and_pay_before():
    talk = Talk()
    talk.take(CLAIM, work(cycle="four_weekly", first_pay_day=date(2026, 12, 11), payslip=D("140.00")))
    talk.change(hours=D(20))
    assert talk.choice.payslip is None
    assert talk.choice.first_pay_day == date(2026, 12, 11)
