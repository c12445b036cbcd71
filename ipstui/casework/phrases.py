"""Putting a line together: the turns of phrase with which every chapter tells its events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from ipstui.casework import say
from ipstui.casework.events import Event

Names: TypeAlias = Mapping[str, str]
"""What ids are called: employers, vacancies, jobs, needs. An id that is not in it is left out, never shown."""
Lines: TypeAlias = dict[type[Event], Callable[[Any, Names], str]]
"""What a chapter says of each of its kinds of event, in one line."""
Titles: TypeAlias = dict[type[Event], str]
"""The short label of a kind, where it is not its name."""
Named: TypeAlias = dict[type[Event], Callable[[Any], str]]
"""What a later event that names one of this kind calls it."""


def listed(head: str, *details: str) -> str:
    """Return the head and what follows it, with commas; what is empty is left out."""
    return ", ".join(part for part in (head, *details) if part.strip())


def headed(head: str, *details: str) -> str:
    """Return the head, and after a colon what follows it."""
    told = listed(*details) if details else ""
    return f"{head}: {told}" if told else head


def dated(word: str, value: date | None, event: Event) -> str:
    """Return a word and the day it is about."""
    return f"{word} {say.day(value, event.on)}" if value is not None else ""


def only_if(value: bool, words: str) -> str:
    """Return the words where something holds, else nothing."""
    return words if value else ""


def prefixed(word: str, value: str) -> str:
    """Return a word before what was said, nothing without it."""
    return f"{word} {value}" if value.strip() else ""


def yes_no(value: str, yes: str, no: str) -> str:
    """Return one phrase for yes and one for no; unknown says nothing."""
    return {"yes": yes, "no": no}.get(value, "")


def terms(hours: Decimal | None, pay: Decimal | None) -> str:
    """Return hours a week and pay an hour, where known."""
    return listed(
        f"{say.number(hours)} hours a week" if hours is not None else "",
        f"{say.money(pay)} an hour" if pay is not None else "",
    )


def at_employer(names: Names, employer: str, word: str = "at") -> str:
    """Return where it is, by the employer's name."""
    return prefixed(word, names.get(employer, ""))


def job_line(verb: str, role: str, n: Names, employer: str, *details: str) -> str:
    """Return what happened about a job, its role and employer."""
    head = f"{verb} {prefixed('as', role)} {at_employer(n, employer)}"
    return listed(" ".join(head.split()), *details)


def seen(value: str) -> str:
    """Return whether the paper was seen."""
    return yes_no(value, "document seen", "document not seen")
