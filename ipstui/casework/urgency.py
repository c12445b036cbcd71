"""Why someone needs attention now: every reason there is, in the one order of urgency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from calculators.job_search import JobSearchResult
from ipstui.casework.benefits import due as benefits
from ipstui.casework.contact import due as contact
from ipstui.casework.custody import due as custody
from ipstui.casework.deadline import Deadline
from ipstui.casework.diary import due as diary
from ipstui.casework.disclosure import due as disclosure
from ipstui.casework.due import active_snoozes
from ipstui.casework.ending import due as ending
from ipstui.casework.flag import Flag, Look
from ipstui.casework.licence import due as licence
from ipstui.casework.mentoring import due as mentoring
from ipstui.casework.needs import due as needs
from ipstui.casework.papers import due as papers
from ipstui.casework.people import Client, Vacancy
from ipstui.casework.place import due as place
from ipstui.casework.plans import due as plans
from ipstui.casework.profile import due as profile
from ipstui.casework.release_day import due as release_day
from ipstui.casework.search import due as search
from ipstui.casework.story import Story
from ipstui.casework.work import due as work

Rule = Callable[[Look], Iterator[Flag]]


class Place(NamedTuple):
    """One place in the order: the rule that stands there, the flags it raises, and why it stands no lower."""

    rule: Rule
    flags: str
    because: str


BEFORE_THE_DAY: tuple[Place, ...] = (
    Place(contact.not_seen, "not_seen", "the first days decide whether somebody is lost, and nobody has seen them"),
    Place(
        diary.probation_today,
        "probation_appointment",
        "a missed one can end in recall, and this is the last day on which a word helps",
    ),
    Place(custody.release_today, "release_soon", "what is not known on release day cannot be put right that evening"),
    Place(custody.release_passed, "release_passed", "the person may be out already, and nobody has met them"),
    Place(diary.probation_soon, "probation_appointment", "a missed one can end in recall, and a reminder helps"),
    Place(
        custody.release_without_address,
        "release_soon",
        "somewhere to sleep takes days to find, and everything else hangs on it",
    ),
    Place(needs.urgent_need_new, "urgent_need", "a night without a bed, or a day without food, is not made good later"),
    Place(licence.work_not_approved, "work_approval", "working without the officer's approval breaks the licence"),
    Place(benefits.hours_over_limit, "hours_over_limit", "each week over the limit costs that week's benefit"),
    Place(papers.start_without_papers, "start_papers", "nobody may begin without it, and papers take longer than days"),
    Place(work.job_at_return, "job_at_return", "an employer waits a few days at most for a word"),
    Place(diary.appointment_today, "appointment", "it is today, and what is late can be done tomorrow too"),
)
"""These come first in their group, whatever the day of the others."""
BY_THE_DAY: tuple[Place, ...] = (
    Place(custody.release_soon, "release_soon", "there are weeks to find out, and they pass"),
    Place(ending.before_release, "pre_release_meeting", "what is promised at it takes days to do"),
    Place(
        contact.first_days,
        "not_seen",
        "three days at most are left of those that decide whether somebody is lost",
    ),
    Place(contact.second_contact_late, "second_contact", "the second meeting makes a person engaged"),
    Place(release_day.day_plan_moved, "day_plan_moved", "appointments and rides are made for the wrong day"),
    Place(search.clock_running_out, "job_search_clock", "the clock runs, whoever looks"),
    Place(search.vacancy_closing, "vacancy_closing", "after its last day nobody can apply"),
    Place(work.follow_along_due, "follow_along", "the first weeks in a job are those in which it is lost"),
    Place(benefits.benefits_missing, "benefits_session benefits_change", "a start without a sum can cost money"),
    Place(work.start_passed, "start_passed", "what happened decides what is due next"),
    Place(
        diary.probation_outcome, "probation_outcome", "a missed appointment that nobody talks about can end in recall"
    ),
    Place(release_day.day_not_settled, "day_to_settle", "what happened on the day is forgotten within days"),
    Place(licence.condition_unanswered, "officer_asked condition_query", "an answer that is waited for holds a job up"),
    Place(place.out_of_area, "out_of_area", "a decision is waited for"),
    Place(diary.task_due, "task", "it was promised"),
    Place(needs.urgent_need, "urgent_need", "until it is met it keeps them from everything else"),
    Place(needs.need_open, "need", "a need keeps them from work"),
    Place(
        disclosure.disclosure_untold,
        "disclosure_talk disclosure_again",
        "an employer may hear the name before it was talked about",
    ),
    Place(ending.saying_goodbye, "last_meeting", "an end that nobody told is another loss"),
    Place(ending.transfer_waits, "transfer", "nobody works with the person until one of the two does"),
    Place(plans.plan_step_late, "plan_step", "it was agreed together, and nobody said that it changed"),
    Place(contact.losing_touch, "losing_touch", "the longer, the harder to find again"),
    Place(diary.nothing_booked, "nothing_booked", "what has no day is forgotten"),
    Place(
        licence.conditions_to_confirm,
        "conditions_to_confirm condition_review",
        "conditions change, seldom from one day to the next",
    ),
    Place(papers.paper_waited_for, "paper_chase", "who asks after it gets it sooner"),
    Place(mentoring.mentor_waits, "mentor_answer mentor_meeting", "a volunteer who was promised is waited for"),
    Place(mentoring.mentor_reachable, "mentor_reachable", "a match that is too far off comes to nothing quietly"),
    Place(papers.paper_running_out, "paper_ends", "there are weeks to renew it"),
    Place(profile.certificate_ending, "certificate_expiry", "there are weeks to renew it"),
    Place(plans.plan_review_due, "plan_review", "the day was chosen with room around it"),
    Place(needs.ask_about_gift, "grant_follow_up", "it is a kindness, and waits"),
)
"""Among these the due day decides between people; for one person, this order."""
ORDER: tuple[Place, ...] = BEFORE_THE_DAY + BY_THE_DAY


def flags_of(
    story: Story,
    deadlines: Sequence[Deadline],
    clock: JobSearchResult,
    client: Client | None = None,
    vacancies: Mapping[str, Vacancy] = {},
) -> tuple[Flag, ...]:
    """Return the flags of one client, most urgent first, snoozed ones last and marked. None once closed."""
    if story.case.state == "closed":
        return ()
    look = Look(story, deadlines, clock, client, vacancies)
    snoozed = active_snoozes(story)
    found = []
    for rank, each in enumerate(ORDER):
        for flag in each.rule(look):
            until, because = snoozed.get(flag.flag, (None, ""))
            marked = msgspec.structs.replace(flag, snoozed_until=until, snoozed_because=because, rank=rank)
            found.append((until is not None, flag.group, rank, flag.since or flag.due or date.max, marked))
    found.sort(key=lambda entry: entry[:4])
    return tuple(entry[-1] for entry in found)


def among_people(flag: Flag | None) -> tuple[int, date, int]:
    """Return where a person's first flag stands among those of one group: place, then day, then place again.

    All whom the day decides share one place; of two with one day, the order decides after all.
    """
    if flag is None:
        return (len(BEFORE_THE_DAY), date.max, len(ORDER))
    return (min(flag.rank, len(BEFORE_THE_DAY)), flag.since or flag.due or date.max, flag.rank)
