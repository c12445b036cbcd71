"""Where a benefits session starts: what is recorded of the person, with where each fact comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from calculators.explain import pence
from calculators.given import ages_on
from ipstui.casework import say
from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.hours import open_hours
from ipstui.casework.benefits.kept import Kept, kept_of
from ipstui.casework.benefits.session import least_pay
from ipstui.casework.choices import YesNo
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import BenefitsSession, BenefitStatus, ProposalMade
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.casework.story import Story

LATELY_OUT = timedelta(days=122)
"""Four months: as long as the first weeks outside reach."""
FIRST_HOURS = Decimal(15)
"""Where the hours begin when no job is in sight: a place for the arrows to start from, not a fact."""


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """The facts and the job a session starts from. `sources` say, by field of the form, what they come from."""

    facts: Facts
    choice: Choice
    others: tuple[Choice, ...]
    sources: dict[str, str]


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A job, offer, proposal or vacancy that can be looked at, with what is known of its hours and pay."""

    key: str
    label: str
    role: str
    hours: Decimal | None = None
    hourly: Decimal | None = None
    proposal: str = ""
    self_employed: bool = False
    starts: date | None = None


def start_of(client: Client, story: Story, vacancies: Mapping[str, Vacancy]) -> Start:
    """Return where to start: the last session kept, brought up to date with what was recorded since."""
    last = next((s for s in reversed(story.vocational.sessions) if kept_of(s) is not None), None)
    kept = kept_of(last) if last is not None else None
    sources: dict[str, str] = {}
    if kept is not None and last is not None:
        sources = dict.fromkeys(_told(kept), f"session of {say.day(last.on, story.today)}")
    facts = kept.facts if kept else Facts()
    facts = _from_story(facts, client, story, sources, last.recorded if last else None)
    others = tuple(c for n, c in enumerate(kept.choices) if n != kept.chosen) if kept else ()
    choice = kept.choices[kept.chosen] if kept else _first_choice(facts, story, vacancies, sources)
    return Start(facts=facts, choice=choice, others=others, sources=sources)


def _told(kept: Kept) -> list[str]:
    plain = Facts()
    return [n for n in Facts.__struct_fields__ if getattr(kept.facts, n) != getattr(plain, n)]


def _from_story(facts: Facts, client: Client, story: Story, sources: dict[str, str], since: datetime | None) -> Facts:
    today = story.today
    values: dict[str, Any] = {"nation": client.jurisdiction, "inside": story.custody.inside}
    if client.birth_year is not None:
        values["birth_year"] = client.birth_year
        sources["birth_year"] = "the client's record: both ages are worked out"
        if facts.age is not None and facts.age not in ages_on(None, client.birth_year, today):
            values["age"] = None  # a birthday since, or a year of birth put right
    for status in _benefits(story):
        if since is None or status.recorded > since:
            values |= _benefit(status, sources, today)
    values["released_on"] = _released(story)
    return msgspec.structs.replace(facts, **values)


def _benefits(story: Story) -> list[BenefitStatus]:
    found = [
        e for e in story.events if isinstance(e, BenefitStatus) and e.on <= story.today and e.in_payment is not None
    ]
    return sorted(found, key=lambda e: (e.on, e.recorded))


def _benefit(status: BenefitStatus, sources: dict[str, str], today: date) -> dict[str, Any]:
    """Income-related ESA ended on 1 July 2026: it says nothing of New Style ESA."""
    paid: YesNo = "yes" if status.in_payment else "no"
    said = f"{'in payment' if status.in_payment else 'stopped'}, {say.short_day(status.on, today)}"
    match status.benefit:
        case "universal_credit" | "pip" as name:
            sources[name] = said
            return {name: paid}
        case "new_style_esa" | "esa":
            sources["esa"] = said if status.benefit == "new_style_esa" else f"ESA {said}: New Style?"
            return {"esa": paid, "esa_weekly": status.weekly if status.in_payment else None}
        case _:
            return {}


def _released(story: Story) -> date | None:
    """The day of release, lately past or expected: only then do the first weeks bear."""
    if story.custody.inside:
        expected = expected_release(story)
        return expected.day if expected else None
    out = story.custody.release
    return out.on if out is not None and story.today - out.on <= LATELY_OUT else None


def _first_choice(facts: Facts, story: Story, vacancies: Mapping[str, Vacancy], sources: dict[str, str]) -> Choice:
    for opening in openings(story, vacancies, {}):
        if opening.hours is not None or opening.hourly is not None:
            sources["hours"] = sources["hourly"] = opening.label
            return chosen(opening, Choice(hours=opening.hours or FIRST_HOURS), facts, story.today)
    profile = story.vocational.profile
    hours = (profile.hours_max or profile.hours_min) if profile else None
    if hours is not None:
        sources["hours"] = "what they said they want"
    choice = Choice(hours=hours or FIRST_HOURS)
    for session in reversed(story.vocational.sessions):
        if (told := _noted(session)) is not None:
            sources["hours"] = sources["hourly"] = f"session of {say.day(session.on, story.today)}"
            choice = told
            break
    return with_pay(choice, facts, story.today)


