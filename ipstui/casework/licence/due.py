"""What is due about the licence: reading it again, its end, approval of work, answers from the officer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, of_job
from ipstui.casework.known import earliest
from ipstui.casework.licence.reading import to_confirm, unanswered
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def condition_review(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Go through the conditions a week after release and every ten weeks; chase what was asked.

    Conditions can get stricter after release day (release.md §2); risk is looked at every ten weeks.
    """
    ends = story.probation.licence_end
    if not story.custody.inside and (ends is None or story.today <= ends.ends):
        fresh = None
        for reading in to_confirm(story):
            fresh = reading.met_on
            yield deadline(
                story, "conditions_to_confirm", "Re-read the licence", reading.due, reading.because,
                opens=reading.opens, met_on=reading.met_on, events=reading.events,
            )  # fmt: skip
        if fresh is not None:
            yield deadline(
                story, "condition_review", "Go through the conditions again", earliest(fresh) + days(70),
                f"last gone through {say.day(fresh, story.today)}; every 10 weeks",
                opens=earliest(fresh) + days(63),
            )  # fmt: skip
    for question in unanswered(story):
        yield deadline(
            story, "officer_asked", "Chase the officer's answer", question.chase_on,
            f"asked {say.day(question.asked, story.today)} about a proposal",
            opens=question.asked, events=[question.event],
        )  # fmt: skip
    for query in story.probation.unanswered:
        yield deadline(
            story, "condition_query", "Chase the officer's answer", earliest(query.on) + days(7),
            f"asked {say.day(query.on, story.today)}: {query.question}",
            opens=query.on, events=[query.id],
        )  # fmt: skip


def conditions_to_confirm(look: Look) -> Iterator[Flag]:
    """The licence was not read again a week after release, or not for ten weeks."""
    for kind in ("conditions_to_confirm", "condition_review"):
        for due in look.pressing(kind):
            if look.today >= due.due:
                yield flag_of(
                    due,
                    why="conditions not confirmed since release"
                    if kind == "conditions_to_confirm"
                    else "conditions due to be gone through again",
                    group=Group.STEADY,
                    rule="Conditions are re-read a week after release, and gone through every ten weeks.",
                )


def condition_unanswered(look: Look) -> Iterator[Flag]:
    """A question to the officer that has waited a week."""
    for due in look.pressing("officer_asked"):
        if look.today >= due.due:
            yield flag_of(
                due,
                why=f"officer has not answered, {due.because}",
                group=Group.TODAY,
                rule="The officer was asked about a proposal and has not answered in five working days.",
            )
    for due in look.pressing("condition_query"):
        query = next(q for q in look.story.probation.unanswered if q.id in due.events)
        if look.today >= due.due:
            yield flag_of(
                due,
                why=f"officer has not answered: {query.question}",
                group=Group.TODAY,
                rule="A question about a condition has waited seven days or more.",
            )


def licence_end(story: Story, settings: Settings) -> Iterator[Deadline]:
    """The last day of the licence."""
    ends = story.probation.licence_end
    if ends is not None:
        yield deadline(
            story, "licence_end", "Licence ends", ends.ends, "the last day of the licence, as told",
            opens=ends.ends - days(14), met_on=ends.ends if ends.ends < story.today else None,
            events=[ends.id],
        )  # fmt: skip


class _Approval(NamedTuple):
    """Where the officer's approval of one start stands; `short` is what a flag says of it, `had_on` when it was had."""

    told: str
    short: str
    had_on: date | None


def work_approval(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Have the officer's approval before a start: a standard condition of every licence.

    Asked of everyone who is out, those referred in the community too, unless the licence is known to have ended.
    """
    ends = story.probation.licence_end
    if story.custody.inside:
        return
    for key, (role, start) in _starts(story).items():
        if start is None or (ends is not None and ends.ends < start):
            continue
        approval = _approval(story, key, role, start)
        if approval is not None:
            yield deadline(
                story, "work_approval", f"Officer's approval of {role}", start - days(1),
                f"{_begins(story, key, start)}; {approval.told}",
                opens=start - days(14), met_on=approval.had_on, events=[key],
            )  # fmt: skip


def work_not_approved(look: Look) -> Iterator[Flag]:
    """A start within 14 days, or behind us, without the officer's approval on record."""
    for due in look.pressing("work_approval"):
        (key,) = due.events
        role, start = _starts(look.story)[key]
        approval = _approval(look.story, key, role, start) if start is not None else None
        if start is None or approval is None:
            continue
        yield flag_of(
            due,
            why=f"{_begins(look.story, key, start)}{of_job(look, key, 'as')}, "
            + (approval.short or "no approval of work recorded"),
            group=Group.TODAY if look.today >= due.due or approval.short else Group.STARTS,
            rule="Every licence asks for the officer's approval of work before it starts; none is recorded, or the "
            "last answer was a refusal.",
        )


def _starts(story: Story) -> dict[str, tuple[str, date | None]]:
    """Return role and day of each start agreed or made, by what names the job."""
    agreed = {offer.id: (offer.role, offer.starts) for offer in story.work.offers if offer.accepted == "yes"}
    return agreed | {job.id: (job.role, job.start) for job in story.work.open_jobs}


def _approval(story: Story, key: str, role: str, start: date) -> _Approval | None:
    """Return where approval of a start stands; None when no condition of the licence on record asks for it."""
    if story.licence.versions or story.licence.directions or story.licence.permissions:
        # Only here does the licence itself say more than the answers do: it stays out of the start-up path.
        from ipstui.casework.licence.check import work_approved

        row = work_approved(story, key, role, start)
        if row is None:
            return None
        refused = row.why if row.verdict == "conflict" else ""
        return _Approval(row.why, refused, story.today if row.verdict == "clear" else None)
    last, rule = story.probation.answer(key, role, start), "every licence asks for approval of work first"
    if last is None or last.state != "refused":
        return _Approval(rule, "", last.on if last else None)
    refused = f"the officer refused it {say.day(last.on, story.today)}"
    return _Approval(f"{refused}; {rule}", refused, None)


def _begins(story: Story, key: str, start: date) -> str:
    if any(job.id == key and not job.exact for job in story.work.open_jobs):
        return "started, the day not known"
    return f"{'starts' if start > story.today else 'started'} {say.day(start, story.today)}"
