"""Rules about places: zones on a map, events, barred premises, worship, and where the nights are spent."""

from __future__ import annotations

from calculators.licence.case import Case
from calculators.licence.clock import Shift
from calculators.licence.facts import yes
from calculators.licence.finding import Finding, asks, by_answer, clear, definite, tell, unknown
from calculators.licence.refusals import postcode_start
from calculators.licence.rules_time import alike, touches
from calculators.licence.terms import Term

_COMPARE = "compare the address with the map on the licence, then save the answer"


def _no_place(case: Case) -> bool:
    """Something done at home, such as applying online, that is in no other place."""
    return case.kind == "activity" and not case.postcodes and case.hours == "none"


def _on(term: Term, which: str, postcode: str) -> bool:
    """Whether a postcode is on one of the two lists that were compared with the map.

    A start without its closing space is read widely on the list that bars, and as one whole district
    or more exactly on the list that clears.
    """
    for number, text in enumerate(getattr(term.params, which)):
        start = postcode_start(f"{term.path}.params.{which}[{number}]", text)
        if which == _clearing(term):
            if postcode.startswith(start if " " in start else f"{start} "):
                return True
        elif postcode.startswith(start) and (not start.isalpha() or postcode[len(start)].isdigit()):
            return True
    return False


def _clearing(term: Term) -> str:
    return "inside" if term.rule == "R-ZONE-IN" else "outside"


def check_starts(term: Term) -> None:
    """Refuse a zone entered with something that is no postcode start, whether or not it is reached."""
    for which in ("inside", "outside"):
        for number, text in enumerate(getattr(term.params, which)):
            postcode_start(f"{term.path}.params.{which}[{number}]", text)


def zone_out(term: Term, case: Case) -> Finding:
    """An area to keep out of. The map is a picture, so only the lists compared with it are known."""
    facts = case.facts
    if _no_place(case):
        return clear("it is done in no particular place")
    if yes(facts.crosses_zone):
        return definite(term, "the way there crosses the area")
    inside = [code for code in case.postcodes if _on(term, "inside", code)]
    if inside:
        return definite(term, f"{inside[0].strip()} is in the area")
    if yes(facts.moves_about):
        return asks("the work moves about: agree where it may go")
    if not case.postcodes:
        return unknown("the postcode of the work is not known", "postcode")
    open_ = [code for code in case.postcodes if not _on(term, "outside", code)]
    if open_:
        return asks(f"{open_[0].strip()} is on neither list: {_COMPARE}")
    missing = () if yes(facts.crosses_zone) is False else ("crosses_zone",)
    return clear(f"{', '.join(code.strip() for code in case.postcodes)} was checked to be outside", *missing)


def zone_in(term: Term, case: Case) -> Finding:
    """An area not to leave, the way there included."""
    facts = case.facts
    if _no_place(case):
        return clear("it is done in no particular place")
    if yes(facts.crosses_zone):
        return definite(term, "the way there leaves the area")
    if yes(facts.moves_about):
        return asks("the work moves about: agree where it may go")
    if not case.postcodes:
        return unknown("the postcode of the work is not known", "postcode")
    out = [code for code in case.postcodes if not _on(term, "inside", code) or _on(term, "outside", code)]
    if out:
        return definite(term, f"{out[0].strip()} is not on the list of places checked to be inside")
    missing = () if yes(facts.crosses_zone) is False else ("crosses_zone",)
    return clear(f"{', '.join(code.strip() for code in case.postcodes)} was checked to be inside", *missing)


def event_zone(term: Term, case: Case, shift: Shift) -> Finding:
    """An area closed to the person while an event is on."""
    place = zone_out(term, case)
    if place.verdict in ("clear", "unknown"):
        return place
    dates = term.params.dates if term.params.dates is not None else case.facts.event_dates
    if dates is None:
        return unknown("the dates of the event are not known", "event_dates")
    if not any(day in dates for day in shift.days):
        return clear("no shift falls on a day of the event")
    return place


