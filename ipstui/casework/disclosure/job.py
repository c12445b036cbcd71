"""What a job, offer or vacancy asks to be told by the day it starts: one mark, and the reason in a line.

No sentence and no day of a conviction is in what it says. Imported only where convictions are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from calculators.disclosure.job import JobRequest, JobResult, job_disclosure
from calculators.disclosure.law import Level, law, role_called
from calculators.explain import RequestError
from ipstui.casework import say
from ipstui.casework.disclosure.sentences import request_of
from ipstui.casework.story import Story

Mark = Literal["nothing", "if_asked", "depends", "unknown"]
_CHECKS: dict[Level, str] = {"none": "no", "basic": "basic", "standard": "standard", "enhanced": "enhanced"}


class Shows(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of one level made on that day holds, and what it may hold, by conviction."""

    check: str
    shows: tuple[str, ...]
    may_show: tuple[str, ...]


class JobAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The mark, its reason, what the employer may ask, and the ids of the convictions to tell and to leave out.

    `tell` goes by the lowest check that is possible, `tell_more` is what a higher one would bring besides: until an
    employer names that check, nobody has to say more.
    """

    mark: Mark
    why: str
    may_be_asked: str = ""
    start_on: date
    tell: tuple[str, ...] = ()
    tell_more: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    checks: tuple[Shows, ...] = ()


def answer_for(
    story: Story, birth_year: int | None, *, role: str, check: str = "unknown", starts: date | None = None
) -> JobAnswer | None:
    """Return the answer for one job; None where no conviction is kept, or it began before the law that is held.

    Without a day of start today counts; without a check, those that work of that name usually carries.
    """
    on = starts or story.today
    kept = [each for each in story.disclosure.sentences if each.event.on <= on or each.event.on_precision == "unknown"]
    if not story.disclosure.sentences or on < law().start:
        return None
    found, level = role_called(role), _level(check)
    try:
        asked = request_of(kept, max(story.today, on), birth_year)
        result = job_disclosure(
            JobRequest(
                as_of=asked.as_of, outcomes=asked.outcomes, start_on=on, role=found.id if found else None, check=level
            )
        )
    except RequestError as error:
        return JobAnswer(mark="unknown", why=f"cannot be worked out: {error.problem}", start_on=on)
    marks = {each: _mark(result, each) for each in result.may_carry}
    mark: Mark = next(iter(marks.values())) if len(set(marks.values())) == 1 else "depends"
    usual = "" if level else f"; usual for {found.words}: {_either(result.may_carry)}" if found else ""
    tell, may = _to_tell(result, result.may_carry[0])
    highest, may_more = _to_tell(result, result.may_carry[-1])
    more = tuple(each for each in highest if each not in tell)
    doubt = tuple(dict.fromkeys(each for each in (*may, *may_more) if each not in (*tell, *more)))
    every = (*result.unspent, *result.spent, *result.cannot_tell)
    return JobAnswer(
        mark=mark,
        why=_why(result, mark, marks, say.short_day(on, story.today)) + usual,
        may_be_asked=_may_be_asked(result.may_carry),
        start_on=on,
        tell=tell,
        tell_more=more,
        leave_out=tuple(each for each in every if each not in (*tell, *more, *doubt)),
        not_known=doubt,
        checks=tuple(
            Shows(check=f"{_CHECKS[level]} check", shows=held.shows, may_show=held.may_show)
            for level, held in result.checks.items()
        ),
    )


def _may_be_asked(levels: Sequence[Level]) -> str:
    """In one line what the employer may ask about. Source: `data/disclosure/checks.json`, its levels."""
    low = [level for level in levels if _asked(level)]
    high = [level for level in levels if not _asked(level)]
    if not high:
        return "Only unspent convictions and unspent conditional cautions may be asked about."
    spent = "spent ones too, where that is said when asking, but not what is filtered out"
    if not low:
        return f"May be asked about: {spent}."
    return f"With {_either(low)} only what is unspent may be asked about; with {_either(high)} {spent}."


def _level(check: str) -> Level | None:
    return next((level for level in _CHECKS if level == check), None)


def _asked(level: Level) -> bool:
    """Whether only what is unspent may be asked with that check."""
    return level in ("none", "basic")


def _to_tell(result: JobResult, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is to be told with a check of that level if it is asked, and what may be."""
    if _asked(level):
        return result.unspent, result.cannot_tell
    held = result.checks[level]
    return held.shows, held.may_show


def _mark(result: JobResult, level: Level) -> Mark:
    tell, may = _to_tell(result, level)
    return "if_asked" if tell else "unknown" if may else "nothing"


def _why(result: JobResult, mark: Mark, marks: dict[Level, Mark], on: str) -> str:
    if mark == "nothing":
        return f"all spent by {on}" if result.spent else f"nothing to tell on {on}"
    if mark == "unknown":
        return f"cannot be told for {on}: a fact is missing (tab 6)"
    low, may = _to_tell(result, result.may_carry[0])
    if mark == "if_asked":
        parts = [f"{len(low)} to tell if asked on {on}"]
        parts += [f"{len(may)} cannot be told"] if may else []
        return "; ".join(parts)
    clear = [level for level, each in marks.items() if each == "nothing"]
    others = [level for level in marks if level not in clear]
    if clear:
        return f"nothing to tell on {on} with {_either(clear)}; with {_either(others)} there may be: ask which"
    return f"on {on} it depends on the check: ask which"


def _either(levels: Sequence[Level]) -> str:
    return " or ".join(_CHECKS[level] for level in levels) + " check"
