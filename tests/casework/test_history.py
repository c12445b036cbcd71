"""Events are read whatever they hold, corrected by voiding, and never lost."""

import time
from datetime import UTC, date, datetime

import pytest

from ipstui.casework import events
from ipstui.casework.events import NEVER, Unread
from ipstui.casework.history import as_corrected, effective, local, read_event, voided, write_event
from tests.casework.made_up import casefile, corrected, day, deadline, from_prison, met, story, taken_back, told

NOTE = {"kind": "note", "id": "n1", "client": "jo", "on": "2026-11-01", "recorded": "2026-11-01T10:00:00Z"}


def test_an_unknown_kind_is_kept_and_shown_raw():
    document = NOTE | {"kind": "moon_phase", "moon": "full", "v": 9}
    event = read_event(document)
    assert isinstance(event, Unread)
    assert event.kind_name == "moon_phase"
    assert event.raw["moon"] == "full"
    assert write_event(event) == document
    assert event in story(event, met(-3)).events


@pytest.mark.parametrize(
    "damage",
    [
        {"on": "2026-02-30"},
        {"on": None},
        {"recorded": "yesterday"},
        {"id": None},
        {"client": 7},
        {"at": "25:00"},
        {"at": "14:00:00+01:00"},
        {"voids": ["n0"]},
        {"kind": None},
        {"kind": "contact", "mode": "pigeon"},
        {"kind": "appointment", "moved_to": "2026-12-01", "moved_to_at": "10:00:00Z"},
    ],
)
def test_a_damaged_document_is_kept_as_it_is_and_breaks_nothing(damage):
    document = NOTE | damage
    event = read_event(document)
    assert isinstance(event, Unread)
    assert event.problem
    assert write_event(event) == document
    file = casefile(from_prison(-60), event, met(-3), told(events.Appointment, 2))
    assert event in file.story.events


def test_an_empty_document_is_kept():
    assert write_event(read_event({})) == {}
    assert casefile(read_event({}), read_event({})).phase.reason


def test_a_damaged_event_does_not_count():
    seen = {"kind": "contact", "id": "c1", "client": "jo", "on": "2026-11-01", "recorded": "2026-11-01T10:00:00Z",
            "mode": "face_to_face", "outcome": "seen"}  # fmt: skip
    assert casefile(read_event(seen)).story.engagement.state == "seen"
    assert casefile(read_event(seen | {"outcome": "maybe"})).story.engagement.state == "none"


def test_moments_written_elsewhere_without_a_zone_can_be_compared():
    plain = read_event(NOTE | {"id": "n2", "recorded": "2026-11-01T10:00:00"})
    zoned = read_event(NOTE)
    assert plain.recorded == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert [event.id for event in effective([plain, zoned])] == ["n1", "n2"]


@pytest.mark.posix("zones are chosen by TZ")
@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Auckland", "America/New_York"])
def test_moments_at_the_ends_of_the_calendar_have_a_place_on_the_wall(monkeypatch, zone):
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        for moment in (NEVER, datetime.max.replace(tzinfo=UTC)):
            assert local(moment).year == moment.year
        assert local(datetime(2026, 7, 1, tzinfo=UTC)).utcoffset()
    time.tzset()


def test_a_moment_that_windows_cannot_place_is_shown_as_it_stands():
    class OnWindows(datetime):
        def astimezone(self, tz=None):
            raise OSError(22, "Invalid argument")  # what it says there of 1969 and of 3001

    assert local(OnWindows(1, 1, 1, tzinfo=UTC)) == datetime(1, 1, 1, tzinfo=UTC)


def test_order_is_by_day_time_moment_of_typing_and_id():
    late = told(events.Note, -5, id="a", recorded=datetime(2026, 11, 20, tzinfo=UTC))
    early = told(events.Note, -5, id="b", recorded=datetime(2026, 11, 18, tzinfo=UTC))
    before = told(events.Note, -6, id="c", recorded=datetime(2026, 11, 21, tzinfo=UTC))
    assert [event.id for event in effective([late, early, before])] == ["c", "b", "a"]


def test_a_void_takes_back_a_void_of_a_void_restores_and_so_on():
    note = told(events.Note, -5)
    chain = [note]
    for standing in (True, False, True, False, True):
        assert (note in effective(chain)) is standing
        assert (note in voided(chain)) is not standing
        chain.append(taken_back(chain[-1]))


