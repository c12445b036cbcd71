"""When a job begins: what may be applied for and by when, and what the law gives, each only where it bears.

The lines are data, in `data/job_start.json`; here stands only which of them bear on a person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step, say
from calculators.given import ages_on, check_day
from calculators.reference import data_folder

Verdict = Literal["may_apply", "not_usually", "ask", "holds"]
Stage = Literal["interview", "offer_accepted", "in_work", "work_trial", "work_experience", "voluntary_work"]
Regime = Literal["intensive", "preparation", "interview_only", "no_requirements", "light_touch", "working_enough"]
Nation = Literal["england", "wales"]

_CARD_FROM = timedelta(weeks=13)
_CARD_TO_YOUNG, _CARD_TO = timedelta(weeks=39), timedelta(weeks=52)
_SICK_PAY_FROM = date(2026, 4, 6)
_CRISIS_FUND = (date(2026, 4, 1), date(2029, 3, 31))


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line as it is held: its words, by when, where it was seen and how sure it is."""

    id: str
    kind: Literal["help", "right"]
    source: str
    status: Literal["confirmed", "reported", "unconfirmed"]
    by_when: str
    text: str


class Held(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `data/job_start.json` holds."""

    about: str
    checked: date
    sources: dict[str, str]
    lines: tuple[Entry, ...]


class JobStartRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person at the start of a job. None is not known: a line that may bear is then shown as to be asked.

    `health_condition` affects the work; `lasts_12_months` says that it has, or is likely to.
    """

    on: date
    age: int | None = None
    birth_year: int | None = None
    universal_credit: bool | None = None
    uc_claim_from: date | None = None
    regime: Regime | None = None
    id_verified: bool | None = None
    commitment_accepted: bool | None = None
    health_condition: bool | None = None
    lasts_12_months: bool | None = None
    stage: Stage | None = None
    irregular_hours: bool | None = None
    nation: Nation = "england"


class HelpLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"start": "from", "end": "until"}):
    """One line for this person. `start` and `end` are the days between which it may be had, where it has such."""

    id: str
    kind: Literal["help", "right"]
    verdict: Verdict
    text: str
    by_when: str
    source: str
    status: Literal["confirmed", "reported", "unconfirmed"]
    start: date | None = None
    end: date | None = None
    missing: tuple[str, ...] = ()


class JobStartResult(Result, frozen=True, kw_only=True):
    """The lines that bear, in the order they are held."""

    TOLD_IN_STEPS = ("lines",)

    lines: tuple[HelpLine, ...]


class _Bears(msgspec.Struct, frozen=True, kw_only=True):
    verdict: Verdict
    start: date | None = None
    end: date | None = None
    missing: tuple[str, ...] = ()


@cache
def held() -> Held:
    """The lines, read once."""
    return msgspec.json.decode((data_folder() / "job_start.json").read_bytes(), type=Held)


def job_start(request: JobStartRequest) -> JobStartResult:
    """The lines that bear on this person. Raises RequestError for what cannot be true."""
    if request.age is not None or request.birth_year is not None:
        ages_on(request.age, request.birth_year, request.on)
    if request.uc_claim_from is not None:
        check_day("uc_claim_from", request.uc_claim_from)
        if request.universal_credit is False:
            raise RequestError("uc_claim_from", "There is a claim day, but Universal Credit is said not to be claimed.")
    lines = tuple(
        HelpLine(
            id=entry.id,
            kind=entry.kind,
            verdict=found.verdict,
            text=entry.text,
            by_when=entry.by_when,
            source=held().sources[entry.source],
            status=entry.status,
            start=found.start,
            end=found.end,
            missing=found.missing,
        )
        for entry in held().lines
        if (found := _BEARS[entry.id](request)) is not None
    )
    weak = [line for line in lines if line.status != "confirmed"]
    words = {"reported": "known only from what others report", "unconfirmed": "not looked up"}
    return JobStartResult(
        lines=lines,
        steps=tuple(Step(_told(line), source=line.source) for line in lines),
        warnings=tuple(f"{line.id.replace('_', ' ').capitalize()}: {words[line.status]}." for line in weak),
        missing=tuple(dict.fromkeys(name for line in lines for name in line.missing)),
    )


_WORDS: dict[Verdict, str] = {"may_apply": "May be applied for", "not_usually": "Not usually", "ask": "Ask"}


def _told(line: HelpLine) -> str:
    """One line for a person: what may be done, by when, and between which days."""
    opening = f"{_WORDS[line.verdict]}. " if line.verdict in _WORDS else ""
    days = f" From {say(line.start)} to {say(line.end)}." if line.start is not None and line.end is not None else ""
    return f"{opening}{line.text} {line.by_when}{days}"


def _unknown(request: JobStartRequest, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(request, name) is None)


