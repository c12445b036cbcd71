"""The rates files hold what they should, and a day without rates is refused."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from types import SimpleNamespace

import msgspec
import pytest
from click.testing import CliRunner

from calculators.explain import RequestError
from calculators.rates import YearFile, find_rate, held, rate, rates_on, rates_version
from calculators.reference import data_folder
from ipstui.commands.rates import rates as rates_command

FILES = sorted((data_folder() / "rates").glob("*.json"))
YEARS = [msgspec.json.decode(path.read_bytes(), type=YearFile) for path in FILES]


def test_the_years_are_held_without_gap_or_overlap():
    assert [y.label for y in YEARS] == ["2022-23", "2023-24", "2024-25", "2025-26", "2026-27"]
    for earlier, later in pairwise(YEARS):
        for kind, span in earlier.years.items():
            assert span.end + timedelta(days=1) == later.years[kind].start, kind


@pytest.mark.parametrize("year", YEARS, ids=lambda y: y.label)
def test_every_figure_is_money_as_text_sourced_and_inside_its_year(year):
    raw = json.loads((data_folder() / "rates" / f"{year.label}.json").read_text(encoding="utf-8"))
    assert all(isinstance(row["value"], str) for row in raw["rates"])
    seen = set()
    for figure in year.rates:
        span = year.years[figure.year]
        assert span.start <= figure.valid_from <= span.end, figure.name
        assert (figure.name, figure.valid_from) not in seen
        seen.add((figure.name, figure.valid_from))
        assert figure.unit
        assert set(figure.sources) <= set(year.sources)
        assert figure.sources or (figure.status != "confirmed" and figure.note), figure.name
        assert figure.value.is_finite()
        assert figure.value > 0
    assert set(year.sources) == {key for figure in year.rates for key in figure.sources}
    assert set(year.years) == {"tax", "benefit", "minimum_wage"}


@pytest.mark.parametrize("year", YEARS, ids=lambda y: y.label)
def test_limits_made_from_the_living_wage_follow_their_rule(year):
    on = year.years["benefit"].start
    nlw = rate("minimum_wage.nlw", on).value
    halves = (2 * 16 * nlw).to_integral_value(ROUND_CEILING)
    assert rate("permitted_work.higher_limit", on).value == halves / 2
    assert rate("uc.sixteen_hours_at_nlw", on).value == 16 * nlw * 52 // 12


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("minimum_wage.nlw", "2026-03-31", "12.21"),
        ("minimum_wage.nlw", "2026-04-01", "12.71"),
        ("permitted_work.higher_limit", "2026-04-01", "203.50"),
        ("uc.standard_single_25plus", "2025-04-06", "393.45"),
        ("uc.standard_single_25plus", "2025-04-07", "400.14"),
        ("ni.main_rate", "2022-11-05", "0.1325"),
        ("ni.main_rate", "2022-11-06", "0.12"),
        ("ni.main_rate", "2024-01-05", "0.12"),
        ("ni.main_rate", "2024-01-06", "0.10"),
        ("uc.deductions_cap", "2025-04-29", "0.25"),
        ("uc.deductions_cap", "2025-04-30", "0.15"),
        ("benefit_cap.single_outside_london", "2022-11-01", "1116.67"),
        ("benefit_cap.single_london", "2023-11-01", "1413.92"),
        ("hb.accommodation_disregard_25plus", "2026-10-05", "77.73"),
        ("uc.lcwra_protected", "2026-11-22", "429.80"),
    ],
)
def test_the_figure_of_the_day(name, on, value):
    assert rate(name, date.fromisoformat(on)).value == Decimal(value)


def test_a_figure_ends_when_the_next_begins():
    assert rate("uc.deductions_cap", date(2025, 4, 8)).valid_to == date(2025, 4, 29)
    assert rate("uc.deductions_cap", date(2025, 5, 8)).valid_to == date(2026, 4, 5)


@pytest.mark.parametrize("on", [date(2022, 3, 31), date(2027, 4, 1), date(2031, 1, 1)])
def test_a_day_without_rates_is_refused_naming_the_years(on):
    with pytest.raises(RequestError, match=r"2022-23.*2026-27") as caught:
        rate("minimum_wage.nlw", on)
    assert caught.value.field == "on"


def test_the_years_end_on_different_days():
    on = date(2027, 4, 5)
    assert rate("income_tax.personal_allowance", on).value == 12570
    assert rate("uc.taper", date(2027, 4, 11)).value == Decimal("0.55")
    with pytest.raises(RequestError):
        rate("uc.taper", date(2027, 4, 12))


def test_a_figure_its_year_does_not_hold_is_none_or_refused():
    assert find_rate("uc.surplus_de_minimis", date(2026, 4, 1)) is None
    assert find_rate("hb.accommodation_disregard_25plus", date(2026, 10, 4)) is None
    with pytest.raises(RequestError, match="held from 5 Oct 2026 to 31 Mar 2027"):
        rate("hb.accommodation_disregard_25plus", date(2026, 10, 4))
    with pytest.raises(KeyError):
        rate("no.such_figure", date(2026, 10, 4))


def test_an_unconfirmed_figure_warns_and_a_confirmed_one_does_not():
    weak = rates_on(date(2023, 11, 1))
    assert weak["income_tax.basic_rate"] == Decimal("0.2")
    assert weak.warnings() == ()
    assert weak["ni_class4.main_rate"] == Decimal("0.09")
    assert "Unconfirmed" in weak.warnings()[0]
    assert [r.name for r in weak.used] == ["income_tax.basic_rate", "ni_class4.main_rate"]


def test_a_figure_known_only_from_others_is_told_in_one_sentence():
    rates = rates_on(date(2025, 11, 1))
    rates["benefit_cap.single_london"], rates["benefit_cap.single_outside_london"]
    (told,) = rates.warnings()
    assert "what others report" in told
    assert "1413.92" in told
    assert "1229.42" in told


def test_nothing_is_carried_into_april_2027():
    first_days = {"tax": date(2027, 4, 6), "benefit": date(2027, 4, 12), "minimum_wage": date(2027, 4, 1)}
    for figure in YEARS[-1].rates:
        with pytest.raises(RequestError):
            rate(figure.name, first_days[figure.year])
        if figure.name.startswith("hb."):
            assert find_rate(figure.name, date(2027, 3, 31)) is not None
            assert find_rate(figure.name, date(2027, 4, 1)) is None


def test_amounts_begin_on_days_of_their_own_kind():
    held_on = {
        "minimum_wage.nlw": date(2026, 4, 1),
        "permitted_work.higher_limit": date(2026, 4, 1),
        "uc.sixteen_hours_at_nlw": date(2026, 4, 1),
        "income_tax.personal_allowance": date(2026, 4, 6),
        "uc.standard_single_25plus": date(2026, 4, 6),
        "esa.main": date(2026, 4, 6),
        "hb.earnings_disregard": date(2026, 4, 6),
        "ssp.week": date(2026, 4, 6),
    }
    for name, start in held_on.items():
        assert rate(name, start).valid_from == start, name


def test_the_version_names_the_years_of_the_day():
    assert rates_version(date(2026, 11, 22)) == "2026-27, checked 2026-11-22"
    assert rates_version(date(2026, 4, 3)) == "2025-26, checked 2026-11-22; 2026-27, checked 2026-11-22"


def test_the_command_says_what_is_held_and_how_old():
    run = CliRunner().invoke(rates_command, obj=SimpleNamespace(today=date(2026, 12, 2)))
    assert run.exit_code == 0
    assert "10 days ago" in run.output
    assert "6 Apr 2026 to 5 Apr 2027  now" in run.output
    assert "refused" not in run.output


def test_the_command_says_when_the_rates_have_run_out():
    run = CliRunner().invoke(rates_command, obj=SimpleNamespace(today=date(2027, 4, 3)))
    assert "No minimum wage rates are held after 31 Mar 2027" in run.output
    assert "No tax" not in run.output


def test_the_command_in_json():
    run = CliRunner().invoke(rates_command, ["--json"], obj=SimpleNamespace(today=date(2026, 12, 2)))
    years = json.loads(run.output)["years"]
    assert [y["label"] for y in years] == [y.label for y in held()]
    assert years[-1]["age_days"] == 10
