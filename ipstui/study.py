"""The feasibility study replayed: 128 made-up people whose events give the tables of its report.

John and James are told event by event in `data/study/told.json`; the others are a row each in `people.json`. Days
lie in the three years of the study and are made up: where a figure would be counted from one, it is kept as roughly
known, so that nothing is counted which the report does not say. `notes.json` holds what the report printed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from calculators.reference import data_folder
from ipstui.casework import events as ev
from ipstui.casework.choices import (
    ClosingReason,
    Diagnosis,
    Ethnicity,
    OffenceGroup,
    RecallType,
    Sex,
    SourceType,
    YesNo,
)
from ipstui.casework.history import read_event
from ipstui.casework.people import Client, Employer, Settings
from ipstui.demo import DemoCaseload

END = date(2016, 6, 30)
_EVENING = time(18)


class Return(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A return to prison."""

    type: RecallType
    new_offence: YesNo


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person as the tables count them. `met` are the days met in the community, the others how many of each."""

    name: str
    sex: Sex
    age: int
    offence: OffenceGroup
    diagnosis: Diagnosis
    ethnicity: Ethnicity
    source: SourceType
    prison: str
    referred: date
    met: int
    met_inside: bool = False
    cv: bool = False
    applications: int = 0
    interviews: int = 0
    training: int = 0
    placements: int = 0
    mentor: bool = False
    cmht: bool = False
    out_of_area: str = ""
    jobs: tuple[str, ...] = ()
    declined: bool = False
    returned: Return | None = None
    closed: ClosingReason = "project_ended"


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the report printed about a figure, and why the program's own stands."""

    figure: str
    printed: str
    stands: str


class _Rows(msgspec.Struct, frozen=True):
    people: tuple[Row, ...]


class _Notes(msgspec.Struct, frozen=True):
    notes: tuple[Note, ...]


def study_caseload() -> DemoCaseload:
    """Return the whole caseload; it is the same on every day."""
    folder = data_folder() / "study"
    told = msgspec.json.decode((folder / "told.json").read_bytes())
    rows = msgspec.json.decode((folder / "people.json").read_bytes(), type=_Rows).people
    clients = [msgspec.convert(each["client"], Client) for each in told["people"]]
    events = [event for each in told["people"] for event in _as_told(each)]
    for number, row in enumerate(rows, start=1):
        client = Client(
            id=f"study-{number:03d}", name=row.name, birth_year=row.referred.year - row.age, made_up=True
        )  # fmt: skip
        clients.append(client)
        events += _numbered(_events(row, client.id), client.id)
    return DemoCaseload(
        clients=tuple(clients),
        employers=msgspec.convert(told["employers"], tuple[Employer, ...]),
        vacancies=(),
        events=tuple(events),
        settings=msgspec.convert(told["settings"], Settings),
    )


def is_study(clients: Iterable[str]) -> bool:
    """Whether the clients with these ids are the study's."""
    return {"study-john", "study-james"} <= set(clients)


def study_notes() -> tuple[Note, ...]:
    """Return where the report prints something else, or does not say."""
    return msgspec.json.decode((data_folder() / "study" / "notes.json").read_bytes(), type=_Notes).notes


def _recorded(day: date, number: int) -> datetime:
    return datetime.combine(day, _EVENING, UTC) + timedelta(seconds=number)


def _as_told(person: dict[str, Any]) -> Iterator[ev.Event]:
    client = person["client"]["id"]
    for number, document in enumerate(person["events"], start=1):
        own = {"id": f"{client}-{number}", "client": client}
        own["recorded"] = _recorded(date.fromisoformat(document["on"]), number).isoformat()
        yield read_event(own | document)


def _numbered(events: Iterator[ev.Event], client: str) -> Iterator[ev.Event]:
    for number, event in enumerate(events, start=1):
        yield msgspec.structs.replace(event, id=f"{client}-{number}", recorded=_recorded(event.on, number))


def _events(row: Row, client: str) -> Iterator[ev.Event]:
    """Yield what is known of one person, in order."""
    who: dict[str, Any] = {"client": client}
    met: dict[str, Any] = who | {"mode": "face_to_face"}
    roughly: dict[str, Any] = who | {"on_precision": "month"}
    day = row.referred
    yield ev.Referral(on=day, source_type=row.source, in_custody="yes", prison=row.prison, **who)
    yield ev.Monitoring(
        on=day, sex=row.sex, offence=row.offence, diagnosis=row.diagnosis, ethnicity=row.ethnicity, **who
    )  # fmt: skip
    if row.met_inside:
        yield ev.Contact(
            on=day + timedelta(days=14),
            setting="prison",
            mode="face_to_face",
            purpose="employment",
            outcome="seen",
            **who,
        )
    if row.met:
        day += timedelta(days=42)
        yield ev.Released(on=day, **roughly)
        yield ev.Contact(on=day + timedelta(days=3), mode="phone", purpose="employment", outcome="seen", **who)
        for _ in range(row.met):
            day += timedelta(days=7)
            yield ev.Contact(on=day, setting="community", purpose="stabilising", outcome="seen", **met)
    else:
        yield ev.Contact(on=day + timedelta(days=21), mode="phone", purpose="employment", outcome="left_message", **who)
    yield from _support(row, day, roughly)
    yield from _work(row, day + timedelta(days=60), roughly)
    if row.returned is not None:
        back = row.returned
        yield ev.ReturnedToCustody(on=day + timedelta(days=75), type=back.type, new_offence=back.new_offence, **roughly)
    yield ev.Closed(on=END, reason="in_work_no_support_wanted" if row.declined else row.closed, **roughly)


def _support(row: Row, day: date, roughly: dict[str, Any]) -> Iterator[ev.Event]:
    week = timedelta(days=7)
    if row.out_of_area:
        yield ev.AddressSet(on=day, type="private", place=row.out_of_area, in_patch="no", **roughly)
        yield ev.OutOfAreaException(on=day, reason="She asked to go on, and travel could be managed", **roughly)
    if row.cmht:
        yield ev.ReferredOn(on=day, service="CMHT", outcome="accepted", **roughly)
    if row.mentor:
        yield ev.ReferredOn(on=day, service="Sova mentoring", outcome="matched", **roughly)
    if row.cv:
        yield ev.Cv(on=day + week, state="ready", **roughly)
    if row.applications:
        yield ev.Application(on=day + 2 * week, count=row.applications, done_by="both", **roughly)
    for number in range(row.interviews):
        yield ev.Interview(on=day + (3 + number) * week, state="attended", **roughly)
    for number in range(row.training):
        yield ev.Training(state="started", on=day + 2 * week, course=f"Course {number + 1}", **roughly)
    for number in range(row.placements):
        yield ev.Placement(state="started", on=day + 3 * week, role=f"Placement {number + 1}", **roughly)


def _work(row: Row, day: date, roughly: dict[str, Any]) -> Iterator[ev.Event]:
    for number, role in enumerate(row.jobs):
        on = min(day + timedelta(days=40 * number), END)
        yield ev.JobStarted(on=on, role=role, competitive="yes", found_by="both", **roughly)
    if row.declined:
        yield ev.SupportDeclined(on=min(day + timedelta(days=14), END), **roughly)
