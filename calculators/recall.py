"""When somebody back in custody on recall is expected out: the end of a fixed term, never certain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step, say
from calculators.given import check_day
from calculators.release import ReleaseDayRequest, release_day
from calculators.release_facts import FixedRecall, release_facts

RecallType = Literal["fixed_56", "fixed_14", "fixed_28", "standard"]
Who = Literal["adult", "young_offender"]
Ground = Literal[
    "extended_sentence",
    "particular_concern",
    "terrorist_offence",
    "state_threat",
    "relevant_terrorist_offender",
    "terrorist_or_foreign_power_risk",
    "mappa_2_or_3",
    "referred_by_secretary_of_state",
    "charged_with_offence",
    "transitional",
]
PAROLE_BOARD = "Parole Board (s.255C)"
_DAYS: dict[RecallType, int] = {"fixed_56": 56, "fixed_14": 14, "fixed_28": 28}


class RecallRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`returned_on` is the day back in custody. Give `type`, or `who` and the sentence, and it is worked out.

    `young_offender` is for those serving only sentences under s.250 or the old s.91, not for every young adult;
    `sentence_months` is asked of them. `not_automatic` names the grounds of s.255A(8) that hold: () is none,
    None is not asked. `conditional_release_on` is for a recall from HDC only. `sentence_days` is asked of those back
    inside before 31 March 2026.
    """

    returned_on: date
    type: RecallType | None = None
    who: Who | None = None
    recalled_from: Literal["licence", "hdc"] | None = None
    conditional_release_on: date | None = None
    sentence_months: int | None = None
    sentence_days: int | None = None
    not_automatic: tuple[Ground, ...] | None = None


class RecallResult(Result, frozen=True, kw_only=True):
    """`last_day` is the last of the term, `due_on` that day or the end of the custodial part for those from HDC,
    `expected_out_on` the due day moved off Fridays and holidays, with the reason.

    All are None where no date may be promised; `route` says who decides then. `certain` is always false.
    """

    last_day: date | None = None
    due_on: date | None = None
    expected_out_on: date | None = None
    moved_because: str | None = None
    told: str = ""
    route: str | None = None
    certain: bool = False


def recall(request: RecallRequest) -> RecallResult:
    """When a person back in custody on recall is expected out. Raises RequestError for what cannot be true.

    The day of return is day 1 of a fixed term. Source: Criminal Justice Act 2003 ss.255A to 255C.
    """
    _check(request)
    began = Step(f"Back in custody on {say(request.returned_on)}.")
    if grounds := request.not_automatic:
        words = release_facts().recall_excluded
        told = "; ".join(words.grounds[ground] for ground in grounds)
        step = Step(f"Not released automatically: {told}.", source=words.source)
        return RecallResult(route=PAROLE_BOARD, steps=(began, step), warnings=(_NO_DATE,))
    if request.type == "standard":
        step = Step("A standard recall has no fixed end: release again is decided, not counted.")
        return RecallResult(route=PAROLE_BOARD, steps=(began, step), warnings=(_NO_DATE,))
    term = _term(request)
    if term is None:
        return RecallResult(steps=(began,), warnings=(_NO_DATE,), missing=("sentence_months",))
    last = request.returned_on + timedelta(days=term.days - 1)
    counted = Step(f"Day {term.days}, the day of return being day 1, is {say(last)}.", source=term.source)
    due, steps, missing = _due(request, last)
    if due is None:
        return RecallResult(last_day=last, steps=(began, counted, *steps), warnings=(_NO_DATE,), missing=missing)
    moved = release_day(ReleaseDayRequest(due_on=due, kind="post_recall"))
    return RecallResult(
        last_day=last,
        due_on=due,
        expected_out_on=moved.expected_out_on,
        moved_because=moved.moved_because,
        told=moved.told,
        steps=(began, counted, *steps, *moved.steps[1:]),
        warnings=(*_warnings(request, term), *moved.warnings),
        missing=() if request.not_automatic is not None else ("not_automatic",),
    )


_NO_DATE = "Promise no date: the Parole Board or Secretary of State decides when this recall ends."


def _check(request: RecallRequest) -> None:
    for field in ("returned_on", "conditional_release_on"):
        if (day := getattr(request, field)) is not None:
            check_day(field, day)
    for field in ("sentence_months", "sentence_days"):
        if (length := getattr(request, field)) is not None and length < 1:
            raise RequestError(field, "A sentence is at least one long.")
    if request.type is None and request.who is None:
        raise RequestError("type", "Give the type of recall, or who it is for.")
    if request.conditional_release_on is not None and request.recalled_from == "licence":
        raise RequestError("conditional_release_on", "This goes with a recall from home detention curfew.")
    if request.who == "adult" and request.type in ("fixed_14", "fixed_28") and not _before_the_rule(request):
        raise RequestError("type", "For adults 14 and 28 days ended on 31 Mar 2026: it is 56 days, or standard.")


