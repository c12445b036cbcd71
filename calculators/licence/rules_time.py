"""Rules about hours: curfews, reporting, appointments, and terms that bite at set times of day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from calculators.licence.case import Case
from calculators.licence.clock import (
    DAY,
    FAR,
    MARGIN,
    ONE_DAY,
    REPORTING,
    Gap,
    Shift,
    Span,
    instant,
    minutes,
    nearest,
    on_day,
    wall,
)
from calculators.licence.facts import yes
from calculators.licence.finding import Finding, asks, clear, definite, unknown
from calculators.licence.terms import Term

_NO_HOURS = "the hours of the work are not known"


def curfew(term: Term, case: Case, shift: Shift) -> Finding:
    """Hours to be in against a shift and the journey either side."""
    if case.hours == "none":
        return clear("it has no hours of its own to hold against the curfew")
    if not term.blocks:
        return unknown("the hours of the curfew are not entered", "blocks")
    if not shift.timed:
        return unknown(_NO_HOURS, "hours")
    found = _beside(shift, case.blocks(term, shift), case.journey)
    if found.verdict == "clear":
        if _kit_comes_off(term, shift):
            return asks("the tag comes off between 22:00 and 24:00 that night, the last of the curfew")
        if yes(case.facts.on_call):
            return asks("a call could come inside the curfew")
    return found


def stay_in_until_tagged(term: Term, case: Case, shift: Shift) -> Finding:
    """Evenings in until the tag is fitted; the evening of the fitting still counts."""
    fitted = term.tag_fitted
    if fitted is True:
        return clear("the tag has been fitted")
    if isinstance(fitted, date) and shift.day > fitted:
        return clear(f"the tag was fitted on {fitted}")
    found = curfew(term, case, shift)
    if found.verdict == "clear" or fitted is not None:
        return found
    return unknown(f"{found.why}, unless the tag has been fitted by then", "tag_fitted", *found.missing)


def reporting(term: Term, case: Case, shift: Shift) -> Finding:
    """Times to report, as short times to be there with a journey either side."""
    if case.hours == "none":
        return clear("it has no hours of its own to hold against the reporting times")
    if not term.windows:
        return unknown("the times to report are not entered", "times")
    if not shift.timed:
        return unknown(_NO_HOURS, "hours")
    spans = [Span(at.start, max(at.end, at.start + REPORTING), at.days) for at in term.windows]
    journey = case.journey if term.params.journey_minutes is None else term.params.journey_minutes
    found = _beside(shift, _pieces(term, case, shift, spans), journey, home="there", out="reporting")
    return Finding(found.verdict, found.why, found.missing, judgement="15 minutes are allowed for reporting.")


def appointments(term: Term, case: Case, shift: Shift) -> Finding:
    """Booked appointments against a shift with the journey: they can be moved, so a clash is a request."""
    if case.hours == "none" or not case.request.appointments:
        return clear("no booked appointment is on record that it would clash with")
    booked = [
        (instant(row.date, minutes("from", row.start)), instant(row.date, minutes("to", row.end, end=True)))
        for row in case.request.appointments
        if _belongs(term, case, row.condition, row.date) and abs((row.date - shift.day).days) <= 2
    ]
    if not booked:
        return clear("no booked appointment falls on these days")
    if not shift.timed:
        return unknown(_NO_HOURS, "hours")
    found = _beside(shift, booked, case.journey, home="there", out="the appointment until")
    if found.verdict == "conflict":
        return asks(f"{found.why}: move the appointment first, by agreement")
    return found


def _belongs(term: Term, case: Case, condition: str | None, day: date) -> bool:
    """Whether an appointment is held under this condition; without a name, under the standard one to meet."""
    if not case.in_force(term, day):
        return False
    if condition is not None:
        return term.is_called(condition)
    meets = ("keep_in_touch_and_meet", "keep_in_touch")
    if term.id in meets:
        return True
    return not any(other.id in meets and case.in_force(other, day) for other in case.terms)


def _beside(
    shift: Shift, blocks: Iterable[tuple[int, int]], journey: int | None, home: str = "home", out: str = "in until"
) -> Finding:
    """A shift held against hours to be elsewhere, journey and margin counted in elapsed minutes."""
    gap = nearest(shift, blocks)
    if gap is None:
        return clear("no such hours on these days")
    said = _said(shift, gap, journey, home, out)
    if gap.minutes < 0:
        return Finding("conflict", said)
    if journey is None:
        if gap.minutes >= FAR:
            return Finding("clear", said, judgement=f"{FAR} minutes are taken to be enough for a journey not known.")
        return unknown(f"{said}, and the journey is not known", "journey_minutes")
    if gap.minutes < journey:
        return Finding("conflict", said)
    if gap.minutes < journey + MARGIN:
        spare = gap.minutes - journey
        return Finding(
            "ask",
            f"{said}, {spare} {'minute' if spare == 1 else 'minutes'} to spare",
            judgement=f"Under {MARGIN} minutes to spare is taken to be tight.",
        )
    return clear(said)


def _said(shift: Shift, gap: Gap, journey: int | None, home: str, out: str) -> str:
    """When the person would be home (or leave), and the hour that is held against it."""
    edge = f"{wall(gap.edge)}"
    if gap.minutes < 0 and home != "home":
        return f"at work {wall(shift.start)} to {wall(shift.end)} v {edge}"
    if gap.before:
        word = "starts" if journey is None else "leaves"
        return f"{word} {wall(shift.start - (journey or 0))} v {out} {edge}"
    word = "ends" if journey is None else home
    return f"{word} {wall(shift.end + (journey or 0))} v {edge}"


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


def touches(term: Term, case: Case, shift: Shift) -> bool | None:
    """Whether a shift falls in the set times of a condition; a condition without any bites at any time."""
    if not term.windows:
        return True
    if not shift.timed:
        return None
    return any(start < shift.end and shift.start < end for start, end in _windows(term, shift))


def _windows(term: Term, shift: Shift) -> list[tuple[int, int]]:
    days = [shift.day + timedelta(days=number) for number in range(-1, 3 if shift.overnight else 2)]
    return _instants(days, term.windows)


def drinking_place(term: Term, case: Case, shift: Shift) -> Finding:
    """Places that sell alcohol without a meal or a bed, or after midnight with entertainment."""
    place, missing = _is_drinking_place(case)
    if place is None:
        return unknown("whether it is a drinking place is not known", *missing)
    if not place:
        return clear("it is not a drinking place as the condition describes one")
    at_the_time = touches(term, case, shift)
    if at_the_time is None:
        return unknown(_NO_HOURS, "hours")
    if not at_the_time:
        return clear("it is a drinking place, outside the set times")
    return definite(term, "the work is in a drinking place; the kitchen, cleaning and the door count as entering")


def _is_drinking_place(case: Case) -> tuple[bool | None, tuple[str, ...]]:
    """The two limbs of the condition, each yes, no or not known."""
    facts = case.facts
    answer = yes(facts.drinking_place)
    if answer is not None:
        return answer, ()
    sells = yes(facts.sells_alcohol)
    if sells is False:
        return False, ()
    meal, late = yes(facts.food_or_stay_required), yes(facts.open_after_midnight)
    if sells and (meal is False or late):
        return True, ()
    if sells and meal and late is False:
        return False, ()
    if sells is None:
        return None, ("drinking_place",)
    return None, tuple(
        name for name, known in (("food_or_stay_required", meal), ("open_after_midnight", late)) if known is None
    )


def driving(term: Term, case: Case, shift: Shift) -> Finding:
    """Use of a vehicle against its kind, hours and place."""
    facts, params = case.facts, term.params
    way = str(facts.driving).replace(" ", "_").lower() if facts.driving is not None else "unknown"
    if way in ("none", "no", "false"):
        return clear("no driving")
    if way == "unknown":
        return unknown("whether there is any driving is not known", "driving")
    if way == "passenger":
        if term.id == "driving_disqualification":
            return clear("as a passenger only, which a driving ban does not reach")
        return asks("as a passenger, which may or may not count as use")
    at_the_time = _drives_then(term, case, shift, way)
    if at_the_time is None:
        return unknown("whether the driving falls in the barred times is not known", *_driving_missing(case, shift))
    if not at_the_time:
        return clear("the driving is outside the barred times")
    for named, fact, name in (
        (params.kinds, facts.vehicle, "vehicle"),
        (params.areas, facts.driving_area, "driving_area"),
    ):
        if named and fact is None:
            return unknown(f"the {name.replace('_', ' ')} is not known", name)
        if named and fact is not None and not any(alike(word, fact) for word in named):
            return asks(f"{fact}: compare with {', '.join(named)} on the licence")
    when = " in the barred times" if term.windows else ""
    return definite(term, f"driving{when}")


def _driving_missing(case: Case, shift: Shift) -> tuple[str, ...]:
    if not shift.timed:
        return ("driving_times", "hours")
    return ("driving_times", "journey_minutes") if case.journey is None else ("driving_times",)


def _drives_then(term: Term, case: Case, shift: Shift, way: str) -> bool | None:
    if not term.windows:
        return True
    barred = _windows(term, shift)
    times = case.facts.driving_times
    if times is not None:
        spans = []
        for first, last in times:
            start, end = minutes("driving_times", first), minutes("driving_times", last, end=True)
            spans.append(Span(start, end if end > start else end + DAY))
        driven = [on_day(shift.day + n * ONE_DAY, hours) for hours in spans for n in (0, 1)][: len(spans) * 2]
        return any(start < piece.end and piece.start < end for piece in driven for start, end in barred)
    if not shift.timed:
        return None
    journey = case.journey
    pieces = [] if way == "to_work" else [(shift.start, shift.end)]
    if way != "at_work" and journey is not None:
        pieces += [(shift.start - journey, shift.start), (shift.end, shift.end + journey)]
    if any(start < last and first < end for first, last in pieces for start, end in barred):
        return True
    if way == "at_work" or journey is not None:
        return False
    reach = [(shift.start - FAR, shift.end + FAR)]
    near = any(start < last and first < end for first, last in reach for start, end in barred)
    return None if near else False


def alike(word: str, fact: str) -> bool:
    """Whether two short texts name the same thing: the words of one all in the other, plurals aside."""
    first, second = ({part.removesuffix("s") for part in text.casefold().split()} for text in (word, fact))
    return bool(first and second) and (first <= second or second <= first)
