"""The end of a period, known or between two bounds, and the calendar sums behind it.

Ends are dates, so that the later of two is `max()`. Those below stand outside the calendar, in their order.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from dateutil.relativedelta import relativedelta

from calculators.disclosure.law import Govuk
from calculators.disclosure.records import Length, Shown, State, Word

ONE_DAY = timedelta(days=1)
IMMEDIATELY = date.min
SOME_DAY = date.max - timedelta(days=3)  # a day that nobody has said
UNTIL_PAID = date.max - timedelta(days=2)
UNTIL_ORDER_ENDS = date.max - ONE_DAY
NEVER = date.max

_WORDS: dict[date, Word] = {
    IMMEDIATELY: "immediately",
    SOME_DAY: "unknown",
    UNTIL_PAID: "indefinite",
    UNTIL_ORDER_ENDS: "indefinite",
    NEVER: "never",
}
_STATES: dict[date, State] = {
    SOME_DAY: "unknown",
    UNTIL_PAID: "until_paid",
    UNTIL_ORDER_ENDS: "until_order_ends",
    NEVER: "never",
}


class Span(msgspec.Struct, frozen=True):
    """The earliest and the latest that an end can be: the same where nothing is missing.

    `within` is the latest short of never: a sentence that may be never spent may also hold others open till then.
    """

    earliest: date
    latest: date
    within: date

    @property
    def is_known(self) -> bool:
        return self.earliest == self.latest

    @property
    def may_be_never(self) -> bool:
        """Whether that is what is not known."""
        return self.latest == NEVER and self.earliest != NEVER

    def later(self, other: Span) -> Span:
        """Where the longer of two counts."""
        return Span(max(self.earliest, other.earliest), max(self.latest, other.latest), max(self.within, other.within))

    def either(self, other: Span) -> Span:
        """Where one of two holds, and which is not known."""
        return Span(min(self.earliest, other.earliest), max(self.latest, other.latest), max(self.within, other.within))


def known(end: date) -> Span:
    """An end about which nothing is missing."""
    return Span(end, end, IMMEDIATELY if end == NEVER else end)


def between(earliest: date, latest: date) -> Span:
    """An end that is on some day from one to another."""
    return known(earliest).either(known(latest))


NOT_KNOWN = between(IMMEDIATELY, SOME_DAY)


def shown(end: date) -> Shown:
    """An end as it is written in an answer."""
    return _WORDS.get(end, end)


def shown_span(span: Span) -> Shown:
    """A known end as it is written, else `unknown`."""
    return shown(span.earliest) if span.is_known else "unknown"


def is_date(end: date) -> bool:
    """Whether it is a day of the calendar."""
    return end not in _WORDS


def state_of(span: Span, as_of: date, *, day_itself: bool) -> State:
    """Where an end stands on a day: unknown where its bounds differ in that.

    `day_itself`: on the end itself it is spent already.
    """
    first, last = (_state(end, as_of, day_itself) for end in (span.earliest, span.latest))
    return first if first == last else "unknown"


def _state(end: date, as_of: date, day_itself: bool) -> State:
    if end in _STATES:
        return _STATES[end]
    return "spent" if end < as_of or (day_itself and end == as_of) else "unspent"


def add(day: date, length: Length) -> date:
    """That long after a day: the same day of a later month, or its last day where the month is shorter."""
    return day + relativedelta(years=length.years, months=length.months, weeks=length.weeks, days=length.days)


def add_months(day: date, months: int) -> date:
    """So many months after a day, the month's last day where it is shorter, as the Ministry's service counts."""
    return day + relativedelta(months=months)


def after_period(day: date, months: int) -> date:
    """The first day after a period of months *beginning with* a day.

    A period that begins on a day the last month does not have ends with that month, so the first day after it
    is the first of the next.
    """
    end = add_months(day, months)
    return end if end.day == day.day else end + ONE_DAY


def is_longer(length: Length, months: int, start: date) -> bool:
    """Whether a term that begins on `start` is longer than so many calendar months."""
    return add(start, length) > add_months(start, months)


def is_longer_on_govuk(length: Length, months: int, govuk: Govuk) -> bool:
    """The same as the Ministry's service has it: days and weeks become average months."""
    days = length.days + 7 * length.weeks
    return length.months + 12 * length.years + days / govuk.average_month_days > months
