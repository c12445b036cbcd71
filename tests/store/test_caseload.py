"""The one door to the database: one action is one batch is one save, and what is not saved has not happened."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import msgspec
import pytest

from ipstui.casework.events import Contact, FactChanged, Note, Unread, Void
from ipstui.casework.history import effective, order
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.store.caseload import Caseload, new_id
from ipstui.store.errors import AlreadyThere, NewerFormat, NotSaved
from ipstui.store.storage import FileStorage
from tests.machine import OwnDisk

MONDAY = date(2026, 11, 23)


@pytest.fixture
def clock():
    """A clock that goes on a minute each time it is asked."""
    moments = iter(datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))
    return lambda: next(moments)


@pytest.fixture
def caseload(tmp_path, clock):
    """An empty caseload."""
    with Caseload.create(tmp_path / "cases.json", clock=clock) as caseload:
        yield caseload


def reopened(caseload):
    """The same file, read anew; it is left open for nobody else."""
    path = caseload.path
    caseload.close()
    with Caseload.open(path) as again:
        return again


def test_what_was_recorded_is_there_after_reopening(caseload):
    jo, cafe = Client(id="jo", name="Jo"), Employer(id="e", name="Café")
    vacancy, settings = Vacancy(id="v", role="Cook", employer="e"), Settings(specialist="Sam")
    batch = caseload.record(
        jo, cafe, vacancy, settings, Contact(client="jo", mode="face_to_face", on=MONDAY, note="[b]"), label="all"
    )
    again = reopened(caseload)
    assert (again.clients, again.employers, again.vacancies) == ({"jo": jo}, {"e": cafe}, {"v": vacancy})
    assert again.settings == settings
    assert again.events_of("jo") == list(batch.events)


def test_thousands_of_people_are_put_and_taken_back_in_one_pass(caseload, monkeypatch):
    """A sheet brings them in: each in a pass of its own went through all of them for every one."""
    caseload.record(Client(id="p7", name="Old"), label="one")
    written = []
    monkeypatch.setattr(
        FileStorage, "write", lambda self, data, write=FileStorage.write: written.append(write(self, data))
    )
    people = [Client(id=f"p{number}", name=f"P {number}") for number in range(300)]
    caseload.record(*people, *(Employer(id=f"e{number}", name="E") for number in range(300)), label="sheet")
    assert len(written) < 8
    assert list(caseload.storage.read()["clients"]) == [str(number) for number in range(1, 301)]
    caseload.undo()
    assert len(written) < 16
    again = reopened(caseload)
    assert [client.name for client in again.clients.values()] == ["Old"]
    assert not again.employers


def test_one_action_has_one_batch_fresh_ids_and_one_moment_in_the_order_given(caseload):
    batch = caseload.record(*(Note(client="jo", on=MONDAY, note=str(n)) for n in range(5)), label="notes")
    assert {e.batch for e in batch.events} == {batch.id}
    assert len({e.id for e in batch.events}) == 5
    assert len({e.recorded.replace(microsecond=0) for e in batch.events}) == 1
    assert [e.note for e in sorted(batch.events, key=order)] == list("01234")
    caseload.record(Note(client="jo", on=MONDAY, note="5"), label="in the same second")
    assert [e.note for e in sorted(caseload.events_of("jo"), key=order)] == list("012345")


def test_a_save_comes_after_others_of_its_second_whatever_was_written_between(caseload):
    caseload.record(*(Note(client="jo", on=MONDAY, note=str(n)) for n in range(5)), label="five at once")
    caseload.record(Note(client="jo", on=MONDAY, note="slip"), label="slip")
    caseload.undo()
    caseload.record(Note(client="jo", on=MONDAY, note="5"), label="after taking one back")
    caseload.record(Note(client="jo", on=MONDAY, note="old", recorded=datetime(2025, 1, 1, tzinfo=UTC)), label="sheet")
    caseload.record(Note(client="jo", on=MONDAY, note="6"), label="after bringing in")
    assert [e.note for e in effective(caseload.events_of("jo"))] == ["old", *"0123456"]


def test_ids_and_moments_that_are_brought_along_are_kept(caseload):
    then = datetime(2025, 1, 1, tzinfo=UTC)
    caseload.record(Note(id="mine", client="jo", on=MONDAY, recorded=then), label="copied")
    assert caseload.event("mine").recorded == then


def test_undo_takes_back_the_last_action_whole_then_the_one_before_then_nothing(caseload):
    caseload.record(Client(id="jo", name="Jo"), label="client")
    caseload.record(Contact(client="jo", mode="face_to_face", on=MONDAY), Employer(id="e", name="Café"), label="log")
    caseload.record(Employer(id="e", name="Café Two"), Settings(theme="light"), label="change")
    assert caseload.undo().label == "change"
    assert (caseload.employers["e"].name, caseload.settings.theme) == ("Café", "")
    assert caseload.undo().label == "log"
    assert caseload.employers == {}
    assert effective(caseload.events_of("jo")) == []
    assert caseload.last_done.label == "client"
    assert caseload.undo().label == "client"
    assert caseload.clients == {}
    assert caseload.undo() is None
    again = reopened(caseload)
    assert (again.clients, again.employers) == ({}, {})
    assert [type(e) for e in again.events_of("jo")] == [Contact, Void]


def test_undo_reaches_no_further_than_this_sitting(caseload):
    caseload.record(Client(id="jo", name="Jo"), label="client")
    path = caseload.path
    caseload.close()
    with Caseload.open(path) as again:
        assert again.undo() is None
        assert again.clients


def test_redo_goes_forth_again_and_ends_at_the_next_record(caseload):
    caseload.record(Client(id="jo", name="Jo", phone="1"), label="client")
    changes = (Note(id="n", client="jo", on=MONDAY), Client(id="jo", name="Jo", phone="2"), Employer(id="e", name="A"),
               Settings(theme="light"))  # fmt: skip
    caseload.record(*changes, label="much")

    def held():
        standing = [e.id for e in effective(caseload.events_of("jo"))]
        return standing, dict(caseload.clients), dict(caseload.employers), caseload.settings

    after = held()
    assert caseload.redo() is None
    for _ in range(3):  # there and back, as often as anybody likes
        assert caseload.undo().label == "much"
        assert held() == ([], {"jo": Client(id="jo", name="Jo", phone="1")}, {}, Settings())
        assert caseload.redo().label == "much"
        assert held() == after
    caseload.undo()
    caseload.undo()
    assert caseload.clients == {}
    assert [caseload.redo().label, caseload.redo().label, caseload.redo()] == ["client", "much", None]
    assert held() == after
    caseload.undo()
    caseload.record(Note(client="jo", on=MONDAY), label="something else")
    assert caseload.redo() is None
    assert caseload.undo().label == "something else"
    caseload.redo()
    again = reopened(caseload)
    assert (again.clients["jo"].phone, again.employers) == ("1", {})


def test_a_changed_fact_leaves_an_event_with_what_it_said(caseload):
    caseload.record(Client(id="jo", name="Jo", phone="1"), label="client")
    caseload.record(Client(id="jo", name="Jo", phone="2", birth_year=1990), label="facts")
    changed = [e for e in caseload.events_of("jo") if isinstance(e, FactChanged)]
    assert [(e.field, e.old, e.new) for e in changed] == [("phone", "1", "2"), ("birth_year", "", "1990")]
    caseload.undo()
    assert caseload.clients["jo"].phone == "1"
    assert effective(caseload.events_of("jo")) == []


@pytest.mark.parametrize("what", ["record", "undo", "redo"])
def test_when_the_disk_refuses_nothing_has_happened(caseload, monkeypatch, what):
    caseload.record(Client(id="jo", name="Jo"), Note(id="n", client="jo", on=MONDAY), label="first")
    if what == "redo":
        caseload.record(Note(id="o", client="jo", on=MONDAY), label="undone")
        caseload.undo()
    before, last, events = caseload.path.read_bytes(), caseload.last_done, caseload.event_count

    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(OwnDisk, "replace", refuse)
        changes = (
            Client(id="jo", name="Other"), Client(id="al", name="Al"), Note(client="jo", on=MONDAY),
            Settings(theme="light"),
        )  # fmt: skip
        record = partial(caseload.record, *changes, label="second")
        act = {"record": record, "undo": caseload.undo, "redo": caseload.redo}[what]
        with pytest.raises(NotSaved):
            act()
    assert caseload.clients == {"jo": Client(id="jo", name="Jo")}
    assert [e.id for e in effective(caseload.events_of("jo"))] == ["n"]
    assert caseload.settings == Settings()
    assert caseload.last_done is last
    assert (caseload.last_undone is not None) is (what == "redo")
    assert caseload.path.read_bytes() == before
    caseload.record(Note(client="jo", on=MONDAY), label="now it works")
    assert reopened(caseload).event_count == events + 1


def test_an_unknown_kind_and_unknown_fields_are_kept_as_they_were(caseload):
    raw = {
        "kind": "later",
        "id": "x",
        "client": "jo",
        "on": "2026-11-20",
        "recorded": "2026-11-20T09:00:00Z",
        "new": 1,
    }
    with caseload.storage.transaction():
        caseload._db.table("events").insert(raw)
        caseload._db.table("clients").insert({"id": "jo", "name": "Jo", "pronouns": "they"})
    caseload.load()
    assert isinstance(caseload.event("x"), Unread)
    caseload.record(msgspec.structs.replace(caseload.clients["jo"], phone="1"), label="phone")
    documents = caseload.storage.read()
    assert next(d for d in documents["events"].values() if d["id"] == "x") == raw
    assert next(d for d in documents["clients"].values() if d["id"] == "jo")["pronouns"] == "they"


def test_a_later_schema_is_refused_and_left_alone(caseload):
    with caseload.storage.transaction():
        caseload._db.table("store").insert({"schema": 99})
    path = caseload.path
    caseload.close()
    before = path.read_bytes()
    with pytest.raises(NewerFormat):
        Caseload.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_there_is_never_begun_anew(caseload):
    with pytest.raises(AlreadyThere):
        Caseload.create(caseload.path)


def test_the_audit_names_records_and_kinds_and_nothing_that_was_typed(caseload):
    caseload.record(Client(id="jo", name="Secret Name"), Note(client="jo", on=MONDAY, note="secret note"), label="x")
    caseload.undo()
    audit = list(caseload.storage.read()["audit"].values())
    assert [entry["action"] for entry in audit][-2:] == ["record", "undo"]
    assert "ecret" not in msgspec.json.encode(audit).decode()


def test_ids_are_long_and_never_the_same():
    assert len({new_id() for _ in range(1000)}) == 1000
