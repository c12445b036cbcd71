"""The day a person is expected out: the date given, moved off Fridays and holidays, or a recall's last day."""

from __future__ import annotations

from datetime import date

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.explain import RequestError
from calculators.recall import RecallRequest, recall
from calculators.release import ReleaseDayRequest, release_day
from ipstui.casework import say
from ipstui.casework.events import ReleaseExpected
from ipstui.casework.history import known_day
from ipstui.casework.story import Story


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """`due` is the date as given, `out` the day to expect the person. Never certain.

    `stated` is the day the date was last given or confirmed; None for a date computed from a recall. `moved` says
    why `out` is not `due`, "" where it is. `ask` is what to ask before anybody counts on the day.
    Where only the month is known, `roughly`, `out` is its first day: what has to be ready is ready then.
    """

    due: date
    out: date
    because: str
    stated: date | None
    version: int
    event: str
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
        return self.out + relativedelta(day=31) if self.roughly else self.out

    def left(self, today: date) -> int:
        """The days until it, 0 all through a month of which no day is known; negative once it has passed."""
        return min(max((self.out - today).days, 0), (self.last - today).days)

    def may_be(self, day: date) -> bool:
        """Whether it may be on that day."""
        return self.out <= day <= self.last

    def when(self, today: date) -> str:
        """ "Tue 8 Dec", or "in Jan 2027"."""
        return f"in {say.month(self.out)}" if self.roughly else say.day(self.out, today)

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
        version=0,
        event=returned.id,
        moved=end.moved_because or "",
        ask=end.warnings,
    )


def moved_off(given: ReleaseExpected) -> tuple[date, str | None, tuple[str, ...]]:
    """Return the day to expect the person out, why it is not the day given, and what to ask of it.

    A slip of the keyboard stands as it was given. Where nobody said what kind of release it is, the earlier day is the
    one to be ready on, and that is said.
    """
    told = given.release_kind
    if given.expected_precision == "month":
        return given.expected.replace(day=1), None, ("Only the month is known: ask which day.",)
    try:
        moved = release_day(ReleaseDayRequest(due_on=given.expected, kind="determinate" if told == "unknown" else told))
    except RequestError:
        return given.expected, None, ()
    because = moved.moved_because
    if because is not None and told == "unknown":
        because += "; so for most kinds of release, and which this is is not known"
    return moved.expected_out_on, because, moved.warnings
