"""Six months with a job: the pay days in each, two wages in one, the last wage, and what must always add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.pay_periods import RULES, PayPeriodsRequest, pay_periods
from calculators.benefits.universal_credit import UniversalCreditRequest, universal_credit
from calculators.contract import decode, plain
from calculators.explain import RequestError

D = Decimal
PLAIN = {"age": 30, "health": "none", "accommodation": "none", "exempt_from_cap": True, "in_london": False}


def ask(**facts):
    facts = {
        "assessment_day": 24,
        "cycle": "weekly",
        "first_pay_day": date(2026, 11, 6),
        "net": "200.00",
        **PLAIN,
        **facts,
    }
    if facts.get("gross") is not None:
        facts["net"] = None
    return pay_periods(msgspec.convert(facts, PayPeriodsRequest, strict=False))


def said(result, *words):
    return any(all(word in warning for word in words) for warning in result.warnings)


def counts(result):
    return [len(period.pay_days) for period in result.periods]


@pytest.mark.parametrize(
    ("cycle", "first", "expected"),
    [
        ("weekly", date(2026, 11, 6), [3, 4, 5, 4, 4, 5]),
        ("two_weekly", date(2026, 11, 6), [2, 2, 2, 2, 2, 3]),
        ("four_weekly", date(2026, 11, 6), [1, 1, 1, 1, 1, 2]),
        ("four_weekly", date(2026, 10, 26), [2, 1, 1, 1, 1, 1]),
        ("monthly", date(2026, 10, 31), [1, 1, 1, 1, 1, 1]),
        ("last_working_day", date(2026, 10, 30), [1, 1, 1, 1, 1, 1]),
    ],
)
def test_the_pay_days_of_each_cycle(cycle, first, expected):
    result = ask(cycle=cycle, first_pay_day=first)
    found = counts(result)
    if cycle == "two_weekly":
        assert sum(found) == 13
        assert set(found) == {2, 3}
    else:
        assert found == expected


def test_monthly_pay_of_a_31st_and_the_last_working_day():
    monthly = ask(cycle="monthly", first_pay_day=date(2026, 10, 31))
    assert [str(p.pay_days[0]) for p in monthly.periods[:5]] == [
        "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28",
    ]  # fmt: skip
    last = ask(cycle="last_working_day", first_pay_day=date(2026, 10, 30))
    assert [str(p.pay_days[0]) for p in last.periods[:5]] == [
        "2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26",
    ]  # fmt: skip


def test_four_weekly_pay_in_supported_housing_twice_in_one_period():
    """The nil trap: two wages end Universal Credit for a month, and Housing Benefit then looks at the average week."""
    facts = {"cycle": "four_weekly", "first_pay_day": date(2026, 12, 24), "net": "640.00", "assessment_day": 24}
    home = {"accommodation": "supported", "housing_costs_monthly": 900, "hours": 13}
    result = ask(**facts, **home)
    assert counts(result)[0] == 2
    first = result.periods[0]
    assert (first.uc_award, first.rent_to_pay) == (0, 0)
    assert first.total == D("1280.00")
    assert result.periods[1].uc_award == D("72.90")
    assert said(result, "two wages fall into one month")
    assert said(result, "cannot be moved")
    assert said(result, "Tell the council")
    unknown = ask(**{**facts, **home, "health": "lcw", "net": "1900.00"})
    assert (unknown.periods[0].uc_award, unknown.periods[0].total) == (0, None)
    assert said(unknown, "NOT known")


def test_what_housing_benefit_makes_of_leave_paid_out_is_not_guessed():
    facts = {
        "accommodation": "supported",
        "housing_costs_monthly": 900,
        "last_pay_day": date(2026, 11, 27),
        "hours": 13,
    }
    leave = {"on": "2027-01-04", "net": "1200.00", "what": "leave_paid_out"}
    result = ask(**facts, extra=[leave])
    assert result.periods[1].total is not None
    assert (result.periods[2].uc_award, result.periods[2].rent_to_pay, result.periods[2].total) == (0, None, None)
    assert said(result, "leave paid out", "NOT known")


def test_moving_a_monthly_wage_can_gain_with_a_work_allowance_and_lose_without():
    facts = {
        "cycle": "monthly",
        "first_pay_day": date(2026, 11, 25),
        "reported_on": ("2026-11-25", "2026-12-23"),
        "net": "1000.00",
        "accommodation": "rented",
        "housing_costs_monthly": 600,
        "periods": 2,
    }
    (without,) = ask(**facts).moved
    assert without.gain_from_moving == D("-75.10")
    assert said(ask(**facts), "LOSE", "£75.10")
    (allowance,) = ask(**{**facts, "health": "lcw"}).moved
    # the whole allowance of the empty period is used: 0.55 x 427
    assert allowance.gain_from_moving == D("234.85")
    assert ask(**{**facts, "cycle": "four_weekly"}).moved == ()


def test_a_last_wage_with_leave_leaves_a_surplus_for_the_claim_after():
    result = ask(
        assessment_day=1,
        cycle="monthly",
        first_pay_day=date(2026, 11, 20),
        net="900.00",
        last_pay_day=date(2026, 12, 20),
        last_net="900.00",
        extra=[{"on": "2026-12-20", "net": "3100.00", "what": "leave_paid_out"}],
        periods=4,
    )
    december, january, february = result.periods[1:]
    assert (december.earnings, december.uc_award) == (D("4000.00"), 0)
    assert january.pay_days == ()
    assert (january.surplus_carried, january.uc_award) == (D("727.45"), D("24.80"))
    assert (february.surplus_carried, february.uc_award) == (None, D("424.90"))
    assert said(result, "Surplus earnings", "not found")
    assert said(result, "no rule that spreads them")
    assert said(result, "Unconfirmed figure", "2500")
    told = ask(
        assessment_day=1, cycle="monthly", first_pay_day=date(2026, 12, 20), net="4000.00",
        last_pay_day=date(2026, 12, 20), surplus_de_minimis="300.00",
    )  # fmt: skip
    assert told.periods[1].surplus_carried == D("2927.45")


def test_pay_between_the_two_amounts_is_said_to_turn_on_the_one_that_is_not_known():
    # nil at 772.55: 1,200 is no surplus above 2,500, and 127.45 above 300
    facts = {"assessment_day": 1, "cycle": "monthly", "first_pay_day": date(2026, 11, 20)}
    between = ask(**facts, net="1200.00")
    assert all(period.surplus_carried is None for period in between.periods)
    assert said(between, "Surplus earnings", "£300")
    assert not said(ask(**facts, net="1000.00"), "Surplus earnings")


def test_a_period_beyond_the_rates_has_its_pay_days_and_no_award():
    result = ask(first_pay_day=date(2026, 12, 4), assessment_day=15)
    *known, last = result.periods
    assert last.start == date(2027, 4, 15)
    assert last.earnings == 1000
    assert (last.uc_award, last.total, last.rent_to_pay) == (None, None, None)
    assert all(period.total is not None for period in known)
    assert said(result, "not known yet")
    assert result.lowest == min(period.total for period in known)


def test_gross_pay_after_the_tax_year_is_not_guessed():
    result = ask(gross="500.00", cycle="weekly", assessment_day=24)
    assert result.periods[-1].earnings is None
    assert result.periods[-1].uc_award is None
    # 500 x 52 = 26,000: tax 2,686 and National Insurance 1,074.40 a year, 427.68 a week
    assert result.periods[1].earnings == D("1710.72")


def test_a_first_period_with_fewer_wages_is_said():
    assert said(ask(), "fewer wages", "3, then 4")
    assert not said(ask(first_pay_day=date(2026, 10, 30)), "fewer wages")


def test_housing_benefit_counts_half_of_the_pension_and_universal_credit_all_of_it():
    home = {"accommodation": "supported", "housing_costs_monthly": 900, "hours": 20, "cycle": "weekly"}
    period = ask(**home, gross="250.00", pension="20.00", first_pay_day=date(2026, 10, 30)).periods[2]
    # 250 is 13,000 a year: tax on 11,960 none, National Insurance 34.40 a year or 0.66 a week; 229.34 in hand
    assert period.earnings == 5 * D("229.34")
    # 239.34 - 82.73 - 95.55 = 61.06 over, and 65p of each: 39.69 a week
    assert period.uc_award == 0
    assert period.rent_to_pay == D("171.99")


def test_a_claim_on_release_begins_with_its_own_period():
    result = ask(
        assessment_day=None,
        claim_on=date(2026, 11, 19),
        released_on=date(2026, 11, 19),
        first_pay_day=date(2027, 1, 8),
    )
    assert result.periods[0].start == date(2026, 11, 19)
    assert result.periods[0].pay_days == ()
    assert result.periods[0].paid_on == date(2026, 12, 24)
    running = ask(assessment_day=None, claim_on=date(2024, 3, 8), first_pay_day=date(2026, 11, 6))
    assert running.periods[0].start == date(2026, 10, 8)


def test_new_style_esa_needs_the_hours():
    facts = {"new_style_esa_weekly": "95.55", "health": "lcw", "net": "150.00"}
    unknown = ask(**facts)
    assert "hours" in unknown.missing
    assert unknown.periods[0].uc_award is None
    kept = ask(**facts, hours=12).periods[1]
    assert kept.new_style_esa == D("414.05")
    lost = ask(**facts, hours=16).periods[1]
    assert lost.new_style_esa == 0
    assert lost.uc_award == D("424.90")


def test_debts_come_off_the_award_up_to_the_cap():
    plainly, owing = ask(net="10.00"), ask(net="10.00", deductions_monthly=200)
    assert plainly.periods[1].total - owing.periods[1].total == D("63.73")  # 63.735 a month


def test_only_the_year_of_birth_shows_the_lower_first():
    result = ask(age=None, birth_year=2001)
    assert [at.age for at in result.by_age] == [24, 25]
    assert result.by_age[0].total == sum(period.total for period in result.periods)
    assert "age" in result.missing


def test_the_json_of_the_contract():
    data = b"""{"claim_on": "2026-10-24", "cycle": "weekly", "first_pay_day": "2026-11-06", "net": "203.36",
      "age": 30, "health": "none", "accommodation": "rented", "housing_costs_monthly": "600.00"}"""
    result = plain(pay_periods(decode(data, PayPeriodsRequest)))
    assert result["periods"][0] | {"due_on": None} == {
        "from": "2026-10-24", "to": "2026-11-23", "due_on": None, "paid_on": "2026-11-30",
        "pay_days": ["2026-11-06", "2026-11-13", "2026-11-20"], "earnings": "610.08", "uc_award": "689.36",
        "total": "1299.44", "new_style_esa": "0.00", "rent_to_pay": "0.00", "surplus_carried": None,
        "wages": 3, "besides": None, "why": "",
    }  # fmt: skip
    assert (result["lowest"], result["highest"]) == ("1299.44", "1482.46")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"assessment_day": None}, "claim_on"),
        ({"assessment_day": 32}, "assessment_day"),
        ({"assessment_day": 24, "claim_on": date(2026, 11, 2)}, "assessment_day"),
        ({"last_pay_day": date(2026, 11, 1)}, "first_pay_day"),
        ({"last_pay_day": date(2026, 12, 1), "reported_on": ("2026-12-02",)}, "reported_on[0]"),
        ({"reported_on": ("2026-12-02", "2026-12-02")}, "reported_on"),
        ({"last_net": "5.00"}, "last_net"),
        ({"net": None}, "net"),
        ({"net": "-5"}, "net"),
        ({"net": "9000"}, "net"),
        ({"gross": "100", "pension": "101"}, "pension"),
        ({"pension": "10"}, "pension"),
        ({"periods": 0}, "periods"),
        ({"periods": 25}, "periods"),
        ({"claim_on": date(2026, 11, 1), "assessment_day": None, "released_on": date(2026, 11, 2)}, "claim_on"),
        ({"in_custody": True}, "in_custody"),
        ({"savings": "16000.01"}, "savings"),
        ({"household": "couple"}, "household"),
        ({"children": 1}, "children"),
        ({"nation": "scotland"}, "nation"),
        ({"universal_credit": False}, "universal_credit"),
        ({"age": None}, "age"),
        ({"age": 17}, "age"),
        ({"accommodation": "none", "housing_costs_monthly": 5}, "accommodation"),
        (
            {"accommodation": "supported", "housing_costs_monthly": 900, "rent_includes_meals": True},
            "rent_includes_meals",
        ),
        ({"extra": [{"on": "2026-11-09", "net": "-1"}]}, "extra[0].net"),
        ({"first_pay_day": date(1, 1, 1)}, "first_pay_day"),
        ({"hours": 200}, "hours"),
        ({"paid_work_ceased_on": date(9999, 12, 31), "months_over_cap_earnings": 12}, "paid_work_ceased_on"),
        ({"months_over_cap_earnings": -1}, "months_over_cap_earnings"),
        ({"released_on": date(1, 1, 1)}, "released_on"),
        ({"released_on": date(2026, 11, 1)}, "assessment_day"),
        ({"last_pay_day": date(9999, 1, 1)}, "last_pay_day"),
        ({"reported_on": ("0206-12-02",)}, "reported_on[0]"),
        ({"extra": [{"on": "9999-11-09", "net": "1"}]}, "extra[0].on"),
        ({"first_pay_day": date(2027, 6, 1)}, "first_pay_day"),
    ],
)
def test_what_cannot_be_true_or_is_not_covered_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as refused:
        ask(**facts)
    assert refused.value.field == field


def test_a_cycle_without_its_first_pay_day_is_refused_by_field():
    with pytest.raises(RequestError) as refused:
        decode(b'{"cycle": "weekly", "assessment_day": 5, "net": "5.00", "age": 30}', PayPeriodsRequest)
    assert refused.value.field == "first_pay_day"


wages = st.decimals(0, 1200, places=2)
cycles = st.sampled_from(["weekly", "two_weekly", "four_weekly", "monthly", "last_working_day"])
homes = st.sampled_from([("none", 0), ("rented", 450), ("supported", 800), ("temporary", 800)])
first_days = st.dates(date(2026, 6, 1), date(2026, 10, 15))


def household(home, health):
    accommodation, rent = home
    return {"accommodation": accommodation, "housing_costs_monthly": rent, "health": health}


@settings(max_examples=60, deadline=None)
@given(first_days, st.integers(1, 31), cycles, wages, homes, st.sampled_from(["none", "lcw", "lcwra_new"]))
def test_every_award_is_that_of_its_own_month(first, day, cycle, net, home, health):
    """Six periods add up to what six months' pay and the rules give, with what is surplus counted in the next."""
    facts = household(home, health)
    result = ask(first_pay_day=first, assessment_day=day, cycle=cycle, net=net, hours=20, **facts)
    whole = sum((period.earnings for period in result.periods), D(0))
    assert whole == net * sum(counts(result))
    for period in result.periods:
        month = msgspec.convert(
            {
                **PLAIN,
                **facts,
                "on": period.start,
                "net_earnings_monthly": period.earnings + (period.surplus_carried or 0),
            },
            UniversalCreditRequest,
        )
        assert abs(period.uc_award - universal_credit(month).uc_award) <= D("0.01")
        if period.total is not None:
            assert abs(period.total - (period.earnings + period.uc_award - period.rent_to_pay)) <= D("0.02")


