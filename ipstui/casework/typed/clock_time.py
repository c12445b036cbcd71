"""A time of day as people type it: "2pm", "14.30", "half past nine", "2-3pm", "10 for 90 min". No day, no clock.

Texts come here already made plain: small letters, single spaces, plain dashes.
"""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal
from typing import TypeAlias

import msgspec


class Unreadable(ValueError):  # noqa: N818 - named for what happened
    """What is wrong with a typed day or time, in a sentence."""


class TwoTimes(Unreadable):
    """The time may be of the morning or of the afternoon, and nothing says which."""

    def __init__(self, early: time, late: time) -> None:
        super().__init__(f"two readings: {_told(early)} or {_told(late)} (am or pm?).")
        self.early, self.late = early, late


class Unlikely(Unreadable):
    """A time that was read, and that nobody means: no other reading is looked for."""


class Spell(msgspec.Struct, frozen=True):
    """A time of day to the minute, and how many minutes it takes where that was typed."""

    at: time
    minutes: int | None = None


HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FIGURE = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?(?: ?(?P<half>am|pm))?")
_RUN = re.compile(r"(?P<hour>[0-9]{1,2})(?P<minute>[0-9]{2}) ?(?P<half>am|pm)?(?: ?(?:h|hrs|hours))?")
_SPOKEN = re.compile(
    rf"(?:(?P<part>half|(?:a )?quarter|[0-9]{{1,2}}|five|ten|twenty|twenty[ -]five)(?: min(?:ute)?s?)? "
    rf"(?P<way>past|to) |(?P<half_hour>half) )?"
    rf"(?P<hour>[0-9]{{1,2}}|{'|'.join(HOURS)})(?P<oclock> ?o'?clock)?(?: ?(?P<half>am|pm))?"
)
_PARTS = {
    "half": 30,
    "quarter": 15,
    "a quarter": 15,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "twenty five": 25,
    "twenty-five": 25,
}
_NOON = {"noon": time(12), "midday": time(12), "12 noon": time(12), "12noon": time(12), "12 midday": time(12)}
_MIDNIGHT = {"midnight", "12 midnight", "12midnight"}
_OF_DAY = {"morning": (0, 12), "afternoon": (12, 19), "evening": (16, 24), "night": (18, 24)}
_VAGUE = {*_OF_DAY, "am", "pm", "lunch", "lunchtime", "lunch time", "teatime", "first thing", "early", "late"}
_NAMED_PART = re.compile(rf"(?P<before>(?:{'|'.join(_OF_DAY)})(?: at)? )?(?P<clock>.+?)"
                         rf"(?P<after> (?:(?:in the|at) )?(?:{'|'.join(_OF_DAY)}))?")  # fmt: skip
_RANGE = re.compile(r" ?(?:-|\b(?:to|until|till|til)\b) ?")
_LENGTH = re.compile(
    r"(?P<start>.+?) (?:for )?(?:"
    r"(?P<hours>[0-9]{1,2}(?:\.[0-9]{1,2})?|an?|one|two|three|four) ?(?:h|hrs?|hours?)"
    r"(?: ?(?:and )?(?P<more>[0-9]{1,2}|a half) ?(?:m|mins?|minutes?)?)?|"
    r"(?P<half>half an hour|half hour)|(?P<minutes>[0-9]{1,3}) ?(?:m|mins?|minutes?))"
)
_LONGEST = 24 * 60
_LIKELY = 10 * 60
"""The longest that bare hours are taken for: "2-14" is a slip of somebody's, and no booking of twelve hours."""

_Clock: TypeAlias = tuple[tuple[time, ...], tuple[time, ...]]
"""What a clock time is likely to mean (two where it is open), and all it could mean."""


def read_spell(text: str) -> Spell | None:
    """Return the time, and the length where there is one; None for what is no time at all.

    A bare hour from 7 to 12 is of the morning or noon, as appointments are; from 1 to 6 it raises TwoTimes.
    "02:30" and "0230" are of the twenty-four hours. Raises Unreadable for a time that cannot be.
    """
    text, spans = re.sub("^(?:at |@ ?)", "", text), re.match("(?:from|between) ", text)
    if spans:
        return _range(re.sub(" and ", " to ", text[spans.end() :]))
    if text in _VAGUE:
        raise Unreadable("a time is wanted, or only the day.")
    if (clock := _clock(text)) is not None:
        return Spell(_likely(clock))
    if (length := _LENGTH.fullmatch(text)) is not None and (clock := _clock(length["start"])) is not None:
        return Spell(_likely(clock), _minutes_of(length))
    return _range(text)


def _range(text: str) -> Spell | None:
    for dash in _RANGE.finditer(text):
        start, end = _clock(text[: dash.start()]), _clock(text[dash.end() :])
        if start is not None and end is not None:
            return _between(start, end)
    return None


