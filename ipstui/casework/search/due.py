"""What is due about the search: an employer met in person within 30 days, and a vacancy before it closes."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, deadline
from ipstui.casework.events import Application, Interview, VacancyConsidered
from ipstui.casework.flag import Flag, Group, Look
from ipstui.casework.people import Settings
from ipstui.casework.search.clock import clock_of, worked_since
from ipstui.casework.search.state import Search, same_job
from ipstui.casework.story import Story

SOON = 7
"""A vacancy that closes within so many days is closing soon."""
CLOSED_SINCE = 3
"""For so many days after its last one it is asked whether they applied."""


def job_search_clock(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet an employer within 30 days (IPS-25 item 15; feasibility study, chapter 7)."""
    clock = clock_of(story, settings)
    if clock.due_on is None or clock.start_on is None or clock.state == "suspended":
        return
    if clock.met_on is None and worked_since(story, clock):
        return
    yield deadline(
        story, "job_search_clock", "Meet an employer, in person", clock.due_on,
        f"day {clock.day} of 30, from {clock.start_reason}",
        opens=clock.start_on, met_on=clock.met_on,
    )  # fmt: skip


def vacancy_closing(look: Look) -> Iterator[Flag]:
    """A vacancy that is to be applied for closes within a week, or closed in the last three days."""
    if look.story.case.state != "open":
        return
    for considered in _to_apply(look.story.search):
        vacancy = look.vacancies.get(considered.vacancy)
        if vacancy is None or vacancy.gone or vacancy.closes is None:
            continue
        left = (vacancy.closes - look.today).days
        if -CLOSED_SINCE <= left <= SOON:
            when = "closed" if left < 0 else "closes today," if not left else "closes"
            day = f" {say.day(vacancy.closes, look.today)}," if left else ""
            yield Flag(
                flag="vacancy_closing",
                why=f"{vacancy.role} {when}{day} no application recorded",
                due=vacancy.closes,
                group=Group.TODAY if left <= 1 else Group.STEADY,
                rule="It was looked at together and is to be applied for, and its last day is near: asked about from "
                f"{SOON} days before it until {CLOSED_SINCE} days after.",
                events=(considered.id,),
            )


def clock_running_out(look: Look) -> Iterator[Flag]:
    """The 30-day clock from day 21 on."""
    resting = worked_since(look.story, look.clock) or look.story.case.state == "paused"
    if look.clock.state in ("due_soon", "overdue") and not resting:
        reasons = look.story.search.delays
        told = f" ({say.label(reasons[-1].reason)})" if reasons else ""
        yield Flag(
            flag="job_search_clock",
            why=f"day {look.clock.day} of 30, no employer met{told}",
            due=look.clock.due_on,
            group=Group.TODAY if look.clock.due_on and look.today >= look.clock.due_on else Group.CLOCK,
            rule="No employer met in person for this client. Amber from day 21, due on day 30, overdue after. "
            f"Counted from {look.clock.start_reason}.",
        )


def _to_apply(search: Search) -> list[VacancyConsidered]:
    """Return what was looked at last with the word that it is pursued, and nothing was sent or heard since."""
    last = {each.vacancy: each for each in search.vacancies if each.vacancy}
    made = [each for each in search.applications if each.status == "made"]
    sent: list[Application | Interview] = [*made, *search.interviews]
    pursued = [each for each in last.values() if each.result == "pursued"]
    return [each for each in pursued if not any(e.on >= each.on and same_job(e, each) for e in sent)]