@settings(max_examples=40, deadline=None)
@given(first_days, st.integers(1, 31), cycles, wages, st.decimals(0, 300, places=2), homes)
def test_more_pay_never_raises_an_award(first, day, cycle, net, more, home):
    """Outside the benefit cap, which enough pay lifts."""
    facts = {"first_pay_day": first, "assessment_day": day, "cycle": cycle, **household(home, "none")}
    less, higher = (ask(net=pay, **facts) for pay in (net, net + more))
    for a, b in zip(less.periods, higher.periods, strict=True):
        assert b.uc_award <= a.uc_award


@settings(max_examples=30, deadline=None)
@given(st.permutations(["2026-11-10", "2026-11-24", "2026-12-08"]), st.permutations([("a", 5), ("b", 70), ("c", 9)]))
def test_no_award_changes_with_the_order_of_the_facts(days, extras):
    extra = [{"on": "2026-12-01", "net": str(net)} for _, net in extras]
    result = ask(first_pay_day=date(2026, 11, 10), reported_on=tuple(days), extra=extra)
    plainly = ask(
        first_pay_day=date(2026, 11, 10),
        reported_on=("2026-11-10", "2026-11-24", "2026-12-08"),
        extra=[{"on": "2026-12-01", "net": "84"}],
    )
    assert [p.uc_award for p in result.periods] == [p.uc_award for p in plainly.periods]


