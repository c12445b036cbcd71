"""By the day a job starts: what is unspent then, which check the work carries, what it shows, what may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

import msgspec

from calculators.disclosure import words
from calculators.disclosure.check import Standing, standings
from calculators.disclosure.ends import add_months
from calculators.disclosure.law import LEVELS, Level, Months, Role, checks, law
from calculators.disclosure.records import DisclosureRequest
from calculators.disclosure.refusals import check
from calculators.disclosure.rules import JOB_RULES as RULES
from calculators.disclosure.sentence import yes_no
from calculators.explain import RequestError, Result, Step

__all__ = ["RULES", "JobRequest", "JobResult", "job_disclosure"]

Showing = Literal["shows", "may_show", "not_shown"]


class JobRequest(DisclosureRequest, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A job that starts on a day. `role` is an id of the table of roles; `check` is the one the employer names."""

    start_on: date
    role: str | None = None
    check: Level | None = None


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """What a check holds of what was entered, by group; `may_show` where a fact is missing or the rule unsure."""

    shows: tuple[str, ...] = ()
    may_show: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()


class JobResult(Result, frozen=True, kw_only=True):
    """How each group stands on `start_on`, and for every check that the work may carry what it shows."""

    may_be_asked: str
    start_on: date
    may_carry: tuple[Level, ...]
    unspent: tuple[str, ...]
    spent: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    checks: Mapping[Level, Contents]


def job_disclosure(request: JobRequest) -> JobResult:
    """What has to be told by the day a job starts. Raises RequestError for what cannot be.

    Where the check is not known every one is told. Source: `data/disclosure/checks.json`.
    """
    check(request)
    if request.start_on < law().start:
        raise RequestError("start_on", f"The periods held are those in force since {words.say(law().start)}.")
    role = _role(request.role)
    standing = standings(request)
    unspent = {name: one.is_unspent(request.start_on) for name, one in standing.items()}
    may_carry = (request.check,) if request.check else role.checks if role else LEVELS
    contents = {level: _contents(standing, unspent, level, request.start_on) for level in may_carry}
    return JobResult(
        may_be_asked=_may_be_asked(may_carry),
        start_on=request.start_on,
        may_carry=may_carry,
        unspent=_those(unspent, True),
        spent=_those(unspent, False),
        cannot_tell=_those(unspent, None),
        checks=contents,
        steps=tuple(_steps(request, role, standing, unspent)),
        warnings=tuple(_warnings(request, role, may_carry)),
        missing=tuple(_missing(request, standing, may_carry)),
    )


def _role(name: str | None) -> Role | None:
    if name is None:
        return None
    found = next((role for role in checks().roles if role.id == name), None)
    if found is None:
        listed = ", ".join(role.id for role in checks().roles)
        raise RequestError("role", f"There is no {name} here; leave it out, or choose from {listed}.")
    return found


def _those(unspent: Mapping[str, bool | None], wanted: bool | None) -> tuple[str, ...]:
    return tuple(name for name, found in unspent.items() if found is wanted)


def _may_be_asked(may_carry: tuple[Level, ...]) -> str:
    texts = {level.id: (level.words, level.may_be_asked) for level in checks().levels}
    if len(may_carry) == 1:
        return texts[may_carry[0]][1]
    return " ".join(f"With {texts[level][0]}: {texts[level][1]}" for level in may_carry)


def _contents(standing: Mapping[str, Standing], unspent: Mapping[str, bool | None], level: Level, on: date) -> Contents:
    found = {name: _showing(one, unspent[name], level, on) for name, one in standing.items()}
    by = {showing: tuple(n for n, s in found.items() if s == showing) for showing in ("shows", "may_show", "not_shown")}
    return Contents(**by)


def _showing(one: Standing, unspent: bool | None, level: Level, on: date) -> Showing:
    """Whether a check of that level made on a day shows one conviction or caution."""
    if level == "none":
        return "not_shown"
    # A fixed penalty is no conviction: that a check leaves it out was not seen written down.
    if one.entered.alone and not one.entered.is_caution:
        return "not_shown" if unspent is False else "may_show"
    if unspent:
        return "shows"
    spent = _filtered(one, on) if level in ("standard", "enhanced") else "not_shown"
    return "may_show" if unspent is None and spent == "not_shown" else spent


def _filtered(one: Standing, on: date) -> Showing:
    """What filtering leaves of a spent one on a standard or enhanced check."""
    sentences = one.entered.sentences
    custodial = {sentence.kind.custodial for sentence in sentences}
    specified = {yes_no(sentence.outcome.specified) for sentence in sentences}
    periods = checks().filtering
    # A youth caution is never shown by itself, whatever it was for.
    young = sentences[0].ages == ("under18",)
    if one.entered.is_caution and young:
        return "not_shown"
    if "yes" in custodial or True in specified:
        return "shows"
    within = _within(one, periods.caution_months if one.entered.is_caution else periods.conviction_months, on)
    if within:
        return "shows"
    doubtful = within is None or "unsure" in custodial or None in specified
    return "may_show" if doubtful else "not_shown"


def _within(one: Standing, months: Months, on: date) -> bool | None:
    """Whether a day is inside the months from the conviction or caution; None where age or day leave it open."""
    if one.entered.on is None:
        return None
    found = {on <= add_months(one.entered.on, months.at(age)) for age in one.entered.sentences[0].ages}
    return found.pop() if len(found) == 1 else None


def _steps(
    request: JobRequest, role: Role | None, standing: Mapping[str, Standing], unspent: Mapping[str, bool | None]
) -> Iterable[Step]:
    if role:
        named = {level.id: level.words for level in checks().levels}
        listed = " or ".join(named[level] for level in role.checks)
        yield Step(f"For {role.words} the usual one is {listed} ({role.status}: ask the employer).", source=role.source)
    for name in standing:
        word = {True: "unspent", False: "spent", None: "cannot be told"}[unspent[name]]
        yield Step(f"{name} on {words.say(request.start_on)}: {word}.")


def _warnings(request: JobRequest, role: Role | None, may_carry: tuple[Level, ...]) -> Iterable[str]:
    yield words.ASSUMED
    if role and role.note:
        yield role.note
    if role and request.check and LEVELS.index(request.check) > role.highest:
        yield (
            "The check named is higher than this kind of work usually carries, and an employer may ask for no higher "
            "one than the role has: ask under which rule it is asked for."
        )
    if {"standard", "enhanced"}.intersection(may_carry):
        yield checks().filtering.note


def _missing(request: JobRequest, standing: Mapping[str, Standing], may_carry: tuple[Level, ...]) -> Iterable[str]:
    if request.check is None:
        yield "check"
        if request.role is None:
            yield "role"
    filtering = bool({"standard", "enhanced"}.intersection(may_carry))
    for one in standing.values():
        for sentence, ends in zip(one.entered.sentences, one.entered.ends, strict=True):
            for name in ends.missing:
                yield f"outcomes[{sentence.place}].{name}"
            if filtering and yes_no(sentence.outcome.specified) is None and sentence.kind.custodial != "yes":
                yield f"outcomes[{sentence.place}].specified"
