"""The benefits tab: what is in payment, permitted work with this person's hours and pay, and sessions kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ipstui.casework import say
from ipstui.casework.benefits.at_start import lines_at_start
from ipstui.casework.benefits.hours import request_for_jobs
from ipstui.casework.benefits.wage import wage_said
from ipstui.casework.casefile import Casefile
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line, Target

if TYPE_CHECKING:
    from calculators.benefits.permitted_work import PermittedWorkRequest, PermittedWorkResult

BAR = 20
WORDS = {
    "within": "√ WITHIN the limits",
    "breach": "■ OVER THE LIMIT",
    "ask_dwp": "► ASK DWP",
    "unknown": "○ NOT KNOWN",
}


VERDICTS = {"within": "within the limits", "breach": "over the limit", "ask_dwp": "ask DWP", "unknown": "not known"}
MISSING = {
    "hours": "hours a week: record them with the job",
    "pay": "pay an hour: record it with the job",
    "net_weekly": "pay: what the job pays",
    "engagement": "what the pay is: expenses alone are voluntary work, a wage is judged as employed",
    "placement_approved_before_start": "whether the Jobcentre approved the placement in writing before it starts",
}
_KIND_OPEN = ("engagement", "placement_approved_before_start")
"""What decides which rule holds at all: until it is known no figure is held against a limit."""
_ANY_HOURS = ("supported", "lower_limit", "voluntary", "placement")


def benefits(casefile: Casefile, _: Beside) -> list[Line | Heading]:
    """Return the lines of the tab."""
    return [
        *_in_payment(casefile), *_permitted(casefile), *_wages(casefile), *_at_start(casefile), *_sessions(casefile),
    ]  # fmt: skip


def _wages(casefile: Casefile) -> Iterator[Line | Heading]:
    """Pay under the minimum wage: of the jobs held and of the offer that starts next, today and when it was agreed."""
    story, birth_year = casefile.story, casefile.client.birth_year
    told: dict[str, str] = {}
    for job in story.work.open_jobs:
        if job.self_employed:
            continue
        for on in dict.fromkeys((story.today, job.now.since)):
            text = wage_said(
                on, hours=job.now.hours_weekly, hourly=job.now.hourly_pay, birth_year=birth_year, as_of=story.today
            )
            if text:
                told.setdefault(job.role, text)
    offer = story.work.starting(story.today)
    if offer is not None and offer.starts is not None:
        text = wage_said(offer.starts, hours=offer.hours_weekly, hourly=offer.hourly_pay, birth_year=birth_year)
        told |= {offer.role: text} if text else {}
    if told:
        yield Heading("Pay")
    for number, (role, text) in enumerate(told.items()):
        yield Line(Target("limits", part="wage", line=f"{number}"), (role, f"▲ {text}", ""), styles={1: "bold"})


_VERDICT = {"may_apply": "May apply", "not_usually": "Not usually", "ask": "Ask", "holds": "By law"}
_SURE = {"confirmed": "", "reported": " (as others report)", "unconfirmed": " (not looked up)"}


def _at_start(casefile: Casefile) -> Iterator[Line | Heading]:
    """What may be applied for, and what holds, while a job is new: by when comes first, where nothing cuts it off."""
    lines = lines_at_start(casefile.story, casefile.client.birth_year, casefile.client.jurisdiction)
    if lines:
        yield Heading("When the job begins")
    for line in lines:
        text = f"{line.text} {line.by_when}{_SURE[line.status]} Source: {line.source}."
        yield Line(Target("limits", part="start", line=line.id), (_VERDICT[line.verdict], text, ""))


def _in_payment(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    yield Heading("In payment")
    for status in casefile.story.vocational.benefits:
        amount = f"{say.money(status.weekly)} a week" if status.weekly is not None else "amount not known"
        yield Line(
            of("event", status.id),
            (say.sentence(say.label(status.benefit)), f"{amount}, since {say.day(status.on, today)}", ""),
        )
    if not casefile.story.vocational.benefits:
        yield Heading("Nothing recorded: not known, which is not the same as none.", quiet=True)
    yield Line(Target("do", "benefit"), ("►", "Record a benefit …", ""))


def _permitted(casefile: Casefile) -> Iterator[Line | Heading]:
    vocational = casefile.story.vocational
    yield Heading("Permitted work (ESA)")
    request = request_for_jobs(casefile.story)
    if not vocational.on_esa and vocational.on_uc:
        # A limit that does not hold for this person must not be drawn as one that is broken.
        yield Heading(
            "On Universal Credit, without ESA on record: no permitted work and no limit on hours.", quiet=True
        )
    elif request is None:
        yield Heading("No job and no accepted start: work out what an offer would mean.", quiet=True)
    else:
        yield from _judged(request, known=vocational.on_esa)
    yield Line(Target("do", "permitted_work"), ("►", "Work out other hours or pay …", ""))


def _judged(request: PermittedWorkRequest, *, known: bool) -> Iterator[Line | Heading]:
    """The sum with its verdict; the verdict alone, and as a question, where ESA is not on record."""
    from calculators.benefits.permitted_work import permitted_work
    from calculators.explain import RequestError

    try:
        result = permitted_work(request)
    except RequestError as error:
        yield Heading(f"Cannot be worked out: {error}", quiet=True)
        return
    if known:
        yield from permitted_work_lines(result)
        yield Line(Target("do", "keep_permitted_work"), ("►", "Keep this on the timeline", ""))
        return
    yield Heading("ESA is not on record. If it is in payment, record it: the limits then count.", quiet=True)
    told = "; ".join(part for part in (WORDS[result.verdict][2:].lower(), verdict_why(result)) if part)
    yield Line(Target("limits", part="if"), ("If on ESA", told, ""), style="$text-muted")


def verdict_why(result: PermittedWorkResult) -> str:
    """Return what the verdict hangs on, in one sentence: hours and money are two tests, and each fails alone."""
    hours, counted = result.hours, result.counted_weekly
    if _kind_is_open(result):
        return "it turns on what kind of work this is"
    if result.verdict == "breach" and not counted:
        return "a placement that is not approved before it starts is not exempt"
    if result.verdict == "breach" and hours is not None and counted is not None:
        long, much = hours >= result.hours_under, counted > result.earnings_limit
        too_long = f"{say.number(hours)} hours is not under {say.number(result.hours_under)}"
        if long and not much:
            return f"FAILS ON HOURS: {too_long}. The pay is inside its limit, and that does not help."
        too_much = f"{say.money(counted)} is over {say.money(result.earnings_limit)}"
        return f"hours and pay: {too_long}, and {too_much}" if long else f"FAILS ON PAY: {too_much}"
    if result.verdict == "unknown" and hours is not None and hours >= result.hours_under:
        return (
            f"{say.number(hours)} hours is not under {say.number(result.hours_under)}: "
            f"only pay up to {say.money(result.lower_limit)} a week leaves the hours free"
        )
    return say.label(result.route) if result.route else ""


def _kind_is_open(result: PermittedWorkResult) -> bool:
    return any(fact in result.missing for fact in _KIND_OPEN)


def permitted_work_lines(result: PermittedWorkResult) -> Iterator[Line]:
    """Yield the verdict, the two bars, what is missing, warnings, and whom to tell."""
    style = "bold $warning" if result.verdict == "breach" else "bold $accent"
    yield Line(
        Target("limits", part="verdict"), (WORDS[result.verdict], verdict_why(result), ""), styles={0: style, 1: "bold"}
    )
    if result.hours is not None and not _kind_is_open(result):
        free = result.route in _ANY_HOURS
        over = result.hours >= result.hours_under and not free
        told = f"{say.number(result.hours)} h, "
        told += "any number here" if free else f"must be under {say.number(result.hours_under)}"
        yield Line(
            Target("limits", part="hours"),
            ("Hours a week", f"{told:<22} {_bar(result.hours, result.hours_under, over)}", ""),
        )
    if result.counted_weekly is not None and not _kind_is_open(result):
        over = result.counted_weekly > result.earnings_limit
        told = f"{say.money(result.counted_weekly)} of {say.money(result.earnings_limit)}"
        bar = _bar(result.counted_weekly, result.earnings_limit, over)
        yield Line(Target("limits", part="earnings"), ("Earnings a week", f"{told:<22} {bar}", ""))
    if result.headroom.hourly_rate is not None:
        yield Line(
            Target("limits", part="room"),
            ("Room", f"at these hours up to {say.money(result.headroom.hourly_rate)} an hour", ""),
        )
    for number, fact in enumerate(result.missing):
        yield Line(Target("limits", part="missing", line=f"{number}"), ("Missing", MISSING.get(fact, fact), ""))
    for number, warning in enumerate(result.warnings):
        yield Line(Target("limits", part="warning", line=f"{number}"), ("Take care", warning, ""))
    if result.verdict == "breach":
        for number, text in enumerate(result.if_over_limit):
            yield Line(Target("limits", part="over", line=f"{number}"), ("If over" if not number else "", text, ""))
    for number, text in enumerate(result.tell):
        yield Line(Target("limits", part="tell", line=f"{number}"), ("Tell" if not number else "", text, ""))


def _bar(value: Decimal, limit: Decimal, over: bool) -> str:
    """Draw a value against its limit: past the mark exactly where the limit is broken."""
    full = min(int(value * BAR / limit), BAR) if limit else 0
    inside = "█" * full + "░" * (BAR - full)
    past = min(max(int(value * BAR / limit) - BAR, 1), 3) if over and limit else 0
    return f"{inside}│{'█' * past}"


def _sessions(casefile: Casefile) -> Iterator[Line | Heading]:
    from ipstui.casework.benefits.kept import changed_since

    today = casefile.story.today
    yield Heading("Sessions kept")
    for session in reversed(casefile.story.vocational.sessions):
        verdict = VERDICTS.get(str(session.results.get("verdict", "")), "")
        rates = f"rates {session.rates_version}" if session.rates_version else ""
        told = (say.label(session.calculator.replace("-", " ")), verdict, session.advice, rates)
        text = ", ".join(part for part in told if part)
        if changed := changed_since(session, casefile.story):
            # In front, where a narrow screen does not cut it off.
            text = f"► CHANGED. {' '.join(changed)} Then: {text}"
        yield Line(of("event", session.id), (say.day(session.on, today), text), styles={1: "bold"} if changed else {})
    if not casefile.story.vocational.sessions:
        yield Heading("None yet. F2 opens the session to go through together.", quiet=True)


TAB = Tab(
    "benefits",
    "Benefits",
    (Column(16, style="bold"), Column(40, share=1)),
    benefits,
)