def test_the_rules_have_sources():
    assert all(rule.source for rule in RULES)
    assert any(rule.status == "unconfirmed" for rule in RULES)


def test_moving_a_wage_into_a_period_whose_cap_is_not_known_yet_is_left_open_and_refuses_nothing():
    rent = {"accommodation": "rented", "housing_costs_monthly": 900, "exempt_from_cap": None}
    days = [date(2027, 2, 10), date(2027, 4, 7), date(2027, 4, 30), date(2027, 5, 10)]
    result = ask(**rent, assessment_day=6, cycle="monthly", first_pay_day=days[0], net="100.00", reported_on=days)
    assert [len(period.pay_days) for period in result.periods[:3]] == [1, 0, 2]
    assert result.periods[2].uc_award == D("1214.90")
    assert result.moved == ()


def test_a_month_begun_on_28_february_may_be_one_of_the_31st():
    result = ask(assessment_day=31, claim_on=date(2027, 2, 28), first_pay_day=date(2027, 3, 5))
    assert [period.start for period in result.periods[:3]] == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"gross": "200.00", "hours": 20}, "less than the minimum wage of £12.71"),
        ({"net": "200.00"}, "Only net pay is given"),
    ],
)
def test_the_minimum_wage_is_judged_here_too(facts, words):
    assert said(ask(**facts), words)
    assert not said(ask(gross="254.20", hours=20), "minimum wage")


