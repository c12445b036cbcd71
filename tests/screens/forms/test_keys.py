"""The keys an act takes, counted by pressing them; typed text is not counted. The day's table of keys is the bar."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ipstui.casework.events import (
    Appointment,
    Contact,
    JobStarted,
    Offer,
    ProbationAppointment,
    Referral,
    ReleaseExpected,
)
from ipstui.casework.people import Client
from ipstui.shell.app import IpsApp
from tests.screens.driving import TODAY, opened, problem, until


@pytest.fixture
def jo(empty):
    """One person, Jo, in the review."""
    empty.record(Client(id="jo", name="Jo Example"), Referral(client="jo", on=TODAY - timedelta(days=9)), label="jo")
    return empty


async def keys(desk, pressed, most):
    """Press what is written: words are keys, what stands in «» is typed text. Return the events that were saved."""
    before = {event.id for event in desk.caseload.events_of("jo")}
    async with opened(IpsApp(desk)) as pilot:
        count = 0
        for part in pressed:
            if part.startswith("«"):
                await pilot.press(*("space" if letter == " " else letter for letter in part.strip("«»")))
            else:
                count += 1
                await pilot.press(part)
                await pilot.pause()
        await until(pilot, lambda: len(desk.caseload.events_of("jo")) > len(before))
        assert count <= most, f"{count} keys"
    return [event for event in desk.caseload.events_of("jo") if event.id not in before]


async def test_met_with_next_date(jo):
    contact, booked = await keys(jo, ["l", "m", "«had tea»", "tab", "«fri»", "enter"], 4)
    assert (contact.mode, contact.outcome, contact.note) == ("face_to_face", "seen", "had tea")
    assert isinstance(booked, Appointment)


async def test_phoned_and_spoke(jo):
    (contact,) = await keys(jo, ["l", "c", "«all well»", "enter"], 4)
    assert (contact.mode, contact.outcome) == ("phone", "seen")


async def test_text_and_no_answer(jo):
    (contact,) = await keys(jo, ["l", "s", "«asked how it went»", "enter"], 5)
    assert (contact.mode, contact.outcome) == ("text", "not_seen")


@pytest.mark.parametrize(("letter", "who"), [("f", "family"), ("p", "probation"), ("j", "jobcentre")])
async def test_phoned_somebody_around_the_case(jo, letter, who):
    (contact,) = await keys(jo, ["l", "c", "«she rang»", "tab", "tab", letter, "enter"], 6)
    assert (contact.who, contact.mode) == (who, "phone")


async def test_book_probation(jo):
    (booked,) = await keys(jo, ["n", "«fri 2pm»", "tab", "p", "enter"], 4)
    assert isinstance(booked, ProbationAppointment)


async def test_a_booking_kept_is_the_contact_that_it_was(jo):
    jo.record(Appointment(id="b1", client="jo", on=TODAY), label="booked")
    contact, kept = await keys(jo, ["l", "m", "enter"], 3)
    assert isinstance(contact, Contact)
    assert (kept.booking, kept.state) == ("b1", "kept")
    assert not [b for b in jo.casefile("jo").story.diary.bookings if b.stands]
    assert jo.casefile("jo").story.engagement.last_contact == contact


async def test_a_missed_booking_asks_nothing_more(jo):
    jo.record(Appointment(id="b1", client="jo", on=TODAY), label="booked")
    contact, missed = await keys(jo, ["l", "d", "enter"], 3)
    assert (contact.outcome, missed.state) == ("not_seen", "missed")


async def test_a_call_on_the_day_of_a_meeting_is_not_that_meeting(jo):
    jo.record(Appointment(id="b1", client="jo", on=TODAY), label="booked")
    (contact,) = await keys(jo, ["l", "c", "enter"], 3)
    assert contact.mode == "phone"


async def test_a_new_release_date(jo):
    (given,) = await keys(jo, ["plus", "enter", "«8 jan 2027»", "enter"], 3)
    assert isinstance(given, ReleaseExpected)


async def test_offer_to_started_with_hours_and_pay(jo):
    offer = Offer(
        id="o1", client="jo", on=TODAY, role="Cook", hours_weekly=Decimal(16), hourly_pay=Decimal(13), starts=TODAY
    )
    jo.record(offer, label="offer")
    (started,) = await keys(jo, ["plus", "«started»", "enter", "f10"], 5)
    assert isinstance(started, JobStarted)
    assert (started.job, started.role, started.hours_weekly, started.hourly_pay) == ("o1", "Cook", 16, 13)


async def test_a_licence_check_of_a_job(jo):
    (proposal,) = await keys(jo, ["plus", "«licence ch»", "enter", "«Cook»", "tab", "«mon»", "enter"], 6)
    assert (proposal.what, proposal.proposal_kind) == ("Cook", "job")


async def test_a_new_client_in_custody(empty):
    async with opened(IpsApp(empty)) as pilot:
        pressed = ["a", "«Jo»", "tab", "tab", "i", "tab", "tab", "y", "tab", "«HMP»", "tab", "«8 jan 2027»", "enter"]
        count = 0
        for part in pressed:
            if part.startswith("«"):
                await pilot.press(*("space" if letter == " " else letter for letter in part.strip("«»")))
            else:
                count += 1
                await pilot.press(part)
        await until(pilot, lambda: empty.caseload.clients)
        assert count <= 12
    (client,) = empty.caseload.clients.values()
    referral, release = empty.caseload.events_of(client.id)
    assert (referral.source_type, referral.in_custody, referral.prison) == ("in_reach", "yes", "HMP")
    assert isinstance(release, ReleaseExpected)


async def test_nobody_said_how_and_nothing_is_asserted(jo):
    (contact,) = await keys(jo, ["l", "tab", "«something»", "enter"], 3)
    assert (contact.mode, contact.purpose) == ("unknown", "unknown")
    assert jo.casefile("jo").story.engagement.state == "none"


async def test_enter_in_an_empty_log_records_nothing(jo):
    before = jo.caseload.event_count
    async with opened(IpsApp(jo)) as pilot:
        await pilot.press("l", "enter")
        await pilot.pause()
        assert "Nothing was typed" in problem(pilot.app)
    assert jo.caseload.event_count == before
