"""What is due about money: a session before a start and after a change, hours inside the limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipstui.casework import say
from ipstui.casework.benefits.hours import over_limit
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, late, of_job
from ipstui.casework.known import earliest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def benefits_session(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Work out the money before a start, and within 14 days of a change of hours or pay (IPS-25 item 12)."""
    sessions = [session.on for session in story.vocational.sessions]
    for offer in story.work.offers:
        if offer.accepted == "yes" and offer.starts is not None:
            yield deadline(
                story, "benefits_session", f"Benefits session before starting as {offer.role}",
                offer.starts - days(1), f"starts {say.day(offer.starts, story.today)}",
                opens=offer.on, met_on=next((s for s in sessions if s >= offer.on - days(28)), None),
                events=[offer.id],
            )  # fmt: skip
    for job in story.work.open_jobs:
        # A sum made before the last change of work was about other hours and other pay.
        changed = [t.since for each in story.work.jobs for t in each.terms if t.since < job.start]
        fresh = [s for s in sessions if s > max(changed, default=date.min)]
        before = [s for s in fresh if s <= job.start]
        began = f" {say.day(job.start, story.today)}" if job.exact else ", the day not known,"
        yield deadline(
            story, "benefits_session", f"Benefits session for {job.role}", job.start - days(1),
            f"started{began} without a saved calculation",
            opens=job.start - days(14), met_on=before[-1] if before else next(iter(fresh), None),
            events=[job.event],
        )  # fmt: skip
        for terms in job.terms[1:]:
            yield deadline(
                story, "benefits_change", f"Benefits session after the change at {job.role}",
                earliest(terms.since) + days(14),
                f"hours or pay changed {say.day(terms.since, story.today)}: work it out within 14 days",
                opens=terms.since, met_on=next((s for s in sessions if s >= terms.since), None),
                events=[terms.event],
            )  # fmt: skip


def benefits_missing(look: Look) -> Iterator[Flag]:
    """An offer, a start or a change of hours or pay without a saved calculation."""
    for kind in ("benefits_session", "benefits_change"):
        for due in look.pressing(kind):
            yield flag_of(
                due,
                why=f"no benefits calculation saved{of_job(look, due.events[0])}, {late(look, due.due)}",
                group=Group.TODAY if look.today >= due.due else Group.STARTS,
                rule="A benefits session is saved before each start, and within 14 days of a change of hours or pay.",
            )


def hours_over_limit(look: Look) -> Iterator[Flag]:
    """On ESA and working hours or for pay outside permitted work."""
    problem = over_limit(look.story)
    if problem is not None:
        yield Flag(
            flag="hours_over_limit",
            why=problem.why,
            due=look.today,
            group=Group.TODAY,
            rule="ESA in payment and a job outside the permitted-work limits: ESA for such weeks is lost.",
            events=problem.events,
        )