def test_a_home_nobody_told_of_is_said_to_be_left_out():
    assert said(ask(accommodation=None), "left out of these figures")
    assert not said(ask(), "left out of these figures")


def test_two_wages_on_the_last_day_of_the_last_period_still_show_the_claims_own_periods():
    first = date(2027, 4, 23)
    assert ask(assessment_day=None, claim_on=date(2026, 10, 24), first_pay_day=first).periods[0].start == date(
        2026, 10, 24
    )


@pytest.mark.parametrize("last", [date(2026, 12, 2), date(2026, 12, 4)])
def test_a_last_wage_counts_on_its_own_day_whether_or_not_the_cycle_has_it(last):
    result = ask(last_pay_day=last, last_net="350.00")
    assert result.periods[1].pay_days[-1] == last
    assert sum(period.earnings for period in result.periods) == len(
        [day for period in result.periods for day in period.pay_days if day != last]
    ) * D(200) + D(350)


def test_a_large_wage_in_a_period_whose_cap_is_not_known_yet_refuses_nothing():
    rent = {"accommodation": "rented", "housing_costs_monthly": 1400, "exempt_from_cap": None}
    result = ask(**rent, assessment_day=2, cycle="monthly", first_pay_day=date(2027, 2, 10), net="7000.00")
    assert [period.uc_award for period in result.periods[:3]] == [0, 0, 0]
    assert result.periods[2].start == date(2027, 4, 2)
