"""What a session asks and refuses: every kind of home, both ages, and each field only where it bears."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import get_args

import msgspec
import pytest

from ipstui.casework.benefits.facts import Choice, Facts, Housing, rent_is_missing, rent_monthly, request_for
from ipstui.casework.benefits.form import read, sources_of, texts_of
from ipstui.casework.benefits.kept import Kept, KeptResults, results_of, to_keep
from ipstui.casework.benefits.session import answer, curve, endings, limits_said
from ipstui.casework.benefits.start import Start
from ipstui.documents.take_home_page import as_html, as_text, page_of
from ipstui.screens.session.words import benefits, breakdown, figure_row

TODAY = date(2026, 11, 26)
D = Decimal
FACTS = Facts(
    age=30, household="single", universal_credit="yes", esa="no", health="none", housing="none", savings=D(0),
    deductions=D(0), pip="no", london="no",
)  # fmt: skip
WORK = Choice(hours=D(15), hourly=D("12.71"), travel=D(0), pension=D(0))


def facts(**changes):
    return msgspec.structs.replace(FACTS, **changes)


def work(**changes):
    return msgspec.structs.replace(WORK, **changes)


def typed(known=FACTS, choice=WORK, **texts):
    return read({**texts_of(known, choice), **texts}, known, choice, TODAY)


# The rent


@pytest.mark.parametrize(
    ("housing", "on_uc", "esa", "hours"),
    product(get_args(Housing), ("yes", "no"), ("yes", "no"), (0, 10, 15, 30, 40)),
)
def test_no_home_leaves_its_rent_out_of_a_sum_in_silence(housing, on_uc, esa, hours):
    """Either the rent is in the sum, or no sum is shown and "not known" stands in its place, on screen and page."""
    known = facts(housing=housing, universal_credit=on_uc, esa=esa, esa_weekly=D("95.55") if esa == "yes" else None)
    choice = work(hours=D(hours), cycle="four_weekly", first_pay_day=date(2026, 12, 11))
    found = answer(known, choice, TODAY)
    kept = Kept(on=TODAY, facts=known, choices=(choice,))
    page = page_of("Robin", "", kept, (found,))
    figures = figure_row(found, choice.hours)
    if not rent_is_missing(known):
        assert housing in ("none", "unknown") or on_uc == "no"
        if housing == "unknown" and on_uc == "yes":
            assert "rent left out of the figures" in {a.text for a in found.assumed}
            assert "rent left out of the figures" in page.assumed
        return
    sides = (found.better.now, found.better.in_work, *found.better.ladder)
    assert [side.total_monthly for side in sides] == [None] * len(sides)
    assert (found.better.gain_monthly, found.better.gain_after_travel_monthly) == (None, None)
    assert found.better.gain_per_hour_worked is None
    if (months := found.better.pay_periods) is not None:
        assert {(month.total, month.rent_to_pay) for month in months.periods} == {(None, None)}
        assert housing != "rented" or {month.uc_award for month in months.periods} == {None}
    assert not found.better.by_age
    assert [figure.digits for figure in figures] == ["?"] * 3
    assert {figure.below for figure in figures} == {"not known: rent"}
    assert all(point.total is None for point in curve(known, choice, TODAY))
    rows = {row.name: row.cells for row in page.rows}
    assert set(rows["Money in a month"]) == {"not known"}
    assert rows["Difference"][1] == "not known"
    for text in (as_text(page), as_html(page)):
        assert "a month more than" not in text
        assert "not known" in text
    assert any("The rent is not known" in text for text in limits_said(found))


def test_universal_credit_for_a_rented_home_is_not_known_without_its_rent_and_ends_nowhere():
    known = facts(housing="rented")
    told = "".join(text for line in benefits(answer(known, WORK, TODAY)) for text, _ in line)
    assert "not known: it goes by the rent" in told
    assert endings(curve(known, WORK, TODAY)) == ()
    rented = msgspec.structs.replace(known, rent=D(500))
    assert {end.benefit for end in endings(curve(rented, WORK, TODAY))} == {"UC"}


def test_universal_credit_of_a_supported_home_ends_where_its_award_does_though_the_rent_is_not_known():
    known, told = facts(housing="supported"), facts(housing="supported", rent=D(900))
    assert endings(curve(known, WORK, TODAY)) == endings(curve(told, WORK, TODAY))


def test_a_session_kept_before_the_award_could_be_unknown_shows_none_that_left_the_rent_out():
    known = facts(housing="rented")
    found = answer(known, WORK, TODAY)
    kept = Kept(on=TODAY, facts=known, choices=(WORK,))
    event = to_keep(kept, KeptResults(answers=(found,)), client="c", advice="", copy_printed=False)
    older = msgspec.json.decode(msgspec.json.encode(event.results))
    older["answers"][0]["uc_known"] = False
    for side in ("now", "in_work"):
        older["answers"][0]["better"][side] |= {"uc_award": "424.90", "uc_maximum": "424.90"}
    shown = results_of(msgspec.structs.replace(event, results=older)).answers[0]
    assert (shown.better.now.uc_award, shown.better.in_work.uc_award) == (None, None)
    told = ["".join(text for text, _ in line) for line in breakdown(shown)]
    assert any(line.startswith("Universal Credit") and line.endswith("not known") for line in told)


@pytest.mark.parametrize(
    "answers", [None, 5, "x", [None], ["x"], [{}], [{"uc_known": False}], [{"uc_known": False, "better": {"now": 1}}]]
)
def test_a_kept_session_that_another_program_spoilt_cannot_be_read_and_stops_nothing(answers):
    kept = Kept(on=TODAY, facts=facts(), choices=(WORK,))
    event = to_keep(kept, KeptResults(answers=(answer(facts(), WORK, TODAY),)), client="c", advice="",
                    copy_printed=False)  # fmt: skip
    assert results_of(msgspec.structs.replace(event, results={**event.results, "answers": answers})) is None


def test_a_weeks_rent_is_fifty_two_over_twelve_of_it_and_rent_is_given_once():
    assert rent_monthly(facts(rent_weekly=D(240))) == D(1040)
    assert request_for(facts(housing="supported", rent_weekly=D(240)), WORK, TODAY).housing_costs_monthly == D(1040)
    assert (
        typed(rent="1000", rent_weekly="240", housing="supported").problems["rent_weekly"].startswith("Give the rent")
    )


# Age


def test_the_year_of_birth_alone_gives_both_ages_the_lower_money_first():
    found = answer(facts(age=None, birth_year=2001), work(hours=D(10)), TODAY)
    lower, higher = found.better.by_age
    assert (lower.age, higher.age) == (24, 25)
    assert lower.total_in_work_monthly == found.better.in_work.total_monthly < higher.total_in_work_monthly
    assert answer(facts(age=None, birth_year=1980), WORK, TODAY).better.by_age == ()
    assert "age" not in {a.field for a in found.assumed}


# What is asked


@pytest.mark.parametrize(
    ("known", "asked", "idle"),
    [
        ({"housing": "none"}, (), ("landlord", "rent", "rent_weekly", "meals", "mappa", "cap_exempt")),
        ({"housing": "rented", "rent": D(400)}, ("landlord", "mappa", "daily_living"), ("meals", "care_leaver")),
        ({"housing": "rented", "landlord": "social", "rent": D(400)}, ("rent",), ("mappa", "hostel_months")),
        ({"housing": "rented", "age": 40, "rent": D(400)}, ("landlord",), ("mappa", "hostel_months")),
        ({"housing": "rented", "age": 22, "rent": D(400)}, ("care_leaver",), ("hostel_support",)),
        ({"housing": "rented", "hostel_months": D(3), "rent": D(400)}, ("hostel_support",), ()),
        ({"housing": "supported", "rent": D(400)}, ("meals", "rent_weekly"), ("landlord", "mappa")),
        ({"housing": "rented", "rent": D(1400)}, ("cap_exempt", "work_ended", "months_over"), ()),
        ({"housing": "rented", "rent": D(1400), "pip": "yes"}, (), ("cap_exempt", "work_ended")),
        ({"inside": True}, (), ("claim_day",)),
        ({"age": None, "birth_year": 1990}, ("birth_year", "claim_day"), ()),
    ],
)
def test_a_field_is_asked_only_where_it_bears(known, asked, idle):
    found = typed(facts(**known))
    assert not found.idle & set(asked)
    assert found.idle >= set(idle)


def test_a_private_let_under_35_is_told_its_rate_and_what_lifts_it():
    let = facts(housing="rented", landlord="private", rent=D(500))
    assert "pays for a room in a shared home" in answer(let, WORK, TODAY).room
    lifted = msgspec.structs.replace(let, mappa="2")
    assert "pays for one bedroom: active multi-agency management" in answer(lifted, WORK, TODAY).room
    assert answer(msgspec.structs.replace(let, landlord="social"), WORK, TODAY).room == ""


def test_grace_after_a_job_puts_the_cap_off():
    capped = facts(housing="rented", rent=D(1400))
    assert answer(capped, work(hours=D(5)), TODAY).better.now.benefit_cap_monthly > 0
    late = msgspec.structs.replace(capped, work_ended=date(2026, 10, 1), months_over=12)
    assert answer(late, work(hours=D(5)), TODAY).better.now.benefit_cap_monthly == 0


# What is refused, by its field


@pytest.mark.parametrize(
    ("field", "known", "texts"),
    [
        ("first_pay_day", {}, {"cycle": "four_weekly"}),
        ("cycle", {}, {"first_pay_day": "11 dec 2026"}),
        ("first_pay_day", {}, {"cycle": "weekly", "first_pay_day": "27 nov 2026", "starts": "7 dec 2026"}),
        ("first_pay_day", {"inside": True, "released_on": date(2027, 1, 8)},
         {"cycle": "weekly", "first_pay_day": "11 dec 2026"}),
        ("claim_day", {"released_on": date(2026, 11, 20)}, {"claim_day": "9"}),
        ("claim_day", {}, {"claim_day": "0"}),
        ("claim_day", {}, {"claim_day": "32"}),
        ("meals", {"housing": "supported", "rent": D(900)}, {"meals": "yes"}),
        ("meals", {"housing": "temporary", "rent": D(900)}, {"meals": "yes"}),
        ("household", {}, {"household": "couple"}),
        ("household", {}, {"household": "children"}),
        ("household", {"nation": "scotland"}, {}),
        ("esa_weekly", {}, {"esa_weekly": "95.55"}),
        ("hostel_months", {}, {"hostel_months": "1_5"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_with_no_figure(field, known, texts):
    found = typed(facts(**known), **texts)
    assert field in found.problems
    assert field not in found.idle
    assert found.found is None


def test_savings_over_sixteen_thousand_end_universal_credit_and_its_months():
    paid = work(cycle="monthly", first_pay_day=date(2026, 12, 15))
    found = typed(choice=paid, savings="16000.01")
    assert found.notes["savings"] == "Over £16,000 there is no Universal Credit."
    assert found.found is not None
    assert found.found.better.pay_periods is None


def test_pay_below_the_minimum_is_said_beside_it_however_it_was_typed():
    assert typed(hourly="12.70").notes["hourly"].startswith("▲ This is less than the minimum wage of £12.71")
    by_month = typed(choice=work(hourly=None, monthly=D(800)))
    assert by_month.notes["monthly"].startswith("▲ This is less than")
    assert "hourly" not in typed(hourly="12.71").notes


# What stands beside a field


PAID_BY = {"cycle": "four_weekly", "first_pay_day": "11 dec"}


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"universal_credit": "no", "esa": "yes"}, "No Universal Credit"),
        ({"savings": D(17000)}, "Over £16,000 saved"),
        ({"inside": True, "released_on": None}, "they begin at release"),
    ],
)
def test_pay_days_that_bring_no_months_say_why(known, words):
    found = typed(facts(housing="supported", rent=D(900), **known), **PAID_BY)
    assert found.found.better.pay_periods is None
    assert words in found.notes["cycle"]
    shown = typed(facts(housing="supported", rent=D(900), universal_credit="yes", esa="no"), **PAID_BY)
    assert shown.found.better.pay_periods is not None
    assert not shown.notes["cycle"]


def test_an_age_that_the_year_of_birth_contradicts_is_said():
    assert "2001" in typed(facts(age=30, birth_year=2001)).notes["age"]
    assert "age" not in typed(facts(age=30, birth_year=1996)).notes


def test_where_a_fact_is_known_from_goes_once_it_is_changed():
    start = Start(facts=FACTS, choice=WORK, sources={"hours": "the offer", "age": "the record"}, others=())
    assert sources_of(start, FACTS, WORK) == start.sources
    assert sources_of(start, FACTS, work(hours=WORK.hours + 1)) == {"age": "the record"}


def test_pip_that_bears_on_housing_benefit_in_one_month_only_is_said_to_be_taken_as_not_paid():
    known = facts(housing="supported", rent=D(900), universal_credit="yes", esa="no", esa_weekly=None, pip="unknown")
    job = work(hours=D(12), hourly=D("12.71"), cycle="four_weekly", first_pay_day=date(2026, 12, 11))
    even = msgspec.structs.replace(job, cycle="unknown", first_pay_day=None)
    told = msgspec.structs.replace(known, claim_day=9)
    assert "pip" in {a.field for a in answer(told, job, TODAY).assumed}
    assert "pip" not in {a.field for a in answer(told, even, TODAY).assumed}


@pytest.mark.parametrize("given", [{"back_pay": "2000000", "back_pay_day": "11 dec"},
                                   {"leave_pay": "2000000", "last_pay_day": "8 jan 2027"}])  # fmt: skip
def test_a_single_payment_that_cannot_be_is_told_beside_its_own_field(given):
    found = typed(facts(housing="none"), **PAID_BY, **given)
    assert found.problems.keys() == {next(iter(given))}
