"""What must hold of every story, however it was entered: the invariants of the model, on random lists of events."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipstui.casework import events
from ipstui.casework.history import read_event, write_event
from ipstui.casework.people import Client
from ipstui.casework.phase import Label
from ipstui.casework.work.state import SUSTAINED_13
from tests.casework.made_up import JO, SEEDS, STORIES, TODAY, casefile, day, from_seed, from_seeds, review, taken_back

QUICK = settings(max_examples=80, deadline=None)
MAY_LIE_AHEAD = (events.ProbationAppointment, events.Appointment, events.Interview, events.WorkTrial)


def gist(file):
    """What a specialist reads: everything but the ids of events."""
    return (
        file.phase,
        file.clock,
        [(d.kind, d.text, d.due, d.opens, d.because, d.state, d.met_on) for d in file.deadlines],
        [(f.flag, f.why, f.due, f.group, f.snoozed_until) for f in file.flags],
    )


@QUICK
@given(STORIES, st.integers())
def test_any_order_of_the_list_gives_the_same_story(told, seed):
    mixed = list(told)
    Random(seed).shuffle(mixed)
    assert casefile(*mixed) == casefile(*told)


@QUICK
@given(STORIES, st.integers())
def test_the_order_of_typing_does_not_matter_between_days(told, seed):
    dice = Random(seed)
    # When a start or an end was learned is itself a fact: said here, so that it does not rest on the typing.
    told = [
        msgspec.structs.replace(event, learned_on=event.learned_on or event.on)
        if isinstance(event, events.JobStarted | events.JobEnded)
        else event
        for event in told
    ]
    moments = {event.on: sorted(datetime(2026, 12, 1, tzinfo=UTC) + timedelta(minutes=dice.randint(0, 9**6))
                                for each in told if each.on == event.on) for event in told}  # fmt: skip
    typed = sorted(told, key=lambda event: (event.on, event.recorded, event.id))
    late = [msgspec.structs.replace(event, recorded=moments[event.on].pop(0)) for event in typed]
    assert gist(casefile(*late)) == gist(casefile(*told))


@QUICK
@given(STORIES, st.data())
def test_voiding_equals_never_having_had_it(told, data):
    event = data.draw(st.sampled_from(told))
    without = casefile(*[each for each in told if each is not event])
    voided = casefile(*told, taken_back(event))
    assert voided == without
    assert review(voided) == review(without)


@QUICK
@given(STORIES, st.data())
def test_a_void_holds_and_is_undone_whatever_the_clock_of_the_computer_said(told, data):
    event = data.draw(st.sampled_from(told))
    early = datetime(2020, 1, 1, tzinfo=UTC)
    void = msgspec.structs.replace(taken_back(event), recorded=early)
    assert casefile(*told, void) == casefile(*[each for each in told if each is not event])
    assert casefile(*told, void, msgspec.structs.replace(taken_back(void), recorded=early)) == casefile(*told)


@QUICK
@given(STORIES, st.data())
def test_a_correction_takes_over_the_identity(told, data):
    event = data.draw(st.sampled_from(told))
    moment = event.recorded + timedelta(microseconds=1)
    same = msgspec.structs.replace(event, id="again", voids=event.id, recorded=moment)
    assert gist(casefile(*told, same)) == gist(casefile(*told))


@QUICK
@given(STORIES, st.integers(0, 2**20))
def test_what_lies_ahead_changes_only_what_is_upcoming(told, seed):
    ahead = from_seed(seed, told, first=1, last=90)
    now, then = casefile(*told), casefile(*told, ahead)
    for part in ("case", "custody", "engagement", "place", "probation", "work", "vocational"):
        assert getattr(then.story, part) == getattr(now.story, part)
    assert then.phase == now.phase
    assert then.clock == now.clock
    assert then.story.search.acts == now.story.search.acts
    assert then.story.needs.all == now.story.needs.all
    assert review(then).strip == review(now).strip
    if not isinstance(ahead, MAY_LIE_AHEAD):
        assert (then.deadlines, then.flags) == (now.deadlines, now.flags)


@QUICK
@given(STORIES)
def test_each_part_agrees_with_the_others(told):
    file = casefile(*told)
    engagement, work = file.story.engagement, file.story.work
    assert (engagement.state == "none") == (not engagement.days)
    assert (engagement.state == "engaged") == (len(engagement.days) >= 2)
    if engagement.engaged_on is not None:
        assert engagement.state == "engaged"
        assert engagement.engaged_on > engagement.days[0]
    assert set(engagement.exact) <= set(engagement.since_release) <= set(engagement.days)
    for job in work.jobs:
        if job.sustained(SUSTAINED_13, TODAY):
            assert job.start <= day(-91)
    assert file.clock.day is None or file.clock.day >= 0
    assert (file.phase.label == "Closed") == (file.story.case.state == "closed")
    assert file.phase.label in get_args(Label)
    assert file.phase.since is None or file.phase.since <= TODAY
    for earlier, later in zip(file.story.custody.spells, file.story.custody.spells[1:], strict=False):
        assert earlier.end is not None
        assert later.start is not None
        assert earlier.end <= later.start


@QUICK
@given(STORIES)
def test_every_deadline_and_flag_says_why(told):
    file = casefile(*told)
    for deadline in file.deadlines:
        assert deadline.because.strip()
        assert deadline.text.strip()
        assert deadline.kind
        assert (deadline.state == "met") == (deadline.met_on is not None)
    for flag in file.flags:
        assert flag.why.strip()
        assert flag.rule.strip()
        standing = {event.id for event in told}
        assert set(flag.events) <= standing
    assert file.phase.reason.strip()


@QUICK
@given(STORIES)
def test_the_same_story_twice_is_equal(told):
    assert casefile(*told) == casefile(*told)


@settings(max_examples=30, deadline=None)
@given(st.lists(SEEDS, min_size=1, max_size=5))
def test_everyone_has_one_phase_and_everyone_open_one_row(caseload):
    files = []
    for number, seeds in enumerate(caseload):
        client = Client(id=f"c{number}", name="Same Name")
        files.append(casefile(*from_seeds(seeds), client=client))
    shown = review(*files)
    closed = sum(file.phase.label == "Closed" for file in files)
    assert len(shown.rows) + closed == len(files)
    assert shown.strip.caseload == len(shown.rows)
    assert [row.group for row in shown.rows] == sorted(row.group for row in shown.rows)
    assert all(row.why for row in shown.rows)
    assert 0 <= shown.strip.clock_overdue <= shown.strip.on_clock <= shown.strip.caseload
    assert review(*reversed(files)).rows == shown.rows


@QUICK
@given(STORIES, st.integers(-400, 400))
def test_no_day_of_looking_breaks_a_story(told, shift):
    today = day(shift)
    assert casefile(*told, today=today).story.today == today


@QUICK
@given(STORIES)
def test_what_is_written_reads_back_the_same(told):
    assert [read_event(write_event(event)) for event in told] == told


@pytest.mark.parametrize("kind", [kind for kind in events.KINDS.values() if kind is not events.Void])
def test_every_kind_alone_makes_a_story(kind):
    seed = next(seed for seed in range(10_000) if type(from_seed(seed, [])) is kind)
    file = casefile(from_seed(seed, []))
    assert file.client is JO
    assert review(file).today == date(2026, 11, 22)
