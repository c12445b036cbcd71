"""Which open vacancies fit whom, and why: each reason in a line, and what nobody knows said as not known.

A vacancy "fits" only where every question has a yes. One "no" is against it. The licence is read at two depths:
`glance` says what is certain from where the person stands, in no time; `checked` asks the licence check itself, and
`verdicts` keeps what that said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import Application, ProposalMade
from ipstui.casework.people import Employer, Vacancy
from ipstui.casework.search.state import same_job
from ipstui.casework.search.wanted import kinds_in
from ipstui.casework.shifts import read_shifts
from ipstui.casework.spelling import fold
from ipstui.casework.story import Story

State: TypeAlias = Literal["yes", "ask", "unknown", "checking", "no"]
Verdict: TypeAlias = Literal["fits", "ask", "unknown", "against"]
_ORDER: dict[Verdict, int] = {"fits": 0, "ask": 1, "unknown": 2, "against": 3}


class Answer(msgspec.Struct, frozen=True):
    """One question about a vacancy and a person. "ask" is a yes that somebody has to give first.

    "checking" is for a moment only: the answer is being worked out.
    """

    about: Literal["work", "hours", "travel", "licence", "disclosure"]
    state: State
    why: str


CHECKING = Answer("licence", "checking", "being checked")
Licence: TypeAlias = Callable[[Casefile, Vacancy], Answer]


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """One person and one vacancy. `told` is what has come of it so far, "" where it was never looked at.

    One that was `ruled_out` with the person is against it, whatever the answers are.
    """

    client: str
    name: str
    vacancy: str
    answers: tuple[Answer, ...]
    told: str
    ruled_out: bool = False

    @property
    def verdict(self) -> Verdict:
        """The worst answer is the verdict: nothing fits with a question open."""
        if self.ruled_out:
            return "against"
        states = {answer.state for answer in self.answers}
        if "no" in states:
            return "against"
        return "unknown" if states & {"unknown", "checking"} else "ask" if "ask" in states else "fits"

    @property
    def checking(self) -> bool:
        """Whether the verdict may change yet, for the licence is being checked."""
        return self.verdict != "against" and any(answer.state == "checking" for answer in self.answers)

    @property
    def open_questions(self) -> int:
        """How many answers are not known."""
        return sum(answer.state in ("unknown", "checking") for answer in self.answers)


def looking(files: Iterable[Casefile]) -> list[Casefile]:
    """Return those for whom vacancies are looked at: open cases, also of people in prison or in work."""
    return [each for each in files if each.story.case.state == "open"]


def open_vacancies(vacancies: Iterable[Vacancy], today: date) -> list[Vacancy]:
    """Return those still open, the one that closes first at the top, then those whose closing day nobody knows."""
    found = [each for each in vacancies if each.is_open(today)]
    return sorted(found, key=lambda each: (each.closes or date.max, fold(each.role), each.id))


def fits_of(files: Iterable[Casefile], vacancies: Iterable[Vacancy], licence: Licence) -> list[Fit]:
    """Return a fit for each person and vacancy, the best first; `files` and `vacancies` are those to be looked at."""
    listed = list(vacancies)
    found = [_fit(each, vacancy, licence) for each in files for vacancy in listed]
    return sorted(found, key=lambda fit: (_ORDER[fit.verdict], fit.open_questions, fold(fit.name), fit.vacancy))


def _fit(casefile: Casefile, vacancy: Vacancy, licence: Licence) -> Fit:
    answers = (_work(casefile.story, vacancy), _hours(casefile, vacancy), _travel(casefile.story, vacancy),
               licence(casefile, vacancy), _disclosure(casefile.story))  # fmt: skip
    return Fit(client=casefile.client.id, name=casefile.client.name, vacancy=vacancy.id, answers=answers,
               told=so_far(casefile.story, vacancy), ruled_out=_ruled_out(casefile.story, vacancy))  # fmt: skip


def so_far(story: Story, vacancy: Vacancy) -> str:
    """Return what came of this vacancy with this person: ruled out and why, applied and when, looked at."""
    about = [e for e in story.search.vacancies if e.vacancy == vacancy.id]
    applied = [e for e in story.search.applications if _same(e, vacancy) and e.status == "made"]
    told = []
    if applied:
        told.append(f"applied {say.short_day(applied[-1].on, story.today)}")
    if about:
        last = about[-1]
        day = say.short_day(last.on, story.today)
        said = {"ruled_out": "ruled out", "pursued": "looked at", "undecided": "looked at, undecided"}[last.result]
        told.append(f"{said} {day}" + (f": {last.why}" if last.why else ""))
    return ", ".join(told)


def _ruled_out(story: Story, vacancy: Vacancy) -> bool:
    about = [e.result for e in story.search.vacancies if e.vacancy == vacancy.id]
    return bool(about) and about[-1] == "ruled_out"


def _same(event: Application, vacancy: Vacancy) -> bool:
    return bool(vacancy.employer) and same_job(event, vacancy)


# The questions


def _work(story: Story, vacancy: Vacancy) -> Answer:
    asked, profile = story.vocational.wants_work, story.vocational.profile
    if asked is not None and asked.answer == "not_now":
        return Answer("work", "no", f"said on {say.short_day(asked.on, story.today)}: not work now")
    if profile is None or not (profile.wants or profile.does_not_want):
        return Answer("work", "unknown", "what they want is not known")
    kinds = kinds_in(vacancy.role)
    if refused := kinds & kinds_in(profile.does_not_want):
        return Answer("work", "no", f"does not want {_listed(refused)}")
    wanted = kinds_in(profile.wants)
    if shared := kinds & wanted:
        return Answer("work", "yes", f"wants {_listed(shared)}")
    done = kinds & (kinds_in(profile.past_work) | kinds_in(profile.skills) | kinds_in(profile.certificates))
    before = f", and has done {_listed(done)}" if done else ""
    if kinds and wanted:
        return Answer("work", "no", f"wants {_listed(wanted)}{before}")
    wish = f"wants “{profile.wants}”" if profile.wants else "wants not known"
    return Answer("work", "unknown", f"{wish}{before}: is this it?")


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(sorted(kinds))


def _hours(casefile: Casefile, vacancy: Vacancy) -> Answer:
    profile = casefile.story.vocational.profile
    least, most = (profile.hours_min, profile.hours_max) if profile else (None, None)
    offered = hours_between(vacancy.hours_min, vacancy.hours_max)
    wanted = hours_between(least, most)
    if _below(most, vacancy.hours_min) or _below(vacancy.hours_max, least):
        return Answer("hours", "no", f"wants {wanted}, it has {offered}")
    times = "; ".join(part for part in (profile.times if profile else "", casefile.client.not_free) if part)
    shifts = f", shifts {vacancy.shifts}" if vacancy.shifts else ""
    if None in (least, most, vacancy.hours_min, vacancy.hours_max):
        return Answer("hours", "unknown", f"wants {wanted}, it has {offered}{shifts}")
    if times:
        asked = "compare the times" if vacancy.shifts else "its shifts are not known"
        return Answer("hours", "unknown", f"times “{times}”{shifts}: {asked}")
    return Answer("hours", "yes", f"wants {wanted}, it has {offered}")


def _below(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other


def hours_between(least: Decimal | None, most: Decimal | None) -> str:
    """Say the hours a week, and which end of them nobody knows."""
    if least is None and most is None:
        return "not known"
    if least is not None and most is not None:
        low, high = say.number(least), say.number(most)
        return f"{low} h" if low == high else f"{low} to {high} h"
    return f"{say.number(most)} h at most" if most is not None else f"{say.number(least or Decimal(0))} h at least"


_MINUTES = re.compile(r"(\d+)\s*(?:min|minutes|mins)\b")
_ONE_HOUR = re.compile(r"\b(?:an hour|1 hour|one hour|1 h)\b(?!\s*and)")
_HALF_HOUR = re.compile(r"\bhalf an hour\b")


def minutes_in(limit: str) -> int | None:
    """Return the most minutes a journey may take, as typed: "45 minutes", "an hour by bus"; None for other words."""
    text = limit.casefold()
    if found := _MINUTES.search(text):
        return int(found[1])
    if _HALF_HOUR.search(text):
        return 30
    return 60 if _ONE_HOUR.search(text) else None


def _travel(story: Story, vacancy: Vacancy) -> Answer:
    """No map is asked: only a journey that somebody timed, on a proposal about the vacancy, answers this."""
    profile, address = story.vocational.profile, story.place.address
    limit = profile.travel_limit if profile else ""
    proposal, most = proposal_about(story, vacancy), minutes_in(limit)
    journey = proposal.journey_minutes if proposal else None
    if journey is not None and most is not None:
        state: State = "yes" if journey <= most else "no"
        return Answer("travel", state, f"{journey} min there, at most {most} min wanted")
    lives = address.place if address is not None and address.place and story.place.known else ""
    told = (
        f"{journey} min there" if journey is not None else "",
        f"from {lives}" if lives else "",
        f"to {vacancy.place}" if vacancy.place else "",
        f"limit “{limit}”" if limit else "limit not known",
    )
    return Answer("travel", "unknown", ", ".join(part for part in told if part))


def _disclosure(story: Story) -> Answer:
    talks = story.disclosure.talks
    if not talks:
        return Answer("disclosure", "unknown", "not talked about: name nobody yet")
    said: dict[str, tuple[State, str]] = {
        "tell": ("yes", "agreed to tell employers"),
        "tell_some": ("ask", "ask whether this employer may be told"),
        "do_not_tell": ("yes", "does not want employers told: do not name them"),
        "undecided": ("unknown", "undecided: name nobody yet"),
    }
    return Answer("disclosure", *said[talks[-1].choice])


# The licence


def proposal_about(story: Story, vacancy: Vacancy) -> ProposalMade | None:
    """Return what was proposed about a vacancy for this person, the last one; None where nothing was."""
    about = {vacancy.id, *(e.id for e in story.search.vacancies if e.vacancy == vacancy.id)}
    return next((p for p in reversed(story.licence.proposals) if p.about in about), None)


def glance(casefile: Casefile, vacancy: Vacancy) -> Answer:
    """What is certain without the hours: nobody on licence or in prison begins a job without a question first."""
    story = casefile.story
    if story.custody.inside:
        return _inside(story)
    if not story.custody.ever_inside and not story.probation.in_force and not story.licence.versions:
        return Answer("licence", "yes", "no licence or order on record")
    return Answer("licence", "unknown", "not checked for these hours yet")


def _inside(story: Story) -> Answer:
    out = expected_release(story)
    word = "expected out" if out and out.left(story.today) >= 0 else "was expected out"
    day = "" if out is None else out.when(story.today) if out.roughly else say.short_day(out.out, story.today)
    when = f"{word} {day}" if out else "no release day known"
    return Answer("licence", "unknown", f"in prison, {when}")


def checked(casefile: Casefile, vacancy: Vacancy) -> Answer:
    """The licence check, of what was proposed about the vacancy, else of the vacancy as it stands."""
    from ipstui.casework.licence.check import check

    story = casefile.story
    if story.custody.inside:
        return _inside(story)
    proposal = proposal_about(story, vacancy) or _as_it_stands(story, vacancy)
    found = check(story, proposal)
    states: dict[str, State] = {"clear": "yes", "ask": "ask", "unknown": "unknown", "conflict": "no"}
    return Answer("licence", states[found.verdict], found.why)


def _as_it_stands(story: Story, vacancy: Vacancy) -> ProposalMade:
    """Only what the vacancy says: its shifts where they can be read, its postcode where one is in the place."""
    starts = max(story.today, vacancy.starts or story.today)
    postcode = _POSTCODE.search(vacancy.place.upper())
    facts = {"postcode": postcode[0]} if postcode else {}
    return ProposalMade(client=story.client, on=story.today, what=vacancy.role, starts=starts,
                        weekly=shifts_in(vacancy.shifts), facts=facts)  # fmt: skip


_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?(?: ?[0-9][A-Z]{2})?\b")
_TURNED = re.compile(r"^(\d{1,2}[:.]\d{2} ?(?:to|-) ?\d{1,2}[:.]\d{2}), ([a-z ,-]+)$")


def shifts_in(text: str) -> tuple[dict[str, object], ...]:
    """Return the shifts that a text surely says: days and times; nothing where it says anything else beside them."""
    turned = _TURNED.match(text.strip().casefold())
    try:
        return read_shifts(f"{turned[2]} {turned[1]}") if turned else _with_days(text)
    except Unfit:
        return ()


def _with_days(text: str) -> tuple[dict[str, object], ...]:
    """Hours without days would be read as those of every day, and nobody said so."""
    return read_shifts(text) if re.match(r"\s*[A-Za-z]", text) else ()


# Over everybody


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A vacancy with those it was held against: how many fit, may fit, and have something against it."""

    vacancy: Vacancy
    employer: str
    fits: tuple[Fit, ...]

    def count(self, *verdicts: Verdict) -> int:
        """How many fits have one of these verdicts."""
        return sum(fit.verdict in verdicts for fit in self.fits)


def openings_of(
    files: Iterable[Casefile],
    vacancies: Iterable[Vacancy],
    employers: Mapping[str, Employer],
    licence: Licence = glance,
) -> list[Opening]:
    """Return every vacancy given, in that order, with everybody it was held against, the best first."""
    listed = list(vacancies)
    fits = fits_of(files, listed, licence)
    return [
        Opening(vacancy=each, employer=employers[each.employer].name if each.employer in employers else "",
                fits=tuple(fit for fit in fits if fit.vacancy == each.id))
        for each in listed
    ]  # fmt: skip


def closing(vacancy: Vacancy, today: date) -> str:
    """Say when it closes: "Fri 4 Dec, 3 d", or that nobody knows."""
    if vacancy.gone:
        return "filled or withdrawn"
    if vacancy.closes is None:
        return "closing day ?"
    left = (vacancy.closes - today).days
    when = say.day(vacancy.closes, today)
    return f"closed {when}" if left < 0 else f"{when}, today" if not left else f"{when}, {say.span(left)}"
