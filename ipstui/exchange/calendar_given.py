"""What a calendar was given, kept in the case file by booking, so that the next file holds what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from ipstui.desk import Desk
from ipstui.exchange.calendar import Booking, Exported
from ipstui.store.caseload import Caseload
from ipstui.store.tables import CaseTables

_TABLE = "calendar"


def bookings_of(desk: Desk) -> tuple[Booking, ...]:
    """Every booking of everybody whose case is open or not, as it now stands."""
    return tuple(
        Booking(
            id=booked.id,
            on=booked.on,
            at=booked.at,
            stands=booked.stands,
            cancelled=booked.state == "cancelled",
            initials=casefile.client.initials,
            place=booked.where,
        )
        for casefile in desk.casefiles()
        for booked in casefile.story.diary.bookings
    )


def given_before(caseload: Caseload) -> dict[str, Exported]:
    """What was given, by booking; a row that cannot be read counts as not given."""
    found: dict[str, Exported] = {}
    for row in caseload.storage.read().get(_TABLE, {}).values():
        try:
            found[str(row["booking"])] = msgspec.convert({k: v for k, v in row.items() if k != "booking"}, Exported)
        except (KeyError, msgspec.ValidationError):
            continue
    return found


def keep_given(caseload: Caseload, exported: Mapping[str, Exported]) -> None:
    """Keep what the calendar holds from now on. Raises NotSaved."""
    rows: list[dict[str, Any]] = [{"booking": key, **msgspec.to_builtins(each)} for key, each in exported.items()]
    with caseload.storage.transaction():
        table = CaseTables(caseload.storage).table(_TABLE)
        table.truncate()
        table.insert_multiple(rows)
