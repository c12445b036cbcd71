"""What holds of every figure, whatever was recorded: shares from ids, events behind counts, periods that add up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipstui.casework import events as ev
from ipstui.casework.checks import Unfit
from ipstui.casework.history import effective
from ipstui.casework.people import Client
from ipstui.reports.figures import Figure, figure, period_of, quarter_of
from ipstui.reports.outcomes import Outcomes, outcomes, people_of
from tests.casework.made_up import TODAY, USUAL, from_seed
from tests.reports.by_hand import counted

YEAR = date(2026, 1, 1)


def report(people: dict[str, list[ev.Event]], first: date | None = None, last: date = TODAY) -> Outcomes:
    period = period_of(first, last, TODAY)
    clients = [Client(id=client, name=client, birth_year=1990) for client in people]
    return outcomes(people_of(clients, people, period), period)


def by_id(people: dict[str, list[ev.Event]]) -> dict[str, ev.Event]:
    return {event.id: event for own in people.values() for event in own}


def holds(one: Figure, events: dict[str, ev.Event]) -> None:
    """A figure can be done again from its ids."""
    if one.count and one.id != "applications":
        assert one.count == len(one.ids), one.id
    assert set(one.events) <= set(events), one.id
    assert {events[id].client for id in one.events} == set(one.clients), one.id
    if one.unit == "people":
        assert one.ids == one.clients, one.id
    if one.base is not None:
        assert set(one.ids) <= set(one.base.ids), one.id
        share = None if len(one.base.ids) < 10 else round(100 * len(one.ids) / len(one.base.ids), 1)
        assert one.percent == (None if share is None else pytest.approx(share, abs=0.051)), one.id
    else:
        assert one.percent is None


# Any stories at all


@st.composite
def anybody(draw: st.DrawFn) -> dict[str, list[ev.Event]]:
    people = {}
    for number in range(draw(st.integers(1, 4))):
        client, made = f"p{number}", []
        for seed in draw(st.lists(st.integers(0, 2**16), max_size=14)):
            made.append(from_seed(seed * 4 + number, made, first=-320))
        people[client] = [msgspec.structs.replace(event, client=client) for event in made]
    return people


@given(anybody())
@settings(max_examples=60, deadline=None)
def test_every_figure_can_be_done_again_from_its_ids(people: dict[str, list[ev.Event]]) -> None:
    events = by_id(people)
    for first in (None, YEAR, date(2026, 9, 1)):
        for one in report(people, first).figures.values():
            holds(one, events)


@given(anybody())
@settings(max_examples=60, deadline=None)
def test_steps_are_inside_each_other(people: dict[str, list[ev.Event]]) -> None:
    found = report(people).figures
    ids = {id: set(found[id].ids) for id in found}
    assert ids["engaged"] <= ids["seen_once"]
    assert ids["employed_of_engaged"] == ids["employed"] & ids["engaged"]
    assert ids["employed"] == set(found["jobs/people"].ids)
    assert len(ids["employed"]) <= found["jobs/starts"].count
    assert ids["jobs/sustained_26"] <= ids["jobs/sustained_13"] <= ids["jobs/starts"]
    assert ids["jobs/four_hours"] <= ids["jobs/starts"]
    assert ids["ips_grow_into_work"] <= ids["employed"]
    for trait in ("sex", "offence", "age_band", "source"):
        for column in ("referred", "engaged", "employed"):
            cells = [
                set(one.ids) for id, one in found.items() if id.startswith(f"{trait}/") and id.endswith(f"/{column}")
            ]
            assert sum(map(len, cells)) == len(ids[column])
    phases = [one for id, one in found.items() if id.startswith("phase/")]
    assert sum(one.count for one in phases) == sum(map(_known, people.values()))
    reasons = [one for id, one in found.items() if id.startswith("not_in_work/")]
    assert sum(one.count for one in reasons) == len(ids["engaged"] - ids["employed"])


def _known(own: list[ev.Event]) -> bool:
    return any(event.on <= TODAY and not event.apart for event in effective(own))


@given(anybody(), st.integers(0, 2**16))
@settings(max_examples=60, deadline=None)
def test_what_happens_after_the_period_changes_nothing(people: dict[str, list[ev.Event]], seed: int) -> None:
    last = TODAY - timedelta(days=60)
    before = report(people, YEAR, last)
    later = {client: [*own, *_after(last, own, seed, client)] for client, own in people.items()}
    assert report(later, YEAR, last) == before


def _after(last: date, own: list[ev.Event], seed: int, client: str) -> list[ev.Event]:
    made = from_seed(seed, own, first=-59)
    assert made.on > last
    return [msgspec.structs.replace(made, client=client, id=f"later-{client}", voids="")]


# Stories told as they are lived: referred, perhaps from prison, out, met, at work


@st.composite
def lives(draw: st.DrawFn, *, turns: bool = False) -> dict[str, list[ev.Event]]:
    return {f"p{n}": _life(f"p{n}", draw(st.integers(0, 2**20)), turns) for n in range(draw(st.integers(1, 12)))}


def _life(client: str, seed: int, turns: bool) -> list[ev.Event]:
    """One life; with `turns` there is prison again, a mentor, no wish for support, and it may end in a death."""
    dice, day, made = Random(seed), YEAR + timedelta(days=Random(seed).randint(0, 200)), []

    def told(kind: type[ev.Event], after: int, **fields) -> str:
        nonlocal day
        day += timedelta(days=after)
        id = f"{client}-{len(made):03d}"
        said = USUAL.get(kind, {}) | fields
        made.append(kind(id=id, client=client, on=day, recorded=datetime.combine(day, time(12), UTC), **said))
        return id

    inside = dice.choice(["yes", "no"])
    told(ev.Referral, 0, in_custody=inside, source_type=dice.choice(["in_reach", "iom", "other"]))
    if inside == "yes":
        told(ev.Released, dice.randint(1, 60))
    for _ in range(dice.randint(0, 12)):
        after = dice.randint(0, 25)
        match dice.randint(0, 12 if turns else 8):
            case 0 | 1 | 2:
                told(ev.Contact, after, setting="cafe", minutes=30, mode=dice.choice(["face_to_face", "phone"]))
            case 3:
                told(ev.Application, after, count=dice.randint(1, 5))
            case 4:
                talk = told(ev.Interview, after)
                told(ev.Interview, 2, state="attended", interview=talk)
            case 5:
                told(ev.Training, after, course="Forklift")
            case 6:
                told(ev.Cv, after, state="ready")
            case 7 | 8:
                job = told(
                    ev.JobStarted,
                    after,
                    role="Cook",
                    hours_weekly=dice.choice([None, 5, 20]),
                    hourly_pay=dice.choice([None, 13]),
                )
                if dice.random() < 0.2:
                    told(ev.JobChanged, 10, job=job, hours_weekly=dice.choice([4, 16]))
                if dice.random() < 0.6:
                    told(ev.FourHoursDone, 1, job=job)
                if dice.random() < 0.5:
                    told(ev.JobEnded, dice.randint(1, 120), job=job)
            case 9 | 10:
                told(ev.ReturnedToCustody, after + 1, type="recall_fixed", new_offence="no")
                told(ev.Released, dice.randint(1, 60))
            case 11:
                told(ev.MentorMatched, after, mentor="Kay")
                told(ev.ReferredOn, 1, service="mentoring", outcome="matched")
            case _:
                told(ev.SupportDeclined, after)
    if turns and dice.random() < 0.3:
        told(ev.Closed, dice.randint(0, 60), reason="died")
    return made


ADDS_UP = (
    "referred", "seen_once", "engaged", "employed", "employed_of_engaged", "referrals", "applications", "interviews",
    "training", "jobs", "cv", "jobs/starts", "jobs/four_hours", "jobs/sustained_13", "jobs/sustained_26",
    "after_release/6_weeks", "after_release/6_weeks_unknown", "contacts/all", "contacts/mode/phone", "hours_bands/02",
    "ended/other", "mentors", "support/kept", "returns/times", "ips_grow_job_starts", "ips_grow_into_work",
    "ips_grow_13_weeks", "ipspc_outcome",
)  # fmt: skip


@given(lives(turns=True))
@settings(max_examples=60, deadline=None)
def test_the_quarters_add_up_to_the_year(people: dict[str, list[ev.Event]]) -> None:
    whole = report(people, YEAR).figures
    ends = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), TODAY)
    firsts = (YEAR, *(end + timedelta(days=1) for end in ends[:-1]))
    quarters = [report(people, first, last).figures for first, last in zip(firsts, ends, strict=True)]
    for id in ADDS_UP:
        parts = [each[id].count if id in each else 0 for each in quarters]
        assert sum(parts) == (whole[id].count if id in whole else 0), (id, parts)
    for id in ("jobs/sustained_13", "after_release/6_weeks", "support/kept"):
        assert sum(each[id].of or 0 for each in quarters) == whole[id].of


@given(lives(), st.sampled_from([(None, TODAY), (YEAR, date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30))]))
@settings(max_examples=60, deadline=None)
def test_counted_again_from_the_raw_events(
    people: dict[str, list[ev.Event]], period: tuple[date | None, date]
) -> None:  # fmt: skip
    """The same figures by the shortest way, without the fold: these lives hold nothing that it would settle."""
    first, last = period
    found = report(people, first, last).figures

    def inside(day: date | None) -> bool:
        return day is not None and (first is None or first <= day) and day <= last

    def nth(days: list[date], number: int) -> date | None:
        return days[number - 1] if len(days) >= number else None

    counts = dict.fromkeys(("referred", "seen_once", "engaged", "employed", "jobs/starts", "applications"), 0)
    for own in people.values():
        met = sorted({e.on for e in own if isinstance(e, ev.Contact) and e.mode == "face_to_face"})
        begun = [e.on for e in own if isinstance(e, ev.JobStarted)]
        counts["referred"] += inside(own[0].on)
        counts["seen_once"] += inside(nth(met, 1))
        counts["engaged"] += inside(nth(met, 2))
        counts["employed"] += inside(nth(begun, 1))
        counts["jobs/starts"] += sum(map(inside, begun))
        counts["applications"] += sum(e.count for e in own if isinstance(e, ev.Application) and inside(e.on))
    assert {id: found[id].count for id in counts} == counts


@given(lives(turns=True))
@settings(max_examples=60, deadline=None)
def test_walked_through_day_by_day(people: dict[str, list[ev.Event]]) -> None:
    """Who worked, was inside or had died six weeks after a release, and which jobs lasted: by walking through the days.

    It knows no fold and no spells: only what is so when a day begins, and what happens on it.
    """
    in_work = known = lasted = settled = 0
    for own in people.values():
        inside, open_jobs, seen = own[0].in_custody == "yes", dict[str, date](), date.min
        marks: list[date] = []
        day = own[0].on
        while day <= TODAY:
            before, today = inside, [event for event in own if event.on == day]
            ended = {event.job for event in today if isinstance(event, ev.JobEnded)}
            for event in today:
                match event:
                    case ev.Released():
                        inside = False
                        marks.append(day + timedelta(days=42))
                    case ev.ReturnedToCustody():
                        inside = True
                    case ev.JobStarted():
                        open_jobs[event.id] = day
                    case ev.Contact():
                        seen = day
            moved = any(isinstance(event, ev.Released | ev.ReturnedToCustody) for event in today)
            for mark in (mark for mark in marks if mark == day and not (before and not moved)):
                in_work += bool(open_jobs)
                known += bool(open_jobs) or seen > mark - timedelta(days=28)
            for job, began in list(open_jobs.items()):
                if day == began + timedelta(days=91):
                    lasted, settled = lasted + 1, settled + 1
                elif job in ended and day < began + timedelta(days=91):
                    settled += 1
            open_jobs = {job: began for job, began in open_jobs.items() if job not in ended}
            if any(isinstance(event, ev.Closed) for event in today):
                settled += sum(day < began + timedelta(days=91) for began in open_jobs.values())
                break
            day += timedelta(days=1)
    found = report(people).figures
    assert (found["after_release/6_weeks"].count, found["after_release/6_weeks"].of) == (in_work, known)
    assert (found["jobs/sustained_13"].count, found["jobs/sustained_13"].of) == (lasted, settled)


def test_nobody_is_in_a_base_before_anything_is_recorded_of_them() -> None:
    told = ev.Referral(id="r", client="jo", on=YEAR, recorded=datetime.combine(YEAR, time(12), UTC))
    before = report({"jo": [told]}, date(2001, 1, 1), date(2001, 12, 31))
    assert not any(figure.count or figure.of for figure in before.figures.values())
    assert not before.not_counted


def test_who_was_met_outside_and_is_not_recorded_as_out_is_told_so() -> None:
    def at(days: int, kind: type[ev.Event], **fields) -> ev.Event:
        day = YEAR + timedelta(days=days)
        recorded = datetime.combine(day, time(12), UTC)
        return kind(id=f"e{days}", client="jo", on=day, recorded=recorded, **USUAL.get(kind, {}) | fields)

    jo = [at(0, ev.Referral, in_custody="yes"), at(30, ev.Contact, setting="cafe", mode="face_to_face")]
    reasons = {each.measure: each.why for each in report({"jo": jo}).not_counted}
    assert reasons["seen_once"] == "met outside, and no release from prison is recorded before it"


# The struct itself


def test_every_figure_of_the_caseload_counted_by_hand_opens_to_its_events() -> None:
    from tests.reports.by_hand import people

    events = {event.id: event for told in people() for event in told.events}
    # The ids are numbered anew each time, so those of this telling stand beside those of the report.
    assert {event.client for event in events.values()} == {told.client.id for told in people()}
    for one in counted().figures.values():
        assert (one.count == 0) == (not one.events), one.id


def test_a_share_is_of_a_base_that_holds_what_is_counted() -> None:
    event = ev.Note(id="n", client="jo", on=TODAY)
    made = figure("x", "X", "a rule", {"jo": [event]}, base=None)
    assert (made.of, made.percent, made.whole_percent) == (None, None, None)


@pytest.mark.parametrize(
    ("count", "of", "percent", "whole"),
    [(1, 9, None, None), (5, 10, 50.0, 50), (1, 16, 6.3, 6), (16, 128, 12.5, 13), (6, 11, 54.5, 55), (0, 10, 0.0, 0)],
)
def test_shares_are_rounded_halves_up_and_once(count: int, of: int, percent: float | None, whole: int | None) -> None:
    from ipstui.reports.figures import Base

    events = {f"c{n}": [ev.Note(id=f"n{n}", client=f"c{n}", on=TODAY)] for n in range(count)}
    made = figure("x", "X", "r", events, base=Base(words="all", ids=tuple(f"c{n}" for n in range(of))))
    assert (made.percent, made.whole_percent) == (percent, whole)


def test_a_period_that_cannot_be_is_refused_with_its_field() -> None:
    with pytest.raises(Unfit, match=r"^to: .*before it begins") as refused:
        period_of(date(2026, 2, 1), date(2026, 1, 31), TODAY)
    assert refused.value.field == "to"
    with pytest.raises(Unfit, match=r"^from: .*lies ahead"):
        period_of(TODAY + timedelta(days=1), None, TODAY)
    assert period_of(None, TODAY + timedelta(days=30), TODAY).last == TODAY
    one_day = period_of(TODAY, TODAY, TODAY)
    assert TODAY in one_day
    assert TODAY - timedelta(days=1) not in one_day


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_a_quarter_is_three_months_and_every_day_is_in_one(day: date) -> None:
    first, last = quarter_of(day)
    assert first <= day <= last
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert (last - first).days in (89, 90, 91)
    assert first.month in (1, 4, 7, 10)
    assert quarter_of(last + timedelta(days=1))[0] == last + timedelta(days=1)
