"""Search over everything: however it is spelt, newest first, and nothing that is taken back."""

import string
from datetime import date
from itertools import islice
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.events import (
    Appointment,
    Contact,
    EmployerContact,
    NeedOpened,
    Note,
    Reviewed,
    Task,
    VacancyConsidered,
)
from ipstui.casework.find import AROUND, Book, Index, Within, around, folded, index_of
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.casework.spelling import fold
from tests.casework.made_up import casefile, corrected, day, taken_back, told

SIAN = Client(id="sian", name="Siân O'Dea-Smith", phone="0113 496 0000", made_up=True)
CAFE = Employer(id="cafe", name="Marlow's Café", place="Newcastle-under-Lyme", people="Hazel Marlow, manager")
PORTER = Vacancy(id="porter", role="Kitchen porter", employer="cafe", place="Stoke")


def index(*events, sian=(), shared=()):
    """The index of two people, an employer and a vacancy."""
    files = [casefile(*events), casefile(*sian, client=SIAN)]
    return index_of(files, shared, {CAFE.id: CAFE}, {PORTER.id: PORTER})


def found(sought, *events, within=None, **more):
    """The ids of the events found, in order."""
    return [each.event for each in index(*events, **more).events(sought, within or Within())]


@pytest.mark.parametrize(
    "sought", ["siân", "SIAN", "o'dea", "odea", "o\u2019dea", "dea smith", "smith odea", "Sian  O Dea", "sos", "0113"]
)
def test_a_person_is_found_as_the_name_is_spelt_and_by_phone(sought):
    assert [each.client for each in index().names(sought)] == [SIAN.id]


@pytest.mark.parametrize("sought", ["marlows cafe", "hazel", "newcastle lyme", "Café"])
def test_an_employer_is_found_by_name_place_and_people(sought):
    kinds = {each.kind: each for each in index().names(sought)}
    assert kinds["employer"].employer == CAFE.id


def test_a_vacancy_is_found_by_role_and_employer():
    assert [each.kind for each in index().names("kitchen")] == ["vacancy"]
    assert "vacancy" in {each.kind for each in index().names("marlow")}


def test_names_come_the_best_first():
    clients = [Client(id=name, name=name) for name in ("Maryann Lee", "Lee Mason", "Ashlee Poe", "Lee")]
    assert [each.name for each in Index([], clients).names("lee")] == ["Lee", "Lee Mason", "Maryann Lee", "Ashlee Poe"]


WRITTEN = [
    ("bus pass", "Bus-pass paid until Friday"),
    ("cafe", "Met at the CAFÉ"),
    ("cafe\u0301", "the caf\u00e9 by the station"),
    ("dont", "Don\u2019t ring before ten"),
    ("don't", "Dont ring"),
    ("mother", "his  mother\n\trang"),
    ("straße", "Strasse 5"),
    ("مريم", "spoke with مَريم"),
    ("c.v.", "CV read"),
    ("m&s", "M & S"),
    ("zero\u200bwidth", "zerowidth"),
]


@pytest.mark.parametrize(("sought", "written"), WRITTEN)
def test_a_note_is_found_however_it_is_spelt(sought, written):
    event = told(Note, -1, note=written)
    assert found(sought, event, told(Note, -1, note="something else")) == [event.id]


def test_what_a_line_says_is_found_as_well_as_its_note():
    need = told(NeedOpened, -1, category="accommodation", what="a flat")
    met = told(EmployerContact, -1, employer="cafe")
    looked = told(VacancyConsidered, -1, role="Baker")
    booked = told(Appointment, 2, what="gp", where="Hanley")
    events = (need, met, looked, booked)
    for sought, event in (("accommodation", need), ("marlow", met), ("baker", looked), ("hanley", booked)):
        assert found(sought, *events) == [event.id]


def test_every_word_must_be_there_in_any_order_begun_only():
    both = told(Note, -1, note="porter in the kitchen")
    assert found("kit port", both, told(Note, -1, note="kitchen only")) == [both.id]
    assert found("kitchen porter baker", both) == []


def test_a_word_may_be_the_persons_and_one_must_be_the_entrys():
    own, hers = told(Note, -1, note="kitchen"), told(Note, -1, note="kitchen")
    assert found("sian kitchen", own, sian=[hers]) == [hers.id]
    assert found("sian", own, sian=[hers]) == []


