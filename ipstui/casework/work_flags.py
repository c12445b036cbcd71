"""Flags about work: starts, approval, money, hours, in-work visits, disclosure, certificates."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.benefits.hours import over_limit
from ipstui.casework.flag import Case, Flag, Group, late


def follow_along(case: Case) -> Iterator[Flag]:
    """An in-work contact that is due; of several missed ones, the latest."""
    pressing = [d for d in case.pressing("follow_along") if d.opens <= case.today]
    if not pressing:
        return
    overdue = [d for d in pressing if case.today > d.due]
    deadline = overdue[-1] if overdue else pressing[0]
    yield Flag(
        flag="follow_along",
        why=f"{deadline.text[:1].lower()}{deadline.text[1:]}: {late(case, deadline.due)}",
        due=deadline.due,
        group=Group.TODAY if case.today >= deadline.due else Group.STARTS,
        rule="In-work support: in person before the start, within 3 days after it, weekly for four weeks, then "
        "every 30 days while wanted.",
        events=deadline.events,
    )


def work_not_approved(case: Case) -> Iterator[Flag]:
    """A start within 14 days, or behind us, without the officer's approval on record."""
    for deadline in case.pressing("work_approval"):
        started = case.today > deadline.due
        starts, *told, _rule = deadline.because.split("; ")
        yield Flag(
            flag="work_approval",
            why=f"{starts}, {told[0] if told else 'no approval of work recorded'}",
            due=deadline.due,
            group=Group.TODAY if started or told else Group.STARTS,
            rule="Every licence asks for the officer's approval of work before it starts; none is recorded, or the "
            "last answer was a refusal.",
            events=deadline.events,
        )


def benefits_missing(case: Case) -> Iterator[Flag]:
    """An offer, a start or a change of hours or pay without a saved calculation."""
    for kind in ("benefits_session", "benefits_change"):
        for deadline in case.pressing(kind):
            yield Flag(
                flag=kind,
                why=f"no benefits calculation saved, {late(case, deadline.due)}",
                due=deadline.due,
                group=Group.TODAY if case.today >= deadline.due else Group.STARTS,
                rule="A benefits session is saved before each start, and within 14 days of a change of hours or pay.",
                events=deadline.events,
            )


def hours_over_limit(case: Case) -> Iterator[Flag]:
    """On ESA and working hours or for pay outside permitted work."""
    problem = over_limit(case.story)
    if problem is not None:
        yield Flag(
            flag="hours_over_limit",
            why=problem.why,
            due=case.today,
            group=Group.TODAY,
            rule="ESA in payment and a job outside the permitted-work limits: ESA for such weeks is lost.",
            events=problem.events,
        )


def job_at_return(case: Case) -> Iterator[Flag]:
    """Back in custody with a job still open: what was agreed the employer may be told?"""
    if case.story.custody.state == "back_in_custody" and case.story.work.open_jobs:
        job = case.story.work.open_jobs[0]
        yield Flag(
            flag="job_at_return",
            why=f"job still open ({job.role}): held or lost?",
            due=case.story.custody.since,
            group=Group.TODAY,
            rule="Back in custody with a job open: ask whether it is held, and what the employer may be told.",
            events=(job.event,),
        )


def start_passed(case: Case) -> Iterator[Flag]:
    """An agreed start has passed and nobody has recorded that it happened."""
    for offer in case.story.work.offers:
        if offer.accepted == "yes" and offer.starts is not None and offer.starts < case.today:
            days = (case.today - offer.starts).days
            yield Flag(
                flag="start_passed",
                why=f"was to start {say.days(days)} ago as {offer.role}: did it happen?",
                due=offer.starts,
                group=Group.TODAY,
                rule="The agreed day of starting work has passed and no start is recorded.",
                events=(offer.event,),
            )


def disclosure(case: Case) -> Iterator[Flag]:
    """The search has begun and disclosure was not talked about, or not for long."""
    for kind in ("disclosure_talk", "disclosure_again"):
        for deadline in case.pressing(kind):
            yield Flag(
                flag=kind,
                why="search has begun, disclosure not talked about"
                if kind == "disclosure_talk"
                else "60 days of search: talk about disclosure again",
                due=deadline.due,
                group=Group.CLOCK,
                rule="Disclosure is talked about before an employer hears the name, and again after 60 days.",
                events=deadline.events,
            )


def certificate(case: Case) -> Iterator[Flag]:
    """A certificate runs out within 30 days, or has."""
    for deadline in case.pressing("certificate_expiry"):
        yield Flag(
            flag="certificate_expiry",
            why=f"{deadline.text}, {say.day(deadline.due, case.today)}",
            due=deadline.due,
            group=Group.STEADY,
            rule="A certificate for work runs out within 30 days.",
            events=deadline.events,
        )
