"""The calendar file: exact moments as the clocks change, moves, cancellations, nothing that tells on anybody."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.known import InMonth
from ipstui.exchange.calendar import (
    LONDON,
    Booking,
    CalendarRequest,
    CalendarResult,
    Entry,
    Exported,
    NoSuchTime,
    as_ics,
    calendar_of,
    in_utc,
    uid_of,
)

HANDED = json.loads((Path(__file__).parent / "sheets" / "ics-expectations.json").read_text("utf-8"))
CASES = {case["id"]: case for case in HANDED["cases"]}
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def booking(given: dict, **later: object) -> Booking:
    return Booking(
        id="b1",
        on=date.fromisoformat(given["on"]),
        at=time.fromisoformat(given["at"]) if given["at"] else None,
        initials="CO",
        place=given.get("where", ""),
        **later,
    )


def asked(*bookings: Booking, minutes: int = 30, **how: object) -> CalendarResult:
    return calendar_of(CalendarRequest(bookings=bookings, today=TODAY, now=NOW, minutes=minutes, **how))


def lines(result: CalendarResult) -> list[str]:
    data = as_ics(result.entries, NOW, 15)
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    return data.decode().replace("\r\n ", "").split("\r\n")


def stamps(result: CalendarResult) -> dict[str, str]:
    return dict(line.partition(":")[::2] for line in lines(result) if line.startswith(("DTSTART", "DTEND", "SEQUENCE")))


SIMPLE = [
    key
    for key, case in CASES.items()
    if "length_minutes" in case["input"] and "later" not in case["input"] and key not in ("ics1c", "ics2b")
]


@pytest.mark.parametrize("key", SIMPLE)
def test_exact_moments(key: str) -> None:
    case = CASES[key]
    result = asked(booking(case["input"]), minutes=case["input"]["length_minutes"])
    found = stamps(result)
    assert (found["DTSTART"], found["DTEND"]) == (case["expected"]["DTSTART"], case["expected"]["DTEND"])
    (entry,) = result.entries
    assert f"{entry.end.astimezone(LONDON):%Y-%m-%d %H:%M %Z}" == case["expected"]["ends_on_the_clock"]


@pytest.mark.parametrize("key", ["ics3", "ics3a"])
def test_no_time_is_a_day(key: str) -> None:
    found = stamps(asked(booking(CASES[key]["input"])))
    assert found["DTSTART;VALUE=DATE"] == CASES[key]["expected"]["DTSTART;VALUE=DATE"]
    assert found["DTEND;VALUE=DATE"] == CASES[key]["expected"]["DTEND;VALUE=DATE"]


def test_a_time_that_does_not_exist() -> None:
    result = asked(booking(CASES["ics1c"]["input"]))
    assert result.entries == ()
    assert CASES["ics1c"]["expected"]["refused_or_asked"] in result.by_hand[0]


def test_an_hour_that_comes_twice() -> None:
    result = asked(booking(CASES["ics2b"]["input"]))
    first = CASES["ics2b"]["expected"]["first"]
    assert stamps(result)["DTSTART"] == first["DTSTART"]
    assert "the first is taken" in result.warnings[0]


def test_moved_after_it_was_given() -> None:
    case = CASES["ics4"]
    first = asked(booking(case["input"]), minutes=60)
    later = case["input"]["later"]
    second = asked(
        Booking(id="b1", on=date.fromisoformat(later["moved_to"]), at=time.fromisoformat(later["moved_to_at"])),
        minutes=60,
        exported=first.exported,
    )
    for result, name in ((first, "first_export"), (second, "second_export")):
        found = stamps(result)
        assert found["DTSTART"] == case["expected"][name]["DTSTART"]
        assert found["DTEND"] == case["expected"][name]["DTEND"]
        assert found["SEQUENCE"] == str(case["expected"][name]["SEQUENCE"])
    assert first.entries[0].uid == second.entries[0].uid
    assert second.by_hand == (case["expected"]["said_on_screen"],)
    assert len(second.entries) == 1


def test_cancelled_after_and_before_it_was_given() -> None:
    case = CASES["ics5"]
    first = asked(booking(case["input"]))
    cancelled = booking(case["input"], stands=False, cancelled=True)
    second = asked(cancelled, exported=first.exported)
    assert second.entries == ()
    assert second.by_hand == (case["expected"]["said_on_screen"],)
    assert asked(cancelled, exported=second.exported).by_hand == ()
    never = asked(booking(CASES["ics5a"]["input"], stands=False, cancelled=True))
    assert (never.entries, never.by_hand) == ((), ())


def test_taken_back_after_it_was_given() -> None:
    first = asked(booking(CASES["ics1"]["input"]))
    assert asked(exported=first.exported).by_hand[0].startswith("No longer booked: Sun 28 Mar 09:30.")


def test_private() -> None:
    case = CASES["ics6"]
    said = lines(asked(booking(case["input"]), minutes=45))
    for line in ("CLASS:PRIVATE", "SUMMARY:Appointment", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "ACTION:DISPLAY"):
        assert said.count(line) == 1
    assert not [
        name for name in ("LOCATION", "DESCRIPTION:A") if name in "\n".join(said).replace("DESCRIPTION:Appointment", "")
    ]
    whole = "\n".join(said).casefold()
    assert not [word for word in case["expected"]["absent"] if word.casefold() in whole]
    assert [line for line in said if line.startswith("TRIGGER")] == ["TRIGGER:-PT15M"]
    assert "VTIMEZONE" not in whole.upper()
    assert "TZID" not in whole.upper()


def test_initials_and_place_only_where_they_are_asked_for() -> None:
    given = booking(CASES["ics6"]["input"])
    said = lines(asked(given, initials=True, place=True))
    assert "SUMMARY:CO" in said
    assert "LOCATION:Probation office\\, Larch Street" in said


def test_a_second_time_holds_nothing_and_all_holds_all() -> None:
    given = booking(CASES["ics1"]["input"])
    first = asked(given)
    assert asked(given, exported=first.exported).entries == ()
    assert asked(given, exported=first.exported).exported == first.exported
    assert asked(given, exported=first.exported, everything=True).entries == first.entries


def test_what_is_past_is_not_in_the_file() -> None:
    assert asked(Booking(id="b", on=TODAY - timedelta(days=1), at=None)).entries == ()
    assert len(asked(Booking(id="b", on=TODAY, at=None)).entries) == 1


def test_lines_are_folded_by_octets_and_read_back() -> None:
    place = "Tŷ Gwyn; ŵŷ, " * 20
    data = as_ics([Entry(uid="u", sequence=0, start=TODAY, end=TODAY, summary="A", place=place)], NOW, 15)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() or True for line in data.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["location"]) == place


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times())
def test_every_time_comes_back_as_it_was_typed(on: date, at: time) -> None:
    at = at.replace(second=0, microsecond=0, fold=0)
    try:
        moment, _ = in_utc(on, at)
    except NoSuchTime:
        assert (on.month, on.weekday(), at.hour) == (3, 6, 1)
        return
    assert moment.astimezone(LONDON).replace(tzinfo=None, fold=0) == datetime.combine(on, at)


def test_two_bookings_have_two_names() -> None:
    assert uid_of("a") != uid_of("b")
    assert re.fullmatch(r"[0-9a-f]{32}@ipstui\.invalid", uid_of("a"))


def test_a_booking_of_which_only_the_month_is_known_is_on_no_day_of_a_calendar() -> None:
    roughly = Booking(id="b1", on=InMonth(2026, 11, 2), at=time(10))
    found = asked(roughly)
    assert (found.entries, found.exported) == ((), {})
    assert found.by_hand == ("Not in the file: an appointment in Nov 2026, its day is not known.",)
    before = {"b1": Exported(on=date(2026, 11, 28), at=time(10))}
    assert "Sat 28 Nov 10:00" in asked(roughly, exported=before).by_hand[1]
    assert not asked(Booking(id="b1", on=InMonth(2026, 10, 2), at=None)).by_hand
