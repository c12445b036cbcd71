"""The day a person is expected out: the date given, moved off Fridays and holidays, or a recall's last day."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from calculators.explain import RequestError
from calculators.recall import RecallRequest, recall
from calculators.release import ReleaseDayRequest, release_day
from ipstui.casework import say
from ipstui.casework.events import ReleaseExpected
from ipstui.casework.history import known_day
from ipstui.casework.known import month_round
from ipstui.casework.story import Story

WEEK = timedelta(days=7)


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """`due` is the date as given, `out` the day to expect the person. Never certain.

    `stated` is the day the date was last given or confirmed; None for a date computed from a recall. `moved` says
    why `out` is not `due`, "" where it is. `ask` is what to ask before anybody counts on the day. `known` is since when
    a release this near, or nearer, has been expected of a person who was known here; None where nobody can say.
    Where only the month is known, `roughly`, `out` is its first day: what has to be ready is ready then.
    """

    due: date
    out: date
    because: str
    stated: date | None
    version: int
    event: str
    known: date | None
    moved: str = ""
    ask: tuple[str, ...] = ()
    roughly: bool = False

    @property
    def day(self) -> date | None:
        """The day itself; None where only the month is known."""
        return None if self.roughly else self.out

    @property
    def last(self) -> date:
        """The last day on which it is still to come."""
        return month_round(self.out)[1] if self.roughly else self.out

    def earliest(self, today: date) -> date:
        """The first day on which it may still be; once it has passed, the last on which it was to be."""
        return min(max(self.out, today), self.last)

    def left(self, today: date) -> int:
        """The days until it, 0 all through a month of which no day is known; negative once it has passed."""
        return (self.earliest(today) - today).days

    def may_be(self, day: date) -> bool:
        """Whether it may be on that day."""
        return self.out <= day <= self.last

    def when(self, today: date) -> str:
        """ "Tue 8 Dec", or "in Jan 2027"."""
        return f"in {say.month(self.out)}" if self.roughly else say.day(self.out, today)

    def by(self, before: timedelta) -> date:
        """The last day for what is to be done so long before; where the release was learned of later, a week from then.

        Never after the first day on which the release may be, nor before it was learned of: in the middle of a month
        it can be told that it is some time in it.
        """
        day = self.out - before
        return day if self.known is None else min(max(day, self.known + WEEK), max(self.out, self.known))

    def learned(self, before: timedelta, today: date) -> str:
        """Why `by` is later than the rule: ", learned Wed 25 Nov"; "" where it is not."""
        late = self.known is not None and self.by(before) > self.out - before
        return f", learned {say.day(self.known, today)}" if late and self.known is not None else ""

    def said(self, today: date) -> str:
        """Both days where they differ: "told Fri 18 Dec; out Thu 17 Dec, because ..."; else "expected Tue 8 Dec"."""
        if not self.moved:
            return f"expected {self.when(today)}"
        return f"told {say.day(self.due, today)}; out {say.day(self.out, today)}, because {self.moved}"

    def aside(self, today: date) -> str:
        """The day told, for beside the day of `out` where there is little room; and a recall; "" where neither."""
        if self.moved:
            return f", told {say.day(self.due, today)}"
        return ", fixed-term recall" if self.stated is None else ""


def expected_release(story: Story) -> Expected | None:
    """Return the day to expect the person out, or None when outside or when no date can be promised."""
    custody = story.custody
    if not custody.inside:
        return None
    if (given := custody.expected) is not None:
        roughly = given.expected_precision == "month"
        out, moved, ask = moved_off(given)
        return Expected(
            due=given.expected,
            out=out,
            because=moved or "the date given",
            stated=given.on,
            known=_known(story, given),
            version=len(custody.versions),
            event=given.id,
            moved=moved or "",
            ask=ask,
            roughly=roughly,
        )
    returned = custody.returned
    if returned is None or returned.type != "recall_fixed" or custody.cancelled or known_day(returned) is None:
        return None
    try:
        end = recall(RecallRequest(returned_on=returned.on, type="fixed_56"))
    except RequestError:
        return None
    if end.expected_out_on is None:
        return None
    return Expected(
        due=end.due_on or end.expected_out_on,
        out=end.expected_out_on,
        because=f"56 days of a fixed-term recall, counting {say.day(returned.on, story.today)}",
        stated=None,
        known=max(returned.on, returned.learned_on or returned.on),
        version=0,
        event=returned.id,
        moved=end.moved_because or "",
        ask=end.warnings,
    )


def _known(story: Story, given: ReleaseExpected) -> date | None:
    """The first day on which so near a release was told, and the person was here."""
    told = [known_day(each) for each in story.custody.versions if _first_day(each) <= _first_day(given)]
    referral = story.case.referral
    first = next((day for day in told if day is not None), None)
    return first if first is None or referral is None else max(first, referral.on)


def _first_day(given: ReleaseExpected) -> date:
    """The first day that a date as given can mean."""
    return month_round(given.expected)[0] if given.expected_precision == "month" else given.expected


def moved_off(given: ReleaseExpected) -> tuple[date, str | None, tuple[str, ...]]:
    """Return the day to expect the person out, why it is not the day given, and what to ask of it.

    A slip of the keyboard stands as it was given. Where nobody said what kind of release it is, the earlier day is the
    one to be ready on, and that is said.
    """
    told = given.release_kind
    if given.expected_precision == "month":
        return _first_day(given), None, ("Only the month is known: ask which day.",)
    try:
        moved = release_day(ReleaseDayRequest(due_on=given.expected, kind="determinate" if told == "unknown" else told))
    except RequestError:
        return given.expected, None, ()
    because = moved.moved_because
    if because is not None and told == "unknown":
        because += "; so for most kinds of release, and which this is is not known"
    return moved.expected_out_on, because, moved.warnings
