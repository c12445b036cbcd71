"""When disclosure is to be talked about: before an employer hears the name, and again after 60 days of search."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.events import Application, EmployerContact, Event, Interview, Placement, WorkTrial
from ipstui.casework.flag import Flag, Group, Look, flag_of
from ipstui.casework.people import Settings
from ipstui.casework.story import Story

AGAIN_AFTER = days(60)
"""IPS-25 item 13: talked about more than once, as after two months of search."""
_TO_TALK = days(14)


def disclosure_talk(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Talk about disclosure before an employer hears the name, and again after 60 days of search."""
    if story.custody.inside or story.work.open_jobs:
        return
    first = _first(story)
    if first is None:
        return
    talks = [talk.on for talk in story.disclosure.talks]
    yield deadline(
        story, "disclosure_talk", "Talk about disclosure", first.on, _because(story, first),
        opens=min(first.on, story.today), met_on=talks[0] if talks else None, events=[first.id],
    )  # fmt: skip
    if talks and first.on <= story.today:
        again = first.on + AGAIN_AFTER
        yield deadline(
            story, "disclosure_again", "Talk about disclosure again", again + _TO_TALK,
            f"60 days of search {say.on(again, story.today)}: what to say may have changed",
            opens=again, met_on=next((day for day in talks if day >= again), None), events=[first.id],
        )  # fmt: skip


def _first(story: Story) -> Event | None:
    """What began the search; before that, the first interview or trial booked, where the name will be heard."""
    if story.search.acts:
        return story.search.acts[0]
    coming: list[Event] = [e for e in story.search.interviews if e.on > story.today and e.state == "booked"]
    coming += [e for e in story.search.trials if e.on > story.today and e.state in ("offered", "unknown")]
    return min(coming, key=lambda event: event.on, default=None)


def named(story: Story) -> Event | None:
    """The first act of this search by which an employer may have heard the name; None where none is known."""
    return next((event for event in story.search.acts if _names(event)), None)


def _names(event: Event) -> bool:
    if isinstance(event, EmployerContact):
        return event.named_with_consent == "yes"
    return isinstance(event, Application | Interview | WorkTrial | Placement)


def _because(story: Story, first: Event) -> str:
    heard = named(story)
    if heard is not None:
        return f"an employer may have heard the name since {say.day(heard.on, story.today)}"
    if first.on > story.today:
        return f"the name is heard {say.on(first.on, story.today)}; nobody should name the person before this talk"
    return f"search began {say.day(first.on, story.today)}; nobody should name the person before this talk"


def disclosure_untold(look: Look) -> Iterator[Flag]:
    """The search has begun and disclosure was not talked about, or not for long."""
    for kind in ("disclosure_talk", "disclosure_again"):
        for due in look.pressing(kind):
            if kind == "disclosure_again":
                why = "60 days of search: talk about disclosure again"
            elif named(look.story) is not None:
                why = "an employer may know the name, disclosure not talked about"
            elif due.due > look.today:
                why = f"disclosure not talked about, {say.day(due.due, look.today)} the name is heard"
            else:
                why = "search has begun, disclosure not talked about"
            yield flag_of(
                due,
                why=why,
                group=Group.CLOCK,
                rule="Disclosure is talked about before an employer hears the name, and again after 60 days.",
            )