def _likely(clock: _Clock) -> time:
    if len(clock[0]) > 1:
        raise TwoTimes(*clock[0][:2])
    return clock[0][0]


def _clock(text: str) -> _Clock | None:
    """Read one clock time. A part of the day named beside it settles the half."""
    if text in _NOON:
        return (_NOON[text],), (_NOON[text],)
    if text in _MIDNIGHT:
        raise Unreadable("midnight begins one day and ends another: write 00:00 or 23:59.")
    found = _NAMED_PART.fullmatch(text)
    if found is None or (found["before"] is None and found["after"] is None):
        return _bare(text)
    bare = _bare(found["clock"])
    if bare is None or (found["before"] and found["after"]):
        return None
    part = next(name for name in _OF_DAY if name in (found["before"] or found["after"]))
    first, last = _OF_DAY[part]
    fits = tuple(each for each in bare[1] if first <= each.hour < last)
    if not fits:
        raise Unreadable(f"{_told(bare[0][0])} is not in the {part}.")
    return fits, fits


def _bare(text: str) -> _Clock | None:
    if (found := _FIGURE.fullmatch(text)) or (found := _RUN.fullmatch(text)):
        hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
        exact = len(found["hour"]) == 2 and hour < 10 and found["minute"] is not None
    elif found := _SPOKEN.fullmatch(text):
        hour = HOURS.index(found["hour"]) + 1 if found["hour"] in HOURS else int(found["hour"])
        half, minute, exact = found["half"], 30 if found["half_hour"] else 0, False
        if part := found["part"]:
            minute = _PARTS[part] if part in _PARTS else int(part)
            if not 0 < minute < 60 or not 1 <= hour <= 12:
                raise Unreadable(f"there is no time “{text}”.")
            if found["way"] == "to" and part.isdigit() and minute <= 12:
                raise Unreadable(f"“{text}” may be {minute} minutes before, or a span: write 10:50, or 10-11.")
            if found["way"] == "to":
                return _before(hour, 60 - minute, half)
        elif hour > 12 or not hour:
            raise Unreadable(f"there is no time “{text}”.")
    else:
        return None
    if half:
        if not 1 <= hour <= 12:
            raise Unreadable(f"there is no {text}: write 2pm or 14:00.")
        hour, exact = hour % 12 + (12 if half == "pm" else 0), True
    if hour > 23 or minute > 59:
        raise Unreadable(f"there is no time {text}: they run from 00:00 to 23:59.")
    return _halves(hour, minute, exact=exact)


def _halves(hour: int, minute: int, *, exact: bool = False) -> _Clock:
    if exact or not 1 <= hour <= 12:
        return (time(hour, minute),), (time(hour, minute),)
    both = (time(hour % 12, minute), time(hour % 12 + 12, minute))
    if hour <= 6:
        return both, both
    return (both[1] if hour == 12 else both[0],), both


def _before(hour: int, minute: int, half: str | None) -> _Clock:
    """Return the time so many minutes short of an hour of twelve: "quarter to 1pm" is 12:45."""
    _, possible = _halves(hour - 1 or 12, minute)
    if half:  # the half is that of the hour named, and midnight and noon begin one
        named = hour % 12 + (12 if half == "pm" else 0)
        return ((exact := time((named - 1) % 24, minute)),), (exact,)
    return _halves(hour - 1 or 12, minute)[0], possible


def _between(start: _Clock, end: _Clock) -> Spell:
    """Settle a range: what one end says of its half of the day tells the other's."""
    if len(end[1]) == 1 and len(start[1]) > 1:
        pairs = [(each, end[1][0]) for each in reversed(start[1]) if each < end[1][0]]
    else:
        begin = _likely(start)
        pairs = [(begin, each) for each in end[1] if each > begin]
    if not pairs:
        raise Unreadable("it ends before it begins.")
    begin, until = pairs[0]
    minutes = (until.hour - begin.hour) * 60 + until.minute - begin.minute
    if minutes > _LIKELY and len(start[1]) > 1:
        hours = f"{minutes / 60:g} hours"
        raise Unlikely(f"that would be {hours}: write {_told(begin)}-{_told(until)} if it is meant.")
    return Spell(begin, minutes)


def _minutes_of(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["minutes"]:
        minutes = Decimal(found["minutes"])
    else:
        hours = found["hours"]
        whole = Decimal(1) if hours in ("a", "an") else Decimal(HOURS.index(hours) + 1 if hours in HOURS else hours)
        more = 30 if found["more"] == "a half" else int(found["more"] or 0)
        minutes = whole * 60 + more
    if not 0 < minutes <= _LONGEST or minutes != int(minutes):
        raise Unreadable("the length must be whole minutes, at least one, and no more than a day.")
    return int(minutes)


def _told(at: time) -> str:
    return f"{at:%H:%M}"
