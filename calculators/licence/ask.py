"""The short request to the officer: what is proposed, which terms, what is asked, by when. Nothing about health."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from calculators.licence.case import Case
from calculators.licence.clock import MARGIN, ONE_DAY, Shift, wall_minute
from calculators.licence.records import Proposal, Verdict
from calculators.licence.terms import Term
from calculators.working_days import is_working_day, working_day_before

LEAD = 2  # working days before the start by which a decision is wanted; our judgement
URGENT = 5  # a start within so many working days is urgent; our judgement

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HEALTH = re.compile(
    r"health|medic|doctor|gp\b|clinic|hospital|psych|mental|therap|treat|drug|alcohol|substance|addict|detox|rehab"
    r"|disab|illness|disorder|diagnos|injur|depress|anxi|autis|adhd|ocd|epilep|pregnan|hiv|self.harm|suicid"
    r"|methadone|prescri|counsel|esa\b|pip\b|unwell|sick",
    re.IGNORECASE,
)

# What is asked under each rule, where nothing more exact can be worked out.
_ASKED = {
    "R-WORK": "approve this {kind} before it starts",
    "R-CURFEW": "change the hours, or permit being out for these shifts",
    "R-PRETAG": "have the tag fitted before this, or permit being out for it",
    "R-REPORT": "move the reporting time, or permit another for these days",
    "R-ATTEND": "move the appointment, or agree the hours round it",
    "R-ZONE-OUT": "compare the address with the map, and permit going there for this work only",
    "R-ZONE-IN": "permit leaving the area for this work and the way there only",
    "R-EVENT-ZONE": "permit being there for work on the days of the event",
    "R-PUBEVENT": "permit being at the event for work only",
    "R-PREMISES": "permit being there for work only",
    "R-PREMISES-TYPE": "permit being there for work only",
    "R-DRINK": "permit being there for work only, without drinking",
    "R-DEVICE": "permit {needs} for this work only",
    "R-PHONE": "permit a work phone for this work only",
    "R-SOFTWARE": "permit the software for this work only",
    "R-SITES": "permit the apps for this work only",
    "R-UPLOAD": "permit posting for this work only",
    "R-DEVICE-HISTORY": "say what the employer must agree to about the device",
    "R-ITEM": "permit the tools for this work only, kept at the workplace",
    "R-VEHICLE-USE": "permit the driving for this work only",
    "R-CASH": "permit handling the employer's cash at work",
    "R-HOME": "permit the nights away",
    "R-REGION": "permit the nights outside the region",
    "R-CHILD-HOME": "say whether the nights there can be permitted",
    "R-CHILD-WORK": "say whether this contact with young people can be agreed, and with what safeguards",
    "R-CHILD-CONTACT": "say whether this contact with young people can be agreed, and with what safeguards",
    "R-NO-CHILD": "say whether this contact with young people can be agreed, and with what safeguards",
    "R-NAMED": "say whether the contact can be agreed",
    "R-GROUP": "say whether working there can be agreed",
    "R-OVERSEAS": "permit the travel",
    "R-PASSPORT": "permit the application",
    "R-MANUAL": "say whether it touches this work",
    "R-TAG": "say whether the tag allows these duties",
}
_OTHERWISE = "agree to this, or say what would make it possible"
_NEEDS = {"app": "an app", "email": "email", "web": "the web", "social": "posting online"}
_KINDS = {
    "job": "job",
    "work_trial": "work trial",
    "volunteering": "volunteering",
    "training": "training",
    "self_employment": "self-employment",
    "activity": "activity",
    "appointment": "appointment",
    "address": "address",
    "journey": "journey",
}


class Matter(msgspec.Struct, frozen=True):
    """One condition to put to somebody: what is asked of them, and `route`, None where nobody can lift it."""

    term: Term
    verdict: Verdict
    asked: str
    route: str | None


class Bite(msgspec.Struct, frozen=True):
    """The shifts a condition bites on, the internet purposes it would have to allow, whether it was refused."""

    term: Term
    verdict: Verdict
    shifts: tuple[Shift, ...]
    needs: tuple[str, ...] = ()
    refused: bool = False


def matter(bite: Bite, case: Case) -> Matter:
    """What to ask about a condition, and of whom."""
    what = asked(bite, case)
    return Matter(bite.term, bite.verdict, what, _route(bite, what))


def _route(bite: Bite, what: str) -> str | None:
    approver = bite.term.approver
    if approver is None:
        return "the officer: raise it and note the answer" if bite.verdict == "ask" else None
    who = "the officer or the named social services" if approver.startswith("officer_or") else f"the {approver}"
    return f"{who}: {what}"


def asked(bite: Bite, case: Case) -> str:
    """What exactly is asked."""
    if bite.refused:
        return "say whether the earlier refusal still stands for this"
    rule = bite.term.rule
    if rule in ("R-CURFEW", "R-PRETAG"):
        hours = _other_hours(bite, case)
        if hours:
            return hours if rule == "R-CURFEW" else f"{_ASKED[rule]} ({hours})"
    text = _ASKED.get(rule, _OTHERWISE)
    if rule == "R-ATTEND" and len(bite.shifts) <= 4:
        days = ", ".join(say(shift.day, case.request.as_of) for shift in bite.shifts)
        text = f"{text} ({days})"
    needs = " and ".join(_NEEDS.get(word, word) for word in bite.needs) or "the device"
    return text.format(kind=_KINDS[case.kind], needs=needs)


def _other_hours(bite: Bite, case: Case) -> str:
    """The curfew these shifts would need, to the quarter hour, with journey and margin."""
    spare = (case.journey or 0) + MARGIN
    later: list[int] = []
    earlier: list[int] = []
    for shift in bite.shifts:
        for start, end in case.blocks(bite.term, shift):
            if start >= shift.end + spare or end <= shift.start - spare:
                continue
            if end > shift.end:
                later.append(-(-wall_minute(shift.end + spare, shift.day) // 15) * 15)
            if start < shift.start:
                earlier.append(wall_minute(shift.start - spare, shift.day) // 15 * 15)
    parts = []
    if later:
        parts.append(f"start at {_clock(max(later))} or later")
    if earlier:
        parts.append(f"end by {_clock(min(earlier))}")
    if not parts:
        return ""
    days = _days({shift.day.weekday() for shift in bite.shifts})
    return f"let the curfew {' and '.join(parts)} on {days}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _days(days: set[int]) -> str:
    found = sorted(days)
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return f"{_DAYS[found[0]]}–{_DAYS[found[-1]]}"
    return ", ".join(_DAYS[day] for day in found)


def request_text(matters: Sequence[Matter], case: Case) -> str:
    """The request to the officer, ready to send. What only a court or the police can lift is set apart."""
    proposal = case.proposal
    lines = [_wanted_by(case), "", *_proposal(case), "", "What is asked:"]
    ours = [matter for matter in matters if not matter.term.is_order]
    for matter in ours:
        lines.append(f"- {_named(matter.term)}: {matter.asked}.")
    if len(ours) < len(matters):
        lines.append("Orders, which the court or the police would have to change:")
        for matter in matters:
            if matter.term.is_order:
                lines.append(f"- {_named(matter.term)}")
    lines += ["", "Please answer with any limits on days, hours, place or purpose, and the date they hold from."]
    if proposal.start <= case.request.as_of:
        lines.append("The proposed start is not in the future: nothing starts before the answer.")
    return "\n".join(lines)


def _wanted_by(case: Case) -> str:
    start, today = case.proposal.start, case.request.as_of
    wanted = start
    for _ in range(LEAD):
        wanted = working_day_before(wanted)
    wanted = max(wanted, today)
    left, day = 0, today
    while day < start and left <= URGENT:
        day += ONE_DAY
        left += is_working_day(day)
    urgent = " Urgent." if left <= URGENT else ""
    return f"A decision is needed by {say(wanted, today)}.{urgent}"


def _proposal(case: Case) -> list[str]:
    """The proposal in three lines."""
    proposal, today = case.proposal, case.request.as_of
    what = f", {_private(proposal.what, 'details with the person')}" if proposal.what else ""
    named = (proposal.engagement or "").replace("self_employed", "self-employed").replace("_", " ")
    engagement = f", {named}" if named else ""
    until = f" to {say(proposal.end, today)}" if proposal.end else ""
    places = ", ".join(code.strip() for code in case.postcodes) or "place not known yet"
    journey = f"journey {case.journey} minutes each way" if case.journey is not None else "journey not known yet"
    return [
        f"Proposal: {_KINDS[case.kind]}{what}{engagement}.",
        f"When: from {say(proposal.start, today)}{until}; {_hours(proposal, today)}.",
        f"Where: {places}; {journey}.",
    ]


def _hours(proposal: Proposal, today: date) -> str:
    parts = [f"{_days(set(row.days))} {row.start}–{row.end}" for row in proposal.weekly]
    parts += [f"{say(row.date, today)} {row.start}–{row.end}" for row in proposal.dated[:6]]
    if len(proposal.dated) > 6:
        parts.append(f"{len(proposal.dated) - 6} more dates")
    facts = proposal.facts
    if facts.earliest_start and facts.latest_finish:
        parts.append(f"never before {facts.earliest_start} or after {facts.latest_finish}")
    return "; ".join(parts) or "hours not known yet"


def _named(term: Term) -> str:
    """A term as it may be named to somebody: never by what it says about health."""
    return (
        "a term of the licence about attending or testing"
        if term.health
        else _private(term.name, "a free-text term (see the licence)")
    )


def _private(text: str, instead: str) -> str:
    return instead if _HEALTH.search(text) else " ".join(text.split())


def say(day: date, today: date) -> str:
    """A day as "Mon 30 Nov", with the year where it is not this year's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {day:%b}{year}"
