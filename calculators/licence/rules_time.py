"""Rules about hours: curfews, reporting, appointments, and terms that bite at set times of day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from calculators.licence.case import Case
from calculators.licence.clock import (
    DAY,
    FAR,
    MARGIN,
    ONE_DAY,
    REPORTING,
    Shift,
    Span,
    instant,
    minutes,
    nearest,
    on_day,
    wall,
)
from calculators.licence.clock import (
    Gap as Room,
)
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated
from calculators.licence.facts import yes
from calculators.licence.terms import Term

_NO_HOURS = Gap("the hours of the work are not known", ("hours",), lifted=True)


def curfew(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Hours to be in against a shift and the journey either side."""
    if case.kind == "address":
        yield Doubt("the curfew is kept at the approved address, and this is another")
        return
    if not term.blocks:
        yield Gap("the hours of the curfew are not entered", ("blocks",))
        return
    if not shift.timed:
        yield _at_home(case) or _NO_HOURS
        return
    if "hdc" in term.id and not any(shift.day.weekday() in hours.days for hours in term.blocks):
        yield Gap("no hours are entered for that night, and home detention curfew has hours every night", ("blocks",))
    yield _beside(shift, case.blocks(term, shift), case.journey, _CURFEW)
    if _kit_comes_off(term, shift):
        yield Doubt("the tag comes off between 22:00 and 24:00 that night, the last of the curfew")
    if yes(case.facts.on_call):
        yield Doubt("a call could come inside the curfew")


def away(case: Case, matter: str) -> Iterator[Evidence]:
    """What has to be agreed about nights elsewhere, living in and going abroad, where the person must be at hand."""
    if case.away:
        yield Doubt(f"{case.away[0][1]}: agree {matter}")


def _at_home(case: Case) -> Shown | None:
    said = case.said("at_home")
    return Shown(said, "all of it is done at home") if said and said.value is True else None


