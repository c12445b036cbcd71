"""Free text that tells of an event is asked about, cell by cell; the program reads nothing out of it by itself."""

from __future__ import annotations

import re
from datetime import date

from ipstui.exchange.sheet.plan import Draft
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
    draft.ask(kind, "cell", source, f"“{words}”: {what}", ("type day and what happened", "note only"), person=person,
              otherwise="nothing is recorded; the words stay as a note")  # fmt: skip
