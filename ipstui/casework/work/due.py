"""What is due about work: benefits sessions, the officer's approval, in-work visits, the weeks that count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.history import known_day
from ipstui.casework.people import Settings
from ipstui.casework.story import Story
from ipstui.casework.work.follow_along import before_start, follow_along
from ipstui.casework.work.state import SUSTAINED_13, SUSTAINED_26


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
        yield deadline(
            story, "benefits_session", f"Benefits session for {job.role}", job.start - days(1),
            f"started {say.day(job.start, story.today)} without a saved calculation",
            opens=job.start - days(14), met_on=before[-1] if before else next(iter(fresh), None),
            events=[job.event],
        )  # fmt: skip
        for terms in job.terms[1:]:
            yield deadline(
                story, "benefits_change", f"Benefits session after the change at {job.role}",
                terms.since + days(14),
                f"hours or pay changed {say.day(terms.since, story.today)}: work it out within 14 days",
                opens=terms.since, met_on=next((s for s in sessions if s >= terms.since), None),
                events=[terms.event],
            )  # fmt: skip


def work_approval(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Have the officer's approval before a start: a standard condition of every licence.

    Asked of everyone who is out, those referred in the community too, unless the licence is known to have ended.
    """
    ends = story.probation.licence_end
    if story.custody.inside:
        return
    starts = [(o.id, o.role, o.starts) for o in story.work.offers if o.accepted == "yes"]
    starts += [(job.id, job.role, job.start) for job in story.work.open_jobs]
    for key, role, start in starts:
        if start is None or (ends is not None and ends.ends < start):
            continue
        if story.licence.versions or story.licence.directions or story.licence.permissions:
            # Only here does the licence itself say more than the answers do: it stays out of the start-up path.
            from ipstui.casework.licence.check import work_approved

            row = work_approved(story, key, role, start)
            if row is None:
                continue
            yield deadline(
                story, "work_approval", f"Officer's approval of {role}", start - days(1),
                f"{'starts' if start > story.today else 'started'} {say.day(start, story.today)}; {row.why}",
                opens=start - days(14), met_on=story.today if row.verdict == "clear" else None, events=[key],
            )  # fmt: skip
            continue
        last = story.probation.answer(key, role, start)
        refused = last is not None and last.state == "refused"
        told = f"the officer refused it {say.day(last.on, story.today)}; " if last and refused else ""
        yield deadline(
            story, "work_approval", f"Officer's approval of {role}", start - days(1),
            f"{'starts' if start > story.today else 'started'} {say.day(start, story.today)}; {told}"
            "every licence asks for approval of work first",
            opens=start - days(14), met_on=last.on if last and not refused else None, events=[key],
        )  # fmt: skip


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
