"""What is due before a release, at a transfer and at the end. The spans are house rules of ours."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.custody.release import expected_release
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of, late
from ipstui.casework.known import earliest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story

TWO_WEEKS = days(14)


def pre_release_meeting(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet, with who will help, by two weeks before a release (house rule; the window opens six weeks before)."""
    expected = expected_release(story)
    if expected is not None:
        meeting = story.ending.meeting
        yield deadline(
            story, "pre_release_meeting", "Hold the meeting before release", expected.by(TWO_WEEKS),
            f"release {expected.said(story.today)}{expected.learned(TWO_WEEKS, story.today)}; house rule: two weeks "
            "before, so that what is promised can be done; a week from when it was learned, where that is later",
            opens=expected.out - days(42), met_on=meeting.on if meeting else None, events=[expected.event],
        )  # fmt: skip


def transfer_next(story: Story, settings: Settings) -> Iterator[Deadline]:
    """After an offer an answer, after a yes a first meeting, each within two weeks (house rule)."""
    transfer = story.ending.transfer
    if transfer is None or transfer.stage not in ("offered", "accepted"):
        return
    to = transfer.to or "the other service"
    text = f"Ask {to} for an answer" if transfer.stage == "offered" else f"First meeting with {to}"
    said = "offered" if transfer.stage == "offered" else "accepted"
    yield deadline(
        story, "transfer", text, earliest(transfer.since) + TWO_WEEKS,
        f"{said} {say.day(transfer.since, story.today)}; house rule: two weeks. Closed only once they have met",
        events=[transfer.event],
    )  # fmt: skip


def last_meeting(story: Story, settings: Settings) -> Iterator[Deadline]:
    """The last meeting, on the day that was planned for it, and told with the person what came of it."""
    planned, report = story.ending.planned, story.ending.report
    if planned is not None:
        yield deadline(
            story, "last_meeting", "The last meeting: tell together what came of it", planned.last_meeting,
            f"planned {say.day(planned.on, story.today)}", opens=planned.last_meeting - days(7),
            met_on=report.on if report and report.on >= planned.on else None, events=[planned.id],
        )  # fmt: skip


def before_release(look: Look) -> Iterator[Flag]:
    """A release within three weeks, and no meeting before it."""
    expected = expected_release(look.story)
    for due in look.pressing("pre_release_meeting"):
        if expected is not None and due.due - days(7) <= look.today and expected.left(look.today) >= 0:
            yield flag_of(
                due,
                why=f"no meeting before release yet, {late(look, due.due)}",
                group=Group.RELEASES,
                rule="House rule: those who will help meet with the person two weeks before a release.",
            )


def transfer_waits(look: Look) -> Iterator[Flag]:
    """A transfer without an answer, or without its first meeting, for two weeks."""
    for due in look.pressing("transfer"):
        yield flag_of(
            due,
            why=f"transfer: {say.within(due.text)}, {late(look, due.due)}",
            group=Group.STEADY,
            rule="House rule: two weeks for an answer, and two from a yes to a first meeting. The case is closed only "
            "once they have met.",
        )


def saying_goodbye(look: Look) -> Iterator[Flag]:
    """The last meeting is near, or was to be and nothing was told of it."""
    for due in look.pressing("last_meeting"):
        yield flag_of(
            due,
            why=f"last meeting {late(look, due.due)}: what came of it, who goes on, come back any time",
            group=Group.STEADY,
            rule="An end is planned and told in good time: what was reached, what remains, who goes on.",
        )
