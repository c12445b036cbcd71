"""The caseload of `by_hand`, counted on paper first: all of it, its quarters, and who is not counted and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ipstui.reports.outcomes import Outcomes
from tests.reports.by_hand import TODAY, counted

Q1 = (date(2026, 1, 1), date(2026, 3, 31))
Q2 = (date(2026, 4, 1), date(2026, 6, 30))
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
Q4 = (date(2026, 10, 1), date(2026, 11, 22))


@pytest.fixture(scope="module")
def found() -> Outcomes:
    return counted()


@pytest.mark.parametrize(
    ("id", "clients"),
    [
        ("referred", "ann bob cat dan eve fay gus hal ida jon kim"),
        ("seen_once", "ann bob eve fay gus hal ida jon"),
        ("engaged", "ann eve fay gus hal ida jon"),
        ("employed", "ann bob fay jon"),
        ("employed_of_engaged", "ann fay jon"),
        ("cv", "ann"),
        ("applications", "ann"),
        ("placements", "ida"),
        ("jobs/two_or_more", "fay"),
        ("support/declined", "fay"),
        ("not_in_work/disengaged", ""),
        ("not_in_work/case_open", "eve gus hal ida"),
        ("returns/people", "eve"),
        ("returns/breach", "eve"),
        ("returns/in_work", ""),
        ("sex/female/referred", "ann"),
        ("sex/unknown/engaged", "eve fay gus hal ida jon"),
        ("age_band/30_39/referred", "ann"),
        ("age_band/25_29/employed", "fay"),
        ("source/in_reach/referred", "ann bob cat eve hal ida jon kim"),
        ("ips_grow_into_work", "ann jon"),
        ("ips_grow_active", ""),
    ],
)
def test_who_is_counted(found: Outcomes, id: str, clients: str) -> None:
    figure = found.figures.get(id)
    assert (list(figure.clients) if figure else []) == clients.split()


@pytest.mark.parametrize(
    ("id", "count", "of"),
    [
        ("referrals", 12, None),
        ("seen_once", 8, 11),
        ("employed_of_engaged", 3, 7),
        ("applications", 4, None),
        ("interviews", 1, None),
        ("placements", 1, None),
        ("jobs/starts", 5, None),
        ("jobs/people", 4, None),
        ("jobs/four_hours", 2, None),
        ("jobs/sustained_13", 3, 4),  # Ann, both of Fay's; Bob's ended; Jon's not yet
        ("jobs/sustained_26", 1, 3),  # Ann; Bob's and Fay's first ended; Fay's second not until 30 November
        ("ended/contract_ended", 1, 2),
        ("hours_bands/02", 1, 5),  # 20 hours
        ("hours_bands/03", 3, 5),  # 15.5, 7 and 5 hours
        ("hours_bands/99", 1, 5),
        ("after_release/6_weeks", 2, 3),  # Ann and Bob, of them and Eve's second; Eve's first fell inside
        ("after_release/6_weeks_unknown", 4, None),  # Cat, Hal, Ida, Jon: last in touch 34, 32, 31 and 30 days before
        ("ipspc_outcome", 1, 3),  # Ann; Bob has 12 whole weeks, Fay's first 5 hours; hours of her second not known
    ],
)
def test_how_many(found: Outcomes, id: str, count: int, of: int | None) -> None:
    assert (found.figures[id].count, found.figures[id].of) == (count, of)


def test_days_contacts_and_miles(found: Outcomes) -> None:
    spread = found.figures["jobs/days_to_start"].spread
    assert spread is not None
    assert (spread.median, spread.low, spread.high, spread.of) == (56.0, 30, 92, 4)  # 55, 57, 30 and 92 days
    contacts = found.figures["contacts/all"]
    assert contacts.amounts == {"hours": Decimal("1.5"), "miles": Decimal("12.5")}
    assert found.figures["contacts/not_reached"].count == 3


@pytest.mark.parametrize(
    ("client", "measure", "why"),
    [
        ("bob", "engaged", "2 meetings, all on one day"),
        ("cat", "seen_once", "contact by phone and video only"),
        ("cat", "employed", "a job was offered, and no start is recorded"),
        ("dan", "seen_once", "met in prison only"),
        ("kim", "seen_once", "tried to reach, and not seen"),
        ("gus", "employed", "the job was begun before the referral"),
        ("ida", "employed", "not a competitive job"),
        ("hal", "referred", "referred again: a person counts once, at the first referral"),
        ("bob", "sustained_13", "ended after 89 days, 13 weeks are 91"),
        ("jon", "sustained_13", "not until Thu 31 Dec"),
        ("fay", "four_hours", "four paid hours are not recorded"),
        ("eve", "6_weeks", "in prison on that day"),
        ("cat", "6_weeks", "not known: no contact in the 28 days before"),
    ],
)
def test_who_nearly_counts_and_why_not(found: Outcomes, client: str, measure: str, why: str) -> None:
    told = [each for each in found.not_counted if (each.client, each.measure) == (client, measure)]
    assert why in [each.why for each in told]


def test_nothing_under_a_base_of_ten_is_a_percentage(found: Outcomes) -> None:
    assert found.figures["seen_once"].percent == 72.7
    assert found.figures["seen_once"].whole_percent == 73
    assert found.figures["employed_of_engaged"].percent is None
    assert not [f.id for f in found.figures.values() if f.percent is not None and (f.of or 0) < 10]


def test_the_quarters_are_counted_by_the_day_each_step_was_reached() -> None:
    quarters = [counted(*quarter).figures for quarter in (Q1, Q2, Q3, Q4)]
    for id, counts in {
        "referred": [5, 4, 1, 1],  # Ann, Bob, Cat, Dan, Eve; Fay, Gus, Hal, Ida; Jon; Kim
        "referrals": [5, 4, 2, 1],
        "seen_once": [2, 5, 1, 0],
        "engaged": [1, 4, 2, 0],
        "employed": [2, 1, 0, 1],
        "jobs/starts": [2, 2, 0, 1],
        "jobs/sustained_13": [0, 1, 2, 0],
    }.items():
        assert [each[id].count for each in quarters] == counts, id


def test_how_far_those_referred_in_a_quarter_had_come_by_its_end() -> None:
    q2 = counted(*Q2)
    cohort = {figure.id: (figure.count, figure.of) for figure in q2.section("cohort").figures}
    assert cohort == {
        "cohort/referred": (4, None),
        "cohort/seen_once": (4, 4),
        "cohort/engaged": (3, 4),
        "cohort/employed": (1, 4),
        "cohort/employed_of_engaged": (1, 3),
    }
    assert not counted().section("cohort").figures


def test_closed_before_the_period_is_not_in_a_base_of_it() -> None:
    late = counted(date(2026, 7, 1), date(2026, 8, 31))
    assert late.figures["employed_of_engaged"].base is not None
    assert "hal" not in late.figures["employed_of_engaged"].base.ids
    assert "hal" in counted(*Q3).figures["employed_of_engaged"].base.ids  # referred again in September


def test_where_people_stand_at_the_end_of_a_period() -> None:
    def standing(last: date) -> dict[str, list[str]]:
        figures = counted(None, last).section("phases").figures
        return {figure.label: list(figure.clients) for figure in figures if figure.count}

    assert standing(date(2026, 3, 31)) == {
        "Referred": ["cat", "eve"],  # out on 1 April
        "Pre-release": ["dan"],
        "In work": ["ann", "bob", "gus"],  # Gus not referred yet, and in his own job
    }
    assert standing(TODAY)["In work"] == ["ann", "fay", "gus", "ida", "jon"]
    assert sum(map(len, standing(TODAY).values())) == 11


def test_a_period_without_anything_is_empty_and_not_an_error() -> None:
    empty = counted(date(2020, 1, 1), date(2020, 12, 31))
    assert {figure.count for figure in empty.figures.values()} == {0}
