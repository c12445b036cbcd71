"""The text for the official record: what happened, nothing of the program's own, and only once."""

from datetime import time

import pytest
from hypothesis import given

from ipstui.casework.events import (
    KINDS,
    Contact,
    Copied,
    EmployerContact,
    Note,
    ProbationAppointment,
    SafeguardingFlag,
    Snooze,
    Task,
)
from ipstui.casework.people import Employer
from ipstui.exchange.clipboard import took
from ipstui.exchange.record import OURS, PRIVATE, as_text, copied_event, record_of
from tests.casework.made_up import STORIES, TODAY, casefile, corrected, day, met, taken_back, told


def record(*events, **how):
    return record_of(casefile(*events), events, {}, **how)


def ids(found):
    return [entry.event for entry in found.entries]


def copied(*events, **how):
    """The event that says that all which is new was copied."""
    made = copied_event(record(*events, **how), TODAY, events)
    return told(Copied, 0, entries=made.entries)


def test_an_entry_says_day_time_mode_who_and_text_as_it_was_typed():
    event = told(Contact, -2, at=time(14, 5), mode="phone", who="probation", note="First line\nsecond  line")
    assert as_text(record(event)) == (
        "Fri 20 Nov 2026 14:05, phone, probation\nSpoke by phone with the officer\nFirst line\nsecond  line\n"
    )


def test_an_employer_is_named_and_never_by_an_id():
    event = told(EmployerContact, -1, employer="cafe")
    named = record_of(casefile(event), [event], {"cafe": Employer(id="cafe", name="Marlow's").name})
    assert named.entries[0].who == "Marlow's"
    assert "cafe" not in as_text(record(event))


@pytest.mark.parametrize("kind", [Snooze, Task, SafeguardingFlag])
def test_nothing_of_the_programs_own_is_in_it(kind):
    fields = {
        Snooze: {"flag": "task", "until": day(9), "reason": "x"},
        Task: {"text": "x"},
        SafeguardingFlag: {"where": "x"},
    }
    assert not record(told(kind, -1, **fields[kind])).entries


def test_every_kind_is_either_told_or_held_back_on_purpose():
    told_out = [kind for kind in KINDS.values() if kind not in (*OURS, *PRIVATE)]
    assert Contact in told_out
    assert {*OURS, *PRIVATE} - set(KINDS.values()) == {kind for kind in OURS if kind.__name__ == "Unread"}


def test_a_note_of_its_own_is_left_out_counted_and_taken_when_asked_for():
    note = told(Note, -1, note="to myself")
    assert (ids(record(note)), record(note).left_out) == ([], 1)
    assert (ids(record(note, notes=True)), record(note, notes=True).left_out) == ([note.id], 0)
    assert record(note, copied(note, notes=True)).left_out == 0


def test_what_lies_ahead_waits_and_the_earliest_comes_first():
    later, earlier, ahead = met(-1), met(-9), told(ProbationAppointment, 3)
    assert ids(record(later, earlier, ahead)) == [earlier.id, later.id]


def test_what_was_copied_is_not_copied_again_and_a_late_entry_is():
    first = met(-1)
    mark = copied(first)
    assert not record(first, mark).entries
    late = met(-30)
    assert ids(record(first, mark, late)) == [late.id]
    assert ids(record(first, mark, late, since_last=False)) == [late.id, first.id]


def test_taking_the_copy_back_makes_it_new_again():
    first = met(-1)
    mark = copied(first)
    assert ids(record(first, mark, taken_back(mark))) == [first.id]


def test_a_correction_of_a_copied_entry_is_said_to_be_one():
    first = met(-1, note="a")
    mark = copied(first)
    second = corrected(first, note="b")
    found = record(first, mark, second)
    assert [(e.event, e.change) for e in found.entries] == [(second.id, "corrected")]
    assert "(corrected entry)" in as_text(found)
    third = corrected(second, note="c")
    assert [e.change for e in record(first, mark, second, third).entries] == ["corrected"]
    assert [e.change for e in record(first, corrected(first, note="b")).entries] == [""]


def test_what_was_copied_and_taken_back_is_said_once():
    first = met(-1, note="not so")
    mark = copied(first)
    void = taken_back(first)
    found = record(first, mark, void)
    assert [(e.event, e.change) for e in found.entries] == [(first.id, "taken back")]
    assert "(entry taken back)" in as_text(found)
    again = copied(first, mark, void)
    assert again.entries == (void.id,)
    assert not record(first, mark, void, again).entries


def test_one_entry_alone_is_copied_whether_or_not_it_was_before():
    first, second = met(-2), met(-1)
    assert ids(record(first, second, copied(first), only=first.id)) == [first.id]


def test_hard_texts_stay_as_they_are_and_no_text_is_empty():
    long = "مرحبا [/b]\nline\n" * 800
    assert long.strip() in as_text(record(met(-1, note=long)))
    assert as_text(record()) == ""


@given(STORIES)
def test_after_a_copy_nothing_is_new(events):
    mark = copied(*events, notes=True)
    assert not record(*events, mark, notes=True).entries
    assert "None" not in as_text(record(*events))


def test_only_windows_has_a_clipboard_of_its_own():
    assert took("x") is False
