"""Words to copy and letters: templates in plain files, filled from the case. Nothing is sent by the program.

A template is a text file: lines "title:", "kind:" (words or letter) and "language:", an empty line, and the text with
its fields in double braces. One in the person's own folder takes the place of the built-in one of its name. What people
wrote themselves runs in jinja2's sandbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ipstui.casework import say
from ipstui.casework.events import Application, VacancyConsidered
from ipstui.casework.known import Roughly
from ipstui.casework.people import Client, Settings
from ipstui.casework.private import told_away
from ipstui.casework.story import Story
from ipstui.documents.guarded import topics_of
from ipstui.store.disk import read_found, reason

BUILT_IN = Path(__file__).with_name("templates")
LONGEST = 20_000
"""Characters that a template, and what is made of it, may have."""
_BYTES = 4 * LONGEST
FIELDS: dict[str, str] = {
    "name": "the person's name", "first_name": "the first of their names", "phone": "their phone",
    "specialist": "your name, from the choices", "today": "today, written out", "day": "day of the next appointment",
    "day_welsh": "the same day in Welsh", "time": "its time", "place": "where it is", "with_whom": "with whom",
    "what": "what it is: a meeting, an interview", "job": "the job in question: the one offered, held, or applied for",
    "employer": "its employer", "hours": "its hours a week", "pay": "its pay an hour", "job_start": "its first day",
    "applied_on": "the day of the application", "officer": "the officer's name", "strengths": "from the profile",
    "skills": "from the profile", "agreed_words": "the words agreed about disclosure, where they want it told",
    "known_since": "the month in which you began",
}  # fmt: skip
"""What a template may name, and what it stands for."""


UNREAD = "Not yet read by a Welsh speaker: have one read it before it is sent."
"""What is said wherever our Welsh is shown: unconfirmed, until somebody who speaks it has read it."""


class TemplateProblem(Exception):  # noqa: N818 - named for what happened
    """A template cannot be read or filled; the sentence names it, and nothing was lost."""


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """One template. `own` is one that the person wrote or changed."""

    name: str
    title: str
    kind: Literal["words", "letter"]
    language: str
    body: str
    own: bool

    @property
    def unread(self) -> bool:
        """Whether it is ours and in a language that nobody who speaks it has read it in; see `UNREAD`."""
        return self.language == "cy" and not self.own


class Filled(msgspec.Struct, frozen=True):
    """The text, and the fields that nothing is known for, each in square brackets in it."""

    text: str
    blanks: tuple[str, ...]


def templates_in(folder: Path) -> tuple[list[Template], list[str]]:
    """Return every template, built in or from `folder`, by title; and a sentence for each file that cannot be read."""
    found: dict[str, Template] = {}
    problems = []
    for own, place in ((False, BUILT_IN), (True, folder)):
        try:
            files = sorted(place.glob("*.txt"))
        except OSError:
            continue
        for file in files:
            try:
                found[file.stem] = read(file, own=own)
            except TemplateProblem as problem:
                problems.append(str(problem))
    return sorted(found.values(), key=lambda each: (each.kind != "words", each.title)), problems


def read(file: Path, *, own: bool) -> Template:
    """Return the template in a file. Raises TemplateProblem; a pipe would be waited for without end."""
    try:
        raw = read_found(file, _BYTES)
        text = raw.decode("utf-8-sig").replace("\r\n", "\n") if len(raw) <= _BYTES else ""
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateProblem(f"The template {file.name} cannot be read: {_why(error)}. Nothing is lost.") from None
    if len(raw) > _BYTES or len(text) > LONGEST:
        raise TemplateProblem(f"The template {file.name} has more than {LONGEST:,} characters. Nothing is lost.")
    head, _, body = text.partition("\n\n")
    said = dict(line.split(":", 1) for line in head.split("\n") if ":" in line)
    told = {name.strip().casefold(): value.strip() for name, value in said.items()}
    if not told.get("title") or not body.strip():
        raise TemplateProblem(
            f"The template {file.name} does not begin with “title: …” and an empty line before its text. "
            "Nothing is lost: the file stays as it is."
        )
    kind: Literal["words", "letter"] = "letter" if told.get("kind") == "letter" else "words"
    return Template(
        name=file.stem, title=told["title"], kind=kind, language=told.get("language", "en"), body=body, own=own
    )


def _why(error: OSError | UnicodeDecodeError) -> str:
    return "it is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else reason(error)


def sandbox(*, escaped: bool = False) -> ImmutableSandboxedEnvironment:
    """Return the only place in which a person's own template runs: it reads texts, and reaches nothing else."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=escaped, keep_trailing_newline=True)


