"""Better off in work: the worked samples, the properties, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.better_off import LADDER, RULES, BetterOffRequest, better_off
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
        ({"health": "lcw", "accommodation": "rented"}, "424.90", 710),
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


def test_a_year_whose_cap_is_not_held_says_so():
    assert said(ask(on=date(2024, 11, 1), housing_costs_monthly=1000), "cap", "not held")


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
    "facts",
    [{"health": "lcw", "hours": 40}, {"age": 24, "hours": 25}, {"on": date(2026, 10, 4), "hours": 25}],
)
def test_rent_that_is_not_worked_out_is_said_never_guessed(facts):
    result = ask(accommodation="supported", housing_costs_monthly=900, **{"health": "none", **facts})
    assert result.in_work.uc_award == 0
    assert result.in_work.housing_benefit_monthly is None
    assert said(result, "NOT worked out")


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
    assert ask(hours=0).missing == ("hourly_rate", "health")
    assert ask(housing_costs_monthly=500).missing == ("health", "accommodation")
    assert ask(health="none").missing == ()


def test_the_first_weeks_after_release():
    assert ask().after_release == ()
    days = ask(released_on=date(2026, 10, 31), health="none").after_release
    assert [day.on for day in days] == [date(2026, 10, 31), date(2026, 12, 7)]
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
    assert said(ask(on=date(2026, 4, 8)), "disputed")
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
    assert all(rule.source and rule.checked <= ON for rule in RULES)
