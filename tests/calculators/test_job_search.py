"""The 30-day clock: where it starts, what stops it, and what custody does to it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.explain import RequestError
from calculators.job_search import CustodySpell, JobSearchRequest, Readings, job_search

R = date(2026, 9, 7)
CLOCKS = ["later_of_meeting_and_release", "first_meeting", "referral", "engaged"]


def after(days: int) -> date:
    return R + timedelta(days=days)


def spell(start: int, to: int | None = None) -> CustodySpell:
    return CustodySpell(start=after(start), to=None if to is None else after(to))


def ask(as_of: int, **facts):
    dated = {name: after(value) if isinstance(value, int) else value for name, value in facts.items()}
    return job_search(JobSearchRequest(as_of=after(as_of), **dated))


def test_john_is_in_time_from_first_meeting_and_late_from_referral():
    dates = {"referred_on": 0, "first_meeting_on": 7, "first_employer_contact_on": 35}
    by_meeting = ask(60, **dates)
    assert (by_meeting.state, by_meeting.day, by_meeting.met_on) == ("met", 28, after(35))
    assert by_meeting.readings.referral == 35
    by_referral = ask(60, **dates, clock="referral")
    assert (by_referral.state, by_referral.day) == ("met_late", 35)
    assert (
        by_referral.readings
        == by_meeting.readings
        == Readings(later_of_meeting_and_release=28, first_meeting=28, referral=35)
    )


@pytest.mark.parametrize(
    ("day", "state"),
    [(0, "running"), (20, "running"), (21, "due_soon"), (30, "due_soon"), (31, "overdue")],
)
def test_the_days_of_a_clock_with_no_employer_met(day, state):
    result = ask(day, referred_on=0, first_meeting_on=0)
    assert (result.state, result.day, result.due_on) == (state, day, after(30))


@pytest.mark.parametrize(("contact", "state"), [(0, "met"), (30, "met"), (31, "met_late")])
def test_day_30_is_in_time(contact, state):
    result = ask(90, first_meeting_on=0, first_employer_contact_on=contact)
    assert (result.state, result.day) == (state, contact)


@pytest.mark.parametrize(("met", "out", "start"), [(0, 7, 7), (7, 0, 7), (5, 5, 5)])
def test_the_later_of_meeting_and_release(met, out, start):
    result = ask(10, first_meeting_on=met, released_on=out)
    assert result.start_on == after(start)
    assert result.readings.first_meeting == 10 - met


def test_the_reason_names_both_dates_and_the_one_that_decides():
    result = job_search(
        JobSearchRequest(as_of=date(2026, 11, 22), first_meeting_on=date(2026, 11, 3), released_on=date(2026, 11, 10))
    )
    assert result.start_reason == "later of first meeting 3 Nov and release 10 Nov: release"
    assert result.day == 12


def test_before_release_the_clock_waits_for_it():
    result = ask(10, referred_on=0, first_meeting_on=5, released_on=20)
    assert (result.state, result.start_on, result.due_on, result.day) == ("not_started", None, None, None)
    assert result.start_reason == "starts at release, 27 Sep"
    assert result.readings == Readings(first_meeting=5, referral=10)


def test_in_custody_with_no_release_date_it_waits_too():
    result = ask(10, referred_on=0, first_meeting_on=5, custody=(spell(-300),))
    assert (result.state, result.start_reason) == ("not_started", "starts at release")
    assert "released_on" in result.missing


def test_never_in_custody_is_read_as_in_the_community():
    result = ask(10, referred_on=0, first_meeting_on=5)
    assert (result.state, result.start_on) == ("running", after(5))
    assert "released_on" in result.missing


def test_without_a_first_meeting_there_is_no_start():
    result = ask(10, referred_on=0, released_on=2)
    assert (result.state, result.start_reason) == ("not_started", "starts at first meeting")
    assert result.missing == ("first_meeting_on",)


def test_the_original_sentence_is_no_return():
    dates = {"referred_on": 0, "first_meeting_on": 3, "custody": (spell(-300, 10),)}
    given_twice = ask(20, released_on=10, **dates)
    told_once = ask(20, **dates)  # the end of the spell is the release
    assert given_twice.start_on == told_once.start_on == after(10)
    assert given_twice.readings.first_meeting == told_once.readings.first_meeting == 17


def test_a_return_to_custody_suspends():
    dates = {"referred_on": 0, "first_meeting_on": 3, "released_on": 10, "custody": (spell(-300, 10), spell(22))}
    assert ask(21, **dates).state == "running"
    held = ask(50, **dates)
    assert (held.state, held.day) == ("suspended", 12)
    assert ask(22, **dates).state == "suspended"


@pytest.mark.parametrize("clock", CLOCKS)
def test_release_again_starts_a_new_clock_whatever_was_chosen(clock):
    dates = {
        "referred_on": 0,
        "first_meeting_on": 3,
        "engaged_on": 12,
        "released_on": 10,
        "custody": (spell(22, 78),),
    }
    assert ask(77, **dates, clock=clock).state == "suspended"
    result = ask(78, **dates, clock=clock)
    assert (result.state, result.start_on, result.day) == ("running", after(78), 0)
    assert "new clock" in result.start_reason


def test_an_employer_met_before_the_return_does_not_count_for_the_new_clock():
    dates = {"first_meeting_on": 3, "released_on": 10, "custody": (spell(22, 78),)}
    result = ask(90, **dates, first_employer_contact_on=15)
    assert (result.state, result.day, result.met_on) == ("running", 12, None)
    assert result.missing == ("first_employer_contact_on",)
    assert ask(90, **dates, first_employer_contact_on=78).state == "met"


def test_an_employer_met_before_the_first_clock_counts():
    result = ask(30, first_meeting_on=3, released_on=10, first_employer_contact_on=8)
    assert (result.state, result.day, result.met_on) == ("met", 0, after(8))


def test_a_contact_still_to_come_is_ignored_and_said():
    result = ask(40, first_meeting_on=0, first_employer_contact_on=41)
    assert (result.state, result.met_on) == ("overdue", None)
    assert result.warnings


def test_an_open_spell_from_before_the_release_is_taken_to_end_there_and_said():
    result = ask(20, first_meeting_on=3, released_on=10, custody=(spell(-300),))
    assert (result.state, result.start_on) == ("running", after(10))
    assert "has no end" in result.warnings[0]


def test_custody_that_ends_before_it_starts_is_refused_by_name():
    with pytest.raises(RequestError) as refused:
        ask(10, custody=(spell(0, 1), spell(5, 4)))
    assert refused.value.field == "custody[1].to"


# Properties


@dataclass(frozen=True)
class Life:
    """Day numbers from R, so that a whole life can be moved."""

    as_of: int
    dates: dict[str, int]
    spells: tuple[tuple[int, int | None], ...]
    clock: str

    def asked(self, shift: int = 0, **more):
        def day(number: int) -> date:
            return after(number + shift)

        return job_search(
            JobSearchRequest(
                as_of=day(self.as_of),
                custody=tuple(CustodySpell(start=day(a), to=None if b is None else day(b)) for a, b in self.spells),
                clock=self.clock,
                **{name: day(number) for name, number in {**self.dates, **more}.items()},
            )
        )


DAYS = st.integers(-40, 120)
NAMES = ["referred_on", "first_meeting_on", "released_on", "engaged_on", "first_employer_contact_on"]
LIVES = st.builds(
    Life,
    as_of=DAYS,
    dates=st.dictionaries(st.sampled_from(NAMES), DAYS),
    spells=st.lists(
        st.tuples(DAYS, st.none() | st.integers(0, 60)).map(
            lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
        ),
        max_size=3,
    ).map(tuple),
    clock=st.sampled_from(CLOCKS),
)


@given(LIVES, st.integers(-400, 400))
def test_moving_every_date_moves_only_the_dates(life, shift):
    here, there = life.asked(), life.asked(shift)
    moved = timedelta(days=shift)
    assert (here.state, here.day, here.readings, here.missing) == (
        there.state,
        there.day,
        there.readings,
        there.missing,
    )
    for name in ("start_on", "due_on", "met_on"):
        before, now = getattr(here, name), getattr(there, name)
        assert (before and before + moved) == now


@given(LIVES, DAYS, st.integers(0, 60))
def test_a_later_contact_never_makes_it_better(life, contact, later):
    soon = life.asked(first_employer_contact_on=contact)
    if soon.state == "met_late":
        assert life.asked(first_employer_contact_on=contact + later).state != "met"


@given(LIVES)
def test_the_parts_of_an_answer_agree(life):
    result = life.asked()
    assert getattr(result.readings, life.clock) == result.day
    assert (result.state == "not_started") == (result.start_on is None) == (result.day is None)
    assert result.due_on == (result.start_on and result.start_on + timedelta(days=30))
    if result.day is not None:
        assert result.day >= 0
        assert result.start_on <= after(life.as_of)
    if result.state in ("met", "met_late"):
        assert result.met_on is not None
    if result.state in ("running", "due_soon", "overdue"):
        assert result.day == (after(life.as_of) - result.start_on).days
    assert result.start_reason
    assert result.steps


@settings(max_examples=60)
@given(LIVES)
def test_the_order_of_custody_does_not_matter(life):
    one = life.asked()
    other = replace(life, spells=life.spells[::-1]).asked()
    assert (one.state, one.start_on, one.day) == (other.state, other.start_on, other.day)
