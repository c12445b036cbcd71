"""What is kept of a benefits session: the event, the way back to the screen as it was, and what changed since."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from calculators.rates import rates_version
from ipstui.casework import say
from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.session import Answer, Point, answer, named
from ipstui.casework.benefits.words import IN_PAYMENT
from ipstui.casework.checks import Unfit
from ipstui.casework.events import (
    AddressSet,
    BenefitsSession,
    BenefitStatus,
    Event,
    JobChanged,
    JobEnded,
    JobStarted,
    Offer,
    Released,
    Relocated,
    ReturnedToCustody,
)
from ipstui.casework.known import plain
from ipstui.casework.story import Story

CALCULATOR = "better-off"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked on a day: the facts, up to three jobs, and which of them stood on the screen."""

    on: date
    facts: Facts
    choices: tuple[Choice, ...]
    chosen: int = 0


class KeptResults(msgspec.Struct, frozen=True, kw_only=True):
    """What came out, one answer a job, and the chart and the licence line of the chosen one."""

    answers: tuple[Answer, ...]
    curve: tuple[Point, ...] = ()
    licence: str = ""


def to_keep(kept: Kept, results: KeptResults, *, client: str, advice: str, copy_printed: bool) -> BenefitsSession:
    """Return the event. The ladders are left out: the curve holds the same figures."""
    slim = msgspec.structs.replace(
        results,
        answers=tuple(
            msgspec.structs.replace(a, better=msgspec.structs.replace(a.better, ladder=())) for a in results.answers
        ),
    )
    return BenefitsSession(
        client=client,
        on=kept.on,
        calculator=CALCULATOR,
        inputs=msgspec.to_builtins(kept, enc_hook=plain),
        results=msgspec.to_builtins(slim, enc_hook=plain),
        rates_version=results.answers[kept.chosen].better.rates_version,
        advice=advice,
        copy_printed=copy_printed,
    )


def kept_of(event: BenefitsSession) -> Kept | None:
    """Return what was asked, or None for a session that was only noted, or that this version cannot read."""
    if event.calculator != CALCULATOR:
        return None
    try:
        kept = msgspec.convert(event.inputs, Kept)
    except msgspec.ValidationError:
        return None
    return kept if 0 <= kept.chosen < len(kept.choices) else None


def results_of(event: BenefitsSession) -> KeptResults | None:
    """Return what came out, exactly as it was, or None where it cannot be read."""
    kept = kept_of(event)
    try:
        results = msgspec.convert(event.results, KeptResults)
    except msgspec.ValidationError:
        return None
    told: Any = event.results["answers"]
    answers = tuple(
        found if each.get("uc_known", True) else _without_award(found)
        for found, each in zip(results.answers, told, strict=True)
    )
    results = msgspec.structs.replace(results, answers=answers)
    return results if kept is not None and len(results.answers) == len(kept.choices) else None


def _without_award(found: Answer) -> Answer:
    """Return what an older version kept without the awards: it marked them as going by a rent that nobody told."""
    now, in_work = (
        msgspec.structs.replace(side, uc_award=None, uc_maximum=None)
        for side in (found.better.now, found.better.in_work)
    )
    return msgspec.structs.replace(found, better=msgspec.structs.replace(found.better, now=now, in_work=in_work))


def changed_since(event: BenefitsSession, story: Story) -> tuple[str, ...]:
    """Return, in words, what is not as it was: the rates, what was recorded since, and the figures today.

    Of a session of another calculator, or noted in words, there are no figures to work out again.
    """
    kept, results, today = kept_of(event), results_of(event), story.today
    if event.calculator == CALCULATOR and results is None:
        return ("It cannot be read by this version.",)
    told = []
    now = rates_version((kept.choices[kept.chosen].starts if kept else None) or today)
    if now != event.rates_version and (event.rates_version or results is not None):
        told.append(f"Rates then: {event.rates_version or 'not kept'}. Now: {now or 'none held'}.")
    told += [_said(each, today) for each in story.events if each.recorded > event.recorded and _bears(each)]
    if kept is None or results is None:
        return tuple(dict.fromkeys(told))
    for choice, then in zip(kept.choices, results.answers, strict=True):
        try:
            found = answer(kept.facts, choice, today)
        except Unfit as error:
            told.append(f"{named(choice)}: no answer today. {error.problem}")
            continue
        pairs = (
            ("Without work", then.better.now.total_monthly, found.better.now.total_monthly),
            (named(choice), then.better.in_work.total_monthly, found.better.in_work.total_monthly),
        )
        told += [f"{name}: {say.money(a)} a month then, {say.money(b)} today." for name, a, b in pairs if a != b]
    return tuple(dict.fromkeys(told))


_TITLES: dict[type[Event], str] = {
    JobStarted: "job started", JobChanged: "hours or pay changed", JobEnded: "job ended", Offer: "job offered",
    AddressSet: "address", Relocated: "address", Released: "release", ReturnedToCustody: "back in custody",
}  # fmt: skip


def _bears(event: Event) -> bool:
    return isinstance(event, BenefitStatus) or type(event) in _TITLES


def _said(event: Event, today: date) -> str:
    if isinstance(event, BenefitStatus):
        what = f"{say.sentence(say.label(event.benefit))} {IN_PAYMENT[event.in_payment]}"
    else:
        what = say.sentence(_TITLES[type(event)])
    return f"Recorded since: {what}, {say.short_day(event.on, today)}."
