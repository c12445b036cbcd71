"""The built-in caseload: 24 made-up people, read from `data/demo`, with every date relative to today.

Dates in the files are written so that the caseload never goes stale:
`today`; `-12d` and `+3d`, moved to the nearest working day on the same side of today; `-12d!`, never moved;
`wed-5w`, the Wednesday five weeks before this week's; `wed`, this week's, or today while that is still to come.
What names an earlier event of the same person names it by that event's `ref`; hours and pounds are written as text, so
that no float comes near money. `recorded` may be left out: see `_Days.recorded`.
A licence without a policy version has the one its first day most likely has: 4.0 from October 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from calculators.reference import data_folder
from calculators.working_days import is_working_day
from ipstui.casework.choices import names_an_event
from ipstui.casework.events import KINDS, Event, LicenceRecorded, meanings
from ipstui.casework.people import Client, Employer, Settings, Vacancy

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVENING = time(18)
_ONE_DAY = timedelta(days=1)
_POLICY_4 = date(2026, 10, 1)
_WRITTEN = re.compile(r"today|[+-]\d+d!?|(mon|tue|wed|thu|fri|sat|sun)([+-]\d+w)?")

Document = dict[str, Any]


class DemoCaseload(msgspec.Struct, frozen=True, kw_only=True):
    """A whole caseload of people who do not exist. `events` hold those of every client and the shared ones."""

    clients: tuple[Client, ...]
    employers: tuple[Employer, ...]
    vacancies: tuple[Vacancy, ...]
    events: tuple[Event, ...]
    settings: Settings


def demo_caseload(today: date) -> DemoCaseload:
    """Return the made-up caseload as it stands on `today`. The same day always gives the same caseload."""
    folder = data_folder() / "demo"
    days = _Days(today)
    clients: list[Client] = []
    events: list[Event] = []
    for path in sorted((folder / "people").glob("*.json")):
        person = msgspec.json.decode(path.read_bytes())
        client = _client(person["client"], today)
        clients.append(client)
        events += _events(person["events"], client.id, client.id, days)
    work = msgspec.json.decode((folder / "employers.json").read_bytes())
    events += _events(work["events"], "", "employer-contact", days)
    vacancies = msgspec.json.decode((folder / "vacancies.json").read_bytes())
    for vacancy in vacancies:
        if "closes" in vacancy:
            vacancy["closes"] = days.read(vacancy["closes"])
    return DemoCaseload(
        clients=tuple(clients),
        employers=msgspec.convert(work["employers"], tuple[Employer, ...]),
        vacancies=msgspec.convert(vacancies, tuple[Vacancy, ...]),
        events=tuple(events),
        settings=msgspec.json.decode((folder / "settings.json").read_bytes(), type=Settings),
    )


def _client(document: Document, today: date) -> Client:
    """Return the person; an age in the file becomes a year of birth, so that nobody grows old."""
    if (age := document.pop("age", None)) is not None:
        document["birth_year"] = today.year - age
    return msgspec.convert(document | {"made_up": True}, Client)


def _events(documents: list[Document], client: str, prefix: str, days: _Days) -> Iterator[Event]:
    """Yield the events of one person with their ids, the names they use for each other made into those ids.

    They are built without checks: those cost more than all the rest before the first frame, and a test makes them.
    """
    ids = {doc["ref"]: f"{prefix}-{number}" for number, doc in enumerate(documents, start=1) if "ref" in doc}
    for number, doc in enumerate(documents, start=1):
        kind = KINDS[doc.pop("kind")]
        doc.pop("ref", None)
        types = meanings(kind)
        for field, value in doc.items():
            hint, meaning = types[field]
            if hint in (date, datetime):
                doc[field] = days.read(value)
            elif hint is Decimal:
                doc[field] = Decimal(value)
            elif hint is time:
                doc[field] = time.fromisoformat(value)
            elif names_an_event(meaning):
                doc[field] = ids[value]
            elif isinstance(value, list):
                doc[field] = tuple(value)
            elif field == "batch":
                doc[field] = f"{prefix}-{value}"
            elif field == "inputs":
                doc[field] = _dated(value, ids, days)
        if kind is LicenceRecorded and "policy_version" not in doc:
            doc["policy_version"] = "4.0" if doc["starts"] >= _POLICY_4 else "3.0"
        typed = doc.get("recorded") or doc.get("learned_on") or doc["on"]
        doc |= {"id": f"{prefix}-{number}", "client": client, "recorded": days.recorded(typed, number)}
        yield kind(**doc)


def _dated(value: Any, ids: dict[str, str], days: _Days) -> Any:
    """Return what a kept calculation was asked, with its days and the id it names as they would be stored."""
    if isinstance(value, dict):
        return {name: ids.get(each, each) if name == "id" else _dated(each, ids, days) for name, each in value.items()}
    if isinstance(value, list):
        return [_dated(each, ids, days) for each in value]
    if isinstance(value, str) and _WRITTEN.fullmatch(value):
        return days.read(value).isoformat()
    return value


class _Days:
    """Reads the dates of the files for one `today`, each spelling once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._monday = today - timedelta(days=today.weekday())
        self._midnight = datetime.combine(today, time.min, UTC)
        self._known = {"today": today}

    def read(self, text: str) -> date:
        """Return the day a text of the module's notation means. Raises ValueError for any other text."""
        day = self._known.get(text)
        if day is None:
            day = self._known[text] = self._work_out(text)
        return day

    def recorded(self, day: date, number: int) -> datetime:
        """Return when an event was typed: that evening, one second after the one before, never after today.

        What happens today was typed as the day began, so that whatever a person types next comes later.
        """
        evening = datetime.combine(day, _EVENING, UTC)
        return min(evening, self._midnight) + timedelta(seconds=number)

    def _work_out(self, text: str) -> date:
        if text[:3] in _WEEKDAYS:
            day = self._monday + timedelta(days=_WEEKDAYS.index(text[:3]))
            return day + timedelta(weeks=int(text[3:].removesuffix("w"))) if text[3:] else min(day, self._today)
        day = self._today + timedelta(days=int(text.removesuffix("!").removesuffix("d")))
        return day if text.endswith("!") else self._nearest_working(day)

    def _nearest_working(self, day: date) -> date:
        """Return the working day nearest to `day` that lies on the same side of today, the earlier of two."""
        side = day > self._today
        for away in range(8):
            for near in (day - away * _ONE_DAY, day + away * _ONE_DAY):
                if near != self._today and (near > self._today) == side and is_working_day(near):
                    return near
        return day
