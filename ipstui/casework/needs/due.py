"""What is due about needs: none stays open unlooked at, and what was given is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.events import GrantGiven, VoucherGiven
from ipstui.casework.flag import Flag, Group, Look, flag_of
from ipstui.casework.known import Roughly, earliest
from ipstui.casework.needs.state import Need
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def needs(story: Story, settings: Settings) -> Iterator[Deadline]:
    """A need should not stay open for more than 14 days unlooked at."""
    for need in story.needs.open:
        again = ", check again after custody" if need.check_again else ""
        yield deadline(
            story, "need", say.sentence(say.label(need.category)), earliest(need.on) + days(14),
            f"open since {say.day(need.on, story.today)}{again}", opens=need.on, events=[need.id],
        )  # fmt: skip


FRESH = 3
"""Days in which an urgent need comes before what is late."""


def urgent_need_new(look: Look) -> Iterator[Flag]:
    """An urgent need of somebody who is out, in its first days."""
    yield from (_urgent(look, need) for need in _urgent_outside(look) if (look.today - need.on).days < FRESH)


def urgent_need(look: Look) -> Iterator[Flag]:
    """An urgent need of somebody who is out, after its first days and until it is met."""
    yield from (_urgent(look, need) for need in _urgent_outside(look) if (look.today - need.on).days >= FRESH)


def _urgent_outside(look: Look) -> list[Need]:
    """The open urgent needs of somebody not known to be in prison."""
    return [] if look.story.custody.inside else [need for need in look.story.needs.open if need.urgent]


def _urgent(look: Look, need: Need) -> Flag:
    open_for = (look.today - need.on).days
    since = say.lasting("open", need.on, look.today) if open_for or isinstance(need.on, Roughly) else "since today"
    return Flag(
        flag="urgent_need",
        why=f"urgent: {say.label(need.category)}, {since}",
        due=earliest(need.on) + timedelta(days=14) if open_for >= FRESH else None,
        group=Group.TODAY,
        rule="An urgent need of somebody who is out is open. In its first three days it comes before what is late.",
        events=(need.id,),
        since=need.on if open_for < FRESH else None,
    )


def need_open(look: Look) -> Iterator[Flag]:
    """A need open for more than 14 days; an urgent one of somebody who is out is told by itself."""
    urgent = _urgent_outside(look)
    for need in look.story.needs.open:
        open_for = (look.today - earliest(need.on)).days
        if open_for > 14 and need not in urgent:
            yield Flag(
                flag="need",
                why=say.lasting(f"{say.label(need.category)} open", need.on, look.today),
                due=earliest(need.on) + timedelta(days=14),
                group=Group.TODAY if need.urgent else Group.STEADY,
                rule="A need has been open for more than 14 days.",
                events=(need.id,),
            )


def grant_follow_up(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Ask how it went with what was given."""
    last = story.engagement.last_contact
    given: list[GrantGiven | VoucherGiven] = [*story.needs.grants, *story.needs.vouchers]
    for gift in given:
        if gift.follow_up is not None:
            what = gift.item if isinstance(gift, GrantGiven) else f"{gift.type} voucher"
            yield deadline(
                story, "grant_follow_up", f"Ask about {what}", gift.follow_up,
                f"given {say.day(gift.on, story.today)}",
                met_on=last.on if last and earliest(last.on) >= gift.follow_up else None, events=[gift.id],
            )  # fmt: skip


def ask_about_gift(look: Look) -> Iterator[Flag]:
    """Time to ask how it went with a grant or voucher."""
    for due in look.pressing("grant_follow_up"):
        yield flag_of(
            due,
            why=say.within(due.text),
            group=Group.STEADY,
            rule="A day was set to ask how it went with what was given.",
        )