def _on_uc(request: JobStartRequest) -> bool | None:
    return True if request.uc_claim_from is not None or request.regime is not None else request.universal_credit


def _travel_card(request: JobStartRequest) -> _Bears | None:
    if _on_uc(request) is False:
        return None
    claim = request.uc_claim_from
    if claim is None or (request.age is None and request.birth_year is None):
        age_missing = request.age is None and request.birth_year is None
        return _Bears(verdict="ask", missing=(*_unknown(request, "uc_claim_from"), *(("age",) if age_missing else ())))
    young = ages_on(request.age, request.birth_year, request.on)[0] < 25
    start, end = claim + _CARD_FROM, claim + (_CARD_TO_YOUNG if young else _CARD_TO)
    searching = request.regime in (None, "intensive")
    verdict: Verdict = "may_apply" if searching and start <= request.on <= end else "ask"
    return _Bears(verdict=verdict, start=start, end=end, missing=_unknown(request, "regime"))


def _flexible_support_fund(request: JobStartRequest) -> _Bears | None:
    if _on_uc(request) is False:
        return None
    if request.regime in ("light_touch", "working_enough"):
        return _Bears(verdict="not_usually")
    if request.id_verified is False or request.commitment_accepted is False:
        return _Bears(verdict="not_usually")
    missing = _unknown(request, "regime", "id_verified", "commitment_accepted")
    return _Bears(verdict="ask" if missing else "may_apply", missing=missing)


def _access_to_work(request: JobStartRequest) -> _Bears | None:
    if request.health_condition is False or request.lasts_12_months is False:
        return None
    if request.stage == "voluntary_work":
        return _Bears(verdict="not_usually")
    missing = _unknown(request, "health_condition", "lasts_12_months", "stage")
    return _Bears(verdict="ask" if missing else "may_apply", missing=missing)


def _advance(request: JobStartRequest) -> _Bears | None:
    if _on_uc(request) is False:
        return None
    return _Bears(
        verdict="ask" if request.id_verified is None else "may_apply" if request.id_verified else "not_usually"
    )


def _crisis_fund(request: JobStartRequest) -> _Bears | None:
    start, end = _CRISIS_FUND
    if request.nation != "england" or not start <= request.on <= end:
        return None
    return _Bears(verdict="may_apply", start=start, end=end)


def _wales_crisis_fund(request: JobStartRequest) -> _Bears | None:
    return _Bears(verdict="ask") if request.nation == "wales" else None


def _wage(request: JobStartRequest) -> _Bears | None:
    """A right of whoever is paid: not of volunteers."""
    return None if request.stage in ("voluntary_work", "work_experience", "work_trial") else _Bears(verdict="holds")


def _sick_pay(request: JobStartRequest) -> _Bears | None:
    return _wage(request) if request.on >= _SICK_PAY_FROM else None


def _first_wage(request: JobStartRequest) -> _Bears | None:
    return None if _on_uc(request) is False else _wage(request)


def _holiday_irregular(request: JobStartRequest) -> _Bears | None:
    if request.irregular_hours is False:
        return None
    found = _wage(request)
    return found and msgspec.structs.replace(found, missing=_unknown(request, "irregular_hours"))


def _holiday_regular(request: JobStartRequest) -> _Bears | None:
    return None if request.irregular_hours else _wage(request)


_BEARS: dict[str, Callable[[JobStartRequest], _Bears | None]] = {
    "travel_card": _travel_card,
    "flexible_support_fund": _flexible_support_fund,
    "access_to_work": _access_to_work,
    "advance": _advance,
    "crisis_fund": _crisis_fund,
    "wales_crisis_fund": _wales_crisis_fund,
    "sick_pay": _sick_pay,
    "holiday_irregular": _holiday_irregular,
    "holiday_regular": _holiday_regular,
    "payslip": _wage,
    "first_wage": _first_wage,
}

_CHECKED = date(2026, 11, 25)
RULES: tuple[Rule, ...] = (
    Rule(
        text="Travel card: from 13 weeks of a Universal Credit claim to 39 at 18 to 24, to 52 from 25, for people in "
        "the group that searches for work; others if a work coach works with them. No waiver for prison leavers was "
        "found.",
        source="press and rail industry",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="Flexible Support Fund: from the first period, once identity is checked and the commitment accepted; "
        "light touch and working enough are normally left out.",
        source="FOI guidance 2020; Citizens Advice 2024",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="Access to Work: from 16, a condition that affects work and lasts twelve months or is likely to; in "
        "paid work, about to start, at an interview, on a work trial or work experience; not in voluntary work. With "
        "New Style ESA older pages allow it only for permitted work. The yearly cap and the reform of 2026 were not "
        "found.",
        source="GOV.UK, older copies",
        checked=_CHECKED,
        status="reported",
    ),
)
