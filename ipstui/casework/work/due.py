"""What is due about a job: its start, in-work support, the weeks that count, a job held while inside."""

from __future__ import annotations

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, late, of_job
from ipstui.casework.history import known_day
from ipstui.casework.people import Settings
from ipstui.casework.story import Story
from ipstui.casework.work.follow_along import before_start, follow_along
from ipstui.casework.work.state import SUSTAINED_13, SUSTAINED_26


def in_work_support(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Follow each job along (IPS-25 item 23); the schedule is in `follow_along`."""
    found = [
        (offer.id, before_start(offer.role, offer.starts, story.events, story.today))
        for offer in story.work.offers
        if offer.accepted == "yes" and offer.starts is not None and not story.custody.inside
    ]
    found += [(job.event, visit) for job in story.work.jobs for visit in follow_along(job, story.events, story.today)]
    for event, visit in found:
        if story.custody.inside and visit.state in ("upcoming", "due", "overdue"):
            continue  # in prison nobody can be visited at work: the flag asks whether the job is held
        yield Deadline(
            kind="follow_along",
            text=visit.text,
            due=visit.last,
            opens=visit.first,
            because=visit.because,
            events=(event,),
            state=visit.state,
            met_on=visit.met_on,
        )


def follow_along_due(look: Look) -> Iterator[Flag]:
    """An in-work contact that is due, for each job; of several missed ones in a job, the latest."""
    by_job: dict[tuple[str, ...], list[Deadline]] = {}
    for each in look.pressing("follow_along"):
        if each.opens <= look.today:
            by_job.setdefault(each.events, []).append(each)
    for pressing in by_job.values():
        overdue = [d for d in pressing if look.today > d.due]
        due = overdue[-1] if overdue else pressing[0]
        yield flag_of(
            due,
            why=f"{say.within(due.text)}{of_job(look, due.events[0])}: {late(look, due.due)}",
            group=Group.TODAY if look.today >= due.due else Group.STARTS,
            rule="In-work support: in person before the start, within 3 days after it, weekly for four weeks, then "
            "every 30 days while wanted.",
        )


def milestones(story: Story, settings: Settings) -> Iterator[Deadline]:
    """13 and 26 weeks in a job; employed at six weeks and six months after a release (MI016R, MI017Ra)."""
    for job in (each for each in story.work.open_jobs if each.exact):
        for kind, length, words in (
            ("weeks_13", SUSTAINED_13, "13 weeks"),
            ("weeks_26", SUSTAINED_26, "26 weeks"),
        ):
            mark = job.start + length
            yield deadline(
                story, kind, f"{words} at {job.role}", mark, f"started {say.day(job.start, story.today)}",
                met_on=mark if job.sustained(length, story.today) else None, events=[job.event],
            )  # fmt: skip
    release = story.custody.release
    if release is not None and known_day(release) is not None and not story.custody.inside:
        for kind, mark, words in (
            ("moj_6_weeks", release.on + days(42), "6 weeks"),
            ("moj_6_months", release.on + relativedelta(months=6), "6 months"),
        ):
            yield deadline(
                story, kind, f"{words} after release: in work or not", mark,
                f"released {say.day(release.on, story.today)}; counted once for each release",
                met_on=mark if mark < story.today else None, events=[release.id],
            )  # fmt: skip


def start_passed(look: Look) -> Iterator[Flag]:
    """An agreed start has passed and nobody has recorded that it happened."""
    for offer in look.story.work.offers:
        if offer.accepted == "yes" and offer.starts is not None and offer.starts < look.today:
            passed = (look.today - offer.starts).days
            yield Flag(
                flag="start_passed",
                why=f"was to start {say.days(passed)} ago as {offer.role}: did it happen?",
                due=offer.starts,
                group=Group.TODAY,
                rule="The agreed day of starting work has passed and no start is recorded.",
                events=(offer.event,),
            )


def job_at_return(look: Look) -> Iterator[Flag]:
    """Back in custody with a job still open: what was agreed the employer may be told?"""
    if look.story.custody.state != "back_in_custody":
        return
    for job in look.story.work.open_jobs:
        yield Flag(
            flag="job_at_return",
            why=f"job still open ({job.role}): held or lost?",
            due=look.story.custody.since,
            group=Group.TODAY,
            rule="Back in custody with a job open: ask whether it is held, and what the employer may be told.",
            events=(job.event,),
        )
