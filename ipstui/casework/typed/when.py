"""What people type for a day and a time, read: "fri 2pm", "+2w", "3.12 9.10", "a week tomorrow". UK order, no clock.

`say.when` writes what was understood, so that a screen can show it while it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.spelling import plain
from ipstui.casework.typed.clock_time import Spell, TwoTimes, Unlikely, Unreadable, read_spell
from ipstui.casework.typed.day import Lean, month_alone, read_day

__all__ = ["Lean", "When", "read_month", "read_only_day", "read_start", "read_time", "read_when"]


class When(msgspec.Struct, frozen=True):
    """A day, and a time to the minute where one was given; `minutes` is how long, where that was typed too."""

    on: date
    at: time | None = None
    minutes: int | None = None


def read_when(text: str, today: date, *, lean: Lean = "near", field: str = "on", now: time | None = None) -> When:
    """Read a day, with a time before, after or within it; nothing at all, or a time alone, is today.

    `lean` settles what the text leaves open: "past" takes "fri" or "3 jun" as the latest up to today, "future"
    as the first from today, "near" as whichever is closer. "next fri" is the Friday of next week, "last fri" the
    latest before today. "3.12" is a day where there is such a day, else a time. What has two readings is refused,
    with both of them named. "now" carries a time only where the caller gives one. Raises Unfit(field, sentence).
    """
    try:
        return _read(_typed(text), today, lean, now)
    except Unreadable as problem:
        raise Unfit(field, str(problem)) from None


def read_start(text: str, today: date, *, lean: Lean = "near", field: str = "on") -> When:
    """Read a day and a time for a place that keeps no length: one typed there is refused, not dropped. Raises Unfit."""
    when = read_when(text, today, lean=lean, field=field)
    if when.minutes is not None:
        raise Unfit(field, "no length is kept here: give only when it begins.")
    return when


def read_only_day(text: str, today: date, *, lean: Lean = "near", field: str = "on") -> date:
    """Read a day for a place that keeps no time: a time typed there is refused, not dropped. Raises Unfit."""
    when = read_start(text, today, lean=lean, field=field)
    if when.at is not None:
        raise Unfit(field, f"only the day is kept here: leave {say.clock(when.at)} out.")
    return when.on


def read_month(text: str, today: date, *, lean: Lean = "near") -> date | None:
    """Read a month without a day, for a place that keeps how much is known: its first day. None for anything else."""
    return month_alone(_typed(text), today, lean)


def read_time(text: str, *, field: str = "at") -> time:
    """Read a time of day and nothing else. Raises Unfit(field, sentence)."""
    typed = _typed(text)
    try:
        spell = read_spell(typed)
    except Unreadable as problem:
        raise Unfit(field, str(problem)) from None
    if spell is None or spell.minutes is not None:
        raise Unfit(field, f"“{_shown(typed)}” is no time of day: try 2pm or 14:00.")
    return spell.at


_MOST_WORDS = 12
_THIS = {"this morning": "today morning", "this afternoon": "today afternoon", "this evening": "today evening",
         "tonight": "today night", "last night": "yesterday night"}  # fmt: skip
_THIS_PATTERN = re.compile("|".join(_THIS))
_LAST_FIGURE = re.compile(r"(?P<day>.+) (?P<figure>[0-9]{1,4}|[0-9]{1,2}[.-][0-9]{1,2})", re.ASCII)
_MARKED = re.compile(r"\b(?:am|pm|at)\b|[0-9][ap]m\b|:|@|noon|midday|o'?clock")


def _typed(text: str) -> str:
    """Return the text plain, with the marks that only divide taken out."""
    words = plain(clean(text))
    words = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", words)
    words = re.sub(r"(?<=[0-9])([ap])\.m\.?", r"\1m", words)
    words = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", words)
    words = re.sub(r"[()]|,(?![0-9])|(?<![0-9]),|,(?=[0-9]{4}\b)", " ", words)  # "9,30" is no list
    words = _THIS_PATTERN.sub(lambda found: _THIS[found[0]], words)
    return " ".join(words.rstrip(" .!;").split()).removeprefix("on ")


def _read(text: str, today: date, lean: Lean, now: time | None) -> When:
    if not text:
        return When(today)
    if text == "now":
        return When(today, now.replace(second=0, microsecond=0, tzinfo=None) if now else None)
    if any(letter.isnumeric() and not letter.isascii() for letter in text):
        raise Unreadable("write the figures as 0 to 9.")
    if (found := _LAST_FIGURE.fullmatch(text)) is not None and (when := _of_two(found, text, today, lean)) is not None:
        return when
    problems: list[Unreadable] = []
    for day, hour in _divided(text):
        try:
            if (when := _joined(day, hour, today, lean)) is not None:
                return when
        except _TwoReadings:
            raise
        except Unreadable as problem:
            problems.append(problem)
    if problems:
        raise problems[0]
    raise Unreadable(f"“{_shown(text)}” is not a date ipstui can read. Try “fri 2pm”, “+2w”, “3 dec” or “03/12/2026”.")


class _TwoReadings(Unreadable):
    """Two things are meant as likely as each other: no further reading is tried."""


def _divided(text: str) -> Iterator[tuple[str, str]]:
    """Yield each way to take the text apart into a day and a time, the likeliest first: either may be empty."""
    words = text.split()
    yield text, ""
    if len(words) > _MOST_WORDS:
        return
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])
    for start in range(1, len(words) - 1):
        for end in range(start + 1, len(words)):
            if _MARKED.search(hour := " ".join(words[start:end])):
                yield " ".join(words[:start] + words[end:]), hour
    yield "", text


def _joined(day: str, hour: str, today: date, lean: Lean) -> When | None:
    """Read a day and a time that were taken apart. None where either is none."""
    if not day and re.fullmatch("[0-9]{1,2}", hour):
        raise Unreadable(f"“{hour}” may be a day or an hour: write it as in the 3rd, 3pm or 15:00.")
    if not day and re.fullmatch("20[0-9]{2}", hour):
        raise Unreadable(f"“{hour}” may be a year or a time: write a day, or {hour[:2]}:{hour[2:]}.")
    spell, problem = _spell(hour) if hour else (None, None)
    if hour and spell is None and problem is None:
        return None
    on = read_day(day.removeprefix("on "), today, lean) if day else today
    if on is None:
        return None
    if isinstance(problem, TwoTimes):
        name, early, late = say.short_day(on, today), say.clock(problem.early), say.clock(problem.late)
        raise _TwoReadings(f"two readings: {name} at {early} or {late} (am or pm?).")
    if isinstance(problem, Unlikely):
        raise _TwoReadings(str(problem))
    if problem is not None:
        raise problem
    return When(on, spell.at, spell.minutes) if spell else When(on)


def _spell(hour: str) -> tuple[Spell | None, Unreadable | None]:
    """Return the time, or what is wrong with it: that is said only where the day beside it is one."""
    try:
        return read_spell(hour), None
    except Unreadable as problem:
        return None, problem


def _of_two(found: re.Match[str], text: str, today: date, lean: Lean) -> When | None:
    """Settle a figure at the end that may belong to the day or be a time: "thu 10", "3 dec 10", "3 dec 1930".

    None where at most one of the two can be: the usual way then finds it, or says what is wrong.
    """
    try:
        if (whole := read_day(text, today, lean)) is None:
            return None
    except Unreadable:
        return None
    try:
        timed = _joined(found["day"], found["figure"], today, lean)
    except _TwoReadings as problem:
        if found["figure"].isdigit() and len(found["figure"]) <= 2 and _on_side(whole, today, lean):
            raise _TwoReadings(f"{str(problem).rstrip('.')}, or {say.day(whole, today)}.") from None
        return None
    except Unreadable:
        return None
    if timed is None or re.fullmatch(".* 20[0-9]{2}", text):  # "3 dec 2030": a year of now is a year
        return None
    fitting = [each for each in (When(whole), timed) if _on_side(each.on, today, lean)]
    if len(fitting) == 1:
        return fitting[0]
    told = say.when(timed.on, timed.at, today)
    raise _TwoReadings(f"two readings: {say.day(whole, today)}, or {told}. Write the month, or the time as 10:00.")


def _on_side(day: date, today: date, lean: Lean) -> bool:
    return lean == "near" or (day >= today if lean == "future" else day <= today)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
