"""The benefits tab: what is in payment, permitted work with this person's hours and pay, and sessions kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from calculators.explain import RequestError, pence
from calculators.permitted_work import PermittedWorkRequest, PermittedWorkResult, permitted_work
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.hours import open_hours
from ipstui.widgets.lines import Heading, Line

BAR = 20
WORDS = {
    "within": "√ WITHIN the limits",
    "breach": "■ OVER THE LIMIT",
    "ask_dwp": "► ASK DWP",
    "unknown": "○ NOT KNOWN",
}


def permitted_work_request(casefile: Casefile) -> PermittedWorkRequest | None:
    """Return the request for the jobs now held, or the offer that starts next; None when there is neither."""
    story = casefile.story
    hours, gross = open_hours(story)
    offer = story.work.starting(story.today) if not story.work.open_jobs else None
    if offer is not None:
        hours = offer.hours_weekly
        gross = offer.hourly_pay * hours if offer.hourly_pay is not None and hours is not None else None
    elif not story.work.open_jobs:
        return None
    self_employed = any(job.self_employed for job in story.work.open_jobs)
    return PermittedWorkRequest(
        on=story.today,
        hours=hours,
        gross_weekly=pence(gross) if gross is not None and not self_employed else None,
        profit_yearly=pence(gross * 52) if gross is not None and self_employed else None,
        engagement="self_employed" if self_employed else "employed",
        also_on_uc=story.vocational.on_uc,
    )


def benefits(casefile: Casefile) -> list[Line | Heading]:
    """Return the lines of the tab."""
    return [*_in_payment(casefile), *_permitted(casefile), *_sessions(casefile)]


def _in_payment(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    yield Heading("In payment")
    for status in casefile.story.vocational.benefits:
        amount = f"{say.money(status.weekly)} a week" if status.weekly is not None else "amount not known"
        yield Line(
            status.id, (say.sentence(say.label(status.benefit)), f"{amount}, since {say.day(status.on, today)}", "")
        )
    if not casefile.story.vocational.benefits:
        yield Heading("Nothing recorded: not known, which is not the same as none.", quiet=True)
    yield Line("do:benefit", ("►", "Record a benefit …", ""))


def _permitted(casefile: Casefile) -> Iterator[Line | Heading]:
    vocational = casefile.story.vocational
    yield Heading("Permitted work (ESA)")
    if not vocational.on_esa:
        if vocational.on_uc:
            text = "On Universal Credit, without ESA on record: no permitted work and no limit on hours there."
        else:
            text = "ESA is not on record. If it is in payment, record it: the limits below then count."
        yield Heading(text, quiet=True)
    request = permitted_work_request(casefile)
    if request is None:
        yield Heading("No job and no accepted start: work out what an offer would mean.", quiet=True)
    else:
        try:
            result = permitted_work(request)
        except RequestError as error:
            yield Heading(f"Cannot be worked out: {error}", quiet=True)
        else:
            yield from permitted_work_lines(result)
            yield Line("keep:permitted-work", ("►", "Keep this on the timeline", ""))
    yield Line("do:permitted-work", ("►", "Work out other hours or pay …", ""))


def permitted_work_lines(result: PermittedWorkResult) -> Iterator[Line | Heading]:
    """Yield the verdict, the two bars, what is missing, warnings, and whom to tell."""
    route = say.label(result.route) if result.route else ""
    yield Line("pw:verdict", (WORDS[result.verdict], route, ""), styles={0: "bold $accent"})
    if result.hours is not None:
        told = f"{say.number(result.hours)} h, must be under {say.number(result.hours_under)}"
        yield Line("pw:hours", ("Hours a week", f"{told:<22} {_bar(result.hours, result.hours_under)}", ""))
    if result.counted_weekly is not None:
        told = f"{say.money(result.counted_weekly)} of {say.money(result.earnings_limit)}"
        yield Line(
            "pw:earnings",
            ("Earnings a week", f"{told:<22} {_bar(result.counted_weekly, result.earnings_limit)}", ""),
        )
    if result.headroom.hourly_rate is not None:
        yield Line(
            "pw:room", ("Room", f"at these hours up to {say.money(result.headroom.hourly_rate)} an hour", "")
        )
    for number, fact in enumerate(result.missing):
        yield Line(f"pw:missing:{number}", ("Missing", fact, ""))
    for number, warning in enumerate(result.warnings):
        yield Line(f"pw:warning:{number}", ("Take care", warning, ""))
    if result.verdict == "breach":
        for number, text in enumerate(result.if_over_limit):
            yield Line(f"pw:over:{number}", ("If over", text, ""))
    for number, text in enumerate(result.tell):
        yield Line(f"pw:tell:{number}", ("Tell" if not number else "", text, ""))


def _bar(value: Decimal, limit: Decimal) -> str:
    """Draw a value against its limit; over the limit the bar runs past the mark."""
    full = min(int(value * BAR / limit), BAR + 3) if limit else 0
    inside = "█" * min(full, BAR) + "░" * (BAR - min(full, BAR))
    return f"{inside}│{'█' * max(full - BAR, 0)}"


def _sessions(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    yield Heading("Sessions kept")
    for session in reversed(casefile.story.vocational.sessions):
        verdict = str(session.results.get("verdict", "")).replace("_", " ")
        rates = f"rates {session.rates_version}" if session.rates_version else ""
        told = (say.label(session.calculator.replace("-", " ")), verdict, session.advice, rates)
        yield Line(session.id, (say.day(session.on, today), ", ".join(part for part in told if part)))
    if not casefile.story.vocational.sessions:
        yield Heading("None yet. F2 opens the session to go through together.", quiet=True)
