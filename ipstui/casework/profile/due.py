"""What is due about the person at work: certificates that run out."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


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
        yield flag_of(
            due,
            why=f"{due.text}, {say.day(due.due, look.today)}",
            group=Group.STEADY,
            rule="A certificate for work runs out within 30 days.",
        )
