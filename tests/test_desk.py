"""The desk: what screens and commands work through."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from ipstui.casework.checks import Unfit
from ipstui.casework.events import (
    Contact,
    DayPlanned,
    EmployerContact,
    Note,
    Referral,
    Released,
    VacancyConsidered,
)
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.casework.release_day.records import bookings_for
from ipstui.casework.release_day.state import DayItem, write_items
from ipstui.desk import Desk
from ipstui.store.caseload import Caseload, new_id
from ipstui.store.errors import NotSaved

MONDAY = date(2026, 11, 23)


@pytest.fixture
def caseload(tmp_path):
    """Three clients, two of them much alike, and an employer."""
    with Caseload.create(tmp_path / "c.json", clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)) as caseload:
        people = [Client(id="a1", name="Ann"), Client(id="b1", name="bob"), Client(id="b2", name="Bobby")]
        caseload.record(*people, Employer(id="e1", name="Café"), label="people")
        yield caseload


@pytest.fixture
def desk(caseload):
    """The desk on a Monday."""
    return Desk(caseload, lambda: MONDAY)


def test_everyone_by_name_whatever_its_letters(desk):
    assert [file.client.name for file in desk.casefiles()] == ["Ann", "bob", "Bobby"]


def test_a_casefile_is_kept_until_its_client_changes(desk):
    ann, bob = desk.casefile("a1"), desk.casefile("b1")
    desk.record(Note(client="a1", on=MONDAY, note="x"), label="a note")
    assert desk.casefile("a1") is not ann
    assert desk.casefile("b1") is bob


def test_another_day_turns_every_page(caseload):
    days = [MONDAY]
    desk = Desk(caseload, lambda: days[-1])
    before = desk.casefile("a1")
    days.append(date(2026, 11, 24))
    assert desk.casefile("a1") is not before
    assert desk.casefile("a1").story.today == days[-1]


def test_settings_and_names_are_seen_at_once_and_undo_takes_them_back(desk):
    desk.casefile("a1")
    desk.record(Client(id="a1", name="Anna"), label="a name")
    assert desk.casefile("a1").client.name == "Anna"
    desk.record(Settings(employer_contacts_target=3), label="settings")
    assert desk.review().strip.employer_contacts_target == 3
    assert desk.undo().label == "settings"
    assert desk.undo().label == "a name"
    assert desk.casefile("a1").client.name == "Ann"
    assert desk.review().strip.employer_contacts_target == 6


def test_a_client_and_what_happened_to_them_in_one_batch(desk):
    desk.record(
        Client(id="n1", name="New"), Contact(outcome="seen", client="n1", mode="face_to_face", on=MONDAY), label="both"
    )
    assert desk.casefile("n1").story.engagement.last_contact.on == MONDAY


def test_nothing_of_a_batch_is_recorded_when_one_part_cannot_be(desk, caseload):
    with pytest.raises(Unfit) as refused:
        desk.record(
            Client(id="n1", name="New"),
            Contact(outcome="seen", client="a1", mode="face_to_face", on=MONDAY),
            Contact(outcome="seen", client="nobody", mode="face_to_face", on=MONDAY),
            label="x",
        )
    assert refused.value.field == "client"
    with pytest.raises(Unfit):
        desk.record(
            Contact(outcome="seen", client="a1", mode="face_to_face", on=MONDAY),
            Released(client="a1", on=date(2027, 1, 1)),
            label="x",
        )
    assert caseload.event_count == 0
    assert "n1" not in caseload.clients


def test_a_refused_save_leaves_everything_as_it_was(desk, caseload, monkeypatch):
    def refuse(*_, **__):
        raise NotSaved("the disk is full")

    before = desk.casefile("a1")
    monkeypatch.setattr(caseload, "record", refuse)
    with pytest.raises(NotSaved):
        desk.record(Contact(outcome="seen", client="a1", mode="face_to_face", on=MONDAY), label="x")
    assert desk.casefile("a1") is before


def test_contacts_with_employers_are_those_that_stand_whoever_they_were_about(desk):
    desk.record(EmployerContact(client="", on=MONDAY, employer="e1", mode="face_to_face"), label="one")
    desk.record(EmployerContact(client="a1", on=MONDAY, employer="e1", mode="face_to_face"), label="two")
    assert [c.client for c in desk.employer_contacts()] == ["", "a1"]
    desk.undo()
    assert [c.client for c in desk.employer_contacts()] == [""]
    desk.undo()
    assert desk.employer_contacts() == []


@pytest.mark.parametrize("text", ["Ann", " ann ", "a1", "an"])
def test_a_client_is_found_by_name_part_of_it_or_id(desk, text):
    assert desk.find_client(text).id == "a1"


def test_a_whole_name_wins_over_a_longer_one(desk):
    assert desk.find_client("BOB").id == "b1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bo", "could be bob, Bobby. Give"),
        ("zed", "no client is called “zed”"),
        ("  ", "no client is called “”"),
    ],
)
def test_none_or_several_are_refused_with_a_sentence(desk, text, told):
    with pytest.raises(Unfit, match="client") as refused:
        desk.find_client(text)
    assert told in refused.value.problem


def test_an_employer_is_found_the_same_way(desk):
    assert desk.find_employer("caf").id == "e1"
    with pytest.raises(Unfit, match="no employer"):
        desk.find_employer("x")


def test_a_client_is_found_however_the_name_is_spelt(desk):
    desk.record(Client(id="s1", name="Siân O\u2019Dea"), label="one more")
    for text in (
        "sian odea",
        "SIAN O'DEA",
        "Sia\u0302n  O\u02bcDea",
        "o'dea sian",
        "sian o dea",
        "Siân\u00a0O\u2019Dea",
    ):
        assert desk.find_client(text).id == "s1"


def test_a_booking_made_of_a_plan_is_taken_back_with_its_link(desk):
    """`b` on the day of release books, and names each booking in the plan: one undo takes back both."""
    out = MONDAY + timedelta(days=9)
    items = write_items([DayItem(id="a", what="Probation", kind="probation", at="11:00")])
    desk.record(DayPlanned(client="a1", on=MONDAY, day=out, items=items), label="planned")

    def plan():
        return desk.casefile("a1").story.release_day.last

    desk.record(*bookings_for(plan(), desk.casefile("a1").story, new_id), label="booked")
    (booking,) = desk.casefile("a1").story.diary.bookings
    assert plan().items[0].booking == booking.id
    desk.undo()
    assert (plan().items[0].booking, plan().version) == ("", 1)
    assert desk.casefile("a1").story.diary.bookings == ()
    desk.redo()
    assert plan().items[0].booking == booking.id


def test_the_last_day_of_a_vacancy_is_told_of_whoever_means_to_apply_as_soon_as_it_is_set(desk):
    vacancy = Vacancy(id="v1", role="Cook", employer="e1")
    looked = VacancyConsidered(client="a1", on=MONDAY, role="Cook", employer="e1", vacancy="v1", result="pursued")
    desk.record(Referral(client="a1", on=MONDAY), vacancy, looked, label="looked at")

    def flags():
        return [flag.why for flag in desk.casefile("a1").flags if flag.flag == "vacancy_closing"]

    assert flags() == []
    desk.record(msgspec.structs.replace(vacancy, closes=MONDAY + timedelta(days=2)), label="last day")
    assert flags() == ["Cook closes Wed 25 Nov, no application recorded"]