def test_voids_in_a_circle_take_nothing_back():
    one = told(events.Note, -5, id="one", voids="two")
    two = told(events.Note, -5, id="two", voids="one")
    self_made = told(events.Note, -5, id="three", voids="three")
    assert {event.id for event in effective([one, two, self_made])} == {"one", "two", "three"}


def test_a_void_of_what_is_not_there_does_nothing():
    assert casefile(met(-3), told(events.Void, -1, voids="gone")).story.engagement.state == "seen"


def test_what_names_a_corrected_event_still_finds_it():
    need = told(events.NeedOpened, -20, category="food")
    again = corrected(need, category="clothes", urgent=True)
    third = corrected(again, what="coat")
    by_first = told(events.NeedMet, -2, need=need.id)
    by_last = told(events.NeedMet, -2, need=third.id)
    for end in (by_first, by_last):
        (found,) = story(need, again, third, end).needs.all
        assert (found.category, found.what, found.met) == ("clothes", "coat", day(-2))


def test_a_job_keeps_its_name_when_offer_and_start_are_corrected():
    offer = told(events.Offer, -40, role="cook", accepted="yes", starts=day(-30))
    offer_again = corrected(offer, role="head cook")
    start = told(events.JobStarted, -30, role="head cook", job=offer.id, hours_weekly=10)
    start_again = corrected(start, hours_weekly=12)
    facts = [offer, offer_again, start, start_again]
    for name in (offer.id, offer_again.id, start.id, start_again.id):
        (job,) = story(*facts, told(events.JobEnded, -3, job=name)).work.jobs
        assert (job.end, job.now.hours_weekly) == (day(-3), 12)
        assert not story(*facts).work.offers
        approval = told(events.WorkApproval, -35, state="approved", job=offer_again.id)
        assert deadline(casefile(*facts, approval), "work_approval").state == "met"


def test_a_task_done_stays_done_after_an_edit():
    task = told(events.Task, -9, text="ring", due=day(-1))
    edited = corrected(task, text="ring back")
    (todo,) = story(task, told(events.TaskDone, -3, task=task.id), edited).diary.tasks
    assert (todo.text, todo.done) == ("ring back", day(-3))


def test_undoing_a_correction_brings_back_the_first_version():
    first = told(events.AddressSet, -9, type="hostel", in_patch="yes")
    second = corrected(first, type="nfa")
    assert not story(first, second).place.known
    assert story(first, second, taken_back(second)).place.address == first


def test_a_date_that_cannot_be_is_not_invented():
    event = read_event(NOTE | {"kind": "released", "on": "not known"})
    assert event.on == date.min
    assert story(event).custody.release is None


def test_editing_twice_leaves_one_and_undoing_twice_leads_back():
    first = met(-5)
    second = corrected(first, mode="phone")
    third = corrected(second, mode="text")
    undo_third, undo_second = taken_back(third), taken_back(second)
    assert effective([third, first, second]) == [third]
    assert effective([first, second, third, undo_third]) == [second]
    assert effective([first, second, third, undo_third, undo_second]) == [first]
    assert set(voided([first, second, third])) == {first, second}


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "9000-01-02", "9999-12-31"])
@pytest.mark.parametrize("field", ["on", "expected"])
def test_a_day_that_cannot_be_reckoned_from_is_shown_and_reckoned_with_nowhere(day: str, field: str) -> None:
    document = {"kind": "release_expected", "id": "e", "client": "c", "on": "2026-11-01", "expected": "2026-12-01"}
    found = read_event({**document, field: day})
    assert isinstance(found, Unread)
    assert found.problem == "a day that cannot be used"
    assert found.raw[field] == day
    assert not isinstance(read_event(document), Unread)


def test_what_stands_in_the_place_of_an_event_however_often_it_was_corrected():
    first, other = told(events.Note, note="one"), told(events.Note, note="other")
    second = corrected(first, note="two")
    third = corrected(second, note="three")
    all_of_it = [third, first, other, second]
    assert [as_corrected(each, all_of_it).note for each in (first, second, third, other)] == ["three"] * 3 + ["other"]
    assert as_corrected(first, [*all_of_it, taken_back(third)]).note == "two", "as it stood before"
    assert as_corrected(other, [*all_of_it, taken_back(other)]) is other, "nothing stands in its place"
