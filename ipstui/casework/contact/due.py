"""What is due about meeting: the first and second time, and not losing touch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ipstui.casework import say
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look, flag_of
from ipstui.casework.history import known_day
from ipstui.casework.known import InMonth, Roughly, earliest, latest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story

LOSING_TOUCH = 14
"""Days without any contact after which it is said."""
NO_LONGER_ACTIVE = 28
"""Days after which a person no longer counts as active (IPS Grow)."""


def first_contact(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet within three days of release, or of learning of it (outcomes: not seen since release)."""
    release, again = story.custody.release, story.case.referred_again
    if release is None or story.custody.inside or (again is not None and again > release.on):
        return
    learned = release.learned_on or known_day(release)
    if learned is None:
        return
    known = max(release.on, learned)
    late = "" if known == release.on else f", learned {say.day(known, story.today)}"
    met = story.engagement.since_release
    yield deadline(
        story, "first_contact", "Meet for the first time since release", known + days(3),
        f"released {say.day(release.on, story.today)}{late}: meet within 3 days",
        opens=known, met_on=met[0] if met else None, events=[release.id],
    )  # fmt: skip


def not_seen(look: Look) -> Iterator[Flag]:
    """Out for three days or more and not met, however late that was learned; the longest out come first."""
    release, again = look.story.custody.release, look.story.case.referred_again
    if release is None or look.story.custody.inside or look.story.engagement.since_release:
        return
    passed = (look.today - release.on).days
    if passed < 3 or (again is not None and again > release.on):
        return
    due = next((each for each in look.deadlines if each.kind == "first_contact"), None)
    learned = release.learned_on
    late = f", learned {say.day(learned, look.today)}" if learned is not None and learned > release.on else ""
    rough = known_day(release) is None
    out = "out, the day not known" if rough else f"out {say.days(passed)}"
    yield Flag(
        flag="not_seen",
        why=f"{out}, {_no_meeting(look, release.on)}{late}",
        due=due.due if due is not None else None,
        group=Group.TODAY,
        rule="Three days or more since release without a meeting in person. The three days to meet in are counted "
        "from the day it was learned.",
        events=(release.id,),
        since=release.on,
    )


def first_days(look: Look) -> Iterator[Flag]:
    """Out for less than three days and not met: there is time still, and a last day."""
    release = look.story.custody.release
    for due in look.pressing("first_contact"):
        if release is not None and (passed := (look.today - release.on).days) < 3:
            out = f"out {say.days(passed)}" if passed else "out today"
            yield Flag(
                flag="not_seen",
                due=due.due,
                events=due.events,
                why=f"{out}, {_no_meeting(look, release.on)}: meet by {say.day(due.due, look.today)}",
                group=Group.TODAY,
                rule="Released, and not met in person since. The first meeting is due within three days.",
            )


def _no_meeting(look: Look, released: date) -> str:
    """Say that nobody met them since, or that it is not known how they were reached."""
    last = look.story.engagement.last_contact
    if last is not None and last.on >= released and last.mode == "unknown":
        return f"a contact {say.on(last.on, look.today)} does not say how"
    if last is not None and isinstance(last.on, InMonth) and latest(last.on) >= released:
        return f"a contact in {say.day(last.on, look.today)} may have been before"
    return "no meeting yet"


def second_contact(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Meet again within a week of the first meeting: the second makes a person engaged."""
    meetings = story.engagement.since_release
    if not meetings or meetings[0] not in story.engagement.exact or story.custody.inside:
        return
    yield deadline(
        story, "second_contact", "Meet for the second time", meetings[0] + days(7),
        f"first met {say.day(meetings[0], story.today)}: meet again within 7 days",
        opens=meetings[0] + days(1), met_on=meetings[1] if len(meetings) > 1 else None,
    )  # fmt: skip


def second_contact_late(look: Look) -> Iterator[Flag]:
    """Met once, a week or more ago."""
    for due in look.pressing("second_contact"):
        if look.today >= due.due:
            met = look.story.engagement.since_release[0]
            yield flag_of(
                due,
                why=f"met once, {say.days((look.today - met).days)} ago",
                group=Group.TODAY,
                rule="Exactly one meeting in the community, seven days ago or more.",
            )


def losing_touch(look: Look) -> Iterator[Flag]:
    """No contact of any kind for 14 days; after 28 a person no longer counts as active."""
    jobs = look.story.work.open_jobs
    if look.story.case.state == "paused" or (jobs and all(job.declined_on for job in jobs)):
        return
    last = look.story.engagement.last_contact
    referral = look.story.case.referral
    if last is not None and (again := look.story.case.referred_again) is not None and last.on < again:
        last = None
    since = last.on if last else referral.on if referral else None
    if since is None or (passed := (look.today - earliest(since)).days) < LOSING_TOUCH:
        return
    gone = ", no longer counts as active" if (look.today - latest(since)).days >= NO_LONGER_ACTIVE else ""
    told = f"no contact for {say.days(passed)}" if last else f"no contact in {say.days(passed)} since referral"
    if isinstance(since, Roughly):
        told = f"no contact since {'' if last else 'referral, '}{say.day(since, look.today)}"
    yield Flag(
        flag="losing_touch",
        why=told + (gone if last else ""),
        due=since + timedelta(days=LOSING_TOUCH),
        group=Group.LOSING_TOUCH,
        rule="No contact for 14 days or more; a client counts as active with a contact in the last 28 days.",
        events=(last.id,) if last else (),
    )
