"""Permitted work: the routes, the two tests, averages, and what can never be so."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.permitted_work import RULES, Headroom, PermittedWorkRequest, permitted_work
from calculators.explain import RequestError
from calculators.rates import held, rates_on

CASES = json.loads((Path(__file__).parents[1] / "facts" / "benefits.json").read_text(encoding="utf-8"))
ON = date(2026, 11, 22)
WORSE = {"within": 0, "ask_dwp": 1, "breach": 2}


def work(**facts):
    return permitted_work(msgspec.convert({"on": ON, **facts}, PermittedWorkRequest, strict=False))


@pytest.mark.parametrize("case", [c for c in CASES if c["calculator"] == "permitted-work"], ids=lambda c: c["id"])
def test_worked_samples(case):
    result = permitted_work(msgspec.json.decode(json.dumps(case["request"]), type=PermittedWorkRequest))
    for field, value in case["expect"].items():
        got = getattr(result, field)
        if isinstance(value, str):
            assert got == value
        else:
            assert float(got) == pytest.approx(value, abs=case["tolerance"])


def test_sixteen_hours_at_the_living_wage_passes_on_money_and_fails_on_hours_and_cannot_be_missed():
    result = work(hours=16, hourly_rate="12.71")
    assert result.verdict == "breach"
    assert result.counted_weekly < result.earnings_limit
    assert result.warnings[0].startswith("FAILS ON HOURS")
    assert "= £203.36, under £203.50" in result.warnings[0]
    assert any("less than 16: FAILS" in step.text for step in result.steps)
    under = work(hours="15.99", hourly_rate="12.71")
    assert under.verdict == "within"
    assert any("still fails on hours" in step.text for step in under.steps)


@pytest.mark.parametrize(
    ("facts", "verdict", "route"),
    [
        ({"hours": 40, "net_weekly": 20}, "within", "lower_limit"),
        ({"net_weekly": 20}, "within", "lower_limit"),
        ({"hours": 15, "net_weekly": "203.50"}, "within", "higher_limit"),
        ({"hours": 15, "net_weekly": "203.51"}, "breach", None),
        ({"hours": 5, "net_weekly": "203.51"}, "breach", None),
        ({"hours": 16, "net_weekly": "20.01"}, "breach", None),
        ({"hours": 30, "net_weekly": "203.50", "supported": True}, "within", "supported"),
        ({"hours": 30, "net_weekly": "203.51", "supported": True}, "breach", None),
        ({"net_weekly": "203.50", "supported": True}, "within", "supported"),
        ({"hours": 30, "engagement": "voluntary"}, "within", "voluntary"),
        ({"hours": 30, "engagement": "voluntary", "net_weekly": 0}, "within", "voluntary"),
        ({"hours": 30, "engagement": "voluntary", "net_weekly": 100}, "unknown", None),
        ({"hours": 30, "engagement": "voluntary", "net_weekly": 15}, "unknown", None),
        (
            {"hours": 16, "engagement": "placement", "gross_weekly": 210, "placement_approved_before_start": True},
            "breach",
            None,
        ),
        (
            {"hours": 10, "engagement": "placement", "gross_weekly": 100, "placement_approved_before_start": True},
            "within",
            "higher_limit",
        ),
        (
            {"hours": 30, "engagement": "placement", "placement_approved_before_start": True},
            "within",
            "placement",
        ),
        ({"hours": 30, "engagement": "placement", "placement_approved_before_start": False}, "breach", None),
        ({"hours": 30, "engagement": "placement"}, "unknown", None),
        ({"hours": 10, "engagement": "self_employed", "profit_yearly": 10582}, "within", "higher_limit"),
        ({"hours": 10, "engagement": "self_employed", "profit_yearly": 10583}, "breach", None),
        ({"hours": 10}, "unknown", None),
        ({"net_weekly": 100}, "unknown", None),
        ({"net_weekly": 300}, "breach", None),
    ],
)
def test_routes(facts, verdict, route):
    result = work(**facts)
    assert (result.verdict, result.route) == (verdict, route)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"hours": 10}, ("pay",)),
        ({}, ("hours", "pay")),
        ({"hourly_rate": "12.71"}, ("hours",)),
        ({"net_weekly": 100}, ("hours",)),
        ({"engagement": "placement"}, ("placement_approved_before_start",)),
        ({"hours": 10, "net_weekly": 100}, ()),
    ],
)
def test_what_is_not_given_and_would_change_the_answer_is_missing(facts, missing):
    assert work(**facts).missing == missing


def test_monthly_pay_is_twelve_fifty_seconds_not_a_quarter():
    assert work(hours=15, gross_monthly="881.83").counted_weekly == Decimal("203.50")
    assert work(hours=15, gross_monthly="840.00").counted_weekly == Decimal("193.85")


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"gross_weekly": 200, "pension_weekly": 10}, "195.00"),
        ({"gross_weekly": 200, "pension_yearly": 520}, "195.00"),
        # 300 x 52 = 15,600: tax 606.00, National Insurance 242.40 a year
        ({"gross_weekly": 300}, "283.68"),
        # relief on the pension lowers the tax, only half of it comes off
        ({"gross_weekly": 300, "pension_weekly": 20}, "277.68"),
    ],
)
def test_what_comes_off_gross_pay(facts, counted):
    assert work(hours=10, **facts).counted_weekly == Decimal(counted)


def test_profit_has_notional_tax_and_class_four():
    result = work(hours=10, engagement="self_employed", profit_yearly=15570)
    # 3,000 above the allowance: 600 tax and 180 Class 4 a year
    assert result.counted_weekly == Decimal("284.42")
    assert any("Test trading" in warning for warning in result.warnings)


def test_headroom_keeps_the_two_tests_apart():
    room = work(hours=15, hourly_rate="12.71").headroom
    assert (room.hours, room.earnings, room.hourly_rate) == (1, Decimal("12.85"), Decimal("13.56"))
    over = work(hours=16, hourly_rate="12.71").headroom
    assert (over.hours, over.earnings, over.hourly_rate) == (0, Decimal("0.14"), None)
    low = work(hours=30, net_weekly=15).headroom
    assert (low.hours, low.earnings) == (None, 5)
    supported = work(hours=20, net_weekly=150, supported=True).headroom
    assert (supported.hours, supported.earnings, supported.hourly_rate) == (
        None,
        Decimal("53.50"),
        Decimal("10.17"),
    )


@given(st.decimals(1, "15.99", places=2), st.decimals(0, 20, places=2))
def test_the_highest_hourly_pay_is_within_and_a_penny_more_is_not(hours, pension):
    facts = {"hours": hours, "pension_weekly": pension}
    best = work(hourly_rate="12.71" if pension < hours * 12 else "100", **facts).headroom.hourly_rate
    assert work(hourly_rate=best, **facts).verdict == "within"
    assert work(hourly_rate=best + Decimal("0.02"), **facts).verdict == "breach"


def test_no_tax_is_due_at_the_limit_in_any_year_held():
    for year in held():
        rates = rates_on(year.years["benefit"].start)
        limit = rates["permitted_work.higher_limit"] * 52
        assert limit < rates["income_tax.personal_allowance"]
        assert limit < rates["ni.primary_threshold_year"] or year.label == "2022-23"


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ([(15, 200), (10, 100)], "within"),
        ([(15, 250), (10, 100)], "ask_dwp"),
        ([(20, 180), (10, 100)], "ask_dwp"),
        ([(20, 180), (14, 100)], "breach"),
        ([(15, 300), (15, 200)], "breach"),
        ([(40, 15), (10, 190)], "ask_dwp"),
        ([(40, 10), (40, 20)], "within"),
        ([(0, 0), (15, 203)], "within"),
    ],
)
def test_weeks_that_go_up_and_down(weeks, verdict):
    result = work(weeks=[{"hours": hours, "net": net} for hours, net in weeks])
    assert result.verdict == verdict
    assert any("contested" in warning for warning in result.warnings)


def test_weeks_away_leave_the_sum_and_the_number_of_weeks():
    weeks = [{"hours": 16}, {"hours": 15}, {"absence": "paid_leave"}, {"hours": 14}, {"hours": 15}]
    result = work(weeks=weeks, hourly_rate="12.71")
    assert (result.hours, result.weeks_counted, result.verdict) == (15, 4, "ask_dwp")
    assert any("left out of the average" in warning for warning in result.warnings)
    # a week of a cycle without work counts, an absence does not
    assert work(weeks=[{"hours": 15}, {"hours": 0}], hourly_rate="12.71").hours == Decimal("7.5")
    assert work(weeks=[{"hours": 15}, {"absence": "sick"}], hourly_rate="12.71").hours == 15


def test_pay_for_leave_is_tested_in_its_week_and_sick_pay_is_not():
    week = {"hours": 15, "net": 150}
    assert work(weeks=[week, {"absence": "paid_leave", "net": 150}]).verdict == "within"
    assert work(weeks=[week, {"absence": "paid_leave", "net": 250}]).verdict == "ask_dwp"
    assert work(weeks=[week, {"absence": "sick", "net": 250}]).verdict == "within"


@pytest.mark.parametrize(("minutes", "verdict"), [(15 * 60 + 59, "within"), (16 * 60, "breach")])
def test_minutes_are_not_rounded(minutes, verdict):
    shifts = [{"minutes": minutes - 900}, {"minutes": 500, "paid_break_minutes": 15}, {"minutes": 385}]
    assert work(shifts=shifts, net_weekly=150).verdict == verdict


def test_jobs_at_the_same_time_count_together():
    one = {"hours": 10, "hourly_rate": "12.71"}
    both = work(**one, other_jobs=[{"hours": 6, "hourly_rate": "12.71"}])
    assert (both.hours, both.counted_weekly, both.verdict) == (16, Decimal("203.36"), "breach")
    assert work(**one, other_jobs=[{"hours": "5.9", "net_weekly": "70.00"}]).verdict == "within"
    assert work(**one, other_jobs=[{"hours": 2, "gross_weekly": "90.00"}]).verdict == "breach"
    # each job has its own National Insurance threshold; the tax is on all of it: 20% of 20,800 - 12,570 a year
    two = work(hours=10, gross_weekly=240, other_jobs=[{"hours": 1, "gross_weekly": 160}])
    assert two.counted_weekly == Decimal("368.35")  # 400 less 31.65 of tax; neither job pays National Insurance


@pytest.mark.parametrize(
    ("approved", "starts", "route", "verdict"),
    [
        ("2026-11-20", "2026-11-23", "placement", "within"),
        ("2026-11-23", "2026-11-23", "placement", "within"),
        ("2026-11-24", "2026-11-23", None, "breach"),
    ],
)
def test_a_placement_is_approved_before_it_starts(approved, starts, route, verdict):
    result = work(engagement="placement", placement_approved_on=approved, placement_starts_on=starts, hours=30)
    assert (result.route, result.verdict) == (route, verdict)
    assert any("earlier that day" in warning for warning in result.warnings) == (approved == starts)


def test_a_placement_whose_pay_is_not_told_is_said_to_be_taken_as_unpaid():
    facts = {"engagement": "placement", "placement_approved_before_start": True, "hours": 30}
    assert any("Taken as a placement without pay" in warning for warning in work(**facts).warnings)
    assert not any("Taken as a placement" in warning for warning in work(**facts, gross_weekly=0).warnings)


def test_voluntary_work_with_pay_asks_what_the_pay_is():
    result = work(engagement="voluntary", hours=5, net_weekly=30)
    assert (result.verdict, result.route, result.missing) == ("unknown", None, ("engagement",))
    assert any("reasonable expenses" in warning for warning in result.warnings)
    assert result.headroom == Headroom()
    assert not any("passes" in step.text for step in result.steps)


JOB = {"hours": 20, "gross_weekly": "300.00"}
SMALL = {"hours": 5, "gross_weekly": "63.55"}


@pytest.mark.parametrize(
    "unpaid", [{"engagement": "voluntary"}, {"engagement": "placement", "placement_approved_before_start": True}]
)
@pytest.mark.parametrize(("job", "verdict"), [(JOB, "breach"), (SMALL, "within")])
def test_a_paid_job_beside_unpaid_work_is_held_to_the_limits(unpaid, job, verdict):
    result = work(**unpaid, hours=30, other_jobs=[job])
    alone = work(hours=job["hours"], gross_weekly=job["gross_weekly"])
    assert (result.verdict, result.route) == (verdict, alone.route)
    assert (result.hours, result.counted_weekly) == (alone.hours, alone.counted_weekly)


def test_a_placement_that_is_not_approved_breaks_whatever_the_other_job_is():
    facts = {"engagement": "placement", "hours": 5, "other_jobs": [SMALL]}
    assert work(**facts, placement_approved_before_start=False).verdict == "breach"
    assert work(**facts).missing == ("placement_approved_before_start",)


@pytest.mark.parametrize(
    ("facts", "below"),
    [
        ({"hours": "7.33", "gross_weekly": "93.16"}, False),  # 93.1643 an entitlement to the penny
        ({"hours": "7.33", "gross_weekly": "93.15"}, True),
        ({"hours": 15, "gross_monthly": "826.15"}, False),
        ({"hours": 15, "gross_monthly": "826.14"}, True),
        ({"hours": 15, "hourly_rate": "12.70"}, True),
        ({"hours": 15, "hourly_rate": "12.71"}, False),
        ({"weeks": [{"hours": 10, "gross": "127.10"}, {"hours": 10, "gross": "127.09"}]}, True),
        ({"weeks": [{"hours": 10, "gross": "127.10"}, {"absence": "sick", "gross": "20.00"}]}, False),
        ({"weeks": [{"hours": 10}, {"hours": 12}], "hourly_rate": "12.70"}, True),
        ({"hours": 5, "hourly_rate": "12.71", "other_jobs": [{"hours": 5, "hourly_rate": "12.70"}]}, True),
        ({"hours": 5, "hourly_rate": "12.71", "other_jobs": [{"hours": 5, "gross_weekly": "63.55"}]}, False),
    ],
)
def test_the_minimum_wage_is_judged_alike_for_every_form_of_pay(facts, below):
    assert any("National Living Wage of" in warning for warning in work(**facts).warnings) == below


def test_net_pay_is_said_not_to_be_judged():
    assert any("Net pay cannot be compared" in warning for warning in work(hours=10, net_weekly=100).warnings)


def test_weeks_can_share_one_rate_of_pay():
    result = work(weeks=[{"hours": 10}, {"hours": 14}], hourly_rate="12.71")
    assert (result.hours, result.counted_weekly) == (12, Decimal("152.52"))


def test_a_breach_says_what_it_costs_with_and_without_universal_credit():
    both = " ".join(work(hours=20, net_weekly=150).if_over_limit)
    assert "pound for pound" in both
    assert "ESA alone" in both
    assert "ESA alone" not in " ".join(work(hours=20, net_weekly=150, also_on_uc=True).if_over_limit)
    assert "Universal Credit" not in " ".join(work(hours=20, net_weekly=150, also_on_uc=False).if_over_limit)


def test_the_form_goes_before_the_work():
    assert "PW1 BEFORE" in work(hours=10, net_weekly=100).tell[0]
    assert "support worker" in " ".join(work(hours=20, net_weekly=100, supported=True).tell)
    assert "PW1" not in " ".join(work(engagement="placement", hours=20).tell)


def test_the_tax_trap_warns_only_where_it_bears():
    def trap(**facts):
        return [w for w in work(**facts).warnings if "taxable" in w]

    assert "£986.12" in trap(hours=15, hourly_rate="12.71")[0]
    assert not trap(hours=5, hourly_rate="12.71", new_style_esa_weekly="95.55")
    assert not trap(hours=10)


def test_the_limit_is_the_one_of_the_day():
    assert work(on=date(2026, 3, 31), hours=15, net_weekly=200).verdict == "breach"
    assert work(on=date(2026, 4, 1), hours=15, net_weekly=200).verdict == "within"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"hours": -1}, "hours"),
        ({"hours": "168.5"}, "hours"),
        ({"hours": "NaN"}, "hours"),
        ({"hours": "Infinity"}, "hours"),
        ({"hours": 10, "net_weekly": "100.005"}, "net_weekly"),
        ({"hours": 10, "hourly_rate": "12.715"}, "hourly_rate"),
        ({"hours": 10, "gross_weekly": "NaN"}, "gross_weekly"),
        ({"hours": 10, "net_weekly": -5}, "net_weekly"),
        ({"hours": 10, "gross_weekly": 100, "gross_monthly": 433}, "gross_monthly"),
        ({"hours": 10, "gross_weekly": 100, "pension_weekly": 101}, "pension_weekly"),
        ({"hours": 10, "gross_weekly": 9000}, "gross_weekly"),
        ({"hours": 10, "profit_yearly": 5000}, "profit_yearly"),
        ({"hours": 10, "weeks": [{"hours": 1}]}, "weeks"),
        ({"weeks": []}, "weeks"),
        ({"weeks": [{"hours": 5, "net": 5}, {"hours": -5, "net": 5}]}, "weeks[1].hours"),
        ({"weeks": [{"hours": 5, "net": 5, "gross": 5}]}, "weeks[0].gross"),
        ({"weeks": [{"hours": 5, "net": 5}], "gross_weekly": 5}, "gross_weekly"),
        ({"hours": 10, "pension_weekly": 1, "pension_yearly": 52}, "pension_yearly"),
        ({"hours": 10, "on": date(2027, 4, 1)}, "on"),
        ({"weeks": [{"net": 5}]}, "weeks[0].hours"),
        ({"weeks": [{"absence": "sick"}]}, "weeks"),
        ({"hours": 5, "shifts": [{"minutes": 60}]}, "shifts"),
        ({"shifts": [{"minutes": -1}]}, "shifts[0].minutes"),
        ({"hours": 5, "other_jobs": [{"hours": 5}]}, "other_jobs[0]"),
        ({"hours": 5, "other_jobs": [{"hours": 5, "net_weekly": 5, "gross_weekly": 5}]}, "other_jobs[0]"),
        ({"hours": 5, "placement_approved_before_start": True}, "placement_approved_before_start"),
    ],
)
def test_what_cannot_be_true_is_refused_by_field(facts, field):
    with pytest.raises(RequestError) as caught:
        work(**facts)
    assert caught.value.field == field


hours_a_week = st.decimals(0, 80, places=1)
pounds = st.decimals(0, 400, places=2)
more = st.decimals(0, 60, places=2)


@settings(max_examples=100)
@given(
    weeks=st.lists(st.tuples(hours_a_week, pounds), min_size=1, max_size=4),
    at=st.integers(0, 3),
    more_hours=more,
    more_pay=more,
    supported=st.booleans(),
    engagement=st.sampled_from(["employed", "self_employed"]),
)
def test_more_hours_or_pay_never_turns_a_breach_into_within(weeks, at, more_hours, more_pay, supported, engagement):
    def verdict(rows):
        listed = [{"hours": hours, "gross": gross} for hours, gross in rows]
        return work(weeks=listed, supported=supported, engagement=engagement).verdict

    at %= len(weeks)
    hours, gross = weeks[at]
    heavier = [*weeks[:at], (hours + more_hours, gross + more_pay), *weeks[at + 1 :]]
    assert WORSE[verdict(heavier)] >= WORSE[verdict(weeks)]


def test_the_rules_name_the_route_that_is_not_covered():
    assert any("not covered" in rule.text for rule in RULES)
    assert all(rule.source and rule.checked <= date(2026, 11, 25) for rule in RULES)


@pytest.mark.parametrize(
    "facts",
    [
        {"weeks": [{"hours": 10, "net": "60.00"}]},
        {"hours": 5, "hourly_rate": "12.71", "other_jobs": [{"hours": 5, "net_weekly": "10.00"}]},
    ],
)
def test_net_pay_of_a_week_or_another_job_is_said_not_to_be_judged(facts):
    assert any("Net pay cannot be compared" in warning for warning in work(**facts).warnings)
