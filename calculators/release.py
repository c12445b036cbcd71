"""Which day a person is expected to walk out: a given date moved off Fridays and holidays, or a recall's end.

Nothing here works a date out from a sentence. Every period and tranche is data, with a source and the day
it was checked.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step
from calculators.reference import data_folder

ReleaseKind = Literal["determinate", "post_recall", "hdc", "parole", "life"]
RecallType = Literal["fixed_56", "standard"]

MOVED_KINDS: frozenset[ReleaseKind] = frozenset({"determinate", "post_recall"})
PRESUMPTION = (
    "This is a presumption, not a promise: the governor may keep the due day in exceptional cases, "
    "an officer may ask for one more working day earlier, and it needs 28 days in custody since sentence. "
    "Confirm the day with the prison."
)
ONE_DAY = timedelta(days=1)


class ReleaseDayRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`due_on` is the date the prison gives; `kind` is what sort of release it is."""

    due_on: date
    kind: ReleaseKind = "determinate"


class ReleaseDayResult(Result, frozen=True, kw_only=True):
    """`moved_because` is None when the person is expected out on the due day itself."""

    expected_out_on: date
    moved_because: str | None = None


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


class DatedFact(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From which day something holds, its source, and how sure (A text seen, B secondary, C inferred)."""

    start: date
    source: str
    confidence: Literal["A", "B", "C"]


class FixedRecall(DatedFact, frozen=True):
    """The length of a fixed-term recall in days, the day of return being the first."""

    days: int


class Tranche(msgspec.Struct, frozen=True, rename={"start": "from"}):
    """From `start` the progression model reaches sentences of up to so many days (None: any longer one)."""

    up_to_days: int | None
    start: date


class Progression(DatedFact, frozen=True):
    tranches: tuple[Tranche, ...]


class ReleaseFacts(msgspec.Struct, frozen=True):
    """What `data/release.json` holds."""

    about: str
    checked: date
    earlier_release: DatedFact
    fixed_recall: tuple[FixedRecall, ...]
    hdc_end: DatedFact
    progression: Progression


class BankHolidays(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """What `data/bank_holidays.json` holds: every day in England and Wales from `start` to `end`."""

    start: date
    end: date
    days: dict[date, str]


@cache
def bank_holidays() -> BankHolidays:
    """The table of bank holidays, read once."""
    return msgspec.json.decode((data_folder() / "bank_holidays.json").read_bytes(), type=BankHolidays)


@cache
def release_facts() -> ReleaseFacts:
    """The dated facts about release and recall, read once."""
    return msgspec.json.decode((data_folder() / "release.json").read_bytes(), type=ReleaseFacts)


def bank_holiday_name(day: date) -> str | None:
    """The bank holiday that day, England and Wales; None outside the table too: see `holidays_known`."""
    return bank_holidays().days.get(day)


def holidays_known(day: date) -> bool:
    """Whether the table of bank holidays reaches that day."""
    return bank_holidays().start <= day <= bank_holidays().end


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday in England and Wales."""
    return day.weekday() < 5 and bank_holiday_name(day) is None


def working_day_before(day: date) -> date:
    """The last working day before that day, which itself is never the answer."""
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def release_day(request: ReleaseDayRequest) -> ReleaseDayResult:
    """The day a person due out on a date is expected to leave.

    Rule: while the day, or the one after it, is a weekend or bank holiday, go back one day.
    Source: the release service of the Ministry of Justice, in RULES. Raises RequestError for an absurd year.
    """
    due, kind = request.due_on, request.kind
    _check_sane("due_on", due)
    steps = [Step(f"Due out on {_say(due)}.")]
    warnings = _kind_warnings(due, kind)
    if kind not in MOVED_KINDS:
        steps.append(Step(f"A release by way of {_KIND_WORDS[kind]} is not moved off Fridays and holidays."))
        return ReleaseDayResult(expected_out_on=due, steps=tuple(steps), warnings=tuple(warnings))

    rule = release_facts().earlier_release
    out, crossed = due, list[str]()
    while closed := _why_not(out):
        steps.append(Step(f"{closed}: go back one day."))
        crossed += [name for day in (out + ONE_DAY, out) if (name := bank_holiday_name(day)) and name not in crossed]
        out -= ONE_DAY
    steps.append(
        Step(
            f"{_say(out)} is a working day and so is the day after: expected out on {_say(out)}.",
            source=rule.source,
        )
    )
    if due < rule.start:
        warnings.append(f"The rule began on {_say(rule.start)}, after this date: take the day the prison recorded.")
    if not (holidays_known(out) and holidays_known(due + ONE_DAY)):
        table = bank_holidays()
        warnings.append(
            f"Bank holidays are held from {_say(table.start)} to {_say(table.end)}: "
            "outside that only weekends were looked at, so the day may be wrong."
        )
    if out == due:
        return ReleaseDayResult(expected_out_on=due, steps=tuple(steps), warnings=tuple(warnings))

    days = (due - out).days
    if crossed:
        also = ", though it is itself a working day" if is_working_day(due) else ""
        warnings.append(
            f"{_say(due)} is moved by {', '.join(crossed)}{also}. Expect the person "
            f"{days} {'day' if days == 1 else 'days'} early, with services closing behind them: "
            "have housing, money and the first appointment ready by then."
        )
    reason = f"{_why_not(due)}; {_say(out)} is the nearest earlier working day with a working day after it"
    return ReleaseDayResult(
        expected_out_on=out, moved_because=reason, steps=tuple(steps), warnings=(*warnings, PRESUMPTION)
    )


def recall(request: RecallRequest) -> RecallResult:
    """When a person back in custody on recall is expected out: the end of a fixed term, never certain.

    The day of return is day 1 of a fixed term. Raises RequestError for a return before the rule began.
    Source: Criminal Justice Act 2003 s.255BA.
    """
    _check_sane("returned_on", request.returned_on)
    steps = [Step(f"Back in custody on {_say(request.returned_on)}.")]
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
        Step(f"Day {period.days}, the day of return being day 1, is {_say(last)}.", source=period.source),
    )
    if conditional := request.conditional_release_on:
        _check_sane("conditional_release_on", conditional)
        later = max(last, conditional)
        steps.append(
            Step(
                f"Out on home detention curfew before: the later of that and the conditional release date "
                f"{_say(conditional)} is {_say(later)}."
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


def tranche_note(sentence_days: int) -> str:
    """When the progression model reaches people already serving a standard determinate sentence.

    `sentence_days` is its whole length. Raises RequestError unless that is at least one day.
    """
    if sentence_days <= 0:
        raise RequestError("sentence_days", "A sentence is at least one day long.")
    progression = release_facts().progression
    number, tranche = next(
        (number, tranche)
        for number, tranche in enumerate(progression.tranches, 1)
        if tranche.up_to_days is None or sentence_days <= tranche.up_to_days
    )
    return (
        f"Tranche {number} of {len(progression.tranches)}: the progression model from {_say(tranche.start)}, "
        "if nothing excludes the sentence. Ask for a date confirmed since then."
    )


def _fixed_recall_on(returned_on: date) -> FixedRecall:
    periods = [period for period in release_facts().fixed_recall if period.start <= returned_on]
    if not periods:
        first = min(release_facts().fixed_recall, key=lambda period: period.start)
        raise RequestError(
            "returned_on",
            f"The {first.days}-day recall holds for a return from {_say(first.start)}; "
            "earlier returns had other terms, so use the date the prison gives.",
        )
    return max(periods, key=lambda period: period.start)


def _kind_warnings(due: date, kind: ReleaseKind) -> list[str]:
    facts = release_facts()
    if kind == "hdc" and due >= facts.hdc_end.start:
        return [
            f"Home detention curfew stopped for adults on {_say(facts.hdc_end.start)} and stays for young "
            "people under section 250: ask what this date is. (The day the law began was not seen.)"
        ]
    if kind == "parole":
        return ["A parole date is no promise before the Board has decided."]
    if kind == "life":
        return ["Release from a life or indeterminate sentence is decided, not counted: ask the prison for it."]
    if kind == "determinate" and due >= facts.progression.start:
        return [
            f"Dates moved when the progression model began on {_say(facts.progression.start)}: "
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
        return f"{_say(day)} is {closed}"
    if closed := _closed(day + ONE_DAY):
        return f"{_say(day)} is the day before {closed}"
    return None


def _closed(day: date) -> str | None:
    if holiday := bank_holiday_name(day):
        return f"a bank holiday ({holiday})"
    return "a weekend" if day.weekday() >= 5 else None


def _check_sane(field: str, day: date) -> None:
    # Dates far off are slips of the keyboard, and arithmetic at the ends of the calendar overflows.
    if not 1950 <= day.year <= 2150:
        raise RequestError(field, f"The year {day.year} cannot be right.")


def _say(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


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
    Rule(
        text="Home detention curfew gives adults no new dates from 2 Sep 2026; the progression model starts "
        "on 1 Oct 2026, in ten tranches.",
        source="Sentencing Act 2026 ss.23, 26, 27; days from the MoJ Calculate Release Dates service",
        checked=_CHECKED,
        status="unconfirmed",
    ),
)
