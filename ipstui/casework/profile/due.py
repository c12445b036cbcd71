"""What is due about the person at work: the talk about disclosure, certificates that run out."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def disclosure_talk(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Talk about disclosure before an employer hears the name, and again after 60 days of search."""
    if story.custody.inside or not story.search.acts or story.work.open_jobs:
        return
    talks = [talk.on for talk in story.vocational.disclosures]
    first = story.search.acts[0]
    yield deadline(
        story, "disclosure_talk", "Talk about disclosure", first.on,
        f"search began {say.day(first.on, story.today)}; nobody should name the person before this talk",
        opens=first.on, met_on=talks[0] if talks else None, events=[first.id],
    )  # fmt: skip
    if talks:
        again = first.on + days(60)
        yield deadline(
            story, "disclosure_again", "Talk about disclosure again", again + days(14),
            f"60 days of search on {say.day(again, story.today)}: what to say may have changed",
            opens=again, met_on=next((day for day in talks if day >= again), None), events=[first.id],
        )  # fmt: skip


def disclosure_untold(look: Look) -> Iterator[Flag]:
    """The search has begun and disclosure was not talked about, or not for long."""
    for kind in ("disclosure_talk", "disclosure_again"):
        for due in look.pressing(kind):
            yield Flag(
                flag=kind,
                why="search has begun, disclosure not talked about"
                if kind == "disclosure_talk"
                else "60 days of search: talk about disclosure again",
                due=due.due,
                group=Group.CLOCK,
                rule="Disclosure is talked about before an employer hears the name, and again after 60 days.",
                events=due.events,
            )


def certificate_expiry(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A certificate runs out."""
    for certificate in story.vocational.certificates:
        if certificate.expires is not None:
            got = "got" if certificate.state == "got" else "recorded"
            yield deadline(
                story, "certificate_expiry", f"{certificate.name} runs out", certificate.expires,
                f"{got} {say.day(certificate.on, story.today)}", opens=certificate.expires - days(30),
                events=[certificate.id],
            )  # fmt: skip


def certificate_ending(look: Look) -> Iterator[Flag]:
    """A certificate runs out within 30 days, or has."""
    for due in look.pressing("certificate_expiry"):
        yield Flag(
            flag="certificate_expiry",
            why=f"{due.text}, {say.day(due.due, look.today)}",
            due=due.due,
            group=Group.STEADY,
            rule="A certificate for work runs out within 30 days.",
            events=due.events,
        )
