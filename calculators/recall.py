"""When somebody back in custody on recall is expected out: the end of a fixed term, never certain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step, say
from calculators.given import check_day
from calculators.release import ReleaseDayRequest, release_day
from calculators.release_facts import FixedRecall, release_facts

RecallType = Literal["fixed_56", "standard"]


class RecallRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`returned_on` is the day back in custody; `conditional_release_on` is for a recall from HDC only."""

    returned_on: date
    type: RecallType
    conditional_release_on: date | None = None


class RecallResult(Result, frozen=True, kw_only=True):
    """`due_on` is the last day of the term, `expected_out_on` that day moved off Fridays and holidays.

    Both are None where no date may be promised; `certain` is always false.
    """

    due_on: date | None = None
    expected_out_on: date | None = None
    certain: bool = False


def recall(request: RecallRequest) -> RecallResult:
    """When a person back in custody on recall is expected out: the end of a fixed term, never certain.

    The day of return is day 1 of a fixed term. Raises RequestError for a return before the rule began.
    Source: Criminal Justice Act 2003 s.255BA.
    """
    check_day("returned_on", request.returned_on)
    steps = [Step(f"Back in custody on {say(request.returned_on)}.")]
    if request.type == "standard":
        return RecallResult(
            steps=(
                *steps,
                Step("A standard recall has no fixed end: release again is decided, not counted."),
            ),
            warnings=("Promise no date: the Parole Board or Secretary of State decides when this recall ends.",),
        )

    period = _fixed_recall_on(request.returned_on)
    last = request.returned_on + timedelta(days=period.days - 1)
    steps.append(
        Step(f"Day {period.days}, the day of return being day 1, is {say(last)}.", source=period.source),
    )
    if conditional := request.conditional_release_on:
        check_day("conditional_release_on", conditional)
        later = max(last, conditional)
        steps.append(
            Step(
                f"Out on home detention curfew before: the later of that and the conditional release date "
                f"{say(conditional)} is {say(later)}."
            )
        )
        last = later
    moved = release_day(ReleaseDayRequest(due_on=last, kind="post_recall"))
    return RecallResult(
        due_on=last,
        expected_out_on=moved.expected_out_on,
        steps=(*steps, *moved.steps[1:]),
        warnings=(
            "Expected, never certain: not every recall is a fixed term (some people managed under MAPPA, on "
            "extended or parole sentences or charged again), and release can be stopped or brought forward.",
            "Release after a recall is on a new licence, with its own conditions: ask for it.",
            *moved.warnings,
        ),
    )


def _fixed_recall_on(returned_on: date) -> FixedRecall:
    periods = [period for period in release_facts().fixed_recall if period.start <= returned_on]
    if not periods:
        first = min(release_facts().fixed_recall, key=lambda period: period.start)
        raise RequestError(
            "returned_on",
            f"The {first.days}-day recall holds for a return from {say(first.start)}; "
            "earlier returns had other terms, so use the date the prison gives.",
        )
    return max(periods, key=lambda period: period.start)


_CHECKED = date(2026, 11, 22)
RULES: tuple[Rule, ...] = (
    Rule(
        text="A fixed-term recall from 31 Mar 2026 is 56 days beginning with the day of return to custody.",
        source="Sentencing Act 2026 ss.32-33, SI 2026/86; Criminal Justice Act 2003 s.255BA",
        checked=_CHECKED,
    ),
    Rule(
        text="After a recall from home detention curfew, release waits for a later conditional release date.",
        source="Criminal Justice Act 2003 s.255BA",
        checked=_CHECKED,
    ),
    Rule(
        text="A standard recall gives no date, and a fixed one is expected, never certain.",
        source="Sentencing Act 2026 ss.32-33; exclusions from Clinks and MoJ pages, not the full list",
        checked=_CHECKED,
        status="derived",
    ),
)