def test_pieces_of_words_are_found_only_where_no_word_begins_so():
    whole, within = told(Note, -2, note="the bank"), told(Note, -1, note="the embankment")
    assert found("bank", whole, within) == [whole.id]
    assert found("bank", within) == [within.id]
    assert found("em bank", within) == [within.id]


def test_the_newest_come_first_bookings_ahead_before_them():
    events = [told(Note, n, note="kitchen") for n in (-40, -1, -7)] + [told(Appointment, 5, where="kitchen")]
    assert found("kitchen", *events) == [events[3].id, events[1].id, events[2].id, events[0].id]


def test_what_was_taken_back_is_not_found_and_a_correction_is():
    first, gone = told(Note, -2, note="kitchn"), told(Note, -1, note="kitchen")
    assert found("kitchen", first, corrected(first, note="kitchen now"), gone, taken_back(gone)) != [gone.id]
    assert found("kitchn", first, corrected(first, note="kitchen now")) == []


def test_what_concerns_nobody_in_particular_is_found_and_the_programs_own_books_are_not():
    shared = told(Task, -1, text="Ring the kitchen", client="")
    assert found("kitchen", shared=[shared]) == [shared.id]
    assert found("reviewed", told(Reviewed, -1, week=date(2026, 11, 16))) == []


@pytest.mark.parametrize("sought", ["", "   ", "\u200b", "\t\n"])
def test_nothing_typed_finds_nothing(sought):
    whole = index(told(Note, -1, note="x"))
    assert not whole.names(sought)
    assert not list(whole.events(sought))


@pytest.mark.parametrize("sought", ["[/b]", "%", "\\", "'", "(?", "*", "🙂", "x" * 3000])
def test_signs_and_long_texts_are_no_trouble(sought):
    whole = index(told(Note, -1, note="a [b] c % \\ (? * 🙂"))
    assert isinstance(whole.names(sought), list)
    assert isinstance(list(whole.events(sought)), list)


def test_kinds_and_days_narrow_it():
    met, note = told(Contact, -20, note="kitchen"), told(Note, -2, note="kitchen")
    assert found("kitchen", met, note, within=Within(kinds=frozenset({"contact"}))) == [met.id]
    assert found("kitchen", met, note, within=Within(first=day(-20), last=day(-3))) == [met.id]
    assert found("kitchen", met, note, within=Within(first=day(-2))) == [note.id]
    assert found("kitchen", met, note, within=Within(last=day(-21))) == []


def test_the_words_around_are_shown_with_what_was_found():
    long = " ".join(f"word{n}" for n in range(400)) + " and the kitchen " + " ".join(["more"] * 300)
    text = around(long, ["kitchen"])
    assert "the kitchen" in text
    assert len(text) <= AROUND
    assert text.startswith("… ")
    assert text.endswith("…")


@given(st.text(max_size=400), st.integers(10, 90))
def test_what_is_shown_never_runs_over_its_line(text, width):
    for words in ([], [folded(text)[:5] or "x"]):
        assert len(around(text, words, width)) <= width


@given(
    st.lists(
        st.text(st.sampled_from(string.ascii_letters + " .'`-&/éÉßøŁ\u02bc\u2019\u2013\u200b\u0301مع1"), max_size=12)
    )
)
def test_the_fast_folding_is_the_folding_of_names_word_by_word(words):
    wanted = [part for word in " ".join(words).split() for part in fold(word).split()]
    assert folded(" ".join(words)).split() == [part for part in wanted if any(letter.isalnum() for letter in part)]


def test_first_results_over_a_hundred_thousand_events_come_in_a_tenth_of_a_second():
    """The time of the processor, as the machine may be busy: a common word cold, and a rare one once all is folded."""
    events = tuple(
        told(Note, -(n % 900), note=f"spoke about the kitchen and the bus, entry {n}" + (" zanzibar" if n == 5 else ""))
        for n in range(2_000)
    )
    whole = Index([Book(client=str(n), name=f"Person {n}", events=events, names={}) for n in range(50)])
    began = process_time()
    assert len(list(islice(whole.events("kitchen"), 50))) == 50
    assert process_time() - began < 0.1
    for _ in whole.warm():
        pass
    began = process_time()
    assert len(list(whole.events("zanzibar"))) == 50
    assert process_time() - began < 0.1
