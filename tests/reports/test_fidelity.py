"""The 25 items: each that is counted on a small story, what is rated, and that no total is made of some."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from ipstui.casework import events as ev
from ipstui.casework.people import Client, Cost, Settings
from ipstui.reports.fidelity import ITEMS, Dial, Fidelity, fidelity, history, scale
from ipstui.reports.figures import Period
from ipstui.reports.outcomes import people_of
from tests.casework.made_up import TODAY, day
from tests.casework.made_up import usually as told

SUNDAY = TODAY
MONDAY = day(-6)
assert SUNDAY.weekday() == 6


def fid(
    *events: ev.Event, shared: tuple[ev.Event, ...] = (), settings: Settings | None = None, first: date | None = None
) -> Fidelity:
    by_client: dict[str, list[ev.Event]] = {}
    for event in events:
        by_client.setdefault(event.client, []).append(event)
    period = Period(first=first, last=TODAY)
    people = people_of([Client(id=id, name=id) for id in by_client], by_client, period)
    return fidelity(people, shared, period, settings or Settings())


def dial(item: int, found: Fidelity) -> Dial:
    return found.dials[item - 1]


def shown(item: int, found: Fidelity) -> tuple[Decimal | None, int | None]:
    return dial(item, found).value, dial(item, found).anchor


def many(count: int, *kinds: tuple[type[ev.Event], int, dict[str, object]]) -> list[ev.Event]:
    """The same events for so many people."""
    return [told(kind, on, client=f"p{n:02d}", **fields) for n in range(count) for kind, on, fields in kinds]


def for_nobody(kind: type[ev.Event], on: int | date, **fields: object) -> ev.Event:
    return told(kind, on, client="", **fields)


# The data


def test_the_scale_is_whole() -> None:
    items = scale().items
    assert [item.item for item in items] == list(range(1, ITEMS + 1))
    for item in items:
        assert item.rule.endswith(".")
        assert bool(item.ask) == (item.basis != "computed"), item.item
        assert bool(item.limits) == (item.basis == "computed"), item.item
        if item.limits:
            assert len(item.limits) == 4
            assert list(item.limits) == sorted(item.limits, reverse=item.better == "more")
    assert {item.item for item in items if item.basis == "self_rated"} == {3, 4, 5, 6, 7, 8, 10, 11, 18}


# What is counted


@pytest.mark.parametrize(("people", "anchor"), [(20, 5), (21, 4), (25, 4), (26, 3), (30, 3), (31, 2), (40, 2), (41, 1)])
def test_caseload(people: int, anchor: int) -> None:
    found = fid(*many(people, (ev.Referral, -90, {}), (ev.Contact, -27, {"mode": "text"})))
    assert shown(1, found) == (people, anchor)


def test_caseload_counts_the_last_28_days_open_cases_and_full_time_specialists() -> None:
    drifted = many(1, (ev.Referral, -90, {}), (ev.Contact, -28, {}))
    assert shown(1, fid(*drifted)) == (0, 5)
    assert "0 active of 1 open" in dial(1, fid(*drifted)).note
    closed = many(1, (ev.Referral, -90, {}), (ev.Contact, -2, {}), (ev.Closed, -1, {"reason": "health"}))
    assert shown(1, fid(*closed)) == (0, None)
    half = Settings(cost=Cost(salaries=Decimal(1), full_time_equivalent=Decimal("0.5")))
    assert shown(1, fid(*many(11, (ev.Contact, -1, {})), settings=half)) == (22, 4)


def test_time_on_employment_is_not_given_under_ten_contacts() -> None:
    def contacts(work: int, other: int) -> list[ev.Event]:
        return [told(ev.Contact, -n, minutes=60) for n in range(1, work + 1)] + [
            told(ev.Contact, -n, minutes=20, purpose="stabilising") for n in range(1, other + 1)
        ]

    assert shown(2, fid(*contacts(9, 3))) == (Decimal("90.0"), 4)
    assert shown(2, fid(*contacts(6, 3))) == (None, None)
    assert dial(2, fid(*contacts(6, 3))).note == "360 of 420 minutes logged"


def test_rapid_search_is_a_mean_and_says_who_has_none() -> None:
    events = many(
        2, (ev.Referral, -100, {"in_custody": "no"}), (ev.Contact, -90, {"setting": "cafe"})
    )  # fmt: skip
    events.append(told(ev.EmployerContact, -60, client="p00", employer="e"))
    found = fid(*events)
    assert shown(15, found) == (30, 5)
    assert "1 met an employer, 1 not within 30 days and still not" in dial(15, found).note
    assert "from referral: 40.0" in dial(15, found).note
    late = fid(*events, told(ev.EmployerContact, -58, client="p01", employer="e"))
    assert shown(15, late) == (31, 4)
    by_phone = fid(*events, told(ev.EmployerContact, -58, client="p01", employer="e", mode="phone"))
    assert shown(15, by_phone) == (30, 5)
    assert shown(15, fid(*events, settings=Settings(clock="referral"))) == (40, 4)


def test_contacts_that_fit_what_a_person_wants() -> None:
    fits = [told(ev.EmployerContact, -n, employer="e", matches_profile="yes") for n in range(1, 10)]
    not_said = told(ev.EmployerContact, -20, employer="e")
    assert shown(16, fid(*fits, not_said)) == (90, 5)
    assert "Not said for 1" in dial(16, fid(*fits, not_said)).note
    assert shown(16, fid(*fits)) == (None, None)


def employers(*counts: int, shared: bool = False) -> list[ev.Event]:
    """Employers met in the last weeks, this week first."""
    return [
        told(ev.EmployerContact, MONDAY - timedelta(weeks=back), client="" if shared else "p00", employer="e")
        for back, count in enumerate(counts)
        for _ in range(count)
    ]


def reviewed(*weeks: int) -> tuple[ev.Event, ...]:
    return tuple(for_nobody(ev.Reviewed, -1, week=MONDAY - timedelta(weeks=back)) for back in weeks)


@pytest.mark.parametrize(
    ("counts", "value", "anchor"),
    [
        ((6, 6, 6, 6), 6, 5),
        ((6, 6, 6, 4), 5, 4),  # 5.5, halves down
        ((6, 6, 6, 5), 6, 5),  # 5.75
        ((4, 4, 4, 4), 4, 3),
        ((2, 2, 2, 2), 2, 2),
        ((1, 1, 1, 1), 1, 1),
    ],
)
def test_employers_a_week(counts: tuple[int, ...], value: int, anchor: int) -> None:
    people = many(4, (ev.Referral, -90, {}))
    found = fid(*people, *employers(*counts), shared=reviewed(0, 1, 2, 3))
    assert shown(17, found) == (value, anchor)


def test_four_and_five_need_the_log_gone_through() -> None:
    people, met = many(4, (ev.Referral, -90, {})), employers(6, 6, 6, 6)
    assert shown(17, fid(*people, *met)) == (6, 2)
    assert shown(17, fid(*people, *met, shared=reviewed(0, 1))) == (6, 3)


def test_a_week_of_leave_is_left_out_and_a_day_off_is_not() -> None:
    people, met = many(4, (ev.Referral, -90, {})), employers(6, 0, 6, 6, 6)
    away = for_nobody(ev.Leave, MONDAY - timedelta(weeks=1), ends=MONDAY - timedelta(days=3))
    log = reviewed(0, 1, 2, 3, 4)
    assert shown(17, fid(*people, *met, shared=(*log, away))) == (6, 5)
    day_off = msgspec.structs.replace(away, ends=away.on)
    assert shown(17, fid(*people, *met, shared=(*log, day_off))) == (4, 3)  # 4.5
    weeks = fid(*people, *met, shared=(*log, away)).weeks
    assert [(week.count, week.leave) for week in weeks[-3:]] == [(6, False), (0, True), (6, False)]


def test_contacts_for_nobody_count_and_calls_do_not() -> None:
    people = many(4, (ev.Referral, -90, {}))
    met = employers(6, 6, 6, 6, shared=True)
    calls = [msgspec.structs.replace(each, id=f"call-{each.id}", mode="phone") for each in met]
    assert shown(17, fid(*people, shared=(*met, *calls, *reviewed(0, 1, 2, 3)))) == (6, 5)


def test_fewer_than_three_who_search_have_a_smaller_target() -> None:
    found = fid(*many(2, (ev.Referral, -90, {})), shared=(*employers(4, 4, 4, 4, shared=True), *reviewed(0, 1, 2, 3)))
    assert dial(17, found).anchor == 5
    assert "the target is 4" in dial(17, found).note
    below = fid(*many(2, (ev.Referral, -90, {})), shared=(*employers(3, 3, 3, 3, shared=True), *reviewed(0, 1, 2, 3)))
    assert shown(17, below) == (3, 2)


def test_a_week_not_over_is_not_counted() -> None:
    events = [*many(4, (ev.Referral, -90, {})), *employers(0, 6, 6, 6, 6)]
    period = Period(first=None, last=day(-1))  # a Saturday
    by_client: dict[str, list[ev.Event]] = {}
    for event in events:
        by_client.setdefault(event.client, []).append(event)
    people = people_of([Client(id=id, name=id) for id in by_client], by_client, period)
    assert fidelity(people, reviewed(1, 2, 3, 4), period, Settings()).dials[16].value == 6


def jobs(count: int, **fields: object) -> list[ev.Event]:
    return [
        told(ev.JobStarted, -30, client=f"p{n:02d}", role=f"role {n}", employer=f"e{n // 2}", **fields)
        for n in range(count)
    ]


def test_diversity_and_competitive_jobs_have_no_score_under_ten() -> None:
    people = many(10, (ev.Referral, -90, {}))
    ten = fid(*people, *jobs(10))
    assert shown(19, ten) == (100, 5)
    assert shown(20, ten) == (50, 2)
    assert shown(21, ten) == (100, 5)
    nine = fid(*people, *jobs(9))
    assert [shown(item, nine) for item in (19, 20, 21)] == [(None, None)] * 3
    assert dial(20, nine).note == "5 of 9 jobs"
    helped = fid(*people, *jobs(9), told(ev.JobStarted, -30, client="p09", role="x", competitive="no"))
    assert shown(21, helped) == (90, 4)


def test_time_in_the_community_is_of_the_scheduled_hours_without_leave() -> None:
    out = [told(ev.Contact, day(-13 + n), setting="cafe", minutes=120) for n in range(14)]
    week = Settings(weekly_hours=Decimal(28))
    assert shown(24, fid(*out, settings=week, first=day(-13))) == (50, 4)  # 28 of 56 hours
    away = for_nobody(ev.Leave, day(-13), ends=day(-7))
    assert shown(24, fid(*out, settings=week, first=day(-13), shared=(away,))) == (100, 5)
    indoors = [msgspec.structs.replace(each, setting="probation_office") for each in out]
    assert shown(24, fid(*indoors, settings=week, first=day(-13))) == (0, 1)
    assert shown(24, fid(*out, first=day(-13))) == (None, None)
    assert dial(24, fid(*out, first=day(-13))).basis == "not_known"


def test_parts_are_counted_without_a_score() -> None:
    people = many(
        10,
        (ev.Referral, -90, {}),
        (ev.Contact, -80, {"mode": "phone"}),
        (ev.DisclosureDiscussed, -60, {"choice": "tell"}),
        (ev.EmployerContact, -50, {"employer": "e", "named_with_consent": "yes"}),
        (ev.BenefitsSession, -40, {"calculator": "take_home"}),
        (ev.JobStarted, -30, {"role": "Cook"}),
        (ev.ProfileUpdated, -16, {"skills": "more"}),
        (ev.Contact, -5, {"outcome": "not_seen"}),
        (ev.Contact, -4, {"purpose": "in_work"}),
        (ev.EmployerContact, -3, {"employer": "e"}),
    )
    found = fid(*people)
    assert {item: shown(item, found) for item in (9, 12, 13, 14, 22, 25)} == {
        9: (100, None), 12: (100, None), 13: (100, None), 14: (100, None), 22: (100, None), 25: (10, None),
    }  # fmt: skip
    assert dial(23, found).value is not None
    late = [msgspec.structs.replace(e, on=day(-15)) if isinstance(e, ev.ProfileUpdated) else e for e in people]
    assert shown(14, fid(*late))[0] == 0


def test_what_nothing_is_recorded_for_is_not_known() -> None:
    empty = fid(*many(1, (ev.Referral, -10, {})))
    assert {dial.item for dial in empty.dials if dial.basis != "not_known"} == {1, 9, 25}
    assert [dial.item for dial in empty.dials if dial.anchor is not None] == [1]
    nobody = fid()
    assert [dial.item for dial in nobody.dials if dial.anchor is not None] == []


# What is rated


def test_a_rating_gives_the_anchor_and_the_latest_holds() -> None:
    first = for_nobody(ev.FidelityRated, -40, item=7, score=3)
    second = for_nobody(ev.FidelityRated, -10, item=7, score=1)
    found = fid(shared=(first, second))
    rated = dial(7, found)
    assert (rated.anchor, rated.basis, rated.rated_on, rated.events) == (1, "self_rated", day(-10), (second.id,))
    assert "1 by definition" in rated.solo
    assert dial(8, found).basis == "not_known"
    assert dial(8, found).ask


def test_a_rating_never_stands_in_for_a_count() -> None:
    found = fid(*many(41, (ev.Contact, -1, {})), shared=(for_nobody(ev.FidelityRated, -1, item=1, score=5),))
    assert dial(1, found).anchor == 1


def test_no_total_from_part_of_the_items() -> None:
    every = tuple(for_nobody(ev.FidelityRated, -1, item=item, score=4) for item in range(1, ITEMS + 1))
    found = fid(shared=every)
    assert found.total is None
    assert set(found.missing) == {item.item for item in scale().items if item.basis == "computed"}


def test_the_total_is_the_sum_where_every_item_is_there() -> None:
    people = many(
        20,
        (ev.Referral, -90, {"in_custody": "no"}),
        (ev.Contact, -85, {"setting": "cafe", "minutes": 60}),
        (ev.EmployerContact, -80, {"employer": "e", "matches_profile": "yes"}),
        (ev.Contact, -1, {"setting": "cafe", "minutes": 60}),
    )
    work = [told(ev.JobStarted, -30, client=f"p{n:02d}", role=f"r{n}", employer=f"e{n}") for n in range(10)]
    every = tuple(for_nobody(ev.FidelityRated, -1, item=item, score=4) for item in range(1, ITEMS + 1))
    found = fid(*people, *work, *employers(6, 6, 6, 6), shared=(*every, *reviewed(0, 1, 2, 3)),
                settings=Settings(weekly_hours=Decimal(4)))  # fmt: skip
    assert found.missing == ()
    assert found.total == sum(dial.anchor or 0 for dial in found.dials)
    assert found.band.startswith(("good", "fair", "exemplary"))


def test_the_months_before() -> None:
    rated = for_nobody(ev.FidelityRated, date(2026, 10, 5), item=7, score=2)
    months = history([], {}, [rated], TODAY, Settings(), months=3)
    assert [(month.last, month.dials[7].anchor) for month in months] == [
        (date(2026, 9, 30), None),
        (date(2026, 10, 31), 2),
        (TODAY, 2),
    ]