def public_event(term: Term, case: Case, shift: Shift) -> Finding:
    """Work at an event open to the public."""
    facts, kinds = case.facts, term.params.kinds
    if _no_place(case):
        return clear("it is done in no particular place")
    at_event = yes(facts.public_event)
    if at_event is None:
        return unknown("whether the work is at a public event is not known", "public_event")
    if not at_event:
        return clear("it is not at a public event")
    if facts.event_dates is None:
        return unknown("the dates of the event are not known", "event_dates")
    if not any(day in facts.event_dates for day in shift.days):
        return clear("no shift falls on a day of the event")
    then = touches(term, case, shift)
    if then is None:
        return unknown("the hours of the work are not known", "hours")
    if not then:
        return clear("the event is outside the set times")
    if kinds and not any(alike(kind, facts.event_kind or "") for kind in kinds):
        return asks(f"compare the event with {', '.join(kinds)} on the licence")
    return definite(term, "the work is at a public event")


def premises(term: Term, case: Case) -> Finding:
    """Named premises, kinds of premises, addresses or roads; for kinds in sight, what is near counts too."""
    facts, params = case.facts, term.params
    if _no_place(case):
        return clear("it is done in no particular place")
    answer = yes(facts.barred_premises)
    if answer:
        return definite(term, "the person says it is a place the licence bars")
    seen = facts.nearby_kinds or () if term.rule == "R-PREMISES-TYPE" else ()
    told = [text for text in (facts.site_name, facts.site_kind, *seen) if text]
    for wanted, found in ((params.kinds, told), (params.addresses, [facts.site_address or ""])):
        for word in wanted:
            if match := next((text for text in found if alike(word, text)), None):
                return definite(term, f"{match} matches {word} on the licence")
    if answer is False:
        return clear("the person says it is not a place the licence bars")
    if not told and not facts.site_address:
        return unknown("what kind of place it is, and its name, are not known", "barred_premises", "site_kind")
    return asks("compare the place with the words on the licence", "barred_premises")


def worship(term: Term, case: Case) -> Finding:
    """Only agreed places of worship."""
    if _no_place(case):
        return clear("it is done in no particular place")
    return by_answer(
        term,
        "place_of_worship",
        case.facts.place_of_worship,
        "the work is in a place of worship",
        "it is not in a place of worship",
        "whether it is in a place of worship is not known",
    )


def _nights(case: Case) -> bool | None:
    """Whether any night is spent elsewhere; None where that is not known."""
    facts = case.facts
    if case.kind == "address" or any(yes(f) for f in (facts.live_in, facts.nights_away, facts.sleep_in)):
        return True
    if case.kind in ("activity", "appointment") and facts.nights_away is None:
        return False
    return yes(facts.nights_away)


def home(term: Term, case: Case) -> Finding:
    """An address, a live-in post, a sleep-in or a night away needs permission."""
    nights = _nights(case)
    if nights is None:
        return unknown("whether the work means nights away is not known", "nights_away")
    if not nights:
        return clear("no night away from home")
    return definite(term, "a new address" if case.kind == "address" else "a night away from home")


def household_with_child(term: Term, case: Case) -> Finding:
    """A night in a household where a child lives."""
    facts = case.facts
    nights = _nights(case)
    if nights is None:
        return unknown("whether the work means nights away is not known", "nights_away")
    if not nights:
        return clear("no night away from home")
    child = yes(facts.household_children)
    if child is None:
        return unknown("whether a child lives there is not known", "household_children")
    youngest, age = facts.household_youngest, term.params.age
    if not child or (youngest is not None and age is not None and youngest >= age):
        return clear("no child of that age lives there")
    return definite(term, "a child lives in that household")


def region(term: Term, case: Case) -> Finding:
    """Nights inside one named region."""
    nights = _nights(case)
    if nights is None:
        return unknown("whether the work means nights away is not known", "nights_away")
    if not nights:
        return clear("no night away from home")
    return by_answer(
        term,
        "outside_region",
        case.facts.outside_region,
        "a night outside the named region",
        "the nights are inside the named region",
        "whether the nights are inside the named region is not known",
    )


def county(term: Term, case: Case) -> Finding:
    """Trips outside the home county are told beforehand."""
    if _no_place(case) or yes(case.facts.crosses_county) is False:
        return clear("the work and the way there stay in the county")
    word = "" if yes(case.facts.crosses_county) else " if the work or the way there leaves the county"
    return tell("told, not asked", f"Tell the officer before the first journey{word}.")