def stay_in_until_tagged(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Evenings in until the tag is fitted; the evening of the fitting still counts."""
    fitted = term.tag_fitted
    if fitted is True:
        yield Shown(Stated("tag_fitted", True), "the tag has been fitted")
    elif isinstance(fitted, date) and shift.day > fitted:
        yield Shown(Stated("tag_fitted", fitted), f"the tag was fitted on {fitted}")
    elif fitted is not None:
        yield from (*curfew(term, case, shift), *away(case, "the hours in"))
    else:
        for piece in (*curfew(term, case, shift), *away(case, "the hours in")):
            if isinstance(piece, Shown):
                yield piece
            else:
                facts = piece.facts if isinstance(piece, Gap | Doubt) else ()
                yield Gap(f"{piece.words}, unless the tag has been fitted by then", ("tag_fitted", *facts))


def reporting(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Times to report, as short times to be there with a journey either side."""
    if not term.windows:
        yield Gap("the times to report are not entered", ("times",))
    elif not shift.timed:
        yield _at_home(case) or _NO_HOURS
    else:
        spans = [Span(at.start, max(at.end, at.start + REPORTING), at.days) for at in term.windows]
        journey = case.journey if term.params.journey_minutes is None else term.params.journey_minutes
        found = _beside(shift, _pieces(term, case, shift, spans), journey, _REPORT)
        if isinstance(found, Shown | Doubt):
            found = msgspec.structs.replace(found, judgement=f"{REPORTING} minutes are allowed for reporting.")
        yield found


def appointments(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Booked appointments against a shift with the journey: they can be moved, so a clash is a request."""
    booked = case.booked(term)
    near = [row for row in booked if abs((row.date - shift.day).days) <= 2]
    if near or term.act == "submit_to":  # tests and visits come without an appointment: the person has to be at hand
        yield from away(case, "how what is booked or asked for is kept")
    if not near:
        yield Shown(Stated("appointments", len(booked)), _none_booked(term, case, shift))
        return
    if any(row.start is None and row.date in shift.days for row in near):
        yield Gap("an appointment is booked for that day, and its time is not known", ("appointments",), lifted=True)
    hours = [
        (instant(row.date, minutes("from", row.start)), instant(row.date, minutes("to", row.end, end=True)))
        for row in near
        if row.start is not None and row.end is not None
    ]
    if not shift.timed:
        yield _at_home(case) or _NO_HOURS
    else:
        found = _beside(shift, hours, case.journey, _MEETING)
        clash = isinstance(found, Clash)
        yield Doubt(f"{found.words}: move the appointment first, by agreement") if clash else found


def _none_booked(term: Term, case: Case, shift: Shift) -> str:
    row = None if term.licence is None else case.request.licences[term.licence]
    if row is not None and row.final_third is not None and row.final_third <= shift.day:
        return f"none booked, and none need be from {row.final_third}, the final third: the number is on the licence"
    return "no appointment on record falls on these days"


class _Said(msgspec.Struct, frozen=True):
    """How hours to be elsewhere are told: what the person is home (or there) for, and what the hours are."""

    home: str
    hours: str
    out: str


_CURFEW = _Said("home", "curfew", "in until")
_REPORT = _Said("there", "reporting", "reporting")
_MEETING = _Said("there", "appointment", "the appointment until")


def _beside(shift: Shift, blocks: Iterable[tuple[int, int]], journey: int | None, said: _Said) -> Evidence:
    """A shift held against hours to be elsewhere, journey and margin counted in elapsed minutes."""
    room = nearest(shift, blocks)
    if room is None:
        return Shown(Stated("hours", shift.start), f"no {said.hours} hours on these days", also=_journey_too(journey))
    words = _against(shift, room, journey, said)
    if room.minutes < 0 or (journey is not None and room.minutes < journey):
        return Clash(words)
    if journey is None and room.minutes < FAR:
        return Gap(f"{words}, and the journey is not known", ("journey_minutes",), lifted=True)
    spare = room.minutes - (journey or 0)
    if journey is not None and spare < MARGIN:
        return Doubt(
            f"{words}, {spare} {'minute' if spare == 1 else 'minutes'} to spare",
            judgement=f"Under {MARGIN} minutes to spare is taken to be tight.",
        )
    judged = f"{FAR} minutes are taken to be enough for a journey not known." if journey is None else ""
    shown = _clear_of(shift, room, journey, said)
    return Shown(Stated("hours", shift.start), shown, spare, also=_journey_too(journey), judgement=judged)


def _journey_too(journey: int | None) -> tuple[str, ...]:
    return ("journey_minutes",) if journey is None else ()


def _against(shift: Shift, room: Room, journey: int | None, said: _Said) -> str:
    """When the person would be home (or leave), and the hour that is held against it."""
    edge = f"{wall(room.edge)}"
    if room.minutes < 0 and said.home != "home":
        return f"at work {wall(shift.start)} to {wall(shift.end)} v {edge}"
    if room.before:
        word = "starts" if journey is None else "leaves"
        return f"{word} {wall(shift.start - (journey or 0))} v {said.out} {edge}"
    word = "ends" if journey is None else said.home
    return f"{word} {wall(shift.end + (journey or 0))} v {edge}"


def _clear_of(shift: Shift, room: Room, journey: int | None, said: _Said) -> str:
    edge = wall(room.edge)
    if room.before:
        word = "starts" if journey is None else "leaves"
        return f"{word} {wall(shift.start - (journey or 0))}, {said.out} {edge}"
    word = "ends" if journey is None else f"{said.home} by"
    return f"{word} {wall(shift.end + (journey or 0))}, {said.hours} {edge}"


def _kit_comes_off(term: Term, shift: Shift) -> bool:
    """An evening shift on the last night of a home detention curfew, when the equipment is collected."""
    if "hdc" not in term.id or term.end is None or shift.day != term.end:
        return False
    return shift.end > instant(term.end, 22 * 60) and shift.start < instant(term.end, DAY)


def _pieces(term: Term, case: Case, shift: Shift, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Spans of the day on the days round a shift on which the condition binds, as instants."""
    days = [shift.day + timedelta(days=number) for number in range(-1, 3 if shift.overnight else 2)]
    return _instants([day for day in days if case.in_force(term, day)], spans)


def _instants(days: Iterable[date], spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [
        (instant(day, hours.start), instant(day, hours.end, end=True))
        for hours in spans
        for day in days
        if day.weekday() in hours.days
    ]


def touches(term: Term, shift: Shift) -> bool | None:
    """Whether a shift falls in the set times of a condition; a condition without any bites at any time."""
    if not term.windows:
        return True
    if not shift.timed:
        return None
    return any(start < shift.end and shift.start < end for start, end in barred_times(term, shift))


def barred_times(term: Term, shift: Shift) -> list[tuple[int, int]]:
    """The set times of a condition round a shift, as pairs of instants."""
    days = [shift.day + timedelta(days=number) for number in range(-1, 3 if shift.overnight else 2)]
    return _instants(days, term.windows)


def set_times(term: Term, shift: Shift, met: Evidence, outside: str) -> Evidence:
    """The evidence where the shift falls in the set times of the condition; shown or not known where it does not."""
    then = touches(term, shift)
    if then is None:
        return _NO_HOURS
    return met if then else Shown(Stated("hours", shift.start), outside)


def driven(case: Case, shift: Shift) -> list[tuple[int, int]]:
    """When the person surely drives on the day of a shift, the journeys among it, as pairs of instants."""
    way, journey, times = case.driving, case.journey, case.facts.driving_times
    pieces = []
    if way not in ("to_work", "none"):
        pieces = [(shift.start, shift.end)] if times is None else _at_times(times, shift)
    if way in ("to_work", "both", "yes") and journey is not None:
        pieces += [(shift.start - journey, shift.start), (shift.end, shift.end + journey)]
    return pieces


def _at_times(times: Iterable[tuple[str, str]], shift: Shift) -> list[tuple[int, int]]:
    found = []
    for first, last in times:
        start, end = minutes("driving_times", first), minutes("driving_times", last, end=True)
        for number in (0, 1):
            piece = on_day(shift.day + number * ONE_DAY, Span(start, end if end > start else end + DAY))
            found.append((piece.start, piece.end))
    return found
