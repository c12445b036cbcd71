"""Better off in work: the worked samples, the properties, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.better_off import LADDER, RULES, BetterOffRequest, better_off
from calculators.benefits.universal_credit import Accommodation, Health
from calculators.explain import RequestError

CASES = json.loads((Path(__file__).parents[1] / "facts" / "benefits.json").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)
D = Decimal


def ask(**facts):
    facts = {"on": ON, "age": 30, "hours": 15, **facts}
    if facts["hours"] and "gross_monthly" not in facts:
        facts.setdefault("hourly_rate", "12.71")
    return better_off(msgspec.convert(facts, BetterOffRequest))


def said(result, *words):
    return any(all(word in warning for word in words) for warning in result.warnings)


@pytest.mark.parametrize("case", [c for c in CASES if c["calculator"] == "better-off"], ids=lambda c: c["id"])
def test_worked_samples(case):
    result = better_off(msgspec.json.decode(json.dumps(case["request"]), type=BetterOffRequest))
    for side, figures in case["expect"].items():
        for name, value in figures.items():
            got = getattr(getattr(result, side), name)
            assert float(got) == pytest.approx(value, abs=case["tolerance"]), name


def test_where_no_national_insurance_is_due_the_award_agrees_to_the_penny():
    assert ask(hours=16, health="lcw", housing_costs_monthly=600).in_work.uc_award == D("775.08")
    assert ask(health="lcwra_new", housing_costs_monthly=600).in_work.uc_award == D("1022.63")


@pytest.mark.parametrize(
    ("facts", "maximum", "allowance"),
    [
        ({}, "424.90", 0),
        ({"age": 24}, "338.58", 0),
        ({"age": 25}, "424.90", 0),
        ({"health": "lcw"}, "424.90", 710),
        ({"health": "lcw", "lcw_since_before_april_2017": True}, "583.66", 710),
        ({"health": "lcwra_new"}, "642.16", 710),
        ({"health": "lcwra_protected"}, "854.70", 710),
        ({"health": "lcw", "housing_costs_monthly": 500}, "924.90", 427),
        ({"health": "lcw", "housing_costs_monthly": 500, "accommodation": "supported"}, "424.90", 710),
        ({"health": "lcw", "housing_costs_monthly": 500, "accommodation": "temporary"}, "424.90", 427),
        ({"health": "lcw", "accommodation": "rented", "housing_costs_monthly": 0}, "424.90", 710),
        ({"health": "lcwra_new", "on": date(2025, 11, 22)}, "823.41", 684),
    ],
)
def test_the_maximum_and_the_work_allowance(facts, maximum, allowance):
    now = ask(**facts).now
    assert (now.uc_maximum, now.work_allowance) == (D(maximum), allowance)


def test_fifteen_hours_with_esa_inside_permitted_work_brings_tax_and_says_so():
    result = ask(health="lcwra_new", housing_costs_monthly=600, new_style_esa_weekly="145.90")
    side = result.in_work
    assert side.keeps_esa is True
    assert side.new_style_esa_monthly == side.unearned_monthly == D("632.23")
    assert side.income_tax_yearly == D("986.12")
    assert side.net_earnings_monthly == D("826.15")
    assert side.esa_tax_monthly == D("82.18")
    # 1242.16 - 632.23 - 0.55 x (826.15 - 427)
    assert side.uc_award == D("390.39")
    assert side.total_monthly == D("1766.60")
    assert said(result, "taxable", "£82.18")


def test_sixteen_hours_ends_esa_and_universal_credit_makes_it_up():
    facts = {"health": "lcwra_new", "housing_costs_monthly": 600, "new_style_esa_weekly": "145.90", "hours": 16}
    result = ask(**facts)
    assert result.in_work.keeps_esa is False
    assert result.in_work.new_style_esa_monthly == 0
    assert result.in_work.uc_award == D("992.34")
    assert said(result, "outside permitted work", "£632.23")
    alone = ask(**facts, universal_credit=False)
    assert alone.now.total_monthly == D("632.23")
    assert alone.in_work.total_monthly == D("881.23")
    assert (alone.in_work.uc_award, alone.in_work.uc_maximum) == (0, 0)


def test_supported_permitted_work_keeps_esa_at_sixteen_hours():
    facts = {"hours": 16, "new_style_esa_weekly": "95.55", "health": "lcw"}
    assert ask(**facts, supported_permitted_work=True).in_work.keeps_esa is True
    assert ask(**facts).in_work.keeps_esa is False


@pytest.mark.parametrize(
    ("savings", "tariff", "award"),
    [
        ("6000.00", 0, "424.90"),
        ("6000.01", "4.35", "420.55"),
        ("6250.00", "4.35", "420.55"),
        ("6250.01", "8.70", "416.20"),
        ("15999.99", "174.00", "250.90"),
        ("16000.00", "174.00", "250.90"),
        ("16000.01", "178.35", "0.00"),
    ],
)
def test_savings(savings, tariff, award):
    now = ask(savings=savings).now
    assert (now.tariff_monthly, now.uc_award) == (D(tariff), D(award))


@pytest.mark.parametrize(
    ("facts", "cap", "missing"),
    [
        ({"housing_costs_monthly": 1000}, "195.48", True),
        ({"housing_costs_monthly": 1000, "in_london": True}, "10.98", True),
        ({"housing_costs_monthly": 1000, "exempt_from_cap": True}, "0", False),
        ({"housing_costs_monthly": 1000, "health": "lcwra_new"}, "0", False),
        ({"housing_costs_monthly": 1000, "health": "lcw"}, "195.48", True),
        ({"housing_costs_monthly": 804, "health": "lcw"}, "0", False),
        # 1,524.90 less the ESA, the rest counted against the cap with it
        ({"housing_costs_monthly": 1100, "health": "lcw", "new_style_esa_weekly": "95.55"}, "295.48", True),
    ],
)
def test_the_benefit_cap_and_its_exceptions(facts, cap, missing):
    result = ask(hours=0, **facts)
    assert result.now.benefit_cap_monthly == D(cap)
    assert ("exempt_from_cap" in result.missing) == missing


def test_enough_net_pay_lifts_the_cap():
    facts = {"housing_costs_monthly": 1800, "exempt_from_cap": False, "in_london": False}
    assert ask(hours=15, **facts).in_work.benefit_cap_monthly > 0
    assert ask(hours=16, **facts).in_work.benefit_cap_monthly == 0


@pytest.mark.parametrize(
    ("on", "in_london", "cap"),
    [
        (date(2022, 11, 1), False, "1116.67"),
        (date(2022, 11, 1), True, "1284.17"),
        (date(2023, 11, 1), False, "1229.42"),
        (date(2024, 11, 1), True, "1413.92"),
        (date(2025, 11, 1), False, "1229.42"),
        (date(2026, 11, 1), True, "1413.92"),
    ],
)
def test_the_cap_of_every_year_held(on, in_london, cap):
    result = ask(on=on, hours=0, housing_costs_monthly=1600, in_london=in_london, exempt_from_cap=False)
    assert result.now.uc_award == D(cap)
    assert said(result, "nine months")
    assert said(result, "what others report") == (on.year < 2026)


def test_pension_comes_off_whole_and_saves_tax():
    side = ask(hours=30, pension_weekly=20).in_work
    assert side.income_tax_yearly == D("1243.52")
    assert side.national_insurance_yearly == D("580.61")
    assert side.net_earnings_monthly == D("1413.62")
    assert side.pension_monthly == D("86.67")


def test_deductions_are_capped_and_never_more_than_the_award():
    assert ask(hours=0, deductions_monthly=200).now.deductions_monthly == D("63.74")
    assert ask(hours=0, deductions_monthly=20).now.total_monthly == D("404.90")
    assert ask(hours=0, deductions_monthly=200, on=date(2025, 4, 20)).now.deductions_monthly == D("100.04")
    assert said(ask(health="lcw"), "Deductions", "£63.7")
    assert not said(ask(health="lcw", deductions_monthly=0), "Deductions")


def test_supported_accommodation_meets_the_rent_until_universal_credit_ends():
    facts = {"accommodation": "supported", "housing_costs_monthly": 900, "health": "none"}
    low = ask(hours=12, **facts)
    assert (low.in_work.housing_benefit_monthly, low.in_work.uc_award > 0) == (900, True)
    # UC ends at 178.28 a week, where Housing Benefit begins to count pay: no cliff without a health element
    high = ask(hours=20, **facts)
    assert high.in_work.uc_award == 0
    # 254.20 less tax and National Insurance of 3.49 a week, less 77.73, 5.00 and 95.55: 65% of 72.43 a week
    assert high.in_work.housing_benefit_monthly == D("695.99")
    assert high.in_work.total_monthly == D("882.40")
    assert said(high, "Housing Benefit", "adviser")


@pytest.mark.parametrize(
    ("facts", "reading"),
    [
        ({"health": "lcw", "hours": 40}, True),
        ({"health": "lcwra_new", "hours": 60}, True),
        ({"pip": True, "hours": 25}, False),
        ({"on": date(2025, 11, 22), "hours": 25}, False),
    ],
)
def test_rent_that_is_not_worked_out_is_said_never_guessed(facts, reading):
    result = ask(accommodation="supported", housing_costs_monthly=900, **{"health": "none", **facts})
    side = result.in_work
    assert side.uc_award == 0
    assert (side.housing_benefit_monthly, side.rent_to_pay_monthly, side.total_monthly) == (None, None, None)
    assert (side.housing_benefit_reading_monthly is not None) == reading
    gains = (result.gain_monthly, result.gain_after_travel_monthly, result.gain_per_hour_worked)
    assert gains == (None, None, None)
    assert said(result, "NOT worked out")
    assert result.now.total_monthly is not None
    assert not any(step.text == "Difference in a month" for step in result.steps)


@pytest.mark.parametrize("accommodation", get_args(Accommodation))
@pytest.mark.parametrize("health", get_args(Health))
@pytest.mark.parametrize("age", [23, 30])
@pytest.mark.parametrize("pip", [None, True])
@pytest.mark.parametrize("on", [date(2025, 11, 22), date(2026, 9, 28), ON])
def test_no_gain_leaves_the_rent_out(accommodation, health, age, pip, on):
    """In every kind of home, at every step of the ladder: the rent is in the award, or met, or paid, or no total."""
    rent = 0 if accommodation == "none" else D(900)
    facts = {"accommodation": accommodation, "housing_costs_monthly": rent, "health": health, "age": age, "pip": pip}
    result = ask(on=on, hours=40, exempt_from_cap=True, **facts)
    for side in (*result.ladder, result.now, result.in_work):
        if accommodation in ("rented", "none"):
            assert side.rent_to_pay_monthly == 0
            plain = ask(on=on, age=age, health=health, pip=pip, hours=side.hours, exempt_from_cap=True).in_work
            assert side.uc_maximum - plain.uc_maximum == rent
        elif side.housing_benefit_monthly is None:
            assert side.total_monthly is None
        else:
            assert side.housing_benefit_monthly + side.rent_to_pay_monthly == rent
            paid = side.net_earnings_monthly + side.uc_award - side.rent_to_pay_monthly
            assert abs(side.total_monthly - paid) <= D("0.02")
    assert (result.gain_monthly is None) == (None in (result.now.total_monthly, result.in_work.total_monthly))


@pytest.mark.parametrize("accommodation", ["supported", "temporary"])
@pytest.mark.parametrize("age", [23, 30])
def test_the_cliff_is_closed_for_whoever_has_no_health_element(accommodation, age):
    """From the pound where Universal Credit ends Housing Benefit falls by 65p: more hours never leave less."""
    facts = {"accommodation": accommodation, "housing_costs_monthly": 900, "health": "none", "age": age}
    totals = [ask(hours=D(hours) / 2, **facts).in_work.total_monthly for hours in range(80)]
    assert totals == sorted(totals)


def test_a_month_of_five_paydays_can_end_universal_credit_and_housing_benefit_goes_by_the_average_week():
    facts = {"accommodation": "supported", "housing_costs_monthly": 900, "health": "none", "hours": 13}
    result = ask(**facts)
    assert result.in_work.uc_award > 0
    five = result.five_week_month
    assert five.uc_award == 0
    # 165.23 a week is under 95.55 + 5 + 77.73: the whole rent is met
    assert five.total_monthly == five.net_earnings_monthly


def test_only_the_year_of_birth_shows_both_ages_the_lower_first():
    facts = {"age": None, "birth_year": 2001, "hours": 20, "health": "none"}
    result = ask(**facts)
    assert [at.age for at in result.by_age] == [24, 25]
    assert result.by_age[0].total_in_work_monthly == result.in_work.total_monthly
    assert result.by_age[0].total_now_monthly < result.by_age[1].total_now_monthly
    assert result.missing[0] == "age"
    assert said(result, "year of birth")
    same = ask(**{**facts, "birth_year": 1990})
    assert same.by_age == ()
    assert "age" not in same.missing


def test_the_gate_before_a_health_assessment_is_gross_and_not_the_figure_of_the_cap():
    result = ask(hours=17, pension_weekly=20, pip=False, health="none")
    assert result.in_work.gross_earnings_monthly == D("936.30")
    assert result.in_work.net_earnings_monthly == D("849.64")
    assert result.assessment_gate_monthly == D("881.23")
    assert result.assessment_may_be_carried_out is False
    assert ask(hours=17, pip=True).assessment_may_be_carried_out is True
    assert ask(hours=17).assessment_may_be_carried_out is None
    assert ask(hours=17, health="lcw").assessment_may_be_carried_out is None


@pytest.mark.parametrize(
    ("facts", "capped"),
    [
        ({"pip": True}, False),
        ({"pip": False}, True),
        ({"new_style_esa_weekly": "145.90", "health": "lcw"}, False),
        ({"new_style_esa_weekly": "145.89", "health": "lcw"}, True),
        ({"paid_work_ceased_on": date(2026, 8, 10), "months_over_cap_earnings": 12}, False),
        ({"paid_work_ceased_on": date(2026, 8, 10), "months_over_cap_earnings": 11}, True),
        ({"paid_work_ceased_on": date(2026, 2, 10), "months_over_cap_earnings": 14}, True),
    ],
)
def test_what_lifts_the_cap(facts, capped):
    result = ask(hours=0, housing_costs_monthly=1700, **facts)
    assert (result.now.benefit_cap_monthly > 0) == capped


def test_pay_days_bring_the_six_periods():
    result = ask(hours=15, health="none", pay_cycle="four_weekly", first_pay_day=date(2026, 12, 4))
    periods = result.pay_periods.periods
    assert len(periods) == 6
    assert periods[0].start == ON
    assert periods[0].earnings == D("762.60")
    assert ask().pay_periods is None


def test_the_month_with_five_paydays_lowers_the_award():
    result = ask(health="lcw", housing_costs_monthly=600)
    five, four = result.five_week_month, result.four_week_month
    assert five.net_earnings_monthly == D("953.25")
    assert five.uc_award == D("735.46")
    assert four.uc_award == D("840.32")
    assert five.uc_award < result.in_work.uc_award < four.uc_award
    assert ask(hours=0).five_week_month is None


def test_the_gain_an_hour_is_after_travel():
    result = ask(weekly_travel=20)
    # 826.15 of pay less the 424.90 that ends; 86.67 of travel; 65 hours
    assert result.gain_monthly == D("401.25")
    assert result.gain_after_travel_monthly == D("314.58")
    assert result.gain_per_hour_worked == D("4.84")
    assert ask(hours=0, weekly_travel=20).gain_per_hour_worked is None


def test_warnings_come_only_where_they_bear():
    assert said(ask(health="lcwra_protected"), "custody", "adviser")
    assert not said(ask(health="lcwra_new"), "custody")
    assert not said(ask(), "Housing Benefit")
    assert not said(ask(), "taxable")
    assert said(ask(hourly_rate=9), "minimum wage", "£12.71")
    assert said(ask(health="lcw", new_style_esa_weekly="145.90"), "support component")
    assert not said(ask(health="lcwra_new", new_style_esa_weekly="145.90"), "support component")
    assert said(ask(hours=16), "new assessment")
    assert not said(ask(hours=15), "new assessment")
    assert all(ask(**facts).warnings[0].startswith("An estimate") for facts in ({}, {"hours": 0}))


def test_what_was_assumed_is_missing():
    assert ask(hours=0).missing == ("hourly_rate", "health", "accommodation")
    assert ask(housing_costs_monthly=500).missing == ("health", "accommodation")
    assert ask(health="none").missing == ("accommodation",)
    assert ask(health="none", accommodation="none").missing == ()
    assert ask(health="none", accommodation="supported").missing == ("housing_costs_monthly",)


def sums_that_hold_the_rent(result):
    sides = (result.now, result.in_work, *result.ladder)
    months = result.pay_periods.periods if result.pay_periods else ()
    return [
        *(side.total_monthly for side in sides),
        *(month.total_monthly for month in (result.five_week_month, result.four_week_month)),
        *(month.total for month in months),
        result.gain_monthly, result.gain_after_travel_monthly, result.gain_per_hour_worked,
    ]  # fmt: skip


@pytest.mark.parametrize("accommodation", ["rented", "supported", "temporary"])
@pytest.mark.parametrize("facts", [{}, {"health": "lcw"}, {"new_style_esa_weekly": "95.55"}, {"savings": 9000}])
def test_no_sum_of_a_home_with_rent_leaves_a_rent_that_is_not_known_out(accommodation, facts):
    asked = facts | {"accommodation": accommodation, "pay_cycle": "four_weekly", "first_pay_day": date(2026, 12, 4)}
    result = ask(hours=30, **asked)
    assert set(sums_that_hold_the_rent(result)) == {None}
    assert "housing_costs_monthly" in result.missing
    assert any("The rent is not known" in text for text in result.warnings)
    assert (result.now.uc_award is None) == (accommodation == "rented")
    free = ask(hours=30, **asked, housing_costs_monthly=0)
    assert None not in (free.gain_monthly, free.in_work.uc_award, free.pay_periods.periods[0].total)
    assert "housing_costs_monthly" not in free.missing


def test_a_home_nobody_told_of_is_said_to_be_left_out():
    assert any("left out of these figures" in text for text in ask().warnings)
    assert not any("left out of these figures" in text for text in ask(accommodation="none").warnings)


@pytest.mark.parametrize("facts", [{"savings": 17000}, {"universal_credit": False}])
def test_a_rent_that_no_award_goes_by_is_not_asked_for(facts):
    result = ask(hours=16, accommodation="rented", **facts)
    assert result.now.uc_award == 0
    assert result.gain_monthly is not None


def test_the_first_weeks_after_release():
    assert ask().after_release == ()
    days = ask(released_on=date(2026, 10, 31), health="none").after_release
    # the month ends on Sun 29 Nov; seven days after is a Sunday, so it is paid on the Friday before
    assert [day.on for day in days] == [date(2026, 10, 31), date(2026, 12, 4)]
    unwell = ask(released_on=date(2026, 10, 31), health="lcwra_new").after_release
    assert unwell[-1].on == date(2027, 1, 31)
    assert any("fit note" in day.text for day in unwell)


def test_getting_back_names_only_the_benefits_there_are():
    assert "six months" in ask().getting_back[0]
    assert not any("twelve weeks" in line for line in ask().getting_back)
    assert any("twelve weeks" in line for line in ask(new_style_esa_weekly="95.55").getting_back)


def test_the_rates_are_those_of_the_day_the_assessment_period_began():
    facts = {"on": date(2026, 4, 20), "hours": 0}
    assert ask(**facts).now.uc_maximum == D("424.90")
    assert ask(**facts, assessment_period_from=date(2026, 4, 1)).now.uc_maximum == D("400.14")
    assert "assessment_period_from" in ask(**facts).missing
    assert "assessment_period_from" not in ask(**facts, assessment_period_from=date(2026, 4, 1)).missing


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"age": 17}, "age"),
        ({"age": 70}, "age"),
        ({"hours": 90}, "hours"),
        ({"hours": -1}, "hours"),
        ({"hours": "NaN", "hourly_rate": 12}, "hours"),
        ({"hourly_rate": "0.12"}, "hourly_rate"),
        ({"hourly_rate": "12.715"}, "hourly_rate"),
        ({"hourly_rate": None}, "hourly_rate"),
        ({"hourly_rate": 200}, "hourly_rate"),
        ({"gross_monthly": 9000}, "gross_monthly"),
        ({"hourly_rate": 12, "gross_monthly": 900}, "gross_monthly"),
        ({"hours": 0, "gross_monthly": 900}, "hours"),
        ({"pension_weekly": 300}, "pension_weekly"),
        ({"savings": "16000.001"}, "savings"),
        ({"savings": "NaN"}, "savings"),
        ({"weekly_travel": -1}, "weekly_travel"),
        ({"on": date(2027, 6, 1)}, "on"),
        ({"on": date(2022, 1, 1)}, "on"),
        ({"accommodation": "none", "housing_costs_monthly": 5}, "accommodation"),
        ({"assessment_period_from": date(2026, 9, 1)}, "assessment_period_from"),
        ({"household": "couple"}, "household"),
        ({"children": 1}, "children"),
        ({"nation": "scotland"}, "nation"),
        ({"in_custody": True}, "in_custody"),
        ({"age": None}, "age"),
        ({"birth_year": 1980}, "birth_year"),
        ({"age": None, "birth_year": 2010}, "age"),
        (
            {"accommodation": "supported", "housing_costs_monthly": 900, "rent_includes_meals": True},
            "rent_includes_meals",
        ),
        ({"pay_cycle": "weekly"}, "first_pay_day"),
        ({"first_pay_day": ON}, "pay_cycle"),
    ],
)
def test_what_cannot_be_true_or_is_not_covered_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as caught:
        ask(**facts)
    assert caught.value.field == field


def test_weekly_and_monthly_pay_that_agree_are_taken():
    assert ask(hourly_rate="12.00", gross_monthly="780.00").in_work == ask(hourly_rate="12.00").in_work
    assert ask(gross_monthly="780.00").in_work.uc_award == ask(hourly_rate="12.00").in_work.uc_award


people = st.fixed_dictionaries(
    {
        "age": st.integers(18, 65),
        "health": st.sampled_from(["none", "lcw", "lcwra_new", "lcwra_protected"]),
        "housing_costs_monthly": st.integers(0, 1500),
        "savings": st.decimals(0, 20_000, places=2),
        "deductions_monthly": st.integers(0, 100),
        "exempt_from_cap": st.booleans(),
    }
)
rates_of_pay = st.decimals(1, 20, places=2)  # so that no pay here passes £100,000
hours_a_week = st.decimals("0.5", 40, places=1)


@settings(max_examples=80, deadline=None)
@given(people, rates_of_pay, hours_a_week, st.decimals(0, 30, places=1), st.decimals(0, 7, places=2))
def test_with_universal_credit_alone_more_pay_never_means_less(person, rate, hours, more_hours, more_rate):
    less = ask(hours=hours, hourly_rate=rate, **person).in_work
    more = ask(hours=hours + more_hours, hourly_rate=rate + more_rate, **person).in_work
    assert more.total_monthly >= less.total_monthly
    assert less.uc_award >= 0
    assert less.uc_award >= more.uc_award or less.benefit_cap_monthly > 0


@settings(max_examples=40, deadline=None)
@given(people, rates_of_pay, st.decimals(0, 150, places=2), st.decimals(0, 5, places=2))
def test_the_ladder_is_single_calculations_and_starts_at_now(person, rate, esa, pension):
    facts = {"hourly_rate": rate, "new_style_esa_weekly": esa, "pension_weekly": pension, **person}
    result = ask(hours=40, **facts)
    assert result.ladder[0] == result.now
    assert ask(hours=0, **facts).in_work == result.now
    for rung in result.ladder[1:]:
        assert ask(hours=rung.hours, **facts).in_work == rung
    assert [rung.hours for rung in result.ladder] == [h for h in LADDER if not h or h * rate >= pension]


def test_the_steps_end_in_the_figures_shown():
    result = ask(health="lcw", housing_costs_monthly=600, weekly_travel=10)
    amounts = {step.text: step.amount for step in result.steps}
    assert amounts["Universal Credit award"] == result.in_work.uc_award
    assert amounts["Money in a month in work"] == result.in_work.total_monthly
    assert amounts["Difference after travel"] == result.gain_after_travel_monthly


def test_the_rules_have_sources():
    assert all(rule.source and rule.checked <= date(2026, 11, 25) for rule in RULES)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"assessment_period_from": date(2026, 11, 1)}, "assessment_period_from"),
        ({"assessment_day": 1}, "assessment_day"),
    ],
)
def test_a_claim_before_release_is_refused_by_field(facts, field):
    with pytest.raises(RequestError, match="before release") as refused:
        ask(released_on=date(2026, 11, 10), **facts)
    assert refused.value.field == field
    assert ask(released_on=date(2026, 11, 10), assessment_day=10).after_release


def test_the_six_months_agree_with_the_month_about_housing_benefit_and_keep_their_day():
    result = ask(
        hours=37.5, health="none", accommodation="supported", housing_costs_monthly=1000, pension_weekly="20.00",
        pay_cycle="monthly", first_pay_day=date(2026, 12, 11), on=date(2027, 3, 4), assessment_day=31,
    )  # fmt: skip
    months = result.pay_periods.periods
    assert [month.start for month in months[:2]] == [date(2027, 2, 28), date(2027, 3, 31)]
    assert abs(months[0].rent_to_pay - result.in_work.rent_to_pay_monthly) <= D("0.02")


def test_an_age_that_bears_on_the_award_is_missing_though_no_sum_is_shown():
    facts = {"age": None, "birth_year": 2001, "hours": 10, "accommodation": "supported"}
    result = ask(**facts)
    assert (result.in_work.total_monthly, result.by_age, result.missing[0]) == (None, (), "age")
    assert "age" not in ask(**{**facts, "birth_year": 1990}).missing