def fill(template: Template, facts: Mapping[str, str]) -> Filled:
    """Return the text of a template; a field without a fact stands there in brackets. Raises TemplateProblem."""
    env = sandbox()
    try:
        named = meta.find_undeclared_variables(env.parse(template.body))
        if unknown := sorted(named - FIELDS.keys()):
            raise TemplateProblem(unknown_field(template.name, unknown))
        blanks = tuple(name for name in FIELDS if name in named and not facts.get(name))
        values = {name: facts.get(name) or f"[{name.replace('_', ' ')}]" for name in FIELDS}
        text = env.from_string(template.body).render(values)
    except TemplateSyntaxError as error:
        told = f"line {error.lineno} of its text: {error.message}"
        raise TemplateProblem(f"The template {template.name} cannot be read, {told}. Nothing is lost.") from None
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RecursionError,
    ) as error:
        told = str(error).rstrip(".") or type(error).__name__
        raise TemplateProblem(f"The template {template.name} cannot be filled: {told}. Nothing is lost.") from None
    if len(text) > LONGEST:
        raise TemplateProblem(f"The template {template.name} makes more than {LONGEST:,} characters. Nothing is lost.")
    return Filled(text.strip("\n") + "\n", blanks)


def unknown_field(name: str, unknown: list[str]) -> str:
    """Say which field of which template the program does not know."""
    listed = ", ".join(f"“{each}”" for each in unknown)
    fields = "a field" if len(unknown) == 1 else "fields"
    return (
        f"The template {name} has {fields} that the program does not know: {listed}. `ipstui words --fields` lists "
        "those it knows. Nothing is lost: the template stays as it is."
    )


# What is known


def facts_of(client: Client, story: Story, names: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """Return what is known for each field; "" where nobody said. Nothing about an offence, health or risk is among it
    but the words agreed for employers."""
    today, profile = story.today, story.vocational.profile
    booked = next((b for b in story.diary.bookings if b.on >= today and b.stands), None)
    talk = story.disclosure.latest
    applied = next((a for a in reversed(story.search.applications) if a.status == "made" and a.role), None)
    met = story.engagement.first_meeting
    officer = next((p.name for p in client.people if "officer" in p.role.casefold()), "")
    return {
        "name": client.name,
        "first_name": client.name.split()[0] if client.name.split() else "",
        "phone": client.phone,
        "specialist": settings.specialist,
        "today": written_out(today),
        "day": written_out(booked.on).rpartition(" ")[0] if booked else "",
        "day_welsh": in_welsh(booked.on) if booked else "",
        "time": say.clock(booked.at) if booked and booked.at else "",
        "place": _quiet(booked.where) if booked else "",
        "with_whom": _quiet(booked.with_whom) if booked else "",
        "what": _what(booked.what) if booked else "",
        **_job(story, names),
        "applied_on": written_out(applied.on) if applied else "",
        "officer": officer,
        "strengths": profile.strengths if profile else "",
        "skills": profile.skills if profile else "",
        "agreed_words": talk.words if talk is not None and talk.choice in ("tell", "tell_some") else "",
        "known_since": f"{_MONTHS[met.month - 1]} {met.year}" if met else "",
    }


def _quiet(text: str) -> str:
    """A place that says more than where it is, a probation office or a surgery, is left to be typed by who sends it."""
    return "" if told_away(text) or topics_of(text) else text


def _what(what: str) -> str:
    """A visit to a doctor is told as an appointment: a text may be read by whoever holds the phone."""
    told = {"meeting": "we meet", "interview": "your interview", "jobcentre": "your appointment at the Jobcentre"}
    return told.get(what, "your appointment")


def _job(story: Story, names: Mapping[str, str]) -> dict[str, str]:
    """The job in question: offered, held, or last applied for or looked at."""
    today, work = story.today, story.work
    if (offer := work.starting(today) or (work.offers[-1] if work.offers else None)) is not None:
        return _of(offer.role, names.get(offer.employer, ""), offer.hours_weekly, offer.hourly_pay, offer.starts)
    if work.open_jobs:
        job = work.open_jobs[-1]
        return _of(job.role, names.get(job.employer, ""), job.now.hours_weekly, job.now.hourly_pay, job.start)
    every: list[VacancyConsidered | Application] = [*story.search.vacancies, *story.search.applications]
    seen = [event for event in every if event.role]
    last = max(seen, key=lambda e: (e.on, e.recorded), default=None)
    return _of(last.role, names.get(last.employer, ""), None, None, None) if last else _of("", "", None, None, None)


def _of(role: str, employer: str, hours: object, pay: object, start: date | None) -> dict[str, str]:
    from decimal import Decimal

    return {
        "job": role,
        "employer": employer,
        "hours": say.number(hours) if isinstance(hours, Decimal) else "",
        "pay": say.money(pay) if isinstance(pay, Decimal) else "",
        "job_start": written_out(start) if start else "",
    }


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_WELSH_DAYS = ("ddydd Llun", "ddydd Mawrth", "ddydd Mercher", "ddydd Iau", "ddydd Gwener", "ddydd Sadwrn", "ddydd Sul")
"""With the soft mutation of "on": "on Monday"."""
_WELSH_MONTHS = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
                 "Tachwedd", "Rhagfyr")  # fmt: skip


def written_out(day: date) -> str:
    """Write a day for a letter: "Tuesday 8 December 2026"; nothing where it is not known, so that it is asked for."""
    if isinstance(day, Roughly):
        return ""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def in_welsh(day: date) -> str:
    """Write on which day, in Welsh: "ddydd Mawrth 8 Rhagfyr"; nothing where it is not known."""
    if isinstance(day, Roughly):
        return ""
    return f"{_WELSH_DAYS[day.weekday()]} {day.day} {_WELSH_MONTHS[day.month - 1]}"
