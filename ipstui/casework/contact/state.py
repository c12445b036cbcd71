"""Engagement: on how many days the person was met face to face in the community."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import Contact
from ipstui.casework.history import Ledger, known_day
from ipstui.casework.known import earliest


class Engagement(msgspec.Struct, frozen=True, kw_only=True):
    """Meetings that count, and the last contact of any kind.

    `days` are distinct days of face-to-face contact in the community, ever; `since_release` those since the
    latest release or re-referral, `exact` the ones among these whose day is known. The second makes a person
    engaged (feasibility study, chapters 3 and 5). Calls, texts and video are shown and do not count; a meeting
    at the gate does. `first_meeting` and `met_in_custody` are of this episode.
    """

    state: Literal["none", "seen", "engaged"]
    first_meeting: date | None
    days: tuple[date, ...]
    since_release: tuple[date, ...]
    exact: tuple[date, ...]
    engaged_on: date | None
    last_contact: Contact | None
    met_in_custody: bool


def engagement_of(ledger: Ledger, custody: Custody, referred_again: date | None) -> Engagement:
    """Count the meetings. Meetings on a day known only roughly count, and start no clock.

    One in the month of a release may have been before it, and is none since.
    """
    episode = referred_again or date.min
    seen = [c for c in ledger.of(Contact) if c.who == "client" and c.outcome == "seen"]
    meetings = [c for c in seen if c.mode == "face_to_face"]
    outside = [c for c in meetings if c.setting != "prison" and not custody.covers(c.on)]
    days = sorted({c.on for c in outside})
    exact = sorted({day for c in outside if (day := known_day(c)) is not None})
    latest = max(custody.release.on, episode) if custody.release else episode
    count = min(len(days), 2)
    states: tuple[Literal["none", "seen", "engaged"], ...] = ("none", "seen", "engaged")
    return Engagement(
        state=states[count],
        first_meeting=next((day for c in meetings if (day := known_day(c)) is not None and day >= episode), None),
        days=tuple(days),
        since_release=tuple(day for day in days if earliest(day) >= earliest(latest)),
        exact=tuple(day for day in exact if day >= latest),
        engaged_on=exact[1] if len(exact) > 1 else None,
        last_contact=seen[-1] if seen else None,
        met_in_custody=any((c.setting == "prison" or custody.covers(c.on)) and c.on >= episode for c in seen),
    )
