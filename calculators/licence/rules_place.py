"""Rules about places: zones on a map, events, barred premises, worship, driving, and where the nights are spent."""

from __future__ import annotations

from collections.abc import Iterator

from calculators.licence.areas import entered, standing
from calculators.licence.case import Case
from calculators.licence.clock import FAR, Shift
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated, Tell
from calculators.licence.facts import yes
from calculators.licence.records import BY_DAY
from calculators.licence.rules_time import away, barred_times, driven, set_times
from calculators.licence.terms import Term
from calculators.licence.vocabulary import relation
from calculators.licence.wording import answered, compared, reads_like

_COMPARE = "compare the address with the map on the licence, then save the answer"
_ROUTE = ("crosses_zone",)


def zone_out(term: Term, case: Case) -> Iterator[Evidence]:
    """An area to keep out of. The map is a picture, so only the lists compared with it are known."""
    yield from _zone(term, case, barred="is in the area", across="the way there crosses the area", there="outside")


def zone_in(term: Term, case: Case) -> Iterator[Evidence]:
    """An area not to leave, the way there included."""
    out = "is not on the list of places checked to be inside"
    if yes(case.facts.overseas):
        yield Clash("the work goes abroad, out of the area")
    yield from _zone(term, case, barred=out, across="the way there leaves the area", there="inside")


def _zone(term: Term, case: Case, *, barred: str, across: str, there: str) -> Iterator[Evidence]:
    if yes(case.facts.crosses_zone):
        yield Clash(across)
    home = case.said("at_home")
    if home and home.value is True and not case.postcodes:
        yield Shown(home, "all of it is done at home")
        return
    yield from _about(case)
    if not entered(term):
        yield Gap("where the area lies is not entered", ("inside",))
    elif not case.postcodes:
        yield Gap("the postcode of the work is not known", ("postcode", *_ROUTE))
    else:
        for code in case.postcodes:
            yield _at(term, code, barred, there)
        route = case.said("crosses_zone")
        if route is None:
            yield Doubt(f"does the way there stay {there}?", _ROUTE)
        elif route.value is False:
            yield Shown(route, f"the way there stays {there}")


def _at(term: Term, code: str, barred: str, there: str) -> Evidence:
    name = code.strip()
    match standing(term, code):
        case "barred":
            return Clash(f"{name} {barred}")
        case "clear":
            return Shown(Stated("postcode", name), f"{name} was checked to be {there}")
        case "partly":
            return Doubt(f"{name} lies in a district that is only partly {there}: {_COMPARE}")
        case "neither":
            return (
                Clash(f"{name} {barred}")
                if term.rule == "R-ZONE-IN"
                else Doubt(f"{name} is on neither list: {_COMPARE}")
            )


def _about(case: Case) -> Iterator[Evidence]:
    """Work that moves about is in more places than its postcode, and the places have to be known."""
    moves = yes(case.facts.moves_about)
    if moves and not case.postcodes:
        yield Gap("the work moves about, and where is not known", ("postcode",))
    elif moves:
        yield Doubt("the work moves about: agree where it may go")
    elif moves is None and case.driving in ("at_work", "both", "yes"):
        yield Gap("the work is driven, and where is not known", ("moves_about", "driving_area"))
    elif text := reads_like(case, "moves_about"):
        gap = Gap(f"{text} moves about, and where is not known", ("moves_about",))
        yield gap if moves is None else Doubt(f"{text} reads like work that moves about, and the answer is no")


