"""Everything that is due for one client, the earliest first. Nothing here is ever stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from ipstui.casework.benefits import due as benefits
from ipstui.casework.contact import due as contact
from ipstui.casework.custody import due as custody
from ipstui.casework.deadline import Deadline
from ipstui.casework.diary import due as diary
from ipstui.casework.disclosure import due as disclosure
from ipstui.casework.licence import due as licence
from ipstui.casework.needs import due as needs
from ipstui.casework.people import Settings
from ipstui.casework.profile import due as profile
from ipstui.casework.search import due as search
from ipstui.casework.story import Story
from ipstui.casework.work import due as work

Rule = Callable[[Story, Settings], Iterator[Deadline]]
RULES: tuple[Rule, ...] = (
    custody.release_window, custody.release_details, custody.release_day_plan, contact.first_contact,
    contact.second_contact, search.job_search_clock, disclosure.disclosure_talk, benefits.benefits_session,
    licence.work_approval, work.in_work_support, work.milestones, licence.condition_review, licence.licence_end,
    profile.certificate_expiry, diary.tasks, diary.appointments, diary.outcomes, needs.needs, needs.grant_follow_up,
)  # fmt: skip
"""Every rule that makes deadlines. Their order decides only between two of one day and kind."""


def deadlines_of(story: Story, settings: Settings) -> tuple[Deadline, ...]:
    """Return every deadline of a client, the earliest first; snoozed ones are waived. None once closed."""
    if story.case.state == "closed":
        return ()
    snoozed = active_snoozes(story)
    found = (deadline for rule in RULES for deadline in rule(story, settings))
    kept = (
        msgspec.structs.replace(deadline, state="waived")
        if deadline.kind in snoozed and deadline.state in ("due", "overdue")
        else deadline
        for deadline in found
    )
    return tuple(sorted(kept, key=lambda deadline: (deadline.due, deadline.kind)))


def active_snoozes(story: Story) -> dict[str, tuple[date, str]]:
    """Return the flags put aside today: until when, and the reason. On the day itself they are back.

    The last snooze of a flag decides.
    """
    return {s.flag: (s.until, s.reason) for s in story.diary.put_aside.values() if story.today < s.until}
