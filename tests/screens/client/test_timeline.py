"""The timeline: each thing once, whatever became of it."""

import pytest

from ipstui.casework.casefile import casefile_of
from ipstui.casework.events import Appointment, Interview, Note, ProbationAppointment
from ipstui.casework.people import Settings
from ipstui.casework.words import names_of
from ipstui.screens.client.tab import Beside
from ipstui.screens.client.timeline import timeline
from ipstui.widgets.lines import Heading
from tests.casework.made_up import JO, TODAY, corrected, day, told

NOW = told(Note, -1).recorded


def shown(*events, kind=""):
    """The headings and lines: (heading, what it says) for each line."""
    casefile = casefile_of(JO, events, TODAY, Settings())
    found, under = [], ""
    for row in timeline(casefile, Beside(names_of(casefile.story, {}, {}), kind=kind)):
        if isinstance(row, Heading):
            under = "" if row.quiet else row.text
            found += [] if row.quiet else [(under, "")]
        else:
            found.append((under, row.cells[-1]))
    return found


def booked(kind, on=5):
    return told(kind, on, recorded=NOW, where="Elm House")


def answer(first, state, **more):
    naming = {"interview": first.id} if isinstance(first, Interview) else {"booking": first.id}
    return told(type(first), 0, state=state, **naming, **more)


@pytest.mark.parametrize("kind", [Appointment, ProbationAppointment, Interview])
def test_what_was_called_off_before_its_day_is_told_with_what_it_was(kind):
    first = booked(kind)
    lines = shown(first, answer(first, "cancelled"))
    assert ("Booked", "") not in lines, "nothing is booked any more"
    assert [text for _, text in lines if text.startswith("(cancelled) ") and "Elm House" in text]


def test_it_is_told_so_among_its_kind_too():
    first = booked(Appointment)
    assert ("What happened", "(cancelled) Meeting booked, Elm House") in shown(
        first, answer(first, "cancelled"), kind="appointment"
    )


@pytest.mark.parametrize("kind", [Appointment, ProbationAppointment, Interview])
@pytest.mark.parametrize("on", [0, 5])
def test_a_booking_that_was_corrected_twice_stands_once(kind, on):
    first = booked(kind, on)
    second = corrected(first, where="Oak House")
    lines = shown(first, second, corrected(second, where="Ash House"))
    assert [under for under, text in lines if "House" in text] == ["Booked"]
    assert any("Ash House" in text for _, text in lines)


def test_a_booking_that_waits_and_one_that_was_moved_stand_once():
    first, other = booked(Appointment), booked(Appointment, 7)
    lines = shown(first, other, answer(first, "moved", moved_to=day(9)))
    assert [text for under, text in lines if under == "Booked" and text] == ["Elm House", "Elm House"]
    assert [text for _, text in lines if "House" in text] == ["Elm House", "Elm House"]