def event_zone(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """An area closed to the person while an event is on, nights spent there included."""
    place = tuple(zone_out(term, case))
    if all(isinstance(piece, Shown) for piece in place):
        yield from place
    else:
        yield from _on_event_days(term.params.dates or case.facts.event_dates, shift, place)
    yield from away(case, "where the nights of the event are spent")


def _on_event_days(dates: object, shift: Shift, met: tuple[Evidence, ...]) -> Iterator[Evidence]:
    if not isinstance(dates, tuple) or not dates:
        yield Gap("the dates of the event are not known", ("event_dates",))
    elif not any(day in dates for day in shift.days):
        yield Shown(Stated("event_dates", dates), "no shift falls on a day of the event")
    else:
        yield from met


def public_event(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Work at an event open to the public."""
    answer = case.said("public_event")
    if answer is None or answer.value is not True:
        yield from answered(
            case,
            "public_event",
            met="the work is at a public event",
            not_met="it is not at a public event",
            open_="whether the work is at a public event is not known",
        )
        return
    met = set_times(term, shift, Clash("the work is at a public event"), "the event is outside the set times")
    kinds, event = term.params.kinds, case.facts.event_kind or ""
    if isinstance(met, Clash) and kinds and not any(relation(kind, event) == "same" for kind in kinds):
        met = Doubt(f"compare the event with {', '.join(kinds)} on the licence", ("event_kind",) if not event else ())
    yield from _on_event_days(case.facts.event_dates, shift, (met,))


def premises(term: Term, case: Case) -> Iterator[Evidence]:
    """Named premises, kinds of premises, addresses or roads; for kinds in sight, what is near counts too."""
    facts, params = case.facts, term.params
    in_sight = term.rule == "R-PREMISES-TYPE"
    answer = case.said("barred_premises")
    if answer and answer.value is True:
        yield Clash("the person says it is a place the licence bars")
    near = facts.nearby_kinds or () if in_sight else ()
    told = [text for text in (facts.site_name, facts.site_kind, *near) if text]
    found = [
        *compared("site_kind", params.kinds, told, "the place"),
        *compared("site_address", params.addresses, [facts.site_address or ""], "the place"),
    ]
    yield from (piece for piece in found if isinstance(piece, Clash))
    if answer and answer.value is False:
        yield Shown(answer, "the person says it is not a place the licence bars")
        yield from (piece for piece in found if isinstance(piece, Doubt))  # a wording that may mean it outweighs a no
    elif not told and not facts.site_address:
        yield Gap("what kind of place it is, and its name, are not known", ("barred_premises", "site_kind"))
    elif not params.kinds or params.addresses or facts.site_kind is None or (in_sight and facts.nearby_kinds is None):
        yield Doubt("compare the place with the words on the licence", ("barred_premises",))
    else:
        yield from (piece for piece in found if not isinstance(piece, Clash))


def worship(term: Term, case: Case) -> Iterator[Evidence]:
    """Only agreed places of worship."""
    yield from answered(
        case,
        "place_of_worship",
        met="the work is in a place of worship",
        not_met="it is not in a place of worship",
        open_="whether it is in a place of worship is not known",
    )


# Nights


def _nights(case: Case) -> bool | None:
    """Whether any night is spent elsewhere; None where that is not known."""
    if case.kind == "address" or any(fact != "overseas" for fact, _ in case.away):
        return True
    return yes(case.facts.nights_away)


def _home_every_night(case: Case) -> Evidence | None:
    """What settles a term about nights before anything else is asked; None where a night is spent elsewhere.

    An activity or an appointment is over in a day, as its kind says: an address and a journey are kinds of their own.
    """
    nights = _nights(case)
    if nights:
        return None
    said = case.said("nights_away")
    if said is None and case.kind in BY_DAY:
        return Shown(Stated("kind", case.kind), f"an {case.kind} means no night away from home")
    if said is None:
        return Gap("whether the work means nights away is not known", ("nights_away",))
    return Shown(said, "no night away from home")


def home(term: Term, case: Case) -> Iterator[Evidence]:
    """An address, a live-in post, a sleep-in or a night away needs permission; work abroad is asked about besides."""
    yield _home_every_night(case) or Clash("a new address" if case.kind == "address" else "a night away from home")
    if yes(case.facts.overseas):
        yield Doubt("the work goes abroad: is every night spent at home?")


def household_with_child(term: Term, case: Case) -> Iterator[Evidence]:
    """A night in a household where a child lives."""
    settled = _home_every_night(case)
    yield settled or _household(case, term.params.age)


def _household(case: Case, age: int | None) -> Evidence:
    child, youngest = case.said("household_children"), case.said("household_youngest")
    if child is None:
        return Gap("whether a child lives there is not known", ("household_children",))
    if child.value is False:
        return Shown(child, "no child lives there")
    if youngest and age is not None and isinstance(youngest.value, int) and youngest.value >= age:
        return Shown(youngest, f"the youngest who lives there is {youngest.value}, the term is under {age}")
    return Clash("a child lives in that household")


def region(term: Term, case: Case) -> Iterator[Evidence]:
    """Nights inside one named region."""
    settled = _home_every_night(case)
    if settled:
        yield settled
        return
    yield from answered(
        case,
        "outside_region",
        met="a night outside the named region",
        not_met="the nights are inside the named region",
        open_="whether the nights are inside the named region is not known",
    )


def county(term: Term, case: Case) -> Iterator[Evidence]:
    """Trips outside the home county are told beforehand."""
    crosses = case.said("crosses_county")
    if crosses and crosses.value is False:
        yield Shown(crosses, "the work and the way there stay in the county")
        return
    word = "" if crosses else " if the work or the way there leaves the county"
    also = () if crosses else ("crosses_county",)
    yield Tell("told, not asked", f"Tell the officer before the first journey{word}.", also=also)


# Driving


def driving(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Use of a vehicle against its kind, hours and place; the way to work counts like the work."""
    facts, params, said = case.facts, term.params, case.said("driving")
    if said is None or case.driving == "none":
        yield from _no_driving(case)
        return
    if case.driving == "passenger":
        if term.id == "driving_disqualification":
            yield Shown(said, "as a passenger only, which a driving ban does not reach")
        else:
            yield Doubt("as a passenger, which may or may not count as use")
        return
    timed = _in_barred_times(term, case, shift)
    if not isinstance(timed, Clash):
        yield timed
        return
    for named, fact, name in (
        (params.kinds, facts.vehicle, "vehicle"),
        (params.areas, facts.driving_area, "driving_area"),
    ):
        if named and fact is None:
            yield Gap(f"the {name.replace('_', ' ')} is not known", (name,))
            return
        if named and fact is not None and not any(relation(word, fact) == "same" for word in named):
            yield Doubt(f"{fact}: compare with {', '.join(named)} on the licence")
            return
    yield timed


def _no_driving(case: Case) -> Iterator[Evidence]:
    said = case.said("driving")
    if said is None:
        yield Gap("whether there is any driving is not known", ("driving",))
        return
    things = [tool for tool in case.facts.tools or () if relation("motor vehicle", tool) in ("same", "perhaps")]
    if text := next(iter(things), None) or reads_like(case, "driving"):
        yield Doubt(f"{text} reads like driving, and the answer is no")
    yield Shown(said, "no driving")


def _in_barred_times(term: Term, case: Case, shift: Shift) -> Evidence:
    """A clash where the driving, with the journeys, meets the barred times or there are none set."""
    if not term.windows:
        return Clash("driving")
    if not shift.timed:
        return Gap("whether the driving falls in the barred times is not known", ("driving_times", "hours"))
    barred = barred_times(term, shift)
    if any(start < last and first < end for first, last in driven(case, shift) for start, end in barred):
        return Clash("driving in the barred times")
    near = any(start < shift.end + FAR and shift.start - FAR < end for start, end in barred)
    if case.driving != "at_work" and case.journey is None and near:
        return Gap("whether the driving falls in the barred times is not known", ("journey_minutes", "driving_times"))
    return Shown(
        Stated("driving", case.driving), "the driving, the way there and back with it, is outside the barred times"
    )
