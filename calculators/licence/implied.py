"""Terms that a licence carries though the request does not list them, and what stands on record beside any licence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from calculators.licence import catalogue
from calculators.licence.catalogue import Entry
from calculators.licence.records import Condition, Licence
from calculators.licence.terms import Default, Term, ready

WORK = "work_approval"
MEETS = ("keep_in_touch_and_meet", "keep_in_touch")  # the standard condition that appointments are held under
_CURFEW_OF = {"hdc": "hdc_weekly_curfew", "rotl": "rotl_hours"}  # a licence of this kind has hours to be in


def implied(row: Licence, listed: list[Term]) -> Iterator[Condition]:
    """Conditions every licence of this kind carries, where they are not listed.

    Only the very condition, or a curfew that holds as long as the licence, stands for it: one in other words beside it
    has an answer of its own.
    """
    ids = {term.id for term in listed}
    if WORK not in ids:
        yield Condition(id=WORK)
    named = _CURFEW_OF.get(row.kind or "")
    curfews = (term for term in listed if term.rule == "R-CURFEW" and term.start is None and term.end is None)
    if named is not None and named not in ids and next(curfews, None) is None:
        yield Condition(id=named)


def as_long_as_licence(term: Term) -> Term:
    """Approval of work holds on every day of a licence: dates of its own, before or after, do not shorten it."""
    return msgspec.structs.replace(term, start=None, end=None) if term.id == WORK else term


def unlisted(row: Licence, listed: list[Term]) -> tuple[Entry, ...]:
    """Standard conditions of its policy version that are not listed and bear on a proposal: to be named, no more."""
    ids = {term.id for term in listed}
    return tuple(
        entry
        for entry in catalogue.standard(row.policy_version)
        if entry.id not in ids and entry.id != WORK and entry.on_match != "skip"
    )


def on_record(condition: Condition, rules: dict[str, Default], source: str) -> Term:
    """A term that holds whatever licence does, because it is known of the person and not of a licence."""
    term, _ = ready(condition, "proposal", catalogue.meta().policy_versions[-1], None, source, rules)
    return term
