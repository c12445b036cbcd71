"""What the officer decided, as evidence: which term a permission is for, and what a refusal or a grant changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from msgspec.structs import replace

from calculators.explain import RequestError
from calculators.licence.case import Case
from calculators.licence.clock import DAY, ONE_DAY, Shift, instant
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated
from calculators.licence.facts import yes
from calculators.licence.records import Direction, Engagement, Kind, Permission
from calculators.licence.terms import Term, read_params
from calculators.licence.vocabulary import covered

NIGHT = (23 * 60, 30 * 60)  # 23:00 to 06:00; our judgement, as the Working Time Regulations have it
_SELF_EMPLOYED = ("self_employed", "self_employment")
_KINDS = ("job", "work_trial", "volunteering", "training", "activity", "appointment", "address", "journey")
REFUSABLE = frozenset((*get_args(Kind), *get_args(Engagement), "nights", "bar_work", "driving"))
_DECIDES = {"nights": "hours", "bar_work": "drinking_place", "driving": "driving"}  # the fact, else the engagement

Permissions = Mapping[int, tuple[Permission, ...]]


def check_directions(case: Case) -> None:
    """Refuse a direction that names nothing the check knows; say one that is under no term recorded."""
    for number, row in enumerate(case.request.directions):
        for place, name in enumerate(row.refuses):
            if name not in REFUSABLE:
                raise RequestError(
                    f"directions[{number}].refuses[{place}]",
                    f"There is no {name} to refuse; there are {', '.join(sorted(REFUSABLE))}.",
                )
        if not any(term.is_called(row.under) for term in case.terms):
            case.warn(
                f"directions[{number}].under: no term called {row.under} is recorded, so it refuses nothing here."
            )


def sort_permissions(case: Case) -> Permissions:
    """The permissions about each term (by `id`) and this proposal. What fits no term, or several, lifts nothing.

    A permission belongs to one term of one licence: where a licence holds several of that name, its label or
    parameters have to tell which. A refusal that does not tell bars them all.
    """
    found: dict[int, list[Permission]] = {}
    for number, row in enumerate(case.request.permissions):
        field = f"permissions[{number}]"
        params, _ = read_params(row.params, f"{field}.params")
        fits = [
            term
            for term in case.terms
            if term.is_called(row.condition) and term.is_entered_as(row.key, row.label, params, row.params)
        ]
        if not fits:
            case.warn(f"{field}.for: no term recorded here is the one it names, so it lifts nothing.")
        for term in fits:
            beside = [other for other in fits if (other.licence, other.is_order) == (term.licence, term.is_order)]
            if len(beside) > 1 and row.decision == "granted":
                case.warn(
                    f"{field}.for: {len(beside)} terms of one licence are called {row.condition}. "
                    "It lifts none of them: give the key, the label or the params of the one it was given for."
                )
            elif _bears(row, term, case, field):
                found.setdefault(id(term), []).append(row)
    for rows in found.values():
        last = max(rows, key=_when)
        if any(row.start == last.start and row.decision != last.decision for row in rows):
            case.warn(
                f"Two permissions for {last.condition} differ from the same day: {last.decision} is taken to hold."
            )
    return {key: tuple(rows) for key, rows in found.items()}


def decide(
    pieces: tuple[Evidence, ...], term: Term, case: Case, shift: Shift, permissions: Permissions
) -> tuple[Evidence, ...]:
    """The evidence once directions and permissions are looked at: a refusal stands alone, a grant lifts what it may."""
    directed = tuple(_directed(term, case, shift))
    refusals = tuple(piece for piece in directed if isinstance(piece, Clash))
    if refusals:
        return refusals
    pieces = (*pieces, *directed)
    rows = permissions.get(id(term), ())
    if not rows:
        return pieces
    found: list[Evidence] = []
    for day in [day for day in shift.days if case.in_force(term, day)] or [shift.day]:
        found += [piece for piece in _on_day(pieces, rows, case, day) if piece not in found]
    return tuple(found)


# Directions


def _directed(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """A clash where something decided under this term refuses the work, a gap where a fact would decide whether."""
    refused = [
        Direction(under=row.condition, refuses=row.scope.purpose or (), start=row.start, end=row.end)
        for row in case.request.permissions
        if row.decision == "refused" and _refuses_by_name(row) and term.is_called(row.condition)
        if row.scope.proposal in (None, case.proposal.id)
    ]
    for row in (*case.directions(term), *refused):
        for name in row.refuses:
            if not _in_date(row, shift.day) or _said_otherwise(row, name, term, case):
                continue
            answer = _refused(name, case, shift)
            words = "self-employment" if name in _SELF_EMPLOYED else name.replace("_", " ")
            if answer:
                yield Clash(f"the officer has refused {words}", outright=True, refused=True)
            elif answer is None:
                fact = _DECIDES.get(name, "engagement")
                yield Gap(f"the officer has refused {words}: is this that?", (fact,), lifted=True)


def _refuses_by_name(row: Permission) -> bool:
    return bool(row.scope.purpose) and set(row.scope.purpose or ()) <= REFUSABLE


def _said_otherwise(direction: Direction, name: str, term: Term, case: Case) -> bool:
    """Whether a later approval of this very proposal names the way of working that the direction refuses."""
    return any(
        term.is_called(row.condition)
        and row.decision == "granted"
        and row.scope.proposal == case.proposal.id
        and case.proposal.engagement in (row.scope.purpose or ())
        and case.proposal.engagement in covered(name)
        and None not in (row.start, direction.start)
        and (row.start or date.min) >= (direction.start or date.max)
        for row in case.request.permissions
    )


def _refused(name: str, case: Case, shift: Shift) -> bool | None:
    proposal, facts = case.proposal, case.facts
    if covered(name) & {proposal.kind, proposal.engagement}:
        return True
    if name == "nights":
        return _by_night(case, shift)
    if name == "bar_work":
        return yes(facts.drinking_place) if case.is_work else False
    if name == "driving":
        return None if facts.driving in (None, "unknown") else facts.driving not in ("none", "no", False, "passenger")
    # Kinds are always known. An engagement that is not given may be the refused one.
    open_ = case.kind in ("job", "work_trial") and name not in _KINDS and proposal.engagement is None
    return None if open_ else False


def _by_night(case: Case, shift: Shift) -> bool | None:
    if yes(case.facts.sleep_in):
        return True
    if not shift.timed:
        return None if case.hours == "unknown" else False
    return shift.end - shift.start >= DAY or any(
        instant(day, NIGHT[0]) < shift.end and shift.start < instant(day, NIGHT[1], end=True)
        for day in (shift.day - ONE_DAY, shift.day)
    )


# Permissions


def _bears(row: Permission, term: Term, case: Case, field: str) -> bool:
    """Whether it is about this proposal, from somebody who may give it, and not older than what it was given for."""
    scope, proposal = row.scope, case.proposal
    if term.is_order and row.by not in (term.approver, "court"):
        return False
    if scope.proposal is not None and scope.proposal != proposal.id:
        return False
    if row.decision == "refused" and _refuses_by_name(row):
        return False  # read as a direction
    if row.decision == "granted" and not _still_fits(row, term, case, field):
        return False
    if scope.place is not None and not _at(scope.place, case):
        return False
    if scope.purpose is None or term.rule == "R-DEVICE":
        return True
    return bool({"work", proposal.kind, proposal.engagement} & set(scope.purpose))


def _still_fits(row: Permission, term: Term, case: Case, field: str) -> bool:
    """An approval of a proposal ends where the proposal changes; any permission, where its term is worded anew."""
    scope, changed = row.scope, case.proposal.changed_on
    if term.rule == "R-WORK" and scope.proposal is None:
        return False
    if changed is not None and scope.proposal is not None and (row.start is None or row.start < changed):
        case.warn(f"{field}: the proposal changed on {changed}, after it was given. Ask whether it still holds.")
        return False
    since = case.stands_since(term)
    if row.start is not None and since is not None and row.start < since:
        case.warn(
            f"{field}.from: it is older than the term as it now stands, from {since}. "
            f"Ask whether it still holds for {term.name}."
        )
        return False
    return True


def _at(place: str, case: Case) -> bool:
    facts = case.facts
    wanted = place.casefold().replace(" ", "")
    known = (facts.site_name, facts.site_address, facts.internet_place, *case.postcodes)
    return any(text and text.casefold().replace(" ", "") == wanted for text in known)


def _on_day(pieces: tuple[Evidence, ...], rows: Iterable[Permission], case: Case, day: date) -> Iterator[Evidence]:
    """The evidence with what is granted that day taken out of it, and the permission as the fact that shows it."""
    held = sorted((row for row in rows if _in_date(row, day)), key=_when)
    last = held[-1] if held else None
    lifted: list[Evidence] = []
    for piece in pieces:
        if last is None or not _liftable(piece):
            yield piece
            continue
        needs = piece.needs if isinstance(piece, Clash | Doubt) else frozenset()
        left = _uncovered(needs, held)
        if needs and left and left != needs and isinstance(piece, Clash | Doubt):
            yield replace(piece, words=f"needs {', '.join(sorted(left))}, which no permission covers", needs=left)
        elif (needs and left) or (not needs and last.decision == "withdrawn"):
            yield piece
        elif needs or last.decision == "granted":
            lifted.append(piece)
        elif isinstance(piece, Gap) and last.scope.proposal is None:
            yield piece  # refused in general, and whether this is that is not known
        else:
            yield Clash(f"permission was refused{_since(last)}", outright=True, refused=True)
    if lifted and last is not None:
        yield Shown(Stated("permission", last.condition), _cited(last))


def _liftable(piece: Evidence) -> bool:
    """A permission answers what is met or doubtful; a missing fact outlives it, unless every answer is covered."""
    return isinstance(piece, Clash | Doubt) or (isinstance(piece, Gap) and piece.lifted)


def _uncovered(needs: frozenset[str], held: Iterable[Permission]) -> frozenset[str]:
    """The purposes no permission covers, each decision in its turn."""
    granted: set[str] = set()
    for row in held:
        purposes = set(needs) if row.scope.purpose is None else set(row.scope.purpose)
        granted = granted | purposes if row.decision == "granted" else granted - purposes
    return needs - granted


def _when(row: Permission) -> tuple[object, ...]:
    """The later decides, and a refusal without a day is taken to be the last word.

    What is left of the order is only so that the same one is cited every time.
    """
    scope, granted = row.scope, row.decision == "granted"
    start = row.start or (date.min if granted else date.max)
    about = (scope.proposal or "", scope.purpose or (), scope.place or "")
    return start, not granted, row.end or date.max, about, row.by or ""


def _cited(row: Permission) -> str:
    by = row.by or "the officer"
    for_this = " for this proposal" if row.scope.proposal else ""
    limit = f", for {', '.join(row.scope.purpose)}" if row.scope.purpose else ""
    until = f" until {row.end}" if row.end else ""
    return f"permission from {by} recorded{_since(row)}{until}{for_this}{limit}"


def _since(row: Permission) -> str:
    return f" from {row.start}" if row.start else ""


def _in_date(row: Permission | Direction, day: date) -> bool:
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)
