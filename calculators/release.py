"""Which day a person is expected to walk out: a given date moved off Fridays and holidays.

Nothing here works a date out from a sentence. Every tranche is data, with a source and the day it was checked.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step, say
from calculators.given import check_day
from calculators.release_facts import release_facts
from calculators.working_days import ONE_DAY, bank_holiday_name, bank_holidays, holidays_known, is_working_day

ReleaseKind = Literal["determinate", "post_recall", "hdc", "parole", "life"]

MOVED_KINDS: frozenset[ReleaseKind] = frozenset({"determinate", "post_recall"})
PRESUMPTION = (
    "This is a presumption, not a promise: the governor may keep the due day in exceptional cases, "
    "an officer may ask for one more working day earlier, and it needs 28 days in custody since sentence. "
    "Confirm the day with the prison."
)


class ReleaseDayRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`due_on` is the date the prison gives; `kind` is what sort of release it is.

    `sentence_days`, the whole length of a standard determinate sentence, tells when the progression model reaches it.
    """

    due_on: date
    kind: ReleaseKind = "determinate"
    sentence_days: int | None = None


class ReleaseDayResult(Result, frozen=True, kw_only=True):
    """`moved_because` is None when the person is expected out on the due day itself; `told` says both days."""

    expected_out_on: date
    moved_because: str | None = None
    told: str = ""


def told_and_out(due: date, out: date, because: str | None) -> str:
    """The day told and the day expected, with the reason where they differ: "told Fri 18 Dec 2026; out Thu 17 …"."""
    return f"told {say(due)}; out {say(out)}, because {because}" if because else f"out {say(out)}"


def release_day(request: ReleaseDayRequest) -> ReleaseDayResult:
    """The day a person due out on a date is expected to leave.

    Rule: while the day, or the one after it, is a weekend or bank holiday, go back one day.
    Source: the release service of the Ministry of Justice, in RULES. Raises RequestError for an absurd year.
    """
    due, kind = request.due_on, request.kind
    check_day("due_on", due)
    steps = [Step(f"Due out on {say(due)}.")]
    warnings = _kind_warnings(due, kind)
    if request.sentence_days is not None:
        warnings.append(_tranche_note(request.sentence_days, kind))
    if kind not in MOVED_KINDS:
        steps.append(Step(f"A release by way of {_KIND_WORDS[kind]} is not moved off Fridays and holidays."))
        return ReleaseDayResult(
            expected_out_on=due, told=told_and_out(due, due, None), steps=tuple(steps), warnings=tuple(warnings)
        )

    rule = release_facts().earlier_release
    out, crossed = due, list[str]()
    while closed := _why_not(out):
        steps.append(Step(f"{closed}: go back one day."))
        crossed += [name for day in (out + ONE_DAY, out) if (name := bank_holiday_name(day)) and name not in crossed]
        out -= ONE_DAY
    steps.append(
        Step(
            f"{say(out)} is a working day and so is the day after: expected out on {say(out)}.",
            source=rule.source,
        )
    )
    if due < rule.start:
        warnings.append(f"The rule began on {say(rule.start)}, after this date: take the day the prison recorded.")
    if not (holidays_known(out) and holidays_known(due + ONE_DAY)):
        table = bank_holidays()
        warnings.append(
            f"Bank holidays are held from {say(table.start)} to {say(table.end)}: "
            "outside that only weekends were looked at, so the day may be wrong."
        )
    if out == due:
        return ReleaseDayResult(
            expected_out_on=due, told=told_and_out(due, due, None), steps=tuple(steps), warnings=tuple(warnings)
        )

    days = (due - out).days
    if crossed:
        also = ", though it is itself a working day" if is_working_day(due) else ""
        warnings.append(
            f"{say(due)} is moved by {', '.join(crossed)}{also}. Expect the person "
            f"{days} {'day' if days == 1 else 'days'} early, with services closing behind them: "
            "have housing, money and the first appointment ready by then."
        )
    reason = f"{_why_not(due)}; {say(out)} is the nearest earlier working day with a working day after it"
    return ReleaseDayResult(
        expected_out_on=out,
        moved_because=reason,
        told=told_and_out(due, out, reason),
        steps=tuple(steps),
        warnings=(*warnings, PRESUMPTION),
    )


def _tranche_note(sentence_days: int, kind: ReleaseKind) -> str:
    """When the progression model reaches people already serving a standard determinate sentence.

    Raises RequestError unless that is at least one day, and for a release that is of no such sentence.
    """
    if kind != "determinate":
        raise RequestError("sentence_days", "The progression model is about releases from a determinate sentence.")
    if sentence_days <= 0:
        raise RequestError("sentence_days", "A sentence is at least one day long.")
    progression = release_facts().progression
    number, tranche = progression.reaching(sentence_days)
    return (
        f"Tranche {number} of {len(progression.tranches)}: the progression model from {say(tranche.start)}, "
        "if nothing excludes the sentence. Ask for a date confirmed since then."
    )


def _kind_warnings(due: date, kind: ReleaseKind) -> list[str]:
    facts = release_facts()
    if kind == "hdc" and due >= facts.hdc_end.start:
        return [
            f"Home detention curfew stopped for adults on {say(facts.hdc_end.start)} and stays for young "
            "people under section 250: ask what this date is. (The day the law began was not seen.)"
        ]
    if kind == "parole":
        return ["A parole date is no promise before the Board has decided."]
    if kind == "life":
        return ["Release from a life or indeterminate sentence is decided, not counted: ask the prison for it."]
    if kind == "determinate" and due >= facts.progression.start:
        return [
            f"Dates moved when the progression model began on {say(facts.progression.start)}: "
            "make sure this one was confirmed since."
        ]
    return []


_KIND_WORDS: dict[ReleaseKind, str] = {
    "hdc": "home detention curfew",
    "parole": "a Parole Board decision",
    "life": "a life or indeterminate sentence",
}


def _why_not(day: date) -> str | None:
    """Why nobody is released that day by the rule; None when it is a day of release."""
    if closed := _closed(day):
        return f"{say(day)} is {closed}"
    if closed := _closed(day + ONE_DAY):
        return f"{say(day)} is the day before {closed}"
    return None


def _closed(day: date) -> str | None:
    if holiday := bank_holiday_name(day):
        return f"a bank holiday ({holiday})"
    return "a weekend" if day.weekday() >= 5 else None


_CHECKED = date(2026, 11, 22)
RULES: tuple[Rule, ...] = (
    Rule(
        text="A determinate or post-recall release moves back one day at a time while the day, or the one "
        "after, is a weekend or bank holiday in England and Wales.",
        source="MoJ Calculate Release Dates service, NonFridayReleaseService (August 2026)",
        checked=_CHECKED,
    ),
    Rule(
        text="The move is a presumption, after 28 days in custody since sentence; a governor may undo it.",
        source="Policy framework of 22 Nov 2023, live 30 Nov 2023, as quoted by Nacro and Expert Citizens",
        checked=_CHECKED,
        status="derived",
    ),
    Rule(
        text="Curfew, parole and life releases are not moved.",
        source="MoJ Calculate Release Dates service, NonFridayReleaseService (August 2026)",
        checked=_CHECKED,
    ),
    Rule(
        text="Home detention curfew gives adults no new dates from 2 Sep 2026; the progression model starts "
        "on 1 Oct 2026, in ten tranches.",
        source="Sentencing Act 2026 ss.23, 26, 27; days from the MoJ Calculate Release Dates service",
        checked=_CHECKED,
        status="unconfirmed",
    ),
)
