"""What is due about a release: the work before it, what must be known, and that it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipstui.casework import say
from ipstui.casework.custody.release import Expected, expected_release
from ipstui.casework.deadline import Deadline, days, deadline
from ipstui.casework.flag import Flag, Group, Look
from ipstui.casework.known import earliest, latest
from ipstui.casework.people import Settings
from ipstui.casework.story import Story


def release_window(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Begin work six to four weeks before release (feasibility study, chapter 3)."""
    expected = expected_release(story)
    if expected is not None:
        met, stay = story.engagement.last_contact, story.custody.spells[-1]
        in_stay = met is not None and earliest(met.on) >= latest(stay.start or date.min)
        yield deadline(
            story, "release_window", "Begin pre-release work", expected.by(days(28)),
            f"release {expected.said(story.today)}{expected.learned(days(28), story.today)}: begin 6 to 4 weeks before",
            opens=expected.out - days(42),
            met_on=met.on if met and in_stay and story.engagement.met_in_custody else None,
            events=[expected.event],
        )  # fmt: skip


def release_details(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Know address, conditions and first appointments in the last four weeks inside."""
    expected = expected_release(story)
    if expected is None:
        return
    gaps = [
        name
        for name, known in (
            ("address", story.place.known),
            ("conditions", story.probation.confirmed is not None),
            ("appointments", any(b.stands and b.on >= expected.earliest(story.today) for b in story.diary.bookings)),
            ("the day", not expected.roughly),
        )
        if not known
    ]
    yield deadline(
        story, "release_details", "Find out " + ", ".join(gaps) if gaps else "Release details known",
        expected.by(days(0)), f"release {expected.said(story.today)}; the last four weeks{_ask(expected)}",
        opens=expected.out - days(28), met_on=None if gaps else story.today, events=[expected.event],
    )  # fmt: skip


def _ask(expected: Expected) -> str:
    """What to ask before anybody counts on the day, for the end of the reason."""
    return f". To ask: {' '.join(expected.ask)}" if expected.ask else ""


def release_day_plan(story: Story, settings: Settings) -> Iterator[Deadline]:
    """Plan the day itself: who is at the gate, which appointments come first."""
    expected = expected_release(story)
    if expected is None or expected.roughly:
        return
    first = next((b for b in story.diary.bookings if expected.out <= b.on <= expected.out + days(1) and b.stands), None)
    planned = any(plan.day == expected.out for plan in story.release_day.plans)
    learned = expected.learned(days(3), story.today)
    yield deadline(
        story, "release_day_plan", "Plan release day: gate and first appointments", expected.by(days(3)),
        f"release {expected.said(story.today)}{learned}; nothing booked for that day or the next",
        opens=expected.out - days(14), met_on=story.today if first or planned else None, events=[expected.event],
    )  # fmt: skip


def release_today(look: Look) -> Iterator[Flag]:
    """A release today, whatever is known."""
    expected = expected_release(look.story)
    if expected is not None and expected.day == look.today:
        yield _coming_out(look, expected, Group.TODAY)


def release_without_address(look: Look) -> Iterator[Flag]:
    """A release within a week and nowhere known to go to."""
    expected = expected_release(look.story)
    if expected is not None and _lies_ahead(look, expected, 7) and not look.story.place.known:
        yield _coming_out(look, expected, Group.TODAY)


def release_soon(look: Look) -> Iterator[Flag]:
    """Any other release within six weeks with something unknown."""
    expected = expected_release(look.story)
    if expected is None or not _lies_ahead(look, expected, 42):
        return
    if (expected.left(look.today) > 7 or look.story.place.known) and _gaps(look, expected):
        yield _coming_out(look, expected, Group.RELEASES)


def _lies_ahead(look: Look, expected: Expected, within: int) -> bool:
    """Whether the release is within so many days and not on this one for sure."""
    left = expected.left(look.today)
    return (0 if expected.roughly else 1) <= left <= within


def _gaps(look: Look, expected: Expected) -> list[str]:
    """Say what is not known of a release, each in a word or two."""
    gaps, address = ["day ?"] if expected.roughly else [], look.story.place.address
    if not look.story.place.known:
        nowhere = address is not None and address.type == "nfa" and not look.story.place.before_custody
        gaps.append("no address" if nowhere else "address ?")
    if look.story.probation.confirmed is None:
        gaps.append("conditions ?")
    if expected.stated is not None and (look.today - expected.stated).days >= 14:
        gaps.append(f"date last confirmed {say.before(expected.stated, look.today)}")
    return gaps


def _coming_out(look: Look, expected: Expected, group: Group) -> Flag:
    version = f" ({say.ordinal(expected.version)} date)" if expected.version > 1 else ""
    out = "today" if expected.day == look.today else expected.when(look.today)
    gaps = ", ".join(_gaps(look, expected))
    return Flag(
        flag="release_soon",
        why=f"out {out}{expected.aside(look.today)}{version}" + (f", {gaps}" if gaps else ""),
        due=expected.out,
        group=group,
        rule="Release is expected within 42 days, and the address, the conditions or the date itself "
        "(given more than 14 days ago) are not sure. Today, or within a week with no address, it comes first."
        + (f" The day: {expected.because}." if expected.moved else ""),
        events=(expected.event,),
    )


def release_passed(look: Look) -> Iterator[Flag]:
    """The expected day has passed and nobody has recorded a release."""
    expected = expected_release(look.story)
    if expected is not None and expected.left(look.today) < 0:
        passed = -expected.left(look.today)
        yield Flag(
            flag="release_passed",
            why=(
                f"expected out {expected.when(look.today)}"
                if expected.roughly
                else f"expected out {say.days(passed)} ago{expected.aside(look.today)}"
            )
            + ", not confirmed",
            due=expected.last,
            group=Group.TODAY,
            rule="The expected release day has passed and no release is recorded."
            + (f" The day: {expected.because}." if expected.moved else ""),
            events=(expected.event,),
        )
