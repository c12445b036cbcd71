"""The way from referral to work: stretches without a gap, one after the other."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings

from ipstui.casework import events as ev
from ipstui.casework import way
from ipstui.casework.history import effective
from ipstui.casework.phase import phase_of
from ipstui.casework.story import story_of
from ipstui.casework.way import way_of
from tests.casework.made_up import STORIES, TODAY, day, from_prison, met, met_inside, taken_back, told


def labels(events, today=TODAY):
    """The phases gone through."""
    return [(s.label, s.start, s.inside) for s in way_of("jo", events, today)]


def test_nobody_referred_has_no_way():
    assert way_of("jo", [], TODAY) == ()


def test_from_prison_to_the_search():
    told_so = [
        from_prison(-60), met_inside(-50), told(ev.Released, -30), met(-28), met(-20),
        told(ev.EmployerContact, -10, employer="e1", mode="face_to_face"),
    ]  # fmt: skip
    assert labels(told_so) == [
        ("Referred", day(-60), True),
        ("Pre-release", day(-50), True),
        ("Released, not yet seen", day(-30), False),
        ("Seen once", day(-28), False),
        ("Ready to search", day(-20), False),
        ("Job search", day(-10), False),
    ]


def test_a_recall_is_a_stretch_inside():
    told_so = [from_prison(-60), told(ev.Released, -30), told(ev.ReturnedToCustody, -5, type="recall_fixed")]
    assert labels(told_so)[-1] == ("Back in custody", day(-5), True)


def test_what_was_taken_back_turned_nothing():
    released = told(ev.Released, -30)
    assert [label for label, *_ in labels([from_prison(-60), released, taken_back(released)])] == ["Referred"]


def test_a_booking_or_a_note_turns_nothing_and_the_future_is_not_drawn():
    before = labels([from_prison(-60)])
    more = [told(ev.Note, -10), told(ev.Appointment, 5), told(ev.ProbationAppointment, -3)]
    assert labels([from_prison(-60), *more]) == before


@settings(max_examples=40, deadline=None)
@given(STORIES)
def test_stretches_follow_on_end_today_and_the_last_is_the_phase(events):
    gone = way_of("jo", events, TODAY)
    for one, following in pairwise(gone):
        assert one.end == following.start
        assert one.label != following.label
    if gone:
        assert gone[-1].end == TODAY
        assert gone[-1].label == phase_of(story_of("jo", events, TODAY)).label
        assert all(s.start <= s.end <= TODAY for s in gone)


def every_day(events):
    """The phases gone through, each day folded by itself."""
    found = []
    standing = effective(events)
    first = min((e.on for e in standing if e.on <= TODAY and e.turns), default=None)
    turning = {e.on for e in standing if e.turns} | {e.starts + timedelta(days=1) for e in standing
                                                     if isinstance(e, ev.Offer) and e.starts is not None}  # fmt: skip
    for on in sorted(turning):
        if first is not None and first <= on <= TODAY:
            told_so = story_of("jo", standing, on)
            label = phase_of(told_so).label
            if not found or found[-1][0] != label:
                found.append((label, on, told_so.custody.inside))
    return found


@settings(max_examples=150, deadline=None)
@given(STORIES)
def test_what_is_not_folded_turned_nothing(events):
    assert labels(events) == every_day(events)


def test_a_person_with_200_events_is_folded_a_few_times(monkeypatch):
    folded = []
    monkeypatch.setattr(way, "story_of", lambda *given: folded.append(given) or story_of(*given))
    told_so = [from_prison(-400), told(ev.Released, -390), *[met(-380 + n) for n in range(100)]]
    told_so += [told(ev.Application, -280 + n, role="cook") for n in range(100)]
    assert labels(told_so)[-1][0] == "Job search"
    assert len(folded) < 10