def _before_the_rule(request: RecallRequest) -> bool:
    return request.returned_on < release_facts().recall_already_inside.start


def _term(request: RecallRequest) -> FixedRecall | None:
    """The fixed term that holds; None where it goes by a length of sentence that was not given."""
    terms = release_facts().fixed_recall
    if request.type is not None:
        return next(term for term in terms if term.days == _DAYS[request.type])
    months = request.sentence_months
    fits = [term for term in terms if term.who == request.who]
    if len(fits) > 1 and months is None:
        return None
    return next(term for term in fits if term.under_months is None or (months or 0) < term.under_months)


def _due(request: RecallRequest, last: date) -> tuple[date | None, tuple[Step, ...], tuple[str, ...]]:
    """The later of the days that hold, with the steps; None with what is missing."""
    due, steps = last, list[Step]()
    if _before_the_rule(request) and request.type != "fixed_14" and request.type != "fixed_28":
        change = release_facts().recall_already_inside
        if request.sentence_days is None:
            return (
                None,
                (Step("Back inside before the rule began: it goes by the sentence.", source=change.source),),
                ("sentence_days",),
            )
        start = change.reaching(request.sentence_days)[1].start
        due = max(due, start)
        text = f"Back inside before the rule: for this sentence it began on {say(start)}, so not before {say(due)}."
        steps.append(Step(text, source=change.source))
    if request.recalled_from == "hdc" and request.conditional_release_on is None:
        return None, tuple(steps), ("conditional_release_on",)
    if conditional := request.conditional_release_on:
        due = max(due, conditional)
        steps.append(
            Step(
                f"Out on home detention curfew before: the later of that and the conditional release date "
                f"{say(conditional)} is {say(due)}.",
                source="Criminal Justice Act 2003 s.255BA; saved by Sentencing Act 2026 s.26(7)",
            )
        )
    return due, tuple(steps), ()


def _warnings(request: RecallRequest, term: FixedRecall) -> tuple[str, ...]:
    words = release_facts().recall_excluded.grounds
    told: tuple[tuple[bool, str], ...] = (
        (True, "Expected, never certain: release can be stopped, or brought forward where the risk is minimal."),
        (
            request.not_automatic is None,
            f"Not everybody is released automatically. Ask whether any of these holds: {'; '.join(words.values())}.",
        ),
        (
            term.who == "young_offender",
            "This term is for people serving ONLY sentences under s.250 or the old s.91, not for every young adult. "
            "From 12 months on, or under 18, it also asks that there is no risk of serious harm.",
        ),
        (
            _before_the_rule(request),
            "Returned before 31 Mar 2026: the dates of the order hold for those still inside on recall that day. "
            "Take the day the prison gives before this one.",
        ),
        (True, "Release after a recall is on a new licence, with its own conditions: ask for it."),
    )
    return tuple(text for bears, text in told if bears)


_CHECKED = date(2026, 11, 25)
RULES: tuple[Rule, ...] = (
    Rule(
        text="A fixed-term recall of an adult from 31 Mar 2026 is 56 days beginning with the day of return to custody.",
        source="Criminal Justice Act 2003 s.255BA; Sentencing Act 2026 s.32, SI 2026/86 reg 3",
        checked=_CHECKED,
    ),
    Rule(
        text="People serving only s.250 or s.91 sentences: 14 days under twelve months, 28 days from twelve.",
        source="Sentencing Act 2026 ss.30-31",
        checked=_CHECKED,
    ),
    Rule(
        text="Recalled from home detention curfew: the later of the term and the end of the custodial part. It stays "
        "so for everybody who was on curfew before s.26 began.",
        source="Criminal Justice Act 2003 s.255BA; Sentencing Act 2026 s.26(3), (7)",
        checked=_CHECKED,
    ),
    Rule(
        text="Not released automatically, but by the Parole Board: the grounds of s.255A(8), ten of them.",
        source="Criminal Justice Act 2003 ss.255A(8), 255C",
        checked=_CHECKED,
    ),
    Rule(
        text="Back inside on recall before 31 Mar 2026: the 56 days reach them on a day that goes by the sentence; "
        "that release comes no earlier than that day is our reading.",
        source="SI 2026/86 reg 4",
        checked=_CHECKED,
        status="derived",
    ),
    Rule(
        text="A standard recall gives no date, and a fixed one is expected, never certain.",
        source="Sentencing Act 2026 ss.32-33",
        checked=_CHECKED,
    ),
)