def _noted(session: BenefitsSession) -> Choice | None:
    """Hours and pay from a session noted in words, outside this screen."""
    try:
        hours = Decimal(str(session.inputs.get("hours", "")))
        hourly = Decimal(str(session.inputs.get("hourly_pay", "")))
    except InvalidOperation:
        return None
    return Choice(hours=hours, hourly=hourly) if hours.is_finite() and hourly.is_finite() else None


def with_pay(choice: Choice, facts: Facts, today: date) -> Choice:
    """Return the choice with the minimum wage where its pay is not known, marked as taken."""
    if choice.hourly is not None or choice.monthly is not None:
        return choice
    least = least_pay(facts, choice.starts or today)
    return msgspec.structs.replace(choice, hourly=least, pay_taken=least is not None)


def chosen(opening: Opening, before: Choice, facts: Facts, today: date) -> Choice:
    """Return the choice for an opening; hours that it does not give stay as they were."""
    choice = Choice(
        hours=before.hours if opening.hours is None else opening.hours,
        role=opening.role,
        hourly=opening.hourly,
        travel=before.travel,
        proposal=opening.proposal,
        self_employed=opening.self_employed,
    )
    return with_pay(choice, facts, today)


def openings(story: Story, vacancies: Mapping[str, Vacancy], employers: Mapping[str, Employer]) -> list[Opening]:
    """Return what can be looked at, the likeliest first: jobs held, offers, proposals, vacancies considered."""
    found = _held(story)
    for offer in sorted(story.work.offers, key=lambda o: o.accepted != "yes"):
        found.append(
            Opening(key=offer.id, label=f"offer: {_at(offer.role, offer.employer, employers)}", role=offer.role,
                    hours=offer.hours_weekly, hourly=offer.hourly_pay, proposal=_proposal_about(story, offer.id))
        )  # fmt: skip
    taken = {opening.proposal for opening in found}
    for proposal in story.licence.proposals:
        if proposal.id not in taken:
            vacancy = vacancies.get(proposal.about)
            found.append(
                Opening(key=proposal.id, label=f"proposal: {proposal.what}", role=proposal.what,
                        hours=_weekly(proposal), hourly=vacancy.hourly_pay if vacancy else None,
                        proposal=proposal.id, self_employed=proposal.engagement == "self_employed")
            )  # fmt: skip
    for considered in reversed(story.search.vacancies):
        vacancy = vacancies.get(considered.vacancy)
        if considered.result != "ruled_out" and vacancy is not None:
            found.append(
                Opening(key=vacancy.id, label=f"vacancy: {_at(vacancy.role, vacancy.employer, employers)}",
                        role=vacancy.role, hours=vacancy.hours_min or vacancy.hours_max,
                        hourly=vacancy.hourly_pay, proposal=_proposal_about(story, vacancy.id))
            )  # fmt: skip
    return list({opening.key: opening for opening in found}.values())


def _held(story: Story) -> list[Opening]:
    """The jobs held now as one: for the limits and for Universal Credit they add up."""
    jobs = story.work.open_jobs
    if not jobs:
        return []
    hours, weekly = open_hours(story)
    return [
        Opening(
            key="now",
            label=f"now: {' and '.join(job.role for job in jobs)}",
            role=" and ".join(job.role for job in jobs),
            hours=hours,
            hourly=pence(weekly / hours) if hours and weekly is not None else None,
            proposal=next((p for job in jobs if (p := _proposal_about(story, job.id))), ""),
            self_employed=any(job.self_employed for job in jobs),
        )
    ]


def _proposal_about(story: Story, about: str) -> str:
    return next((p.id for p in reversed(story.licence.proposals) if p.about == about), "")


def _at(role: str, employer: str, employers: Mapping[str, Employer]) -> str:
    return f"{role}, {employers[employer].name}" if employer in employers else role


def _weekly(proposal: ProposalMade) -> Decimal | None:
    """Hours a week from the shifts, breaks included; None without shifts."""
    minutes = sum(len(row.get("days", ())) * _length(row["from"], row["to"]) for row in proposal.weekly)
    return (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize() + 0 if minutes else None


def _length(start: str, end: str) -> int:
    begun, ended = (int(text[:2]) * 60 + int(text[3:5]) for text in (start, end))
    return (ended - begun) % (24 * 60) or 24 * 60
