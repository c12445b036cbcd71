"""Free text that tells of an event is asked about, cell by cell; the program reads nothing out of it by itself."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from ipstui.casework.choices import ClosingReason, JobEndReason
from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.plan import Answer, Draft
from ipstui.exchange.sheet.words import pattern

_SOME_DAY = re.compile(
    r"\b\d{1,2}[/.]\d{1,2}\b|\b\d{1,2}(st|nd|rd|th)\b|\b\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_WHAT = (
    (r"\bclosed\b|\bnfa\b", "closing_reason", "closed: when, and why?"),
    (r"recall|back inside", "free_text_outcome", "back in custody? On which day?"),
    (r"\bint(er)?v(ie)?w", "free_text_outcome", "an interview on that day, with that result?"),
    (r"\breleased\b", "free_text_outcome", "released on that day?"),
    (r"\boffer", "free_text_outcome", "an offer, on which day?"),
    (r"walked out|\bleft\b|sacked|finished|dismissed", "free_text_outcome", "the job ended on that day?"),
    (r"\bstart", "free_text_outcome", "a job from that day?"),
    (r"\bbooked\b|\btrial\b", "free_text_outcome", "an appointment on that day?"),
    (r"declined", "free_text_outcome", "paused, or a reason for delay?"),
)


def ask_about_stories(draft: Draft, source: str, words: str, person: str, month: date | None) -> None:
    """Ask what a cell of words tells, where it tells of something with a day, or of something grave without."""
    if pattern("weeks_done").search(words) and not pattern("story").search(words):
        draft.leave(f"{source} “{words}”", "13 and 26 weeks follow from the start")
        return
    if not pattern("story").search(words):
        return
    if not _SOME_DAY.search(words) and not pattern("story_without_day").search(words):
        return
    kind, what = next(
        ((k, w) for sought, k, w in _WHAT if re.search(sought, words, re.IGNORECASE)),
        ("free_text_outcome", "what happened, and when?"),
    )
    answer = draft.ask(
        kind,
        "cell",
        source,
        f"“{words}”: {what} Type it as “{_SAMPLES}”.",
        ("type day and what happened", "note only"),
        person=person,
    )
    if answer.option == "type day and what happened":
        _record_told(draft, source, words, person, answer)


_SAMPLES = "released 4 Sep 2026”, “closed 1 Oct 2026 health”, “job ended 16 Oct 2026 other"
_TOLD = {
    "released": "released", "back in custody": "returned_to_custody", "closed": "closed", "paused": "paused",
    "interview": "interview", "appointment": "appointment", "job ended": "job_ended", "offer": "offer",
}  # fmt: skip


def _record_told(draft: Draft, source: str, words: str, person: str, answer: Answer) -> None:
    """Record what the user types of a story: what happened, the day, and for an end its reason. Else the note stays."""
    typed = " ".join(answer.typed.casefold().split())
    what = next((name for name in _TOLD if typed.startswith(f"{name} ")), "")
    rest = typed[len(what) :].split()
    day, more = None, ""
    for length in range(len(rest), 0, -1):
        reading = read_day(" ".join(rest[:length]), draft.today, order="day")
        if reading.form == "day":
            day, more = reading.day, "_".join(rest[length:])
            break
    kind = _TOLD.get(what, "")
    if day is None or (day > draft.today and kind != "appointment"):
        return
    fields = {"note": words}
    if kind in ("closed", "job_ended"):
        if more not in get_args(ClosingReason if kind == "closed" else JobEndReason):
            return
        fields["reason"] = more
    if kind == "job_ended":
        jobs = draft.told(person, "job_started")
        if len(jobs) != 1 or (jobs[0].on or day) > day:
            return
        fields["job_key"] = jobs[0].fields["job_key"]
    if kind == "interview":
        fields["state"] = "attended"
    if kind == "offer":
        fields["role"] = more.replace("_", " ")
    draft.event(person, kind, day, source, fields, because=answer.key)
